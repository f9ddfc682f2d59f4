//! What changes a matrix in its place, or a part of one.

use crate::ir::{Binary, Expr, Place};
use crate::lower::iteration::iterators::{By, Iter};
use crate::lower::library::parts::Part;
use crate::lower::library::types::{Gives, Library, Shape, is_whole};
use crate::lower::library::written;
use crate::lower::messages as m;
use crate::lower::*;
use std::rc::Rc;

/// The method that reads the part which this one lends to be changed.
fn of_part(name: &str) -> Option<&str> {
    let read = name.strip_suffix("_mut")?;
    matches!(
        read,
        "row"
            | "column"
            | "rows"
            | "columns"
            | "view"
            | "slice"
            | "slice_axis"
            | "index_axis"
            | "fixed_view"
            | "fixed_rows"
            | "fixed_columns"
            | "rows_range"
            | "columns_range"
    )
    .then_some(read)
}

impl<'a> Lowerer<'a> {
    /// A method that changes its receiver and gives nothing.
    pub(in crate::lower) fn library_change(
        &mut self,
        place: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let target = Outcome::Place(place.clone());
        let new = match (name.as_str(), &args[..]) {
            ("set_row" | "set_column", [_, new]) if !library.is_array() => {
                let read = name.strip_prefix("set_").unwrap_or(&name);
                let mut at = e.clone();
                at.args.pop();
                let part = self.part(place, library, read, &at, span)?;
                let mut new = self.expr(new);
                let whole = self.place_type(place);
                let given = self.type_of(&new.clone().dereferenced());
                let sizes = [whole, given].map(|ty| self.is_of_any_size(&ty));
                if let [Some(whole), Some(given)] = sizes
                    && whole != given
                {
                    // The part is of the type that the whole makes it.
                    let old = self.read_part(&part, span);
                    let gives = Gives::Known(self.type_of(&old));
                    let args = [old, new.dereferenced()].map(|of| of.reference(false));
                    new = self.library_call("assigned", args.into(), gives, span);
                }
                self.write_part(&part, new, span);
                return Some(Outcome::Unit);
            }
            ("fill", [_]) | ("assign" | "copy_from", [_]) => {
                self.new_content(&target, &name, args[0], span)
            }
            ("add_scalar_mut", [by]) => {
                let by = self.scalar(by);
                self.unify_value(by, &library.item, span);
                let ty = self.type_of(&target);
                let args = vec![target.clone().reference(false), Outcome::Value(by)];
                self.library_call("add_scalar", args, Gives::Known(ty), span)
            }
            ("scale_mut" | "unscale_mut", [by]) => {
                let by = self.rvalue(by);
                let name = if name == "scale_mut" { "mul" } else { "div" };
                self.operator_call(name, vec![target.clone().reference(false), by], span)
            }
            ("fill_with_identity", []) if !library.is_array() => {
                let one = Expr::Literal(builder::tokens("1.0"));
                let one = self.define(one, library.item.clone(), "", span);
                let ty = self.type_of(&target);
                let args = vec![target.clone().reference(false), Outcome::Value(one)];
                self.library_call("filled_diagonal", args, Gives::Known(ty), span)
            }
            ("neg_mut", []) => {
                self.operator_call("neg", vec![target.clone().reference(false)], span)
            }
            ("component_mul_assign" | "component_div_assign", [other]) => {
                let other = self.expr(other).dereferenced();
                let ty = self.type_of(&target);
                let name = name.strip_suffix("_assign").unwrap_or(&name);
                let args = vec![target.clone().reference(false), other.reference(false)];
                self.library_call(name, args, Gives::Known(ty), span)
            }
            ("scaled_add", [by, other]) if library.is_array() => {
                let (by, other) = (self.rvalue(by), self.expr(other));
                let scaled = self.operator_call("mul", vec![other, by], span);
                return Some(self.library_compound(target, Binary::Add, scaled, span));
            }
            ("add_assign" | "sub_assign" | "mul_assign" | "div_assign", [other]) => {
                let op = match name.as_str() {
                    "add_assign" => Binary::Add,
                    "sub_assign" => Binary::Sub,
                    "mul_assign" => Binary::Mul,
                    _ => Binary::Div,
                };
                let other = self.expr(other);
                return Some(self.library_compound(target, op, other, span));
            }
            ("axpy" | "gemv" | "gemv_tr" | "gemm" | "gemm_tr" | "ger", _)
                if !library.is_array() =>
            {
                return self.added_product(place, &name, &args, span);
            }
            ("fill_diagonal", [item]) if !library.is_array() => {
                return self.written_diagonal(place, library, (true, item), span);
            }
            ("set_diagonal", [diagonal]) if !library.is_array() => {
                return self.written_diagonal(place, library, (false, diagonal), span);
            }
            ("mapv_inplace", [f]) => {
                let f = self.callable(f)?;
                self.mapped_matrix(&target, library, span, &mut |l, item| {
                    l.apply(&f, vec![item], span)
                })
            }
            ("map_inplace" | "apply", [f]) => {
                let items = self.library_elements(target.clone(), library, span)?;
                let f = self.callable(f)?;
                let each = Iter::Items(items.clone(), By::RefMut);
                self.each(&each, None, span, &mut |l, item| {
                    l.apply(&f, vec![item], span);
                });
                self.of_elements(&target, library, items, span)
            }
            ("zip_mut_with" | "zip_apply", [other, f]) => {
                let other = self.expr(other);
                let items = self.library_elements(target.clone(), library, span)?;
                let others = match library.is_array() {
                    true => {
                        let of_other = self.library(&other);
                        let other = self.place_of(other.dereferenced(), span)?;
                        match of_other.filter(is_whole) {
                            Some(whole) => {
                                self.same_shapes((place, library), (&other, &whole), span);
                                let items =
                                    self.library_elements(Outcome::Place(other), &whole, span)?;
                                Rc::new(Iter::Items(items, By::Ref))
                            }
                            None => self.broadcast_like(place, library, &other, span)?,
                        }
                    }
                    false => {
                        let others = self.library_elements(other, library, span)?;
                        Rc::new(Iter::Items(others, By::Value))
                    }
                };
                let f = self.callable(f)?;
                let both = Iter::Zip(Rc::new(Iter::Items(items.clone(), By::RefMut)), others);
                self.each(&both, None, span, &mut |l, pair| {
                    if let Outcome::Tuple(pair) = pair {
                        l.apply(&f, pair, span);
                    }
                });
                self.of_elements(&target, library, items, span)
            }
            _ if library.shape == Shape::Matrix => {
                return self.written_method(place, (library, &written::CHANGES), e, span);
            }
            _ => return None,
        };
        self.assign_to(target, new, span);
        Some(Outcome::Unit)
    }

