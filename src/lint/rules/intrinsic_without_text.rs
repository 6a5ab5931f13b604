use super::codes::SCHEMA;
use crate::diagnostic::Severity;
use crate::expr::PathOrIntrinsic;
use crate::expr::intrinsic::Function;
use crate::lint::Rule;
use crate::lint::checker::Checker;
use crate::lint::expressions::Parsed;
use crate::text::TextRange;

pub(super) static RULE: Rule = Rule {
    name: "intrinsic-without-text",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds intrinsic functions in `ErrorPath` and `CausePath` that give no text (AWS developer guide, \"Fail state\": \
           seven functions are allowed).",
    why: "AWS refuses the definition: an error and its cause are texts.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "CausePath": "«States.ArrayLength($.a)»"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Fail", "CausePath": "States.Format('{}', $.a)"}}}"#,
    check,
};

const TEXTS: &[Function] = &[
    Function::Format,
    Function::JsonToString,
    Function::ArrayGetItem,
    Function::Base64Encode,
    Function::Base64Decode,
    Function::Hash,
    Function::Uuid,
];

fn check(checker: &mut Checker<'_>) {
    for expression in checker.expressions.clone().iter() {
        let Parsed::Path(Ok(PathOrIntrinsic::Intrinsic(intrinsic))) = &expression.parsed else { continue };
        let function = intrinsic.call().function;
        if !matches!(expression.field, "ErrorPath" | "CausePath") || TEXTS.contains(&function) {
            continue;
        }
        let names: Vec<&str> = TEXTS.iter().map(|text| text.name()).collect();
        let message =
            format!("'{}' does not return a string; allowed here are {}", function.name(), names.join(", "));
        let problem = expression.problem(checker, TextRange::new(0, expression.part.end), message);
        checker.report(problem);
    }
}
