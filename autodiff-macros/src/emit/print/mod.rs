//! Prints the body of a function.

mod block;
mod calls;
mod cloned;
mod copies;
mod draw;
mod expr;
mod flow;
mod functions;
mod halves;
mod inits;
mod loops;
mod memory;
mod opened;
mod place;
mod records;
mod rows;
mod swaps;
mod variants;

use super::code::Code;
use super::names::{self, Scopes};
use super::plan::{Definition, Fate, Plan, Web};
use super::types;
use crate::ir::*;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

pub(super) struct Printer<'a> {
    /// Parts of split slices, while a call borrows them.
    lent: Vec<(Place, TokenStream)>,
    pub(super) function: &'a Function,
    pub(super) layout: &'a Layout,
    pub(super) plan: Plan<'a>,
    pub(super) scopes: Scopes,
    /// The variables declared so far.
    variables: FxHashMap<Web, Ident>,
    memories: FxHashMap<Memory, TokenStream>,
    /// The payloads that variables refer to, innermost last.
    bound: Vec<variants::Bound>,
    /// The values that the pattern around them declares.
    adopted: FxHashSet<Value>,
    /// The aliases of gradients of enums: type, name, and the type as it is written.
    aliases: RefCell<Vec<(String, Ident, TokenStream)>>,
    /// Forward code: the variables that gather records. Backward code: what fields are bound to.
    pub(super) fields: FxHashMap<Field, TokenStream>,
    /// Forward code: the part of a record that the current loop fills.
    rooms: FxHashMap<Field, Ident>,
    /// Forward code: the records of a row that is not complete yet.
    row: BTreeMap<Field, TokenStream>,
    /// Forward code: what is recorded once, at the end.
    pub(super) whole: FxHashMap<Field, TokenStream>,
    /// Backward code: how far the records made in a block have been read.
    pub(super) cursors: FxHashMap<BlockId, TokenStream>,
    /// Backward code: the `Vec`s that copies of slices are lent as, one after the other.
    pub(super) lent_vecs: FxHashMap<Field, Ident>,
    /// Backward code: how much is left of the caches of calls that hold many.
    pub(super) left: FxHashMap<Field, TokenStream>,
    /// Whether forward and backward pass stand in one body, and caches of calls in variables.
    pub(super) is_fused: bool,
    /// Whether something is copied by a method that its trait brings.
    by_parts: Cell<bool>,
    /// The block in place of which another function is called.
    pub(super) handed_over: Option<(BlockId, TokenStream)>,
    /// Graph code: the builder.
    graph: Option<Ident>,
}

impl<'a> Printer<'a> {
    pub(super) fn new(function: &'a Function, layout: &'a Layout) -> Self {
        let mut printer = Printer {
            function,
            layout,
            plan: Plan::of(function),
            scopes: Scopes::new(),
            variables: FxHashMap::default(),
            memories: FxHashMap::default(),
            bound: Vec::new(),
            adopted: FxHashSet::default(),
            aliases: RefCell::default(),
            fields: FxHashMap::default(),
            rooms: FxHashMap::default(),
            row: BTreeMap::new(),
            lent: Vec::new(),
            whole: FxHashMap::default(),
            cursors: FxHashMap::default(),
            left: FxHashMap::default(),
            lent_vecs: FxHashMap::default(),
            is_fused: false,
            by_parts: Cell::new(false),
            handed_over: None,
            graph: None,
        };
        for (i, info) in function.memories.iter().enumerate() {
            if let Origin::Const(path) = &info.origin {
                let path = path.stream().clone();
                printer.memories.insert(Memory(i as u32), path);
            }
        }
        printer
    }

