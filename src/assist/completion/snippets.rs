use super::CompletionKind::{Snippet, Value};
use super::candidate::{Candidate, Insert};
use super::{patterns, rank};
use crate::asl::fields::ObjectKind;
use crate::asl::{Definition, QueryLanguage, StateType};
use crate::assist::scan::Slot;
use crate::assist::site::Site;
use crate::assist::skeleton::Skeleton;

/// A state to begin with.
struct StateSnippet {
    label: &'static str,
    state_type: StateType,
    what: &'static str,
    /// Its name, which is made unique.
    name: &'static str,
    fields: &'static str,
}

const fn state(
    label: &'static str,
    state_type: StateType,
    what: &'static str,
    name: &'static str,
    fields: &'static str,
) -> StateSnippet {
    StateSnippet { label, state_type, what, name, fields }
}

const STATES: &[StateSnippet] = &[
    state(
        "Task",
        StateType::Task,
        "Calls a service.",
        "Task",
        r#"{"Type": "Task", "Resource": "«arn:aws:states:::»", "End": true}"#,
    ),
    state(
        "Task: Lambda function",
        StateType::Task,
        "Invokes a Lambda function, and tries again after passing faults.",
        "Invoke function",
        r##"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters|Arguments": {"FunctionName": "«MyFunction»", "Payload@": "$"},
            "OutputPath|": "$.Payload", "|Output": "{% $states.result.Payload %}",
            "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2, "JitterStrategy": "FULL"}],
            "End": true}"##,
    ),
    state(
        "Pass",
        StateType::Pass,
        "Passes its input on, or changes it.",
        "Pass",
        r#"{"Type": "Pass", "End": true}"#,
    ),
    state(
        "Choice",
        StateType::Choice,
        "Branches on conditions.",
        "Choice",
        r##"{"Type": "Choice", "Choices": [{"Variable|": "$.«value»", "NumericGreaterThan|": "#«0»",
            "|Condition": "{% $states.input.«value» > 0 %}", "Next": "«»"}], "Default": "«»"}"##,
    ),
    state(
        "Wait",
        StateType::Wait,
        "Waits for a time.",
        "Wait",
        r##"{"Type": "Wait", "Seconds": "#«10»", "End": true}"##,
    ),
    state("Succeed", StateType::Succeed, "Ends the machine well.", "Succeed", r#"{"Type": "Succeed"}"#),
    state(
        "Fail",
        StateType::Fail,
        "Ends the machine with an error.",
        "Fail",
        r#"{"Type": "Fail", "Error": "«MyError»", "Cause": "«What went wrong»"}"#,
    ),
    state(
        "Parallel",
        StateType::Parallel,
        "Runs branches side by side.",
        "Parallel",
        r#"{"Type": "Parallel", "Branches": [
            {"StartAt": "‹First›", "States": {"‹First›": {"Type": "Pass", "End": true}}},
            {"StartAt": "‹Second›", "States": {"‹Second›": {"Type": "Pass", "End": true}}}], "End": true}"#,
    ),
    state(
        "Map",
        StateType::Map,
        "Runs a machine for each item of an array.",
        "Map",
        r##"{"Type": "Map", "ItemsPath|": "$.«items»", "|Items": "{% $states.input.«items» %}", "MaxConcurrency": "#«10»",
            "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "‹Work on item›",
            "States": {"‹Work on item›": {"Type": "Pass", "End": true}}}, "End": true}"##,
    ),
    state(
        "Map: distributed over S3",
        StateType::Map,
        "Runs child executions for the lines of a file in S3, many at a time.",
        "Map",
        r##"{"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "«CSV»", "CSVHeaderLocation": "FIRST_ROW"},
            "Parameters|Arguments": {"Bucket": "«my-bucket»", "Key": "«items.csv»"}},
            "ItemBatcher": {"MaxItemsPerBatch": "#«100»"}, "MaxConcurrency": "#«100»", "ToleratedFailurePercentage": "#«5»",
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "‹Work on batch›",
            "States": {"‹Work on batch›": {"Type": "Pass", "End": true}}}, "End": true}"##,
    ),
];

const RETRIER: &str = r##"{"ErrorEquals": ["«States.TaskFailed»"], "IntervalSeconds": "#«1»", "MaxAttempts": "#«3»",
    "BackoffRate": "#«2»", "JitterStrategy": "FULL"}"##;
const CATCHER: &str = r#"{"ErrorEquals": ["«States.ALL»"], "ResultPath|": "$.«error»",
    "|Output": "{% $merge([$states.input, {'error': $states.errorOutput}]) %}", "Next": "«»"}"#;
const RULE: &str = r##"{"Variable|": "$.«value»", "NumericGreaterThan|": "#«0»",
    "|Condition": "{% $states.input.«value» > 0 %}", "Next": "«»"}"##;
