//! Which items are recorded, of those that the backward pass needs or needs others for.

use super::cut::Graph;
use super::recompute::Again;
use super::{Item, Recompute};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Every float that is not at hand is recorded; integers, of which the type may be known to rustc
/// alone, only where they cannot be had again.
pub(super) fn everything(recompute: &Recompute<'_>, needs: &BTreeSet<Item>) -> BTreeSet<Item> {
    let function = recompute.function;
    let mut cut = BTreeSet::new();
    let mut open: Vec<Item> = needs.iter().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(item) = open.pop() {
        if !seen.insert(item) {
            continue;
        }
        let floats = match item {
            Item::Value(value) => function.value(value).ty.carries_gradient(),
            Item::Memory(memory) => function.memory(memory).ty.carries_gradient(),
        };
        match recompute.again(item) {
            Again::Free => {}
            Again::From(items) if !floats => open.extend(items),
            _ => {
                cut.insert(item);
            }
        }
    }
    cut
}

/// The cheapest set of items to record such that all needs can be met.
pub(super) fn cheapest(recompute: &Recompute<'_>, needs: &BTreeSet<Item>) -> BTreeSet<Item> {
    let mut items: Vec<Item> = needs.iter().copied().collect();
    let mut node: FxHashMap<Item, usize> = items.iter().copied().zip(0..).collect();
    let mut how = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let again = recompute.again(items[at]);
        if let Again::From(operands) = &again {
            for item in operands {
                if !node.contains_key(item) {
                    node.insert(*item, items.len());
                    items.push(*item);
                }
            }
        }
        how.push(again);
        at += 1;
    }
    let prices: Vec<u64> = items.iter().map(|item| price(recompute, *item)).collect();
    let mut graph = Graph::new(&prices);
    for (at, again) in how.iter().enumerate() {
        match again {
            Again::Free => {}
            Again::Never => graph.is_source(at),
            Again::From(operands) => {
                for item in operands {
                    graph.computes(node[item], at);
                }
            }
        }
    }
    for item in needs {
        graph.is_needed(node[item]);
    }
    graph
        .minimum_cut()
        .into_iter()
        .map(|at| items[at])
        .collect()
}

/// What recording costs: a hundred times as much with every loop around it; of equals, what the
/// user named is the cheapest.
fn price(recompute: &Recompute<'_>, item: Item) -> u64 {
    let (function, structure) = (recompute.function, recompute.structure);
    let (block, size, named) = match item {
        Item::Value(value) => {
            let named = function
                .value(value)
                .name
                .as_ref()
                .is_some_and(|n| n.by_user);
            (structure.block_of(value), 10, named)
        }
        Item::Memory(memory) => {
            let home = structure.allocation(memory).map(|a| a.0);
            let block = home.unwrap_or(function.body.id);
            // A `Vec` is moved into the cache, an array may be copied.
            let size = match function.memory(memory).ty.is_copy() {
                true => 40,
                // The matrix is recorded rather than its elements.
                false if structure.seen(memory).is_some() => 20,
                false => 10,
            };
            (block, size, true)
        }
    };
    let depth = structure.depth(block).min(6);
    100u64.pow(depth) * size + u64::from(!named)
}
