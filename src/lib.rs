//! ASL Studio: a workbench for AWS Step Functions definitions that lives wholly in the browser.

pub mod asl;
pub mod diagnostic;
pub mod expr;
pub mod json;
pub mod text;
pub mod value;
