use super::typed_json;
use crate::document::Remap;
use crate::sim::{MockError, MockScript};
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The results of Tasks as the run panel shows them: rows of text by state, kept as typed, so that half-typed JSON
/// is not lost.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MockTable {
    tasks: BTreeMap<Arc<str>, Vec<MockRow>>,
}

/// What a Task answers to some invocations.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MockRow {
    /// The number of an invocation from 0, or a range such as `1-2`.
    pub invocations: String,
    /// The answer.
    pub answer: MockAnswer,
}

/// An answer as text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum MockAnswer {
    /// A result, as JSON.
    Return(String),
    /// An error.
    Throw {
        /// Its name.
        error: String,
        /// Its explanation.
        cause: String,
    },
}

/// A change of the table.
#[derive(Clone, PartialEq, Debug)]
pub enum MockMsg {
    /// A Task gets another row.
    Add(Arc<str>),
    /// A row goes.
    Remove(Arc<str>, usize),
    /// All rows of a state go.
    RemoveAll(Arc<str>),
    /// A row is for other invocations.
    Invocations(Arc<str>, usize, String),
    /// A row answers otherwise.
    Answer(Arc<str>, usize, MockAnswer),
}

impl MockTable {
    /// The table of mocks in the response format of Step Functions Local's MockConfigFile.
    ///
    /// # Errors
    /// Names the state and the invocation that cannot be understood.
    pub fn from_value(value: &Value) -> Result<Self, MockError> {
        let script = MockScript::from_value(value)?.to_value();
        let mut table = MockTable::default();
        for (state, responses) in script.as_object().into_iter().flatten() {
            let rows = responses.as_object().into_iter().flatten();
            let rows = rows.map(|(key, outcome)| row(key, outcome)).collect();
            table.tasks.insert(state.clone(), rows);
        }
        Ok(table)
    }

    /// The rows of a Task.
    pub fn rows(&self, state: &str) -> &[MockRow] {
        self.tasks.get(state).map_or(&[], Vec::as_slice)
    }

    /// The states that have rows.
    pub fn states(&self) -> impl Iterator<Item = &Arc<str>> {
        self.tasks.keys()
    }

    /// What is wrong with a row, by itself or beside those before it.
    pub fn trouble(&self, state: &str, nth: usize) -> Option<String> {
        let rows = self.rows(state);
        let row = rows.get(nth)?;
        row.trouble().or_else(|| {
            let (first, last) = row.range()?;
            let before = rows.iter().take(nth).filter_map(MockRow::range);
            let taken =
                before.filter(|&(from, to)| from <= last && first <= to).map(|(from, _)| from.max(first));
            let free = rows.iter().filter_map(MockRow::range).map(|(_, last)| last + 1).max()?;
            taken.min().map(|taken| {
                format!("a row above answers invocation {taken} already: the next free one is {free}")
            })
        })
    }

    /// The rows of these Tasks as the interpreter takes them. Rows of others are left from another definition.
    ///
    /// # Errors
    /// The first row that is not right.
    pub fn script(&self, tasks: &[Arc<str>]) -> Result<MockScript, MockError> {
        let wanted = || self.tasks.iter().filter(|(state, _)| tasks.contains(state));
        for (state, rows) in wanted() {
            if let Some(message) = (0..rows.len()).find_map(|nth| self.trouble(state, nth)) {
                return Err(MockError { place: state.to_string(), message });
            }
        }
        let responses =
            |rows: &[MockRow]| Value::object(rows.iter().map(|row| (row.invocations.trim(), row.to_value())));
        let all = Value::object(wanted().map(|(state, rows)| (state.clone(), responses(rows))));
        MockScript::from_value(&all)
    }

    /// Brings a change into the table.
    pub fn update(&mut self, msg: MockMsg) {
        match msg {
            MockMsg::Add(state) => {
                let rows = self.tasks.entry(state).or_default();
                let next =
                    rows.iter().filter_map(MockRow::range).map(|(_, last)| last + 1).max().unwrap_or(0);
                rows.push(MockRow {
                    invocations: next.to_string(),
                    answer: MockAnswer::Return("{}".to_owned()),
                });
            }
            MockMsg::Remove(state, nth) => {
                let Some(rows) = self.tasks.get_mut(&state).filter(|rows| nth < rows.len()) else { return };
                rows.remove(nth);
                if rows.is_empty() {
                    self.tasks.remove(&state);
                }
            }
            MockMsg::RemoveAll(state) => {
                self.tasks.remove(&state);
            }
            MockMsg::Invocations(state, nth, invocations) => {
                self.row_mut(&state, nth)
                    .into_iter()
                    .for_each(|row| row.invocations.clone_from(&invocations));
            }
            MockMsg::Answer(state, nth, answer) => {
                self.row_mut(&state, nth).into_iter().for_each(|row| row.answer = answer.clone());
            }
        }
    }

