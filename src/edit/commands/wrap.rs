use crate::asl::{EdgePath, StateId, StatePath, StateType, TransitionKind};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{Goal, Relink};
use crate::edit::names::FreeNames;
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::stretch::Stretch;
use crate::edit::{Plan, Refusal, rules};
use crate::json::{Fragment, Place, Pointer};
use crate::lint::{Variable, VariablePlace};
use crate::value::Value;
use std::sync::Arc;

/// Puts a stretch of states into the only branch of a new Parallel, so that one `Retry` or `Catch` covers them or
/// other branches can be added.
pub(in crate::edit) fn wrap_in_parallel(snapshot: &Snapshot, paths: &[StatePath]) -> Result<Plan, Refusal> {
    wrap(snapshot, paths, StateType::Parallel)
}

/// Puts a stretch of states into the body of a new Map.
pub(in crate::edit) fn wrap_in_map(snapshot: &Snapshot, paths: &[StatePath]) -> Result<Plan, Refusal> {
    wrap(snapshot, paths, StateType::Map)
}

fn wrap(snapshot: &Snapshot, paths: &[StatePath], container: StateType) -> Result<Plan, Refusal> {
    rules::can_wrap(snapshot, paths)?;
    let builder = PlanBuilder::new(snapshot);
    let definition = builder.definition;
    let stretch = Stretch::new(definition, paths)?;
    keeps_variables_apart(snapshot, &stretch)?;
    let machine = definition.machine_path(stretch.machine);
    let states = builder.machine_pointer(&machine)?.then("States");
    let name: Arc<str> = FreeNames::new(definition).take(container.name()).into();
    let mut wrapping = Wrapping { builder, stretch, states, name: name.clone(), container };
    wrapping.lead_through()?;
    wrapping.move_in()?;
    let Wrapping { builder, stretch, .. } = wrapping;
    let wrapper = machine.state(name);
    let path = |&id: &StateId| definition.path(id);
    let moves = stretch.states.iter().map(|id| (path(id), wrapper.child(0, path(id).name))).collect();
    let label = match stretch.states.len() {
        1 => format!("Wrap {} in a {container}", path(&stretch.entry).name),
        several => format!("Wrap {several} states in a {container}"),
    };
    let note = lost_variables(snapshot, &stretch);
    Ok(Plan { note, ..builder.finish(label, Some(vec![wrapper]), Remap::moved(moves)) })
}

/// The variables that the states outside read and only those inside set: what a container sets is known in it alone.
fn lost_variables(snapshot: &Snapshot, stretch: &Stretch) -> Option<String> {
    let goes_in = |place: &VariablePlace| stretch.states.contains(&place.state);
    let lost = |variable: &&Variable| variable.set.iter().any(goes_in) && !variable.read.iter().all(goes_in);
    let variables = snapshot.variables().iter().filter(|variable| variable.machine == stretch.machine);
    let names: Vec<String> = variables.filter(lost).map(|variable| format!("“{}”", variable.name)).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    (!names.is_empty()).then(|| format!("{} {verb} known inside the container only now", names.join(", ")))
}

/// What states inside a container set may not be set around it too (AWS developer guide, "Variable scope").
fn keeps_variables_apart(snapshot: &Snapshot, stretch: &Stretch) -> Result<(), Refusal> {
    let of_machine = snapshot.variables().iter().filter(|variable| variable.machine == stretch.machine);
    for variable in of_machine {
        let goes_in = |place: &VariablePlace| stretch.states.contains(&place.state);
        let (inside, outside) = (variable.set.iter().any(goes_in), !variable.set.iter().all(goes_in));
        if inside && outside {
            return Err(Refusal::SetOnBothSides(variable.name.clone()));
        }
    }
    Ok(())
}

struct Wrapping<'snapshot> {
    builder: PlanBuilder<'snapshot>,
    stretch: Stretch,
    /// The place of the machine's `States`.
    states: Pointer,
    /// The container's name.
    name: Arc<str>,
    container: StateType,
}

