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
    RunPanel { input: Some(INPUT.to_owned()), mocks: mocks.unwrap_or_default(), ..RunPanel::default() }
}

/// Another definition takes the example's place: its input and mocks, if nobody changed them, go with it.
pub(super) fn leave(state: &mut AppState) {
    let example = run();
    if state.run.input == example.input {
        state.run.input = None;
    }
    if state.run.mocks == example.mocks {
        state.run.mocks = MockTable::default();
    }
    if state.file_name == NAME {
        state.file_name = NEW_NAME.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::run::request;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::sim::{RunStatus, run};

    #[test]
    fn what_nobody_changed_of_the_example_goes_with_it() {
        let mut state = opened();
        leave(&mut state);
        assert_eq!((state.run.input, state.file_name.as_str()), (None, NEW_NAME));
        assert_eq!(state.run.mocks, MockTable::default());
        let mut changed = opened();
        changed.run.input = Some("{}".to_owned());
        changed.file_name = "mine.asl.json".to_owned();
        leave(&mut changed);
        assert_eq!((changed.run.input.as_deref(), changed.file_name.as_str()), (Some("{}"), "mine.asl.json"));
    }

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
