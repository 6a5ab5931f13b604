use super::*;

const DOCUMENT: &str = r#"{"a":[10,20,30,40,50],"o":{"c":{"d":1,"e":null}},"n":null,"s":"str",
    "items":[{"name":"pen","price":5,"tags":["x","y"]},{"name":"it's","price":"15","size":"L"}]}"#;

/// Evaluates `path` strictly, and checks on the way that the locations found hold the values found.
fn eval(path: &str) -> String {
    let document = Value::parse(DOCUMENT).unwrap();
    let path = match JsonPath::parse(path) {
        Ok(path) => path,
        Err(error) => return format!("{}..{}: {}", error.span.start, error.span.end, error.message),
    };
    let locations = path.evaluate_nodes(&document);
    let found = path.evaluate_strictly(&document);
    let tokens = path.compiled.tokens.as_slice();
    if !tokens.iter().any(|token| matches!(token, Token::Names(_))) {
        let values: Vec<_> =
            locations.iter().filter_map(|location| location.find(&document).cloned()).collect();
        match &found {
            Ok(value) if path.is_definite() => assert_eq!(values, std::slice::from_ref(value)),
            Ok(value) => assert_eq!(value.as_array(), Some(&*values)),
            Err(_) => assert_eq!(locations, []),
        }
    }
    found.map_or_else(|miss| miss.to_string(), |value| value.to_json())
}

/// Checks rows of a path and what it gives.
fn check(rows: &[(&str, &str)]) {
    for (path, expected) in rows {
        assert_eq!(eval(path), *expected, "{path}");
    }
}

