use super::checker::Checker;
use super::expressions::{ExpressionUse, Parsed};
use crate::asl::{QueryLanguage, StateId};
use crate::expr::json_path::Root;
use crate::expr::jsonata::{Dialect, NodeKind, function_names};
use crate::text::TextRange;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A variable that an expression reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct VariableRead {
    /// Its name, without `$`.
    pub(super) name: Arc<str>,
    /// Where in the expression.
    pub(super) part: TextRange,
    /// Whether it is written like a call of a function that JSONata has; only a variable of that name makes it one.
    pub(super) may_be_function: bool,
}

pub(super) fn reads(parsed: &Parsed) -> Vec<VariableRead> {
    match parsed {
        Parsed::Path(Ok(parsed)) => parsed
            .paths()
            .into_iter()
            .filter_map(|(path, part)| match path.root() {
                Root::Variable(name) => {
                    Some(VariableRead { name: name.clone(), part, may_be_function: false })
                }
                Root::Input | Root::Context => None,
            })
            .collect(),
        Parsed::Jsonata(Ok(parsed)) => parsed
            .references()
            .into_iter()
            .filter(|reference| !matches!(&*reference.variable, "" | "$" | "states"))
            .map(|reference| VariableRead {
                may_be_function: function_names(Dialect::StepFunctions)
                    .any(|name| name == &*reference.variable),
                name: reference.variable,
                part: reference.span,
            })
            .collect(),
        Parsed::Path(Err(_)) | Parsed::Jsonata(Err(_)) => Vec::new(),
    }
}

/// The variables whose presence a JSONata expression asks for by `$exists($name)`: it takes their absence into account.
pub(super) fn probed(expression: &ExpressionUse) -> BTreeSet<Arc<str>> {
    let mut probed = BTreeSet::new();
    let Parsed::Jsonata(Ok(parsed)) = &expression.parsed else { return probed };
    let mut waiting = vec![parsed.root()];
    while let Some(node) = waiting.pop() {
        if let NodeKind::Call { procedure, arguments } = &node.kind
            && matches!(&procedure.kind, NodeKind::Variable(name) if &**name == "exists")
        {
            probed.extend(arguments.iter().flat_map(|argument| match &argument.kind {
                NodeKind::Variable(name) => Some(name.clone()),
                _ => None,
            }));
        }
        waiting.extend(node.children());
    }
    probed
}

/// A variable that is set.
#[derive(Clone, Debug)]
pub(super) struct Assignment {
    /// Its name, without `.$`.
    pub(super) name: Arc<str>,
    /// The key in the text.
    pub(super) key_span: TextRange,
    /// The key as it is written.
    pub(super) key: Arc<str>,
    /// The object whose `Assign` it stands in, as an index of [`Checker::objects`].
    pub(super) object: usize,
    pub(super) state: StateId,
}

/// All assignments, in the order of the definition's objects.
pub(super) fn assignments(checker: &Checker<'_>) -> Vec<Assignment> {
    let mut found = Vec::new();
    for field in checker.fields.iter().filter(|field| field.spec.name == "Assign") {
        let Some(state) = checker.objects.get(field.object).and_then(|object| object.state) else { continue };
        for member in checker.tree.members(field.value) {
            let dynamic = field.language == QueryLanguage::JsonPath;
            let name = member
                .key
                .strip_suffix(".$")
                .filter(|_| dynamic)
                .map_or_else(|| member.key.clone(), Arc::from);
            let (key_span, key) = (member.key_span, member.key.clone());
            found.push(Assignment { name, key_span, key, object: field.object, state });
        }
    }
    found
}

/// The variables that each state sets, its rules and catchers included.
pub(super) fn assigned_by_state(checker: &Checker<'_>) -> FxHashMap<StateId, BTreeSet<Arc<str>>> {
    let mut set: FxHashMap<StateId, BTreeSet<Arc<str>>> = FxHashMap::default();
    for assignment in checker.assignments().iter() {
        set.entry(assignment.state).or_default().insert(assignment.name.clone());
    }
    set
}
