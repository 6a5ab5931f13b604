use crate::asl::{Definition, EdgePath, StateId, StatePath, TransitionKind};
use crate::document::{Remap, Snapshot};
use crate::edit::cascade::{self, Goal, Relink};
use crate::edit::names::FreeNames;
use crate::edit::plan_builder::PlanBuilder;
use crate::edit::rules::{self, Deletion};
use crate::edit::{Plan, Refusal};
use crate::json::Pointer;
use crate::text::{Replacement, TextEdit};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Takes states out; what led to them leads to where the flow went on from them.
pub(in crate::edit) fn delete_states(snapshot: &Snapshot, paths: &[StatePath]) -> Result<Plan, Refusal> {
    let deletions = rules::deletion(snapshot.definition(), paths)?;
    let mut builder = PlanBuilder::new(snapshot);
    let definition = builder.definition;
    let names = name_apart(&mut builder, &deletions)?;
    for deletion in &deletions {
        builder.relink(&deletion.relinks)?;
    }
    for deletion in deletions.iter().filter(|deletion| !deletion.whole_branch) {
        let states = machine_pointer(definition, deletion).then("States");
        let names: Vec<&str> =
            deletion.gone.iter().filter_map(|id| names.get(id)).map(|name| &**name).collect();
        builder.draft.remove_members(&states, &names)?;
    }
    // From the last to the first, so that the numbers of the branches before hold.
    let mut branches: Vec<Pointer> = (deletions.iter().filter(|deletion| deletion.whole_branch))
        .map(|deletion| machine_pointer(definition, deletion))
        .collect();
    branches.sort_by(|a, b| b.cmp(a));
    for branch in &branches {
        builder.draft.remove(branch)?;
    }
    let remap = branch_moves(definition, &deletions);
    let select = neighbour(definition, &deletions).map(|path| remap.state(&path));
    let plan = builder.finish(label(definition, &deletions), Some(select.into_iter().collect()), remap);
    Ok(Plan { note: note(&deletions), ..plan })
}

/// How many changes of rules and catchers are told one by one.
const TOLD: usize = 3;

/// What became of rules, catchers and defaults that led to what goes. That neighbours are joined goes without saying.
fn note(deletions: &[Deletion]) -> Option<String> {
    let relinks = deletions.iter().flat_map(|deletion| &deletion.relinks);
    let told: Vec<String> = relinks.filter_map(told).collect();
    let rest = told.len().saturating_sub(TOLD);
    let mut words = told.into_iter().take(TOLD).collect::<Vec<_>>().join("; ");
    if rest > 0 {
        words.push_str(&format!("; and {rest} more"));
    }
    (!words.is_empty()).then_some(words)
}

fn told(relink: &Relink) -> Option<String> {
    let EdgePath::Exit(from, kind) = &relink.edge else { return None };
    let what = match kind {
        TransitionKind::Next => return None,
        TransitionKind::Choice(_) => "a rule",
        TransitionKind::Default => "the Default",
        TransitionKind::Catch(_) => "a catcher",
    };
    let fate = match &relink.to {
        Goal::State(name) => format!("leads to {name} now"),
        Goal::End | Goal::Gone => "is gone too".to_owned(),
    };
    Some(format!("{what} of {} {fate}", from.name))
}

/// The names by which the states that go are taken out: their own, but one that stays has it too a new one, which
/// they are given first.
fn name_apart(
    builder: &mut PlanBuilder<'_>,
    deletions: &[Deletion],
) -> Result<BTreeMap<StateId, Arc<str>>, Refusal> {
    let definition = builder.definition;
    let (mut names, mut free) = (BTreeMap::new(), FreeNames::new(definition));
    let mut renamed = Vec::new();
    for deletion in deletions {
        let states = &definition.machine(deletion.machine).states;
        for &id in &deletion.gone {
            let state = definition.state(id);
            let mut staying = states.iter().filter(|other| !deletion.gone.contains(other));
            if staying.any(|&other| definition.state(other).name == state.name) {
                let name = free.take(&state.name);
                let text = builder.draft.modifier().scalar(state.name_span, &name);
                renamed.push(Replacement { range: state.name_span, text });
                names.insert(id, name.into());
            } else {
                names.insert(id, state.name.clone());
            }
        }
    }
    builder.draft.commit(&Pointer::root(), TextEdit::from_replacements(renamed))?;
    Ok(names)
}

