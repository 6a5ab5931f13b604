//! `$contains`, `$match`, `$replace`, `$split`: with a text, a regular expression, or a function that matches like one.

use super::super::evaluate::{Evaluator, Outcome, Stored, effective_boolean};
use super::super::item::{Array, Flags, Function, Item, Members};
use super::super::regex::{Match, Regex};
use super::{Arguments, JsonataError};
use crate::text::TextRange;
use std::sync::Arc;

type Result<T> = std::result::Result<T, JsonataError>;

/// A match and how to find the one after it. Places are counted in UTF-16 units, as scripts see them.
struct Found {
    matched: Item,
    start: f64,
    end: f64,
    groups: Item,
    next: Item,
}

impl Evaluator<'_, '_> {
    fn find(&mut self, regex: &Regex, text: &str, from: usize) -> Result<Option<Match>> {
        let mut budget = self.budget();
        let found = regex.find(text, from, &mut budget);
        self.set_budget(budget);
        found.map_err(|_| JsonataError::time())
    }

    /// The byte behind so many UTF-16 units, at most the text's end. To go back takes steps: a function that matches may do so
    /// every time.
    fn byte_of(&mut self, place: &mut Place, text: &str, unit: f64) -> Result<usize> {
        let unit = unit.max(0.0) as usize;
        if unit < place.unit {
            self.spend(text.len() / 64)?;
        }
        Ok(place.byte_of(text, unit).unwrap_or(text.len()))
    }
}

/// Calls a regular expression as a function: of a text, and of the place to start at.
pub(in super::super) fn call_matcher(
    evaluator: &mut Evaluator<'_, '_>,
    regex: &Arc<Regex>,
    span: TextRange,
    arguments: &[Item],
) -> Outcome {
    let Some(Item::Value(crate::value::Value::String(text))) = arguments.first() else {
        return Ok(Item::Undefined);
    };
    let from = arguments.get(1).and_then(Item::as_f64).unwrap_or(0.0).max(0.0) as usize;
    let Some(from) = Place::default().byte_of(text, from) else { return Ok(Item::Undefined) };
    match evaluator.find(regex, text, from)? {
        Some(found) => match_object(evaluator, regex, span, text, &found),
        None => Ok(Item::Undefined),
    }
}

/// Finds the match after one that ended at `from`. One that is empty would be found for ever.
pub(in super::super) fn call_next(
    evaluator: &mut Evaluator<'_, '_>,
    regex: &Arc<Regex>,
    span: TextRange,
    text: &Arc<str>,
    from: usize,
) -> Outcome {
    match next_match(evaluator, regex, span, text, from)? {
        Some(found) => match_object(evaluator, regex, span, text, &found),
        None => Ok(Item::Undefined),
    }
}

fn next_match(
    evaluator: &mut Evaluator<'_, '_>,
    regex: &Regex,
    span: TextRange,
    text: &str,
    from: usize,
) -> Result<Option<Match>> {
    if from >= text.len() {
        return Ok(None);
    }
    let found = evaluator.find(regex, text, from)?;
    if found.as_ref().is_some_and(|found| found.range.is_empty()) {
        return Err(JsonataError::new("D1004").value(Some(regex.source().into())).at(span));
    }
    Ok(found)
}

/// A match as the object that scripts see.
fn match_object(
    evaluator: &mut Evaluator<'_, '_>,
    regex: &Arc<Regex>,
    span: TextRange,
    text: &Arc<str>,
    found: &Match,
) -> Outcome {
    let next = evaluator.scopes.store(Stored::NextMatch {
        regex: regex.clone(),
        span,
        text: text.clone(),
        from: found.range.end,
    })?;
    let found = describe(text, found, next, &mut Place::default());
    let mut members = Members::default();
    members.insert("match".into(), found.matched);
    members.insert("start".into(), Item::number(found.start));
    members.insert("end".into(), Item::number(found.end));
    members.insert("groups".into(), found.groups);
    members.insert("next".into(), found.next);
    evaluator.object(members)
}

