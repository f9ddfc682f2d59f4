//! Trait objects of differentiated traits: `&dyn Layer`, `Box<dyn Layer>`. What is behind one is not
//! borrowed from anywhere, since what its methods record has to outlive the call: a reference to an object
//! is read as `&(dyn Layer + 'static)`.

use crate::ir::Target;
use crate::lower::messages as m;
use crate::lower::owner::passing;
use crate::lower::types::infer::Kind;
use crate::lower::types::{plain, tokens_of};
use crate::lower::*;
use syn::visit_mut::{self, VisitMut};

/// The trait of an object that may have a gradient: one trait alone, by its path.
fn trait_of(object: &syn::TypeTraitObject) -> Option<&syn::Path> {
    let mut found = None;
    for bound in &object.bounds {
        match bound {
            syn::TypeParamBound::Lifetime(lifetime) if lifetime.ident == "static" => {}
            syn::TypeParamBound::Trait(bound) if found.is_none() => {
                let plain = bound.lifetimes.is_none()
                    && bound.maybe.is_none()
                    && bound.path.segments.iter().all(|s| s.arguments.is_none());
                found = Some(&bound.path).filter(|_| plain);
                found?;
            }
            _ => return None,
        }
    }
    found
}

/// `(dyn Layer + 'static)` for an object.
pub(in crate::lower) fn lasting(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::TraitObject(object) = plain(ty) else {
        return None;
    };
    trait_of(object)?;
    let mut object = object.clone();
    let is_said = |bound: &syn::TypeParamBound| matches!(bound, syn::TypeParamBound::Lifetime(_));
    if !object.bounds.iter().any(is_said) {
        let lifetime = syn::Lifetime::new("'static", Span::call_site());
        let bound = syn::TypeParamBound::Lifetime(lifetime);
        object.bounds.push(bound);
    }
    Some(syn::Type::Paren(syn::TypeParen {
        attrs: Vec::new(),
        paren_token: Default::default(),
        elem: Box::new(syn::Type::TraitObject(object)),
    }))
}

/// `Box<dyn Layer>`, as it is written most shortly.
pub(in crate::lower) fn boxed(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = plain(ty) else {
        return None;
    };
    let mut object = object_in_box(path)?.clone();
    trait_of(&object)?;
    let traits = object.bounds.into_iter();
    object.bounds = traits
        .filter(|bound| matches!(bound, syn::TypeParamBound::Trait(_)))
        .collect();
    let mut path = path.clone();
    if let Some(last) = path.path.segments.last_mut()
        && let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments
    {
        let object = syn::GenericArgument::Type(syn::Type::TraitObject(object));
        arguments.args = std::iter::once(object).collect();
    }
    Some(syn::Type::Path(path))
}

/// What a call is of that makes an object of a value, as [`objects_made`](super::objects_made) writes it.
pub(in crate::lower) const MADE: &str = "boxed_object";

