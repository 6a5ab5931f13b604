use super::CompletionKind;
use crate::assist::skeleton::Skeleton;

/// A completion before it is ranked and written.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Candidate {
    pub(super) label: String,
    pub(super) kind: CompletionKind,
    pub(super) detail: String,
    pub(super) info: String,
    /// What else somebody may type for it.
    pub(super) alias: String,
    pub(super) insert: Insert,
    /// Less comes first among those that fit equally well.
    pub(super) order: u32,
    pub(super) again: bool,
}

/// What a candidate puts into the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Insert {
    /// A member of an object.
    Member(String, Skeleton),
    /// Several members of an object.
    Members(Vec<(String, Skeleton)>),
    /// A value, and members that come along with it where the object has none of these names.
    Value(Skeleton, Vec<(String, Skeleton)>),
    /// Letters inside a string, marks and all.
    Letters(String),
}

impl Candidate {
    pub(super) fn new(kind: CompletionKind, label: impl Into<String>, insert: Insert) -> Self {
        Candidate {
            label: label.into(),
            kind,
            detail: String::new(),
            info: String::new(),
            alias: String::new(),
            insert,
            order: 0,
            again: false,
        }
    }

    /// A value that is a string.
    pub(super) fn word(kind: CompletionKind, word: &str) -> Self {
        Self::new(kind, word, Insert::Value(Skeleton::text(word), Vec::new()))
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    pub(super) fn info(mut self, info: impl Into<String>) -> Self {
        self.info = info.into();
        self
    }

    pub(super) fn order(mut self, order: usize) -> Self {
        self.order = u32::try_from(order).unwrap_or(u32::MAX);
        self
    }

    pub(super) fn alias(mut self, alias: impl Into<String>) -> Self {
        self.alias = alias.into();
        self
    }

    pub(super) fn again(mut self, again: bool) -> Self {
        self.again = again;
        self
    }
}
