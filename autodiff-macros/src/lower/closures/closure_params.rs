//! The parameters of a closure that is passed on. What one without a type is, the function that takes
//! the closure knows; where that is not in sight, it is taken for a slice, for something behind a reference or for a
//! number, by how the closure uses it. Where that is wrong the types do not agree, and rustc says so.

use crate::ir::{Param, Passing, Pin, Pinned, Tokens};
use crate::lower::memory::memory_methods;
use crate::lower::messages as m;
use crate::lower::signature::NewParam;
use crate::lower::types::infer::Kind;
use crate::lower::*;
use syn::visit::{self, Visit};

/// A parameter whose type is not written.
#[derive(Clone)]
pub(in crate::lower) struct Bare {
    pub(in crate::lower) ty: Type,
    pub(in crate::lower) span: Span,
    by_reference: bool,
    position: usize,
    /// The function that the closure is passed to, and at which position.
    passed_to: Option<(Tokens, usize)>,
    /// Whether it goes by the name that the function has for it, if nothing else is known: it is the
    /// closure's only one, and not used, or is handed on to a closure that a function returned.
    by_name: bool,
}

impl Bare {
    /// The type as the function that hands it names it.
    fn name(&self) -> Option<Type> {
        let (path, argument) = self.passed_to.as_ref().filter(|_| !self.by_reference)?;
        let path = path.text().split("::<").next()?.trim();
        let position = self.position;
        let handed = format!("<{path} as ::autodiff::Hands<{argument}, {position}>>::What");
        Some(Type::Named(builder::tokens(&handed)))
    }
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn note_bare(
        &mut self,
        param: &Param,
        passed_to: Option<(Tokens, usize)>,
        position: usize,
        closure: &syn::ExprClosure,
    ) {
        let alone = closure.inputs.len() == 1;
        self.handing.bare_params.push(Bare {
            by_name: alone && !scan::mentioned_names(&closure.body).contains(&param.name),
            ty: param.ty.clone(),
            span: param.span,
            by_reference: param.passing == Passing::Ref,
            position,
            passed_to,
        });
    }

    /// Notes that these are handed on to what takes them for what they are.
    pub(in crate::lower) fn hand_on(&mut self, args: &[Outcome]) {
        for arg in args {
            let Outcome::Value(value) = arg else { continue };
            let ty = self.infer.shallow(&self.function.value(*value).ty);
            for bare in &mut self.handing.bare_params {
                bare.by_name |= self.infer.shallow(&bare.ty) == ty;
            }
        }
    }

    /// Whether a type is that of such a parameter, of which nothing else is known.
    pub(in crate::lower) fn is_bare(&self, ty: &Type) -> bool {
        let ty = self.infer.shallow(ty);
        let mut bare = self.handing.bare_params.iter();
        matches!(ty, Type::Var(_)) && bare.any(|bare| self.infer.shallow(&bare.ty) == ty)
    }

    /// What rustc is asked of the functions that know what these are.
    pub(in crate::lower) fn bare_pins(&self) -> Vec<Pin> {
        let pin = |bare: &Bare| {
            let (path, argument) = bare.passed_to.clone()?;
            if self.infer.name(&bare.ty).is_some() {
                return None;
            }
            let by_value = (!bare.by_reference).then(|| self.infer.resolve(&bare.ty));
            let what = Pinned::Gives {
                path,
                argument,
                parameter: bare.position,
                by_value,
            };
            Some(Pin {
                what,
                span: bare.span,
            })
        };
        self.handing.bare_params.iter().filter_map(pin).collect()
    }

    /// A parameter of the closure, and what it stands for inside.
    pub(in crate::lower) fn closure_param(
        &mut self,
        position: usize,
        pattern: &syn::Pat,
        handed: Option<Type>,
        body: &syn::Expr,
    ) -> (Param, Outcome) {
        let span = m::span_of(pattern);
        let (inner, ty) = match pattern {
            syn::Pat::Type(typed) => (&*typed.pat, self.type_from(&typed.ty)),
            other => match handed {
                Some(ty) => (other, ty),
                None => (other, self.type_by_use(other, body)),
            },
        };
        let name = match inner {
            syn::Pat::Ident(ident) => ident.ident.to_string(),
            _ => format!("argument_{position}"),
        };
        let (passing, ty) = match ty {
            Type::Ref(behind, true) => (Passing::RefMut, *behind),
            Type::Ref(behind, false) => (Passing::Ref, *behind),
            other => (Passing::Value, other),
        };
        self.new_param(NewParam {
            position,
            name,
            // The closure's pattern makes its variable.
            mutable: false,
            passing,
            ty,
            tokens: None,
            span,
        })
    }

