use super::Rule;
use std::collections::BTreeSet;

/// Which advice is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Advice {
    /// All but the rules of these names.
    AllBut(BTreeSet<String>),
    /// None.
    None,
}

/// What a check asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    /// Whether the definition is for an Express workflow.
    pub express: bool,
    /// Which advice is wanted beside the errors and warnings.
    pub advice: Advice,
}

/// Advice that is given only on demand: it would stand at most definitions.
const ON_DEMAND: &[&str] = &["express-candidate"];

impl Default for Options {
    fn default() -> Self {
        let silenced = ON_DEMAND.iter().map(|&name| name.to_owned()).collect();
        Options { express: false, advice: Advice::AllBut(silenced) }
    }
}

impl Options {
    /// All advice, that which is given only on demand included.
    pub fn everything() -> Self {
        Options { express: false, advice: Advice::AllBut(BTreeSet::new()) }
    }

    /// The names of the advice that is given only on demand.
    pub fn on_demand() -> impl Iterator<Item = &'static str> {
        ON_DEMAND.iter().copied()
    }

    /// Only what AWS itself says, for a Standard workflow.
    pub fn verdict() -> Self {
        Options { express: false, advice: Advice::None }
    }

    /// Whether the rule is asked.
    pub(super) fn asks(&self, rule: &Rule) -> bool {
        !rule.is_advice()
            || match &self.advice {
                Advice::None => false,
                Advice::AllBut(silenced) => !silenced.contains(rule.name),
            }
    }
}
