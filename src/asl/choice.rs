//! The rules of a Choice state: conditions as a tree over the text (ASL specification, "Choice State").

use super::Field;
use crate::json::{NodeId, Tree};
use std::sync::Arc;

/// An entry of `Choices`.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// The entry's object.
    pub node: NodeId,
    /// When it fires.
    pub condition: Condition,
    /// Where it leads.
    pub next: Field<Arc<str>>,
}

/// What a rule asks.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// All hold.
    And(Vec<Condition>),
    /// At least one holds.
    Or(Vec<Condition>),
    /// The inner one does not hold.
    Not(Box<Condition>),
    /// A comparison of `Variable` with the operator's operand.
    Test {
        /// The rule's object.
        node: NodeId,
        /// The path to the value that is compared.
        variable: Field<Arc<str>>,
        /// The comparison.
        operator: Operator,
        /// What it is compared with: a constant, or a path for the `…Path` operators.
        operand: NodeId,
    },
    /// A JSONata `Condition`.
    Expression(NodeId),
    /// Nothing that is a condition.
    Missing(NodeId),
}

/// The types that comparison operators are made for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// `String…`
    String,
    /// `Numeric…`
    Numeric,
    /// `Boolean…`
    Boolean,
    /// `Timestamp…`
    Timestamp,
}

/// How two operands are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

/// What the `Is…` operators ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeTest {
    /// `IsNull`
    Null,
    /// `IsPresent`
    Present,
    /// `IsNumeric`
    Numeric,
    /// `IsString`
    String,
    /// `IsBoolean`
    Boolean,
    /// `IsTimestamp`
    Timestamp,
}

/// A comparison operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// A comparison with a constant, or with the value at a path (`…Path`).
    Compare {
        /// The type it is made for.
        operand: Operand,
        /// The comparison.
        relation: Relation,
        /// Whether the right side is a path.
        path: bool,
    },
    /// `StringMatches`: `*` stands for any characters.
    StringMatches,
    /// An `Is…` operator.
    Is(TypeTest),
}

impl Operand {
    const ALL: [Operand; 4] = [Operand::String, Operand::Numeric, Operand::Boolean, Operand::Timestamp];

    fn name(self) -> &'static str {
        match self {
            Operand::String => "String",
            Operand::Numeric => "Numeric",
            Operand::Boolean => "Boolean",
            Operand::Timestamp => "Timestamp",
        }
    }

    fn relations(self) -> &'static [Relation] {
        if self == Operand::Boolean { &[Relation::Equals] } else { &Relation::ALL }
    }
}

impl Relation {
    const ALL: [Relation; 5] = [
        Relation::Equals,
        Relation::LessThan,
        Relation::GreaterThan,
        Relation::LessThanEquals,
        Relation::GreaterThanEquals,
    ];

    fn name(self) -> &'static str {
        match self {
            Relation::Equals => "Equals",
            Relation::LessThan => "LessThan",
            Relation::GreaterThan => "GreaterThan",
            Relation::LessThanEquals => "LessThanEquals",
            Relation::GreaterThanEquals => "GreaterThanEquals",
        }
    }
}

impl TypeTest {
    const ALL: [TypeTest; 6] = [
        TypeTest::Null,
        TypeTest::Present,
        TypeTest::Numeric,
        TypeTest::String,
        TypeTest::Boolean,
        TypeTest::Timestamp,
    ];

    fn name(self) -> &'static str {
        match self {
            TypeTest::Null => "Null",
            TypeTest::Present => "Present",
            TypeTest::Numeric => "Numeric",
            TypeTest::String => "String",
            TypeTest::Boolean => "Boolean",
            TypeTest::Timestamp => "Timestamp",
        }
    }
}

impl Operator {
    /// The operator of that name.
    ///
    /// ```
    /// use asl_studio::asl::choice::Operator;
    /// for operator in Operator::all() {
    ///     assert_eq!(Operator::from_name(&operator.name()), Some(operator));
    /// }
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        if let Some(test) = name.strip_prefix("Is") {
            return TypeTest::ALL.into_iter().find(|known| known.name() == test).map(Operator::Is);
        }
        if name == "StringMatches" {
            return Some(Operator::StringMatches);
        }
        let (operand, rest) = Operand::ALL
            .into_iter()
            .find_map(|operand| Some((operand, name.strip_prefix(operand.name())?)))?;
        let (rest, path) = rest.strip_suffix("Path").map_or((rest, false), |rest| (rest, true));
        let relation = operand.relations().iter().copied().find(|relation| relation.name() == rest)?;
        Some(Operator::Compare { operand, relation, path })
    }

    /// All operators.
    pub fn all() -> impl Iterator<Item = Operator> {
        let compare = Operand::ALL.into_iter().flat_map(|operand| {
            operand.relations().iter().flat_map(move |&relation| {
                [false, true].map(|path| Operator::Compare { operand, relation, path })
            })
        });
        compare.chain([Operator::StringMatches]).chain(TypeTest::ALL.map(Operator::Is))
    }

    /// The key in the definition.
    pub fn name(self) -> String {
        match self {
            Operator::StringMatches => "StringMatches".to_owned(),
            Operator::Is(test) => format!("Is{}", test.name()),
            Operator::Compare { operand, relation, path } => {
                format!("{}{}{}", operand.name(), relation.name(), if path { "Path" } else { "" })
            }
        }
    }
}

impl Rule {
    /// The entries of a state's `Choices`.
    pub fn all(tree: &Tree, state: NodeId) -> Vec<Rule> {
        let entries = tree.get(state, "Choices").map_or(&[][..], |list| tree.items(list));
        let rule = |&node| Rule {
            node,
            condition: Condition::read(tree, node),
            next: Field::read(tree, node, "Next"),
        };
        entries.iter().map(rule).collect()
    }
}

impl Condition {
    /// Reads the condition of a rule's object, at any depth.
    pub fn read(tree: &Tree, node: NodeId) -> Condition {
        let nested =
            |list: NodeId| tree.items(list).iter().map(|&rule| Condition::read(tree, rule)).collect();
        for member in tree.members(node) {
            let Some(value) = member.value else { continue };
            match &*member.key {
                "And" => return Condition::And(nested(value)),
                "Or" => return Condition::Or(nested(value)),
                "Not" => return Condition::Not(Box::new(Condition::read(tree, value))),
                "Condition" => return Condition::Expression(value),
                key => {
                    if let Some(operator) = Operator::from_name(key) {
                        let variable = Field::read(tree, node, "Variable");
                        return Condition::Test { node, variable, operator, operand: value };
                    }
                }
            }
        }
        Condition::Missing(node)
    }
}
