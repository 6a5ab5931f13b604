use super::Completion;
use super::candidate::{Candidate, Insert};
use crate::assist::scan::Slot;
use crate::assist::site::Site;
use crate::assist::skeleton::{Layout, Skeleton, unmark};
use crate::assist::skeleton_yaml::{blanks, entry, yaml_text};
use crate::text::{Replacement, TextEdit, TextRange};
use crate::value::write_string;

/// A candidate as an edit that replaces `range`. Commas that JSON needs before and behind come along.
pub(super) fn written(site: &Site<'_>, range: TextRange, candidate: Candidate) -> Completion {
    let Candidate { label, kind, detail, info, insert, again, .. } = candidate;
    let (edit, stops) = match insert {
        Insert::Letters(letters) => letters_edit(site, range, &letters),
        Insert::Member(key, value) => entry_edit(site, range, &[(key, value)]),
        Insert::Members(members) => entry_edit(site, range, &members),
        Insert::Value(value, along) => value_edit(site, range, &value, &along),
    };
    Completion { label, kind, detail, info, edit, stops, again }
}

/// Letters go into a string, so they are escaped.
fn letters_edit(site: &Site<'_>, range: TextRange, letters: &str) -> (TextEdit, Vec<TextRange>) {
    if site.scan.block.is_some() && site.quote() != Some('"') {
        let escaped = if site.quote().is_some() { letters.replace('\'', "''") } else { letters.to_owned() };
        let (text, stops) = unmark(&escaped);
        let stops = at(range.start, stops, text.len());
        return (TextEdit::replace(range, text), stops);
    }
    let mut literal = String::new();
    write_string(letters, &mut literal);
    let (text, stops) = unmark(literal.trim_start_matches('"').strip_suffix('"').unwrap_or_default());
    let stops = at(range.start, stops, text.len());
    (TextEdit::replace(range, text), stops)
}

fn entry_edit(
    site: &Site<'_>,
    range: TextRange,
    members: &[(String, Skeleton)],
) -> (TextEdit, Vec<TextRange>) {
    if site.scan.slot == Slot::Key && next_sign(site, range.end) == Some(':') {
        let key = members.first().map_or("", |(key, _)| key);
        let key = if site.scan.block.is_some() { yaml_text(key, site.quote()) } else { literal(key) };
        let (text, _) = unmark(&key);
        let end = range.start + text.len();
        return (TextEdit::replace(range, text), vec![TextRange::empty(end)]);
    }
    let layout = site.layout();
    let Some(column) = site.scan.block else {
        return finished(site, range, &print_members(members, &layout));
    };
    let lines: Vec<String> =
        members.iter().map(|(key, value)| entry(key, value, column, layout.newline)).collect();
    block_edit(range, &lines.join(&format!("{}{}", layout.newline, blanks(column))))
}

fn value_edit(
    site: &Site<'_>,
    range: TextRange,
    value: &Skeleton,
    along: &[(String, Skeleton)],
) -> (TextEdit, Vec<TextRange>) {
    let layout = site.layout();
    let present =
        |key: &str| site.container().is_some_and(|container| site.tree().member(container, key).is_some());
    let along: Vec<(String, Skeleton)> = along.iter().filter(|(key, _)| !present(key)).cloned().collect();
    if let Some(column) = site.scan.block {
        return block_edit(range, &block_value(site, value, &along, column, layout.newline));
    }
    let mut text = value.print(&layout);
    if !along.is_empty() {
        text.push_str(&separator(&layout));
        text.push_str(&print_members(&along, &layout));
    }
    finished(site, range, &text)
}

/// A value of a block, and the members that come along with it below.
fn block_value(
    site: &Site<'_>,
    value: &Skeleton,
    along: &[(String, Skeleton)],
    column: usize,
    newline: &str,
) -> String {
    let before = site.text().get(..site.scan.token.range.start).unwrap_or_default();
    let blank = if before.ends_with([':', '-']) { " " } else { "" };
    let mut text = match (site.scan.slot, value) {
        (Slot::Item, value) => format!("{blank}{}", value.as_item(column, newline)),
        (_, Skeleton::Object(_) | Skeleton::List(_)) => value.print_yaml(column, newline),
        (_, scalar) => format!("{blank}{}", scalar.scalar(site.quote())),
    };
    for (key, value) in along {
        text.push_str(&format!("{newline}{}{}", blanks(column), entry(key, value, column, newline)));
    }
    text
}

/// The edit of a block, which needs no commas.
fn block_edit(range: TextRange, marked: &str) -> (TextEdit, Vec<TextRange>) {
    let (text, stops) = unmark(marked);
    let stops = at(range.start, stops, text.len());
    (TextEdit::replace(range, text), stops)
}

fn print_members(members: &[(String, Skeleton)], layout: &Layout) -> String {
    let print = |(key, value): &(String, Skeleton)| literal(key) + &layout.colon + &value.print(layout);
    members.iter().map(print).collect::<Vec<_>>().join(&separator(layout))
}

fn separator(layout: &Layout) -> String {
    if layout.one_line { layout.comma.clone() } else { format!(",{}{}", layout.newline, layout.indent) }
}

fn literal(key: &str) -> String {
    let mut literal = String::new();
    write_string(key, &mut literal);
    literal
}

/// The edit with the commas around it.
fn finished(site: &Site<'_>, range: TextRange, marked: &str) -> (TextEdit, Vec<TextRange>) {
    let (mut text, stops) = unmark(marked);
    let mut stops = at(range.start, stops, text.len());
    if needs_comma(site, range.end) {
        text.push(',');
    }
    let mut replacements = Vec::new();
    match site.scan.missing_comma.filter(|_| matches!(site.scan.slot, Slot::Key | Slot::Item)) {
        Some(comma) if comma < range.start => {
            replacements.push(Replacement { range: TextRange::empty(comma), text: ",".to_owned() });
            stops.iter_mut().for_each(|stop| *stop = TextRange::new(stop.start + 1, stop.end + 1));
        }
        Some(_) => {
            text.insert_str(0, ", ");
            stops.iter_mut().for_each(|stop| *stop = TextRange::new(stop.start + 2, stop.end + 2));
        }
        None => {}
    }
    replacements.push(Replacement { range, text });
    (TextEdit::from_replacements(replacements), stops)
}

/// Whether another entry follows without a comma.
fn needs_comma(site: &Site<'_>, end: usize) -> bool {
    let is_entry =
        |sign: char| sign == '"' || sign == '\'' || sign == '{' || sign == '[' || sign.is_alphanumeric();
    site.scan.slot != Slot::Top && next_sign(site, end).is_some_and(is_entry)
}

/// The first sign behind `at` that is neither blank nor comment.
fn next_sign(site: &Site<'_>, at: usize) -> Option<char> {
    let mut rest = site.text().get(at..)?;
    loop {
        rest = rest.trim_start();
        rest = match (rest.strip_prefix("//"), rest.strip_prefix("/*")) {
            (Some(line), _) => line.split_once('\n').map_or("", |(_, rest)| rest),
            (_, Some(block)) => block.split_once("*/").map_or("", |(_, rest)| rest),
            (None, None) => return rest.chars().next(),
        };
    }
}

/// The stops of a text that begins at `start`; the end of the text where it has none.
fn at(start: usize, stops: Vec<TextRange>, length: usize) -> Vec<TextRange> {
    if stops.is_empty() {
        return vec![TextRange::empty(start + length)];
    }
    stops.into_iter().map(|stop| TextRange::new(start + stop.start, start + stop.end)).collect()
}
