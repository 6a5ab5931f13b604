use super::FunctionNote;

const fn row(name: &'static str, parameters: &'static [&'static str], what: &'static str) -> FunctionNote {
    FunctionNote { name, parameters, what }
}

/// The intrinsic functions (ASL specification, "Appendix B"; reference b7).
pub(in crate::assist) const INTRINSICS: &[FunctionNote] = &[
    row("States.Array", &["[value]", "…"], "An array of the arguments."),
    row("States.ArrayContains", &["array", "value"], "Whether the array holds the value."),
    row("States.ArrayGetItem", &["array", "index"], "The item at an index, counted from 0."),
    row("States.ArrayLength", &["array"], "How many items the array has."),
    row(
        "States.ArrayPartition",
        &["array", "size"],
        "The array cut into arrays of that size; the last may be shorter.",
    ),
    row(
        "States.ArrayRange",
        &["start", "end", "step"],
        "The numbers from start to end, both included; 1,000 at most.",
    ),
    row("States.ArrayUnique", &["array"], "The array without repeated items; the order may change."),
    row(
        "States.Base64Decode",
        &["text"],
        "The text that a Base64 text stands for; 10,000 characters at most.",
    ),
    row("States.Base64Encode", &["text"], "The text in Base64; 10,000 characters at most."),
    row(
        "States.Format",
        &["template", "[value]", "…"],
        "The template with each `{}` replaced by the next value.",
    ),
    row(
        "States.Hash",
        &["data", "algorithm"],
        "The hash of the data; the algorithm is `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`.",
    ),
    row(
        "States.JsonMerge",
        &["first", "second", "false"],
        "The members of both objects; of the same key that of the second counts. The third argument must be `false`.",
    ),
    row("States.JsonToString", &["value"], "The value as JSON text."),
    row("States.MathAdd", &["first", "second"], "The sum; both are rounded to whole numbers first."),
    row(
        "States.MathRandom",
        &["start", "end", "[seed]"],
        "A random whole number from start up to but without end.",
    ),
    row(
        "States.StringSplit",
        &["text", "separators"],
        "The pieces between any of the separator's characters; empty ones are left out.",
    ),
    row("States.StringToJson", &["text"], "The value that a JSON text stands for."),
    row("States.UUID", &[], "A random UUID, version 4."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::intrinsic::Function;

    #[test]
    fn every_function_has_its_note() {
        assert!(Function::all().map(Function::name).eq(INTRINSICS.iter().map(|note| note.name)));
        for function in Function::all() {
            let note = INTRINSICS.iter().find(|note| note.name == function.name()).unwrap();
            let required =
                note.parameters.iter().filter(|name| !name.starts_with('[') && **name != "…").count();
            assert_eq!(*function.arity().start(), required, "{}", note.name);
        }
    }
}