fn machine_pointer(definition: &Definition, deletion: &Deletion) -> Pointer {
    definition.tree().pointer_to(definition.machine(deletion.machine).node)
}

fn label(definition: &Definition, deletions: &[Deletion]) -> String {
    let mut gone = deletions.iter().flat_map(|deletion| &deletion.gone);
    match (gone.next(), gone.count()) {
        (Some(&only), 0) => format!("Delete {}", definition.state(only).name),
        (_, more) => format!("Delete {} states", more + 1),
    }
}

/// The state to select afterwards: the one behind the first deleted state, or else one before it.
fn neighbour(definition: &Definition, deletions: &[Deletion]) -> Option<StatePath> {
    let deletion = deletions.first()?;
    let machine = definition.machine_path(deletion.machine);
    let first = *deletion.gone.first()?;
    if deletion.whole_branch {
        return definition.parent(first).map(|parent| definition.path(parent));
    }
    if let Goal::State(name) = cascade::onward(definition, first, &deletion.gone) {
        let path = machine.state(name);
        return definition.find(&path).map(|_| path);
    }
    deletion.relinks.iter().find_map(|relink| relink.edge.from().cloned())
}

/// The states of branches that moved up because one before them went.
fn branch_moves(definition: &Definition, deletions: &[Deletion]) -> Remap {
    let mut moves = Vec::new();
    let goes =
        |machine| deletions.iter().any(|deletion| deletion.machine == machine && deletion.whole_branch);
    for state in definition.states() {
        let mut kept = 0;
        for (branch, &machine) in state.children.iter().enumerate() {
            if goes(machine) {
                continue;
            }
            let (old, new) =
                (definition.path(state.id).branch(branch), definition.path(state.id).branch(kept));
            let names = definition.machine(machine).states.iter().map(|&id| &definition.state(id).name);
            moves.extend(
                names.filter(|_| old != new).map(|name| (old.state(name.clone()), new.state(name.clone()))),
            );
            kept += 1;
        }
    }
    Remap::moved(moves)
}

#[cfg(test)]
mod tests {
    use crate::asl::StatePath;
    use crate::edit::testing::{check_command, check_refused};

    #[test]
    fn the_neighbours_are_joined() {
        let plan = check_command(
            r#"
{"StartAt": "A", "States": {
  "A": {"Type": "Pass", "Next": "B", "Comment": "kept"},
  "B": {"Type": "Wait", "Seconds": 1, "Next": "C"},
  "C": {"Type":"Pass", "End":true}
}}
=> delete B
{"StartAt": "A", "States": {
  "A": {"Type": "Pass", "Next": "C", "Comment": "kept"},
  "C": {"Type":"Pass", "End":true}
}}"#,
        );
        assert_eq!(plan.label, "Delete B");
        assert_eq!(plan.select.map(|selection| selection.states), Some(vec![StatePath::top("C")]));
    }

    #[test]
    fn the_start_moves_on_and_the_end_moves_back() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Succeed"}}}
=> delete A, C
{"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}"#,
        );
    }

    #[test]
    fn rules_and_catchers_follow_or_go_and_the_plan_says_so() {
        let plan = check_command(
            r#"
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "X"}, {"IsNull": true, "Variable": "$.b", "Next": "T"}], "Default": "X"},
  "T": {"Type": "Task", "Resource": "r", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "X"}], "End": true},
  "X": {"Type": "Fail"}
}}
=> delete X
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.b", "Next": "T"}]},
  "T": {"Type": "Task", "Resource": "r", "End": true}
}}"#,
        );
        let note = "a rule of C is gone too; the Default of C is gone too; a catcher of T is gone too";
        assert_eq!(plan.note.as_deref(), Some(note));
        check_command(
            r#"
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "X"}], "Default": "D"},
  "X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Pass", "Next": "D"}, "D": {"Type": "Succeed"}
}}
=> delete X, Y
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "D"}], "Default": "D"},
  "D": {"Type": "Succeed"}
}}"#,
        );
    }

    #[test]
    fn the_last_rule_goes_where_the_default_goes() {
        check_command(
            r#"
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "X"}], "Default": "D"},
  "X": {"Type": "Fail"}, "D": {"Type": "Succeed"}
}}
=> delete X
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "D"}], "Default": "D"},
  "D": {"Type": "Succeed"}
}}"#,
        );
    }

    #[test]
    fn a_deleted_choice_is_passed_by_its_default_or_first_rule() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"},
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "X"}], "Default": "D"},
  "X": {"Type": "Fail"}, "D": {"Type": "Succeed"}}}
