use super::codes::SCHEMA;
use crate::asl::Object;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::Rule;
use crate::lint::checker::Checker;

pub(super) static RULE: Rule = Rule {
    name: "distributed-map-shape",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: false,
    what: "Finds parts of a distributed Map that do not fit together: no `ExecutionType`, an `ExecutionType` of an inline Map, \
           the header of a CSV file (AWS developer guide, \"Distributed Map\"; AWS's texts as cdk-preflight measured them).",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": «{»"Mode": "DISTRIBUTED"}, "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "A", "States": {
        "A": {"Type": "Succeed"}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter() {
        let problem = match object.kind {
            Some(ObjectKind::ProcessorConfig) => processor_config(checker, object),
            Some(ObjectKind::ReaderConfig) => reader_config(checker, object),
            Some(ObjectKind::ItemReader) => storage(checker, object, &["s3:getObject", "s3:listObjectsV2"]),
            Some(ObjectKind::ResultWriter) => storage(checker, object, &["s3:putObject"]),
            _ => None,
        };
        if let Some(problem) = problem {
            checker.report(problem);
        }
    }
}

fn processor_config(checker: &Checker<'_>, object: &Object) -> Option<Diagnostic> {
    match text(checker, object, "Mode") {
        Some("DISTRIBUTED") => required(checker, object, "ExecutionType"),
        Some("INLINE") => unsupported(checker, object, "ExecutionType"),
        _ => None,
    }
}

fn reader_config(checker: &Checker<'_>, object: &Object) -> Option<Diagnostic> {
    if text(checker, object, "CSVHeaderLocation") == Some("GIVEN") {
        return required(checker, object, "CSVHeaders");
    }
    let has = |key| checker.tree.member(object.node, key).is_some();
    match text(checker, object, "InputType") {
        // Of what a manifest of Athena needs no recording tells.
        Some("CSV") if !has("CSVHeaderLocation") && !has("ManifestType") => {
            let location = checker.object_pointer(object).to_string();
            let message = "The field 'CSVHeaderLocation' is required";
            let problem = checker.problem(checker.opening(object.node), message).at(location);
            Some(problem.with_hint("`FIRST_ROW`, or `GIVEN` with `CSVHeaders`"))
        }
        Some("JSON" | "JSONL" | "PARQUET") => unsupported(checker, object, "CSVHeaderLocation"),
        _ => None,
    }
}

fn storage(checker: &Checker<'_>, object: &Object, allowed: &[&str]) -> Option<Diagnostic> {
    let resource = checker.tree.get(object.node, "Resource").filter(|&node| !checker.is_substituted(node))?;
    let action = checker.tree.as_str(resource)?.split_once(":states:::").map(|(_, action)| action);
    if action.is_some_and(|action| allowed.contains(&action)) {
        return None;
    }
    let location = checker.object_pointer(object).then("Resource").to_string();
    let message = "The field 'Resource' does not match any of the allowed values";
    let arns: Vec<String> = allowed.iter().map(|action| format!("`arn:aws:states:::{action}`")).collect();
    Some(checker.problem_at(resource, message).at(location).with_hint(format!("write {}", arns.join(" or "))))
}

fn text<'a>(checker: &Checker<'a>, object: &Object, key: &str) -> Option<&'a str> {
    let tree = checker.tree;
    tree.as_str(tree.get(object.node, key)?).map(|text| &**text)
}

fn required(checker: &Checker<'_>, object: &Object, key: &str) -> Option<Diagnostic> {
    let location = checker.object_pointer(object).to_string();
    let message = format!("These fields are required: [{key}]");
    let problem = checker.problem(checker.opening(object.node), message).at(location);
    checker.tree.member(object.node, key).is_none().then(|| problem.with_hint(format!("write `{key}`")))
}

fn unsupported(checker: &Checker<'_>, object: &Object, key: &str) -> Option<Diagnostic> {
    let member = checker.tree.member(object.node, key)?;
    let location = checker.object_pointer(object).to_string();
    Some(checker.problem(member.key_span, format!("Field '{key}' is not supported")).at(location))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    fn map(config: &str, reader: &str) -> String {
        format!(
            r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "End": true, "ItemReader": {reader}, "ItemProcessor": {{
                "ProcessorConfig": {config}, "StartAt": "A", "States": {{"A": {{"Type": "Succeed"}}}}}}}}}}}}"#
        )
    }

    const STANDARD: &str = r#"{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}"#;

    #[test]
    fn an_inline_map_has_no_child_executions() {
        check_rule(
            &RULE,
            &map(r#"{"Mode": "INLINE", "ExecutionType": "STANDARD"}"#, r#"{"Resource": "${R}"}"#),
            &[
                "\"ExecutionType\": Field 'ExecutionType' is not supported at /States/M/ItemProcessor/ProcessorConfig",
            ],
        );
    }

    #[test]
    fn a_reader_reads_from_storage_and_knows_its_header() {
        let reader = |config: &str| {
            format!(r#"{{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {config}}}"#)
        };
        let at = "at /States/M/ItemReader";
        check_rule(
            &RULE,
            &map(STANDARD, &reader(r#"{"InputType": "CSV"}"#)),
            &[&format!("{{: The field 'CSVHeaderLocation' is required {at}/ReaderConfig")],
        );
        check_rule(
            &RULE,
            &map(STANDARD, &reader(r#"{"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}"#)),
            &[&format!("{{: These fields are required: [CSVHeaders] {at}/ReaderConfig")],
        );
        check_rule(
            &RULE,
            &map(STANDARD, &reader(r#"{"InputType": "JSON", "CSVHeaderLocation": "FIRST_ROW"}"#)),
            &[&format!(
                "\"CSVHeaderLocation\": Field 'CSVHeaderLocation' is not supported {at}/ReaderConfig"
            )],
        );
        check_rule(
            &RULE,
            &map(STANDARD, r#"{"Resource": "arn:aws:states:::s3:copyObject"}"#),
            &[&format!(
                "\"arn:aws:states:::s3:copyObject\": The field 'Resource' does not match any of the allowed values {at}/Resource"
            )],
        );
    }
}
