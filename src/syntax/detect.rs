use crate::json::Syntax;

impl Syntax {
    /// What a text is written in; `otherwise` where it does not say, as while its first word is typed.
    ///
    /// A text that begins with a bracket or a quote is JSON, unless a line of it begins with a bare key. One that has
    /// such a line is YAML.
    pub fn of(text: &str, otherwise: Syntax) -> Syntax {
        let begins = text.trim_start_matches('\u{feff}').trim_start();
        if begins.starts_with(['{', '[']) {
            return Syntax::Json;
        }
        if text.lines().any(begins_with_bare_key) {
            return Syntax::Yaml;
        }
        if begins.starts_with('"') || begins.starts_with("//") || begins.starts_with("/*") {
            return Syntax::Json;
        }
        if begins.starts_with("---") || begins.starts_with('#') { Syntax::Yaml } else { otherwise }
    }

    /// What a file is written in by its name; none where the name does not say.
    ///
    /// ```
    /// use asl_studio::syntax::Syntax;
    /// assert_eq!(Syntax::of_file("flow.asl.yaml"), Some(Syntax::Yaml));
    /// assert_eq!(Syntax::of_file("flow.txt"), None);
    /// ```
    pub fn of_file(name: &str) -> Option<Syntax> {
        let (_, extension) = name.rsplit_once('.')?;
        match &*extension.to_ascii_lowercase() {
            "json" => Some(Syntax::Json),
            "yaml" | "yml" => Some(Syntax::Yaml),
            _ => None,
        }
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Syntax::Json => "JSON",
            Syntax::Yaml => "YAML",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Syntax {
        match self {
            Syntax::Json => Syntax::Yaml,
            Syntax::Yaml => Syntax::Json,
        }
    }
}

/// Whether a line is `Key:` or `Key: …` in the first column.
fn begins_with_bare_key(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    if !line.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        return false;
    }
    line.find(':').is_some_and(|colon| {
        let behind = &line[colon + 1..];
        (behind.is_empty() || behind.starts_with([' ', '\t', '\r']))
            && !line[..colon].contains(['"', '{', '}', ',', '[', ']'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Syntax>) {
        let found = (Syntax::of(text, Syntax::Json), Syntax::of(text, Syntax::Yaml));
        let expected = expected.map_or((Syntax::Json, Syntax::Yaml), |syntax| (syntax, syntax));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_text_says_what_it_is_written_in() {
        for text in ["{", "\u{feff} {\n}", "[1]", "\"StartAt\": \"A\"", "// note\n{}", "{StartAt: A}"] {
            check(text, Some(Syntax::Json));
        }
        for text in [
            "StartAt: A",
            "# note\nStates:\n",
            "---\nx",
            "x\nStartAt: A",
            "\"a\": 1\nStates:\n",
            "\u{feff}A:",
        ] {
            check(text, Some(Syntax::Yaml));
        }
        for text in ["", "  ", "Star", "StartAt", "12", "$.a"] {
            check(text, None);
        }
    }
}
