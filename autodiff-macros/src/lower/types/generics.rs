//! Type parameters: which of them are floats, and names for those that are written as `impl Trait`.
//!
//! A parameter with bounds like those of a float is taken to be one. The generated code bounds it by
//! `::autodiff::Scalar`, which only `f32` and `f64` are, so that a wrong guess does not compile.

use crate::ir::{Float, Tokens};
use crate::lower::messages as m;
use crate::lower::source::implementors::is_of_own_types;
use crate::lower::types::infer;
use crate::lower::types::markers;
use crate::lower::types::objects;
use crate::lower::types::vector_spaces;
use crate::lower::*;
use proc_macro2::{Ident, TokenTree};
use quote::ToTokens;
use syn::visit_mut::VisitMut;

/// Bounds that say nothing of what a type is.
const NEUTRAL: [&str; 16] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Eq",
    "Float",
    "From",
    "Into",
    "LowerExp",
    "PartialEq",
    "PartialOrd",
    "Send",
    "Sized",
    "Sync",
    "Unpin",
];

/// Bounds that floats have and nothing else.
pub(in crate::lower) const OF_FLOATS: [&str; 8] = [
    "ComplexField",
    "Float",
    "FloatConst",
    "FloatCore",
    "Real",
    "RealField",
    "Scalar",
    "NumFloat",
];

/// Bounds that floats do not have.
const OF_OTHERS: [&str; 28] = [
    "Any",
    "AsMut",
    "AsRef",
    "Borrow",
    "BufRead",
    "Deref",
    "DerefMut",
    "Dim",
    "DimName",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "Extend",
    "FromIterator",
    "Hash",
    "Index",
    "IndexMut",
    "Integer",
    "IntoIterator",
    "Iterator",
    "Ord",
    "PrimInt",
    "Read",
    "Rng",
    "RngCore",
    "ToString",
    "TryInto",
    "Unsigned",
    "Write",
];

type Bounds = syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>;

/// What a type parameter stands for, by its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parameter {
    Float,
    /// A function or a closure.
    Function,
    /// What methods of the user's are called on.
    Object,
    /// What no value is of.
    Marker,
    Neither,
}

/// The function without `?Sized`: what is generated takes its arguments as they are, and holds some.
pub(crate) fn sized(mut function: syn::ItemFn) -> syn::ItemFn {
    struct Sizes;
    impl VisitMut for Sizes {
        fn visit_type_param_mut(&mut self, param: &mut syn::TypeParam) {
            without_sizes(&mut param.bounds);
        }

        fn visit_predicate_type_mut(&mut self, predicate: &mut syn::PredicateType) {
            without_sizes(&mut predicate.bounds);
        }

        fn visit_type_impl_trait_mut(&mut self, of: &mut syn::TypeImplTrait) {
            without_sizes(&mut of.bounds);
        }
    }
    Sizes.visit_signature_mut(&mut function.sig);
    function
}

fn without_sizes(bounds: &mut Bounds) {
    let is_size = |bound: &syn::TypeParamBound| matches!(bound, syn::TypeParamBound::Trait(bound) if bound.path.is_ident("Sized"));
    let left = std::mem::take(bounds).into_iter();
    *bounds = left.filter(|bound| !is_size(bound)).collect();
}

/// What the type parameter of this name stands for.
pub(crate) fn parameter(
    generics: &syn::Generics,
    name: &syn::Ident,
    item: Option<&syn::ItemFn>,
) -> Parameter {
    let traits = bounds(generics, name)
        .into_iter()
        .filter_map(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => bound.path.segments.last(),
            _ => None,
        });
    let traits: Vec<String> = traits.map(|segment| segment.ident.to_string()).collect();
    let has = |list: &[&str]| traits.iter().any(|bound| list.contains(&bound.as_str()));
    let telling = |bound: &String| !NEUTRAL.contains(&bound.as_str());
    match () {
        _ if has(&["Fn", "FnMut", "FnOnce"]) => Parameter::Function,
        _ if library::names::is_dimension(generics, name) => Parameter::Marker,
        _ if has(&OF_FLOATS) => Parameter::Float,
        _ if vector_spaces::is_vector(generics, name) => Parameter::Object,
        _ if !has(&OF_OTHERS)
            && traits.iter().any(telling)
            && item.is_some_and(|item| objects::is_object(item, name)) =>
        {
            Parameter::Object
        }
        _ if item.is_some_and(|item| markers::is_marker(item, name)) => Parameter::Marker,
        _ if item.is_some() && is_of_structs(generics, name) => Parameter::Object,
        _ if !has(&OF_OTHERS) && traits.iter().any(telling) => Parameter::Float,
        _ => Parameter::Neither,
    }
}