impl Wrapping<'_> {
    /// Leads what came in to the container, and what went out to the end of the machine inside.
    fn lead_through(&mut self) -> Result<(), Refusal> {
        let relink = |edge: &EdgePath, to: &Goal| Relink { edge: edge.clone(), to: to.clone() };
        let to_container = Goal::State(self.name.clone());
        let incoming = self.stretch.incoming.iter().map(|edge| relink(edge, &to_container));
        let outgoing = self.stretch.outgoing.iter().filter_map(|edge| match edge {
            EdgePath::Exit(_, TransitionKind::Next) => Some(relink(edge, &Goal::End)),
            _ => None,
        });
        let relinks: Vec<Relink> = incoming.chain(outgoing).collect();
        self.builder.relink(&relinks)
    }

    /// Writes the container where the first state stands, puts the states into it, and takes them out here.
    fn move_in(&mut self) -> Result<(), Refusal> {
        let state = |&id: &StateId| self.builder.definition.state(id);
        let names: Vec<Arc<str>> = self.stretch.states.iter().map(|id| state(id).name.clone()).collect();
        let entry = state(&self.stretch.entry).name.clone();
        let texts: Vec<Fragment> = names.iter().map(|name| self.text_of(name)).collect();
        let place = names.first().map_or(Place::Last, |first| Place::Before(first));
        let container = self.container(&entry);
        self.builder.draft.insert(&self.states, &self.name, &container.into(), place)?;
        let body = self.body();
        let inside: Vec<(&str, &Fragment)> = names.iter().map(|name| &**name).zip(&texts).collect();
        self.builder.draft.insert_new(&body, &inside, Place::Last)?;
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        Ok(self.builder.draft.remove_members(&self.states, &names)?)
    }

    fn text_of(&self, name: &str) -> Fragment {
        let state = self.builder.draft.lift_member(&self.states, name);
        state.unwrap_or_else(|| Value::empty_object().into())
    }

    /// The container with an empty machine in it.
    fn container(&self, entry: &Arc<str>) -> Value {
        let start = ("StartAt", Value::from(entry.clone()));
        let states = ("States", Value::empty_object());
        let body = if self.container == StateType::Map {
            let config = Value::object([("Mode", Value::from("INLINE"))]);
            ("ItemProcessor", Value::object([("ProcessorConfig", config), start, states]))
        } else {
            ("Branches", Value::array(vec![Value::object([start, states])]))
        };
        let onward = match &self.stretch.onward {
            Some(name) => ("Next", Value::from(name.clone())),
            None => ("End", Value::from(true)),
        };
        Value::object([("Type", Value::from(self.container.name())), body, onward])
    }

    /// The place of the `States` inside the container.
    fn body(&self) -> Pointer {
        let container = self.states.then(&self.name);
        let machine = if self.container == StateType::Map {
            container.then("ItemProcessor")
        } else {
            container.then("Branches").then(0)
        };
        machine.then("States")
    }
}

#[cfg(test)]
mod tests {
    use crate::asl::StatePath;
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn a_stretch_goes_into_a_parallel() {
        let plan = check_command(
            r#"
{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": {
      "Type": "Task",
      "Resource":"r",
      "Next": "C"
    },
    "C": { "Type": "Pass", "Next": "D" },
    "D": { "Type":"Succeed" }
  }
}
=> parallel B, C
{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "Parallel" },
    "Parallel": {
      "Type": "Parallel",
      "Branches": [
        {
          "StartAt": "B",
          "States": {
            "B": {
              "Type": "Task",
              "Resource":"r",
              "Next": "C"
            },
            "C": { "Type": "Pass", "End": true }
          }
        }
      ],
      "Next": "D"
    },
    "D": { "Type":"Succeed" }
  }
}"#,
        );
        assert_eq!(plan.remap.state(&StatePath::top("C")), StatePath::top("Parallel").child(0, "C"));
        assert_eq!(plan.label, "Wrap 2 states in a Parallel");
    }

    #[test]
    fn a_whole_machine_goes_into_a_map() {
        check_command(
            r#"
{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}}
=> map B, A
{"StartAt":"Map","States":{"Map":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}},"End":true}}}"#,
        );
    }

    #[test]
    fn states_with_several_ways_in_or_out_stay() {
        let text = r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "A"}], "Default": "B"},
            "A": {"Type": "Pass", "End": true}, "B": {"Type": "Succeed"}}}"#;
        let reason = "these states are not one stretch with a single way in and a single way out";
        check_refused(text, "map C", reason);
        check_refused(text, "parallel A, B", reason);
        check_refused(text, "parallel X", "there is no state “X” in the text");
    }

    #[test]
    fn a_variable_stays_on_one_side() {
        let text = r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"n": 1}, "Next": "B"}, "B": {"Type": "Pass", "Assign": {"n": 2}, "End": true}}}"#;
        let reason = "“n” is set by other states too, and a container may not set what the machine around it sets; wrap them all, or rename the variable";
        check_refused(text, "map B", reason);
        let read = text.replace(r#""Assign": {"n": 2}"#, r#""InputPath": "$n""#);
        let wrapped = check_command(&format!("{read}\n=> map A\n{}", r#"
{"StartAt": "Map", "States": {"Map": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"n": 1}, "End": true}}}, "Next": "B"}, "B": {"Type": "Pass", "InputPath": "$n", "End": true}}}"#.trim_start()));
        assert_eq!(wrapped.note.as_deref(), Some("“n” is known inside the container only now"));
        check_command(&format!("{text}\n=> parallel A, B\n{}", r#"
{"StartAt": "Parallel", "States": {"Parallel": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"n": 1}, "Next": "B"}, "B": {"Type": "Pass", "Assign": {"n": 2}, "End": true}}}], "End": true}}}"#.trim_start()));
    }

    #[test]
    fn comments_go_along_in_yaml() {
        check_command(
            "
StartAt: A
States:
  # about A
  A: # beside A
    Type: Pass
    Next: B # where to
    # in A

  # about B
  B:
    Type: Succeed
=> map A
StartAt: Map
States:
  Map:
    Type: Map
    ItemProcessor:
      ProcessorConfig:
        Mode: INLINE
      StartAt: A
      States:
        # about A
        A: # beside A
          Type: Pass
          End: true # where to
          # in A
    Next: B

  # about B
  B:
    Type: Succeed",
        );
    }
}
