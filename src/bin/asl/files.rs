//! Reading and writing of files that arguments name; `-` is the standard input or output.

use crate::Outcome;
use asl_studio::json::Parse;
use asl_studio::syntax::{self, Syntax};
use asl_studio::value::Value;
use std::io::Read as _;

/// The text of a file.
pub(crate) fn read(file: &str) -> Result<String, String> {
    let bytes = if file == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| format!("cannot read {file}: {error}"))?;
    String::from_utf8(bytes).map_err(|_| format!("cannot read {file}: it is no UTF-8 text"))
}

/// The JSON in a file.
pub(crate) fn read_json(file: &str) -> Result<Value, String> {
    let text = read(file)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Value::parse(text).map_err(|error| format!("{file}:{}:{}: {}", error.line, error.column, error.message))
}

/// What a file is written in: by its name, or else by its text.
pub(crate) fn syntax_of(file: &str, text: &str) -> Syntax {
    Syntax::of_file(file).unwrap_or_else(|| Syntax::of(text, Syntax::Json))
}

/// A definition as a tree, and what is wrong with its text.
pub(crate) fn parse(file: &str, text: &str) -> Parse {
    syntax::parse(text, syntax_of(file, text))
}

/// Writes what a command makes to the file that is named, or to the standard output; or says why there is nothing.
pub(crate) fn deliver(made: Result<String, String>, out: Option<&str>) -> Outcome {
    let written = made.and_then(|text| match out {
        None | Some("-") => {
            print!("{text}");
            Ok(())
        }
        Some(out) => std::fs::write(out, text).map_err(|error| format!("cannot write {out}: {error}")),
    });
    match written {
        Ok(()) => Outcome::Good,
        Err(message) => {
            eprintln!("{message}");
            Outcome::Failed
        }
    }
}
