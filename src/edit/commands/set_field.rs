use super::remove_field::{field_name, remove_field};
use super::{change_type, connect};
use crate::asl::fields::STATE_FIELDS;
use crate::asl::{EdgePath, StatePath, StateType, TransitionKind};
use crate::document::{Remap, Snapshot};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Destination, Entry, Plan, Refusal, entry};
use crate::json::{Fragment, Place, Pointer, Step};
use crate::syntax::Draft;
use crate::value::Value;

/// Gives a field of a state a value, or takes it out where the entry is empty; the empty way is the whole state.
/// Type, Next and End, which other
/// fields hang on, are changed by the commands made for them.
pub(in crate::edit) fn set_field(
    snapshot: &Snapshot,
    path: &StatePath,
    field: &Pointer,
    entry: &Entry,
) -> Result<Plan, Refusal> {
    if let Some(plan) = special(snapshot, path, field, entry) {
        return plan;
    }
    let mut builder = PlanBuilder::new(snapshot);
    let state = builder.pointer(path)?;
    let tree = builder.draft.tree();
    let current = tree.find(&state.join(field)).map(|node| &tree.node(node).kind);
    let Some(value) = entry::fragment(entry, field, current)? else {
        return remove_field(snapshot, path, field);
    };
    let label = if field.steps().is_empty() {
        entry::object(&value)?;
        builder.draft.set(&state, &value)?;
        format!("Edit the JSON of {}", path.name)
    } else {
        set(&mut builder.draft, &state, field, &value)?;
        format!("Set {} of {}", field_name(field), path.name)
    };
    Ok(builder.finish(label, None, Remap::default()))
}

/// The plan of the command made for this field, if there is one.
fn special(
    snapshot: &Snapshot,
    path: &StatePath,
    field: &Pointer,
    entry: &Entry,
) -> Option<Result<Plan, Refusal>> {
    let [Step::Key(key)] = field.steps() else { return None };
    let Entry::Typed(typed) = entry else { return None };
    let typed = typed.trim();
    let next = EdgePath::Exit(path.clone(), TransitionKind::Next);
    match &**key {
        "Type" => StateType::from_name(typed).map(|state_type| change_type(snapshot, path, state_type)),
        "Next" => {
            let target = path.sibling(typed);
            snapshot.find(&target)?;
            Some(connect(snapshot, &next, &Destination::State(target)))
        }
        "End" if typed == "true" => Some(connect(snapshot, &next, &Destination::End)),
        _ => None,
    }
}

/// Sets what stands at `field` of the object at `state`; containers on the way there are made.
pub(super) fn set(
    draft: &mut Draft,
    state: &Pointer,
    field: &Pointer,
    value: &Fragment,
) -> Result<(), Refusal> {
    let mut holder = state.clone();
    for (at, step) in field.steps().iter().enumerate() {
        let next = holder.then(step.clone());
        let is_there = draft.tree().find(&next).is_some();
        match field.steps().get(at + 1) {
            None => add(draft, &holder, step, value)?,
            Some(Step::Key(_)) if !is_there => add(draft, &holder, step, &Value::empty_object().into())?,
            Some(Step::Index(_)) if !is_there => {
                add(draft, &holder, step, &Value::array(Vec::new()).into())?;
            }
            Some(_) => {}
        }
        holder = next;
    }
    Ok(())
}

fn add(draft: &mut Draft, holder: &Pointer, step: &Step, value: &Fragment) -> Result<(), Refusal> {
    match step {
        Step::Index(_) => Ok(draft.set(&holder.then(step.clone()), value)?),
        Step::Key(key) => {
            let before = key_before(draft, holder, key);
            let is_known = STATE_FIELDS.iter().any(|field| field.name == &**key);
            let otherwise = if is_known { Place::First } else { Place::Last };
            let place = before.as_deref().map_or(otherwise, Place::After);
            Ok(draft.insert(holder, key, value, place)?)
        }
    }
}

