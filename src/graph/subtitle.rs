//! What a state does, in a few words.

use super::condition::expression;
use crate::asl::{Definition, State, StateType, resource::Resource};
use crate::json::{NodeId, NodeKind};
use std::sync::Arc;

/// The second line of a state's card.
pub(super) fn subtitle(definition: &Definition, state: &State) -> String {
    let reader = Reader { definition, state };
    match state.known_type() {
        Some(StateType::Task) => reader.task(),
        Some(StateType::Pass) => reader.pass(),
        Some(StateType::Choice) => counted(reader.items("Choices"), "rule", "rules"),
        Some(StateType::Wait) => reader.wait(),
        Some(StateType::Succeed) => "succeed".to_owned(),
        Some(StateType::Fail) => reader.fail(),
        Some(StateType::Parallel) => counted(reader.items("Branches"), "branch", "branches"),
        Some(StateType::Map) => reader.map(),
        None => reader.unknown(),
    }
}

/// Whether a Map runs its items as child executions of their own.
pub(super) fn is_distributed(definition: &Definition, state: &State) -> bool {
    let tree = definition.tree();
    let body = definition.field(state.id, "ItemProcessor");
    let config = body.and_then(|body| tree.get(body, "ProcessorConfig"));
    let mode = config.and_then(|config| tree.get(config, "Mode")).and_then(|mode| tree.as_str(mode));
    mode.is_some_and(|mode| &**mode == "DISTRIBUTED")
}

struct Reader<'a> {
    definition: &'a Definition,
    state: &'a State,
}

impl Reader<'_> {
    fn task(&self) -> String {
        let resource = self.definition.read::<Arc<str>>(self.state.id, "Resource");
        let name = resource.value().map(|text| Resource::parse(text).short_name());
        name.or_else(|| self.text("Resource")).unwrap_or_else(|| "no resource".to_owned())
    }

    fn pass(&self) -> String {
        let assigned = self.definition.field(self.state.id, "Assign").map(|node| self.names(node));
        if let Some(path) = self.text("ResultPath").filter(|path| path.starts_with("$.")) {
            return format!("sets {path}");
        }
        if ["Result", "Output", "Parameters"].iter().any(|key| self.field(key).is_some()) {
            return "sets the output".to_owned();
        }
        assigned.map_or_else(|| "passes on".to_owned(), |names| format!("assigns {names}"))
    }

    fn wait(&self) -> String {
        if let Some(node) = self.field("Seconds") {
            let NodeKind::Number(number) = self.definition.tree().node(node).kind else {
                return format!("{} s", expression(self.definition.tree(), node));
            };
            return number.as_i64().map_or_else(|| format!("{} s", number.as_f64()), duration);
        }
        let until = self.text("Timestamp").or_else(|| self.text("TimestampPath"));
        let until = until.map(|moment| format!("until {moment}"));
        let seconds = || self.text("SecondsPath").map(|path| format!("{path} s"));
        until.or_else(seconds).unwrap_or_else(|| "no duration".to_owned())
    }

    fn fail(&self) -> String {
        let error = self.text("Error").or_else(|| self.text("ErrorPath"));
        error.filter(|error| !error.is_empty()).unwrap_or_else(|| "fail".to_owned())
    }

    fn map(&self) -> String {
        let reads = self.field("ItemReader").is_some();
        let items = self.text("ItemsPath").or_else(|| self.text("Items"));
        let source = if reads {
            Some("reads its items".to_owned())
        } else {
            items.map(|path| format!("each of {path}"))
        };
        let source = source.unwrap_or_else(|| "each item".to_owned());
        let most = self.text("MaxConcurrency").or_else(|| self.text("MaxConcurrencyPath"));
        let source = most
            .filter(|most| most != "0")
            .map_or(source.clone(), |most| format!("{source}, {most} at once"));
        if is_distributed(self.definition, self.state) { format!("distributed, {source}") } else { source }
    }

    fn unknown(&self) -> String {
        self.text("Type").map_or_else(|| "no type".to_owned(), |name| format!("unknown type {name}"))
    }

    fn field(&self, key: &str) -> Option<NodeId> {
        self.definition.field(self.state.id, key)
    }

    /// A field in words: a string without quotes and delimiters, anything else as JSON.
    fn text(&self, key: &str) -> Option<String> {
        self.field(key).map(|node| expression(self.definition.tree(), node))
    }

    fn items(&self, key: &str) -> usize {
        self.field(key).map_or(0, |node| self.definition.tree().items(node).len())
    }

    fn names(&self, object: NodeId) -> String {
        let members = self.definition.tree().members(object);
        let name = |key: &str| format!("${}", key.strip_suffix(".$").unwrap_or(key));
        members.iter().map(|member| name(&member.key)).collect::<Vec<_>>().join(", ")
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A number of seconds by its two biggest units.
fn duration(seconds: i64) -> String {
    const UNITS: [(i64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (length, unit) in UNITS {
        if rest / length > 0 {
            parts.push(format!("{} {unit}", rest / length));
        }
        rest %= length;
    }
    parts.truncate(2);
    if parts.is_empty() { format!("{seconds} s") } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(state: &str, expected: &str) {
        let text = format!(r#"{{"StartAt": "A", "States": {{"A": {state}}}}}"#);
        let definition = crate::asl::lower(&Arc::new(crate::json::parse(&text).tree));
        assert_eq!(subtitle(&definition, &definition.states()[0]), expected);
    }

    #[test]
    fn a_task_says_what_it_calls() {
        check(r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke"}"#, "lambda:invoke");
        check(r#"{"Type": "Task", "Resource": "${Handler}"}"#, "${Handler}");
        check(r#"{"Type": "Task"}"#, "no resource");
    }

    #[test]
    fn a_wait_says_how_long() {
        check(r#"{"Type": "Wait", "Seconds": 30}"#, "30 s");
        check(r#"{"Type": "Wait", "Seconds": 5400}"#, "1 h 30 min");
        check(r#"{"Type": "Wait", "Seconds": 0}"#, "0 s");
        check(r#"{"Type": "Wait", "Seconds": "{% $states.input.delay %}"}"#, "$states.input.delay s");
        check(r#"{"Type": "Wait", "SecondsPath": "$.delay"}"#, "$.delay s");
        check(r#"{"Type": "Wait", "TimestampPath": "$.at"}"#, "until $.at");
        check(r#"{"Type": "Wait"}"#, "no duration");
    }

    #[test]
    fn other_states_say_what_sets_them_apart() {
        check(r#"{"Type": "Choice", "Choices": [{}]}"#, "1 rule");
        check(r#"{"Type": "Fail", "Error": "OrderRejected"}"#, "OrderRejected");
        check(r#"{"Type": "Parallel", "Branches": [{}, {}]}"#, "2 branches");
        check(
            r#"{"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 5}"#,
            "each of $.items, 5 at once",
        );
        check(
            r#"{"Type": "Map", "ItemReader": {}, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}}}"#,
            "distributed, reads its items",
        );
        check(r#"{"Type": "Pass"}"#, "passes on");
        check(r#"{"Type": "Pass", "Assign": {"a.$": "$.b", "c": 1}}"#, "assigns $a, $c");
        check(r#"{"Type": "Pass", "Result": 1, "ResultPath": "$.n"}"#, "sets $.n");
        check(r#"{"Type": "Tsk"}"#, "unknown type Tsk");
    }
}
