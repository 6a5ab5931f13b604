use super::FunctionNote;

const fn row(name: &'static str, parameters: &'static [&'static str], what: &'static str) -> FunctionNote {
    FunctionNote { name, parameters, what }
}

/// The functions of JSONata in Step Functions (JSONata documentation, "Function library"; AWS developer guide,
/// "JSONata functions provided by Step Functions").
pub(in crate::assist) const FUNCTIONS: &[FunctionNote] = &[
    row("$abs", &["number"], "The number without its sign."),
    row("$append", &["first", "second"], "The items of both arrays, one behind the other."),
    row("$assert", &["condition", "[message]"], "Fails with the message unless the condition is true."),
    row("$average", &["numbers"], "The mean of an array of numbers."),
    row("$base64decode", &["text"], "The text that a Base64 text stands for."),
    row("$base64encode", &["text"], "The text in Base64."),
    row("$boolean", &["value"], "Whether the value counts as true."),
    row("$ceil", &["number"], "The least whole number that is not below the number."),
    row("$clone", &["value"], "A copy of an object or array, all the way down."),
    row("$contains", &["text", "pattern"], "Whether the text holds a text or fits a regular expression."),
    row("$count", &["array"], "How many items the array has."),
    row("$decodeUrl", &["text"], "The URL with its escapes decoded."),
    row("$decodeUrlComponent", &["text"], "The part of a URL with its escapes decoded."),
    row("$distinct", &["array"], "The array without repeated items."),
    row(
        "$each",
        &["object", "function(value, key)"],
        "What the function gives for each member, as an array.",
    ),
    row("$encodeUrl", &["text"], "The URL with characters escaped that it cannot hold."),
    row("$encodeUrlComponent", &["text"], "The text escaped for a part of a URL."),
    row("$error", &["[message]"], "Fails with the message."),
    row("$exists", &["value"], "Whether the expression gives a value at all."),
    row(
        "$filter",
        &["array", "function(value, index, array)"],
        "The items for which the function gives true.",
    ),
    row("$floor", &["number"], "The greatest whole number that is not above the number."),
    row("$formatBase", &["number", "[radix]"], "The number written in base 10 or another one."),
    row(
        "$formatInteger",
        &["number", "picture"],
        "The whole number in words, letters or digits: `'w'`, `'A'`, `'#,##0'`.",
    ),
    row(
        "$formatNumber",
        &["number", "picture", "[options]"],
        "The number in a decimal picture: `'#,##0.00'`.",
    ),
    row(
        "$fromMillis",
        &["millis", "[picture]", "[timezone]"],
        "The instant of so many milliseconds since 1970, as a text.",
    ),
    row(
        "$hash",
        &["text", "algorithm"],
        "The hash of the text; `'MD5'`, `'SHA-1'`, `'SHA-256'`, `'SHA-384'` or `'SHA-512'`.",
    ),
    row("$join", &["texts", "[separator]"], "The texts put together, with the separator between them."),
    row("$keys", &["object"], "The keys of the object."),
    row("$length", &["text"], "How many characters the text has."),
    row("$lookup", &["object", "key"], "The value of the key."),
    row("$lowercase", &["text"], "The text in small letters."),
    row("$map", &["array", "function(value, index, array)"], "What the function gives for each item."),
    row(
        "$match",
        &["text", "pattern", "[limit]"],
        "What fits the regular expression: objects of `match`, `index` and `groups`.",
    ),
    row("$max", &["numbers"], "The greatest of the numbers."),
    row("$merge", &["objects"], "One object of the members of all; of the same key that of the last counts."),
    row("$millis", &[], "The milliseconds since 1970."),
    row("$min", &["numbers"], "The least of the numbers."),
    row("$not", &["value"], "True for what counts as false, and the reverse."),
    row(
        "$now",
        &["[picture]", "[timezone]"],
        "The present instant as a text, in ISO 8601 or by the picture.",
    ),
    row("$number", &["value"], "The number that a text or boolean stands for."),
    row(
        "$pad",
        &["text", "width", "[character]"],
        "The text filled up to a width: on the right, or on the left where the width is negative.",
    ),
    row("$parse", &["text"], "The value that a JSON text stands for."),
    row("$parseInteger", &["text", "picture"], "The whole number that a text in that picture stands for."),
    row("$partition", &["array", "size"], "The array cut into arrays of that size; the last may be shorter."),
    row("$power", &["base", "exponent"], "The base to the power of the exponent."),
    row("$random", &["[seed]"], "A number from 0 up to but without 1; the same for the same seed."),
    row("$range", &["start", "end", "step"], "The numbers from start to end, both included."),
    row(
        "$reduce",
        &["array", "function(before, value)", "[init]"],
        "The items put together one by one by the function.",
    ),
    row(
        "$replace",
        &["text", "pattern", "replacement", "[limit]"],
        "The text with what fits the pattern replaced.",
    ),
    row("$reverse", &["array"], "The items in the reverse order."),
    row(
        "$round",
        &["number", "[precision]"],
        "The number rounded to so many places; halves go to the even digit.",
    ),
    row("$shuffle", &["array"], "The items in a random order."),
    row("$sift", &["object", "function(value, key)"], "The members for which the function gives true."),
    row(
        "$single",
        &["array", "function(value, index, array)"],
        "The one item for which the function gives true; fails for none or several.",
    ),
    row(
        "$sort",
        &["array", "[function(left, right)]"],
        "The items in order; the function says whether left comes behind right.",
    ),
    row("$split", &["text", "separator", "[limit]"], "The pieces of the text between the separators."),
    row("$spread", &["object"], "An array of objects with one member each."),
    row("$sqrt", &["number"], "The square root."),
    row("$string", &["value", "[prettify]"], "The value as a text: JSON for anything but a text."),
    row(
        "$substring",
        &["text", "start", "[length]"],
        "The part of the text from a character on, counted from 0.",
    ),
    row("$substringAfter", &["text", "part"], "What stands behind the first place of the part."),
    row("$substringBefore", &["text", "part"], "What stands before the first place of the part."),
    row("$sum", &["numbers"], "The sum of an array of numbers."),
    row(
        "$toMillis",
        &["timestamp", "[picture]"],
        "The milliseconds since 1970 of an instant in ISO 8601 or in the picture.",
    ),
    row("$trim", &["text"], "The text without blanks at its ends, and with single ones inside."),
    row("$type", &["value"], "The name of the value's type, such as `'array'`."),
    row("$uppercase", &["text"], "The text in capital letters."),
    row("$uuid", &[], "A random UUID, version 4."),
    row("$zip", &["array", "…"], "Arrays of the first items, of the second items, and so on."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::jsonata::{Dialect, function_names};

    #[test]
    fn every_function_has_its_note() {
        let known: Vec<String> =
            function_names(Dialect::StepFunctions).map(|name| format!("${name}")).collect();
        assert_eq!(known, FUNCTIONS.iter().map(|note| note.name).collect::<Vec<_>>());
    }
}
