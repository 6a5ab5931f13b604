use super::context;
use super::inspection;
use super::request::{TestStateRequest, TestStateWorld};
use super::response::{ErrorDetails, TestStateResponse, TestStatus};
use crate::asl::{Definition, StateId};
use crate::sim::engine::{Engine, UNANSWERED};
use crate::sim::event::ErrorOutput;
use crate::sim::execution::{Execution, Log, Start};
use crate::sim::failure::{Failure, FailureKind};
use crate::sim::frame::{Cursor, Exit, Flow, Frame};
use crate::sim::program::{Kind, Program, StateCode, matches};
use crate::sim::samples::Samples;
use crate::sim::state::map::Settings;
use crate::sim::world::{Objects, Outcome, TaskResult};
use crate::sim::{WorkflowType, causes, errors, state, world};
use crate::value::Value;
use std::sync::Arc;

/// Runs one state's phases and tells how it ends.
pub(super) fn run(
    request: &TestStateRequest,
    world: &TestStateWorld,
    definition: &Definition,
    state: StateId,
) -> TestStateResponse {
    let program = Program::compile_for_test(definition);
    let mut execution = Execution::new(&program, start(request, world, definition, state));
    let mut log = Log::with_phases();
    let mut engine = Engine {
        program: &program,
        execution: &mut execution,
        log: &mut log,
        answer: UNANSWERED,
        until: 0,
        patience: None,
    };
    let Some(mut frame) = engine.root() else { return failed(ErrorOutput::default()) };
    frame.target = Some(state);
    if let Some(Value::Object(variables)) = &request.variables {
        frame.variables = variables.clone();
    }
    let mut test = Test { request, world, settings: None, details: None };
    let mut response = test.go(&mut engine, &mut frame);
    if let (true, Some(code)) =
        (request.inspection_level != super::InspectionLevel::Info, program.state(state))
    {
        let phases = log.phases.unwrap_or_default();
        let told = inspection::gather(request, code, &phases, test.settings.as_ref(), test.details);
        response.inspection = Some(told);
    }
    response
}

fn start(
    request: &TestStateRequest,
    world: &TestStateWorld,
    definition: &Definition,
    state: StateId,
) -> Start {
    let state_type = definition.state(state).known_type().unwrap_or(crate::asl::StateType::Pass);
    let context = request.context.clone().unwrap_or_else(|| context::make(request, world, state_type));
    Start {
        input: request.input.clone(),
        clock: world.clock,
        seed: world.seed,
        workflow_type: WorkflowType::Express,
        names: world.names.clone(),
        objects: Objects::default(),
        samples: Some(Samples::default()),
        task_tokens: Vec::new(),
        context: Some(context),
    }
}

fn failed(failure: ErrorOutput) -> TestStateResponse {
    TestStateResponse {
        status: TestStatus::Failed,
        output: None,
        failure,
        next_state: None,
        inspection: None,
    }
}

struct Test<'a> {
    request: &'a TestStateRequest,
    world: &'a TestStateWorld,
    settings: Option<Settings>,
    details: Option<ErrorDetails>,
}

