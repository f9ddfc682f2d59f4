//! Rotations, points, translations and isometries of nalgebra: what operators, methods and fields make of
//! them.

mod constructors;
mod quaternions;

use super::library::table;
use super::library::types::{Gives, Library, Shape};
use super::messages as m;
use super::*;
use crate::ir::{Init, Place};

/// How a rotation is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// As a matrix.
    Matrix,
    /// As a unit quaternion.
    Quaternion,
    /// As a unit complex number.
    Complex,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Motion {
    Point,
    Translation,
    Turn(Turn),
    /// A rotation, and a translation after it.
    Isometry(Turn),
}

/// The motion that a type of this name is.
pub(super) fn named(name: &str) -> Option<Motion> {
    Some(match name {
        "Point1" | "Point2" | "Point3" | "Point4" | "Point5" | "Point6" => Motion::Point,
        "Translation1" | "Translation2" | "Translation3" => Motion::Translation,
        "Rotation2" | "Rotation3" => Motion::Turn(Turn::Matrix),
        "UnitQuaternion" => Motion::Turn(Turn::Quaternion),
        "UnitComplex" => Motion::Turn(Turn::Complex),
        "Isometry2" => Motion::Isometry(Turn::Complex),
        "Isometry3" => Motion::Isometry(Turn::Quaternion),
        "IsometryMatrix2" | "IsometryMatrix3" => Motion::Isometry(Turn::Matrix),
        _ => return None,
    })
}

/// What a motion, or a vector, is for an operator.
fn motion_of(library: Option<&Library>) -> Option<Motion> {
    match library?.shape {
        Shape::Motion(motion) => Some(motion),
        _ => None,
    }
}

/// What a method made, lent where the method lends it.
pub(super) fn as_given(library: &Library, method: &str, made: Outcome) -> Outcome {
    match (library.shape, method) {
        (Shape::Motion(_), "matrix") => made.reference(false),
        _ => made,
    }
}

impl<'a> Lowerer<'a> {
    /// What an operator gives of operands of which one is a motion; inside, `None` where another operand is not
    /// known.
    pub(super) fn product_of_motions(
        &mut self,
        name: &str,
        operands: &[(Option<Library>, Type)],
    ) -> Option<Option<Gives>> {
        let motions: Vec<_> = (operands.iter())
            .map(|(library, _)| motion_of(library.as_ref()))
            .collect();
        let motion = motions.iter().flatten().next()?;
        let library = (operands.iter()).find_map(|(library, _)| {
            library
                .clone()
                .filter(|l| l.shape == Shape::Motion(*motion))
        })?;
        let made = |shape| {
            let library = Library {
                shape,
                ..library.clone()
            };
            Some(Gives::Matrix(library))
        };
        let isometry = |of| made(Shape::Motion(Motion::Isometry(of)));
        let known = |at: usize| operands.get(at).map(|(_, ty)| Gives::Known(ty.clone()));
        use Motion::{Isometry, Point, Translation, Turn};
        Some(match (name, &motions[..]) {
            ("neg", _) => known(0),
            ("sub", [Some(Point), Some(Point)]) => made(Shape::Matrix),
            ("add" | "sub" | "div", [Some(_), _]) => known(0),
            // How many coordinates the product has, the matrix tells.
            ("mul", [None, Some(Point)]) if operands[0].0.is_some() => made(Shape::Motion(Point)),
            ("mul", [_, Some(Point)] | [Some(Turn(_)), Some(Turn(_))]) => known(1),
            ("mul", [Some(Translation), Some(Turn(of))]) => isometry(*of),
            ("mul", [Some(Turn(of)), Some(Translation)]) => isometry(*of),
            ("mul", [_, Some(Isometry(_))]) => known(1),
            ("mul", [Some(Isometry(_) | Translation), Some(_)]) => known(0),
            ("mul", [None, Some(Turn(_))]) => known(0).filter(|_| operands[0].0.is_some()),
            ("mul", [Some(Point), None]) => known(0),
            ("mul", [Some(_), None]) => known(1).filter(|_| operands[1].0.is_some()),
            _ => None,
        })
    }

    /// The quotient of motions is a product with the inverse.
    pub(super) fn quotient_of_motions(
        &mut self,
        name: &str,
        operands: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let ("div", [a, b]) = (name, operands) else {
            return None;
        };
        let motion = motion_of(self.library(b).as_ref())?;
        let names = vec![("a", a.clone()), ("b", b.clone())];
        (motion != Motion::Point).then(|| self.written_out("a * b.inverse()", names, span))
    }

