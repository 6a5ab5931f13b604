//! Reading of a command's arguments: `--name value`, `--name=value`, `--flag`, and the rest.

use std::collections::VecDeque;

/// The arguments that are not read yet.
pub(crate) struct Arguments(VecDeque<String>);

/// One argument.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Argument {
    /// `--name`, without the dashes.
    Option(String),
    /// Anything else; `-` included.
    Operand(String),
}

impl Arguments {
    pub(crate) fn new(arguments: &[String]) -> Self {
        Arguments(arguments.iter().cloned().collect())
    }

    /// The next argument. Of `--name=value` the value is put back.
    pub(crate) fn next(&mut self) -> Option<Argument> {
        let argument = self.0.pop_front()?;
        let Some(option) = argument.strip_prefix("--") else { return Some(Argument::Operand(argument)) };
        if let Some((name, value)) = option.split_once('=') {
            self.0.push_front(value.to_owned());
            return Some(Argument::Option(name.to_owned()));
        }
        Some(Argument::Option(option.to_owned()))
    }

    /// The value of the option read last.
    pub(crate) fn value(&mut self, option: &str) -> Result<String, String> {
        self.0.pop_front().ok_or_else(|| format!("--{option} wants a value"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_take_their_value_from_either_side_of_the_sign() {
        let words = ["--a=1", "x", "--b", "2", "-", "--c"].map(str::to_owned);
        let mut arguments = Arguments::new(&words);
        assert_eq!(arguments.next(), Some(Argument::Option("a".to_owned())));
        assert_eq!(arguments.value("a"), Ok("1".to_owned()));
        assert_eq!(arguments.next(), Some(Argument::Operand("x".to_owned())));
        assert_eq!(arguments.next(), Some(Argument::Option("b".to_owned())));
        assert_eq!(arguments.value("b"), Ok("2".to_owned()));
        assert_eq!(arguments.next(), Some(Argument::Operand("-".to_owned())));
        assert_eq!(arguments.next(), Some(Argument::Option("c".to_owned())));
        assert_eq!(arguments.value("c"), Err("--c wants a value".to_owned()));
        assert_eq!(arguments.next(), None);
    }
}
