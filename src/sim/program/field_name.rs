use std::fmt;

/// The name of a field, or of a part of it, as AWS writes it in messages: `Output/total`, `Choices[1]/Condition`. It is
/// printed only when something fails.
#[derive(Clone, Copy, Debug)]
pub(in crate::sim) enum FieldName<'a> {
    /// A field of the state.
    Field(&'a str),
    /// A field of a Choice's rule.
    Rule(usize, &'a str),
    /// A field of a catcher.
    Catcher(usize, &'a str),
    /// A member of an object.
    Member(&'a FieldName<'a>, &'a str),
    /// An item of an array.
    Item(&'a FieldName<'a>, usize),
}

impl fmt::Display for FieldName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FieldName::Field(name) => f.write_str(name),
            FieldName::Rule(at, name) => write!(f, "Choices[{at}]/{name}"),
            FieldName::Catcher(at, name) => write!(f, "Catch[{at}]/{name}"),
            FieldName::Member(object, key) => write!(f, "{object}/{key}"),
            FieldName::Item(array, at) => write!(f, "{array}[{at}]"),
        }
    }
}

impl<'a> From<&'a str> for FieldName<'a> {
    fn from(name: &'a str) -> Self {
        FieldName::Field(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_print_as_in_messages() {
        let output = FieldName::Rule(1, "Output");
        let list = FieldName::Member(&output, "list");
        assert_eq!(FieldName::Item(&list, 0).to_string(), "Choices[1]/Output/list[0]");
        assert_eq!(FieldName::from("Items").to_string(), "Items");
    }
}
