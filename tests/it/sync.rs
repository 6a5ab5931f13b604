//! Random walks through a document: typing, commands, undo, redo, selecting. After every step a mirror that only
//! heard of the edits holds the same text, and what the snapshot knows is what a fresh look at the text says. At the
//! end, undoing everything gives the first bytes back, and redoing everything the last.

use crate::support::definitions;
use asl_studio::asl::{Definition, EdgePath, MachinePath, State, StatePath, StateType, TransitionKind};
use asl_studio::diagnostic::Severity;
use asl_studio::document::{Applied, Caret, Document, Millis, Origin, Selection, Snapshot, Transaction};
use asl_studio::edit::{Command, Destination, Entry, Spot, plan};
use asl_studio::json::Pointer;
use asl_studio::text::{TextEdit, TextRange};
use asl_studio::value::Value;

const STEPS: usize = 60;

#[test]
fn generated_definitions_survive_a_walk() {
    for seed in 0..150 {
        let mut dice = Dice(seed);
        let text = generated(&mut dice);
        let mut walk = Walk::new(&text, seed);
        for _ in 0..STEPS {
            walk.step();
        }
        walk.finish(&text);
    }
}

#[test]
fn real_definitions_survive_a_walk() {
    let (mut planned, mut refused) = (0, 0);
    for (seed, (name, text)) in definitions().into_iter().enumerate() {
        println!("{name}");
        let mut walk = Walk::new(&text, seed as u64);
        for _ in 0..STEPS {
            walk.step();
        }
        planned += walk.planned;
        refused += walk.refused;
        walk.finish(&text);
    }
    println!("{planned} commands planned, {refused} refused");
}

#[test]
fn every_command_keeps_real_definitions_whole() {
    for (seed, (name, text)) in definitions().into_iter().enumerate() {
        let snapshot = Snapshot::new(text.as_str());
        let mut dice = Dice(seed as u64);
        for _ in 0..STEPS {
            let Some(command) = command(&mut dice, snapshot.definition()) else { continue };
            let Ok(plan) = plan(&snapshot, &command) else { continue };
            let after = Snapshot::new(plan.edit.apply(&text));
            let what = format!("{name}: {command:?}");
            check_untouched(&snapshot, &after, &what);
            if !matches!(command, Command::SetField { .. }) {
                let (old, new) = (snapshot.definition(), after.definition());
                assert!(dangling(new) <= dangling(old), "{what}");
            }
        }
    }
}

#[test]
fn what_only_adds_or_moves_brings_no_error() {
    for (name, text) in definitions() {
        let snapshot = Snapshot::new(text.as_str());
        for command in additions(snapshot.definition()) {
            let Ok(plan) = plan(&snapshot, &command) else { continue };
            let after = Snapshot::new(plan.edit.apply(&text));
            let old = errors(&snapshot);
            let new: Vec<_> = errors(&after).into_iter().filter(|error| !old.contains(error)).collect();
            assert!(
                new.is_empty() || errors(&after).len() <= old.len(),
                "{name}: {command:?} brings {new:?}"
            );
        }
    }
}

/// Commands on every third state after which the definition is as right as before.
fn additions(definition: &Definition) -> Vec<Command> {
    let mut commands = Vec::new();
    for state in paths(definition).into_iter().step_by(3) {
        let spot = Spot::After(state.clone());
        let new = |&state_type: &StateType| Command::InsertState { spot: spot.clone(), state_type };
        commands.extend(StateType::ALL.iter().map(new));
        commands.extend([
            Command::RenameState { state: state.clone(), name: "A name of its own".to_owned() },
            Command::Duplicate { states: vec![state.clone()] },
            Command::WrapInMap { states: vec![state.clone()] },
            Command::WrapInParallel { states: vec![state.clone()] },
            Command::AddChoiceRule { state, to: None },
        ]);
    }
    commands
}

