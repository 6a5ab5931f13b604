//! `asl eval`: the value of one expression.

use crate::Outcome;
use crate::arguments::{Argument, Arguments};
use crate::files;
use asl_studio::expr::intrinsic::Intrinsic;
use asl_studio::expr::json_path::JsonPath;
use asl_studio::expr::jsonata::{Bindings, Dialect, Environment, Evaluated, Expression};
use asl_studio::expr::{FixedEnvironment, split_mix};
use asl_studio::sim::SimTime;
use asl_studio::text::TextRange;
use asl_studio::value::Value;

pub(crate) const USAGE: &str = "EXPRESSION [--language jsonata|jsonpath|intrinsic] [--data FILE] [--bindings FILE] \
                                [--plain] [--clock TIME] [--seed NUMBER]";

#[derive(Clone, Copy, Default)]
enum Language {
    #[default]
    Jsonata,
    JsonPath,
    Intrinsic,
}

#[derive(Default)]
struct Wish {
    expression: Option<String>,
    language: Language,
    data: Option<Value>,
    bindings: Option<Value>,
    /// The plain language, without what Step Functions adds and refuses.
    plain: bool,
    clock: i64,
    seed: u64,
}

/// Why an expression has no value: the text to print.
struct Refusal {
    message: String,
    place: Option<TextRange>,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (expression, wish) = match Wish::read(arguments) {
        Ok(read) => read,
        Err(reason) => return Outcome::Misused(reason),
    };
    let evaluated = match wish.language {
        Language::Jsonata => jsonata(&expression, &wish),
        Language::JsonPath => json_path(&expression, &wish),
        Language::Intrinsic => intrinsic(&expression, &wish),
    };
    match evaluated {
        Ok(value) => {
            if let Some(value) = value {
                println!("{value}");
            }
            Outcome::Good
        }
        Err(refusal) => {
            let place = refusal.place.map(|place| column(&expression, place)).unwrap_or_default();
            eprintln!("{}{place}", refusal.message);
            Outcome::Failed
        }
    }
}

/// Where a place begins, as people count.
fn column(expression: &str, place: TextRange) -> String {
    let before = expression.get(..place.start).unwrap_or(expression);
    format!(" (at column {})", before.chars().count() + 1)
}

/// An expression in `{% … %}` counts as what is inside.
fn jsonata(text: &str, wish: &Wish) -> Result<Option<Value>, Refusal> {
    let inner = text.strip_prefix("{%").and_then(|rest| rest.strip_suffix("%}")).unwrap_or(text);
    let dialect = if wish.plain { Dialect::Standard } else { Dialect::StepFunctions };
    let refuse = |error: asl_studio::expr::jsonata::JsonataError| {
        let offset = text.len() - inner.len();
        let offset = if offset == 0 { 0 } else { "{%".len() };
        let place = error.span().map(|span| TextRange::new(span.start + offset, span.end + offset));
        // Step Functions gives a reached limit without its code.
        let code = error.bound().map(|_| format!("{}: ", error.code())).unwrap_or_default();
        Refusal { message: format!("{code}{error}"), place }
    };
    let expression = Expression::parse(inner, dialect).map_err(refuse)?;
    if !wish.plain
        && let Some(refused) = expression.restrictions().first()
    {
        let message = format!("UNSUPPORTED_JSONATA_EXPRESSION: {}", refused.message);
        return Err(Refusal { message, place: Some(refused.span) });
    }
    let bindings = bindings(wish);
    let mut state = wish.seed;
    let mut random = || {
        let (next, bits) = split_mix(state);
        state = next;
        bits
    };
    let mut environment = Environment::new(dialect, wish.clock, &mut random);
    match expression.evaluate(wish.data.as_ref(), &bindings, &mut environment).map_err(refuse)? {
        Evaluated::Value(value) => Ok(Some(value)),
        Evaluated::Undefined => Ok(None),
        Evaluated::Function if wish.plain => Ok(None),
        Evaluated::Function => Err(Refusal {
            message: "the expression gives a function, which is no JSON".to_owned(),
            place: None,
        }),
    }
}

