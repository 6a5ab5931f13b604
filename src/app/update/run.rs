use super::canvas::select;
use crate::app::run::{self, Finished, Session, Trail};
use crate::app::{AppState, Effect, RunMsg, keep, objects};
use crate::sim::RunReport;
use std::sync::Arc;

pub(super) fn update(state: &mut AppState, msg: RunMsg) -> Vec<Effect> {
    match msg {
        RunMsg::Input(text) => {
            state.run.input = Some(text);
            vec![keep::run(state)]
        }
        RunMsg::SampleInput => {
            state.run.input = None;
            vec![keep::run(state)]
        }
        RunMsg::Objects(text) => {
            state.run.objects = text;
            vec![keep::run(state)]
        }
        RunMsg::OutlineObjects => {
            state.run.objects = objects::outline(state.doc.snapshot().definition());
            vec![keep::run(state)]
        }
        RunMsg::Mock(msg) => {
            state.run.mocks.update(msg);
            vec![keep::run(state)]
        }
        RunMsg::Unmocked(unmocked) => {
            state.run.unmocked = unmocked;
            vec![keep::run(state)]
        }
        RunMsg::Start => start(state),
        RunMsg::Stop => {
            state.run.session = Session::Refused("Stopped before its end".to_owned());
            state.run.number += 1;
            vec![Effect::StopRun, Effect::Announce("Run stopped".to_owned())]
        }
        RunMsg::Progress(number, steps) => {
            if number == state.run.number && state.run.is_running() {
                state.run.session = Session::Running(steps);
            }
            Vec::new()
        }
        RunMsg::Finished(number, result) => finished(state, number, *result),
        RunMsg::ShowVisit(visit) => show_visit(state, visit),
        RunMsg::Clear => {
            state.run.session = Session::None;
            state.run.visit = None;
            Vec::new()
        }
    }
}

fn start(state: &mut AppState) -> Vec<Effect> {
    state.doc.seal();
    state.run.visit = None;
    match run::request(state) {
        Ok(request) => {
            state.run.number += 1;
            state.run.session = Session::Running(0);
            state.run.revision = state.doc.snapshot().revision();
            vec![Effect::StartRun(state.run.number, Box::new(request))]
        }
        Err(reason) => {
            state.run.session = Session::Refused(reason.clone());
            vec![Effect::Announce(reason)]
        }
    }
}

fn finished(state: &mut AppState, number: u64, result: Result<RunReport, String>) -> Vec<Effect> {
    if number != state.run.number || !state.run.is_running() {
        return Vec::new();
    }
    let said = match result {
        Ok(report) => {
            let said = run::summary(&report);
            let trail = Arc::new(Trail::of(&report));
            let revision = state.run.revision;
            state.run.session = Session::Over(Finished { report: Arc::new(report), trail, revision });
            said
        }
        Err(reason) => {
            state.run.session = Session::Refused(reason.clone());
            reason
        }
    };
    vec![Effect::Announce(said)]
}

/// Shows a step: its state is selected, its data stands in the panel.
fn show_visit(state: &mut AppState, visit: usize) -> Vec<Effect> {
    let path =
        state.run.finished().and_then(|run| run.report.visits.get(visit)).map(|visit| visit.path.clone());
    let Some(path) = path else { return Vec::new() };
    let effects = select(state, Some(path));
    state.run.visit = Some(visit);
    effects
}
