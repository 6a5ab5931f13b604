use crate::asl::choice::Rule;
use crate::asl::{Catcher, EdgePath, Field, Retrier, State, StateId, StatePath, Transition, TransitionKind};
use crate::document::Snapshot;
use crate::graph::condition_in_words as words;
use crate::json::NodeId;
use crate::value::Number;
use std::sync::Arc;

/// A way out of a state.
#[derive(Clone, PartialEq, Debug)]
pub struct Exit {
    /// Its address.
    pub edge: EdgePath,
    /// When it is taken, in words.
    pub when: String,
    /// The state it names.
    pub target: Arc<str>,
    /// Whether there is such a state.
    pub is_dangling: bool,
}

/// The ways out of a state.
pub(super) fn exits(snapshot: &Snapshot, id: StateId, path: &StatePath) -> Vec<Exit> {
    let definition = snapshot.definition();
    let state = definition.state(id);
    let labels = labels(snapshot, state);
    let exit = |transition: &Transition| Exit {
        edge: EdgePath::Exit(path.clone(), transition.kind),
        when: labels(transition.kind),
        target: transition.target.clone(),
        is_dangling: transition.resolved.is_none(),
    };
    state.transitions.iter().map(exit).collect()
}

/// How each way out reads.
fn labels<'a>(snapshot: &'a Snapshot, state: &'a State) -> impl Fn(TransitionKind) -> String + 'a {
    let tree = snapshot.tree();
    let rules = state.node.map_or_else(Vec::new, |node| Rule::all(tree, node));
    let catchers = state.node.map_or_else(Vec::new, |node| Catcher::all(tree, node));
    move |kind| match kind {
        TransitionKind::Next => "Next".to_owned(),
        TransitionKind::Default => "Otherwise".to_owned(),
        TransitionKind::Choice(rule) => {
            rules.get(rule).map_or_else(String::new, |rule| words(tree, &rule.condition))
        }
        TransitionKind::Catch(catcher) => {
            let errors = catchers.get(catcher).and_then(|catcher| catcher.error_equals.value());
            errors.map_or_else(String::new, |errors| format!("on {}", errors.join(", ")))
        }
    }
}

/// When a state is tried again, in words.
pub(super) fn retriers(snapshot: &Snapshot, node: NodeId) -> Vec<String> {
    Retrier::all(snapshot.tree(), node)
        .iter()
        .map(|retrier| {
            let errors =
                retrier.error_equals.value().map_or_else(|| "?".to_owned(), |errors| errors.join(", "));
            let number =
                |field: &Field<Number>, default: f64| field.value().map_or(default, |number| number.as_f64());
            let attempts = number(&retrier.max_attempts, 3.0);
            let interval = number(&retrier.interval_seconds, 1.0);
            let rate = number(&retrier.backoff_rate, 2.0);
            format!("on {errors}: up to {attempts} times, after {interval} s, then × {rate}")
        })
        .collect()
}
