use crate::asl::{Definition, EdgePath, StateId, StatePath};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{self, Goal, Relink};
use crate::edit::names::{FreeLabels, FreeNames};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::stretch::Stretch;
use crate::edit::{Plan, Refusal, rules};
use crate::json::{Fragment, Place};
use crate::syntax::{self, Modifier};
use crate::text::{Replacement, TextEdit, TextRange};
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Copies states, what lies inside them included, under new names; the flow goes through the originals and then
/// through the copies.
pub(in crate::edit) fn duplicate(snapshot: &Snapshot, paths: &[StatePath]) -> Result<Plan, Refusal> {
    rules::can_duplicate(snapshot, paths)?;
    let mut builder = PlanBuilder::new(snapshot);
    let definition = builder.definition;
    let stretch = Stretch::new(definition, paths)?;
    let copies = Copies::new(definition, snapshot.text(), &stretch);
    let first_copy = copies.name_of(stretch.entry);
    let leads_there = |edge: &EdgePath| Relink { edge: edge.clone(), to: Goal::State(first_copy.clone()) };
    builder.relink(&stretch.outgoing.iter().map(leads_there).collect::<Vec<_>>())?;
    let machine = definition.machine_path(stretch.machine);
    let states = builder.machine_pointer(&machine)?.then("States");
    let copied: Vec<(Arc<str>, Fragment)> =
        (stretch.states.iter()).map(|&state| (copies.name_of(state), copies.text_of(state))).collect();
    let copied: Vec<(&str, &Fragment)> = copied.iter().map(|(name, text)| (&**name, text)).collect();
    let last = stretch.states.last().map(|&last| definition.state(last).name.clone());
    builder.draft.insert_new(&states, &copied, last.as_deref().map_or(Place::Last, Place::After))?;
    let select = stretch.states.iter().map(|&state| machine.state(copies.name_of(state))).collect();
    let label = match paths {
        [only] => format!("Duplicate {}", only.name),
        several => format!("Duplicate {} states", several.len()),
    };
    Ok(builder.finish(label, Some(select), Remap::default()))
}

/// The copies of states, with the names they and the states inside them get.
struct Copies<'text> {
    definition: &'text Definition,
    text: &'text str,
    names: FxHashMap<StateId, Arc<str>>,
    /// The new labels of copied Maps.
    labels: FxHashMap<StateId, Arc<str>>,
}

impl<'text> Copies<'text> {
    fn new(definition: &'text Definition, text: &'text str, stretch: &Stretch) -> Self {
        let mut free = FreeNames::new(definition);
        let mut free_labels = FreeLabels::new(definition);
        let (mut names, mut labels) = (FxHashMap::default(), FxHashMap::default());
        for state in definition.states() {
            let outer = std::iter::successors(Some(state.id), |&inner| definition.parent(inner));
            if outer.into_iter().any(|outer| stretch.states.contains(&outer)) {
                names.insert(state.id, free.take(&state.name).into());
                if let Some(label) = definition.read::<Arc<str>>(state.id, "Label").value() {
                    labels.insert(state.id, free_labels.take(label).into());
                }
            }
        }
        Copies { definition, text, names, labels }
    }

    fn name_of(&self, state: StateId) -> Arc<str> {
        self.names.get(&state).cloned().unwrap_or_default()
    }

    /// The object of a copied state: its letters with the new names in them.
    fn text_of(&self, state: StateId) -> Fragment {
        let Some(node) = self.definition.state(state).node else { return Value::empty_object().into() };
        let span = self.definition.tree().span(node);
        let modifier = Modifier::new(self.definition.tree(), self.text);
        let mut renamed: Vec<Replacement> = Vec::new();
        let mut rename = |range: TextRange, name: &Arc<str>| {
            let text = modifier.scalar(range, name);
            let range = TextRange::new(range.start - span.start, range.end - span.start);
            renamed.push(Replacement { range, text });
        };
        let label = |state: StateId| Some((self.definition.field(state, "Label")?, self.labels.get(&state)?));
        for exit in &self.definition.state(state).transitions {
            if let Some(name) = exit.resolved.and_then(|target| self.names.get(&target)) {
                rename(self.definition.tree().span(exit.node), name);
            }
        }
        if let Some((node, name)) = label(state) {
            rename(self.definition.tree().span(node), name);
        }
        let behind = self.definition.states().iter().skip(state.index() + 1);
        for inner in behind.take_while(|inner| span.contains_range(inner.span)) {
            if let Some((node, name)) = label(inner.id) {
                rename(self.definition.tree().span(node), name);
            }
            let name = self.name_of(inner.id);
            rename(inner.name_span, &name);
            for node in cascade::repair_references(self.definition, inner) {
                rename(self.definition.tree().span(node), &name);
            }
        }
        syntax::source(self.text, span, |text| TextEdit::from_replacements(renamed).apply(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn a_copy_follows_the_original() {
        check_command(
            r#"
{"StartAt": "A", "States": {
  "A": {"Type": "Pass",
        "x":  1,
        "Next": "B"},
  "B": {"Type": "Succeed"}
}}
=> duplicate A
{"StartAt": "A", "States": {
  "A": {"Type": "Pass",
        "x":  1,
        "Next": "A 2"},
  "A 2": {"Type": "Pass",
  "x":  1,
  "Next": "B"},
  "B": {"Type": "Succeed"}
}}"#,
        );
    }

    #[test]
    fn links_between_copies_stay_among_them() {
        check_command(
            r#"
{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["A"], "Next": "M"}], "Next": "M"},
  "M": {"Type": "Map", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}}}, "End": true}
}}
=> duplicate A, M
{"StartAt": "A", "States": {
  "A": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["A"], "Next": "M"}], "Next": "M"},
  "M": {"Type": "Map", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}}}, "Next": "A 2"},
  "A 2": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["A"], "Next": "M 2"}], "Next": "M 2"},
  "M 2": {"Type": "Map", "ItemProcessor": {"StartAt": "X 2", "States": {"X 2": {"Type": "Pass", "Next": "Y 2"}, "Y 2": {"Type": "Succeed"}}}, "End": true}
}}"#,
        );
    }

    #[test]
    fn a_copied_map_gets_a_label_of_its_own() {
        check_command(
            r#"
{"StartAt": "M", "States": {
  "M": {"Type": "Map", "Label": "All", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Map", "Label": "In2"}}}, "End": true}
}}
=> duplicate M
{"StartAt": "M", "States": {
  "M": {"Type": "Map", "Label": "All", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Map", "Label": "In2"}}}, "Next": "M 2"},
  "M 2": {"Type": "Map", "Label": "All2", "ItemProcessor": {"StartAt": "X 2", "States": {"X 2": {"Type": "Map", "Label": "In3"}}}, "End": true}
}}"#,
        );
    }

    #[test]
    fn only_a_stretch_can_be_copied() {
        let text = r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "A"}], "Default": "B"},
            "A": {"Type": "Fail"}, "B": {"Type": "Succeed"}}}"#;
        let reason = "these states are not one stretch with a single way in and a single way out";
        check_refused(text, "duplicate C", reason);
        check_refused(text, "duplicate A", "“A” is a Fail state; nothing comes after it");
    }
}