#[test]
fn definite_paths_give_the_value_or_say_what_is_missing() {
    check(&[
        ("$.a[1]", "20"),
        ("$['o'].c['d']", "1"),
        ("$.o.c.e", "null"),
        ("$.items[(@.length-1)].size", r#""L""#),
        ("$.items[0]['name','price','x']", r#"{"name":"pen","price":5}"#),
        ("$.o.x", "No results for path: $['o']['x']"),
        ("$.x.y.z", "Missing property in path $['x']"),
        ("$.s.x", "Property ['x'] not found in path $['s']"),
        ("$.a[9]", "Index out of bounds when evaluating path $['a'][9]"),
        ("$.n[0]", "The path $['n'] is null"),
        ("$.s[0].x", "Filter: [0]['x'] can only be applied to arrays. Current context is: str"),
        ("$.o['c','n'].d", "Multi properties can only be used as path leafs: $['o']['c', 'n']"),
    ]);
}

#[test]
fn indefinite_paths_give_lists() {
    check(&[
        ("$.a[1:3]", "[20,30]"),
        ("$.a[-2:]", "[40,50]"),
        ("$.a[:-4]", "[10]"),
        ("$.a[0,2]", "[10,30]"),
        ("$.items[*].name", r#"["pen","it's"]"#),
        ("$.items[*].size", r#"["L"]"#),
        ("$..d", "[1]"),
        ("$..x", "[]"),
        ("$.x.y[1:].z", "[]"),
        ("$.o[?(@.c)]", r#"[{"c":{"d":1,"e":null}}]"#),
        ("$.o.c[?(@.e)]", "[]"),
    ]);
}

#[test]
fn misses_below_several_values_name_the_one_at_fault() {
    check(&[
        ("$.items[0:2].size", "No results for path: $['items'][0]['size']"),
        ("$.a[0,9]", "Index out of bounds when evaluating path $['a'][9]"),
        ("$.o.*.x", "No results for path: $['o']['c']['x']"),
        ("$..c[0]", "Filter: [0] can only be applied to arrays. Current context is: {d=1, e=null}"),
    ]);
}

#[test]
fn filters_compare_texts_as_texts_and_numbers_with_numerals() {
    check(&[
        ("$.items[?(@.price > 4)].name", r#"["pen"]"#),
        ("$.items[?(@.price == 15)].name", r#"["it's"]"#),
        ("$.items[?(@.price != 5.0)].name", r#"["it's"]"#),
        ("$.items[?(@.name==pen)].price", "[5]"),
        (r"$.items[?(@.name == 'it\'s')].price", r#"["15"]"#),
        ("$.items[?(@.name =~ /P.N/i && !@.size)].price", "[5]"),
        ("$.items[?(@.name =~ /p|pe/)].price", "[]"),
        ("$.items[?(@.name =~ /(?i)PEN/)].price", "[5]"),
        ("$.items[?(@.name =~ /(?=p).*n/)].price", "[5]"),
        ("$.items[?(@.tags[0] == 'x')].name", r#"["pen"]"#),
        ("$.items[?(@.price == $.a[9])].name", "[]"),
        (
            "$.items[?(@.price == true)].name",
            "Character t is neither a decimal digit number, decimal point, nor \"e\" notation exponential mark.",
        ),
    ]);
}

#[test]
fn filters_join_conditions_whatever_their_parentheses() {
    let rows = Value::parse(r#"[{"a":1},{"a":1,"b":1},{"a":1,"c":1},{"b":1,"c":1},{"c":1}]"#).unwrap();
    let eval = |path: &str| JsonPath::parse(path).unwrap().evaluate(&rows).unwrap().to_json();
    assert_eq!(eval("$[?(@.a && @.b || @.c)]"), r#"[{"a":1,"b":1},{"a":1,"c":1},{"b":1,"c":1},{"c":1}]"#);
    assert_eq!(eval("$[?(@.a && (@.b || @.c))]"), eval("$[?(@.a && @.b || @.c)]"));
    assert_eq!(eval("$[?(@.a || @.b && @.c)]"), r#"[{"a":1},{"a":1,"b":1},{"a":1,"c":1},{"b":1,"c":1}]"#);
}

#[test]
fn mistakes_are_placed() {
    check(&[
        ("a", "0..1: a path starts with '$'"),
        ("$ .a", "1..2: expected '.' or '['"),
        ("$.a b", "3..4: a name with a blank belongs in brackets and quotes: ['a b']"),
        ("$.a..", "3..5: a path must not end with '.'"),
        ("$.a[", "3..4: the bracket is not closed"),
        ("$.a[\"b\"]", "4..7: a name stands in single quotes here: AWS does not read double quotes"),
        ("$.a[::2]", "4..7: a slice needs a start or an end"),
        ("$.a[?(@.b[x] > 1)]", "10..11: expected a name in quotes, an index, '*' or '?(…)'"),
        (
            "$.a[?(@.b > 1 && @.c size 2)]",
            "20..21: a name with a blank belongs in brackets and quotes: ['a b']",
        ),
        ("$.a[?(@.b && )]", "13..13: expected a condition"),
        ("$.a[?(@.b[*])]", "6..12: a path in a filter must stand for one value"),
    ]);
}

#[test]
fn roots_are_told_apart() {
    for (path, root, rest) in [
        ("$.a", Root::Input, "$['a']"),
        ("$", Root::Input, "$"),
        ("$$.Execution.Id", Root::Context, "$['Execution']['Id']"),
        ("$order.items[0]", Root::Variable("order".into()), "$['items'][0]"),
        ("$order['x y']", Root::Variable("order".into()), "$['x y']"),
    ] {
        let parsed = JsonPath::parse(path).unwrap();
        assert_eq!(parsed.root(), &root);
        assert_eq!(format!("${}", parsed.compiled.tokens.tail(0)), rest);
    }
}

#[test]
fn an_item_past_the_end_is_null_outside_intrinsics() {
    let document = Value::parse(DOCUMENT).unwrap();
    let eval = |path: &str| {
        let found = JsonPath::parse(path).unwrap().evaluate(&document);
        found.map_or_else(|miss| miss.to_string(), |value| value.to_json())
    };
    assert_eq!(eval("$.a[9]"), "null");
    assert_eq!(eval("$.a[-1]"), "null");
    assert_eq!(eval("$.a[4,5]"), "[50,null]");
    assert_eq!(eval("$.a[9].x"), "Property ['x'] not found in path $['a'][9]");
    assert_eq!(eval("$.a[9][0]"), "The path $['a'][9] is null");
    assert_eq!(eval("$.n[0]"), "The path $['n'] is null");
    assert_eq!(
        eval("$.items[1].name[0]"),
        "Filter: [0] can only be applied to arrays. Current context is: it's"
    );
}

#[test]
fn a_plain_path_may_leave_out_its_root() {
    let document = Value::parse(DOCUMENT).unwrap();
    let eval = |path: &str| JsonPath::parse_plain(path).unwrap().evaluate(&document).unwrap().to_json();
    assert_eq!(eval("s"), r#""str""#);
    assert_eq!(eval("@.s"), r#""str""#);
    assert_eq!(eval(".s"), r#"["str"]"#);
    assert_eq!(JsonPath::parse_plain("$order").unwrap_err().to_string(), "expected '.' or '[' at 1");
}

#[test]
fn assignment_makes_missing_objects_and_shares_the_rest() {
    let root = Value::parse(r#"{"keep": [1], "list": [1, 2], "s": "text"}"#).unwrap();
    let assign = |path: &str| {
        let assigned = JsonPath::parse(path).unwrap().assign(&root, Value::from("new"));
        assigned.map_or_else(|error| error.to_string(), |value| value.to_json())
    };
    assert_eq!(assign("$"), r#""new""#);
    assert_eq!(assign("$.s"), r#"{"keep":[1],"list":[1,2],"s":"new"}"#);
    assert_eq!(assign("$.x.y"), r#"{"keep":[1],"list":[1,2],"s":"text","x":{"y":"new"}}"#);
    assert_eq!(assign("$.list[1]"), r#"{"keep":[1],"list":[1,"new"],"s":"text"}"#);
    let conflict = |step: &str| format!("Unable to apply step \"{step}\" to input {root}");
    assert_eq!(assign("$.s.x"), conflict("x"));
    assert_eq!(assign("$.list.x"), conflict("x"));
    assert_eq!(assign("$.list[2]"), conflict("2"));
    let assigned = JsonPath::parse("$.x").unwrap().assign(&root, Value::Null).unwrap();
    let items = |value: &Value| value.get("keep").and_then(Value::as_array).map(<[Value]>::as_ptr);
    assert_eq!(items(&assigned), items(&root), "untouched parts are shared");
}

#[test]
fn nesting_and_length_are_bounded() {
    let filters = |count: usize| format!("${}{}", "[?(@".repeat(count), ".a)]".repeat(count));
    assert!(JsonPath::parse(&filters(1)).is_ok());
    assert!(JsonPath::parse(&filters(3000)).is_err());
    assert!(JsonPath::parse(&format!("${}", ".a".repeat(200))).is_ok());
    assert!(JsonPath::parse(&format!("${}", ".a".repeat(5000))).is_err());
    let mut deep = Value::Null;
    for _ in 0..2000 {
        deep = Value::array(vec![deep]);
    }
    let miss = JsonPath::parse("$..x").unwrap().evaluate(&deep).unwrap_err();
    assert_eq!(miss.to_string(), "The path selects too many values");
}

#[test]
fn reference_paths_stand_for_one_place() {
    let root = Value::parse(r#"{"a": {"b": [1, 2]}}"#).unwrap();
    let follow = |path: &str| match JsonPath::parse_reference(path) {
        Ok(path) => path.follow(&root).map_or_else(|conflict| conflict.to_string(), |value| value.to_json()),
        Err(error) => format!("{}..{}: {error}", error.span.start, error.span.end),
    };
    assert_eq!(follow("$.a['b'][1]"), "2");
    assert_eq!(follow("$.a.c"), r#"Unable to apply step "c" to input {"a":{"b":[1,2]}}"#);
    assert_eq!(follow("States.UUID()"), "0..13: Reference path didn't start with '$'");
    assert_eq!(follow("$.a.b[*]"), "5..6: '[' must be followed by ' or '['");
    assert_eq!(follow("$.a.b[-1]"), "5..6: '[' must be followed by ' or '['");
    assert_eq!(follow("$..b"), "0..4: Reference path does not stand for one value");
    assert_eq!(follow("$.a b"), "3..4: a name with a blank belongs in brackets and quotes: ['a b']");
}

#[test]
fn what_aws_reads_otherwise_is_pointed_out() {
    let surprises = |path: &str| JsonPath::parse(path).unwrap().surprises();
    assert_eq!(surprises("$.items.length()"), [Surprise::Function]);
    assert_eq!(surprises("$.items[-1].tags[-2]"), [Surprise::NegativeIndex]);
    assert_eq!(surprises("$.items[?(@.a == 1)][0]"), [Surprise::IndexOfEach]);
    assert_eq!(surprises("$.items[?(@.a && (@.b || @.c))]"), [Surprise::Parentheses]);
    for usual in
        ["$.items[0].tags[-1:]", "$..items[0]", "$.items[?((@.a) && (@.b))]", "$.a[?(@.a && @.b || @.c)]"]
    {
        assert_eq!(surprises(usual), [], "{usual}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    check(&[
        ("a", "0..1: a path starts with '$'"),
        ("$x y", "2..3: expected '.' or '['"),
        ("$.", "1..2: a path must not end with '.'"),
        ("$..", "1..3: a path must not end with '.'"),
        ("$.a b", "3..4: a name with a blank belongs in brackets and quotes: ['a b']"),
        ("$.a'b", "3..4: a name in a path cannot hold this character"),
        ("$.a]", "3..4: a name in a path cannot hold this character"),
        ("$.a[", "3..4: the bracket is not closed"),
        ("$.a[]", "4..4: the brackets are empty"),
        (r#"$.a["b"]"#, "4..7: a name stands in single quotes here: AWS does not read double quotes"),
        ("$.a[b]", "4..5: expected a name in quotes, an index, '*' or '?(…)'"),
        ("$.a['b]", "4..6: the name is not closed: ' is missing"),
        ("$.a['b'c']", "4..9: expected ',' or ']' behind a name; a name cannot hold a quote"),
        ("$.a[:]", "4..5: a slice needs a start or an end"),
        ("$.a[a:1]", "4..7: expected a name in quotes, an index, '*' or '?(…)'"),
        ("$.a[1:x]", "4..7: a slice is made of whole numbers: [1:3]"),
        ("$.a[1,x]", "4..7: expected whole numbers in the brackets"),
        ("$.a[(@.a)]", "4..9: the only script is (@.length-1), with any number"),
        ("$.a[?@.x]", "4..8: a filter is written [?(…)]"),
        ("$.a[?()]", "6..6: expected a condition"),
        ("$.a[?(@.x == !@.y)]", "13..17: only the question whether a path exists can be negated: [?(!@.a)]"),
        ("$.a[?(5)]", "6..7: a filter compares something or asks whether a path exists"),
        ("$.a[?(@x == 1)]", "7..8: expected '.' or '['"),
        ("$.a[?(@..x == 1)]", "6..10: a path in a filter must stand for one value"),
        ("$.a[?(@.x =~ /(/)]", "13..16: not a pattern: Unterminated group"),
        ("$.s[?(@.x == 1)]", "Filter: [?] can not be applied to primitives. Current context is: str"),
        ("$.items[?(@.name =~ 'x')]", "java.lang.String cannot be cast to java.util.regex.Pattern"),
        ("$.a.[?(@.b[?(@.c)])]", "7..18: a path in a filter must stand for one value"),
    ]);
    let path = format!("${}", ".a".repeat(201));
    let refused = format!("0..{}: a path has at most 200 steps", path.len());
    check(&[(path.as_str(), refused.as_str())]);
}
