//! Placeholders of templates that AWS does not know, such as `{{name}}`, `<NAME>` or `__NAME__`.

/// How such placeholders begin and end.
const SIGNS: [(&str, &str); 6] =
    [("{{", "}}"), ("<<", ">>"), ("<", ">"), ("__", "__"), ("@@", "@@"), ("%%", "%%")];

/// The name in a text that is one placeholder of another template language and nothing else.
pub(crate) fn foreign_placeholder(text: &str) -> Option<&str> {
    let inside = |&(open, close): &(&str, &str)| text.strip_prefix(open)?.strip_suffix(close);
    let name =
        SIGNS.iter().find_map(inside)?.trim_matches(|c: char| c.is_whitespace() || c == '-' || c == '.');
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_-. ".contains(c);
    (name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_part))
        .then_some(name)
}

/// The length of a `{{ … }}` at the beginning of a text, on one line.
pub(super) fn double_braces(text: &str) -> Option<usize> {
    let line = text.strip_prefix("{{")?.split('\n').next()?;
    line.find("}}").map(|end| end + 4).filter(|&length| foreign_placeholder(&text[..length]).is_some())
}

/// What to do about one.
pub(crate) fn advice(name: &str) -> String {
    let word: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    format!(
        "looks like a placeholder that something else fills in; fill it in, or write `${{{word}}}`, which deployment tools know"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_one_placeholder_is_known() {
        for (text, name) in [
            ("{{ x }}", Some("x")),
            ("{{ .Values.arn }}", Some("Values.arn")),
            ("<FUNCTION_ARN>", Some("FUNCTION_ARN")),
            ("<your function>", Some("your function")),
            ("__ARN__", Some("ARN")),
            ("%%arn%%", Some("arn")),
            ("a{{x}}", None),
            ("{{}}", None),
            ("<1>", None),
            ("{{a}}, {{b}}", None),
        ] {
            assert_eq!(foreign_placeholder(text), name, "{text}");
        }
        assert_eq!(double_braces("{{x}}, 1"), Some(5));
        assert_eq!(double_braces("{{x\n}}"), None);
    }
}
