//! The user's types.

pub(super) mod applied;
pub(super) mod applied_results;
pub(super) mod associated_types;
pub(super) mod choices;
pub(super) mod declared;
pub(super) mod describe;
pub(super) mod expectations;
pub(super) mod expected_ends;
pub(super) mod expected_fields;
pub(super) mod fields;
pub(super) mod floats;
pub(super) mod generic_arguments;
pub(super) mod generics;
pub(super) mod handed;
pub(super) mod infer;
pub(super) mod mapping;
pub(super) mod markers;
pub(super) mod objects;
pub(super) mod open_types;
pub(super) mod scalar_names;
pub(super) mod told_later;
pub(super) mod tracing;
pub(super) mod type_names;
pub(super) mod vector_spaces;

use super::library::types::Library;
use super::messages as m;
use super::structs::trait_objects;
use super::*;
use crate::ir::{Float, Tokens};
use quote::ToTokens;

/// The user's tokens, to be printed again.
pub(super) fn tokens_of(syntax: &impl ToTokens) -> Tokens {
    Tokens::new(syntax.to_token_stream())
}

/// The primitive type of this name, if it is a number's.
pub(super) fn number(name: &str) -> Option<Type> {
    const INTEGERS: [&str; 12] = [
        "usize", "isize", "u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128",
    ];
    match name {
        "f64" => Some(Type::F64),
        "f32" => Some(Type::Float(Float::F32)),
        _ => INTEGERS.into_iter().find(|i| *i == name).map(Type::Int),
    }
}

/// Whether it is a primitive number.
pub(crate) fn is_number(ty: &syn::Type) -> bool {
    match plain(ty) {
        syn::Type::Path(path) => {
            let name = path.path.get_ident();
            name.is_some_and(|name| number(&name.to_string()).is_some())
        }
        _ => false,
    }
}

/// Sees through the invisible groups that `macro_rules!` leaves, and through parentheses.
pub(super) fn plain(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Group(group) => plain(&group.elem),
        syn::Type::Paren(paren) => plain(&paren.elem),
        other => other,
    }
}

impl<'a> Lowerer<'a> {
    /// The type a user wrote. Unknown names become variables that remember them.
    pub(super) fn type_from(&mut self, ty: &syn::Type) -> Type {
        let span = m::span_of(ty);
        if let Some(object) = self.object_type(ty) {
            return object;
        }
        let message = match plain(ty) {
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => return Type::Unit,
            syn::Type::Tuple(tuple) => {
                return Type::Tuple(tuple.elems.iter().map(|t| self.item_type(t)).collect());
            }
            syn::Type::Array(array) => {
                let item = Box::new(self.list_item(&array.elem));
                return Type::Array(item, tokens_of(&array.len));
            }
            syn::Type::Slice(slice) => return Type::Slice(Box::new(self.list_item(&slice.elem))),
            syn::Type::Reference(reference)
                if reference.mutability.is_some()
                    && trait_objects::lasting(&reference.elem).is_some() =>
            {
                m::MUTABLE_OBJECT
            }
            syn::Type::Reference(reference) => {
                let behind = self.type_from(&reference.elem);
                return Type::Ref(Box::new(behind), reference.mutability.is_some());
            }
            syn::Type::Path(path) if path.qself.is_none() => return self.path_type(path, span),
            syn::Type::Path(path) => {
                let named = self.infer.named(Type::Named(tokens_of(ty)), span);
                if let Some(library) = self.library_of_whole(path) {
                    self.infer.set_library(&named, library);
                }
                return named;
            }
            syn::Type::Infer(_) => return self.infer.fresh(),
            syn::Type::TraitObject(_) => m::TRAIT_OBJECT,
            syn::Type::ImplTrait(_) | syn::Type::FnPtr(_) => m::TRAIT_TYPE,
            _ => m::TYPE,
        };
        self.error(span, message);
        self.infer.fresh()
    }

    /// The type of an element: of a reference, what is behind it.
    fn list_item(&mut self, ty: &syn::Type) -> Type {
        if !self.in_signature && self.is_borrower_type(ty) {
            return self.infer.fresh();
        }
        let item = self.item_type(ty);
        self.item_behind(item, m::span_of(ty))
    }

    /// The type of an element or a component: in a signature, no reference.
    fn item_type(&mut self, ty: &syn::Type) -> Type {
        if !self.in_signature
            && let Some(shown) = self.shown_type(ty)
        {
            return shown;
        }
        match self.type_from(ty) {
            Type::Ref(behind, false) if *behind == Type::Str => Type::Str,
            Type::Ref(..) if self.in_signature => {
                self.error(m::span_of(ty), m::NESTED_REFERENCE);
                self.infer.fresh()
            }
            other => other,
        }
    }