    /// Declares the variable of a value; gives its pattern.
    fn declare(&mut self, value: Value) -> TokenStream {
        if let Some(memory) = self.plan.becomes(value) {
            return self.declare_memory(memory);
        }
        let web = self.plan.web(value);
        let info = self.function.value(value);
        let hint = match self.plan.name(web) {
            Some(name) => name.text.clone(),
            None => self.operation(value),
        };
        let ident = self.scopes.declare(&hint, info.span);
        self.variables.insert(web, ident.clone());
        if self.plan.is_mutable(web) {
            quote!(mut #ident)
        } else {
            quote!(#ident)
        }
    }

    /// The type annotation of a variable, if it needs one.
    fn annotation(&self, value: Value) -> Option<TokenStream> {
        let typed = self.plan.has_typed_variable(self.plan.web(value));
        typed.then(|| types::written(&self.function.value(value).ty))
    }

    /// What a memory may be called. A pattern must not be taken for a `const`.
    fn memory_hint(&self, memory: Memory) -> String {
        let info = self.function.memory(memory);
        match info.origin {
            Origin::Const(_) => info.name.to_lowercase(),
            _ => info.name.clone(),
        }
    }

    /// Gives a memory its name; `mut` where it is written in place.
    pub(super) fn declare_memory(&mut self, memory: Memory) -> TokenStream {
        let info = self.function.memory(memory);
        let ident = self.scopes.declare(&self.memory_hint(memory), info.span);
        self.memories.insert(memory, quote!(#ident));
        if self.plan.is_written(memory) && !self.is_reference(memory) {
            quote!(mut #ident)
        } else {
            quote!(#ident)
        }
    }

    /// A parameter or seed in the shape of an operand.
    pub(super) fn pattern(&mut self, operand: &Operand) -> TokenStream {
        match operand {
            Operand::Unit => quote!(_),
            Operand::Value(value) if self.plan.is_used(*value) => self.declare(*value),
            Operand::Value(_) => quote!(_),
            Operand::Memory(memory) if self.plan.is_mentioned(*memory) => {
                self.declare_memory(*memory)
            }
            Operand::Memory(_) => quote!(_),
            Operand::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| self.pattern(item)).collect();
                types::tuple(items)
            }
            Operand::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.pattern(item)).collect();
                quote!([#(#items),*])
            }
            // The adjoint of a struct is bound as a whole.
            Operand::Struct(..) | Operand::Variant { .. } | Operand::Failure(_) => quote!(_),
        }
    }

    /// A value or a memory under a name that the signature gives it.
    pub(super) fn pattern_called(
        &mut self,
        binding: &Operand,
        name: &str,
        span: Span,
    ) -> TokenStream {
        let ident = match name {
            "self" => names::receiver(span),
            _ => self.scopes.declare(name, span),
        };
        let mutable = match binding {
            Operand::Value(value) => {
                let web = self.plan.web(*value);
                self.variables.insert(web, ident.clone());
                false
            }
            Operand::Memory(memory) => {
                self.memories.insert(*memory, quote!(#ident));
                self.plan.is_written(*memory) && !self.is_reference(*memory)
            }
            _ => false,
        };
        if mutable {
            quote!(mut #ident)
        } else {
            quote!(#ident)
        }
    }

    /// The variable of a value, if it is declared.
    fn variable(&self, web: Web) -> Option<&Ident> {
        self.variables.get(&web)
    }

    fn is_declared(&self, web: Web) -> bool {
        self.variables.contains_key(&web)
    }

    fn span(&self, value: Value) -> Span {
        Span::mixed_site().located_at(self.function.value(value).span)
    }

    /// Whether the value is assigned to this variable where it is computed.
    fn stands_in(&self, value: Value, web: Web) -> bool {
        self.plan.fate(value) == Fate::Kept && self.plan.web(value) == web
    }

    /// The ending of a name for a value that has none.
    fn operation(&self, value: Value) -> String {
        let memory = |place: &Place| self.memory_hint(place.memory);
        match self.plan.definition(value) {
            Definition::Given => "value".into(),
            Definition::Variable(_) => "i".into(),
            Definition::Inside(_) | Definition::Result(_) => "carried".into(),
            Definition::Call { .. } => "result".into(),
            Definition::If(..) => match self.function.value(value).ty {
                Type::Bool => "decision".into(),
                _ => "choice".into(),
            },
            Definition::Expr(expr) => match expr {
                Expr::Unary(Unary::Neg, _) => "negation".into(),
                Expr::Unary(Unary::Not, _) => "not".into(),
                Expr::Binary(op, ..) => match op {
                    Binary::Add => "sum".into(),
                    Binary::Sub => "difference".into(),
                    Binary::Mul => "product".into(),
                    Binary::Div => "quotient".into(),
                    Binary::Rem => "remainder".into(),
                    op if op.is_comparison() => "taken".into(),
                    _ => "bits".into(),
                },
                Expr::Cast(..) => "cast".into(),
                Expr::Rule(rule, _) => rule.name.into(),
                Expr::Method(name, _) | Expr::Runtime(name, _) => {
                    name.rsplit("::").next().unwrap_or(name).into()
                }
                Expr::Load(place) if place.path.is_empty() => memory(place),
                Expr::Load(place) | Expr::Take(place) | Expr::Pop(place) => {
                    format!("{}_item", memory(place))
                }
                Expr::Len(place) => format!("{}_len", memory(place)),
                Expr::Sum(place) => format!("{}_sum", memory(place)),
                Expr::Recorded(recorded) => self.layout.field(recorded.field).name.clone(),
                Expr::Zero(_) => "zero".into(),
                _ => "value".into(),
            },
        }
    }

    /// A variable of ours beside the user's.
    pub(super) fn fresh(&mut self, hint: &str, span: Span) -> Ident {
        self.scopes.declare(hint, span)
    }

    fn scoped<T>(&mut self, print: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.enter();
        let bound = self.bound.len();
        let printed = print(self);
        self.bound.truncate(bound);
        self.scopes.leave();
        printed
    }

    /// The name of a memory; where none was declared the code does not compile.
    fn memory_name(&self, memory: Memory) -> TokenStream {
        match self.memories.get(&memory) {
            Some(name) => name.clone(),
            None => {
                let info = self.function.memory(memory);
                let ident = names::local(&info.name, info.span);
                quote!(#ident)
            }
        }
    }

    /// A field where it is read, or gathered.
    pub(super) fn field(&self, field: Field) -> TokenStream {
        match self.fields.get(&field) {
            Some(place) => place.clone(),
            None => {
                let name = names::local(&self.layout.field(field).name, Span::call_site());
                quote!(#name)
            }
        }
    }

    /// The operand as a value of its own.
    pub(super) fn operand(&self, operand: &Operand) -> TokenStream {
        match operand {
            Operand::Unit => quote!(()),
            Operand::Value(value) => self.owned(*value).tokens(),
            Operand::Memory(memory) => self.moved(*memory),
            Operand::Tuple(items) => types::tuple(items.iter().map(|item| self.operand(item))),
            Operand::Array(items) => {
                let items = items.iter().map(|item| self.operand(item));
                quote!([#(#items),*])
            }
            Operand::Struct(path, fields) => {
                let path = path.stream();
                let fields = fields.iter().map(|(name, item)| {
                    let (name, item) = (types::member(name), self.operand(item));
                    quote!(#name: #item)
                });
                quote!(#path { #(#fields),* })
            }
            Operand::Variant {
                variant, fields, ..
            } => {
                let path = variant.0.stream();
                let numbered = fields.iter().all(|(name, _)| name.parse::<usize>().is_ok());
                let items = fields.iter().map(|(_, item)| self.operand(item));
                if fields.is_empty() {
                    return path.clone();
                }
                if numbered {
                    return quote!(#path(#(#items),*));
                }
                let fields = fields.iter().zip(items).map(|((name, _), item)| {
                    let name = types::member(name);
                    quote!(#name: #item)
                });
                quote!(#path { #(#fields),* })
            }
            Operand::Failure(memory) => {
                let error = self.memory_name(*memory);
                quote!(::core::result::Result::Err(::core::option::Option::unwrap(#error)))
            }
        }
    }

    /// The value itself, where a record gives a reference to it.
    fn owned(&self, value: Value) -> Code {
        if !self.is_borrowed(value) || self.function.value(value).ty.is_copy() {
            return self.behind(value);
        }
        let reference = self.value(value).tokens();
        Code::atom(self.copied_by_parts(&reference))
    }

    /// The value where it is, behind the reference that a record gives.
    fn behind(&self, value: Value) -> Code {
        let code = self.value(value);
        match self.is_borrowed(value) {
            true => Code::deref(code.at_least(super::code::Level::Prefix)),
            false => code,
        }
    }

    /// A reference to the value.
    fn reference(&self, value: Value) -> TokenStream {
        let code = self.value(value);
        if self.is_borrowed(value) {
            code.tokens()
        } else {
            code.prefix(quote!(&)).tokens()
        }
    }

    /// Whether the value is an aggregate that is read out of the cache by reference.
    fn is_borrowed(&self, value: Value) -> bool {
        matches!(
            self.plan.definition(value),
            Definition::Expr(Expr::Recorded(_))
        ) && !self.function.value(value).ty.is_scalar()
    }
}
