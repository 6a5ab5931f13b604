use crate::asl::EdgePath;
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{Goal, Relink};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Destination, Plan, Refusal, rules};

/// Leads an edge to another state, or to the end where it can.
pub(in crate::edit) fn connect(
    snapshot: &Snapshot,
    edge: &EdgePath,
    to: &Destination,
) -> Result<Plan, Refusal> {
    rules::can_connect(snapshot, edge, to)?;
    let mut builder = PlanBuilder::new(snapshot);
    let goal = match to {
        Destination::State(path) => Goal::State(path.name.clone()),
        Destination::End => Goal::End,
    };
    let target = match to {
        Destination::State(path) => format!("to {}", path.name),
        Destination::End => "to the end".to_owned(),
    };
    let label = match edge.from() {
        Some(from) => format!("Lead {} {target}", from.name),
        None => format!("Start {target}"),
    };
    builder.relink(&[Relink { edge: edge.clone(), to: goal }])?;
    Ok(builder.finish(label, None, Remap::default()))
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused, check_text};

    const TEXT: &str = r#"{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["E"], "Next": "B"}], "Next": "C"},
  "B": {"Type": "Pass", "End" : true, "Comment": "x"},
  "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}], "Default": "D"},
  "D": {"Type": "Fail"},
  "P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Succeed"}}}], "End": true}
}}"#;

    #[test]
    fn the_end_of_an_edge_goes_to_another_state() {
        let check = |said, old, new| check_text(TEXT, said, &TEXT.replacen(old, new, 1));
        check("connect Start to C", r#""StartAt": "A""#, r#""StartAt": "C""#);
        check("connect A.Next to D", r#""Next": "C"}"#, r#""Next": "D"}"#);
        check("connect A.Next to A", r#""Next": "C"}"#, r#""Next": "A"}"#);
        check("connect A.Catch0 to D", r#"["E"], "Next": "B""#, r#"["E"], "Next": "D""#);
        check("connect C.Choice0 to D", r#"true, "Next": "B""#, r#"true, "Next": "D""#);
        check("connect C.Default to B", r#""Default": "D""#, r#""Default": "B""#);
        assert!(check("connect A.Next to C", "", "").edit.is_empty());
    }

    #[test]
    fn next_and_end_take_each_others_place() {
        check_text(TEXT, "connect A.Next to End", &TEXT.replace(r#""Next": "C"}"#, r#""End": true}"#));
        check_text(TEXT, "connect B.End to C", &TEXT.replace(r#""End" : true, "#, r#""Next" : "C", "#));
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A", "End": false}}}
=> connect A.Next to End
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
        );
    }

    #[test]
    fn an_edge_that_is_missing_is_added() {
        check_command(
            r#"
{"StartAt": "A", "States": {
  "A": {
    "Type": "Choice",
    "Choices": []
  },
  "B": {
    "Type": "Task"
  }
}}
=> connect A.Default to B
{"StartAt": "A", "States": {
  "A": {
    "Type": "Choice",
    "Choices": [],
    "Default": "B"
  },
  "B": {
    "Type": "Task"
  }
}}"#,
        );
        check_command(
            r#"
{"StartAt": "B", "States": {
  "B": {
    "Type": "Task"
  }
}}
=> connect B.Catch0 to B
{"StartAt": "B", "States": {
  "B": {
    "Type": "Task",
    "Catch": [
      {
        "ErrorEquals": [
          "States.ALL"
        ],
        "Next": "B"
      }
    ]
  }
}}"#,
        );
        check_command(
            r#"
{"StartAt": "B", "States": {"B": {"Type": "Pass"}}}
=> connect B.End to B
{"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "B"}}}"#,
        );
        check_command(
            r#"
{"QueryLanguage": "JSONata", "StartAt": "B", "States": {"B": {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "B"}]}}}
=> connect B.Choice1 to B
{"QueryLanguage": "JSONata", "StartAt": "B", "States": {"B": {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "B"}, {"Condition": "{% $exists($states.input.value) %}", "Next": "B"}]}}}"#,
        );
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_reason() {
        check_refused(
            TEXT,
            "connect Start to End",
            "the start of a machine leads to a state, not to the end",
        );
        check_refused(
            TEXT,
            "connect C.Default to End",
            "the Default of a Choice leads to a state, not to the end",
        );
        check_refused(TEXT, "connect A.Catch0 to End", "a catcher leads to a state, not to the end");
        check_refused(TEXT, "connect D.End to A", "“D” is a Fail state; nothing comes after it");
        check_refused(
            TEXT,
            "connect A.Next to P[0].X",
            "“X” lies in another machine; a transition stays inside its own",
        );
        check_refused(TEXT, "connect B.Catch0 to A", "“B” is a Pass state, which has no such transition");
    }
}
