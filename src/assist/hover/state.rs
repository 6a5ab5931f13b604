use super::{Code, HoverPart, Text, Title, does};
use crate::asl::{Definition, StateId, TransitionKind};
use std::sync::Arc;

/// The shape of a state: its type, what it calls, where one comes from and where it leads.
pub(super) fn shape(definition: &Definition, id: StateId) -> Vec<HoverPart> {
    let state = definition.state(id);
    let kind = state.known_type().map_or_else(|| "state".to_owned(), |kind| format!("{kind} state"));
    let mut parts = vec![Title(format!("{} ({kind})", state.name))];
    let comment = definition.read::<Arc<str>>(id, "Comment");
    match comment.value().filter(|comment| !comment.is_empty()) {
        Some(comment) => parts.push(Text(comment.to_string())),
        None => parts.extend(state.known_type().map(does)),
    }
    let resource = definition.read::<Arc<str>>(id, "Resource");
    parts.extend(resource.value().map(|resource| Code(resource.to_string())));
    parts.push(Text(format!("From {}.", list(from(definition, id), "nowhere"))));
    parts.push(Text(format!("To {}.", list(to(definition, id), "nowhere"))));
    let inside: usize = state.children.iter().map(|&machine| definition.machine(machine).states.len()).sum();
    if !state.children.is_empty() {
        parts.push(Text(format!("Holds {inside} states in {} machines.", state.children.len())));
    }
    parts
}

fn list(names: Vec<String>, none: &str) -> String {
    if names.is_empty() { none.to_owned() } else { names.join(", ") }
}

/// The states that lead to a state, with how.
fn from(definition: &Definition, id: StateId) -> Vec<String> {
    let machine = definition.machine(definition.state(id).machine);
    let start = (machine.start == Some(id)).then(|| "the start".to_owned());
    let others = machine.states.iter().flat_map(|&other| {
        let other = definition.state(other);
        let leads = other.transitions.iter().filter(|exit| exit.resolved == Some(id));
        leads.map(|exit| format!("`{}`{}", other.name, how(exit.kind)))
    });
    dedup(start.into_iter().chain(others).collect())
}

/// Where a state leads, with how.
fn to(definition: &Definition, id: StateId) -> Vec<String> {
    let state = definition.state(id);
    let exits = state.transitions.iter().map(|exit| {
        let gone = if exit.resolved.is_none() { ", which does not exist" } else { "" };
        format!("`{}`{}{gone}", exit.target, how(exit.kind))
    });
    let ends =
        state.end || state.known_type().is_some_and(|kind| !kind.has_next() && state.transitions.is_empty());
    dedup(exits.chain(ends.then(|| "the end".to_owned())).collect())
}

fn how(kind: TransitionKind) -> &'static str {
    match kind {
        TransitionKind::Next => "",
        TransitionKind::Choice(_) => " by a rule",
        TransitionKind::Default => " by default",
        TransitionKind::Catch(_) => " by a catcher",
    }
}

fn dedup(mut names: Vec<String>) -> Vec<String> {
    names.dedup();
    names
}
