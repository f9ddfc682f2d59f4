//! Maps as arguments of differentiated functions, which read them as two lists: their keys, sorted, and their values in
//! the order of the keys.

use crate::{Accumulate, Differentiable, Function, Ref, Zero};
use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};

/// A map from keys, which carry no gradient.
#[diagnostic::on_unimplemented(
    message = "a differentiated function cannot read a `{Self}`",
    note = "its keys have to be `Ord` and `Clone`, since they are read in their order, and its values `Clone`"
)]
pub trait Map {
    /// What it is read by.
    type Key: Clone;
    /// What it holds.
    type Value: Clone;

    /// What is in it, in the order of the keys.
    fn entries(&self) -> Vec<(&Self::Key, &Self::Value)>;

    /// What is at a key, if that is there.
    fn at_mut(&mut self, key: &Self::Key) -> Option<&mut Self::Value>;
}

impl<K: Ord + Clone, V: Clone> Map for BTreeMap<K, V> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> Vec<(&K, &V)> {
        self.iter().collect()
    }

    fn at_mut(&mut self, key: &K) -> Option<&mut V> {
        self.get_mut(key)
    }
}

impl<K: Ord + Clone + Hash, V: Clone, S: BuildHasher> Map for HashMap<K, V, S> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> Vec<(&K, &V)> {
        let mut entries: Vec<_> = self.iter().collect();
        entries.sort_by_key(|(key, _)| *key);
        entries
    }

    fn at_mut(&mut self, key: &K) -> Option<&mut V> {
        self.get_mut(key)
    }
}

/// The gradient has the same keys.
impl<K: Ord + Clone, V: Differentiable> Differentiable for BTreeMap<K, V> {
    type Gradient = BTreeMap<K, V::Gradient>;
    type Shadow = BTreeMap<K, V::Gradient>;

    fn zero_gradient(&self) -> Self::Gradient {
        let zeros = self.iter().map(|(k, v)| (k.clone(), v.zero_gradient()));
        zeros.collect()
    }
}

/// The gradient has the same keys.
impl<K, V, S> Differentiable for HashMap<K, V, S>
where
    K: Eq + Hash + Clone,
    V: Differentiable,
    S: BuildHasher + Default + Clone,
{
    type Gradient = HashMap<K, V::Gradient, S>;
    type Shadow = HashMap<K, V::Gradient, S>;

    fn zero_gradient(&self) -> Self::Gradient {
        let zeros = self.iter().map(|(k, v)| (k.clone(), v.zero_gradient()));
        zeros.collect()
    }
}

fn missing() -> ! {
    panic!("a gradient reached a key that is not in the map")
}

impl<K: Ord, G: Accumulate> Accumulate for BTreeMap<K, G> {
    fn accumulate(&mut self, part: &Self) {
        for (key, part) in part {
            match self.get_mut(key) {
                Some(total) => total.accumulate(part),
                None => missing(),
            }
        }
    }
}

impl<K: Eq + Hash, G: Accumulate, S: BuildHasher> Accumulate for HashMap<K, G, S> {
    fn accumulate(&mut self, part: &Self) {
        for (key, part) in part {
            match self.get_mut(key) {
                Some(total) => total.accumulate(part),
                None => missing(),
            }
        }
    }
}

impl<K, G: Zero> Zero for BTreeMap<K, G> {
    fn set_zero(&mut self) {
        self.values_mut().for_each(G::set_zero);
    }
}

impl<K, G: Zero, S> Zero for HashMap<K, G, S> {
    fn set_zero(&mut self) {
        self.values_mut().for_each(G::set_zero);
    }
}

/// The keys of a map, sorted.
#[must_use]
pub fn map_keys<M: Map>(map: &M) -> Vec<M::Key> {
    map.entries()
        .into_iter()
        .map(|(key, _)| key.clone())
        .collect()
}

/// The values of a map, in the order of its keys.
#[must_use]
pub fn map_values<M: Map>(map: &M) -> Vec<M::Value> {
    map.entries()
        .into_iter()
        .map(|(_, value)| value.clone())
        .collect()
}

/// Where a key stands among sorted ones; behind them all if it is none of them.
#[must_use]
pub fn key_position<K: Borrow<Q>, Q: Ord + ?Sized>(keys: &[K], key: &Q) -> usize {
    let found = keys.binary_search_by(|item| item.borrow().cmp(key));
    found.unwrap_or(keys.len())
}

/// Carries the derivative of [`map_keys()`]: nothing flows through keys.
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub enum map_keys {}

impl<M: Map> Function<(Ref<M>,)> for map_keys {
    type Output = Vec<M::Key>;
    type Cache = ();
    type Calls = Vec<()>;
}

#[doc(hidden)]
impl map_keys {
    pub fn forward<M: Map>(map: &M) -> (Vec<M::Key>, ()) {
        (map_keys(map), ())
    }

    pub fn backward<M, D>((): &(), _map: &M, _d_map: &mut D, _d_result: Vec<()>) {}
}

/// Carries the derivative of [`map_values()`].
#[doc(hidden)]
#[allow(non_camel_case_types)]
pub enum map_values {}

impl<M: Map> Function<(Ref<M>,)> for map_values {
    type Output = Vec<M::Value>;
    type Cache = ();
    type Calls = Vec<()>;
}

#[doc(hidden)]
impl map_values {
    pub fn forward<M: Map>(map: &M) -> (Vec<M::Value>, ()) {
        (map_values(map), ())
    }

    pub fn backward<M, D>((): &(), map: &M, d_map: &mut D, d_result: Vec<D::Value>)
    where
        M: Map,
        D: Map<Key = M::Key>,
        D::Value: Accumulate,
    {
        for ((key, _), part) in map.entries().into_iter().zip(&d_result) {
            match d_map.at_mut(key) {
                Some(total) => total.accumulate(part),
                None => missing(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_order_of_the_keys() {
        let map: HashMap<u8, f64> = [(3, 1.0), (1, 2.0), (2, 4.0)].into();
        assert_eq!(map_keys(&map), [1, 2, 3]);
        assert_eq!(key_position(&[1, 2, 3], &2), 1);
        assert_eq!(key_position(&["a".to_string()], "b"), 1);
        let (values, ()) = map_values::forward(&map);
        assert_eq!(values, [2.0, 4.0, 1.0]);
        let mut d_map = map.zero_gradient();
        map_values::backward(&(), &map, &mut d_map, vec![0.5, 0.25, 8.0]);
        map_values::backward(&(), &map, &mut d_map, vec![1.0, 0.0, 0.0]);
        assert_eq!(d_map, [(1, 1.5), (2, 0.25), (3, 8.0)].into());
    }

    #[test]
    fn gradients_of_one_shape_are_added() {
        let mut total: BTreeMap<&str, Vec<f64>> = [("a", vec![1.0]), ("b", vec![])].into();
        let part = total.clone();
        total.accumulate(&part);
        assert_eq!(total["a"], [2.0]);
        total.set_zero();
        assert_eq!(total["a"], [0.0]);
    }
}
