//! Filters, `[?(…)]`: which items of an array (or which object) a path goes on with.
//!
//! Jayway's old filters are simple-minded, and AWS has exactly them: the conditions are split at `||` and `&&` wherever they stand
//! and judged from the last to the first; parentheses mean nothing. A value without quotes is text; two texts compare as texts and
//! a number with a text as numbers.
//!
//! Invariants: nesting is bounded by the parser; a comparison that makes no sense is false.
//!
//! Deliberately absent: `in`, `contains`, `size` and the other words of later versions, which AWS refuses; of regular expressions,
//! what Java has and ECMAScript lacks.

mod compare;
mod parse;

pub(super) use parse::parse;

use super::evaluate::{self, Reading};
use super::miss::MissReason;
use super::token::Tokens;
use crate::value::Value;
use compare::{Operand, Operator};

/// Conditions on the current item, `@`: one group of them must hold as a whole.
#[derive(Debug)]
pub(super) struct Filter {
    groups: Vec<Vec<Condition>>,
    has_parentheses: bool,
}

#[derive(Debug)]
enum Condition {
    /// The path finds a value that is not null, or the opposite.
    Exists { path: Tokens, expected: bool },
    /// Two operands compare.
    Compare { left: Operand, operator: Operator, right: Operand },
}

impl Filter {
    /// Whether somebody wrote parentheses where they would matter.
    pub(super) fn ignores_parentheses(&self) -> bool {
        self.has_parentheses && self.groups.len() > 1 && self.groups.iter().any(|group| group.len() > 1)
    }

    /// Whether `item`, a part of `document`, meets the conditions.
    ///
    /// # Errors
    /// When a path meets a value of the wrong type, or a number is compared with a text that is none.
    pub(super) fn accepts(
        &self,
        item: &Value,
        document: &Value,
        reading: Reading,
    ) -> Result<bool, MissReason> {
        for group in self.groups.iter().rev() {
            if all_hold(group, item, document, reading)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn all_hold(
    group: &[Condition],
    item: &Value,
    document: &Value,
    reading: Reading,
) -> Result<bool, MissReason> {
    for condition in group.iter().rev() {
        if !condition.holds(item, document, reading)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Condition {
    fn holds(&self, item: &Value, document: &Value, reading: Reading) -> Result<bool, MissReason> {
        match self {
            Condition::Exists { path, expected } => match evaluate::general(path, item, document, reading) {
                Ok(value) => Ok(value.is_null() != *expected),
                Err(reason) if reason.is_absent() => Ok(!expected),
                Err(reason) => Err(reason),
            },
            Condition::Compare { left, operator, right } => {
                match compare(left, *operator, right, item, document, reading) {
                    Err(reason) if reason.is_absent() => Ok(false),
                    compared => compared,
                }
            }
        }
    }
}

fn compare(
    left: &Operand,
    operator: Operator,
    right: &Operand,
    item: &Value,
    document: &Value,
    reading: Reading,
) -> Result<bool, MissReason> {
    let left = left.evaluate(item, document, reading)?;
    let right = right.evaluate(item, document, reading)?;
    operator.holds(&left, &right)
}
