use super::set_field::set;
use crate::asl::fields::{fields_of, state_field};
use crate::asl::{Definition, State, StatePath, StateType};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{self, Goal};
use crate::edit::names::FreeNames;
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal, defaults, rules};
use crate::json::{Place, Pointer};
use crate::value::Value;
use std::sync::Arc;

/// Gives a state another type. Fields that the new type has stay, and so do unknown ones; what it needs and lacks is
/// added; the flow goes on where it went.
pub(in crate::edit) fn change_type(
    snapshot: &Snapshot,
    path: &StatePath,
    to: StateType,
) -> Result<Plan, Refusal> {
    rules::can_change_type(snapshot, path, to)?;
    let mut change = Change::new(snapshot, path, to)?;
    if change.state.known_type() != Some(to) {
        change.body()?;
        change.drop_fields()?;
        change.add_fields()?;
        change.lead_on(path)?;
    }
    let label = format!("Make {} a {to} state", path.name);
    Ok(change.builder.finish(label, None, Remap::default()))
}

struct Change<'snapshot> {
    builder: PlanBuilder<'snapshot>,
    state: &'snapshot State,
    place: Pointer,
    to: StateType,
    names: FreeNames,
}

impl<'snapshot> Change<'snapshot> {
    fn new(snapshot: &'snapshot Snapshot, path: &StatePath, to: StateType) -> Result<Self, Refusal> {
        let builder = PlanBuilder::new(snapshot);
        let definition: &'snapshot Definition = builder.definition;
        let state = rules::find(definition, path)?;
        Ok(Change { place: builder.pointer(path)?, builder, state, to, names: FreeNames::new(definition) })
    }

    /// A machine inside goes along from Map to Parallel and back.
    fn body(&mut self) -> Result<(), Refusal> {
        let draft = &mut self.builder.draft;
        let body = |key: &str| draft.lift(&self.place.then(key));
        match (self.state.known_type(), self.to) {
            (Some(StateType::Map), StateType::Parallel) => {
                let Some(body) = body("ItemProcessor").or_else(|| body("Iterator")) else { return Ok(()) };
                let branches = self.place.then("Branches");
                set(draft, &self.place, &Pointer::root().then("Branches"), &Value::array(Vec::new()).into())?;
                draft.insert_item(&branches, 0, &body)?;
                Ok(draft.remove(&branches.then(0).then("ProcessorConfig"))?)
            }
            (Some(StateType::Parallel), StateType::Map) => {
                let branch = draft.lift(&self.place.then("Branches").then(0));
                let Some(branch) = branch else { return Ok(()) };
                set(draft, &self.place, &Pointer::root().then("ItemProcessor"), &branch)
            }
            _ => Ok(()),
        }
    }

    fn drop_fields(&mut self) -> Result<(), Refusal> {
        let language = self.builder.definition.language(self.state.id);
        let fits = |key: &str| fields_of(self.to, language).any(|field| field.name == key);
        let tree = self.builder.draft.tree();
        let members = tree.find(&self.place).map_or(&[][..], |state| tree.members(state));
        let gone: Vec<String> = (members.iter().map(|member| &*member.key))
            .filter(|key| state_field(key).is_some() && !fits(key) && !matches!(*key, "Next" | "End"))
            .map(str::to_owned)
            .collect();
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        Ok(self.builder.draft.remove_members(&self.place, &gone)?)
    }

    fn add_fields(&mut self) -> Result<(), Refusal> {
        let language = self.builder.definition.language(self.state.id);
        for (field, value) in defaults::fields(self.to, language, &mut self.names) {
            if field == "Type" || !self.has_any(instead_of(field)) {
                set(&mut self.builder.draft, &self.place, &Pointer::root().then(field), &value.into())?;
            }
        }
        Ok(())
    }

    fn has_any(&self, keys: &[&str]) -> bool {
        let tree = self.builder.draft.tree();
        keys.iter().any(|key| tree.find(&self.place.then(*key)).is_some())
    }

