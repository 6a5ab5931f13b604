//! Expressions of the Amazon States Language: JSONPath in Jayway's dialect, the intrinsic functions, payload
//! templates made of both, and JSONata.
//!
//! Invariants: evaluation never panics and never recurses deeper than a fixed bound; an error keeps its span inside the
//! string it was written in; values are shared, never deeply copied.
//!
//! Deliberately absent: state machines and what a state's fields mean (see `asl` and `sim`), the wording around an error
//! ("An error occurred while executing the state …"), clocks and randomness (they come in as parameters).

mod environment;
pub mod intrinsic;
mod java;
pub mod json_path;
pub mod jsonata;
mod path_or_intrinsic;
mod regex;
mod template;

pub use environment::{Environment, FixedEnvironment, Unresolved, split_mix};
pub use java::sort_in_hash_order;
pub use path_or_intrinsic::{ExpressionError, ExpressionFailure, PathOrIntrinsic};
pub use template::{Template, TemplateFailure, TemplateProblem};