/// The parameters of a trait, bounded like floats where all implementations in the file are of floats there.
pub(crate) fn with_floats(of: &syn::Ident, generics: &syn::Generics) -> syn::Generics {
    let mut generics = generics.clone();
    let lifetimes = generics.lifetimes().count();
    for at in lifetimes..generics.params.len() {
        let is_open = match &generics.params[at] {
            syn::GenericParam::Type(param) => bounds(&generics, &param.ident).is_empty(),
            _ => false,
        };
        if is_open
            && source::methods_defined::is_of_floats(of, at - lifetimes)
            && let syn::GenericParam::Type(param) = &mut generics.params[at]
            && let Ok(bound) = syn::parse_str("Float")
        {
            param.bounds.push(bound);
        }
    }
    generics
}

/// Whether the bounds of a parameter leave open what it is.
pub(in crate::lower) fn may_be_object(generics: &syn::Generics, name: &syn::Ident) -> bool {
    let of_floats = |bound: &&syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last().map(|s| s.ident.to_string());
            last.is_some_and(|last| OF_FLOATS.contains(&last.as_str()))
        }
        _ => false,
    };
    parameter(generics, name, None) == Parameter::Float
        && !bounds(generics, name).iter().any(of_floats)
}

/// Whether a parameter is bounded by a trait that the file implements for structs and enums of its own only.
pub(in crate::lower) fn is_of_structs(generics: &syn::Generics, name: &syn::Ident) -> bool {
    bounds(generics, name).iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            (bound.path.segments.last()).is_some_and(|last| is_of_own_types(&last.ident))
        }
        _ => false,
    })
}

/// What a parameter is bounded by.
pub(crate) fn bounds<'s>(
    generics: &'s syn::Generics,
    name: &syn::Ident,
) -> Vec<&'s syn::TypeParamBound> {
    let inline = generics.type_params().filter(|t| t.ident == *name);
    let inline = inline.flat_map(|t| &t.bounds);
    let clause = generics.where_clause.iter().flat_map(|c| &c.predicates);
    let clause = clause.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => match types::plain(&predicate.bounded_ty) {
            syn::Type::Path(path) if path.qself.is_none() && path.path.is_ident(name) => {
                Some(&predicate.bounds)
            }
            _ => None,
        },
        _ => None,
    });
    inline.chain(clause.flatten()).collect()
}

/// The function with a name for each `impl Trait` among the types of its arguments.
pub(crate) fn named(mut item: syn::ItemFn) -> syn::ItemFn {
    let mut taken: Vec<String> = item.sig.generics.params.iter().map(declared_name).collect();
    let mut new = Vec::new();
    for input in &mut item.sig.inputs {
        let syn::FnArg::Typed(param) = input else {
            continue;
        };
        let hint = match &*param.pat {
            syn::Pat::Ident(pattern) => pattern.ident.to_string(),
            _ => "argument".to_string(),
        };
        name_in(&mut param.ty, &hint, &mut taken, &mut new);
    }
    item.sig.generics.params.extend(new);
    item
}

pub(in crate::lower) fn declared_name(param: &syn::GenericParam) -> String {
    match param {
        syn::GenericParam::Lifetime(l) => l.lifetime.ident.to_string(),
        syn::GenericParam::Type(t) => t.ident.to_string(),
        syn::GenericParam::Const(c) => c.ident.to_string(),
    }
}

