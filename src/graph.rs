//! The steps of a routemap as a directed graph: what follows, what is reachable, what goes round.
//!
//! Ids are names outside and indices inside. A graph can be made of any routemap, also a faulty one: a
//! choice that leads nowhere is a way out of the graph, as is a choice to another routemap.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::{
    Direction,
    graph::{DiGraph, NodeIndex},
};

use crate::definition::{
    Outline, StepId,
    outline::{OutlineChoice, OutlineStep},
};

/// A routemap with its steps joined up.
pub struct Graph {
    outline: Outline,
    /// Node weight: index into `outline.steps`. Edge weight: index into the step's choices.
    nodes: DiGraph<usize, usize>,
    by_name: BTreeMap<StepId, NodeIndex>,
    /// For each step by node index: the fewest and the most further steps to an end.
    left: Vec<Option<StepsLeft>>,
}

/// How many more steps there are to an end, on the shortest way and on the longest that does not go round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepsLeft {
    pub fewest: usize,
    pub most: usize,
}

impl Graph {
    /// Joins the steps of a routemap by their choices. Of two steps with one id the first counts.
    pub fn new(outline: Outline) -> Graph {
        let mut nodes = DiGraph::new();
        let mut by_name = BTreeMap::new();
        for (index, step) in outline.steps.iter().enumerate() {
            let node = nodes.add_node(index);
            by_name.entry(step.id.clone()).or_insert(node);
        }
        for (from, step) in nodes.node_indices().zip(&outline.steps) {
            for (index, choice) in step.choices.iter().enumerate() {
                if choice.routemap.is_empty()
                    && let Some(to) = by_name.get(&choice.to)
                {
                    nodes.add_edge(from, *to, index);
                }
            }
        }
        let mut graph = Graph { outline, nodes, by_name, left: Vec::new() };
        graph.left = graph.count_steps_left();
        graph
    }

    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// Returns the first step, if the routemap names one that exists.
    pub fn start(&self) -> Option<&OutlineStep> {
        self.step(self.outline.start.as_str())
    }

    pub fn step(&self, id: &str) -> Option<&OutlineStep> {
        self.step_at(*self.by_name.get(id)?)
    }

    pub fn choice(&self, step: &str, choice: &str) -> Option<&OutlineChoice> {
        self.step(step)?.choices.iter().find(|known| known.id.as_str() == choice)
    }

    /// Returns the step a choice leads to, unless it leads out of this routemap.
    pub fn next(&self, step: &str, choice: &str) -> Option<&OutlineStep> {
        let choice = self.choice(step, choice)?;
        if choice.routemap.is_empty() { self.step(choice.to.as_str()) } else { None }
    }

    /// Returns how many more steps there are after `step`; nothing if no end can be reached.
    pub fn steps_left(&self, step: &str) -> Option<StepsLeft> {
        *self.left.get(self.by_name.get(step)?.index())?
    }

