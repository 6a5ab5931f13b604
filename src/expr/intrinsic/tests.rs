use super::*;
use crate::expr::FixedEnvironment;

const INPUT: &str = r#"{"n": null, "s": "a,,b;c", "o": {"Arg1": 1, "Arg2": []}, "list": [1, "1", [1, 2], {"a": 1, "b": 2}],
    "json": "{\"k\": [1.0, -0]}", "tpl": "n={}"}"#;

/// Evaluates `text`, or says where it is no call.
fn eval(text: &str) -> String {
    let environment = FixedEnvironment::new(Value::parse(INPUT).unwrap());
    match Intrinsic::parse(text) {
        Ok(intrinsic) => {
            let value = intrinsic.evaluate(&environment);
            value.map_or_else(|failure| failure.to_string(), |value| value.to_json())
        }
        Err(error) => format!("{}..{}: {}", error.span.start, error.span.end, error.message),
    }
}

/// Checks rows of a call and what it gives.
fn check(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(eval(text), *expected, "{text}");
    }
}

/// Checks calls that refuse their arguments.
fn check_refused(texts: &[&str]) {
    for text in texts {
        let name = text.split('(').next().unwrap_or_default();
        let expected = format!("The function '{text}' had the following error: Invalid arguments in {name}");
        assert_eq!(eval(text), expected);
    }
}

