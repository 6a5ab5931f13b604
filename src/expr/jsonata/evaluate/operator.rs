//! Operators, and the notions of truth, equality and order that functions share.

use super::super::ast::{BinaryOperator, Node};
use super::super::functions::to_text;
use super::super::item::{Array, Item, View};
use super::{Evaluator, JsonataError, Outcome, ScopeId};
use crate::value::Value;
use std::cmp::Ordering;

/// The most items that `..` makes.
const MAX_RANGE: f64 = 1e7;

impl Evaluator<'_, '_> {
    #[inline(never)]
    pub(super) fn evaluate_negation(&mut self, operand: &Node, input: &Item, scope: ScopeId) -> Outcome {
        let value = self.evaluate(operand, input, scope)?;
        if value.is_undefined() {
            return Ok(value);
        }
        match as_number(&value)? {
            Some(number) => Ok(Item::number(-number)),
            None => Err(JsonataError::new("D1002").token("-").value(value.to_value_lossy())),
        }
    }

    #[inline(never)]
    pub(super) fn evaluate_binary(
        &mut self,
        operator: BinaryOperator,
        left: &Node,
        right: &Node,
        input: &Item,
        scope: ScopeId,
    ) -> Outcome {
        let lhs = self.evaluate(left, input, scope)?;
        if matches!(operator, BinaryOperator::And | BinaryOperator::Or) {
            let decided = effective_boolean(&lhs)? == Some(true);
            if decided == (operator == BinaryOperator::Or) {
                return Ok(Item::from(decided));
            }
            // jsonata-js names this operator in whatever goes wrong on its right side.
            let rhs = self.evaluate(right, input, scope).map_err(|error| error.token(operator.symbol()))?;
            return Ok(Item::from(effective_boolean(&rhs)? == Some(true)));
        }
        let rhs = self.evaluate(right, input, scope)?;
        self.operate(operator, lhs, rhs).map_err(|error| error.or_token(Some(operator.symbol().into())))
    }

    fn operate(&mut self, operator: BinaryOperator, lhs: Item, rhs: Item) -> Outcome {
        match operator {
            BinaryOperator::Add
            | BinaryOperator::Subtract
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Remainder => calculate(operator, &lhs, &rhs),
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                if lhs.is_undefined() || rhs.is_undefined() {
                    return Ok(Item::from(false));
                }
                let equal = self.deep_equal(&lhs, &rhs)?;
                Ok(Item::from(equal == (operator == BinaryOperator::Equal)))
            }
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => compare(operator, &lhs, &rhs),
            BinaryOperator::In => self.is_included(&lhs, &rhs),
            BinaryOperator::Concatenate => self.concatenate(&lhs, &rhs),
            BinaryOperator::Range => self.range(&lhs, &rhs),
            BinaryOperator::And | BinaryOperator::Or => Ok(Item::Undefined),
        }
    }

    pub(in super::super) fn deep_equal(&mut self, lhs: &Item, rhs: &Item) -> Result<bool, JsonataError> {
        let mut budget = self.budget();
        let equal = is_deep_equal(lhs, rhs, &mut budget);
        self.set_budget(budget);
        equal.ok_or_else(JsonataError::time)
    }

    fn is_included(&mut self, lhs: &Item, rhs: &Item) -> Outcome {
        if lhs.is_undefined() || rhs.is_undefined() {
            return Ok(Item::from(false));
        }
        let Some(view) = rhs.as_array() else { return Ok(Item::from(lhs.is_identical(rhs))) };
        self.spend(view.len())?;
        let included = view.iter().any(|item| item.is_identical(lhs));
        Ok(Item::from(included))
    }

    fn concatenate(&mut self, lhs: &Item, rhs: &Item) -> Outcome {
        if let (Some(lhs), Some(rhs)) = (lhs.as_str(), rhs.as_str()) {
            self.check_bytes((lhs.len() + rhs.len()) as u64)?;
            return self.text([lhs, rhs].concat());
        }
        let mut text = String::new();
        for side in [lhs, rhs] {
            if let Some(side) = to_text(self, side, false)? {
                self.check_bytes((text.len() + side.len()) as u64)?;
                text.push_str(&side);
            }
        }
        self.text(text)
    }

    fn range(&mut self, lhs: &Item, rhs: &Item) -> Outcome {
        let first = whole_number(lhs, "T2003")?;
        let last = whole_number(rhs, "T2004")?;
        let (Some(first), Some(last)) = (first, last) else { return Ok(Item::Undefined) };
        if first > last {
            return Ok(Item::Undefined);
        }
        let size = last - first + 1.0;
        if size > MAX_RANGE {
            return Err(JsonataError::new("D2014").value(Item::number(size).to_value_lossy()));
        }
        self.bounded(Array::range(first as i64, size as usize).into())
    }
}

/// A number, if it is one. Infinity is refused; NaN counts as no number, as in jsonata-js.
pub(super) fn as_number(item: &Item) -> Result<Option<f64>, JsonataError> {
    match item.as_f64() {
        Some(number) if number.is_infinite() => Err(JsonataError::new("D1001").value(item.to_value_lossy())),
        Some(number) => Ok(Some(number).filter(|number| !number.is_nan())),
        None => Ok(None),
    }
}

