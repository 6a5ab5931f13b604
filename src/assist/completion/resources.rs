use super::CompletionKind::Resource;
use super::candidate::{Candidate, Insert};
use super::requests;
use crate::asl::QueryLanguage;
use crate::asl::services::{
    OPTIMIZED, SdkAction, SdkService, meaning, sdk_service, sdk_services, unlisted_services,
};
use crate::assist::site::Site;
use crate::assist::skeleton::{Skeleton, marked};

const SDK: &str = "arn:aws:states:::aws-sdk:";

/// What a Task may call: the optimised integrations in all their ways to wait, functions and activities, and the services and
/// actions of `aws-sdk:`. The request comes along where the Task has none yet.
pub(super) fn candidates(site: &Site<'_>) -> Vec<Candidate> {
    let typed = site.typed();
    if let Some(rest) = typed.strip_prefix(SDK) {
        return match rest.split_once(':') {
            Some((service, _)) => sdk_service(service).map_or(Vec::new(), |service| actions(site, service)),
            None => services(),
        };
    }
    let mut found = optimized(site);
    found.extend(plain());
    found.push(
        Candidate::new(
            Resource,
            "aws-sdk:…",
            Insert::Value(Skeleton::Text(marked(&format!("{SDK}«»"))), Vec::new()),
        )
        .detail("AWS SDK integration")
        .info("Any action of any service of AWS.")
        .alias(SDK)
        .order(500)
        .again(true),
    );
    if typed.chars().count() > 1 && !typed.starts_with("arn") {
        found.extend(sdk_services().flat_map(|service| actions(site, service)));
    }
    found
}

fn optimized(site: &Site<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for row in OPTIMIZED {
        for &pattern in row.patterns {
            let arn = row.arn(pattern);
            let label = format!("{}:{}{}", row.service, row.action, pattern.suffix());
            let request = Skeleton::parse(row.request_for(pattern), site.language());
            let info = format!("{} {}\n{arn}", row.what, meaning(pattern));
            found.push(
                Candidate::new(
                    Resource,
                    label,
                    Insert::Value(Skeleton::text(&arn), vec![along(site, request)]),
                )
                .detail("optimised integration")
                .info(info)
                .alias(arn)
                .order(found.len()),
            );
        }
    }
    found
}

/// The request as a member beside the resource.
fn along(site: &Site<'_>, request: Skeleton) -> (String, Skeleton) {
    let field = if site.language() == QueryLanguage::JsonPath { "Parameters" } else { "Arguments" };
    (field.to_owned(), request)
}

fn plain() -> Vec<Candidate> {
    let row = |(label, arn, info): (&str, &str, &str)| {
        let value = Skeleton::Text(marked(arn));
        Candidate::new(Resource, label, Insert::Value(value, Vec::new()))
            .detail("ARN")
            .info(info)
            .alias(arn.replace(['«', '»'], ""))
            .order(400)
    };
    [
        (
            "Lambda function",
            "arn:aws:lambda:«REGION»:«ACCOUNT»:function:«NAME»",
            "Invokes the function directly; its result is the state's, without the metadata of the invocation.",
        ),
        ("Activity", "arn:aws:states:«REGION»:«ACCOUNT»:activity:«NAME»", "Waits for a worker that polls for the work."),
    ]
    .map(row)
    .to_vec()
}

fn services() -> Vec<Candidate> {
    let listed = sdk_services().map(|service| (service.name, service.actions().count()));
    let row = |name: &str, detail: String| {
        let value = Skeleton::Text(marked(&format!("{SDK}{name}:«»")));
        Candidate::new(Resource, name, Insert::Value(value, Vec::new()))
            .detail(detail)
            .alias(format!("{SDK}{name}"))
    };
    let mut found: Vec<Candidate> =
        listed.map(|(name, actions)| row(name, format!("{actions} actions")).again(true)).collect();
    found.extend(unlisted_services().map(|name| row(name, "service".to_owned()).order(1000)));
    found
}

fn actions(site: &Site<'_>, service: SdkService) -> Vec<Candidate> {
    service.actions().map(|action| of_action(site, service, action)).collect()
}

fn of_action(site: &Site<'_>, service: SdkService, action: SdkAction) -> Candidate {
    let arn = format!("{SDK}{}:{}", service.name, action.name);
    let required: Vec<&str> = action.required().collect();
    let info = if required.is_empty() {
        "The request needs no field.".to_owned()
    } else {
        format!("The request needs {}.", required.join(", "))
    };
    let request = requests::of_action(action);
    let label = format!("aws-sdk:{}:{}", service.name, action.name);
    Candidate::new(Resource, label, Insert::Value(Skeleton::text(&arn), vec![along(site, request)]))
        .detail("AWS SDK integration")
        .info(info)
        .alias(arn)
        .order(600)
}
