use super::CompletionKind::Field;
use super::candidate::{Candidate, Insert};
use super::{requests, snippets};
use crate::asl::choice::Operator;
use crate::asl::fields::{FieldKind, FieldSpec, ObjectKind};
use crate::asl::{QueryLanguage, StateType};
use crate::assist::knowledge::note;
use crate::assist::site::Site;
use crate::assist::skeleton::{Skeleton, marked};
use crate::lint;
use std::sync::Arc;

/// The fields that an object may still take, what it needs first.
pub(super) fn candidates(site: &Site<'_>, kind: Option<ObjectKind>) -> Vec<Candidate> {
    let present = present(site);
    let Some(kind) = kind else { return untyped(site, &present) };
    let mut found: Vec<Candidate> = kind
        .fields()
        .enumerate()
        .filter(|(_, spec)| site.allows(spec) && is_free(site, kind, spec, &present))
        .map(|(row, spec)| {
            of_field(site, kind, spec, &present).order(order(site, kind, spec, &present) + row)
        })
        .collect();
    if matches!(kind, ObjectKind::ChoiceRule | ObjectKind::NestedRule)
        && site.language() == QueryLanguage::JsonPath
    {
        found.extend(operators(&present));
    }
    found
}

/// The keys that the object has, without the one at the caret.
pub(super) fn present(site: &Site<'_>) -> Vec<Arc<str>> {
    let token = site.scan.token.range;
    let members = site.container().map_or(&[][..], |node| site.tree().members(node));
    let others = members
        .iter()
        .filter(|member| token.is_empty() || member.key_span != token || !site.scan.token.is_closed);
    others.map(|member| member.key.clone()).collect()
}

/// A state without a type that is known: its type comes first.
fn untyped(site: &Site<'_>, present: &[Arc<str>]) -> Vec<Candidate> {
    let has_type = present.iter().any(|key| &**key == "Type");
    let first =
        ["Type", "Comment", "QueryLanguage"].into_iter().filter(|name| !(has_type && *name == "Type"));
    let rows = first.filter_map(crate::asl::fields::state_field);
    let mut found: Vec<Candidate> = rows
        .filter(|spec| !present.iter().any(|key| **key == *spec.name))
        .enumerate()
        .map(|(row, spec)| of_field(site, ObjectKind::State(StateType::Task), spec, present).order(row * 50))
        .collect();
    if present.is_empty() {
        found.extend(snippets::state_members(site));
    }
    found
}

fn is_free(site: &Site<'_>, kind: ObjectKind, spec: &FieldSpec, present: &[Arc<str>]) -> bool {
    let has = |name: &str| present.iter().any(|key| **key == *name);
    let taken = match kind {
        ObjectKind::ChoiceRule | ObjectKind::NestedRule => has_condition(spec, present),
        _ => lint::alternatives_to(kind, spec.name).any(has),
    };
    let forbidden = spec.name == "QueryLanguage"
        && site.state().is_some()
        && site.definition().top_language() == QueryLanguage::Jsonata;
    !has(spec.name) && !taken && !forbidden
}

/// Whether a rule has a condition already that this one would stand beside.
fn has_condition(spec: &FieldSpec, present: &[Arc<str>]) -> bool {
    const CONDITIONS: [&str; 5] = ["Variable", "And", "Or", "Not", "Condition"];
    CONDITIONS.contains(&spec.name) && present.iter().any(|key| CONDITIONS.contains(&&**key))
}

/// What is required comes first, then the way on, then what is usual; old and distributed-only fields come last.
fn order(site: &Site<'_>, kind: ObjectKind, spec: &FieldSpec, present: &[Arc<str>]) -> usize {
    const REQUIRED_PAIRS: [&str; 6] = ["Next", "End", "Seconds", "Timestamp", "ItemProcessor", "Variable"];
    let distributed = matches!(
        spec.name,
        "ItemReader"
            | "ItemBatcher"
            | "ResultWriter"
            | "Label"
            | "ToleratedFailureCount"
            | "ToleratedFailurePercentage"
    ) && !is_distributed(site);
    let old =
        spec.name == "Iterator" || (kind == ObjectKind::State(StateType::Map) && spec.name == "Parameters");
    let request = kind == ObjectKind::State(StateType::Task)
        && matches!(spec.name, "Parameters" | "Arguments")
        && present.iter().any(|key| &**key == "Resource");
    match () {
        () if kind.required().contains(&spec.name) || spec.name == "Type" => 0,
        () if request || spec.name == "Condition" => 100,
        () if REQUIRED_PAIRS.contains(&spec.name) => 200,
        () if matches!(spec.name, "Comment" | "QueryLanguage") => 600,
        () if old => 800,
        () if distributed || spec.name.starts_with("Tolerated") => 700,
        () if spec.name.ends_with("Path") && matches!(spec.kind, FieldKind::Path) => 500,
        () => 300,
    }
}