    fn type_by_use(&mut self, pattern: &syn::Pat, body: &syn::Expr) -> Type {
        let number = self.infer.fresh();
        let name = match pattern {
            syn::Pat::Ident(pattern) => pattern.ident.to_string(),
            syn::Pat::Reference(_) => return Type::Ref(Box::new(number), false),
            syn::Pat::Tuple(_) | syn::Pat::Slice(_) => return self.type_by_pattern(pattern),
            _ => return number,
        };
        let mut used = Used {
            name,
            items: false,
            behind: false,
        };
        used.visit_expr(body);
        let behind = match used.items {
            true => Type::Slice(Box::new(number)),
            false if used.behind => number,
            false => return number,
        };
        Type::Ref(Box::new(behind), false)
    }

    /// A tuple or an array of what its parts are.
    fn type_by_pattern(&mut self, pattern: &syn::Pat) -> Type {
        let rest = |parts: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>| {
            parts.iter().any(|part| matches!(part, syn::Pat::Rest(_)))
        };
        match pattern {
            syn::Pat::Tuple(tuple) if !rest(&tuple.elems) => {
                let parts = tuple.elems.iter().map(|part| self.type_by_pattern(part));
                Type::Tuple(parts.collect())
            }
            syn::Pat::Slice(array) if !rest(&array.elems) => {
                let item = match array.elems.first() {
                    Some(part) => self.type_by_pattern(part),
                    None => self.infer.fresh(),
                };
                let len = builder::tokens(&array.elems.len().to_string());
                Type::Array(Box::new(item), len)
            }
            _ => self.infer.fresh(),
        }
    }

    /// Of what nothing else is known is a float, unless the closure does not use it or counts with it.
    pub(in crate::lower) fn settle_bare_params(&mut self) {
        for bare in self.handing.bare_params.clone() {
            let kind = self.infer.kind(&bare.ty);
            if let Some(name) = bare.name()
                && (kind == Kind::Int || bare.by_name && kind == Kind::Any)
            {
                self.infer.call(&bare.ty, name, bare.span);
            }
            self.settle_bare(&bare.ty);
        }
    }

    fn settle_bare(&mut self, ty: &Type) {
        match self.infer.shallow(ty) {
            Type::Slice(item) | Type::Array(item, _) => self.settle_bare(&item),
            Type::Tuple(items) => items.iter().for_each(|item| self.settle_bare(item)),
            ty if self.infer.name(&ty).is_none() => {
                self.infer.narrow(&ty, Kind::Float);
            }
            _ => {}
        }
    }

    /// Whether all of a parameter could be known.
    pub(in crate::lower) fn is_settled(&self, ty: &Type) -> bool {
        match self.infer.resolve(ty) {
            Type::Slice(item) | Type::Array(item, _) => self.is_settled(&item),
            Type::Tuple(items) => items.iter().all(|item| self.is_settled(item)),
            // What the closure does not look at.
            Type::Named(_) => true,
            ty => ty.is_scalar(),
        }
    }
}

/// How a closure uses a parameter.
struct Used {
    name: String,
    /// As a slice.
    items: bool,
    /// As a reference.
    behind: bool,
}

impl Used {
    fn is_it(&self, e: &syn::Expr) -> bool {
        match expr::plain(e) {
            syn::Expr::Path(path) => paths::single(path).is_some_and(|name| name == self.name),
            _ => false,
        }
    }
}

impl<'ast> Visit<'ast> for Used {
    fn visit_expr_index(&mut self, e: &'ast syn::ExprIndex) {
        self.items |= self.is_it(&e.expr);
        visit::visit_expr_index(self, e);
    }

    fn visit_expr_for_loop(&mut self, e: &'ast syn::ExprForLoop) {
        self.items |= self.is_it(&e.expr);
        visit::visit_expr_for_loop(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let name = e.method.to_string();
        let of_items = memory_methods::is_known(&name) && name != "clone";
        self.items |= of_items && self.is_it(&e.receiver);
        if let "zip" | "chain" | "extend" = name.as_str() {
            self.items |= e.args.iter().any(|arg| self.is_it(arg));
        }
        visit::visit_expr_method_call(self, e);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        for arg in macros::arguments(mac).iter().flatten() {
            // The arguments live only here, so they are visited by a visitor of their own.
            let mut inner = Used {
                name: self.name.clone(),
                items: false,
                behind: false,
            };
            inner.visit_expr(arg);
            self.items |= inner.items;
            self.behind |= inner.behind;
        }
    }

    fn visit_expr_unary(&mut self, e: &'ast syn::ExprUnary) {
        self.behind |= matches!(e.op, syn::UnOp::Deref(_)) && self.is_it(&e.expr);
        visit::visit_expr_unary(self, e);
    }
}
