/// The table; see its head.
const TABLE: &str = include_str!("sdk.txt");

/// A service of `aws-sdk:`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SdkService {
    /// As it stands in the ARN.
    pub name: &'static str,
    /// How the names of its errors begin.
    pub prefix: &'static str,
    /// Its lines of the table.
    lines: &'static str,
}

/// An action of such a service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SdkAction {
    /// As it stands in the ARN.
    pub name: &'static str,
    required: &'static str,
}

impl SdkService {
    /// Its actions, by name.
    pub fn actions(&self) -> impl Iterator<Item = SdkAction> + use<> {
        self.lines.lines().filter(|line| !line.starts_with('!')).map(|line| {
            let (name, required) = line.split_once(' ').unwrap_or((line, ""));
            SdkAction { name, required }
        })
    }

    /// The action of that name.
    pub fn action(&self, name: &str) -> Option<SdkAction> {
        self.actions().find(|action| action.name == name)
    }

    /// Errors that its actions throw, without the prefix; the most common first.
    pub fn errors(&self) -> impl Iterator<Item = &'static str> + use<> {
        let line = self.lines.lines().find_map(|line| line.strip_prefix("! "));
        line.unwrap_or_default().split_ascii_whitespace()
    }
}

impl SdkAction {
    /// The fields that a request needs.
    pub fn required(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.required.split_ascii_whitespace()
    }
}

/// The services whose actions are listed, by name.
pub fn sdk_services() -> impl Iterator<Item = SdkService> {
    let body = TABLE.split_once("\nothers ").map_or(TABLE, |(body, _)| body);
    body.split("\nservice ").skip(1).map(|section| {
        let (head, lines) = section.split_once('\n').unwrap_or((section, ""));
        let (name, prefix) = head.split_once(' ').unwrap_or((head, head));
        SdkService { name, prefix, lines }
    })
}

/// The service of that name, if its actions are listed.
///
/// ```
/// use asl_studio::asl::services::sdk_service;
/// let s3 = sdk_service("s3").unwrap();
/// let required: Vec<&str> = s3.action("getObject").unwrap().required().collect();
/// assert_eq!(required, ["Bucket", "Key"]);
/// ```
pub fn sdk_service(name: &str) -> Option<SdkService> {
    sdk_services().find(|service| service.name == name)
}

/// Services of which only the name is known here.
pub fn unlisted_services() -> impl Iterator<Item = &'static str> {
    let names = TABLE.split_once("\nothers ").map_or("", |(_, names)| names);
    names.split_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_as_its_head_says() {
        let names: Vec<&str> = sdk_services().map(|service| service.name).collect();
        assert!(names.len() > 40 && names.is_sorted(), "{names:?}");
        for service in sdk_services() {
            assert!(service.prefix.starts_with(char::is_uppercase), "{service:?}");
            assert!(service.actions().count() > 0, "{}", service.name);
            for action in service.actions() {
                assert!(action.name.starts_with(char::is_lowercase), "{action:?}");
                assert!(action.required().all(|field| field.starts_with(char::is_uppercase)), "{action:?}");
            }
        }
        assert!(unlisted_services().count() > 300);
        assert!(unlisted_services().all(|name| sdk_service(name).is_none()));
    }
}
