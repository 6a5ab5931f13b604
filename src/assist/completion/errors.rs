use super::CompletionKind::Error;
use super::candidate::Candidate;
use crate::asl::fields::ObjectKind;
use crate::asl::resource::Resource;
use crate::asl::services::errors_of;
use crate::asl::{Definition, State, StateId, StateType};
use crate::assist::knowledge::ERRORS;
use crate::assist::site::Site;
use std::sync::Arc;

/// Error names for `ErrorEquals`: those of the integration, those of Step Functions, those that the definition names itself.
pub(super) fn candidates(site: &Site<'_>) -> Vec<Candidate> {
    let taken = taken(site);
    let own = site.state().map_or(Vec::new(), |state| of_state(site.definition(), state));
    let own = own.into_iter().map(|(error, from)| (error, from, String::new()));
    let common = ERRORS.iter().filter(|error| error.is_caught);
    let common =
        common.map(|error| (error.name.to_owned(), "Step Functions".to_owned(), error.what.to_owned()));
    let custom = custom(site.definition())
        .into_iter()
        .map(|error| (error, "this definition".to_owned(), String::new()));
    let mut seen: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (error, from, what) in own.chain(common).chain(custom) {
        if seen.contains(&error) || taken.iter().any(|taken| **taken == *error) {
            continue;
        }
        seen.push(error.clone());
        found.push(Candidate::word(Error, &error).detail(from).info(what).order(seen.len()));
    }
    found
}

/// The names in the list at the caret, without the one that is being written.
fn taken(site: &Site<'_>) -> Vec<Arc<str>> {
    let tree = site.tree();
    let items = site.container().map_or(&[][..], |list| tree.items(list));
    let others = items.iter().filter(|&&item| tree.span(item) != site.scan.token.range);
    others.filter_map(|&item| tree.as_str(item).cloned()).collect()
}

/// Errors that the work of a state is known to fail with, and what throws them. A container fails with those of its inside.
fn of_state(definition: &Definition, state: &State) -> Vec<(String, String)> {
    match state.known_type() {
        Some(StateType::Task) => of_task(definition, state.id),
        Some(StateType::Parallel) => {
            let branch = [("States.BranchFailed".to_owned(), "Parallel".to_owned())];
            inside(definition, state).into_iter().chain(branch).collect()
        }
        Some(StateType::Map) => {
            let own = [
                "States.ExceedToleratedFailureThreshold",
                "States.ItemReaderFailed",
                "States.ResultWriterFailed",
            ];
            let own = own.map(|error| (error.to_owned(), "Map".to_owned()));
            inside(definition, state).into_iter().chain(own).collect()
        }
        _ => Vec::new(),
    }
}

fn of_task(definition: &Definition, state: StateId) -> Vec<(String, String)> {
    let resource = definition.read::<Arc<str>>(state, "Resource");
    let Some(resource) = resource.value().map(|text| Resource::parse(text)) else { return Vec::new() };
    let from = resource.short_name();
    errors_of(&resource).into_iter().map(|error| (error, from.clone())).collect()
}

fn inside(definition: &Definition, state: &State) -> Vec<(String, String)> {
    let machines = state.children.iter().flat_map(|&machine| &definition.machine(machine).states);
    machines
        .flat_map(|&inner| {
            let inner = definition.state(inner);
            let thrown = definition.read::<Arc<str>>(inner.id, "Error");
            let fail = thrown.value().filter(|_| inner.known_type() == Some(StateType::Fail));
            let fail = fail.map(|error| (error.to_string(), inner.name.to_string()));
            of_state(definition, inner).into_iter().chain(fail)
        })
        .collect()
}

/// Names that other retriers and catchers give.
fn custom(definition: &Definition) -> Vec<String> {
    let tree = definition.tree();
    let handlers = definition
        .objects()
        .into_iter()
        .filter(|object| matches!(object.kind, Some(ObjectKind::Retrier | ObjectKind::Catcher)));
    let lists = handlers.filter_map(|object| tree.get(object.node, "ErrorEquals"));
    let names = lists.flat_map(|list| tree.items(list)).filter_map(|&name| tree.as_str(name));
    let mut names: Vec<String> = names.filter(|name| !name.is_empty()).map(ToString::to_string).collect();
    names.sort();
    names.dedup();
    names
}
