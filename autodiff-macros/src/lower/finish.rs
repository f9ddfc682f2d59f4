//! The end of lowering: types are settled, literals written out, what is in vain left out.

use super::builder::{Deferred, tokens};
use super::flow::flags;
use super::messages as m;
use super::types::infer;
use super::*;
use crate::ir::{
    Arg, Binary, Count, Expr, Init, MemoryInfo, Origin, Passing, Place, Target, Tokens, Variant,
};
use proc_macro2::{Literal, TokenTree};
use std::str::FromStr;

impl<'a> Lowerer<'a> {
    /// Settles everything that was left open.
    pub(super) fn finish(&mut self) {
        let mut stmts = self.prelude.clone();
        stmts.extend(self.open.pop().unwrap_or_default());
        self.function.body.stmts = stmts;
        if !self.errors.is_empty() {
            return;
        }
        for ty in std::mem::take(&mut self.pending.cast) {
            // Floats are rarely cast: that it is none is pinned, too.
            if let infer::Kind::Any | infer::Kind::Number = self.infer.kind(&ty) {
                self.infer.narrow(&ty, infer::Kind::Int);
            }
        }
        for (ty, span) in std::mem::take(&mut self.pending.error_parts) {
            if !self.infer.narrow(&ty, infer::Kind::Int) {
                self.error(span, m::ERROR_PARTS);
            }
        }
        for ty in std::mem::take(&mut self.pending.assigned) {
            // A wrong guess does not compile: the type is pinned. What is annotated needs none.
            let is_named = matches!(
                self.infer.name(&ty),
                Some(Type::Named(_) | Type::Applied(..))
            );
            if self.infer.kind(&ty) == infer::Kind::Any && !is_named {
                self.infer.narrow(&ty, infer::Kind::Float);
            }
        }
        self.settle_bare_params();
        self.settle_arguments();
        self.settle_counts();
        self.settle_types();
        self.function.known = self.infer.known();
        self.function.borrowed = self.only_borrowed();
        let mut body = self.function.body.clone();
        self.rewrite(&mut body);
        self.function.body = body;
        self.unite_counts();
        self.settle_memories();
        if let Some(no) = self.booleans[0] {
            flags::unite(&mut self.function, &mut self.ends, no);
        }
        self.check_lent_items();
        self.check_kept_borrowers();
        prune::prune(&mut self.function);
        let mut pins = self.infer.pins();
        pins.extend(self.constant_pins());
        pins.append(&mut self.lending);
        pins.extend(self.bare_pins());
        self.function.pins = pins;
        self.check_wanted();
        self.function.generics = self.generics.clone();
        self.finish_passed();
        self.check_index_writes();
        self.check_tables();
        self.make_in_branches();
        self.write_literals();
    }

    /// Arguments by value of which nothing is known are constants or parts of such, and mostly
    /// floats. A wrong guess does not compile: the constant's type is pinned.
    fn settle_arguments(&mut self) {
        if !self.infer.only_f64 {
            return;
        }
        for (ty, _) in self.pending.wanted.clone() {
            let unknown = matches!(self.infer.shallow(&ty), Type::Var(_));
            let kind = self.infer.kind(&ty);
            if unknown
                && self.infer.name(&ty).is_none()
                && let infer::Kind::Any | infer::Kind::Number = kind
            {
                self.infer.narrow(&ty, infer::Kind::Float);
            }
        }
    }

    fn settle_types(&mut self) {
        let resolve = |ty: &mut Type| *ty = self.infer.resolve(ty);
        self.function
            .values
            .iter_mut()
            .for_each(|v| resolve(&mut v.ty));
        resolve(&mut self.function.result_type);
        for param in &mut self.function.params {
            param.ty = self.infer.resolve_as_written(&param.ty);
        }
    }

    /// After the last question for the type of a place: the elements of a memory are found by the
    /// variable that its type is.
    fn settle_memories(&mut self) {
        for memory in &mut self.function.memories {
            memory.ty = self.infer.resolve(&memory.ty);
        }
    }

