//! What edits of JSON text do, one by one.

use super::testing::{self, at, json};
use super::{Draft, Obstacle, Syntax};
use crate::json::{Fragment, Place};

#[track_caller]
fn check(before: &str, change: impl FnOnce(&mut Draft) -> Result<(), Obstacle>, after: &str) {
    testing::check(Syntax::Json, before, change, after);
}

#[test]
fn a_scalar_is_replaced_where_it_stands() {
    check("{ \"a\" :1 }", |d| d.set(&at("a"), &"x".into()), "{ \"a\" :\"x\" }");
    check("{\"a\": ${N}, \"b\": 2}", |d| d.set(&at("a"), &7i64.into()), "{\"a\": 7, \"b\": 2}");
    check("{\"a\": [1, 2, 3]}", |d| d.set(&at("a/1"), &true.into()), "{\"a\": [1, true, 3]}");
    check("{\"a\": 7}", |d| d.set(&at("a"), &Fragment::Raw("${N}".into())), "{\"a\": ${N}}");
    check("{\"a\": 1.0}", |d| d.set(&at("a"), &1i64.into()), "{\"a\": 1.0}");
}

#[test]
fn a_new_member_takes_the_line_style_of_its_neighbours() {
    let insert = |place| move |d: &mut Draft| d.insert(&at(""), "n", &0i64.into(), place);
    let lines = "{\n    \"a\": 1,\n    \"b\": 2\n}\n";
    check(lines, insert(Place::Last), "{\n    \"a\": 1,\n    \"b\": 2,\n    \"n\": 0\n}\n");
    check(lines, insert(Place::First), "{\n    \"n\": 0,\n    \"a\": 1,\n    \"b\": 2\n}\n");
    check(lines, insert(Place::After("a")), "{\n    \"a\": 1,\n    \"n\": 0,\n    \"b\": 2\n}\n");
    check(lines, insert(Place::Before("b")), "{\n    \"a\": 1,\n    \"n\": 0,\n    \"b\": 2\n}\n");
    check(lines, insert(Place::After("?")), "{\n    \"a\": 1,\n    \"b\": 2,\n    \"n\": 0\n}\n");
    check("{\r\n\t\"a\":1\r\n}", insert(Place::Last), "{\r\n\t\"a\":1,\r\n\t\"n\":0\r\n}");
    check("{ \"a\": 1, \"b\": 2 }", insert(Place::Last), "{ \"a\": 1, \"b\": 2, \"n\": 0 }");
    check("{ \"a\": 1, \"b\": 2 }", insert(Place::First), "{ \"n\": 0, \"a\": 1, \"b\": 2 }");
    check("{\"a\":1,\"b\":2}", insert(Place::After("a")), "{\"a\":1,\"n\":0,\"b\":2}");
    check("{\"a\": 1,\n \"b\": 2}", insert(Place::Last), "{\"a\": 1,\n \"b\": 2,\n \"n\": 0}");
}

#[test]
fn a_new_container_is_indented_like_the_text_around_it() {
    let value = json(r#"{"x": [1], "y": {}}"#);
    let insert = |d: &mut Draft| d.insert(&at("s"), "n", &value, Place::Last);
    check(
        "{\n\t\"s\": {\n\t\t\"a\": [\n\t\t\t1\n\t\t]\n\t}\n}",
        insert,
        "{\n\t\"s\": {\n\t\t\"a\": [\n\t\t\t1\n\t\t],\n\t\t\"n\": {\n\t\t\t\"x\": [\n\t\t\t\t1\n\t\t\t],\n\t\t\t\"y\": {}\n\t\t}\n\t}\n}",
    );
    check(
        "{\n  \"s\": {}\n}",
        insert,
        "{\n  \"s\": {\n    \"n\": {\n      \"x\": [\n        1\n      ],\n      \"y\": {}\n    }\n  }\n}",
    );
    check("{\"s\":{}}", insert, "{\"s\":{\"n\":{\"x\":[1],\"y\":{}}}}");
    check(
        "{\n  \"l\": [ 1 ],\n  \"s\": { \"a\": 1 }\n}",
        insert,
        "{\n  \"l\": [ 1 ],\n  \"s\": { \"a\": 1, \"n\": { \"x\": [ 1 ], \"y\": {} } }\n}",
    );
    check(
        "{\n  \"l\": [1],\n  \"s\": {\n    \"a\": 1\n  }\n}",
        insert,
        "{\n  \"l\": [1],\n  \"s\": {\n    \"a\": 1,\n    \"n\": {\n      \"x\": [1],\n      \"y\": {}\n    }\n  }\n}",
    );
}

#[test]
fn a_line_that_grows_too_long_is_broken() {
    let long = "x".repeat(120);
    let before = "{\n  \"s\": { \"a\": 1 }\n}";
    check(
        before,
        |d| d.insert(&at("s"), "n", &long.as_str().into(), Place::Last),
        &format!("{{\n  \"s\": {{\n    \"a\": 1,\n    \"n\": \"{long}\"\n  }}\n}}"),
    );
    check(
        before,
        |d| d.insert(&at("s"), "n", &long.as_str().into(), Place::First),
        &format!("{{\n  \"s\": {{\n    \"n\": \"{long}\",\n    \"a\": 1\n  }}\n}}"),
    );
}

#[test]
fn removing_takes_the_comma_and_the_line() {
    let remove = |key: &'static str| move |d: &mut Draft| d.remove(&at(key));
    let lines = "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  },\n  \"d\": 3\n}";
    check(lines, remove("a"), "{\n  \"b\": {\n    \"c\": 2\n  },\n  \"d\": 3\n}");
    check(lines, remove("b"), "{\n  \"a\": 1,\n  \"d\": 3\n}");
    check(lines, remove("d"), "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 2\n  }\n}");
    check(lines, remove("b/c"), "{\n  \"a\": 1,\n  \"b\": {},\n  \"d\": 3\n}");
    check("{ \"a\": 1, \"b\": 2 }", remove("a"), "{ \"b\": 2 }");
    check("{ \"a\": 1, \"b\": 2 }", remove("b"), "{ \"a\": 1 }");
    check("{ \"a\": 1 }", remove("a"), "{}");
    check("{\"a\": 1, \"b\": 2,\n \"c\": 3}", remove("b"), "{\"a\": 1,\n \"c\": 3}");
    check("[1, 2, 3]", remove("1"), "[1, 3]");
    check("{\"a\": 1, \"b\": 2, \"a\": 3}", remove("a"), "{\"b\": 2}");
    check("{\"a\": 1}", remove("b"), "{\"a\": 1}");
}

#[test]
fn several_members_go_at_once() {
    let before = "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4\n}";
    let remove = |keys: &'static [&'static str]| move |d: &mut Draft| d.remove_members(&at(""), keys);
    check(before, remove(&["a", "b", "d"]), "{\n  \"c\": 3\n}");
    check(before, remove(&["b", "c"]), "{\n  \"a\": 1,\n  \"d\": 4\n}");
    check(before, remove(&["a", "b", "c", "d"]), "{}");
}

