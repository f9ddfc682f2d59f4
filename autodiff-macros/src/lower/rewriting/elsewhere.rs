//! What a body names by a path of the module that it stands in. A method with a default body is
//! differentiated where the trait is implemented, and there a path may lead to something else.

use crate::lower::expr::plain;
use crate::lower::library::names;
use crate::lower::{macros, paths, scan, source, types};
use proc_macro2::Span;
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// The names of the standard library that are the same everywhere.
const EVERYWHERE: [&str; 20] = [
    "Box", "Clone", "Copy", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Result",
    "Self", "Some", "String", "Vec", "alloc", "core", "crate", "self", "std",
];

/// What a body names that has to be the same where the trait is implemented.
#[derive(Default)]
pub(crate) struct Elsewhere {
    /// Types, and functions by the types beside them.
    pub(crate) types: Vec<syn::Path>,
    /// Constants: whether these are the same cannot be asked.
    pub(crate) constants: Vec<(String, Span)>,
}

/// What this function names by paths of its module.
///
/// The parameters of its trait are the same, whatever an implementation gives for them.
pub(crate) fn elsewhere(item: &syn::ItemFn, of_trait: &syn::Generics) -> Elsewhere {
    let mut finder = Finder::default();
    finder.known.extend(EVERYWHERE.map(String::from));
    for input in &item.sig.inputs {
        if let syn::FnArg::Typed(param) = input {
            finder.known.extend(scan::pattern_names(&param.pat));
        }
    }
    for generics in [&item.sig.generics, of_trait] {
        let types = generics.type_params().map(|param| &param.ident);
        let lengths = generics.const_params().map(|param| &param.ident);
        (finder.known).extend(types.chain(lengths).map(ToString::to_string));
    }
    let mut declared = Declared::default();
    declared.visit_block(&item.block);
    finder.known.extend(declared.0);
    finder.visit_block(&item.block);
    finder.found
}

/// The names that a body declares itself.
#[derive(Default)]
struct Declared(Vec<String>);

impl<'ast> Visit<'ast> for Declared {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.0.push(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        match item {
            syn::Item::Const(item) => self.0.push(item.ident.to_string()),
            syn::Item::Static(item) => self.0.push(item.ident.to_string()),
            syn::Item::Fn(item) => self.0.push(item.sig.ident.to_string()),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Finder {
    known: FxHashSet<String>,
    noted: FxHashSet<String>,
    found: Elsewhere,
}

impl Finder {
    fn is_known(&self, path: &syn::Path) -> bool {
        let names = paths::segments(path);
        path.leading_colon.is_some()
            || names.first().is_none_or(|first| {
                self.known.contains(first) || types::number(first).is_some() || is_primitive(first)
            })
    }

    fn note(&mut self, path: syn::Path) {
        if self
            .noted
            .insert(types::tokens_of(&path).text().to_string())
        {
            self.found.types.push(path);
        }
    }

    /// A type, or the type that a path leads into.
    fn note_type(&mut self, path: &syn::Path) {
        if !self.is_known(path) {
            let mut path = path.clone();
            let is_type =
                |s: &syn::PathSegment| s.ident.to_string().starts_with(char::is_uppercase);
            while path.segments.len() > 1 && path.segments.iter().rev().nth(1).is_some_and(is_type)
            {
                path.segments.pop();
                path.segments.pop_punct();
            }
            self.note(with_arguments(path));
        }
    }

    fn note_value(&mut self, path: &syn::ExprPath, called: bool) {
        let names = paths::segments(&path.path);
        if path.qself.is_some() || self.is_known(&path.path) {
            return;
        }
        let last = names.last().map_or("", String::as_str);
        let is_constant = !called && last.chars().all(|c| !c.is_lowercase());
        if paths::is_of_type(&names) && !(is_constant && names.len() == 1) {
            self.note_type(&path.path);
        } else if !is_constant {
            // The type beside a function has no generic arguments.
            let mut path = path.path.clone();
            if let Some(last) = path.segments.last_mut() {
                last.arguments = syn::PathArguments::None;
            }
            self.note(path);
        } else {
            let text = types::tokens_of(path).text().replace(' ', "");
            let span = crate::lower::messages::span_of(path);
            self.found.constants.push((text, span));
        }
    }
}

/// The path of a type with generic arguments where none are written, as before `::new`: any will do.
fn with_arguments(mut path: syn::Path) -> syn::Path {
    let is_own = source::other_files::is_own(&path);
    let Some(last) = path.segments.last_mut() else {
        return path;
    };
    let own = source::definitions::generics_of(&last.ident);
    let text = match (last.ident.to_string().as_str(), own) {
        _ if !last.arguments.is_none() => return path,
        (_, Some(own)) => arguments_of(&own),
        ("HashMap" | "BTreeMap", None) => "<(), ()>".to_string(),
        (
            "Arc" | "BTreeSet" | "BinaryHeap" | "Cell" | "HashSet" | "Rc" | "RefCell" | "VecDeque",
            None,
        ) => "<()>".to_string(),
        ("SMatrix", None) => "<f64, 1, 1>".to_string(),
        ("SVector" | "RowSVector", None) => "<f64, 1>".to_string(),
        (name, None) if !is_own && names::is_of_one_argument(name) => "<f64>".to_string(),
        _ => return path,
    };
    if let Ok(arguments) = syn::parse_str(&text) {
        last.arguments = syn::PathArguments::AngleBracketed(arguments);
    }
    path
}

/// Arguments for these parameters.
fn arguments_of(generics: &syn::Generics) -> String {
    let arguments = generics.params.iter().map(|param| match param {
        syn::GenericParam::Lifetime(_) => "'static",
        syn::GenericParam::Type(_) => "f64",
        syn::GenericParam::Const(_) => "1",
    });
    let arguments: Vec<_> = arguments.collect();
    match arguments.is_empty() {
        true => String::new(),
        false => format!("<{}>", arguments.join(", ")),
    }
}

fn is_primitive(name: &str) -> bool {
    matches!(name, "bool" | "char" | "str")
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
        match plain(&e.func) {
            syn::Expr::Path(path) => self.note_value(path, true),
            func => self.visit_expr(func),
        }
        e.args.iter().for_each(|arg| self.visit_expr(arg));
    }

    fn visit_expr_path(&mut self, e: &'ast syn::ExprPath) {
        self.note_value(e, false);
    }

    fn visit_expr_struct(&mut self, e: &'ast syn::ExprStruct) {
        self.note_type(&e.path);
        visit::visit_expr_struct(self, e);
    }

    fn visit_pat_struct(&mut self, pattern: &'ast syn::PatStruct) {
        self.note_type(&pattern.path);
        visit::visit_pat_struct(self, pattern);
    }

    fn visit_pat_tuple_struct(&mut self, pattern: &'ast syn::PatTupleStruct) {
        self.note_type(&pattern.path);
        visit::visit_pat_tuple_struct(self, pattern);
    }

    fn visit_type_path(&mut self, ty: &'ast syn::TypePath) {
        self.note_type(&ty.path);
        visit::visit_type_path(self, ty);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        let args = macros::arguments(mac);
        let mut inner = Finder {
            known: std::mem::take(&mut self.known),
            noted: std::mem::take(&mut self.noted),
            found: std::mem::take(&mut self.found),
        };
        // The arguments live only here, so they are visited by a finder of their own.
        for arg in args.iter().flatten() {
            inner.visit_expr(arg);
        }
        *self = inner;
    }
}
