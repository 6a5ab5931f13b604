use std::fmt;
use std::sync::Arc;

/// Addresses a state by names, as people do, and survives edits elsewhere: the containers around it, each with the
/// number of its branch, and its own name.
///
/// Prints as `Notify[1]/SendMail`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
pub struct StatePath {
    /// The containers, outermost first, each with the index of the branch (0 for a Map's body).
    pub containers: Vec<(Arc<str>, usize)>,
    /// The state's own name.
    pub name: Arc<str>,
    /// How many states of its machine that have the same name come behind it: 0 but in a text that is wrong, of
    /// which a JSON reader sees the last.
    #[serde(skip)]
    pub twins: usize,
}

impl StatePath {
    /// The path of a state of the outermost machine.
    pub fn top(name: impl Into<Arc<str>>) -> Self {
        StatePath { containers: Vec::new(), name: name.into(), twins: 0 }
    }

    /// The path of a state with another name beside this one.
    #[must_use]
    pub fn sibling(&self, name: impl Into<Arc<str>>) -> Self {
        StatePath { containers: self.containers.clone(), name: name.into(), twins: 0 }
    }

    /// The path of a state inside branch `branch` of this one.
    #[must_use]
    pub fn child(&self, branch: usize, name: impl Into<Arc<str>>) -> Self {
        let mut containers = self.containers.clone();
        containers.push((self.name.clone(), branch));
        StatePath { containers, name: name.into(), twins: 0 }
    }

    /// The path of a state of that name with so many of the same name behind it.
    #[must_use]
    pub fn before(self, twins: usize) -> Self {
        StatePath { twins, ..self }
    }

    /// The path of the state around this one.
    pub fn parent(&self) -> Option<StatePath> {
        let ((name, _), outer) = self.containers.split_last()?;
        Some(StatePath { containers: outer.to_vec(), name: name.clone(), twins: 0 })
    }
}

/// Addresses a machine by names: the containers down to it; empty for the outermost one.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, serde::Serialize, serde::Deserialize,
)]
pub struct MachinePath {
    /// The containers, outermost first, each with the index of the branch (0 for a Map's body).
    pub containers: Vec<(Arc<str>, usize)>,
}

impl MachinePath {
    /// The outermost machine.
    pub fn top() -> Self {
        Self::default()
    }

    /// The path of a state of this machine.
    pub fn state(&self, name: impl Into<Arc<str>>) -> StatePath {
        StatePath { containers: self.containers.clone(), name: name.into(), twins: 0 }
    }
}

impl StatePath {
    /// The machine the state belongs to.
    pub fn machine(&self) -> MachinePath {
        MachinePath { containers: self.containers.clone() }
    }

    /// The machine in branch `branch` of this state.
    pub fn branch(&self, branch: usize) -> MachinePath {
        let mut containers = self.containers.clone();
        containers.push((self.name.clone(), branch));
        MachinePath { containers }
    }
}

impl fmt::Display for StatePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, branch) in &self.containers {
            write!(f, "{name}[{branch}]/")?;
        }
        f.write_str(&self.name)
    }
}
