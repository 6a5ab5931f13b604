use super::{Command, Refusal, commands};
use crate::document::{Origin, Remap, Selection, Snapshot, Transaction};
use crate::text::TextEdit;

/// What a command comes to: a change of the text, and what belongs to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The change, for the text of the snapshot it was planned on. Empty where all is as wished already.
    pub edit: TextEdit,
    /// What is selected afterwards; none carries the selection along.
    pub select: Option<Selection>,
    /// What undo calls it, such as `Rename A to B`.
    pub label: String,
    /// States that have a new path.
    pub remap: Remap,
    /// What it does besides, which one would not expect.
    pub note: Option<String>,
}

impl Plan {
    /// The plan as a change of the document.
    pub fn into_transaction(self, origin: Origin) -> Transaction {
        let select = self.select;
        Transaction { select, ..Transaction::new(self.edit, origin, self.label).remapping(self.remap) }
    }
}

/// Plans a command on a snapshot.
///
/// ```
/// use asl_studio::{asl::StatePath, document::Snapshot, edit::{Command, plan}};
/// let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#;
/// let rename = Command::RenameState { state: StatePath::top("A"), name: "Greet".to_owned() };
/// let plan = plan(&Snapshot::new(text), &rename).unwrap();
/// assert_eq!(plan.edit.apply(text), text.replace("\"A\"", "\"Greet\""));
/// assert_eq!(plan.label, "Rename A to Greet");
/// ```
pub fn plan(snapshot: &Snapshot, command: &Command) -> Result<Plan, Refusal> {
    match command {
        Command::RenameState { state, name } => commands::rename_state(snapshot, state, name),
        Command::RenameVariable { machine, name, to } => {
            commands::rename_variable(snapshot, machine, name, to)
        }
        Command::DeleteStates { states } => commands::delete_states(snapshot, states),
        Command::InsertState { spot, state_type } => commands::insert_state(snapshot, spot, *state_type),
        Command::Connect { edge, to } => commands::connect(snapshot, edge, to),
        Command::DeleteEdge { edge } => commands::delete_edge(snapshot, edge),
        Command::SetStart { state } => commands::set_start(snapshot, state),
        Command::SetField { state, field, entry } => commands::set_field(snapshot, state, field, entry),
        Command::RemoveField { state, field } => commands::remove_field(snapshot, state, field),
        Command::ChangeType { state, to } => commands::change_type(snapshot, state, *to),
        Command::AddChoiceRule { state, to } => commands::add_choice_rule(snapshot, state, to.as_ref()),
        Command::ReorderChoiceRules { state, from, to } => {
            commands::reorder_choice_rules(snapshot, state, *from, *to)
        }
        Command::Convert { to } => commands::convert(snapshot, *to),
        Command::Duplicate { states } => commands::duplicate(snapshot, states),
        Command::WrapInParallel { states } => commands::wrap_in_parallel(snapshot, states),
        Command::Fix { rule, at, title } => commands::fix(snapshot, rule, *at, title),
        Command::FixAll { rule } => commands::fix_all(snapshot, *rule),
        Command::WrapInMap { states } => commands::wrap_in_map(snapshot, states),
    }
}
