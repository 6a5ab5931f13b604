//! Small widgets that every part of the page uses.

pub(crate) mod button;
pub(crate) mod css;
pub(crate) mod field;
mod icon;
pub(crate) mod menu;

pub(crate) use icon::Icon;