    /// Gives rows to the states' new names.
    pub fn remap(&mut self, remap: &Remap) {
        if remap.is_empty() {
            return;
        }
        let renamed = std::mem::take(&mut self.tasks).into_iter().map(|(state, rows)| {
            // Names are unique in a definition, so the table goes by the name alone.
            let renames = remap.names();
            let new = renames.iter().find(|(old, _)| *old == state).map(|(_, new)| new.clone());
            (new.unwrap_or(state), rows)
        });
        self.tasks = renamed.collect();
    }

    fn row_mut(&mut self, state: &str, nth: usize) -> Option<&mut MockRow> {
        self.tasks.get_mut(state)?.get_mut(nth)
    }
}

impl MockRow {
    /// What is wrong with the row.
    fn trouble(&self) -> Option<String> {
        if self.range().is_none() {
            return Some("count invocations from 0: a number, or a range such as 1-2".to_owned());
        }
        match &self.answer {
            MockAnswer::Return(text) => {
                typed_json(text).err().map(|wrong| format!("the result is not JSON: {wrong}"))
            }
            MockAnswer::Throw { error, .. } if error.trim().is_empty() => {
                Some("an error needs a name".to_owned())
            }
            MockAnswer::Throw { .. } => None,
        }
    }

    /// The first and the last invocation it answers.
    fn range(&self) -> Option<(u32, u32)> {
        let text = self.invocations.trim();
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first <= last).then_some((first, last))
    }

    fn to_value(&self) -> Value {
        match &self.answer {
            MockAnswer::Return(text) => Value::object([("Return", Value::parse(text).unwrap_or_default())]),
            MockAnswer::Throw { error, cause } => {
                let error =
                    Value::object([("Error", Value::from(&**error)), ("Cause", Value::from(&**cause))]);
                Value::object([("Throw", error)])
            }
        }
    }
}

fn row(key: &str, outcome: &Value) -> MockRow {
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let answer = match outcome.get("Throw") {
        Some(error) => MockAnswer::Throw { error: text(error, "Error"), cause: text(error, "Cause") },
        None => MockAnswer::Return(outcome.get("Return").map_or_else(String::new, Value::to_pretty_json)),
    };
    MockRow { invocations: key.to_owned(), answer }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asl::StatePath;

    fn table(text: &str) -> MockTable {
        MockTable::from_value(&Value::parse(text).unwrap()).unwrap()
    }

    const TEXT: &str =
        r#"{"Charge":{"0":{"Throw":{"Error":"Busy","Cause":"later"}},"1-2":{"Return":{"paid":true}}}}"#;

    #[test]
    fn a_table_goes_to_the_interpreter_and_back() {
        assert_eq!(table(TEXT).script(&["Charge".into()]).unwrap().to_value().to_json(), TEXT);
        assert_eq!(table(TEXT).rows("Charge").len(), 2);
    }

    #[test]
    fn a_new_row_takes_the_next_invocation() {
        let mut table = table(TEXT);
        table.update(MockMsg::Add("Charge".into()));
        assert_eq!(table.rows("Charge")[2].invocations, "3");
        table.update(MockMsg::Remove("Charge".into(), 2));
        assert_eq!(table.script(&["Charge".into()]).unwrap().to_value().to_json(), TEXT);
    }

    #[test]
    fn half_typed_json_stays_and_says_what_is_wrong() {
        let mut table = table(TEXT);
        table.update(MockMsg::Answer("Charge".into(), 1, MockAnswer::Return("{\"pa".to_owned())));
        assert_eq!(table.rows("Charge")[1].answer, MockAnswer::Return("{\"pa".to_owned()));
        assert!(table.script(&["Charge".into()]).unwrap_err().message.contains("not JSON"));
        table.update(MockMsg::Invocations("Charge".into(), 1, "2-1".to_owned()));
        assert!(table.script(&["Charge".into()]).unwrap_err().message.contains("from 0"));
    }

    #[test]
    fn two_answers_to_one_invocation_are_said_with_the_next_free_number() {
        let mut table = table(TEXT);
        table.update(MockMsg::Add("Charge".into()));
        table.update(MockMsg::Invocations("Charge".into(), 2, "2".to_owned()));
        assert_eq!(table.trouble("Charge", 1), None);
        let said = "a row above answers invocation 2 already: the next free one is 3";
        assert_eq!(table.trouble("Charge", 2).as_deref(), Some(said));
        assert!(table.script(&["Charge".into()]).is_err());
    }

    #[test]
    fn rows_follow_a_renamed_state() {
        let mut table = table(TEXT);
        table.remap(&Remap::renamed(StatePath::top("Charge"), StatePath::top("Pay")));
        assert_eq!(table.rows("Pay").len(), 2);
        assert!(table.rows("Charge").is_empty());
    }
}
