//! The modules that a file declares.

use crate::lower::source::text::Source;

impl Source {
    /// Whether the file declares a module of this name.
    pub(in crate::lower) fn has_module(&self, name: &str) -> bool {
        let modules = self.modules.get_or_init(|| {
            let words = self.text.split(|c: char| !c.is_alphanumeric() && c != '_');
            let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
            let declared = words.windows(2).filter(|pair| pair[0] == "mod");
            declared.map(|pair| pair[1].to_string()).collect()
        });
        modules.contains(name)
    }

    /// Whether an attribute of ours may stand on a module of the file.
    pub(in crate::lower) fn has_differentiated_modules(&self) -> bool {
        let modules = self.blank.match_indices("mod ");
        self.blank.contains("differentiate as")
            || modules.into_iter().any(|(at, _)| {
                let before = &self.blank[..at];
                let from = before.rfind([';', '{', '}']).map_or(0, |at| at + 1);
                before[from..].contains("differentiate")
            })
    }
}
