//! One state: from what is wished of its output to what is wished of its input.

use super::flow::Flow;
use super::sink::{Data, Sink};
use super::wish::Wish;
use super::worth::{self, Worth};
use super::{condition, hint, inner, payload};
use crate::asl::choice::Rule;
use crate::asl::{Catcher, QueryLanguage, State, StateType, TransitionKind};
use crate::expr::json_path::{JsonPath, Root, Step};
use crate::expr::jsonata::{Dialect, Expression};
use crate::json::NodeId;
use crate::sim::program::placeholder;
use crate::value::Value;

/// A state while wishes are carried through it.
pub(super) struct Visit<'f, 'd, 's> {
    pub(super) flow: &'f mut Flow<'d>,
    pub(super) state: &'d State,
    pub(super) language: QueryLanguage,
    pub(super) sink: Sink<'s>,
}

/// What is wished for a state's input.
pub(super) fn input(flow: &mut Flow<'_>, state: &State) -> Wish {
    let definition = flow.definition;
    let state = definition.state(state.id);
    let mut shared = std::mem::take(&mut flow.shared);
    let language = definition.language(state.id);
    let mut visit = Visit { flow, state, language, sink: Sink::new(&mut shared) };
    let input = match language {
        QueryLanguage::JsonPath => visit.json_path(),
        QueryLanguage::Jsonata => visit.jsonata(),
    };
    flow.shared = shared;
    input
}

/// Fields that hold a number or a moment, of a state or of its parts.
const AMOUNTS: [&str; 7] = [
    "Seconds",
    "Timestamp",
    "TimeoutSeconds",
    "HeartbeatSeconds",
    "MaxConcurrency",
    "ToleratedFailureCount",
    "ToleratedFailurePercentage",
];

