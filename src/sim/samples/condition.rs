use super::sink::{Data, Sink};
use super::state::expression;
use super::wish::Wish;
use super::worth::Worth;
use super::{hint, jsonata};
use crate::asl::Definition;
use crate::asl::choice::{Condition, Operator};
use crate::expr::json_path::JsonPath;
use crate::sim::program::placeholder;

/// Wishes that a rule's condition holds, or not.
pub(super) fn wish(sink: &mut Sink<'_>, definition: &Definition, condition: &Condition, worth: Worth) {
    match condition {
        Condition::And(all) | Condition::Or(all) => {
            all.iter().for_each(|inner| wish(sink, definition, inner, worth));
        }
        Condition::Not(inner) => wish(sink, definition, inner, worth.inverse()),
        Condition::Test { variable, operator, operand, .. } => {
            let mut operand = definition.tree().value(*operand);
            if let Operator::Compare { operand: kind, path: false, .. } = operator
                && let Some(stand_in) = placeholder::operand(*kind, &operand)
            {
                operand = stand_in;
            }
            let wished = hint::of_test(*operator, &operand, worth);
            if let (Operator::Compare { path: true, .. }, Some(text)) = (operator, operand.as_str()) {
                path(sink, text, wished.clone());
            }
            path(sink, variable.value().map_or("", |text| text), wished);
        }
        Condition::Expression(node) => {
            if let Some(expression) = definition.tree().as_str(*node).and_then(|text| expression(text)) {
                jsonata::condition(sink, expression.root(), worth);
            }
        }
        Condition::Missing(_) => {}
    }
}

fn path(sink: &mut Sink<'_>, text: &str, wished: Wish) {
    if let Ok(path) = JsonPath::parse(text) {
        sink.path(&path, Data::Input, wished);
    }
}
