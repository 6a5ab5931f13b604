//! JSONPath, intrinsic functions and payload templates: texts made of their pieces, and what must hold for any of them.

use super::{Choices, check_place};
use asl_studio::expr::intrinsic::Intrinsic;
use asl_studio::expr::json_path::JsonPath;
use asl_studio::expr::{FixedEnvironment, Template};
use asl_studio::value::Value;

const DOCUMENT: &str = r#"{"a":[1,[2,{"b":"x","a":null}],"é"],"b":{"a":{"b":[true]},"c":"1e3"},"":0}"#;

/// What paths and calls are made of.
const PIECES: &[&str] = &[
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
    "[0]",
    "['a']",
    "['a','b']",
    "[0,1]",
    "[0:2]",
    "[*]",
    ".*",
    "..a",
    ".a",
    "[?(@.b == 'x')]",
    "$.a",
    "$.b.c",
    "$x.a",
    "States.",
    "States.Format(",
    "States.ArrayRange(",
    "States.StringSplit(",
    "States.JsonMerge(",
    "States.Hash(",
    "MathAdd(",
    "States.StringToJson(",
    "States.Base64Decode(",
    "Hash(",
    "ArrayUnique(",
    "'MD5'",
    "'{}-{}'",
    "'{\"a\":[1]}'",
    "1e400",
    "-1.5",
    "1000000",
];

/// What is repeated until parsing must give up, or evaluation becomes deep.
const REPEATED: &[&str] = &[
    "[?(",
    "[?(@.a[?(@",
    "..",
    "..*",
    "[*]",
    ".a",
    "(",
    "!",
    "States.Array(",
    "[0,1]",
    "[?(@.a && ",
    "'",
    "\\",
];

/// Any text of these pieces.
pub(crate) fn text(choices: &mut Choices) -> String {
    if choices.below(50) == 0 {
        let count = 1 << choices.below(11);
        return choices.pick(REPEATED).repeat(count);
    }
    (0..choices.below(14)).map(|_| choices.pick(PIECES)).collect()
}

/// A text that may be a path.
pub(crate) fn path_text(choices: &mut Choices) -> String {
    let root = choices.pick(&["$", "$", "$.", "$$.", "$x", ""]);
    format!("{root}{}", text(choices))
}

/// A text that may be a call.
pub(crate) fn call_text(choices: &mut Choices) -> String {
    let mut call = format!("States.{}(", choices.pick(CALLS));
    for index in 0..choices.below(4) {
        call.push_str(if index > 0 { ", " } else { "" });
        let argument = choices.pick(ARGUMENTS);
        call.push_str(argument);
    }
    if choices.below(3) == 0 {
        call.push_str(&text(choices));
    }
    call + choices.pick(&[")", ")", ")", "))", "", "')"])
}

const CALLS: &[&str] = &[
    "Format",
    "StringToJson",
    "JsonToString",
    "Array",
    "ArrayPartition",
    "ArrayContains",
    "ArrayRange",
    "ArrayGetItem",
    "ArrayLength",
    "ArrayUnique",
    "Base64Encode",
    "Base64Decode",
    "Hash",
    "JsonMerge",
    "MathAdd",
    "MathRandom",
    "StringSplit",
    "UUID",
    "Nothing",
];
const ARGUMENTS: &[&str] = &[
    "$.a",
    "$.b",
    "$",
    "$$.x",
    "$x",
    "$..a",
    "'a,b'",
    "','",
    "'{}'",
    "'{\"a\":1}'",
    "'SHA-256'",
    "0",
    "1",
    "-3",
    "2.5",
    "1e9",
    "9223372036854775807",
    "-9223372036854775808",
    "true",
    "false",
    "null",
    "''",
    "'YQ=='",
    "States.Array(1, $.a)",
    "States.UUID()",
    "States.ArrayRange(0, 10, 3)",
    "'é😀'",
];

fn document() -> Value {
    Value::parse(DOCUMENT).unwrap_or_else(|error| panic!("the document is JSON: {}", error.message))
}

/// A path is refused with its place, or it evaluates; what is assigned can be read.
pub(crate) fn check_path(text: &str) {
    let document = document();
    match JsonPath::parse(text) {
        Ok(path) => check_parsed(text, &path, &document),
        Err(error) => check_place(text, error.span),
    }
    if let Err(error) = JsonPath::parse_plain(text) {
        check_place(text, error.span);
    }
    if let Err(error) = JsonPath::parse_reference(text) {
        check_place(text, error.span);
    }
}

fn check_parsed(text: &str, path: &JsonPath, document: &Value) {
    let _ = path.evaluate(document).map_err(|miss| miss.to_string());
    let strict = path.evaluate_strictly(document).map_err(|miss| miss.to_string());
    assert!(strict.is_ok() || path.evaluate_nodes(document).is_empty(), "{text:?}");
    if let Some((name, span)) = path.variable() {
        assert_eq!(span.slice(text), name, "{text:?}");
    }
    if path.is_assignable()
        && let Ok(assigned) = path.assign(document, Value::from("new"))
    {
        assert_eq!(path.follow(&assigned).ok(), Some(Value::from("new")), "{text:?}");
    }
}

/// A call is refused with its place, or it evaluates; its paths stand where it says.
pub(crate) fn check_call(text: &str) {
    let environment = FixedEnvironment::new(document());
    match Intrinsic::parse(text) {
        Ok(intrinsic) => {
            let _ = intrinsic.evaluate(&environment).map_err(|failure| failure.to_string());
            for (path, span) in intrinsic.paths() {
                assert_eq!(text.get(span.start..span.end).map(str::trim_end), Some(path.text()), "{text:?}");
            }
        }
        Err(error) => check_place(text, error.span),
    }
}

/// A template with the text as a path or call deep inside compiles, with one problem at most, and evaluates.
pub(crate) fn check_template(text: &str) {
    let item = Value::object([("v.$", Value::from(text))]);
    let (template, problems) = Template::compile(&Value::object([("list", Value::array(vec![item]))]));
    assert_eq!(template.is_constant(), !problems.is_empty(), "{text:?}");
    for problem in &problems {
        assert_eq!(problem.pointer, "/list/0/v.$", "{text:?}");
        if let Some(span) = problem.span {
            check_place(text, span);
        }
    }
    let _ = template.evaluate(&FixedEnvironment::new(document()));
}
