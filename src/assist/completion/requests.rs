use super::CompletionKind::{Field, Variable};
use super::candidate::{Candidate, Insert};
use super::fields::present;
use crate::asl::QueryLanguage;
use crate::asl::fields::{FieldKind, FieldSpec};
use crate::asl::resource::{Integration, Resource};
use crate::asl::services::{SdkAction, optimized, sdk_service};
use crate::assist::site::Site;
use crate::assist::skeleton::{Skeleton, marked};
use std::collections::BTreeSet;

/// Keys inside of a field's value: the fields of a request, or variables.
pub(super) fn keys(site: &Site<'_>, spec: &FieldSpec) -> Vec<Candidate> {
    let is_top = site.way().len() == 2 || site.way().len() == 1;
    match spec.kind {
        FieldKind::Assignments if is_top => variables(site),
        FieldKind::Template
            if matches!(spec.name, "Parameters" | "Arguments") && site.scan.frames.len() > 1 =>
        {
            request_fields(site)
        }
        _ => Vec::new(),
    }
}

/// The request that the Task of the caret needs, if its resource is known.
pub(super) fn skeleton(site: &Site<'_>) -> Option<Skeleton> {
    of_call(&resource(site)?, site.language())
}

/// The request that a call needs.
pub(super) fn of_call(call: &Integration, language: QueryLanguage) -> Option<Skeleton> {
    if call.sdk {
        return sdk_service(&call.service)?.action(&call.action).map(of_action);
    }
    let row = optimized(&call.service, &call.action)?;
    Some(Skeleton::parse(row.request_for(call.pattern), language))
}

/// The request of an action of the SDK.
pub(super) fn of_action(action: SdkAction) -> Skeleton {
    let member = |field: &str| (field.to_owned(), Skeleton::Text(marked("«»")));
    let members: Vec<_> = action.required().map(member).collect();
    if members.is_empty() { Skeleton::Bare(marked("{«»}")) } else { Skeleton::Object(members) }
}

/// What the Task of the caret calls.
pub(super) fn resource(site: &Site<'_>) -> Option<Integration> {
    let node = site.state()?.node?;
    let tree = site.tree();
    let text = tree.as_str(tree.get(node, "Resource")?)?;
    if let Resource::Service(call) = Resource::parse(text) { Some(call) } else { None }
}

fn request_fields(site: &Site<'_>) -> Vec<Candidate> {
    let (Some(call), true) = (resource(site), site.way().len() == 2) else { return Vec::new() };
    let Some(Skeleton::Object(members)) = of_call(&call, site.language()) else { return Vec::new() };
    let present = present(site);
    let plain = |key: &str| key.strip_suffix(".$").unwrap_or(key).to_owned();
    let is_free = |key: &str| !present.iter().any(|other| plain(other) == plain(key));
    let name = format!("{}:{}", call.service, call.action);
    let candidate = |(order, (key, value)): (usize, (String, Skeleton))| {
        let insert = Insert::Member(key.clone(), value);
        Candidate::new(Field, key, insert)
            .detail(name.clone())
            .info(format!("A field of the request of `{name}`."))
            .order(order)
    };
    members.into_iter().filter(|(key, _)| is_free(key)).enumerate().map(candidate).collect()
}

/// The variables that the definition sets elsewhere, to be set anew.
fn variables(site: &Site<'_>) -> Vec<Candidate> {
    let present = present(site);
    let language = site.language();
    let known = site.snapshot().variables();
    let machine = site.machine();
    let names: BTreeSet<String> = known
        .iter()
        .filter(|variable| Some(variable.machine) == machine)
        .map(|variable| variable.name.to_string())
        .filter(|name| !present.iter().any(|key| key.strip_suffix(".$").unwrap_or(key) == name))
        .collect();
    let candidate = |name: String| {
        let (key, value) = match language {
            QueryLanguage::JsonPath => (format!("{name}.$"), Skeleton::Text(marked("$.«»"))),
            QueryLanguage::Jsonata => (name.clone(), Skeleton::Text(marked("{% «» %}"))),
        };
        Candidate::new(Variable, name, Insert::Member(key, value))
            .detail("variable")
            .info("Sets the variable anew.")
            .again(true)
    };
    names.into_iter().map(candidate).collect()
}
