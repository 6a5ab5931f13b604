use super::choice::{Comparison, ConditionCode, Right};
use super::expression::Expression;
use super::placeholder::{self, Placeholders};
use super::state_code::{FailCode, FailField, OutputCode, PathCode, ResultPath, Target, WaitCode};
use super::{
    Amount, CatcherCode, ChoiceCode, Code, Kind, MachineCode, RetrierCode, RuleCode, StateCode, TaskCode,
    Template,
};
use crate::asl::choice::{Condition, Operator, Rule};
use crate::asl::{
    Catcher, Definition, Field, FromNode, Machine, QueryLanguage, Retrier, State, StateType, TransitionKind,
};
use crate::expr::PathOrIntrinsic;
use crate::expr::json_path::JsonPath;
use crate::json::NodeId;
use crate::sim::report::Stop;
use crate::value::{Number, Value};
use std::sync::Arc;

/// Whether transitions may name states that are not there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Targets {
    MustExist,
    MayBeMissing,
}

/// Compiles a definition.
pub(super) fn compile(definition: &Definition, targets: Targets, placeholders: Placeholders) -> Code {
    let top = definition.top().map(|machine| machine.node);
    let timeout: Field<Number> =
        top.map_or(Field::Missing, |node| Field::read(definition.tree(), node, "TimeoutSeconds"));
    Code {
        states: definition
            .states()
            .iter()
            .map(|state| StateCompiler::compile(definition, state, targets, placeholders))
            .collect(),
        machines: definition.machines().iter().map(|machine| compile_machine(definition, machine)).collect(),
        timeout_seconds: timeout.value().and_then(|number| number.as_i64()),
    }
}

fn compile_machine(definition: &Definition, machine: &Machine) -> MachineCode {
    let owner = machine.owner.map(|owner| definition.path(owner.state));
    let what = match machine.start_at.value() {
        Some(name) => format!("StartAt names the state '{name}', which does not exist"),
        None => "StartAt is missing".to_owned(),
    };
    MachineCode { start: machine.start.ok_or(Stop::Invalid { what, state: owner }) }
}

/// Compiles one state, and keeps the first thing that cannot be.
pub(super) struct StateCompiler<'a> {
    pub(super) definition: &'a Definition,
    pub(super) state: &'a State,
    pub(super) language: QueryLanguage,
    targets: Targets,
    pub(super) placeholders: Placeholders,
    defect: Option<Stop>,
}

impl<'a> StateCompiler<'a> {
    fn compile(
        definition: &'a Definition,
        state: &'a State,
        targets: Targets,
        placeholders: Placeholders,
    ) -> StateCode {
        let language = definition.language(state.id);
        let mut compiler = StateCompiler { definition, state, language, targets, placeholders, defect: None };
        let kind = compiler.kind();
        let retriers = compiler.retriers();
        let catchers = compiler.catchers();
        let next = compiler.next();
        let parameters = match language {
            QueryLanguage::JsonPath if matches!(kind, Kind::Map(_)) => None,
            QueryLanguage::JsonPath => compiler.template("Parameters"),
            QueryLanguage::Jsonata => compiler.template("Arguments"),
        };
        let mut code = StateCode {
            id: state.id,
            name: state.name.clone(),
            path: definition.path(state.id).into(),
            state_type: state.known_type().unwrap_or(StateType::Pass),
            language,
            passes_input: false,
            passes_result: false,
            input_path: compiler.path_or_null("InputPath"),
            parameters,
            kind,
            result_selector: compiler.template("ResultSelector"),
            result_path: state.node.map_or(ResultPath::Replace, |node| compiler.result_path(node)),
            output: compiler.output(),
            assign: compiler.template("Assign"),
            retriers,
            catchers,
            next,
            defect: compiler.defect,
        };
        code.passes_input = passes_input(&code);
        code.passes_result = passes_result(&code);
        code
    }

    pub(super) fn invalid(&mut self, what: impl Into<String>) {
        let state = Some(self.definition.path(self.state.id));
        self.defect.get_or_insert(Stop::Invalid { what: what.into(), state });
    }

    pub(super) fn not_covered(&mut self, what: impl Into<String>) {
        let state = self.definition.path(self.state.id);
        self.defect.get_or_insert(Stop::NotCovered { what: what.into(), state });
    }

    fn kind(&mut self) -> Kind {
        match self.state.known_type() {
            Some(StateType::Pass) => Kind::Pass(self.value("Result")),
            Some(StateType::Task) => self.task(),
            Some(StateType::Choice) => self.choice(),
            Some(StateType::Wait) => self.wait(),
            Some(StateType::Succeed) => Kind::Succeed,
            Some(StateType::Fail) => Kind::Fail(self.fail()),
            Some(StateType::Parallel) => Kind::Parallel(self.state.children.clone()),
            Some(StateType::Map) => self.map(),
            None => {
                self.invalid("Type is none of the eight state types");
                Kind::Unknown
            }
        }
    }

