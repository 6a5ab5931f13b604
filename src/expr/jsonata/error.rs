use crate::text::TextRange;
use crate::value::Value;
use std::fmt;
use std::sync::Arc;

/// Why an expression cannot be parsed or evaluated, and where.
///
/// Codes and texts are those of jsonata-js 2.0.6, which is what Step Functions quotes
/// (`… threw an error during evaluation. T1006: Attempted to invoke a non-function`).
#[derive(Clone, PartialEq, Debug)]
pub struct JsonataError(Box<Details>);

#[derive(Clone, PartialEq, Debug)]
struct Details {
    code: &'static str,
    span: Option<TextRange>,
    token: Option<Arc<str>>,
    value: Option<Value>,
    other_value: Option<Value>,
    index: Option<usize>,
    argument_type: Option<&'static str>,
    message: Option<String>,
    bound: Option<Bound>,
}

/// A limit of the evaluation that was reached. Step Functions gives these without a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bound {
    /// Expressions nested too deep, mostly recursion.
    Depth,
    /// Too many steps, mostly an endless loop.
    Time,
    /// A value too large or nested too deep.
    Memory,
}

impl JsonataError {
    pub(super) fn new(code: &'static str) -> Self {
        JsonataError(Box::new(Details {
            code,
            span: None,
            token: None,
            value: None,
            other_value: None,
            index: None,
            argument_type: None,
            message: None,
            bound: None,
        }))
    }

    /// An error whose text is not in the table: thrown by the expression itself, or a limit.
    pub(super) fn with_message(code: &'static str, message: impl Into<String>) -> Self {
        let mut error = JsonataError::new(code);
        error.0.message = Some(message.into());
        error
    }

    pub(super) fn depth(limit: usize) -> Self {
        let message = format!(
            "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as \
             tail-recursive. Depth={} max={limit}",
            limit + 1
        );
        JsonataError::of_bound(Bound::Depth, message)
    }

    pub(super) fn time() -> Self {
        JsonataError::of_bound(Bound::Time, "Expression evaluation timeout: Check for infinite loop")
    }

    pub(super) fn memory() -> Self {
        let message = "Expression evaluation memory limit exceeded: Check for excessive memory usage";
        JsonataError::of_bound(Bound::Memory, message)
    }

    fn of_bound(bound: Bound, message: impl Into<String>) -> Self {
        let mut error = JsonataError::with_message("U1001", message);
        error.0.bound = Some(bound);
        error
    }

    pub(super) fn at(mut self, span: TextRange) -> Self {
        self.0.span = Some(span);
        self
    }

    /// Keeps the first place that was set, which is the innermost.
    pub(super) fn or_at(mut self, span: TextRange) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    pub(super) fn token(mut self, token: impl Into<Arc<str>>) -> Self {
        self.0.token = Some(token.into());
        self
    }

    pub(super) fn or_token(mut self, token: Option<Arc<str>>) -> Self {
        if self.0.token.is_none() {
            self.0.token = token;
        }
        self
    }

    pub(super) fn value(mut self, value: Option<Value>) -> Self {
        self.0.value = value;
        self
    }

    pub(super) fn values(mut self, value: Option<Value>, other: Option<Value>) -> Self {
        self.0.value = value;
        self.0.other_value = other;
        self
    }

    pub(super) fn index(mut self, index: usize) -> Self {
        self.0.index = Some(index);
        self
    }

    pub(super) fn argument_type(mut self, name: Option<&'static str>) -> Self {
        self.0.argument_type = name;
        self
    }

    /// The code, such as `T1006`: `S` syntax, `T` type, `D` dynamic, `U` limit.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The smallest part of the expression that is to blame.
    pub fn span(&self) -> Option<TextRange> {
        self.0.span
    }

    /// The operator, function or word that the message names.
    pub fn offending_token(&self) -> Option<&str> {
        self.0.token.as_deref()
    }

    /// The value that the message names.
    pub fn offending_value(&self) -> Option<&Value> {
        self.0.value.as_ref()
    }

    /// The limit that was reached, if this is about one.
    pub fn bound(&self) -> Option<Bound> {
        self.0.bound
    }

    /// Which argument is wrong, from 1.
    pub(super) fn argument_index(&self) -> Option<usize> {
        self.0.index
    }

    /// The text without the code, as jsonata-js words it.
    pub fn message(&self) -> String {
        if let Some(message) = &self.0.message {
            return message.clone();
        }
        let Some(template) = template(self.0.code) else { return String::from("Unknown error") };
        self.fill(template)
    }

