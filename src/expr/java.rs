//! Values as Java's collections print and order them. AWS evaluates over such collections, and it shows.

use crate::value::{Number, Value};
use std::fmt::Write;

/// Appends what Java's `toString` gives: `{a=1, b=[x, null]}`.
pub(super) fn write_text(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_text(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, member)) in members.iter().enumerate() {
                let _ = write!(out, "{}{key}=", if at > 0 { ", " } else { "" });
                write_text(member, out);
            }
            out.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.write_json(out),
    }
}

/// What Java's `toString` gives.
pub(super) fn text(value: &Value) -> String {
    let mut out = String::new();
    write_text(value, &mut out);
    out
}

/// The items of a Java `HashSet` made of `items`, in the order it iterates.
pub(super) fn unique_in_hash_order(items: &[Value]) -> Vec<Value> {
    let mut buckets: Vec<Vec<&Value>> = vec![Vec::new(); bucket_count(items.len())];
    for item in items {
        let at = bucket(hash(item), buckets.len());
        if let Some(bucket) = buckets.get_mut(at)
            && !bucket.iter().any(|known| equal(known, item))
        {
            bucket.push(item);
        }
    }
    buckets.into_iter().flatten().cloned().collect()
}

/// Sorts what has different keys into the order in which a Java `HashMap` iterates them: the order of whatever AWS puts together
/// in one, such as the dynamic fields of a payload or the columns of a CSV row (recorded).
pub fn sort_in_hash_order<T>(items: &mut [T], key: impl Fn(&T) -> &str) {
    let count = bucket_count(items.len());
    items.sort_by_key(|item| bucket(text_hash(key(item)), count));
}

/// A table has at least 16 buckets, a power of two, and is at most three quarters full.
fn bucket_count(items: usize) -> usize {
    (items * 4).div_ceil(3).max(16).next_power_of_two()
}

fn bucket(hash: u32, count: usize) -> usize {
    (hash ^ (hash >> 16)) as usize & (count - 1)
}

/// Java's `equals`: a whole number and a floating one are never equal.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            matches!(left, Number::Int(_)) == matches!(right, Number::Int(_)) && left == right
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, left)| right.get(key).is_some_and(|right| equal(left, right)))
        }
        (left, right) => left == right,
    }
}

/// Java's `hashCode` of Jackson's plain values.
fn hash(value: &Value) -> u32 {
    let long = |bits: u64| (bits ^ (bits >> 32)) as u32;
    match value {
        Value::Null => 0,
        Value::Bool(flag) => {
            if *flag {
                1231
            } else {
                1237
            }
        }
        Value::Number(Number::Int(number)) => match i32::try_from(*number) {
            Ok(number) => number as u32,
            Err(_) => long(*number as u64),
        },
        Value::Number(Number::Float(number)) => long(number.to_bits()),
        Value::String(text) => text_hash(text),
        Value::Array(items) => {
            items.iter().fold(1u32, |sum, item| sum.wrapping_mul(31).wrapping_add(hash(item)))
        }
        Value::Object(members) => {
            members.iter().fold(0u32, |sum, (key, member)| sum.wrapping_add(text_hash(key) ^ hash(member)))
        }
    }
}

fn text_hash(text: &str) -> u32 {
    text.encode_utf16().fold(0u32, |sum, unit| sum.wrapping_mul(31).wrapping_add(u32::from(unit)))
}
