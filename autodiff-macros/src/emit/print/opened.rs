//! Which payloads of enums a block can bind at its beginning.

use super::Printer;
use crate::emit::plan::Fate;
use crate::ir::*;

/// A place that is taken apart, and the fields of it that are used.
pub(super) struct Opened {
    pub(super) base: Place,
    pub(super) variant: Variant,
    pub(super) fields: Vec<String>,
    pub(super) mutable: bool,
    /// Whether all that is done is to copy numbers out of it.
    pub(super) copied: bool,
}

impl Opened {
    pub(super) fn payload(&self, field: &str) -> Place {
        self.base
            .then(Projection::Payload(self.variant.clone(), field.into()))
    }
}

/// The place up to its last payload, the variant and the field.
pub(super) fn last_payload(place: &Place, upto: usize) -> Option<(Place, &Variant, &String)> {
    let at = place.path[..upto]
        .iter()
        .rposition(|p| matches!(p, Projection::Payload(..)))?;
    let Projection::Payload(variant, field) = &place.path[at] else {
        return None;
    };
    let base = Place {
        memory: place.memory,
        path: place.path[..at].to_vec(),
    };
    Some((base, variant, field))
}

/// All payloads on the way to a place, outermost first.
pub(super) fn payloads(place: &Place) -> Vec<(Place, Variant, String)> {
    let mut found = Vec::new();
    let mut upto = place.path.len();
    while let Some((base, variant, field)) = last_payload(place, upto) {
        upto = base.path.len();
        found.push((base, variant.clone(), field.clone()));
    }
    found.reverse();
    found
}

fn begins_with(place: &Place, base: &Place) -> bool {
    place.memory == base.memory && place.path.starts_with(&base.path)
}

impl Printer<'_> {
    /// Whether rustc takes two places for parts of each other: of an element of a `Vec` all parts are.
    fn overlap(&self, a: &Place, b: &Place) -> bool {
        let mut pairs = a.path.iter().zip(&b.path);
        let apart = pairs.position(|pair| match pair {
            (Projection::Field(i), Projection::Field(j)) => i != j,
            (Projection::Member(a), Projection::Member(b)) => a != b,
            _ => false,
        });
        let is_called = |at: usize| {
            let of = Place {
                memory: a.memory,
                path: a.path[..at].to_vec(),
            };
            let indexed = matches!(a.path[at], Projection::Index(_) | Projection::Range(..));
            let ty = self.function.place_type(&of);
            indexed && !matches!(ty, Some(Type::Array(..) | Type::Slice(_)))
        };
        a.memory == b.memory && apart.is_none_or(|apart| (0..apart).any(is_called))
    }

    /// The places that a statement touches which are going to be printed.
    pub(super) fn direct_places(&self, stmt: &Stmt) -> Vec<Place> {
        if let Stmt::Let { value, .. } = stmt
            && self.plan.fate(*value) == Fate::Dropped
        {
            return Vec::new();
        }
        let mut places = Vec::new();
        stmt.look(&mut |used| {
            if let Use::Place(place, _) = used {
                places.push(place.clone());
            }
        });
        places
    }

    /// What a block uses of a place that is of a variant.
    pub(super) fn opened_by(&self, place: &Place, block: &Block) -> Option<Opened> {
        for stmt in &block.stmts {
            for used in self.direct_places(stmt) {
                let found = payloads(&used).into_iter().find(|(base, ..)| base == place);
                if let Some((base, variant, _)) = found {
                    let opened = self.opened(&base, &variant, &block.stmts)?;
                    return (!opened.fields.is_empty()).then_some(opened);
                }
            }
        }
        None
    }

    /// What to bind of a place of this variant for these statements; `None` if something in them
    /// is in the way.
    pub(super) fn opened(&self, base: &Place, variant: &Variant, stmts: &[Stmt]) -> Option<Opened> {
        let mut opened = Opened {
            base: base.clone(),
            variant: variant.clone(),
            fields: Vec::new(),
            mutable: false,
            copied: true,
        };
        let (mut others_read, mut others_write) = (false, false);
        let mut defined = Vec::new();
        let mut visit = |stmt: &Stmt| {
            defined.extend(stmt.defines());
            let dropped = matches!(stmt, Stmt::Let { value, .. }
                if self.plan.fate(*value) == Fate::Dropped);
            if dropped {
                return;
            }
            let copied = match stmt {
                Stmt::Let {
                    value,
                    expr: Expr::Load(place),
                } if self.function.value(*value).ty.is_scalar() => Some(place.path.len()),
                _ => None,
            };
            stmt.look(&mut |used| match used {
                Use::Moved(memory) => others_write |= *memory == base.memory,
                Use::Place(place, access) => {
                    let inside = begins_with(place, base)
                        .then(|| place.path.get(base.path.len()))
                        .flatten();
                    match inside {
                        Some(Projection::Payload(v, field)) if v == variant => {
                            if !opened.fields.contains(field) {
                                opened.fields.push(field.clone());
                            }
                            opened.mutable |= access.writes();
                            opened.copied &= copied == Some(base.path.len() + 1);
                        }
                        _ if self.overlap(place, base) => {
                            others_read = true;
                            others_write |= access.writes();
                        }
                        _ => {}
                    }
                }
                Use::Value(_) => {}
            });
        };
        for stmt in stmts {
            visit(stmt);
            for block in stmt.blocks() {
                block.walk(&mut |inner| visit(inner));
            }
        }
        let known = !base.values().iter().any(|v| defined.contains(v));
        let free = !(others_write || opened.mutable && others_read);
        let bound = |field: &String| {
            let payload = opened.payload(field);
            self.bound.iter().any(|b| b.place == payload)
        };
        if opened.fields.iter().any(bound) {
            opened.fields.clear();
        }
        (known && free).then_some(opened)
    }
}
