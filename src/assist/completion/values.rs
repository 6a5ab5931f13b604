use super::CompletionKind::{Snippet, Value};
use super::candidate::{Candidate, Insert};
use super::{fields, resources, states};
use crate::asl::choice::Operator;
use crate::asl::fields::{FieldKind, FieldSpec, ObjectKind};
use crate::asl::{QueryLanguage, StateType};
use crate::assist::run::DryRun;
use crate::assist::site::{Reading, Site};
use crate::assist::skeleton::{Skeleton, marked};

/// Values of a field of the language.
pub(super) fn of_field(site: &Site<'_>, spec: &'static FieldSpec) -> Vec<Candidate> {
    let owner = site.object().and_then(|(kind, ..)| kind);
    let mut found = match spec.kind {
        FieldKind::Enum(words) => words_of(site, spec, words),
        FieldKind::StateName => states::candidates(site, spec.name),
        FieldKind::Resource => match owner {
            Some(ObjectKind::ItemReader) => s3(&["getObject", "listObjectsV2"]),
            Some(ObjectKind::ResultWriter) => s3(&["putObject"]),
            _ => resources::candidates(site),
        },
        FieldKind::Boolean => bare(&["true", "false"]),
        _ => Vec::new(),
    };
    found.extend(expression_if_read(site));
    let null = matches!(spec.kind, FieldKind::PathOrNull | FieldKind::ReferencePathOrNull);
    if null {
        found.extend(bare(&["null"]).into_iter().map(|null| null.order(50)));
    }
    let offers_skeleton =
        found.is_empty() || matches!(spec.kind, FieldKind::Integer(..) | FieldKind::Number(..));
    if let Some(owner) = owner.filter(|_| offers_skeleton && site.scan.token.inner.is_none()) {
        let (value, again) = fields::skeleton(site, owner, spec);
        let label = format!("{} …", fields::what_it_takes(spec.kind));
        found.push(
            Candidate::new(Snippet, label, Insert::Value(value, Vec::new()))
                .detail(spec.name)
                .info(spec.purpose)
                .again(again),
        );
    }
    found
}

/// Values of a comparison of a Choice rule.
pub(super) fn of_operator(site: &Site<'_>, key: &str) -> Vec<Candidate> {
    let Some(operator) = Operator::from_name(key) else { return Vec::new() };
    match operator {
        Operator::Is(_) => bare(&["true", "false"]),
        Operator::Compare { path: false, .. } | Operator::StringMatches => {
            let value = fields::operand(operator);
            vec![Candidate::new(Snippet, "constant …", Insert::Value(value, Vec::new())).detail(key)]
        }
        Operator::Compare { path: true, .. } => expression_if_read(site),
    }
}

/// Values inside of a field's value.
pub(super) fn inside(site: &Site<'_>, _spec: &FieldSpec, key: &str, _run: &dyn DryRun) -> Vec<Candidate> {
    let mut found = expression_if_read(site);
    if found.is_empty() && site.scan.token.inner.is_none() && !key.ends_with(".$") {
        found.extend(bare(&["true", "false", "null"]));
    }
    found
}

/// An expression to begin with.
pub(super) fn expression() -> Vec<Candidate> {
    vec![begin("{% … %}", "{% «» %}", "A JSONata expression.")]
}

/// What begins an expression, where strings are read as such.
fn expression_if_read(site: &Site<'_>) -> Vec<Candidate> {
    match site.reading() {
        Reading::Plain => Vec::new(),
        Reading::Jsonata => expression(),
        Reading::Path => paths(),
        Reading::PathOrIntrinsic => {
            let mut found = paths();
            found.push(begin("States. …", "States.«»", "A call of an intrinsic function."));
            found
        }
    }
}

fn paths() -> Vec<Candidate> {
    vec![
        begin("$. …", "$.«»", "A path into the data."),
        begin("$$. …", "$$.«»", "A path into the context object."),
        begin("$ …", "$«»", "All of the data, or a variable."),
    ]
}