fn is_distributed(site: &Site<'_>) -> bool {
    let tree = site.tree();
    let body = site.container().and_then(|node| tree.get(node, "ItemProcessor"));
    let mode = body.and_then(|body| tree.get(tree.get(body, "ProcessorConfig")?, "Mode"));
    mode.and_then(|mode| tree.as_str(mode)).is_some_and(|mode| &**mode == "DISTRIBUTED")
}

fn of_field(site: &Site<'_>, kind: ObjectKind, spec: &FieldSpec, present: &[Arc<str>]) -> Candidate {
    let (value, again) = skeleton(site, kind, spec);
    let required = kind.required().contains(&spec.name) && !present.is_empty();
    let detail =
        if required || kind.required().contains(&spec.name) { "required" } else { what_it_takes(spec.kind) };
    let mut info = spec.purpose.to_owned();
    if let Some(default) = note(kind, spec.name).default {
        info.push_str(&format!("\nDefault: {default}."));
    }
    let insert = Insert::Member(spec.name.to_owned(), value);
    Candidate::new(Field, spec.name, insert).detail(detail).info(info).again(again)
}

/// What a field takes, in a word or two.
pub(in crate::assist) fn what_it_takes(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Texts => "texts",
        FieldKind::Enum(_) => "word",
        FieldKind::Boolean => "boolean",
        FieldKind::Condition => "condition",
        FieldKind::Integer(..) => "whole number",
        FieldKind::Number(..) => "number",
        FieldKind::Timestamp => "timestamp",
        FieldKind::Path | FieldKind::PathOrNull => "path",
        FieldKind::ReferencePath | FieldKind::ReferencePathOrNull => "reference path",
        FieldKind::PathOrIntrinsic => "path or intrinsic",
        FieldKind::Template => "payload",
        FieldKind::Assignments => "variables",
        FieldKind::Literal => "JSON",
        FieldKind::StateName => "state",
        FieldKind::Resource => "ARN",
        FieldKind::Object(_) => "object",
        FieldKind::Objects(_) => "list",
        FieldKind::States => "states",
    }
}