    fn task(&mut self) -> Kind {
        let Some(resource) = self.field::<Arc<str>>("Resource") else {
            self.invalid("Resource is missing or no string");
            return Kind::Unknown;
        };
        let mut code = TaskCode::new(&resource);
        code.timeout = self.amount("TimeoutSeconds");
        code.heartbeat = self.amount("HeartbeatSeconds");
        code.credentials = self.template("Credentials");
        Kind::Task(Box::new(code))
    }

    fn wait(&mut self) -> Kind {
        if let Some(path) = self.path("TimestampPath") {
            return Kind::Wait(WaitCode::TimestampPath(path));
        }
        if let Some(moment) = self.value("Timestamp").as_ref().and_then(placeholder::moment)
            && self.placeholders == Placeholders::StandIn
        {
            let template = Template::compile(&moment, self.language).ok();
            return template.map_or(Kind::Unknown, |template| Kind::Wait(WaitCode::Timestamp(template)));
        }
        if let Some(template) = self.template("Timestamp") {
            return Kind::Wait(WaitCode::Timestamp(template));
        }
        match self.amount("Seconds") {
            Some(amount) => Kind::Wait(WaitCode::Seconds(amount)),
            None => {
                self.invalid("Wait needs one of Seconds, SecondsPath, Timestamp and TimestampPath");
                Kind::Unknown
            }
        }
    }

    fn fail(&mut self) -> FailCode {
        let error = self.fail_field("Error", "ErrorPath");
        FailCode { error, cause: self.fail_field("Cause", "CausePath") }
    }

    fn fail_field(&mut self, constant: &str, path: &'static str) -> Option<FailField> {
        if let Some(text) = self.field::<Arc<str>>(path) {
            return match PathOrIntrinsic::parse(&text) {
                Ok(expression) => Some(FailField::Path { field: path, expression }),
                Err(error) => {
                    self.invalid(format!("{path}: {}", error.message));
                    None
                }
            };
        }
        self.template(constant).map(FailField::Template)
    }

    fn choice(&mut self) -> Kind {
        let Some(node) = self.state.node else { return Kind::Unknown };
        let rules: Vec<Rule> = Rule::all(self.definition.tree(), node);
        let compiled = rules.iter().enumerate().filter_map(|(at, rule)| self.rule(at, rule)).collect();
        let default = self.transition(TransitionKind::Default);
        Kind::Choice(ChoiceCode { rules: compiled, default })
    }

    fn rule(&mut self, at: usize, rule: &Rule) -> Option<RuleCode> {
        let condition = self.condition(at, &rule.condition)?;
        let Some(next) = self.transition(TransitionKind::Choice(at)) else {
            self.invalid(format!("Choices[{at}] has no Next"));
            return None;
        };
        let output = self.template_in(rule.node, "Output");
        let assign = self.template_in(rule.node, "Assign");
        Some(RuleCode { condition, next, output, assign })
    }

    fn condition(&mut self, at: usize, condition: &Condition) -> Option<ConditionCode> {
        match condition {
            Condition::And(all) => self.conditions(at, all).map(ConditionCode::And),
            Condition::Or(any) => self.conditions(at, any).map(ConditionCode::Or),
            Condition::Not(inner) => {
                self.condition(at, inner).map(|inner| ConditionCode::Not(Box::new(inner)))
            }
            Condition::Expression(node) => self.condition_expression(at, *node),
            Condition::Test { variable, operator, operand, .. } => {
                let Some(variable) = variable.value().map(Arc::clone) else {
                    self.invalid(format!("Choices[{at}] has no Variable"));
                    return None;
                };
                let variable = self.parse_path(&format!("Choices[{at}]/Variable"), &variable)?;
                let comparison = self.comparison(at, *operator, *operand)?;
                Some(ConditionCode::Test { variable, comparison })
            }
            Condition::Missing(_) => {
                self.invalid(format!("Choices[{at}] has no condition"));
                None
            }
        }
    }

    fn conditions(&mut self, at: usize, conditions: &[Condition]) -> Option<Vec<ConditionCode>> {
        conditions.iter().map(|condition| self.condition(at, condition)).collect()
    }

    fn condition_expression(&mut self, at: usize, node: NodeId) -> Option<ConditionCode> {
        let value = self.definition.tree().value(node);
        if let Some(flag) = value.as_bool() {
            return Some(ConditionCode::Constant(flag));
        }
        let stand_in = value.as_str().and_then(placeholder::expression);
        let value = match stand_in {
            Some(made) if self.placeholders == Placeholders::StandIn => Value::from(made),
            _ => value,
        };
        let Some(expression) = value.as_str().and_then(Expression::delimited) else {
            self.invalid(format!("Choices[{at}]/Condition is no JSONata expression"));
            return None;
        };
        match Expression::compile(expression) {
            Ok(expression) => Some(ConditionCode::Expression(Box::new(expression))),
            Err(message) => {
                self.invalid(format!("Choices[{at}]/Condition: {message}"));
                None
            }
        }
    }

