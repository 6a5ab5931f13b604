use crate::asl::{MachineId, MachinePath};
use crate::document::{Remap, Snapshot};
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::{Plan, Refusal};
use crate::json::Pointer;
use crate::lint::{Source, Variable, Variables};
use crate::text::{Replacement, TextEdit};

/// The most characters a variable's name may have (AWS developer guide, "Variable limits").
const MAX_LENGTH: usize = 80;

/// Gives a variable another name wherever it is set and read: in paths, intrinsic functions and JSONata, also in inner scopes.
pub(in crate::edit) fn rename_variable(
    snapshot: &Snapshot,
    machine: &MachinePath,
    name: &str,
    to: &str,
) -> Result<Plan, Refusal> {
    let definition = snapshot.definition();
    let machine = definition.find_machine(machine).ok_or(Refusal::NoSuchMachine)?;
    let variables = snapshot.variables();
    let variable = find(variables, machine, name).ok_or_else(|| Refusal::NoSuchVariable(name.into()))?;
    let mut builder = PlanBuilder::new(snapshot);
    if name != to {
        check_name(to)?;
        is_free(variables, to)?;
        let replacement =
            |place: crate::lint::VariablePlace| Replacement { range: place.span, text: to.to_owned() };
        let edit = TextEdit::from_replacements(variable.places().into_iter().map(replacement).collect());
        keeps_its_places(snapshot, variable, &edit, to)?;
        builder.draft.commit(&Pointer::root(), edit)?;
    }
    Ok(builder.finish(format!("Rename ${name} to ${to}"), None, Remap::default()))
}

fn find<'variables>(
    variables: &'variables Variables,
    machine: MachineId,
    name: &str,
) -> Option<&'variables Variable> {
    variables.iter().find(|variable| variable.machine == machine && *variable.name == *name)
}

/// Letters, digits and `_`, beginning with a letter (ASL specification, "Variables").
fn check_name(name: &str) -> Result<(), Refusal> {
    let mut characters = name.chars();
    let begins_well = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let length = name.chars().count();
    match () {
        () if name == "states" || !begins_well || !characters.all(|c| c.is_alphanumeric() || c == '_') => {
            Err(Refusal::InvalidVariableName(name.into()))
        }
        () if length > MAX_LENGTH => Err(Refusal::VariableNameTooLong(length)),
        () => Ok(()),
    }
}

/// Variables of one name in scopes inside each other are refused by AWS, so a name is free only where no machine has it.
fn is_free(variables: &Variables, name: &str) -> Result<(), Refusal> {
    let taken = variables.iter().any(|variable| *variable.name == *name);
    if taken { Err(Refusal::VariableTaken(name.into())) } else { Ok(()) }
}

/// The new name means the same everywhere: no expression binds it to something of its own, and it is no function's.
fn keeps_its_places(
    snapshot: &Snapshot,
    variable: &Variable,
    edit: &TextEdit,
    to: &str,
) -> Result<(), Refusal> {
    let after = Snapshot::new(edit.apply(snapshot.text()));
    let source: Source<'_> = after.source();
    let renamed = Variables::of(source);
    let same = find(&renamed, variable.machine, to)
        .is_some_and(|new| new.set.len() == variable.set.len() && new.read.len() == variable.read.len());
    if same { Ok(()) } else { Err(Refusal::VariableTaken(to.into())) }
}

#[cfg(test)]
mod tests {
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn a_variable_is_renamed_in_every_language_and_scope() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"n.$": "$.n", "nn": 1}, "Next": "B"}, "B": {"Type": "Map",
  "ItemsPath": "$n", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "QueryLanguage": "JSONata",
  "Output": "{% $n & '$n' & $map([1], function($x) { $x + $n }) %}", "End": true}}}, "End": true}}}
=> variable n to total
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"total.$": "$.n", "nn": 1}, "Next": "B"}, "B": {"Type": "Map",
  "ItemsPath": "$total", "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "QueryLanguage": "JSONata",
  "Output": "{% $total & '$n' & $map([1], function($x) { $x + $total }) %}", "End": true}}}, "End": true}}}"#,
        );
    }

    #[test]
    fn a_name_must_be_free_and_a_name() {
        let text = r#"{"QueryLanguage": "JSONata", "States": {"A": {"Type": "Pass", "Assign": {"n": 1, "m": "{% $map([1], function($x) { $n }) %}"}}}}"#;
        check_refused(
            text,
            "variable n to m",
            "another variable is called “m” here, or an expression uses the name for itself",
        );
        check_refused(
            text,
            "variable n to x",
            "another variable is called “x” here, or an expression uses the name for itself",
        );
        check_refused(
            text,
            "variable n to 2n",
            "“2n” is no name for a variable: letters, digits and `_`, beginning with a letter, and not `states`",
        );
        check_refused(text, "variable gone to x", "nothing sets or reads a variable “gone” here");
        let long = format!("variable n to {}", "x".repeat(81));
        check_refused(text, &long, "a variable's name has at most 80 characters; this one has 81");
    }
}
