use crate::asl::StatePath;
use crate::document::{Remap, Snapshot};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal};
use crate::json::{Pointer, Step};

/// Takes a field out, and with the last retrier or catcher its list.
pub(in crate::edit) fn remove_field(
    snapshot: &Snapshot,
    path: &StatePath,
    field: &Pointer,
) -> Result<Plan, Refusal> {
    let mut builder = PlanBuilder::new(snapshot);
    let state = builder.pointer(path)?;
    let Some((holder, step)) = field.split_last() else {
        return Err(Refusal::FixedField("delete the state itself instead"));
    };
    let list = state.join(&holder);
    let tree = builder.draft.tree();
    let length = tree.find(&list).map_or(0, |list| tree.items(list).len());
    let empties_handlers = matches!(step, Step::Index(0))
        && length == 1
        && matches!(holder.steps(), [Step::Key(key)] if matches!(&**key, "Retry" | "Catch"));
    builder.draft.remove(&if empties_handlers { list } else { state.join(field) })?;
    let label = format!("Remove {} of {}", field_name(field), path.name);
    Ok(builder.finish(label, None, Remap::default()))
}

/// A field as people read it: `Comment`, `Retry[0]/MaxAttempts`.
pub(super) fn field_name(field: &Pointer) -> String {
    field.to_string().trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::check_command;

    #[test]
    fn a_field_goes_with_its_comma() {
        check_command(
            r#"
{"States": {"A": {"Type": "Pass", "Comment": "x", "Result": {"a": [1, 2]}}}, "StartAt": "A"}
=> remove A/Comment
{"States": {"A": {"Type": "Pass", "Result": {"a": [1, 2]}}}, "StartAt": "A"}"#,
        );
        check_command(
            r#"
{"States": {"A": {"Type": "Pass", "Result": {"a": [1, 2]}}}, "StartAt": "A"}
=> remove A/Result/a/0
{"States": {"A": {"Type": "Pass", "Result": {"a": [2]}}}, "StartAt": "A"}"#,
        );
        check_command(
            r#"
{"States": {"A": {"Type": "Task", "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": true}}, "StartAt": "A"}
=> remove A/Retry/0
{"States": {"A": {"Type": "Task", "End": true}}, "StartAt": "A"}"#,
        );
    }
}
