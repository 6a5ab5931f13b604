use super::lexer::{Lexer, Token};
use super::{Member, NodeId, NodeKind, Tree};
use crate::diagnostic::Diagnostic;
use crate::text::TextRange;
use std::sync::Arc;

/// What a text holds, and what is wrong with it as JSON.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Parse {
    /// All that could be understood.
    pub tree: Tree,
    /// Everything that is not JSON, in text order.
    pub problems: Vec<Diagnostic>,
}

/// Containers inside containers; deeper ones are read over. Jackson's own bound is 1000, AWS refuses far earlier.
const MAX_DEPTH: usize = 256;

/// Parses any text. Broken JSON gives a tree with holes and problems; valid JSON gives no problem.
///
/// ```
/// let half_typed = asl_studio::json::parse(r#"{"StartAt": "A", "States": {"A": {"Type": "Pa"#);
/// let root = half_typed.tree.root().unwrap();
/// assert!(half_typed.tree.get(root, "States").is_some());
/// assert_eq!(half_typed.problems.len(), 2);
/// ```
pub fn parse(text: &str) -> Parse {
    let mut parser = Parser::new(text);
    parser.document();
    let mut problems = parser.lexer.problems;
    problems.sort_by_key(|problem| problem.span);
    Parse { tree: parser.tree, problems }
}

struct Parser<'text> {
    lexer: Lexer<'text>,
    token: Token,
    span: TextRange,
    /// End of the token before: where something missing would stand.
    last_end: usize,
    tree: Tree,
    /// Closing signs that enclosing containers wait for.
    open: Vec<Token>,
    unclosed_reported: bool,
}

impl<'text> Parser<'text> {
    fn new(text: &'text str) -> Self {
        let mut lexer = Lexer::new(text);
        let (token, span) = lexer.next();
        let open = Vec::new();
        Parser { lexer, token, span, last_end: 0, tree: Tree::default(), open, unclosed_reported: false }
    }

    fn bump(&mut self) -> (Token, TextRange) {
        self.last_end = self.span.end;
        let (token, span) = self.lexer.next();
        (std::mem::replace(&mut self.token, token), std::mem::replace(&mut self.span, span))
    }

    fn document(&mut self) {
        while self.token != Token::End && self.tree.root().is_none() {
            match self.value() {
                Some(root) => self.tree.set_root(root),
                None => self.skip("expected a JSON value"),
            }
        }
        if self.token != Token::End {
            let rest = TextRange::new(self.span.start, self.span.end);
            self.lexer.report(rest, "the document ends before this; one `{ … }` holds the whole definition");
        }
    }

    /// Reads a value if the token begins one.
    fn value(&mut self) -> Option<NodeId> {
        let kind = match &self.token {
            Token::LeftBrace => return Some(self.container(Token::RightBrace)),
            Token::LeftBracket => return Some(self.container(Token::RightBracket)),
            Token::String(text) => NodeKind::String(text.clone()),
            Token::Number(number) => NodeKind::Number(*number),
            Token::Bool(flag) => NodeKind::Bool(*flag),
            Token::Null => NodeKind::Null,
            Token::Placeholder(name) => NodeKind::Placeholder(name.clone()),
            Token::Unknown => NodeKind::Invalid,
            Token::RightBrace | Token::RightBracket | Token::Colon | Token::Comma | Token::End => {
                return None;
            }
        };
        let (_, span) = self.bump();
        Some(self.tree.push(kind, span))
    }

    fn container(&mut self, close: Token) -> NodeId {
        let (_, opening) = self.bump();
        if self.open.len() >= MAX_DEPTH {
            return self.too_deep(opening);
        }
        self.open.push(close.clone());
        let kind = if close == Token::RightBrace {
            NodeKind::Object(self.members())
        } else {
            NodeKind::Array(self.items())
        };
        self.open.pop();
        let end = if self.token == close {
            self.bump().1.end
        } else {
            self.report_unclosed(opening, &close);
            self.last_end
        };
        self.tree.push(kind, TextRange::new(opening.start, end))
    }

