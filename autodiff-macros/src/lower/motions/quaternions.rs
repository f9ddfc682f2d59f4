//! Quaternions of nalgebra that are made in a function, as the vectors of their coordinates: `i`, `j`, `k` and `w`. There
//! is no product of two such vectors, so that one is the product of quaternions.

use crate::lower::library::types::{Library, Shape};
use crate::lower::*;

const PRODUCT: &str = "::autodiff::library::types::Vector4::new(
    a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
    a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
    a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
    a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
)";

impl<'a> Lowerer<'a> {
    /// `Quaternion::new(w, i, j, k)` and its kin.
    pub(in crate::lower) fn quaternion(
        &mut self,
        function: &str,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let coordinates = match (function, args) {
            ("new", [w, i, j, k]) => [i, j, k, w].map(Outcome::clone),
            ("identity", []) => {
                return Some(self.written_out(
                    "::autodiff::library::types::Vector4::new(0.0, 0.0, 0.0, 1.0)",
                    Vec::new(),
                    span,
                ));
            }
            ("from_imag" | "from_parts", [real @ .., vector]) if real.len() < 2 => {
                let source = match real {
                    [_] => "::autodiff::library::types::Vector4::new(v[0], v[1], v[2], w)",
                    _ => "::autodiff::library::types::Vector4::new(v[0], v[1], v[2], 0.0)",
                };
                let place = self.place_of(vector.clone().dereferenced(), span)?;
                let mut names = vec![("v", Outcome::Place(place).reference(false))];
                names.extend(real.iter().map(|w| ("w", w.clone())));
                return Some(self.written_out(source, names, span));
            }
            _ => return None,
        };
        Some(self.vector_of("Vector4", &Type::F64, &coordinates, span))
    }

    /// The product of two quaternions.
    pub(in crate::lower) fn product_of_quaternions(
        &mut self,
        name: &str,
        operands: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let ("mul", [a, b]) = (name, operands) else {
            return None;
        };
        if !self.has_four_coordinates(a) || !self.has_four_coordinates(b) {
            return None;
        }
        let [a, b] = [a, b].map(|of| self.place_of(of.clone().dereferenced(), span));
        let names = [("a", a?), ("b", b?)];
        let names = names.map(|(name, of)| (name, Outcome::Place(of).reference(false)));
        Some(self.written_out(PRODUCT, names.into(), span))
    }

    fn has_four_coordinates(&mut self, of: &Outcome) -> bool {
        let is_vector = |library: Library| library.shape == Shape::Matrix;
        let ty = self.type_of(&of.clone().dereferenced());
        let [rows, columns] = self.sizes_of_type(&ty);
        rows.as_deref() == Some("4")
            && columns.as_deref() == Some("1")
            && self.infer.library(&ty).is_some_and(is_vector)
    }

    /// The quaternion of a unit quaternion.
    pub(super) fn inner_quaternion(
        &mut self,
        turn: Outcome,
        library: &Library,
        span: Span,
    ) -> Outcome {
        let coordinates = self.written_out("it.coords", vec![("it", turn)], span);
        let Some(place) = self.place_of(coordinates, span) else {
            return Outcome::Poison;
        };
        let items = (0..4).map(|at| {
            let at = self.usize(at, span);
            Outcome::Place(place.clone().then(crate::ir::Projection::Index(at)))
        });
        let items: Vec<_> = items.collect();
        self.vector_of("Vector4", &library.item, &items, span)
    }
}
