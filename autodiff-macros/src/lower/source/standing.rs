//! Where a function stands that is read as its body in another module of the same file, and what the names in it
//! mean there, written as one writes it where it is called.

use crate::lower::source::imported_names::is_imported;
use crate::lower::source::other_files::{brought, globs_of};
use crate::lower::source::scopes::Item;
use crate::lower::source::text::{Source, around};
use proc_macro2::Ident;
use std::rc::Rc;

/// The module that a function stands in, seen from another one that calls it.
pub(in crate::lower) struct Standing {
    source: Rc<Source>,
    module: usize,
    caller: usize,
    up: usize,
    down: Vec<String>,
}

/// What a name means, seen from the caller.
pub(in crate::lower) enum Meaning {
    /// What stands at this path.
    Path(Vec<String>),
    /// The same as everywhere, as far as the file tells.
    Everywhere,
    /// Something that cannot be named from there, or is not known.
    Unknown,
}

/// Where the only struct, enum or function of this name stands, if that is another module of the file.
pub(in crate::lower) fn elsewhere(name: &Ident) -> Option<Standing> {
    let (source, at) = around(name.span())?;
    let of_name = name.to_string();
    let of_kind = |kind| source.find(kind, &of_name, at);
    let found: Vec<usize> = ["struct", "enum", "fn"]
        .into_iter()
        .flat_map(of_kind)
        .map(|item| item.scope)
        .collect();
    let caller = source.scopes.module_at(at);
    let [module] = found[..] else { return None };
    let (up, down) = source.scopes.way(caller, module)?;
    (module != caller).then_some(Standing {
        source: source.clone(),
        module,
        caller,
        up,
        down,
    })
}

/// What stands before the function of this name, in the module that the name stands in, if it can mean nothing else.
pub(in crate::lower) fn before_only_one(name: &Ident) -> Option<String> {
    let (source, at) = around(name.span())?;
    let found = source.find("fn", &name.to_string(), at);
    let [written] = &found[..] else { return None };
    let alone = source.count(&name.to_string()) == 1
        && written.scope == source.scopes.module_at(at)
        && !is_imported(name);
    alone.then(|| written.before.to_string())
}

impl Standing {
    /// How many modules one goes up from the caller's, and which ones then down.
    pub(in crate::lower) fn way(&self) -> (usize, Vec<String>) {
        (self.up, self.down.clone())
    }

    /// Whether the caller sees what is private there: it stands in a module inside.
    pub(in crate::lower) fn sees_all(&self) -> bool {
        self.down.is_empty()
    }

    fn sees(&self, item: &Item) -> bool {
        let before = self.source.written(item).before;
        let is_public = |word: &str| match word.strip_prefix("pub") {
            Some("(super)") => self.down.len() == 1,
            rest => matches!(rest, Some("" | "(crate)")),
        };
        self.sees_all() || before.split_whitespace().any(is_public)
    }

    /// What a name means that a path begins with.
    pub(in crate::lower) fn meaning(&self, name: &str) -> Meaning {
        let scopes = &self.source.scopes;
        let items = scopes.items_in(self.module, name);
        if !items.is_empty() {
            return match items.iter().all(|(_, item)| self.sees(item)) {
                true => Meaning::Path(self.within(&[name.to_string()])),
                false => Meaning::Unknown,
            };
        }
        let mut globs = Vec::new();
        for item in scopes.uses_in(self.module) {
            let text = self.source.written(item).text;
            let text = format!("{};", text.trim_end_matches(';'));
            let Ok(import) = syn::parse_str::<syn::ItemUse>(&text) else {
                return Meaning::Unknown;
            };
            if let Some(path) = brought(&import.tree, Vec::new(), name) {
                return self.imported(path);
            }
            globs_of(&import.tree, Vec::new(), &mut globs);
        }
        let of_std = |path: &Vec<String>| path.first().is_some_and(|first| is_std(first));
        let known = globs.iter().all(|path| of_std(path) || path == &["super"]);
        let is_elsewhere = self.source.count(name) > 0 || self.is_brought(name);
        match known && !is_elsewhere && self.has_no_globs() {
            true => Meaning::Everywhere,
            false => Meaning::Unknown,
        }
    }

    fn imported(&self, path: Vec<String>) -> Meaning {
        Meaning::Path(match path.first().map(String::as_str) {
            Some("crate") => path,
            Some("self") => self.within(&path[1..]),
            Some("super") => match self.down.split_last() {
                Some((_, above)) => from(self.up, above, &path[1..]),
                None => from(self.up + 1, &[], &path[1..]),
            },
            Some(first) if is_std(first) => absolute(path),
            // A module of the file, or another crate.
            Some(first) if self.source.has_module(first) => return Meaning::Unknown,
            _ => absolute(path),
        })
    }

    fn within(&self, path: &[String]) -> Vec<String> {
        from(self.up, &self.down, path)
    }

    /// Whether an import of the file brings in this name.
    fn is_brought(&self, name: &str) -> bool {
        self.source.imports().any(|text| {
            let text = format!("{};", text.trim_end_matches(';'));
            let import = syn::parse_str::<syn::ItemUse>(&text);
            import.is_ok_and(|import| brought(&import.tree, Vec::new(), name).is_some())
        })
    }

