use crate::text::TextRange;
use std::sync::Arc;

/// What stands before and at a caret in JSON text that may be half typed: the containers that are open there, what is
/// expected next, and the token the caret is in.
///
/// Only the text up to the caret counts, so that whatever is broken behind it does no harm.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Scan {
    /// The open containers, outermost first.
    pub(super) frames: Vec<Frame>,
    /// What the token at the caret is, or a new one would be.
    pub(super) slot: Slot,
    /// The token at the caret; empty where there is none.
    pub(super) token: Token,
    /// Where a comma is missing before the token.
    pub(super) missing_comma: Option<usize>,
    /// The column of the entries, where they stand in a block of YAML and not between brackets.
    pub(super) block: Option<usize>,
}

impl Scan {
    /// A place where nothing can stand.
    pub(super) fn nowhere(offset: usize) -> Self {
        Scan {
            frames: Vec::new(),
            slot: Slot::Nowhere,
            token: Token::empty(offset),
            missing_comma: None,
            block: None,
        }
    }
}

/// A container that is open at the caret.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Frame {
    /// Its opening sign.
    pub(super) open: usize,
    /// Whether it is an object and no array.
    pub(super) is_object: bool,
    /// The key whose value the caret is in, or that was read last.
    pub(super) key: Arc<str>,
    /// The entries before.
    pub(super) index: usize,
    /// Whether anything of it stands before the token.
    pub(super) is_begun: bool,
    expects: Expects,
    /// The end of the entry read last.
    last_end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expects {
    /// A key, or an item of an array.
    Entry,
    Colon,
    Value,
    Comma,
}

/// What a token stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    /// The key of an object.
    Key,
    /// The value of a key.
    Value,
    /// An item of an array.
    Item,
    /// The outermost value.
    Top,
    /// Nothing can stand here: a comment, or where a sign is expected.
    Nowhere,
}

/// The token at the caret.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    /// The whole token, quotes included.
    pub(super) range: TextRange,
    /// What stands between the quotes; none for a bare word.
    pub(super) inner: Option<TextRange>,
    /// Whether the closing quote is there.
    pub(super) is_closed: bool,
}

impl Frame {
    /// A block of YAML that begins there.
    pub(super) fn block(open: usize, is_object: bool) -> Self {
        let key = "".into();
        Frame { open, is_object, key, index: 0, is_begun: true, expects: Expects::Entry, last_end: open }
    }
}

impl Token {
    pub(super) fn empty(offset: usize) -> Self {
        Token { range: TextRange::empty(offset), inner: None, is_closed: true }
    }

    /// Where its letters stand.
    pub(super) fn letters(&self) -> TextRange {
        self.inner.unwrap_or(self.range)
    }
}

/// Reads `text` up to `offset`.
pub(super) fn scan(text: &str, offset: usize) -> Scan {
    scan_from(text, if text.starts_with('\u{feff}') { 3 } else { 0 }, offset)
}

/// Reads `text` from `start` up to `offset`.
pub(super) fn scan_from(text: &str, start: usize, offset: usize) -> Scan {
    let mut scanner = Scanner { text, offset, at: start, frames: Vec::new() };
    while scanner.at < offset {
        if let Some(found) = scanner.step() {
            return scanner.finish(found);
        }
    }
    scanner.finish(Found::Token(Token::empty(offset)))
}

enum Found {
    Token(Token),
    Comment,
}

struct Scanner<'text> {
    text: &'text str,
    offset: usize,
    at: usize,
    frames: Vec<Frame>,
}