    /// Writes `Next`, `End` or `Default` for where the flow went so far.
    fn lead_on(&mut self, path: &StatePath) -> Result<(), Refusal> {
        let goal = cascade::onward(self.builder.definition, self.state.id, &[]);
        let place = self.place.clone();
        if self.to == StateType::Choice {
            return self.lead_on_by_rules(path, goal);
        }
        let keeps = self.has_any(&["Next", "End"]);
        let draft = &mut self.builder.draft;
        match goal {
            _ if !self.to.has_next() => Ok(draft.remove_members(&place, &["Next", "End"])?),
            _ if keeps => Ok(()),
            Goal::State(name) => Ok(draft.insert(&place, "Next", &name.into(), Place::Last)?),
            Goal::End | Goal::Gone => Ok(draft.insert(&place, "End", &true.into(), Place::Last)?),
        }
    }

    fn lead_on_by_rules(&mut self, path: &StatePath, goal: Goal) -> Result<(), Refusal> {
        let target: Arc<str> = match goal {
            Goal::State(name) => name,
            Goal::End | Goal::Gone => self.add_succeed(path)?,
        };
        let language = self.builder.definition.language(self.state.id);
        let rule = Value::array(vec![defaults::choice_rule(language, &target)]);
        let draft = &mut self.builder.draft;
        draft.remove_members(&self.place, &["Next", "End"])?;
        draft.insert(&self.place, "Choices", &rule.into(), Place::Last)?;
        Ok(draft.insert(&self.place, "Default", &target.into(), Place::Last)?)
    }

    /// A rule cannot end the machine; a Succeed state can.
    fn add_succeed(&mut self, path: &StatePath) -> Result<Arc<str>, Refusal> {
        let name: Arc<str> = self.names.take("Succeed").into();
        let states = self.builder.machine_pointer(&path.machine())?.then("States");
        let succeed = Value::object([("Type", Value::from("Succeed"))]);
        self.builder.draft.insert(&states, &name, &succeed.into(), Place::After(&path.name))?;
        Ok(name)
    }
}

/// The fields that make a default superfluous, the field itself among them.
fn instead_of(field: &str) -> &'static [&'static str] {
    match field {
        "Seconds" => &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
        "Error" => &["Error", "ErrorPath"],
        "ItemProcessor" => &["ItemProcessor", "Iterator"],
        "Branches" => &["Branches"],
        "Resource" => &["Resource"],
        "Parameters" | "Arguments" => &["Parameters", "Arguments"],
        "OutputPath" | "Output" => &["OutputPath", "Output", "ResultSelector", "ResultPath"],
        _ => &["Retry", "Catch", "Type"],
    }
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn what_fits_stays() {
        check_command(
            r#"
{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Comment": "c", "Resource": "r", "TimeoutSeconds": 3, "InputPath": "$.a", "x": [ 1 ], "Next": "B"},
  "B": {"Type": "Succeed"}}}
=> type A to Wait
{"StartAt": "A", "States": {
  "A": {"Type": "Wait", "Comment": "c", "InputPath": "$.a", "Seconds": 5, "x": [ 1 ], "Next": "B"},
  "B": {"Type": "Succeed"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
=> type A to Succeed
{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
=> type A to Pass
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Next": "A"}}}
=> type A to Pass
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}"#,
        );
    }

    #[test]
    fn the_flow_goes_on_where_it_went() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Default": "C"}, "B": {"Type": "Fail"}, "C": {"Type": "Fail"}}}
=> type A to Pass
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}, "B": {"Type": "Fail"}, "C": {"Type": "Fail"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "Next": "B"}, "B": {"Type": "Fail"}}}
=> type A to Choice
{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.value", "IsPresent": true, "Next": "B"}], "Default": "B"}, "B": {"Type": "Fail"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
=> type A to Choice
{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.value", "IsPresent": true, "Next": "Succeed"}], "Default": "Succeed"}, "Succeed": {"Type": "Succeed"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Fail", "Error": "e"}}}
=> type A to Pass
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
        );
    }

    #[test]
    fn a_body_goes_along_between_map_and_parallel() {
        let parallel = r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}], "End": true}}}"#;
        let map = r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}, "End": true}}}"#;
        check_command(&format!("{parallel}\n=> type A to Map\n{map}"));
        check_command(&format!("{map}\n=> type A to Parallel\n{parallel}"));
        let two = parallel.replace("}]", "}, {}]");
        check_refused(&two, "type A to Map", "a Map has one body; “A” has 2 branches");
    }
}
