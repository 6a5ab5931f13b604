//! Signatures of functions such as `<s-n?:s>`: what arguments they take, and what becomes of them.

use super::error::JsonataError;
use super::item::{Array, Item};
use crate::value::Value;

/// A parsed signature.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Signature {
    parameters: Vec<Parameter>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Parameter {
    /// The symbols of the types that match: of `s n b l o a f m`, where `m` is a missing value.
    accepts: String,
    /// The letter before any `<`, or the choice in brackets.
    kind: String,
    /// The type of an array's items, as written in `<…>`.
    subtype: Option<String>,
    /// `-`: the context value takes the place of a missing argument.
    context: bool,
    repeat: Repeat,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Repeat {
    #[default]
    Once,
    Optional,
    Many,
}

impl Signature {
    /// Parses the text from `<` on. The type of the result, after `:`, is not looked at, as in jsonata-js.
    pub(super) fn parse(text: &str) -> Result<Signature, JsonataError> {
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut rest = text.strip_prefix('<').unwrap_or(text).chars();
        while let Some(symbol) = rest.next().filter(|symbol| *symbol != ':') {
            match symbol {
                's' | 'n' | 'b' | 'l' | 'o' | 'a' | 'f' | 'j' | 'x' => {
                    parameters.push(Parameter::of_type(symbol));
                }
                '(' => parameters.push(Parameter::of_choice(&bracketed(&mut rest, '(', ')'))?),
                '<' => {
                    let subtype = bracketed(&mut rest, '<', '>');
                    set_subtype(parameters.last_mut(), subtype)?;
                }
                '-' | '?' | '+' => {
                    if let Some(parameter) = parameters.last_mut() {
                        parameter.context |= symbol == '-';
                        parameter.repeat = if symbol == '+' { Repeat::Many } else { Repeat::Optional };
                    }
                }
                _ => {}
            }
        }
        Ok(Signature { parameters })
    }

    /// Checks `arguments`, fills in `context` and makes arrays of single values where the signature says so.
    pub(super) fn validate(&self, arguments: Vec<Item>, context: &Item) -> Result<Vec<Item>, JsonataError> {
        if self.fits_one_by_one(&arguments) {
            let checked = arguments.into_iter().zip(&self.parameters).enumerate();
            return checked.map(|(at, (argument, parameter))| parameter.check(argument, 1, at)).collect();
        }
        let symbols: Vec<char> = arguments.iter().map(symbol).collect();
        let Some(counts) = self.distribute(&symbols, self.parameters.len(), true) else {
            return Err(self.mismatch(&arguments, &symbols));
        };
        let mut validated = Vec::with_capacity(arguments.len());
        let mut next = 0;
        for (parameter, count) in self.parameters.iter().zip(counts) {
            if count == 0 && parameter.context {
                validated.push(parameter.context_argument(context, next)?);
                continue;
            }
            for _ in 0..count.max(1) {
                let argument = arguments.get(next).cloned().unwrap_or(Item::Undefined);
                let checked = if count == 0 { argument } else { parameter.check(argument, count, next)? };
                validated.push(checked);
                next += 1;
            }
        }
        Ok(validated)
    }

    /// The common case: each parameter takes one argument.
    fn fits_one_by_one(&self, arguments: &[Item]) -> bool {
        arguments.len() == self.parameters.len()
            && arguments.iter().zip(&self.parameters).all(|(argument, parameter)| {
                parameter.repeat != Repeat::Many && parameter.accepts.contains(symbol(argument))
            })
    }

    /// How many arguments each of the first `parameters` takes: as many as possible, from the left, as a regular
    /// expression would. `whole` says that none may be left over.
    fn distribute(&self, symbols: &[char], parameters: usize, whole: bool) -> Option<Vec<usize>> {
        let mut counts = Vec::with_capacity(parameters);
        let mut failed = vec![false; (parameters + 1) * (symbols.len() + 1)];
        self.distribute_from(symbols, parameters, whole, 0, &mut counts, &mut failed).then_some(counts)
    }

    fn distribute_from(
        &self,
        symbols: &[char],
        parameters: usize,
        whole: bool,
        used: usize,
        counts: &mut Vec<usize>,
        failed: &mut [bool],
    ) -> bool {
        let place = counts.len() * (symbols.len() + 1) + used;
        if failed.get(place).copied().unwrap_or(true) {
            return false;
        }
        let Some(parameter) = self.parameters.get(counts.len()).filter(|_| counts.len() < parameters) else {
            return !whole || used == symbols.len();
        };
        let rest = symbols.get(used..).unwrap_or_default();
        let fitting = rest.iter().take_while(|symbol| parameter.accepts.contains(**symbol)).count();
        let (least, most) = match parameter.repeat {
            Repeat::Once => (1, fitting.min(1)),
            Repeat::Optional => (0, fitting.min(1)),
            Repeat::Many => (1, fitting),
        };
        for count in (least..=most).rev() {
            counts.push(count);
            if self.distribute_from(symbols, parameters, whole, used + count, counts, failed) {
                return true;
            }
            counts.pop();
        }
        if let Some(place) = failed.get_mut(place) {
            *place = true;
        }
        false
    }

    /// T0410 at the first argument that the leading parameters cannot take.
    fn mismatch(&self, arguments: &[Item], symbols: &[char]) -> JsonataError {
        let mut good = 0;
        for parameters in 1..=self.parameters.len() {
            let Some(counts) = self.distribute(symbols, parameters, false) else { break };
            good = counts.iter().sum();
        }
        let value = arguments.get(good).and_then(Item::to_value_lossy);
        JsonataError::new("T0410").value(value).index(good + 1)
    }
}

impl Parameter {
    fn of_type(symbol: char) -> Parameter {
        let accepts = match symbol {
            'a' | 'x' => String::from("asnblfom"),
            'j' => String::from("asnblom"),
            'f' => String::from("f"),
            other => format!("{other}m"),
        };
        Parameter { accepts, kind: symbol.into(), ..Parameter::default() }
    }

    fn of_choice(choice: &str) -> Result<Parameter, JsonataError> {
        if choice.contains('<') {
            return Err(JsonataError::new("S0402").value(Some(choice.into())));
        }
        Ok(Parameter { accepts: format!("{choice}m"), kind: format!("({choice})"), ..Parameter::default() })
    }

    fn context_argument(&self, context: &Item, at: usize) -> Result<Item, JsonataError> {
        if self.accepts.contains(symbol(context)) {
            return Ok(context.clone());
        }
        Err(JsonataError::new("T0411").value(context.to_value_lossy()).index(at + 1))
    }

    /// For an array parameter: the items have the type asked for, and a single value becomes an array.
    fn check(&self, argument: Item, count: usize, at: usize) -> Result<Item, JsonataError> {
        if self.kind != "a" || argument.is_undefined() {
            return Ok(argument);
        }
        if let Some(subtype) = &self.subtype
            && !fits(&argument, subtype, count)
        {
            let error = JsonataError::new("T0412").value(argument.to_value_lossy()).index(at + 1);
            return Err(error.argument_type(plural(subtype)));
        }
        Ok(if argument.as_array().is_some() { argument } else { Array::plain(vec![argument]).into() })
    }
}

fn set_subtype(parameter: Option<&mut Parameter>, subtype: String) -> Result<(), JsonataError> {
    match parameter {
        Some(parameter) if matches!(&*parameter.kind, "a" | "f") => {
            parameter.subtype = Some(subtype);
            Ok(())
        }
        other => {
            let kind = other.map(|parameter| Value::from(&*parameter.kind));
            Err(JsonataError::new("S0401").value(kind))
        }
    }
}

/// Whether the items of an array, or a single value, are of the type. Only the outermost type is looked at.
fn fits(argument: &Item, subtype: &str, count: usize) -> bool {
    let wanted = subtype.chars().next();
    match argument.as_array() {
        Some(items) => items.iter().all(|item| Some(symbol(&item)) == wanted),
        None => count == 1 && subtype.len() == 1 && Some(symbol(argument)) == wanted,
    }
}

/// The name of an item type in messages.
fn plural(subtype: &str) -> Option<&'static str> {
    Some(match subtype {
        "a" => "arrays",
        "b" => "booleans",
        "f" => "functions",
        "n" => "numbers",
        "o" => "objects",
        "s" => "strings",
        _ => return None,
    })
}

fn symbol(item: &Item) -> char {
    match item {
        Item::Undefined => 'm',
        Item::Function(_) => 'f',
        Item::Array(_) | Item::Tuples(_) | Item::Value(Value::Array(_)) => 'a',
        Item::Object(_) | Item::Value(Value::Object(_)) => 'o',
        Item::Value(Value::Null) => 'l',
        Item::Value(Value::Bool(_)) => 'b',
        Item::Value(Value::Number(_)) => 'n',
        Item::Value(Value::String(_)) => 's',
    }
}

/// The text up to the bracket that closes the one already read.
fn bracketed(rest: &mut std::str::Chars<'_>, open: char, close: char) -> String {
    let (mut depth, mut inside) = (1, String::new());
    for c in rest.by_ref() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            break;
        }
        inside.push(c);
    }
    inside
}
