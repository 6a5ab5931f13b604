use super::checker::Checker;
use super::expressions::ExpressionUse;
use super::scopes::{Scopes, enclosing_machines};
use super::{Options, Source};
use crate::asl::{Definition, MachineId, StateId};
use crate::text::TextRange;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The workflow variables of a definition: where each is set and read, and which are known where.
#[derive(Debug)]
pub struct Variables {
    variables: Vec<Variable>,
    scopes: Arc<Scopes>,
}

/// A variable of one machine (AWS developer guide, "Variable scope").
#[derive(Clone, PartialEq, Debug)]
pub struct Variable {
    /// Its name, without `$`.
    pub name: Arc<str>,
    /// The machine whose states set it; that of the first reader where nothing does.
    pub machine: MachineId,
    /// Where it is set: the name in the key of an `Assign`.
    pub set: Vec<VariablePlace>,
    /// Where it is read: the name behind `$`.
    pub read: Vec<VariablePlace>,
}

/// A place that names a variable.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct VariablePlace {
    /// The name in the text.
    pub span: TextRange,
    /// The state it stands in.
    pub state: StateId,
}

impl Variable {
    /// All places, in text order.
    pub fn places(&self) -> Vec<VariablePlace> {
        let mut places: Vec<VariablePlace> = self.set.iter().chain(&self.read).copied().collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl Variables {
    /// Reads all expressions of a definition.
    pub fn of(source: Source<'_>) -> Self {
        let options = Options::default();
        let checker = Checker::new(source, &options);
        let mut found: BTreeMap<(MachineId, Arc<str>), Variable> = BTreeMap::new();
        for assignment in checker.assignments().iter() {
            let machine = checker.definition.state(assignment.state).machine;
            let span = name_in_key(source.text, assignment.key_span, &assignment.name);
            let place = VariablePlace { span, state: assignment.state };
            entry(&mut found, machine, &assignment.name).set.push(place);
        }
        let set: BTreeSet<(MachineId, Arc<str>)> = found.keys().cloned().collect();
        for expression in checker.expressions.iter() {
            read_of(&checker, expression, &set, &mut found);
        }
        found.values_mut().for_each(|variable| {
            variable.set.sort_unstable();
            variable.read.sort_unstable();
        });
        Variables { variables: found.into_values().collect(), scopes: checker.scopes() }
    }

    /// All variables, machine by machine.
    pub fn iter(&self) -> impl Iterator<Item = &Variable> {
        self.variables.iter()
    }

    /// The variable whose name stands at an offset, and that place.
    pub fn at(&self, offset: usize) -> Option<(&Variable, VariablePlace)> {
        self.variables.iter().find_map(|variable| {
            let place = variable.set.iter().chain(&variable.read).find(|place| place.span.touches(offset));
            place.map(|place| (variable, *place))
        })
    }

    /// The variable of that name that a machine's states see.
    pub fn seen_from(&self, definition: &Definition, machine: MachineId, name: &str) -> Option<&Variable> {
        let machines = std::iter::once(machine).chain(enclosing_machines(definition, machine));
        machines.into_iter().find_map(|machine| {
            self.variables.iter().find(|variable| {
                variable.machine == machine && *variable.name == *name && !variable.set.is_empty()
            })
        })
    }

    /// The variables that are set when a state begins: each with whether that is so on all ways.
    pub fn before(&self, state: StateId) -> Vec<(Arc<str>, bool)> {
        self.scopes.known(state)
    }
}

fn entry<'found>(
    found: &'found mut BTreeMap<(MachineId, Arc<str>), Variable>,
    machine: MachineId,
    name: &Arc<str>,
) -> &'found mut Variable {
    found.entry((machine, name.clone())).or_insert_with(|| Variable {
        name: name.clone(),
        machine,
        set: Vec::new(),
        read: Vec::new(),
    })
}

fn read_of(
    checker: &Checker<'_>,
    expression: &ExpressionUse,
    set: &BTreeSet<(MachineId, Arc<str>)>,
    found: &mut BTreeMap<(MachineId, Arc<str>), Variable>,
) {
    let Some(object) = checker.objects.get(expression.object) else { return };
    let Some(state) = object.state else { return };
    for read in expression.reads() {
        let mut machines =
            std::iter::once(object.machine).chain(enclosing_machines(checker.definition, object.machine));
        let owner = machines.find(|&machine| set.contains(&(machine, read.name.clone())));
        if owner.is_none() && read.may_be_function {
            continue;
        }
        let start = expression.part.start + read.part.start + 1;
        let span = checker.inside(expression.node, TextRange::new(start, start + read.name.len()));
        let machine = owner.unwrap_or(object.machine);
        entry(found, machine, &read.name).read.push(VariablePlace { span, state });
    }
}

/// The name in a key, without quotes and the `.$`; the whole key where it is written with escapes.
fn name_in_key(text: &str, key_span: TextRange, name: &str) -> TextRange {
    let found = key_span.slice(text).find(name);
    found.map_or(key_span, |at| TextRange::new(key_span.start + at, key_span.start + at + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All variables of a text: name, machine, the places that set it and those that read it as `@offset`.
    fn check(text: &str, expected: &[&str]) {
        let parse = crate::json::parse(text);
        let definition = crate::asl::lower(&parse.tree.into());
        let variables = Variables::of(Source { text, syntax: &parse.problems, definition: &definition });
        let describe = |variable: &Variable| {
            let places = |places: &[VariablePlace]| {
                let shown = places.iter().map(|place| {
                    assert_eq!(place.span.slice(text), &*variable.name);
                    definition.state(place.state).name.to_string()
                });
                shown.collect::<Vec<_>>().join(" ")
            };
            let machine = variable.machine.index();
            format!("{}@{machine}: {} < {}", variable.name, places(&variable.set), places(&variable.read))
        };
        assert_eq!(variables.iter().map(describe).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_variable_has_its_places_in_both_languages_and_across_scopes() {
        check(
            r#"{"StartAt": "A", "States": {
                "A": {"Type": "Pass", "Assign": {"total.$": "$.t", "n": 1}, "Next": "B"},
                "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $total + $n + $sum([1]) %}", "Next": "M"},
                "M": {"Type": "Map", "ItemsPath": "$n.list", "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Pass", "Parameters": {"x.$": "States.MathAdd($total, $own)"}, "Assign": {"own": 1}, "End": true}}},
                    "Catch": [{"ErrorEquals": ["E"], "Next": "B", "Assign": {"total.$": "$gone"}}], "End": true}}}"#,
            &["gone@0:  < M", "n@0: A < B M", "total@0: A M < B I", "own@1: I < I"],
        );
    }
}