fn errors(snapshot: &Snapshot) -> Vec<&'static str> {
    let errors = snapshot.problems().iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.code.0).collect()
}

/// Numbers that look random and are the same every time (xorshift*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        let mut x = self.0.wrapping_mul(2).wrapping_add(0x9e37_79b9_7f4a_7c15);
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.0 = x;
        (x.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides.max(1)
    }

    fn pick<'list, T>(&mut self, list: &'list [T]) -> Option<&'list T> {
        list.get(self.roll(list.len()))
    }
}

/// A document with a mirror of its text, as the text pane has one.
struct Walk {
    document: Document,
    mirror: String,
    dice: Dice,
    now: u64,
    planned: usize,
    refused: usize,
}

impl Walk {
    fn new(text: &str, seed: u64) -> Self {
        let dice = Dice(seed ^ 0x5eed);
        Walk { document: Document::new(text), mirror: text.to_owned(), dice, now: 0, planned: 0, refused: 0 }
    }

    fn step(&mut self) {
        self.now += [10, 200, 900][self.dice.roll(3)];
        let applied = match self.dice.roll(10) {
            0 => self.document.undo(),
            1 => self.document.redo(),
            2 => self.select(),
            3 | 4 => self.type_something(),
            _ => self.command(),
        };
        self.follow(applied.as_ref());
        self.check();
    }

    fn select(&mut self) -> Option<Applied> {
        let states: Vec<StatePath> = paths(self.document.snapshot().definition());
        let chosen = self.dice.pick(&states).cloned();
        let selection = Selection {
            caret: Caret::at(self.dice.roll(self.mirror.len() + 2)),
            states: chosen.into_iter().collect(),
            edge: None,
        };
        self.document.select(selection);
        None
    }

    fn type_something(&mut self) -> Option<Applied> {
        const KEYS: &[&str] =
            &["", "x", "\"", "{", "}", ",", " ", "\n", "é", "[1, 2]", "\"Next\": \"A\",", ":"];
        let text = &self.mirror;
        let near = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let start = near(self.dice.roll(text.len() + 1));
        let end = near(start + [0, 0, 1, 5][self.dice.roll(4)]);
        let edit = TextEdit::replace(TextRange::new(start, end), *self.dice.pick(KEYS)?);
        self.document.apply(Transaction::typing(edit), Millis(self.now))
    }

    fn command(&mut self) -> Option<Applied> {
        let snapshot = self.document.snapshot().clone();
        let command = command(&mut self.dice, snapshot.definition())?;
        let Ok(plan) = plan(&snapshot, &command) else {
            self.refused += 1;
            return None;
        };
        self.planned += 1;
        let after = Snapshot::new(plan.edit.apply(snapshot.text()));
        let problems = |snapshot: &Snapshot| snapshot.syntax_problems().len();
        assert!(problems(&after) <= problems(&snapshot), "{command:?} breaks {}", snapshot.text());
        check_untouched(&snapshot, &after, &format!("{command:?}"));
        self.document.apply(plan.into_transaction(Origin::Gesture), Millis(self.now))
    }

    fn follow(&mut self, applied: Option<&Applied>) {
        if let Some(applied) = applied {
            self.mirror = applied.edit.apply(&self.mirror);
        }
    }

    fn check(&self) {
        let snapshot = self.document.snapshot();
        assert_eq!(&**snapshot.text(), self.mirror);
        let fresh = Snapshot::new(self.mirror.as_str());
        assert_eq!(snapshot.definition(), fresh.definition());
        assert_eq!(snapshot.syntax_problems(), fresh.syntax_problems());
        let caret = self.document.selection().caret.range();
        assert!(self.mirror.get(caret.start..caret.end).is_some(), "the caret lies in the text");
    }

