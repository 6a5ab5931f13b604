//! Strings on their way into a text: plain where every reader takes them for text, else in quotes or as a block.

use super::schema::{Place, is_plain};
use super::style::Quote;
use std::fmt::Write as _;

/// How a string was written, or how its neighbours are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
    Plain,
    Quoted(Quote),
    Literal,
    Folded,
}

impl Manner {
    /// The manner of a scalar's source.
    pub(super) fn of(source: &str) -> Self {
        match source.as_bytes().first() {
            Some(b'"') => Manner::Quoted(Quote::Double),
            Some(b'\'') => Manner::Quoted(Quote::Single),
            Some(b'|') => Manner::Literal,
            Some(b'>') => Manner::Folded,
            _ => Manner::Plain,
        }
    }
}

/// A string on one line, in that manner if it can be.
pub(super) fn on_one_line(text: &str, manner: Manner, place: Place, preferred: Quote) -> String {
    match manner {
        Manner::Quoted(quote) => quoted(text, quote),
        _ if is_plain(text, place) => text.to_owned(),
        _ if text.contains(['"', '\\']) => quoted(text, Quote::Single),
        _ if text.contains('\'') => quoted(text, Quote::Double),
        _ => quoted(text, preferred),
    }
}

/// A string in quotes; in double ones where single ones cannot hold it.
fn quoted(text: &str, quote: Quote) -> String {
    let is_odd =
        |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if quote == Quote::Single && !text.chars().any(is_odd) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            odd if is_odd(odd) => {
                // Every such character lies in the plane that four digits name.
                let _ = write!(out, "\\u{:04x}", u32::from(odd));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

/// The header and the lines of a string as a block, if it can be one; `manner` may ask for one though it is a single
/// line.
pub(super) fn as_block(text: &str, manner: Manner) -> Option<(String, Vec<&str>)> {
    let is_wished = match manner {
        Manner::Quoted(_) => false,
        Manner::Plain => text.trim_end_matches('\n').contains('\n'),
        Manner::Literal | Manner::Folded => true,
    };
    let body = text.strip_suffix('\n').unwrap_or(text);
    let is_odd = |character: char| character != '\n' && character != '\t' && character.is_control();
    let fits = !body.starts_with([' ', '\t', '\n'])
        && !body.ends_with('\n')
        && !body.is_empty()
        && !body.chars().any(is_odd)
        && !body.contains(['\u{feff}', '\u{2028}', '\u{2029}', '\u{85}']);
    if !is_wished || !fits {
        return None;
    }
    let sign = if manner == Manner::Folded && !body.contains('\n') { '>' } else { '|' };
    let chomping = if text.ends_with('\n') { "" } else { "-" };
    Some((format!("{sign}{chomping}"), body.split('\n').collect()))
}
