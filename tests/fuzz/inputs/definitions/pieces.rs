//! What random definitions are made of: the ordinary, the odd, and what looks like something else.

pub(super) const NAMES: &[&str] = &["A", "B", "C", "D", "${Name}", "", "é 😀", "A\\u0042", "a/b", "States"];
pub(super) const KEYS: &[&str] = &[
    "a",
    "a.$",
    "b",
    "b.$",
    "Next",
    "Type",
    "States",
    "Payload.$",
    "Comment",
    "Retry",
    "${K}",
    "",
    "é.$",
    "states",
];
pub(super) const TEXTS: &[&str] = &[
    "text",
    "",
    "$.a",
    "States.UUID()",
    "{% $a %}",
    "{%1",
    "2030-01-01T00:00:00Z",
    "${T}",
    "\\uD800",
    "é😀\\n",
];
pub(super) const ERRORS: &[&str] = &["States.ALL", "States.Runtime", "States.Tiemout", "Mine", "${E}", ""];
pub(super) const NUMBERS: &[&str] =
    &["0", "1", "-1", "60", "1.5", "99999999", "100000000", "1e400", "-0", "\"${N}\"", "${N}"];
pub(super) const PATHS: &[&str] = &[
    "$",
    "$$",
    "$.a",
    "$.a.b[0]",
    "$a",
    "$b.c",
    "$$.Task.Token",
    "$.a[*]",
    "$.a[?(@.b == 1)]",
    "$..a",
    "$.a[",
    "a",
    "States.Format('{} {}', $.a)",
    "States.MathAdd(1, '2')",
    "States.Array(States.UUID(), $b)",
    "States.Nope()",
    "$['é']",
    "${Path}",
    "",
    "States.Hash($.a, 'SHA-3')",
    "$states",
];
pub(super) const EXPRESSIONS: &[&str] = &[
    "{% $states.input.a %}",
    "{%$a%}",
    "{% $states.result %}",
    "{% $states.errorOutput %}",
    "{% a %}",
    "{% $$ %}",
    "{% ($b := 1; $b + $c) %}",
    "{% $sum([1..3]) %}",
    "{% 1 + %}",
    "{% /a/ %}",
    " {% 1 %}",
    "{% '${X}' %}",
    "{% \\\"é\\\" & $a %}",
    "{% function($x){$x}($a) %}",
];
pub(super) const RESOURCES: &[&str] = &[
    "arn:aws:states:::lambda:invoke",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
    "arn:aws:states:::dynamodb:getItem",
    "arn:aws:states:::aws-sdk:s3:getObject",
    "arn:aws:states:::ecs:runTask.sync",
    "arn:aws:lambda:eu-west-1:111111111111:function:f",
    "arn:aws:states:eu-west-1:111111111111:activity:a",
    "${Arn}",
    "arn:",
    "",
    "arn:aws:states:::s3:putObject",
];
pub(super) const ODD: &[&str] = &[
    "${X}", "\"", "{", "}", "[", "]", ",", ":", "tru", "1.", "-", "\\", "\u{feff}", "\r\n", "/* c */",
    "// c\n", "\"\\u12", "'a'", "\u{0}", "😀",
];