    /// Replaces `{{field}}` by the field as JSON and `{{{field}}}` by the field as it is.
    fn fill(&self, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some(start) = rest.find("{{") {
            let (before, after) = rest.split_at(start);
            out.push_str(before);
            let (name, next, raw) = placeholder(after);
            out.push_str(&self.field(name, raw));
            rest = next;
        }
        out.push_str(rest);
        out
    }

    fn field(&self, name: &str, raw: bool) -> String {
        let details = &*self.0;
        let text = |text: &str| if raw { text.to_owned() } else { super::number::quoted(text) };
        let value = |value: &Option<Value>| value.as_ref().map(super::number::json);
        match name {
            "token" => details.token.as_deref().map(text),
            "value" => value(&details.value),
            "value2" | "exp" => value(&details.other_value),
            "index" => details.index.map(|index| index.to_string()),
            "type" => details.argument_type.map(text),
            _ => None,
        }
        .unwrap_or_else(|| String::from("undefined"))
    }
}

/// Splits `{{name}}rest` or `{{{name}}}rest`.
fn placeholder(text: &str) -> (&str, &str, bool) {
    let raw = text.starts_with("{{{");
    let (open, close) = if raw { ("{{{", "}}}") } else { ("{{", "}}") };
    let inner = text.strip_prefix(open).unwrap_or(text);
    let (name, rest) = inner.split_once(close).unwrap_or((inner, ""));
    (name, rest, raw)
}

impl fmt::Display for JsonataError {
    /// `CODE: message`; a reached limit without code, as Step Functions gives it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.bound.is_none() {
            write!(f, "{}: ", self.0.code)?;
        }
        f.write_str(&self.message())
    }
}

impl std::error::Error for JsonataError {}

/// The wording of jsonata-js 2.0.6 for each code (its `errorCodes`).
pub(super) fn template(code: &str) -> Option<&'static str> {
    Some(match code {
        "S0101" => "String literal must be terminated by a matching quote",
        "S0102" => "Number out of range: {{token}}",
        "S0103" => "Unsupported escape sequence: \\{{token}}",
        "S0104" => "The escape sequence \\u must be followed by 4 hex digits",
        "S0105" => "Quoted property name must be terminated with a backquote (`)",
        "S0106" => "Comment has no closing tag",
        "S0201" => "Syntax error: {{token}}",
        "S0202" => "Expected {{value}}, got {{token}}",
        "S0203" => "Expected {{value}} before end of expression",
        "S0204" => "Unknown operator: {{token}}",
        "S0207" => "Unexpected end of expression",
        "S0208" => "Parameter {{value}} of function definition must be a variable name (start with $)",
        "S0209" => "A predicate cannot follow a grouping expression in a step",
        "S0210" => "Each step can only have one grouping expression",
        "S0211" => "The symbol {{token}} cannot be used as a unary operator",
        "S0212" => "The left side of := must be a variable name (start with $)",
        "S0213" => "The literal value {{value}} cannot be used as a step within a path expression",
        "S0214" => "The right side of {{token}} must be a variable name (start with $)",
        "S0215" => "A context variable binding must precede any predicates on a step",
        "S0216" => "A context variable binding must precede the 'order-by' clause on a step",
        "S0217" => "The object representing the 'parent' cannot be derived from this expression",
        "S0301" => "Empty regular expressions are not allowed",
        "S0302" => "No terminating / in regular expression",
        "S0401" => "Type parameters can only be applied to functions and arrays",
        "S0402" => "Choice groups containing parameterized types are not supported",
        "T0410" => "Argument {{index}} of function {{token}} does not match function signature",
        "T0411" => "Context value is not a compatible type with argument {{index}} of function {{token}}",
        "T0412" => "Argument {{index}} of function {{token}} must be an array of {{type}}",
        "D1001" => "Number out of range: {{value}}",
        "D1002" => "Cannot negate a non-numeric value: {{value}}",
        "T1003" => "Key in object structure must evaluate to a string; got: {{value}}",
        "D1004" => "Regular expression matches zero length string",
        "T1005" => "Attempted to invoke a non-function. Did you mean ${{{token}}}?",
        "T1006" => "Attempted to invoke a non-function",
        "T1007" => "Attempted to partially apply a non-function. Did you mean ${{{token}}}?",
        "T1008" => "Attempted to partially apply a non-function",
        "D1009" => "Multiple key definitions evaluate to same key: {{value}}",
        "T1010" => {
            "The matcher function argument passed to function {{token}} does not return the correct object \
             structure"
        }
        "T2001" => "The left side of the {{token}} operator must evaluate to a number",
        "T2002" => "The right side of the {{token}} operator must evaluate to a number",
        "T2003" => "The left side of the range operator (..) must evaluate to an integer",
        "T2004" => "The right side of the range operator (..) must evaluate to an integer",
        "T2006" => "The right side of the function application operator ~> must be a function",
        "T2007" => "Type mismatch when comparing values {{value}} and {{value2}} in order-by clause",
        "T2008" => "The expressions within an order-by clause must evaluate to numeric or string values",
        "T2009" => {
            "The values {{value}} and {{value2}} either side of operator {{token}} must be of the same data type"
        }
        "T2010" => {
            "The expressions either side of operator {{token}} must evaluate to numeric or string values"
        }
        "T2011" => {
            "The insert/update clause of the transform expression must evaluate to an object: {{value}}"
        }
        "T2012" => {
            "The delete clause of the transform expression must evaluate to a string or array of strings: \
             {{value}}"
        }
        "T2013" => {
            "The transform expression clones the input object using the $clone() function.  This has been \
             overridden in the current scope by a non-function."
        }
        "D2014" => {
            "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to \
             allocate {{value}}."
        }
        "D3001" => "Attempting to invoke string function on Infinity or NaN",
        "D3010" => "Second argument of replace function cannot be an empty string",
        "D3011" => "Fourth argument of replace function must evaluate to a positive number",
        "D3012" => "Attempted to replace a matched string with a non-string value",
        "D3020" => "Third argument of split function must evaluate to a positive number",
        "D3030" => "Unable to cast value to a number: {{value}}",
        "D3040" => "Third argument of match function must evaluate to a positive number",
        "D3050" => "The second argument of reduce function must be a function with at least two arguments",
        "D3060" => "The sqrt function cannot be applied to a negative number: {{value}}",
        "D3061" => {
            "The power function has resulted in a value that cannot be represented as a JSON number: \
             base={{value}}, exponent={{exp}}"
        }
        "D3070" => {
            "The single argument form of the sort function can only be applied to an array of strings or an \
             array of numbers.  Use the second argument to specify a comparison function"
        }
        _ => return picture_template(code),
    })
}

