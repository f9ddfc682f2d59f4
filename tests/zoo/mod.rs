//! The zoo: functions, organised by construct, at points. Each construct stands alone and in every
//! surrounding that has ever broken a tool of this kind: inside a loop, in a value that the loop
//! carries, in both arms of a branch, in a called function, and with its value used twice; and in a
//! loop with every optimisation switched off.
//!
//! What is checked of each is in [`crate::support`].

// The functions are written the way that shows the construct, not the way clippy prefers.
#![allow(clippy::all, clippy::unwrap_used, nonstandard_style, dead_code)]
#![allow(unused_braces, unused_parens, unused_assignments)]

mod aggregates;
mod arithmetic;
mod asked;
mod assigned_fields;
mod borrowers;
mod boxes;
mod branches;
mod calls;
mod carried_structs;
mod changed_fields;
mod checked_integers;
mod checkpoints;
mod choices;
mod chosen_items;
mod constant_arguments;
mod constant_loops;
mod conversions;
mod copies;
mod cursors;
mod default_methods;
mod defined_structs;
mod early_exits;
mod enum_methods;
mod enums;
mod exchanged;
mod field_integers;
mod folding;
mod functions;
mod functions_in_methods;
mod fused_iterations;
mod generic_items;
mod generics;
mod gradients_alone;
mod graphs;
mod growing;
mod growing_passed;
mod impls;
mod imported_variants;
mod indexing;
mod inner_items;
mod iterators;
mod kept_structs;
mod left_loops;
mod lending_functions;
mod lent;
mod lifetimes;
mod loops;
mod matched_results;
mod matches;
mod matrix_faces;
mod matrix_methods;
mod memory;
mod methods;
mod methods_by_use;
mod mixtures;
mod mixtures_of_types;
mod nalgebra;
mod nalgebra_parts;
mod names;
mod ndarray;
mod ndarray_parts;
mod neighbours;
mod nested_patterns;
mod operators;
mod operators_by_type;
mod operators_on_references;
mod optional;
mod passed_iterators;
mod payloads;
mod practice;
mod put_back;
mod reading;
mod receivers;
mod recursion;
mod references_in_values;
mod replaced;
mod returned_closures;
mod reused_memory;
mod sharing;
mod sliced_patterns;
mod slices_changed;
mod small_programs;
mod snapshots;
mod spelled_types;
mod states;
mod strings;
mod structs;
mod structs_by_condition;
mod structs_passed;
mod structs_results;
mod sums;
mod taken;
mod traits;
mod uncounted;
mod unknown;
mod unseen_parts;
mod untyped_closures;
mod vec_methods;
mod wanted;
mod writing;