impl Test<'_> {
    /// Goes through the phases until the state is left or has failed.
    fn go(&mut self, engine: &mut Engine<'_>, frame: &mut Frame) -> TestStateResponse {
        loop {
            let flow = match engine.code(frame) {
                Ok(code) if frame.cursor == Cursor::Work => self.work(engine, frame, code),
                _ => engine.phase(frame),
            };
            match flow {
                Ok(Flow::Go(Cursor::Leave)) => return left(engine, frame, TestStatus::Succeeded),
                Ok(Flow::Go(cursor) | Flow::Sleep(_, cursor)) => frame.cursor = cursor,
                Ok(Flow::Ask(_) | Flow::Join | Flow::End) => return failed(ErrorOutput::default()),
                Err(failure) => return self.fail(engine, frame, failure),
            }
        }
    }

    /// The state's work: a Task's is asked of the mock, a container's is the mock.
    fn work(
        &mut self,
        engine: &mut Engine<'_>,
        frame: &mut Frame,
        code: &StateCode,
    ) -> Result<Flow, Box<Failure>> {
        match &code.kind {
            Kind::Map(map) => {
                self.settings =
                    Some(state::map::settings(engine, frame, code, map, self.request.reader_data())?);
                self.container_result(frame)
            }
            Kind::Parallel(_) => self.container_result(frame),
            _ => match engine.phase(frame)? {
                Flow::Ask(question) => {
                    let outcome = match self.mocked() {
                        Some(result) => Some(Outcome::now(result)),
                        None => world::answer(
                            &self.world.mocks,
                            self.world.unmocked,
                            &Samples::default(),
                            &question,
                        ),
                    };
                    let nothing = || Outcome::now(TaskResult::Throw(ErrorOutput::default()));
                    state::task::answered(engine, frame, outcome.unwrap_or_else(nothing))
                }
                flow => Ok(flow),
            },
        }
    }

    fn mocked(&self) -> Option<TaskResult> {
        let mock = self.request.mock.as_ref()?;
        match (&mock.result, &mock.error_output) {
            (Some(text), _) => Value::parse(text).ok().map(TaskResult::Return),
            (None, Some(error)) => Some(TaskResult::Throw(error.clone())),
            (None, None) => None,
        }
    }

    fn container_result(&self, frame: &mut Frame) -> Result<Flow, Box<Failure>> {
        match self.mocked() {
            Some(TaskResult::Throw(error)) => Err(Failure::work(error)),
            Some(TaskResult::Return(result)) => {
                self.check_tolerance(&result)?;
                frame.visit.result = result;
                Ok(Flow::Go(Cursor::ResultSelector))
            }
            None => Err(Failure::work(ErrorOutput::default())),
        }
    }

    /// More failed iterations than a Map tolerates fail it; one that says nothing about it tolerates all (recorded).
    fn check_tolerance(&self, result: &Value) -> Result<(), Box<Failure>> {
        let (Some(settings), Some(failures)) =
            (&self.settings, self.request.configuration.map_iteration_failure_count)
        else {
            return Ok(());
        };
        let items = result.as_array().map_or(0, <[Value]>::len);
        let tolerance = settings.tolerance;
        let is_set = tolerance.count.is_some() || tolerance.percentage.is_some();
        if is_set && !tolerance.allows(failures, items) {
            return Err(Failure::named(
                causes::EXCEED_TOLERATED_FAILURE_THRESHOLD,
                causes::TOLERATED_FAILURES_EXCEEDED,
            ));
        }
        Ok(())
    }

    /// What becomes of a failure; the retries so far are the request's.
    fn fail(
        &mut self,
        engine: &mut Engine<'_>,
        frame: &mut Frame,
        failure: Box<Failure>,
    ) -> TestStateResponse {
        let output = failure.output.clone();
        let Ok(code) = engine.code(frame) else { return failed(output) };
        if failure.is_fatal() {
            return match failure.kind {
                FailureKind::Stop(stop) => {
                    failed(ErrorOutput { error: None, cause: Some(stop.to_string().into()) })
                }
                _ => failed(output),
            };
        }
        let tried = self.request.configuration.retrier_retry_count;
        let retriers = code.retriers.iter().enumerate();
        let retrier = retriers.clone().find(|(_, retrier)| matches(&retrier.error_equals, &failure));
        let mut details = ErrorDetails { retry_index: retrier.map(|(at, _)| at), ..ErrorDetails::default() };
        if let Some((_, retrier)) = retrier.filter(|(_, retrier)| tried < retrier.max_attempts) {
            details.retry_backoff_interval_seconds = Some(retrier.delay_seconds(tried));
            self.details = Some(details);
            return TestStateResponse { status: TestStatus::Retriable, ..failed(output) };
        }
        let catchers = code.catchers.iter().enumerate();
        let caught = catchers.clone().find(|(_, catcher)| matches(&catcher.error_equals, &failure));
        details.catch_index = caught.map(|(at, _)| at);
        self.details = (details.catch_index.is_some() || details.retry_index.is_some()).then_some(details);
        match caught.map(|caught| errors::catch(engine, frame, code, caught, &failure)) {
            Some(Ok(_)) => {
                TestStateResponse { failure: output, ..left(engine, frame, TestStatus::CaughtError) }
            }
            Some(Err(next)) => failed(next.output),
            None => failed(output),
        }
    }
}

/// The response of a state that is left.
fn left(engine: &Engine<'_>, frame: &Frame, status: TestStatus) -> TestStateResponse {
    let next_state = engine.code(frame).ok().and_then(|code| next(frame, code));
    let output = Some(frame.visit.output.clone());
    TestStateResponse { status, output, failure: ErrorOutput::default(), next_state, inspection: None }
}

fn next(frame: &Frame, code: &StateCode) -> Option<Arc<str>> {
    let target = match (frame.visit.exit, &code.kind) {
        (Exit::Catch(at), _) => code.catchers.get(at).map(|catcher| &catcher.next),
        (Exit::Rule(at), Kind::Choice(choice)) => choice.rules.get(at).map(|rule| &rule.next),
        (Exit::Default, Kind::Choice(choice)) => choice.default.as_ref(),
        _ => code.next.as_ref(),
    };
    target.map(|target| target.name.clone())
}
