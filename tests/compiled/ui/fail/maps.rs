use autodiff::differentiate;
use std::collections::BTreeMap;

fn total(map: &BTreeMap<u8, f64>) -> f64 {
    map.values().sum()
}

#[differentiate]
fn passed(x: f64) -> f64 {
    let mut map = BTreeMap::new();
    map.insert(3, x);
    total(&map)
}

#[differentiate]
fn first(x: f64) -> f64 {
    let mut map: BTreeMap<u8, f64> = BTreeMap::new();
    map.insert(3, x);
    map.pop_first().map_or(x, |(_, value)| value)
}

#[differentiate]
fn kept(x: f64) -> f64 {
    let mut map: BTreeMap<u8, f64> = BTreeMap::new();
    map.insert(3, x);
    let list = vec![map];
    list[0][&3]
}

fn main() {}
