//! Matrices that functions of other modules and files give. Their types may go by other names at a call, or by none:
//! what is noted is what they are, not what they are called. A wrong guess does not compile.

use crate::ir::Target;
use crate::lower::library::names::is_dimension;
use crate::lower::library::types::{DYNAMIC, Library, Shape};
use crate::lower::source::results::Meant;
use crate::lower::types::fields::only_argument;
use crate::lower::*;
use quote::ToTokens;

/// The type parameter that is the dimension of `Array<f64, D>`, behind a reference or not.
fn dimension<'t>(ty: &'t syn::Type, generics: &syn::Generics) -> Option<(&'t syn::Path, String)> {
    let path = match types::plain(ty) {
        syn::Type::Reference(reference) => return dimension(&reference.elem, generics),
        syn::Type::Path(path) => path,
        _ => return None,
    };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
    else {
        return None;
    };
    let Some(syn::GenericArgument::Type(syn::Type::Path(last))) = arguments.args.last() else {
        return None;
    };
    let name = last.path.get_ident()?;
    is_dimension(generics, name).then(|| (&path.path, name.to_string()))
}

impl<'a> Lowerer<'a> {
    /// Notes that a function gives an array `Array<f64, D>`, with as many axes as the argument of that dimension has.
    pub(in crate::lower) fn declare_axes(
        &mut self,
        signature: &syn::Signature,
        passed: &[Type],
        ty: &Type,
    ) -> bool {
        let generics = &signature.generics;
        let syn::ReturnType::Type(_, written) = &signature.output else {
            return false;
        };
        let Some((path, of)) = dimension(written, generics) else {
            return false;
        };
        let Some(last) = path.segments.last() else {
            return false;
        };
        let of_float = last.arguments.to_token_stream().to_string().contains("f64");
        if last.ident != "Array" || source::other_files::is_own(path) || !of_float {
            return false;
        }
        let of_argument = |l: &mut Self, (input, passed): (&syn::FnArg, &Type)| {
            let syn::FnArg::Typed(param) = input else {
                return None;
            };
            dimension(&param.ty, generics).filter(|(_, name)| *name == of)?;
            let behind = match passed {
                Type::Ref(behind, _) => behind,
                passed => passed,
            };
            match l.infer.library(behind)?.shape {
                Shape::Array(axes) | Shape::View(axes) => Some(axes),
                _ => None,
            }
        };
        let arguments: Vec<_> = signature.inputs.iter().zip(passed).collect();
        let axes = (arguments.into_iter()).find_map(|argument| of_argument(self, argument));
        let library = Library {
            shape: Shape::Array(axes.unwrap_or(DYNAMIC)),
            square: false,
            item: Type::F64,
        };
        self.infer.set_library(ty, library);
        true
    }

    /// Notes the matrices in what a function gives that is defined in another module or file.
    pub(in crate::lower) fn declare_matrices_given(&mut self, target: &Target, ty: &Type) -> bool {
        let Some((meant, signature)) = self.called_elsewhere(target) else {
            return false;
        };
        let (syn::ReturnType::Type(_, written), Some(whole)) =
            (&signature.output, self.infer.name(ty))
        else {
            return false;
        };
        let parameters = signature.generics.type_params();
        let parameters: Vec<String> = parameters.map(|param| param.ident.to_string()).collect();
        if types::tokens_of(&**written).mentions(&parameters) {
            return false;
        }
        match self.given_with_matrices(written, whole, &meant) {
            Some(known) => self.infer.unify(ty, &known),
            None => return false,
        };
        true
    }

    /// What is known of a type that another module writes and that goes by a name here, if matrices are in it.
    fn given_with_matrices(
        &mut self,
        written: &syn::Type,
        whole: Type,
        meant: &Meant,
    ) -> Option<Type> {
        let written = types::plain(written);
        if let syn::Type::Tuple(tuple) = written {
            let items = tuple.elems.iter().enumerate();
            let items: Vec<_> = items
                .map(|(at, item)| {
                    let name = Type::Component(Box::new(whole.clone()), at);
                    let known = self.given_with_matrices(item, name.clone(), meant);
                    (known, item, name)
                })
                .collect();
            if items.iter().all(|(known, ..)| known.is_none()) {
                return None;
            }
            let items = items.into_iter().map(|(known, item, name)| match known {
                Some(known) => known,
                None if meant.is_called_the_same(item) => self.type_from(item),
                None => self.infer.named(name, Span::call_site()),
            });
            return Some(Type::Tuple(items.collect()));
        }
        if let Some(item) = only_argument(written, "Option") {
            let name = Type::Inside(Box::new(whole));
            let item = self.given_with_matrices(item, name, meant)?;
            return Some(Type::Option(Box::new(item)));
        }
        if let Some(item) = only_argument(written, "Vec") {
            let name = Type::Element(Box::new(whole));
            let item = self.given_with_matrices(item, name, meant)?;
            return Some(Type::Vec(Box::new(item)));
        }
        let syn::Type::Path(path) = written else {
            return None;
        };
        let library = (self.library_of(&path.path))
            .filter(|library| !library.is_view() && meant.is_of_library(&path.path))?;
        let ty = self.infer.named(whole, Span::call_site());
        self.infer.set_library(&ty, library);
        Some(ty)
    }
}