impl Visit<'_, '_, '_> {
    fn kind(&self) -> Option<StateType> {
        self.state.known_type()
    }

    fn works(&self) -> bool {
        self.kind().is_some_and(StateType::handles_errors)
    }

    /// A field of the state.
    pub(super) fn field(&self, key: &str) -> Option<Value> {
        self.flow.definition.field_value(self.state.id, key)
    }

    fn path(&self, key: &str) -> Option<JsonPath> {
        JsonPath::parse(self.field(key)?.as_str()?).ok()
    }

    /// Carries a wish for what a template makes back to what it reads.
    pub(super) fn template(&mut self, source: &Value, data: Data, wish: &Wish) {
        match self.language {
            QueryLanguage::JsonPath => payload::payload(&mut self.sink, source, data, wish),
            QueryLanguage::Jsonata => self.expressions(source, wish),
        }
    }

    fn expressions(&mut self, source: &Value, wish: &Wish) {
        match source {
            Value::Object(members) => {
                members.iter().for_each(|(key, value)| self.expressions(value, &wish.member(key)));
            }
            Value::Array(items) => items.iter().for_each(|item| self.expressions(item, &wish.item())),
            Value::String(text) => {
                if let Some(expression) = expression(text) {
                    super::jsonata::wish(&mut self.sink, expression.root(), wish);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn json_path(&mut self) -> Wish {
        let after = self.json_path_output();
        if let Some(selector) = self.field("ResultSelector") {
            let selected = std::mem::take(&mut self.sink.result);
            self.template(&selector, Data::Result, &selected);
        }
        let later = std::mem::take(&mut self.sink.input);
        self.work();
        for key in
            AMOUNTS.iter().map(|key| format!("{key}Path")).chain(["ErrorPath", "CausePath"].map(String::from))
        {
            if let Some(text) = self.field(&key) {
                payload::path_field(&mut self.sink, &key, text.as_str().unwrap_or_default());
            }
        }
        self.choices();
        self.sink.input.add(&later);
        let effective = std::mem::take(&mut self.sink.input);
        match self.field("InputPath") {
            Some(Value::Null) => {}
            None => self.sink.input = effective,
            Some(_) => {
                if let Some(path) = self.path("InputPath") {
                    self.sink.path(&path, Data::Input, effective);
                }
            }
        }
        self.sink.input.add(&after);
        self.catchers();
        self.room_for_result();
        std::mem::take(&mut self.sink.input)
    }

    /// From the output to the result, after its selector; what is wished of the raw input that the result is put into.
    fn json_path_output(&mut self) -> Wish {
        let assign = self.field("Assign");
        let has_result = self.works() || self.kind() == Some(StateType::Pass);
        let data = if has_result { Data::Result } else { Data::Input };
        let mut combined = Wish::default();
        for wish in self.outputs() {
            combined.add(&wish);
        }
        if let Some(path) = self.path("OutputPath") {
            if *path.root() == Root::Input {
                combined = combined.below(&path.outline());
            } else {
                self.sink.path(&path, Data::Given, combined);
                combined = Wish::default();
            }
        } else if self.field("OutputPath").is_some() {
            combined = Wish::default();
        }
        if let Some(assign) = &assign {
            self.assign(assign, data);
        }
        if !has_result {
            self.sink.input.add(&combined);
            return Wish::default();
        }
        let target = match self.field("ResultPath") {
            Some(Value::Null) => return combined,
            Some(Value::String(text)) => steps(&text),
            _ => Vec::new(),
        };
        self.sink.result.add(&combined.find(&target));
        combined.without(&target)
    }

    /// What `ResultPath` puts a result into has to be an object, where it is there at all.
    fn room_for_result(&mut self) {
        let Some(Value::String(text)) = self.field("ResultPath") else { return };
        let target = steps(&text);
        for length in 0..target.len() {
            let place = &target[..length];
            if self.sink.input.reaches(place) {
                self.sink.input.add(&Wish::kind(Value::empty_object()).below(place));
            }
        }
    }

    /// What is wished for each of the ways out.
    fn outputs(&self) -> Vec<Wish> {
        if self.kind() != Some(StateType::Choice) {
            return vec![self.flow.output(self.state)];
        }
        let chosen = |kind| matches!(kind, TransitionKind::Choice(_) | TransitionKind::Default);
        let ways = self.state.transitions.iter().filter(|transition| chosen(transition.kind));
        ways.map(|transition| self.flow.beyond(self.state, transition.kind)).collect()
    }

    fn jsonata(&mut self) -> Wish {
        if let Some(assign) = self.field("Assign") {
            self.assign(&assign, Data::Input);
        }
        let later = match self.kind() {
            Some(StateType::Choice) => Wish::default(),
            _ => self.jsonata_output(),
        };
        self.work();
        for key in AMOUNTS {
            if let Some(source) = self.field(key) {
                self.expressions(&source, &hint::of_field(key).unwrap_or_default());
            }
        }
        for key in ["Error", "Cause"] {
            if let Some(source) = self.field(key) {
                self.expressions(&source, &Wish::default());
            }
        }
        self.choices();
        self.sink.input.add(&later);
        self.catchers();
        std::mem::take(&mut self.sink.input)
    }

    /// From the output to the result or the input; what is wished of the input beside what the state reads of it.
    fn jsonata_output(&mut self) -> Wish {
        let wish = self.flow.output(self.state);
        if let Some(output) = self.field("Output") {
            self.expressions(&output, &wish);
        } else if self.works() {
            self.sink.result.add(&wish);
        } else {
            return wish;
        }
        Wish::default()
    }

    /// Carries what is wished of variables back to what assigns them.
    fn assign(&mut self, assign: &Value, data: Data) {
        let Some(members) = assign.as_object() else { return };
        for (key, value) in members.iter() {
            let name = match self.language {
                QueryLanguage::JsonPath => key.strip_suffix(".$").unwrap_or(key),
                QueryLanguage::Jsonata => key,
            };
            let wish = self.sink.shared.variables.get(name).cloned().unwrap_or_default();
            let source = Value::object([(key.clone(), value.clone())]);
            self.template(&source, data, &Wish::member_of(name.into(), wish));
        }
    }

    /// What the state's work takes, for what is wished of its raw result.
    fn work(&mut self) {
        let result = std::mem::take(&mut self.sink.result);
        let arguments = match self.language {
            QueryLanguage::JsonPath => self.field("Parameters"),
            QueryLanguage::Jsonata => self.field("Arguments"),
        };
        match self.kind() {
            Some(StateType::Task) => {
                self.flow.results.insert(self.state.id, result);
                for source in [arguments, self.field("Credentials")].into_iter().flatten() {
                    self.template(&source, Data::Input, &Wish::default());
                }
            }
            Some(StateType::Pass) if self.field("Result").is_some() => {}
            Some(StateType::Pass) => self.arguments(arguments, &result),
            Some(StateType::Parallel) => {
                let taken = inner::branches(self, &result);
                self.arguments(arguments, &taken);
            }
            Some(StateType::Map) => inner::map(self, &result),
            Some(StateType::Choice | StateType::Wait | StateType::Succeed | StateType::Fail) | None => {}
        }
    }

    /// Carries a wish through `Parameters` or `Arguments`, or to the input where there are none.
    fn arguments(&mut self, arguments: Option<Value>, wish: &Wish) {
        match arguments {
            Some(source) => self.template(&source, Data::Input, wish),
            None => self.sink.input.add(wish),
        }
    }

    fn choices(&mut self) {
        let Some(node) = self.state.node.filter(|_| self.kind() == Some(StateType::Choice)) else { return };
        let definition = self.flow.definition;
        let way = |kind| {
            let found = self.state.transitions.iter().find(|transition| transition.kind == kind);
            worth::way(definition, self.state.id, found)
        };
        let default = way(TransitionKind::Default);
        let rules = Rule::all(definition.tree(), node);
        let ways: Vec<_> = (0..rules.len()).map(|at| way(TransitionKind::Choice(at))).collect();
        for (at, (rule, holds)) in rules.iter().zip(&ways).enumerate() {
            // What does not meet this rule may still meet a later one.
            let others = ways.iter().skip(at + 1).copied().chain([default]);
            let worth = Worth { holds: *holds, fails: worth::best(others), otherwise: default };
            condition::wish(&mut self.sink, definition, &rule.condition, worth);
            self.rule_output(at, rule.node);
        }
        if self.language == QueryLanguage::Jsonata {
            let beyond = self.flow.beyond(self.state, TransitionKind::Default);
            match self.field("Output") {
                Some(output) => self.expressions(&output, &beyond),
                None => self.sink.input.add(&beyond),
            }
        }
    }

    fn rule_output(&mut self, at: usize, rule: NodeId) {
        let tree = self.flow.definition.tree();
        let part = |key: &str| tree.get(rule, key).map(|node| tree.value(node));
        let (assign, output) = (part("Assign"), part("Output"));
        if let Some(assign) = assign {
            self.assign(&assign, Data::Input);
        }
        if self.language == QueryLanguage::Jsonata {
            let beyond = self.flow.beyond(self.state, TransitionKind::Choice(at));
            match output {
                Some(output) => self.expressions(&output, &beyond),
                None => self.sink.input.add(&beyond),
            }
        }
    }

    /// What stands behind a catcher reads the raw input beside the error, or what the catcher makes of it.
    fn catchers(&mut self) {
        let Some(node) = self.state.node else { return };
        let tree = self.flow.definition.tree();
        for (at, catcher) in Catcher::all(tree, node).iter().enumerate() {
            let part = |key: &str| tree.get(catcher.node, key).map(|node| tree.value(node));
            let beyond = self.flow.beyond(self.state, TransitionKind::Catch(at));
            if let Some(assign) = part("Assign") {
                self.assign(&assign, Data::Given);
            }
            match self.language {
                QueryLanguage::Jsonata => {
                    if let Some(output) = part("Output") {
                        self.expressions(&output, &beyond);
                    }
                }
                QueryLanguage::JsonPath => match part("ResultPath") {
                    Some(Value::Null) => self.sink.input.add(&beyond),
                    Some(Value::String(text)) => {
                        let target = steps(&text);
                        self.sink.input.add(&beyond.without(&target));
                    }
                    _ => {}
                },
            }
        }
    }
}

/// The steps of a path into the data; none for another path.
pub(super) fn steps(text: &str) -> Vec<Step> {
    match JsonPath::parse(text) {
        Ok(path) if *path.root() == Root::Input => path.outline(),
        _ => Vec::new(),
    }
}

/// The expression in a string of a JSONata state.
pub(super) fn expression(text: &str) -> Option<Expression> {
    let stand_in = placeholder::expression(text);
    let inside = stand_in.as_deref().unwrap_or(text).strip_prefix("{%")?.strip_suffix("%}")?.trim();
    Expression::parse(inside, Dialect::StepFunctions).ok()
}