    /// What depends on types that are known only now.
    pub(super) fn rewrite(&mut self, block: &mut Block) {
        let mut stmts = Vec::new();
        for mut stmt in std::mem::take(&mut block.stmts) {
            for inner in stmt.blocks_mut() {
                self.rewrite(inner);
            }
            match &mut stmt {
                Stmt::Let {
                    expr: Expr::Cast(_, ty),
                    ..
                } => *ty = self.infer.resolve(ty),
                Stmt::Call(call) => {
                    call.target = call.target.map(|ty| self.infer.resolve(ty));
                    for arg in &mut call.args {
                        if let Arg::Struct(borrower) = arg {
                            borrower.each_type(&mut |ty| *ty = self.infer.resolve(ty));
                        }
                    }
                    self.settle_lending(call);
                    let open = call.is_open();
                    let unit = |v: &Value| !open && self.function.value(*v).ty == Type::Unit;
                    call.result = call.result.filter(|v| !unit(v));
                    let named = call
                        .result
                        .and_then(|v| self.function.value(v).name.clone());
                    if let Some(name) = named.filter(|name| name.by_user) {
                        call.name = name.text;
                    }
                }
                Stmt::Update {
                    place,
                    value,
                    subtract,
                } => {
                    let (place, value, subtract) = (place.clone(), *value, *subtract);
                    let ty = self.place_type(&place);
                    let ty = self.infer.resolve(&ty);
                    if !ty.is_float() {
                        self.update_in_steps(place, value, subtract, ty, &mut stmts);
                        continue;
                    }
                }
                Stmt::Assign {
                    place,
                    operand: Operand::Value(value),
                    ..
                } if self.function.value(*value).ty.is_scalar() => {
                    let (place, value) = (place.clone(), *value);
                    stmt = Stmt::Store { place, value };
                }
                _ => {}
            }
            stmts.push(stmt);
        }
        block.stmts = stmts;
    }

    /// What carries no gradient is lent as it seems.
    fn settle_lending(&mut self, call: &mut crate::ir::Call) {
        let Target::Lending { path, lent } = &call.target else {
            return;
        };
        let places = call.args.iter().filter_map(|arg| match arg {
            Arg::RefMut(place) => Some(place.clone()),
            _ => None,
        });
        let (places, path): (Vec<_>, _) = (places.collect(), path.clone());
        let carries = |place: &Place| {
            let ty = self.place_type(place);
            self.infer.resolve(&ty).carries_gradient()
        };
        let carry: Vec<bool> = places.iter().map(carries).collect();
        let lent = lent.iter().zip(carry).filter(|(_, carries)| *carries);
        let lent: Vec<_> = lent.map(|(at, _)| *at).collect();
        call.target = match lent.iter().any(Option::is_some) {
            true => Target::Lending { path, lent },
            false => Target::Function(path),
        };
    }

    /// `place += value` of integers, as load, addition and store.
    fn update_in_steps(
        &mut self,
        place: Place,
        value: Value,
        subtract: bool,
        ty: Type,
        stmts: &mut Vec<Stmt>,
    ) {
        let span = self.function.value(value).span;
        let old = self.new_value(ty.clone(), None, span);
        let new = self.new_value(ty, None, span);
        let op = if subtract { Binary::Sub } else { Binary::Add };
        stmts.push(Stmt::Let {
            value: old,
            expr: Expr::Load(place.clone()),
        });
        stmts.push(Stmt::Let {
            value: new,
            expr: Expr::Binary(op, old, value),
        });
        stmts.push(Stmt::Store { place, value: new });
    }

    /// Writes what stands for values that are not set, now that their types are known.
    pub(super) fn write_literals(&mut self) {
        let deferred: FxHashMap<_, _> = self.pending.deferred.iter().copied().collect();
        let mut stmts = Vec::new();
        for stmt in std::mem::take(&mut self.function.body.stmts) {
            if let Stmt::Let { value, .. } = &stmt
                && let Some(kind) = deferred.get(value)
            {
                let ty = self.function.value(*value).ty.clone();
                let span = self.function.value(*value).span;
                match self.start(&ty, *kind, &mut stmts, span) {
                    Some(expr) => stmts.push(Stmt::Let {
                        value: *value,
                        expr,
                    }),
                    None => {
                        self.pending
                            .unset
                            .extend(self.pending.unset_names.get(value).cloned());
                        self.error(span, m::UNSET);
                    }
                }
                continue;
            }
            stmts.push(stmt);
        }
        self.function.body.stmts = stmts;
    }

