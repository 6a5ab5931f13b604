//! A definition made ready to run: every path, template, expression and condition compiled once.
//!
//! Invariants: compiling never fails; what cannot be understood becomes a [`Stop`] at its state, which ends a run that
//! comes there and tells why. AWS would have refused such a definition.

mod amount;
mod choice;
mod compiler;
mod errors;
mod expression;
mod field_name;
mod map;
mod map_compiler;
pub(super) mod placeholder;
mod state_code;
mod task;
mod template;

pub(super) use amount::{Amount, NumberKind, invalid_path, plain_text};
pub(super) use choice::RuleCode;
pub(super) use errors::{CatcherCode, RetrierCode, matches};
pub(super) use field_name::FieldName;
pub(super) use map::{BatcherCode, ItemsCode, MapCode, ReaderCode, WriterCode};
pub(super) use placeholder::Placeholders;
pub(super) use state_code::{
    ChoiceCode, FailCode, FailField, Kind, OutputCode, PathCode, ResultPath, StateCode, Target, WaitCode,
};
pub(super) use task::TaskCode;
pub(super) use template::{Evaluator, Template};

use super::report::Stop;
use crate::asl::{Definition, MachineId, StateId};
use std::sync::Arc;

/// A definition made ready to run; cheap to clone.
#[derive(Clone, Debug)]
pub struct Program {
    code: Arc<Code>,
}

#[derive(Debug)]
struct Code {
    states: Vec<StateCode>,
    machines: Vec<MachineCode>,
    timeout_seconds: Option<i64>,
}

/// A machine's start.
#[derive(Debug)]
struct MachineCode {
    start: Result<StateId, Stop>,
}

impl Program {
    /// Compiles a definition.
    pub fn compile(definition: &Definition) -> Program {
        Program::compile_with(definition, Placeholders::Unknown)
    }

    /// Compiles a definition that may hold placeholders.
    pub(super) fn compile_with(definition: &Definition, placeholders: Placeholders) -> Program {
        let code = compiler::compile(definition, compiler::Targets::MustExist, placeholders);
        Program { code: Arc::new(code) }
    }

    /// Compiles a definition for tests of single states, which lead to states that are not there.
    pub(super) fn compile_for_test(definition: &Definition) -> Program {
        let targets = compiler::Targets::MayBeMissing;
        Program { code: Arc::new(compiler::compile(definition, targets, Placeholders::Unknown)) }
    }

    /// The state of an id of the definition.
    pub(super) fn state(&self, id: StateId) -> Option<&StateCode> {
        self.code.states.get(id.index())
    }

    /// How many states there are, nested ones included.
    pub(super) fn state_count(&self) -> usize {
        self.code.states.len()
    }

    /// The first state of a machine.
    pub(super) fn start(&self, machine: MachineId) -> Result<StateId, Stop> {
        match self.code.machines.get(machine.index()) {
            Some(machine) => machine.start.clone(),
            None => Err(Stop::Invalid { what: "the definition holds no machine".to_owned(), state: None }),
        }
    }

    /// The whole machine's `TimeoutSeconds`.
    pub(super) fn timeout_seconds(&self) -> Option<i64> {
        self.code.timeout_seconds
    }
}
