use super::flow::{self, Reached};
use super::hint;
use super::wish::Wish;
use crate::asl::choice::{Condition, Operator, Rule, TypeTest};
use crate::asl::{Definition, MachineId, QueryLanguage, State, StateId, StateType};
use crate::expr::PathOrIntrinsic;
use crate::expr::intrinsic::{Argument, ArgumentKind, Call};
use crate::expr::json_path::{JsonPath, Root, Step};
use crate::expr::jsonata::{BinaryOperator, Dialect, Expression, Node, NodeKind};
use crate::json::{NodeId, NodeKind as JsonKind};
use crate::sim::program::placeholder;
use crate::value::{Number, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a definition wishes for.
pub(super) struct Wishes {
    /// For the data of each machine.
    pub(super) machines: Vec<Wish>,
    /// For the results of Tasks.
    pub(super) results: BTreeMap<StateId, Wish>,
}

/// Gathers the wishes for what comes in from outside: of the states that a machine's input reaches, and of that only what
/// no state before them has brought.
pub(super) fn gather_of_input(definition: &Definition) -> Wishes {
    let reached = definition.machines().iter().flat_map(|machine| flow::reached(definition, machine));
    gather_from(definition, Some(reached.collect()))
}

/// Gathers the wishes of all states; of inner machines before the outer ones that they become part of.
pub(super) fn gather(definition: &Definition) -> Wishes {
    gather_from(definition, None)
}

fn gather_from(definition: &Definition, reached: Option<Reached>) -> Wishes {
    let wishes =
        Wishes { machines: vec![Wish::default(); definition.machines().len()], results: BTreeMap::new() };
    let mut gatherer = Gatherer { definition, wishes, reached, nowhere: Wish::default() };
    for machine in (0..definition.machines().len()).rev() {
        gatherer.machine(machine);
    }
    gatherer.wishes
}

struct Gatherer<'a> {
    definition: &'a Definition,
    wishes: Wishes,
    /// The states whose wishes count; none for all.
    reached: Option<Reached>,
    /// For wishes that nobody is to fulfil, as those without a machine, which there are none of.
    nowhere: Wish,
}

/// What a path in some field starts from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    /// The machine's data, after InputPath.
    Data,
    /// The state's result.
    Result,
}

