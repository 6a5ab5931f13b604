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

/// The file that a command reads and the one that it writes.
pub(crate) struct Files {
    pub(crate) file: String,
    /// What `-o` or `--out` names; the standard output where nothing is named.
    pub(crate) out: Option<String>,
}

impl Files {
    /// Reads the arguments of such a command; `set` takes the other options with their values.
    pub(crate) fn read(
        arguments: &[String],
        mut set: impl FnMut(&str, &str) -> Result<(), String>,
    ) -> Result<Files, String> {
        let (mut file, mut out) = (None, None);
        let mut arguments = Arguments::new(arguments);
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(operand) if operand == "-o" => out = Some(arguments.value("out")?),
                Argument::Operand(operand) if file.is_none() => file = Some(operand),
                Argument::Operand(operand) => return Err(format!("unexpected argument `{operand}`")),
                Argument::Option(option) if option == "out" => out = Some(arguments.value("out")?),
                Argument::Option(option) => set(&option, &arguments.value(&option)?)?,
            }
        }
        Ok(Files { file: file.ok_or("which definition?")?, out })
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
