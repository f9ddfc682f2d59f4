//! Variables that stand in memory although nothing in the syntax asks for it: what they hold turned out
//! to be no number, and branches and loops hand on numbers only.

use crate::lower::scan::Facts;
use rustc_hash::FxHashSet;

/// Their names, as attempts without have found them.
#[derive(Default)]
pub(crate) struct InMemory(FxHashSet<String>);

impl InMemory {
    /// Adds names. Whether one of them is new, so that another attempt is worth it.
    pub(crate) fn extend(&mut self, names: impl IntoIterator<Item = String>) -> bool {
        let before = self.0.len();
        self.0.extend(names);
        self.0.len() > before
    }
}

impl Facts {
    pub(in crate::lower) fn store(&mut self, names: &InMemory) {
        self.stored.clone_from(&names.0);
    }

    /// Whether a variable of this name has to stand in memory.
    pub(in crate::lower) fn is_stored(&self, name: &str) -> bool {
        self.stored.contains(name)
    }
}
