use crate::asl::{EdgePath, StatePath, TransitionKind};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{Goal, Relink};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Destination, Plan, Refusal, rules};

/// Adds a rule behind the others, with a condition to be changed.
pub(in crate::edit) fn add_choice_rule(
    snapshot: &Snapshot,
    path: &StatePath,
    to: Option<&StatePath>,
) -> Result<Plan, Refusal> {
    rules::can_change_rules(snapshot, path)?;
    let mut builder = PlanBuilder::new(snapshot);
    let state = rules::find(builder.definition, path)?;
    let default = state.transitions.iter().rev().find(|exit| exit.kind == TransitionKind::Default);
    let otherwise = default.or_else(|| state.transitions.last()).map(|exit| exit.target.clone());
    let target = to.map(|to| to.name.clone()).or(otherwise);
    let target = target.ok_or_else(|| Refusal::NoTarget(path.name.clone()))?;
    let list = builder.definition.field(state.id, "Choices");
    let rule = list.map_or(0, |list| builder.definition.tree().items(list).len());
    let edge = EdgePath::Exit(path.clone(), TransitionKind::Choice(rule));
    if let Some(to) = to {
        rules::can_connect(snapshot, &edge, &Destination::State(to.clone()))?;
    }
    builder.relink(&[Relink { edge, to: Goal::State(target) }])?;
    Ok(builder.finish(format!("Add a rule to {}", path.name), None, Remap::default()))
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn a_rule_is_added_behind_the_others() {
        check_command(
            r#"
{"StartAt": "C", "States": {
  "C": {
    "Type": "Choice",
    "Choices": [
      { "Variable": "$.a", "IsNull": true, "Next": "A" }
    ],
    "Default": "B"
  }, "A": {"Type": "Fail"}, "B": {"Type": "Succeed"}}}
=> rule C
{"StartAt": "C", "States": {
  "C": {
    "Type": "Choice",
    "Choices": [
      { "Variable": "$.a", "IsNull": true, "Next": "A" },
      { "Variable": "$.value", "IsPresent": true, "Next": "B" }
    ],
    "Default": "B"
  }, "A": {"Type": "Fail"}, "B": {"Type": "Succeed"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "C", "States": {"C": {"Type": "Choice"}, "A": {"Type": "Fail"}}}
=> rule C to A
{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.value", "IsPresent": true, "Next": "A"}]}, "A": {"Type": "Fail"}}}"#,
        );
    }

    #[test]
    fn a_rule_needs_a_choice_and_a_target() {
        let text = r#"{"StartAt": "C", "States": {"C": {"Type": "Choice"}, "A": {"Type": "Fail"}}}"#;
        check_refused(text, "rule A to C", "“A” is no Choice state");
        check_refused(text, "rule C", "“C” leads nowhere yet; drag the rule to a state");
        check_refused(text, "rule C to X", "there is no state “X” in the text");
    }
}
