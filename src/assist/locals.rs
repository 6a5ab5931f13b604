use std::collections::BTreeSet;

/// The names, without `$`, that a half-typed JSONata expression has bound for the place behind it: by `:=`, as parameters
/// of a function, by `@$` and `#$`. The nearest come first. `expression` is source text, where `\"` is a quote.
pub(super) fn locals(expression: &str) -> Vec<String> {
    let mut reader = Reader { rest: expression, scopes: vec![Scope::default()], parameters: Vec::new() };
    while reader.step() {}
    let mut seen = BTreeSet::new();
    let names = reader.scopes.into_iter().rev().flat_map(|scope| scope.names.into_iter().rev());
    names.filter(|name| seen.insert(name.clone())).collect()
}

struct Reader<'a> {
    rest: &'a str,
    /// The brackets that are open around the place, outermost first.
    scopes: Vec<Scope>,
    /// Of the function whose body comes next.
    parameters: Vec<String>,
}

#[derive(Default)]
struct Scope {
    names: Vec<String>,
    /// Whether the names in it are the parameters of a function.
    is_signature: bool,
}

impl Reader<'_> {
    /// Reads one token; whether there was one.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest.chars().next() else { return false };
        match first {
            '\'' | '"' | '`' => self.quoted(&first.to_string()),
            '\\' if self.rest.starts_with("\\\"") => self.quoted("\\\""),
            '/' if self.rest.starts_with("/*") => self.skip_behind("*/", 2),
            '$' => self.variable(),
            '(' | '{' | '[' => self.open(first),
            ')' | '}' | ']' => self.close(),
            _ if is_name(first) => self.word(),
            _ => self.advance(first.len_utf8()),
        }
        true
    }

    fn advance(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
    }

    fn skip_behind(&mut self, end: &str, from: usize) {
        let inside = self.rest.get(from..).unwrap_or_default();
        let length = inside.find(end).map_or(inside.len(), |at| at + end.len());
        self.advance(from + length);
    }

    fn quoted(&mut self, quote: &str) {
        self.advance(quote.len());
        while !self.rest.is_empty() {
            if self.rest.starts_with(quote) {
                return self.advance(quote.len());
            }
            let is_escape = self.rest.starts_with('\\');
            let length: usize = self.rest.chars().take(1 + usize::from(is_escape)).map(char::len_utf8).sum();
            self.advance(length);
        }
    }

    /// A variable is bound where `:=` follows, and as a parameter.
    fn variable(&mut self) {
        let letters = self.rest.get(1..).unwrap_or_default();
        let name = &letters[..letters.find(|c| !is_name(c)).unwrap_or(letters.len())];
        self.advance(1 + name.len());
        let is_bound = self.rest.trim_start().starts_with(":=");
        let Some(scope) = self.scopes.last_mut() else { return };
        if !name.is_empty() && (is_bound || scope.is_signature) {
            scope.names.push(name.to_owned());
        }
    }

    /// A step binds its value with `@$name` and its position with `#$name`.
    fn word(&mut self) {
        let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if matches!(word, "function" | "λ") && self.rest.trim_start().starts_with('(') {
            self.skip_behind("(", 0);
            self.scopes.push(Scope { is_signature: true, ..Scope::default() });
        }
    }

    fn open(&mut self, bracket: char) {
        let names = if bracket == '{' { std::mem::take(&mut self.parameters) } else { Vec::new() };
        self.scopes.push(Scope { names, is_signature: false });
        self.advance(1);
    }

    fn close(&mut self) {
        self.advance(1);
        if self.scopes.len() > 1
            && let Some(closed) = self.scopes.pop()
            && closed.is_signature
        {
            self.parameters = closed.names;
        }
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expression: &str, expected: &[&str]) {
        assert_eq!(locals(expression), expected, "{expression}");
        for (end, _) in expression.char_indices() {
            locals(&expression[..end]);
        }
    }

    #[test]
    fn a_block_knows_what_it_has_set_and_a_closed_one_is_forgotten() {
        check("($total := 1; $tax := $total * 2; ", &["tax", "total"]);
        check("($a := (  $b := 1; $b ); ", &["a"]);
        check("($a := 1; $a := 2; [$a, ", &["a"]);
    }

    #[test]
    fn parameters_are_known_in_the_body() {
        check("$map(x, function($v, $i) { ", &["i", "v"]);
        check("$map(x, function($v, $i) { $v }) & ", &[]);
        check("($f := λ($x)<n:n>{ $g := 1; ", &["g", "x", "f"]);
    }

    #[test]
    fn quotes_and_comments_hold_no_names() {
        check(r#"($a := '$b := 1'; /* $c := 2 */ $d := \"$e := \\\" \"; "#, &["d", "a"]);
    }
}
