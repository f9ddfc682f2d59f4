//! Copies of slices, in one piece of memory.

use crate::Vec;
use core::ops::Index;

/// A list of slices, each as long as it likes.
#[derive(Clone, Debug)]
pub struct Slices<T> {
    items: Vec<T>,
    /// Where each slice ends among the items.
    ends: Vec<usize>,
    /// How many more are announced.
    announced: usize,
}

impl<T> Slices<T> {
    /// No slices; they take no memory.
    #[inline(always)]
    pub const fn new() -> Self {
        Slices {
            items: Vec::new(),
            ends: Vec::new(),
            announced: 0,
        }
    }

    /// Appends a copy.
    ///
    /// # Panics
    ///
    /// If the items become more than memory can hold.
    #[inline]
    pub fn push(&mut self, slice: &[T])
    where
        T: Copy,
    {
        if self.announced > 0 {
            if self.items.capacity() - self.items.len() < slice.len() {
                self.items
                    .reserve(slice.len().saturating_mul(self.announced));
            }
            self.announced -= 1;
        }
        self.items.extend_from_slice(slice);
        self.ends.push(self.items.len());
    }

    /// Appends a copy of what is going to be read, and else nothing in its place.
    #[inline]
    pub fn push_if(&mut self, is_read: bool, slice: &[T])
    where
        T: Copy,
    {
        self.push(if is_read { slice } else { &[] });
    }

    /// Announces so many slices, most of them as long as the first.
    #[inline]
    pub fn reserve(&mut self, count: usize) {
        self.ends.reserve(count);
        self.announced = count;
    }

    /// How many slices there are.
    #[inline(always)]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[inline(always)]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Forgets all of them and keeps the memory.
    #[inline]
    pub fn clear(&mut self) {
        self.items.clear();
        self.ends.clear();
        self.announced = 0;
    }
}

impl<T: Copy> Default for Slices<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Index<usize> for Slices<T> {
    type Output = [T];

    #[inline]
    fn index(&self, at: usize) -> &[T] {
        let start = match at {
            0 => 0,
            _ => self.ends[at - 1],
        };
        &self.items[start..self.ends[at]]
    }
}

#[cfg(test)]
mod tests {
    use super::Slices;

    #[test]
    fn slices_of_any_length() {
        let mut slices = Slices::default();
        assert!(slices.is_empty());
        slices.reserve(2);
        slices.push(&[1.0, 2.0]);
        slices.push(&[]);
        slices.push(&[3.0]);
        assert_eq!(slices.len(), 3);
        assert_eq!(
            (&slices[0], &slices[1], &slices[2]),
            (&[1.0, 2.0][..], &[][..], &[3.0][..])
        );
        slices.clear();
        assert_eq!(slices.len(), 0);
    }
}
