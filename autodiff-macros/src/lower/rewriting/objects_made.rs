//! Where objects are made: `Box::new(Dense { .. })` where `Box<dyn Layer>` is written becomes
//! `<dyn Layer>::boxed_object(Dense { .. })`, which has a derivative. A list of references to objects that are made
//! in it, `[&Huber(d), &Trivial]`, is one of boxes. A wrong guess does not compile.

use crate::lower::expr::plain;
use crate::lower::memory::constructors::VecArguments;
use crate::lower::messages as m;
use crate::lower::rewriting::lists_of_objects::list_of_boxes;
use crate::lower::structs::trait_objects;
use crate::lower::structs::trait_objects::MADE;
use crate::lower::types::fields::last_segment;
use crate::lower::types::tokens_of;
use crate::lower::{paths, source, types};
use proc_macro2::Span;
use quote::ToTokens;
use rustc_hash::FxHashMap;
use syn::visit_mut::{self, VisitMut};

const SELF: &str = "self";

/// The function with objects made where they are written; a method is one of `this`.
pub(crate) fn with_objects_made(
    mut function: syn::ItemFn,
    this: Option<&syn::Type>,
) -> syn::ItemFn {
    let mut making = Making::default();
    let this = this.map(|ty| (SELF.to_string(), ty.clone()));
    making.variables.extend(this);
    for input in &function.sig.inputs {
        if let syn::FnArg::Typed(input) = input {
            making.note(&input.pat, &input.ty);
        }
    }
    if let syn::ReturnType::Type(_, ty) = &function.sig.output {
        at_end(ty, &mut function.block);
        making.result = Some((**ty).clone());
    }
    making.visit_block_mut(&mut function.block);
    function
}

#[derive(Default)]
struct Making {
    /// The types that are written of variables.
    variables: FxHashMap<String, syn::Type>,
    /// What the function gives, outside of closures.
    result: Option<syn::Type>,
}

impl Making {
    fn note(&mut self, pattern: &syn::Pat, ty: &syn::Type) {
        if let syn::Pat::Ident(pattern) = pattern {
            self.variables.insert(pattern.ident.to_string(), ty.clone());
        }
    }

    /// The type of a variable or a field, as it is written.
    fn type_of(&self, e: &syn::Expr) -> Option<syn::Type> {
        match plain(e) {
            syn::Expr::Path(path) => self.variables.get(&paths::single(path)?).cloned(),
            syn::Expr::Reference(reference) => self.type_of(&reference.expr),
            syn::Expr::Index(index) => item(&self.type_of(&index.expr)?).cloned(),
            syn::Expr::Field(field) => {
                let of = self.type_of(&field.base)?;
                let definition = source::definitions::definition(&last_segment(&of)?.ident)?;
                field_of(&definition.fields, &field.member)
            }
            _ => None,
        }
    }

    /// The fields of `Enum::Variant`, or of `Self::Variant`.
    fn fields_of_variant(&self, path: &syn::Path) -> Option<syn::Fields> {
        let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
        let (variant, owner) = (names.next()?, names.next()?);
        let own = (owner == "Self").then(|| self.variables.get(SELF));
        let own = own.flatten().and_then(last_segment).map(|last| &last.ident);
        source::definitions::variant(own.unwrap_or(owner), &variant.to_string())
    }

    fn arguments(&self, call: &mut syn::ExprCall) {
        let syn::Expr::Path(path) = plain(&call.func) else {
            return;
        };
        let segments: Vec<_> = path.path.segments.iter().map(|s| &s.ident).collect();
        if let Some(fields) = self.fields_of_variant(&path.path) {
            let pairs = call.args.iter_mut().zip(fields);
            return pairs.for_each(|(arg, field)| make(&field.ty, arg));
        }
        if let [name] = &segments[..]
            && let Some(item) = source::definitions::definition(name)
        {
            let pairs = call.args.iter_mut().zip(item.fields);
            return pairs.for_each(|(arg, field)| make(&field.ty, arg));
        }
        let signature = match &segments[..] {
            [name] => source::definitions::free_item(name).map(|item| item.sig),
            [.., owner, name] => {
                source::definitions::function(owner, &name.to_string()).map(|f| f.signature)
            }
            [] => None,
        };
        let Some(signature) = signature else { return };
        for (arg, input) in call.args.iter_mut().zip(&signature.inputs) {
            if let syn::FnArg::Typed(input) = input {
                make(&input.ty, arg);
            }
        }
    }
}