fn describe(text: &str, found: &Match, next: Item, place: &mut Place) -> Found {
    let part = |range: std::ops::Range<usize>| Item::from(text.get(range).unwrap_or_default());
    let groups = found.groups.iter().map(|group| group.clone().map_or(Item::Undefined, part));
    Found {
        matched: part(found.range.clone()),
        start: place.unit_of(text, found.range.start) as f64,
        end: place.unit_of(text, found.range.end) as f64,
        groups: Array::plain(groups.collect()).into(),
        next,
    }
}

/// A place in a text, in bytes and in UTF-16 units. The next one that is asked for is mostly a little further on, so that all
/// matches together cost one walk through the text.
#[derive(Clone, Copy, Default)]
struct Place {
    byte: usize,
    unit: usize,
}

impl Place {
    /// The units before a byte.
    fn unit_of(&mut self, text: &str, byte: usize) -> usize {
        if byte < self.byte {
            *self = Place::default();
        }
        let between = text.get(self.byte..byte).unwrap_or_default();
        self.unit += if between.is_ascii() { between.len() } else { between.encode_utf16().count() };
        self.byte = byte;
        self.unit
    }

    /// The byte behind so many units; none beyond the end.
    fn byte_of(&mut self, text: &str, unit: usize) -> Option<usize> {
        if unit < self.unit {
            *self = Place::default();
        }
        while self.unit < unit {
            let next = text.get(self.byte..)?.chars().next()?;
            self.byte += next.len_utf8();
            self.unit += next.len_utf16();
        }
        Some(self.byte)
    }
}

/// All matches of a matcher in a text, one after the other.
enum Matches {
    /// The fast way, for a regular expression: no objects are made.
    Regex { regex: Arc<Regex>, span: TextRange, from: usize, place: Place, is_first: bool },
    /// A function of the expression; it or the last match's `next`.
    Function { function: Item, is_first: bool },
}

impl Matches {
    fn new(evaluator: &Evaluator<'_, '_>, matcher: &Item) -> Matches {
        if let Some(Function::Stored(number)) = matcher.as_function()
            && let Some(Stored::Matcher { regex, span }) = evaluator.scopes.stored(number)
        {
            let (regex, place) = (regex.clone(), Place::default());
            return Matches::Regex { regex, span: *span, from: 0, place, is_first: true };
        }
        Matches::Function { function: matcher.clone(), is_first: true }
    }

    fn next(&mut self, evaluator: &mut Evaluator<'_, '_>, text: &str) -> Result<Option<Found>> {
        match self {
            Matches::Regex { regex, span, from, place, is_first } => {
                let found = if std::mem::take(is_first) {
                    evaluator.find(regex, text, 0)?
                } else {
                    next_match(evaluator, regex, *span, text, *from)?
                };
                Ok(found.map(|found| {
                    *from = found.range.end;
                    describe(text, &found, Item::Undefined, place)
                }))
            }
            Matches::Function { function, is_first } => {
                let arguments = if std::mem::take(is_first) { vec![Item::from(text)] } else { Vec::new() };
                let result = evaluator.apply(function, arguments, &Item::NULL)?;
                if result.is_undefined() {
                    return Ok(None);
                }
                let found = found_by_function(&result)?;
                *function = found.next.clone();
                Ok(Some(found))
            }
        }
    }
}

/// A function must answer with an object that has at least one of a match's members.
fn found_by_function(result: &Item) -> Result<Found> {
    let member =
        |name: &str| result.as_object().and_then(|members| members.get(name)).unwrap_or(Item::Undefined);
    let (start, end, groups, next) = (member("start"), member("end"), member("groups"), member("next"));
    let is_match = start.as_f64().is_some()
        || end.as_f64().is_some()
        || groups.as_array().is_some()
        || next.as_function().is_some();
    if !is_match && effective_boolean(result)? == Some(true) {
        return Err(JsonataError::new("T1010"));
    }
    let place = |item: &Item| item.as_f64().unwrap_or(0.0);
    Ok(Found { matched: member("match"), start: place(&start), end: place(&end), groups, next })
}

