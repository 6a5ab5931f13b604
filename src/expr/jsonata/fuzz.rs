//! Expressions put together at random: whatever they are, evaluation ends within its limits and without a panic, and an
//! error's place is in the text.

use super::{Bindings, Dialect, Environment, Evaluated, Expression, Limits};
use crate::expr::split_mix;
use crate::value::Value;

/// A source of choices with a seed.
struct Choices {
    state: u64,
}

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        let (state, bits) = split_mix(self.state);
        self.state = state;
        (bits % count as u64) as usize
    }

    fn pick<'a>(&mut self, options: &[&'a str]) -> &'a str {
        options[self.below(options.len())]
    }

    /// An expression of the language, so that evaluation gets somewhere.
    fn expression(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let mut part = || self.expression(depth - 1);
        let (a, b, c) = (part(), part(), part());
        match self.below(24) {
            0..=2 => format!("{a} {} {b}", self.pick(OPERATORS)),
            3..=5 => format!("{a}.{b}"),
            6 => format!("{a}[{b}]"),
            7 => format!("{a}[{}]", self.pick(&["0", "-1", "", "$ > 1", "[0, 1]", "1.5"])),
            8 => format!("[{a}, {b}]"),
            9 => format!("{{{}: {a}, {c}: {b}}}", self.pick(&["'k'", "$string($)", "a", "'k' & $"])),
            10 => format!("{a}{{{}: {b}}}", self.pick(&["'k'", "$string($)", "a", "$type($)"])),
            11 => format!("({a}; {b})"),
            12 => format!("({a} ? {b} : {c})"),
            13 => format!("($v := {a}; {b})"),
            14 => format!("{a}^({}{b})", self.pick(&["", ">", "<"])),
            15 => format!("{a} ~> {b}"),
            16 => format!("{a} ~> |{b}|{c}|"),
            17 => format!("function($v, $w){{{a}}}({b}, {c})"),
            18 => format!("{a}@$v{}.{b}", self.pick(&["", "#$w"])),
            19 => format!("{a}#$w[{b}]"),
            20 => format!("[{a}..{b}]"),
            21 => format!("-{a}"),
            22 => format!("${}({a})", self.pick(FUNCTIONS)),
            _ => format!("${}({a}, {b}{})", self.pick(FUNCTIONS), self.pick(&["", ", 1", ", ?", ", 'x'"])),
        }
    }

    fn leaf(&mut self) -> String {
        String::from(self.pick(LEAVES))
    }

    /// Tokens in any order.
    fn noise(&mut self) -> String {
        let count = 1 + self.below(12);
        let mut text = String::new();
        for _ in 0..count {
            let part = match self.below(3) {
                0 => self.pick(LEAVES),
                1 => self.pick(OPERATORS),
                _ => self.pick(NOISE),
            };
            text.push_str(part);
            text.push_str(self.pick(&["", " ", "$"]));
        }
        text
    }
}