impl Gatherer<'_> {
    fn machine(&mut self, machine: usize) {
        let Some(machine) = self.definition.machines().get(machine) else { return };
        for &id in machine.states.iter().filter(|id| self.counts(**id)).collect::<Vec<_>>() {
            self.state(machine.id, self.definition.state(id));
        }
        // What the states wish of the data, a Task may have to bring.
        for &id in &machine.states {
            self.result_from_data(machine.id, self.definition.state(id));
        }
    }

    fn counts(&self, id: StateId) -> bool {
        self.reached.as_ref().is_none_or(|reached| reached.contains_key(&id))
    }

    /// Whether a state before this one has put something there.
    fn is_brought(&self, id: StateId, steps: &[Step]) -> bool {
        let replaced = self.reached.as_ref().and_then(|reached| reached.get(&id));
        replaced.is_some_and(|places| places.iter().any(|place| steps.starts_with(place)))
    }

    fn state(&mut self, machine: MachineId, state: &State) {
        let Some(node) = state.node else { return };
        let language = self.definition.language(state.id);
        let base = self.input_steps(state.id);
        let mut place = Place { machine, state, base: &base, language };
        for member in self.definition.tree().members(node) {
            let Some(value) = member.value else { continue };
            let key: &str = &member.key;
            match key {
                "InputPath" => place.base = &[],
                "Choices" | "Branches" | "ItemProcessor" | "Iterator" | "Catch" | "OutputPath"
                | "ResultPath" => continue,
                _ => place.base = &base,
            }
            let works = state.known_type().is_some_and(StateType::handles_errors);
            let from = match key {
                "ResultSelector" => Base::Result,
                "Assign" if works && language == QueryLanguage::JsonPath => Base::Result,
                _ => Base::Data,
            };
            self.field(&place, key, value, from);
        }
        place.base = &base;
        for rule in Rule::all(self.definition.tree(), node) {
            self.condition(&place, &rule.condition);
        }
        self.inner_machines(&place);
    }

    fn text(&self, state: StateId, key: &str) -> Option<Arc<str>> {
        self.definition.read::<Arc<str>>(state, key).value().cloned()
    }

    /// Where the state's effective input stands in the machine's data.
    fn input_steps(&self, state: StateId) -> Vec<Step> {
        self.text(state, "InputPath").and_then(|text| data_steps(&text)).unwrap_or_default()
    }

    fn field(&mut self, place: &Place<'_>, key: &str, node: NodeId, from: Base) {
        match &self.definition.tree().node(node).kind {
            JsonKind::String(text) => {
                let text = text.clone();
                self.string(place, key, &text, from);
            }
            JsonKind::Array(items) => {
                for item in items.clone() {
                    self.field(place, key, item, from);
                }
            }
            JsonKind::Object(members) => {
                for member in members.clone() {
                    if let Some(value) = member.value {
                        self.field(place, &member.key, value, from);
                    }
                }
            }
            JsonKind::Null
            | JsonKind::Bool(_)
            | JsonKind::Number(_)
            | JsonKind::Placeholder(_)
            | JsonKind::Invalid => {}
        }
    }

    fn string(&mut self, place: &Place<'_>, key: &str, text: &str, from: Base) {
        if place.language == QueryLanguage::Jsonata {
            let inner = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}"));
            if let Some(Ok(expression)) = inner.map(|inner| Expression::parse(inner, Dialect::StepFunctions))
            {
                self.expression(place, &expression, key == "Items");
            }
            return;
        }
        let is_path = key.ends_with(".$") || key.ends_with("Path");
        let stand_in = placeholder::intrinsic(text);
        match PathOrIntrinsic::parse(stand_in.as_deref().unwrap_or(text)) {
            Ok(PathOrIntrinsic::Path(path)) if is_path => {
                self.path(place, &path, from, hint::of_field(key));
                if key == "ItemsPath" {
                    self.wish(place, &path.outline(), from).be_list();
                }
            }
            Ok(PathOrIntrinsic::Intrinsic(intrinsic)) if is_path => self.call(place, intrinsic.call(), from),
            _ => {}
        }
    }

    fn path(&mut self, place: &Place<'_>, path: &JsonPath, from: Base, hint: Option<Value>) {
        if *path.root() != Root::Input {
            return;
        }
        let wish = self.wish(place, &path.outline(), from);
        if let Some(hint) = hint {
            wish.suggest(hint);
        }
    }

    /// The wish for what stands at `steps`, as the state sees it.
    fn wish(&mut self, place: &Place<'_>, steps: &[Step], from: Base) -> &mut Wish {
        match from {
            Base::Result => self.wishes.results.entry(place.state.id).or_default().at(steps),
            Base::Data => {
                let steps = [place.base, steps].concat();
                if self.is_brought(place.state.id, &steps) {
                    self.nowhere = Wish::default();
                    return &mut self.nowhere;
                }
                match self.wishes.machines.get_mut(place.machine.index()) {
                    Some(wish) => wish.at(&steps),
                    None => &mut self.nowhere,
                }
            }
        }
    }

    fn call(&mut self, place: &Place<'_>, call: &Call, from: Base) {
        for (at, Argument { kind, .. }) in call.arguments.iter().enumerate() {
            match kind {
                ArgumentKind::Path(path) => {
                    self.path(place, path, from, hint::of_argument(call.function, at));
                }
                ArgumentKind::Call(inner) => self.call(place, inner, from),
                ArgumentKind::Text(_) | ArgumentKind::Literal(_) => {}
            }
        }
    }

    fn condition(&mut self, place: &Place<'_>, condition: &Condition) {
        match condition {
            Condition::And(all) | Condition::Or(all) => {
                all.iter().for_each(|inner| self.condition(place, inner));
            }
            Condition::Not(inner) => {
                self.condition(place, inner);
            }
            Condition::Test { variable, operator, operand, .. } => {
                let operand = self.definition.tree().value(*operand);
                if *operator == Operator::Is(TypeTest::Present) {
                    return self.optional(place, variable.value());
                }
                if let (Operator::Compare { path: true, .. }, Some(text)) = (operator, operand.as_str()) {
                    self.variable(place, Some(&text.into()), Vec::new());
                }
                self.variable(place, variable.value(), hint::of_test(*operator, &operand));
            }
            Condition::Expression(node) => {
                let text = self.definition.tree().as_str(*node).cloned();
                if let Some(text) = text {
                    self.string(place, "Condition", &text, Base::Data);
                }
            }
            Condition::Missing(_) => {}
        }
    }

    fn optional(&mut self, place: &Place<'_>, text: Option<&Arc<str>>) {
        if let Some(steps) = text.and_then(|text| data_steps(text)).filter(|steps| !steps.is_empty()) {
            self.wish(place, &steps, Base::Data).be_optional();
        }
    }

    fn variable(&mut self, place: &Place<'_>, text: Option<&Arc<str>>, hints: Vec<Value>) {
        let Some(Ok(path)) = text.map(|text| JsonPath::parse(text)) else { return };
        if *path.root() != Root::Input {
            return;
        }
        let wish = self.wish(place, &path.outline(), Base::Data);
        for hint in hints {
            if hint::is_done(&hint) { wish.insist(hint) } else { wish.suggest(hint) }
        }
    }

    fn expression(&mut self, place: &Place<'_>, expression: &Expression, is_list: bool) {
        for reference in expression.references() {
            if &*reference.variable != "states" {
                continue;
            }
            let steps: Vec<Step> = reference.fields.iter().skip(1).cloned().map(Step::Name).collect();
            let wish = match reference.fields.first().map(|field| &**field) {
                Some("input") => self.wish(place, &steps, Base::Data),
                Some("result") => self.wish(place, &steps, Base::Result),
                _ => continue,
            };
            if is_list {
                wish.be_list();
            }
        }
        self.comparisons(place, expression.root());
    }

    /// What fields are compared with.
    fn comparisons(&mut self, place: &Place<'_>, node: &Node) {
        if let NodeKind::Binary(operator, left, right) = &node.kind
            && let (Some((from, steps)), Some(value)) = (states_field(left), literal(right))
        {
            let value = match (operator, value.as_f64()) {
                (BinaryOperator::Less, Some(bound)) => Value::from(Number::normalized(bound - 1.0)),
                (BinaryOperator::Greater, Some(bound)) => Value::from(Number::normalized(bound + 1.0)),
                _ => value,
            };
            let wish = self.wish(place, &steps, from);
            if hint::is_done(&value) { wish.insist(value) } else { wish.suggest(value) }
        }
        node.children().into_iter().for_each(|child| self.comparisons(place, child));
    }

    /// What machines inside a state wish of their data becomes a wish for the state's input.
    fn inner_machines(&mut self, place: &Place<'_>) {
        let inner: Vec<Wish> = place
            .state
            .children
            .iter()
            .filter_map(|machine| self.wishes.machines.get(machine.index()).cloned())
            .collect();
        match place.state.known_type() {
            Some(StateType::Parallel) if self.definition.field(place.state.id, "Parameters").is_none() => {
                for wish in inner {
                    self.wish(place, &[], Base::Data).add(&wish);
                }
            }
            Some(StateType::Map) => {
                if let Some(wish) = inner.first() {
                    self.items(place, wish);
                }
            }
            _ => {}
        }
    }

    fn items(&mut self, place: &Place<'_>, inner: &Wish) {
        let id = place.state.id;
        if self.definition.field(id, "ItemReader").is_some() || place.language == QueryLanguage::Jsonata {
            return;
        }
        let steps = self.text(id, "ItemsPath").and_then(|text| data_steps(&text)).unwrap_or_default();
        let selector = ["ItemSelector", "Parameters"].iter().find_map(|key| self.definition.field(id, key));
        let Some(selector) = selector else {
            self.wish(place, &steps, Base::Data).be_list().add(inner);
            return;
        };
        for member in self.definition.tree().members(selector).to_vec() {
            let text = member.value.and_then(|value| self.definition.tree().as_str(value).cloned());
            let name = member.key.strip_suffix(".$").unwrap_or(&member.key);
            let item = text.as_deref().and_then(|text| text.strip_prefix("$$.Map.Item.Value"));
            let Some(steps_in_item) = item.and_then(|rest| data_steps(&format!("${rest}"))) else { continue };
            let item = self.wish(place, &steps, Base::Data).be_list().at(&steps_in_item);
            if let Some(wished) = inner.find(&[Step::Name(name.into())]) {
                item.add(wished);
            }
        }
    }

    /// Has a Task's result bring what is wished of the data where its result goes.
    fn result_from_data(&mut self, machine: MachineId, state: &State) {
        // What these fields make of the result, they say themselves.
        let remade =
            ["ResultSelector", "Output"].iter().any(|key| self.definition.field(state.id, key).is_some());
        if state.known_type() != Some(StateType::Task) || remade {
            return;
        }
        let target = match self.definition.field_value(state.id, "ResultPath") {
            Some(Value::Null) => return,
            Some(Value::String(text)) => data_steps(&text).unwrap_or_default(),
            _ => Vec::new(),
        };
        let output = self.text(state.id, "OutputPath").and_then(|text| data_steps(&text)).unwrap_or_default();
        let Some(data) = self.wishes.machines.get(machine.index()) else { return };
        let Some(wished) = data.find(&target).cloned() else { return };
        let inside = if target.is_empty() { output } else { Vec::new() };
        self.wishes.results.entry(state.id).or_default().at(&inside).add(&wished);
    }
}

