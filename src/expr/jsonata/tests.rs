//! The language as a whole, by expressions and what becomes of them.

use super::error::template;
use super::{Bindings, Dialect, Environment, Evaluated, Expression, JsonataError, Limits};
use crate::value::Value;

fn run(text: &str, dialect: Dialect, data: &str) -> Result<Evaluated, JsonataError> {
    let expression = Expression::parse(text, dialect)?;
    let value = Value::parse(data).unwrap();
    let mut state = 7;
    let mut random = || {
        let (next, bits) = crate::expr::split_mix(state);
        state = next;
        bits
    };
    let mut environment = Environment::new(dialect, 1_500_000_000_000, &mut random);
    environment.limits.steps = 300_000;
    let bindings = Bindings::from_iter([("x".into(), value.clone())]);
    let input = (dialect == Dialect::Standard).then_some(&value);
    expression.evaluate(input, &bindings, &mut environment)
}

/// The result as JSON, `undefined`, `function`, or the error as Step Functions quotes it, with what it points at.
fn outcome(text: &str, dialect: Dialect, data: &str) -> String {
    match run(text, dialect, data) {
        Ok(Evaluated::Value(value)) => value.to_json(),
        Ok(Evaluated::Undefined) => String::from("undefined"),
        Ok(Evaluated::Function) => String::from("function"),
        Err(error) => {
            let span = error.span().expect("every error has a place");
            let place = text.get(span.start..span.end).expect("the place is in the text");
            format!("{error} @ {place}")
        }
    }
}

/// Evaluates with `data` as `$x` in the dialect of Step Functions; the same again must give the same.
fn check(text: &str, data: &str, expected: &str) {
    let actual = outcome(text, Dialect::StepFunctions, data);
    assert_eq!(actual, expected, "{text}");
    assert_eq!(outcome(text, Dialect::StepFunctions, data), actual, "{text} a second time");
}

#[test]
fn errors_read_as_in_jsonata_js_and_point_at_the_smallest_part() {
    check(
        "1 + (2 * 'a')",
        "0",
        "T2002: The right side of the \"*\" operator must evaluate to a number @ 2 * 'a'",
    );
    check("$abs('a')", "0", "T0410: Argument 1 of function \"abs\" does not match function signature @ 'a'");
    check(
        "$sum(['a'])",
        "0",
        "T0412: Argument 1 of function \"sum\" must be an array of \"numbers\" @ ['a']",
    );
    check("$randomSeeded(1)", "0", "T1006: Attempted to invoke a non-function @ $randomSeeded(1)");
    check("[1, 2, count(3)]", "0", "T1005: Attempted to invoke a non-function. Did you mean $count? @ count");
    check(
        "'a' < 1",
        "0",
        "T2009: The values \"a\" and 1 either side of operator \"<\" must be of the same data type @ 'a' < 1",
    );
    check("$number('é')", "0", "D3030: Unable to cast value to a number: \"é\" @ 'é'");
    check("$error('no')", "0", "D3137: no @ $error('no')");
    check(
        "$hash('a', 'CRC')",
        "0",
        "D3137: Hash algorithm 'CRC' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5 @ $hash('a', 'CRC')",
    );
}

#[test]
fn syntax_errors_have_places_too() {
    check("$x[1,2)", "0", "S0202: Expected \"]\", got \",\" @ ,");
    check(
        "\"unterminated",
        "0",
        "S0101: String literal must be terminated by a matching quote @ \"unterminated",
    );
    check("1 +", "0", "S0207: Unexpected end of expression @ ");
    check("{\"a\":}", "0", "S0211: The symbol \"}\" cannot be used as a unary operator @ }");
    check("$match(\"a\", /abc", "0", "S0302: No terminating / in regular expression @ /abc");
    check("$x ?? 1", "0", "S0211: The symbol \"?\" cannot be used as a unary operator @ ?");
    check("$x ?: 1", "0", "S0211: The symbol \":\" cannot be used as a unary operator @ :");
}

