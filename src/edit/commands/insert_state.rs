use crate::asl::{Definition, EdgePath, StateType};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{Goal, Relink};
use crate::edit::names::FreeNames;
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal, Spot, defaults, rules};
use crate::json::Place;
use crate::value::Value;
use std::sync::Arc;

/// Adds a state on an edge: the edge leads to it, and it leads to where the edge led.
pub(in crate::edit) fn insert_state(
    snapshot: &Snapshot,
    spot: &Spot,
    state_type: StateType,
) -> Result<Plan, Refusal> {
    rules::can_insert(snapshot, spot, state_type)?;
    let mut builder = PlanBuilder::new(snapshot);
    let definition = builder.definition;
    let edge = rules::edge_of(definition, spot)?;
    let mut names = FreeNames::new(definition);
    let name: Arc<str> = names.take(state_type.name()).into();
    let mut fields = defaults::fields(state_type, definition.top_language(), &mut names);
    let mut states = Vec::new();
    match (state_type, goal_of(definition, &edge)) {
        (StateType::Succeed | StateType::Fail, _) => {}
        (StateType::Choice, Goal::State(target)) => fields.extend(ways_on(definition, &target)),
        (StateType::Choice, Goal::End | Goal::Gone) => {
            // A rule cannot end the machine; a Succeed state can.
            let end: Arc<str> = names.take("Succeed").into();
            fields.extend(ways_on(definition, &end));
            states.push((end, Value::object([("Type", Value::from("Succeed"))])));
        }
        (_, Goal::State(target)) => fields.push(("Next", Value::from(target))),
        (_, Goal::End | Goal::Gone) => fields.push(("End", Value::from(true))),
    }
    states.insert(0, (name.clone(), Value::object(fields)));
    builder.relink(&[Relink { edge: edge.clone(), to: Goal::State(name.clone()) }])?;
    add_states(&mut builder, &edge, states)?;
    let label = match edge.from() {
        Some(from) => format!("Add {name} after {}", from.name),
        None => format!("Add {name} at the start"),
    };
    Ok(builder.finish(label, Some(vec![edge.machine().state(name)]), Remap::default()))
}

/// A rule and a `Default` that both lead to `target`.
fn ways_on(definition: &Definition, target: &Arc<str>) -> [(&'static str, Value); 2] {
    let rule = defaults::choice_rule(definition.top_language(), target);
    [("Choices", Value::array(vec![rule])), ("Default", Value::from(target.clone()))]
}

/// Where an edge leads now. A start that names no state leads nowhere, so that what comes there ends.
fn goal_of(definition: &Definition, edge: &EdgePath) -> Goal {
    let target = match edge {
        EdgePath::Start(machine) => definition
            .find_machine(machine)
            .and_then(|machine| definition.machine(machine).start)
            .map(|start| definition.state(start).name.clone()),
        EdgePath::Exit(path, kind) => definition.find(path).and_then(|state| {
            let exit = definition.state(state).transitions.iter().find(|exit| exit.kind == *kind);
            exit.map(|exit| exit.target.clone())
        }),
        EdgePath::End(_) => None,
    };
    target.map_or(Goal::End, Goal::State)
}

/// Puts states behind the one the edge leaves, or before all others.
fn add_states(
    builder: &mut PlanBuilder<'_>,
    edge: &EdgePath,
    states: Vec<(Arc<str>, Value)>,
) -> Result<(), Refusal> {
    let machine = builder.machine_pointer(&edge.machine())?;
    let list = machine.then("States");
    if builder.draft.tree().find(&list).is_none() {
        let place = Place::After("StartAt");
        builder.draft.insert(&machine, "States", &Value::empty_object().into(), place)?;
    }
    let mut before = edge.from().map(|path| path.name.clone());
    for (name, state) in states {
        let place = before.as_deref().map_or(Place::First, Place::After);
        builder.draft.insert(&list, &name, &state.into(), place)?;
        before = Some(name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::asl::StatePath;
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn a_state_takes_over_the_next_of_the_one_before() {
        let plan = check_command(
            r#"
{
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Pass",
            "Next": "B"
        },
        "B": { "Type":"Succeed" }
    }
}
=> insert Wait after A
{
    "StartAt": "A",
    "States": {
        "A": {
            "Type": "Pass",
            "Next": "Wait"
        },
        "Wait": {
            "Type": "Wait",
            "Seconds": 5,
            "Next": "B"
        },
        "B": { "Type":"Succeed" }
    }
}"#,
        );
        assert_eq!(plan.label, "Add Wait after A");
        let selection = plan.select.unwrap();
        assert_eq!(selection.states, [StatePath::top("Wait")]);
        assert_eq!(selection.caret.head, 127);
    }

    #[test]
    fn a_state_takes_over_the_end() {
        check_command(
            r#"
{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","Result":[1],"End":true}}}
=> insert Pass after Pass
{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","Result":[1],"Next":"Pass 2"},"Pass 2":{"Type":"Pass","End":true}}}"#,
        );
        check_command(
            r#"
{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}
=> insert Fail after A
{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"Fail"},"Fail":{"Type":"Fail","Error":"Failed"}}}"#,
        );
    }

    #[test]
    fn any_edge_can_be_split() {
        let text = |choice: &str, default: &str, caught: &str, start: &str, added: &str| {
            format!(
                r#"{{"StartAt": "{start}", "States": {{
  "A": {{"Type": "Task", "Resource": "r", "Catch": [{{"ErrorEquals": ["E"], "Next": "{caught}"}}], "Next": "C"}},
  "C": {{"Type": "Choice", "Choices": [{{"Variable": "$.a", "IsNull": true, "Next": "{choice}"}}], "Default": "{default}"}},
  "D": {{"Type": "Fail"}}{added}
}}}}"#
            )
        };
        let before = text("D", "D", "D", "A", "");
        let pass = |next: &str| format!("  \"Pass\": {{\"Type\": \"Pass\", \"Next\": \"{next}\"}},\n");
        let behind = |text: String, line: &str, next: &str| text.replace(line, &(pass(next) + line));
        let check = |said: &str, after: String| check_command(&format!("{before}\n=> {said}\n{after}"));
        check("insert Pass on C.Choice0", behind(text("Pass", "D", "D", "A", ""), "  \"D\"", "D"));
        check("insert Pass after C", behind(text("D", "Pass", "D", "A", ""), "  \"D\"", "D"));
        check("insert Pass on A.Catch0", behind(text("D", "D", "Pass", "A", ""), "  \"C\"", "D"));
        check("insert Pass on Start", behind(text("D", "D", "D", "Pass", ""), "  \"A\"", "A"));
    }

    #[test]
    fn an_empty_machine_gets_its_first_state() {
        check_command(
            "{}\n=> insert Pass on Start\n{\n  \"StartAt\": \"Pass\",\n  \"States\": {\n    \"Pass\": {\n      \"Type\": \"Pass\",\n      \"End\": true\n    }\n  }\n}",
        );
        check_command(
            "{\"StartAt\": \"\", \"States\": {}}\n=> insert Succeed on Start\n{\"StartAt\": \"Succeed\", \"States\": {\"Succeed\": {\"Type\": \"Succeed\"}}}",
        );
        check_command(
            r#"
{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {}}}}
=> insert Pass on M[0].Start
{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}}}}"#,
        );
    }

    #[test]
    fn every_type_comes_with_what_it_needs() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}}
