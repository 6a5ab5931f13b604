//! What is known of data: its members, from the last run and from the context object.

use crate::asl::StateType;
use crate::asl::resource::Pattern;
use crate::assist::knowledge::{CONTEXT, ContextMember};
use crate::assist::site::Site;
use crate::value::Value;

/// How deep members of members are offered.
const DEPTH: usize = 3;
/// How many items of an array are looked at, and how many members are listed.
const MANY: usize = 60;

/// A member of data, as deep as it may be offered at once.
pub(super) struct Member {
    /// The keys down to it; `None` is any item of an array.
    pub(super) way: Vec<Option<String>>,
    /// Its value, or one of them.
    pub(super) value: Value,
}

/// The members of a value down to a certain depth, the nearest first.
pub(super) fn members(value: &Value) -> Vec<Member> {
    let mut found: Vec<Member> = Vec::new();
    let mut layer = vec![Member { way: Vec::new(), value: value.clone() }];
    for _ in 0..DEPTH {
        layer = layer
            .iter()
            .flat_map(|outer| {
                inside(&outer.value).into_iter().map(|(step, value)| {
                    let way = outer.way.iter().cloned().chain([step]).collect();
                    Member { way, value }
                })
            })
            .collect();
        let room = MANY.saturating_sub(found.len());
        layer.truncate(room);
        found.extend(
            layer.iter().map(|member| Member { way: member.way.clone(), value: member.value.clone() }),
        );
    }
    found
}

fn inside(value: &Value) -> Vec<(Option<String>, Value)> {
    if let Some(members) = value.as_object() {
        return members.iter().map(|(key, value)| (Some(key.to_string()), value.clone())).collect();
    }
    value.as_array().and_then(<[Value]>::first).map(|item| (None, item.clone())).into_iter().collect()
}

/// The members that the objects of an array have, or the object itself.
pub(super) fn gathered(value: &Value) -> Value {
    let Some(items) = value.as_array() else { return value.clone() };
    let objects = items.iter().take(MANY).filter_map(Value::as_object);
    Value::object(objects.flat_map(|members| members.iter().map(|(key, value)| (key.clone(), value.clone()))))
}

/// A value in a few words.
pub(in crate::assist) fn preview(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("array of {}", items.len()),
        Value::Object(members) if members.len() > 3 => format!("object of {}", members.len()),
        _ => {
            let text = value.to_json();
            if text.chars().count() > 32 { text.chars().take(31).chain(['…']).collect() } else { text }
        }
    }
}

/// The members of the context object below a path that are there at this place.
pub(super) fn context_below(site: &Site<'_>, path: &str) -> Vec<(&'static str, &'static ContextMember)> {
    let below = |member: &'static ContextMember| {
        let rest =
            if path.is_empty() { member.path } else { member.path.strip_prefix(path)?.strip_prefix('.')? };
        (!rest.contains('.')).then_some((rest, member))
    };
    CONTEXT.iter().filter(|member| is_there(site, member.path)).filter_map(below).collect()
}

/// Whether a member of the context object exists at the caret.
fn is_there(site: &Site<'_>, path: &str) -> bool {
    match path.split('.').next() {
        Some("Task") => waits_for_token(site),
        Some("Map") => is_in_map(site),
        _ => true,
    }
}

fn waits_for_token(site: &Site<'_>) -> bool {
    let resource = super::requests::resource(site);
    let is_activity = || {
        let node = site.state().and_then(|state| state.node);
        let text = node.and_then(|node| site.tree().as_str(site.tree().get(node, "Resource")?));
        text.is_some_and(|text| text.contains(":activity:"))
    };
    resource.is_some_and(|call| call.pattern == Pattern::WaitForTaskToken) || is_activity()
}

/// Whether the caret is in the selector of a Map or in a state of a Map's body.
fn is_in_map(site: &Site<'_>) -> bool {
    let definition = site.definition();
    let Some(state) = site.state() else { return false };
    let selects = state.known_type() == Some(StateType::Map)
        && site
            .way()
            .first()
            .is_some_and(|field| matches!(field.as_str(), "ItemSelector" | "Parameters" | "ItemBatcher"));
    let mut around = std::iter::successors(definition.parent(state.id), |&outer| definition.parent(outer));
    selects || around.any(|outer| definition.state(outer).known_type() == Some(StateType::Map))
}
