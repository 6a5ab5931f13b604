use super::completion::expression_at;
use super::site::{Reading, Site};
use super::symbol::letters;
use crate::document::Snapshot;
use crate::expr::intrinsic::{ArgumentKind, Call, Intrinsic};
use crate::expr::jsonata::{Dialect, Expression, Node};
use crate::json::NodeId;
use crate::text::TextRange;

/// The smallest piece of syntax around a selection that is larger than it: a word, a step of a path, a call, an expression, a
/// string, a member, the inside of a container, a container, the whole text.
pub fn enclosing(snapshot: &Snapshot, selection: TextRange) -> Option<TextRange> {
    let mut pieces = pieces_of_tree(snapshot, selection);
    pieces.extend(pieces_of_expression(snapshot, selection));
    pieces.push(TextRange::new(0, snapshot.text().len()));
    let larger = pieces.into_iter().filter(|piece| piece.contains_range(selection) && *piece != selection);
    larger.min_by_key(|piece| piece.len())
}

fn pieces_of_tree(snapshot: &Snapshot, selection: TextRange) -> Vec<TextRange> {
    let (tree, text) = (snapshot.tree(), snapshot.text());
    let mut pieces = Vec::new();
    for node in tree.ancestry_at(selection.start) {
        let span = tree.span(node);
        pieces.extend([span, letters(text, span)]);
        for member in tree.members(node) {
            let end = member.value.map_or(member.key_span.end, |value| tree.span(value).end);
            pieces.extend([
                member.key_span,
                letters(text, member.key_span),
                member.key_span.cover(TextRange::empty(end)),
            ]);
        }
        pieces.extend(inside(snapshot, node));
    }
    pieces
}

/// The entries of a container, from the first to the last.
fn inside(snapshot: &Snapshot, node: NodeId) -> Option<TextRange> {
    let tree = snapshot.tree();
    let members = tree.members(node).iter().map(|member| {
        let end = member.value.map_or(member.key_span.end, |value| tree.span(value).end);
        TextRange::new(member.key_span.start, end)
    });
    members.chain(tree.items(node).iter().map(|&item| tree.span(item))).reduce(TextRange::cover)
}

fn pieces_of_expression(snapshot: &Snapshot, selection: TextRange) -> Vec<TextRange> {
    let site = Site::new(snapshot, selection.end);
    let Some(caret) = expression_at(&site) else { return Vec::new() };
    let whole = TextRange::new(caret.start, caret.end);
    let written = whole.slice(caret.text);
    let blanks = written.len() - written.trim_start().len();
    let trimmed = TextRange::new(whole.start + blanks, whole.start + blanks + written.trim().len());
    let word = caret.word();
    let chain = TextRange::new(caret.chain_before(word.end).start, word.end);
    let mut pieces = vec![word, chain, trimmed];
    let mut add =
        |span: TextRange| pieces.push(TextRange::new(caret.start + span.start, caret.start + span.end));
    match site.reading() {
        Reading::Jsonata => {
            if let Ok(expression) = Expression::parse(written, Dialect::StepFunctions) {
                nodes(expression.root(), &mut add);
            }
        }
        Reading::PathOrIntrinsic => {
            if let Ok(intrinsic) = Intrinsic::parse(written) {
                calls(intrinsic.call(), &mut add);
            }
        }
        Reading::Path | Reading::Plain => {}
    }
    pieces.retain(|piece| !piece.is_empty() && piece.end <= caret.text.len());
    pieces
}

fn nodes(node: &Node, add: &mut dyn FnMut(TextRange)) {
    add(node.span);
    node.children().into_iter().for_each(|child| nodes(child, add));
}

fn calls(call: &Call, add: &mut dyn FnMut(TextRange)) {
    add(call.span);
    for argument in &call.arguments {
        add(argument.span);
        if let ArgumentKind::Call(inner) = &argument.kind {
            calls(inner, add);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::testing::caret;
    use crate::syntax::Syntax;

    /// Widens the selection from the caret again and again and compares what is selected, up to the first that is `last`.
    fn check(fixture: &str, expected: &[&str]) {
        let (text, at) = caret(fixture);
        check_in(&Snapshot::new(text.as_str()), at, expected);
    }

    /// The same in a YAML text.
    fn check_yaml(fixture: &str, expected: &[&str]) {
        let (text, at) = caret(fixture);
        check_in(&Snapshot::of_syntax(text, Syntax::Yaml), at, expected);
    }

    fn check_in(snapshot: &Snapshot, at: usize, expected: &[&str]) {
        let text = snapshot.text();
        let mut selection = TextRange::empty(at);
        let mut steps = Vec::new();
        while let Some(wider) = enclosing(snapshot, selection) {
            assert!(wider.contains_range(selection) && wider.len() > selection.len());
            steps.push(wider.slice(text));
            selection = wider;
        }
        assert_eq!(steps.last(), Some(&&**text), "the whole text comes last");
        assert_eq!(&steps[..steps.len().min(expected.len())], expected, "{text}");
    }

    #[test]
    fn a_selection_grows_by_pieces_of_syntax() {
        check(
            r#"{"A": {"Type": "Pa|ss", "x": 1}, "B": 2}"#,
            &[
                "Pass",
                "\"Pass\"",
                "\"Type\": \"Pass\"",
                "\"Type\": \"Pass\", \"x\": 1",
                "{\"Type\": \"Pass\", \"x\": 1}",
                "\"A\": {\"Type\": \"Pass\", \"x\": 1}",
            ],
        );
        check("[1, 2|3]", &["23", "1, 23", "[1, 23]"]);
    }

    #[test]
    fn it_grows_inside_of_expressions() {
        check(
            r#"{"QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", "Output": "{% $sum($states.in|put.xs) + 1 %}"}}}"#,
            &[
                "input",
                "$states.input",
                "$states.input.xs",
                "$sum($states.input.xs)",
                "$sum($states.input.xs) + 1",
                "{% $sum($states.input.xs) + 1 %}",
            ],
        );
        check(
            r#"{"States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.Format('{}', $.or|der.id)"}}}}"#,
            &[
                "order",
                "$.order",
                "$.order.id",
                "States.Format('{}', $.order.id)",
                "\"States.Format('{}', $.order.id)\"",
            ],
        );
    }

    #[test]
    fn a_selection_grows_in_yaml_too() {
        check_yaml(
            "States:\n  A:\n    Type: Pa|ss # kind\n    Output: 1\n  B: {Type: Succeed}\n",
            &[
                "Pass",
                "Type: Pass",
                "Type: Pass # kind\n    Output: 1",
                "A:\n    Type: Pass # kind\n    Output: 1",
                "A:\n    Type: Pass # kind\n    Output: 1\n  B: {Type: Succeed}",
            ],
        );
        check_yaml(
            "States:\n  A:\n    Type: Pass\n    Parameters:\n      a.$: \"States.Format('{}', $.or|der.id)\"\n",
            &[
                "order",
                "$.order",
                "$.order.id",
                "States.Format('{}', $.order.id)",
                "\"States.Format('{}', $.order.id)\"",
            ],
        );
        check_yaml(
            "QueryLanguage: JSONata\nStates:\n  A:\n    Type: Pass\n    Output: >-\n      {% $sum(\n      $states.in|put.xs) %}\n",
            &["input", "$states.input", "$states.input.xs"],
        );
    }
}