=> insert Choice after A
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Choice"}, "Choice": {"Type": "Choice", "Choices": [{"Variable": "$.value", "IsPresent": true, "Next": "B"}], "Default": "B"}, "B": {"Type": "Pass", "End": true}}}"#,
        );
        check_command(
            r#"
{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
=> insert Choice after A
{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Choice"}, "Choice": {"Type": "Choice", "Choices": [{"Condition": "{% $exists($states.input.value) %}", "Next": "Succeed"}], "Default": "Succeed"}, "Succeed": {"Type": "Succeed"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}
=> insert Parallel after Pass
{"StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "Next": "Parallel"}, "Parallel": {"Type": "Parallel", "Branches": [{"StartAt": "Pass 2", "States": {"Pass 2": {"Type": "Pass", "End": true}}}, {"StartAt": "Pass 3", "States": {"Pass 3": {"Type": "Pass", "End": true}}}], "End": true}}}"#,
        );
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
=> insert Map after A
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Map"}, "Map": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, "StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "End": true}}}, "End": true}}}"#,
        );
        check_command(
            r#"
{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}
=> insert Task after A
{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Task"}, "Task": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"FunctionName": "MyFunction", "Payload": "{% $states.input %}"}, "Output": "{% $states.result.Payload %}", "Retry": [{"ErrorEquals": ["Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.TooManyRequestsException"], "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2, "JitterStrategy": "FULL"}], "End": true}}}"#,
        );
    }

    #[test]
    fn an_end_in_the_middle_is_refused_where_it_cuts_states_off() {
        let text =
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
        let reason = "nothing comes after a Fail state, so “B” would never be reached";
        check_refused(text, "insert Fail after A", reason);
        check_refused(
            text,
            "insert Succeed on Start",
            "nothing comes after a Succeed state, so “A” would never be reached",
        );
        check_refused(text, "insert Pass after B", "“B” is a Succeed state; nothing comes after it");
        check_refused(text, "insert Pass on A.Catch0", "the text has no such transition");
        check_refused("", "insert Pass on Start", "the text has no such state machine");
    }

    #[test]
    fn half_typed_text_takes_a_state_where_it_is_clear_what_is_meant() {
        let text = "{\"StartAt\": \"A\", \"States\": {\n  \"A\": {\"Type\": \"Pass\", \"End\": true";
        check_command(&format!(
            "{text}}}\n=> insert Pass after A\n{}}},\n  \"Pass\": {{\"Type\": \"Pass\", \"End\": true}}",
            text.replace("\"End\": true", "\"Next\": \"Pass\"")
        ));
        check_refused(text, "insert Pass after A", "the text around /States is broken; mend it first");
    }
}
