use super::json_path::{JsonPath, PathMiss, Root};
use crate::value::Value;
use std::borrow::Cow;

/// What expressions are evaluated in: the data, the context object, variables and randomness.
///
/// The context object and variables are asked for only when an expression uses them, so they may be built on demand.
pub trait Environment {
    /// `$`: the data the expression works on.
    fn input(&self) -> &Value;

    /// `$$`: the context object.
    fn context(&self) -> Cow<'_, Value>;

    /// The value of a workflow variable; none if it has not been assigned.
    fn variable(&self, name: &str) -> Option<Cow<'_, Value>>;

    /// The next 64 random bits, for `States.UUID` and `States.MathRandom` without a seed. Whoever runs expressions decides
    /// where they come from, so that the same seed gives the same run.
    fn random(&self) -> u64;
}

/// An environment of given values. Its random bits are a fixed sequence.
#[derive(Clone, Debug, Default)]
pub struct FixedEnvironment {
    input: Value,
    context: Value,
    variables: Value,
    random: std::cell::Cell<u64>,
}

impl FixedEnvironment {
    /// An environment of this input, with an empty context object and no variables.
    pub fn new(input: Value) -> Self {
        FixedEnvironment { input, context: Value::empty_object(), ..Self::default() }
    }

    /// The same with another context object.
    #[must_use]
    pub fn with_context(self, context: Value) -> Self {
        FixedEnvironment { context, ..self }
    }

    /// The same with these variables, an object.
    #[must_use]
    pub fn with_variables(self, variables: Value) -> Self {
        FixedEnvironment { variables, ..self }
    }

    /// The same with random bits that start from `seed`.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        self.random.set(seed);
        self
    }
}

impl Environment for FixedEnvironment {
    fn input(&self) -> &Value {
        &self.input
    }

    fn context(&self) -> Cow<'_, Value> {
        Cow::Borrowed(&self.context)
    }

    fn variable(&self, name: &str) -> Option<Cow<'_, Value>> {
        self.variables.get(name).map(Cow::Borrowed)
    }

    fn random(&self) -> u64 {
        let (state, bits) = split_mix(self.random.get());
        self.random.set(state);
        bits
    }
}

/// One step of SplitMix64 (Steele, Lea, Flood 2014): the next state and the random bits.
pub fn split_mix(state: u64) -> (u64, u64) {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (state, mixed ^ (mixed >> 31))
}

/// Why a path has no value in an environment.
#[derive(Clone, Debug, PartialEq)]
pub enum Unresolved {
    /// The path found nothing, or met a value of the wrong type.
    Missing(PathMiss),
    /// The variable that the path starts from has not been assigned.
    UnassignedVariable(JsonPath),
}

impl std::fmt::Display for Unresolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Unresolved::Missing(miss) => miss.fmt(f),
            Unresolved::UnassignedVariable(path) => {
                let name = if let Root::Variable(name) = path.root() { name } else { "" };
                write!(f, "No variable named '{name}' has been assigned")
            }
        }
    }
}

impl std::error::Error for Unresolved {}

impl JsonPath {
    /// The path's value in `environment`, whatever it starts from. See [`Self::evaluate`].
    ///
    /// # Errors
    /// When a definite path finds nothing, a step meets a value of the wrong type or the variable is unassigned.
    pub fn resolve(&self, environment: &dyn Environment) -> Result<Value, Unresolved> {
        self.resolve_by(environment, JsonPath::evaluate)
    }

    /// The same for an argument of an intrinsic function. See [`Self::evaluate_strictly`].
    pub(super) fn resolve_strictly(&self, environment: &dyn Environment) -> Result<Value, Unresolved> {
        self.resolve_by(environment, JsonPath::evaluate_strictly)
    }

    fn resolve_by(
        &self,
        environment: &dyn Environment,
        evaluate: fn(&JsonPath, &Value) -> Result<Value, PathMiss>,
    ) -> Result<Value, Unresolved> {
        let found = match self.root() {
            Root::Input => evaluate(self, environment.input()),
            Root::Context => evaluate(self, &environment.context()),
            Root::Variable(name) => match environment.variable(name) {
                Some(value) => evaluate(self, &value),
                None => return Err(Unresolved::UnassignedVariable(self.clone())),
            },
        };
        found.map_err(Unresolved::Missing)
    }
}
