//! The phases of data through a state: input, work, result, output (ASL specification, "Input and Output Processing";
//! AWS, "Variables" and "JSONata").

use super::books::Data;
use super::engine::{Engine, Outcome};
use super::event::{StateEntered, StateExited};
use super::failure::Failure;
use super::frame::{Cursor, Exit, Flow, Frame, Visit};
use super::phase::Phase;
use super::program::{
    Evaluator, FieldName, Kind, OutputCode, PathCode, ResultPath, StateCode, Target, Template, invalid_path,
};
use super::{causes, limits};
use crate::asl::{QueryLanguage, StateType, TransitionKind};
use crate::expr::Environment as _;
use crate::expr::json_path::{JsonPath, Root};
use crate::value::{Map, Value};
use std::sync::Arc;

/// Brings a frame to its target.
pub(super) fn target(engine: &Engine<'_>, frame: &mut Frame) -> Outcome<()> {
    let id = match frame.target {
        Some(id) => id,
        None => engine.program.start(frame.machine).map_err(Failure::stop)?,
    };
    frame.state = Some(id);
    Ok(())
}

/// Enters the state.
pub(super) fn enter(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    if let Some(defect) = &code.defect {
        return Err(Failure::stop(defect.clone()));
    }
    let before_entered = frame.last_event;
    // The first state of an execution follows nothing, not even ExecutionStarted (reference b16).
    let raw = std::mem::take(&mut frame.data);
    let event = StateEntered { state_type: code.state_type, name: &code.name, input: &raw };
    let entered = engine.emit(frame, event);
    engine.execution.transitions += 1;
    engine.trace(frame, code, Phase::Input, &raw, &raw);
    frame.visit.begin((before_entered, entered), engine.execution.now, raw);
    if code.passes_input && engine.goes_straight_on(frame, 3) {
        frame.visit.effective = frame.visit.raw.clone();
        frame.cursor = Cursor::Work;
        return engine.work(frame, code);
    }
    Ok(Flow::Go(Cursor::InputPath))
}

/// `InputPath`
pub(super) fn input_path(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    if let Kind::Task(task) = &code.kind
        && task.has_token()
    {
        frame.visit.seldom().token = Some(engine.task_token());
    }
    if code.language == QueryLanguage::JsonPath {
        frame.visit.effective = select(engine, frame, &code.input_path, &frame.visit.raw)?;
        engine.trace(frame, code, Phase::AfterInputPath, &frame.visit.raw, &frame.visit.effective);
    } else {
        frame.visit.effective = frame.visit.raw.clone();
    }
    Ok(Flow::Go(Cursor::Arguments))
}

/// `Parameters` or `Arguments`
pub(super) fn arguments(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    let (phase, field) = match code.language {
        QueryLanguage::JsonPath => (Phase::AfterParameters, "Parameters"),
        QueryLanguage::Jsonata => (Phase::AfterArguments, "Arguments"),
    };
    let before = match &code.parameters {
        Some(template) => {
            let data = Data::of(&frame.visit.effective);
            let arguments = engine.evaluate(frame, data, |see| template.evaluate(see, field))?;
            if code.state_type != StateType::Pass {
                input_within_limits(engine, &code.name, &arguments)?;
            }
            Some(std::mem::replace(&mut frame.visit.effective, arguments))
        }
        None => None,
    };
    if takes_arguments(code) {
        let after = &frame.visit.effective;
        engine.trace(frame, code, phase, before.as_ref().unwrap_or(after), after);
    }
    Ok(Flow::Go(Cursor::Work))
}

fn takes_arguments(code: &StateCode) -> bool {
    match code.language {
        QueryLanguage::JsonPath => {
            matches!(code.state_type, StateType::Pass | StateType::Task | StateType::Parallel)
        }
        QueryLanguage::Jsonata => code.parameters.is_some(),
    }
}