/// Constructs over scalars: `name(x, y) { body } at (1.0, 2.0), …;`, for `f64` and `f32`, or
/// `name(x: f64, y: f64) …` for `f64` alone.
macro_rules! scalars {
    ($($(#[$doc:meta])* $name:ident $args:tt $body:tt at $($point:tt),+;)*) => {$(
        $(#[$doc])*
        mod $name {
            mod double {
                #[allow(unused_imports)]
                use super::super::*;
                $crate::zoo::scalars!(@contexts f64 $args $body);
                $crate::zoo::scalars!(@more_contexts f64 $args $body);
            }
            #[test]
            fn in_double_precision() {
                $($crate::zoo::scalars!(@check $args $point
                    alone in_loop unoptimised carried in_branch in_call twice);)+
            }
            $crate::zoo::scalars!(@single $args $body $($point)+);
        }
    )*};

    (@single ($($x:ident),+) $body:tt $($point:tt)+) => {
        mod single {
            #[allow(unused_imports)]
            use super::super::*;
            $crate::zoo::scalars!(@contexts f32 ($($x),+) $body);
        }
        #[test]
        fn in_single_precision() {
            $crate::zoo::scalars!(@single_points ($($x),+) $($point)+);
        }
    };
    // A construct that names a type is not written for the other one.
    (@single ($($x:ident: $real:ident),+) $body:tt $($point:tt)+) => {};

    (@contexts $real:ident ($first:ident $(: $f:ident)? $(, $x:ident $(: $r:ident)?)*) { $($body:tt)* }) => {
        #[::autodiff::differentiate]
        pub fn alone($first: $real $(, $x: $real)*) -> $real { $($body)* }

        $crate::zoo::scalars!(@loop in_loop () $real ($first $(, $x)*) { $($body)* });
    };
    (@loop $name:ident $off:tt $real:ident ($first:ident $(, $x:ident)*) { $($body:tt)* }) => {
        #[::autodiff::differentiate $off]
        pub fn $name($first: $real $(, $x: $real)*) -> $real {
            let mut total = 0.0;
            let mut shift = 0.0;
            for _ in 0..3 {
                let $first = $first + shift;
                $(let $x = $x - shift;)*
                let inner = { $($body)* };
                total += inner;
                shift += 0.03125;
            }
            total
        }
    };
    (@more_contexts $real:ident ($first:ident $(: $f:ident)? $(, $x:ident $(: $r:ident)?)*) { $($body:tt)* }) => {
        $crate::zoo::scalars!(@loop unoptimised
            (without(recompute, order, spans, simplify, fuse, share, wanted, value))
            $real ($first $(, $x)*) { $($body)* });

        #[::autodiff::differentiate]
        pub fn carried($first: $real $(, $x: $real)*) -> $real {
            let mut $first = $first;
            for _ in 0..3 {
                let next = { $($body)* };
                $first += 0.015625 * next;
            }
            $first
        }

        #[::autodiff::differentiate]
        pub fn in_branch($first: $real $(, $x: $real)*) -> $real {
            let outcome = if $first > 0.0 {
                let inner = { $($body)* };
                inner * $first
            } else {
                let inner = { $($body)* };
                $first * $first - inner
            };
            outcome $(+ $x * $first)*
        }

        #[::autodiff::differentiate]
        pub fn in_call($first: $real $(, $x: $real)*) -> $real {
            let here = alone($first $(, $x)*);
            here * alone(0.9375 * $first $(, 0.9375 * $x)*) + $first
        }

        #[::autodiff::differentiate]
        pub fn twice($first: $real $(, $x: $real)*) -> $real {
            let used = { $($body)* };
            used * used + used * $first
        }
    };

    (@check $args:tt $point:tt $($context:ident)+) => {$(
        $crate::zoo::scalars!(@check_one $args $point $context);
    )+};
    (@check_one ($($x:ident $(: $real:ident)?),+) ($($v:expr),+) $context:ident) => {
        $crate::support::Subject {
            name: concat!(module_path!(), "::", stringify!($context)),
            plain: &|point| {
                let &[$($x),+] = point else { unreachable!() };
                vec![double::$context($($x),+)]
            },
            derived: &|point, seeds| {
                let &[$($x),+] = point else { unreachable!() };
                let (value, cache) = double::$context::forward($($x),+);
                let (fused, gradient) = double::$context::value_and_gradient($($x),+);
                assert_eq!(fused.to_bits(), value.to_bits());
                let backward = |seed: f64| {
                    let ($($x),+) = double::$context::backward(&cache, seed);
                    vec![$($x),+]
                };
                let ($($x),+) = gradient;
                let name = concat!(module_path!(), "::", stringify!($context), "::gradient");
                $crate::support::assert_close(name, point, &[$($x),+], &backward(1.0), 1e-12);
                (vec![value], seeds.iter().map(|seed| backward(seed[0])).collect())
            },
        }
        .check(&[$($v),+]);
    };

    // Single precision agrees with double precision as far as it can.
    (@single_points $args:tt $($point:tt)+) => {$(
        $crate::zoo::scalars!(@single_check $args $point alone);
        $crate::zoo::scalars!(@single_check $args $point in_loop);
    )+};
    (@single_check ($($x:ident),+) ($($v:expr),+) $context:ident) => {
        let point: [f64; _] = [$($v),+];
        let [$($x),+] = point.map(|x| x as f32);
        let (value, cache) = single::$context::forward($($x),+);
        assert_eq!(value.to_bits(), single::$context($($x),+).to_bits());
        let ($($x),+) = single::$context::backward(&cache, 1.0);
        let got = [$($x as f64),+];
        let [$($x),+] = point.map(|x| f64::from(x as f32));
        let ($($x),+) = double::$context::gradient($($x),+);
        $crate::support::assert_close(module_path!(), &point, &got, &[$($x),+], 5e-5);
    };
}

/// Constructs over a slice: `name(a) { body } at [1.0, 2.0], …;`, each at least two elements long.
macro_rules! slices {
    ($($(#[$doc:meta])* $name:ident($a:ident) { $($body:tt)* } at $([$($v:expr),*]),+;)*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[::autodiff::differentiate]
            pub fn alone($a: &[f64]) -> f64 { $($body)* }

            $crate::zoo::slices!(@loop in_loop () $a { $($body)* });
            $crate::zoo::slices!(@loop unoptimised
                (without(recompute, order, spans, simplify, fuse, share, wanted, value)) $a { $($body)* });

            #[::autodiff::differentiate]
            pub fn in_branch($a: &[f64]) -> f64 {
                if $a[0] > 0.0 {
                    let inner = { $($body)* };
                    inner * $a[1]
                } else {
                    let inner = { $($body)* };
                    $a[0] * $a[1] - inner
                }
            }

            #[::autodiff::differentiate]
            pub fn in_call($a: &[f64]) -> f64 {
                let mut local = $a.to_vec();
                let mut total = alone($a);
                for trip in 0..2 {
                    let inner = alone(&local);
                    local[trip] += 0.0625 * inner;
                    total += inner * $a[trip];
                }
                total * alone(&local)
            }

            #[::autodiff::differentiate]
            pub fn twice($a: &[f64]) -> f64 {
                let used = { $($body)* };
                used * used + used * $a[1]
            }

            #[test]
            fn double() {
                $($crate::zoo::slices!(@check [$($v),*]
                    alone in_loop unoptimised in_branch in_call twice);)+
            }
        }
    )*};

    (@loop $name:ident $off:tt $a:ident { $($body:tt)* }) => {
        #[::autodiff::differentiate $off]
        pub fn $name($a: &[f64]) -> f64 {
            let mut total = 1.0;
            for trip in 0..2 {
                let inner = { $($body)* };
                total += inner * $a[trip];
            }
            total
        }
    };

    (@check $point:tt $($context:ident)+) => {$(
        $crate::zoo::slices!(@check_one $point $context);
    )+};
    (@check_one $point:tt $context:ident) => {
        $crate::support::Subject {
            name: concat!(module_path!(), "::", stringify!($context)),
            plain: &|point| vec![$context(point)],
            derived: &|point, seeds| {
                let (value, cache) = $context::forward(point);
                let name = concat!(module_path!(), "::", stringify!($context), "::gradient");
                let gradient = $context::gradient(point);
                let mut into = vec![f64::NAN; point.len()];
                let fused = $context::value_and_gradient_into(point, &mut into);
                assert_eq!(fused.to_bits(), value.to_bits());
                $crate::support::assert_close(name, point, &into, &gradient, 1e-12);
                let backward = |seed: f64| {
                    let mut adjoint = vec![0.0; point.len()];
                    $context::backward(&cache, point, &mut adjoint, seed);
                    adjoint
                };
                $crate::support::assert_close(name, point, &gradient, &backward(1.0), 1e-12);
                (vec![value], seeds.iter().map(|seed| backward(seed[0])).collect())
            },
        }
        .check(&$point);
    };
}

pub(crate) use slices_changed::{in_place, whole_functions};
pub(crate) use {scalars, slices};
