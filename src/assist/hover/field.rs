use super::{HoverPart, Link, Text, Title, name_of};
use crate::asl::choice::Operator;
use crate::asl::fields::{FieldKind, FieldSpec, ObjectKind, state_field};
use crate::asl::resource::Resource;
use crate::asl::{QueryLanguage, StateType};
use crate::assist::completion::{meaning_of, what_it_takes};
use crate::assist::knowledge::{guide, note};
use crate::assist::site::Site;

/// What a field of the language does, with its rule and its default.
pub(super) fn of_key(site: &Site<'_>, kind: Option<ObjectKind>, key: &str) -> Option<Vec<HoverPart>> {
    let spec = kind.map_or_else(|| state_field(key), |kind| kind.field(key));
    let Some(spec) = spec else { return of_operator(kind, key) };
    let owner = kind.unwrap_or(ObjectKind::State(StateType::Task));
    let mut parts = vec![Title(key.to_owned()), Text(spec.purpose.to_owned())];
    let mut rule = format!("Takes {}.", takes(spec.kind));
    if owner.required().contains(&spec.name) || key == "Type" {
        rule.push_str(&format!(" Required in {}.", name_of(owner)));
    }
    if let Some(language) = spec.language {
        rule.push_str(&format!(" Only with {}.", language.name()));
        if language != site.language() {
            rule.push_str(&format!(" This is {}, so it is not allowed here.", site.language().name()));
        }
    }
    parts.push(Text(rule));
    let note = note(owner, key);
    parts.extend(note.default.map(|default| Text(format!("Default: {default}."))));
    parts.push(Link { label: "Read on".to_owned(), url: note.link });
    Some(parts)
}

fn of_operator(kind: Option<ObjectKind>, key: &str) -> Option<Vec<HoverPart>> {
    let operator = Operator::from_name(key)?;
    matches!(kind, Some(ObjectKind::ChoiceRule | ObjectKind::NestedRule)).then(|| {
        let link = Link { label: "Choice rules".to_owned(), url: guide("state-choice") };
        vec![Title(key.to_owned()), Text(meaning_of(operator)), link]
    })
}

/// What a field takes, as a phrase.
fn takes(kind: FieldKind) -> String {
    match kind {
        FieldKind::Enum(words) => format!("one of `{}`", words.join("`, `")),
        FieldKind::Integer(least, most) => format!("a whole number{}", bounds(least, most)),
        FieldKind::Number(least, most) => format!("a number{}", bounds(least, most)),
        FieldKind::Boolean => "`true` or `false`".to_owned(),
        FieldKind::Texts => "texts in an array".to_owned(),
        FieldKind::Timestamp => "an RFC 3339 timestamp such as `2030-01-01T00:00:00Z`".to_owned(),
        FieldKind::PathOrNull => "a path, or `null` for nothing".to_owned(),
        FieldKind::ReferencePath => "a reference path: names and indices only".to_owned(),
        FieldKind::ReferencePathOrNull => {
            "a reference path: names and indices only, or `null` for nothing".to_owned()
        }
        FieldKind::PathOrIntrinsic => "a path or a call of an intrinsic function".to_owned(),
        FieldKind::Template => {
            "JSON in which keys ending in `.$` hold paths, or strings hold `{% … %}`".to_owned()
        }
        FieldKind::Assignments => "variables with their values".to_owned(),
        FieldKind::StateName => "the name of a state of the same machine".to_owned(),
        FieldKind::Resource => "the ARN of what is called".to_owned(),
        FieldKind::Object(_) => "an object".to_owned(),
        FieldKind::Objects(_) => "objects in an array".to_owned(),
        FieldKind::States => "states by their names".to_owned(),
        other => match what_it_takes(other) {
            "text" => "any text".to_owned(),
            word => format!("a {word}"),
        },
    }
}

fn bounds(least: i64, most: i64) -> String {
    match (least, most) {
        (i64::MIN, i64::MAX) => String::new(),
        (least, i64::MAX) => format!(" from {least} on"),
        (least, most) => format!(" from {least} to {most}"),
    }
}

/// A field of the request that a Task sends.
pub(super) fn of_request(site: &Site<'_>, spec: &FieldSpec, key: &str) -> Option<Vec<HoverPart>> {
    if !matches!(spec.name, "Parameters" | "Arguments") || site.way().len() != 2 {
        return None;
    }
    let node = site.state()?.node?;
    let resource = site.tree().as_str(site.tree().get(node, "Resource")?)?;
    let Resource::Service(call) = Resource::parse(resource) else { return None };
    let name = key.strip_suffix(".$").unwrap_or(key);
    let text = format!("A field of the request of `{}:{}`.", call.service, call.action);
    let path = (site.language() == QueryLanguage::JsonPath && key.ends_with(".$")).then(|| {
        Text("The `.$` says that its value is a path or a call of an intrinsic function.".to_owned())
    });
    Some([Title(name.to_owned()), Text(text)].into_iter().chain(path).collect())
}