    /// The expression that a deferred value of this type starts with.
    pub(super) fn start(
        &mut self,
        ty: &Type,
        kind: Deferred,
        stmts: &mut Vec<Stmt>,
        span: Span,
    ) -> Option<Expr> {
        let text = match (ty, kind) {
            (Type::Bool, _) => "false",
            (Type::Char, _) => "'\\0'",
            (Type::Float(_), Deferred::Zero) => "0.0",
            (Type::Float(_), Deferred::Sum) => "-0.0",
            (Type::Float(_), Deferred::Product) => "1.0",
            (Type::Int(_) | Type::Integer(_) | Type::Unknown, Deferred::Product) => "1",
            (Type::Int(_) | Type::Integer(_) | Type::Unknown, _) => "0",
            (Type::Array(..) | Type::Vec(_) | Type::Tuple(_), Deferred::Zero) => {
                let memory = self.zeros_of(ty, stmts, span)?;
                return Some(Expr::Load(Place::whole(memory)));
            }
            (Type::Option(_), Deferred::Zero) => {
                return Some(Expr::Aggregate(Operand::Variant {
                    ty: ty.clone(),
                    variant: Variant(tokens("::core::option::Option::None")),
                    fields: Vec::new(),
                }));
            }
            (Type::Result(item, _), Deferred::Zero) => {
                let item = self.zero_operand(item, stmts, span)?;
                return Some(Expr::Aggregate(Operand::Variant {
                    ty: ty.clone(),
                    variant: Variant(tokens("::core::result::Result::Ok")),
                    fields: vec![("0".into(), item)],
                }));
            }
            (ty, Deferred::Zero) => return self.zero_of_struct(ty, span).map(Expr::Literal),
            _ => return None,
        };
        let literal = match Literal::from_str(text) {
            Ok(literal) => Tokens::new(TokenTree::Literal(literal).into()),
            Err(_) => tokens(text),
        };
        Some(Expr::Literal(literal))
    }

    /// A memory of zeros: the content is never looked at.
    fn zeros_of(&mut self, ty: &Type, stmts: &mut Vec<Stmt>, span: Span) -> Option<Memory> {
        let init = match ty {
            Type::Array(item, len) => Init::Repeat {
                value: self.zero_operand(item, stmts, span)?,
                count: Count::Array(len.clone()),
            },
            Type::Vec(_) => Init::VecOf(Vec::new()),
            Type::Tuple(items) => {
                let items = items.iter().map(|ty| self.zero_operand(ty, stmts, span));
                Init::Operand(Operand::Tuple(items.collect::<Option<_>>()?))
            }
            _ => return None,
        };
        let memory = self.function.new_memory(MemoryInfo {
            ty: ty.clone(),
            name: "unset".into(),
            span,
            origin: Origin::Local,
        });
        stmts.push(Stmt::Alloc { memory, init });
        Some(memory)
    }

    fn zero_operand(&mut self, ty: &Type, stmts: &mut Vec<Stmt>, span: Span) -> Option<Operand> {
        let expr = self.start(ty, Deferred::Zero, stmts, span)?;
        if let Expr::Load(place) = expr {
            return Some(Operand::Memory(place.memory));
        }
        let value = self.new_value(ty.clone(), None, span);
        stmts.push(Stmt::Let { value, expr });
        Some(Operand::Value(value))
    }

    /// The types that a caller must be able to name.
    fn check_wanted(&mut self) {
        let mut spans = Vec::new();
        for (ty, span) in &self.pending.wanted {
            if has_unknown(&self.infer.resolve(ty)) {
                spans.push(*span);
            }
        }
        for span in spans {
            self.error(span, m::UNKNOWN_ARGUMENT);
        }
        for made in std::mem::take(&mut self.pending.made_bare) {
            if self.stays_bare(&made) {
                self.check_arguments(&made.path, made.span);
            }
        }
    }

    /// Whether there is anything to differentiate, by the types of the signature.
    pub(super) fn check_gradients(&mut self, item: &syn::ItemFn) {
        let span = item.sig.ident.span();
        let params = &self.function.params;
        let active = |ty: &Type| self.infer.resolve(ty).carries_gradient();
        let captures = self.function.takes_functions();
        if !captures && !params.iter().any(|p| active(&p.ty)) {
            self.error(span, m::NO_INPUT);
            return;
        }
        // A method that counts may be called on what could be changed.
        if self.owner.is_some() {
            return;
        }
        let mut written = params.iter().filter(|p| p.passing == Passing::RefMut);
        if !active(&self.function.result_type) && !written.any(|p| active(&p.ty)) {
            self.error(span, m::NO_OUTPUT);
        }
    }
}

fn has_unknown(ty: &Type) -> bool {
    match ty {
        Type::Unknown | Type::Var(_) => true,
        Type::Tuple(items) => items.iter().any(has_unknown),
        Type::Array(i, _)
        | Type::Slice(i)
        | Type::Vec(i)
        | Type::Ref(i, _)
        | Type::Inside(i)
        | Type::Element(i)
        | Type::Component(i, _)
        | Type::FieldOf(i, _) => has_unknown(i),
        Type::Output(callee) => callee.args.iter().any(has_unknown),
        _ => false,
    }
}