impl Scanner<'_> {
    /// Reads one token; what is found if the caret is in it.
    fn step(&mut self) -> Option<Found> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let first = rest.bytes().next()?;
        match first {
            b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
            b'/' if rest.starts_with("//") || rest.starts_with("/*") => return self.comment(rest),
            b'{' | b'[' => self.open(first == b'{'),
            b'}' | b']' => self.close(first == b'}'),
            b',' => {
                self.at += 1;
                self.expect(Expects::Entry);
                self.frames.last_mut().into_iter().for_each(|frame| frame.index += 1);
            }
            b':' => {
                self.at += 1;
                self.expect(Expects::Value);
            }
            b'"' | b'\'' => return self.string(first),
            _ => return self.word(rest),
        }
        None
    }

    fn comment(&mut self, rest: &str) -> Option<Found> {
        let end =
            if rest.starts_with("//") { rest.find('\n') } else { rest[2..].find("*/").map(|end| end + 4) };
        let end = self.at + end.unwrap_or(rest.len());
        // Behind a comment that is closed the caret is out of it.
        let is_inside = self.offset < end || (rest.starts_with("//") && self.offset == end);
        self.at = end;
        is_inside.then_some(Found::Comment)
    }

    fn open(&mut self, is_object: bool) {
        self.frames.push(Frame {
            open: self.at,
            is_object,
            key: "".into(),
            index: 0,
            is_begun: true,
            expects: Expects::Entry,
            last_end: self.at + 1,
        });
        self.at += 1;
    }

    fn close(&mut self, is_object: bool) {
        self.at += 1;
        if let Some(depth) = self.frames.iter().rposition(|frame| frame.is_object == is_object) {
            self.frames.truncate(depth);
            self.value_read();
        }
    }

    fn expect(&mut self, what: Expects) {
        self.frames.last_mut().into_iter().for_each(|frame| frame.expects = what);
    }

    fn value_read(&mut self) {
        let end = self.at;
        if let Some(frame) = self.frames.last_mut() {
            (frame.expects, frame.last_end) = (Expects::Comma, end);
        }
    }

    fn string(&mut self, quote: u8) -> Option<Found> {
        let start = self.at;
        let end = string_end(self.text, start + 1, quote);
        let closed = self.text.as_bytes().get(end) == Some(&quote);
        if self.offset > start && self.offset <= end {
            return Some(Found::Token(self.token_in_string(start, end, closed)));
        }
        let inner = TextRange::new(start + 1, end);
        self.at = end + usize::from(closed);
        self.string_read(inner);
        None
    }

    /// The string with the caret in it. A quote further on closes it only if what follows can follow a string: otherwise
    /// it opens the next one, and this one is half typed.
    fn token_in_string(&self, start: usize, end: usize, closed: bool) -> Token {
        let after = self.text.get(end + 1..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
        let can_follow =
            after.is_empty() || after.starts_with([':', ',', '}', ']', '\n']) || after.starts_with("//");
        let is_word = word_end(self.text, self.offset) == end && after.starts_with('"');
        let ends_there = closed && (can_follow || is_word);
        if ends_there {
            let inner = Some(TextRange::new(start + 1, end));
            return Token { range: TextRange::new(start, end + 1), inner, is_closed: true };
        }
        let end = word_end(self.text, self.offset);
        Token {
            range: TextRange::new(start, end),
            inner: Some(TextRange::new(start + 1, end)),
            is_closed: false,
        }
    }

    fn string_read(&mut self, inner: TextRange) {
        let is_key = self.next_is_key(inner);
        let Some(frame) = self.frames.last_mut() else { return };
        if is_key {
            if matches!(frame.expects, Expects::Comma | Expects::Colon | Expects::Value) {
                frame.index += 1;
            }
            frame.key = decode(inner.slice(self.text)).into();
            (frame.expects, frame.last_end) = (Expects::Colon, self.at);
        } else {
            self.value_read();
        }
    }

    /// Whether a string is a key: where one is expected, where a comma is missing, or where the value of the key before is
    /// missing and this one begins a line of its own.
    fn next_is_key(&self, inner: TextRange) -> bool {
        let Some(frame) = self.frames.last().filter(|frame| frame.is_object) else { return false };
        match frame.expects {
            Expects::Entry | Expects::Comma | Expects::Colon => true,
            Expects::Value => {
                let line = self.text.get(..inner.start.saturating_sub(1)).unwrap_or_default();
                let begins_line =
                    line.trim_end_matches([' ', '\t']).ends_with('\n') && frame.last_end < inner.start;
                begins_line && self.text.get(self.at..).is_some_and(|rest| rest.trim_start().starts_with(':'))
            }
        }
    }

    fn word(&mut self, rest: &str) -> Option<Found> {
        let start = self.at;
        let placeholder = rest.strip_prefix("${").and_then(|rest| rest.find(['}', '\n']));
        let length = match placeholder {
            Some(end) => end + 3,
            None => rest.find(ends_word).unwrap_or(rest.len()).max(first_length(rest)),
        };
        let end = start + length;
        self.at = end;
        if self.offset <= end && placeholder.is_none() {
            let token = Token { range: TextRange::new(start, end), inner: None, is_closed: true };
            return Some(Found::Token(token));
        }
        let is_value =
            self.frames.last().is_some_and(|frame| !frame.is_object || frame.expects == Expects::Value);
        if is_value {
            self.value_read();
        }
        None
    }

    /// A caret right before the value that is there already is in it; one further away has no place for another.
    fn before_value(&self, token: Token) -> (Slot, Token) {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let start = self.offset + blanks;
        match rest[blanks..].chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let end = string_end(self.text, start + 1, quote as u8);
                let behind = self.text.get(end + 1..).unwrap_or_default().trim_start();
                let closed = self.text[end.min(self.text.len())..].starts_with(quote);
                match () {
                    () if behind.starts_with(':') => (Slot::Value, token),
                    () if blanks > 0 || !closed => (Slot::Nowhere, token),
                    () => {
                        let inner = Some(TextRange::new(start + 1, end));
                        (Slot::Value, Token { range: TextRange::new(start, end + 1), inner, is_closed: true })
                    }
                }
            }
            Some('{' | '[') => (Slot::Nowhere, token),
            Some(first) if blanks == 0 && (first.is_alphanumeric() || first == '-') => {
                let range = TextRange::new(start, word_end(self.text, start));
                (Slot::Value, Token { range, ..token })
            }
            Some(first) if first.is_alphanumeric() => (Slot::Nowhere, token),
            _ => (Slot::Value, token),
        }
    }

    fn finish(self, found: Found) -> Scan {
        let token = match found {
            Found::Token(token) => token,
            Found::Comment => return Scan { frames: self.frames, ..Scan::nowhere(self.offset) },
        };
        let (slot, missing_comma) = match self.frames.last() {
            None => (Slot::Top, None),
            Some(frame) => {
                let comma = (frame.expects == Expects::Comma).then_some(frame.last_end);
                let slot = match (frame.is_object, frame.expects) {
                    (true, Expects::Entry | Expects::Comma) => Slot::Key,
                    (true, Expects::Value) => Slot::Value,
                    (true, Expects::Colon) => Slot::Nowhere,
                    (false, _) => Slot::Item,
                };
                (slot, comma)
            }
        };
        let (slot, token) = match slot {
            Slot::Value if token.range.is_empty() => self.before_value(token),
            slot => (slot, token),
        };
        Scan { frames: self.frames, slot, token, missing_comma, block: None }
    }
}

