use super::wish::Wish;
use crate::expr::json_path::{JsonPath, Root, Step};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is wished of data that all states see.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Shared {
    /// Of the execution's input.
    pub(super) execution_input: Wish,
    /// Of the variables.
    pub(super) variables: BTreeMap<Arc<str>, Wish>,
}

/// Takes the wishes of one state by where the data comes from.
pub(super) struct Sink<'a> {
    pub(super) shared: &'a mut Shared,
    /// For the state's input.
    pub(super) input: Wish,
    /// For its result.
    pub(super) result: Wish,
    /// For an item of a Map.
    pub(super) item: Wish,
}

/// What `$` stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Data {
    Input,
    Result,
    /// Data that nobody can be wished to make, such as an error.
    Given,
}

impl<'a> Sink<'a> {
    pub(super) fn new(shared: &'a mut Shared) -> Self {
        Sink { shared, input: Wish::default(), result: Wish::default(), item: Wish::default() }
    }

    /// Wishes for what `$` stands for.
    pub(super) fn data(&mut self, data: Data, wish: &Wish) {
        match data {
            Data::Input => self.input.add(wish),
            Data::Result => self.result.add(wish),
            Data::Given => {}
        }
    }

    /// Wishes for a variable of the workflow.
    pub(super) fn variable(&mut self, name: &str, wish: &Wish) {
        self.shared.variables.entry(name.into()).or_default().add(wish);
    }

    /// Wishes for the context object: only the execution's input and a Map's item are not given.
    pub(super) fn context(&mut self, wish: &Wish) {
        let steps = |names: &[&str]| names.iter().map(|name| Step::Name((*name).into())).collect::<Vec<_>>();
        self.shared.execution_input.add(&wish.find(&steps(&["Execution", "Input"])));
        self.item.add(&wish.find(&steps(&["Map", "Item", "Value"])));
    }

    /// Wishes for what a path finds.
    pub(super) fn path(&mut self, path: &JsonPath, data: Data, wish: Wish) {
        let found = if path.is_definite() { wish } else { wish.each() };
        let wish = found.below(&path.outline());
        match path.root() {
            Root::Input => self.data(data, &wish),
            Root::Context => self.context(&wish),
            Root::Variable(name) => self.variable(name, &wish),
        }
    }
}
