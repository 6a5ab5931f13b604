use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::syntax::Modifier;

pub(super) static RULE: Rule = Rule {
    name: "query-language-downgrade",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds states that go back to JSONPath in a definition that is JSONata as a whole (recorded from AWS).",
    why: "AWS refuses the definition; only the other way round is possible.",
    failing: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed", "QueryLanguage": «"JSONPath"»}}}"#,
    fixed: r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    if checker.definition.top_language() != QueryLanguage::Jsonata {
        return;
    }
    for (state, node) in checker.states() {
        let Some(value) = checker.tree.get(node, "QueryLanguage") else { continue };
        if checker.tree.as_str(value).is_some_and(|text| &**text == QueryLanguage::JsonPath.name()) {
            let message = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
            let location = checker.state_pointer(state.id).to_string();
            let remove = move |modifier: Modifier<'_>| modifier.remove_members(node, &["QueryLanguage"]);
            let fix = checker.suggested_fix("remove `QueryLanguage`", remove);
            let hint = "write the state in JSONata, or name JSONata only in the states that use it";
            checker.report(checker.problem_at(value, message).at(location).with_hint(hint).with_fix(fix));
        }
    }
}
