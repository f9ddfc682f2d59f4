//! Methods of arrays, slices and `Vec`s.

use crate::ir::{Binary, Init, Place, Projection};
use crate::lower::flow::loops::Trip;
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

const KNOWN: [&str; 75] = [
    "len",
    "is_empty",
    "iter",
    "iter_mut",
    "into_iter",
    "windows",
    "chunks",
    "chunks_mut",
    "chunks_exact",
    "chunks_exact_mut",
    "swap",
    "fill",
    "copy_from_slice",
    "clone_from_slice",
    "to_vec",
    "clone",
    "to_owned",
    "as_slice",
    "as_mut_slice",
    "as_ref",
    "as_mut",
    "split_at",
    "split_at_mut",
    "reverse",
    "push",
    "pop",
    "extend",
    "resize",
    "first",
    "last",
    "get",
    "get_mut",
    "first_mut",
    "last_mut",
    "split_first",
    "split_last",
    "split_first_chunk",
    "split_last_chunk",
    "first_chunk",
    "binary_search",
    "binary_search_by",
    "binary_search_by_key",
    "sort_by",
    "truncate",
    "extend_from_slice",
    "append",
    "insert",
    "remove",
    "swap_remove",
    "clear",
    "retain",
    "drain",
    "sort",
    "sort_unstable_by",
    "sort_by_key",
    "sort_by_cached_key",
    "partition_point",
    "retain_mut",
    "dedup",
    "dedup_by",
    "dedup_by_key",
    "split_off",
    "copy_within",
    "fill_with",
    "is_sorted",
    "concat",
    "rotate_left",
    "rotate_right",
    "swap_with_slice",
    "extend_from_within",
    "array_windows",
    "as_chunks",
    "chunk_by",
    "select_nth_unstable",
    "select_nth_unstable_by",
];

