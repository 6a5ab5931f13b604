use super::site::{Meaning, Site};
use super::symbol::letters;
use crate::asl::StatePath;
use crate::document::Snapshot;
use crate::text::TextRange;

/// A state in the outline of a definition.
#[derive(Clone, PartialEq, Debug)]
pub struct OutlineItem {
    /// Its name.
    pub name: String,
    /// The word of its type; empty where it has none.
    pub state_type: &'static str,
    /// Its path.
    pub path: StatePath,
    /// How many states it lies in.
    pub depth: usize,
    /// The name in the text, without quotes.
    pub name_span: TextRange,
    /// Key and value in the text.
    pub span: TextRange,
}

/// All states in text order, those inside of others behind them.
pub fn outline(snapshot: &Snapshot) -> Vec<OutlineItem> {
    let definition = snapshot.definition();
    let item = |state: &crate::asl::State| {
        let path = definition.path(state.id);
        OutlineItem {
            name: state.name.to_string(),
            state_type: state.known_type().map_or("", crate::asl::StateType::name),
            depth: path.containers.len(),
            path,
            name_span: letters(snapshot.text(), state.name_span),
            span: state.span,
        }
    };
    definition.states().iter().map(item).collect()
}

/// A step on the way from the whole definition to a caret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crumb {
    /// The name of a state, a field, or an entry such as `Catch[1]`.
    pub label: String,
    /// Whether it is a state.
    pub is_state: bool,
    /// Where it stands: its key, or the entry.
    pub span: TextRange,
}

/// The way from the whole definition to a caret: states, fields, entries of lists.
pub fn breadcrumbs(snapshot: &Snapshot, offset: usize) -> Vec<Crumb> {
    let site = Site::new(snapshot, offset);
    let tree = snapshot.tree();
    let mut crumbs: Vec<Crumb> = Vec::new();
    for (depth, (meaning, frame)) in site.levels().enumerate() {
        let Some(node) =
            tree.ancestry_at(frame.open).into_iter().rev().find(|&node| tree.span(node).start == frame.open)
        else {
            continue;
        };
        let is_last = depth + 1 == site.scan.frames.len();
        if frame.is_object {
            let has_key = !is_last || matches!(site.scan.slot, super::scan::Slot::Value);
            let key = if has_key { frame.key.to_string() } else { site.letters() };
            let Some(member) = tree.member(node, &key).filter(|_| !key.is_empty()) else { continue };
            let is_state = meaning == Meaning::States;
            if !(is_state || key == "States" && !is_last) {
                crumbs.push(Crumb { label: key, is_state: false, span: member.key_span });
            } else if is_state {
                crumbs.push(Crumb { label: key, is_state, span: member.key_span });
            }
        } else if let (Some(&item), Some(list)) = (tree.items(node).get(frame.index), crumbs.last_mut()) {
            list.label.push_str(&format!("[{}]", frame.index));
            list.span = tree.span(item);
        }
    }
    crumbs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::testing::caret;

    const TEXT: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "P"}, "P": {"Type": "Parallel", "Branches": [{"StartAt": "B", "States": {
        "B": {"Type": "Task", "Catch": [{"ErrorEquals": ["E"]}]}}}, {"StartAt": "C", "States": {"C": {}}}]}}}"#;

    #[test]
    fn the_outline_has_every_state_with_its_depth() {
        let lines: Vec<String> = outline(&Snapshot::new(TEXT))
            .iter()
            .map(|item| {
                format!("{}{} {}", "-".repeat(item.depth), item.name_span.slice(TEXT), item.state_type)
            })
            .collect();
        assert_eq!(lines, ["A Pass", "P Parallel", "-B Task", "-C "]);
    }

    #[test]
    fn breadcrumbs_name_states_fields_and_entries() {
        let check = |place: &str, expected: &str| {
            let (text, at) = caret(&TEXT.replacen(&place.replace('|', ""), place, 1));
            let crumbs = breadcrumbs(&Snapshot::new(text.as_str()), at);
            let labels: Vec<&str> = crumbs.iter().map(|crumb| crumb.label.as_str()).collect();
            assert_eq!(labels.join(" › "), expected, "{place}");
            crumbs.iter().for_each(|crumb| assert!(!crumb.span.slice(&text).is_empty()));
        };
        check("\"E|\"", "P › Branches[0] › B › Catch[0] › ErrorEquals[0]");
        check("\"Ne|xt\": \"P\"", "A › Next");
        check("\"C|\": {}", "P › Branches[1] › C");
        check("\"StartAt\": \"A|\"", "StartAt");
        check("|{\"StartAt\": \"A\"", "");
    }
}
