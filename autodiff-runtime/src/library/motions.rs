//! Rotations, points, translations and isometries, as functions with a derivative.

use super::{BinaryRule, UnaryRule};
use crate::{Differentiable, Function, GradientOf, Ref, name};

of_one! {
    /// The vector of length one in the same direction.
    unit;
    /// A vector of length one, as one that is known to be.
    unit_unchecked;
    /// The vector of a point, a translation or a unit quaternion.
    coordinates;
    /// The point at a vector.
    point;
    /// The translation by a vector.
    translation;
    /// The matrix of a rotation.
    rotation_matrix;
    /// The rotation that a matrix is.
    rotation_of_matrix;
    /// The rotation by an axis that is as long as the angle.
    rotation_of_scaled_axis;
    /// The rotation by three angles: roll, pitch and yaw.
    rotation_of_euler_angles;
    /// The unit quaternion of an axis that is as long as the angle.
    quaternion_of_scaled_axis;
    /// The unit quaternion of three angles: roll, pitch and yaw.
    quaternion_of_euler_angles;
    /// The unit quaternion of four coordinates, of which the last one is the real part.
    quaternion_of_coordinates;
    /// The unit quaternion of a rotation.
    quaternion_of_rotation;
    /// The rotation that a unit quaternion or a unit complex number is.
    to_rotation;
    /// The matrix that does the same to vectors with a one at their end.
    to_homogeneous;
    /// The axis of a rotation, as long as its angle.
    scaled_axis;
    /// The angle of a rotation.
    angle;
    /// Roll, pitch and yaw of a rotation.
    euler_angles;
    /// The rotation of an isometry.
    rotation_part;
    /// The translation of an isometry.
    translation_part;
}

of_two! {
    /// The isometry of a translation, which comes second, and a rotation.
    isometry;
    /// What the inverse makes of a vector or a point.
    inverse_transform;
    /// The product of the inverse with another isometry.
    inv_mul;
}

of_a_number! {
    /// The rotation by an axis of length one and an angle.
    rotation_of_axis_angle;
    /// The unit quaternion of an axis of length one and an angle.
    quaternion_of_axis_angle;
}

of_value! {
    /// The rotation of the plane by an angle.
    rotation_of_angle;
    /// The unit complex number of an angle.
    complex_of_angle;
}