const MACHINE: &str = r#"{"StartAt": "‹Pass›", "States": {"‹Pass›": {"Type": "Pass", "End": true}}}"#;
const INLINE_BODY: &str = r#"{"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "‹Pass›",
    "States": {"‹Pass›": {"Type": "Pass", "End": true}}}"#;

/// Reads a notation in which `‹…›` is the name of a new state.
pub(super) fn read(site: &Site<'_>, notation: &str) -> Skeleton {
    Skeleton::parse(&with_names(site.definition(), notation), site.language())
}

/// The notation with names that no state has; the same name stays the same.
fn with_names(definition: &Definition, notation: &str) -> String {
    let mut text = notation.to_owned();
    let mut given: Vec<String> = Vec::new();
    while let Some((wish, _)) = text.split_once('‹').and_then(|(_, rest)| rest.split_once('›')) {
        let name = free_name(definition, &given, wish);
        let mark = format!("‹{wish}›");
        text = text.replace(&mark, &name);
        given.push(name);
    }
    text
}

fn free_name(definition: &Definition, given: &[String], wish: &str) -> String {
    let is_taken = |name: &str| {
        definition.states().iter().any(|state| *state.name == *name)
            || given.iter().any(|given| given == name)
    };
    let numbered = (2..).map(|number| format!("{wish} {number}"));
    std::iter::once(wish.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

/// What an object of that kind holds at first.
pub(super) fn object(site: &Site<'_>, kind: ObjectKind) -> Skeleton {
    let notation = match kind {
        ObjectKind::Retrier => RETRIER,
        ObjectKind::Catcher => CATCHER,
        ObjectKind::ChoiceRule => RULE,
        ObjectKind::NestedRule => r##"{"Variable": "$.«value»", "NumericGreaterThan": "#«0»"}"##,
        ObjectKind::Branch | ObjectKind::Top => MACHINE,
        ObjectKind::MapBody => INLINE_BODY,
        ObjectKind::Credentials => r#"{"RoleArn": "«arn:aws:iam::ACCOUNT:role/ROLE»"}"#,
        ObjectKind::ProcessorConfig => r#"{"Mode": "«INLINE»"}"#,
        ObjectKind::ItemReader => {
            r#"{"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "«JSON»"},
                "Parameters|Arguments": {"Bucket": "«my-bucket»", "Key": "«items.json»"}}"#
        }
        ObjectKind::ReaderConfig => r#"{"InputType": "«»"}"#,
        ObjectKind::ItemBatcher => r##"{"MaxItemsPerBatch": "#«100»"}"##,
        ObjectKind::ResultWriter => {
            r#"{"Resource": "arn:aws:states:::s3:putObject",
                "Parameters|Arguments": {"Bucket": "«my-bucket»", "Prefix": "«results»"}}"#
        }
        ObjectKind::WriterConfig => r#"{"OutputType": "«JSON»"}"#,
        ObjectKind::State(_) => r#"{"Type": "Pass", "End": true}"#,
    };
    read(site, notation)
}

/// New entries of a list of objects.
pub(super) fn entries(site: &Site<'_>, kind: ObjectKind) -> Vec<Candidate> {
    let (label, what) = match kind {
        ObjectKind::Retrier => ("Retrier", "Tries again after these errors."),
        ObjectKind::Catcher => ("Catcher", "Leads on after these errors."),
        ObjectKind::ChoiceRule | ObjectKind::NestedRule => ("Rule", "A condition."),
        ObjectKind::Branch => ("Branch", "A machine that runs beside the others."),
        _ => return Vec::new(),
    };
    let mut found = vec![entry(label, what, object(site, kind))];
    if kind == ObjectKind::Retrier {
        let lambda = r##"{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException"], "IntervalSeconds": "#«1»", "MaxAttempts": "#«3»", "BackoffRate": "#«2»", "JitterStrategy": "FULL"}"##;
        found.push(entry(
            "Retrier: faults of Lambda",
            "Tries again after passing faults of the Lambda service.",
            read(site, lambda),
        ));
        let all = r##"{"ErrorEquals": ["States.ALL"], "IntervalSeconds": "#«1»", "MaxAttempts": "#«3»", "BackoffRate": "#«2»", "JitterStrategy": "FULL"}"##;
        found.push(entry(
            "Retrier: all errors",
            "Tries again after every error; it comes last.",
            read(site, all),
        ));
    }
    if kind == ObjectKind::ChoiceRule && site.language() == QueryLanguage::JsonPath {
        for combined in ["And", "Or"] {
            let notation = format!(
                r##"{{"{combined}": [{{"Variable": "$.«first»", "IsPresent": true}}, {{"Variable": "$.«second»", "NumericGreaterThan": "#«0»"}}], "Next": "«»"}}"##
            );
            found.push(entry(
                &format!("Rule: {combined}"),
                "Conditions put together.",
                read(site, &notation),
            ));
        }
    }
    found.into_iter().enumerate().map(|(order, candidate)| candidate.order(order)).collect()
}

