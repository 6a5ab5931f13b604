use crate::asl::{StatePath, StateType};
use crate::syntax::Obstacle;
use std::fmt;
use std::sync::Arc;

/// Why something cannot be done, in words for the one who tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// No state of that path in the text as it is.
    NoSuchState(StatePath),
    /// No such machine in the text as it is.
    NoSuchMachine,
    /// The edge is not there (any more).
    NoSuchEdge,
    /// Nothing is selected to do it to.
    NothingSelected,
    /// A name without characters.
    EmptyName,
    /// A name of more than 80 characters: how many.
    NameTooLong(usize),
    /// Another state has the name, here or in a nested machine.
    NameTaken(Arc<str>),
    /// A state of the same name comes behind it, and only that one counts.
    Shadowed(Arc<str>),
    /// No variable of that name in the machine.
    NoSuchVariable(Arc<str>),
    /// A text that is no variable's name.
    InvalidVariableName(Arc<str>),
    /// A variable's name of more than 80 characters: how many.
    VariableNameTooLong(usize),
    /// Another variable has the name, or an expression binds it.
    VariableTaken(Arc<str>),
    /// The variable would be set inside a container and around it.
    SetOnBothSides(Arc<str>),
    /// A machine would have no state left; the state that would go.
    LastState(Arc<str>),
    /// The Choice would have no way on.
    ChoiceLeadsNowhere(Arc<str>),
    /// The state would be cut off.
    CutOff(Arc<str>, StateType),
    /// Nothing comes after a state of this type.
    NothingAfter(Arc<str>, StateType),
    /// Such a transition cannot lead to the end.
    CannotEnd(&'static str),
    /// The target belongs to another machine.
    OtherMachine(Arc<str>),
    /// The states belong to several machines.
    SeveralMachines,
    /// The state's type has no such transition.
    NoSuchTransition(Arc<str>, StateType),
    /// The state is no Choice.
    NotAChoice(Arc<str>),
    /// A Choice that leads nowhere yet, so that a new rule has no target.
    NoTarget(Arc<str>),
    /// There is no rule of that number.
    NoSuchRule,
    /// A Map takes one machine; the Parallel has so many.
    SeveralBranches(Arc<str>, usize),
    /// The states are no stretch with one way in and one way out.
    NoStretch,
    /// The field cannot be changed as a field.
    FixedField(&'static str),
    /// The problem, or its fix, is not there (any more).
    NothingToFix,
    /// The field takes a number only.
    NotNumber,
    /// The entry is no JSON; what is wrong with it.
    NotJson(String),
    /// The text does not allow it.
    Text(Obstacle),
}

impl From<Obstacle> for Refusal {
    fn from(obstacle: Obstacle) -> Self {
        Refusal::Text(obstacle)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoSuchState(path) => write!(f, "there is no state “{path}” in the text"),
            Refusal::NoSuchMachine => f.write_str("the text has no such state machine"),
            Refusal::NoSuchEdge => f.write_str("the text has no such transition"),
            Refusal::NothingSelected => f.write_str("select a state first"),
            Refusal::EmptyName => f.write_str("a state needs a name"),
            Refusal::NameTooLong(length) => {
                write!(f, "a state's name has at most 80 characters; this one has {length}")
            }
            Refusal::NameTaken(name) => {
                write!(f, "another state is called “{name}”; names are unique in the whole definition")
            }
            Refusal::Shadowed(name) => {
                write!(
                    f,
                    "a later state is called “{name}” too, and only the last one counts; rename or delete one of them first"
                )
            }
            Refusal::NoSuchVariable(name) => write!(f, "nothing sets or reads a variable “{name}” here"),
            Refusal::InvalidVariableName(name) => write!(
                f,
                "“{name}” is no name for a variable: letters, digits and `_`, beginning with a letter, and not `states`"
            ),
            Refusal::VariableNameTooLong(length) => {
                write!(f, "a variable's name has at most 80 characters; this one has {length}")
            }
            Refusal::VariableTaken(name) => write!(
                f,
                "another variable is called “{name}” here, or an expression uses the name for itself"
            ),
            Refusal::SetOnBothSides(name) => write!(
                f,
                "“{name}” is set by other states too, and a container may not set what the machine around it sets; wrap \
                 them all, or rename the variable"
            ),
            Refusal::LastState(name) => {
                write!(f, "“{name}” is the last state of its machine; add another one first")
            }
            Refusal::ChoiceLeadsNowhere(name) => {
                write!(
                    f,
                    "the Choice “{name}” would lead nowhere; delete it too, or lead its rules elsewhere"
                )
            }
            Refusal::CutOff(name, state_type) => {
                write!(f, "nothing comes after a {state_type} state, so “{name}” would never be reached")
            }
            Refusal::NothingAfter(name, state_type) => {
                write!(f, "“{name}” is a {state_type} state; nothing comes after it")
            }
            Refusal::CannotEnd(what) => write!(f, "{what} leads to a state, not to the end"),
            Refusal::OtherMachine(name) => {
                write!(f, "“{name}” lies in another machine; a transition stays inside its own")
            }
            Refusal::SeveralMachines => f.write_str("the states lie in several machines; select some of one"),
            Refusal::NoSuchTransition(name, state_type) => {
                write!(f, "“{name}” is a {state_type} state, which has no such transition")
            }
            Refusal::NotAChoice(name) => write!(f, "“{name}” is no Choice state"),
            Refusal::NoTarget(name) => write!(f, "“{name}” leads nowhere yet; drag the rule to a state"),
            Refusal::NoSuchRule => f.write_str("there is no such rule"),
            Refusal::SeveralBranches(name, branches) => {
                write!(f, "a Map has one body; “{name}” has {branches} branches")
            }
            Refusal::NoStretch => {
                f.write_str("these states are not one stretch with a single way in and a single way out")
            }
            Refusal::FixedField(advice) => f.write_str(advice),
            Refusal::NothingToFix => f.write_str("nothing here has such a fix any more"),
            Refusal::NotNumber => f.write_str("this field takes a number, such as 60"),
            Refusal::NotJson(problem) => write!(f, "this is not JSON: {problem}"),
            Refusal::Text(obstacle) => obstacle.fmt(f),
        }
    }
}