#[test]
fn eval_is_gone_and_the_additions_are_there() {
    check("$eval('1+1')", "0", "T1006: Attempted to invoke a non-function @ $eval('1+1')");
    check("$partition([0, 1, 2, 3], 3)", "0", "[[0,1,2],[3]]");
    check("$partition([0], 1)", "0", "[[0]]");
    check("$partition([1, 2], 0)", "0", "undefined");
    check(
        "$partition([1, 2], -2)",
        "0",
        "D3137: Second argument must be zero or greater @ $partition([1, 2], -2)",
    );
    check("$range(0, 10, 3)", "0", "[0,3,6,9]");
    check("$range(1, 9, 9)", "0", "1");
    check("$range(-1.7, 2, 1)", "0", "[-1,0,1,2]");
    check("$range(3, 1, -1)", "0", "[3,2,1]");
    check("$range(1, 9)", "0", "undefined");
    check(
        "$count($range(1, 360146, 1))",
        "0",
        "Expression evaluation memory limit exceeded: Check for excessive memory usage @ $range(1, 360146, 1)",
    );
    check("$hash('input', 'SHA-1')", "0", "\"140f86aae51ab9e1cda9b4254fe98a74eb54c1a1\"");
    check("$random(42)", "0", "0.7275636800328681");
    check("$random() < 1 and $uuid() != $uuid()", "0", "true");
    check(
        "$match($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/).index",
        "0",
        "0",
    );
    check("$parse($x).a[0]", r#""{\"a\":[null]}""#, "null");
    check("$parse('{')", "0", "D3137: Invalid JSON @ $parse('{')");
}

#[test]
fn results_that_json_lacks() {
    check("function($a){$a}", "0", "function");
    check("$sum", "0", "function");
    check("{'f': $sum}", "0", "function");
    check("[1/0, -1/0, 0/0]", "0", r#"["Infinity","-Infinity","NaN"]"#);
    check("$nothing", "0", "undefined");
    check("null", "0", "null");
    check("{'a': $nothing, 'b': null}", "0", r#"{"b":null}"#);
}

#[test]
fn numbers_stay_exact_where_they_are_only_passed_on() {
    check("$x", "9223372036854775807", "9223372036854775807");
    check("$x", r#"{"a":[1.0,1e2,1.5]}"#, r#"{"a":[1,100,1.5]}"#);
    check("$string($x)", "100000000000000000000", "\"100000000000000000000\"");
    check("$string(1e21)", "0", "\"1e+21\"");
    check("0.1 + 0.2", "0", "0.30000000000000004");
    check("$string(0.1 + 0.2)", "0", "\"0.3\"");
}

#[test]
fn limits_are_those_of_step_functions() {
    let sum = |terms: usize| vec!["1"; terms].join("+");
    check(&sum(100), "0", "100");
    let overflow = "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as \
                    tail-recursive. Depth=101 max=100 @ 1";
    check(&sum(101), "0", overflow);
    check("[1..873782] ~> $count()", "0", "873782");
    let memory = "Expression evaluation memory limit exceeded: Check for excessive memory usage";
    check("[1..873783] ~> $count()", "0", &format!("{memory} @ 1..873783"));
    let doubled = |times: usize| {
        format!("($p := function($s, $n) {{ $n = 0 ? $s : $p($s & $s, $n - 1) }}; $length($p('x', {times})))")
    };
    check(&doubled(22), "0", "4194304");
    check(&doubled(23), "0", &format!("{memory} @ $s & $s"));
    let endless = outcome("($f := function(){ $f() }; $f())", Dialect::StepFunctions, "0");
    assert!(endless.starts_with("Expression evaluation timeout: Check for infinite loop"), "{endless}");
}

#[test]
fn recursion_in_the_last_place_needs_no_depth() {
    check("($f := function($n, $a){ $n = 0 ? $a : $f($n - 1, $a + $n) }; $f(10000, 0))", "0", "50005000");
    let deep = "($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(31))";
    check(deep, "0", "31");
    assert!(outcome(&deep.replace("31", "32"), Dialect::StepFunctions, "0").starts_with("Stack overflow"));
}

#[test]
fn growth_beyond_measure_is_stopped() {
    let memory = "Expression evaluation memory limit exceeded: Check for excessive memory usage";
    let grows = |text: &str| {
        let outcome = outcome(text, Dialect::StepFunctions, "[0]");
        assert!(
            outcome.starts_with(memory) || outcome.starts_with("Expression evaluation timeout"),
            "{text}: {outcome}"
        );
    };
    grows("($f := function($v, $n){ $n = 0 ? $v : $f({'a': $v, 'b': $v}, $n - 1) }; $f(1, 40))");
    grows("($f := function($v, $n){ $n = 0 ? $v : $f([[$v]], $n - 1) }; $f(1, 3000))");
    grows("($f := function($v){ $f(function(){ $v }) }; $f(1))");
    grows("($f := function($v){ $f($v.{'a': function(){ 1 }}) }; $f($x))");
    grows("$pad('', 10000000)");
    grows("$map([1..800000], function($i){ [1..800000] })");
    grows("$formatNumber(1, $pad('', 10000000, '0'))");
    grows("[1..100000].([1..100000])");
}

#[test]
fn deep_nesting_is_refused_by_the_parser() {
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{'a':", "}"), ("-", ""), ("$not(", ")"), ("function(){", "}")]
    {
        let text = format!("{}1{}", open.repeat(5000), close.repeat(5000));
        let error = Expression::parse(&text, Dialect::Standard).unwrap_err();
        assert!(error.bound().is_some(), "{open}: {error}");
    }
    let chain = vec!["a"; 50_000];
    for operator in ["&", "+", " and ", "~>", "[0]."] {
        let text = chain.join(operator);
        if let Err(error) = Expression::parse(&text, Dialect::Standard) {
            assert!(error.bound().is_some(), "{operator}: {error}");
        }
    }
}

#[test]
fn the_plain_language_has_what_came_later() {
    let check = |text: &str, data: &str, expected: &str| {
        assert_eq!(outcome(text, Dialect::Standard, data), expected, "{text}");
    };
    check("a ?? 'none'", r#"{"b":1}"#, "\"none\"");
    check("b ?: 'none'", r#"{"b":0}"#, "\"none\"");
    check("$eval('$a + b', $)", r#"{"b":1}"#, "undefined");
    check("($a := 2; $eval('$a + b'))", r#"{"b":1}"#, "3");
    check(
        "$eval('1 +')",
        "0",
        "D3120: Syntax error in expression passed to function eval: \"Unexpected end of expression\" @ $eval('1 +')",
    );
    check(
        "$eval('1 + \"a\"')",
        "0",
        "D3121: Dynamic error evaluating the expression passed to function eval: \"The right side of the \\\"+\\\" operator must evaluate to a number\" @ $eval('1 + \"a\"')",
    );
}

#[test]
fn an_observer_sees_every_part() {
    let expression = Expression::parse("$sum([1, 2]) * 2", Dialect::Standard).unwrap();
    let mut seen = Vec::new();
    let mut random = || 0;
    let mut environment = Environment::new(Dialect::Standard, 0, &mut random);
    let mut observer = |span: crate::text::TextRange, value: Option<Value>| {
        let value = value.map_or(String::from("-"), |value| value.to_json());
        seen.push(format!("{}={value}", span.slice(expression.text())));
    };
    environment.observer = Some(&mut observer);
    expression.evaluate(None, &Bindings::default(), &mut environment).unwrap();
    assert_eq!(seen.join(" "), "$sum=- 1=1 2=2 [1, 2]=[1,2] $sum([1, 2])=3 2=2 $sum([1, 2]) * 2=6");
}

#[test]
fn places_of_matches_are_counted_in_utf_16_units() {
    check(r#"$match($x, /a/).index"#, r#""😀a😀éa""#, "[2,6]");
    check(r#"$split($x, /a/)"#, r#""😀a😀éa""#, r#"["😀","😀é",""]"#);
    check(r#"$replace($x, /[ab]/, "<$0>")"#, r#""😀a😀b""#, r#""😀<a>😀<b>""#);
    // A function that goes back and forth, and into the middle of a character.
    let matcher = r#"function($s) {{"match": "a", "start": 2, "end": 3, "groups": [], "next": function() {{"match": "", "start": 1, "end": 1, "groups": [], "next": function() { $nothing }}}}}"#;
    check(&format!("$split($x, {matcher})"), r#""😀ab""#, r#"["😀","","ab"]"#);
}

/// Were every match looked for from the beginning of the text again, this would take hours.
#[test]
fn a_text_of_many_matches_is_walked_once() {
    let mut random = || 7;
    for (text, expected) in [
        (r#"$count($split($pad("", 600000, "é "), /é/))"#, "300001"),
        (r#"$length($replace($pad("", 600000, "é "), /é/, "ee"))"#, "900000"),
        (r#"$count($match($pad("", 600000, "é "), /é/, 20000))"#, "20000"),
    ] {
        let expression = Expression::parse(text, Dialect::StepFunctions).unwrap();
        let mut environment = Environment::new(Dialect::StepFunctions, 0, &mut random);
        let Ok(Evaluated::Value(value)) = expression.evaluate(None, &Bindings::default(), &mut environment)
        else {
            panic!("{text} has no value");
        };
        assert_eq!(value.to_json(), expected, "{text}");
    }
}

#[test]
fn limits_may_be_set() {
    let expression = Expression::parse("[1..10]", Dialect::Standard).unwrap();
    let mut random = || 0;
    let mut environment = Environment::new(Dialect::Standard, 0, &mut random);
    environment.limits = Limits { bytes: 79, ..Limits::STANDARD };
    assert!(expression.evaluate(None, &Bindings::default(), &mut environment).is_err());
}

/// Found by comparing with jsonata-js on random expressions.
#[test]
fn corners_are_as_in_jsonata_js() {
    check("$substring('abc', $nothing, 2)", "0", "\"\"");
    check("$substring('abc', $nothing)", "0", "\"abc\"");
    check("$parseInteger('0x1F', '0')", "0", "31");
    check("$number('0b12')", "0", "D3030: Unable to cast value to a number: \"0b12\" @ '0b12'");
    check("$split('a,b', ',', 4294967297)", "0", "[\"a\"]");
    check("($f := $map(?, $string) ~> $sum; $f([]))", "0", "undefined");
    check("$formatNumber(1e300, '#,##0')", "0", "\"1e+,300\"");
    check("$formatNumber(36, '.#,#')", "0", "\"36.0,\"");
    check("$formatNumber(5, '#,###,#0')", "0", "\",,5\"");
    check(
        "$formatNumber(42, '0e')",
        "0",
        "D3093: The exponent part of the sub-picture must comprise only of one or more characters that are members of \
         the 'decimal digit family' @ $formatNumber(42, '0e')",
    );
    check("$formatInteger(21, '\u{661};o')", "0", "\"\u{662}\u{661}th\"");
    check("$formatBase(-396154099503572200, 36)", "0", "\"-30cowowgop40\"");
    check(
        "$fromMillis(0, '[Z010101t]')",
        "0",
        "D3134: The timezone integer format specifier cannot have more than four digits @ $fromMillis(0, '[Z010101t]')",
    );
}

/// Errors as `expression => code and message @ what it points at`, in the standard language.
const ERRORS: &str = include_str!("../../../tests/fixtures/expr/jsonata_errors.txt");

#[test]
fn every_error_is_told_in_the_words_of_jsonata_js() {
    let wrong = ERRORS.lines().filter_map(|line| {
        let (text, expected) = line.rsplit_once(" => ").expect("a line has an arrow");
        let actual = outcome(text, Dialect::Standard, "0");
        (actual != expected).then(|| format!("{text} => {actual}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_error_code_has_an_expression_that_shows_it() {
    let codes = "SDT".chars().flat_map(|kind| (0..10_000).map(move |number| format!("{kind}{number:04}")));
    let unseen: Vec<String> =
        codes.filter(|code| template(code).is_some() && !ERRORS.contains(&format!("=> {code}: "))).collect();
    assert_eq!(unseen, Vec::<String>::new());
}
