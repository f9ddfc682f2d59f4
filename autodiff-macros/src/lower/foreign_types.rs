//! Types of nalgebra that are no matrices. Vectors of length one are taken for the vectors that they are;
//! of the others it is said that they are not supported.

use super::messages as m;
use super::*;

/// What only an import, or a path, tells from types of the user's.
const FOREIGN: [&str; 34] = [
    "Affine2",
    "Affine3",
    "DualQuaternion",
    "Isometry2",
    "Isometry3",
    "IsometryMatrix2",
    "IsometryMatrix3",
    "OPoint",
    "Orthographic3",
    "Perspective3",
    "Point",
    "Point1",
    "Point2",
    "Point3",
    "Point4",
    "Point5",
    "Point6",
    "Projective2",
    "Projective3",
    "Quaternion",
    "Reflection3",
    "Rotation2",
    "Rotation3",
    "Similarity2",
    "Similarity3",
    "Transform2",
    "Transform3",
    "Translation2",
    "Translation3",
    "Unit",
    "UnitComplex",
    "UnitDualQuaternion",
    "UnitQuaternion",
    "UnitVector3",
];

/// The name of such a type, if a path leads to one.
pub(super) fn foreign(path: &syn::Path) -> Option<String> {
    let (first, last) = (path.segments.first()?, path.segments.last()?);
    let name = last.ident.to_string();
    let of_nalgebra = |name: &str| matches!(name, "nalgebra" | "na");
    let told = match path.segments.len() {
        1 => {
            FOREIGN.contains(&name.as_str())
                && imported_names::is_imported_from(&last.ident, of_nalgebra)
        }
        _ => FOREIGN.contains(&name.as_str()) && of_nalgebra(&first.ident.to_string()),
    };
    told.then_some(name)
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
        let name = foreign(&owner)?;
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
