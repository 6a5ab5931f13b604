use crate::asl::Definition;
use crate::asl::choice::{Operand, Operator};
use crate::document::{Remap, Snapshot};
use crate::edit::{Plan, Refusal};
use crate::json::{NodeId, Tree, is_substitution};
use crate::syntax::{self, Syntax};
use crate::text::{TextEdit, TextRange};
use std::collections::BTreeSet;

/// Writes the definition in another syntax; every value stays what it is.
pub(in crate::edit) fn convert(snapshot: &Snapshot, to: Syntax) -> Result<Plan, Refusal> {
    let label = format!("Convert to {}", to.name());
    let (text, syntax) = (snapshot.text(), snapshot.syntax());
    if syntax == to {
        return Ok(Plan {
            edit: TextEdit::default(),
            select: None,
            label,
            remap: Remap::default(),
            note: None,
        });
    }
    let texts = texts(snapshot.definition());
    let is_bare = |tree: &Tree, node: NodeId| {
        let is_quoted = tree.span(node).slice(text).starts_with(['"', '\'']);
        !is_quoted && !texts.contains(&node) && tree.as_str(node).is_some_and(|text| is_substitution(text))
    };
    let converted = syntax::convert(text, syntax, is_bare).map_err(Refusal::Text)?;
    let whole = TextRange::new(0, text.len());
    let edit = TextEdit::replace(whole, converted);
    Ok(Plan { edit, select: None, label, remap: Remap::default(), note: None })
}

/// The values that are texts whatever is put in the place of a substitution in them. Anywhere else a substitution without
/// quotes stands for a number, a boolean, a list or an object.
fn texts(definition: &Definition) -> BTreeSet<NodeId> {
    let tree = definition.tree();
    let mut texts = BTreeSet::new();
    for object in definition.objects() {
        let Some(kind) = object.kind else { continue };
        let of_text = tree.members(object.node).iter().filter(|member| {
            let operator = || Operator::from_name(&member.key).is_some_and(takes_text);
            kind.field(&member.key).map_or_else(operator, |field| field.kind.is_text())
        });
        texts.extend(of_text.filter_map(|member| member.value));
    }
    texts.extend(tree.ids().flat_map(|node| {
        let members = tree.members(node).iter();
        members.filter(|member| member.key.ends_with(".$")).filter_map(|member| member.value)
    }));
    texts
}

/// Whether what a value is compared with is a text: a constant, or a path.
fn takes_text(operator: Operator) -> bool {
    match operator {
        Operator::Compare { operand, path, .. } => {
            path || matches!(operand, Operand::String | Operand::Timestamp)
        }
        Operator::StringMatches => true,
        Operator::Is(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Millis, Origin, Snapshot};
    use crate::edit::{Command, plan};
    use crate::syntax::Syntax;

    /// Converts there and back: undo gives the first text, and the way back the same values.
    #[track_caller]
    fn check(json: &str, yaml: &str) {
        for (from, to, syntax) in [(json, yaml, Syntax::Yaml), (yaml, json, Syntax::Json)] {
            let plan = plan(&Snapshot::new(from), &Command::Convert { to: syntax }).unwrap();
            assert_eq!(plan.edit.apply(from), to);
            let mut document = Document::new(from);
            document.apply(plan.into_transaction(Origin::Gesture), Millis(0));
            assert_eq!(document.snapshot().syntax(), syntax);
            document.undo();
            assert_eq!(&**document.snapshot().text(), from);
            assert_eq!(document.snapshot().syntax(), syntax.other());
        }
    }

    #[test]
    fn json_becomes_yaml_and_the_reverse() {
        check(
            "{\n  \"StartAt\": \"Wait a bit\",\n  \"States\": {\n    \"Wait a bit\": {\n      \"Type\": \"Wait\",\n      \"Comment\": \"one\\ntwo\\n\",\n      \"Seconds\": ${Delay},\n      \"x\": [\n        \"no\",\n        \"1\",\n        {\n          \"a.$\": \"$.a\"\n        },\n        [],\n        {}\n      ],\n      \"OutputPath\": null,\n      \"End\": true\n    }\n  }\n}\n",
            "StartAt: Wait a bit\nStates:\n  Wait a bit:\n    Type: Wait\n    Comment: |\n      one\n      two\n    Seconds: ${Delay}\n    x:\n      - \"no\"\n      - \"1\"\n      - a.$: $.a\n      - []\n      - {}\n    OutputPath: null\n    End: true\n",
        );
    }

    #[test]
    fn substitutions_stay_texts_or_values() {
        check(
            "{\n  \"StartAt\": \"W\",\n  \"States\": {\n    \"W\": {\n      \"Type\": \"Wait\",\n      \"Seconds\": \"${text}\",\n      \"Next\": \"P\"\n    },\n    \"P\": {\n      \"Type\": \"Pass\",\n      \"Result\": ${jsonencode({ a = 1 })},\n      \"Parameters\": {\n        \"value\": ${value},\n        \"text\": \"${text}\",\n        \"path.$\": \"${path}\"\n      },\n      \"Next\": \"${Next}\"\n    },\n    \"Choose\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [\n        {\n          \"Variable\": \"$.b\",\n          \"BooleanEquals\": ${flag},\n          \"Next\": \"W\"\n        }\n      ]\n    }\n  }\n}\n",
            "StartAt: W\nStates:\n  W:\n    Type: Wait\n    Seconds: \"${text}\"\n    Next: P\n  P:\n    Type: Pass\n    Result: ${jsonencode({ a = 1 })}\n    Parameters:\n      value: ${value}\n      text: \"${text}\"\n      path.$: \"${path}\"\n    Next: \"${Next}\"\n  Choose:\n    Type: Choice\n    Choices:\n      - Variable: $.b\n        BooleanEquals: ${flag}\n        Next: W\n",
        );
    }

    #[test]
    fn what_is_written_as_a_text_field_in_yaml_is_one_without_quotes_too() {
        let yaml = "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: ${Arn}\n    End: true\n";
        let plan = plan(&Snapshot::new(yaml), &Command::Convert { to: Syntax::Json }).unwrap();
        assert!(plan.edit.apply(yaml).contains(r#""Resource": "${Arn}""#));
    }

    #[test]
    fn what_stands_for_whole_members_is_written_out_first() {
        let json = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, ${more}}}"#;
        let refusal = plan(&Snapshot::new(json), &Command::Convert { to: Syntax::Yaml }).unwrap_err();
        let why = "`${more}` stands for whole members, which YAML has no place for; write them out first";
        assert_eq!(refusal.to_string(), why);
    }

    #[test]
    fn broken_text_is_mended_first() {
        let refusal = plan(&Snapshot::new("{\"a\": "), &Command::Convert { to: Syntax::Yaml }).unwrap_err();
        assert_eq!(refusal.to_string(), "the text around / is broken; mend it first");
    }
}
