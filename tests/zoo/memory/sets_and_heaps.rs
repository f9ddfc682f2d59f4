//! Sets, and heaps of integers and of structs with floats.

use crate::support::whole_functions;
use autodiff::{Differentiable, differentiate};
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap, HashSet};

/// What was seen, what is left, and what lies in between.
#[differentiate]
pub fn visited(p: &[f64]) -> f64 {
    let mut seen = HashSet::new();
    let mut sum = 0.0;
    for i in 0..8 {
        if seen.insert(i * i % 6) {
            sum += p[i % 3] * (i as f64 + 1.0);
        } else {
            sum *= p[0].sin() + 1.5;
        }
    }
    let mut left: BTreeSet<usize> = (0..6).collect();
    left.remove(&2);
    while let Some(i) = left.pop_first() {
        sum += p[i % 3] * (left.len() + 1) as f64;
        if left.contains(&4) && !left.remove(&7) {
            left.take(&4);
        }
    }
    let pairs: BTreeSet<(usize, bool)> = [(2, true), (1, false), (1, true), (2, true)]
        .into_iter()
        .collect();
    for &(i, squared) in &pairs {
        sum += if squared { p[i] * p[i] } else { p[i] };
    }
    let mut marks = BTreeSet::from([4, 2, 9, 2]);
    marks.extend([1, 5]);
    marks.retain(|m| m % 2 == 1 || *m > 3);
    sum + marks.range(2..=5).map(|m| *m as f64).sum::<f64>() * p[1]
        + marks
            .iter()
            .rev()
            .take(2)
            .map(|m| p[*m as usize % 3].cos())
            .sum::<f64>()
}

/// The algorithm of Dijkstra over lengths that are integers, with a cost of floats.
#[differentiate]
pub fn along_the_shortest(p: &[f64]) -> f64 {
    let edges = [
        (0_usize, 1_usize, 3_u64),
        (0, 2, 1),
        (2, 1, 1),
        (1, 3, 4),
        (2, 3, 7),
        (3, 4, 1),
        (1, 4, 6),
    ];
    let mut lengths = vec![u64::MAX; 5];
    let mut costs = vec![0.0; 5];
    let mut heap = BinaryHeap::new();
    lengths[0] = 0;
    heap.push(Reverse((0_u64, 0_usize)));
    while let Some(Reverse((length, node))) = heap.pop() {
        if length > lengths[node] {
            continue;
        }
        for (k, &(from, to, by)) in edges.iter().enumerate() {
            if from == node && length + by < lengths[to] {
                lengths[to] = length + by;
                costs[to] = costs[node] * p[0].cos() + p[k % 3] * by as f64;
                heap.push(Reverse((length + by, to)));
            }
        }
    }
    costs[4] * costs[3] + costs[1]
}

#[derive(Differentiable, Clone, Copy, PartialEq)]
struct State {
    cost: f64,
    rank: u8,
}

impl Eq for State {}

/// By the rank alone, so that many are equal.
impl Ord for State {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}

impl PartialOrd for State {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Structs, of which equal ones come in the order of `std`.
#[differentiate]
pub fn ranked(p: &[f64]) -> f64 {
    let mut heap: BinaryHeap<State> = BinaryHeap::with_capacity(4);
    for i in 0..11 {
        heap.push(State {
            cost: p[i % 3] * (i as f64).cos(),
            rank: (i * 7 % 4) as u8,
        });
    }
    let standing: f64 = heap
        .iter()
        .enumerate()
        .map(|(i, s)| (i + 1) as f64 * s.cost)
        .sum();
    let (mut sum, mut turn) = (standing, 1.0);
    while let Some(State { cost, rank }) = heap.pop() {
        sum += turn * cost * cost.sin();
        turn += 1.0;
        if rank == 3 && heap.len() < 10 {
            heap.push(State {
                cost: cost + p[1],
                rank: 1,
            });
        }
        if let Some(next) = heap.peek() {
            sum += next.cost * p[0];
        }
    }
    sum
}

#[derive(Differentiable, Clone, Copy, PartialEq)]
struct Front {
    cost: f64,
    node: usize,
}

impl Eq for Front {}

impl Ord for Front {
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .cost
            .total_cmp(&self.cost)
            .then_with(|| self.node.cmp(&other.node))
    }
}

impl PartialOrd for Front {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[differentiate]
fn shortest(adjacent: &[Vec<(usize, f64)>], to: usize) -> Option<f64> {
    let mut lengths = vec![f64::INFINITY; adjacent.len()];
    let mut heap = BinaryHeap::new();
    lengths[0] = 0.0;
    heap.push(Front { cost: 0.0, node: 0 });
    while let Some(Front { cost, node }) = heap.pop() {
        if node == to {
            return Some(cost);
        }
        for &(next, by) in &adjacent[node] {
            if cost + by < lengths[next] {
                lengths[next] = cost + by;
                heap.push(Front {
                    cost: cost + by,
                    node: next,
                });
            }
        }
    }
    None
}

/// The algorithm of Dijkstra over lengths that are floats.
#[differentiate]
pub fn shortest_of(p: &[f64]) -> f64 {
    let mut adjacent = vec![Vec::new(); 5];
    for (k, (from, to)) in [(0, 1_usize), (0, 2), (2, 1), (1, 3), (2, 3)]
        .into_iter()
        .enumerate()
    {
        adjacent[from].push((to, 0.1 + p[k % 3] * p[k % 3] * (k + 1) as f64));
    }
    shortest(&adjacent, 3).unwrap_or(0.0) * p[0] + shortest(&adjacent, 4).unwrap_or(p[1])
}

/// Moved, cloned, taken and assigned.
#[differentiate]
pub fn moved(p: &[f64]) -> f64 {
    let mut heap = BinaryHeap::new();
    for i in 0..6_usize {
        heap.push(i * 5 % 7);
    }
    let mut old = heap.clone();
    let mut taken = std::mem::take(&mut heap);
    heap.push(3);
    let (mut sum, mut turn) = (0.0, 1.0);
    while let Some(i) = old.pop() {
        sum += turn * p[i % 3];
        turn += 1.0;
        if i == 4 {
            taken.push(9);
        }
    }
    let mut second = taken;
    taken = BinaryHeap::new();
    taken.push(1);
    while let Some(i) = second.pop() {
        sum += turn * p[i % 3] * p[0];
        turn += 1.0;
    }
    let mut front = BTreeSet::from([0_usize]);
    for _ in 0..3 {
        let mut next = BTreeSet::new();
        for &i in &front {
            next.insert((i + 1) % 6);
            next.insert((i + 4) % 6);
            sum += p[i % 3];
        }
        front = next;
    }
    sum + taken.into_vec().len() as f64 * p[1] + heap.len() as f64 * p[2]
}

whole_functions! { visited along_the_shortest ranked shortest_of moved }