/// The wording of the codes about pictures, dates and the remaining functions.
fn picture_template(code: &str) -> Option<&'static str> {
    Some(match code {
        "D3080" => "The picture string must only contain a maximum of two sub-pictures",
        "D3081" => {
            "The sub-picture must not contain more than one instance of the 'decimal-separator' character"
        }
        "D3082" => "The sub-picture must not contain more than one instance of the 'percent' character",
        "D3083" => "The sub-picture must not contain more than one instance of the 'per-mille' character",
        "D3084" => "The sub-picture must not contain both a 'percent' and a 'per-mille' character",
        "D3085" => {
            "The mantissa part of a sub-picture must contain at least one character that is either an 'optional \
             digit character' or a member of the 'decimal digit family'"
        }
        "D3086" => {
            "The sub-picture must not contain a passive character that is preceded by an active character and \
             that is followed by another active character"
        }
        "D3087" => {
            "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a \
             'decimal-separator' character"
        }
        "D3088" => "The sub-picture must not contain a 'grouping-separator' at the end of the integer part",
        "D3089" => {
            "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character"
        }
        "D3090" => {
            "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is \
             followed by an instance of the 'optional digit character'"
        }
        "D3091" => {
            "The fractional part of the sub-picture must not contain an instance of the 'optional digit \
             character' that is followed by a member of the 'decimal digit family'"
        }
        "D3092" => {
            "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character \
             treated as an 'exponent-separator'"
        }
        "D3093" => {
            "The exponent part of the sub-picture must comprise only of one or more characters that are members \
             of the 'decimal digit family'"
        }
        "D3100" => "The radix of the formatBase function must be between 2 and 36.  It was given {{value}}",
        "D3110" => {
            "The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {{value}}"
        }
        "D3120" => "Syntax error in expression passed to function eval: {{value}}",
        "D3121" => "Dynamic error evaluating the expression passed to function eval: {{value}}",
        "D3130" => {
            "Formatting or parsing an integer as a sequence starting with {{value}} is not supported by this \
             implementation"
        }
        "D3131" => "In a decimal digit pattern, all digits must be from the same decimal group",
        "D3132" => "Unknown component specifier {{value}} in date/time picture string",
        "D3133" => {
            "The 'name' modifier can only be applied to months and days in the date/time picture string, not \
             {{value}}"
        }
        "D3134" => "The timezone integer format specifier cannot have more than four digits",
        "D3135" => "No matching closing bracket ']' in date/time picture string",
        "D3136" => "The date/time picture string is missing specifiers required to parse the timestamp",
        "D3138" => "The $single() function expected exactly 1 matching result.  Instead it matched more.",
        "D3139" => "The $single() function expected exactly 1 matching result.  Instead it matched 0.",
        "D3140" => "Malformed URL passed to ${{{token}}}(): {{value}}",
        _ => return None,
    })
}
