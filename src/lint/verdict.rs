use super::{Options, Source, findings, rules};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{JacksonError, Syntax};
use crate::text::TextRange;
use crate::{asl, json};
use std::sync::Arc;

/// What AWS's ValidateStateMachineDefinition says: AWS's codes, texts and locations only, in AWS's order. Of a text that
/// is not JSON it says nothing but that.
pub fn verdict(source: Source<'_>, express: bool) -> Vec<Diagnostic> {
    let is_broken = !source.syntax.is_empty() && source.definition.tree().syntax() == Syntax::Json;
    if let Some(error) = JacksonError::of(source.text).filter(|_| is_broken) {
        let span = source.syntax.first().map_or(TextRange::empty(0), |problem| problem.span);
        return vec![Diagnostic::error(rules::INVALID_JSON, span, error.to_string()).at(error.location)];
    }
    let options = Options { express, ..Options::verdict() };
    let mut problems = findings(source, &options);
    problems.retain(|problem| rules::is_of_aws(problem.code));
    problems
}

/// What CreateStateMachine says to a definition that it refuses.
///
/// ```
/// use asl_studio::lint::{self, Source};
/// let parse = asl_studio::json::parse(r#"{"StartAt": "A"}"#);
/// let definition = asl_studio::asl::lower(&parse.tree.into());
/// let source = Source { text: r#"{"StartAt": "A"}"#, syntax: &parse.problems, definition: &definition };
/// assert_eq!(
///     lint::refusal(&lint::verdict(source, false)).unwrap(),
///     "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'"
/// );
/// ```
pub fn refusal(verdict: &[Diagnostic]) -> Option<String> {
    let errors: Vec<String> = verdict
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| {
            let location = problem.location.as_deref().unwrap_or("null");
            format!("{}: {} at {location}", problem.code, problem.message)
        })
        .collect();
    (!errors.is_empty()).then(|| format!("Invalid State Machine Definition: '{}'", errors.join(", ")))
}

/// What CreateStateMachine says to the text of a standard workflow that it refuses.
pub fn refusal_of_text(text: &str) -> Option<String> {
    let parse = json::parse(text);
    let definition = asl::lower(&Arc::new(parse.tree));
    refusal(&verdict(Source { text, syntax: &parse.problems, definition: &definition }, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let parse = json::parse(text);
        let definition = asl::lower(&parse.tree.into());
        let source = Source { text, syntax: &parse.problems, definition: &definition };
        assert_eq!(refusal(&verdict(source, false)).as_deref(), expected);
    }

    #[test]
    fn the_refusal_names_every_error_and_null_for_no_place() {
        check(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}}"#,
            Some(
                "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at \
                 /States/A/Next, MISSING_END_STATE: Workflow has no terminal state at null'",
            ),
        );
    }

    #[test]
    fn what_aws_does_not_say_is_no_part_of_it() {
        check(r#"{"StartAt":"A","Comment":"a","Comment":"b","States":{"A":{"Type":"Succeed"}}}"#, None);
        check(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#, None);
    }
}
