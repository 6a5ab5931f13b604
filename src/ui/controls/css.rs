//! The one door to stylist: a component's sheet in, the name of its class out.

use stylist::Style;

/// A sheet that `style!` made.
pub(crate) type Sheet = Result<Style, stylist::Error>;

/// Mounts a sheet, once however often it is asked for, and gives the name of its class.
pub(crate) fn class(sheet: Sheet) -> String {
    // A sheet is checked when the page is compiled; mounting one fails only without a document.
    sheet.map(|style| style.get_class_name().to_owned()).unwrap_or_default()
}