fn begin(label: &str, text: &str, info: &str) -> Candidate {
    let value = Skeleton::Text(marked(text));
    Candidate::new(Snippet, label, Insert::Value(value, Vec::new()))
        .detail("expression")
        .info(info)
        .again(true)
        .order(10)
}

fn words_of(site: &Site<'_>, spec: &FieldSpec, words: &[&str]) -> Vec<Candidate> {
    let allowed = |word: &&&str| {
        spec.name != "QueryLanguage"
            || site.state().is_none()
            || site.definition().top_language() == QueryLanguage::JsonPath
            || **word == QueryLanguage::Jsonata.name()
    };
    let row = |(order, word): (usize, &&str)| {
        Candidate::word(Value, word).detail(spec.name).info(meaning(spec.name, word)).order(order)
    };
    words.iter().filter(allowed).enumerate().map(row).collect()
}

/// What a word says.
pub(in crate::assist) fn meaning(field: &str, word: &str) -> &'static str {
    match (field, word) {
        ("Type", name) => StateType::from_name(name).map_or("", what_it_does),
        ("QueryLanguage", "JSONPath") => "Paths, payload templates and intrinsic functions.",
        ("QueryLanguage", "JSONata") => "Expressions between `{%` and `%}`.",
        ("Mode", "INLINE") => "Iterations run in this execution, 40 at a time at most.",
        ("Mode", "DISTRIBUTED") => "Each iteration is an execution of its own; up to 10,000 at a time.",
        ("ExecutionType", "STANDARD") => {
            "Child executions may take a year; each of their transitions is billed."
        }
        ("ExecutionType", "EXPRESS") => "Child executions take five minutes at most and are billed by time.",
        ("JitterStrategy", "FULL") => "Each delay is a random part of the computed one.",
        ("JitterStrategy", "NONE") => "Delays are as computed.",
        ("InputType", "CSV") => "Each line of the file is an item.",
        ("InputType", "JSON") => "The file is a JSON array, or holds one.",
        ("InputType", "JSONL") => "Each line of the file is a JSON value.",
        ("InputType", "MANIFEST") => "The file is an S3 inventory manifest.",
        ("InputType", "PARQUET") => "The file is in Parquet's columns.",
        ("CSVHeaderLocation", "FIRST_ROW") => "The first line of the file names the columns.",
        ("CSVHeaderLocation", "GIVEN") => "`CSVHeaders` names the columns.",
        ("Transformation", "NONE") => "As it is.",
        ("Transformation", "LOAD_AND_FLATTEN") => "The objects that are listed are read as well.",
        ("Transformation", "COMPACT") => "The outputs of the child executions in an array, as they are.",
        ("Transformation", "FLATTEN") => "The outputs of the child executions; arrays in them are opened.",
        _ => "",
    }
}

/// What a state of that type does.
pub(in crate::assist) fn what_it_does(state_type: StateType) -> &'static str {
    match state_type {
        StateType::Task => "Calls a service, a function or an activity.",
        StateType::Pass => "Passes its input on, or changes it.",
        StateType::Choice => "Branches on conditions.",
        StateType::Wait => "Waits for a time.",
        StateType::Succeed => "Ends the machine well.",
        StateType::Fail => "Ends the machine with an error.",
        StateType::Parallel => "Runs branches side by side.",
        StateType::Map => "Runs a machine for each item.",
    }
}

fn s3(actions: &[&str]) -> Vec<Candidate> {
    actions
        .iter()
        .map(|action| {
            Candidate::word(Value, &format!("arn:aws:states:::s3:{action}")).detail("dataset in S3")
        })
        .collect()
}

fn bare(words: &[&str]) -> Vec<Candidate> {
    let row = |(order, word): (usize, &&str)| {
        Candidate::new(Value, *word, Insert::Value(Skeleton::Bare((*word).to_owned()), Vec::new()))
            .order(order)
    };
    words.iter().enumerate().map(row).collect()
}
