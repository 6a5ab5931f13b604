use super::scan::{Frame, Scan, Slot, decode, scan};
use super::scan_yaml::scan_yaml;
use super::skeleton::Layout;
use crate::asl::fields::{FieldKind, FieldSpec, ObjectKind};
use crate::asl::{Definition, MachineId, QueryLanguage, State, StateId};
use crate::document::Snapshot;
use crate::json::{NodeId, Style, Tree};
use crate::syntax::Syntax;
use crate::text::TextRange;

/// A caret in a definition: what it is in, as far as that can be known from text that may be half typed.
pub(super) struct Site<'a> {
    given: &'a Snapshot,
    /// The text without a token that is not closed, whose quote would swallow what comes behind it.
    repaired: Option<Box<Snapshot>>,
    pub(super) offset: usize,
    pub(super) scan: Scan,
    /// What each open container is.
    levels: Vec<Level>,
}

/// An open container.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// The container in the tree of [`Site::snapshot`].
    node: Option<NodeId>,
    meaning: Meaning,
}

/// What a container is for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Meaning {
    /// An object with fields of the language; none for a state whose type is not known.
    Object(Option<ObjectKind>),
    /// The states of a machine.
    States,
    /// A list of such objects.
    Objects(ObjectKind),
    /// A part of a field's value.
    Inside(&'static FieldSpec),
    /// Nothing the language knows.
    Unknown,
}

/// How strings at a place are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// As they are.
    Plain,
    /// A path.
    Path,
    /// A path or a call of an intrinsic function.
    PathOrIntrinsic,
    /// JSONata between `{%` and `%}`.
    Jsonata,
}

impl<'a> Site<'a> {
    /// The place of a caret.
    pub(super) fn new(given: &'a Snapshot, offset: usize) -> Self {
        let text = given.text();
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let is_yaml = given.syntax() == Syntax::Yaml;
        let scan = if is_yaml { scan_yaml(text, offset) } else { scan(text, offset) };
        let token = scan.token.range;
        // A block's key without its colon would be read as a scalar.
        let is_half_a_key =
            is_yaml && scan.slot == Slot::Key && !text[token.end..].trim_start().starts_with(':');
        let needs_repair = !scan.token.is_closed || (is_half_a_key && !token.is_empty());
        let repaired = needs_repair
            .then(|| format!("{}{}", &text[..token.start], &text[token.end..]))
            .map(|text| Box::new(Snapshot::of_syntax(text, given.syntax())));
        let mut site = Site { given, repaired, offset, scan, levels: Vec::new() };
        site.levels = site.read_levels();
        site.settle_item();
        site
    }

