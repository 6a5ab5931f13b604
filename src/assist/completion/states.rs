use super::CompletionKind::State;
use super::candidate::Candidate;
use super::snippets::missing_names;
use crate::assist::site::Site;

/// The states of the machine at the caret: first those that nothing leads to yet, then the others in text order. A state's own
/// name is no `Next` of its own.
pub(super) fn candidates(site: &Site<'_>, field: &str) -> Vec<Candidate> {
    let definition = site.definition();
    let own = site.state().filter(|_| matches!(field, "Next" | "Default")).map(|state| state.id);
    let is_rule = site.way().len() > 1
        || !matches!(site.object(), Some((Some(crate::asl::fields::ObjectKind::State(_)), ..)));
    let siblings = site.siblings();
    let machine = site.machine().map(|machine| definition.machine(machine));
    let mut reached: Vec<_> = siblings
        .iter()
        .flat_map(|&state| &definition.state(state).transitions)
        .filter_map(|exit| exit.resolved)
        .collect();
    reached.extend(machine.and_then(|machine| machine.start));
    let mut found: Vec<Candidate> = siblings
        .iter()
        .enumerate()
        .filter(|(_, state)| own != Some(**state) || is_rule)
        .map(|(position, &id)| {
            let state = definition.state(id);
            let detail = state.known_type().map_or("state", crate::asl::StateType::name);
            let info = if reached.contains(&id) { "" } else { "Nothing leads to this state yet." };
            let order = position
                + if reached.contains(&id) { 1000 } else { 0 }
                + if own == Some(id) { 3000 } else { 0 };
            Candidate::word(State, &state.name).detail(detail).info(info).order(order)
        })
        .collect();
    let typed = site.letters();
    let missing = missing_names(site).into_iter().filter(|name| *name != typed);
    found.extend(missing.map(|name| Candidate::word(State, &name).detail("not written yet").order(5000)));
    found
}
