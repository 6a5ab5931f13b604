use crate::diagnostic::Code;

pub(super) const SCHEMA: Code = Code("SCHEMA_VALIDATION_FAILED");
pub(super) const TRANSITION: Code = Code("MISSING_TRANSITION_TARGET");

/// The text is not JSON.
pub(in crate::lint) const INVALID_JSON: Code = Code("INVALID_JSON_DESCRIPTION");

/// The codes of AWS's answers that a text can have (AWS, ValidateStateMachineDefinitionDiagnostic; the last five are not
/// documented but were measured).
const OF_AWS: &[&str] = &[
    "INVALID_JSON_DESCRIPTION",
    "SCHEMA_VALIDATION_FAILED",
    "INVALID_RESOURCE",
    "MISSING_END_STATE",
    "DUPLICATE_STATE_NAME",
    "INVALID_STATE_NAME",
    "DUPLICATE_LABEL_NAME",
    "INVALID_LABEL_NAME",
    "MISSING_TRANSITION_TARGET",
    "TOO_DEEPLY_NESTED",
    "NO_DOLLAR",
    "NO_PATH",
    "PASS_RESULT_IS_STATIC",
    "INVALID_JSONATA_EXPRESSION",
    "UNSUPPORTED_JSONATA_EXPRESSION",
    "INVALID_VARIABLE_NAME",
    "RESERVED_VARIABLE_NAME",
    "DUPLICATE_VARIABLE_NAME",
];

/// Whether AWS itself answers with the code.
pub(in crate::lint) fn is_of_aws(code: Code) -> bool {
    OF_AWS.contains(&code.0)
}