    /// The text as it is.
    pub(super) fn text(&self) -> &'a str {
        self.given.text()
    }

    /// What follows from the text; in it, what is behind the token may stand further to the left.
    pub(super) fn snapshot(&self) -> &Snapshot {
        self.repaired.as_deref().unwrap_or(self.given)
    }

    pub(super) fn definition(&self) -> &Definition {
        self.snapshot().definition()
    }

    pub(super) fn tree(&self) -> &Tree {
        self.definition().tree()
    }

    /// The letters of the token before the caret, decoded.
    pub(super) fn typed(&self) -> String {
        let start = self.scan.token.letters().start;
        decode(TextRange::new(start, self.offset.max(start)).slice(self.text()))
    }

    /// The letters of the whole token, decoded.
    pub(super) fn letters(&self) -> String {
        decode(self.scan.token.letters().slice(self.text()))
    }

    /// The innermost container: what it is, and its frame.
    pub(super) fn innermost(&self) -> Option<(Meaning, &Frame)> {
        Some((self.levels.last()?.meaning, self.scan.frames.last()?))
    }

    /// All open containers, outermost first.
    pub(super) fn levels(&self) -> impl Iterator<Item = (Meaning, &Frame)> {
        self.levels.iter().map(|level| level.meaning).zip(&self.scan.frames)
    }

    /// The innermost container in the tree.
    pub(super) fn container(&self) -> Option<NodeId> {
        self.levels.last()?.node
    }

    /// The innermost object with fields of the language, its frame and its node.
    pub(super) fn object(&self) -> Option<(Option<ObjectKind>, &Frame, Option<NodeId>)> {
        let levels = self.levels.iter().zip(&self.scan.frames).rev();
        levels
            .filter_map(|(level, frame)| match level.meaning {
                Meaning::Object(kind) => Some((kind, frame, level.node)),
                _ => None,
            })
            .next()
    }

    /// The keys and indices from that object down to the token; the first is a field's.
    pub(super) fn way(&self) -> Vec<String> {
        let depth = self.levels.iter().rposition(|level| matches!(level.meaning, Meaning::Object(_)));
        let frames = depth.map_or(&[][..], |depth| &self.scan.frames[depth..]);
        let step =
            |frame: &Frame| if frame.is_object { frame.key.to_string() } else { frame.index.to_string() };
        frames.iter().map(step).collect()
    }

    /// The field whose value the caret is in.
    pub(super) fn field(&self) -> Option<&'static FieldSpec> {
        if self.scan.slot == Slot::Key && matches!(self.innermost(), Some((Meaning::Object(_), _))) {
            return None;
        }
        let (kind, frame, _) = self.object()?;
        match kind {
            Some(kind) => kind.field(&frame.key),
            None => crate::asl::fields::state_field(&frame.key),
        }
    }

    /// The state around the caret.
    pub(super) fn state(&self) -> Option<&State> {
        let node = self.levels.iter().rev().find_map(|level| {
            let is_state = matches!(level.meaning, Meaning::Object(Some(ObjectKind::State(_)) | None));
            let is_machine = matches!(
                level.meaning,
                Meaning::Object(Some(ObjectKind::Top | ObjectKind::Branch | ObjectKind::MapBody))
            );
            (is_state || is_machine).then_some((level.node, is_state))
        });
        let (node, true) = node? else { return None };
        node.and_then(|node| self.definition().states().iter().find(|state| state.node == Some(node)))
    }

    /// The machine around the caret.
    pub(super) fn machine(&self) -> Option<MachineId> {
        let level = self.levels.iter().rev().find(|level| {
            let kind = match level.meaning {
                Meaning::Object(kind) => kind,
                _ => None,
            };
            matches!(kind, Some(ObjectKind::Top | ObjectKind::Branch | ObjectKind::MapBody))
        })?;
        let machines = self.definition().machines();
        machines.iter().find(|machine| Some(machine.node) == level.node).map(|machine| machine.id)
    }

    /// The language of the state around the caret, or of the definition.
    pub(super) fn language(&self) -> QueryLanguage {
        let definition = self.definition();
        self.state().map_or_else(|| definition.top_language(), |state| definition.language(state.id))
    }

    /// Whether the field exists in the language of the place.
    fn is_in_language(&self, spec: &FieldSpec) -> bool {
        spec.language.is_none_or(|only| only == self.language())
    }

    /// How a string here is read.
    pub(super) fn reading(&self) -> Reading {
        if !matches!(self.scan.slot, Slot::Value | Slot::Item) {
            return Reading::Plain;
        }
        let key = self.innermost().map_or("", |(_, frame)| &frame.key);
        let Some(spec) = self.field() else { return self.reading_of_operand(key) };
        reading(spec, self.object().and_then(|(kind, ..)| kind), self.language(), key, self.way().len() > 1)
    }

    /// The right side of a `…Path` comparison.
    fn reading_of_operand(&self, key: &str) -> Reading {
        use crate::asl::choice::Operator;
        match Operator::from_name(key) {
            Some(Operator::Compare { path: true, .. }) => Reading::Path,
            _ => Reading::Plain,
        }
    }

    /// The quote that the token stands in; none for a plain scalar and for a block of YAML.
    pub(super) fn quote(&self) -> Option<char> {
        let token = &self.scan.token;
        let first = token.range.slice(self.text()).chars().next();
        first.filter(|first| matches!(first, '"' | '\'') && token.inner != Some(token.range))
    }

    /// How the text around the caret is written.
    pub(super) fn layout(&self) -> Layout {
        let text = self.text();
        let container = self.container().or_else(|| self.tree().root());
        let style = container.map(|node| Style::near(self.tree(), self.snapshot().text(), node));
        let open = self.scan.frames.last().map_or(0, |frame| frame.open);
        let entries =
            container.map_or(0, |node| self.tree().members(node).len() + self.tree().items(node).len());
        let before = TextRange::new(open, self.scan.token.range.start).slice(text);
        let span = container.map_or(TextRange::empty(open), |node| self.tree().span(node));
        let is_on_line = !span.slice(self.snapshot().text()).contains('\n') && !before.contains('\n');
        let one_line = is_on_line && (entries > 1 || !text.contains('\n'));
        let line = text[..self.scan.token.range.start].rsplit('\n').next().unwrap_or_default();
        let indent = line[..line.len() - line.trim_start_matches([' ', '\t']).len()].to_owned();
        match style {
            Some(style) => Layout {
                newline: style.newline,
                unit: style.unit,
                indent,
                colon: style.colon,
                comma: style.comma,
                one_line,
            },
            None => Layout {
                newline: "\n",
                unit: "  ".to_owned(),
                indent,
                colon: ": ".to_owned(),
                comma: ", ".to_owned(),
                one_line: false,
            },
        }
    }

    /// The states of the machine around the caret.
    pub(super) fn siblings(&self) -> Vec<StateId> {
        self.machine().map_or(Vec::new(), |machine| self.definition().machine(machine).states.clone())
    }

    /// A word behind a dash of YAML begins an object, unless the list holds texts.
    fn settle_item(&mut self) {
        let is_new =
            self.scan.block.is_some() && self.scan.frames.last().is_some_and(|frame| !frame.is_begun);
        let list = self.levels.len().checked_sub(2).and_then(|list| self.levels.get(list));
        let holds_texts = list.is_some_and(|list| matches!(list.meaning, Meaning::Inside(_)));
        let is_list = self.scan.frames.iter().rev().nth(1).is_some_and(|frame| !frame.is_object);
        if is_new && holds_texts && is_list {
            self.scan.frames.pop();
            self.levels.pop();
            self.scan.slot = Slot::Item;
        }
    }

    fn read_levels(&self) -> Vec<Level> {
        let mut levels: Vec<Level> = Vec::with_capacity(self.scan.frames.len());
        for (depth, frame) in self.scan.frames.iter().enumerate() {
            let outer = depth
                .checked_sub(1)
                .and_then(|outer| Some((levels.get(outer)?, self.scan.frames.get(outer)?)));
            let node = match (&self.scan.block, outer) {
                (Some(_), Some((level, outer))) => self.inside(level.node, outer),
                (Some(_), None) => self.tree().root(),
                (None, _) => self.container_at(frame.open),
            };
            let meaning = match outer {
                None => Meaning::Object(Some(ObjectKind::Top)),
                Some((level, outer)) => self.meaning_inside(level.meaning, &outer.key, node),
            };
            levels.push(Level { node, meaning });
        }
        levels
    }

    fn meaning_inside(&self, outer: Meaning, key: &str, node: Option<NodeId>) -> Meaning {
        match outer {
            Meaning::States => Meaning::Object(node.and_then(|node| self.kind_of_state(node))),
            Meaning::Objects(kind) => Meaning::Object(Some(kind)),
            Meaning::Inside(spec) => Meaning::Inside(spec),
            Meaning::Unknown => Meaning::Unknown,
            Meaning::Object(kind) => {
                match kind.and_then(|kind| kind.field(key)).map(|spec| (spec, spec.kind)) {
                    Some((_, FieldKind::States)) => Meaning::States,
                    Some((_, FieldKind::Object(kind))) => Meaning::Object(Some(kind)),
                    Some((_, FieldKind::Objects(kind))) => Meaning::Objects(kind),
                    Some((spec, _)) => Meaning::Inside(spec),
                    None => Meaning::Unknown,
                }
            }
        }
    }

    fn kind_of_state(&self, node: NodeId) -> Option<ObjectKind> {
        let tree = self.tree();
        let state_type = tree.as_str(tree.get(node, "Type")?)?;
        crate::asl::StateType::from_name(state_type).map(ObjectKind::State)
    }

    /// What stands in a container at the key or index that its frame is at.
    fn inside(&self, container: Option<NodeId>, frame: &Frame) -> Option<NodeId> {
        let tree = self.tree();
        let node = match frame.is_object {
            true => tree.get(container?, &frame.key)?,
            false => *tree.items(container?).get(frame.index)?,
        };
        (tree.is_object(node) || matches!(tree.node(node).kind, crate::json::NodeKind::Array(_)))
            .then_some(node)
    }

    /// The container that opens at an offset, which lies before the token.
    fn container_at(&self, open: usize) -> Option<NodeId> {
        let tree = self.tree();
        tree.ancestry_at(open).into_iter().rev().find(|&node| tree.span(node).start == open)
    }
}

/// How a string in the value of a field is read. `inner` says whether it lies deeper than the field's own value.
pub(super) fn reading(
    spec: &FieldSpec,
    owner: Option<ObjectKind>,
    language: QueryLanguage,
    key: &str,
    inner: bool,
) -> Reading {
    use FieldKind as Kind;
    let exists = spec.language.is_none_or(|only| only == language);
    if !exists {
        return Reading::Plain;
    }
    match (language, spec.kind) {
        (_, Kind::Path | Kind::PathOrNull | Kind::ReferencePath | Kind::ReferencePathOrNull) => Reading::Path,
        (QueryLanguage::JsonPath, Kind::PathOrIntrinsic) => Reading::PathOrIntrinsic,
        (QueryLanguage::JsonPath, Kind::Template | Kind::Assignments) if inner && key.ends_with(".$") => {
            Reading::PathOrIntrinsic
        }
        (QueryLanguage::Jsonata, _) if spec.takes_jsonata(owner) => Reading::Jsonata,
        _ => Reading::Plain,
    }
}

impl Site<'_> {
    /// Whether a row of the table may stand in the object here.
    pub(super) fn allows(&self, spec: &FieldSpec) -> bool {
        self.is_in_language(spec)
    }
}
