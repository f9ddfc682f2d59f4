//! What functions of other files give, as far as it is called the same where they are called.

use crate::lower::source::anywhere::{self, is_path, is_primitive};
use crate::lower::source::definitions::{only, parsed, read, signatures, signatures_in};
use crate::lower::source::other_files::{files_at, import_of};
use crate::lower::source::text::{Source, around};
use crate::lower::types;
use crate::lower::types::fields::only_argument;
use proc_macro2::Ident;
use std::rc::Rc;

/// The result of the only function that a path may lead to, here or in other files of the crate.
pub(in crate::lower) fn result_of(path: &syn::Path) -> Option<syn::Type> {
    let (meant, signature) = called(path)?;
    let syn::ReturnType::Type(_, ty) = signature.output else {
        return None;
    };
    let parameters = signature.generics.type_params();
    let parameters: Vec<String> = parameters.map(|param| param.ident.to_string()).collect();
    let is_plain = !types::tokens_of(&ty).mentions(&parameters);
    (is_primitive(&ty) || is_plain && meant.is_called_the_same(&ty)).then_some(*ty)
}

/// The only function that a path may lead to, here or in other files of the crate, and what names mean there.
pub(in crate::lower) fn called(path: &syn::Path) -> Option<(Meant, syn::Signature)> {
    let name = &path.segments.last()?.ident;
    let (source, at) = around(name.span())?;
    let full = import_of(&source, at, &names(path));
    let files = match path.get_ident() {
        Some(name) if !signatures(name).is_empty() => vec![source.clone()],
        _ => files_at(&source, &full),
    };
    // An import may have given it another name.
    let name = &Ident::new(full.last()?, name.span());
    let found = files.into_iter().flat_map(|file| {
        let signatures = signatures_in(&file, name).into_iter();
        signatures.map(move |signature| (file.clone(), signature))
    });
    let (file, signature) = only(found.filter(|(_, sig)| sig.receiver().is_none()))?;
    let meant = Meant { source, at, file };
    Some((meant, signature))
}

/// The only method of this name of a type that is defined in another file.
pub(in crate::lower) fn called_method(
    owner: &Ident,
    method: &str,
) -> Option<(Meant, syn::Signature)> {
    let found = anywhere::function(owner, method)?;
    let (source, at) = around(owner.span())?;
    let function = import_of(&source, at, &[owner.to_string()]);
    let file = only(files_at(&source, &function).into_iter())?;
    let meant = Meant { source, at, file };
    Some((meant, found.signature))
}

/// Whether the function that a path leads to gives something, which a statement that calls it drops.
pub(in crate::lower) fn may_give(path: &syn::Path) -> bool {
    let gives = |output: &syn::ReturnType| match output {
        syn::ReturnType::Default => false,
        syn::ReturnType::Type(_, ty) => !is_unit(ty),
    };
    let here = path
        .get_ident()
        .and_then(|name| parsed::<syn::ItemFn>(name, "fn"));
    let mut here = here.into_iter().flatten().peekable();
    match here.peek() {
        None => result_of(path).is_some_and(|ty| !is_unit(&ty)),
        // Which of several is meant is not known.
        Some(_) => here.all(|function| gives(&function.sig.output)),
    }
}

fn is_unit(ty: &syn::Type) -> bool {
    matches!(types::plain(ty), syn::Type::Tuple(unit) if unit.elems.is_empty())
}

/// Two files: the one of a call, and that of what is called.
pub(in crate::lower) struct Meant {
    source: Rc<Source>,
    at: usize,
    file: Rc<Source>,
}

impl Meant {
    /// Whether what is called stands in another file.
    pub(in crate::lower) fn is_elsewhere(&self) -> bool {
        !Rc::ptr_eq(&self.source, &self.file)
    }

    /// Whether a type that is written in the file of the function is called so at the call, too.
    pub(in crate::lower) fn is_called_the_same(&self, ty: &syn::Type) -> bool {
        let ty = types::plain(ty);
        let part = |name: &str| only_argument(ty, name).filter(|_| !self.defines(name));
        match ty {
            ty if is_primitive(ty) => true,
            syn::Type::Tuple(tuple) => {
                (tuple.elems.iter()).all(|item| self.is_called_the_same(item))
            }
            syn::Type::Array(array) => {
                matches!(array.len, syn::Expr::Lit(_)) && self.is_called_the_same(&array.elem)
            }
            syn::Type::Path(path) => match part("Vec").or_else(|| part("Option")) {
                Some(item) => self.is_called_the_same(item),
                None => is_path(ty) && path.path.get_ident().is_some_and(|n| self.is_brought(n)),
            },
            _ => false,
        }
    }

    /// Whether a type with numbers in it is one of a library of matrices where the function is written, which
    /// defines none of this name.
    pub(in crate::lower) fn is_of_library(&self, path: &syn::Path) -> bool {
        let Some(last) = path.segments.last() else {
            return false;
        };
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return false;
        };
        let of_numbers = match arguments.args.first() {
            Some(syn::GenericArgument::Type(item)) => types::is_number(item),
            _ => false,
        };
        of_numbers && !self.defines(&last.ident.to_string())
    }

    fn defines(&self, name: &str) -> bool {
        ["struct", "enum", "type"]
            .iter()
            .any(|keyword| self.file.named(keyword, name).next().is_some())
    }

    /// Whether a type without arguments is the same one in both files.
    fn is_brought(&self, ty: &Ident) -> bool {
        let name = ty.to_string();
        let Some(file) = home(&self.file, 0, &name) else {
            return false;
        };
        let of_struct = |text| read::<syn::ItemStruct>(text, ty.span()).map(|item| item.generics);
        let of_enum = |text| read::<syn::ItemEnum>(text, ty.span()).map(|item| item.generics);
        let structs = file.named("struct", &name).map(of_struct);
        let enums = file.named("enum", &name).map(of_enum);
        let is_plain = only(structs.chain(enums))
            .flatten()
            .is_some_and(|generics| generics.params.is_empty());
        let here = home(&self.source, self.at, &name);
        is_plain && here.is_some_and(|here| Rc::ptr_eq(&here, &file))
    }
}

/// The only file in which what a name means at some place of a file may be defined.
fn home(source: &Rc<Source>, at: usize, name: &str) -> Option<Rc<Source>> {
    let defined = |keyword| !source.find(keyword, name, at).is_empty();
    if ["struct", "enum", "type"].into_iter().any(defined) {
        return Some(source.clone());
    }
    let path = import_of(source, at, &[name.to_string()]);
    // It has to have one name all the way.
    let found = files_at(source, &path).into_iter();
    let defines = |file: &Rc<Source>| file.count(name) > 0;
    (path.last().map(String::as_str) == Some(name)).then(|| only(found.filter(defines)))?
}

fn names(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect()
}
