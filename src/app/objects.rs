//! The objects in S3 that a dry run finds: what the user wrote down, and an outline to begin with.

use super::{AppState, typed_json};
use crate::asl::{Definition, StateType};
use crate::json::NodeId;
use crate::sim::Objects;
use crate::value::Value;
use std::collections::BTreeMap;

/// Whether the panel has a place for objects: the definition reads some, or there are some.
pub fn are_asked_for(state: &AppState) -> bool {
    !state.run.objects.is_empty() || readers(state.doc.snapshot().definition()).next().is_some()
}

/// Reads the user's text; an empty one leaves the items to be made up.
///
/// # Errors
/// A sentence for the user.
pub(super) fn parsed(text: &str) -> Result<Objects, String> {
    if text.trim().is_empty() {
        return Ok(Objects::default());
    }
    typed_json(text)
        .and_then(|value| Objects::from_json(&value.to_json()))
        .map_err(|wrong| format!("The S3 objects cannot be read: {wrong}. Put it right there, or empty it"))
}

/// An object for each ItemReader to begin with: where it reads, and two items as it reads them.
pub(super) fn outline(definition: &Definition) -> String {
    let mut buckets: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for reader in readers(definition) {
        let tree = definition.tree();
        let text =
            |node: Option<NodeId>| node.and_then(|node| tree.as_str(node)).map(|text| text.to_string());
        let place = tree.get(reader, "Parameters").or_else(|| tree.get(reader, "Arguments"));
        let named = |key: &str| {
            let written = text(place.and_then(|place| tree.get(place, key)));
            written.filter(|text| !text.contains("{%"))
        };
        let config = tree.get(reader, "ReaderConfig");
        let kind = text(config.and_then(|config| tree.get(config, "InputType"))).unwrap_or_default();
        let lists =
            text(tree.get(reader, "Resource")).is_some_and(|resource| resource.contains("listObjectsV2"));
        let (key, body) = match &*kind {
            _ if lists => (named("Prefix").unwrap_or_default() + "first", ""),
            "CSV" => (named("Key").unwrap_or("key".to_owned()), "id,name\n1,first\n2,second\n"),
            "JSONL" => (named("Key").unwrap_or("key".to_owned()), "{\"id\": 1}\n{\"id\": 2}\n"),
            _ => (named("Key").unwrap_or("key".to_owned()), "[{\"id\": 1}, {\"id\": 2}]"),
        };
        let bucket = named("Bucket").unwrap_or("bucket".to_owned());
        buckets.entry(bucket).or_default().insert(key, Value::from(body));
    }
    Value::object(buckets.into_iter().map(|(bucket, keys)| (bucket, Value::object(keys)))).to_pretty_json()
}

/// The ItemReaders of all Maps.
fn readers(definition: &Definition) -> impl Iterator<Item = NodeId> {
    let maps = definition.states().iter().filter(|state| state.known_type() == Some(StateType::Map));
    maps.filter_map(|state| definition.field(state.id, "ItemReader"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Msg, RunMsg, run, update};
    use crate::document::Millis;
    use crate::sim::{self, RunStatus};

    const TEXT: &str = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemReader": {
        "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
        "Parameters": {"Bucket": "orders", "Key": "today.csv"}}, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}, "End": true}}}"#;

    /// What a run of the text gives with these objects.
    fn check(objects: &str, expected: &str) {
        let mut state = AppState::new(TEXT, "m.asl.json");
        update(&mut state, Msg::Run(RunMsg::Objects(objects.to_owned())), Millis(0));
        let given = run::request(&state).map(|request| sim::run(&request, |_| false));
        let said = given.map(|report| {
            assert_eq!(report.status, RunStatus::Succeeded);
            report.output.map(|output| output.to_json()).unwrap_or_default()
        });
        assert_eq!(said.unwrap_or_else(|refusal| refusal), expected);
    }

    #[test]
    fn a_run_reads_what_was_written_down() {
        check(r#"{"orders": {"today.csv": "id\n7\n"}}"#, r#"[{"id":"7"}]"#);
        let outline = outline(AppState::new(TEXT, "m").doc.snapshot().definition());
        check(&outline, r#"[{"id":"1","name":"first"},{"id":"2","name":"second"}]"#);
    }

    #[test]
    fn what_is_not_written_down_is_not_there() {
        let mut state = AppState::new(TEXT, "m");
        update(
            &mut state,
            Msg::Run(RunMsg::Objects(r#"{"orders": {"other.csv": ""}}"#.to_owned())),
            Millis(0),
        );
        let report = run::request(&state).map(|request| sim::run(&request, |_| false));
        let cause = report.ok().and_then(|report| report.failure.cause).unwrap_or_default();
        assert_eq!(&*cause, "there is no object 'today.csv' in the bucket 'orders' of this dry run");
    }

    #[test]
    fn what_are_no_objects_is_refused_with_the_next_step() {
        check(
            r#"{"orders": []}"#,
            "The S3 objects cannot be read: objects are by bucket, by key, a text or an object with its `body` as text: \
             invalid type: sequence, expected a map at line 1 column 10. Put it right there, or empty it",
        );
    }

    #[test]
    fn only_a_definition_that_reads_objects_asks_for_them() {
        assert!(are_asked_for(&AppState::new(TEXT, "m")));
        assert!(!are_asked_for(&AppState::new("{}", "m")));
    }
}