fn entry(label: &str, what: &str, value: Skeleton) -> Candidate {
    Candidate::new(Snippet, label, Insert::Value(value, Vec::new())).detail("entry").info(what)
}

/// New states of a machine: single ones, and patterns of several.
pub(super) fn states(site: &Site<'_>) -> Vec<Candidate> {
    let typed = site.typed();
    let missing = missing_names(site);
    let mut found: Vec<Candidate> = missing
        .iter()
        .enumerate()
        .map(|(order, name)| {
            let value = read(site, r#"{"Type": "«Pass»", "End": true}"#);
            Candidate::new(Value, name.as_str(), Insert::Member(name.clone(), value))
                .detail("new state")
                .info("A transition leads here already, but no state has this name yet.")
                .order(order)
        })
        .collect();
    for (order, snippet) in STATES.iter().enumerate() {
        // What is typed is the new state's name, unless it looks for the snippet.
        let seeks =
            typed.is_empty() || rank::distance(snippet.label, &typed).is_some_and(|distance| distance < 4);
        let wish = if seeks { snippet.name } else { &typed };
        let name = free_name(site.definition(), &[], wish);
        let insert =
            Insert::Member(crate::assist::skeleton::marked(&format!("«{name}»")), read(site, snippet.fields));
        let candidate = Candidate::new(Snippet, snippet.label, insert)
            .detail(snippet.state_type.name())
            .info(snippet.what);
        found.push(candidate.alias(if seeks { "" } else { &typed }).order(100 + order));
    }
    found.extend(patterns::candidates(site, &typed));
    found
}

/// Names that transitions of the machine give and no state of it has.
pub(super) fn missing_names(site: &Site<'_>) -> Vec<String> {
    let Some(machine) = site.machine() else { return Vec::new() };
    let definition = site.definition();
    let machine = definition.machine(machine);
    let exits = machine.states.iter().flat_map(|&state| &definition.state(state).transitions);
    let mut names: Vec<String> =
        exits.filter(|exit| exit.resolved.is_none()).map(|exit| exit.target.to_string()).collect();
    names.extend(machine.start_at.value().filter(|_| machine.start.is_none()).map(ToString::to_string));
    let is_new = |name: &String| !name.is_empty() && definition.state_named(machine.id, name).is_none();
    names.retain(is_new);
    names.sort();
    names.dedup();
    names
}

/// The object of a state whose name is written already.
pub(super) fn state_values(site: &Site<'_>, _name: &str) -> Vec<Candidate> {
    let candidate = |(order, snippet): (usize, &StateSnippet)| {
        let insert = Insert::Value(read(site, snippet.fields), Vec::new());
        Candidate::new(Snippet, snippet.label, insert)
            .detail(snippet.state_type.name())
            .info(snippet.what)
            .order(order)
    };
    STATES.iter().enumerate().map(candidate).collect()
}

/// The members of a whole state, for an object that is still empty.
pub(super) fn state_members(site: &Site<'_>) -> Vec<Candidate> {
    let candidate = |(order, snippet): (usize, &StateSnippet)| {
        let Skeleton::Object(members) = read(site, snippet.fields) else { return None };
        let insert = Insert::Members(members);
        let label = format!("{} state", snippet.label);
        Some(
            Candidate::new(Snippet, label, insert)
                .detail("whole state")
                .info(snippet.what)
                .order(200 + order),
        )
    };
    STATES.iter().enumerate().filter_map(candidate).collect()
}

/// Whole definitions, for an empty text.
pub(super) fn definitions(site: &Site<'_>) -> Vec<Candidate> {
    // A text that holds something already is no place for a definition of its own.
    if site.scan.slot != Slot::Top || site.tree().root().is_some() {
        return Vec::new();
    }
    let candidate = |(order, (label, head)): (usize, (&str, &str))| {
        let notation = format!(
            r#"{{"Comment": "«What it is for»"{head}, "StartAt": "‹First›", "States": {{"‹First›": {{"Type": "Pass", "End": true}}}}}}"#
        );
        let value = read(site, &notation);
        Candidate::new(Snippet, label, Insert::Value(value, Vec::new())).detail("definition").order(order)
    };
    [("State machine with JSONata", r#", "QueryLanguage": "JSONata""#), ("State machine with JSONPath", "")]
        .into_iter()
        .enumerate()
        .map(candidate)
        .collect()
}
