//! A minimum vertex cut: the cheapest set of nodes through which everything needed can be had.
//!
//! Edges lead from an operand to what is computed from it. Cutting a node means recording it. The
//! cut nearest to the sinks is taken, so that as little as possible is computed again.

use std::collections::VecDeque;

const UNBOUNDED: u64 = u64::MAX / 4;

/// A graph of nodes that have a price. Every node is split into an entrance and an exit, joined by
/// an edge of its price; all other edges are unbounded.
pub(crate) struct Graph {
    edges: Vec<Edge>,
    /// The edges that leave each half of a node.
    leaving: Vec<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Edge {
    to: usize,
    /// What can still flow along it.
    left: u64,
}

const SOURCE: usize = 0;
const SINK: usize = 1;

impl Graph {
    /// A graph of nodes with these prices.
    pub(crate) fn new(prices: &[u64]) -> Self {
        let mut graph = Graph {
            edges: Vec::new(),
            leaving: vec![Vec::new(); 2 * prices.len() + 2],
        };
        for (node, price) in prices.iter().enumerate() {
            graph.edge(entrance(node), exit(node), *price);
        }
        graph
    }

    fn edge(&mut self, from: usize, to: usize, capacity: u64) {
        self.leaving[from].push(self.edges.len());
        self.edges.push(Edge { to, left: capacity });
        self.leaving[to].push(self.edges.len());
        self.edges.push(Edge { to: from, left: 0 });
    }

    /// The node cannot be computed again from others.
    pub(crate) fn is_source(&mut self, node: usize) {
        self.edge(SOURCE, entrance(node), UNBOUNDED);
    }

    /// The node is read.
    pub(crate) fn is_needed(&mut self, node: usize) {
        self.edge(exit(node), SINK, UNBOUNDED);
    }

    /// The second node is computed from the first.
    pub(crate) fn computes(&mut self, from: usize, to: usize) {
        self.edge(exit(from), entrance(to), UNBOUNDED);
    }

    /// The nodes of the cheapest cut between the sources and what is needed.
    pub(crate) fn minimum_cut(mut self) -> Vec<usize> {
        while let Some(distances) = self.distances() {
            self.fill(&distances);
        }
        // What can still reach the sink.
        let mut reaches = vec![false; self.leaving.len()];
        let mut queue = VecDeque::from([SINK]);
        reaches[SINK] = true;
        while let Some(at) = queue.pop_front() {
            for &edge in &self.leaving[at] {
                let from = self.edges[edge].to;
                if !reaches[from] && self.edges[edge ^ 1].left > 0 {
                    reaches[from] = true;
                    queue.push_back(from);
                }
            }
        }
        (0..(self.leaving.len() - 2) / 2)
            .filter(|&node| !reaches[entrance(node)] && reaches[exit(node)])
            .collect()
    }

    /// How far each half of a node is from the source along edges that have something left, if the
    /// sink can be reached.
    fn distances(&self) -> Option<Vec<usize>> {
        let mut distances = vec![usize::MAX; self.leaving.len()];
        distances[SOURCE] = 0;
        let mut queue = VecDeque::from([SOURCE]);
        while let Some(at) = queue.pop_front() {
            for &edge in &self.leaving[at] {
                let Edge { to, left } = self.edges[edge];
                if distances[to] == usize::MAX && left > 0 {
                    distances[to] = distances[at] + 1;
                    queue.push_back(to);
                }
            }
        }
        (distances[SINK] != usize::MAX).then_some(distances)
    }

    /// Sends flow along shortest paths until none of that length has anything left: a phase of
    /// Dinic's algorithm. An edge that led nowhere is not tried again.
    fn fill(&mut self, distances: &[usize]) {
        let mut tried = vec![0; self.leaving.len()];
        let mut path: Vec<usize> = Vec::new();
        let mut at = SOURCE;
        loop {
            if at == SINK {
                let flow = path.iter().map(|&e| self.edges[e].left).min().unwrap_or(0);
                for edge in path.drain(..) {
                    self.edges[edge].left -= flow;
                    self.edges[edge ^ 1].left += flow;
                }
                at = SOURCE;
            }
            if let Some(&edge) = self.leaving[at].get(tried[at]) {
                let Edge { to, left } = self.edges[edge];
                if left > 0 && distances[to] == distances[at] + 1 {
                    path.push(edge);
                    at = to;
                } else {
                    tried[at] += 1;
                }
            } else if let Some(edge) = path.pop() {
                at = self.edges[edge ^ 1].to;
                tried[at] += 1;
            } else {
                return;
            }
        }
    }
}

fn entrance(node: usize) -> usize {
    2 * node + 2
}

fn exit(node: usize) -> usize {
    2 * node + 3
}

#[cfg(test)]
mod tests {
    use super::Graph;

