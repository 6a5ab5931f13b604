//! The check helpers of all commands. A fixture is one string: the text before, a line `=> command`, the text after.
//! Commands are written as people would say them; [`command`] lists the forms.

use super::{Command, Destination, Entry, Plan, Spot, plan};
use crate::asl::{Definition, EdgePath, MachinePath, StatePath, StateType, TransitionKind};
use crate::document::{Document, Millis, Origin, Snapshot};
use crate::json::{Pointer, Step};
use crate::lint::rules;
use crate::syntax::{Syntax, convert};
use crate::text::TextRange;

/// Plans the command of a fixture and compares the text. On the way it checks undo and redo, that states which mean
/// the same have the same letters, that what is selected exists, and that no syntax problem and no dangling target
/// is new.
#[track_caller]
pub(super) fn check_command(fixture: &str) -> Plan {
    let (before, said) = fixture.split_once("\n=> ").expect("a line `=> command`");
    let (said, after) = said.split_once('\n').expect("a text after the command");
    let before = before.strip_prefix('\n').unwrap_or(before);
    check_text(before, said, after)
}

#[track_caller]
pub(super) fn check_text(before: &str, said: &str, after: &str) -> Plan {
    let snapshot = Snapshot::new(before);
    let plan = plan(&snapshot, &fix(&snapshot, said).unwrap_or_else(|| command(said)))
        .unwrap_or_else(|refusal| panic!("{said}: {refusal}"));
    assert_eq!(plan.edit.apply(before), after, "{said}");
    check_undo(before, after, &plan);
    check_definitions(&snapshot, &Snapshot::new(after), &plan);
    for yaml in in_yaml(before) {
        check_yaml(&yaml, said, after);
    }
    plan
}

/// The same definition as YAML: in blocks, with comments on all lines and other columns, with states in brackets, all
/// in brackets; nothing if it is broken.
fn in_yaml(json: &str) -> Vec<String> {
    let Ok(plain) = convert(json, Syntax::Json, |_, _| false) else { return Vec::new() };
    let commented = plain.lines().enumerate().map(|(number, line)| {
        let text = line.trim_start();
        let indent = &line[..line.len() - text.len()];
        let dash = text.starts_with('-');
        let text = text.replace("- ", "-   ");
        let above = if dash { String::new() } else { format!("{indent}{indent}# above {number}\r\n") };
        format!("{above}{indent}{indent}{text} # beside {number}\r\n")
    });
    let has_blocks = plain.lines().any(|line| line.ends_with(['|', '>', '-']));
    let commented = if has_blocks { String::new() } else { commented.collect() };
    let mut texts = vec![plain, commented, in_brackets(json), json.to_owned()];
    texts.retain(|text| !text.is_empty());
    texts
}

/// A block of the outer fields and of the states; what a state holds stands in brackets.
fn in_brackets(json: &str) -> String {
    let tree = crate::json::parse(json).tree;
    let mut out = String::new();
    for member in tree.root().iter().flat_map(|&root| tree.members(root)) {
        let Some(value) = member.value else { continue };
        if &*member.key != "States" || tree.members(value).is_empty() {
            out += &format!("{}: {}\n", member.key, tree.value(value));
            continue;
        }
        out += "States:\n";
        for state in tree.members(value) {
            let state_text = state.value.map(|state| tree.value(state).to_string()).unwrap_or_default();
            out += &format!("  \"{}\": {state_text}\n", state.key);
        }
    }
    out
}

/// Plans a command of JSON on the same definition in YAML: the laws are the same, and what comes out is.
#[track_caller]
fn check_yaml(before: &str, said: &str, json_after: &str) {
    let snapshot = Snapshot::of_syntax(before, Syntax::Yaml);
    let plan = plan(&snapshot, &fix(&snapshot, said).unwrap_or_else(|| command(said)))
        .unwrap_or_else(|refusal| panic!("{said}: {refusal}\n{before}"));
    let after = plan.edit.apply(before);
    check_undo(before, &after, &plan);
    let changed = Snapshot::of_syntax(after.as_str(), Syntax::Yaml);
    assert_eq!(changed.syntax_problems(), [], "{said}\n{before}\n=>\n{after}");
    check_definitions(&snapshot, &changed, &plan);
    let value = |snapshot: &Snapshot| {
        snapshot.tree().root().map(|root| snapshot.tree().value(root).to_pretty_json()).unwrap_or_default()
    };
    assert_eq!(value(&changed), value(&Snapshot::new(json_after)), "{said}\n{before}\n=>\n{after}");
}

