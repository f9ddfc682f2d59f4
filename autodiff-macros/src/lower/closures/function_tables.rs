//! Lists of functions: `[f64::sin, f64::cos]`, `[(0.5, relu), (1.0, square)]`. In such a list a number
//! stands for each function, and a call of an item is a choice between all of them.

use crate::ir::{Binary, Expr, Place, Use};
use crate::lower::closures::Callable;
use crate::lower::flow::branch::as_is;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;
use syn::visit::{self, Visit};

/// Where in the items of a list functions stand, below an item, and which they are.
#[derive(Default)]
pub(in crate::lower) struct Functions(Vec<(Vec<usize>, Vec<Rc<Callable>>)>);

/// A list with functions in it.
pub(in crate::lower) struct Table {
    pub(in crate::lower) memory: Memory,
    functions: Functions,
}

/// Whether a written type has functions in it.
pub(in crate::lower) fn has_functions(ty: &syn::Type) -> bool {
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_type_fn_ptr(&mut self, _: &'ast syn::TypeFnPtr) {
            self.0 = true;
        }
        fn visit_type_trait_object(&mut self, _: &'ast syn::TypeTraitObject) {
            self.0 = true;
        }
    }
    let mut finder = Finder(false);
    visit::visit_type(&mut finder, ty);
    finder.0
}

impl<'a> Lowerer<'a> {
    /// An item of a list, which may be a function's name or have such in it.
    pub(in crate::lower) fn item_of_list(&mut self, e: &syn::Expr) -> Outcome {
        match expr::plain(e) {
            syn::Expr::Path(path) if self.names_function(path) => {
                Outcome::Callable(Rc::new(Callable::Function(path.clone())))
            }
            syn::Expr::Cast(cast) if has_functions(&cast.ty) => self.item_of_list(&cast.expr),
            syn::Expr::Tuple(tuple) => {
                let is_function = |e: &syn::Expr| match expr::plain(e) {
                    syn::Expr::Path(path) => self.names_function(path),
                    syn::Expr::Cast(cast) => has_functions(&cast.ty),
                    _ => false,
                };
                if !tuple.elems.iter().any(is_function) {
                    return self.expr(e);
                }
                let items = tuple.elems.iter().map(|e| {
                    let item = self.item_of_list(e);
                    self.read(item, m::span(e))
                });
                Outcome::Tuple(items.collect())
            }
            syn::Expr::Reference(_) => {
                let item = self.expr(e);
                match item.as_callable() {
                    Some((function, _)) => Outcome::Callable(function),
                    None => item,
                }
            }
            _ => self.expr(e),
        }
    }

    fn names_function(&self, path: &syn::ExprPath) -> bool {
        let constant = path
            .path
            .get_ident()
            .and_then(source::definitions::constant);
        self.is_function_path(path) && constant.is_none()
    }

    /// An item, with numbers for the functions in it, which are noted.
    pub(in crate::lower) fn numbered(
        &mut self,
        item: Outcome,
        number: u64,
        at: &[usize],
        found: &mut Functions,
        span: Span,
    ) -> Outcome {
        match item {
            Outcome::Callable(function) => {
                match found.0.iter_mut().find(|(path, _)| path == at) {
                    Some((_, functions)) => functions.push(function),
                    None => found.0.push((at.to_vec(), vec![function])),
                }
                Outcome::Value(self.usize(number, span))
            }
            Outcome::Tuple(items) => {
                let items = items.into_iter().enumerate().map(|(component, item)| {
                    let at: Vec<_> = at.iter().copied().chain([component]).collect();
                    self.numbered(item, number, &at, found, span)
                });
                Outcome::Tuple(items.collect())
            }
            other => other,
        }
    }

    /// Remembers the functions in a list, of which each item has one at each place.
    pub(in crate::lower) fn is_table(
        &mut self,
        memory: Memory,
        functions: Functions,
        items: usize,
    ) {
        if functions.0.iter().any(|(_, all)| all.len() != items) {
            let span = self.function.memory(memory).span;
            self.error(span, m::NOT_CALLABLE);
        } else if !functions.0.is_empty() {
            self.vecs.lists.tables.push(Table { memory, functions });
        }
    }

    /// A number is that of a function in this list alone, at this place: nothing may be put there.
    pub(in crate::lower) fn check_tables(&mut self) {
        let mut changed = Vec::new();
        self.function.body.walk(&mut |stmt| {
            stmt.look(&mut |used| {
                if let Use::Place(place, access) = used
                    && access.writes()
                    && !matches!(stmt, Stmt::Alloc { .. })
                {
                    changed.push(place.memory);
                }
            });
        });
        changed.retain(|memory| self.vecs.lists.tables.iter().any(|t| t.memory == *memory));
        for memory in changed {
            let span = self.function.memory(memory).span;
            self.error(span, m::TABLE_CHANGED);
        }
    }

    /// What stands for a function in a list, as that function; anything else as it is.
    pub(in crate::lower) fn function_in(&mut self, outcome: Outcome, span: Span) -> Outcome {
        let Outcome::Place(place) = outcome.clone().dereferenced() else {
            return outcome;
        };
        match self.function_at(&place, span) {
            Some(function) => Outcome::Callable(function),
            None => outcome,
        }
    }

    pub(in crate::lower) fn function_at(
        &mut self,
        place: &Place,
        span: Span,
    ) -> Option<Rc<Callable>> {
        let table = self
            .vecs
            .lists
            .tables
            .iter()
            .find(|t| t.memory == place.memory)?;
        let (index, components) = place.component_of_item()?;
        let mut functions = table.functions.0.iter();
        let (_, functions) = functions.find(|(path, _)| *path == components)?;
        // Nothing changes the order of the items.
        let whole = place.path.len() == components.len() + 1;
        let known = self.integers.get(&index).filter(|_| whole);
        if let Some(one) = known.and_then(|number| functions.get(*number as usize)) {
            return Some(one.clone());
        }
        let functions = functions.clone();
        let number = Expr::Load(place.clone());
        let number = self.define(number, Type::USIZE, "function", span);
        Some(Rc::new(Callable::OneOf(functions, number)))
    }

    /// A call of the function of this number.
    pub(in crate::lower) fn apply_one_of(
        &mut self,
        functions: &[Rc<Callable>],
        first: u64,
        number: Value,
        args: &[Outcome],
        span: Span,
    ) -> Outcome {
        let (function, rest) = match functions {
            [] => return self.error(span, m::NOT_CALLABLE),
            [last] => return self.apply(last, args.to_vec(), span),
            [function, rest @ ..] => (function, rest),
        };
        let this = self.usize(first, span);
        let chosen = self.operation(Binary::Eq, number, this, span);
        self.branch(
            chosen,
            &mut |l, k| {
                let outcome = l.apply(function, args.to_vec(), span);
                k(l, outcome)
            },
            &mut |l, k| {
                let outcome = l.apply_one_of(rest, first + 1, number, args, span);
                k(l, outcome)
            },
            &mut as_is,
            span,
        )
    }
}
