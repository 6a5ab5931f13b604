//! Problems as SARIF 2.1.0, the format that code hosts and editors read.

use super::Checked;
use asl_studio::diagnostic::{Diagnostic, Fix, Severity};
use asl_studio::lint::{Rule, rules};
use asl_studio::text::TextRange;
use serde_json::{Value, json};
use std::fmt::Write as _;

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
        "help": {"text": format!("Wrong:\n{}\n\nRight:\n{}", rule.failing, rule.fixed)},
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
        "fixes": problem.fixes.iter().map(|fix| self::fix(file, fix)).collect::<Vec<_>>(),
        "properties": {"code": problem.code.0},
    })
}

fn fix(file: &Checked, fix: &Fix) -> Value {
    let replacements: Vec<Value> = fix
        .edit(&file.text)
        .replacements()
        .iter()
        .map(
            |edit| json!({"deletedRegion": region(file, edit.range), "insertedContent": {"text": edit.text}}),
        )
        .collect();
    let change = json!({"artifactLocation": {"uri": uri(&file.name)}, "replacements": replacements});
    json!({"description": {"text": fix.title}, "artifactChanges": [change]})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn location(file: &Checked, span: TextRange) -> Value {
    json!({"artifactLocation": {"uri": uri(&file.name)}, "region": region(file, span)})
}

fn region(file: &Checked, span: TextRange) -> Value {
    let start = file.lines.line_column(&file.text, span.start);
    let end = file.lines.line_column(&file.text, span.end);
    json!({
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    })
}

/// A file's name as a relative URI; what a URI does not hold as it is, is written by its bytes.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_uris() {
        assert_eq!(uri("a b/ü.asl.json"), "a%20b/%C3%BC.asl.json");
    }
}
