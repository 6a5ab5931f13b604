//! The objects in S3 that a dry run finds: what the user wrote down, and an outline to begin with.

use super::{AppState, typed_json};
use crate::asl::{Definition, StateType};
use crate::json::{NodeId, Tree};
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

/// What each ItemReader finds, to begin with: where it reads, two items as it reads them.
pub(super) fn outline(definition: &Definition) -> String {
    let mut buckets: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
    for reader in readers(definition) {
        let reader = Reader { tree: definition.tree(), node: reader };
        let bucket = reader.parameter("Bucket").unwrap_or("bucket".to_owned());
        let objects = reader.objects(&bucket).into_iter().map(|(key, body)| (key, Value::from(body)));
        buckets.entry(bucket).or_default().extend(objects);
    }
    Value::object(buckets.into_iter().map(|(bucket, keys)| (bucket, Value::object(keys)))).to_pretty_json()
}

/// An `ItemReader` as it is written.
struct Reader<'a> {
    tree: &'a Tree,
    node: NodeId,
}

impl Reader<'_> {
    /// The text of a field in an object of the reader.
    fn text(&self, object: &str, key: &str) -> Option<String> {
        let node = self.tree.get(self.tree.get(self.node, object)?, key)?;
        self.tree.as_str(node).map(|text| text.to_string())
    }

    /// A parameter that is written out; one that is worked out is not known before the run.
    fn parameter(&self, key: &str) -> Option<String> {
        let written = self.text("Parameters", key).or_else(|| self.text("Arguments", key));
        written.filter(|text| !text.contains("{%"))
    }

    /// The objects by key.
    fn objects(&self, bucket: &str) -> Vec<(String, String)> {
        let resource = self.tree.get(self.node, "Resource").and_then(|node| self.tree.as_str(node));
        if resource.is_some_and(|resource| resource.contains("listObjectsV2")) {
            let prefix = self.parameter("Prefix").unwrap_or_default();
            return ["first", "second"].map(|name| (format!("{prefix}{name}"), String::new())).into();
        }
        let key = self.parameter("Key").unwrap_or("key".to_owned());
        let body = match self.text("ReaderConfig", "InputType").as_deref() {
            Some("CSV") => "id,name\n1,first\n2,second\n".to_owned(),
            Some("JSONL") => "{\"id\": 1}\n{\"id\": 2}\n".to_owned(),
            Some("MANIFEST") => {
                // An S3 Inventory: the manifest names the files whose rows are the items.
                let rows = format!("{bucket},first\n{bucket},second\n");
                let manifest =
                    format!(r#"{{"fileSchema": "Bucket, Key", "files": [{{"key": "{key}.csv"}}]}}"#);
                return vec![(key.clone(), manifest), (format!("{key}.csv"), rows)];
            }
            _ => self.pointed(r#"[{"id": 1}, {"id": 2}]"#),
        };
        vec![(key, body)]
    }

    /// JSON that stands where `ItemsPointer` points.
    fn pointed(&self, json: &str) -> String {
        let pointer = self.text("ReaderConfig", "ItemsPointer").unwrap_or_default();
        let steps = pointer.strip_prefix('/').into_iter().flat_map(|steps| steps.rsplit('/'));
        let steps = steps.map(|step| step.replace("~1", "/").replace("~0", "~"));
        steps.fold(json.to_owned(), |json, step| format!("{{{}: {json}}}", Value::from(step)))
    }
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
    }

    #[test]
    fn an_outline_is_what_its_reader_reads() {
        let csv = r#""InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW""#;
        for (config, expected) in [
            (csv, r#"[{"id":"1","name":"first"},{"id":"2","name":"second"}]"#),
            (r#""InputType": "JSON""#, r#"[{"id":1},{"id":2}]"#),
            (r#""InputType": "JSON", "ItemsPointer": "/all/these""#, r#"[{"id":1},{"id":2}]"#),
            (r#""InputType": "JSONL""#, r#"[{"id":1},{"id":2}]"#),
            (
                r#""InputType": "MANIFEST""#,
                r#"[{"Bucket":"orders","Key":"first"},{"Bucket":"orders","Key":"second"}]"#,
            ),
        ] {
            let text = TEXT.replace(csv, config);
            let mut state = AppState::new(text, "m.asl.json");
            update(&mut state, Msg::Run(RunMsg::OutlineObjects), Millis(0));
            let report =
                run::request(&state).map(|request| sim::run(&request, |_| false)).expect("a request");
            assert_eq!(report.output.map(|output| output.to_json()).as_deref(), Some(expected), "{config}");
        }
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
