//! Functions that make rotations, points, translations and isometries of nalgebra.

use super::super::library::types::{Gives, Shape};
use super::*;
use super::{Motion, Turn};
use crate::ir::Float;
use quote::ToTokens;

const TYPES: &str = "::autodiff::library::types::";

/// A type under construction.
struct Made {
    path: syn::Path,
    ty: Type,
    item: Type,
    motion: Motion,
    /// Whether it moves in the plane.
    plane: bool,
}

impl<'a> Lowerer<'a> {
    /// `Rotation3::from_axis_angle(&axis, angle)` and its kin, of the type that this path leads to.
    pub(in crate::lower) fn motion_constructor(
        &mut self,
        mut path: syn::Path,
        motion: Motion,
        function: &str,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let last = path.segments.last_mut()?;
        if last.arguments.is_none() {
            // Where rustc finds another type of elements it says so.
            last.arguments = syn::PathArguments::AngleBracketed(syn::parse_str("<f64>").ok()?);
        }
        let plane = last.ident.to_string().ends_with('2') || motion == Motion::Turn(Turn::Complex);
        let ty = self.type_from(&syn::parse2(path.to_token_stream()).ok()?);
        let item = self.infer.library(&ty)?.item;
        let made = Made {
            path,
            ty,
            item,
            motion,
            plane,
        };
        let found = match (motion, function, args) {
            (_, "identity", []) | (Motion::Point, "origin", []) => {
                let Made { path, ty, .. } = made;
                return Some(self.constant_matrix(&path, function, ty, Vec::new(), span));
            }
            (Motion::Point, ..) => self.vector_as("point", &made, (function, args), span),
            (Motion::Translation, ..) => {
                self.vector_as("translation", &made, (function, args), span)
            }
            (Motion::Turn(_), ..) => self.turn(&made, (function, args), span),
            (Motion::Isometry(turn), ..) => self.isometry(&made, turn, (function, args), span),
        };
        Some(found.unwrap_or_else(|| self.error_about(span, m::MOTION_FUNCTION, function)))
    }

    /// A vector of nalgebra with these elements.
    pub(in crate::lower) fn vector_of(
        &mut self,
        name: &str,
        item: &Type,
        items: &[Outcome],
        span: Span,
    ) -> Outcome {
        let item = match item {
            Type::Float(Float::F32) => "f32",
            _ => "f64",
        };
        match syn::parse_str(&format!("{TYPES}{name}<{item}>")) {
            Ok(owner) => self.matrix_of_rows(&owner, Vec::new(), items, span),
            Err(_) => Outcome::Poison,
        }
    }

    /// An operand that has to be a matrix or a motion.
    fn operand_of_motion(&mut self, operand: &Outcome) -> Option<Outcome> {
        let operand = operand.clone().dereferenced();
        if self.library(&operand).is_none() {
            let ty = self.type_of(&operand);
            self.guessed_matrix(&ty, Shape::Matrix)?;
        }
        Some(operand.reference(false))
    }

    fn number_of(&mut self, number: &Outcome, item: &Type, span: Span) -> Outcome {
        let value = self.value(number.clone(), span);
        self.unify_value(value, item, span);
        Outcome::Value(value)
    }

    /// A point or a translation, of its vector.
    fn vector_as(
        &mut self,
        name: &str,
        made: &Made,
        (function, args): (&str, &[Outcome]),
        span: Span,
    ) -> Option<Outcome> {
        let vector = match (function, args) {
            ("new", items) if (1..=6).contains(&items.len()) => {
                let name = format!("Vector{}", items.len());
                self.vector_of(&name, &made.item, items, span)
                    .reference(false)
            }
            ("from", [vector]) => self.operand_of_motion(vector)?,
            _ => return None,
        };
        Some(self.library_call(name, vec![vector], Gives::Known(made.ty.clone()), span))
    }

