//! The canvas: the flowchart as SVG in a host that pans and zooms, and what the pointer does on it.

mod detail;
mod drawing;
mod empty;
mod host;
mod marks;
mod overlay;
mod pad;
mod picture;
mod pointer;
mod stage;
mod style;
mod toolbar;

pub(crate) use host::CanvasView;
pub(crate) use stage::Stage;
