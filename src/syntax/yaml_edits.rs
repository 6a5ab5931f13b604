//! What edits of YAML text do, one by one.

use super::testing::{self, at, json};
use super::{Draft, Obstacle, Syntax};
use crate::json::{Fragment, Place};

#[track_caller]
fn check(before: &str, change: impl FnOnce(&mut Draft) -> Result<(), Obstacle>, after: &str) {
    testing::check(Syntax::Yaml, before, change, after);
}

#[track_caller]
fn check_obstacle(before: &str, change: impl FnOnce(&mut Draft) -> Result<(), Obstacle>, expected: &str) {
    let mut draft = testing::draft(before, Syntax::Yaml);
    assert_eq!(change(&mut draft).unwrap_err().to_string(), expected);
    assert_eq!(draft.text(), before);
}

#[test]
fn a_scalar_is_replaced_in_its_quotes() {
    let set = |value: &'static str| move |d: &mut Draft| d.set(&at("a"), &value.into());
    check("a: old # note\nb: 1\n", set("new"), "a: new # note\nb: 1\n");
    check("a:   'old'\n", set("it's"), "a:   'it''s'\n");
    check("a: \"old\"\n", set("say \"hi\""), "a: \"say \\\"hi\\\"\"\n");
    check("a: old\nb: 'x'\n", set("yes"), "a: 'yes'\nb: 'x'\n");
    check("a: old\n", set("12"), "a: \"12\"\n");
    check("a: old\n", set("{% $x %}"), "a: \"{% $x %}\"\n");
    check("a: 1\n", set(""), "a: \"\"\n");
    check("a: old", set("x: y"), "a: \"x: y\"");
    check("a: one\n  two # note\nb: 1\n", set("three"), "a: three # note\nb: 1\n");
    check("a: !Ref X\n", set("z"), "a: z\n");
    check("{a: old, b: 'c'}", set("x, y"), "{a: \"x, y\", b: 'c'}");
    check("a: 5\n", |d| d.set(&at("a"), &7i64.into()), "a: 7\n");
    check("a: 1.0\n", |d| d.set(&at("a"), &1i64.into()), "a: 1.0\n");
    check("a: 5\n", |d| d.set(&at("a"), &Fragment::Raw("${N}".into())), "a: ${N}\n");
}

#[test]
fn text_of_several_lines_is_a_block() {
    let set = |value: &'static str| move |d: &mut Draft| d.set(&at("a/b"), &value.into());
    check(
        "a:\n  b: x # note\n  c: 1\n",
        set("one\n\ntwo"),
        "a:\n  b: |- # note\n    one\n\n    two\n  c: 1\n",
    );
    check(
        "a:\n  b: |\n    old\n    text\n  c: 1\n",
        set("new\nlines\n"),
        "a:\n  b: |\n    new\n    lines\n  c: 1\n",
    );
    check("a:\n  b: >-\n    old\n    text\n", set("new text"), "a:\n  b: >-\n    new text\n");
    check("a:\n  b: \"x\"\n", set("one\ntwo"), "a:\n  b: \"one\\ntwo\"\n");
    check("a:\n  b: x\n", set(" one\ntwo"), "a:\n  b: \" one\\ntwo\"\n");
    check("a:\r\n  b: x\r\n", set("one\ntwo"), "a:\r\n  b: |-\r\n    one\r\n    two\r\n");
    check("- a:\n  - b\n", |d| d.set(&at("0/a/0"), &"x\ny".into()), "- a:\n  - |-\n    x\n    y\n");
}

#[test]
fn an_empty_value_is_written_behind_its_colon() {
    let set = |d: &mut Draft| d.set(&at("a"), &"x".into());
    check("a:\nb: 1\n", set, "a: x\nb: 1\n");
    check("a: \nb: 1\n", set, "a: x\nb: 1\n");
    check("a: # note\nb: 1\n", set, "a: x # note\nb: 1\n");
    check("a:", set, "a: x");
    check("{a: , b: 1}", set, "{a: x, b: 1}");
    check("a: &k\n", set, "a: &k x\n");
    check("a: ~\n", set, "a: x\n");
}

