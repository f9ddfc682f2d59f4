//! Elements of types of the user's by what is no number: `m[(i, j)]`. What `Index` and `IndexMut` do
//! are calls of the runtime's traits, which read an element and write one.

use crate::ir::{Binary, Target};
use crate::lower::expr::plain;
use crate::lower::library::types::{DYNAMIC, Library, Shape};
use crate::lower::messages as m;
use crate::lower::types::infer::Kind;
use crate::lower::*;

/// An element of a type of the user's.
#[derive(Clone)]
pub(in crate::lower) struct Entry {
    base: Outcome,
    index: Outcome,
    /// What is known of the base as the matrix of a library.
    library: Option<Library>,
}

/// Whether an expression leads to a place or a number, and does nothing else.
fn is_only_read(e: &syn::Expr) -> bool {
    match plain(e) {
        syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
        syn::Expr::Field(field) => is_only_read(&field.base),
        syn::Expr::Index(index) => is_only_read(&index.expr) && is_only_read(&index.index),
        syn::Expr::Unary(unary) => is_only_read(&unary.expr),
        syn::Expr::Cast(cast) => is_only_read(&cast.expr),
        syn::Expr::Binary(binary) => is_only_read(&binary.left) && is_only_read(&binary.right),
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// Such an element, if an index expression is one: its index is a tuple or an array.
    pub(in crate::lower) fn entry_of(&mut self, e: &syn::ExprIndex) -> Option<Entry> {
        let named = library::shapes::position(&e.index);
        let at = named.as_ref().unwrap_or(&e.index);
        let pair = match plain(at) {
            syn::Expr::Tuple(_) => None,
            syn::Expr::Array(array) => Some(array),
            _ => return self.entry_by_number(e),
        };
        let base = self.expr(&e.expr).dereferenced();
        let mut library = self.library(&base);
        let ty = self.type_of(&base);
        if let (None, Some(pair)) = (&library, pair)
            && pair.elems.len() > 1
            && !self.is_struct(&ty)
            && self.defined_struct(&ty).is_none()
        {
            // Of what has no name known here, only a library's arrays are indexed so.
            library = self.guessed_matrix(&ty, Shape::Array(DYNAMIC));
        }
        let index = match (pair, &library) {
            (None, _) => self.rvalue(at),
            // An array is no number: what it indexes is a type of the user's.
            (Some(pair), None) => {
                let index = self.rvalue(at);
                if let Type::Array(item, _) = self.type_of(&index)
                    && !pair.elems.is_empty()
                    && self.infer.kind(&item) == Kind::Int
                {
                    self.infer.unify(&item, &Type::USIZE);
                }
                index
            }
            (Some(pair), Some(_)) => {
                let items = pair
                    .elems
                    .iter()
                    .map(|item| Outcome::Value(self.scalar(item)));
                Outcome::Tuple(items.collect())
            }
        };
        if let Outcome::Tuple(items) = &index {
            for item in items {
                let ty = self.type_of(item);
                if self.infer.kind(&ty) == Kind::Int {
                    // Rustc refuses it where the indices are others.
                    self.infer.unify(&ty, &Type::USIZE);
                }
            }
        }
        Some(Entry {
            base,
            index,
            library,
        })
    }

    /// `m[i]` of something that has fields or methods of its own: it is no array.
    fn entry_by_number(&mut self, e: &syn::ExprIndex) -> Option<Entry> {
        if let syn::Expr::Range(_) = plain(&e.index) {
            return None;
        }
        let place = plain(&e.expr);
        let is_variable = match place {
            syn::Expr::Path(path) if self.scope.find(&paths::single(path)?).is_some() => true,
            // Of a part, its definition has to say it, and reading the place twice must not do anything.
            syn::Expr::Field(_) if is_only_read(place) => false,
            _ => return None,
        };
        let base = self.expr(place).dereferenced();
        let ty = self.type_of(&base);
        if self.is_deque(&ty) {
            return None;
        }
        let name = self.infer.name(&ty);
        let object = match (is_variable, &name) {
            (true, Some(name)) => {
                self.is_object(&base)
                    || self.is_own_type(&ty)
                    || self.is_defined(name)
                    || self.is_indexed_by_definition(name)
            }
            (false, Some(name)) => self.is_indexed_by_definition(name),
            (_, None) => false,
        };
        if let Some(library) = self.library(&base) {
            return self.entry_by_tuple(base, library, &e.index);
        }
        if name.is_none() || !object {
            return None;
        }
        let index = self.rvalue(&e.index);
        let found = self.type_of(&index);
        self.are_positions(&found);
        Some(Entry {
            base,
            index,
            library: None,
        })
    }

    /// `(v * k)[i]` and `row()[i]` of something that the file defines an `Index` for; what is no such is given back.
    pub(in crate::lower) fn entry_of_made(
        &mut self,
        e: &syn::ExprIndex,
        base: Outcome,
        index: &Outcome,
    ) -> Result<Entry, Outcome> {
        let is_made = matches!(
            plain(&e.expr),
            syn::Expr::Call(_)
                | syn::Expr::MethodCall(_)
                | syn::Expr::Binary(_)
                | syn::Expr::Unary(_)
        );
        let ty = self.type_of(&base);
        let name = self.infer.name(&ty).filter(|_| is_made);
        let is_indexed = name.is_some_and(|name| self.is_indexed_by_definition(&name));
        if !is_indexed {
            return Err(base);
        }
        if let syn::Expr::Range(_) = plain(&e.index) {
            return Err(self.error(m::span_of(e), m::INDEXED_CALL));
        }
        let found = self.type_of(index);
        self.are_positions(&found);
        Ok(Entry {
            base: base.dereferenced(),
            index: index.clone(),
            library: None,
        })
    }

    /// `m[p]` of a matrix, where a variable holds the row and the column.
    fn entry_by_tuple(
        &mut self,
        base: Outcome,
        library: Library,
        index: &syn::Expr,
    ) -> Option<Entry> {
        if !is_only_read(index) || matches!(plain(index), syn::Expr::Lit(_)) {
            return None;
        }
        let span = m::span(index);
        let index = self.expr(index).dereferenced();
        let ty = self.type_of(&index);
        let Type::Tuple(parts) = self.infer.shallow(&ty) else {
            return None;
        };
        let parts = (0..parts.len()).map(|at| {
            let part = self.component(index.clone(), at, span);
            let part = self.value(part, span);
            self.unify_value(part, &Type::USIZE, span);
            Outcome::Value(part)
        });
        let index = Outcome::Tuple(parts.collect());
        Some(Entry {
            base,
            index,
            library: Some(library),
        })
    }

    /// Integers of which nothing else is known count: rustc refuses it where the indices are others.
    fn are_positions(&mut self, index: &Type) {
        match self.infer.shallow(index) {
            Type::Array(item, _) => self.are_positions(&item),
            ty if self.infer.kind(&ty) == Kind::Int => _ = self.infer.unify(&ty, &Type::USIZE),
            _ => {}
        }
    }

    fn call_entry(
        &mut self,
        name: &'static str,
        entry: Entry,
        value: Option<Outcome>,
        span: Span,
    ) -> Outcome {
        if let Some(library) = entry.library {
            return self.library_entry(entry.base, entry.index, &library, value, span);
        }
        let ty = self.type_of(&entry.base);
        if self.infer.name(&ty).is_none() {
            return match entry.base {
                Outcome::Poison => Outcome::Poison,
                _ => self.error(span, m::INDEXED),
            };
        }
        self.infer.narrow(&ty, Kind::Struct);
        let index = self.type_of(&entry.index);
        let writes = value.is_some();
        let args = [entry.base.reference(writes), entry.index];
        let target = Target::Operator {
            name,
            operands: vec![ty, index],
        };
        let args = args.into_iter().chain(value).collect();
        self.call_target(target, name, args, None, writes, span)
    }

    /// `base[index]`
    pub(in crate::lower) fn read_entry(&mut self, entry: Entry, span: Span) -> Outcome {
        self.call_entry("index", entry, None, span)
    }

    /// `base[index] = value;`
    pub(in crate::lower) fn write_entry(&mut self, entry: Entry, value: Outcome, span: Span) {
        let value = self.settle(value, span);
        self.call_entry("index_mut", entry, Some(value), span);
    }

    /// `base[index] op= value;`
    pub(in crate::lower) fn update_entry(
        &mut self,
        entry: Entry,
        op: Binary,
        value: Outcome,
        span: Span,
    ) {
        let value = self.value(value, span);
        let old = self.read_entry(entry.clone(), span);
        if let Outcome::Poison = old {
            return;
        }
        let old = self.value(old, span);
        let new = self.operation(op, old, value, span);
        self.write_entry(entry, Outcome::Value(new), span);
    }
}
