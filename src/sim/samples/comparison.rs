//! Conditions in JSONata, and what they compare.

use super::hint;
use super::jsonata::{Scope, Walk, bare, literal};
use super::wish::{Presence, Wish};
use super::worth::Worth;
use crate::asl::choice::Relation;
use crate::expr::jsonata::{BinaryOperator, Node, NodeKind};
use crate::value::Value;

impl Walk<'_, '_> {
    /// Wishes that a condition holds, or not.
    pub(super) fn condition(&mut self, node: &Node, worth: Worth, scope: &Scope<'_>) {
        match &node.kind {
            NodeKind::Block(items) if items.len() == 1 => {
                items.iter().for_each(|item| self.condition(item, worth, scope));
            }
            NodeKind::Binary(BinaryOperator::And | BinaryOperator::Or, left, right) => {
                self.condition(left, worth, scope);
                self.condition(right, worth, scope);
            }
            NodeKind::Binary(operator, left, right) => self.comparison(*operator, left, right, worth, scope),
            NodeKind::Call { procedure, arguments } => match (&procedure.kind, arguments.as_slice()) {
                (NodeKind::Variable(name), [argument]) if &**name == "not" => {
                    self.condition(argument, worth.inverse(), scope);
                }
                (NodeKind::Variable(name), [argument]) if &**name == "exists" => {
                    // The value may be read where it exists: only what must not be there is said to be missing.
                    let presence = match hint::presence(worth) {
                        Presence::Optional if worth == Worth::SAME => Presence::Needed,
                        presence => presence,
                    };
                    self.value(argument, &Wish::present(presence), scope);
                }
                _ => self.value(node, &hint::of_relation(Relation::Equals, &true.into(), worth), scope),
            },
            NodeKind::Path(_) | NodeKind::Variable(_) | NodeKind::Name(_) => {
                self.value(node, &hint::of_relation(Relation::Equals, &true.into(), worth), scope);
            }
            _ => self.value(node, &Wish::default(), scope),
        }
    }

    fn comparison(
        &mut self,
        operator: BinaryOperator,
        left: &Node,
        right: &Node,
        worth: Worth,
        scope: &Scope<'_>,
    ) {
        let (left, right) = (bare(left), bare(right));
        if operator == BinaryOperator::In {
            return self.inclusion(left, right, worth, scope);
        }
        let Some((relation, worth)) = relation(operator, worth) else {
            return self.value(left, &Wish::default(), scope);
        };
        match (literal(left), literal(right)) {
            (_, Some(value)) => self.value(left, &hint::of_relation(relation, &value, worth), scope),
            (Some(value), None) => {
                self.value(right, &hint::of_relation(mirrored(relation), &value, worth), scope);
            }
            (None, None) => {
                let kind = if relation == Relation::Equals { Wish::default() } else { Wish::kind(1_i64) };
                self.value(left, &kind, scope);
                self.value(right, &kind, scope);
            }
        }
    }

    /// `… in […]`
    fn inclusion(&mut self, left: &Node, right: &Node, worth: Worth, scope: &Scope<'_>) {
        let items: Vec<Value> = match &right.kind {
            NodeKind::Array(items) => items.iter().filter_map(literal).collect(),
            _ => Vec::new(),
        };
        if items.is_empty() {
            let listed = literal(left)
                .map_or_else(Wish::default, |value| hint::ranked(worth, vec![value], Vec::new()));
            self.value(left, &Wish::default(), scope);
            return self.value(right, &Wish::list_of(0, listed), scope);
        }
        self.value(left, &hint::ranked(worth, items, vec!["sample".into()]), scope);
    }
}

fn relation(operator: BinaryOperator, worth: Worth) -> Option<(Relation, Worth)> {
    Some(match operator {
        BinaryOperator::Equal => (Relation::Equals, worth),
        BinaryOperator::NotEqual => (Relation::Equals, worth.inverse()),
        BinaryOperator::Less => (Relation::LessThan, worth),
        BinaryOperator::LessOrEqual => (Relation::LessThanEquals, worth),
        BinaryOperator::Greater => (Relation::GreaterThan, worth),
        BinaryOperator::GreaterOrEqual => (Relation::GreaterThanEquals, worth),
        _ => return None,
    })
}

/// The relation with its sides exchanged.
fn mirrored(relation: Relation) -> Relation {
    match relation {
        Relation::Equals => Relation::Equals,
        Relation::LessThan => Relation::GreaterThan,
        Relation::GreaterThan => Relation::LessThan,
        Relation::LessThanEquals => Relation::GreaterThanEquals,
        Relation::GreaterThanEquals => Relation::LessThanEquals,
    }
}
