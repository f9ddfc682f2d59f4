//! Types of nalgebra that are no matrices. Motions and vectors of length one have derivatives, quaternions are
//! taken for vectors; of the others it is said that they are not supported.

use crate::lower::library::names::{is_unmistakable, shape};
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::messages as m;
use crate::lower::motions::{self, Motion};
use crate::lower::*;

/// What only an import, or a path, tells from types of the user's.
const FOREIGN: [&str; 21] = [
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
];

/// Whether a path leads to nalgebra.
pub(in crate::lower) fn is_of_nalgebra(path: &syn::Path) -> bool {
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else {
        return false;
    };
    let of_nalgebra = |name: &str| matches!(name, "nalgebra" | "na" | "autodiff");
    match path.segments.len() {
        1 => source::imported_names::is_imported_from(&last.ident, of_nalgebra),
        _ => of_nalgebra(&first.ident.to_string()),
    }
}

/// The name of such a type, if a path leads to one.
pub(in crate::lower) fn foreign(path: &syn::Path) -> Option<String> {
    let name = path.segments.last()?.ident.to_string();
    (FOREIGN.contains(&name.as_str()) && is_of_nalgebra(path)).then_some(name)
}

/// The kind of motion that a path leads to.
pub(in crate::lower) fn motion(path: &syn::Path) -> Option<Motion> {
    let motion = motions::named(&path.segments.last()?.ident.to_string())?;
    is_of_nalgebra(path).then_some(motion)
}

impl<'a> Lowerer<'a> {
    /// The type of the elements of `Unit<Vector3<f64>>` or `UnitVector3<f64>`.
    pub(in crate::lower) fn item_of_unit(
        &mut self,
        path: &syn::Path,
        arguments: &syn::AngleBracketedGenericArguments,
    ) -> Option<Type> {
        let name = path.segments.last()?.ident.to_string();
        let Some(syn::GenericArgument::Type(inside)) = arguments.args.first() else {
            return None;
        };
        match (name.as_str(), types::plain(inside)) {
            ("Unit", syn::Type::Path(vector)) if is_of_nalgebra(path) => {
                let library = self.library_of(&vector.path)?;
                (library.shape == Shape::Matrix).then_some(library.item)
            }
            ("UnitVector2" | "UnitVector3", item) if is_of_nalgebra(path) => {
                Some(self.type_from(item))
            }
            _ => None,
        }
    }

    /// A call of a function of such a type.
    pub(in crate::lower) fn of_foreign_type(
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
        if name == "Quaternion"
            && let Some(made) = self.quaternion(&function, args, span)
        {
            return Some(made);
        }
        if let ("Unit", function @ ("new_normalize" | "new_unchecked"), [vector]) =
            (name.as_str(), function.as_str(), args)
            && let Some(library) = self.library(vector)
        {
            let name = match function {
                "new_normalize" => "unit",
                _ => "unit_unchecked",
            };
            let args = vec![vector.clone().dereferenced().reference(false)];
            let shape = Shape::Unit;
            return Some(self.library_call(
                name,
                args,
                Gives::Matrix(Library { shape, ..library }),
                span,
            ));
        }
        Some(self.error_about(span, m::FOREIGN, &name))
    }
}

/// Whether a trait, which says nothing of a type of the user's, is implemented for a list, a tuple or a
/// matrix: a type of another crate, in which elements stand.
pub(crate) fn is_of_elements(of: &syn::Path, ty: &syn::Type) -> bool {
    if of
        .segments
        .last()
        .is_none_or(|last| !last.arguments.is_none())
    {
        return false;
    }
    match ty {
        syn::Type::Slice(_) | syn::Type::Array(_) | syn::Type::Tuple(_) => true,
        syn::Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return false;
            };
            let name = last.ident.to_string();
            let of_library = |name: &str| matches!(name, "nalgebra" | "na" | "ndarray");
            let told = name == "Vec"
                || is_unmistakable(&name)
                || source::imported_names::is_imported_from(&last.ident, of_library);
            let known = name == "Vec" || shape(&name).is_some();
            known && told && !last.arguments.is_none() && !source::other_files::is_own(&path.path)
        }
        _ => false,
    }
}