const OPERATORS: &[&str] = &[
    "+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in", "..", ":=", "?:", "??",
];
const LEAVES: &[&str] = &[
    "a",
    "b",
    "c",
    "`x y`",
    "$",
    "$$",
    "$v",
    "$w",
    "%",
    "*",
    "**",
    "0",
    "1",
    "-2",
    "2.5",
    "1e300",
    "1e-7",
    "123456789012",
    "''",
    "'é😀'",
    "'1'",
    "'a,b'",
    "true",
    "false",
    "null",
    "[]",
    "{}",
    "$x",
    "$x.a",
    "a.b",
    "[1,2,3]",
    "[1..5]",
    "{'a': 1, 'b': [2, 3]}",
    "/a(b)?/",
    "/[^,]+/i",
    "function($v){$v}",
    "function($v, $w){$v + $w}",
    "$sum",
    "$uppercase",
    "'[Y0001]-[M01]-[D01]'",
    "'#,##0.00'",
    "'w'",
    "'I'",
    "'2018-03-04T05:06:07Z'",
    "1500000000000",
    "%.%.a",
];
const NOISE: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    "@",
    "#",
    "^",
    "|",
    "~>",
    "!",
    "~",
    "/",
    "//",
    "/*",
    "*/",
    "\"",
    "'",
    "`",
    "\\",
    "\\u00",
    "<",
    "<s-:n>",
    "function",
    "λ",
    "λ($v)<n:n>{",
    "?",
    "\u{1F600}",
    "\u{0}",
    ".",
    "..",
    "1.",
    "0x",
    "1e999",
];
const FUNCTIONS: &[&str] = &[
    "abs",
    "append",
    "assert",
    "average",
    "base64decode",
    "base64encode",
    "boolean",
    "ceil",
    "clone",
    "contains",
    "count",
    "decodeUrl",
    "decodeUrlComponent",
    "distinct",
    "each",
    "encodeUrl",
    "encodeUrlComponent",
    "error",
    "eval",
    "exists",
    "filter",
    "floor",
    "formatBase",
    "formatInteger",
    "formatNumber",
    "fromMillis",
    "hash",
    "join",
    "keys",
    "length",
    "lookup",
    "lowercase",
    "map",
    "match",
    "max",
    "merge",
    "millis",
    "min",
    "not",
    "now",
    "number",
    "pad",
    "parse",
    "parseInteger",
    "partition",
    "power",
    "random",
    "range",
    "reduce",
    "replace",
    "reverse",
    "round",
    "shuffle",
    "sift",
    "single",
    "sort",
    "split",
    "spread",
    "sqrt",
    "string",
    "substring",
    "substringAfter",
    "substringBefore",
    "sum",
    "toMillis",
    "trim",
    "type",
    "uppercase",
    "uuid",
    "zip",
    "v",
    "w",
    "nothing",
];

/// Parses and evaluates in both dialects and checks what must hold for any text.
fn check(text: &str, data: &Value) -> bool {
    let mut got_somewhere = false;
    for dialect in [Dialect::Standard, Dialect::StepFunctions] {
        let mut state = 1;
        let mut random = || {
            let (next, bits) = split_mix(state);
            state = next;
            bits
        };
        let mut environment = Environment::new(dialect, 1_500_000_000_000, &mut random);
        environment.limits = Limits { depth: 60, steps: 10_000, bytes: 1_000_000 };
        let bindings = Bindings::from_iter([("x".into(), data.clone())]);
        let result = Expression::parse(text, dialect).and_then(|expression| {
            got_somewhere = true;
            for restriction in expression.restrictions() {
                assert!(text.get(restriction.span.start..restriction.span.end).is_some(), "{text:?}");
            }
            for reference in expression.references() {
                assert!(text.get(reference.span.start..reference.span.end).is_some(), "{text:?}");
            }
            expression.evaluate(Some(data), &bindings, &mut environment)
        });
        match result {
            Ok(Evaluated::Value(value)) => assert!(value.to_json().len() <= 40_000_000, "{text:?}"),
            Ok(Evaluated::Undefined | Evaluated::Function) => {}
            Err(error) => {
                assert!(!error.message().is_empty(), "{text:?}");
                let span = error.span().unwrap_or_else(|| panic!("{error} has no place in {text:?}"));
                assert!(text.get(span.start..span.end).is_some(), "{error} is at {span:?} of {text:?}");
            }
        }
    }
    got_somewhere
}

fn run(count: usize, seed: u64) {
    let data = Value::parse(
        r#"{"a":[{"b":1,"c":"x"},{"b":2,"c":["y"]}],"b":{"a":2.5,"b":null},"c":"1,2","x y":[1,[2,3]]}"#,
    );
    let data = data.unwrap();
    let mut choices = Choices { state: seed };
    let mut parsed = 0;
    for index in 0..count {
        let depth = 1 + index % 4;
        let text = if index % 5 == 0 { choices.noise() } else { choices.expression(depth) };
        parsed += usize::from(check(&text, &data));
    }
    assert!(parsed > count / 3, "only {parsed} of {count} are expressions");
}

#[test]
fn random_expressions_end_without_a_panic() {
    run(30_000, 1);
}

#[test]
#[ignore = "takes minutes; ASL_STUDIO_FUZZ_COUNT and ASL_STUDIO_FUZZ_SEED vary it"]
fn millions_of_random_expressions_end_without_a_panic() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    run(number("ASL_STUDIO_FUZZ_COUNT", 10_000_000) as usize, number("ASL_STUDIO_FUZZ_SEED", 2));
}
