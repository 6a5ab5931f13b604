//! The worked example of a first visit, and the empty definition.

use super::{AppState, MockTable, RunPanel};
use crate::value::Value;

/// The example's file name.
pub(super) const NAME: &str = "order.asl.json";
/// The example.
pub(super) const TEXT: &str = include_str!("../../public/example/order.asl.json");
const INPUT: &str = include_str!("../../public/example/order.input.json");
const MOCKS: &str = include_str!("../../public/example/order.mocks.json");

/// The name of a new definition.
pub(super) const NEW_NAME: &str = "new.asl.json";
/// A new definition: the smallest that runs.
pub(super) const NEW_TEXT: &str = r#"{
  "StartAt": "Start here",
  "States": {
    "Start here": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;

/// The page with the example, ready to run.
pub(super) fn opened() -> AppState {
    AppState { run: run(), ..AppState::new(TEXT, NAME) }
}

/// The example's input and mocks.
pub(super) fn run() -> RunPanel {
    let mocks = Value::parse(MOCKS).ok().and_then(|mocks| MockTable::from_value(&mocks).ok());
    RunPanel { input: INPUT.to_owned(), mocks: mocks.unwrap_or_default(), ..RunPanel::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::request;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::sim::{RunStatus, run};

    #[test]
    fn the_example_runs_to_its_end_without_a_problem() {
        let state = opened();
        let advice = |problem: &&Diagnostic| problem.severity == Severity::Hint;
        let snapshot = state.doc.snapshot();
        assert!(snapshot.problems().iter().all(|problem| advice(&problem)), "no problem in the example");
        let report = run(&request(&state).expect("input and mocks are right"), |_| false);
        assert_eq!(report.status, RunStatus::Succeeded, "{:?}", report.failure);
        assert!(report.visits.iter().any(|visit| visit.attempts.len() > 1), "a retry is to be seen");
    }
}
