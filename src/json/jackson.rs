use std::fmt;

/// What Jackson, the JSON reader of AWS, says to a text that is not JSON: its first mistake, worded and placed as in
/// AWS's answers.
///
/// ```
/// use asl_studio::json::JacksonError;
/// let error = JacksonError::of("not a definition").unwrap();
/// assert_eq!(error.location, r#"[Source: (String)"not a definition"; line: 1, column: 4]"#);
/// assert!(error.to_string().starts_with("Unrecognized token 'not': was expecting"));
/// assert_eq!(JacksonError::of("[1]"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JacksonError {
    /// What is wrong, without the place.
    pub message: String,
    /// `[Source: (String)"…"; line: 1, column: 4]`
    pub location: String,
}

/// Prints as AWS does: the message, a line feed, ` at ` and the place.
impl fmt::Display for JacksonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n at {}", self.message, self.location)
    }
}

impl JacksonError {
    /// The first mistake in a text; none where it holds one JSON value, or where it is blank.
    pub fn of(text: &str) -> Option<JacksonError> {
        let mut reader = Reader { text, characters: text.char_indices().collect(), at: 0, open: Vec::new() };
        reader.blank();
        reader.peek()?;
        let fault = reader.document().err()?;
        Some(JacksonError { location: source(text, fault.at), message: fault.message })
    }
}

/// Jackson quotes no more of its source than this.
const QUOTED: usize = 500;

/// Containers inside containers: Jackson's own bound.
const MAX_DEPTH: usize = 1000;

const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

struct Fault {
    message: String,
    /// The number of characters that had been read.
    at: usize,
}

struct Reader<'t> {
    text: &'t str,
    characters: Vec<(usize, char)>,
    at: usize,
    /// The open containers: whether an object, and where it starts.
    open: Vec<(bool, usize)>,
}

type Read<T> = Result<T, Fault>;

impl Reader<'_> {
    fn document(&mut self) -> Read<()> {
        self.value()?;
        while let Some(&(object, _)) = self.open.last() {
            if object { self.next_member()? } else { self.next_item()? }
        }
        Ok(())
    }

    /// Reads a scalar, or opens a container with its first entry.
    fn value(&mut self) -> Read<()> {
        self.blank();
        match self.peek() {
            Some('{') => self.open_object(),
            Some('[') => self.open_array(),
            Some('"') => self.string(),
            Some('-' | '0'..='9') => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' || c == '$' => self.word(),
            Some(c) => Err(self.unexpected(c, &format!("expected a valid value {VALUES}"))),
            None => Err(self.end()),
        }
    }

    fn open_object(&mut self) -> Read<()> {
        self.push(true)?;
        self.blank();
        if self.peek() == Some('}') {
            self.at += 1;
            self.open.pop();
            return Ok(());
        }
        self.member()
    }

    fn open_array(&mut self) -> Read<()> {
        self.push(false)?;
        self.blank();
        if self.peek() == Some(']') {
            self.at += 1;
            self.open.pop();
            return Ok(());
        }
        self.value()
    }

    fn push(&mut self, object: bool) -> Read<()> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!(
                "Document nesting depth ({}) exceeds the maximum allowed ({MAX_DEPTH})",
                MAX_DEPTH + 1
            );
            return Err(Fault { message, at: self.at });
        }
        self.open.push((object, self.at));
        self.at += 1;
        Ok(())
    }

    fn member(&mut self) -> Read<()> {
        self.blank();
        match self.peek() {
            Some('"') => self.string()?,
            Some(c) => return Err(self.unexpected(c, "was expecting double-quote to start field name")),
            None => return Err(self.end()),
        }
        self.blank();
        match self.peek() {
            Some(':') => self.at += 1,
            Some(c) => {
                return Err(self.unexpected(c, "was expecting a colon to separate field name and value"));
            }
            None => return Err(self.end()),
        }
        self.value()
    }

    fn next_member(&mut self) -> Read<()> {
        self.blank();
        match self.take() {
            Some(',') => self.member(),
            Some('}') => {
                self.open.pop();
                Ok(())
            }
            Some(c) => Err(self.unexpected_taken(c, "was expecting comma to separate Object entries")),
            None => Err(self.end()),
        }
    }

    fn next_item(&mut self) -> Read<()> {
        self.blank();
        match self.take() {
            Some(',') => self.value(),
            Some(']') => {
                self.open.pop();
                Ok(())
            }
            Some(c) => Err(self.unexpected_taken(c, "was expecting comma to separate Array entries")),
            None => Err(self.end()),
        }
    }

    fn string(&mut self) -> Read<()> {
        self.at += 1;
        loop {
            match self.take() {
                Some('"') => return Ok(()),
                Some('\\') => self.escape()?,
                Some(c) if c < ' ' => {
                    let code = c as u32;
                    let message = format!(
                        "Illegal unquoted character ((CTRL-CHAR, code {code})): has to be escaped using backslash to be \
                         included in string value"
                    );
                    return Err(Fault { message, at: self.at });
                }
                Some(_) => {}
                None => {
                    let message = "Unexpected end-of-input: was expecting closing quote for a string value";
                    return Err(Fault { message: message.to_owned(), at: self.at });
                }
            }
        }
    }

    fn escape(&mut self) -> Read<()> {
        match self.take() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => Ok(()),
            Some('u') => (0..4).try_for_each(|_| match self.take() {
                Some(c) if c.is_ascii_hexdigit() => Ok(()),
                Some(c) => {
                    Err(self.unexpected_taken(c, "expected a hex-digit for character escape sequence"))
                }
                None => Err(self.end()),
            }),
            Some(c) => {
                let message = format!("Unrecognized character escape {}", described(c));
                Err(Fault { message, at: self.at })
            }
            None => Err(self.end()),
        }
    }

    fn number(&mut self) -> Read<()> {
        let start = self.at;
        while matches!(self.peek(), Some('-' | '+' | '.' | 'e' | 'E' | '0'..='9')) {
            self.at += 1;
        }
        let literal: String = self.slice(start);
        if serde_json::from_str::<serde_json::Number>(&literal).is_ok() {
            return self.after_number();
        }
        let zero =
            literal.trim_start_matches('-').len() > 1 && literal.trim_start_matches('-').starts_with('0');
        let reason = if zero { "Leading zeroes not allowed" } else { "malformed number" };
        Err(Fault { message: format!("Invalid numeric value: {reason}"), at: self.at })
    }

    fn after_number(&mut self) -> Read<()> {
        match self.peek() {
            Some(c) if c.is_alphanumeric() || c == '_' => {
                Err(self.unexpected(c, "Expected space separating root-level values"))
            }
            _ => Ok(()),
        }
    }

    fn word(&mut self) -> Read<()> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            self.at += 1;
        }
        let word = self.slice(start);
        if matches!(word.as_str(), "true" | "false" | "null") {
            return Ok(());
        }
        Err(Fault { message: format!("Unrecognized token '{word}': was expecting {VALUES}"), at: self.at })
    }

    fn end(&self) -> Fault {
        let message = match self.open.last() {
            Some(&(object, start)) => {
                let kind = if object { "Object" } else { "Array" };
                let marker = source(self.text, start);
                format!(
                    "Unexpected end-of-input: expected close marker for {kind} (start marker at {marker})"
                )
            }
            None => "Unexpected end-of-input".to_owned(),
        };
        Fault { message, at: self.at }
    }

    fn unexpected(&mut self, c: char, wanted: &str) -> Fault {
        self.at += 1;
        self.unexpected_taken(c, wanted)
    }

    fn unexpected_taken(&self, c: char, wanted: &str) -> Fault {
        Fault { message: format!("Unexpected character ({}): {wanted}", described(c)), at: self.at }
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).map(|&(_, c)| c)
    }

    fn take(&mut self) -> Option<char> {
        let taken = self.peek()?;
        self.at += 1;
        Some(taken)
    }

    fn slice(&self, start: usize) -> String {
        self.characters.get(start..self.at).unwrap_or_default().iter().map(|&(_, c)| c).collect()
    }
}

