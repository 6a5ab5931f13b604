//! A graph and its layout as SVG: one set of pure functions for the page's canvas, `asl render` and every export.
//!
//! Invariants: whatever text a definition holds stays text; the same input gives the same bytes; colours come only
//! from the custom properties of [`theme`], by the classes of [`STYLE`]; what runs or is selected is a class that
//! the page adds to a group (`visited`, `active`, `failed`, `caught`, `selected`).
//!
//! Deliberately absent: events, panning and zooming, measuring text, and pictures in any other format.

mod document;
mod edge;
mod escape;
mod glyph;
mod node;
mod path;
pub mod theme;

pub use document::svg_document;
pub use edge::{edge_class, edge_markup};
pub use escape::escape;
pub use glyph::{Glyph, glyph_of};
pub use node::{describe, lanes_markup, node_class, node_markup};
pub use path::{EdgePath, edge_path};
pub use theme::Theme;

/// The rules that give markup its look, for a page that defines the custom properties of [`theme`].
pub const STYLE: &str = include_str!("canvas.css");
