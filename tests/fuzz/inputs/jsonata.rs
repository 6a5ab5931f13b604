//! JSONata: expressions put together at random, and what must hold for any of them.

use super::{Choices, check_place};
use asl_studio::expr::jsonata::{Bindings, Dialect, Environment, Evaluated, Expression, Limits, Node};
use asl_studio::expr::split_mix;
use asl_studio::value::Value;

const DATA: &str =
    r#"{"a":[{"b":1,"c":"x"},{"b":2,"c":["y"]}],"b":{"a":2.5,"b":null},"c":"1,2","x y":[1,[2,3]]}"#;

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

/// What is repeated until parsing must give up, or evaluation becomes deep.
const REPEATED: &[&str] = &[
    "(",
    "[",
    "{'a': ",
    "-",
    "a.",
    "a[",
    "1 + ",
    "a ~> ",
    "$f(",
    "$map($, ",
    "function($v){",
    "a ? ",
    "a ?: ",
    "$v := ",
    "%.",
    "a@$v.",
    "**.",
    "{'a': a}.",
    "|a|",
    "a^(",
    "/(",
    "/(?:a|(",
    "'",
    "[a, ",
    "not",
    "~> |",
    "$x[0].",
];

/// Ways to call `$f` again, in everything that evaluates something inside.
const CALLERS: &[&str] = &[
    "#",
    "[#]",
    "{'a': #}",
    "(#; 1)",
    "($v := #; $v)",
    "(true ? # : 0)",
    "$x.(#)",
    "$x[#]",
    "[2, 1]^(#)",
    "-(#)",
    "1 + (#)",
    "$string(#)",
    "$x{'k': #}",
    "$x@$q.(#)",
    "$x#$i.(#)",
    "$x.%.(#)",
    "1 ~> function($y){#}",
    "$map([1], function($y){#})",
    "$filter([1], function($y){#})",
    "$single([1], function($y){#})",
    "$reduce([1, 2], function($y, $z){#})",
    "$sort([2, 1], function($y, $z){#})",
    "$each({'a': 1}, function($y){#})",
    "$sift({'a': 1}, function($y){#})",
    "$replace('a', /a/, function($y){#})",
    "$match('a', function($y){#})",
    "$eval('$f(1)')",
    "{'a': 1} ~> |$|{'b': #}|",
    "{'a': 1} ~> |#|{'b': 1}|",
    "function($y, $z){#}(?, 1)(1)",
    "($g := function($y){#} ~> $string; $g(1))",
    "$append(#, 1)",
    "[#..3]",
    "$spread({'a': [#]})",
    "$merge([{'a': #}])",
    "{'a': #}.a.*",
    "{'a': #}.**",
    "(# = # and #)",
    "$v & #",
];

/// A text that may be an expression.
pub(crate) fn text(choices: &mut Choices) -> String {
    match choices.below(100) {
        0..=19 => noise(choices),
        20 => repetition(choices),
        21 => recursion(choices),
        _ => {
            let depth = 1 + choices.below(4);
            expression(choices, depth)
        }
    }
}

