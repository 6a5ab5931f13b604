use crate::asl::{EdgePath, TransitionKind};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{Goal, Relink};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal, rules};

/// Takes a transition out: the machine ends where a `Next` led on; a rule, `Default` or catcher goes.
pub(in crate::edit) fn delete_edge(snapshot: &Snapshot, edge: &EdgePath) -> Result<Plan, Refusal> {
    rules::can_delete_edge(snapshot, edge)?;
    let mut builder = PlanBuilder::new(snapshot);
    let (to, what) = match edge {
        EdgePath::Exit(_, TransitionKind::Choice(_)) => (Goal::Gone, "a rule"),
        EdgePath::Exit(_, TransitionKind::Default) => (Goal::Gone, "the Default"),
        EdgePath::Exit(_, TransitionKind::Catch(_)) => (Goal::Gone, "a catcher"),
        EdgePath::Exit(_, TransitionKind::Next) | EdgePath::Start(_) | EdgePath::End(_) => {
            (Goal::End, "the Next")
        }
    };
    builder.relink(&[Relink { edge: edge.clone(), to }])?;
    let name = edge.from().map(|from| from.name.clone()).unwrap_or_default();
    let from = edge.from().cloned().into_iter().collect();
    Ok(builder.finish(format!("Delete {what} of {name}"), Some(from), Remap::default()))
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused, check_text};

    const TEXT: &str = r#"{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["E"], "Next": "B"}], "Next": "C"},
  "B": {"Type": "Pass", "End" : true},
  "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Default": "B"}
}}"#;

    #[test]
    fn each_kind_of_edge_goes_its_way() {
        check_text(TEXT, "cut A.Next", &TEXT.replace(r#""Next": "C"}"#, r#""End": true}"#));
        let catcher = r#""Catch": [{"ErrorEquals": ["E"], "Next": "B"}], "#;
        check_text(TEXT, "cut A.Catch0", &TEXT.replace(catcher, ""));
        check_text(TEXT, "cut C.Default", &TEXT.replace(r#", "Default": "B""#, ""));
        check_command(
            r#"
{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Next": "C"}, {"IsNull": true, "Next": "C"}]}}}
=> cut C.Choice0
{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"IsNull": true, "Next": "C"}]}}}"#,
        );
    }

    #[test]
    fn what_a_machine_or_a_choice_needs_stays() {
        check_refused(TEXT, "cut Start", "the start of a machine leads to a state, not to the end");
        check_refused(TEXT, "cut B.End", "the text has no such transition");
        check_refused(TEXT, "cut A.Catch1", "the text has no such transition");
        check_refused(
            TEXT,
            "cut C.Choice0",
            "the Choice “C” would lead nowhere; delete it too, or lead its rules elsewhere",
        );
    }
}
