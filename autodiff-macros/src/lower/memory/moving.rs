//! Variables that are references and come to refer to other parts of the same memory: `rest = &rest[1..]`,
//! `best = x`. What such a variable refers to is a place whose indices and ends of ranges stand in slots.

use crate::ir::{Binary, Memory, Origin, Place, Projection};
use crate::lower::builder::named;
use crate::lower::messages as m;
use crate::lower::scope::Slot;
use crate::lower::*;
use std::rc::Rc;

/// Such a variable.
pub(in crate::lower) struct Moving {
    memory: Memory,
    path: Vec<Step>,
    mutable: bool,
    /// How many loops are around its declaration.
    loops: usize,
    /// Whether that stands in a closure or in another function that is read in place of a call.
    in_body: bool,
}

/// A projection, with variables for its values.
enum Step {
    Index(Slot),
    /// The last one of a path, if it is there.
    Range(Slot, Slot),
    Other(Projection),
}

impl Moving {
    fn is_ranged(&self) -> bool {
        matches!(self.path.last(), Some(Step::Range(..)))
    }
}

impl Outcome {
    /// The variable that an outcome is or lends.
    pub(in crate::lower) fn as_moving(&self) -> Option<Rc<Moving>> {
        match self {
            Outcome::Moving(moving) => Some(moving.clone()),
            Outcome::Ref(inner, _) => inner.as_moving(),
            _ => None,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// `let mut name = &place;`
    pub(in crate::lower) fn moving_variable(
        &mut self,
        name: &str,
        place: &Place,
        mutable: bool,
        span: Span,
    ) -> Outcome {
        let ty = self.place_type(place);
        let ranged = matches!(self.infer.shallow(&ty), Type::Slice(_));
        let path = self.normalised(place, ranged, span);
        let slot = |l: &mut Self, part: &str, value: Value| {
            let name = named(&format!("{name}_{part}"), false);
            l.new_slot(name, Type::USIZE, Some(value), span)
        };
        let path = path.into_iter().map(|projection| match projection {
            Projection::Index(at) => Step::Index(slot(self, "at", at)),
            Projection::Range(Some(from), Some(to)) => {
                Step::Range(slot(self, "from", from), slot(self, "to", to))
            }
            other => Step::Other(other),
        });
        let path = path.collect();
        Outcome::Moving(Rc::new(Moving {
            memory: place.memory,
            path,
            mutable,
            loops: self.loops_around(),
            in_body: self.inlined.applied > 0,
        }))
    }

    /// The same as a field of a struct that holds references.
    pub(in crate::lower) fn moving_reference(
        &mut self,
        field: &str,
        place: &Place,
        span: Span,
    ) -> Option<(String, Rc<Moving>)> {
        let variable = self.moving_variable(field, place, false, span);
        Some((field.to_string(), variable.as_moving()?))
    }

    /// Another variable that refers to the same now.
    pub(in crate::lower) fn moving_anew(
        &mut self,
        name: &str,
        moving: &Moving,
        span: Span,
    ) -> Outcome {
        match self.referred_to(moving) {
            Some(place) => self.moving_variable(name, &place, moving.mutable, span),
            None => Outcome::Poison,
        }
    }

    /// The place that such a variable refers to now.
    pub(in crate::lower) fn referred_to(&mut self, moving: &Moving) -> Option<Place> {
        match self.target_now(moving).dereferenced() {
            Outcome::Place(place) => Some(place),
            _ => None,
        }
    }

    /// The variable that an assignment to this expression changes: `name`, `*lent` or `table.field`.
    pub(in crate::lower) fn reference_named(&self, left: &syn::Expr) -> Option<Rc<Moving>> {
        if let syn::Expr::Field(field) = expr::plain(left)
            && let syn::Expr::Path(base) = expr::plain(&field.base)
        {
            let table = self.scope.find(&paths::single(base)?)?;
            let (table, _) = table.clone().dereferenced().as_borrower()?;
            return table.moving(&structs::member_name(&field.member)).cloned();
        }
        let (e, behind) = match expr::plain(left) {
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                (expr::plain(&unary.expr), true)
            }
            e => (e, false),
        };
        let syn::Expr::Path(path) = e else {
            return None;
        };
        match (self.scope.find(&paths::single(path)?)?, behind) {
            (Outcome::Moving(moving), false) => Some(moving.clone()),
            (Outcome::Ref(inner, true), true) => match &**inner {
                Outcome::Moving(moving) => Some(moving.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// `&mut name` or `&mut *lent` of such a variable.
    pub(in crate::lower) fn lent_reference(&self, e: &syn::ExprReference) -> Option<Outcome> {
        e.mutability?;
        let moving = self.reference_named(&e.expr)?;
        Some(Outcome::Moving(moving).reference(true))
    }

    /// What a call is handed that is given a name under which such a variable is lent.
    pub(in crate::lower) fn handed_reference(&self, arg: &syn::Expr) -> Option<Outcome> {
        let syn::Expr::Path(path) = expr::plain(arg) else {
            return None;
        };
        let lent = self.scope.find(&paths::single(path)?)?;
        match lent {
            Outcome::Ref(inner, true) if matches!(**inner, Outcome::Moving(_)) => {
                Some(lent.clone())
            }
            _ => None,
        }
    }

    /// What an outcome refers to now, if it is such a variable or lends one.
    pub(in crate::lower) fn pointed(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Moving(moving) => self.target_now(&moving),
            Outcome::Ref(inner, mutable) => self.pointed(*inner).reference(mutable),
            other => other,
        }
    }

    fn target_now(&mut self, moving: &Moving) -> Outcome {
        let path = moving.path.iter().map(|step| match step {
            Step::Index(at) => Projection::Index(self.held(*at)),
            Step::Range(from, to) => {
                Projection::Range(Some(self.held(*from)), Some(self.held(*to)))
            }
            Step::Other(projection) => projection.clone(),
        });
        let path = path.collect();
        let memory = moving.memory;
        Outcome::Place(Place { memory, path }).reference(moving.mutable)
    }

    /// `name = outcome;`, and whether that can be.
    pub(in crate::lower) fn point_to(
        &mut self,
        moving: &Moving,
        outcome: Outcome,
        span: Span,
    ) -> bool {
        let place = match self.pointed(outcome) {
            Outcome::Poison | Outcome::Never => return false,
            Outcome::Ref(inner, _) => match *inner {
                Outcome::Place(place) if place.memory == moving.memory => Some(place),
                _ => None,
            },
            _ => None,
        };
        let path = place.map(|place| self.normalised(&place, moving.is_ranged(), span));
        let Some(path) = path.filter(|path| fits(&moving.path, path)) else {
            self.error(span, m::ASSIGNED_REFERENCE);
            return false;
        };
        for (step, projection) in moving.path.iter().zip(path) {
            match (step, projection) {
                (Step::Index(slot), Projection::Index(at)) => self.put(*slot, Some(at)),
                (Step::Range(first, last), Projection::Range(from, to)) => {
                    self.put(*first, from);
                    self.put(*last, to);
                }
                _ => {}
            }
        }
        true
    }

    /// `std::mem::swap(a, b)`, where these lend references: the contents of what they refer to stay where they are.
    pub(in crate::lower) fn swap_references(&mut self, a: &Outcome, b: &Outcome, span: Span) {
        match (a.as_moving(), b.as_moving()) {
            (Some(a), Some(b)) if self.lends_all_of_it(&a) && self.lends_all_of_it(&b) => {
                let [a, b] = [&a, &b].map(|moving| Place::whole(moving.memory));
                self.emit(Stmt::Swap { a, b });
            }
            (Some(a), Some(b)) => {
                let old = self.pointed(Outcome::Moving(a.clone()));
                let new = self.pointed(Outcome::Moving(b.clone()));
                if self.point_to(&a, new, span) {
                    self.point_to(&b, old, span);
                }
            }
            _ => {
                self.error(span, m::ASSIGNED_REFERENCE);
            }
        }
    }

    /// Whether a variable of the function's own is seen through this reference alone: then the contents can be
    /// exchanged in place of the references.
    fn lends_all_of_it(&self, moving: &Moving) -> bool {
        let info = self.function.memory(moving.memory);
        // A shared reference may have been copied before.
        moving.mutable
            && !moving.in_body
            && moving.path.is_empty()
            && info.origin == Origin::Local
            && self.facts.is_mentioned_once(&info.name)
            && self.owned.get(&moving.memory) == Some(&moving.loops)
    }

    /// `std::mem::replace(target, value)`, or with no value `take`, of such a variable.
    pub(in crate::lower) fn replaced_reference(
        &mut self,
        target: &Moving,
        value: Option<Outcome>,
        span: Span,
    ) -> Outcome {
        let old = self.target_now(target);
        match (value, target.path.last()) {
            (Some(value), _) => _ = self.point_to(target, value, span),
            (None, Some(Step::Range(from, to))) => {
                let end = self.held(*to);
                self.put(*from, Some(end));
            }
            (None, _) => {
                self.error(span, m::ASSIGNED_REFERENCE);
            }
        }
        old
    }

    /// The path of a place with one range at most, at its end; `ranged` asks for it.
    fn normalised(&mut self, place: &Place, ranged: bool, span: Span) -> Vec<Projection> {
        let mut path = Vec::new();
        let mut open: Option<(Value, Value)> = None;
        for projection in &place.path {
            match projection {
                Projection::Range(from, to) => {
                    let inside = open.is_some();
                    let (start, end) = match open {
                        Some(ends) => ends,
                        None => self.ends(place.memory, &path, span),
                    };
                    let behind = |l: &mut Self, at: Value| {
                        let at = l.index_binary(Binary::Add, start, at, span);
                        if inside {
                            let fits = l.operation(Binary::Le, at, end, span);
                            l.asserted(fits, "range out of bounds");
                        }
                        at
                    };
                    let to = to.map_or(end, |to| behind(self, to));
                    let from = from.map_or(start, |from| behind(self, from));
                    open = Some((from, to));
                }
                Projection::Index(at) => {
                    let at = match open.take() {
                        Some((start, end)) => {
                            let at = self.index_binary(Binary::Add, start, *at, span);
                            let fits = self.operation(Binary::Lt, at, end, span);
                            self.asserted(fits, "index out of bounds");
                            at
                        }
                        None => *at,
                    };
                    path.push(Projection::Index(at));
                }
                other => path.push(other.clone()),
            }
        }
        if ranged && open.is_none() {
            open = Some(self.ends(place.memory, &path, span));
        }
        if let Some((from, to)) = open {
            path.push(Projection::Range(Some(from), Some(to)));
        }
        path
    }

    /// Where what stands at a path begins and ends.
    fn ends(&mut self, memory: Memory, path: &[Projection], span: Span) -> (Value, Value) {
        let path = path.to_vec();
        let whole = Place { memory, path };
        (self.usize(0, span), self.length(&whole, span))
    }
}

/// Whether a path differs from that of a variable in values alone.
fn fits(steps: &[Step], path: &[Projection]) -> bool {
    let same = |(step, projection): (&Step, &Projection)| match (step, projection) {
        (Step::Index(_), Projection::Index(_)) => true,
        (Step::Range(..), Projection::Range(..)) => true,
        (Step::Other(a), b) => a == b,
        _ => false,
    };
    steps.len() == path.len() && steps.iter().zip(path).all(same)
}
