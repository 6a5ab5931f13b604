use super::skeleton::Skeleton;
use crate::value::write_string;

impl Skeleton {
    /// The skeleton as a block of YAML behind a key in that column, or behind a dash whose content stands there. What comes
    /// on the line of the key begins with a blank.
    pub(super) fn print_yaml(&self, column: usize, newline: &str) -> String {
        match self {
            Skeleton::Object(members) if !members.is_empty() => {
                let lines = members.iter().map(|(key, value)| entry(key, value, column + 2, newline));
                lines.map(|line| format!("{newline}{}{line}", blanks(column + 2))).collect()
            }
            Skeleton::List(items) if !items.is_empty() => {
                let lines = items.iter().map(|item| {
                    format!("{newline}{}- {}", blanks(column + 2), item.as_item(column + 4, newline))
                });
                lines.collect()
            }
            other => format!(" {}", other.scalar(None)),
        }
    }

    /// The skeleton behind a dash, with its content in that column.
    pub(super) fn as_item(&self, column: usize, newline: &str) -> String {
        match self {
            Skeleton::Object(members) if !members.is_empty() => {
                let lines: Vec<String> =
                    members.iter().map(|(key, value)| entry(key, value, column, newline)).collect();
                lines.join(&format!("{newline}{}", blanks(column)))
            }
            other => other.print_yaml(column, newline).trim_start_matches(' ').to_owned(),
        }
    }

    /// A scalar, in the quotes that it had or that it needs.
    pub(super) fn scalar(&self, quote: Option<char>) -> String {
        match self {
            Skeleton::Text(text) => yaml_text(text, quote),
            Skeleton::Bare(text) => text.clone(),
            Skeleton::List(_) => "[]".to_owned(),
            Skeleton::Object(_) => "{}".to_owned(),
        }
    }
}

/// A member of a block in that column.
pub(super) fn entry(key: &str, value: &Skeleton, column: usize, newline: &str) -> String {
    format!("{}:{}", yaml_text(key, None), value.print_yaml(column, newline))
}

pub(super) fn blanks(count: usize) -> String {
    " ".repeat(count)
}

/// A text as a scalar: as it is where every reader takes it for a text, else in quotes.
pub(super) fn yaml_text(text: &str, quote: Option<char>) -> String {
    if quote == Some('\'') && !text.contains(['\n', '\\']) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    if quote.is_none() && is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::new();
    write_string(text, &mut quoted);
    quoted
}

fn is_plain(text: &str) -> bool {
    let (shown, _) = super::skeleton::unmark(text);
    let begins_well = shown.starts_with(|c: char| c.is_alphabetic() || c == '$' || c == '_' || c == '/');
    let is_word = matches!(
        shown.to_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n" | "~"
    );
    begins_well
        && !is_word
        && !shown.ends_with([' ', ':'])
        && !shown.contains(": ")
        && !shown.contains(" #")
        && !shown.contains(['\n', '"', '\\', '{', '}', '[', ']', ','])
}
