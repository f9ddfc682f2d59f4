//! Arguments that leave out how large they are: `f(&m, SVector::repeat(0.5))`. The definition of what is called says it, if
//! need be by the sizes of other arguments. Where another function is meant, rustc finds the types different.

use crate::lower::library::names::{leaves_size_out, sizes};
use crate::lower::*;
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::Token;
use syn::punctuated::Punctuated;

type Args = Punctuated<syn::Expr, Token![,]>;

/// The path of a parameter's type, behind a reference, too.
fn path_of(input: &syn::FnArg) -> Option<&syn::Path> {
    let syn::FnArg::Typed(input) = input else {
        return None;
    };
    let ty = match types::plain(&input.ty) {
        syn::Type::Reference(reference) => types::plain(&reference.elem),
        ty => ty,
    };
    match ty {
        syn::Type::Path(path) => Some(&path.path),
        _ => None,
    }
}

/// The path of a function that makes a matrix, without its size.
fn without_size(e: &mut syn::Expr) -> Option<&mut syn::Path> {
    let call = match e {
        syn::Expr::Reference(reference) => return without_size(&mut reference.expr),
        syn::Expr::Paren(paren) => return without_size(&mut paren.expr),
        syn::Expr::Call(call) => call,
        _ => return None,
    };
    match &mut *call.func {
        syn::Expr::Path(path) if leaves_size_out(&path.path) => Some(&mut path.path),
        _ => None,
    }
}

impl<'a> Lowerer<'a> {
    /// The arguments of a call of a function of the same file, with sizes.
    pub(in crate::lower) fn sized_arguments(&mut self, path: &syn::ExprPath, args: &Args) -> Args {
        let mut sized = args.clone();
        if !sized.iter_mut().any(|arg| without_size(arg).is_some()) {
            return sized;
        }
        let found = path.path.get_ident();
        let Some(called) = found.and_then(source::definitions::free_item) else {
            return sized;
        };
        let signature = &called.sig;
        let mut known: FxHashMap<String, String> = FxHashMap::default();
        for (arg, input) in args.iter().zip(&signature.inputs) {
            let variable = match expr::plain(arg) {
                syn::Expr::Reference(reference) => expr::plain(&reference.expr),
                arg => arg,
            };
            let (syn::Expr::Path(variable), Some(written)) = (variable, path_of(input)) else {
                continue;
            };
            let found = paths::single(variable).and_then(|name| self.scope.find(&name).cloned());
            let Some(found) = found else { continue };
            let ty = self.type_of(&found.dereferenced());
            for (name, size) in sizes(written).into_iter().zip(self.sizes_of_type(&ty)) {
                if let (Some(name), Some(size)) = (name, size) {
                    known.entry(name).or_insert(size);
                }
            }
        }
        for (arg, input) in sized.iter_mut().zip(&signature.inputs) {
            if let (Some(path), Some(written)) = (without_size(arg), path_of(input)) {
                let is_parameter = |name: &str| {
                    let mut params = signature.generics.const_params();
                    params.any(|param| param.ident == name)
                };
                let sizes = sizes(written).map(|size| {
                    let size = size?;
                    match is_parameter(&size) {
                        true => known.get(&size).cloned(),
                        false => Some(size),
                    }
                });
                if let [Some(rows), Some(columns)] = sizes {
                    say(path, written, [rows, columns]);
                }
            }
        }
        sized
    }
}

/// Writes the size into a path that leads into a type of matrices.
fn say(path: &mut syn::Path, written: &syn::Path, [rows, columns]: [String; 2]) {
    let item = match written.segments.last().map(|last| &last.arguments) {
        Some(syn::PathArguments::AngleBracketed(arguments)) => arguments.args.first(),
        _ => None,
    };
    let item = item.map(|item| item.to_token_stream().to_string());
    let Some(item @ ("f64" | "f32")) = item.as_deref() else {
        return;
    };
    let Some(owner) = path.segments.iter_mut().rev().nth(1) else {
        return;
    };
    let arguments = match owner.ident.to_string().as_str() {
        "SVector" => format!("::<{item}, {rows}>"),
        "RowSVector" => format!("::<{item}, {columns}>"),
        _ => format!("::<{item}, {rows}, {columns}>"),
    };
    if let Ok(arguments) = syn::parse_str(&arguments) {
        owner.arguments = syn::PathArguments::AngleBracketed(arguments);
    }
}