/// Plans a command that must be refused, and compares the reason.
#[track_caller]
pub(super) fn check_refused(before: &str, said: &str, reason: &str) {
    let snapshot = Snapshot::new(before);
    let refusal = plan(&snapshot, &fix(&snapshot, said).unwrap_or_else(|| command(said))).expect_err(said);
    assert_eq!(refusal.to_string(), reason);
}

/// Reads a fix: `fix rule at text`, which takes the first fix of the problem that the rule finds at the text, `fix-all rule`
/// or `fix-all safe`.
fn fix(snapshot: &Snapshot, said: &str) -> Option<Command> {
    if let Some(rule) = said.strip_prefix("fix-all ") {
        return Some(Command::FixAll { rule: rules::named(rule).map(|rule| rule.name) });
    }
    let (rule, text) = said.strip_prefix("fix ")?.split_once(" at ")?;
    let problem = snapshot
        .problems()
        .iter()
        .find(|problem| {
            problem.rule == Some(rule) && problem.span.slice(snapshot.text()).trim_matches('"') == text
        })
        .expect("such a problem");
    let title = problem.fixes.first().expect("a fix").title.clone();
    Some(Command::Fix { rule: problem.rule.expect("a rule"), at: problem.span, title })
}

fn check_undo(before: &str, after: &str, plan: &Plan) {
    let mut document = Document::new(before);
    document.apply(plan.clone().into_transaction(Origin::Gesture), Millis(0));
    let selection = document.selection().clone();
    document.undo();
    assert_eq!(&**document.snapshot().text(), before, "undo gives the same bytes");
    document.redo();
    assert_eq!(&**document.snapshot().text(), after, "redo does it again");
    assert_eq!(document.selection(), &selection, "redo selects the same");
}

fn check_definitions(before: &Snapshot, after: &Snapshot, plan: &Plan) {
    let (old, new) = (before.definition(), after.definition());
    assert!(after.syntax_problems().len() <= before.syntax_problems().len(), "no new syntax problems");
    assert!(dangling(new) <= dangling(old), "no new dangling targets");
    for state in old.states() {
        let path = plan.remap.state(&old.path(state.id));
        let Some(same) = new.find(&path).map(|id| new.state(id)) else { continue };
        let value = |definition: &Definition, state: &crate::asl::State| {
            state.node.map(|node| definition.tree().value(node).to_json())
        };
        if state.node.is_some() && value(old, state) == value(new, same) && old.path(state.id) == path {
            assert_eq!(letters(before, state.span), letters(after, same.span), "the letters of {path}");
        }
    }
    for path in plan.select.iter().flat_map(|selection| &selection.states) {
        assert!(new.find(path).is_some(), "{path} is selected and exists");
    }
}

/// What stands there; in YAML without indentation, which follows from where it stands.
fn letters(snapshot: &Snapshot, span: TextRange) -> Vec<&str> {
    let lines = span.slice(snapshot.text()).lines();
    match snapshot.syntax() {
        Syntax::Json => lines.collect(),
        Syntax::Yaml => lines.map(str::trim_start).collect(),
    }
}

fn dangling(definition: &Definition) -> usize {
    let targets = definition.states().iter().flat_map(|state| &state.transitions);
    targets.filter(|transition| transition.resolved.is_none()).count()
        + definition.machines().iter().filter(|machine| machine.start.is_none()).count()
}