#[test]
fn format_prints_values_as_java_does() {
    check(&[
        ("States.Format('{} {}', $.o, $.n)", r#""{Arg1=1, Arg2=[]} null""#),
        (r"States.Format('\{\} \'{}\' \\', 1.1)", r#""{} '1.1' \\""#),
        ("States.Format($.tpl, true)", r#""n=true""#),
        ("States.Format('{}', States.StringToJson('{\"a\":1}'))", r#""{\"a\":1}""#),
        (
            "States.Format('{} {}', 1)",
            "The function 'States.Format('{} {}', 1)' had the following error: Invalid arguments in States.Format: \
             number of arguments do not match the occurrences of {}.",
        ),
        (
            "States.Format('{')",
            "The function 'States.Format('{')' had the following error: Invalid template in States.Format: matching \
             '}' not found for '{'.",
        ),
    ]);
}

#[test]
fn arrays() {
    check(&[
        ("States.Array()", "[]"),
        ("States.Array(1, $.n, 'x')", r#"[1,null,"x"]"#),
        ("States.ArrayPartition(States.Array(1, 2, 3), 2.9)", "[[1,2],[3]]"),
        ("States.ArrayContains($.list, $.list[2])", "true"),
        ("States.ArrayContains($.list, States.StringToJson('{\"b\":2,\"a\":1}'))", "false"),
        ("States.ArrayContains(States.Array('true', 2), true)", "true"),
        ("States.ArrayRange(1, 9, 2)", "[1,3,5,7,9]"),
        ("States.ArrayRange(5.4, -0.6, -2.4)", "[5,3,1]"),
        ("States.ArrayRange(5, 1, 1)", "[]"),
        ("States.ArrayRange(1, 2, 9)", "[1]"),
        ("States.ArrayGetItem($.list, 1.2)", r#""1""#),
        ("States.ArrayGetItem(States.Array(), 999)", "null"),
        ("States.ArrayUnique(States.Array(true, false, true))", "[false,true]"),
        ("States.ArrayUnique(States.Array(3, 1, 1.5, 3, null))", "[null,1,3,1.5]"),
        ("States.StringSplit($.s, ',;')", r#"["a","b","c"]"#),
        ("States.StringSplit('', ',')", "[]"),
    ]);
    check_refused(&[
        "States.ArrayLength('x')",
        "States.ArrayGetItem($.list, 4)",
        "States.ArrayGetItem($.list, -1)",
        "States.ArrayPartition($.list, 0.6)",
        "States.ArrayRange(1, 10, 0.49)",
        "States.ArrayRange(1, 1001, 1)",
    ]);
    assert_eq!(eval("States.ArrayLength(States.ArrayRange(1000, 1, -1))"), "1000");
}

#[test]
fn texts_and_json() {
    check(&[
        ("States.StringToJson($.json)", r#"{"k":[1.0,-0.0]}"#),
        ("States.StringToJson(' ')", "null"),
        ("States.StringToJson('-0')", "0"),
        ("States.JsonToString($.o)", r#""{\"Arg1\":1,\"Arg2\":[]}""#),
        (
            "States.JsonMerge($.o, States.StringToJson('{\"Arg2\":{},\"x\":1}'), false)",
            r#"{"Arg2":{},"Arg1":1,"x":1}"#,
        ),
        ("States.Base64Encode('Data to encode')", r#""RGF0YSB0byBlbmNvZGU=""#),
        ("States.Base64Decode(' RGF0YSB0byBlbmNvZGU= ')", r#""Data to encode""#),
        ("States.Base64Decode('abc')", "\"i\u{fffd}\""),
        ("States.Hash('input data', 'SHA-1')", r#""aaff4a450a104cd177d28d18d74485e8cae074b7""#),
        ("States.Hash('hello', 'MD5')", r#""5d41402abc4b2a76b9719d911017c592""#),
    ]);
    check_refused(&[
        "States.StringToJson('{bad')",
        "States.JsonMerge($.o, $.o, true)",
        "States.Hash('x', 'sha-1')",
        "States.Base64Encode(1)",
    ]);
}

#[test]
fn numbers_are_rounded_half_up_and_stay_within_32_bits() {
    check(&[
        ("States.MathAdd(1.49, 1.5)", "3"),
        ("States.MathAdd(-1.5, 0)", "-1"),
        ("States.MathAdd(-0.5, 0.5)", "1"),
        ("States.MathAdd(-2.5, 0)", "-2"),
        ("States.MathAdd(2147483646, 1)", "2147483647"),
    ]);
    check_refused(&[
        "States.MathAdd(2147483647, 1)",
        "States.MathAdd('1', 1)",
        "States.MathRandom(1.4, 1.6)",
    ]);
}

#[test]
fn randomness_comes_from_the_environment() {
    let environment = FixedEnvironment::new(Value::Null).with_seed(7);
    let eval = |text: &str| Intrinsic::parse(text).unwrap().evaluate(&environment).unwrap();
    let uuid = eval("States.UUID()");
    assert_ne!(uuid, eval("States.UUID()"));
    assert_eq!(
        uuid,
        Intrinsic::parse("States.UUID()").unwrap().evaluate(&environment.clone().with_seed(7)).unwrap()
    );
    assert_eq!(eval("States.MathRandom(1, 100, 42)"), eval("States.MathRandom(1, 100, 42)"));
    for _ in 0..50 {
        assert!((-3..3).contains(&eval("States.MathRandom(-3, 3)").as_i64().unwrap()));
    }
}

#[test]
fn missing_arguments_are_named() {
    check(&[
        (
            "States.Format('{}', States.Format('{}', $.a.b))",
            &format!(
                "The function 'States.Format('{{}}', States.Format('{{}}', $.a.b))' had the following error: The JsonPath \
                 argument for the field '$.a.b' could not be found in the input '{}'",
                Value::parse(INPUT).unwrap()
            ),
        ),
        (
            "States.ArrayLength($.tpl[0])",
            "The function 'States.ArrayLength($.tpl[0])' had the following error: Filter: [0] can only be applied to \
             arrays. Current context is: n={}",
        ),
        ("States.ArrayLength($.list[*].nope)", "0"),
    ]);
}

#[test]
fn mistakes_are_placed() {
    check(&[
        ("States.format('x')", "0..13: there is no function 'States.format'; did you mean 'States.Format'?"),
        ("States.MathAdd(1)", "0..17: States.MathAdd takes 2 arguments, not 1"),
        ("States.Array(1, )", "16..17: expected an argument"),
        ("States.Array($.a b)", "16..17: a name with a blank belongs in brackets and quotes: ['a b']"),
        (r#"States.Array('\"')"#, r#"14..16: '\"' is no escape; only \' \{ \} and \\ are"#),
        (r#"States.Array("x")"#, "13..14: texts stand in single quotes here"),
        ("States.Array('x'", "0..16: the parenthesis is not closed"),
        ("States.Array(1) + 1", "16..19: unexpected text behind the call"),
    ]);
}

#[test]
fn a_field_holds_ten_calls() {
    let nested = |depth: usize| format!("{}{}", "States.Array(".repeat(depth), ")".repeat(depth));
    assert!(Intrinsic::parse(&nested(10)).is_ok());
    assert!(Intrinsic::parse(&nested(11)).unwrap_err().message.contains("at most 10"));
    assert!(Intrinsic::parse(&nested(100_000)).is_err());
}

#[test]
fn a_path_may_hold_what_would_end_an_argument() {
    let intrinsic = Intrinsic::parse("States.Array($.list[?(@.a == ',)' && @.b)][0,1], $['x,)'])").unwrap();
    let paths: Vec<&str> = intrinsic.paths().into_iter().map(|(path, _)| path.text()).collect();
    assert_eq!(paths, ["$.list[?(@.a == ',)' && @.b)][0,1]", "$['x,)']"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    check(&[
        ("Format('a')", "0..6: expected a path that starts with '$' or an intrinsic function"),
        ("States.Nope()", "0..11: there is no function 'States.Nope'"),
        ("States.format('a')", "0..13: there is no function 'States.format'; did you mean 'States.Format'?"),
        ("States.Format", "13..13: expected '(' behind 'States.Format'"),
        ("States.Format('a'", "0..17: the parenthesis is not closed"),
        ("States.Format('a' 'b')", "18..19: expected ',' or ')'"),
        (r#"States.Format("a")"#, "14..15: texts stand in single quotes here"),
        ("States.Format(,)", "14..15: expected an argument"),
        ("States.Format('a", "14..16: the text is not closed: ' is missing"),
        (r#"States.Format('\n')"#, r#"15..17: '\n' is no escape; only \' \{ \} and \\ are"#),
        (
            "States.Format(abc)",
            "14..17: expected a text in single quotes, a number, true, false, null, a path or a call",
        ),
        ("States.Format()", "0..15: States.Format takes at least 1 argument, not 0"),
        ("States.UUID(1)", "0..14: States.UUID takes 0 arguments, not 1"),
        ("States.MathAdd(1)", "0..17: States.MathAdd takes 2 arguments, not 1"),
        ("States.MathRandom(1)", "0..20: States.MathRandom takes 2 to 3 arguments, not 1"),
        ("States.UUID() x", "14..15: unexpected text behind the call"),
        ("States.Format($.[)", "16..18: the bracket is not closed"),
        (
            "States.Array(States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID(), States.UUID())",
            "148..159: a field holds at most 10 intrinsic functions",
        ),
    ]);
}
