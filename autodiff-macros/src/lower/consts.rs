//! Constants: `const` and `static` items, here or elsewhere. The type of those elsewhere is inferred
//! from their use, and rustc is asked to check it.

use super::*;
use crate::ir::{Expr, MemoryInfo, Origin, Pin, Pinned, Tokens};

/// What the memory of a constant is called.
fn name_of(text: &str) -> String {
    match text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '<') {
        true => text.replace(' ', ""),
        false => "text".into(),
    }
}

pub(super) struct Constant {
    path: Tokens,
    pub(super) ty: Type,
    span: Span,
    /// Whether its type is written in the function's body.
    declared: bool,
    /// Whether it is a reference to what it stands for.
    lent: bool,
    /// The memory that stands for it where it is indexed.
    memory: Option<Memory>,
}

impl<'a> Lowerer<'a> {
    /// The constant at a path that names nothing here.
    pub(super) fn constant(&mut self, path: Tokens, span: Span) -> Outcome {
        let known = self
            .consts
            .iter()
            .position(|c| !c.declared && c.path == path);
        let id = known.unwrap_or_else(|| {
            let ty = self.infer.of_constant();
            let known = self.type_of_constant(&path);
            if let Some((known, _)) = &known {
                self.infer.unify(&ty, known);
            }
            self.consts.push(Constant {
                path,
                ty,
                span,
                declared: false,
                lent: known.is_some_and(|(_, lent)| lent),
                memory: None,
            });
            self.consts.len() - 1
        });
        Outcome::Const(id)
    }

    /// The names of the constants of a block, which can be seen before they are declared.
    pub(super) fn constant_items(&mut self, stmts: &[syn::Stmt]) {
        for stmt in stmts {
            match stmt {
                syn::Stmt::Item(syn::Item::Const(c)) => self.constant_item(&c.ident, &c.ty),
                syn::Stmt::Item(syn::Item::Static(s)) => self.constant_item(&s.ident, &s.ty),
                _ => {}
            }
        }
    }

    fn constant_item(&mut self, ident: &syn::Ident, ty: &syn::Type) {
        let ty = self.type_from(ty);
        let outcome = self.declared_constant(types::tokens_of(ident), ty, ident.span());
        self.scope.bind(&ident.to_string(), outcome);
    }

    /// A constant whose type is written where we can see it.
    pub(super) fn declared_constant(&mut self, path: Tokens, ty: Type, span: Span) -> Outcome {
        let (ty, lent) = match ty {
            Type::Ref(behind, _) => (*behind, true),
            ty => (ty, false),
        };
        self.consts.push(Constant {
            path,
            ty,
            span,
            declared: true,
            lent,
            memory: None,
        });
        Outcome::Const(self.consts.len() - 1)
    }

    /// A constant as it is passed on: it may be a reference.
    pub(super) fn constant_as_argument(&self, id: usize) -> Outcome {
        let constant = Outcome::Const(id);
        match self.consts[id].lent {
            true => constant.reference(false),
            false => constant,
        }
    }

    pub(super) fn path_of_constant(&self, id: usize) -> Tokens {
        self.consts[id].path.clone()
    }

    pub(super) fn constant_value(&mut self, id: usize, span: Span) -> Value {
        let (path, ty) = (self.consts[id].path.clone(), self.consts[id].ty.clone());
        if ty == Type::Str {
            self.error(span, messages::STRING);
        }
        self.define(Expr::Const(path), ty, "", span)
    }

    pub(super) fn constant_memory(&mut self, id: usize, span: Span) -> Memory {
        if let Some(memory) = self.consts[id].memory {
            return memory;
        }
        let constant = &self.consts[id];
        let info = MemoryInfo {
            ty: constant.ty.clone(),
            name: name_of(constant.path.text()),
            span,
            origin: Origin::Const(constant.path.clone()),
        };
        let memory = self.function.new_memory(info);
        self.consts[id].memory = Some(memory);
        memory
    }

    /// What is assumed of the constants.
    pub(super) fn constant_pins(&self) -> Vec<Pin> {
        let mut pins = Vec::new();
        for constant in self.consts.iter().filter(|c| !c.declared) {
            let mut ty = self.infer.resolve(&constant.ty);
            let mut indices = 0;
            while let Type::Array(item, _) | Type::Slice(item) | Type::Vec(item) = ty {
                ty = *item;
                indices += 1;
            }
            if ty.is_copy() && ty != Type::Unit {
                pins.push(Pin {
                    what: Pinned::Const {
                        path: constant.path.clone(),
                        indices,
                        ty,
                    },
                    span: constant.span,
                });
            }
        }
        pins
    }
}