    fn finish(mut self, start: &str) {
        let end = self.mirror.clone();
        let mut undone = Vec::new();
        while let Some(applied) = self.document.undo() {
            self.follow(Some(&applied));
            undone.push(self.mirror.clone());
        }
        assert_eq!(self.mirror, start, "undoing everything gives the first bytes");
        self.check();
        undone.pop();
        while let Some(applied) = self.document.redo() {
            self.follow(Some(&applied));
            if let Some(passed) = undone.pop() {
                assert_eq!(self.mirror, passed, "redo passes the same texts");
            }
        }
        assert!(self.mirror == end || self.document.history().undone().is_empty());
    }
}

/// How many targets name no state.
fn dangling(definition: &Definition) -> usize {
    let exits = definition.states().iter().flat_map(|state| &state.transitions);
    exits.filter(|exit| exit.resolved.is_none()).count()
        + definition.machines().iter().filter(|machine| machine.start.is_none()).count()
}

/// Any command on any state, sensible or not.
fn command(dice: &mut Dice, definition: &Definition) -> Option<Command> {
    let states = paths(definition);
    let state = dice.pick(&states).cloned().unwrap_or_else(|| StatePath::top("Nothing"));
    let other = dice.pick(&states).cloned().unwrap_or_else(|| state.sibling("Other"));
    let state_type = *dice.pick(&StateType::ALL)?;
    let edge = edge(dice, definition, &state);
    Some(match dice.roll(17) {
        0 => Command::RenameState { state, name: format!("S {}", dice.roll(99)) },
        1 => Command::DeleteStates { states: vec![state] },
        2 => Command::DeleteStates { states: vec![state, other] },
        3 => Command::InsertState { spot: Spot::After(state), state_type },
        4 | 5 => Command::InsertState { spot: Spot::On(edge), state_type },
        6 | 7 => Command::Connect { edge, to: Destination::State(other) },
        8 => Command::Connect { edge, to: Destination::End },
        9 => Command::SetStart { state },
        10 => set_field(dice, state),
        11 => Command::RemoveField { state, field: Pointer::root().then(*dice.pick(FIELDS)?) },
        12 => Command::ChangeType { state, to: state_type },
        13 => Command::AddChoiceRule { state, to: None },
        16 => Command::DeleteEdge { edge },
        14 => Command::Duplicate { states: vec![state] },
        _ if dice.roll(2) == 0 => Command::WrapInMap { states: vec![state] },
        _ => Command::WrapInParallel { states: vec![state, other] },
    })
}

const FIELDS: &[&str] = &["Comment", "Seconds", "Next", "End", "Parameters", "Retry", "Type", "x-unknown"];

fn set_field(dice: &mut Dice, state: StatePath) -> Command {
    let field = Pointer::root().then(FIELDS[dice.roll(FIELDS.len())]);
    let entry = match dice.roll(5) {
        0 => Entry::Typed("7".to_owned()),
        1 => Entry::Typed("say \"é\"".to_owned()),
        2 => Entry::Json("{\"a\": [1, {\"b\": ${C}}]}".to_owned()),
        3 => Entry::Json("{".to_owned()),
        _ => Entry::Typed(String::new()),
    };
    Command::SetField { state, field, entry }
}

fn edge(dice: &mut Dice, definition: &Definition, state: &StatePath) -> EdgePath {
    let exits = definition.find(state).map_or(&[][..], |id| &definition.state(id).transitions);
    match (dice.roll(4), dice.pick(exits)) {
        (0, _) => EdgePath::Start(state.machine()),
        (1, _) => EdgePath::End(state.clone()),
        (2, _) => EdgePath::Exit(state.clone(), TransitionKind::Catch(dice.roll(3))),
        (_, Some(exit)) => EdgePath::Exit(state.clone(), exit.kind),
        (_, None) => EdgePath::Start(MachinePath::top()),
    }
}

fn paths(definition: &Definition) -> Vec<StatePath> {
    definition.states().iter().map(|state| definition.path(state.id)).collect()
}