/// Reads a command: `rename A to B`, `variable a to b`, `delete A, B`, `insert Pass after A`, `insert Pass on A.Next`, `connect A.Next
/// to B`, `cut A.Next`, `start A`, `set A/Comment = text`, `set A/Result := {"json": 1}`, `remove A/Comment`, `type A to Task`,
/// `rule C to A`, `rule C`, `order C 0 to 1`, `duplicate A`, `parallel A, B`, `map A`. Nested states are written
/// `P[0].A`, edges `Start`, `P[0].Start`, `A.Next`, `A.End`, `A.Default`, `A.Choice1`, `A.Catch0`.
pub(super) fn command(said: &str) -> Command {
    let (verb, rest) = said.split_once(' ').expect("a verb");
    let (first, second) = rest.split_once(" to ").unwrap_or((rest, ""));
    let states = || rest.split(", ").map(path).collect();
    match verb {
        "rename" => Command::RenameState { state: path(first), name: second.to_owned() },
        "variable" => Command::RenameVariable {
            machine: MachinePath::top(),
            name: first.to_owned(),
            to: second.to_owned(),
        },
        "delete" => Command::DeleteStates { states: states() },
        "insert" => insert(rest),
        "connect" => Command::Connect { edge: edge(first), to: destination(second) },
        "cut" => Command::DeleteEdge { edge: edge(rest) },
        "start" => Command::SetStart { state: path(rest) },
        "set" => set(rest),
        "remove" => {
            let (state, field) = field(rest);
            Command::RemoveField { state, field }
        }
        "type" => Command::ChangeType { state: path(first), to: state_type(second) },
        "rule" => Command::AddChoiceRule {
            state: path(first),
            to: Some(path(second)).filter(|_| !second.is_empty()),
        },
        "order" => {
            let (state, from) = first.rsplit_once(' ').expect("a rule's number");
            Command::ReorderChoiceRules { state: path(state), from: number(from), to: number(second) }
        }
        "duplicate" => Command::Duplicate { states: states() },
        "parallel" => Command::WrapInParallel { states: states() },
        "map" => Command::WrapInMap { states: states() },
        _ => panic!("no command `{said}`"),
    }
}

fn insert(said: &str) -> Command {
    let (kind, spot) = said.split_once(' ').expect("a type and a spot");
    let spot = match spot.split_once(' ') {
        Some(("after", state)) => Spot::After(path(state)),
        Some(("on", said)) => Spot::On(edge(said)),
        _ => panic!("no spot `{spot}`"),
    };
    Command::InsertState { spot, state_type: state_type(kind) }
}

fn set(said: &str) -> Command {
    let (place, entry) = said.split_once(" = ").map_or_else(
        || {
            said.split_once(" := ")
                .map(|(place, json)| (place, Entry::Json(json.to_owned())))
                .expect("a value")
        },
        |(place, typed)| (place, Entry::Typed(typed.to_owned())),
    );
    let (state, field) = field(place);
    Command::SetField { state, field, entry }
}

fn field(said: &str) -> (StatePath, Pointer) {
    let (state, field) = said.split_once('/').expect("a state and a field");
    let step = |step: &str| step.parse::<usize>().map_or_else(|_| Step::from(step), Step::from);
    (path(state), Pointer::new(field.split_terminator('/').map(step).collect()))
}

fn path(said: &str) -> StatePath {
    let (containers, name) = containers(said);
    // A stroke behind a name is for one more state of that name behind it.
    let plain = name.trim_end_matches('\'');
    containers.state(plain).before(name.len() - plain.len())
}

/// The machine before the last dot that follows a `]`, and the rest.
fn containers(said: &str) -> (MachinePath, &str) {
    let mut machine = MachinePath::top();
    let mut rest = said;
    while let Some((container, inner)) = rest.split_once("].") {
        let (name, branch) = container.split_once('[').expect("a branch");
        machine = machine.state(name).branch(number(branch));
        rest = inner;
    }
    (machine, rest)
}

fn edge(said: &str) -> EdgePath {
    let (machine, rest) = containers(said);
    if rest == "Start" {
        return EdgePath::Start(machine);
    }
    let (state, slot) = rest.rsplit_once('.').expect("a state and a slot");
    let state = machine.state(state);
    let index = |prefix: &str| slot.strip_prefix(prefix).map(number);
    match slot {
        "End" => EdgePath::End(state),
        "Next" => EdgePath::Exit(state, TransitionKind::Next),
        "Default" => EdgePath::Exit(state, TransitionKind::Default),
        _ => {
            let rule = index("Choice").map(TransitionKind::Choice);
            let kind = rule.or_else(|| index("Catch").map(TransitionKind::Catch)).expect("a slot");
            EdgePath::Exit(state, kind)
        }
    }
}

fn destination(said: &str) -> Destination {
    if said == "End" { Destination::End } else { Destination::State(path(said)) }
}

fn state_type(said: &str) -> StateType {
    StateType::from_name(said).expect("a type")
}

fn number(said: &str) -> usize {
    said.parse().expect("a number")
}
