use crate::diagnostic::{Code, Severity};
use crate::expr::PathOrIntrinsic;
use crate::expr::intrinsic::{Argument, ArgumentKind, Call, Function};
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::{ExpressionUse, Parsed};
use crate::value::{Number, Value};

pub(super) static RULE: Rule = Rule {
    name: "unsuitable-argument",
    code: Code("UNSUITABLE_ARGUMENT"),
    severity: Severity::Warning,
    holds_while_typing: true,
    what: "Finds arguments of intrinsic functions, written out in the call, that the function never takes: a text for a number, \
           an algorithm that does not exist, a template with more or fewer `{}` than values (AWS developer guide, \"Intrinsic \
           functions\").",
    why: "The call fails whenever the state runs.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, «'1'»)"},
        "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"},
        "End": true}}}"#,
    check,
};

/// What a function takes in a place.
#[derive(Clone, Copy, PartialEq)]
enum Want {
    Anything,
    Text,
    Number,
    Boolean,
    Array,
    Object,
}

const ALGORITHMS: &[&str] = &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        if let Parsed::Path(Ok(PathOrIntrinsic::Intrinsic(intrinsic))) = &expression.parsed {
            call(checker, expression, intrinsic.call());
        }
    }
}

fn call(checker: &mut Checker<'_>, expression: &ExpressionUse, call: &Call) {
    for (place, argument) in call.arguments.iter().enumerate() {
        if let ArgumentKind::Call(inner) = &argument.kind {
            self::call(checker, expression, inner);
        }
        if let Some(message) = refusal(call, place, argument) {
            checker.report(expression.problem(checker, argument.span, message));
        }
    }
}

fn refusal(call: &Call, place: usize, argument: &Argument) -> Option<String> {
    let name = call.function.name();
    let value = literal(argument)?;
    if !fits(wanted(call.function, place), &value) {
        let noun = noun(wanted(call.function, place));
        return Some(format!("`{name}` takes {noun} here"));
    }
    match (call.function, place, &value) {
        (Function::Hash, 1, Value::String(algorithm)) if !ALGORITHMS.contains(&&**algorithm) => {
            Some(format!("`{name}` knows {}", ALGORITHMS.join(", ")))
        }
        (Function::JsonMerge, 2, Value::Bool(true)) => {
            Some(format!("AWS's `{name}` merges the outermost level only; write `false` here"))
        }
        (Function::ArrayRange, 2, Value::Number(Number::Int(0))) => Some("the step must not be 0".to_owned()),
        (Function::ArrayPartition, 1, Value::Number(size)) if size.as_f64() < 0.5 => {
            Some("the size of the parts must be at least 1".to_owned())
        }
        (Function::Format, 0, _) => template(call, argument),
        _ => None,
    }
}

/// The value of an argument that is written out.
fn literal(argument: &Argument) -> Option<Value> {
    match &argument.kind {
        ArgumentKind::Text(text) => Some(Value::from(text.as_str())),
        ArgumentKind::Literal(value) => Some(value.clone()),
        ArgumentKind::Path(_) | ArgumentKind::Call(_) => None,
    }
}

fn wanted(function: Function, place: usize) -> Want {
    use Function as F;
    match (function, place) {
        (F::ArrayContains | F::ArrayGetItem | F::ArrayLength | F::ArrayPartition | F::ArrayUnique, 0) => {
            Want::Array
        }
        (F::ArrayGetItem | F::ArrayPartition, _) => Want::Number,
        (F::ArrayRange | F::MathAdd | F::MathRandom, _) => Want::Number,
        (F::Base64Decode | F::Base64Encode | F::StringSplit | F::StringToJson, _) => Want::Text,
        (F::Format, 0) | (F::Hash, 1) => Want::Text,
        (F::JsonMerge, 2) => Want::Boolean,
        (F::JsonMerge, _) => Want::Object,
        _ => Want::Anything,
    }
}

fn fits(want: Want, value: &Value) -> bool {
    match want {
        Want::Anything => true,
        Want::Text => value.as_str().is_some(),
        Want::Number => matches!(value, Value::Number(_)),
        Want::Boolean => matches!(value, Value::Bool(_)),
        Want::Array => value.as_array().is_some(),
        Want::Object => value.as_object().is_some(),
    }
}

fn noun(want: Want) -> &'static str {
    match want {
        Want::Anything => "a value",
        Want::Text => "a text",
        Want::Number => "a number",
        Want::Boolean => "`true` or `false`",
        Want::Array => "an array",
        Want::Object => "an object",
    }
}

/// A template has as many `{}` as values follow it.
fn template(call: &Call, argument: &Argument) -> Option<String> {
    let ArgumentKind::Text(raw) = &argument.kind else { return None };
    let places = places(raw)?;
    let values = call.arguments.len().saturating_sub(1);
    (places != values).then(|| format!("the template has {places} `{{}}`, but {values} values follow it"))
}

/// How many `{}` a template has; none where its braces do not match.
fn places(raw: &str) -> Option<usize> {
    let (mut count, mut chars) = (0, raw.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '{' => (chars.next() == Some('}')).then(|| count += 1)?,
            '}' => return None,
            _ => {}
        }
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn calls(value: &str, expected: &[&str]) {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Pass", "Parameters": {{"v.$": "{value}"}}, "End": true}}}}}}"#
        );
        let expected: Vec<String> =
            expected.iter().map(|line| format!("{line} at /States/A/Parameters/v.$")).collect();
        check_rule(&RULE, &text, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn written_out_arguments_are_of_the_right_type() {
        calls("States.ArrayLength('abc')", &["'abc': `States.ArrayLength` takes an array here"]);
        calls(
            "States.JsonMerge($.a, $.b, 'false')",
            &["'false': `States.JsonMerge` takes `true` or `false` here"],
        );
        calls(
            "States.Array(States.StringSplit($.a, 1), null)",
            &["1: `States.StringSplit` takes a text here"],
        );
    }

    #[test]
    fn some_values_are_never_taken() {
        calls(
            "States.Hash($.a, 'SHA-3')",
            &["'SHA-3': `States.Hash` knows MD5, SHA-1, SHA-256, SHA-384, SHA-512"],
        );
        calls("States.ArrayRange(1, 9, 0)", &["0: the step must not be 0"]);
        calls("States.ArrayPartition($.a, 0)", &["0: the size of the parts must be at least 1"]);
        calls(
            "States.JsonMerge($.a, $.b, true)",
            &["true: AWS's `States.JsonMerge` merges the outermost level only; write `false` here"],
        );
    }

    #[test]
    fn a_template_has_as_many_places_as_values() {
        calls(
            "States.Format('{} of {}', $.a)",
            &["'{} of {}': the template has 2 `{}`, but 1 values follow it"],
        );
        calls(r"States.Format('\\{} {}', $.a)", &[]);
        calls("States.Format($.template, 1, 2)", &[]);
    }

    #[test]
    fn what_only_the_data_tells_is_left_alone() {
        calls("States.MathAdd(States.ArrayLength($.a), -1)", &[]);
        calls("States.Hash(1, $.algorithm)", &[]);
        calls("States.ArrayContains($.a, 'x')", &[]);
    }
}
