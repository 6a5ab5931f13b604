//! YAML that chance spoiled: nothing panics, nothing runs away, every place lies in the text.

use crate::inputs::Choices;
use asl_studio::asl::StateType;
use asl_studio::document::Snapshot;
use asl_studio::edit::{Command, Entry, Spot, plan};
use asl_studio::json::Pointer;
use asl_studio::syntax::{self, Syntax};
use asl_studio::text::TextRange;

#[test]
fn spoiled_yaml_keeps_the_laws() {
    run(3_000, 1);
}

#[test]
#[ignore = "as long as you like: ASL_STUDIO_FUZZ_COUNT and ASL_STUDIO_FUZZ_SEED say how much and from where"]
fn much_spoiled_yaml_keeps_the_laws() {
    let number = |name: &str, otherwise| {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
    };
    run(number("ASL_STUDIO_FUZZ_COUNT", 1_000_000), number("ASL_STUDIO_FUZZ_SEED", 1));
}

fn run(count: u64, seed: u64) {
    for number in 0..count {
        let mut choices = Choices::new(seed, number);
        check(&choices.spoiled_yaml(), choices.one_in(10));
    }
}

/// Parses the text as both syntaxes; now and then everything else is asked of it too.
fn check(text: &str, whole: bool) {
    for syntax in [Syntax::Json, Syntax::Yaml] {
        let parsed = syntax::parse(text, syntax);
        let is_place = |span: TextRange| text.get(span.start..span.end).is_some();
        for node in parsed.tree.ids() {
            assert!(is_place(parsed.tree.span(node)), "{text:?}");
            if let Some(string) = parsed.tree.as_str(node) {
                let part = TextRange::new(string.floor_char_boundary(string.len() / 3), string.len());
                assert!(is_place(syntax::string_span(&parsed.tree, text, node, part)), "{text:?}");
            }
        }
        assert!(parsed.problems.iter().all(|problem| is_place(problem.span)), "{text:?}");
        if whole {
            let snapshot = Snapshot::of_syntax(text, syntax);
            assert!(snapshot.problems().iter().all(|problem| is_place(problem.span)), "{text:?}");
            check_commands(&snapshot);
        }
    }
}

/// Commands on spoiled text are refused, or add nothing that is wrong with it.
fn check_commands(snapshot: &Snapshot) {
    let definition = snapshot.definition();
    for state in definition.states().iter().take(4).map(|state| definition.path(state.id)) {
        let states = vec![state.clone()];
        let field = Pointer::root().then("Comment");
        let commands = [
            Command::RenameState { state: state.clone(), name: "New: name".to_owned() },
            Command::InsertState { spot: Spot::After(state.clone()), state_type: StateType::Map },
            Command::SetField {
                state: state.clone(),
                field: field.clone(),
                entry: Entry::Typed("one\ntwo".to_owned()),
            },
            Command::SetField {
                state: state.clone(),
                field,
                entry: Entry::Json("{\"a\": [1, {}]}".to_owned()),
            },
            Command::ChangeType { state, to: StateType::Choice },
            Command::Duplicate { states: states.clone() },
            Command::WrapInMap { states: states.clone() },
            Command::DeleteStates { states },
        ];
        for plan in commands.iter().filter_map(|command| plan(snapshot, command).ok()) {
            assert!(plan.edit.fits(snapshot.text()), "{:?}", snapshot.text());
            let after = Snapshot::of_syntax(plan.edit.apply(snapshot.text()), snapshot.syntax());
            let problems = (snapshot.syntax_problems().len(), after.syntax_problems().len());
            assert!(problems.1 <= problems.0, "{:?}", snapshot.text());
        }
    }
}