    /// q = x + y; q and z are read.
    #[test]
    fn one_value_for_two() {
        let mut graph = Graph::new(&[10, 10, 10, 9]);
        (0..3).for_each(|source| graph.is_source(source));
        graph.computes(0, 3);
        graph.computes(1, 3);
        graph.is_needed(3);
        graph.is_needed(2);
        assert_eq!(graph.minimum_cut(), [2, 3]);
    }

    /// Two values computed from one: the one is recorded.
    #[test]
    fn two_values_from_one() {
        let mut graph = Graph::new(&[10, 9, 9]);
        graph.is_source(0);
        graph.computes(0, 1);
        graph.computes(0, 2);
        graph.is_needed(1);
        graph.is_needed(2);
        assert_eq!(graph.minimum_cut(), [0]);
    }

    /// A small graph: prices, edges from lower to higher nodes, sources and what is needed.
    struct Case {
        prices: Vec<u64>,
        edges: Vec<(usize, usize)>,
        sources: Vec<usize>,
        needed: Vec<usize>,
    }

    impl Case {
        fn random(rng: &mut fastrand::Rng) -> Case {
            let nodes = rng.usize(2..9);
            let pairs = (0..nodes).flat_map(|to| (0..to).map(move |from| (from, to)));
            let mut some = |list: Vec<usize>| -> Vec<usize> {
                list.into_iter().filter(|_| rng.u8(0..3) == 0).collect()
            };
            let (sources, needed) = (some((0..nodes).collect()), some((0..nodes).collect()));
            Case {
                prices: (0..nodes).map(|_| rng.u64(1..20)).collect(),
                edges: pairs.filter(|_| rng.u8(0..2) == 0).collect(),
                sources,
                needed,
            }
        }

        /// Whether no path from a source to what is needed avoids the nodes of a set.
        fn is_cut(&self, cut: &dyn Fn(usize) -> bool) -> bool {
            let mut reached = vec![false; self.prices.len()];
            for node in 0..reached.len() {
                let before = |&(from, to): &(usize, usize)| to == node && reached[from];
                let begins = self.sources.contains(&node) || self.edges.iter().any(before);
                reached[node] = begins && !cut(node);
            }
            self.needed.iter().all(|node| !reached[*node])
        }

        fn price(&self, cut: &dyn Fn(usize) -> bool) -> u64 {
            let nodes = self.prices.iter().enumerate();
            nodes.filter(|(node, _)| cut(*node)).map(|(_, p)| p).sum()
        }
    }

    #[test]
    fn no_set_of_nodes_is_cheaper() {
        let seed = 11;
        let mut rng = fastrand::Rng::with_seed(seed);
        for case in 0..500 {
            let graph = Case::random(&mut rng);
            let mut network = Graph::new(&graph.prices);
            graph.sources.iter().for_each(|s| network.is_source(*s));
            graph.needed.iter().for_each(|n| network.is_needed(*n));
            (graph.edges.iter()).for_each(|(from, to)| network.computes(*from, *to));
            let found = network.minimum_cut();
            let chosen = |node: usize| found.contains(&node);
            assert!(graph.is_cut(&chosen), "seed {seed}, case {case}");
            let sets =
                (0..1_u32 << graph.prices.len()).map(|set| move |n: usize| set >> n & 1 == 1);
            let cheapest = sets
                .filter(|set| graph.is_cut(set))
                .map(|set| graph.price(&set));
            let price = graph.price(&chosen);
            assert_eq!(Some(price), cheapest.min(), "seed {seed}, case {case}");
        }
    }
}