/// A state, and where its data stands.
struct Place<'a> {
    machine: MachineId,
    state: &'a State,
    base: &'a [Step],
    language: QueryLanguage,
}

/// The steps of a path into the data; none for another path.
fn data_steps(text: &str) -> Option<Vec<Step>> {
    let path = JsonPath::parse(text).ok()?;
    (*path.root() == Root::Input).then(|| path.outline())
}

/// The member of `$states.input` or `$states.result` that a node stands for.
fn states_field(node: &Node) -> Option<(Base, Vec<Step>)> {
    let NodeKind::Path(steps) = &node.kind else { return None };
    let [first, part, rest @ ..] = steps.as_slice() else { return None };
    let (NodeKind::Variable(variable), NodeKind::Name(part)) = (&first.kind, &part.kind) else { return None };
    let base = match (&**variable, &**part) {
        ("states", "input") => Base::Data,
        ("states", "result") => Base::Result,
        _ => return None,
    };
    let name = |step: &Node| {
        if let NodeKind::Name(name) = &step.kind { Some(Step::Name(name.clone())) } else { None }
    };
    Some((base, rest.iter().map(name).collect::<Option<Vec<_>>>()?))
}

fn literal(node: &Node) -> Option<Value> {
    match &node.kind {
        NodeKind::String(text) => Some(Value::from(text.clone())),
        NodeKind::Number(number) => Some(Value::from(Number::normalized(*number))),
        NodeKind::Bool(flag) => Some(Value::from(*flag)),
        _ => None,
    }
}