/// Where the string that began before `at` ends: at its quote, or at the end of the line.
fn string_end(text: &str, at: usize, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at,
            byte if byte == quote => return at,
            _ => at += 1,
        }
    }
    text.len()
}

/// The end of the word that goes on at `offset`.
fn word_end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    offset + rest.find(ends_word).unwrap_or(rest.len())
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || "{}[]:,\"'".contains(c)
}

fn first_length(rest: &str) -> usize {
    rest.chars().next().map_or(1, char::len_utf8)
}

/// The text of a string literal without its quotes, as far as its escapes make sense.
pub(super) fn decode(raw: &str) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    let literal = format!("\"{raw}\"");
    let tree = crate::json::parse(&literal).tree;
    tree.root().and_then(|root| tree.as_str(root)).map_or_else(|| raw.to_owned(), |text| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scans the text at its `|`: the keys down to the caret, what is expected, and the token.
    fn check(text: &str, expected: &str) {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let scan = scan(&text, offset);
        let path: Vec<String> = scan
            .frames
            .iter()
            .map(|frame| if frame.is_object { frame.key.to_string() } else { frame.index.to_string() })
            .collect();
        let quoted = if scan.token.inner.is_none() { "bare" } else { "quoted" };
        let token = scan.token.letters().slice(&text);
        let comma = scan.missing_comma.map_or(String::new(), |at| format!(" comma@{at}"));
        assert_eq!(
            format!("{} {:?} {quoted} <{token}>{comma}", path.join("/"), scan.slot),
            expected,
            "{text}"
        );
    }

    #[test]
    fn the_place_is_known_in_whole_text() {
        check(r#"{"a": {"b": [1, {"c": "x|y"}]}}"#, "a/b/1/c Value quoted <xy>");
        check(r#"{"a": 1, |}"#, "a Key bare <>");
        check(r#"{"a": 1, "b|": 2}"#, "a Key quoted <b>");
        check(r#"{"a": [|]}"#, "a/0 Item bare <>");
        check(r#"{"a": tr|ue}"#, "a Value bare <true>");
        check("|", " Top bare <>");
        check("{\"a\": 1 // no|te\n}", "a Nowhere bare <>");
        check(r#"{"a"| : 1}"#, "a Nowhere bare <>");
        check(r#"{"a": |"x"}"#, "a Value quoted <x>");
        check(r#"{"a": | "x"}"#, "a Nowhere bare <>");
        check(r#"{"a": |12}"#, "a Value bare <12>");
        check(r#"{"a": |{}}"#, "a Nowhere bare <>");
        check(r#"{"a": |"b": 1}"#, "a Value bare <>");
    }

    #[test]
    fn half_typed_text_has_a_place_too() {
        check("{\"a\": \"x\n \"b|", "a Key quoted <b> comma@8");
        check(r#"{"a": "x" "b|" }"#, "a Key quoted <b> comma@9");
        check(r#"{"Next": "|, "End": true}"#, "Next Value quoted <>");
        check(r#"{"Next": "Fo|o, "End": true}"#, "Next Value quoted <Foo>");
        check("{\"a\": \n \"b\": 1, |", "b Key bare <>");
        check(r#"{"a": ${Foo}, |}"#, "a Key bare <>");
        check(r#"[{"a": 1} |"#, "0 Item bare <> comma@9");
        check(r#"{"a": [1, {"b": 2}, "c": |"#, "a/2 Item bare <>");
        check(r#"{"a": {"b": 1], "c": |}"#, "a/c Value bare <>");
    }

    #[test]
    fn escapes_do_not_end_a_string() {
        check(r#"{"a": "x\"y|"}"#, r#"a Value quoted <x\"y>"#);
        assert_eq!(decode(r#"a\"b\u00e9"#), "a\"bé");
    }

    #[test]
    fn any_text_is_scanned_at_any_place() {
        for text in ["\"\\", "{\"é\": 'ü", "]}[{,:", "// x", "/* x", "${a", "\u{feff}{\"a\":"] {
            for offset in (0..=text.len()).filter(|&offset| text.is_char_boundary(offset)) {
                let scan = scan(text, offset);
                assert!(scan.token.range.end <= text.len() + 1, "{text} at {offset}");
            }
        }
    }
}