/// The member that a field is put behind: the last of those that the table of fields has before it.
fn key_before(draft: &Draft, state: &Pointer, key: &str) -> Option<String> {
    let rank = |key: &str| STATE_FIELDS.iter().position(|field| field.name == key);
    let own = rank(key)?;
    let tree = draft.tree();
    let members = tree.members(tree.find(state)?);
    let before = members.iter().rev().find(|member| rank(&member.key).is_some_and(|rank| rank < own));
    before.map(|member| member.key.to_string())
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused, check_text};

    const TEXT: &str = r#"{
  "StartAt": "W",
  "States": {
    "W": {
      "Type": "Wait",
      "Seconds": 5,
      "x-note": { "kept":true },
      "Next": "T"
    },
    "T": {
      "Type": "Task", "Resource": "r", "InputPath": null,
      "Retry": [ { "ErrorEquals": [ "E" ], "MaxAttempts": 2 } ],
      "Parameters": { "a.$": "$.a" },
      "End": true
    }
  }
}
"#;

    fn check(said: &str, old: &str, new: &str) {
        check_text(TEXT, said, &TEXT.replacen(old, new, 1));
    }

    #[test]
    fn a_value_keeps_the_type_of_its_field() {
        check("set W/Seconds = 10", "5,", "10,");
        check("set W/Seconds = 1.5", "5,", "1.5,");
        check("set W/Seconds = ${Delay}", "5,", "${Delay},");
        check("set W/Seconds = {% $x %}", "5,", r#""{% $x %}","#);
        check("set T/Resource = 17", r#""r""#, r#""17""#);
        check("set T/InputPath = $.a", "null", r#""$.a""#);
        check("set T/Retry/0/MaxAttempts = 7", "2 }", "7 }");
        check("set T/Retry/0/BackoffRate = 1.5", "2 }", "2, \"BackoffRate\": 1.5 }");
        check("set W/x-note/kept = false", ":true", ":false");
        check("set T/Comment = say \"hi\"", "\"Task\", ", "\"Task\", \"Comment\": \"say \\\"hi\\\"\", ");
    }

    #[test]
    fn a_new_field_goes_where_the_table_of_fields_has_it() {
        check("set W/Comment = later", "\"Wait\",", "\"Wait\",\n      \"Comment\": \"later\",");
        check("set W/OutputPath = null", "5,", "5,\n      \"OutputPath\": null,");
        check("set T/ResultPath = $.r", "\"$.a\" },", "\"$.a\" },\n      \"ResultPath\": \"$.r\",");
        check("set T/x-mine = 1", "\"End\": true", "\"End\": true,\n      \"x-mine\": \"1\"");
    }

    #[test]
    fn a_numbers_own_field_takes_nothing_else() {
        check("set W/Seconds = 1e3", "\"Seconds\": 5", "\"Seconds\": 1e3");
        check("set W/Seconds = {% $n %}", "\"Seconds\": 5", "\"Seconds\": \"{% $n %}\"");
        check_refused(TEXT, "set W/Seconds = abc", "this field takes a number, such as 60");
        check_refused(TEXT, "set W/Seconds = 007", "this field takes a number, such as 60");
    }

    #[test]
    fn json_is_taken_as_it_is_written() {
        check("set T/Parameters := {\"b\":[1,${N}]}", "{ \"a.$\": \"$.a\" }", "{\"b\":[1,${N}]}");
        check("set T/Parameters/b := {}", "\"$.a\" }", "\"$.a\", \"b\": {} }");
        check(
            "set T/Catch/0/Next := \"W\"",
            "\"$.a\" },",
            "\"$.a\" },\n      \"Catch\": [\n        {\n          \"Next\": \"W\"\n        }\n      ],",
        );
        check_refused(
            TEXT,
            "set T/Parameters := {",
            "this is not JSON: this is never closed; a `}` is missing",
        );
    }

    #[test]
    fn the_whole_state_can_be_given_as_json() {
        check_command(
            "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": {\n      \"Type\": \"Pass\"\n    }\n  }\n}\n=> set A/ := {\"Type\": \"Pass\", \"End\": true}\n{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": {\"Type\": \"Pass\", \"End\": true}\n  }\n}",
        );
        check_refused(TEXT, "set T/ := []", "a state is a JSON object in braces");
        check_refused(TEXT, "set T/ = Pass", "a state is a JSON object in braces");
        check_refused(TEXT, "set T/ := ", "delete the state itself instead");
    }

    #[test]
    fn an_empty_entry_takes_the_field_out() {
        check("set W/Seconds = ", "      \"Seconds\": 5,\n", "");
        check("set T/Parameters := ", "      \"Parameters\": { \"a.$\": \"$.a\" },\n", "");
        check("set T/TimeoutSeconds = ", "", "");
    }

    #[test]
    fn next_and_end_exclude_each_other() {
        check("set W/End = true", "\"Next\": \"T\"", "\"End\": true");
        check("set T/Next = W", "\"End\": true", "\"Next\": \"W\"");
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}
=> set A/Next = C
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}}}"#,
        );
    }

    #[test]
    fn half_typed_fields_can_be_completed() {
        check_command(
            "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\":\n=> set A/Seconds = 3\n{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\": 3",
        );
    }
}
