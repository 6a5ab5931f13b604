//! What is written stays: real definitions under random commands, in JSON and in YAML.

use crate::support;
use asl_studio::asl::{Definition, EdgePath, StatePath, StateType, TransitionKind};
use asl_studio::document::{Document, Millis, Origin, Snapshot};
use asl_studio::edit::{Command, Destination, Entry, Spot, plan};
use asl_studio::expr::split_mix;
use asl_studio::json::{Pointer, Step};
use asl_studio::syntax::{Syntax, convert, format};
use asl_studio::value::Value;

/// So many commands a file gets.
const COMMANDS: usize = 25;

#[test]
fn real_definitions_survive_random_commands() {
    for (seed, (name, text)) in all().into_iter().enumerate() {
        check(&name, &text, first_seed() + seed as u64);
    }
}

#[test]
fn a_command_does_the_same_in_json_and_in_yaml() {
    for (seed, (name, text)) in all().into_iter().enumerate() {
        let snapshot = Snapshot::new(text.as_str());
        let to = Command::Convert { to: snapshot.syntax().other() };
        let Ok(plan) = plan(&snapshot, &to) else { continue };
        check_same(&name, &text, &plan.edit.apply(&text), first_seed() + seed as u64);
    }
}

#[test]
fn conversion_keeps_every_value_and_comes_back() {
    for (name, text) in all() {
        let first = Snapshot::new(text.as_str());
        let Ok(other) = convert(&text, first.syntax(), |_, _| false) else { continue };
        let second = Snapshot::new(other.as_str());
        assert_eq!(second.syntax(), first.syntax().other(), "{name}");
        assert_eq!(second.syntax_problems(), [], "{name}\n{other}");
        assert_eq!(value(&second), value(&first), "{name}");
        let back = convert(&other, second.syntax(), |_, _| false).expect("what was converted is whole");
        assert_eq!(value(&Snapshot::new(back.as_str())), value(&first), "{name}");
    }
}

#[test]
fn a_new_layout_keeps_every_value_and_comment_and_is_final() {
    for (name, text) in all() {
        let first = Snapshot::new(text.as_str()).syntax();
        let other = convert(&text, first, |_, _| false).map(|other| (other, first.other()));
        for (text, syntax) in [(text, first)].into_iter().chain(other) {
            let once = format(&text, syntax).apply(&text);
            let parsed = |text: &str| value(&Snapshot::of_syntax(text, syntax));
            assert_eq!(parsed(&once), parsed(&text), "{name}\n{once}");
            assert_eq!(once.matches('#').count(), text.matches('#').count(), "{name}\n{once}");
            assert_eq!(format(&once, syntax).apply(&once), once, "{name}");
        }
    }
}

#[test]
fn commands_that_take_nothing_away_keep_every_comment() {
    for (seed, (name, text)) in all().into_iter().enumerate() {
        let snapshot = Snapshot::new(text.as_str());
        let yaml = match snapshot.syntax() {
            Syntax::Yaml => Ok(text),
            Syntax::Json => convert(&text, Syntax::Json, |_, _| false),
        };
        let Ok(yaml) = yaml else { continue };
        let mut chance = Chance(first_seed() + seed as u64);
        let (text, remarks) = with_remarks(&yaml, &mut chance);
        let snapshot = Snapshot::of_syntax(text.as_str(), Syntax::Yaml);
        for _ in 0..COMMANDS {
            let command = chance.command(snapshot.definition());
            if takes_away(&snapshot, &command) {
                continue;
            }
            let Ok(plan) = plan(&snapshot, &command) else { continue };
            let after = plan.edit.apply(&text);
            let lost =
                (0..remarks).map(|number| format!("# r{number}.")).find(|remark| !after.contains(remark));
            assert_eq!(lost, None, "{name}: {command:?}\n{text}\n=>\n{after}");
        }
    }
}

/// The text with a dozen remarks, on lines of their own and behind what stands there, and how many they are.
fn with_remarks(yaml: &str, chance: &mut Chance) -> (String, usize) {
    let values = |text: &str| {
        let snapshot = Snapshot::of_syntax(text, Syntax::Yaml);
        (value(&snapshot), snapshot.syntax_problems().len())
    };
    let (before, mut text, mut remarks) = (values(yaml), yaml.to_owned(), 0);
    for _ in 0..12 {
        let starts: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let Some(&at) = chance.pick(&starts) else { break };
        let line = text[at + 1..].lines().next().unwrap_or_default();
        let blanks = &line[..line.len() - line.trim_start().len()];
        let remark = match chance.below(2) {
            0 => format!(" # r{remarks}."),
            _ => format!("\n{blanks}# r{remarks}."),
        };
        let mut with = text.clone();
        with.insert_str(at, &remark);
        if values(&with) == before {
            (text, remarks) = (with, remarks + 1);
        }
    }
    (text, remarks)
}