    fn comparison(&mut self, at: usize, operator: Operator, operand: NodeId) -> Option<Comparison> {
        let mut value = self.definition.tree().value(operand);
        if let Operator::Compare { operand, path: false, .. } = operator
            && let Some(stand_in) = placeholder::operand(operand, &value)
            && self.placeholders == Placeholders::StandIn
        {
            value = stand_in;
        }
        let wrong = |this: &mut Self| {
            this.invalid(format!("Choices[{at}]/{} has an operand of the wrong type", operator.name()));
        };
        match operator {
            Operator::Is(test) => match value.as_bool() {
                Some(expected) => Some(Comparison::Is { test, expected }),
                None => {
                    wrong(self);
                    None
                }
            },
            Operator::StringMatches => match value {
                Value::String(pattern) => Some(Comparison::Matches(pattern)),
                _ => {
                    wrong(self);
                    None
                }
            },
            Operator::Compare { operand, relation, path: false } => {
                Some(Comparison::With { operand, relation, right: Right::Constant(value) })
            }
            Operator::Compare { operand, relation, path: true } => {
                let Some(text) = value.as_str() else {
                    wrong(self);
                    return None;
                };
                let path = self.parse_path(&format!("Choices[{at}]/{}", operator.name()), text)?;
                Some(Comparison::With { operand, relation, right: Right::Path(path) })
            }
        }
    }

    fn retriers(&mut self) -> Vec<RetrierCode> {
        let Some(node) = self.state.node else { return Vec::new() };
        Retrier::all(self.definition.tree(), node).iter().map(compile_retrier).collect()
    }

    fn catchers(&mut self) -> Vec<CatcherCode> {
        let Some(node) = self.state.node else { return Vec::new() };
        let catchers = Catcher::all(self.definition.tree(), node);
        catchers.iter().enumerate().filter_map(|(at, catcher)| self.catcher(at, catcher)).collect()
    }

    fn catcher(&mut self, at: usize, catcher: &Catcher) -> Option<CatcherCode> {
        let Some(next) = self.transition(TransitionKind::Catch(at)) else {
            self.invalid(format!("Catch[{at}] has no Next"));
            return None;
        };
        Some(CatcherCode {
            error_equals: catcher.error_equals.value().cloned().unwrap_or_default(),
            next,
            result_path: self.result_path(catcher.node),
            output: self.template_in(catcher.node, "Output"),
            assign: self.template_in(catcher.node, "Assign"),
        })
    }

    /// Where `Next` leads. What neither leads on nor ends is a defect.
    fn next(&mut self) -> Option<Target> {
        let next = self.transition(TransitionKind::Next);
        let leads_on = self.state.known_type().is_some_and(StateType::has_next);
        if leads_on && next.is_none() && !self.state.end {
            self.invalid("the state has neither Next nor End");
        }
        next
    }

    fn transition(&mut self, kind: TransitionKind) -> Option<Target> {
        let found = self.state.transitions.iter().find(|transition| transition.kind == kind)?;
        if found.resolved.is_none() && self.targets == Targets::MustExist {
            let target = found.target.clone();
            self.invalid(format!("there is no state '{target}' to go to"));
        }
        Some(Target { name: found.target.clone(), state: found.resolved })
    }

    fn output(&mut self) -> OutputCode {
        if self.language == QueryLanguage::JsonPath {
            return OutputCode::Path(self.path_or_null("OutputPath"));
        }
        self.template("Output").map_or(OutputCode::Default, OutputCode::Template)
    }

    pub(super) fn result_path(&mut self, object: NodeId) -> ResultPath {
        let Some(node) = self.definition.tree().get(object, "ResultPath") else { return ResultPath::Replace };
        match self.definition.tree().value(node) {
            Value::Null => ResultPath::Discard,
            Value::String(text) if &*text == "$" => ResultPath::Replace,
            Value::String(text) => {
                self.parse_path("ResultPath", &text).map_or(ResultPath::Replace, ResultPath::At)
            }
            _ => {
                self.invalid("ResultPath is neither a path nor null");
                ResultPath::Replace
            }
        }
    }

    pub(super) fn path_or_null(&mut self, key: &str) -> PathCode {
        match self.value(key) {
            None => PathCode::Whole,
            Some(Value::Null) => PathCode::Nothing,
            Some(Value::String(text)) if &*text == "$" => PathCode::Whole,
            Some(Value::String(text)) => self.parse_path(key, &text).map_or(PathCode::Whole, PathCode::At),
            Some(_) => {
                self.invalid(format!("{key} is neither a path nor null"));
                PathCode::Whole
            }
        }
    }

