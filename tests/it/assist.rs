//! Help while typing, on a long definition in both syntaxes: every question is answered, and soon.

use asl_studio::assist::{self, NoRun};
use asl_studio::document::Snapshot;
use asl_studio::syntax::{self, Syntax};
use asl_studio::text::TextRange;
use std::hint::black_box;
use std::time::Instant;

/// A definition of `count` states in a row: Tasks, Choices, Maps with a body, variables set and read.
fn definition(count: usize) -> String {
    let state = |n: usize| {
        let next =
            if n + 1 < count { format!(r#""Next": "S{}""#, n + 1) } else { r#""End": true"#.to_owned() };
        match n % 4 {
            0 => format!(
                "    \"S{n}\": {{\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:states:::lambda:invoke\",\n      \"Parameters\": {{ \"FunctionName\": \
                 \"f\", \"Payload.$\": \"$.order\" }},\n      \"Assign\": {{ \"v{n}.$\": \"$.Payload\" }},\n      {next}\n    }}"
            ),
            1 => format!(
                "    \"S{n}\": {{\n      \"Type\": \"Choice\",\n      \"Choices\": [{{ \"Variable\": \"$v{}\", \"IsPresent\": true, \"Next\": \"S{}\" }}],\n      \
                 \"Default\": \"S0\"\n    }}",
                n - 1,
                (n + 1).min(count - 1)
            ),
            2 => format!(
                "    \"S{n}\": {{\n      \"Type\": \"Pass\",\n      \"InputPath\": \"$v{}.id\",\n      {next}\n    }}",
                n - 2
            ),
            _ => format!(
                "    \"S{n}\": {{\n      \"Type\": \"Map\",\n      \"ItemsPath\": \"$.items\",\n      \"ItemProcessor\": {{ \"StartAt\": \"I{n}\", \"States\": {{ \"I{n}\": \
                 {{ \"Type\": \"Succeed\" }} }} }},\n      {next}\n    }}"
            ),
        }
    };
    let states: Vec<String> = (0..count).map(state).collect();
    format!("{{\n  \"StartAt\": \"S0\",\n  \"States\": {{\n{}\n  }}\n}}\n", states.join(",\n"))
}

/// Asks everything at a place of a fresh snapshot, as the editor does after a keystroke, and gives the slowest answer in
/// milliseconds.
#[expect(clippy::disallowed_methods, reason = "a test of time reads the clock")]
fn slowest_answer(text: &str, at: usize) -> f64 {
    type Ask<'a> = (&'a str, Box<dyn Fn(&Snapshot)>);
    let asks: [Ask<'_>; 7] = [
        (
            "complete",
            Box::new(move |snapshot| {
                black_box(assist::complete(snapshot, at, &NoRun));
            }),
        ),
        (
            "hover",
            Box::new(move |snapshot| {
                black_box(assist::hover(snapshot, at, &NoRun));
            }),
        ),
        (
            "symbol",
            Box::new(move |snapshot| {
                if let Some(found) = assist::symbol_at(snapshot, at) {
                    {
                        black_box(assist::references(snapshot, &found.symbol));
                    };
                }
            }),
        ),
        (
            "signature",
            Box::new(move |snapshot| {
                black_box(assist::signature(snapshot, at));
            }),
        ),
        (
            "crumbs",
            Box::new(move |snapshot| {
                black_box(assist::breadcrumbs(snapshot, at));
            }),
        ),
        (
            "outline",
            Box::new(|snapshot| {
                black_box(assist::outline(snapshot));
            }),
        ),
        (
            "enclosing",
            Box::new(move |snapshot| {
                let _ = assist::enclosing(snapshot, TextRange::empty(at));
            }),
        ),
    ];
    let mut slowest = 0.0f64;
    for (name, ask) in asks {
        let snapshot = Snapshot::new(text);
        let began = Instant::now();
        ask(&snapshot);
        let millis = began.elapsed().as_secs_f64() * 1000.0;
        println!("{name:<10}{millis:>8.2} ms");
        slowest = slowest.max(millis);
    }
    slowest
}

#[test]
fn every_answer_is_there_at_once_in_a_thousand_states() {
    let json = definition(1000);
    assert_eq!(Snapshot::new(json.as_str()).syntax_problems(), []);
    let yaml = syntax::convert(&json, Syntax::Json, |_, _| false).unwrap();
    for text in [&json, &yaml] {
        let middle = text.find("$v500").unwrap();
        for place in ["$v", "Next", "Type", "arn:aws:states"] {
            let at = middle + text[middle..].find(place).unwrap() + place.len();
            println!("{place} in {} bytes", text.len());
            // A debug build on a busy machine takes many times as long as the page.
            let most = if cfg!(debug_assertions) { 120_000.0 } else { 50.0 };
            let slowest = slowest_answer(text, at);
            assert!(slowest < most, "{slowest} ms at {place}");
        }
    }
}

/// No caret in any real definition makes a question panic, and every completion there fits its text.
#[test]
fn real_definitions_are_helped_at_any_place() {
    for (name, text) in crate::support::definitions() {
        let snapshot = Snapshot::new(text.as_str());
        for (at, _) in text.char_indices().step_by(97) {
            for item in assist::complete(&snapshot, at, &NoRun).items.iter().take(5) {
                assert!(item.edit.fits(&text), "{name} at {at}: {item:?}");
                let after = Snapshot::new(item.edit.apply(&text));
                let (before, after) = (snapshot.syntax_problems().len(), after.syntax_problems().len());
                assert!(after <= before, "{name} at {at}: {}", item.label);
            }
            assist::hover(&snapshot, at, &NoRun);
            assist::signature(&snapshot, at);
            assist::breadcrumbs(&snapshot, at);
            assert!(assist::enclosing(&snapshot, TextRange::empty(at)).is_some(), "{name} at {at}");
            if let Some(found) = assist::symbol_at(&snapshot, at) {
                let references = assist::references(&snapshot, &found.symbol);
                assert!(
                    references.iter().any(|reference| reference.span == found.span),
                    "{name} at {at}: {found:?}"
                );
            }
        }
    }
}
