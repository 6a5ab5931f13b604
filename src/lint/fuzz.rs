//! Definitions put together at random, whole, cut and scrambled: reading, lowering and checking end without a panic, and
//! every place and every fix lies in the text.

use super::{Options, Source, check};
use crate::asl::choice::Operator;
use crate::asl::fields::{FieldKind, FieldSpec, ObjectKind};
use crate::asl::{StateType, lower};
use crate::expr::split_mix;
use std::time::{Duration, Instant};

/// A source of choices with a seed.
struct Choices {
    state: u64,
}

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        let (state, bits) = split_mix(self.state);
        self.state = state;
        (bits % count.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, options: &[&'a str]) -> &'a str {
        options.get(self.below(options.len())).copied().unwrap_or_default()
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    /// A definition with fields from the language's own tables.
    fn definition(&mut self) -> String {
        self.object(ObjectKind::Top, 3)
    }

    fn object(&mut self, kind: ObjectKind, depth: usize) -> String {
        let fields: Vec<&'static FieldSpec> = kind.fields().collect();
        let mut members = Vec::new();
        if let ObjectKind::State(known) = kind {
            members.push(format!(r#""Type": "{}""#, known.name()));
        }
        for name in kind.required() {
            if let Some(field) = kind.field(name).filter(|_| !self.one_in(12)) {
                members.push(self.member(field, depth));
            }
        }
        for _ in 0..self.below(5) {
            if let Some(&field) = fields.get(self.below(fields.len())) {
                members.push(self.member(field, depth));
            }
        }
        if matches!(kind, ObjectKind::ChoiceRule | ObjectKind::NestedRule) {
            members.push(self.comparison());
        }
        if self.one_in(15) {
            members.push(format!("\"{}\": {}", self.pick(KEYS), self.value(depth)));
        }
        format!("{{{}}}", members.join(self.pick(&[", ", ",", ",\n", ",\r\n\t"])))
    }

    fn comparison(&mut self) -> String {
        let operators: Vec<String> = Operator::all().map(Operator::name).collect();
        let at = self.below(operators.len());
        let operator = operators.get(at).map_or("IsNull", String::as_str);
        format!(r#""Variable": {}, "{operator}": {}"#, self.text(PATHS), self.value(1))
    }

    fn member(&mut self, field: &FieldSpec, depth: usize) -> String {
        let value = if self.one_in(10) { self.value(depth) } else { self.fitting(field.kind, depth) };
        format!("\"{}\": {value}", field.name)
    }

    fn text(&mut self, texts: &[&str]) -> String {
        format!("\"{}\"", self.pick(texts))
    }

    /// A value of the kind that the field takes.
    fn fitting(&mut self, kind: FieldKind, depth: usize) -> String {
        match kind {
            FieldKind::Text | FieldKind::Timestamp => self.text(TEXTS),
            FieldKind::Texts => format!("[{}]", self.text(ERRORS)),
            FieldKind::Enum(words) => self.text(words),
            FieldKind::Boolean | FieldKind::Condition => {
                String::from(self.pick(&["true", "false", "\"{% $a %}\""]))
            }
            FieldKind::Integer(..) | FieldKind::Number(..) => String::from(self.pick(NUMBERS)),
            FieldKind::Path
            | FieldKind::PathOrNull
            | FieldKind::ReferencePath
            | FieldKind::ReferencePathOrNull
            | FieldKind::PathOrIntrinsic => self.text(PATHS),
            FieldKind::Template | FieldKind::Assignments | FieldKind::Literal => self.payload(depth),
            FieldKind::StateName => self.text(NAMES),
            FieldKind::Resource => self.text(RESOURCES),
            FieldKind::Object(kind) => self.nested(kind, depth),
            FieldKind::Objects(kind) => {
                let items: Vec<String> = (0..self.below(3)).map(|_| self.nested(kind, depth)).collect();
                format!("[{}]", items.join(", "))
            }
            FieldKind::States => self.states(depth),
        }
    }

    fn nested(&mut self, kind: ObjectKind, depth: usize) -> String {
        if depth == 0 { "{}".to_owned() } else { self.object(kind, depth - 1) }
    }

    fn states(&mut self, depth: usize) -> String {
        if depth == 0 {
            return "{}".to_owned();
        }
        let states: Vec<String> = (0..1 + self.below(4))
            .map(|_| {
                let at = self.below(StateType::ALL.len());
                let known = StateType::ALL.get(at).copied().unwrap_or(StateType::Pass);
                format!("{}: {}", self.text(NAMES), self.object(ObjectKind::State(known), depth - 1))
            })
            .collect();
        format!("{{{}}}", states.join(", "))
    }

    fn payload(&mut self, depth: usize) -> String {
        if depth == 0 || self.one_in(4) {
            return self.value(0);
        }
        let members: Vec<String> = (0..self.below(4))
            .map(|_| {
                let key = self.pick(KEYS);
                let value = if key.ends_with(".$") { self.text(PATHS) } else { self.payload(depth - 1) };
                format!("\"{key}\": {value}")
            })
            .collect();
        if self.one_in(5) {
            format!("[{{{}}}]", members.join(", "))
        } else {
            format!("{{{}}}", members.join(", "))
        }
    }

    fn value(&mut self, depth: usize) -> String {
        match self.below(9) {
            0 => self.text(TEXTS),
            1 => self.text(PATHS),
            2 => self.text(EXPRESSIONS),
            3 => String::from(self.pick(NUMBERS)),
            4 => self.text(NAMES),
            5 => String::from(self.pick(ODD)),
            6 if depth > 0 => self.payload(depth - 1),
            7 if depth > 0 => self.states(depth - 1),
            _ => String::from(self.pick(&["null", "true", "false", "[]", "{}", "[1, \"$.a\"]"])),
        }
    }

    /// Tokens in any order.
    fn noise(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..1 + self.below(40) {
            let part = match self.below(4) {
                0 => self.text(KEYS),
                1 => self.text(NAMES),
                2 => String::from(self.pick(ODD)),
                _ => String::from(self.pick(&["{", "}", "[", "]", ":", ",", " ", "\n", "\"", "\\"])),
            };
            text.push_str(&part);
        }
        text
    }

    /// A text with a piece cut out, put in twice, or replaced.
    fn scrambled(&mut self, text: &str) -> String {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut place = || bounds.get(self.below(bounds.len())).copied().unwrap_or_default();
        let (a, b) = (place(), place());
        let (start, end) = (a.min(b), a.max(b).min(a.min(b) + 40));
        let end = bounds.iter().copied().find(|&bound| bound >= end).unwrap_or(text.len());
        let (before, piece, after) = (&text[..start], &text[start..end], &text[end..]);
        match self.below(4) {
            0 => format!("{before}{after}"),
            1 => format!("{before}{piece}{piece}{after}"),
            2 => before.to_owned(),
            _ => format!("{before}{}{after}", self.pick(ODD)),
        }
    }
}

const NAMES: &[&str] = &["A", "B", "C", "D", "${Name}", "", "é 😀", "A\\u0042", "a/b", "States"];
const KEYS: &[&str] = &[
    "a",
    "a.$",
    "b",
    "b.$",
    "Next",
    "Type",
    "States",
    "Payload.$",
    "Comment",
    "Retry",
    "${K}",
    "",
    "é.$",
    "states",
];
const TEXTS: &[&str] = &[
    "text",
    "",
    "$.a",
    "States.UUID()",
    "{% $a %}",
    "{%1",
    "2030-01-01T00:00:00Z",
    "${T}",
    "\\uD800",
    "é😀\\n",
];
const ERRORS: &[&str] = &["States.ALL", "States.Runtime", "States.Tiemout", "Mine", "${E}", ""];
const NUMBERS: &[&str] =
    &["0", "1", "-1", "60", "1.5", "99999999", "100000000", "1e400", "-0", "\"${N}\"", "${N}"];
const PATHS: &[&str] = &[
    "$",
    "$$",
    "$.a",
    "$.a.b[0]",
    "$a",
    "$b.c",
    "$$.Task.Token",
    "$.a[*]",
    "$.a[?(@.b == 1)]",
    "$..a",
    "$.a[",
    "a",
    "States.Format('{} {}', $.a)",
    "States.MathAdd(1, '2')",
    "States.Array(States.UUID(), $b)",
    "States.Nope()",
    "$['é']",
    "${Path}",
    "",
    "States.Hash($.a, 'SHA-3')",
    "$states",
];
const EXPRESSIONS: &[&str] = &[
    "{% $states.input.a %}",
    "{%$a%}",
    "{% $states.result %}",
    "{% $states.errorOutput %}",
    "{% a %}",
    "{% $$ %}",
    "{% ($b := 1; $b + $c) %}",
    "{% $sum([1..3]) %}",
    "{% 1 + %}",
    "{% /a/ %}",
    " {% 1 %}",
    "{% '${X}' %}",
    "{% \\\"é\\\" & $a %}",
    "{% function($x){$x}($a) %}",
];
const RESOURCES: &[&str] = &[
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:states:::dynamodb:getItem",
    "arn:aws:states:::aws-sdk:s3:getObject",
    "arn:aws:states:::ecs:runTask.sync",
    "arn:aws:lambda:eu-west-1:111111111111:function:f",
    "arn:aws:states:eu-west-1:111111111111:activity:a",
    "${Arn}",
    "arn:",
    "",
    "arn:aws:states:::s3:putObject",
];
const ODD: &[&str] = &[
    "${X}", "\"", "{", "}", "[", "]", ",", ":", "tru", "1.", "-", "\\", "\u{feff}", "\r\n", "/* c */",
    "// c\n", "\"\\u12", "'a'", "\u{0}", "😀",
];

/// No text this small takes longer, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(10);

#[expect(clippy::disallowed_methods, reason = "a hang is to be seen; this runs natively only")]
fn examine(text: &str, express: bool) {
    let start = Instant::now();
    let parse = crate::json::parse(text);
    let definition = lower(&parse.tree.into());
    let source = Source { text, syntax: &parse.problems, definition: &definition };
    let problems = check(source, &Options { express, ..Options::everything() });
    for problem in &problems {
        let labels = problem.labels.iter().map(|label| label.span);
        for span in labels.chain([problem.span]) {
            assert!(text.get(span.start..span.end).is_some(), "{problem:?} lies outside of {text:?}");
        }
        for fix in &problem.fixes {
            assert!(fix.edit(text).fits(text), "{problem:?} has a fix outside of {text:?}");
        }
    }
    super::verdict(source, express);
    assert!(start.elapsed() < PATIENCE, "too long: {text:?}");
}

fn run(count: usize, seed: u64) {
    let mut choices = Choices { state: seed };
    let mut text = String::new();
    for index in 0..count {
        text = match index % 4 {
            0 => choices.definition(),
            1 | 2 => choices.scrambled(&text),
            _ => choices.noise(),
        };
        examine(&text, index % 8 == 0);
    }
}

#[test]
fn random_definitions_are_checked_without_a_panic() {
    run(4_000, 1);
}

#[test]
#[ignore = "takes minutes; ASL_STUDIO_FUZZ_COUNT and ASL_STUDIO_FUZZ_SEED vary it"]
fn millions_of_random_definitions_are_checked_without_a_panic() {
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    run(number("ASL_STUDIO_FUZZ_COUNT", 10_000_000) as usize, number("ASL_STUDIO_FUZZ_SEED", 2));
}
