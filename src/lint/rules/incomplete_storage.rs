use crate::asl::Object;
use crate::asl::fields::ObjectKind;
use crate::diagnostic::{Code, Severity};
use crate::json::{NodeId, NodeKind};
use crate::lint::Rule;
use crate::lint::checker::{Checker, has_substitution};

pub(super) static RULE: Rule = Rule {
    name: "incomplete-storage",
    code: Code("INCOMPLETE_STORAGE"),
    severity: Severity::Warning,
    holds_while_typing: false,
    what: "Finds an `ItemReader` or a `ResultWriter` that does not say in full where in S3 it reads or writes: a `Resource` \
           without its `Parameters` (with JSONata `Arguments`), the reverse, no `Bucket`, or no `Key` of the object that is \
           read (AWS developer guide, \"ItemReader\" and \"ResultWriter\").",
    why: "The Map Run fails when it begins, or when it writes.",
    failing: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Parameters": «{»"Bucket": "b"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    fixed: r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for object in checker.objects.clone().iter() {
        if !matches!(object.kind, Some(ObjectKind::ItemReader | ObjectKind::ResultWriter)) {
            continue;
        }
        let value = |key| checker.tree.get(object.node, key);
        match (value("Resource"), value("Parameters").or_else(|| value("Arguments"))) {
            (Some(resource), Some(request)) => request_of(checker, resource, request),
            (Some(_), None) => {
                missing(checker, object, "`Parameters` with the `Bucket` (with JSONata `Arguments`)");
            }
            (None, Some(_)) if object.kind == Some(ObjectKind::ResultWriter) => {
                missing(checker, object, "the `Resource`, `arn:aws:states:::s3:putObject`");
            }
            (None, _) => {}
        }
    }
}

fn missing(checker: &mut Checker<'_>, object: &Object, what: &str) {
    let message = format!("{what} is missing");
    checker.report(checker.problem(checker.opening(object.node), message));
}

fn request_of(checker: &mut Checker<'_>, resource: NodeId, request: NodeId) {
    let NodeKind::Object(members) = &checker.tree.node(request).kind else { return };
    if members.iter().any(|member| has_substitution(&member.key)) {
        return;
    }
    let reads_object = checker.tree.as_str(resource).is_some_and(|text| text.ends_with(":s3:getObject"));
    let given = |name: &str| {
        members.iter().any(|member| member.key.strip_suffix(".$").unwrap_or(&member.key) == name)
    };
    let wanted = ["Bucket", "Key"].into_iter().filter(|name| *name == "Bucket" || reads_object);
    let absent: Vec<String> = wanted.filter(|name| !given(name)).map(|name| format!("`{name}`")).collect();
    if !absent.is_empty() {
        let message = format!("{} is missing", absent.join(" and "));
        checker.report(checker.problem(checker.opening(request), message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn what_is_not_written_out_may_have_everything() {
        let map = |fields: &str| {
            format!(
                r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", {fields}, "End": true, "ItemProcessor": {{"ProcessorConfig":
                {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "A", "States": {{"A": {{"Type": "Succeed"}}}}}}}}}}}}"#
            )
        };
        let check = |fields: &str, expected: &[&str]| check_rule(&RULE, &map(fields), expected);
        let put = r#""Resource": "arn:aws:states:::s3:putObject""#;
        check(&format!(r#""ResultWriter": {{{put}, "Parameters": {{"Bucket.$": "$.b"}}}}"#), &[]);
        check(
            &format!(r#""QueryLanguage": "JSONata", "ResultWriter": {{{put}, "Arguments": "{{% $b %}}"}}"#),
            &[],
        );
        check(&format!(r#""ResultWriter": {{{put}, "Parameters": ${{Where}}}}"#), &[]);
        check(r#""ResultWriter": {"WriterConfig": {"OutputType": "JSON"}}"#, &[]);
        check(
            &format!(r#""ResultWriter": {{{put}, "Parameters": {{"Prefix": "p"}}}}"#),
            &["{: `Bucket` is missing"],
        );
        check(
            &format!(r#""ResultWriter": {{{put}}}"#),
            &["{: `Parameters` with the `Bucket` (with JSONata `Arguments`) is missing"],
        );
        check(
            r#""ResultWriter": {"Parameters": {"Bucket": "b"}}"#,
            &["{: the `Resource`, `arn:aws:states:::s3:putObject` is missing"],
        );
        check(
            r#""ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {}}"#,
            &["{: `Bucket` is missing"],
        );
    }
}
