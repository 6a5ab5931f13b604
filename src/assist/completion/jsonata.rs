use super::CompletionKind::{Path, Variable};
use super::candidate::{Candidate, Insert};
use super::data::{context_below, gathered, members, preview};
use super::expressions::{Found, function, seen, variables};
use crate::asl::StateType;
use crate::asl::fields::ObjectKind;
use crate::assist::caret::Caret;
use crate::assist::knowledge::{FUNCTIONS, STATES_MEMBERS};
use crate::assist::locals::locals;
use crate::assist::run::{DryRun, Seen};
use crate::assist::scan::decode;
use crate::assist::site::Site;
use crate::expr::jsonata::{Bindings, Dialect, Environment, Expression};
use crate::value::Value;

/// Completions in a JSONata expression.
pub(super) fn candidates(site: &Site<'_>, caret: &Caret<'_>, run: &dyn DryRun) -> Found {
    let range = caret.word();
    let typed = caret.text.get(range.start..caret.at).unwrap_or_default().to_owned();
    let candidates = if caret.is_quoted() {
        Vec::new()
    } else if caret
        .text
        .get(..range.start)
        .is_some_and(|before| before.ends_with('.') && range.start > caret.start)
    {
        let chain = decode(caret.chain_before(range.start - 1).slice(caret.text));
        steps(site, &chain, seen(site, run).as_ref())
    } else {
        roots(site, caret, range.end)
    };
    Found { candidates, range, typed }
}

/// What an expression may begin with.
fn roots(site: &Site<'_>, caret: &Caret<'_>, end: usize) -> Vec<Candidate> {
    let locals = locals(caret.before());
    let local = |name: &String| {
        let label = format!("${name}");
        let candidate = Candidate::new(Variable, label.clone(), Insert::Letters(label));
        candidate.detail("set in this expression").alias(name)
    };
    let of_state = |(name, what): (&str, &'static str)| {
        let label = format!("$states.{name}");
        let candidate = Candidate::new(Variable, label.clone(), Insert::Letters(label));
        candidate.detail("of this state").info(what).alias(name)
    };
    let mut found: Vec<Candidate> =
        locals.iter().map(local).chain(states_members(site).map(of_state)).collect();
    let is_hidden = |candidate: &Candidate| locals.iter().any(|name| candidate.label == format!("${name}"));
    found.extend(variables(site, |name| format!("${name}")).into_iter().filter(|known| !is_hidden(known)));
    let is_called = caret.text.get(end..).is_some_and(|rest| rest.starts_with('('));
    found.extend(FUNCTIONS.iter().map(|note| function(note, is_called).order(100)));
    found
}

/// The members of `$states` that are there in the field of the caret (reference b4).
fn states_members(site: &Site<'_>) -> impl Iterator<Item = (&'static str, &'static str)> {
    let owner = site.object().and_then(|(kind, ..)| kind);
    let field = site.way().into_iter().next().unwrap_or_default();
    let comes_after = matches!(field.as_str(), "Output" | "Assign");
    let works =
        matches!(owner, Some(ObjectKind::State(StateType::Task | StateType::Map | StateType::Parallel)));
    let is_there = move |name: &str| match name {
        "result" => comes_after && works,
        "errorOutput" => comes_after && owner == Some(ObjectKind::Catcher),
        _ => true,
    };
    STATES_MEMBERS.iter().copied().filter(move |(name, _)| is_there(name))
}

/// What may stand behind a chain and its dot.
fn steps(site: &Site<'_>, chain: &str, seen: Option<&Seen>) -> Vec<Candidate> {
    if chain == "$states" {
        let row = |(order, (name, what)): (usize, (&'static str, &'static str))| {
            Candidate::new(Variable, name, Insert::Letters(name.to_owned()))
                .detail("of this state")
                .info(what)
                .order(order)
        };
        return states_members(site).enumerate().map(row).collect();
    }
    let value = seen.and_then(|seen| evaluate(chain, seen)).map(|value| gathered(&value));
    if let Some(path) = chain.strip_prefix("$states.context") {
        return context(site, path.trim_start_matches('.'), value.as_ref());
    }
    value.as_ref().map_or(Vec::new(), data)
}

fn context(site: &Site<'_>, path: &str, value: Option<&Value>) -> Vec<Candidate> {
    let known = context_below(site, path);
    let mut found: Vec<Candidate> = known
        .iter()
        .enumerate()
        .map(|(order, (name, member))| {
            let sample = value.and_then(|value| value.get(name)).map(preview);
            Candidate::new(Path, *name, Insert::Letters((*name).to_owned()))
                .detail(sample.unwrap_or_else(|| "context object".to_owned()))
                .info(member.what)
                .order(order)
        })
        .collect();
    let others = value.map_or(Vec::new(), data);
    found.extend(
        others
            .into_iter()
            .filter(|other| known.is_empty() || !known.iter().any(|(name, _)| *name == other.label)),
    );
    found
}

/// The members of data, also those further down; arrays are gone through by themselves.
fn data(value: &Value) -> Vec<Candidate> {
    let row = |(order, member): (usize, super::data::Member)| {
        let names: Vec<String> = member.way.iter().flatten().map(|key| quoted(key)).collect();
        if member.way.last().is_some_and(Option::is_none) || names.is_empty() {
            return None;
        }
        let label = names.join(".");
        let depth = member.way.len();
        Some(
            Candidate::new(Path, label.clone(), Insert::Letters(label))
                .detail(preview(&member.value))
                .order(order + depth * 100),
        )
    };
    members(value).into_iter().enumerate().filter_map(row).collect()
}

/// A name as a path takes it.
fn quoted(key: &str) -> String {
    let plain = key.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !key.starts_with(|c: char| c.is_ascii_digit());
    if plain && !key.is_empty() { key.to_owned() } else { format!("`{key}`") }
}

/// The value of an expression in what the run saw; none where it has none.
pub(in crate::assist) fn evaluate(expression: &str, seen: &Seen) -> Option<Value> {
    let expression = Expression::parse(expression, Dialect::StepFunctions).ok()?;
    let mut random = || 0;
    let mut environment = Environment::new(Dialect::StepFunctions, 0, &mut random);
    expression.evaluate(None, &bindings(seen), &mut environment).ok()?.into_value()
}

fn bindings(seen: &Seen) -> Bindings {
    let parts = [
        ("input", Some(&seen.data)),
        ("context", Some(&seen.context)),
        ("result", seen.result.as_ref()),
        ("errorOutput", seen.error.as_ref()),
    ];
    let states = Value::object(parts.into_iter().filter_map(|(name, value)| Some((name, value?.clone()))));
    let mut bindings = seen.variables.clone();
    bindings.insert("states".into(), states);
    bindings
}
