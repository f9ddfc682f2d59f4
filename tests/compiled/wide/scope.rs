//! The names that a program has at a place.

/// Something that a template may name.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) text: String,
    /// What it is: `float`, `list` or what the rooms call their own types.
    pub(super) tag: String,
    pub(super) mutable: bool,
    /// A variable that owns what it names; else it is a reference.
    pub(super) owned: bool,
    /// How many blocks are around its declaration.
    pub(super) level: usize,
}

/// What a place in a template asks of a name.
#[derive(Default)]
pub(super) struct Wanted {
    pub(super) mutable: bool,
    /// It never changes, so that something may hold a reference to it.
    pub(super) fixed: bool,
    pub(super) owned: bool,
    /// The rest of the template does without it, since it is borrowed.
    pub(super) hidden: bool,
    /// It is moved out of, so that nothing may name it from here on.
    pub(super) moved: bool,
}

impl Wanted {
    pub(super) fn allows(&self, name: &Name, level: usize) -> bool {
        (!self.mutable || name.mutable)
            && (!self.fixed || !name.mutable)
            && (!self.owned || name.owned)
            && (!self.moved || name.owned && name.level == level)
    }
}
