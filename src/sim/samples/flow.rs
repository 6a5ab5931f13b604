use crate::asl::{Catcher, Definition, Machine, QueryLanguage, State, StateId, StateType, TransitionKind};
use crate::expr::json_path::{JsonPath, Root, Step};
use std::collections::BTreeMap;

/// The states of a machine that its input reaches, each with the places where states before it have put something else.
pub(super) type Reached = BTreeMap<StateId, Vec<Vec<Step>>>;

/// Follows a machine's input to the states that still see it: a result that takes its place ends the way.
pub(super) fn reached(definition: &Definition, machine: &Machine) -> Reached {
    let mut reached = Reached::new();
    let mut waiting: Vec<(StateId, Vec<Vec<Step>>)> =
        machine.start.into_iter().map(|start| (start, Vec::new())).collect();
    while let Some((id, replaced)) = waiting.pop() {
        if reached.contains_key(&id) {
            continue;
        }
        reached.insert(id, replaced.clone());
        let state = definition.state(id);
        for exit in &state.transitions {
            let Some(next) = exit.resolved else { continue };
            let put = match exit.kind {
                TransitionKind::Catch(number) => put_by_catcher(definition, state, number),
                _ => put_by_state(definition, state),
            };
            if let Put::At(places) = put {
                waiting.push((next, replaced.iter().cloned().chain(places).collect()));
            }
        }
    }
    reached
}

/// What a state puts in the place of its input.
enum Put {
    /// Something at these places; the rest stays.
    At(Vec<Vec<Step>>),
    /// Something else altogether.
    Everything,
}

fn put_by_state(definition: &Definition, state: &State) -> Put {
    let has = |key| definition.field(state.id, key).is_some();
    let works = !matches!(state.known_type(), Some(StateType::Choice | StateType::Wait | StateType::Succeed));
    if definition.language(state.id) == QueryLanguage::Jsonata {
        let is_pass = state.known_type() == Some(StateType::Pass);
        return if has("Output") || (works && !is_pass) { Put::Everything } else { Put::At(Vec::new()) };
    }
    if has("OutputPath") || (has("InputPath") && !has("ResultPath")) {
        return Put::Everything;
    }
    let makes_nothing = state.known_type() == Some(StateType::Pass) && !has("Result") && !has("Parameters");
    if !works || makes_nothing {
        return Put::At(Vec::new());
    }
    put_at(definition.field_value(state.id, "ResultPath").as_ref())
}

fn put_by_catcher(definition: &Definition, state: &State, number: usize) -> Put {
    let tree = definition.tree();
    let catchers = state.node.map_or_else(Vec::new, |node| Catcher::all(tree, node));
    let Some(catcher) = catchers.get(number) else { return Put::Everything };
    put_at(tree.get(catcher.node, "ResultPath").map(|path| tree.value(path)).as_ref())
}

/// What a result puts where its path says.
fn put_at(path: Option<&crate::value::Value>) -> Put {
    use crate::value::Value;
    let Some(path) = path else { return Put::Everything };
    if *path == Value::Null {
        return Put::At(Vec::new());
    }
    let parsed = path.as_str().and_then(|text| JsonPath::parse(text).ok());
    match parsed.filter(|path| *path.root() == Root::Input).map(|path| path.outline()) {
        Some(steps) if !steps.is_empty() => Put::At(vec![steps]),
        _ => Put::Everything,
    }
}
