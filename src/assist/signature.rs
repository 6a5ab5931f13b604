use super::completion::expression_at;
use super::knowledge::FunctionNote;
use super::site::Site;
use crate::document::Snapshot;

/// The call that a caret is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// The function's name.
    pub name: &'static str,
    /// Its parameters; those that may be left out in brackets.
    pub parameters: &'static [&'static str],
    /// Which of them the caret is in.
    pub active: usize,
    /// What the function gives.
    pub what: &'static str,
    /// Where the call's name begins.
    pub at: usize,
}

/// The innermost call of a known function around the caret.
pub fn signature(snapshot: &Snapshot, offset: usize) -> Option<Signature> {
    let site = Site::new(snapshot, offset);
    let caret = expression_at(&site)?;
    let (name, argument) = caret.call()?;
    let note = FunctionNote::named(name.slice(caret.text))?;
    let last = note.parameters.len().saturating_sub(1);
    let active =
        if argument > last && note.parameters.last() != Some(&"…") { argument } else { argument.min(last) };
    Some(Signature { name: note.name, parameters: note.parameters, active, what: note.what, at: name.start })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::testing::{caret, in_yaml};

    fn check(expression: &str, expected: &str) {
        let fixture = format!(
            r#"{{"States": {{"A": {{"Type": "Pass", "Parameters": {{"a.$": "{expression}"}}}}, "B": {{"Type": "Pass",
            "QueryLanguage": "JSONata", "Output": "{{% {expression} %}}"}}}}}}"#
        );
        let jsonata = expression.starts_with('$');
        let (first, second) = fixture.split_once("\"B\"").unwrap();
        let fixture = if jsonata {
            format!("{}\"B\"{second}", first.replace('|', ""))
        } else {
            format!("{first}\"B\"{}", second.replace('|', ""))
        };
        let (text, at) = caret(&fixture);
        let json = Snapshot::new(text.as_str());
        for (snapshot, at) in [Some((json, at)), in_yaml(&fixture)].into_iter().flatten() {
            let shown = signature(&snapshot, at).map_or_else(String::new, |found| shown(&found));
            assert_eq!(shown, expected, "{}", snapshot.text());
        }
    }

    /// The name, and the parameters with the active one marked.
    fn shown(found: &Signature) -> String {
        let parameters = found.parameters.iter().enumerate();
        let parameters = parameters
            .map(|(nth, name)| if nth == found.active { format!("*{name}*") } else { (*name).to_owned() });
        format!("{}({})", found.name, parameters.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn the_parameter_at_the_caret_is_known() {
        check("$substring('a,b', |", "$substring(text, *start*, [length])");
        check("$map($states.input.xs, function($v) { $pad($v, 2, |) })", "$pad(text, width, *[character]*)");
        check("$map($states.input.xs, function($v) { |$v })", "$map(array, *function(value, index, array)*)");
        check("States.Format('{} {}', $.a, |)", "States.Format(template, [value], *…*)");
        check("States.Format('{}', States.MathAdd($.a, 1|))", "States.MathAdd(first, *second*)");
        check("$x|", "");
    }
}