/// What is written behind a field's key at first, and whether its first place has completions of its own.
pub(super) fn skeleton(site: &Site<'_>, owner: ObjectKind, spec: &FieldSpec) -> (Skeleton, bool) {
    let language = site.language();
    let jsonata = language == QueryLanguage::Jsonata;
    let read = |notation: &str| snippets::read(site, notation);
    match spec.kind {
        FieldKind::Text => (read(r#""«»""#), false),
        FieldKind::Texts if spec.name == "ErrorEquals" => (read(r#"["«»"]"#), true),
        FieldKind::Texts => (read(r#"["«»"]"#), false),
        FieldKind::Enum(&[only]) => (Skeleton::text(only), false),
        FieldKind::Enum(_) | FieldKind::StateName => (read(r#""«»""#), true),
        FieldKind::Resource if owner == ObjectKind::ItemReader => {
            (read(r#""arn:aws:states:::s3:«getObject»""#), false)
        }
        FieldKind::Resource if owner == ObjectKind::ResultWriter => {
            (read(r#""arn:aws:states:::s3:putObject""#), false)
        }
        FieldKind::Resource => (read(r#""«»""#), true),
        FieldKind::Boolean => (read(r##""#«true»""##), false),
        FieldKind::Condition => (read(r#""{% «» %}""#), true),
        FieldKind::Integer(least, most) => {
            (Skeleton::Bare(marked(&format!("«{}»", first_number(spec.name, least, most)))), false)
        }
        FieldKind::Number(least, most) => {
            (Skeleton::Bare(marked(&format!("«{}»", first_number(spec.name, least, most)))), false)
        }
        FieldKind::Timestamp => (read(r#""«2030-01-01T00:00:00Z»""#), false),
        FieldKind::Path | FieldKind::ReferencePath | FieldKind::PathOrIntrinsic => (read(r#""$.«»""#), true),
        FieldKind::PathOrNull => (read(r#""$.«»""#), true),
        FieldKind::ReferencePathOrNull => (read(r#""$.«result»""#), false),
        FieldKind::Template if jsonata && matches!(spec.name, "Output" | "Items") => {
            (read(r#""{% «» %}""#), true)
        }
        FieldKind::Template => match requests::skeleton(site) {
            Some(request) if matches!(spec.name, "Parameters" | "Arguments") => (request, false),
            _ => (Skeleton::Bare(marked("{«»}")), false),
        },
        FieldKind::Assignments if jsonata => (read(r#"{"«name»": "{% «» %}"}"#), false),
        FieldKind::Assignments => (read(r#"{"«name».$": "$.«»"}"#), false),
        FieldKind::Literal => (Skeleton::Bare(marked("{«»}")), false),
        FieldKind::States => (read(r#"{"‹Pass›": {"Type": "Pass", "End": true}}"#), false),
        FieldKind::Object(kind) => (snippets::object(site, kind), kind == ObjectKind::ReaderConfig),
        FieldKind::Objects(kind) => (Skeleton::List(vec![snippets::object(site, kind)]), false),
    }
}

/// A number to begin with.
pub(super) fn first_number(field: &str, least: i64, most: i64) -> i64 {
    let usual = match field {
        "TimeoutSeconds" => 300,
        "HeartbeatSeconds" => 60,
        "Seconds" => 10,
        "IntervalSeconds" => 1,
        "MaxAttempts" => 3,
        "BackoffRate" => 2,
        "MaxDelaySeconds" => 60,
        "MaxConcurrency" => 10,
        "ToleratedFailurePercentage" => 5,
        "MaxItemsPerBatch" => 100,
        "MaxItems" => 1000,
        "MaxInputBytesPerBatch" => 262_144,
        _ => 1,
    };
    usual.clamp(least, most)
}

fn operators(present: &[Arc<str>]) -> Vec<Candidate> {
    let has_operator = present.iter().any(|key| Operator::from_name(key).is_some());
    let combined = present.iter().any(|key| matches!(&**key, "And" | "Or" | "Not"));
    if has_operator || combined {
        return Vec::new();
    }
    let row = |(row, operator): (usize, Operator)| {
        let name = operator.name().to_string();
        let value = operand(operator);
        let again = matches!(operator, Operator::Compare { path: true, .. });
        Candidate::new(Field, name.clone(), Insert::Member(name, value))
            .detail("comparison")
            .info(meaning_of(operator))
            .order(220 + row)
            .again(again)
    };
    Operator::all().enumerate().map(row).collect()
}

/// What an operator asks, in a sentence.
pub(in crate::assist) fn meaning_of(operator: Operator) -> String {
    use crate::asl::choice::Relation;
    match operator {
        Operator::Compare { operand, relation, path } => {
            let than = match relation {
                Relation::Equals => "equals",
                Relation::LessThan => "is less than",
                Relation::GreaterThan => "is greater than",
                Relation::LessThanEquals => "is less than or equals",
                Relation::GreaterThanEquals => "is greater than or equals",
            };
            let what = format!("{operand:?}").to_lowercase();
            let other = if path { "the value at this path" } else { "this constant" };
            format!("Holds when the value of `Variable` is a {what} that {than} {other}.")
        }
        Operator::StringMatches => {
            "Holds when the value of `Variable` fits this pattern; `*` stands for any characters, `\\\\*` for a star.".to_owned()
        }
        Operator::Is(test) => {
            let test = format!("{test:?}").to_lowercase();
            match test.as_str() {
                "present" => "With `true`: holds when `Variable` finds a value; with `false`: when it does not.".to_owned(),
                "null" => "With `true`: holds when the value of `Variable` is `null`; with `false`: when it is not.".to_owned(),
                test => format!("With `true`: holds when the value of `Variable` is a {test}; with `false`: when it is not."),
            }
        }
    }
}

/// What an operator is compared with at first.
pub(super) fn operand(operator: Operator) -> Skeleton {
    use crate::asl::choice::Operand;
    let notation = match operator {
        Operator::Is(_) => r##""#«true»""##,
        Operator::StringMatches => r#""«*»""#,
        Operator::Compare { path: true, .. } => r#""$.«»""#,
        Operator::Compare { operand: Operand::String, .. } => r#""«»""#,
        Operator::Compare { operand: Operand::Numeric, .. } => r##""#«0»""##,
        Operator::Compare { operand: Operand::Boolean, .. } => r##""#«true»""##,
        Operator::Compare { operand: Operand::Timestamp, .. } => r#""«2030-01-01T00:00:00Z»""#,
    };
    Skeleton::parse(notation, QueryLanguage::JsonPath)
}
