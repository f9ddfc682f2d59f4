//! Variables that stand in memory although nothing in the syntax asks for it: what they hold turned out
//! to be no number, and branches and loops hand on numbers only.

use crate::lower::scan::Facts;
use rustc_hash::FxHashSet;

/// Their names, as attempts without have found them; and what else is asked of how a function is read.
#[derive(Default)]
pub(crate) struct InMemory {
    names: FxHashSet<String>,
    /// Calls of light functions are not read as their bodies.
    pub(crate) keeps_calls: bool,
}

impl InMemory {
    /// Adds names. Whether one of them is new, so that another attempt is worth it.
    pub(crate) fn extend(&mut self, names: impl IntoIterator<Item = String>) -> bool {
        let before = self.names.len();
        self.names.extend(names);
        self.names.len() > before
    }
}

impl Facts {
    pub(in crate::lower) fn store(&mut self, asked: &InMemory) {
        self.stored.clone_from(&asked.names);
        self.keeps_calls = asked.keeps_calls;
    }

    /// Whether a variable of this name has to stand in memory.
    pub(in crate::lower) fn is_stored(&self, name: &str) -> bool {
        self.stored.contains(name)
    }
}