/// Goes on with what a state's work has given.
pub(super) fn give_result(
    engine: &mut Engine<'_>,
    frame: &mut Frame,
    code: &StateCode,
    result: Value,
) -> Outcome<Flow> {
    if !code.passes_result || !engine.goes_straight_on(frame, 2) {
        frame.visit.result = result;
        return Ok(Flow::Go(Cursor::ResultSelector));
    }
    // A Task's result was measured when it came.
    let is_whole = code.language == QueryLanguage::Jsonata || matches!(code.result_path, ResultPath::Replace);
    let is_measured = code.state_type == StateType::Task && is_whole;
    let output = combined(frame, code, result)?;
    if !engine.goes_straight_on(frame, 2) {
        frame.visit.output = output;
        return Ok(Flow::Go(Cursor::Output));
    }
    if !is_measured && !output.is_same(&frame.visit.raw) {
        within_limits(engine, &code.name, &output)?;
    }
    exit(engine, frame, code, output)
}

/// Goes on with the input of a state that has no result.
pub(super) fn give_input(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    if !code.passes_result || !engine.goes_straight_on(frame, 2) {
        return Ok(Flow::Go(Cursor::Output));
    }
    let output = std::mem::take(&mut frame.visit.effective);
    if !output.is_same(&frame.visit.raw) {
        within_limits(engine, &code.name, &output)?;
    }
    exit(engine, frame, code, output)
}

/// `ResultSelector`
pub(super) fn result_selector(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    if code.language != QueryLanguage::JsonPath {
        return Ok(Flow::Go(Cursor::ResultPath));
    }
    let before = match &code.result_selector {
        Some(template) => {
            let data = Data::of(&frame.visit.result);
            let selected = engine.evaluate(frame, data, |see| template.evaluate(see, "ResultSelector"))?;
            Some(std::mem::replace(&mut frame.visit.result, selected))
        }
        None => None,
    };
    let after = &frame.visit.result;
    engine.trace(frame, code, Phase::AfterResultSelector, before.as_ref().unwrap_or(after), after);
    Ok(Flow::Go(Cursor::ResultPath))
}

/// `ResultPath`: the result meets the raw input.
pub(super) fn result_path(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    frame.visit.output = combined(frame, code, frame.visit.result.clone())?;
    if code.language == QueryLanguage::JsonPath {
        engine.trace(frame, code, Phase::AfterResultPath, &frame.visit.result, &frame.visit.output);
    }
    Ok(Flow::Go(Cursor::Output))
}

fn combined(frame: &Frame, code: &StateCode, result: Value) -> Outcome<Value> {
    match code.language {
        QueryLanguage::JsonPath => combine(&code.result_path, &frame.visit.raw, result),
        QueryLanguage::Jsonata => Ok(result),
    }
}

/// A result put into a raw input.
pub(super) fn combine(path: &ResultPath, raw: &Value, result: Value) -> Outcome<Value> {
    match path {
        ResultPath::Replace => Ok(result),
        ResultPath::Discard => Ok(raw.clone()),
        ResultPath::At(path) => path.assign(raw, result).map_err(|conflict| Failure::conflict(&conflict)),
    }
}

/// `OutputPath` or `Output`, and `Assign`; both see the variables as they were (aws-behaviour 27).
pub(super) fn output(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    let works = matches!(code.state_type, StateType::Task | StateType::Parallel | StateType::Map);
    let Visit { raw, effective, result, output, .. } = &frame.visit;
    let combined = if works || code.state_type == StateType::Pass { output } else { effective };
    let data = match code.language {
        QueryLanguage::Jsonata => Data { input: raw, result: works.then_some(result), error_output: None },
        QueryLanguage::JsonPath if works || code.state_type == StateType::Pass => Data::of(result),
        QueryLanguage::JsonPath => Data::of(effective),
    };
    let (rule_output, assign) = chosen(frame, code);
    let field = |name| match frame.visit.exit {
        Exit::Rule(at) => FieldName::Rule(at, name),
        _ => FieldName::Field(name),
    };
    let (output_field, assign_field) = (field("Output"), field("Assign"));
    let assigned = match assign {
        Some(template) => Some(engine.evaluate(frame, data, |see| assigned(template, see, assign_field))?),
        None => None,
    };
    if let Some(assigned) = &assigned {
        variables_within_limits(engine, frame, &code.name, assigned)?;
    }
    let output = match rule_output {
        ChosenOutput::Path(path) => select(engine, frame, path, combined)?,
        ChosenOutput::Default => combined.clone(),
        ChosenOutput::Template(template) => {
            engine.evaluate(frame, data, |see| template.evaluate(see, output_field))?
        }
    };
    check_size(engine, code, &output, (raw, result))?;
    engine.trace(frame, code, Phase::Output, combined, &output);
    frame.visit.assigned = assigned;
    frame.visit.output = output;
    Ok(Flow::Go(Cursor::Leave))
}

