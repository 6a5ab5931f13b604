//! What a new state holds: the least that AWS accepts and that shows what to fill in.

use super::names::FreeNames;
use crate::asl::{QueryLanguage, StateType};
use crate::value::Value;
use std::sync::Arc;

/// The fields of a new state of that type, `Type` first, without those that lead on.
pub(super) fn fields(
    state_type: StateType,
    language: QueryLanguage,
    names: &mut FreeNames,
) -> Vec<(&'static str, Value)> {
    let mut fields = vec![("Type", Value::from(state_type.name()))];
    match state_type {
        StateType::Task => fields.extend(lambda_invoke(language)),
        StateType::Wait => fields.push(("Seconds", Value::from(5i64))),
        StateType::Fail => fields.push(("Error", Value::from("Failed"))),
        StateType::Parallel => {
            let branches = (0..2).map(|_| body(names)).map(Value::object).collect();
            fields.push(("Branches", Value::array(branches)));
        }
        StateType::Map => {
            let config =
                Value::object([("ProcessorConfig", Value::object([("Mode", Value::from("INLINE"))]))]);
            let members =
                config.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone()));
            let body = body(names).into_iter().map(|(key, value)| (Arc::from(key), value));
            fields.push(("ItemProcessor", Value::object(members.chain(body))));
        }
        StateType::Pass | StateType::Choice | StateType::Succeed => {}
    }
    fields
}

/// A machine of one Pass state.
pub(super) fn body(names: &mut FreeNames) -> [(&'static str, Value); 2] {
    let name = names.take("Pass");
    let pass = Value::object([("Type", Value::from("Pass")), ("End", Value::from(true))]);
    [("StartAt", Value::from(name.as_str())), ("States", Value::object([(name.as_str(), pass)]))]
}

/// A rule that leads to `next`, with a condition to be changed: it holds where the input has a `value`.
pub(super) fn choice_rule(language: QueryLanguage, next: &Arc<str>) -> Value {
    let next = ("Next", Value::from(next.clone()));
    match language {
        QueryLanguage::JsonPath => {
            Value::object([("Variable", Value::from("$.value")), ("IsPresent", Value::from(true)), next])
        }
        QueryLanguage::Jsonata => {
            Value::object([("Condition", Value::from("{% $exists($states.input.value) %}")), next])
        }
    }
}

/// A catcher of all errors that leads to `next`.
pub(super) fn catcher(next: &Arc<str>) -> Value {
    let errors = Value::array(vec![Value::from("States.ALL")]);
    Value::object([("ErrorEquals", errors), ("Next", Value::from(next.clone()))])
}

/// A Task that invokes a Lambda function: request-response, with the function's own result as the state's and a
/// retrier for the passing faults of the service (AWS developer guide, "Invoke Lambda with Step Functions").
fn lambda_invoke(language: QueryLanguage) -> Vec<(&'static str, Value)> {
    let resource = ("Resource", Value::from("arn:aws:states:::lambda:invoke"));
    let name = ("FunctionName", Value::from("MyFunction"));
    let call = match language {
        QueryLanguage::JsonPath => [
            ("Parameters", Value::object([name, ("Payload.$", Value::from("$"))])),
            ("OutputPath", Value::from("$.Payload")),
        ],
        QueryLanguage::Jsonata => [
            ("Arguments", Value::object([name, ("Payload", Value::from("{% $states.input %}"))])),
            ("Output", Value::from("{% $states.result.Payload %}")),
        ],
    };
    let faults = ["ServiceException", "AWSLambdaException", "SdkClientException", "TooManyRequestsException"];
    let errors = faults.iter().map(|fault| Value::from(format!("Lambda.{fault}"))).collect();
    let retrier = Value::object([
        ("ErrorEquals", Value::array(errors)),
        ("IntervalSeconds", Value::from(1i64)),
        ("MaxAttempts", Value::from(3i64)),
        ("BackoffRate", Value::from(2i64)),
        ("JitterStrategy", Value::from("FULL")),
    ]);
    [resource].into_iter().chain(call).chain([("Retry", Value::array(vec![retrier]))]).collect()
}