    /// A number that is written at `key`, or found by the path at `keyPath`.
    pub(super) fn amount(&mut self, key: &str) -> Option<Amount> {
        self.amount_in(self.state.node?, key)
    }

    pub(super) fn amount_in(&mut self, object: NodeId, key: &str) -> Option<Amount> {
        let path_key = format!("{key}Path");
        if let Some(text) =
            Field::<Arc<str>>::read(self.definition.tree(), object, &path_key).value().cloned()
        {
            return self.parse_path(&path_key, &text).map(Amount::Path);
        }
        let node = self.definition.tree().get(object, key)?;
        match self.definition.tree().value(node) {
            Value::Number(number) => Some(Amount::Constant(number)),
            Value::String(text) if placeholder::is_placeholder(&text) => {
                if self.placeholders == Placeholders::StandIn {
                    return Some(Amount::Constant(Number::Int(1)));
                }
                self.invalid(placeholder::unknown(key, &text));
                None
            }
            Value::String(text) if self.language == QueryLanguage::Jsonata => {
                let expression = Expression::delimited(&text).map(Expression::compile);
                match expression {
                    Some(Ok(expression)) => Some(Amount::Expression(Box::new(expression))),
                    Some(Err(message)) => {
                        self.invalid(format!("{key}: {message}"));
                        None
                    }
                    None => {
                        self.invalid(format!("{key} is neither a number nor an expression"));
                        None
                    }
                }
            }
            _ => {
                self.invalid(format!("{key} is no number"));
                None
            }
        }
    }

    fn path(&mut self, key: &str) -> Option<JsonPath> {
        let text = self.field::<Arc<str>>(key)?;
        self.parse_path(key, &text)
    }

    pub(super) fn parse_path(&mut self, key: &str, text: &str) -> Option<JsonPath> {
        match JsonPath::parse(text) {
            Ok(path) => Some(path),
            Err(error) => {
                self.invalid(format!("{key}: {}", error.message));
                None
            }
        }
    }

    fn template(&mut self, key: &str) -> Option<Template> {
        self.template_in(self.state.node?, key)
    }

    pub(super) fn template_in(&mut self, object: NodeId, key: &str) -> Option<Template> {
        let node = self.definition.tree().get(object, key)?;
        let mut source = self.definition.tree().value(node);
        if let Some(stand_in) = placeholder::template(&source, self.language) {
            if self.placeholders == Placeholders::Unknown {
                self.invalid(format!(
                    "{key} needs the values of placeholders, which are known only when deployed"
                ));
                return None;
            }
            source = stand_in;
        }
        match Template::compile(&source, self.language) {
            Ok(template) => Some(template),
            Err(message) => {
                self.invalid(format!("{key}: {message}"));
                None
            }
        }
    }

    fn field<T: FromNode + Clone>(&self, key: &str) -> Option<T> {
        self.definition.read::<T>(self.state.id, key).value().cloned()
    }

    fn value(&self, key: &str) -> Option<Value> {
        self.definition.field_value(self.state.id, key)
    }
}

fn compile_retrier(retrier: &Retrier) -> RetrierCode {
    let number =
        |field: &Field<Number>, default: f64| field.value().map_or(default, |number| number.as_f64());
    RetrierCode {
        error_equals: retrier.error_equals.value().cloned().unwrap_or_default(),
        interval_seconds: number(&retrier.interval_seconds, 1.0),
        max_attempts: number(&retrier.max_attempts, 3.0).clamp(0.0, 99_999_999.0) as u32,
        backoff_rate: number(&retrier.backoff_rate, 2.0),
        max_delay_seconds: retrier.max_delay_seconds.value().map(|number| number.as_f64()),
        jitter: retrier.jitter_strategy.value().is_some_and(|strategy| &**strategy == "FULL"),
    }
}

fn passes_input(code: &StateCode) -> bool {
    let is_whole = code.language == QueryLanguage::Jsonata || code.input_path == PathCode::Whole;
    let has_token = matches!(&code.kind, Kind::Task(task) if task.has_token());
    is_whole && code.parameters.is_none() && !has_token
}

fn passes_result(code: &StateCode) -> bool {
    let is_whole = match code.language {
        QueryLanguage::Jsonata => matches!(code.output, OutputCode::Default),
        QueryLanguage::JsonPath => {
            code.result_selector.is_none() && matches!(code.output, OutputCode::Path(PathCode::Whole))
        }
    };
    let is_plain = |rule: &RuleCode| rule.output.is_none() && rule.assign.is_none();
    let rules_are = match &code.kind {
        Kind::Choice(choice) => choice.rules.iter().all(is_plain),
        _ => true,
    };
    is_whole && rules_are && code.assign.is_none()
}