fn described(c: char) -> String {
    let code = c as u32;
    match code {
        0..32 => format!("(CTRL-CHAR, code {code})"),
        32..256 => format!("'{c}' (code {code})"),
        _ => format!("'{c}' (code {code} / 0x{code:x})"),
    }
}

/// Jackson's words for a place: the source, cut off, with line and column behind the character read last.
fn source(text: &str, at: usize) -> String {
    let total = text.encode_utf16().count();
    let quoted: String = text.chars().take(QUOTED).collect();
    let cut = if total > QUOTED { format!("[truncated {} chars]", total - QUOTED) } else { String::new() };
    let before: String = text.chars().take(at).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
    format!("[Source: (String)\"{quoted}\"{cut}; line: {line}, column: {column}]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, message: &str, line: usize, column: usize) {
        let error = JacksonError::of(text).unwrap();
        assert_eq!(error.message, message);
        assert_eq!(error.location, format!("[Source: (String)\"{text}\"; line: {line}, column: {column}]"));
    }

    #[test]
    fn mistakes_are_worded_and_placed_as_jackson_does() {
        check("not a definition", &format!("Unrecognized token 'not': was expecting {VALUES}"), 1, 4);
        check(
            "{\"a\":1,}",
            "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
            1,
            9,
        );
        check(
            "{\"a\" 1}",
            "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
            1,
            7,
        );
        check(
            "{\n\"a\": 1\n\"b\": 2}",
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
            3,
            2,
        );
        check(
            "{",
            "Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)\"{\"; line: 1, \
             column: 1])",
            1,
            2,
        );
        check("\"ab", "Unexpected end-of-input: was expecting closing quote for a string value", 1, 4);
    }

    #[test]
    fn json_and_blanks_are_no_mistake() {
        for good in ["", "  ", "1", "[1, {\"a\": [true, null, \"\\u00fc\"]}]", "{} trailing"] {
            assert_eq!(JacksonError::of(good), None, "{good}");
        }
    }

    #[test]
    fn no_nesting_is_too_deep_to_be_read() {
        assert!(JacksonError::of(&"[".repeat(100_000)).unwrap().message.contains("nesting depth"));
    }
}
