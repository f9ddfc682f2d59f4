//! Which wires stand in memory.

use std::collections::BTreeMap;
use std::ops::Bound;

/// A step on the way to a place, as generated code gives it.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The array, slice or struct of this number.
    Memory(usize),
    /// The aggregate that is the value of this number.
    Result(usize),
    /// `[i]`
    Index(usize),
    /// `[i..]`
    From(usize),
    /// `.name`
    Field(&'static str),
}

/// A step without ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A memory.
    Memory(usize),
    /// An aggregate that is a value.
    Result(usize),
    /// An element.
    Index(usize),
    /// A field.
    Field(&'static str),
}

/// What stands at a place and everywhere below it where nothing else is said.
#[derive(Clone, Debug)]
enum Content {
    Wire(usize),
    Constant,
    /// What the caller passed, at this place below an argument.
    Argument(Vec<Key>),
}

/// What is found at a place.
pub(super) enum Found {
    Wire(usize),
    Constant,
    Argument(Vec<Key>),
}

#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<Vec<Key>, Content>);

impl Places {
    pub(super) fn argument(&mut self, place: &[Step]) -> Vec<Key> {
        let (key, _) = keys(place);
        self.0.insert(key.clone(), Content::Argument(key.clone()));
        key
    }

    pub(super) fn store(&mut self, place: &[Step], wire: usize) {
        self.set(keys(place).0, Content::Wire(wire));
    }

    pub(super) fn clear(&mut self, place: &[Step]) {
        self.set(keys(place).0, Content::Constant);
    }

    /// The wire of a part of what a call gives.
    pub(super) fn put_wire(&mut self, key: Vec<Key>, wire: usize) {
        self.set(key, Content::Wire(wire));
    }

    /// The same wire at each of the elements from the place on.
    pub(super) fn fill(&mut self, place: &[Step], wire: usize, length: usize) {
        let (key, from) = keys(place);
        for i in from..from + length {
            self.set(element(&key, i), Content::Wire(wire));
        }
    }

    pub(super) fn find(&self, key: &[Key]) -> Found {
        match self.covering(key) {
            None | Some((Content::Constant, _)) => Found::Constant,
            Some((Content::Wire(wire), _)) => Found::Wire(*wire),
            Some((Content::Argument(root), below)) => {
                Found::Argument(root.iter().chain(below).copied().collect())
            }
        }
    }

    pub(super) fn copy(&mut self, to: &[Step], from: &[Step]) {
        let part = self.part(&keys(from).0);
        self.put(&keys(to).0, part);
    }

    pub(super) fn copy_elements(&mut self, to: &[Step], from: &[Step], length: usize) {
        let ((to, to_first), (from, from_first)) = (keys(to), keys(from));
        let element_of = |i| self.part(&element(&from, from_first + i));
        let parts: Vec<_> = (0..length).map(element_of).collect();
        for (i, part) in parts.into_iter().enumerate() {
            self.put(&element(&to, to_first + i), part);
        }
    }

    pub(super) fn repeat(&mut self, place: &[Step], length: usize) {
        let (key, first) = keys(place);
        let part = self.part(&element(&key, first));
        for i in 1..length {
            self.put(&element(&key, first + i), part.clone());
        }
    }

    pub(super) fn swap(&mut self, a: &[Step], b: &[Step]) {
        let (a, b) = (keys(a).0, keys(b).0);
        let (at_a, at_b) = (self.part(&a), self.part(&b));
        self.put(&a, at_b);
        self.put(&b, at_a);
    }

    /// What the place, or the closest one around it, holds, and the way from there.
    fn covering<'a>(&self, key: &'a [Key]) -> Option<(&Content, &'a [Key])> {
        let lengths = (1..=key.len()).rev();
        lengths
            .filter_map(|n| Some((self.0.get(&key[..n])?, &key[n..])))
            .next()
    }

    fn below(&self, key: &[Key]) -> Vec<Vec<Key>> {
        let from = (Bound::Included(key.to_vec()), Bound::Unbounded);
        let keys = self.0.range(from).map(|(other, _)| other);
        keys.take_while(|other| other.starts_with(key))
            .cloned()
            .collect()
    }

    fn set(&mut self, key: Vec<Key>, content: Content) {
        for other in self.below(&key) {
            self.0.remove(&other);
        }
        self.0.insert(key, content);
    }

    /// A copy of all that stands at a place and below it, by the ways from there.
    fn part(&self, key: &[Key]) -> Vec<(Vec<Key>, Content)> {
        let whole = match self.covering(key) {
            None => Content::Constant,
            Some((Content::Argument(root), below)) => {
                Content::Argument(root.iter().chain(below).copied().collect())
            }
            Some((other, _)) => other.clone(),
        };
        let below = self.below(key).into_iter().filter(|other| other != key);
        let below = below.filter_map(|other| {
            let content = self.0.get(&other)?.clone();
            Some((other[key.len()..].to_vec(), content))
        });
        [(Vec::new(), whole)].into_iter().chain(below).collect()
    }

    fn put(&mut self, key: &[Key], part: Vec<(Vec<Key>, Content)>) {
        for (below, content) in part {
            self.set(key.iter().chain(&below).copied().collect(), content);
        }
    }
}

/// A place without ranges, and where the elements of a range at its end begin.
pub(super) fn keys(place: &[Step]) -> (Vec<Key>, usize) {
    let mut keys = Vec::new();
    let mut first = 0;
    for step in place {
        match *step {
            Step::Memory(number) => keys.push(Key::Memory(number)),
            Step::Result(number) => keys.push(Key::Result(number)),
            Step::Field(name) => keys.push(Key::Field(name)),
            Step::Index(i) => keys.push(Key::Index(std::mem::take(&mut first) + i)),
            Step::From(i) => first += i,
        }
    }
    (keys, first)
}

fn element(key: &[Key], i: usize) -> Vec<Key> {
    key.iter().copied().chain([Key::Index(i)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wire(places: &Places, place: &[Step]) -> Option<usize> {
        match places.find(&keys(place).0) {
            Found::Wire(wire) => Some(wire),
            _ => None,
        }
    }

    #[test]
    fn what_is_nearest_counts() {
        let mut places = Places::default();
        let (a, b) = (Step::Memory(0), Step::Memory(1));
        places.store(&[a], 7);
        places.store(&[a, Step::Index(2)], 8);
        assert_eq!(wire(&places, &[a, Step::Index(1)]), Some(7));
        assert_eq!(wire(&places, &[a, Step::From(1), Step::Index(1)]), Some(8));
        places.copy(&[b, Step::Field("w")], &[a]);
        places.clear(&[a]);
        assert_eq!(wire(&places, &[a, Step::Index(2)]), None);
        assert_eq!(
            wire(&places, &[b, Step::Field("w"), Step::Index(2)]),
            Some(8)
        );
    }

    #[test]
    fn elements_move_by_their_numbers() {
        let mut places = Places::default();
        let a = Step::Memory(0);
        for i in 0..4 {
            places.store(&[a, Step::Index(i)], 10 + i);
        }
        places.copy_elements(&[a, Step::From(1)], &[a], 3);
        let now: Vec<_> = (0..4)
            .map(|i| wire(&places, &[a, Step::Index(i)]))
            .collect();
        assert_eq!(now, [Some(10), Some(10), Some(11), Some(12)]);
        places.swap(&[a, Step::Index(0)], &[a, Step::Index(3)]);
        assert_eq!(wire(&places, &[a, Step::Index(0)]), Some(12));
    }
}
