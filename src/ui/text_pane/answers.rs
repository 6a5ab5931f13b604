//! What the editor asks, answered by `assist` from the text that it holds. Answers cross as JSON with UTF-16 offsets.

use super::adapter::utf16;
use crate::app::{AppState, LastRun};
use crate::assist::{self, Completion, HoverPart, Symbol};
use crate::document::Snapshot;
use crate::edit;
use crate::text::{TextEdit, TextRange};
use serde_json::{Value, json};

/// A question of the editor: its name, two offsets, and a word.
pub(super) struct Question<'a> {
    pub(super) name: &'a str,
    pub(super) at: usize,
    pub(super) to: usize,
    pub(super) word: &'a str,
}

/// The answer; `null` where there is none.
pub(super) fn answer(state: &AppState, snapshot: &Snapshot, question: &Question<'_>) -> Value {
    let offset = question.at;
    match question.name {
        "complete" => complete(state, snapshot, offset),
        "hover" => hover(state, snapshot, offset),
        "signature" => signature(snapshot, offset),
        "symbol" => symbol(snapshot, offset),
        "definitions" => places(snapshot, offset, true),
        "references" => places(snapshot, offset, false),
        "renameTrouble" => rename_trouble(snapshot, offset, question.word),
        "enclosing" => {
            let selection = TextRange::new(offset, question.to);
            assist::enclosing(snapshot, selection).map_or(Value::Null, |range| span(snapshot, range))
        }
        "crumbs" => crumbs(snapshot, offset),
        "outline" => outline(snapshot),
        _ => Value::Null,
    }
}

fn span(snapshot: &Snapshot, range: TextRange) -> Value {
    json!([utf16(snapshot, range.start), utf16(snapshot, range.end)])
}

fn complete(state: &AppState, snapshot: &Snapshot, offset: usize) -> Value {
    let found = assist::complete(snapshot, offset, &LastRun(state));
    let items: Vec<Value> = found.items.iter().map(|item| completion(snapshot, item)).collect();
    json!({
        "from": utf16(snapshot, found.range.start), "to": utf16(snapshot, found.range.end),
        "begun": found.is_begun, "items": items,
    })
}

fn completion(snapshot: &Snapshot, item: &Completion) -> Value {
    json!({
        "label": item.label, "kind": item.kind.name(), "detail": item.detail, "info": item.info, "again": item.again,
        "changes": changes(snapshot, &item.edit), "stops": stops(snapshot, &item.edit, &item.stops),
    })
}

fn changes(snapshot: &Snapshot, edit: &TextEdit) -> Vec<Value> {
    let change = |replacement: &crate::text::Replacement| {
        let range = replacement.range;
        [json!(utf16(snapshot, range.start)), json!(utf16(snapshot, range.end)), json!(replacement.text)]
    };
    edit.replacements().iter().flat_map(change).collect()
}

/// Places inside of the last replacement, counted in the text after the edit.
fn stops(snapshot: &Snapshot, edit: &TextEdit, stops: &[TextRange]) -> Vec<usize> {
    let Some((last, before)) = edit.replacements().split_last() else { return Vec::new() };
    let start = |offset: usize| utf16(snapshot, offset) as usize;
    let units = |text: &str| text.encode_utf16().count();
    let (mut bytes, mut shift) = (last.range.start, start(last.range.start));
    for replacement in before {
        bytes = bytes + replacement.text.len() - replacement.range.len();
        shift = shift + units(&replacement.text)
            - (start(replacement.range.end) - start(replacement.range.start));
    }
    let place = |offset: usize| {
        let inside = last.text.get(..offset.saturating_sub(bytes)).unwrap_or(&last.text);
        shift + units(inside)
    };
    stops.iter().flat_map(|stop| [place(stop.start), place(stop.end)]).collect()
}

fn hover(state: &AppState, snapshot: &Snapshot, offset: usize) -> Value {
    let Some(found) = assist::hover(snapshot, offset, &LastRun(state)) else { return Value::Null };
    let part = |part: &HoverPart| match part {
        HoverPart::Title(text) => json!({"kind": "title", "text": text}),
        HoverPart::Text(text) => json!({"kind": "text", "text": text}),
        HoverPart::Code(text) => json!({"kind": "code", "text": text}),
        HoverPart::Link { label, url } => json!({"kind": "link", "text": label, "url": url}),
    };
    json!({"span": span(snapshot, found.span), "parts": found.parts.iter().map(part).collect::<Vec<_>>()})
}

fn signature(snapshot: &Snapshot, offset: usize) -> Value {
    let Some(found) = assist::signature(snapshot, offset) else { return Value::Null };
    json!({
        "name": found.name, "parameters": found.parameters, "active": found.active, "what": found.what,
        "at": utf16(snapshot, found.at),
    })
}

fn symbol(snapshot: &Snapshot, offset: usize) -> Value {
    let Some(found) = assist::symbol_at(snapshot, offset) else { return Value::Null };
    let kind = match found.symbol {
        Symbol::State(_) => "state",
        Symbol::Variable { .. } => "variable",
    };
    json!({"name": found.symbol.name(), "kind": kind, "span": span(snapshot, found.span)})
}

/// The places that name what stands at the caret, each with its line.
fn places(snapshot: &Snapshot, offset: usize, only_definitions: bool) -> Value {
    let Some(found) = assist::symbol_at(snapshot, offset) else { return Value::Null };
    let all = assist::references(snapshot, &found.symbol).into_iter();
    let shown = all.filter(|reference| reference.is_definition || !only_definitions).map(|reference| {
        let place = snapshot.lines().line_column(snapshot.text(), reference.span.start);
        let line = snapshot.lines().line_range(place.line).map_or("", |line| line.slice(snapshot.text()));
        json!({
            "span": span(snapshot, reference.span), "definition": reference.is_definition, "line": place.line + 1,
            "text": line.trim(), "state": reference.state.map(|state| state.name.to_string()),
        })
    });
    json!({"name": found.symbol.name(), "places": shown.collect::<Vec<_>>()})
}

/// Why the symbol at the caret cannot have that name; empty where it can.
fn rename_trouble(snapshot: &Snapshot, offset: usize, name: &str) -> Value {
    let Some(found) = assist::symbol_at(snapshot, offset) else {
        return json!("nothing here has a name of its own");
    };
    let trouble = edit::plan(snapshot, &found.symbol.rename_to(name)).err();
    json!(trouble.map(|refusal| refusal.to_string()).unwrap_or_default())
}

fn crumbs(snapshot: &Snapshot, offset: usize) -> Value {
    let crumb = |crumb: assist::Crumb| json!({"label": crumb.label, "state": crumb.is_state, "span": span(snapshot, crumb.span)});
    assist::breadcrumbs(snapshot, offset).into_iter().map(crumb).collect()
}

fn outline(snapshot: &Snapshot) -> Value {
    let item = |item: assist::OutlineItem| json!({"name": item.name, "type": item.state_type, "depth": item.depth, "span": span(snapshot, item.name_span)});
    assist::outline(snapshot).into_iter().map(item).collect()
}
