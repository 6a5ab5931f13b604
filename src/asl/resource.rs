//! The `Resource` of a Task: which service it calls, how it waits (AWS, "Integrating services with Step Functions").

/// What a Task calls.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Resource {
    /// A Lambda function by its own ARN; the result is the function's raw payload.
    LambdaFunction {
        /// The ARN.
        arn: String,
    },
    /// An activity, polled by workers.
    Activity {
        /// The ARN.
        arn: String,
    },
    /// A service, optimised or by `aws-sdk`.
    Service(Integration),
    /// `${Placeholder}` or another text that is known only when deployed.
    Placeholder(String),
    /// Nothing AWS would accept.
    Unknown(String),
}

/// A service integration, `arn:aws:states:::[aws-sdk:]service:action[.pattern]`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Integration {
    /// Whether it is an `aws-sdk` integration.
    pub sdk: bool,
    /// The service, such as `dynamodb`.
    pub service: String,
    /// The API action, such as `putItem`.
    pub action: String,
    /// How the Task waits.
    pub pattern: Pattern,
    /// The region the ARN names, mostly empty.
    pub region: String,
}

/// How a Task waits for its service (AWS, "Service integration patterns").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Goes on with the response.
    RequestResponse,
    /// `.sync`: waits until the job is done.
    Sync,
    /// `.sync:2`: the same with the output as JSON.
    Sync2,
    /// `.waitForTaskToken`: waits for a callback.
    WaitForTaskToken,
}

impl Pattern {
    /// What stands behind the action, with its dot.
    pub fn suffix(self) -> &'static str {
        match self {
            Pattern::RequestResponse => "",
            Pattern::Sync => ".sync",
            Pattern::Sync2 => ".sync:2",
            Pattern::WaitForTaskToken => ".waitForTaskToken",
        }
    }
}

impl Resource {
    /// Reads a Resource.
    ///
    /// ```
    /// use asl_studio::asl::resource::{Pattern, Resource};
    /// let Resource::Service(call) = Resource::parse("arn:aws:states:::sqs:sendMessage.waitForTaskToken") else { panic!() };
    /// assert_eq!((call.service.as_str(), call.action.as_str()), ("sqs", "sendMessage"));
    /// assert_eq!(call.pattern, Pattern::WaitForTaskToken);
    /// ```
    pub fn parse(text: &str) -> Resource {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        match parts[..] {
            ["arn", _, "states", _, _, rest] if rest.starts_with("activity:") => {
                Resource::Activity { arn: text.to_owned() }
            }
            // Real definitions name region and account here as well.
            ["arn", _, "states", region, account, call] if account.is_empty() || !is_own(call) => {
                Integration::parse(region, call).map_or_else(|| Resource::other(text), Resource::Service)
            }
            ["arn", _, "lambda", _, _, rest] if rest.starts_with("function:") => {
                Resource::LambdaFunction { arn: text.to_owned() }
            }
            _ => Resource::other(text),
        }
    }

    fn other(text: &str) -> Resource {
        if text.contains("${") {
            Resource::Placeholder(text.to_owned())
        } else {
            Resource::Unknown(text.to_owned())
        }
    }

    /// A few words for it, such as `lambda:invoke` or `function validate-order`.
    pub fn short_name(&self) -> String {
        let last = |arn: &str| arn.rsplit(':').next().unwrap_or_default().to_owned();
        match self {
            Resource::Service(call) => format!("{}:{}{}", call.service, call.action, call.pattern.suffix()),
            Resource::LambdaFunction { arn } => {
                let name = arn.split(":function:").nth(1).unwrap_or_default();
                format!("function {}", name.split(':').next().unwrap_or_default())
            }
            Resource::Activity { arn } => format!("activity {}", last(arn)),
            Resource::Placeholder(text) | Resource::Unknown(text) => text.clone(),
        }
    }

    /// The service, where it is known: `lambda` for a function's own ARN.
    pub fn service(&self) -> Option<&str> {
        match self {
            Resource::Service(call) => Some(&call.service),
            Resource::LambdaFunction { .. } => Some("lambda"),
            Resource::Activity { .. } => Some("activity"),
            Resource::Placeholder(_) | Resource::Unknown(_) => None,
        }
    }
}

/// Whether this names something of an account, which a Task cannot call.
fn is_own(rest: &str) -> bool {
    ["stateMachine:", "execution:", "express:", "mapRun:"].iter().any(|kind| rest.starts_with(kind))
}

impl Integration {
    fn parse(region: &str, text: &str) -> Option<Integration> {
        let (sdk, text) = text.strip_prefix("aws-sdk:").map_or((false, text), |rest| (true, rest));
        let (service, call) = text.split_once(':')?;
        let (action, pattern) = call.split_once('.').unwrap_or((call, ""));
        let pattern = match pattern {
            "" => Pattern::RequestResponse,
            "sync" => Pattern::Sync,
            "sync:2" => Pattern::Sync2,
            "waitForTaskToken" => Pattern::WaitForTaskToken,
            _ => return None,
        };
        let (service, action, region) = (service.to_owned(), action.to_owned(), region.to_owned());
        Some(Integration { sdk, service, action, pattern, region })
    }
}
