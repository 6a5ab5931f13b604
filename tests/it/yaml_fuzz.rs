//! YAML that chance spoiled: nothing panics, nothing runs away, every place lies in the text.

use asl_studio::asl::StateType;
use asl_studio::document::Snapshot;
use asl_studio::edit::{Command, Entry, Spot, plan};
use asl_studio::expr::split_mix;
use asl_studio::json::Pointer;
use asl_studio::syntax::{self, Syntax};
use asl_studio::text::TextRange;

/// What is spoiled: everything that the parser tells apart.
const SEED: &str = r##"# head
%YAML 1.2
---
Comment: >-
  folded
  text

    deeper
StartAt: &start "First \"one\" \u00e9"
States:
  'First "one" é': # beside
    Type: Choice
    Choices:
    - Variable: $.a
      IsPresent: true
      Next: Två
    -
      And: [{Variable: $.b, IsNull: false}, {Variable: "$.c", IsString: true}]
      Next: *start
    Default: Två
  Två:
    Type: Task
    Resource: !GetAtt Fn.Arn
    Parameters: &parameters
      a.$: States.Format('{}', $.a)
      b: {c: [1, 2.5, ~, yes], d: ${Later}}
    Retry: ${Retry}
    Assign: |+
      {% $x %}

    TimeoutSeconds: 010
    End: true
  ? Third
  : Type: Pass
    Result:
      <<: *parameters
      e: ""
    End: true
...
"##;

const PIECES: &[&str] = &[
    "\n", " ", "  ", "\n    ", "- ", "-", ": ", ":", "\"", "'", "{", "}", "[", "]", ",", "#", " #", "|", ">",
    "|2-\n", "&a ", "*a", "*start", "<<: ", "!Sub ", "!", "? ", "\t", "\\", "\r\n", "---\n", "...\n", "%",
    "${", "é", "\u{feff}", "\u{0}", "{% $",
];

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
    let mut chance = Chance(seed);
    for _ in 0..count {
        let mut text = SEED.to_owned();
        for _ in 0..=chance.below(8) {
            text = chance.spoiled(&text);
        }
        check(&text, chance.below(10) == 0);
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

struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        let (state, number) = split_mix(self.0);
        self.0 = state;
        (number % bound.max(1) as u64) as usize
    }

    fn offset(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    /// The text with something taken out, put in, doubled, or cut off.
    fn spoiled(&mut self, text: &str) -> String {
        let at = self.offset(text);
        let end = text.floor_char_boundary((at + self.below(30)).min(text.len()));
        let piece = PIECES[self.below(PIECES.len())];
        match self.below(12) {
            0..=3 => format!("{}{}", &text[..at], &text[end..]),
            4..=8 => format!("{}{piece}{}", &text[..at], &text[at..]),
            9 => format!("{}{}{}", &text[..end], &text[at..end], &text[end..]),
            10 => format!("{}{}", &text[..at], &text[end..]),
            _ => text[..at].to_owned(),
        }
    }
}
