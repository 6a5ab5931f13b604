use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Snapshot;
use crate::lint::{self, Advice, Options, rules};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a definition is checked for. Kept on the device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Checks {
    /// Whether the definition is for an Express workflow.
    pub express: bool,
    /// The names of the advice that is not wanted.
    pub silenced: BTreeSet<String>,
}

impl Default for Checks {
    fn default() -> Self {
        Checks { express: false, silenced: Options::on_demand().map(str::to_owned).collect() }
    }
}

impl Checks {
    /// The problems of a text that are wanted, in text order.
    pub fn problems(&self, snapshot: &Snapshot) -> Vec<Diagnostic> {
        if self.express {
            let advice = Advice::AllBut(self.silenced.clone());
            return lint::check(snapshot.source(), &Options { express: true, advice });
        }
        let is_wanted =
            |problem: &&Diagnostic| problem.severity != Severity::Hint || self.wants(problem.rule);
        snapshot.problems().iter().filter(is_wanted).cloned().collect()
    }

    fn wants(&self, rule: Option<&str>) -> bool {
        rule.is_none_or(|rule| !self.silenced.contains(rule))
    }

    /// Silences advice, or lets it speak again. What is no advice cannot be silenced.
    pub(super) fn set_silenced(&mut self, rule: &str, is_silenced: bool) {
        if is_silenced && rules::named(rule).is_some_and(|rule| rule.is_advice()) {
            self.silenced.insert(rule.to_owned());
        } else {
            self.silenced.remove(rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"QueueUrl": "q", "MessageBody": "m"}}}}"#;

    fn rules(checks: &Checks) -> Vec<&'static str> {
        let problems = checks.problems(&Snapshot::new(TASK));
        problems.into_iter().filter_map(|problem| problem.rule).collect()
    }

    #[test]
    fn advice_can_be_silenced() {
        let mut checks = Checks::default();
        assert!(rules(&checks).contains(&"task-without-retry"));
        checks.set_silenced("task-without-retry", true);
        assert!(!rules(&checks).contains(&"task-without-retry"));
        checks.set_silenced("task-without-retry", false);
        assert_eq!(checks, Checks::default());
    }

    #[test]
    fn errors_cannot_be_silenced() {
        let mut checks = Checks::default();
        checks.set_silenced("dangling-target", true);
        assert_eq!(checks, Checks::default());
    }

    #[test]
    fn express_workflows_are_judged_as_such() {
        let checks = Checks { express: true, ..Checks::default() };
        assert!(rules(&checks).contains(&"express-unsupported"));
    }
}
