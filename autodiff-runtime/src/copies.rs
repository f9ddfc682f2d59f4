//! Copies of slices that are made anew in every iteration of a loop.

use std::ops::Index;

/// Copies of slices, each in a `Vec`, which is kept for the next copy when all are forgotten.
#[derive(Clone, Debug, Default)]
pub struct Copies<T> {
    items: Vec<Vec<T>>,
    /// How many of the items are in use.
    count: usize,
}

impl<T: Copy> Copies<T> {
    /// No copies; they take no memory.
    #[inline(always)]
    pub const fn new() -> Self {
        Copies {
            items: Vec::new(),
            count: 0,
        }
    }

    /// Appends a copy.
    #[inline]
    pub fn push(&mut self, slice: &[T]) {
        match self.items.get_mut(self.count) {
            Some(copy) if copy.len() == slice.len() => copy.copy_from_slice(slice),
            Some(copy) => {
                copy.clear();
                copy.extend_from_slice(slice);
            }
            None => self.items.push(slice.to_vec()),
        }
        self.count += 1;
    }

    /// Appends a copy of what is going to be read, and else nothing in its place.
    #[inline]
    pub fn push_if(&mut self, is_read: bool, slice: &[T]) {
        self.push(if is_read { slice } else { &[] });
    }

    /// Announces so many copies.
    #[inline]
    pub fn reserve(&mut self, count: usize) {
        let free = self.items.len() - self.count;
        self.items.reserve(count.saturating_sub(free));
    }

    /// How many copies there are.
    #[inline(always)]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[inline(always)]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Forgets all of them and keeps the memory.
    #[inline(always)]
    pub const fn clear(&mut self) {
        self.count = 0;
    }
}

impl<T> Index<usize> for Copies<T> {
    type Output = Vec<T>;

    #[inline(always)]
    fn index(&self, at: usize) -> &Vec<T> {
        &self.items[..self.count][at]
    }
}

#[cfg(test)]
mod tests {
    use super::Copies;

    #[test]
    fn copies_are_made_anew() {
        let mut copies = Copies::new();
        copies.reserve(2);
        copies.push(&[1.0, 2.0]);
        copies.push(&[]);
        assert_eq!((copies.len(), copies.is_empty()), (2, false));
        copies.clear();
        assert!(copies.is_empty());
        copies.push(&[3.0, 4.0]);
        copies.push(&[5.0]);
        copies.push(&[6.0]);
        assert_eq!(
            (&copies[0], &copies[1], &copies[2]),
            (&vec![3.0, 4.0], &vec![5.0], &vec![6.0])
        );
    }
}