pub(super) fn contains(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let (Some(text), wanted) = (arguments.text(0), arguments.get(1)) else { return Ok(Item::Undefined) };
    if let Some(part) = wanted.as_str() {
        return Ok(Item::from(text.contains(part)));
    }
    if wanted.is_undefined() {
        return Ok(Item::Undefined);
    }
    let found = Matches::new(evaluator, wanted).next(evaluator, text)?;
    Ok(Item::from(found.is_some()))
}

/// The most matches asked for: none by default.
fn limit(arguments: &Arguments<'_>, index: usize, code: &'static str) -> Result<f64> {
    let Some(limit) = arguments.number(index) else { return Ok(f64::INFINITY) };
    if limit < 0.0 {
        return Err(JsonataError::new(code).value(arguments.get(index).to_value_lossy()).index(index + 1));
    }
    Ok(limit)
}

pub(super) fn find_matches(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let limit = limit(arguments, 2, "D3040")?;
    let mut matches = Matches::new(evaluator, arguments.get(1));
    let mut results = Vec::new();
    while (results.len() as f64) < limit
        && let Some(found) = matches.next(evaluator, text)?
    {
        let mut members = Members::default();
        members.insert("match".into(), found.matched);
        members.insert("index".into(), Item::number(found.start));
        members.insert("groups".into(), found.groups);
        results.push(evaluator.object(members)?);
    }
    evaluator.sequence(results)
}

pub(super) fn replace(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let pattern = arguments.get(1);
    if pattern.as_str() == Some("") {
        return Err(JsonataError::new("D3010").value(pattern.to_value_lossy()).index(2));
    }
    let limit = limit(arguments, 3, "D3011")?;
    match (pattern.as_str(), arguments.text(2)) {
        (Some(part), Some(replacement)) => replace_text(evaluator, text, part, replacement, limit),
        (Some(_), None) => Ok(arguments.get(0).clone()),
        (None, _) => replace_matches(evaluator, text, arguments, limit),
    }
}

fn replace_text(
    evaluator: &mut Evaluator<'_, '_>,
    text: &str,
    part: &str,
    replacement: &str,
    limit: f64,
) -> Outcome {
    let (mut out, mut rest, mut count) = (String::new(), text, 0.0);
    while count < limit
        && let Some((before, after)) = rest.split_once(part)
    {
        out.push_str(before);
        out.push_str(replacement);
        evaluator.check_bytes(out.len() as u64)?;
        (rest, count) = (after, count + 1.0);
    }
    evaluator.spend(out.len() / 8)?;
    out.push_str(rest);
    evaluator.text(out)
}