    /// Whether nothing that the caller's module brings in as a whole can hide a name that is known everywhere.
    fn has_no_globs(&self) -> bool {
        let scopes = &self.source.scopes;
        scopes.uses_in(self.caller).all(|item| {
            let text = self.source.written(item).text;
            let text = format!("{};", text.trim_end_matches(';'));
            let mut globs = Vec::new();
            if let Ok(import) = syn::parse_str::<syn::ItemUse>(&text) {
                globs_of(&import.tree, Vec::new(), &mut globs);
            }
            globs.iter().all(|path| {
                let first = path.first().map_or("", String::as_str);
                is_std(first)
                    || first == "super" && path.len() == 1
                    || scopes.module_in(self.caller, first).is_some()
            })
        })
    }

    /// What the imports of both modules bring in that may be traits of elsewhere: whether these are the same.
    pub(in crate::lower) fn has_same_traits(&self) -> bool {
        let of = |module: usize| {
            let mut found: Vec<String> = Vec::new();
            for item in self.source.scopes.uses_in(module) {
                let text = self.source.written(item).text;
                let first = text.trim_start_matches("use").trim_start();
                let first: String = first.chars().take_while(|c| is_of_word(*c)).collect();
                let own = is_std(&first)
                    || matches!(first.as_str(), "super" | "self" | "autodiff")
                    || self.source.scopes.module_in(module, &first).is_some();
                let mut words = text.split(|c| !is_of_word(c));
                let telling = text.contains('*')
                    || words.any(|word| {
                        word.starts_with(char::is_uppercase) && self.source.count(word) == 0
                    });
                if !own && telling {
                    found.push(text.split_whitespace().collect());
                }
            }
            found.sort();
            found
        };
        of(self.module) == of(self.caller)
    }

    /// The fields of the module's structs that only the module sees.
    pub(in crate::lower) fn hides_field(&self, name: &str) -> bool {
        if self.sees_all() {
            return false;
        }
        let structs = self.source.scopes.structs_in(self.module);
        structs.into_iter().any(|item| {
            let text = self.source.written(item).text;
            let Ok(item) = syn::parse_str::<syn::ItemStruct>(text) else {
                return true;
            };
            item.fields.iter().enumerate().any(|(at, field)| {
                let called = match &field.ident {
                    Some(ident) => ident == name,
                    None => at.to_string() == name,
                };
                called && matches!(field.vis, syn::Visibility::Inherited)
            })
        })
    }

    /// Whether a method of this name is the same for the caller: it is none of the file's, or of types of the module alone, or of
    /// one trait. That such a trait can be seen where its methods are called, rustc checks.
    pub(in crate::lower) fn is_same_method(&self, name: &str) -> bool {
        let all = self.source.named("fn", name);
        let all = all.filter_map(|text| syn::parse_str::<syn::TraitItemFn>(text).ok());
        let methods = all.filter(|f| f.sig.receiver().is_some()).count();
        let is_seen =
            |vis: &syn::Visibility| self.sees_all() || !matches!(vis, syn::Visibility::Inherited);
        let own = self.source.blocks(Some(self.module), 0);
        let own = own.flat_map(|text| methods_in(text, name));
        let seen = own.filter(|(of, method)| of.is_none() && is_seen(&method.vis));
        let seen = seen.count();
        let everywhere = self.source.all_blocks();
        let everywhere = everywhere.filter(|text| methods > seen && text.contains(name));
        let traits: Vec<String> = everywhere
            .flat_map(|text| methods_in(text, name))
            .filter_map(|(of, _)| of)
            .collect();
        let declared = match traits.split_first() {
            Some((of, others)) if others.iter().all(|other| other == of) => {
                self.declares_method(of, name)
            }
            _ => 0,
        };
        seen + traits.len() + declared == methods
    }

    /// How many methods of this name the only trait of a name declares.
    fn declares_method(&self, of: &str, name: &str) -> usize {
        let mut traits = self.source.named("trait", of);
        let (Some(text), None) = (traits.next(), traits.next()) else {
            return 0;
        };
        let item = syn::parse_str::<syn::ItemTrait>(text).ok();
        let items = item.into_iter().flat_map(|item| item.items);
        let named = items.filter(|item| match item {
            syn::TraitItem::Fn(method) => {
                method.sig.ident == name && method.sig.receiver().is_some()
            }
            _ => false,
        });
        named.count()
    }
}

/// The methods of this name in a block, each with the trait that it is of.
fn methods_in(block: &str, name: &str) -> Vec<(Option<String>, syn::ImplItemFn)> {
    let Ok(block) = syn::parse_str::<syn::ItemImpl>(block) else {
        return Vec::new();
    };
    let of = block
        .trait_
        .and_then(|(path, ..)| path.segments.last().cloned());
    let of = of.map(|last| last.ident.to_string());
    let items = block.items.into_iter().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    let named = items.filter(|f| f.sig.ident == name && f.sig.receiver().is_some());
    named.map(|function| (of.clone(), function)).collect()
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_std(name: &str) -> bool {
    matches!(name, "std" | "core" | "alloc")
}

/// A path that begins with a crate.
fn absolute(path: Vec<String>) -> Vec<String> {
    std::iter::once(String::new()).chain(path).collect()
}

fn from(up: usize, down: &[String], path: &[String]) -> Vec<String> {
    let first = match up {
        0 => vec!["self".to_string()],
        up => vec!["super".to_string(); up],
    };
    let all = first.into_iter().chain(down.iter().cloned());
    all.chain(path.iter().cloned()).collect()
}
