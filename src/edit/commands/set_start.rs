use crate::asl::{EdgePath, StatePath};
use crate::document::Snapshot;
use crate::edit::commands::connect;
use crate::edit::{Destination, Plan, Refusal, rules};

/// Makes a state the first of its machine.
pub(in crate::edit) fn set_start(snapshot: &Snapshot, path: &StatePath) -> Result<Plan, Refusal> {
    rules::can_set_start(snapshot, path)?;
    let plan = connect(snapshot, &EdgePath::Start(path.machine()), &Destination::State(path.clone()))?;
    Ok(Plan { label: format!("Start at {}", path.name), ..plan })
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::check_command;

    #[test]
    fn start_at_is_changed_or_added() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Pass", "Next": "A"}}}
=> start B
{"StartAt": "B", "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Pass", "Next": "A"}}}"#,
        );
        check_command(
            "{\n  \"States\": {\n    \"A\": {}\n  }\n}\n=> start A\n{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": {}\n  }\n}",
        );
    }
}