    /// `matrix.row_mut(i).assign(&v)` and its kin.
    pub(in crate::lower) fn changed_part(
        &mut self,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let syn::Expr::MethodCall(lending) = expr::plain(&e.receiver) else {
            return None;
        };
        if lending.method == "diag_mut" {
            return self.changed_diagonal(lending, e, span);
        }
        let (part, old) = self.lent_part(lending, span)?;
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let library = self.library(&old)?;
        let copy = self.place_of(old, span)?;
        let new = match (name.as_str(), &args[..]) {
            ("iter_mut", []) => {
                let items = self.lend_elements(copy, &library, Some(part), span);
                return Some(match items {
                    Some(items) => Outcome::Iter(Rc::new(Iter::Items(items, By::RefMut))),
                    None => Outcome::Poison,
                });
            }
            ("assign" | "copy_from" | "fill", [new]) => {
                self.new_content(&Outcome::Place(copy), &name, new, span)
            }
            _ => {
                let done = self.library_change(&copy, &library, e, span);
                if done.is_none() {
                    return Some(self.error_about(span, m::LIBRARY_METHOD, &name));
                }
                Outcome::Place(copy)
            }
        };
        self.write_part(&part, new, span);
        Some(Outcome::Unit)
    }

    /// `matrix.diag_mut().fill(0.0)`
    fn changed_diagonal(
        &mut self,
        lending: &syn::ExprMethodCall,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let matrix = self.expr(&lending.receiver).dereferenced();
        let library = self.library(&matrix)?;
        let place = self.place_of(matrix, span)?;
        match (e.method.to_string().as_str(), e.args.first()) {
            (name @ ("fill" | "assign"), Some(new)) => {
                self.written_diagonal(&place, &library, (name == "fill", new), span)
            }
            ("mapv_inplace", Some(f)) => {
                let f = self.callable(f)?;
                let names = vec![
                    ("this", Outcome::Place(place).reference(true)),
                    ("f", Outcome::Callable(f)),
                ];
                let source = "for i in 0..this.nrows().min(this.ncols()) {
                    this[(i, i)] = f(this[(i, i)]);
                }";
                Some(self.written_out(source, names, span))
            }
            ("map_inplace", Some(f)) => {
                let f = self.callable(f)?;
                let names = vec![
                    ("this", Outcome::Place(place).reference(true)),
                    ("f", Outcome::Callable(f)),
                ];
                let source = "for i in 0..this.nrows().min(this.ncols()) {
                    let mut item = this[(i, i)];
                    f(&mut item);
                    this[(i, i)] = item;
                }";
                Some(self.written_out(source, names, span))
            }
            (name, _) => Some(self.error_about(span, m::LIBRARY_METHOD, name)),
        }
    }

    /// Writes the diagonal of a matrix: the same number everywhere, or the elements of a vector.
    fn written_diagonal(
        &mut self,
        place: &Place,
        library: &Library,
        (same, new): (bool, &syn::Expr),
        span: Span,
    ) -> Option<Outcome> {
        let new = match same {
            true => {
                let item = self.scalar(new);
                self.unify_value(item, &library.item, m::span(new));
                Outcome::Value(item)
            }
            false => {
                let diagonal = self.expr(new);
                let of = self.library(&diagonal)?;
                Outcome::Place(self.library_elements(diagonal, &of, span)?)
            }
        };
        let item = if same { "new" } else { "new[i]" };
        let source =
            format!("for i in 0..this.nrows().min(this.ncols()) {{ this[(i, i)] = {item}; }}");
        let this = Outcome::Place(place.clone()).reference(true);
        Some(self.written_out(&source, vec![("this", this), ("new", new)], span))
    }

    /// The part of a matrix that a method lends to be changed, and a copy of it.
    pub(in crate::lower) fn lent_part(
        &mut self,
        lending: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<(Part, Outcome)> {
        let lent = lending.method.to_string();
        let read = of_part(&lent)?;
        if lending.args.is_empty() {
            return None;
        }
        let matrix = self.expr(&lending.receiver).dereferenced();
        let library = self.library(&matrix)?;
        let place = self.place_of(matrix, span)?;
        match self.part(&place, &library, read, lending, span) {
            Some(part) => {
                let copy = self.read_part(&part, span);
                Some((part, copy))
            }
            None => {
                self.error_about(span, m::LIBRARY_METHOD, &lent);
                None
            }
        }
    }

    /// What `assign`, `copy_from` or `fill` puts in the place of a matrix.
    fn new_content(&mut self, old: &Outcome, name: &str, new: &syn::Expr, span: Span) -> Outcome {
        let ty = self.type_of(old);
        let like = old.clone().reference(false);
        if name == "fill" {
            let item = self.element_type(&ty, span);
            let value = self.scalar(new);
            self.unify_value(value, &item, span);
            let args = vec![like, Outcome::Value(value)];
            return self.library_call("filled", args, Gives::Known(ty), span);
        }
        let new = self.expr(new).dereferenced();
        if self.library(&new).is_none() {
            return self.error_about(span, m::LIBRARY_ARGUMENT, name);
        }
        let args = vec![like, new.reference(false)];
        self.library_call("assigned", args, Gives::Known(ty), span)
    }

    /// A matrix in the shape of another one, of these elements.
    pub(in crate::lower) fn of_elements(
        &mut self,
        like: &Outcome,
        library: &Library,
        items: Place,
        span: Span,
    ) -> Outcome {
        let ty = self.type_of(like);
        let like = like.clone().reference(false);
        self.library_shaped(like, ty, &library.item, Outcome::Place(items), span)
    }
}
