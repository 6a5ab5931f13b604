//! The laws of the parser, on fixtures and on texts that chance made.

use super::parse;
use crate::json::{NodeId, Tree};
use proptest::prelude::*;

/// Parses `text` and compares the value and the problems, each written `start..end message`; checks the tree's laws on
/// the way.
#[track_caller]
fn check(text: &str, value: &str, problems: &[&str]) {
    let parsed = parse(text);
    check_spans(&parsed.tree, text);
    let found = parsed.tree.root().map(|root| parsed.tree.value(root).to_json()).unwrap_or_default();
    assert_eq!(found, value, "value of {text}");
    let reported: Vec<String> =
        parsed.problems.iter().map(|problem| format!("{:?} {}", problem.span, problem.message)).collect();
    assert_eq!(reported, problems, "problems of {text}");
}

fn check_spans(tree: &Tree, text: &str) {
    fn walk(tree: &Tree, id: NodeId, text: &str) {
        let node = tree.node(id);
        assert!(text.get(node.span.start..node.span.end).is_some(), "span {:?} in {text}", node.span);
        let members = tree.members(id).iter().filter_map(|member| member.value);
        let mut last = node.span.start;
        for child in tree.items(id).iter().copied().chain(members) {
            assert!(node.span.contains_range(tree.span(child)), "child inside parent in {text:?}");
            assert_eq!(tree.node(child).parent, Some(id));
            assert!(tree.is_copy(child) || tree.span(child).start >= last, "siblings in order in {text:?}");
            last = tree.span(child).end;
            walk(tree, child, text);
        }
        for member in tree.members(id) {
            assert!(text.get(member.key_span.start..member.key_span.end).is_some());
            assert!(node.span.contains_range(member.key_span), "key inside parent in {text:?}");
        }
    }
    if let Some(root) = tree.root() {
        walk(tree, root, text);
    }
}