/// The numbers of an array, if they are all numbers.
pub(super) fn numbers(view: View<'_>) -> Result<Option<Vec<f64>>, JsonataError> {
    view.iter().map(|item| as_number(&item)).collect()
}

fn whole_number(item: &Item, code: &'static str) -> Result<Option<f64>, JsonataError> {
    if item.is_undefined() {
        return Ok(None);
    }
    match item.as_f64().filter(|number| number.trunc() == *number && number.is_finite()) {
        Some(number) => Ok(Some(number)),
        None => Err(JsonataError::new(code).value(item.to_value_lossy())),
    }
}

fn calculate(operator: BinaryOperator, lhs: &Item, rhs: &Item) -> Outcome {
    let operand = |item: &Item, code| match (item.is_undefined(), as_number(item)?) {
        (true, _) => Ok(None),
        (false, Some(number)) => Ok(Some(number)),
        (false, None) => Err(JsonataError::new(code).value(item.to_value_lossy())),
    };
    let (lhs, rhs) = (operand(lhs, "T2001")?, operand(rhs, "T2002")?);
    let (Some(lhs), Some(rhs)) = (lhs, rhs) else { return Ok(Item::Undefined) };
    Ok(Item::number(match operator {
        BinaryOperator::Add => lhs + rhs,
        BinaryOperator::Subtract => lhs - rhs,
        BinaryOperator::Multiply => lhs * rhs,
        BinaryOperator::Divide => lhs / rhs,
        _ => lhs % rhs,
    }))
}

fn compare(operator: BinaryOperator, lhs: &Item, rhs: &Item) -> Outcome {
    let is_comparable = |item: &Item| item.as_str().is_some() || item.as_f64().is_some();
    let allowed = |item: &Item| item.is_undefined() || is_comparable(item);
    if !allowed(lhs) || !allowed(rhs) {
        let wrong = if is_comparable(lhs) { rhs } else { lhs };
        return Err(JsonataError::new("T2010").value(wrong.to_value_lossy()));
    }
    if lhs.is_undefined() || rhs.is_undefined() {
        return Ok(Item::Undefined);
    }
    let Some(ordering) = order(lhs, rhs) else {
        if lhs.as_f64().is_some() && rhs.as_f64().is_some() {
            return Ok(Item::from(false));
        }
        return Err(JsonataError::new("T2009").values(lhs.to_value_lossy(), rhs.to_value_lossy()));
    };
    Ok(Item::from(match operator {
        BinaryOperator::Less => ordering == Ordering::Less,
        BinaryOperator::LessOrEqual => ordering != Ordering::Greater,
        BinaryOperator::Greater => ordering == Ordering::Greater,
        _ => ordering != Ordering::Less,
    }))
}

/// The order of two numbers or two texts; nothing for anything else, and for NaN.
pub(super) fn order(lhs: &Item, rhs: &Item) -> Option<Ordering> {
    match (lhs.as_str(), rhs.as_str()) {
        (Some(a), Some(b)) => Some(utf16_order(a, b)),
        _ => lhs.as_f64()?.partial_cmp(&rhs.as_f64()?),
    }
}

/// The order of texts by UTF-16 code units, which differs from that by characters beyond the first plane.
pub(in super::super) fn utf16_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// What a value counts as where a decision is needed; nothing for nothing.
pub(in super::super) fn effective_boolean(item: &Item) -> Result<Option<bool>, JsonataError> {
    if let Some(view) = item.as_array() {
        let mut any = false;
        for item in view.iter() {
            any |= effective_boolean(&item)? == Some(true);
        }
        return Ok(Some(any));
    }
    Ok(match item {
        Item::Undefined => None,
        Item::Value(Value::Bool(flag)) => Some(*flag),
        Item::Value(Value::String(text)) => Some(!text.is_empty()),
        Item::Value(Value::Number(_)) => Some(as_number(item)?.is_some_and(|number| number != 0.0)),
        _ => Some(item.as_object().is_some_and(|members| members.len() > 0)),
    })
}

/// Whether both have the same type and content; nothing if `budget` does not suffice to tell.
fn is_deep_equal(lhs: &Item, rhs: &Item, budget: &mut u64) -> Option<bool> {
    *budget = budget.checked_sub(1)?;
    if let (Some(a), Some(b)) = (lhs.as_array(), rhs.as_array()) {
        if a.len() != b.len() {
            return Some(false);
        }
        for (a, b) in a.iter().zip(b.iter()) {
            if !is_deep_equal(&a, &b, budget)? {
                return Some(false);
            }
        }
        return Some(true);
    }
    let (Some(a), Some(b)) = (lhs.as_object(), rhs.as_object()) else { return Some(lhs.is_identical(rhs)) };
    if a.len() != b.len() {
        return Some(false);
    }
    for (key, a) in a.iter() {
        let Some(b) = b.get(&key) else { return Some(false) };
        if !is_deep_equal(&a, &b, budget)? {
            return Some(false);
        }
    }
    Some(true)
}
