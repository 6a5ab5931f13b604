use super::codes::SCHEMA;
use crate::asl::QueryLanguage;
use crate::diagnostic::Severity;
use crate::lint::Rule;
use crate::lint::checker::{Checker, FieldUse};

pub(super) static RULE: Rule = Rule {
    name: "wrong-language-field",
    code: SCHEMA,
    severity: Severity::Error,
    holds_while_typing: true,
    what: "Finds fields of one query language in a state of the other: `Output` beside paths, `InputPath` beside \
           expressions (measured on AWS). Inside of a Map or Parallel the language of the whole definition counts, not \
           that of the Map or Parallel.",
    why: "AWS refuses the definition.",
    failing: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", «"Output"»: "{% 1 %}"}}}"#,
    fixed: r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "QueryLanguage": "JSONata", "Output": "{% 1 %}"}}}"#,
    check,
};

fn check(checker: &mut Checker<'_>) {
    for field in checker.fields.clone().iter().filter(|field| !field.in_language()) {
        let (Some(only), Some(object)) = (field.spec.language, checker.objects.get(field.object)) else {
            continue;
        };
        let message = format!(
            "The QueryLanguage is set to '{}', but field '{}' is only supported for the '{}' QueryLanguage",
            field.language.name(),
            field.spec.name,
            only.name()
        );
        let location = checker.object_pointer(object).to_string();
        let mut problem = checker.problem(field.key_span, message).at(location);
        if let Some(hint) = hint(field) {
            problem = problem.with_hint(hint);
        }
        checker.report(problem);
    }
}

/// What does the same in the other language (AWS, "Transforming data").
fn hint(field: &FieldUse) -> Option<&'static str> {
    let hint = match (field.spec.name, field.language) {
        ("InputPath" | "Parameters" | "ResultSelector", QueryLanguage::Jsonata) => {
            "with JSONata, `Arguments` and `Output` build the data from `$states.input` and `$states.result`"
        }
        ("OutputPath" | "ResultPath" | "Result", QueryLanguage::Jsonata) => {
            "with JSONata, `Output` says what goes on"
        }
        ("ItemsPath", QueryLanguage::Jsonata) => "with JSONata, `Items` gives the array",
        ("Variable", QueryLanguage::Jsonata) => "with JSONata, a rule has a `Condition`",
        (name, QueryLanguage::Jsonata) if name.ends_with("Path") => {
            "with JSONata, the field without `Path` takes an expression"
        }
        ("Arguments", QueryLanguage::JsonPath) => "with JSONPath, `Parameters` builds the input",
        ("Output", QueryLanguage::JsonPath) => {
            "with JSONPath, `ResultPath` and `OutputPath` say what goes on"
        }
        ("Items", QueryLanguage::JsonPath) => "with JSONPath, `ItemsPath` selects the array",
        ("Condition", QueryLanguage::JsonPath) => "with JSONPath, a rule compares a `Variable`",
        _ => return None,
    };
    Some(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::check_rule;

    #[test]
    fn states_inside_a_map_have_the_language_of_the_definition() {
        check_rule(
            &RULE,
            r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "QueryLanguage": "JSONata", "Items": [], "End": true,
                "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "Output": 1, "End": true}}}}}}"#,
            &[
                "\"Output\": The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' \
               QueryLanguage at /States/M/ItemProcessor/States/P",
            ],
        );
    }

    #[test]
    fn rules_and_readers_are_asked_too() {
        check_rule(
            &RULE,
            r#"{"QueryLanguage": "JSONata", "StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "Next": "D"}]}, "D": {"Type": "Succeed"}}}"#,
            &[
                "\"Variable\": The QueryLanguage is set to 'JSONata', but field 'Variable' is only supported for the \
               'JSONPath' QueryLanguage at /States/C/Choices[0]",
            ],
        );
    }
}