/// An expression of the language, so that evaluation gets somewhere.
fn expression(choices: &mut Choices, depth: usize) -> String {
    if depth == 0 {
        return choices.pick(LEAVES).to_owned();
    }
    let mut part = || expression(choices, depth - 1);
    let (a, b, c) = (part(), part(), part());
    let kind = choices.below(24);
    let mut pick = |options: &[&'static str]| choices.pick(options);
    match kind {
        0..=2 => format!("{a} {} {b}", pick(OPERATORS)),
        3..=5 => format!("{a}.{b}"),
        6 => format!("{a}[{b}]"),
        7 => format!("{a}[{}]", pick(&["0", "-1", "", "$ > 1", "[0, 1]", "1.5"])),
        8 => format!("[{a}, {b}]"),
        9 => format!("{{{}: {a}, {c}: {b}}}", pick(&["'k'", "$string($)", "a", "'k' & $"])),
        10 => format!("{a}{{{}: {b}}}", pick(&["'k'", "$string($)", "a", "$type($)"])),
        11 => format!("({a}; {b})"),
        12 => format!("({a} ? {b} : {c})"),
        13 => format!("($v := {a}; {b})"),
        14 => format!("{a}^({}{b})", pick(&["", ">", "<"])),
        15 => format!("{a} ~> {b}"),
        16 => format!("{a} ~> |{b}|{c}|"),
        17 => format!("function($v, $w){{{a}}}({b}, {c})"),
        18 => format!("{a}@$v{}.{b}", pick(&["", "#$w"])),
        19 => format!("{a}#$w[{b}]"),
        20 => format!("[{a}..{b}]"),
        21 => format!("-{a}"),
        22 => format!("${}({a})", pick(FUNCTIONS)),
        _ => format!("${}({a}, {b}{})", pick(FUNCTIONS), pick(&["", ", 1", ", ?", ", 'x'"])),
    }
}

/// Tokens in any order.
fn noise(choices: &mut Choices) -> String {
    let mut text = String::new();
    for _ in 0..1 + choices.below(12) {
        let tokens = [LEAVES, OPERATORS, NOISE][choices.below(3)];
        text.push_str(choices.pick(tokens));
        text.push_str(choices.pick(&["", " ", "$"]));
    }
    text
}

/// The same again and again, mostly without its end.
fn repetition(choices: &mut Choices) -> String {
    let count = 1 << choices.below(11);
    let (first, second) = (choices.pick(REPEATED), choices.pick(REPEATED));
    let unit = if choices.below(2) == 0 { first.to_owned() } else { format!("{first}{second}") };
    let close = choices.pick(&["", ")", "]", "}", "'", "/", "|"]);
    format!("{}{}{}", unit.repeat(count), choices.pick(LEAVES), close.repeat(count))
}

/// A function that calls itself without end, through whatever evaluates something inside.
fn recursion(choices: &mut Choices) -> String {
    let mut body = choices.pick(&["$f($x)", "$f([$x])", "$f({'a': $x})", "$f($x & $x)"]).to_owned();
    for _ in 0..choices.below(4) {
        body = choices.pick(CALLERS).replace('#', &body);
    }
    format!("($f := function($x){{{body}}}; $f({}))", choices.pick(LEAVES))
}

/// Parses and evaluates in both dialects, with their own limits or, mostly, with few steps.
pub(crate) fn check(text: &str, choices: &mut Choices) {
    let limits = |dialect| Limits { steps: 3_000, bytes: 300_000, ..Limits::of(dialect) };
    let has_input = choices.below(4) > 0;
    for dialect in [Dialect::Standard, Dialect::StepFunctions] {
        check_in(dialect, text, has_input, limits(dialect));
    }
}

fn check_in(dialect: Dialect, text: &str, has_input: bool, limits: Limits) {
    let Ok(data) = Value::parse(DATA) else { panic!("the data are JSON") };
    let mut state = 1;
    let mut random = || {
        let (next, bits) = split_mix(state);
        state = next;
        bits
    };
    let mut environment = Environment::new(dialect, 1_500_000_000_000, &mut random);
    environment.limits = limits;
    let bindings = Bindings::from_iter([("x".into(), data.clone())]);
    let result = Expression::parse(text, dialect).and_then(|expression| {
        check_expression(text, &expression);
        expression.evaluate(has_input.then_some(&data), &bindings, &mut environment)
    });
    match result {
        Ok(Evaluated::Value(value)) => assert!(value.to_json().len() <= 10_000_000, "{text:?}"),
        Ok(Evaluated::Undefined | Evaluated::Function) => {}
        Err(error) => {
            assert!(!error.message().is_empty(), "{text:?}");
            let span = error.span().unwrap_or_else(|| panic!("{error} has no place in {text:?}"));
            check_place(text, span);
        }
    }
}

/// Every part has a place, and what is said about the expression too.
fn check_expression(text: &str, expression: &Expression) {
    check_node(text, expression.root());
    for restriction in expression.restrictions() {
        check_place(text, restriction.span);
    }
    for reference in expression.references() {
        check_place(text, reference.span);
        assert_eq!(reference.name_span().slice(text), &*reference.variable, "{text:?}");
    }
}

fn check_node(text: &str, node: &Node) {
    check_place(text, node.span);
    node.children().into_iter().for_each(|child| check_node(text, child));
}
