//! What stands at a place of the text: the field and its rule, the value of an expression in the last run, the shape of a
//! state, the meaning of a name.

mod expression;
mod field;
mod state;
#[cfg(test)]
mod tests;

use super::completion::{expression_at, what_it_does};
use super::knowledge::{ERRORS, guide};
use super::run::DryRun;
use super::scan::Slot;
use super::site::{Meaning, Site};
use super::symbol::{Symbol, symbol_at};
use crate::asl::StateType;
use crate::asl::fields::{FieldKind, ObjectKind};
use crate::asl::resource::Resource;
use crate::asl::services::{meaning, optimized, sdk_service};
use crate::document::Snapshot;
use crate::text::TextRange;

/// What help says about a place.
#[derive(Clone, PartialEq, Debug)]
pub struct Hover {
    /// What it is about.
    pub span: TextRange,
    /// What there is to say, in its order.
    pub parts: Vec<HoverPart>,
}

/// A piece of what help says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HoverPart {
    /// What it is, in a few words.
    Title(String),
    /// A sentence or several; what stands between backquotes is code.
    Text(String),
    /// A value or a signature.
    Code(String),
    /// Where to read on.
    Link {
        /// What is there.
        label: String,
        /// Its address.
        url: String,
    },
}

use HoverPart::{Code, Link, Text, Title};

/// What stands at an offset, with what the last dry run knows.
///
/// ```
/// use asl_studio::assist::{HoverPart, NoRun, hover};
/// use asl_studio::document::Snapshot;
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3, "End": true}}}"#;
/// let hover = hover(&Snapshot::new(text), text.find("Seconds").unwrap(), &NoRun).unwrap();
/// assert_eq!(hover.span.slice(text), "\"Seconds\"");
/// assert_eq!(hover.parts[0], HoverPart::Title("Seconds".to_owned()));
/// ```
pub fn hover(snapshot: &Snapshot, offset: usize, run: &dyn DryRun) -> Option<Hover> {
    let site = Site::new(snapshot, offset);
    // The first letter of a token belongs to it as well.
    let site = if site.scan.token.range.is_empty() { Site::new(snapshot, offset + 1) } else { site };
    if site.scan.token.range.is_empty() || site.scan.slot == Slot::Nowhere {
        return None;
    }
    expression::hover(&site, run).or_else(|| of_token(&site))
}

fn of_token(site: &Site<'_>) -> Option<Hover> {
    let parts = match site.scan.slot {
        Slot::Key => of_key(site),
        Slot::Value | Slot::Item => of_value(site),
        Slot::Top | Slot::Nowhere => None,
    }?;
    Some(Hover { span: site.scan.token.range, parts })
}

fn of_key(site: &Site<'_>) -> Option<Vec<HoverPart>> {
    let key = site.letters();
    match site.innermost()? {
        (Meaning::Object(kind), _) => field::of_key(site, kind, &key),
        (Meaning::States, _) => {
            let state =
                site.definition().states().iter().find(|state| state.name_span == site.scan.token.range)?;
            Some(state::shape(site.definition(), state.id))
        }
        (Meaning::Inside(spec), _) if spec.kind == FieldKind::Assignments => of_variable(site),
        (Meaning::Inside(spec), _) => field::of_request(site, spec, &key),
        _ => None,
    }
}

fn of_value(site: &Site<'_>) -> Option<Vec<HoverPart>> {
    let letters = site.letters();
    let spec = site.field()?;
    match spec.kind {
        FieldKind::StateName => {
            let found = symbol_at(site.snapshot(), site.offset)?;
            let Symbol::State(path) = found.symbol else { return None };
            Some(state::shape(site.definition(), site.definition().find(&path)?))
        }
        FieldKind::Resource => of_resource(&letters),
        FieldKind::Enum(words) if words.contains(&letters.as_str()) => {
            let meaning = super::completion::meaning(spec.name, &letters);
            let title = Title(format!("{}: {letters}", spec.name));
            let link = StateType::from_name(&letters).map(page_of);
            Some(
                [Some(title), (!meaning.is_empty()).then(|| Text(meaning.to_owned())), link]
                    .into_iter()
                    .flatten()
                    .collect(),
            )
        }
        FieldKind::Texts if spec.name == "ErrorEquals" => of_error(site, &letters),
        _ => None,
    }
}

fn page_of(state_type: StateType) -> HoverPart {
    let page = format!("state-{}", state_type.name().to_lowercase());
    Link { label: format!("{state_type} state"), url: guide(&page) }
}

