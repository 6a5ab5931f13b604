use crate::asl::{MachinePath, StatePath};
use crate::document::Snapshot;
use crate::edit::{Command, cascade};
use crate::json::NodeId;
use crate::text::TextRange;

/// Something with a name of its own that other places refer to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Symbol {
    /// A state.
    State(StatePath),
    /// A workflow variable of a machine.
    Variable {
        /// The machine whose states set it.
        machine: MachinePath,
        /// Its name, without `$`.
        name: String,
    },
}

/// A symbol where it is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SymbolAt {
    /// What is named.
    pub symbol: Symbol,
    /// The name in the text, without quotes and signs.
    pub span: TextRange,
}

/// A place that names a symbol.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// The name in the text, without quotes and signs.
    pub span: TextRange,
    /// Whether it is defined here, or set.
    pub is_definition: bool,
    /// The state it stands in; none for a `StartAt` at the top.
    pub state: Option<StatePath>,
}

impl Symbol {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Symbol::State(path) => &path.name,
            Symbol::Variable { name, .. } => name,
        }
    }

    /// The command that gives it another name.
    pub fn rename_to(&self, new: &str) -> Command {
        match self {
            Symbol::State(path) => Command::RenameState { state: path.clone(), name: new.to_owned() },
            Symbol::Variable { machine, name } => {
                Command::RenameVariable { machine: machine.clone(), name: name.clone(), to: new.to_owned() }
            }
        }
    }
}

/// What is named at a caret.
pub fn symbol_at(snapshot: &Snapshot, offset: usize) -> Option<SymbolAt> {
    state_at(snapshot, offset).or_else(|| variable_at(snapshot, offset))
}

fn state_at(snapshot: &Snapshot, offset: usize) -> Option<SymbolAt> {
    let definition = snapshot.definition();
    let at = |id, span: TextRange| SymbolAt {
        symbol: Symbol::State(definition.path(id)),
        span: letters(snapshot.text(), span),
    };
    if let Some(state) = definition.states().iter().find(|state| state.name_span.touches(offset)) {
        return Some(at(state.id, state.name_span));
    }
    let tree = definition.tree();
    let node = tree.node_at(offset)?;
    let name = tree.as_str(node)?;
    let machine = definition.machines().iter().find(|machine| machine.start_at.node() == Some(node));
    if let Some(machine) = machine {
        return Some(at(machine.start?, tree.span(node)));
    }
    let state = definition.state(definition.state_at(offset)?);
    let exit = state.transitions.iter().find(|exit| exit.node == node);
    let target = exit.and_then(|exit| exit.resolved).or_else(|| {
        // The `Next` of a nested rule names a state as well, though AWS does not read it.
        let target = definition.state_named(state.machine, name)?;
        cascade::repair_references(definition, definition.state(target)).contains(&node).then_some(target)
    });
    Some(at(target?, tree.span(node)))
}

fn variable_at(snapshot: &Snapshot, offset: usize) -> Option<SymbolAt> {
    if !may_name_variable(snapshot, offset) {
        return None;
    }
    let variables = snapshot.variables();
    let (variable, place) = variables.at(offset)?;
    let machine = snapshot.definition().machine_path(variable.machine);
    Some(SymbolAt { symbol: Symbol::Variable { machine, name: variable.name.to_string() }, span: place.span })
}

/// Whether a variable can be named here at all, which is known without reading every expression: in a string with a `$`, or in a
/// key of an `Assign`.
fn may_name_variable(snapshot: &Snapshot, offset: usize) -> bool {
    let tree = snapshot.tree();
    let Some(node) = tree.node_at(offset) else { return false };
    if let Some(text) = tree.as_str(node) {
        return text.contains('$');
    }
    let is_key = tree.members(node).iter().any(|member| member.key_span.touches(offset));
    let assigns = |owner: NodeId| tree.get(owner, "Assign") == Some(node);
    is_key && tree.node(node).parent.is_some_and(assigns)
}

/// Where a symbol is defined: a state's name, or every `Assign` that sets a variable.
pub fn definitions(snapshot: &Snapshot, symbol: &Symbol) -> Vec<TextRange> {
    let all = references(snapshot, symbol).into_iter();
    all.filter(|reference| reference.is_definition).map(|reference| reference.span).collect()
}

/// All places that name a symbol, in text order.
pub fn references(snapshot: &Snapshot, symbol: &Symbol) -> Vec<Reference> {
    match symbol {
        Symbol::State(path) => references_to_state(snapshot, path),
        Symbol::Variable { machine, name } => references_to_variable(snapshot, machine, name),
    }
}

fn references_to_state(snapshot: &Snapshot, path: &StatePath) -> Vec<Reference> {
    let definition = snapshot.definition();
    let Some(state) = definition.find(path).map(|id| definition.state(id)) else { return Vec::new() };
    let reference = |span: TextRange, is_definition| Reference {
        span: letters(snapshot.text(), span),
        is_definition,
        state: snapshot.state_at(span.start),
    };
    let tree = definition.tree();
    let targets = cascade::repair_references(definition, state);
    let mut found: Vec<Reference> =
        targets.into_iter().map(|node| reference(tree.span(node), false)).collect();
    found.push(reference(state.name_span, true));
    found.sort_by_key(|reference| reference.span);
    found.dedup();
    found
}