impl VisitMut for Making {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        if let (syn::Pat::Type(typed), Some(init)) = (&mut local.pat, &mut local.init) {
            if let Some(boxes) = list_of_boxes(&typed.ty, &mut init.expr) {
                *typed.ty = boxes;
            }
            make(&typed.ty, &mut init.expr);
            self.note(&typed.pat, &typed.ty);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_mut(&mut self, e: &mut syn::Expr) {
        match e {
            syn::Expr::Cast(cast) if trait_objects::boxed(&cast.ty).is_some() => {
                make(&cast.ty, &mut cast.expr);
                *e = (*cast.expr).clone();
            }
            syn::Expr::Struct(literal) => {
                let own = (literal.path.is_ident("Self")).then(|| self.variables.get(SELF));
                let own = own.flatten().and_then(last_segment);
                let name = own.or(literal.path.segments.last());
                let fields = self.fields_of_variant(&literal.path).or_else(|| {
                    name.and_then(|name| source::definitions::definition(&name.ident))
                        .map(|definition| definition.fields)
                });
                for field in &mut literal.fields {
                    let ty = fields.as_ref().and_then(|of| field_of(of, &field.member));
                    if let Some(ty) = ty {
                        make(&ty, &mut field.expr);
                    }
                }
            }
            syn::Expr::Return(result) => {
                if let (Some(ty), Some(value)) = (&self.result, &mut result.expr) {
                    make(ty, value);
                }
            }
            syn::Expr::Assign(assign) => {
                if let Some(ty) = self.type_of(&assign.left) {
                    make(&ty, &mut assign.right);
                }
            }
            syn::Expr::Call(call) => self.arguments(call),
            syn::Expr::MethodCall(call) if call.method == "push" || call.method == "insert" => {
                let item = self
                    .type_of(&call.receiver)
                    .and_then(|ty| item(&ty).cloned());
                if let (Some(item), Some(arg)) = (item, call.args.last_mut()) {
                    make(&item, arg);
                }
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, e);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        let result = self.result.take();
        visit_mut::visit_expr_closure_mut(self, closure);
        self.result = result;
    }

    fn visit_macro_mut(&mut self, mac: &mut syn::Macro) {
        if mac.path.is_ident("vec")
            && let Ok(mut list) = mac.parse_body::<VecArguments>()
        {
            match &mut list {
                VecArguments::Repeat(both) => both.iter_mut().for_each(|e| self.visit_expr_mut(e)),
                VecArguments::List(items) => items.iter_mut().for_each(|e| self.visit_expr_mut(e)),
            }
            mac.tokens = list.into_token_stream();
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

fn field_of(of: &syn::Fields, member: &syn::Member) -> Option<syn::Type> {
    let mut fields = of.iter();
    let found = match member {
        syn::Member::Named(name) => fields.find(|field| field.ident.as_ref() == Some(name)),
        syn::Member::Unnamed(at) => fields.nth(at.index as usize),
    };
    found.map(|field| field.ty.clone())
}

/// What a list is of.
pub(super) fn item(ty: &syn::Type) -> Option<&syn::Type> {
    match types::plain(ty) {
        syn::Type::Reference(reference) => item(&reference.elem),
        syn::Type::Array(array) => Some(&array.elem),
        syn::Type::Slice(slice) => Some(&slice.elem),
        ty => argument(ty, "Vec"),
    }
}

fn argument<'t>(ty: &'t syn::Type, of: &str) -> Option<&'t syn::Type> {
    let syn::Type::Path(path) = types::plain(ty) else {
        return None;
    };
    let last = path.path.segments.last().filter(|last| last.ident == of)?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(syn::GenericArgument::Type(item)) => Some(item),
            _ => None,
        },
        _ => None,
    }
}

/// Makes the objects in an expression of a type that is written.
fn make(ty: &syn::Type, e: &mut syn::Expr) {
    if !tokens_of(ty).mentions(&["dyn".into()]) {
        return;
    }
    match e {
        syn::Expr::Paren(e) => return make(ty, &mut e.expr),
        syn::Expr::Group(e) => return make(ty, &mut e.expr),
        syn::Expr::Block(e) => return at_end(ty, &mut e.block),
        syn::Expr::If(e) => {
            at_end(ty, &mut e.then_branch);
            if let Some((_, els)) = &mut e.else_branch {
                make(ty, els);
            }
            return;
        }
        syn::Expr::Match(e) => {
            return e.arms.iter_mut().for_each(|arm| make(ty, &mut arm.body));
        }
        _ => {}
    }
    if let Some(object) = trait_objects::behind_box(ty) {
        if let syn::Expr::Call(call) = e
            && is_path(&call.func, &["Box", "new"])
        {
            call.args.iter_mut().for_each(with_braces);
            *call.func = maker(object, m::span(&call.func));
        }
        return;
    }
    match (types::plain(ty), e) {
        (syn::Type::Reference(of), syn::Expr::Reference(e)) => make(&of.elem, &mut e.expr),
        (syn::Type::Tuple(of), syn::Expr::Tuple(e)) => {
            let pairs = of.elems.iter().zip(&mut e.elems);
            pairs.for_each(|(ty, e)| make(ty, e));
        }
        (ty, syn::Expr::Call(call)) if is_path(&call.func, &["Some"]) => {
            if let (Some(inner), Some(arg)) = (argument(ty, "Option"), call.args.first_mut()) {
                make(inner, arg);
            }
        }
        (ty, e) => {
            if let Some(item) = item(ty) {
                in_list(e, &mut |e| make(item, e));
            }
        }
    }
}

fn at_end(ty: &syn::Type, block: &mut syn::Block) {
    if let Some(syn::Stmt::Expr(last, None)) = block.stmts.last_mut() {
        make(ty, last);
    }
}

/// Does something with the items of `[a, b]` or `vec![a, b]`.
pub(super) fn in_list(e: &mut syn::Expr, with: &mut dyn FnMut(&mut syn::Expr)) {
    match e {
        syn::Expr::Array(array) => array.elems.iter_mut().for_each(with),
        syn::Expr::Macro(mac) if mac.mac.path.is_ident("vec") => {
            if let Ok(VecArguments::List(mut items)) = mac.mac.parse_body::<VecArguments>() {
                items.iter_mut().for_each(with);
                mac.mac.tokens = items.into_token_stream();
            }
        }
        _ => {}
    }
}

/// `Tanh {}` for `Tanh`, which could be a constant.
pub(super) fn with_braces(e: &mut syn::Expr) {
    if let syn::Expr::Path(path) = e
        && path
            .path
            .get_ident()
            .is_some_and(source::definitions::is_defined)
    {
        *e = syn::Expr::Struct(syn::ExprStruct {
            attrs: Vec::new(),
            qself: None,
            path: path.path.clone(),
            brace_token: Default::default(),
            fields: Default::default(),
            dot2_token: None,
            rest: None,
        });
    }
}

/// Whether an expression is a new value: a call, a literal of a struct, a struct without fields.
pub(super) fn is_made(e: &syn::Expr) -> bool {
    match plain(e) {
        syn::Expr::Call(_) | syn::Expr::Struct(_) => true,
        syn::Expr::Path(path) => path
            .path
            .get_ident()
            .is_some_and(source::definitions::is_defined),
        _ => false,
    }
}

fn is_path(e: &syn::Expr, names: &[&str]) -> bool {
    let syn::Expr::Path(path) = plain(e) else {
        return false;
    };
    let segments = paths::segments(&path.path);
    path.qself.is_none() && segments.len() >= names.len() && {
        segments[segments.len() - names.len()..].iter().eq(names)
    }
}

/// `<dyn Layer>::boxed_object`
pub(super) fn maker(object: syn::Type, span: Span) -> syn::Expr {
    let mut path: syn::Path = syn::Ident::new(MADE, span).into();
    path.leading_colon = Some(Default::default());
    syn::Expr::Path(syn::ExprPath {
        attrs: Vec::new(),
        qself: Some(syn::QSelf {
            lt_token: Default::default(),
            ty: Box::new(object),
            position: 0,
            as_token: None,
            gt_token: Default::default(),
        }),
        path,
    })
}
