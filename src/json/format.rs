use super::lexer::{Lexer, Token};
use super::style::Style;
use super::{Tree, parse};
use crate::text::{Replacement, TextEdit, TextRange};

/// A container of scalars that stands on one line stays there up to this length.
const LINE_WIDTH: usize = 80;

/// Plans the layout of a whole text anew: an entry a line, indented by what the text is indented by already. Lists
/// and objects of scalars that stand on a line of their own stay there; comments stay beside what they are about. A
/// broken text is laid out as far as that changes nothing about what it means.
///
/// ```
/// let text = r#"{"StartAt":"A","States":{}}"#;
/// assert_eq!(
///     asl_studio::json::format(text).apply(text),
///     "{\n  \"StartAt\": \"A\",\n  \"States\": {}\n}",
/// );
/// ```
pub fn format(text: &str) -> TextEdit {
    let parsed = parse(text);
    let Some(root) = parsed.tree.root() else { return TextEdit::default() };
    let style = Style::near(&parsed.tree, text, root);
    let formatter = Formatter { text, style, short: short_containers(&parsed.tree, text) };
    let edit = TextEdit::from_replacements(formatter.replacements());
    let after = parse(&edit.apply(text));
    let means_the_same = after.problems.len() == parsed.problems.len()
        && after.tree.root().map(|root| after.tree.value(root)) == Some(parsed.tree.value(root));
    if means_the_same { edit } else { TextEdit::default() }
}

/// Where the containers begin that stay on one line, ascending.
fn short_containers(tree: &Tree, text: &str) -> Vec<usize> {
    let is_on_one_line = |id| !tree.span(id).slice(text).contains('\n');
    let holds_scalars = |id| {
        let members = tree.members(id).iter().filter_map(|member| member.value);
        let mut values = tree.items(id).iter().copied().chain(members);
        values.all(|value| tree.items(value).is_empty() && tree.members(value).is_empty())
    };
    let mut starts: Vec<usize> = tree
        .ids()
        .filter(|&id| tree.node(id).parent.is_some_and(|parent| !is_on_one_line(parent)))
        .filter(|&id| is_on_one_line(id) && holds_scalars(id) && tree.span(id).len() <= LINE_WIDTH)
        .map(|id| tree.span(id).start)
        .collect();
    starts.sort_unstable();
    starts
}

struct Formatter<'text> {
    text: &'text str,
    style: Style,
    short: Vec<usize>,
}

/// What stands between two tokens.
enum Gap {
    Nothing,
    Blank,
    Line(usize),
    AsItIs,
}

impl Formatter<'_> {
    fn replacements(&self) -> Vec<Replacement> {
        let mut lexer = Lexer::new(self.text);
        let mut replacements = Vec::new();
        let mut open: Vec<bool> = Vec::new();
        let (mut before, mut place) = lexer.next();
        while before != Token::End {
            if matches!(before, Token::LeftBrace | Token::LeftBracket) {
                open.push(self.short.binary_search(&place.start).is_ok());
            }
            let (token, next) = lexer.next();
            let gap = gap(&before, &token, &open);
            if matches!(token, Token::RightBrace | Token::RightBracket) {
                open.pop();
            }
            if token != Token::End {
                replacements.extend(self.replacement(TextRange::new(place.end, next.start), &gap));
            }
            (before, place) = (token, next);
        }
        replacements
    }

    fn replacement(&self, range: TextRange, gap: &Gap) -> Option<Replacement> {
        let old = range.slice(self.text);
        let text = match gap {
            _ if !old.trim().is_empty() => self.around_comments(old, gap)?,
            Gap::AsItIs => return None,
            Gap::Nothing => String::new(),
            Gap::Blank => " ".to_owned(),
            Gap::Line(depth) => self.line(*depth),
        };
        (text != old).then_some(Replacement { range, text })
    }

    fn line(&self, depth: usize) -> String {
        format!("{}{}", self.style.newline, self.style.unit.repeat(depth))
    }

    /// Comments keep their lines, which are indented like the others.
    fn around_comments(&self, old: &str, gap: &Gap) -> Option<String> {
        let Gap::Line(depth) = gap else { return None };
        let mut lines = old.split('\n').map(str::trim);
        let first = lines.next().filter(|first| !first.is_empty());
        let mut text = first.map_or_else(String::new, |first| format!(" {first}"));
        let rest: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        for line in &rest {
            text.push_str(&self.line(*depth));
            text.push_str(line);
        }
        text.push_str(&self.line(*depth));
        Some(text)
    }
}

/// What belongs between two tokens inside the containers `open`, each with whether it stays on one line.
fn gap(before: &Token, after: &Token, open: &[bool]) -> Gap {
    let is_short = open.last().copied().unwrap_or(false);
    let opens = |token: &Token| matches!(token, Token::LeftBrace | Token::LeftBracket);
    let closes = |token: &Token| matches!(token, Token::RightBrace | Token::RightBracket);
    match (before, after) {
        _ if opens(before) && closes(after) => Gap::Nothing,
        (_, Token::Comma | Token::Colon) => Gap::Nothing,
        (Token::Colon, _) => Gap::Blank,
        (Token::Comma, _) if is_short => Gap::Blank,
        _ if is_short => Gap::Nothing,
        _ if closes(after) => Gap::Line(open.len().saturating_sub(1)),
        (Token::Comma, _) => Gap::Line(open.len()),
        _ if opens(before) => Gap::Line(open.len()),
        _ => Gap::AsItIs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formats `text`; formatting again must change nothing.
    fn check(text: &str, expected: &str) {
        let formatted = format(text).apply(text);
        assert_eq!(formatted, expected);
        assert!(format(&formatted).is_empty(), "formatting again changes nothing");
        let edit = format(text);
        assert_eq!(edit.invert(text).apply(&formatted), text);
    }

    #[test]
    fn entries_get_lines_of_their_own() {
        check(
            "{\"a\":{\"b\":[1,2],\"c\":{}},\"d\":[ ]}",
            "{\n  \"a\": {\n    \"b\": [\n      1,\n      2\n    ],\n    \"c\": {}\n  },\n  \"d\": []\n}",
        );
        check(
            "\u{feff}{\r\n\t\"a\" :1 ,\r\n\r\n \"b\":2}\r\n",
            "\u{feff}{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}\r\n",
        );
    }

    #[test]
    fn short_lists_stay_on_their_line() {
        check(
            "{\n    \"a\": [ 1,2 ,${N} ],\n  \"b\":   {\"c\":[],\"d\":{}}\n}",
            "{\n    \"a\": [1, 2, ${N}],\n    \"b\": {\"c\": [], \"d\": {}}\n}",
        );
    }

    #[test]
    fn comments_stay_beside_what_they_are_about() {
        check(
            "{\n// one\n\"a\":1,// first\n\n    /* two */\n\"b\":2 // second\n}",
            "{\n  // one\n  \"a\": 1, // first\n  /* two */\n  \"b\": 2 // second\n}",
        );
    }

    #[test]
    fn broken_text_means_what_it_meant() {
        check("{\"a\":1 \"b\":2,\"c\"", "{\n  \"a\": 1 \"b\": 2,\n  \"c\"");
        check("{\"a\": \"x\n}", "{\n  \"a\": \"x\n}");
        check("", "");
    }
}