/// Whether a command deletes what may have remarks of its own.
fn takes_away(snapshot: &Snapshot, command: &Command) -> bool {
    match command {
        Command::SetField { entry, .. } if *entry == Entry::Typed(String::new()) => true,
        Command::SetField { state, field, .. } => {
            let definition = snapshot.definition();
            let state = definition.find(state).map(|state| definition.pointer(state));
            let value = state.and_then(|state| definition.tree().find(&state.join(field)));
            let is_container = |value: Value| value.as_object().is_some() || value.as_array().is_some();
            value.is_some_and(|value| is_container(definition.tree().value(value)))
        }
        Command::DeleteStates { .. } | Command::DeleteEdge { .. } => true,
        Command::RemoveField { .. } | Command::ChangeType { .. } => true,
        _ => false,
    }
}

/// `ASL_STUDIO_FUZZ_SEED` gives other commands.
fn first_seed() -> u64 {
    std::env::var("ASL_STUDIO_FUZZ_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0)
}

/// Every definition there is, and one of our own with what is hard.
fn all() -> Vec<(String, String)> {
    let own = [
        (
            "own.json",
            "\u{feff}{\r\n\t\"StartAt\": \"A\",\r\n\t\"States\": {\r\n\t\t\"A\": {\"Type\": \"Wait\", \"Seconds\": ${Delay}, \"x\":[1,  2], \"Next\": \"B\"},\r\n\t\t\"B\": {\"Type\": \"Task\", \"Resource\": \"${Fn}\", \"Retry\": ${Retry}, \"End\": true}\r\n\t}\r\n}\r\n\r\n",
        ),
        (
            "own.yaml",
            "# head\nStartAt: A # first\nStates:\n  # about A\n  A:\n    Type: Wait\n    Seconds: ${Delay}\n    Next: B\n\n  'B':\n    Type: Task\n    Resource: !GetAtt Fn.Arn\n    Comment: >-\n      one\n      two\n    Retry:\n    - {ErrorEquals: [States.ALL], MaxAttempts: 2} # flow\n    End: true\n# end\n",
        ),
    ];
    let own = own.map(|(name, text)| (name.to_owned(), text.to_owned()));
    own.into_iter().chain(support::definitions()).chain(support::yaml_definitions()).collect()
}

fn value(snapshot: &Snapshot) -> String {
    snapshot.tree().root().map(|root| snapshot.tree().value(root).to_pretty_json()).unwrap_or_default()
}

/// Applies random commands, each of which must leave the syntax whole, and takes all of them back.
#[track_caller]
fn check(name: &str, text: &str, seed: u64) {
    let mut document = Document::new(text);
    let problems = document.snapshot().syntax_problems().len();
    let mut chance = Chance(seed);
    for _ in 0..COMMANDS {
        let command = chance.command(document.snapshot().definition());
        let Ok(plan) = plan(document.snapshot(), &command) else { continue };
        document.apply(plan.into_transaction(Origin::Gesture), Millis(0));
        let snapshot = document.snapshot();
        assert!(snapshot.syntax_problems().len() <= problems, "{name}: {command:?}\n{}", snapshot.text());
    }
    let changed = document.snapshot().text().clone();
    while document.undo().is_some() {}
    assert_eq!(&**document.snapshot().text(), text, "{name}: undoing everything gives the same bytes");
    while document.redo().is_some() {}
    assert_eq!(document.snapshot().text(), &changed, "{name}: redoing everything gives the same bytes");
}

/// Does the same commands to both texts: both are refused, or both come to the same value.
#[track_caller]
fn check_same(name: &str, text: &str, converted: &str, seed: u64) {
    let (mut one, mut other) = (Snapshot::new(text), Snapshot::new(converted));
    assert_eq!(value(&one), value(&other), "{name}");
    let mut chance = Chance(seed);
    for _ in 0..COMMANDS {
        let command = chance.command(one.definition());
        let (first, second) = (plan(&one, &command), plan(&other, &command));
        match (&first, &second) {
            (Ok(first), Ok(second)) => {
                let texts = (first.edit.apply(one.text()), second.edit.apply(other.text()));
                let before = other.text().clone();
                (one, other) = (Snapshot::new(texts.0), Snapshot::new(texts.1));
                assert_eq!(value(&one), value(&other), "{name}: {command:?}\n{before}\n=>\n{}", other.text());
            }
            (Err(first), Err(second)) => assert_eq!(first.to_string(), second.to_string(), "{name}"),
            (Ok(_), Err(refusal)) | (Err(refusal), Ok(_)) => {
                let yaml = if one.syntax() == Syntax::Yaml { &one } else { &other };
                panic!("{name}: {command:?} is refused once only: {refusal}\n{}", yaml.text());
            }
        }
    }
}

/// Chooses commands.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (split_mix(self.0).1 % bound.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    fn state(&mut self, definition: &Definition) -> StatePath {
        let state = self.pick(definition.states());
        state.map_or_else(|| StatePath::top("A"), |state| definition.path(state.id))
    }

    fn state_type(&mut self) -> StateType {
        *self.pick(&StateType::ALL).unwrap_or(&StateType::Pass)
    }

    fn edge(&mut self, state: StatePath) -> EdgePath {
        match self.below(6) {
            0 => EdgePath::Start(state.machine()),
            1 => EdgePath::End(state),
            2 => EdgePath::Exit(state, TransitionKind::Default),
            3 => EdgePath::Exit(state, TransitionKind::Choice(self.below(3))),
            4 => EdgePath::Exit(state, TransitionKind::Catch(self.below(2))),
            _ => EdgePath::Exit(state, TransitionKind::Next),
        }
    }

    /// A way to a field that the state has, or may get.
    fn field(&mut self, definition: &Definition, state: &StatePath) -> Pointer {
        let tree = definition.tree();
        let object = definition.find(state).and_then(|state| definition.state(state).node);
        let keys: Vec<_> =
            object.iter().flat_map(|&node| tree.members(node)).map(|member| &member.key).collect();
        match (self.pick(&keys), self.below(3)) {
            (Some(key), 1..) => Pointer::root().then(*key),
            _ => Pointer::new(vec![Step::from(
                *self.pick(&["Comment", "TimeoutSeconds", "x-new"]).unwrap_or(&"x"),
            )]),
        }
    }

    fn entry(&mut self) -> Entry {
        const JSON: &[&str] =
            &["{\"a\": [1, {\"b.$\": \"$.c\"}], \"d\": {}}", "[]", "\"x: #y\"", "[[true], \"\"]"];
        const TYPED: &[&str] = &[
            "plain",
            "yes",
            "12",
            "${Later}",
            "two\nlines\n",
            "it's \"quoted\" # not",
            "{% $x %}",
            " blank ",
            "",
            "é\t",
        ];
        match self.below(2) {
            0 => Entry::Json(self.pick(JSON).copied().unwrap_or("1").to_owned()),
            _ => Entry::Typed(self.pick(TYPED).copied().unwrap_or("x").to_owned()),
        }
    }

    fn command(&mut self, definition: &Definition) -> Command {
        const NAMES: &[&str] = &["New one", "no", "a: b", "it's", "# 1", "x, [y]", "${N}", "Ünï"];
        let state = self.state(definition);
        let other = state.sibling(self.state(definition).name);
        match self.below(14) {
            0 | 1 => {
                Command::RenameState { state, name: self.pick(NAMES).copied().unwrap_or("N").to_owned() }
            }
            2 => Command::DeleteStates { states: vec![state] },
            3 => Command::InsertState { spot: Spot::After(state), state_type: self.state_type() },
            4 => Command::InsertState { spot: Spot::On(self.edge(state)), state_type: self.state_type() },
            5 => Command::Connect { edge: self.edge(state), to: Destination::State(other) },
            6 => Command::DeleteEdge { edge: self.edge(state) },
            7 => Command::SetStart { state },
            8 | 9 => Command::SetField { field: self.field(definition, &state), state, entry: self.entry() },
            10 => Command::RemoveField { field: self.field(definition, &state), state },
            11 => Command::ChangeType { state, to: self.state_type() },
            12 => Command::Duplicate { states: vec![state] },
            _ if self.below(2) == 0 => Command::WrapInMap { states: vec![state] },
            _ => Command::WrapInParallel { states: vec![state] },
        }
    }
}

#[test]
fn what_is_wrong_and_how_it_is_put_right_is_the_same_in_json_and_in_yaml() {
    for (name, text) in all() {
        let snapshot = Snapshot::new(text.as_str());
        let to = Command::Convert { to: snapshot.syntax().other() };
        let Ok(plan) = plan(&snapshot, &to) else { continue };
        let other = Snapshot::new(plan.edit.apply(&text));
        assert_eq!(findings(&snapshot), findings(&other), "{name}\n{}", other.text());
    }
}

/// Every problem with its place as AWS writes it, and with what each fix makes of the definition.
fn findings(snapshot: &Snapshot) -> Vec<String> {
    let problems = snapshot.problems().iter().map(|problem| {
        let fixes = problem.fixes.iter().map(|fix| {
            let fixed =
                Snapshot::of_syntax(fix.edit(snapshot.text()).apply(snapshot.text()), snapshot.syntax());
            format!("{}: {:?} {}", fix.title, fixed.syntax_problems(), value(&fixed))
        });
        let place = problem.location.clone().unwrap_or_default();
        format!("{} {place} {} {:?}", problem.code, problem.message, fixes.collect::<Vec<_>>())
    });
    let mut problems: Vec<String> = problems.collect();
    problems.sort();
    problems
}
