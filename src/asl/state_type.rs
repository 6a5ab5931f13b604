use std::fmt;

/// The value of a state's `Type` (ASL specification, "State Types").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub enum StateType {
    /// Does work outside the machine.
    Task,
    /// Passes its input on, or a fixed result.
    Pass,
    /// Branches on conditions.
    Choice,
    /// Waits for a time.
    Wait,
    /// Ends the machine well.
    Succeed,
    /// Ends the machine with an error.
    Fail,
    /// Runs branches side by side.
    Parallel,
    /// Runs one machine per item.
    Map,
}

impl StateType {
    /// All types, in the order AWS lists them in its messages.
    pub const ALL: [StateType; 8] = [
        StateType::Task,
        StateType::Wait,
        StateType::Pass,
        StateType::Succeed,
        StateType::Fail,
        StateType::Choice,
        StateType::Parallel,
        StateType::Map,
    ];

    /// The word in the definition.
    pub fn name(self) -> &'static str {
        match self {
            StateType::Task => "Task",
            StateType::Pass => "Pass",
            StateType::Choice => "Choice",
            StateType::Wait => "Wait",
            StateType::Succeed => "Succeed",
            StateType::Fail => "Fail",
            StateType::Parallel => "Parallel",
            StateType::Map => "Map",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state_type| state_type.name() == name)
    }

    /// Whether a machine can end or go on here: whether the state takes `Next` or `End`.
    pub fn has_next(self) -> bool {
        !matches!(self, StateType::Choice | StateType::Succeed | StateType::Fail)
    }

    /// Whether the state can still be at work when something else happens, and so be aborted.
    pub fn lasts(self) -> bool {
        matches!(self, StateType::Task | StateType::Wait | StateType::Parallel | StateType::Map)
    }

    /// Whether the state takes `Retry` and `Catch`.
    pub fn handles_errors(self) -> bool {
        matches!(self, StateType::Task | StateType::Parallel | StateType::Map)
    }

    /// Whether the state contains machines.
    pub fn is_container(self) -> bool {
        matches!(self, StateType::Parallel | StateType::Map)
    }
}

impl fmt::Display for StateType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
