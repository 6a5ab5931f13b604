use crate::asl::StatePath;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::fmt;
use std::sync::Arc;

/// One container around a running state.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PlaceStep {
    /// The Parallel or Map.
    pub state: Arc<str>,
    /// Which of its machines: the branch; 0 for a Map's body.
    pub branch: usize,
    /// Which run of it: the branch again, or the iteration.
    pub index: usize,
}

/// Where in a run something happens: the branches and iterations around it, outermost first.
///
/// Prints as `Map[2]/Par[0]`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Place {
    /// Which execution's history it belongs to: 0, or the number of a distributed Map's child execution.
    pub execution: u32,
    /// The containers.
    pub steps: SmallVec<[PlaceStep; 2]>,
}

impl Place {
    /// The place inside one run of a machine of `state`.
    #[must_use]
    pub fn inside(&self, state: &Arc<str>, branch: usize, index: usize) -> Place {
        let mut steps = self.steps.clone();
        steps.push(PlaceStep { state: state.clone(), branch, index });
        Place { execution: self.execution, steps }
    }

    /// The address in the definition of the state of that name here.
    pub fn state_path(&self, name: &Arc<str>) -> StatePath {
        let containers = self.steps.iter().map(|step| (step.state.clone(), step.branch)).collect();
        StatePath { containers, name: name.clone(), twins: 0 }
    }

    /// One label a container, such as `Map[2]`.
    pub fn labels(&self) -> Vec<String> {
        self.steps.iter().map(ToString::to_string).collect()
    }
}

impl fmt::Display for PlaceStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.state, self.index)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.labels().join("/"))
    }
}