#[test]
fn blocks_are_told_by_their_columns() {
    check(
        "# head\nA:\n  B: 1 # one\n\n  K:\n  - x\n  - y: 2\n    z: 3\nD:\n    - - 1\n      - 2\n    -\n      k: v\n",
        r#"{"A":{"B":1,"K":["x",{"y":2,"z":3}]},"D":[[1,2],{"k":"v"}]}"#,
        &[],
    );
    check("\u{feff}a: 1\r\nb:\r\n  c: x\r\n", r#"{"a":1,"b":{"c":"x"}}"#, &[]);
    check("%YAML 1.2\n---\na: 1\n...\n", r#"{"a":1}"#, &[]);
    check("--- {a: 1}\n", r#"{"a":1}"#, &[]);
    check("", "", &[]);
    check("# nothing\n", "", &[]);
}

#[test]
fn scalars_are_what_the_core_schema_says() {
    check(
        "a: yes\nb: True\nc: ~\nd:\ne: 0x10\nf: 1.50\ng: '5'\nh: 2020-01-01\n",
        r#"{"a":"yes","b":true,"c":null,"d":null,"e":16,"f":1.5,"g":"5","h":"2020-01-01"}"#,
        &[],
    );
    check("\"a b\": 'it''s'\n'c': \"x\\ty\\u00e9\\\n  z\"\n", r#"{"a b":"it's","c":"x\tyéz"}"#, &[]);
    check("u: http://x/y?a=b#c\nv: a:b\nw: -1x\n", r#"{"u":"http://x/y?a=b#c","v":"a:b","w":"-1x"}"#, &[]);
    check("a: one\n  two\n\n  three\nb: 'x\n\n  y'\n", r#"{"a":"one two\nthree","b":"x\ny"}"#, &[]);
}

#[test]
fn block_scalars_have_their_exact_values() {
    check("a: |\n  x\n    y\n\n  z\n\nb: 1\n", r#"{"a":"x\n  y\n\nz\n","b":1}"#, &[]);
    check("a: |-\n  x\nb: |+\n  y\n\nc: 1\n", r#"{"a":"x","b":"y\n\n","c":1}"#, &[]);
    check("a: >\n  x\n  y\n\n  z\n    more\n  end\n", r#"{"a":"x y\nz\n  more\nend\n"}"#, &[]);
    check("a: |2\n    x\n  y\n", r#"{"a":"  x\ny\n"}"#, &[]);
    check("- >-\n  a\n\n\n  b\n- |\n\n  c\n", r#"["a\n\nb","\nc\n"]"#, &[]);
    check("a: |\nb: >-\n", r#"{"a":"","b":""}"#, &[]);
    check("a: | # note\n x", r#"{"a":"x\n"}"#, &[]);
}

#[test]
fn flow_collections_are_like_json() {
    check(
        "a: {b: 1, \"c\":2, d, 'e': [x, y z, ], f: }\n",
        r#"{"a":{"b":1,"c":2,"d":null,"e":["x","y z"],"f":null}}"#,
        &[],
    );
    check("a: [\n  1, # one\n  {b: c},\n]\n", r#"{"a":[1,{"b":"c"}]}"#, &[]);
    check("a: {\n  b: 1\n}\nc: 2\n", r#"{"a":{"b":1},"c":2}"#, &[]);
    check("{\"a\": [1, {\"b\": null}], \"c\": \"x\"}", r#"{"a":[1,{"b":null}],"c":"x"}"#, &[]);
    check("[a: 1, b]", r#"[{"a":1},"b"]"#, &[]);
    check("a: {Seconds: ${Wait}, b: [${X}]}\n", r#"{"a":{"Seconds":"${Wait}","b":["${X}"]}}"#, &[]);
}

#[test]
fn aliases_and_merge_keys_stand_for_their_anchors() {
    check(
        "a: &a {x: 1, y: [2]}\nb: *a\nc:\n  <<: *a\n  x: 3\n",
        r#"{"a":{"x":1,"y":[2]},"b":{"x":1,"y":[2]},"c":{"y":[2],"x":3}}"#,
        &[],
    );
    check("a: &b\n  - 1\nc: [*b, *b]\n", r#"{"a":[1],"c":[[1],[1]]}"#, &[]);
    check("a: *gone\n", r#"{"a":null}"#, &["3..8 there is no anchor `&gone` before this"]);
    check("a: &a [*a]\n", r#"{"a":[null]}"#, &["7..9 there is no anchor `&a` before this"]);
}

#[test]
fn a_few_lines_do_not_stand_for_billions() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let alias = format!("*a{}, ", level - 1).repeat(10);
        text += &format!("a{level}: &a{level} [{alias}]\n");
    }
    let parsed = parse(&text);
    assert!(parsed.problems.iter().any(|problem| problem.message == "`*a4` stands for too much text"));
    assert!(parsed.tree.ids().count() < 100_000);
}

#[test]
fn tags_of_cloudformation_are_substitutions() {
    check(
        "a: !Ref Fn\nb: !GetAtt Fn.Arn\nc: !Sub 'x ${Y}'\nd: !Join\n  - '-'\n  - [a, b]\ne: !ImportValue z\nf: [!Ref X, 1]\n",
        r#"{"a":"${Fn}","b":"${Fn.Arn}","c":"x ${Y}","d":"${!Join}","e":"${!ImportValue}","f":["${X}",1]}"#,
        &[],
    );
    check("a: !!str 5\nb: !!int '5'\nc: ! 5\n", r#"{"a":"5","b":5,"c":"5"}"#, &[]);
}

#[test]
fn half_typed_text_keeps_what_is_there() {
    check(
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Ne\n  B:\n    Type:\n",
        r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Ne":null},"B":{"Type":null}}}"#,
        &["45..45 expected `:` and a value after the key"],
    );
    check(
        "St\nStates:\n  A:\n    Type: Pass\n",
        r#"{"St":null,"States":{"A":{"Type":"Pass"}}}"#,
        &["2..2 expected `:` and a value after the key"],
    );
    check(
        "a:\n  b: \"half\n  c: 1\nd: [1, 2\ne: {x: 1\nf: 'open\ng: 2\n",
        r#"{"a":{"b":"half","c":1},"d":[1,2],"e":{"x":1},"f":"open","g":2}"#,
        &[
            "8..13 the string is not closed; a `\"` is missing",
            "24..25 this is never closed; a `]` is missing",
            "33..34 this is never closed; a `}` is missing",
            "42..47 the string is not closed; a `'` is missing",
        ],
    );
    check(
        "States\n  A:\n    Type: Pass\nx: 1\n",
        r#"{"States":{"A":{"Type":"Pass"}},"x":1}"#,
        &["6..6 expected `:` and a value after the key"],
    );
    check(
        "a: 1\n   b: 2\nc: x: y\n",
        r#"{"a":1,"b":2,"c":"x: y"}"#,
        &[
            "5..8 this key is not indented as the ones beside it",
            "17..18 a value with a colon in it stands in quotes",
        ],
    );
    check(
        "States:\n    A: 1\n  B: 2\nK: 3\n",
        r#"{"States":{"A":1,"B":2},"K":3}"#,
        &["17..19 this key is not indented as the ones beside it"],
    );
    check(
        "a: 'x' y\nb: 1\n- c\nd: 2\n",
        r#"{"a":"x","b":1,"d":2}"#,
        &[
            "7..8 nothing may stand behind the value on its line",
            "14..15 expected a key and a colon before this list",
        ],
    );
    check("a:\n\tb: 1\n", r#"{"a":{"b":1}}"#, &["3..4 YAML is indented by blanks, not by tabs"]);
    check("a: 1\n---\nb: 2\n", r#"{"a":1}"#, &["9..13 only the first document of a text is read"]);
}

#[test]
fn anything_parses_within_bounds() {
    for text in [
        "[".repeat(100_000),
        "{a: ".repeat(50_000),
        "- ".repeat(50_000),
        "? ".repeat(50_000),
        (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        "\"\\".to_owned(),
        "a: \"\\u12".to_owned(),
        "|9".to_owned(),
        "&".to_owned(),
        "!".to_owned(),
        "*".to_owned(),
        "a: &\nb: !\n".to_owned(),
        "'é\u{1}".to_owned(),
        "<<: [a]\n".to_owned(),
        "? [a]\n: b\n".to_owned(),
        ": x\n".to_owned(),
        "\u{feff}".to_owned(),
        "a:\u{a0}".to_owned(),
        "[&x ' a!Ref \\<<: 2\"[- <<:   [\n    !Ref \n  [: ".to_owned(),
    ] {
        check_spans(&parse(&text).tree, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_laws(pieces in proptest::collection::vec(
        prop_oneof![
            Just("\n"), Just("  "), Just(" "), Just("\n  "), Just("\n    "), Just("- "), Just("a: "), Just("a"), Just("b:"),
            Just("\""), Just("'"), Just("{"), Just("}"), Just("["), Just("]"), Just(","), Just(": "), Just("#"), Just("|"),
            Just(">-"), Just("|+\n"), Just("&x "), Just("*x"), Just("<<: "), Just("!Ref "), Just("? "), Just("\t"), Just("é"),
            Just("\\"), Just("---\n"), Just("...\n"), Just("${"), Just("\r\n"), Just("%"), Just("\u{feff}"), Just("2"),
        ], 0..40))
    {
        let text: String = pieces.concat();
        check_spans(&parse(&text).tree, &text);
    }
}

#[test]
fn a_problem_lies_between_characters() {
    check("  a: 1\né: 2\n", r#"{"a":1,"é":2}"#, &["7..9 this key is not indented as the ones beside it"]);
}

#[test]
fn an_expression_between_braces_stands_in_quotes() {
    let text = "Output: {% $states.input %}\n";
    check(
        text,
        r#"{"Output":{"% $states.input %":null}}"#,
        &["9..10 a text that begins with `%` stands in quotes"],
    );
}
