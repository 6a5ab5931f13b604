/// The dry run: what it gets, and what came of it.
#[derive(Clone, Default, Debug)]
pub struct RunPanel {
    /// The execution's input, as text.
    pub input: String,
}
