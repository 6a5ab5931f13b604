//! Problems as JSON: an object a file, with its problems in text order. Lines and columns start at 1.

use super::Checked;
use asl_studio::diagnostic::{Diagnostic, Fix};
use asl_studio::text::TextRange;
use serde_json::{Value, json};

pub(super) fn print(files: &[Checked]) -> String {
    let files: Vec<Value> = files
        .iter()
        .map(|file| {
            let problems: Vec<Value> =
                file.problems.iter().map(|problem| self::problem(file, problem)).collect();
            json!({"file": file.name, "problems": problems})
        })
        .collect();
    format!("{:#}", Value::from(files))
}

fn problem(file: &Checked, problem: &Diagnostic) -> Value {
    let labels: Vec<Value> = problem
        .labels
        .iter()
        .map(|label| json!({"message": label.message, "range": range(file, label.span)}))
        .collect();
    json!({
        "severity": problem.severity.name(),
        "code": problem.code.0,
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
        "location": problem.location,
        "range": range(file, problem.span),
        "labels": labels,
        "fixes": problem.fixes.iter().map(|fix| self::fix(&file.text, fix)).collect::<Vec<_>>(),
    })
}

fn range(file: &Checked, span: TextRange) -> Value {
    let place = |offset| {
        let at = file.lines.line_column(&file.text, offset);
        json!({"line": at.line + 1, "column": at.column + 1, "offset": offset})
    };
    json!({"start": place(span.start), "end": place(span.end)})
}

fn fix(text: &str, fix: &Fix) -> Value {
    let edits: Vec<Value> = fix
        .edit(text)
        .replacements()
        .iter()
        .map(|edit| json!({"start": edit.range.start, "end": edit.range.end, "text": edit.text}))
        .collect();
    let safe = fix.applicability == asl_studio::diagnostic::Applicability::Safe;
    json!({"title": fix.title, "safe": safe, "edits": edits})
}
