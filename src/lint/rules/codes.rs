use crate::diagnostic::Code;

pub(super) const SCHEMA: Code = Code("SCHEMA_VALIDATION_FAILED");
pub(super) const TRANSITION: Code = Code("MISSING_TRANSITION_TARGET");
