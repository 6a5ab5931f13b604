//! Reading an expression backwards from a caret, which works on what is half typed as well.

use crate::text::TextRange;

/// An expression in a text, and a caret in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caret<'a> {
    /// The whole text.
    pub(super) text: &'a str,
    /// Where the expression begins in it.
    pub(super) start: usize,
    /// Where the caret is in it.
    pub(super) at: usize,
    /// Where the expression ends at the latest.
    pub(super) end: usize,
}

impl<'a> Caret<'a> {
    /// The expression before the caret.
    pub(super) fn before(&self) -> &'a str {
        TextRange::new(self.start, self.at).slice(self.text)
    }

    /// The word that the caret is in or behind, with the `$` that it may begin with.
    pub(super) fn word(&self) -> TextRange {
        let before = self.before();
        let start = before.trim_end_matches(is_name).trim_end_matches('$').len();
        let after = TextRange::new(self.at, self.end).slice(self.text);
        let length = after.len() - after.trim_start_matches(is_name).len();
        TextRange::new(self.start + start, self.at + length)
    }

    /// Whether the caret is between a backslash and what it escapes.
    pub(super) fn is_in_escape(&self) -> bool {
        let before = self.before();
        (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
    }

    /// Whether the caret is inside of quotes.
    pub(super) fn is_quoted(&self) -> bool {
        let mut open: Option<char> = None;
        let mut characters = self.before().chars();
        while let Some(character) = characters.next() {
            match (character, open) {
                // In the source of a string of JSON, a quote is written with a backslash.
                ('\\', _) => match (characters.next(), open) {
                    (Some('"'), None) => open = Some('"'),
                    (Some('"'), Some('"')) => open = None,
                    _ => {}
                },
                // In a block of YAML it is written without.
                ('\'' | '"', None) => open = Some(character),
                (quote, Some(opened)) if quote == opened => open = None,
                _ => {}
            }
        }
        open.is_some()
    }

    /// The chain of names, subscripts and calls that ends before `end`, such as `$states.input.orders[0]`.
    pub(super) fn chain_before(&self, end: usize) -> TextRange {
        let mut at = end;
        loop {
            at = self.step_before(at);
            match self.previous(at) {
                Some('.') => at -= 1,
                _ => return TextRange::new(at, end),
            }
        }
    }

    /// Where the step that ends at `end` begins.
    fn step_before(&self, end: usize) -> usize {
        let mut at = end;
        while let Some(close @ (']' | ')')) = self.previous(at) {
            let Some(open) = self.opening_before(at, close) else { return at };
            at = open;
        }
        if self.previous(at) == Some('`') {
            let inside = TextRange::new(self.start, at - 1).slice(self.text);
            return inside.rfind('`').map_or(at, |open| self.start + open);
        }
        let name = TextRange::new(self.start, at).slice(self.text);
        self.start + name.trim_end_matches(is_name).trim_end_matches('$').len()
    }

    /// The sign that the one before `at` closes.
    fn opening_before(&self, at: usize, close: char) -> Option<usize> {
        let open = if close == ']' { '[' } else { '(' };
        let mut depth = 0;
        for (offset, character) in TextRange::new(self.start, at).slice(self.text).char_indices().rev() {
            if character == close {
                depth += 1;
            } else if character == open {
                depth -= 1;
                if depth == 0 {
                    return Some(self.start + offset);
                }
            }
        }
        None
    }

    fn previous(&self, at: usize) -> Option<char> {
        TextRange::new(self.start, at).slice(self.text).chars().next_back()
    }

    /// The innermost call around the caret: the name of what is called, and in which argument the caret is.
    pub(super) fn call(&self) -> Option<(TextRange, usize)> {
        let before = self.before();
        let (mut open, mut quote): (Vec<(char, usize, usize)>, Option<char>) = (Vec::new(), None);
        let mut characters = before.char_indices();
        while let Some((at, character)) = characters.next() {
            match (character, quote) {
                ('\\', _) => match (characters.next().map(|(_, next)| next), quote) {
                    (Some('"'), None) => quote = Some('"'),
                    (Some('"'), Some('"')) => quote = None,
                    _ => {}
                },
                (character, Some(opened)) if character == opened => quote = None,
                (_, Some(_)) => {}
                ('\'' | '"', None) => quote = Some(character),
                ('(' | '[' | '{', None) => open.push((character, at, 0)),
                (')' | ']' | '}', None) => {
                    open.pop();
                }
                (',', None) => open.last_mut().into_iter().for_each(|(_, _, argument)| *argument += 1),
                _ => {}
            }
        }
        open.into_iter().rev().find_map(|(sign, at, argument)| {
            let name = before[..at].trim_end_matches(|c: char| is_name(c) || c == '.' || c == '$').len();
            (sign == '(' && name < at).then(|| (TextRange::new(self.start + name, self.start + at), argument))
        })
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caret(text: &str) -> (String, usize) {
        let at = text.find('|').unwrap();
        (text.replacen('|', "", 1), at)
    }

    fn check(text: &str, word: &str, chain: &str, call: &str) {
        let (text, at) = caret(text);
        let caret = Caret { text: &text, start: 0, at, end: text.len() };
        let found = caret.word();
        assert_eq!(found.slice(&text), word, "word of {text}");
        let dot = text[..found.start].ends_with('.').then(|| found.start - 1);
        assert_eq!(dot.map_or("", |dot| caret.chain_before(dot).slice(&text)), chain, "chain of {text}");
        let called = caret.call().map(|(name, argument)| format!("{}:{argument}", name.slice(&text)));
        assert_eq!(called.unwrap_or_default(), call, "call of {text}");
    }

    #[test]
    fn words_chains_and_calls_are_read_backwards() {
        check("$states.input.or|der", "order", "$states.input", "");
        check("1 + $su|", "$su", "", "");
        check("$sum($states.input.items[0].pri|", "pri", "$states.input.items[0]", "$sum:0");
        check("$f(1)[2].`a b`.|", "", "$f(1)[2].`a b`", "");
        check("$merge([$a, {'x': $b|", "$b", "", "$merge:0");
        check("$substring('a,(', $x, |)", "", "", "$substring:2");
        check("States.Format('{}', $.a|)", "a", "$", "States.Format:1");
        check("(1 + |", "", "", "");
    }

    #[test]
    fn quotes_are_seen_in_either_form() {
        let quoted = |text: &str| {
            let (text, at) = caret(text);
            Caret { text: &text, start: 0, at, end: text.len() }.is_quoted()
        };
        assert!(quoted("$x = 'a|'") && quoted(r#"$x = \"a|\""#));
        assert!(!quoted("$x = 'a' & |") && !quoted(r#"\"a'\" & |"#));
    }
}
