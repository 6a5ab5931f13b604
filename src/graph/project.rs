use super::condition::words;
use super::subtitle::{is_distributed, subtitle};
use super::{Badges, Edge, EdgeKind, Graph, MachineSite, Node, NodeId, NodeKind, Service, Slot};
use crate::asl::{
    Catcher, Definition, Machine, MachineId, Owner, State, StateId, StateType, Transition, TransitionKind,
    choice::Rule, resource::Resource,
};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Draws a definition as a flowchart. Whatever the definition holds is drawn: states out of reach, states of no known
/// type, both of two states with one name, and a [`NodeKind::Missing`] node where a transition leads nowhere.
pub fn project(definition: &Definition) -> Graph {
    let names = definition.states().iter().map(|state| state.name.clone()).collect();
    let mut projection = Projection {
        definition,
        graph: Graph::default(),
        drawn: vec![NodeId(0); definition.states().len()],
        names,
    };
    if let Some(top) = definition.top() {
        projection.machine(top, None);
    }
    projection.graph
}

struct Projection<'a> {
    definition: &'a Definition,
    graph: Graph,
    /// The node of each state.
    drawn: Vec<NodeId>,
    /// The names of all states and markers.
    names: FxHashSet<Arc<str>>,
}

/// The nodes of one machine that are no states.
struct Extras {
    machine: MachineId,
    site: Option<MachineSite>,
    end: Option<NodeId>,
    missing: BTreeMap<Arc<str>, NodeId>,
}

impl Projection<'_> {
    fn machine(&mut self, machine: &Machine, site: Option<MachineSite>) {
        let mut extras = Extras { machine: machine.id, site, end: None, missing: BTreeMap::new() };
        let start = self.marker(NodeKind::Start, machine.owner, &extras);
        for &state in &machine.states {
            self.state(self.definition.state(state), site);
        }
        if let Some(target) = machine.start_at.value() {
            let to = self.target(machine.start, target, &mut extras);
            self.edge(start, to, EdgeKind::Start, String::new(), Slot::StartAt);
        }
        for &state in &machine.states {
            self.leave(self.definition.state(state), machine.owner, &mut extras);
        }
    }

    fn state(&mut self, state: &State, site: Option<MachineSite>) {
        let resource = self.definition.read::<Arc<str>>(state.id, "Resource");
        let service = resource.value().and_then(|text| Service::named(Resource::parse(text).service()?));
        let id = self.add(Node {
            name: state.name.clone(),
            kind: kind(state),
            subtitle: subtitle(self.definition, state),
            service: service.filter(|_| state.known_type() == Some(StateType::Task)),
            badges: badges(self.definition, state),
            site,
            machine: state.machine,
            state: Some(state.id),
            twins: state.twins,
        });
        self.drawn[state.id.index()] = id;
        for (branch, &child) in state.children.iter().enumerate() {
            self.machine(self.definition.machine(child), Some(MachineSite { container: id, branch }));
        }
    }

    /// Draws the ways out of a state: first where it goes on, then what it does with errors.
    fn leave(&mut self, state: &State, owner: Option<Owner>, extras: &mut Extras) {
        let from = self.drawn[state.id.index()];
        let labels = Labels::of(self.definition, state);
        let (caught, ordinary): (Vec<_>, Vec<_>) =
            state.transitions.iter().partition(|transition| edge_kind(transition) == EdgeKind::Catch);
        for transition in ordinary {
            self.transition(from, transition, &labels, extras);
        }
        if state.end || matches!(state.known_type(), Some(StateType::Succeed | StateType::Fail)) {
            let end = extras.end.unwrap_or_else(|| self.marker(NodeKind::End, owner, extras));
            extras.end = Some(end);
            self.edge(from, end, EdgeKind::End, String::new(), Slot::End);
        }
        for transition in caught {
            self.transition(from, transition, &labels, extras);
        }
    }

    fn transition(&mut self, from: NodeId, transition: &Transition, labels: &Labels, extras: &mut Extras) {
        let to = self.target(transition.resolved, &transition.target, extras);
        let slot = Slot::Transition(transition.kind);
        self.edge(from, to, edge_kind(transition), labels.label(transition.kind), slot);
    }

    /// The node that a transition leads to.
    fn target(&mut self, resolved: Option<StateId>, name: &Arc<str>, extras: &mut Extras) -> NodeId {
        if let Some(state) = resolved {
            return self.drawn[state.index()];
        }
        if let Some(&known) = extras.missing.get(name) {
            return known;
        }
        let id = self.add(Node {
            subtitle: "no such state".to_owned(),
            ..bare_node(name.clone(), NodeKind::Missing, extras)
        });
        extras.missing.insert(name.clone(), id);
        id
    }

    fn marker(&mut self, kind: NodeKind, owner: Option<Owner>, extras: &Extras) -> NodeId {
        let name = self.marker_name(kind, owner);
        self.add(bare_node(name, kind, extras))
    }

    /// `Start`, or `Notify[1]/Start` in a branch; lengthened until no state or other marker has that name.
    fn marker_name(&mut self, kind: NodeKind, owner: Option<Owner>) -> Arc<str> {
        let place = owner.map(|owner| format!("{}[{}]/", self.definition.path(owner.state), owner.branch));
        let mut name = format!("{}{kind}", place.unwrap_or_default());
        while self.names.contains(name.as_str()) {
            name.push_str(" (marker)");
        }
        let name: Arc<str> = name.into();
        self.names.insert(name.clone());
        name
    }

    fn add(&mut self, node: Node) -> NodeId {
        self.graph.nodes.push(node);
        NodeId(self.graph.nodes.len() - 1)
    }

    fn edge(&mut self, from: NodeId, to: NodeId, kind: EdgeKind, label: String, slot: Slot) {
        self.graph.edges.push(Edge { from, to, kind, label, slot });
    }
}

