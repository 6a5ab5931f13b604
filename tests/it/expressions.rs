//! Laws of paths, intrinsic functions and templates over texts that nobody wrote.

use asl_studio::expr::intrinsic::Intrinsic;
use asl_studio::expr::json_path::JsonPath;
use asl_studio::expr::{FixedEnvironment, Template};
use asl_studio::value::Value;
use proptest::prelude::*;

const DOCUMENT: &str = r#"{"a":[1,[2,{"b":"x","a":null}],"é"],"b":{"a":{"b":[true]},"c":"1e3"},"":0}"#;

/// Texts made of what paths and calls are made of.
fn texts() -> impl Strategy<Value = String> {
    let pieces = [
        "$",
        "$$",
        "@",
        ".",
        "..",
        "[",
        "]",
        "'",
        "\"",
        "*",
        "?",
        "(",
        ")",
        ",",
        ":",
        "-",
        "0",
        "1",
        "2147483648",
        "a",
        "b",
        "é",
        " ",
        "==",
        "!=",
        "<",
        ">=",
        "=~",
        "/x/i",
        "&&",
        "||",
        "!",
        "null",
        "true",
        "\\",
        "{}",
        "{",
        "${",
        "(@.length-1)",
        "[?(@.",
        "States.",
        "States.Format(",
        "States.ArrayRange(",
        "States.StringSplit(",
        "MathAdd(",
        "Hash(",
        "ArrayUnique(",
        "'MD5'",
        "1e400",
        "-1.5",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
}

/// Anything that `span` of a mistake in `text` must be: inside, on characters' boundaries.
fn check_span(text: &str, span: asl_studio::text::TextRange) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} lies outside {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_text_parses_or_is_refused_with_its_place(text in texts(), root in "[$]?[.]?") {
        let document = Value::parse(DOCUMENT).unwrap();
        let text = format!("{root}{text}");
        match JsonPath::parse(&text) {
            Ok(path) => {
                let _ = path.evaluate(&document).map_err(|miss| miss.to_string());
                let strict = path.evaluate_strictly(&document).map_err(|miss| miss.to_string());
                let locations = path.evaluate_nodes(&document);
                prop_assert!(strict.is_ok() || locations.is_empty());
                if path.is_assignable() {
                    let assigned = path.assign(&document, Value::from("new"));
                    if let Ok(assigned) = assigned {
                        prop_assert_eq!(path.follow(&assigned).unwrap(), Value::from("new"));
                    }
                }
            }
            Err(error) => check_span(&text, error.span),
        }
        if let Err(error) = JsonPath::parse_plain(&text) {
            check_span(&text, error.span);
        }
        if let Err(error) = JsonPath::parse_reference(&text) {
            check_span(&text, error.span);
        }
    }

    #[test]
    fn any_call_evaluates_or_is_refused_with_its_place(text in texts(), close in "['),]{0,4}") {
        let environment = FixedEnvironment::new(Value::parse(DOCUMENT).unwrap());
        let text = format!("States.{text}{close}");
        match Intrinsic::parse(&text) {
            Ok(intrinsic) => {
                let _ = intrinsic.evaluate(&environment).map_err(|failure| failure.to_string());
                for (path, span) in intrinsic.paths() {
                    prop_assert_eq!(&text[span.start..span.end].trim_end(), &path.text());
                }
            }
            Err(error) => check_span(&text, error.span),
        }
    }

    #[test]
    fn any_template_compiles(text in texts()) {
        let source = Value::object([("list", Value::array(vec![Value::object([("v.$", Value::from(text.as_str()))])]))]);
        let (template, problems) = Template::compile(&source);
        prop_assert_eq!(template.is_constant(), !problems.is_empty());
        for problem in &problems {
            prop_assert_eq!(&problem.pointer, "/list/0/v.$");
            if let Some(span) = problem.span {
                check_span(&text, span);
            }
        }
        let _ = template.evaluate(&FixedEnvironment::new(Value::parse(DOCUMENT).unwrap()));
    }
}
