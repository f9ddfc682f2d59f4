//! What each of many calls records once.

use crate::Vec;
use core::ops::Index;

/// A list whose first item stands in the cache itself: of a single call nothing is allocated.
#[derive(Clone, Debug)]
pub struct PerCall<T> {
    first: Option<T>,
    others: Vec<T>,
}

impl<T> PerCall<T> {
    /// Nothing yet.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        PerCall {
            first: None,
            others: Vec::new(),
        }
    }

    /// How many calls there have been.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.others.len()
    }

    /// Whether there has been none.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Appends what another call has left.
    #[inline]
    pub fn push(&mut self, call: T) {
        match self.first {
            None => self.first = Some(call),
            Some(_) => self.others.push(call),
        }
    }

    /// Forgets all calls and keeps the memory for others.
    #[inline]
    pub fn clear(&mut self) {
        self.first = None;
        self.others.clear();
    }
}

impl<T> Default for PerCall<T> {
    fn default() -> Self {
        PerCall::new()
    }
}

/// # Panics
///
/// If there have not been as many calls.
impl<T> Index<usize> for PerCall<T> {
    type Output = T;

    #[inline]
    fn index(&self, at: usize) -> &T {
        match &self.first {
            Some(first) if at == 0 => first,
            _ => &self.others[at.wrapping_sub(1)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PerCall;

    #[test]
    fn one_after_the_other() {
        let mut calls = PerCall::new();
        assert!(calls.is_empty());
        for call in 0..3 {
            calls.push(call);
        }
        assert_eq!((calls.len(), calls[0], calls[1], calls[2]), (3, 0, 1, 2));
        calls.clear();
        assert_eq!(calls.len(), 0);
        calls.push(5);
        assert_eq!((calls.len(), calls[0]), (1, 5));
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn no_call_at_all() {
        let _ = PerCall::<f64>::new()[0];
    }
}