fn of_error(site: &Site<'_>, name: &str) -> Option<Vec<HoverPart>> {
    let link = Link { label: "Handling errors".to_owned(), url: guide("concepts-error-handling") };
    if let Some(error) = ERRORS.iter().find(|error| error.name == name) {
        return Some(vec![Title(name.to_owned()), Text(error.what.to_owned()), link]);
    }
    let thrown: Vec<String> = site
        .definition()
        .states()
        .iter()
        .filter(|state| {
            let error = site.definition().read::<std::sync::Arc<str>>(state.id, "Error");
            state.known_type() == Some(StateType::Fail) && error.value().is_some_and(|error| **error == *name)
        })
        .map(|state| format!("`{}`", state.name))
        .collect();
    let text = match (name.split_once('.'), thrown.is_empty()) {
        (_, false) => format!("The definition fails with this error in {}.", thrown.join(", ")),
        (Some((service, error)), true) => format!("An error of {service}: `{error}`."),
        (None, true) => "An error that a function or an activity gives itself.".to_owned(),
    };
    Some(vec![Title(name.to_owned()), Text(text), link])
}

fn of_resource(text: &str) -> Option<Vec<HoverPart>> {
    let resource = Resource::parse(text);
    let mut parts = vec![Title(resource.short_name())];
    match &resource {
        Resource::Service(call) if call.sdk => {
            let action = sdk_service(&call.service).and_then(|service| service.action(&call.action));
            parts.push(Text(format!("Calls `{}` of `{}` by the AWS SDK.", call.action, call.service)));
            if let Some(required) =
                action.map(|action| action.required().collect::<Vec<_>>()).filter(|all| !all.is_empty())
            {
                parts.push(Text(format!("The request needs `{}`.", required.join("`, `"))));
            }
            parts.push(Text(meaning(call.pattern).to_owned()));
            parts.push(Link {
                label: "AWS SDK integrations".to_owned(),
                url: guide("supported-services-awssdk"),
            });
        }
        Resource::Service(call) => {
            let row = optimized(&call.service, &call.action);
            parts.extend(row.map(|row| Text(row.what.to_owned())));
            parts.push(Text(meaning(call.pattern).to_owned()));
            let page = row.map_or("integrate-optimized", |row| row.page);
            parts.push(Link { label: "Optimised integration".to_owned(), url: guide(page) });
        }
        Resource::LambdaFunction { .. } => {
            parts.push(Text(
                "Invokes the Lambda function directly; its result is the state's, as it is.".to_owned(),
            ));
            parts.push(Link { label: "Lambda".to_owned(), url: guide("connect-lambda") });
        }
        Resource::Activity { .. } => {
            parts.push(Text("Waits for a worker that polls for this work.".to_owned()));
            parts.push(Link { label: "Activities".to_owned(), url: guide("concepts-activities") });
        }
        Resource::Placeholder(_) | Resource::Unknown(_) => return None,
    }
    Some(parts)
}

fn of_variable(site: &Site<'_>) -> Option<Vec<HoverPart>> {
    let found = symbol_at(site.snapshot(), site.offset)?;
    variable_parts(site.snapshot(), &found.symbol)
}

/// Who sets a variable and who reads it.
fn variable_parts(snapshot: &Snapshot, symbol: &Symbol) -> Option<Vec<HoverPart>> {
    let Symbol::Variable { name, .. } = symbol else { return None };
    let references = super::symbol::references(snapshot, symbol);
    let list = |is_definition: bool| {
        let mut states: Vec<String> = references
            .iter()
            .filter(|reference| reference.is_definition == is_definition)
            .filter_map(|reference| reference.state.as_ref().map(|state| format!("`{}`", state.name)))
            .collect();
        states.dedup();
        if states.is_empty() { "nothing".to_owned() } else { states.join(", ") }
    };
    let sentence = format!("A workflow variable. Set by {}; read by {}.", list(true), list(false));
    Some(vec![Title(format!("${name}")), Text(sentence)])
}

/// Whether a place lies in an expression.
fn is_expression(site: &Site<'_>) -> bool {
    expression_at(site).is_some()
}

/// What a kind of object is called.
fn name_of(kind: ObjectKind) -> String {
    match kind {
        ObjectKind::Top => "the state machine".to_owned(),
        ObjectKind::Branch => "a branch".to_owned(),
        ObjectKind::MapBody => "the body of a Map".to_owned(),
        ObjectKind::State(state_type) => format!("a {state_type} state"),
        ObjectKind::Retrier => "a retrier".to_owned(),
        ObjectKind::Catcher => "a catcher".to_owned(),
        ObjectKind::ChoiceRule => "a Choice rule".to_owned(),
        ObjectKind::NestedRule => "a nested condition".to_owned(),
        other => format!("`{other:?}`"),
    }
}

/// What a type of state does.
fn does(state_type: StateType) -> HoverPart {
    Text(what_it_does(state_type).to_owned())
}
