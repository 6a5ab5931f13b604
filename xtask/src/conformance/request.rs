use asl_studio::sim::{MockScript, Names, RunRequest, SimTime, Unmocked, WorkflowType};
use asl_studio::value::{Map, Value};
use std::sync::Arc;

/// The run that a case is of.
pub(super) fn request(case: &Value) -> RunRequest {
    let standard = RunRequest::default();
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(Arc::<str>::from);
    let names = |key: &str| text(case.get("execution").and_then(|names| names.get(key)));
    let mocks = case.get("mocks").cloned().unwrap_or_default();
    let mocks = in_order(mocks, case.get("mock_order"));
    let objects = case.get("fixtures").and_then(|fixtures| fixtures.get("s3"));
    RunRequest {
        input: case.get("input").cloned().unwrap_or_else(Value::empty_object),
        mocks: MockScript::from_value(&mocks).unwrap_or_default(),
        unmocked: Unmocked::Fail,
        workflow_type: match case.get("type").and_then(Value::as_str) {
            Some("EXPRESS") => WorkflowType::Express,
            _ => WorkflowType::Standard,
        },
        clock: case.get("clock").and_then(Value::as_str).and_then(SimTime::parse).unwrap_or(standard.clock),
        names: Names {
            execution: names("name").unwrap_or_else(|| "execution".into()),
            state_machine: names("stateMachineName").unwrap_or_else(|| "machine".into()),
            role_arn: names("roleArn").unwrap_or_else(|| "arn:aws:iam::111111111111:role/role".into()),
            account: "111111111111".into(),
            ..Names::default()
        },
        task_tokens: tokens(case),
        objects: objects
            .and_then(|objects| serde_json::from_str(&objects.to_json()).ok())
            .unwrap_or_default(),
        ..standard
    }
}

/// The token that the run had, where the recorded consumer sent its message back and the token with it.
fn tokens(case: &Value) -> Vec<Arc<str>> {
    fn find(value: &Value) -> Option<Arc<str>> {
        match value {
            Value::Object(members) => match members.get("TaskToken") {
                Some(Value::String(token)) => Some(token.clone()),
                _ => members.values().find_map(find),
            },
            Value::Array(items) => items.iter().find_map(find),
            _ => None,
        }
    }
    case.get("mocks").and_then(find).into_iter().collect()
}

/// Gives mocks to the iterations that AWS gave them to: `order` holds, by state, the path of each invocation.
fn in_order(mocks: Value, order: Option<&Value>) -> Value {
    let (Some(order), Some(states)) = (order.and_then(Value::as_object), mocks.as_object()) else {
        return mocks;
    };
    let assign = |(state, responses): (&Arc<str>, &Value)| {
        let placed = order.get(state).and_then(|paths| place(responses, paths.as_array()?));
        (state.clone(), placed.unwrap_or_else(|| responses.clone()))
    };
    Value::object(states.iter().map(assign))
}

fn place(responses: &Value, paths: &[Value]) -> Option<Value> {
    let mut seen: Vec<String> = Vec::new();
    let mut placed = Map::default();
    for (index, path) in paths.iter().enumerate() {
        let labels: Vec<&str> = path.as_array()?.iter().filter_map(Value::as_str).collect();
        let path = labels.join("/");
        let local = seen.iter().filter(|known| **known == path).count();
        let response = responses.as_object()?.iter().find(|(key, _)| covers(key, index))?.1;
        placed.insert(format!("{path}/{local}").into(), response.clone());
        seen.push(path);
    }
    Some(Value::from(placed))
}

fn covers(key: &str, index: usize) -> bool {
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let bounds = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
    bounds.is_some_and(|(first, last)| (first..=last).contains(&index))
}