fn replace_matches(
    evaluator: &mut Evaluator<'_, '_>,
    text: &str,
    arguments: &Arguments<'_>,
    limit: f64,
) -> Outcome {
    let mut matches = Matches::new(evaluator, arguments.get(1));
    let (mut out, mut from, mut count) = (String::new(), 0, 0.0);
    let mut place = Place::default();
    while count < limit
        && let Some(found) = matches.next(evaluator, text)?
    {
        let start = evaluator.byte_of(&mut place, text, found.start)?;
        out.push_str(text.get(from..start).unwrap_or_default());
        from = start + found.matched.as_str().map_or(0, str::len);
        let replacement = match arguments.text(2) {
            Some(template) => Item::from(fill_template(template, &found)),
            None => {
                let object = replacement_argument(evaluator, found)?;
                evaluator.apply(arguments.get(2), vec![object], &Item::NULL)?
            }
        };
        let Some(replacement) = replacement.as_str() else {
            return Err(JsonataError::new("D3012").value(replacement.to_value_lossy()));
        };
        out.push_str(replacement);
        evaluator.check_bytes(out.len() as u64)?;
        count += 1.0;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    evaluator.text(out)
}

fn replacement_argument(evaluator: &mut Evaluator<'_, '_>, found: Found) -> Outcome {
    let mut members = Members::default();
    members.insert("match".into(), found.matched);
    members.insert("start".into(), Item::number(found.start));
    members.insert("end".into(), Item::number(found.end));
    members.insert("groups".into(), found.groups);
    if !found.next.is_undefined() {
        members.insert("next".into(), found.next);
    }
    evaluator.object(members)
}

/// `$0` stands for the match, `$1` and so on for the groups, `$$` for a dollar sign. As many digits are read as the
/// number of groups has, and one less if that gives no group.
fn fill_template(template: &str, found: &Found) -> String {
    let groups: Vec<Item> = found.groups.as_array().map(|view| view.iter().collect()).unwrap_or_default();
    let max_digits = groups.len().max(1).to_string().len();
    let (mut out, mut rest) = (String::new(), template);
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('0') {
            out.push_str(found.matched.as_str().unwrap_or_default());
            rest = after;
        } else if let Some((number, after)) = group_number(rest, max_digits, groups.len()) {
            let group = number.checked_sub(1).and_then(|index| groups.get(index));
            out.push_str(group.and_then(Item::as_str).unwrap_or_default());
            rest = after;
        } else {
            out.push('$');
        }
    }
    out.push_str(rest);
    out
}

fn group_number(text: &str, max_digits: usize, groups: usize) -> Option<(usize, &str)> {
    let available = text.bytes().take(max_digits).take_while(u8::is_ascii_digit).count();
    let number = |length: usize| -> Option<usize> { text.get(..length)?.parse().ok() };
    let first = number(available)?;
    let value = if max_digits > 1 && first > groups { number(available.min(max_digits - 1))? } else { first };
    // Leading zeros are not counted when the digits are skipped, as in jsonata-js.
    Some((value, text.get(value.to_string().len()..)?))
}

pub(super) fn split(evaluator: &mut Evaluator<'_, '_>, arguments: &Arguments<'_>) -> Outcome {
    let Some(text) = arguments.text(0) else { return Ok(Item::Undefined) };
    let limit = limit(arguments, 2, "D3020")?;
    let parts = match arguments.get(1) {
        Item::Undefined => vec![Item::from(text)],
        separator => match separator.as_str() {
            Some(separator) => split_text(text, separator, limit),
            None => split_matches(evaluator, text, separator, limit)?,
        },
    };
    evaluator.array(parts, Flags::default())
}

fn split_text(text: &str, separator: &str, limit: f64) -> Vec<Item> {
    // JavaScript takes the limit modulo 2^32.
    let limit = if limit.is_finite() { (limit.trunc() % 4_294_967_296.0) as usize } else { usize::MAX };
    if separator.is_empty() {
        return text.chars().take(limit).map(|c| Item::from(c.to_string())).collect();
    }
    text.split(separator).take(limit).map(Item::from).collect()
}

fn split_matches(
    evaluator: &mut Evaluator<'_, '_>,
    text: &str,
    separator: &Item,
    limit: f64,
) -> Result<Vec<Item>> {
    let mut matches = Matches::new(evaluator, separator);
    let (mut parts, mut from, mut place) = (Vec::new(), 0, Place::default());
    while (parts.len() as f64) < limit {
        let Some(found) = matches.next(evaluator, text)? else {
            parts.push(Item::from(text.get(from..).unwrap_or_default()));
            break;
        };
        let start = evaluator.byte_of(&mut place, text, found.start)?;
        let end = evaluator.byte_of(&mut place, text, found.end)?;
        parts.push(Item::from(text.get(from..start).unwrap_or_default()));
        evaluator.check_bytes(8 * parts.len() as u64)?;
        from = end;
    }
    Ok(parts)
}
