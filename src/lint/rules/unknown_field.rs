use super::codes::SCHEMA;
use crate::asl::choice::Operator;
use crate::asl::fields::{ObjectKind, STATE_FIELDS};
use crate::asl::{Object, StateType};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Member;
use crate::lint::checker::{Checker, has_substitution};
use crate::lint::{Rule, suggest};
use crate::syntax::Modifier;

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds fields that the object they stand in does not take: `Catch` on a Pass, `TimeoutSeconds` on a Map, a \
           slip of the pen (measured on AWS: 8 types and 50 fields).",
    why: "AWS refuses the definition; nothing is ignored there.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", «"Retry"»: [], "End": true}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
    check,
};

/// AWS's own editor knows this field of Tasks, though no document names it.
const UNDOCUMENTED: &str = "RateControl";

fn check(checker: &mut Checker<'_>) {
    for stranger in checker.strangers.clone().iter() {
        let Some(object) = checker.objects.get(stranger.object).cloned() else { continue };
        // Recorded: of wrong fields in `Credentials` AWS says nothing.
        let Some(kind) = object.kind.filter(|kind| *kind != ObjectKind::Credentials) else { continue };
        let Some(member) = checker.tree.members(object.node).get(stranger.member) else { continue };
        if !takes(kind, &member.key) && !has_substitution(&member.key) {
            let problem = problem(checker, &object, kind, member);
            checker.report(problem);
        }
    }
}

/// Whether such an object takes what is no field of it.
fn takes(kind: ObjectKind, key: &str) -> bool {
    let operator = matches!(kind, ObjectKind::ChoiceRule | ObjectKind::NestedRule);
    (operator && Operator::from_name(key).is_some())
        || (kind == ObjectKind::State(StateType::Task) && key == UNDOCUMENTED)
}

fn problem(checker: &Checker<'_>, object: &Object, kind: ObjectKind, member: &Member) -> Diagnostic {
    let (key, node) = (&*member.key, object.node);
    let location = checker.object_pointer(object).to_string();
    let problem = checker.problem(member.key_span, format!("Field '{key}' is not supported")).at(location);
    let operators: Vec<String> = Operator::all().map(Operator::name).collect();
    let operators =
        operators.iter().filter(|_| matches!(kind, ObjectKind::ChoiceRule | ObjectKind::NestedRule));
    let candidates = kind.fields().map(|field| field.name).chain(operators.map(String::as_str));
    if let Some(meant) = suggest::closest(key, candidates) {
        let (written, right) = (member.key.clone(), meant.to_owned());
        let rename = move |modifier: Modifier<'_>| modifier.rename_member(node, &written, &right);
        let fix = checker.suggested_fix(format!("write `{meant}`"), rename);
        return problem.with_hint(format!("did you mean `{meant}`?")).with_fix(fix);
    }
    let gone = member.key.clone();
    let remove = move |modifier: Modifier<'_>| modifier.remove_members(node, &[&gone]);
    let problem = problem.with_fix(checker.suggested_fix(format!("remove `{key}`"), remove));
    match STATE_FIELDS.iter().find(|field| field.name == key) {
        Some(field) => {
            let types: Vec<&str> = field.states.iter().map(|state_type| state_type.name()).collect();
            problem.with_hint(format!("`{key}` is a field of states of type {}", types.join(", ")))
        }
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{check_rule, problems};

    #[test]
    fn each_object_has_its_own_fields() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "comment": "c", "States": {
                "M": {"Type": "Map", "TimeoutSeconds": 1, "End": true, "Catch": [{"ErrorEquals": [], "Nxt": "M"}],
                    "ItemProcessor": {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                        "C": {"Type": "Choice", "Next": "C", "Choices": [{"And": [{"StringEquals": "a", "Next": "b"}]}]}}}}}}"#,
            &[
                "\"comment\": Field 'comment' is not supported at /",
                "\"TimeoutSeconds\": Field 'TimeoutSeconds' is not supported at /States/M",
                "\"Nxt\": Field 'Nxt' is not supported at /States/M/Catch[0]",
                "\"QueryLanguage\": Field 'QueryLanguage' is not supported at /States/M/ItemProcessor",
                "\"Next\": Field 'Next' is not supported at /States/M/ItemProcessor/States/C",
                "\"Next\": Field 'Next' is not supported at /States/M/ItemProcessor/States/C/Choices[0]/And[0]",
            ],
        );
    }

    #[test]
    fn a_key_with_a_substitution_may_become_any_field() {
        check_rule(&RULE, r#"{"StartAt": "A", "${K}": 1, "States": {"A": {"Type": "Succeed"}}}"#, &[]);
    }

    #[test]
    fn a_slip_is_put_right_by_its_fix() {
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "coment": "c"}}}"#;
        let problem = problems(text).remove(0);
        assert_eq!(problem.hint.as_deref(), Some("did you mean `Comment`?"));
        assert_eq!(problem.fixes[0].edit(text).apply(text), text.replace("coment", "Comment"));
    }
}