fn name_in(
    ty: &mut syn::Type,
    hint: &str,
    taken: &mut Vec<String>,
    new: &mut Vec<syn::GenericParam>,
) {
    match ty {
        syn::Type::Group(group) => name_in(&mut group.elem, hint, taken, new),
        syn::Type::Paren(paren) => name_in(&mut paren.elem, hint, taken, new),
        syn::Type::Reference(reference) => name_in(&mut reference.elem, hint, taken, new),
        syn::Type::Slice(slice) => name_in(&mut slice.elem, hint, taken, new),
        syn::Type::Array(array) => name_in(&mut array.elem, hint, taken, new),
        syn::Type::ImplTrait(written) => {
            let mut name: String = hint.split('_').map(capitalised).collect();
            let mentioned = |name: &str| {
                let bounds = written.bounds.to_token_stream().to_string();
                let words = bounds.split(|c: char| !c.is_alphanumeric() && c != '_');
                words.into_iter().any(|word| word == name)
            };
            while name.is_empty() || taken.contains(&name) || mentioned(&name) {
                name.push('_');
            }
            let span = m::span_of(written);
            let ident = syn::Ident::new(&name, span);
            new.push(syn::GenericParam::Type(syn::TypeParam {
                attrs: Vec::new(),
                ident: ident.clone(),
                colon_token: Some(syn::Token![:](span)),
                bounds: written.bounds.clone(),
                default: None,
            }));
            taken.push(name);
            *ty = syn::Type::Path(syn::TypePath {
                attrs: Vec::new(),
                qself: None,
                path: ident.into(),
            });
        }
        _ => {}
    }
}

/// `State` of `Cell<State = f64>`
fn equated(bound: proc_macro2::TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = bound.into_iter().collect();
    let pairs = trees.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(name), TokenTree::Punct(punct)] if punct.as_char() == '=' => {
            Some(name.to_string())
        }
        _ => None,
    });
    pairs.collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.collect::<String>() + letters.as_str()
}

impl<'a> Lowerer<'a> {
    /// Notes what a type parameter stands for.
    pub(in crate::lower) fn type_parameter(
        &mut self,
        generics: &syn::Generics,
        param: &syn::TypeParam,
        item: Option<&syn::ItemFn>,
    ) {
        let name = param.ident.to_string();
        let of_block = self.owner.filter(|_| item.is_none());
        let kind = match of_block {
            Some(owner) if owner.objects.contains(&name) => Parameter::Object,
            Some(owner) if owner.markers.contains(&name) => Parameter::Marker,
            _ => parameter(generics, &param.ident, item),
        };
        match kind {
            Parameter::Object | Parameter::Marker => {
                for bound in bounds(generics, &param.ident) {
                    let said = equated(bound.to_token_stream());
                    self.handing.said_by_bounds.note(&name, bound, said);
                }
                if vector_spaces::is_vector(generics, &param.ident) {
                    let named = Type::Named(types::tokens_of(&param.ident));
                    let ty = self.infer.named(named, param.ident.span());
                    self.infer.narrow(&ty, infer::Kind::Struct);
                }
                self.generics.push(name.clone());
                self.objects.insert(name);
            }
            Parameter::Float => {
                self.generics.push(name.clone());
                self.infer.parameters.push(name);
            }
            // It is read where it is the type of an argument.
            Parameter::Function => {}
            Parameter::Neither => {
                let bounds = bounds(generics, &param.ident).into_iter();
                let text: String = bounds
                    .map(|bound| types::tokens_of(bound).text().to_string())
                    .collect();
                let message = match text.contains("Iterator") {
                    true => m::ITERATOR_PARAMETER,
                    false => m::GENERIC,
                };
                self.error_about(param.ident.span(), message, &name);
            }
        }
    }

    /// The type parameter of this name.
    pub(in crate::lower) fn parameter_type(&self, name: &str) -> Option<Type> {
        let known = self.infer.parameters.iter().any(|p| p == name);
        known.then(|| {
            let name = TokenTree::Ident(Ident::new(name, Span::call_site()));
            let named = Type::Named(Tokens::new(name.into()));
            Type::Float(Float::Generic(Box::new(named)))
        })
    }
}

/// Whether `f64` stands in the signature, and no other float and no type parameter anywhere.
pub(in crate::lower) fn speaks_only_of_f64(item: &syn::ItemFn) -> bool {
    item.sig.generics.type_params().next().is_none()
        && types::tokens_of(&item.sig).mentions(&["f64".into()])
        && !words::says(item, "f32")
}

/// The constants among generic parameters, with their types.
pub(in crate::lower) fn constants(
    generics: &syn::Generics,
) -> impl Iterator<Item = (String, Tokens)> {
    let constants = generics.const_params();
    constants.map(|constant| (constant.ident.to_string(), types::tokens_of(&constant.ty)))
}