enum ChosenOutput<'a> {
    Path(&'a PathCode),
    Template(&'a Template),
    Default,
}

/// Which Output and Assign count: in a Choice those of the rule that holds, else the state's (aws-behaviour 24).
fn chosen<'a>(frame: &Frame, code: &'a StateCode) -> (ChosenOutput<'a>, Option<&'a Template>) {
    let own = match &code.output {
        OutputCode::Path(path) => ChosenOutput::Path(path),
        OutputCode::Template(template) => ChosenOutput::Template(template),
        OutputCode::Default => ChosenOutput::Default,
    };
    if let (Exit::Rule(at), Kind::Choice(choice)) = (frame.visit.exit, &code.kind)
        && let Some(rule) = choice.rules.get(at)
    {
        let output = match (&rule.output, own) {
            (Some(template), _) => ChosenOutput::Template(template),
            (None, ChosenOutput::Template(_)) => ChosenOutput::Default,
            (None, own) => own,
        };
        return (output, rule.assign.as_ref());
    }
    (own, code.assign.as_ref())
}

/// The variables that an `Assign` sets.
pub(super) fn assigned(template: &Template, see: &Evaluator<'_>, field: FieldName<'_>) -> Outcome<Arc<Map>> {
    match template.evaluate(see, field)? {
        Value::Object(members) => Ok(members),
        _ => Ok(Arc::default()),
    }
}

/// What is new in a state's output must not be too large (aws-behaviour 8).
fn check_size(
    engine: &mut Engine<'_>,
    code: &StateCode,
    output: &Value,
    (raw, result): (&Value, &Value),
) -> Outcome<()> {
    // A Task's result was measured when it came; what a ResultSelector makes of it is new.
    let is_raw_result = code.state_type == StateType::Task && code.result_selector.is_none();
    if output.is_same(raw) || (is_raw_result && output.is_same(result)) {
        return Ok(());
    }
    within_limits(engine, &code.name, output)
}

/// Refuses variables that are too large: those of one `Assign`, or all together (reference b12).
fn variables_within_limits(
    engine: &mut Engine<'_>,
    frame: &Frame,
    name: &str,
    assigned: &Arc<Map>,
) -> Outcome<()> {
    within_limits(engine, name, &Value::Object(assigned.clone()))?;
    let count = frame.variables.len() + assigned.len();
    // One variable takes as much as any data; so few cannot take too much.
    if count <= limits::MAX_VARIABLES_BYTES / limits::MAX_DATA_BYTES {
        return Ok(());
    }
    let kept = frame.variables.iter().filter(|(name, _)| !assigned.contains_key(name));
    let sizes = kept.chain(assigned.iter()).map(|(_, value)| engine.execution.sizes.bytes(value));
    if sizes.sum::<usize>() <= limits::MAX_VARIABLES_BYTES {
        return Ok(());
    }
    Err(Failure::limit(causes::DATA_LIMIT_EXCEEDED, causes::VARIABLES_TOO_LARGE))
}