/// Whether only arrays, slices and `Vec`s have a method of this name.
pub(in crate::lower) fn is_known(name: &str) -> bool {
    KNOWN.contains(&name)
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn memory_method(
        &mut self,
        receiver: Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let behind_mutable = matches!(receiver, Outcome::Ref(_, true));
        let Some(place) = self.place_of(receiver.clone(), span) else {
            return Outcome::Poison;
        };
        if let Some(done) = self.ordered_method(&place, e, span) {
            return done;
        }
        let ty = self.place_type(&place);
        if !matches!(name.as_str(), "clone" | "to_owned") {
            self.element_type(&ty, span);
        }
        let args: Vec<_> = e.args.iter().collect();
        match (name.as_str(), &args[..]) {
            ("len", []) => Outcome::Value(self.length(&place, span)),
            ("is_empty", []) => {
                let length = self.length(&place, span);
                let zero = self.usize(0, span);
                Outcome::Value(self.operation(Binary::Eq, length, zero, span))
            }
            ("iter", []) => self.iterated(place, By::Ref),
            ("iter_mut", []) => self.iterated(place, By::RefMut),
            ("into_iter", []) => {
                let by = match receiver {
                    Outcome::Ref(..) if behind_mutable => By::RefMut,
                    Outcome::Ref(..) => By::Ref,
                    _ => {
                        let place = self.as_it_is(place, span);
                        return self.iterated(place, By::Value);
                    }
                };
                self.iterated(place, by)
            }
            ("windows", [size]) => {
                let size = self.index_operand(size);
                Outcome::Iter(Rc::new(Iter::Windows(place, size)))
            }
            ("array_windows", []) => self.array_windows(place, e, span),
            ("as_chunks", []) => self.as_chunks(place, e, span),
            ("chunks" | "chunks_mut" | "chunks_exact" | "chunks_exact_mut", [size]) => {
                let size = self.index_operand(size);
                let length = self.length(&place, span);
                Outcome::Iter(Rc::new(Iter::Chunks {
                    place,
                    size,
                    length,
                    exact: name.starts_with("chunks_exact"),
                    mutable: name.ends_with("mut"),
                }))
            }
            ("as_slice" | "as_ref", []) => Outcome::Place(place).reference(false),
            ("as_mut_slice" | "as_mut" | "make_contiguous", []) => {
                Outcome::Place(place).reference(true)
            }
            ("split_at" | "split_at_mut", [at]) => {
                let at = self.index_operand(at);
                let mutable = name.ends_with("mut");
                let left = Outcome::Place(place.then(Projection::Range(None, Some(at))));
                let right = Outcome::Place(place.then(Projection::Range(Some(at), None)));
                Outcome::Tuple(vec![left.reference(mutable), right.reference(mutable)])
            }
            ("clone" | "to_vec" | "to_owned", []) => self.cloned(place, &name, span),
            ("map", [f]) => self.mapped(place, f, span),
            ("split_first_chunk" | "split_last_chunk" | "first_chunk" | "last_chunk", []) => {
                self.chunk(&place, e, span)
            }
            _ => self.memory_change(&place, &name, &args, span),
        }
    }

    fn iterated(&mut self, place: Place, by: By) -> Outcome {
        Outcome::Iter(Rc::new(Iter::Items(place, by)))
    }

    fn index_operand(&mut self, e: &syn::Expr) -> Value {
        let value = self.scalar(e);
        self.unify_value(value, &Type::USIZE, m::span(e));
        value
    }

    /// A method that changes the array.
    fn memory_change(
        &mut self,
        place: &Place,
        name: &str,
        args: &[&syn::Expr],
        span: Span,
    ) -> Outcome {
        match (name, args) {
            ("swap", [i, j]) => {
                let i = self.index_operand(i);
                let j = self.index_operand(j);
                let a = place.then(Projection::Index(i));
                let b = place.then(Projection::Index(j));
                self.emit(Stmt::Swap { a, b });
            }
            ("fill", [value]) => {
                let ty = self.place_type(place);
                let item = self.element_type(&ty, span);
                let value_span = m::span(value);
                let each = match self.infer.shallow(&item) {
                    Type::Array(..) | Type::Tuple(_) => Some("for x in it.iter_mut() { *x = a; }"),
                    Type::Vec(_) => Some("for x in it.iter_mut() { *x = a.clone(); }"),
                    _ => None,
                };
                if let Some(each) = each {
                    let value = self.rvalue(value);
                    let items = Outcome::Place(place.clone()).reference(true);
                    return self.written_out(each, vec![("it", items), ("a", value)], span);
                }
                let value = self.scalar(value);
                self.unify_value(value, &item, value_span);
                let place = place.clone();
                self.emit(Stmt::Fill { place, value });
            }
            ("copy_from_slice" | "clone_from_slice", [from]) => {
                let outcome = self.expr(from);
                let from_span = m::span(from);
                let Some(from) = self.place_of(outcome, from_span) else {
                    return Outcome::Poison;
                };
                let (a, b) = (self.place_type(place), self.place_type(&from));
                let a = match (self.infer.shallow(&a), self.infer.shallow(&b)) {
                    // What goes by a name has a size: it is taken for a `Vec`, which is checked.
                    (Type::Slice(item), Type::Var(_)) => Type::Vec(item),
                    _ => a,
                };
                self.unify(&a, &b, from_span);
                let to = place.clone();
                self.emit(Stmt::Copy { to, from });
            }
            ("reverse", []) => self.reversed(place, span),
            _ if let Some(found) = self.element_option(place, name, args, span) => return found,
            ("get" | "get_mut", _) => return self.error_about(span, m::OPTION_ELEMENT, name),
            ("push", [item])
                if self
                    .vecs
                    .growing
                    .last()
                    .is_some_and(|g| g.place.memory == place.memory) =>
            {
                let name = self
                    .vecs
                    .growing
                    .last()
                    .map(|g| g.name.clone())
                    .unwrap_or_default();
                let outcome = self.expr(item);
                let outcome = self.settle(outcome, span);
                self.push(&name, outcome, span);
            }
            _ if let Some(done) = self.length_change(place, name, args, span) => return done,
            _ if orders::sorting::is_sorted_here(name, args) => {
                return self.sorted(place, name, args, span);
            }
            _ if orders::sorting::selects(name) => return self.selected(place, name, args, span),
            _ if let Some(done) = self.memory_template(place, name, args, span) => return done,
            _ if let Some(done) = self.implemented_for_lists(place, name, args, span) => {
                return done;
            }
            _ if name.starts_with("sort") => return self.error_about(span, m::SORT, name),
            _ => return self.error_about(span, m::ARRAY_METHOD, name),
        }
        Outcome::Unit
    }

    /// What a `Vec` is made of by `Vec::from(items)` or `items.into()`.
    pub(in crate::lower) fn as_vec(&mut self, items: &Outcome, span: Span) -> Option<Outcome> {
        let ty = self.type_of(&items.clone().dereferenced());
        let (Type::Array(..) | Type::Slice(_) | Type::Vec(_)) = self.infer.shallow(&ty) else {
            return None;
        };
        let place = self.place_of(items.clone(), span)?;
        Some(self.cloned(place, "to_vec", span))
    }

    pub(in crate::lower) fn cloned(&mut self, mut place: Place, name: &str, span: Span) -> Outcome {
        let ty = match (self.place_type(&place), name) {
            (Type::Array(item, _) | Type::Slice(item), "to_vec") => Type::Vec(item),
            (Type::Slice(item), _) => Type::Vec(item),
            (ty @ Type::Var(_), "to_vec") => {
                let item = self.element_type(&ty, span);
                // It may turn out to be an array.
                place = place.then(Projection::Range(None, None));
                Type::Vec(Box::new(item))
            }
            (other, _) => other,
        };
        let memory = self.allocate(Init::Clone(place.clone()), ty, "copy", span);
        match name {
            "clone" => self.is_copy_of(&place, memory),
            _ => self.holds_the_same(&place, memory),
        }
        Outcome::Place(Place::whole(memory))
    }

    fn reversed(&mut self, place: &Place, span: Span) {
        let length = self.length(place, span);
        let (zero, one) = (self.usize(0, span), self.usize(1, span));
        let two = self.usize(2, span);
        let half = self.index_binary(Binary::Div, length, two, span);
        let trip = Trip {
            from: zero,
            to: half,
            inclusive: false,
            reversed: false,
        };
        self.counted(trip, None, span, &mut |l, i| {
            let last = l.index_binary(Binary::Sub, length, one, span);
            let other = l.index_binary(Binary::Sub, last, i, span);
            let a = place.then(Projection::Index(i));
            let b = place.then(Projection::Index(other));
            l.emit(Stmt::Swap { a, b });
        });
    }

    /// `[T; N]::map`
    fn mapped(&mut self, place: Place, f: &syn::Expr, span: Span) -> Outcome {
        let ty = self.place_type(&place);
        let Some(f) = self.callable(f) else {
            return Outcome::Poison;
        };
        let Type::Array(_, length) = self.infer.shallow(&ty) else {
            return self.error_about(span, m::ARRAY_METHOD, "map");
        };
        let item = self.infer.fresh();
        self.filled(&item, length, span, &mut |l, i| {
            let old = Outcome::Place(place.then(Projection::Index(i)));
            let old = l.read(old, span);
            l.apply(&f, vec![old], span)
        })
    }
}