/// Whether an expression names that.
pub(in crate::lower) fn is_maker(e: &syn::Expr) -> bool {
    match e {
        syn::Expr::Path(path) => {
            let last = path.path.segments.last();
            path.qself.is_some() && last.is_some_and(|last| last.ident == MADE)
        }
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// The type of an object, or of a box of one; none if it is another type.
    pub(in crate::lower) fn object_type(&mut self, written: &syn::Type) -> Option<Type> {
        let object = boxed(written).or_else(|| lasting(written))?;
        let of = match plain(written) {
            syn::Type::Path(path) => object_in_box(path).and_then(trait_of),
            syn::Type::TraitObject(object) => trait_of(object),
            _ => None,
        };
        if let Some(of) = of.filter(|of| source::plain_traits::is_plain_trait(of)) {
            let name = of.segments.last().map(|last| last.ident.to_string());
            self.error_about(m::span_of(of), m::PLAIN_TRAIT, &name.unwrap_or_default());
        }
        let ty = self
            .infer
            .named(Type::Named(tokens_of(&object)), m::span_of(written));
        self.infer.narrow(&ty, Kind::Struct);
        Some(ty)
    }

    /// Whether a type is an object, or a box of one, also by what the file says of a field.
    pub(in crate::lower) fn is_trait_object(&mut self, ty: &Type) -> bool {
        if let Some(written) = self.written_path(ty) {
            return written.is_trait_object();
        }
        let part = |name: &Type| {
            matches!(
                name,
                Type::FieldOf(..) | Type::Element(_) | Type::Inside(_) | Type::Output(_)
            )
        };
        let name = self.infer.name(ty).filter(part);
        let object = name.and_then(|name| self.object_by_definition(&name));
        object.is_some_and(|object| self.infer.unify(ty, &object))
    }

    /// Whether items of a list are of two structs: then it is one of references to objects.
    pub(in crate::lower) fn are_other_structs(&self, a: &Type, b: &Type) -> bool {
        match (self.infer.shallow(a), self.infer.shallow(b)) {
            (Type::Tuple(a), Type::Tuple(b)) => {
                (a.iter().zip(&b)).any(|(a, b)| self.are_other_structs(a, b))
            }
            (Type::Ref(a, _), Type::Ref(b, _)) => self.are_other_structs(&a, &b),
            (a, b) => {
                let names = self.defined_name(&a).zip(self.defined_name(&b));
                names.is_some_and(|(a, b)| {
                    let is_known = source::definitions::is_defined;
                    a != b && is_known(&a) && is_known(&b)
                })
            }
        }
    }

    /// `<dyn Layer>::boxed_object(value)`
    pub(in crate::lower) fn made_object(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let object = path.qself.as_ref().and_then(|qself| lasting(&qself.ty))?;
        let (true, [value]) = (
            path.path.segments.last().is_some_and(|s| s.ident == MADE),
            args,
        ) else {
            return None;
        };
        let ty = self.type_of(value);
        let value = match value {
            // `Activation::Tanh`
            Outcome::Const(id) => Outcome::Value(self.constant_value(*id, span)),
            value => value.clone(),
        };
        let made = matches!(value, Outcome::Place(_) | Outcome::Value(_));
        if !made || self.infer.name(&ty).is_none() || self.infer.kind(&ty) == Kind::Float {
            return Some(self.error(span, m::TRAIT_OBJECT));
        }
        self.infer.narrow(&ty, Kind::Struct);
        let known = self
            .infer
            .named(Type::Named(tokens_of(&in_box(&object))), span);
        self.infer.narrow(&known, Kind::Struct);
        let target = Target::Associated {
            owner: Type::Named(tokens_of(&object)),
            name: MADE.to_string(),
            borrows_first: false,
        };
        let args = vec![value];
        Some(self.call_target(target, "object", args, Some(known), false, span))
    }
}

/// `Box<dyn Layer>` of `(dyn Layer + 'static)`
pub(in crate::lower) fn in_box(object: &syn::Type) -> syn::Type {
    let mut path: syn::Path = syn::Ident::new("Box", m::span_of(object)).into();
    if let Some(last) = path.segments.last_mut() {
        let object = syn::GenericArgument::Type(plain(object).clone());
        last.arguments = syn::PathArguments::AngleBracketed(syn::AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: Default::default(),
            args: std::iter::once(object).collect(),
            gt_token: Default::default(),
        });
    }
    let ty = syn::Type::Path(syn::TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    });
    boxed(&ty).unwrap_or(ty)
}

fn object_in_box(path: &syn::TypePath) -> Option<&syn::TypeTraitObject> {
    let last = path.path.segments.last().filter(|s| s.ident == "Box")?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (arguments.args.len(), arguments.args.first()) {
        (1, Some(syn::GenericArgument::Type(ty))) => match plain(ty) {
            syn::Type::TraitObject(object) => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a type is `Box<dyn Layer>`.
pub(crate) fn is_boxed_object(ty: &syn::Type) -> bool {
    boxed(ty).is_some()
}

/// The object in a box of one.
pub(in crate::lower) fn behind_box(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = boxed(ty)? else {
        return None;
    };
    lasting(&syn::Type::TraitObject(object_in_box(&path)?.clone()))
}

/// The function with objects that last behind references.
pub(crate) fn with_lasting_objects(mut function: syn::ItemFn) -> syn::ItemFn {
    struct Lasting;
    impl VisitMut for Lasting {
        fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
            if let Some(lasting) = lasting(&reference.elem) {
                *reference.elem = lasting;
            }
            visit_mut::visit_type_reference_mut(self, reference);
        }
    }
    Lasting.visit_item_fn_mut(&mut function);
    function
}

/// Whether there are objects of a trait, as far as its tokens tell: else nothing is said of `dyn Trait`.
pub(crate) fn has_objects(item: &syn::ItemTrait) -> bool {
    const SUPERTRAITS: [&str; 5] = ["Any", "Debug", "Display", "Send", "Sync"];
    let allowed = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| SUPERTRAITS.iter().any(|name| last.ident == name))
        }
        syn::TypeParamBound::Lifetime(_) => true,
        _ => false,
    };
    item.generics.params.is_empty()
        && item.generics.where_clause.is_none()
        && item.supertraits.iter().all(allowed)
        && item.items.iter().all(|item| match item {
            syn::TraitItem::Fn(method) => is_dispatched(&method.sig),
            _ => false,
        })
}

fn is_dispatched(sig: &syn::Signature) -> bool {
    if let Some(clause) = &sig.generics.where_clause {
        let text = tokens_of(clause).text().replace(' ', "");
        return text.trim_end_matches(',') == "whereSelf:Sized";
    }
    let lifetimes =
        (sig.generics.params.iter()).all(|param| matches!(param, syn::GenericParam::Lifetime(_)));
    let receiver = sig.receiver();
    let plain = receiver.is_some_and(|receiver| passing(receiver).is_some());
    let others = sig.inputs.iter().skip(1).map(tokens_of);
    let output = std::iter::once(tokens_of(&sig.output));
    lifetimes
        && plain
        && sig.asyncness.is_none()
        && (others.chain(output)).all(|ty| !ty.mentions(&["Self".into(), "impl".into()]))
}
