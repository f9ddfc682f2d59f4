//! Matrices for homogeneous coordinates: `Matrix4::new_translation(&v)` and its kin.

use crate::lower::*;

/// What functions of `Matrix3` give, by the names of their arguments.
const PLANE: [(&str, &[&str], &str); 4] = [
    (
        "new_translation",
        &["v"],
        "Matrix3::new(1.0, 0.0, v[0], 0.0, 1.0, v[1], 0.0, 0.0, 1.0)",
    ),
    (
        "new_scaling",
        &["s"],
        "Matrix3::new(s, 0.0, 0.0, 0.0, s, 0.0, 0.0, 0.0, 1.0)",
    ),
    (
        "new_nonuniform_scaling",
        &["v"],
        "Matrix3::new(v[0], 0.0, 0.0, 0.0, v[1], 0.0, 0.0, 0.0, 1.0)",
    ),
    (
        "new_rotation",
        &["angle"],
        "{
            let (s, c) = angle.sin_cos();
            Matrix3::new(c, -s, 0.0, s, c, 0.0, 0.0, 0.0, 1.0)
        }",
    ),
];

/// What functions of `Matrix4` give.
const SPACE: [(&str, &[&str], &str); 6] = [
    (
        "new_translation",
        &["v"],
        "Matrix4::new(
            1.0, 0.0, 0.0, v[0],
            0.0, 1.0, 0.0, v[1],
            0.0, 0.0, 1.0, v[2],
            0.0, 0.0, 0.0, 1.0,
        )",
    ),
    (
        "new_scaling",
        &["s"],
        "Matrix4::new(
            s, 0.0, 0.0, 0.0,
            0.0, s, 0.0, 0.0,
            0.0, 0.0, s, 0.0,
            0.0, 0.0, 0.0, 1.0,
        )",
    ),
    (
        "new_nonuniform_scaling",
        &["v"],
        "Matrix4::new(
            v[0], 0.0, 0.0, 0.0,
            0.0, v[1], 0.0, 0.0,
            0.0, 0.0, v[2], 0.0,
            0.0, 0.0, 0.0, 1.0,
        )",
    ),
    (
        "new_rotation",
        &["v"],
        "Rotation3::new(*v).to_homogeneous()",
    ),
    (
        "from_scaled_axis",
        &["v"],
        "Rotation3::new(*v).to_homogeneous()",
    ),
    (
        "from_euler_angles",
        &["x", "y", "z"],
        "Rotation3::from_euler_angles(x, y, z).to_homogeneous()",
    ),
];

impl<'a> Lowerer<'a> {
    /// A function of a type for homogeneous coordinates.
    pub(in crate::lower) fn homogeneous(
        &mut self,
        owner: &syn::Path,
        function: &str,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let functions = match owner.segments.last()?.ident.to_string().as_str() {
            "Matrix3" => &PLANE[..],
            "Matrix4" => &SPACE[..],
            _ => return None,
        };
        let (_, names, source) = functions
            .iter()
            .find(|(name, names, _)| *name == function && names.len() == args.len())?;
        let mut bound = Vec::new();
        for (name, arg) in names.iter().zip(args) {
            let outcome = match *name {
                "v" => arg.clone().dereferenced().reference(false),
                _ => self.settle(arg.clone(), span),
            };
            bound.push((*name, outcome));
        }
        let types = library::lists::TYPES;
        let source = ["Matrix3::", "Matrix4::", "Rotation3::"]
            .iter()
            .fold((*source).to_string(), |source, name| {
                source.replace(name, &format!("{types}{name}"))
            });
        Some(self.written_out(&source, bound, span))
    }
}
