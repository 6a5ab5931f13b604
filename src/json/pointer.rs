use std::fmt;
use std::sync::Arc;

/// One step from a container to a value in it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
    /// The member with this key.
    Key(Arc<str>),
    /// The item at this index.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Step::Key(key.into())
    }
}

impl From<&Arc<str>> for Step {
    fn from(key: &Arc<str>) -> Self {
        Step::Key(key.clone())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Step::Index(index)
    }
}

/// The way from the root of a document to a value, or between a state and one of its fields.
///
/// Prints as AWS writes locations: `/States/Pick/Choices[0]/Next`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Pointer(Vec<Step>);

impl Pointer {
    /// The pointer of these steps.
    pub fn new(steps: Vec<Step>) -> Self {
        Pointer(steps)
    }

    /// The pointer to the root.
    pub fn root() -> Self {
        Self::default()
    }

    /// The steps, outermost first.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The pointer one step further.
    ///
    /// ```
    /// use asl_studio::json::Pointer;
    /// let rule = Pointer::root().then("States").then("Pick").then("Choices").then(0);
    /// assert_eq!(rule.to_string(), "/States/Pick/Choices[0]");
    /// ```
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Pointer(steps)
    }

    /// The pointer followed by all steps of `rest`.
    #[must_use]
    pub fn join(&self, rest: &Pointer) -> Self {
        Pointer(self.0.iter().chain(&rest.0).cloned().collect())
    }

    /// The pointer to the container, and the last step; none for the root.
    pub fn split_last(&self) -> Option<(Pointer, &Step)> {
        let (last, parent) = self.0.split_last()?;
        Some((Pointer(parent.to_vec()), last))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("/");
        }
        self.0.iter().try_for_each(|step| match step {
            Step::Key(key) => write!(f, "/{key}"),
            Step::Index(index) => write!(f, "[{index}]"),
        })
    }
}