fn bare_node(name: Arc<str>, kind: NodeKind, extras: &Extras) -> Node {
    let (site, machine) = (extras.site, extras.machine);
    Node {
        name,
        kind,
        subtitle: String::new(),
        service: None,
        badges: Badges::default(),
        site,
        machine,
        state: None,
        twins: 0,
    }
}

fn kind(state: &State) -> NodeKind {
    match state.known_type() {
        Some(StateType::Task) => NodeKind::Task,
        Some(StateType::Pass) => NodeKind::Pass,
        Some(StateType::Choice) => NodeKind::Choice,
        Some(StateType::Wait) => NodeKind::Wait,
        Some(StateType::Succeed) => NodeKind::Succeed,
        Some(StateType::Fail) => NodeKind::Fail,
        Some(StateType::Parallel) => NodeKind::Parallel,
        Some(StateType::Map) => NodeKind::Map,
        None => NodeKind::Unknown,
    }
}

fn badges(definition: &Definition, state: &State) -> Badges {
    let has_entries =
        |key| definition.field(state.id, key).is_some_and(|list| !definition.tree().items(list).is_empty());
    Badges {
        retry: has_entries("Retry"),
        catch: has_entries("Catch"),
        distributed: state.known_type() == Some(StateType::Map) && is_distributed(definition, state),
    }
}

fn edge_kind(transition: &Transition) -> EdgeKind {
    match transition.kind {
        TransitionKind::Next => EdgeKind::Next,
        TransitionKind::Choice(_) => EdgeKind::Choice,
        TransitionKind::Default => EdgeKind::Default,
        TransitionKind::Catch(_) => EdgeKind::Catch,
    }
}

/// What stands on the ways out of a state.
struct Labels {
    rules: Vec<String>,
    catchers: Vec<String>,
}

impl Labels {
    fn of(definition: &Definition, state: &State) -> Labels {
        let tree = definition.tree();
        let Some(node) = state.node else { return Labels { rules: Vec::new(), catchers: Vec::new() } };
        let rules = Rule::all(tree, node);
        let catchers = Catcher::all(tree, node);
        Labels {
            rules: rules.iter().map(|rule| words(tree, &rule.condition)).collect(),
            catchers: catchers.iter().map(errors).collect(),
        }
    }

    fn label(&self, kind: TransitionKind) -> String {
        match kind {
            TransitionKind::Next => String::new(),
            TransitionKind::Choice(rule) => self.rules.get(rule).cloned().unwrap_or_default(),
            TransitionKind::Default => "default".to_owned(),
            TransitionKind::Catch(catcher) => self.catchers.get(catcher).cloned().unwrap_or_default(),
        }
    }
}