#[test]
fn a_scalar_becomes_a_block_and_a_block_a_scalar() {
    let value = json(r#"{"x": 1, "w": [2, {"z": []}]}"#);
    let set = |d: &mut Draft| d.set(&at("a"), &value);
    let block = "\n  x: 1\n  w:\n    - 2\n    - z: []";
    check("a: old # note\nb: 1\n", set, &format!("a: # note{block}\nb: 1\n"));
    check("a: {}\nb: 1\n", set, &format!("a:{block}\nb: 1\n"));
    check("a:\nb: 1\n", set, &format!("a:{block}\nb: 1\n"));
    check("a:\n  - 1\n  - 2 # two\nb: 1\n", set, &format!("a:{block}\nb: 1\n"));
    let scalar = |d: &mut Draft| d.set(&at("a"), &"x".into());
    check("a: # note\n  b: 1\n  c: 2 # two\n  # end\nd: 1\n", scalar, "a: x # note\n  # end\nd: 1\n");
    check("a:\n- 1\n- 2\nd: 1\n", scalar, "a: x\nd: 1\n");
    check("- - 1\n  - 2\n- 3\n", |d| d.set(&at("0"), &"x".into()), "- x\n- 3\n");
}

#[test]
fn a_new_member_stands_where_its_neighbours_stand() {
    let insert = |place| move |d: &mut Draft| d.insert(&at(""), "new", &0i64.into(), place);
    let lines = "# head\na: 1 # one\n# about b\nb: 2\n";
    check(lines, insert(Place::Last), "# head\na: 1 # one\n# about b\nb: 2\nnew: 0\n");
    check(lines, insert(Place::First), "# head\nnew: 0\na: 1 # one\n# about b\nb: 2\n");
    check(lines, insert(Place::After("a")), "# head\na: 1 # one\nnew: 0\n# about b\nb: 2\n");
    check(lines, insert(Place::Before("b")), "# head\na: 1 # one\nnew: 0\n# about b\nb: 2\n");
    check("a: 1", insert(Place::Last), "a: 1\nnew: 0");
    check("\u{feff}a: 1\r\n", insert(Place::First), "\u{feff}new: 0\r\na: 1\r\n");
    check("a: |\n  x\n\nb: 1\n", insert(Place::After("a")), "a: |\n  x\nnew: 0\n\nb: 1\n");
    check("a: |+\n  x\n\nb: 1\n", insert(Place::After("a")), "a: |+\n  x\n\nnew: 0\nb: 1\n");
    check("{a: 1}", insert(Place::Last), "{a: 1, new: 0}");
    check("{}", insert(Place::Last), "new: 0");
    let item = |d: &mut Draft| d.insert(&at("l/0"), "new", &0i64.into(), Place::First);
    check("l:\n  - a: 1\n    b: 2\n", item, "l:\n  - new: 0\n    a: 1\n    b: 2\n");
    check("l:\n  -\n    a: 1\n", item, "l:\n  -\n    new: 0\n    a: 1\n");
}

#[test]
fn a_new_container_is_indented_as_the_file_is() {
    let value = json(r#"{"T": "x", "L": [1, [2], {"k": 1}]}"#);
    let insert = |d: &mut Draft| d.insert(&at("S"), "New", &value, Place::Last);
    check(
        "S:\n    A:\n        T: y\n        L:\n        - 1\n",
        insert,
        "S:\n    A:\n        T: y\n        L:\n        - 1\n    New:\n        T: x\n        L:\n        - 1\n        - - 2\n        - k: 1\n",
    );
    check(
        "S:\n  A:\n    T: y\n\n  B:\n    T: z\n",
        |d| d.insert(&at("S"), "New", &json(r#"{"T": "x"}"#), Place::After("A")),
        "S:\n  A:\n    T: y\n\n  New:\n    T: x\n\n  B:\n    T: z\n",
    );
    check(
        "S: {} # none\n",
        insert,
        "S: # none\n  New:\n    T: x\n    L:\n      - 1\n      - - 2\n      - k: 1\n",
    );
    check("S: {A: 1}\n", |d| d.insert(&at("S"), "New", &json("{}"), Place::Last), "S: {A: 1, New: {}}\n");
}

#[test]
fn removing_takes_the_lines_and_the_comments_that_are_its_own() {
    let remove = |key: &'static str| move |d: &mut Draft| d.remove(&at(key));
    let text = "# head\na: 1\n\n# about b\n# more\nb:\n  x: 1 # one\n  # in b\n\n# section\n\nc: 3\n";
    check(text, remove("b"), "# head\na: 1\n\n# section\n\nc: 3\n");
    check(text, remove("a"), "# head\n# about b\n# more\nb:\n  x: 1 # one\n  # in b\n\n# section\n\nc: 3\n");
    check(text, remove("c"), "# head\na: 1\n\n# about b\n# more\nb:\n  x: 1 # one\n  # in b\n\n# section\n");
    check("a: 1\nb: 2\n", remove("b"), "a: 1\n");
    check("a: 1\nb: 2", remove("b"), "a: 1");
    check("s:\n  a: 1 # one\n  b: 2\nt: 3\n", remove("s/b"), "s:\n  a: 1 # one\nt: 3\n");
    check("s: # note\n  a: 1\nt: 3\n", remove("s/a"), "s: {} # note\nt: 3\n");
    check("l:\n  - a: 1\n    b: 2\n  - c\n", remove("l/0/a"), "l:\n  - b: 2\n  - c\n");
    check("l:\n  - a: 1\n    # about b\n    b: 2\n", remove("l/0/a"), "l:\n  -\n    # about b\n    b: 2\n");
    check("l:\n- a\n# about b\n- b\n- c\n", remove("l/1"), "l:\n- a\n- c\n");
    check("l:\n- a\n", remove("l/0"), "l: []\n");
    check("l: [a, b, c]\n", remove("l/1"), "l: [a, c]\n");
    check("a: |+\n  x\n\nb: 1\n", remove("a"), "b: 1\n");
    check("b: 1\na: |+\n  x\n\n", remove("a"), "b: 1\n");
}

#[test]
fn keys_keep_their_quotes() {
    let rename = |to: &'static str| move |d: &mut Draft| d.rename(&at(""), "a", to);
    check("a: 1 # one\n", rename("b c"), "b c: 1 # one\n");
    check("'a' : 1\n", rename("b"), "'b' : 1\n");
    check("\"a\": 1\n", rename("b\"c"), "\"b\\\"c\": 1\n");
    check("a: 1\n", rename("no"), "\"no\": 1\n");
    check("{a: 1}", rename("b, c"), "{\"b, c\": 1}");
}

#[test]
fn items_are_added_and_moved_with_their_comments() {
    let text = "l:\n  # one\n  - a: 1\n    b: 2 # two\n  - c\n  # three\n  - d\n";
    check(
        text,
        |d| d.move_item(&at("l"), 0, 2),
        "l:\n  - c\n  # three\n  - d\n  # one\n  - a: 1\n    b: 2 # two\n",
    );
    check(
        text,
        |d| d.insert_item(&at("l"), 1, &json("{\"x\": 1}")),
        "l:\n  # one\n  - a: 1\n    b: 2 # two\n  - x: 1\n  - c\n  # three\n  - d\n",
    );
    check("l: [a, b]\n", |d| d.insert_item(&at("l"), 2, &"c".into()), "l: [a, b, c]\n");
    check("l: []\n", |d| d.insert_item(&at("l"), 0, &"c".into()), "l:\n  - c\n");
}

#[test]
fn what_an_alias_brings_in_is_changed_at_its_anchor() {
    let text = "a: &x\n  k: 1\nb: *x\nc:\n  <<: *x\n  m: 2\n";
    check_obstacle(
        text,
        |d| d.set(&at("b/k"), &2i64.into()),
        "what stands at /b/k comes from an alias; change it at its anchor",
    );
    check_obstacle(
        text,
        |d| d.insert(&at("b"), "n", &2i64.into(), Place::Last),
        "what stands at /b comes from an alias; change it at its anchor",
    );
    check_obstacle(
        text,
        |d| d.set(&at("a/k"), &2i64.into()),
        "the text around /a/k is broken; mend it first",
    );
    check(text, |d| d.set(&at("b"), &2i64.into()), "a: &x\n  k: 1\nb: 2\nc:\n  <<: *x\n  m: 2\n");
    check(text, |d| d.remove(&at("c/m")), "a: &x\n  k: 1\nb: *x\nc:\n  <<: *x\n");
    check(
        text,
        |d| d.insert(&at("c"), "new", &3i64.into(), Place::Last),
        "a: &x\n  k: 1\nb: *x\nc:\n  <<: *x\n  m: 2\n  new: 3\n",
    );
}

#[test]
fn half_typed_text_can_be_completed() {
    check("a: 1\nb\n", |d| d.set(&at("b"), &2i64.into()), "a: 1\nb: 2\n");
    check("a: 1\nb\nc: 3\n", |d| d.remove(&at("b")), "a: 1\nc: 3\n");
}

#[test]
fn syntax_is_read_off_the_text() {
    assert_eq!(Draft::new("a: 1\n").tree().syntax(), Syntax::Yaml);
}

#[test]
fn what_stands_between_brackets_is_written_as_its_neighbours_are() {
    let insert =
        |d: &mut Draft| d.insert(&at(""), "new", &json("[\"a b\", \"States.ALL\", \"no\"]"), Place::Last);
    check("{\"a\":1}", insert, "{\"a\":1,\"new\":[\"a b\",\"States.ALL\",\"no\"]}");
    check("{a: 1}", insert, "{a: 1, new: [\"a b\", States.ALL, \"no\"]}");
    check(
        "s: {\n  a: 1, # one\n  b: 2 # two\n}\n",
        |d| d.insert(&at("s"), "new", &3i64.into(), Place::Last),
        "s: {\n  a: 1, # one\n  b: 2, # two\n  new: 3\n}\n",
    );
    check("s: {\n  a: 1, # one\n  b: 2 # two\n}\n", |d| d.remove(&at("s/b")), "s: {\n  a: 1 # one\n}\n");
}
