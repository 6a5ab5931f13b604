//! Problems as SARIF 2.1.0, the format that code hosts and editors read.

use super::Checked;
use asl_studio::diagnostic::{Diagnostic, Severity};
use asl_studio::lint::{Rule, rules};
use asl_studio::text::TextRange;
use serde_json::{Value, json};

pub(super) fn print(files: &[Checked]) -> String {
    let results: Vec<Value> = files
        .iter()
        .flat_map(|file| file.problems.iter().map(move |problem| result(file, problem)))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "asl check",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules::all().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}")
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"code": rule.code.0},
    })
}

fn result(file: &Checked, problem: &Diagnostic) -> Value {
    let hint = problem.hint.as_ref().map_or(String::new(), |hint| format!("; {hint}"));
    let related: Vec<Value> = problem
        .labels
        .iter()
        .map(|label| json!({"message": {"text": label.message}, "physicalLocation": location(file, label.span)}))
        .collect();
    json!({
        "ruleId": problem.rule.unwrap_or(problem.code.0),
        "level": level(problem.severity),
        "message": {"text": format!("{}{hint}", problem.message.trim_end())},
        "locations": [{
            "physicalLocation": location(file, problem.span),
            "logicalLocations": problem.location.iter().map(|at| json!({"fullyQualifiedName": at})).collect::<Vec<_>>(),
        }],
        "relatedLocations": related,
        "properties": {"code": problem.code.0},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn location(file: &Checked, span: TextRange) -> Value {
    let start = file.lines.line_column(&file.text, span.start);
    let end = file.lines.line_column(&file.text, span.end);
    json!({
        "artifactLocation": {"uri": file.name.replace(' ', "%20")},
        "region": {
            "startLine": start.line + 1,
            "startColumn": start.column + 1,
            "endLine": end.line + 1,
            "endColumn": end.column + 1,
        },
    })
}
