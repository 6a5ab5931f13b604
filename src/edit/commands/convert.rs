use crate::asl::Definition;
use crate::asl::fields::FieldKind;
use crate::document::{Remap, Snapshot};
use crate::edit::{Plan, Refusal};
use crate::json::NodeId;
use crate::syntax::{self, Obstacle, Syntax};
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
    let bare = bare_substitutions(snapshot.definition());
    let converted = syntax::convert(text, syntax, |_, node| bare.contains(&node));
    let converted = converted.ok_or(Refusal::Text(Obstacle::Broken(Default::default())))?;
    let whole = TextRange::new(0, text.len());
    let edit = TextEdit::replace(whole, converted);
    Ok(Plan { edit, select: None, label, remap: Remap::default(), note: None })
}

/// Substitutions in the place of a number, a boolean, a list or an object: in JSON they stand without quotes, so that
/// what is put in their place is no text.
fn bare_substitutions(definition: &Definition) -> BTreeSet<NodeId> {
    let tree = definition.tree();
    let mut bare = BTreeSet::new();
    for object in definition.objects() {
        let Some(kind) = object.kind else { continue };
        for member in tree.members(object.node) {
            let (Some(value), Some(field)) = (member.value, kind.field(&member.key)) else { continue };
            let is_substitution = tree.as_str(value).is_some_and(|text| {
                text.strip_prefix("${")
                    .and_then(|rest| rest.strip_suffix('}'))
                    .is_some_and(|name| !name.contains('}'))
            });
            if is_substitution && !takes_text(field.kind) {
                bare.insert(value);
            }
        }
    }
    bare
}

fn takes_text(kind: FieldKind) -> bool {
    !matches!(
        kind,
        FieldKind::Integer(..)
            | FieldKind::Number(..)
            | FieldKind::Boolean
            | FieldKind::Texts
            | FieldKind::Object(_)
            | FieldKind::Objects(_)
            | FieldKind::States
            | FieldKind::Assignments
    )
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
    fn broken_text_is_mended_first() {
        let refusal = plan(&Snapshot::new("{\"a\": "), &Command::Convert { to: Syntax::Yaml }).unwrap_err();
        assert_eq!(refusal.to_string(), "the text around / is broken; mend it first");
    }
}
