//! What arrays do along an axis, and what gives them other ones.

use crate::ir::{Float, Place};
use crate::lower::library::types::{Gives, Library};
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// `array.map_axis(Axis(1), f)`
    pub(in crate::lower) fn mapped_lanes(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        f: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let parts = self.parts_along(matrix, library, e, span);
        let (Some(parts), Some(f)) = (parts, self.callable(f)) else {
            return self.error_about(span, m::LIBRARY_METHOD, "map_axis");
        };
        let items = self.made_of_positions(parts.count, span, &mut |l, index| {
            let lane = l.part_at(&parts, index, span);
            l.apply(&f, vec![lane], span)
        });
        match self.place_of(items, span) {
            Some(place) => self.array_of_items(place, span),
            None => Outcome::Poison,
        }
    }

    /// `array.var_axis(Axis(1), 0.0)` and `std_axis`
    pub(in crate::lower) fn spread_of_lanes(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        by: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let by = self.scalar(by);
        self.unify_value(by, &library.item, span);
        let Some(parts) = self.parts_along(matrix, library, e, span) else {
            return self.error_about(span, m::LIBRARY_METHOD, &name);
        };
        let name = name.strip_suffix("_axis").unwrap_or(&name);
        let items = self.made_of_positions(parts.count, span, &mut |l, index| {
            let args = vec![
                l.part_at(&parts, index, span).reference(false),
                Outcome::Value(by),
            ];
            l.library_call(name, args, Gives::Known(library.item.clone()), span)
        });
        match self.place_of(items, span) {
            Some(place) => self.array_of_items(place, span),
            None => Outcome::Poison,
        }
    }

    /// `array.fold_axis(Axis(1), init, f)`
    pub(in crate::lower) fn folded_lanes(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        (init, f): (&syn::Expr, &syn::Expr),
        span: Span,
    ) -> Outcome {
        let init = self.rvalue(init);
        let parts = self.parts_along(matrix, library, e, span);
        let (Some(parts), Some(f)) = (parts, self.callable(f)) else {
            return self.error_about(span, m::LIBRARY_METHOD, "fold_axis");
        };
        let items = self.made_of_positions(parts.count, span, &mut |l, index| {
            let lane = l.part_at(&parts, index, span);
            let names = vec![
                ("lane", lane),
                ("init", init.clone()),
                ("f", Outcome::Callable(f.clone())),
            ];
            l.written_out(
                "lane.iter().fold(init, |sum, item| f(&sum, item))",
                names,
                span,
            )
        });
        match self.place_of(items, span) {
            Some(place) => self.array_of_items(place, span),
            None => Outcome::Poison,
        }
    }

    /// `array.accumulate_axis_inplace(Axis(0), f)`, of an array with one axis
    pub(in crate::lower) fn accumulated(
        &mut self,
        array: Place,
        library: &Library,
        f: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let target = Outcome::Place(array);
        let items = self.library_elements(target.clone(), library, span);
        let (Some(items), Some(f)) = (items, self.callable(f)) else {
            return Outcome::Poison;
        };
        let names = vec![
            ("it", Outcome::Place(items.clone()).reference(true)),
            ("f", Outcome::Callable(f)),
        ];
        let source = "for i in 1..it.len() { let before = it[i - 1]; f(&before, &mut it[i]); }";
        self.written_out(source, names, span);
        let new = self.of_elements(&target, library, items, span);
        self.assign_to(target, new, span);
        Outcome::Unit
    }

    /// `array.broadcast((2, 3))`, as a copy
    pub(in crate::lower) fn broadcast(
        &mut self,
        array: &Place,
        library: &Library,
        shape: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let shape = self.rvalue(shape);
        let Some(owner) = owner_of_shape(&shape, &library.item) else {
            return self.error_about(span, m::LIBRARY_METHOD, "broadcast");
        };
        let Some((ty, _)) = self.owner_of_matrix(&owner) else {
            return Outcome::Poison;
        };
        let zeros = self.constant_matrix(&owner, "zeros", ty.clone(), vec![shape], span);
        let Some(zeros) = self.place_of(zeros, span) else {
            return Outcome::Poison;
        };
        let both = [&zeros, array].map(|place| Outcome::Place(place.clone()).reference(false));
        let made = self.library_call("assigned", both.into(), Gives::Known(ty), span);
        self.something(vec![made], span)
    }

    /// `array.into_shape_with_order((2, 3))`
    pub(in crate::lower) fn reshaped(
        &mut self,
        array: Outcome,
        library: &Library,
        shape: &syn::Expr,
        span: Span,
    ) -> Outcome {
        let shape = self.rvalue(shape);
        let made = owner_of_shape(&shape, &library.item).and_then(|owner| {
            let items = self.library_elements(array, library, span)?;
            Some(self.shaped(&owner, vec![shape], items, span))
        });
        match made {
            Some(made) => self.something(vec![made], span),
            None => self.error_about(span, m::LIBRARY_METHOD, "into_shape_with_order"),
        }
    }
}

/// The type of the arrays of a shape, as the constructor of zeros takes it.
pub(in crate::lower) fn owner_of_shape(shape: &Outcome, item: &Type) -> Option<syn::Path> {
    let axes = match shape {
        Outcome::Tuple(sizes) => sizes.len(),
        Outcome::Value(_) | Outcome::Slot(_) => 1,
        _ => return None,
    };
    let item = match item {
        Type::Float(Float::F32) => "f32",
        Type::Float(Float::F64) => "f64",
        _ => return None,
    };
    syn::parse_str(&format!("::autodiff::library::types::Array{axes}<{item}>")).ok()
}