/// Refuses a result that is too large or nested too deep.
pub(super) fn within_limits(engine: &mut Engine<'_>, name: &str, value: &Value) -> Outcome<()> {
    within(engine, name, value, causes::result_too_large)
}

/// Refuses a made-up input that is too large or nested too deep (reference b14).
pub(super) fn input_within_limits(engine: &mut Engine<'_>, name: &str, value: &Value) -> Outcome<()> {
    within(engine, name, value, causes::input_too_large)
}

fn within(engine: &mut Engine<'_>, name: &str, value: &Value, too_large: fn(&str) -> String) -> Outcome<()> {
    let cause = match engine.execution.sizes.excess(value) {
        None => return Ok(()),
        Some(limits::Excess::Bytes) => too_large(name),
        Some(limits::Excess::Depth) => causes::nested_too_deep(name),
    };
    Err(Failure::limit(causes::DATA_LIMIT_EXCEEDED, cause))
}

/// Leaves the state with what its visit came to.
pub(super) fn leave(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode) -> Outcome<Flow> {
    let output = std::mem::take(&mut frame.visit.output);
    exit(engine, frame, code, output)
}

/// Leaves the state.
fn exit(engine: &mut Engine<'_>, frame: &mut Frame, code: &StateCode, output: Value) -> Outcome<Flow> {
    let way = way(frame, code);
    let assigned = frame.visit.assigned.take().filter(|assigned| !assigned.is_empty());
    let event = StateExited {
        state_type: code.state_type,
        name: &code.name,
        output: &output,
        assigned: assigned.as_ref(),
        way: way.map(|(kind, target)| (kind, &target.name)),
    };
    engine.emit(frame, event);
    if let Some(assigned) = assigned {
        let variables = Arc::make_mut(&mut frame.variables);
        variables.extend(assigned.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
    frame.data = output;
    match way {
        Some((_, target)) => {
            frame.target = target.state;
            Ok(Flow::Go(Cursor::Enter))
        }
        None => Ok(Flow::End),
    }
}

/// The way out that was chosen; none at an end.
fn way<'a>(frame: &Frame, code: &'a StateCode) -> Option<(TransitionKind, &'a Target)> {
    match (frame.visit.exit, &code.kind) {
        (Exit::Catch(at), _) => {
            code.catchers.get(at).map(|catcher| (TransitionKind::Catch(at), &catcher.next))
        }
        (Exit::Rule(at), Kind::Choice(choice)) => {
            choice.rules.get(at).map(|rule| (TransitionKind::Choice(at), &rule.next))
        }
        (Exit::Default, Kind::Choice(choice)) => {
            choice.default.as_ref().map(|target| (TransitionKind::Default, target))
        }
        _ => code.next.as_ref().map(|target| (TransitionKind::Next, target)),
    }
}

/// What a Reference Path points to: unlike other paths it says which step does not fit.
pub(super) fn follow(
    engine: &mut Engine<'_>,
    frame: &Frame,
    path: &JsonPath,
    data: &Value,
) -> Outcome<Value> {
    engine.evaluate(frame, Data::of(data), |see| {
        let followed = match path.root() {
            Root::Input => path.follow(data),
            Root::Context => path.follow(&see.context()),
            Root::Variable(name) => match see.variable(name) {
                Some(value) => path.follow(&value),
                None => {
                    let unassigned = path.resolve(see);
                    return unassigned.map_err(|reason| invalid_path(path, &reason));
                }
            },
        };
        followed.map_err(|conflict| Failure::conflict(&conflict))
    })
}

/// What a path selects of some data.
pub(super) fn select(
    engine: &mut Engine<'_>,
    frame: &Frame,
    path: &PathCode,
    data: &Value,
) -> Outcome<Value> {
    match path {
        PathCode::Whole => Ok(data.clone()),
        PathCode::Nothing => Ok(Value::empty_object()),
        PathCode::At(path) => {
            let found = engine.evaluate(frame, Data::of(data), |see| path.resolve(see));
            found.map_err(|reason| invalid_path(path, &reason))
        }
    }
}