    pub(super) fn motion_method(
        &mut self,
        place: &Place,
        (motion, library): (Motion, &Library),
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Outcome {
        let name = e.method.to_string();
        let this = Outcome::Place(place.clone());
        let ty = self.place_type(place);
        match (name.as_str(), &e.args.iter().collect::<Vec<_>>()[..]) {
            ("clone", []) => {
                let name = self.place_name(place);
                let copy = self.allocate(Init::Clone(place.clone()), ty, &name, span);
                Outcome::Place(Place::whole(copy))
            }
            ("transform_point" | "transform_vector", [x]) => {
                let names = vec![("this", this), ("x", self.expr(x))];
                self.written_out("this * x", names, span)
            }
            ("inverse_transform_point" | "inverse_transform_vector", [x]) => {
                let x = self.expr(x).dereferenced();
                let ty = self.type_of(&x);
                let args = [this, x].map(|arg| arg.reference(false));
                self.library_call("inverse_transform", args.into(), Gives::Known(ty), span)
            }
            ("rotation_to" | "angle_to", [other]) if matches!(motion, Motion::Turn(_)) => {
                let names = vec![("this", this), ("other", self.expr(other))];
                let source = match name.as_str() {
                    "angle_to" => "(other * this.inverse()).angle()",
                    _ => "other * this.inverse()",
                };
                self.written_out(source, names, span)
            }
            ("euler_angles", []) if matches!(motion, Motion::Turn(_)) => {
                let angles = Type::Tuple(vec![library.item.clone(); 3]);
                let args = vec![this.reference(false)];
                self.library_call("euler_angles", args, Gives::Known(angles), span)
            }
            ("xy" | "xz" | "yz" | "xyz", []) if motion == Motion::Point => {
                let vector =
                    self.written_out(&format!("this.coords.{name}()"), vec![("this", this)], span);
                let args = vec![vector.reference(false)];
                self.library_call("point", args, Gives::Matrix(library.clone()), span)
            }
            ("slerp" | "nlerp", [other, t]) if motion == Motion::Turn(Turn::Quaternion) => {
                self.between(this, (&name, library), [other, t], span)
            }
            ("into_inner" | "quaternion", []) if motion == Motion::Turn(Turn::Quaternion) => {
                self.inner_quaternion(this, library, span)
            }
            ("imag" | "vector", []) if motion == Motion::Turn(Turn::Quaternion) => {
                let coordinates = self.written_out("it.coords", vec![("it", this)], span);
                self.written_out("it.xyz()", vec![("it", coordinates)], span)
            }
            ("scalar", []) if motion == Motion::Turn(Turn::Quaternion) => {
                self.written_out("it.coords[3]", vec![("it", this)], span)
            }
            ("iter", []) if motion == Motion::Point => {
                self.written_out("this.coords.iter()", vec![("this", this)], span)
            }
            _ => self.error_about(span, m::MOTION_METHOD, &name),
        }
    }

    /// `a.slerp(&b, t)` and `a.nlerp(&b, t)` of unit quaternions. Between equal ones the value is the first,
    /// and the derivative that of the chord.
    fn between(
        &mut self,
        this: Outcome,
        (name, library): (&str, &Library),
        [other, t]: [&syn::Expr; 2],
        span: Span,
    ) -> Outcome {
        let least = match library.item {
            Type::Float(crate::ir::Float::F32) => "f32::EPSILON",
            _ => "f64::EPSILON",
        };
        let other = self.expr(other);
        let t = self.scalar(t);
        self.unify_value(t, &library.item, span);
        let [a, b] = [this, other.dereferenced()].map(|turn| {
            let coordinates = self.written_out("it.coords", vec![("it", turn)], span);
            let place = self.place_of(coordinates, span);
            place.map_or(Outcome::Poison, Outcome::Place)
        });
        let source = match name {
            "nlerp" => "(a * (1.0 - t) + b * t).normalize()".to_string(),
            _ => format!(
                "{{
                    let b = if a.dot(&b) < 0.0 {{ -b }} else {{ b.clone() }};
                    let cos = a.dot(&b);
                    if cos >= 1.0 {{
                        let chord = (b - a) * t;
                        a + (chord - ::autodiff::stop_gradient(chord))
                    }} else {{
                        let angle = cos.acos();
                        let sin = (1.0 - cos * cos).sqrt();
                        assert!(sin > {least});
                        a * (((1.0 - t) * angle).sin() / sin) + b * ((t * angle).sin() / sin)
                    }}
                }}"
            ),
        };
        let names = vec![("a", a), ("b", b), ("t", Outcome::Value(t))];
        let coordinates = self.written_out(&source, names, span);
        let args = vec![coordinates.reference(false)];
        let gives = Gives::Matrix(library.clone());
        self.library_call("quaternion_of_coordinates", args, gives, span)
    }

    /// `nalgebra::distance(&a, &b)`
    pub(super) fn distance_of_points(
        &mut self,
        path: &syn::Path,
        args: &[&syn::Expr],
        span: Span,
    ) -> Option<Outcome> {
        let ([a, b], true) = (args, library::foreign::is_of_nalgebra(path)) else {
            return None;
        };
        let names = vec![("a", self.expr(a)), ("b", self.expr(b))];
        let source = match path.segments.last()?.ident == "distance" {
            true => "(b.coords - a.coords).norm()",
            false => "(b.coords - a.coords).norm_squared()",
        };
        Some(self.written_out(source, names, span))
    }

    /// `p.coords`, `p.x` and `pose.rotation`, as copies.
    pub(super) fn field_of_motion(
        &mut self,
        base: Outcome,
        (motion, library): (Motion, &Library),
        name: &str,
        span: Span,
    ) -> Outcome {
        let vector = match motion {
            Motion::Point | Motion::Turn(Turn::Quaternion) => "coords",
            _ => "vector",
        };
        let axis = match (motion, name) {
            (Motion::Point | Motion::Translation, "x" | "y" | "z" | "w") => name,
            (Motion::Turn(Turn::Quaternion), "i") => "x",
            (Motion::Turn(Turn::Quaternion), "j") => "y",
            (Motion::Turn(Turn::Quaternion), "k") => "z",
            (Motion::Turn(Turn::Quaternion), "w") => "w",
            (Motion::Turn(_), "coords") | (Motion::Point, "coords") => "",
            (Motion::Translation, "vector") | (Motion::Isometry(_), "rotation" | "translation") => {
                ""
            }
            _ => return self.error_about(span, m::MOTION_METHOD, name),
        };
        let field = if axis.is_empty() { name } else { vector };
        let Some(method) = table::find(library.shape, field, 0) else {
            return self.error_about(span, m::MOTION_METHOD, name);
        };
        let part = self.library_function(base, library, (field, method), &[], span);
        match axis {
            "" => part,
            axis => self.member(part, axis, span),
        }
    }
}
