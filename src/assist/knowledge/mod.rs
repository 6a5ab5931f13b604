//! What help has to say about the language beyond the tables of `asl` and `expr`: defaults and pages of fields, meanings
//! of errors, signatures of functions, the context object.
//!
//! Sources: ASL specification; AWS Step Functions developer guide; JSONata documentation; reference b1 to b13.

mod context;
mod errors;
mod fields;
mod intrinsics;
mod jsonata;

pub(super) use context::{CONTEXT, ContextMember, STATES_MEMBERS};
pub(super) use errors::ERRORS;
pub(super) use fields::note;
pub(super) use intrinsics::INTRINSICS;
pub(super) use jsonata::FUNCTIONS;

/// A function as help shows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FunctionNote {
    /// Its name: `$sum`, `States.Format`.
    pub(super) name: &'static str,
    /// Its parameters; those that may be left out in brackets.
    pub(super) parameters: &'static [&'static str],
    /// What it gives.
    pub(super) what: &'static str,
}

impl FunctionNote {
    /// The call as the documentation writes it.
    pub(super) fn signature(&self) -> String {
        format!("{}({})", self.name, self.parameters.join(", "))
    }

    /// The function of that name.
    pub(super) fn named(name: &str) -> Option<&'static FunctionNote> {
        FUNCTIONS.iter().chain(INTRINSICS).find(|note| note.name == name)
    }
}

/// A page of AWS's developer guide.
pub(super) fn guide(page: &str) -> String {
    format!("https://docs.aws.amazon.com/step-functions/latest/dg/{page}.html")
}

/// A section of the ASL specification.
pub(super) fn specification(section: &str) -> String {
    format!("https://states-language.net/spec.html#{section}")
}
