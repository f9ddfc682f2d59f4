//! The zoo: the types of nalgebra and ndarray; functions by construct, at points.

// The functions are written the way that shows the construct, not the way clippy prefers.
#![allow(clippy::all, clippy::unwrap_used, nonstandard_style, dead_code)]
#![allow(unused_braces, unused_parens, unused_assignments)]

#[path = "../../support/mod.rs"]
mod support;

mod any_dimension;
mod array_methods;
mod blocks;
mod changing_views;
mod generic_floats;
mod grown_arrays;
mod homogeneous;
mod joined_parts;
mod lent_together;
mod lent_views;
mod matrices_elsewhere;
mod matrices_of_traits;
mod matrix_definitions;
mod matrix_elements;
mod matrix_faces;
mod matrix_forms;
mod matrix_methods;
mod matrix_mixtures;
mod matrix_rewritten;
mod matrix_solvers;
mod nalgebra;
mod nalgebra_factors;
mod nalgebra_motions;
mod nalgebra_parts;
mod nalgebra_sizes;
mod named_parts;
mod ndarray;
mod ndarray_parts;
mod ndarray_zips;
mod own_vectors;
mod quaternions;
mod views_without_derivative;
mod whole_matrices;
