//! Types of nalgebra that are no matrices. Motions have derivatives, vectors of length one are taken for the
//! vectors that they are, and so are quaternions; of the others it is said that they are not supported.

use super::messages as m;
use super::motions::{self, Motion};
use super::*;

/// What only an import, or a path, tells from types of the user's.
const FOREIGN: [&str; 22] = [
    "Affine2",
    "Affine3",
    "DualQuaternion",
    "OPoint",
    "Orthographic3",
    "Perspective3",
    "Point",
    "Point1",
    "Point4",
    "Point5",
    "Point6",
    "Projective2",
    "Projective3",
    "Quaternion",
    "Reflection3",
    "Similarity2",
    "Similarity3",
    "Transform2",
    "Transform3",
    "Unit",
    "UnitDualQuaternion",
    "UnitVector3",
];

/// Whether a path leads to nalgebra.
pub(super) fn is_of_nalgebra(path: &syn::Path) -> bool {
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else {
        return false;
    };
    let of_nalgebra = |name: &str| matches!(name, "nalgebra" | "na" | "autodiff");
    match path.segments.len() {
        1 => imported_names::is_imported_from(&last.ident, of_nalgebra),
        _ => of_nalgebra(&first.ident.to_string()),
    }
}

/// The name of such a type, if a path leads to one.
pub(super) fn foreign(path: &syn::Path) -> Option<String> {
    let name = path.segments.last()?.ident.to_string();
    (FOREIGN.contains(&name.as_str()) && is_of_nalgebra(path)).then_some(name)
}

/// The kind of motion that a path leads to.
pub(super) fn motion(path: &syn::Path) -> Option<Motion> {
    let motion = motions::named(&path.segments.last()?.ident.to_string())?;
    is_of_nalgebra(path).then_some(motion)
}

impl<'a> Lowerer<'a> {
    /// A call of a function of such a type.
    pub(super) fn of_foreign_type(
        &mut self,
        path: &syn::Path,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let mut owner = path.clone();
        let function = owner.segments.pop()?.ident.to_string();
        owner.segments.pop_punct();
        if let Some(motion) = motion(&owner) {
            return self.motion_constructor(owner, motion, &function, args, span);
        }
        let name = foreign(&owner)?;
        if let ("Quaternion", "new", [w, i, j, k]) = (name.as_str(), function.as_str(), args) {
            let coordinates = [i, j, k, w].map(Outcome::clone);
            return Some(self.vector_of("Vector4", &Type::F64, &coordinates, span));
        }
        let is_unit = matches!(name.as_str(), "Unit" | "UnitVector3");
        if let (true, [vector]) = (is_unit, args)
            && self.library(vector).is_some()
        {
            let names = vec![("v", vector.clone())];
            match function.as_str() {
                "new_normalize" => return Some(self.written_out("v.normalize()", names, span)),
                "new_unchecked" => return Some(vector.clone()),
                _ => {}
            }
        }
        Some(self.error_about(span, m::FOREIGN, &name))
    }
}
