//! The service's bounds (reference b14), each with its number, and how they are measured.

/// Events of a Standard execution; the last one says that there were too many.
pub(super) const MAX_EVENTS: u32 = 25_000;
/// Bytes of UTF-8 of any input, output or result.
pub(super) const MAX_DATA_BYTES: usize = 262_144;
/// Bytes of all variables together.
pub(super) const MAX_VARIABLES_BYTES: usize = 10 * 1024 * 1024;
/// Iterations of an inline Map at a time.
pub(super) const MAX_INLINE_CONCURRENCY: usize = 40;
/// Child executions of a distributed Map at a time.
pub(super) const MAX_DISTRIBUTED_CONCURRENCY: usize = 10_000;
/// Milliseconds that an Express workflow may take.
pub(super) const EXPRESS_MILLIS: i64 = 5 * 60 * 1000;
/// Milliseconds that a Standard workflow may take: a year.
pub(super) const STANDARD_MILLIS: i64 = 365 * 24 * 60 * 60 * 1000;
/// Seconds of a Task's timeout or heartbeat (reference b1).
pub(super) const MAX_TIMEOUT_SECONDS: i64 = 99_999_999;
/// Seconds that a Wait may last.
pub(super) const MAX_WAIT_SECONDS: i64 = i32::MAX as i64;

/// Characters of a definition in a request.
pub(super) const MAX_DEFINITION_CHARACTERS: usize = 1_048_576;
/// Characters of an ARN in a request.
pub(super) const MAX_ARN_CHARACTERS: usize = 256;
/// Characters of a state's name.
pub(super) const MAX_STATE_NAME_CHARACTERS: usize = 80;
/// Characters of an error's name in a request.
pub(super) const MAX_ERROR_CHARACTERS: usize = 256;
/// Characters of an error's cause; what is longer is cut off in a history and refused in a request.
pub(super) const MAX_CAUSE_CHARACTERS: usize = 32_768;

/// How deep data may nest, so that no walk over it can run out of stack, in a browser either.
pub(super) const MAX_DEPTH: usize = 500;

/// Which bound a value goes beyond.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Excess {
    /// Its JSON text is longer than the service allows.
    Bytes,
    /// It is nested deeper than the interpreter allows.
    Depth,
}

/// The length of a number's text.
pub(super) fn integer_length(number: i64) -> usize {
    let digits = number.unsigned_abs().checked_ilog10().unwrap_or(0) as usize + 1;
    digits + usize::from(number < 0)
}

/// The length of a string's JSON text.
pub(super) fn string_length(text: &str) -> usize {
    let escaped = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..0x20 => 5,
        _ => 0,
    };
    text.len() + 2 + text.bytes().map(escaped).sum::<usize>()
}
