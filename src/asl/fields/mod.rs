//! Which fields exist, in which objects, states and languages, and what they take: one row a field. The checks, the
//! completion and the inspector read these tables; a new field of the language is a new row.
//!
//! Source: ASL specification; AWS developer guide; reference b1, b2, b5 and b11.
//!
//! Deliberately absent: which fields go together (see `lint`), the comparison operators (see [`choice`](super::choice)).

mod object;
mod state;

pub use object::ObjectKind;
pub use state::STATE_FIELDS;

use super::{QueryLanguage, StateType};

/// What a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// Texts in an array.
    Texts,
    /// One of these words.
    Enum(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// `true`, `false`, or an expression that gives one of them.
    Condition,
    /// A whole number in these bounds; in JSONata also an expression.
    Integer(i64, i64),
    /// A number in these bounds; in JSONata also an expression.
    Number(i64, i64),
    /// An RFC 3339 timestamp; in JSONata also an expression.
    Timestamp,
    /// A path.
    Path,
    /// A path, or `null` for nothing.
    PathOrNull,
    /// A Reference Path: names and indices only.
    ReferencePath,
    /// A Reference Path, or `null` for nothing.
    ReferencePathOrNull,
    /// A path or an intrinsic function that gives a string.
    PathOrIntrinsic,
    /// JSON whose keys ending in `.$` hold paths (JSONPath), or whose strings hold expressions (JSONata).
    Template,
    /// Variables with their values, which are templates.
    Assignments,
    /// JSON taken as it is.
    Literal,
    /// The name of a state of the same machine.
    StateName,
    /// An ARN of something a Task can call.
    Resource,
    /// An object with fields of its own.
    Object(ObjectKind),
    /// An array of such objects.
    Objects(ObjectKind),
    /// The states of a machine, by name.
    States,
}

impl FieldKind {
    /// Whether what it takes is written as a string; `true`, `false` and `null` are as good to some.
    pub fn is_text(self) -> bool {
        match self {
            FieldKind::Text
            | FieldKind::Enum(_)
            | FieldKind::Condition
            | FieldKind::Timestamp
            | FieldKind::Path
            | FieldKind::PathOrNull
            | FieldKind::ReferencePath
            | FieldKind::ReferencePathOrNull
            | FieldKind::PathOrIntrinsic
            | FieldKind::StateName
            | FieldKind::Resource => true,
            FieldKind::Texts
            | FieldKind::Boolean
            | FieldKind::Integer(..)
            | FieldKind::Number(..)
            | FieldKind::Template
            | FieldKind::Assignments
            | FieldKind::Literal
            | FieldKind::Object(_)
            | FieldKind::Objects(_)
            | FieldKind::States => false,
        }
    }
}

/// One field of an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldSpec {
    /// The key.
    pub name: &'static str,
    /// The states that take it; none for a field of another object.
    pub states: &'static [StateType],
    /// The only language that has it; none for both.
    pub language: Option<QueryLanguage>,
    /// What it takes.
    pub kind: FieldKind,
    /// What it does, in a sentence.
    pub purpose: &'static str,
}

impl FieldSpec {
    /// Whether `{% … %}` in the field of such an object is evaluated (measured on AWS; reference b4).
    pub fn takes_jsonata(&self, owner: Option<ObjectKind>) -> bool {
        use ObjectKind::{Credentials, Retrier, Top};
        if matches!(owner, Some(Retrier | Credentials | Top) | None) {
            return false;
        }
        match self.kind {
            FieldKind::Text => matches!(self.name, "Error" | "Cause"),
            FieldKind::Integer(..)
            | FieldKind::Number(..)
            | FieldKind::Timestamp
            | FieldKind::Condition
            | FieldKind::Template
            | FieldKind::Assignments => true,
            _ => false,
        }
    }
}

const PATH: Option<QueryLanguage> = Some(QueryLanguage::JsonPath);
const JSONATA: Option<QueryLanguage> = Some(QueryLanguage::Jsonata);

/// The row of a state's field.
pub fn state_field(name: &str) -> Option<&'static FieldSpec> {
    STATE_FIELDS.iter().find(|field| field.name == name)
}

/// The fields that a state of that type takes in that language.
pub fn fields_of(state_type: StateType, language: QueryLanguage) -> impl Iterator<Item = &'static FieldSpec> {
    ObjectKind::State(state_type)
        .fields()
        .filter(move |field| field.language.is_none_or(|only| only == language))
}
