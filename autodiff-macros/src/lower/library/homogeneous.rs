//! Matrices for homogeneous coordinates: `Matrix4::new_translation(&v)` and its kin.

use crate::ir::Place;
use crate::lower::library::types::{Gives, Library, Shape};
use crate::lower::motions::Motion;
use crate::lower::*;

/// What becomes of the coordinates of a point, divided by the last one, unless that is zero.
const MOVED: &str = "{
    let last = v.len();
    let mut by = 0.0;
    for j in 0..last { by += it[(last, j)] * v[j]; }
    by += it[(last, last)];
    let mut made = v.clone();
    for i in 0..last {
        let mut sum = it[(i, 0)] * v[0];
        for j in 1..last { sum += it[(i, j)] * v[j]; }
        made[i] = sum + it[(i, last)];
    }
    let by = if by != 0.0 { by } else { 1.0 };
    made / by
}";

/// What becomes of a vector, which is not translated.
const TURNED: &str = "{
    let last = v.len();
    let mut by = 0.0;
    for j in 0..last { by += it[(last, j)] * v[j]; }
    let by = if by != 0.0 { by } else { 1.0 };
    let v = v / by;
    let mut made = v.clone();
    for i in 0..last {
        let mut sum = it[(i, 0)] * v[0];
        for j in 1..last { sum += it[(i, j)] * v[j]; }
        made[i] = sum;
    }
    made
}";

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
const SPACE: [(&str, &[&str], &str); 10] = [
    (
        "new_perspective",
        &["aspect", "fovy", "near", "far"],
        "{
            let focal = 1.0 / (fovy / 2.0).tan();
            Matrix4::new(
                focal / aspect, 0.0, 0.0, 0.0,
                0.0, focal, 0.0, 0.0,
                0.0, 0.0, (far + near) / (near - far), far * near * 2.0 / (near - far),
                0.0, 0.0, -1.0, 0.0,
            )
        }",
    ),
    (
        "look_at_rh",
        &["eye", "target", "up"],
        "{
            let z = (-(target.coords - eye.coords)).normalize();
            let x = up.cross(&z).normalize();
            let y = z.cross(&x);
            let turn = Matrix3::new(x[0], x[1], x[2], y[0], y[1], y[2], z[0], z[1], z[2]);
            let t = turn * (-eye.coords);
            Matrix4::new(
                x[0], x[1], x[2], t[0],
                y[0], y[1], y[2], t[1],
                z[0], z[1], z[2], t[2],
                0.0, 0.0, 0.0, 1.0,
            )
        }",
    ),
    (
        "look_at_lh",
        &["eye", "target", "up"],
        "{
            let z = (target.coords - eye.coords).normalize();
            let x = up.cross(&z).normalize();
            let y = z.cross(&x);
            let turn = Matrix3::new(x[0], x[1], x[2], y[0], y[1], y[2], z[0], z[1], z[2]);
            let t = turn * (-eye.coords);
            Matrix4::new(
                x[0], x[1], x[2], t[0],
                y[0], y[1], y[2], t[1],
                z[0], z[1], z[2], t[2],
                0.0, 0.0, 0.0, 1.0,
            )
        }",
    ),
    (
        "face_towards",
        &["eye", "target", "up"],
        "{
            let z = (target.coords - eye.coords).normalize();
            let x = up.cross(&z).normalize();
            let y = z.cross(&x);
            Matrix4::new(
                x[0], y[0], z[0], eye.coords[0],
                x[1], y[1], z[1], eye.coords[1],
                x[2], y[2], z[2], eye.coords[2],
                0.0, 0.0, 0.0, 1.0,
            )
        }",
    ),
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
                "v" | "eye" | "target" | "up" => arg.clone().dereferenced().reference(false),
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

    /// `matrix.transform_point(&p)` and `matrix.transform_vector(&v)` of a matrix for homogeneous coordinates.
    pub(in crate::lower) fn transformed(
        &mut self,
        matrix: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let (point, [given]) = (
            e.method == "transform_point",
            &e.args.iter().collect::<Vec<_>>()[..],
        ) else {
            return None;
        };
        if library.shape != Shape::Matrix || !point && e.method != "transform_vector" {
            return None;
        }
        let given = self.expr(given).dereferenced();
        let of_given = self.library(&given)?;
        let wanted = match point {
            true => Shape::Motion(Motion::Point),
            false => Shape::Matrix,
        };
        if of_given.shape != wanted {
            return None;
        }
        let ty = self.type_of(&given);
        let matrix = Outcome::Place(matrix.clone()).reference(false);
        let mut names = vec![("it", matrix)];
        let source = match point {
            true => {
                let coordinates = self.written_out("p.coords", vec![("p", given)], span);
                let place = self.place_of(coordinates, span)?;
                names.push(("v", Outcome::Place(place).reference(false)));
                MOVED
            }
            false => {
                let place = self.place_of(given, span)?;
                names.push(("v", Outcome::Place(place).reference(false)));
                TURNED
            }
        };
        let made = self.written_out(source, names, span);
        if !point {
            return Some(made);
        }
        let args = vec![made.reference(false)];
        Some(self.library_call("point", args, Gives::Known(ty), span))
    }
}