    fn path_type(&mut self, ty: &syn::TypePath, span: Span) -> Type {
        let Some(last) = ty.path.segments.last() else {
            return self.infer.fresh();
        };
        let name = last.ident.to_string();
        let first = ty.path.segments.first().map(|s| s.ident.to_string());
        let primitive = ty.path.segments.len() == 1
            || (matches!(first.as_deref(), Some("std" | "core"))
                && ty.path.segments.iter().any(|s| s.ident == "primitive"));
        if primitive && last.arguments.is_none() {
            match name.as_str() {
                "bool" => return Type::Bool,
                "char" => return Type::Char,
                "str" => return Type::Str,
                _ => {}
            }
            if let Some(number) = number(&name) {
                return number;
            }
        }
        if ty.path.segments.len() == 1
            && last.arguments.is_none()
            && let Some(parameter) = self.parameter_type(&name)
        {
            return parameter;
        }
        if first.as_deref() == Some("Self") {
            return self.own_type(&ty.path, span);
        }
        if let (2, Some(parameter)) = (ty.path.segments.len(), &first)
            && self.objects.contains(parameter)
        {
            return self.open_type(parameter, &name, tokens_of(&ty.path), span);
        }
        // What calls ask for is the type itself; here a `Vec` does the same.
        let is_list = name == "Vec" || name == "VecDeque" && !self.in_signature;
        if is_list
            && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
            && let (1, Some(syn::GenericArgument::Type(item))) =
                (arguments.args.len(), arguments.args.first())
        {
            return Type::Vec(Box::new(self.list_item(item)));
        }
        if let (syn::PathArguments::AngleBracketed(arguments), "Option" | "Result") =
            (&last.arguments, name.as_str())
            && let Some(syn::GenericArgument::Type(item)) = arguments.args.first()
            && source::definitions::enumeration(&last.ident).is_none()
        {
            let item = Box::new(self.type_from(item));
            if name == "Option" {
                return Type::Option(item);
            }
            let error = match arguments.args.iter().nth(1) {
                Some(syn::GenericArgument::Type(error)) => Type::Named(tokens_of(error)),
                Some(_) => Type::Unknown,
                // An alias says the error, whatever it is given.
                None => Type::Named(error_of_alias(&ty.path)),
            };
            return Type::Result(item, Box::new(error));
        }
        if let Some(wrapper) = m::WRAPPERS.iter().find(|w| **w == name)
            && name != "VecDeque"
            && !last.arguments.is_none()
        {
            let arguments = tokens_of(&last.arguments);
            let names = |names: [&str; 3]| arguments.mentions(&names.map(String::from));
            let of_functions = names(["Fn", "FnMut", "FnOnce"]);
            match names(["dyn"; 3]) {
                true if of_functions => self.error(span, m::FUNCTION_INSIDE),
                true => self.error(span, m::TRAIT_OBJECT),
                false => self.error_about(span, m::WRAPPER_TYPE, wrapper),
            };
            return self.infer.fresh();
        }
        let library = self.library_of(&ty.path);
        if let (None, Some(name)) = (&library, library::foreign::foreign(&ty.path)) {
            self.error_about(span, m::FOREIGN, &name);
            return self.infer.fresh();
        }
        if library.is_none() && tokens_of(&ty.path).is_of_whole_numbers() {
            // What is called so would be taken for a vector of a library's.
            self.error_about(span, m::FOREIGN_NAME, &name);
            return self.infer.fresh();
        }
        if library::view_names::changes_matrix(&ty.path) {
            self.error(span, m::VIEW_MUT);
            return self.infer.fresh();
        }
        if name == "ArrayBase" && !source::other_files::is_own(&ty.path) {
            self.error(span, m::ARRAY_BASE);
            return self.infer.fresh();
        }
        if library.is_none() && self.is_generic_matrix(last) {
            self.error(span, m::GENERIC_MATRIX);
            return self.infer.fresh();
        }
        if let Some(Library { item, .. }) = &library
            && (item.is_integer() || *item == Type::Bool)
            && !tokens_of(&ty.path).is_of_whole_numbers()
        {
            let item = self.infer.describe(item);
            self.error_about(span, m::WHOLE_NUMBERS, &item);
            return self.infer.fresh();
        }
        let mut path = ty.path.clone();
        if let Some(library) = &library
            && library.is_view()
        {
            library::view_names::with_lifetime(&mut path);
        }
        let ty = self.infer.named(Type::Named(tokens_of(&path)), span);
        if self.infer.is_open(&ty)
            && let Some(known) = self.alias(&path)
        {
            self.infer.unify(&ty, &known);
            self.infer.alias(Type::Named(tokens_of(&path)));
        }
        if let Some(library) = library {
            self.infer.set_library(&ty, library);
        }
        ty
    }
}

/// What `Err` holds of a `Result<T>` that names no error.
fn error_of_alias(path: &syn::Path) -> Tokens {
    let mut path = path.clone();
    if let (Some(last), Ok(nothing)) = (path.segments.last_mut(), syn::parse_str("<()>")) {
        last.arguments = syn::PathArguments::AngleBracketed(nothing);
    }
    builder::tokens(&format!(
        "<{} as ::autodiff::Fallible>::Error",
        tokens_of(&path).text()
    ))
}