    fn report_unclosed(&mut self, opening: TextRange, close: &Token) {
        let sign = if *close == Token::RightBrace { '}' } else { ']' };
        if self.token != Token::End {
            self.lexer.report(self.span, format!("expected `{sign}` before this"));
        } else if !std::mem::replace(&mut self.unclosed_reported, true) {
            self.lexer.report(opening, format!("this is never closed; a `{sign}` is missing"));
        }
    }

    fn too_deep(&mut self, opening: TextRange) -> NodeId {
        self.lexer.report(opening, format!("nested deeper than {MAX_DEPTH} levels"));
        let mut depth = 1;
        while depth > 0 && self.token != Token::End {
            match self.bump().0 {
                Token::LeftBrace | Token::LeftBracket => depth += 1,
                Token::RightBrace | Token::RightBracket => depth -= 1,
                _ => {}
            }
        }
        self.tree.push(NodeKind::Invalid, TextRange::new(opening.start, self.last_end))
    }

    fn members(&mut self) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        loop {
            match self.token.clone() {
                Token::RightBrace | Token::End => break,
                Token::RightBracket if self.open.contains(&Token::RightBracket) => break,
                Token::String(key) => {
                    let member = self.member(key);
                    members.push(member);
                    self.separator(Token::RightBrace);
                }
                Token::Placeholder(_) => {
                    // A substitution may stand for whole members.
                    let (_, span) = self.bump();
                    self.tree.note_spread(span);
                    self.separator(Token::RightBrace);
                }
                _ => self.skip("expected a key in double quotes"),
            }
        }
        members
    }

    fn member(&mut self, key: Arc<str>) -> Member {
        let (_, key_span) = self.bump();
        let value = if self.token == Token::Colon {
            self.bump();
            self.member_value()
        } else {
            self.lexer.report(TextRange::empty(self.last_end), "expected `:` and a value after the key");
            None
        };
        Member::new(key, key_span, value)
    }

    fn member_value(&mut self) -> Option<NodeId> {
        let before = self.last_end;
        if matches!(self.token, Token::String(_)) && self.string_is_a_key() {
            self.lexer.report(TextRange::empty(before), "expected a value after `:`");
            return None;
        }
        let value = self.value();
        if value.is_none() {
            self.lexer.report(TextRange::empty(before), "expected a value after `:`");
        }
        value
    }

    /// Whether the string at the cursor is the next member's key, on a later line: then the value is missing.
    fn string_is_a_key(&self) -> bool {
        let rest = self.lexer.rest();
        rest.trim_start_matches([' ', '\t']).starts_with(':')
            && self.lexer.has_line_feed(self.last_end, self.span.start)
    }

    fn items(&mut self) -> Vec<NodeId> {
        let mut items = Vec::new();
        loop {
            match self.token {
                Token::RightBracket | Token::End => break,
                Token::RightBrace if self.open.contains(&Token::RightBrace) => break,
                _ => match self.value() {
                    Some(item) => {
                        items.push(item);
                        self.separator(Token::RightBracket);
                    }
                    None => self.skip("expected a value"),
                },
            }
        }
        items
    }

    /// Reads the comma between two entries, or reports what stands in its place.
    fn separator(&mut self, close: Token) {
        if self.token == Token::Comma {
            let (_, comma) = self.bump();
            if self.token == close {
                self.lexer.report(comma, "JSON allows no comma after the last entry");
            }
        } else if self.token != close && self.token != Token::End && !self.closes_outer() {
            let place = TextRange::empty(self.last_end);
            // Where the value itself is missing, that has been said already.
            if self.lexer.problems.last().is_none_or(|problem| problem.span != place) {
                self.lexer.report(place, "expected `,` between two entries");
            }
        }
    }

    fn closes_outer(&self) -> bool {
        matches!(self.token, Token::RightBrace | Token::RightBracket) && self.open.contains(&self.token)
    }

    /// Reports and leaves out a token that has no place here.
    fn skip(&mut self, expected: &str) {
        if self.token != Token::Unknown {
            let sign = self.lexer.slice(self.span);
            let message = format!("{expected}, found `{}`", sign.chars().take(40).collect::<String>());
            self.lexer.report(self.span, message);
        }
        self.bump();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses `text` and compares the value and the problems, each written `start..end message`; checks the tree's
    /// laws on the way.
    fn check(text: &str, value: &str, problems: &[&str]) {
        let parse = parse(text);
        check_spans(&parse.tree, text);
        let found = parse.tree.root().map(|root| parse.tree.value(root).to_json()).unwrap_or_default();
        assert_eq!(found, value, "value of {text}");
        let reported: Vec<String> =
            parse.problems.iter().map(|p| format!("{:?} {}", p.span, p.message)).collect();
        assert_eq!(reported, problems, "problems of {text}");
    }

    fn check_spans(tree: &Tree, text: &str) {
        fn walk(tree: &Tree, id: NodeId, text: &str) {
            let node = tree.node(id);
            assert!(text.get(node.span.start..node.span.end).is_some(), "span {:?} in {text}", node.span);
            let children =
                tree.items(id).iter().copied().chain(tree.members(id).iter().filter_map(|m| m.value));
            let mut last = node.span.start;
            for child in children {
                assert!(node.span.contains_range(tree.span(child)), "child inside parent in {text}");
                assert!(tree.span(child).start >= last, "siblings in order in {text}");
                assert_eq!(tree.node(child).parent, Some(id));
                last = tree.span(child).end;
                walk(tree, child, text);
            }
        }
        if let Some(root) = tree.root() {
            walk(tree, root, text);
        }
    }

    #[test]
    fn valid_json_gives_no_problem() {
        check(
            r#" {"a": [1, -2.5e1, "x\u00e9\n", true, null], "b": {}} "#,
            r#"{"a":[1,-25.0,"xé\n",true,null],"b":{}}"#,
            &[],
        );
        check("\u{feff}{}", "{}", &[]);
        check(r#""\ud834\udd1e""#, "\"𝄞\"", &[]);
    }

    #[test]
    fn placeholders_stand_for_values_and_members() {
        check(r#"{"n": ${Count}, ${More}, "s": "${Name}"}"#, r#"{"n":"${Count}","s":"${Name}"}"#, &[]);
    }

    #[test]
    fn placeholders_of_other_templates_are_holes() {
        let advice = |name| super::super::foreign_placeholder::advice(name);
        check(
            r#"{"n": {{ x }}, "m": __Y__}"#,
            r#"{"n":null,"m":null}"#,
            &[&format!("6..13 `{{{{ x }}}}` {}", advice("x")), &format!("20..25 `__Y__` {}", advice("Y"))],
        );
    }

    #[test]
    fn half_typed_text_keeps_what_is_there() {
        check(
            "{\"A\": {\"Type\": \"Pass\",\n \"Next\"\n}, \"B\": {\"Type\":\n \"End\": true}}",
            r#"{"A":{"Type":"Pass","Next":null},"B":{"Type":null,"End":true}}"#,
            &["30..30 expected `:` and a value after the key", "47..47 expected a value after `:`"],
        );
        check(
            "{\"a\": \"x\n",
            r#"{"a":"x"}"#,
            &[
                "0..1 this is never closed; a `}` is missing",
                "6..8 the string is not closed; a `\"` is missing",
            ],
        );
        check(
            "[1 2,]",
            "[1,2]",
            &["2..2 expected `,` between two entries", "4..5 JSON allows no comma after the last entry"],
        );
        check("{\"a\": [1, 2}", r#"{"a":[1,2]}"#, &["11..12 expected `]` before this"]);
        check("", "", &[]);
        check(
            "{} x",
            "{}",
            &[
                "3..4 `x` is not JSON; text stands in double quotes",
                "3..4 the document ends before this; one `{ … }` holds the whole definition",
            ],
        );
    }

    #[test]
    fn anything_parses_within_bounds() {
        for text in [
            "[".repeat(100_000),
            "{\"a\":".repeat(50_000),
            "\\u12".to_owned(),
            "\"\\ud800\\u".to_owned(),
            "'é\u{1}".to_owned(),
            "]}:,".to_owned(),
        ] {
            check_spans(&parse(&text).tree, &text);
        }
    }
}
