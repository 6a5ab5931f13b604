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
    let makes_values =
        path.compiled.tokens.iter().any(|token| matches!(token, Token::Function(_) | Token::Names(_)));
    let found = path.evaluate_strictly(&document);
    if !makes_values {
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
        ("$.o.x", "No results for path: $['o']['x']"),
        ("$.x.y.z", "Missing property in path $['x']"),
        ("$.a[9]", "No results for path: $['a'][9]"),
        ("$.s[0]", "Filter: [0] can only be applied to arrays. Current context is: \"str\""),
        (
            "$.s.x",
            "Expected to find an object with property ['x'] in path $['s'] but found 'java.lang.String'. This is not a \
             json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.",
        ),
    ]);
}

#[test]
fn indefinite_paths_give_lists() {
    check(&[
        ("$.a[1:3]", "[20,30]"),
        ("$.a[-2:]", "[40,50]"),
        ("$.a[0,2,9]", "[10,30]"),
        ("$.items[*].name", r#"["pen","it's"]"#),
        ("$.items[*].size", r#"["L"]"#),
        ("$..d", "[1]"),
        ("$..x", "[]"),
        ("$.items[0]['name','price','x']", r#"{"name":"pen","price":5}"#),
        ("$.o[?(@.c)]", r#"[{"c":{"d":1,"e":null}}]"#),
    ]);
}

#[test]
fn filters_compare_numbers_and_texts_by_value() {
    check(&[
        ("$.items[?(@.price > 10)].name", r#"["it's"]"#),
        ("$.items[?(@.price == 15)].name", r#"["it's"]"#),
        ("$.items[?(@.name==pen)].price", "[5]"),
        (r"$.items[?(@.name == 'it\'s')].price", r#"["15"]"#),
        ("$.items[?(@.name =~ /P.N/i && !(@.size))].price", "[5]"),
        ("$.items[?(@.name in ['pen','bag'])].price", "[5]"),
        ("$.items[?(@.tags contains 'x' || @.size)].price", r#"[5,"15"]"#),
        ("$.items[?(@.tags size 2)].name", r#"["pen"]"#),
        ("$.items[?(@.tags[0] == 'x')].name", r#"["pen"]"#),
    ]);
}

#[test]
fn mistakes_are_placed() {
    check(&[
        ("a", "0..1: a path starts with '$'"),
        ("$.a b", "3..4: a name with a blank belongs in brackets and quotes: ['a b']"),
        ("$.a[", "3..4: the bracket is not closed"),
        ("$.a[?(@.b == )]", "13..13: expected a path, a value or a pattern"),
        ("$.a[?(@.b[x] > 1)]", "10..11: expected a quoted name, an index, '*' or '?(…)'"),
        ("$.a.nope()", "4..8: there is no function 'nope'"),
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
        assert_eq!(canonical::Canonical(&parsed.compiled.tokens).to_string(), rest);
    }
}

#[test]
fn an_item_past_the_end_is_null_outside_intrinsics() {
    let document = Value::parse(DOCUMENT).unwrap();
    let eval = |path: &str| JsonPath::parse(path).unwrap().evaluate(&document);
    assert_eq!(eval("$.a[9]"), Ok(Value::Null));
    let miss = eval("$.a[9].x").unwrap_err().to_string();
    assert!(
        miss.starts_with(
            "Expected to find an object with property ['x'] in path $['a'][9] but found 'null'."
        )
    );
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
    assert_eq!(
        assign("$.s.x"),
        r#"Unable to apply ReferencePath $.s.x to input {"keep":[1],"list":[1,2],"s":"text"}"#
    );
    let assigned = JsonPath::parse("$.x").unwrap().assign(&root, Value::Null).unwrap();
    let items = |value: &Value| value.get("keep").and_then(Value::as_array).map(<[Value]>::as_ptr);
    assert_eq!(items(&assigned), items(&root), "untouched parts are shared");
}

#[test]
fn nesting_and_length_are_bounded() {
    let deep = format!("$[?({}@.a{})]", "(".repeat(5000), ")".repeat(5000));
    assert!(JsonPath::parse(&deep).is_err());
    let filters = format!("${}", "[?(@".repeat(3000));
    assert!(JsonPath::parse(&filters).is_err());
    let long = format!("${}", ".a".repeat(5000));
    assert!(JsonPath::parse(&long).is_err());
}
