use crate::asl::{self, Definition, EdgePath, State, StateId, StatePath, TransitionKind};
use crate::diagnostic::Diagnostic;
use crate::graph::{self, Graph};
use crate::json::{NodeId, Parse, Tree};
use crate::lint::{self, Source, Variables};
use crate::syntax::{self, Syntax};
use crate::text::{LineIndex, TextRange, Utf16Index};
use std::sync::{Arc, OnceLock};

/// Counts the texts of one document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Revision(pub u64);

/// One text of the document, and whatever follows from it, worked out when it is first asked for.
///
/// ```
/// use asl_studio::{asl::StatePath, document::Snapshot};
/// let snapshot = Snapshot::new(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#);
/// assert_eq!(snapshot.state_at(35), Some(StatePath::top("A")));
/// assert_eq!(snapshot.span_of(&StatePath::top("A")).map(|span| span.start), Some(28));
/// ```
#[derive(Debug)]
pub struct Snapshot {
    revision: Revision,
    text: Arc<str>,
    syntax: Syntax,
    parsed: OnceLock<Parsed>,
    definition: OnceLock<Arc<Definition>>,
    graph: OnceLock<Arc<Graph>>,
    problems: OnceLock<Vec<Diagnostic>>,
    variables: OnceLock<Variables>,
    lines: OnceLock<LineIndex>,
    utf16: OnceLock<Utf16Index>,
}

#[derive(Debug)]
struct Parsed {
    tree: Arc<Tree>,
    problems: Vec<Diagnostic>,
}

impl Snapshot {
    /// The first revision of a text, in the syntax that it looks like.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let syntax = Syntax::of(&text, Syntax::Json);
        Self::at(Revision::default(), text, syntax)
    }

    /// The first revision of a text whose syntax is known, as by its file's name.
    pub fn of_syntax(text: impl Into<Arc<str>>, syntax: Syntax) -> Self {
        Self::at(Revision::default(), text.into(), syntax)
    }

    /// The text that follows this one; where it does not say its syntax, it has that of this one.
    pub(super) fn followed_by(&self, revision: Revision, text: Arc<str>) -> Self {
        let syntax = Syntax::of(&text, self.syntax);
        Self::at(revision, text, syntax)
    }

    fn at(revision: Revision, text: Arc<str>, syntax: Syntax) -> Self {
        Snapshot {
            revision,
            text,
            syntax,
            parsed: OnceLock::new(),
            definition: OnceLock::new(),
            graph: OnceLock::new(),
            problems: OnceLock::new(),
            variables: OnceLock::new(),
            lines: OnceLock::new(),
            utf16: OnceLock::new(),
        }
    }

    /// Which text of the document this is.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// What the text is written in.
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// The text as a tree with places.
    pub fn tree(&self) -> &Arc<Tree> {
        &self.parsed().tree
    }

    /// What is wrong with the text as JSON or YAML.
    pub fn syntax_problems(&self) -> &[Diagnostic] {
        &self.parsed().problems
    }

    /// The text as a definition.
    pub fn definition(&self) -> &Arc<Definition> {
        self.definition.get_or_init(|| Arc::new(asl::lower(self.tree())))
    }

    /// The definition as a flowchart.
    pub fn graph(&self) -> &Arc<Graph> {
        self.graph.get_or_init(|| Arc::new(graph::project(self.definition())))
    }

    /// Everything that is wrong with the text or could be better, for a Standard workflow and with all advice; see
    /// [`lint::check`] for others.
    pub fn problems(&self) -> &[Diagnostic] {
        self.problems.get_or_init(|| lint::check(self.source(), &lint::Options::everything()))
    }

    /// The workflow variables: where each is set and read.
    pub fn variables(&self) -> &Variables {
        self.variables.get_or_init(|| Variables::of(self.source()))
    }

    /// What the rules read.
    pub fn source(&self) -> Source<'_> {
        Source { text: &self.text, syntax: self.syntax_problems(), definition: self.definition() }
    }

    /// The lines of the text.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The UTF-16 offsets of the text.
    pub fn utf16(&self) -> &Utf16Index {
        self.utf16.get_or_init(|| Utf16Index::new(&self.text))
    }

    /// The state at a path of names.
    pub fn find(&self, path: &StatePath) -> Option<StateId> {
        self.definition().find(path)
    }

    /// The innermost state whose text `offset` touches.
    pub fn state_at(&self, offset: usize) -> Option<StatePath> {
        self.definition().state_at(offset).map(|state| self.definition().path(state))
    }

    /// Key and value of a state.
    pub fn span_of(&self, path: &StatePath) -> Option<TextRange> {
        self.state(path).map(|state| state.span)
    }

    /// The key of a state, quotes included.
    pub fn name_span_of(&self, path: &StatePath) -> Option<TextRange> {
        self.state(path).map(|state| state.name_span)
    }

    /// The place in the text that says where an edge leads: the target's name, or `true` of `End`, or the `Type` of
    /// a state that always ends.
    pub fn span_of_edge(&self, edge: &EdgePath) -> Option<TextRange> {
        self.node_of_edge(edge).map(|node| self.tree().span(node))
    }

    /// The edge whose place in the text `offset` touches.
    pub fn edge_at(&self, offset: usize) -> Option<EdgePath> {
        let definition = self.definition();
        let touches = |node: NodeId| self.tree().span(node).touches(offset);
        if let Some(id) = definition.state_at(offset) {
            let state = definition.state(id);
            let exit = state.transitions.iter().find(|transition| touches(transition.node));
            if let Some(exit) = exit {
                return Some(EdgePath::Exit(definition.path(id), exit.kind));
            }
            let end = definition.field(id, "End").filter(|&node| touches(node));
            if end.is_some() {
                return Some(EdgePath::End(definition.path(id)));
            }
        }
        let start = definition.machines().iter().find(|machine| machine.start_at.node().is_some_and(touches));
        start.map(|machine| EdgePath::Start(definition.machine_path(machine.id)))
    }

    fn state(&self, path: &StatePath) -> Option<&State> {
        self.find(path).map(|id| self.definition().state(id))
    }

    fn node_of_edge(&self, edge: &EdgePath) -> Option<NodeId> {
        let definition = self.definition();
        match edge {
            EdgePath::Start(machine) => definition.machine(definition.find_machine(machine)?).start_at.node(),
            EdgePath::Exit(path, kind) => {
                self.state(path)?.transitions.iter().find(|exit| exit.kind == *kind).map(|exit| exit.node)
            }
            EdgePath::End(path) => {
                let state = self.find(path)?;
                definition.field(state, "End").or_else(|| definition.field(state, "Type"))
            }
        }
    }

    /// Where a transition of that kind leads, by name.
    pub fn target_of(&self, path: &StatePath, kind: TransitionKind) -> Option<Arc<str>> {
        self.state(path)?.transitions.iter().find(|exit| exit.kind == kind).map(|exit| exit.target.clone())
    }

    fn parsed(&self) -> &Parsed {
        self.parsed.get_or_init(|| {
            let Parse { tree, problems } = syntax::parse(&self.text, self.syntax);
            Parsed { tree: Arc::new(tree), problems }
        })
    }
}