/// States that mean the same before and after are written in the same letters, except for those that moved into
/// another container, as when a Parallel becomes a Map, and those around states of one name: their value shows only
/// the last of these.
fn check_untouched(before: &Snapshot, after: &Snapshot, what: &str) {
    let (old, new) = (before.definition(), after.definition());
    let value = |definition: &Definition, state: &State| {
        state.node.map(|node| definition.tree().value(node).to_json())
    };
    for state in old.states() {
        let path = old.path(state.id);
        let Some(same) = new.find(&path).map(|id| new.state(id)) else { continue };
        let hides_some =
            old.states().iter().any(|inner| inner.twins > 0 && state.span.contains_range(inner.span));
        if state.node.is_some()
            && !hides_some
            && old.pointer(state.id) == new.pointer(same.id)
            && value(old, state) == value(new, same)
        {
            assert_eq!(state.span.slice(before.text()), same.span.slice(after.text()), "{what}: {path}");
        }
    }
}

/// A definition of a few states of all types, nested twice at most, in one of several ways of writing.
fn generated(dice: &mut Dice) -> String {
    let mut number = 0;
    let machine = Value::object(machine(dice, &mut number, 2));
    let pretty = machine.to_pretty_json();
    match dice.roll(4) {
        0 => machine.to_json(),
        1 => pretty.replace("  ", "\t") + "\n",
        2 => format!("\u{feff}{}\r\n", pretty.replace('\n', "\r\n")),
        _ => pretty,
    }
}

fn machine(dice: &mut Dice, number: &mut usize, depth: usize) -> Vec<(&'static str, Value)> {
    let names: Vec<String> = (0..1 + dice.roll(5))
        .map(|_| {
            *number += 1;
            format!("State {number}")
        })
        .collect();
    let states: Vec<(String, Value)> =
        names.iter().map(|name| (name.clone(), generated_state(dice, &names, number, depth))).collect();
    vec![("StartAt", Value::from(names[0].as_str())), ("States", Value::object(states))]
}

fn generated_state(dice: &mut Dice, names: &[String], number: &mut usize, depth: usize) -> Value {
    let target = |dice: &mut Dice| Value::from(dice.pick(names).map_or("", String::as_str));
    let state_type = StateType::ALL[dice.roll(if depth == 0 { 6 } else { 8 })];
    let mut fields = vec![("Type", Value::from(state_type.name()))];
    match state_type {
        StateType::Task => fields.push(("Resource", Value::from("arn:aws:states:::sqs:sendMessage"))),
        StateType::Wait => fields.push(("Seconds", Value::from(1i64))),
        StateType::Choice => {
            let rules = (0..dice.roll(3)).map(|_| {
                Value::object([
                    ("Variable", Value::from("$.a")),
                    ("IsNull", Value::from(true)),
                    ("Next", target(dice)),
                ])
            });
            fields.push(("Choices", Value::array(rules.collect())));
            fields.push(("Default", target(dice)));
        }
        StateType::Parallel => {
            let branches = (0..1 + dice.roll(2)).map(|_| Value::object(machine(dice, number, depth - 1)));
            fields.push(("Branches", Value::array(branches.collect())));
        }
        StateType::Map => {
            fields.push(("ItemProcessor", Value::object(machine(dice, number, depth - 1))));
        }
        StateType::Pass | StateType::Succeed | StateType::Fail => {}
    }
    if state_type.handles_errors() && dice.roll(2) == 0 {
        let catcher = Value::object([
            ("ErrorEquals", Value::array(vec![Value::from("States.ALL")])),
            ("Next", target(dice)),
        ]);
        fields.push(("Catch", Value::array(vec![catcher])));
    }
    if state_type.has_next() {
        let way_on = if dice.roll(3) == 0 { ("End", Value::from(true)) } else { ("Next", target(dice)) };
        fields.push(way_on);
    }
    Value::object(fields)
}
