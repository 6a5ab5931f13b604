use super::failure::Reason;
use super::{Evaluated, Function};
use crate::expr::java;
use crate::value::Value;

/// `States.Format`: each `{}` of the template takes the next argument; `\{`, `\}`, `\'` and `\\` stand for themselves. So
/// does `${Name}` where it is written in the definition: deployment has replaced it before AWS reads the text.
pub(super) fn format(arguments: &[Evaluated]) -> Result<Value, Reason> {
    let refused = |detail| Reason::Arguments { function: Function::Format, detail };
    let (template, arguments) = arguments.split_first().ok_or(refused(None))?;
    let is_raw = template.raw_text.is_some();
    let template = template.raw_text.as_deref().or(template.value.as_str()).ok_or(refused(None))?;
    let mut out = String::with_capacity(template.len());
    let mut arguments = arguments.iter();
    let mismatch = refused(Some("number of arguments do not match the occurrences of {}."));
    let mut chars = template.chars();
    while let Some(c) = chars.next() {
        match c {
            '$' if is_raw => {
                let length = placeholder_name(chars.as_str()).unwrap_or(0);
                out.push('$');
                out.extend(chars.by_ref().take(length));
            }
            '\\' => push_escaped(&mut chars, &mut out),
            '{' => match chars.next() {
                Some('}') => match arguments.next() {
                    Some(argument) if argument.is_tree => argument.value.write_json(&mut out),
                    Some(argument) => java::write_text(&argument.value, &mut out),
                    None => return Err(mismatch),
                },
                _ => return Err(Reason::Template { detail: "matching '}' not found for '{'." }),
            },
            '}' => return Err(Reason::Template { detail: "matching '{' not found for '}'." }),
            c => out.push(c),
        }
    }
    if arguments.next().is_some() { Err(mismatch) } else { Ok(Value::from(out)) }
}

/// How long the `{Name}` of a placeholder is that the text behind a `$` begins with.
pub(crate) fn placeholder_name(text: &str) -> Option<usize> {
    let name = text.strip_prefix('{')?;
    let name = &name[..name.find('}')?];
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-');
    (!name.is_empty() && name.chars().all(plain)).then_some(name.len() + 2)
}

/// Appends what an escape stands for. A character that needs none keeps its backslash: such a template comes from data.
fn push_escaped(chars: &mut std::str::Chars<'_>, out: &mut String) {
    let next = chars.next();
    if !matches!(next, Some('\\' | '\'' | '{' | '}')) {
        out.push('\\');
    }
    out.extend(next);
}
