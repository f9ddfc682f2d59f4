//! What many calls leave for their backward passes.

use crate::Vec;

/// A cache that holds many calls of a function, one after the other.
///
/// `forward_onto` appends to it, `backward_from` reads it from the end. `#[differentiate]` implements it
/// for the caches of functions that record in loops or call themselves; of any other function a `Vec` of
/// its caches does.
pub trait Record {
    /// How much of it the backward pass has yet to read.
    type At;

    /// Nothing yet; it takes no memory.
    fn new() -> Self;

    /// All of it.
    fn end(&self) -> Self::At;

    /// Forgets all calls and keeps the memory for others.
    fn clear(&mut self);
}

impl<Cache> Record for Vec<Cache> {
    type At = usize;

    #[inline(always)]
    fn new() -> Self {
        Vec::new()
    }

    #[inline(always)]
    fn end(&self) -> usize {
        self.len()
    }

    #[inline(always)]
    fn clear(&mut self) {
        Vec::clear(self);
    }
}

#[cfg(test)]
mod tests {
    use super::Record;

    #[test]
    fn caches_of_one_call_each() {
        let mut calls: Vec<f64> = Record::new();
        calls.push(2.0);
        assert_eq!(Record::end(&calls), 1);
        Record::clear(&mut calls);
        assert_eq!(Record::end(&calls), 0);
    }
}