/// The variables. Step Functions shows data as `$states.input`, and not as `$`.
fn bindings(wish: &Wish) -> Bindings {
    let mut bindings = match &wish.bindings {
        Some(Value::Object(members)) => (**members).clone(),
        _ => Bindings::default(),
    };
    if let (false, Some(data)) = (wish.plain, &wish.data)
        && !bindings.contains_key("states")
    {
        bindings.insert("states".into(), Value::object([("input", data.clone())]));
    }
    bindings
}

fn json_path(text: &str, wish: &Wish) -> Result<Option<Value>, Refusal> {
    let path =
        JsonPath::parse(text).map_err(|error| Refusal { message: error.message, place: Some(error.span) })?;
    match path.resolve(&surroundings(wish)) {
        Ok(value) => Ok(Some(value)),
        Err(miss) => Err(Refusal { message: miss.to_string(), place: None }),
    }
}

fn intrinsic(text: &str, wish: &Wish) -> Result<Option<Value>, Refusal> {
    let call = Intrinsic::parse(text)
        .map_err(|error| Refusal { message: error.message, place: Some(error.span) })?;
    match call.evaluate(&surroundings(wish)) {
        Ok(value) => Ok(Some(value)),
        Err(failure) => Err(Refusal { message: failure.to_string(), place: None }),
    }
}

/// The data as input; of the bindings `$` is the context object and the others are variables.
fn surroundings(wish: &Wish) -> FixedEnvironment {
    let data = wish.data.clone().unwrap_or_else(Value::empty_object);
    let bindings = wish.bindings.clone().unwrap_or_else(Value::empty_object);
    let context = bindings.get("$").cloned().unwrap_or_else(Value::empty_object);
    FixedEnvironment::new(data).with_context(context).with_variables(bindings).with_seed(wish.seed)
}

impl Wish {
    fn read(arguments: &[String]) -> Result<(String, Wish), String> {
        let mut arguments = Arguments::new(arguments);
        let mut wish = Wish::default();
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::Operand(text) if wish.expression.is_none() => wish.expression = Some(text),
                Argument::Operand(text) => {
                    return Err(format!("one expression at a time; what is `{text}`?"));
                }
                Argument::Option(option) => wish.option(&option, &mut arguments)?,
            }
        }
        let expression = wish.expression.take().ok_or_else(|| "no expression is given".to_owned())?;
        Ok((expression, wish))
    }

    fn option(&mut self, option: &str, arguments: &mut Arguments) -> Result<(), String> {
        match option {
            "plain" => self.plain = true,
            "data" => self.data = Some(files::read_json(&arguments.value(option)?)?),
            "bindings" => {
                let bindings = files::read_json(&arguments.value(option)?)?;
                if bindings.as_object().is_none() {
                    return Err("--bindings is a file with an object of variables".to_owned());
                }
                self.bindings = Some(bindings);
            }
            "language" => {
                self.language = match arguments.value(option)?.to_lowercase().as_str() {
                    "jsonata" => Language::Jsonata,
                    "jsonpath" => Language::JsonPath,
                    "intrinsic" => Language::Intrinsic,
                    other => {
                        return Err(format!("--language is jsonata, jsonpath or intrinsic, not `{other}`"));
                    }
                };
            }
            "clock" => {
                let value = arguments.value(option)?;
                let time = SimTime::parse(&value).ok_or_else(|| {
                    format!("--clock is a time such as 2024-01-01T00:00:00Z, not `{value}`")
                })?;
                self.clock = time.0;
            }
            "seed" => {
                let value = arguments.value(option)?;
                self.seed = value.parse().map_err(|_| format!("--seed is a number, not `{value}`"))?;
            }
            other => return Err(format!("there is no option --{other}")),
        }
        Ok(())
    }
}
