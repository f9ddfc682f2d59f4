//! Structs that hold functions: `struct Solver<F: Fn(f64) -> f64> { f: F, h: f64 }`. What a function does is known
//! only where it is made, so such a struct stays in the function: it is known as its fields, and all calls that it
//! takes part in are read as the bodies of what is called. So does one that holds a list of references.

use crate::ir::Tokens;
use crate::lower::calls::generic_methods;
use crate::lower::calls::lender::Lender;
use crate::lower::calls::lenders::function_of_type;
use crate::lower::calls::told_by_arguments;
use crate::lower::closures::function_parameters;
use crate::lower::source::definitions::definition;
use crate::lower::types::fields;
use crate::lower::types::fields::last_segment;
use crate::lower::*;
use proc_macro2::Ident;
use quote::ToTokens;

/// Whether a type, as written, is a struct of the file that holds functions, a list of functions, or a reference to one.
pub(crate) fn holds_functions(ty: &syn::Type) -> bool {
    last_segment(ty).is_some_and(|last| is_holder(&last.ident)) || is_list_of_functions(ty)
}

/// `&[Box<dyn Fn(f64) -> f64>]`, `[fn(f64) -> f64; 3]`, `Vec<(f64, fn(f64) -> f64)>`
fn is_list_of_functions(ty: &syn::Type) -> bool {
    is_list_of(ty, &|item| match types::plain(item) {
        syn::Type::Tuple(tuple) => tuple.elems.iter().any(function_parameters::is_function),
        item => function_parameters::is_function(item),
    })
}

/// Whether a type is a list, or a reference to one, of such items.
pub(in crate::lower) fn is_list_of(ty: &syn::Type, is_item: &dyn Fn(&syn::Type) -> bool) -> bool {
    match types::plain(ty) {
        syn::Type::Reference(lent) => is_list_of(&lent.elem, is_item),
        syn::Type::Slice(list) => is_item(&list.elem),
        syn::Type::Array(list) => is_item(&list.elem),
        syn::Type::Path(_) => last_segment(ty).is_some_and(|last| {
            let item = match &last.arguments {
                syn::PathArguments::AngleBracketed(list) => list.args.first(),
                _ => None,
            };
            last.ident == "Vec"
                && matches!(item, Some(syn::GenericArgument::Type(item)) if is_item(item))
        }),
        _ => false,
    }
}

fn is_lent(item: &syn::Type) -> bool {
    matches!(types::plain(item), syn::Type::Reference(lent) if lent.mutability.is_none())
}

/// Whether a function takes or gives such a struct.
pub(in crate::lower) fn passes_holder(sig: &syn::Signature) -> bool {
    let takes = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(param) => holds_functions(&param.ty),
        syn::FnArg::Receiver(_) => false,
    };
    let gives = match &sig.output {
        syn::ReturnType::Type(_, ty) => holds_functions(ty),
        syn::ReturnType::Default => false,
    };
    gives || sig.inputs.iter().any(takes)
}

/// Whether a struct of this name holds functions.
pub(in crate::lower) fn is_holder(name: &Ident) -> bool {
    definition(name).is_some_and(|item| {
        let mut types = item.fields.iter().map(|field| &field.ty);
        types.any(|ty| is_function(name, &item.generics, ty) || is_list_of(ty, &is_lent))
    })
}

/// Whether the field of this name of such a struct is a function.
pub(in crate::lower) fn is_function_field(of: &Ident, name: &str) -> bool {
    definition(of).is_some_and(|item| {
        let ty = fields::field_called(&item.fields, name);
        ty.is_some_and(|ty| is_function(of, &item.generics, &ty))
    })
}

/// Whether a field of this type is a function, in a struct of this name.
fn is_function(name: &Ident, generics: &syn::Generics, ty: &syn::Type) -> bool {
    function_parameters::is_function(ty)
        || function_parameters::is_function_of(generics, ty)
        || bounded_in_blocks(name, generics, ty)
}

/// Whether a type parameter of a struct is bounded as a function where its methods stand.
fn bounded_in_blocks(name: &Ident, generics: &syn::Generics, ty: &syn::Type) -> bool {
    let position = |param: &Ident| generics.type_params().position(|p| p.ident == *param);
    let syn::Type::Path(path) = types::plain(ty) else {
        return false;
    };
    let Some(at) = path.path.get_ident().and_then(position) else {
        return false;
    };
    let blocks = source::definitions::blocks(name).into_iter().flatten();
    let mut bounded = blocks.filter_map(|block| {
        let arguments = last_segment(&block.self_ty)?.arguments.clone();
        let syn::PathArguments::AngleBracketed(arguments) = arguments else {
            return None;
        };
        let mut given = arguments.args.iter().filter_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        });
        let given = given.nth(at)?;
        Some(function_parameters::is_function_of(&block.generics, given))
    });
    bounded.any(|is_function| is_function)
}

/// A function of such a struct as it is read by callers, and the struct with functions of no captures in place of
/// its type parameters, under which its number stands.
pub(in crate::lower) fn function_of_holder(owner: &Ident, name: &str) -> Option<(Lender, Tokens)> {
    let (block, mut lender) = function_of_type(owner, name)?;
    let mut pointers = FxHashMap::default();
    for param in &block.generics.params {
        match param {
            syn::GenericParam::Lifetime(_) => {}
            syn::GenericParam::Type(param) => {
                let pointer = function_parameters::pointer(&block.generics, &param.ident)?;
                pointers.insert(param.ident.to_string(), pointer);
            }
            syn::GenericParam::Const(_) => return None,
        }
    }
    // What its arguments are, the parameters of the block say.
    let generics = &mut lender.function.sig.generics;
    generics.params.extend(block.generics.params.clone());
    if let Some(clause) = block.generics.where_clause.clone() {
        let predicates = &mut generics.make_where_clause().predicates;
        predicates.extend(clause.predicates);
    }
    let ty = told_by_arguments::without_lifetimes(*block.self_ty);
    let path = generic_methods::with_in_place(ty.to_token_stream(), &pointers);
    Some((lender, Tokens::new(path)))
}

impl<'a> Lowerer<'a> {
    /// Whether an outcome is such a struct, or a reference to one.
    pub(in crate::lower) fn is_holder(outcome: &Outcome) -> bool {
        match outcome {
            Outcome::Ref(inner, _) => Self::is_holder(inner),
            Outcome::Borrower(borrowing) => borrowing.stays_inside(),
            _ => false,
        }
    }
}
