//! Small widgets that every part of the page uses.

pub(crate) mod button;
pub(crate) mod css;
mod icon;

pub(crate) use icon::Icon;
