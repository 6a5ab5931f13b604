//! `cargo xtask speed`: how fast the interpreter and JSONata are, natively, and how time and memory grow with the work.

use crate::process::{Result, Stopwatch};
use asl_studio::expr::jsonata::{Bindings, Dialect, Environment, Expression, Limits};
use asl_studio::sim::{MockScript, RunReport, RunRequest, RunStatus, WorkflowType, run};
use asl_studio::value::Value;

/// A counting loop: `$.n` goes up by a Pass, a Choice asks whether that is enough.
const LOOP: &str = r#"{"StartAt": "Count", "States": {
    "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "limit.$": "$.limit"}, "Next": "More?"},
    "More?": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThanPath": "$.limit", "Next": "Count"}], "Default": "Done"},
    "Done": {"Type": "Succeed"}}}"#;

/// A Map over `$.items` with a Task for each.
const MAP: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {
    "StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "End": true}}}, "End": true}}}"#;

/// The loop in JSONata.
const JSONATA: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Count", "States": {
    "Count": {"Type": "Pass", "Output": {"n": "{% $states.input.n + 1 %}", "limit": "{% $states.input.limit %}"}, "Next": "More?"},
    "More?": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.n < $states.input.limit %}", "Next": "Count"}], "Default": "Done"},
    "Done": {"Type": "Succeed"}}}"#;

/// Expressions whose work grows with `$n`.
const EXPRESSIONS: [&str; 8] = [
    "$sum($map([1..$n], function($v){$v * 2}))",
    "$reduce([1..$n], function($sum, $v){$sum + $v})",
    "$sort([1..$n], function($a, $b){$a < $b})[0]",
    "$count([1..$n].{'a': $, 'b': $string($)}[a > 10])",
    "$count($distinct([1..$n].$string()))",
    "$count($split($join([1..$n].$string(), ','), /,/))",
    "$count($keys($merge([1..$n].{$string(): $})))",
    "($f := function($i, $sum){$i = 0 ? $sum : $f($i - 1, $sum + $i)}; $f($n, 0))",
];

pub(crate) fn speed() -> Result<()> {
    println!("{:<24}{:>10}{:>12}{:>12}{:>16}", "run", "events", "transitions", "ms", "transitions/s");
    for limit in [1_000, 4_000, 16_000, 64_000, 256_000] {
        measure("counting loop", LOOP, &format!(r#"{{"n": 0, "limit": {limit}}}"#))?;
    }
    for limit in [1_000, 16_000] {
        measure("counting loop, JSONata", JSONATA, &format!(r#"{{"n": 0, "limit": {limit}}}"#))?;
    }
    for length in [1_000, 5_000, 10_000] {
        let items: Vec<String> = (0..length).map(|item| item.to_string()).collect();
        measure("Map with a Task", MAP, &format!(r#"{{"items": [{}]}}"#, items.join(",")))?;
    }
    println!("{:<80}{:>8}{:>10}", "expression", "n", "ms");
    for text in EXPRESSIONS {
        for n in [1_000, 10_000, 100_000] {
            evaluate(text, n)?;
        }
    }
    println!("largest resident set: {}", resident_set());
    Ok(())
}

fn evaluate(text: &str, n: i64) -> Result<()> {
    let expression = Expression::parse(text, Dialect::Standard).map_err(|error| error.to_string())?;
    let bindings = Bindings::from_iter([("n".into(), Value::from(n))]);
    let mut random = || 0;
    let mut environment = Environment::new(Dialect::Standard, 0, &mut random);
    environment.limits = Limits { steps: u64::MAX, ..environment.limits };
    let stopwatch = Stopwatch::start();
    let result = expression.evaluate(None, &bindings, &mut environment);
    let seconds = stopwatch.elapsed().as_secs_f64();
    result.map_err(|error| format!("{text}: {error}"))?;
    println!("{text:<80}{n:>8}{:>10.1}", seconds * 1000.0);
    Ok(())
}

fn measure(name: &str, definition: &str, input: &str) -> Result<()> {
    let mocks = r#"{"Work": {"0-1000000": {"Return": {"StatusCode": 200, "Payload": {"ok": true}}}}}"#;
    let mocks = Value::parse(mocks).map_err(|error| error.to_string())?;
    let request = RunRequest {
        definition: definition.into(),
        input: Value::parse(input).map_err(|error| error.to_string())?,
        mocks: MockScript::from_value(&mocks).map_err(|error| error.to_string())?,
        // Without Standard's bound on events, so that growth shows.
        workflow_type: WorkflowType::Express,
        ..RunRequest::default()
    };
    let stopwatch = Stopwatch::start();
    let report: RunReport = run(&request, |_| false);
    let seconds = stopwatch.elapsed().as_secs_f64();
    if report.status != RunStatus::Succeeded {
        return Err(format!("{name}: {:?} {:?}", report.status, report.failure));
    }
    let rate = report.transitions as f64 / seconds;
    let (events, transitions) = (report.events.len(), report.transitions);
    println!("{name:<24}{events:>10}{transitions:>12}{:>12.1}{rate:>16.0}", seconds * 1000.0);
    Ok(())
}

fn resident_set() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown here".to_owned(), |line| line.trim().to_owned())
}
