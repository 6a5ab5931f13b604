//! The 18 intrinsic functions of the Amazon States Language.