fn errors(catcher: &Catcher) -> String {
    let names = catcher.error_equals.value().map(|names| names.join(", "));
    names.filter(|names| !names.is_empty()).unwrap_or_else(|| "no errors".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Projects `text` and compares nodes and edges, one a line. Checks what holds for every graph.
    fn check(text: &str, expected: &[&str]) {
        let definition = crate::asl::lower(&Arc::new(crate::json::parse(text).tree));
        let graph = project(&definition);
        check_laws(&definition, &graph);
        let nodes = graph.iter().filter(|(_, node)| !node.kind.is_marker()).map(|(_, node)| describe(node));
        let edges = graph.edges.iter().map(|edge| {
            let name = |id: NodeId| &graph.nodes[id.0].name;
            let label = if edge.label.is_empty() { String::new() } else { format!(": {}", edge.label) };
            format!("{} -{}-> {}{label}", name(edge.from), edge.kind, name(edge.to))
        });
        assert_eq!(nodes.chain(edges).collect::<Vec<_>>(), expected);
    }

    fn describe(node: &Node) -> String {
        let site =
            node.site.map_or(String::new(), |site| format!(" in {}[{}]", site.container.0, site.branch));
        format!("{} {}{site}", node.kind, node.name)
    }

    fn check_laws(definition: &Definition, graph: &Graph) {
        let mut markers = BTreeSet::new();
        for (id, node) in graph.iter() {
            assert!(node.site.is_none_or(|site| site.container < id), "a container precedes its content");
            if node.kind.is_marker() {
                assert!(markers.insert(node.name.clone()), "a marker's name is its own");
                assert!(definition.states().iter().all(|state| state.name != node.name));
            }
        }
        for state in definition.states() {
            let node = graph.node_of(state.id).expect("every state is drawn");
            assert_eq!(graph.path(node), Some(definition.path(state.id)));
        }
        for edge in &graph.edges {
            assert_eq!(
                graph.nodes[edge.from.0].site, graph.nodes[edge.to.0].site,
                "edges stay in their machine"
            );
        }
    }

    #[test]
    fn a_choice_has_labelled_ways_out() {
        check(
            r#"{"StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericGreaterThan": 1, "Next": "A"}], "Default": "F"},
                "A": {"Type": "Pass", "End": true}, "F": {"Type": "Fail"}}}"#,
            &[
                "Choice C",
                "Pass A",
                "Fail F",
                "Start -start-> C",
                "C -choice-> A: $.n > 1",
                "C -default-> F: default",
                "A -end-> End",
                "F -end-> End",
            ],
        );
    }

    #[test]
    fn a_catch_says_its_errors() {
        check(
            r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "r", "End": true, "Catch": [
                {"ErrorEquals": ["States.Timeout", "Oops"], "Next": "T"}, {"ErrorEquals": [], "Next": "T"}]}}}"#,
            &[
                "Task T",
                "Start -start-> T",
                "T -end-> End",
                "T -catch-> T: States.Timeout, Oops",
                "T -catch-> T: no errors",
            ],
        );
    }

    #[test]
    fn nested_machines_have_their_own_start_and_end() {
        check(
            r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, {}]}}}"#,
            &[
                "Parallel P",
                "Succeed A in 1[0]",
                "P[0]/Start -start-> A",
                "A -end-> P[0]/End",
                "Start -start-> P",
                "P -end-> End",
            ],
        );
    }

    #[test]
    fn a_target_that_is_no_state_is_drawn_once_per_machine() {
        check(
            r#"{"StartAt": "Gone", "States": {"A": {"Type": "Pass", "Next": "Gone"}, "B": {"Next": "Other"}}}"#,
            &[
                "Pass A",
                "Unknown B",
                "Missing Gone",
                "Missing Other",
                "Start -start-> Gone",
                "A -next-> Gone",
                "B -next-> Other",
            ],
        );
    }

    #[test]
    fn markers_keep_clear_of_states_with_their_names() {
        check(
            r#"{"StartAt": "Start", "States": {"Start": {"Type": "Pass", "Next": "End"}, "End": {"Type": "Succeed"}}}"#,
            &[
                "Pass Start",
                "Succeed End",
                "Start (marker) -start-> Start",
                "Start -next-> End",
                "End -end-> End (marker)",
            ],
        );
    }

    #[test]
    fn both_of_two_states_with_one_name_are_drawn() {
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}, "A": {"Type": "Wait", "Seconds": 1}}}"#;
        let definition = crate::asl::lower(&Arc::new(crate::json::parse(text).tree));
        let graph = project(&definition);
        assert_eq!(graph.nodes.iter().filter(|node| &*node.name == "A").count(), 2);
    }

    #[test]
    fn half_typed_text_is_drawn_as_far_as_it_goes() {
        check(
            r#"{"States": {"A": {"Type": "Task", "Next": "B"}, "B":"#,
            &["Task A", "Unknown B", "A -next-> B"],
        );
        check("[]", &[]);
        check("{}", &[]);
    }
}
