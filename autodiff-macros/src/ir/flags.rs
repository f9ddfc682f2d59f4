//! Sets of values or memories, as tables with a flag for each: the passes ask them for every operand.

use super::{Memory, Value};
use std::marker::PhantomData;

/// What stands in one of a function's tables.
pub(crate) trait Entry: Copy {
    fn place(self) -> usize;
}

impl Entry for Value {
    fn place(self) -> usize {
        self.index()
    }
}

impl Entry for Memory {
    fn place(self) -> usize {
        self.index()
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Flags<E> {
    flags: Vec<bool>,
    of: PhantomData<E>,
}

impl<E> Default for Flags<E> {
    fn default() -> Self {
        Flags {
            flags: Vec::new(),
            of: PhantomData,
        }
    }
}

impl<E: Entry> Flags<E> {
    /// Puts it in; says whether it was not there before.
    pub(crate) fn insert(&mut self, entry: E) -> bool {
        let place = entry.place();
        if place >= self.flags.len() {
            self.flags.resize(place + 1, false);
        }
        !std::mem::replace(&mut self.flags[place], true)
    }

    pub(crate) fn contains(&self, entry: &E) -> bool {
        self.flags.get(entry.place()).is_some_and(|flag| *flag)
    }

    /// Whether something is in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.flags.iter().zip(&other.flags).any(|(a, b)| *a && *b)
    }

    /// What is in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let both = self.flags.iter().zip(&other.flags);
        Flags {
            flags: both.map(|(a, b)| *a && *b).collect(),
            of: PhantomData,
        }
    }
}

impl<E: Entry> Extend<E> for Flags<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, entries: I) {
        for entry in entries {
            self.insert(entry);
        }
    }
}