fn references_to_variable(snapshot: &Snapshot, machine: &MachinePath, name: &str) -> Vec<Reference> {
    let definition = snapshot.definition();
    let variables = snapshot.variables();
    let machine = definition.find_machine(machine);
    let variable =
        variables.iter().find(|variable| Some(variable.machine) == machine && *variable.name == *name);
    let Some(variable) = variable else { return Vec::new() };
    let reference = |place: crate::lint::VariablePlace| Reference {
        span: place.span,
        is_definition: variable.set.contains(&place),
        state: Some(definition.path(place.state)),
    };
    variable.places().into_iter().map(reference).collect()
}

/// A string without its quotes.
pub(super) fn letters(text: &str, span: TextRange) -> TextRange {
    let written = span.slice(text);
    let quoted = written.len() > 1 && written.starts_with(['"', '\'']);
    let closed = quoted && written.chars().next() == written.chars().next_back();
    TextRange::new(span.start + usize::from(quoted), span.end - usize::from(closed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::testing::{caret, in_yaml, mark};

    /// Checks the symbol at the caret by all places that name it: definitions in `«»`, others in `‹›`.
    fn check(fixture: &str, expected: &str) {
        let (text, at) = caret(fixture);
        let snapshot = Snapshot::new(text.as_str());
        let Some(found) = symbol_at(&snapshot, at) else { return assert_eq!(expected, "", "{fixture}") };
        assert_eq!(found.span.slice(&text), found.symbol.name(), "{fixture}");
        let references = references(&snapshot, &found.symbol);
        assert!(references.iter().any(|reference| reference.span == found.span), "{references:?}");
        if let Some((yaml, at)) = in_yaml(fixture) {
            let same = symbol_at(&yaml, at).map(|found| super::references(&yaml, &found.symbol));
            let places = |references: &[Reference]| -> Vec<bool> {
                references.iter().map(|reference| reference.is_definition).collect()
            };
            assert_eq!(same.as_deref().map(places), Some(places(&references)), "at {at} of\n{}", yaml.text());
        }
        let mut shown = text.clone();
        for reference in references.iter().rev() {
            let name = reference.span.slice(&text);
            let shown_name =
                if reference.is_definition { format!("«{name}»") } else { format!("‹{name}›") };
            shown.replace_range(reference.span.start..reference.span.end, &shown_name);
        }
        assert_eq!(shown, expected, "{fixture}");
        let spans: Vec<TextRange> = references
            .iter()
            .filter(|reference| reference.is_definition)
            .map(|reference| reference.span)
            .collect();
        assert_eq!(mark(&text, &definitions(&snapshot, &found.symbol)), mark(&text, &spans));
    }

    #[test]
    fn a_state_is_found_from_its_name_and_from_every_target() {
        let expected = r#"{"StartAt": "‹A›", "States": {"«A»": {"Type": "Choice", "Choices": [{"Not": {"Next": "‹A›"}, "Next": "‹A›"}],
            "Default": "B"}, "B": {"Type": "Task", "Next": "‹A›", "Catch": [{"Next": "‹A›"}]}, "P": {"Type": "Map", "ItemProcessor": {
            "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}}}}"#;
        let plain = expected.replace(['«', '»', '‹', '›'], "");
        for place in [
            "StartAt\": \"|A",
            "States\": {\"|A",
            "Not\": {\"Next\": \"|A",
            "Choices\": [{\"Not\": {\"Next\": \"A\"}, \"Next\": \"A|",
            "Catch\": [{\"Next\": \"A|",
        ] {
            let fixture = plain.replacen(&place.replace('|', ""), place, 1);
            check(&fixture, expected);
        }
        check(r#"{"StartAt": "|Gone", "States": {}}"#, "");
        check(r#"{"Comment": "A|", "StartAt": "A", "States": {"A": {}}}"#, "");
    }

    #[test]
    fn a_variable_is_found_in_both_languages_and_in_inner_scopes() {
        let expected = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"«n».$": "$.x", "m": 1}, "Next": "B"},
            "B": {"Type": "Pass", "InputPath": "$‹n›.list", "Parameters": {"a.$": "States.Format('{}\n', $‹n›)"}, "Next": "M"},
            "M": {"Type": "Map", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "QueryLanguage": "JSONata",
            "Output": "{% $sum([$‹n›, $m]) & \"\\n\" & $‹n›.x %}", "Assign": {"k": 1}}}}}}}"#;
        let plain = expected.replace(['«', '»', '‹', '›'], "");
        for place in ["{\"|n.$", "\"$n|.list", ", $|n)", "[$n|,", "& $n|.x"] {
            let fixture = plain.replacen(&place.replace('|', ""), place, 1);
            check(&fixture, expected);
        }
    }
}
