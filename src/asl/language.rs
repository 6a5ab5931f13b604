/// The language of a state's paths and expressions (ASL specification, "Query Languages").
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum QueryLanguage {
    /// Paths, payload templates, intrinsic functions.
    #[default]
    JsonPath,
    /// `{% … %}` expressions.
    Jsonata,
}

impl QueryLanguage {
    /// The word in the definition.
    pub fn name(self) -> &'static str {
        match self {
            QueryLanguage::JsonPath => "JSONPath",
            QueryLanguage::Jsonata => "JSONata",
        }
    }

    /// The language of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [QueryLanguage::JsonPath, QueryLanguage::Jsonata].into_iter().find(|language| language.name() == name)
    }
}