#[test]
fn keys_are_renamed_and_items_change_places() {
    check("{\"a\": {\"a\": 1}}", |d| d.rename(&at(""), "a", "b \"q\""), "{\"b \\\"q\\\"\": {\"a\": 1}}");
    check("[ 1,\n  {\"x\":2}, 3 ]", |d| d.move_item(&at(""), 0, 2), "[ {\"x\":2},\n  3, 1 ]");
    check("[1, 2]", |d| d.move_item(&at(""), 0, 9), "[1, 2]");
}

#[test]
fn comments_stay_beside_what_they_are_about() {
    let before = "{\n  // one\n  \"a\": 1, // first\n  // two\n  \"b\": 2 // second\n}";
    check(
        before,
        |d| d.insert(&at(""), "n", &0i64.into(), Place::Last),
        "{\n  // one\n  \"a\": 1, // first\n  // two\n  \"b\": 2, // second\n  \"n\": 0\n}",
    );
    check(
        before,
        |d| d.insert(&at(""), "n", &0i64.into(), Place::After("a")),
        "{\n  // one\n  \"a\": 1, // first\n  \"n\": 0,\n  // two\n  \"b\": 2 // second\n}",
    );
    check(before, |d| d.remove(&at("b")), "{\n  // one\n  \"a\": 1 // first\n  // two\n}");
    check(before, |d| d.remove(&at("a")), "{\n  // one\n  // two\n  \"b\": 2 // second\n}");
    check(
        "{\n  // nothing yet\n}",
        |d| d.insert(&at(""), "n", &0i64.into(), Place::Last),
        "{\n  // nothing yet\n  \"n\": 0\n}",
    );
}

#[test]
fn half_typed_text_takes_changes_too() {
    let insert = |d: &mut Draft| d.insert(&at(""), "n", &0i64.into(), Place::Last);
    check("{\n  \"a\": 1", insert, "{\n  \"a\": 1,\n  \"n\": 0");
    check("{", insert, "{\n  \"n\": 0");
    check("{\"a\": 1,}", insert, "{\"a\": 1, \"n\": 0}");
    check("{\"a\": 1, ${More}}", insert, "{\"a\": 1, \"n\": 0, ${More}}");
    check("{${More}}", insert, "{${More},\n  \"n\": 0\n}");
    check("{\"a\":}", |d| d.set(&at("a"), &1i64.into()), "{\"a\": 1}");
    check("{\"a\"}", |d| d.set(&at("a"), &1i64.into()), "{\"a\": 1}");
    check("{\"a\": 1 \"b\": 2}", |d| d.remove(&at("a")), "{\"b\": 2}");
    check("[1, 2,]", |d| d.remove(&at("1")), "[1]");
}

#[test]
fn setting_a_container_changes_only_what_differs() {
    check(
        "{\n  \"p\": { \"a\": 1,   \"b\": [ 1, 2 ], \"c\": 3 }\n}",
        |d| d.set(&at("p"), &json(r#"{"a": 1, "b": [1, 2, 9], "d": 4}"#)),
        "{\n  \"p\": { \"a\": 1,   \"b\": [ 1, 2, 9 ], \"d\": 4 }\n}",
    );
    check("[1, 2, 3, 4]", |d| d.set(&at(""), &json("[1, 9, 4]")), "[1, 9, 4]");
    check("[1, 2]", |d| d.set(&at(""), &json("[0, 1, 2]")), "[0, 1, 2]");
    check(
        "{\"p\": {\"a\": 1, \"b\": 2}}",
        |d| d.set(&at("p"), &json(r#"{"b": 2, "a": 1}"#)),
        "{\"p\": {\"b\": 2, \"a\": 1}}",
    );
}

#[test]
fn what_would_break_more_is_refused() {
    let refused = |text: &str, value: &str| Draft::new(text).set(&at("a"), &Fragment::Raw(value.into()));
    assert_eq!(refused("{\"a\": 1}", "{").unwrap_err(), Obstacle::Broken(at("a")));
    assert_eq!(refused("[]", "1").unwrap_err(), Obstacle::NotAContainer(at("")));
    assert_eq!(refused("", "1").unwrap_err(), Obstacle::Absent(at("")));
}
