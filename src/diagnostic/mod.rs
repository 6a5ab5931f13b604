//! One shape for everything that can be wrong or better: what every producer (`json`, `asl`, `expr`, `lint`, `sim`)
//! reports and every view (gutter, node, inspector, list, command line) shows.
//!
//! Deliberately absent: knowledge of any rule, and how a diagnostic looks.

use crate::text::{TextEdit, TextRange};
use std::fmt;
use std::sync::Arc;

/// The stable name of a kind of problem, such as `MISSING_TRANSITION_TARGET`. AWS's own codes where AWS has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How bad a problem is. `Error` is what AWS refuses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// AWS refuses the definition.
    Error,
    /// AWS accepts it, with a warning, or it fails when it runs.
    Warning,
    /// Advice.
    Hint,
}

impl Severity {
    /// The lower-case word for it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

/// Another place that matters to a problem.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: TextRange,
    /// What is there.
    pub message: String,
}

/// Whether a fix may be applied without asking.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Applicability {
    /// Keeps the meaning; "fix all" may apply it.
    Safe,
    /// Likely right; a person chooses it.
    Suggested,
}

/// An edit that takes a problem away, made when it is asked for: of most problems only the title is ever shown.
#[derive(Clone)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    plan: Arc<dyn Fn(&str) -> TextEdit + Send + Sync>,
}

impl Fix {
    /// A fix whose edit `plan` makes for the text the problem was found in.
    pub fn new(
        title: impl Into<String>,
        applicability: Applicability,
        plan: impl Fn(&str) -> TextEdit + Send + Sync + 'static,
    ) -> Self {
        Fix { title: title.into(), applicability, plan: Arc::new(plan) }
    }

    /// The change of `text`, which is the revision the problem was found in.
    pub fn edit(&self, text: &str) -> TextEdit {
        (self.plan)(text)
    }
}

impl fmt::Debug for Fix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.applicability, self.title)
    }
}

/// Fixes of one problem are told apart by what they say.
impl PartialEq for Fix {
    fn eq(&self, other: &Self) -> bool {
        (&self.title, self.applicability) == (&other.title, other.applicability)
    }
}

impl Eq for Fix {}

/// A problem with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// The smallest piece of text to change.
    pub span: TextRange,
    /// One sentence to the author of the definition, without a full stop; AWS's own words where the code is AWS's.
    pub message: String,
    /// What to do about it, where the message does not say so.
    pub hint: Option<String>,
    /// The name of the rule that found it, such as `dangling-target`; none for what is not JSON.
    pub rule: Option<&'static str>,
    /// Where in the definition as AWS writes it, such as `/States/A/Next`.
    pub location: Option<String>,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// Edits that take the problem away.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: Code, span: TextRange, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: TextRange, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    /// A diagnostic without labels and fixes.
    pub fn new(code: Code, severity: Severity, span: TextRange, message: impl Into<String>) -> Self {
        let message = message.into();
        Diagnostic {
            code,
            severity,
            span,
            message,
            hint: None,
            rule: None,
            location: None,
            labels: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// The same with AWS's location.
    #[must_use]
    pub fn at(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with another place that matters.
    #[must_use]
    pub fn with_label(mut self, span: TextRange, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// The same with a fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}
