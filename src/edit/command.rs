use crate::asl::{EdgePath, MachinePath, StatePath, StateType};
use crate::json::Pointer;
use crate::syntax::Syntax;
use crate::text::TextRange;

/// Something to do to the definition.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Gives a state another name; all references follow.
    RenameState {
        /// The state.
        state: StatePath,
        /// Its new name.
        name: String,
    },
    /// Gives a workflow variable another name wherever it is set and read.
    RenameVariable {
        /// The machine whose states set it.
        machine: MachinePath,
        /// Its name, without `$`.
        name: String,
        /// Its new name.
        to: String,
    },
    /// Takes states out and joins their neighbours.
    DeleteStates {
        /// The states.
        states: Vec<StatePath>,
    },
    /// Adds a state with valid fields and a name of its own, and leads the flow through it.
    InsertState {
        /// Where.
        spot: Spot,
        /// Of which type.
        state_type: StateType,
    },
    /// Leads an edge to another state or to the end. An edge that the state does not have yet is added.
    Connect {
        /// The edge.
        edge: EdgePath,
        /// Where it leads from now on.
        to: Destination,
    },
    /// Takes a transition out: the machine ends there, or the rule, `Default` or catcher goes.
    DeleteEdge {
        /// The edge.
        edge: EdgePath,
    },
    /// Makes a state the first of its machine.
    SetStart {
        /// The state.
        state: StatePath,
    },
    /// Gives a field a value, or takes it out where the entry is empty.
    SetField {
        /// The state.
        state: StatePath,
        /// The way from the state to the field.
        field: Pointer,
        /// The value.
        entry: Entry,
    },
    /// Takes a field out.
    RemoveField {
        /// The state.
        state: StatePath,
        /// The way from the state to the field.
        field: Pointer,
    },
    /// Writes the whole definition in another syntax.
    Convert {
        /// The syntax.
        to: Syntax,
    },
    /// Gives a state another type; fields that the new type has stay.
    ChangeType {
        /// The state.
        state: StatePath,
        /// Its new type.
        to: StateType,
    },
    /// Adds a rule behind the others of a Choice.
    AddChoiceRule {
        /// The Choice.
        state: StatePath,
        /// Where the rule leads; none takes where the Choice leads otherwise.
        to: Option<StatePath>,
    },
    /// Moves a rule of a Choice.
    ReorderChoiceRules {
        /// The Choice.
        state: StatePath,
        /// The rule.
        from: usize,
        /// The place it has afterwards.
        to: usize,
    },
    /// Copies states under new names and leads the flow through the copies behind the originals.
    Duplicate {
        /// The states.
        states: Vec<StatePath>,
    },
    /// Puts a stretch of states into the only branch of a new Parallel.
    WrapInParallel {
        /// The states.
        states: Vec<StatePath>,
    },
    /// Applies a fix of a problem.
    Fix {
        /// The rule that found the problem.
        rule: &'static str,
        /// Where the problem is.
        at: TextRange,
        /// The fix's title.
        title: String,
    },
    /// Applies the fixes of all problems of a kind, or of every kind those that are safe.
    FixAll {
        /// The rule that found the problems; none for all that is safe.
        rule: Option<&'static str>,
    },
    /// Puts a stretch of states into the body of a new Map.
    WrapInMap {
        /// The states.
        states: Vec<StatePath>,
    },
}

/// Where a new state goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Spot {
    /// Behind a state: on its `Next` or `End`, or on a Choice's `Default`.
    After(StatePath),
    /// On an edge. The start of a machine without states is one too.
    On(EdgePath),
}

/// Where an edge leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Destination {
    /// To a state.
    State(StatePath),
    /// To the end of the machine.
    End,
}

/// A value on its way into a field.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// What somebody typed into a control: a string, or a number or a word such as `true` where the field holds
    /// one or takes one. Empty takes the field out.
    Typed(String),
    /// JSON text, `${Placeholders}` and all. Empty takes the field out.
    Json(String),
}
