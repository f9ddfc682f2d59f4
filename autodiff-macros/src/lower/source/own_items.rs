//! What stands in the modules of a file, and in nothing else: our attributes, types, and names of types. What is in
//! functions and macros is not seen.

use crate::lower::source::text::Source;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Each with the module that it stands in.
pub(super) struct OwnItems<'s> {
    pub(super) attributes: Vec<(usize, Range<usize>)>,
    /// Structs and enums.
    pub(super) types: Vec<(usize, &'s str)>,
    pub(super) aliases: Vec<(usize, &'s str)>,
}

impl OwnItems<'_> {
    /// The first attribute in a module, or else in those inside, that is there on any condition, and how many modules
    /// are between.
    pub(super) fn first_below(
        &self,
        source: &Source,
        module: usize,
    ) -> Option<(Range<usize>, usize)> {
        let found = self.attributes.iter().filter_map(|(inner, range)| {
            let (up, down) = source.scopes.way(*inner, module)?;
            let chain = source.scopes.modules_above(*inner);
            let mut heads = chain.iter().take(up).map(|module| head(source, *module));
            let is_there = down.is_empty() && !heads.any(|head| head.contains("cfg"));
            (is_there && !is_taken_as_a_whole(source, *inner)).then(|| (range.clone(), up))
        });
        // What a type keeps private cannot be seen by its own module if it stands inside of another one.
        found.min_by_key(|(_, up)| *up > 0)
    }
}

/// Whether a module, or one around it, is differentiated as a whole.
pub(super) fn is_taken_as_a_whole(source: &Source, module: usize) -> bool {
    let chain = source.scopes.modules_above(module);
    let mut heads = chain.iter().map(|module| head(source, *module));
    heads.any(|head| head.contains("differentiate"))
}

/// What stands before a module.
fn head(source: &Source, module: usize) -> &str {
    let before = &source.blank[..source.scopes.start_of(module)];
    &before[before.rfind([';', '{', '}']).map_or(0, |at| at + 1)..]
}

/// Whether a macro of the file makes what stands here.
fn is_made(source: &Source, at: usize) -> bool {
    let mut before = 0;
    let mut made = source.made.iter().flat_map(|(made, _)| made);
    made.any(|(place, length)| {
        let from = place + before;
        before += length;
        (from..from + length).contains(&at)
    })
}

pub(super) fn own_items(source: &Source) -> OwnItems<'_> {
    let text = &source.blank;
    let modules: FxHashMap<usize, usize> = (source.scopes.modules())
        .filter_map(|(module, range)| Some((range.start + text[range.clone()].find('{')?, module)))
        .collect();
    let types: FxHashMap<usize, (bool, &Range<usize>)> = ["struct", "enum", "type"]
        .into_iter()
        .flat_map(|keyword| {
            let items = source.scopes.all_named(keyword);
            items.map(move |(_, item)| (item.range.start, (keyword == "type", &item.range)))
        })
        .collect();
    let mut seen = OwnItems {
        attributes: Vec::new(),
        types: Vec::new(),
        aliases: Vec::new(),
    };
    // What is open around a place: modules, and what is none.
    let mut open = vec![Some(0)];
    for (at, byte) in text.bytes().enumerate() {
        if let Some(Some(module)) = open.last().filter(|_| !is_made(source, at)) {
            if let Some((is_alias, range)) = types.get(&at) {
                let from = text[..at].rfind([';', '{', '}']).map_or(0, |at| at + 1);
                let written = &source.text[from..range.end];
                match is_alias {
                    true => seen.aliases.push((*module, written)),
                    false => seen.types.push((*module, written)),
                }
            }
            if byte == b'#' {
                let attribute = ours(text, at);
                (seen.attributes).extend(attribute.map(|range| (*module, range)));
            }
        }
        match byte {
            b'{' => open.push(modules.get(&at).copied()),
            b'(' | b'[' => open.push(None),
            b')' | b']' | b'}' if open.len() > 1 => _ = open.pop(),
            _ => {}
        }
    }
    seen
}

/// The attribute that begins here, if it is one of ours and its item is there on any condition.
fn ours(text: &str, at: usize) -> Option<Range<usize>> {
    let inner = text[at + 1..].trim_start().strip_prefix('[')?;
    let mut depth = 1;
    let length = inner.bytes().position(|byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let end = text.len() - inner.len() + length + 1;
    let written = &inner[..length];
    let (path, rest) = written.split_once('(').unwrap_or((written, ""));
    let is_ours = match path.rsplit("::").next().map(str::trim) {
        Some("differentiate") => true,
        Some("derive") => rest.contains("Differentiable"),
        _ => false,
    };
    let from = text[..at].rfind([';', '{', '}']).map_or(0, |at| at + 1);
    let rest = text[end..].find(['{', ';']);
    let head = &text[from..rest.map_or(text.len(), |length| end + length)];
    (is_ours && !head.contains("cfg")).then_some(at..end)
}
