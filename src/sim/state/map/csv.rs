use crate::sim::causes;
use crate::sim::failure::Failure;
use crate::value::Value;
use std::sync::Arc;

/// The rows of a CSV text as objects (aws-behaviour 49): values are strings, surplus columns are dropped, missing ones
/// are empty. Without given headers the first row holds them.
pub(super) fn read(
    text: &str,
    delimiter: char,
    headers: Option<&[Arc<str>]>,
) -> Result<Vec<Value>, Box<Failure>> {
    let mut rows = rows(text, delimiter).into_iter();
    let headers: Vec<Arc<str>> = match headers {
        Some(headers) => headers.to_vec(),
        None => rows.next().unwrap_or_default().into_iter().map(Arc::from).collect(),
    };
    let repeats = |(at, header): (usize, &Arc<str>)| headers.iter().take(at).any(|earlier| earlier == header);
    if headers.iter().enumerate().any(repeats) {
        return Err(Failure::named(causes::ITEM_READER_FAILED, causes::DUPLICATE_CSV_HEADERS));
    }
    Ok(rows.map(|row| object(&headers, row)).collect())
}

fn object(headers: &[Arc<str>], row: Vec<String>) -> Value {
    let cells = row.into_iter().map(Some).chain(std::iter::repeat(None));
    Value::object(
        headers
            .iter()
            .zip(cells)
            .map(|(header, cell)| (header.clone(), Value::from(cell.unwrap_or_default()))),
    )
}

/// Splits a text into rows of cells (RFC 4180); empty lines are no rows.
fn rows(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut cell, mut quoted, mut is_blank) = (Vec::new(), String::new(), false, true);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => {
                quoted = true;
                is_blank = false;
            }
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                let full = std::mem::take(&mut row);
                if !is_blank {
                    rows.push(full);
                }
                is_blank = true;
            }
            other if other == delimiter && !quoted => {
                row.push(std::mem::take(&mut cell));
                is_blank = false;
            }
            other => {
                cell.push(other);
                is_blank = false;
            }
        }
    }
    if !is_blank {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, headers: Option<&[&str]>, expected: &str) {
        let headers: Option<Vec<Arc<str>>> =
            headers.map(|headers| headers.iter().map(|&header| header.into()).collect());
        let read = read(text, ',', headers.as_deref());
        let printed = read.map_or_else(
            |failure| failure.output.cause.unwrap_or_default().to_string(),
            |rows| Value::array(rows).to_json(),
        );
        assert_eq!(printed, expected);
    }

    #[test]
    fn rows_become_objects_of_strings() {
        check(
            "a,b\n1,\"x, \"\"y\"\"\"\r\n\n2\n3,4,5",
            None,
            r#"[{"a":"1","b":"x, \"y\""},{"a":"2","b":""},{"a":"3","b":"4"}]"#,
        );
        check("1,2\n   \n", Some(&["a"]), r#"[{"a":"1"},{"a":"   "}]"#);
        check("a,\n1,2\n", None, r#"[{"a":"1","":"2"}]"#);
        check("a,a\n1,2\n", None, "CSV headers cannot contain duplicates.");
    }
}
