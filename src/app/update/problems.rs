use super::document::{apply, notify};
use super::text;
use crate::app::problem_list::next_problem;
use crate::app::{AppState, Effect, Problems, ProblemsMsg, TextMsg, Tone, keep, marks, sentence};
use crate::diagnostic::Code;
use crate::document::{Millis, Origin};
use crate::edit::{Command, plan};
use crate::lint::rules;
use std::sync::Arc;

pub(super) fn update(state: &mut AppState, msg: ProblemsMsg, now: Millis) -> Vec<Effect> {
    match msg {
        ProblemsMsg::Fix(command) => fix(state, &command, now),
        ProblemsMsg::Show(severity, is_shown) => {
            let hidden = &mut state.filter.hidden;
            let _ = if is_shown { hidden.remove(&severity) } else { hidden.insert(severity) };
            Vec::new()
        }
        ProblemsMsg::Search(text) => {
            state.filter.search = text;
            Vec::new()
        }
        ProblemsMsg::Walk { forward } => match next_problem(state, forward) {
            Some(span) => text::update(state, TextMsg::GoTo(span), now),
            None => vec![Effect::Announce("No problems".to_owned())],
        },
        ProblemsMsg::Silence(rule, is_silenced) => {
            state.checks.set_silenced(rule, is_silenced);
            checked_anew(state)
        }
        ProblemsMsg::Express(is_express) => {
            state.checks.express = is_express;
            checked_anew(state)
        }
    }
}

fn checked_anew(state: &mut AppState) -> Vec<Effect> {
    find(state);
    vec![keep::checks(state)]
}

/// Looks for the problems of the present text.
pub(super) fn find(state: &mut AppState) {
    let snapshot = state.doc.snapshot();
    let list = Arc::new(state.checks.problems(snapshot));
    let faulty = Arc::new(marks::faulty(snapshot, &list));
    let found = state.problems.found + 1;
    state.problems = Problems { revision: Some(snapshot.revision()), list, faulty, found };
}

fn fix(state: &mut AppState, command: &Command, now: Millis) -> Vec<Effect> {
    match plan(state.doc.snapshot(), command) {
        Ok(plan) => {
            let label = plan.label.clone();
            let mut effects = apply(state, plan.into_transaction(Origin::QuickFix(code(command))), now);
            find(state);
            effects.push(Effect::Announce(label));
            effects
        }
        Err(refusal) => notify(state, sentence(&refusal.to_string()), Tone::Bad),
    }
}

fn code(command: &Command) -> Code {
    let rule = match command {
        Command::Fix { rule, .. } => rules::named(rule),
        Command::FixAll { rule } => rule.and_then(rules::named),
        _ => None,
    };
    rule.map_or(Code("FIX_ALL"), |rule| rule.code)
}
