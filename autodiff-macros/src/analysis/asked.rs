//! `wrt`: the arguments that adjoints are wanted of.

/// The arguments that adjoints are wanted of, by position; without a list, all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked(pub(super) Option<Vec<bool>>);

impl Asked {
    pub(crate) const ALL: Asked = Asked(None);

    pub(crate) fn only(list: Vec<bool>) -> Self {
        Asked(Some(list))
    }

    pub(super) fn has(&self, at: usize) -> bool {
        let listed = self.0.as_ref().and_then(|list| list.get(at));
        listed.copied().unwrap_or(true)
    }
}
