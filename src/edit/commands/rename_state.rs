use crate::asl::{Definition, State, StatePath};
use crate::document::{Remap, Snapshot};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal, cascade, rules};
use crate::json::Pointer;
use crate::text::{Replacement, TextEdit};

/// Gives a state another name; whatever names it in its machine follows.
pub(in crate::edit) fn rename_state(
    snapshot: &Snapshot,
    path: &StatePath,
    name: &str,
) -> Result<Plan, Refusal> {
    rules::can_rename(snapshot, path, name)?;
    let mut builder = PlanBuilder::new(snapshot);
    let state = rules::find_any(builder.definition, path)?;
    let has_twin = twin_of(builder.definition, state);
    if *state.name != *name {
        let references =
            if has_twin { Vec::new() } else { cascade::repair_references(builder.definition, state) };
        let places = references.into_iter().map(|node| builder.definition.tree().span(node));
        let modifier = builder.draft.modifier();
        let replacement = |range| Replacement { range, text: modifier.scalar(range, name) };
        let edit = std::iter::once(state.name_span).chain(places).map(replacement).collect();
        builder.draft.commit(&Pointer::root(), TextEdit::from_replacements(edit))?;
    }
    let remap = Remap::renamed(path.clone(), path.sibling(name));
    let twin =
        if has_twin { format!("; the other {} keeps its transitions", path.name) } else { String::new() };
    Ok(builder.finish(format!("Rename {} to {name}{twin}", path.name), None, remap))
}

/// Whether another state of the machine has the name too: what names it goes on naming that one.
fn twin_of(definition: &Definition, state: &State) -> bool {
    let states = &definition.machine(state.machine).states;
    states.iter().any(|&other| other != state.id && definition.state(other).name == state.name)
}

#[cfg(test)]
mod tests {
    use crate::asl::StatePath;
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn all_references_follow_inside_the_machine() {
        let plan = check_command(
            r#"
{"StartAt": "A", "Comment": "A", "States": {
  "A" : {"Type":"Task", "Next":  "C", "Retry": [], "x-unknown": [ 1,2 ],
     "Catch": [{"ErrorEquals": ["A"], "Next": "A"}]},
  "C": {"Type": "Choice", "Choices": [{"Variable": "$.A", "IsNull": true, "Next": "A"},
    {"Not": {"And": [{"Next": "A"}]}, "Next": "M"}], "Default": "A"},
  "M": {"Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "A"}}}, "Next": "A"}
}}
=> rename A to B "2"
{"StartAt": "B \"2\"", "Comment": "A", "States": {
  "B \"2\"" : {"Type":"Task", "Next":  "C", "Retry": [], "x-unknown": [ 1,2 ],
     "Catch": [{"ErrorEquals": ["A"], "Next": "B \"2\""}]},
  "C": {"Type": "Choice", "Choices": [{"Variable": "$.A", "IsNull": true, "Next": "B \"2\""},
    {"Not": {"And": [{"Next": "B \"2\""}]}, "Next": "M"}], "Default": "B \"2\""},
  "M": {"Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "A"}}}, "Next": "B \"2\""}
}}"#,
        );
        assert_eq!(plan.remap.state(&StatePath::top("A")), StatePath::top("B \"2\""));
        assert_eq!(plan.label, "Rename A to B \"2\"");
    }

    #[test]
    fn a_nested_state_is_renamed_in_its_own_machine() {
        check_command(
            r#"
{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
  {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "Next": "X"}}}]}}}
=> rename P[0].X to Z
{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
  {"StartAt": "Z", "States": {"Z": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "Next": "Z"}}}]}}}"#,
        );
    }

    #[test]
    fn of_two_states_of_one_name_the_other_keeps_what_leads_there() {
        let plan = check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}, "A": {"Type": "Succeed"}}}
=> rename A' to B
{"StartAt": "A", "States": {"B": {"Type": "Pass", "Next": "A"}, "A": {"Type": "Succeed"}}}"#,
        );
        assert_eq!(plan.label, "Rename A to B; the other A keeps its transitions");
    }

    #[test]
    fn half_typed_text_can_be_renamed_in() {
        check_command(
            "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\":\n=> rename A to B\n{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": \"Pass\", \"Next\":",
        );
    }

    #[test]
    fn a_name_must_be_new_and_short() {
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}, "End": true}}}"#;
        check_refused(text, "rename A to ", "a state needs a name");
        check_refused(
            text,
            "rename A to B",
            "another state is called “B”; names are unique in the whole definition",
        );
        check_refused(text, "rename C to D", "there is no state “C” in the text");
        let long = format!("rename A to {}", "ä".repeat(81));
        check_refused(text, &long, "a state's name has at most 80 characters; this one has 81");
    }
}