    fn turn(
        &mut self,
        made: &Made,
        (function, args): (&str, &[Outcome]),
        span: Span,
    ) -> Option<Outcome> {
        let Motion::Turn(turn) = made.motion else {
            return None;
        };
        let kind = match turn {
            Turn::Matrix => "rotation",
            Turn::Quaternion => "quaternion",
            Turn::Complex => "complex",
        };
        let (of, args) = match (function, args) {
            ("new" | "from_angle", [angle]) if made.plane => {
                ("angle", vec![self.number_of(angle, &made.item, span)])
            }
            ("new" | "from_scaled_axis", [axis]) if !made.plane => {
                ("scaled_axis", vec![self.operand_of_motion(axis)?])
            }
            ("from_axis_angle", [axis, angle]) if !made.plane => {
                let angle = self.number_of(angle, &made.item, span);
                ("axis_angle", vec![self.operand_of_motion(axis)?, angle])
            }
            ("from_euler_angles", angles @ [_, _, _]) if !made.plane => {
                let angles = self.vector_of("Vector3", &made.item, angles, span);
                ("euler_angles", vec![angles.reference(false)])
            }
            ("from_matrix_unchecked", [matrix]) if turn == Turn::Matrix => {
                ("matrix", vec![self.operand_of_motion(matrix)?])
            }
            ("from_rotation_matrix", [matrix]) if turn == Turn::Quaternion => {
                ("rotation", vec![self.operand_of_motion(matrix)?])
            }
            ("new_normalize" | "from_quaternion", [coordinates]) if turn == Turn::Quaternion => {
                let names = vec![("q", coordinates.clone())];
                let coordinates = self.written_out("q.normalize()", names, span);
                ("coordinates", vec![coordinates.reference(false)])
            }
            ("new_unchecked", [coordinates]) if turn == Turn::Quaternion => {
                ("coordinates", vec![self.operand_of_motion(coordinates)?])
            }
            ("from", [quaternion]) if turn == Turn::Matrix => {
                let names = vec![("q", quaternion.clone())];
                return Some(self.written_out("q.to_rotation_matrix()", names, span));
            }
            _ => return None,
        };
        let name = format!("{kind}_of_{of}");
        Some(self.library_call(&name, args, Gives::Known(made.ty.clone()), span))
    }

    fn isometry(
        &mut self,
        made: &Made,
        turn: Turn,
        (function, args): (&str, &[Outcome]),
        span: Span,
    ) -> Option<Outcome> {
        let (translation, rotation) = match (function, args) {
            ("from_parts", [translation, rotation]) => (translation.clone(), rotation.clone()),
            ("new", [vector, by]) => {
                let translation = self.part_of_isometry(
                    made,
                    Motion::Translation,
                    ("from", std::slice::from_ref(vector)),
                    span,
                )?;
                let rotation = self.part_of_isometry(
                    made,
                    Motion::Turn(turn),
                    ("new", std::slice::from_ref(by)),
                    span,
                )?;
                (translation, rotation)
            }
            ("translation", items) => {
                let translation =
                    self.part_of_isometry(made, Motion::Translation, ("new", items), span)?;
                let rotation =
                    self.part_of_isometry(made, Motion::Turn(turn), ("identity", &[]), span)?;
                (translation, rotation)
            }
            ("rotation", [by]) => {
                let translation =
                    self.part_of_isometry(made, Motion::Translation, ("identity", &[]), span)?;
                let rotation = self.part_of_isometry(
                    made,
                    Motion::Turn(turn),
                    ("new", std::slice::from_ref(by)),
                    span,
                )?;
                (translation, rotation)
            }
            _ => return None,
        };
        let args = vec![
            self.operand_of_motion(&translation)?,
            self.operand_of_motion(&rotation)?,
        ];
        Some(self.library_call("isometry", args, Gives::Known(made.ty.clone()), span))
    }

    /// A part of an isometry.
    fn part_of_isometry(
        &mut self,
        made: &Made,
        part: Motion,
        (function, args): (&str, &[Outcome]),
        span: Span,
    ) -> Option<Outcome> {
        let name = match (part, made.plane) {
            (Motion::Turn(Turn::Quaternion), _) => "UnitQuaternion",
            (Motion::Turn(Turn::Complex), _) => "UnitComplex",
            (Motion::Turn(Turn::Matrix), true) => "Rotation2",
            (Motion::Turn(Turn::Matrix), false) => "Rotation3",
            (_, true) => "Translation2",
            (_, false) => "Translation3",
        };
        let item = match made.item {
            Type::Float(Float::F32) => "f32",
            _ => "f64",
        };
        let path = syn::parse_str(&format!("{TYPES}{name}<{item}>")).ok()?;
        self.motion_constructor(path, part, function, args, span)
    }

    /// The type of the translations of the isometries that a function makes.
    pub(in crate::lower) fn translation_of(&mut self, function: &syn::Path) -> Option<Type> {
        let mut owner = function.clone();
        owner.segments.pop();
        owner.segments.pop_punct();
        let Some(Motion::Isometry(_)) = library::foreign::motion(&owner) else {
            return None;
        };
        let name = owner.segments.last()?.ident.to_string();
        let name = match name.ends_with('2') {
            true => "Translation2",
            false => "Translation3",
        };
        let written = syn::parse_str(&format!("{TYPES}{name}<f64>")).ok()?;
        Some(self.type_from(&written))
    }
}
