use crate::asl::StatePath;
use crate::document::{Remap, Snapshot};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal, rules};

/// Moves a rule of a Choice; the first that holds decides, so the order matters.
pub(in crate::edit) fn reorder_choice_rules(
    snapshot: &Snapshot,
    path: &StatePath,
    from: usize,
    to: usize,
) -> Result<Plan, Refusal> {
    rules::can_change_rules(snapshot, path)?;
    let mut builder = PlanBuilder::new(snapshot);
    let list = builder.pointer(path)?.then("Choices");
    let tree = builder.draft.tree();
    let length = tree.find(&list).map_or(0, |list| tree.items(list).len());
    if from >= length || to >= length {
        return Err(Refusal::NoSuchRule);
    }
    builder.draft.move_item(&list, from, to)?;
    Ok(builder.finish(format!("Move a rule of {}", path.name), None, Remap::default()))
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn rules_change_places() {
        check_command(
            r#"
{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
  {"Variable": "$.a", "IsNull": true,  "Next": "A"},
  {"Variable": "$.b", "IsNull": true, "Next": "A"},
  { "Variable": "$.c", "IsNull": true, "Next": "A" }
]}, "A": {"Type": "Fail"}}}
=> order C 2 to 0
{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
  { "Variable": "$.c", "IsNull": true, "Next": "A" },
  {"Variable": "$.a", "IsNull": true,  "Next": "A"},
  {"Variable": "$.b", "IsNull": true, "Next": "A"}
]}, "A": {"Type": "Fail"}}}"#,
        );
        let text = r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{}]}}}"#;
        check_refused(text, "order C 0 to 1", "there is no such rule");
    }
}