=> delete C
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "D"},
  "X": {"Type": "Fail"}, "D": {"Type": "Succeed"}}}"#,
        );
        check_command(
            r#"
{"StartAt": "C", "States": {
  "C": {"Type": "Choice", "Choices": [{"IsNull": true, "Variable": "$.a", "Next": "X"}]},
  "X": {"Type": "Fail"}}}
=> delete C
{"StartAt": "X", "States": {
  "X": {"Type": "Fail"}}}"#,
        );
    }

    #[test]
    fn a_loop_that_goes_ends_where_it_was_entered() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Pass", "Next": "B"}}}
=> delete B, C
{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
        );
    }

    #[test]
    fn an_emptied_branch_goes_as_a_whole() {
        let plan = check_command(
            r#"
{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [
  {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}},
  {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "End": true}}}
], "End": true}}}
=> delete P[0].X
{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [
  {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "End": true}}}
], "End": true}}}"#,
        );
        let y = |branch| StatePath::top("P").child(branch, "Y");
        assert_eq!(plan.remap.state(&y(1)), y(0));
    }

    #[test]
    fn a_container_takes_its_content_along() {
        check_command(
            r#"
{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}, "Next": "A"}, "A": {"Type": "Succeed"}}}
=> delete M, M[0].X
{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
        );
    }

    #[test]
    fn a_machine_keeps_a_state_and_a_choice_a_way_on() {
        let machine = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}}, "End": true}}}"#;
        check_refused(machine, "delete M", "“M” is the last state of its machine; add another one first");
        check_refused(
            machine,
            "delete M[0].X",
            "“X” is the last state of its machine; add another one first",
        );
        check_refused(machine, "delete Z", "there is no state “Z” in the text");
        let branches = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "X", "States": {"X": {"Type": "Pass", "End": true}}},
            {"StartAt": "Y", "States": {"Y": {"Type": "Pass", "End": true}}}]}}}"#;
        check_refused(
            branches,
            "delete P[0].X, P[1].Y",
            "“X” is the last state of its machine; add another one first",
        );
        let choice = r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "X"}], "Default": "X"},
            "X": {"Type": "Succeed"}}}"#;
        check_refused(
            choice,
            "delete X",
            "the Choice “C” would lead nowhere; delete it too, or lead its rules elsewhere",
        );
    }

    #[test]
    fn of_two_states_of_one_name_the_other_stays_and_takes_the_transitions() {
        let twins = r#"
{"StartAt": "A", "States": {
  "A": {"Type": "Pass", "Next": "B"},
  "B": {"Type": "Pass", "Comment": "first", "Next": "C"},
  "B": {"Type": "Pass", "Comment": "last", "Next": "C"},
  "C": {"Type": "Succeed"}
}}
"#;
        let without = |comment: &str| {
            let line = twins.lines().find(|line| line.contains(comment)).expect("a line");
            twins.replace(&format!("{line}\n"), "")
        };
        check_command(&format!("{twins}=> delete B{}", without("last").trim_end()));
        check_command(&format!("{twins}=> delete B'{}", without("first").trim_end()));
        check_refused(
            twins,
            "duplicate B'",
            "a later state is called “B” too, and only the last one counts; rename or delete one of them first",
        );
    }

    #[test]
    fn dangling_targets_stay_as_they_are() {
        check_command(
            r#"
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "Gone"}}}
=> delete B
{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Gone"}}}"#,
        );
    }
}