    /// Returns every step that can be reached from `entries`, themselves included, in no order, without
    /// walking through the steps for which `closed` is true. A closed step itself is not reached either.
    pub fn reachable_without<'a>(
        &self,
        entries: impl IntoIterator<Item = &'a str>,
        closed: impl Fn(&OutlineStep) -> bool,
    ) -> BTreeSet<&StepId> {
        let mut seen = BTreeSet::new();
        let mut queue: VecDeque<&OutlineStep> =
            entries.into_iter().filter_map(|entry| self.step(entry)).filter(|step| !closed(step)).collect();
        while let Some(step) = queue.pop_front() {
            if !seen.insert(&step.id) {
                continue;
            }
            queue.extend(
                step.choices.iter().filter_map(|choice| self.next(step.id.as_str(), choice.id.as_str())).filter(|next| !closed(next)),
            );
        }
        seen
    }

    /// Returns the steps from which a family can never come to an end or out of this routemap, although
    /// every one of them has a way on: loops that nobody can leave. In the order of the routemap.
    pub fn trapped(&self) -> Vec<&OutlineStep> {
        let stuck = self.outline.steps.iter().filter(|step| !step.choices.is_empty());
        stuck.filter(|step| self.by_name.get(&step.id).is_some_and(|node| self.left.get(node.index()) == Some(&None))).collect()
    }

    fn step_at(&self, node: NodeIndex) -> Option<&OutlineStep> {
        self.outline.steps.get(*self.nodes.node_weight(node)?)
    }

    /// Says whether a family may stop here: no way on, or a way out of the routemap (or a fault, which the
    /// checker names by itself).
    fn is_exit(&self, node: NodeIndex) -> bool {
        let ways = self.step_at(node).map_or(0, |step| step.choices.len());
        ways == 0 || self.nodes.edges(node).count() < ways
    }

    fn count_steps_left(&self) -> Vec<Option<StepsLeft>> {
        let fewest = self.count_fewest();
        let most = self.count_most(&fewest);
        fewest.iter().zip(most).map(|(fewest, most)| Some(StepsLeft { fewest: (*fewest)?, most: most? })).collect()
    }

    /// Walks back from every exit at once, nearest first.
    fn count_fewest(&self) -> Vec<Option<usize>> {
        let mut fewest = vec![None; self.nodes.node_count()];
        let mut queue: VecDeque<(NodeIndex, usize)> =
            self.nodes.node_indices().filter(|node| self.is_exit(*node)).map(|node| (node, 0)).collect();
        while let Some((node, steps)) = queue.pop_front() {
            match fewest.get_mut(node.index()) {
                Some(known @ None) => *known = Some(steps),
                _ => continue,
            }
            queue.extend(self.nodes.neighbors_directed(node, Direction::Incoming).map(|before| (before, steps.saturating_add(1))));
        }
        fewest
    }

    /// Counts the longest way onward. A way back to an earlier step of the file goes round and is not counted, unless
    /// it is the only way there is; then the shortest one counts.
    fn count_most(&self, fewest: &[Option<usize>]) -> Vec<Option<usize>> {
        let mut most = fewest.to_vec();
        for node in self.nodes.node_indices().rev() {
            let onward = self.nodes.neighbors(node).filter(|next| *next > node);
            let longest = onward.filter_map(|next| *most.get(next.index())?).max().map(|steps| steps.saturating_add(1));
            if let Some(slot) = most.get_mut(node.index()) {
                *slot = longest.max(*slot);
            }
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::ChoiceId;

    /// Makes a routemap of `a>b a>c b>.`: `.` ends a step, `!` leads to another routemap.
    pub fn graph_of(ways: &str) -> Graph {
        let mut outline = Outline::default();
        for (from, to) in ways.split(' ').filter_map(|way| way.split_once('>')) {
            if !outline.steps.iter().any(|step| step.id.as_str() == from) {
                outline.steps.push(OutlineStep { id: from.into(), ..OutlineStep::default() });
            }
            let step = outline.steps.iter_mut().find(|step| step.id.as_str() == from).unwrap();
            if to != "." {
                let routemap = if to == "!" { "other".to_owned() } else { String::new() };
                step.choices.push(OutlineChoice { id: ChoiceId(format!("to-{to}")), to: to.into(), routemap, ..OutlineChoice::default() });
            }
        }
        outline.start = outline.steps[0].id.clone();
        Graph::new(outline)
    }

    fn left(graph: &Graph, step: &str) -> Option<(usize, usize)> {
        graph.steps_left(step).map(|left| (left.fewest, left.most))
    }

    #[test]
    fn steps_left_are_a_range_over_the_branches() {
        let graph = graph_of("a>b a>c b>e c>d d>e e>.");
        assert_eq!(left(&graph, "a"), Some((2, 3)));
        assert_eq!(left(&graph, "e"), Some((0, 0)));
    }

    #[test]
    fn a_loop_is_counted_once_round() {
        let graph = graph_of("a>wait wait>chase chase>wait wait>end end>.");
        assert_eq!(left(&graph, "a"), Some((2, 4)));
        assert_eq!(left(&graph, "chase"), Some((2, 2)));
    }

    #[test]
    fn a_way_to_another_routemap_is_a_way_out() {
        let graph = graph_of("a>b b>a b>!");
        assert_eq!(left(&graph, "a"), Some((1, 1)));
        assert!(graph.trapped().is_empty());
    }

    #[test]
    fn a_loop_nobody_can_leave_is_found() {
        let graph = graph_of("a>b a>end b>c c>b end>.");
        let trapped: Vec<_> = graph.trapped().iter().map(|step| step.id.as_str()).collect();
        assert_eq!(trapped, ["b", "c"]);
        assert_eq!(left(&graph, "b"), None);
    }

    #[test]
    fn a_closed_step_hides_what_is_only_behind_it() {
        let graph = graph_of("a>b a>c b>d c>. d>.");
        let open = graph.reachable_without(["a"], |step| step.id.as_str() == "b");
        assert_eq!(open.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn a_chain_of_a_hundred_thousand_steps_is_counted_without_overflow() {
        let mut outline = Outline { start: "s0".into(), ..Outline::default() };
        for n in 0..100_000_u32 {
            let choice = OutlineChoice { id: "on".into(), to: StepId(format!("s{}", n + 1)), ..OutlineChoice::default() };
            outline.steps.push(OutlineStep { id: StepId(format!("s{n}")), choices: vec![choice], ..OutlineStep::default() });
        }
        assert_eq!(left(&Graph::new(outline), "s0"), Some((99_999, 99_999)));
    }
}
