//! Tables of functions of slices: those that change one in place, and whole ones.

/// Constructs that change a slice in place: `name(a) { body } at [1.0, 2.0], …;`, of length two at
/// least.
macro_rules! in_place {
    ($($(#[$doc:meta])* $name:ident($a:ident) { $($body:tt)* } at $([$($v:expr),*]),+;)*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[::autodiff::differentiate]
            pub fn alone($a: &mut [f64]) { $($body)* }

            $crate::support::in_place!(@loop in_loop () $a { $($body)* });
            $crate::support::in_place!(@loop unoptimised
                (without(recompute, order, spans, rooms, late, simplify, fuse, share, rerun)) $a { $($body)* });

            #[::autodiff::differentiate]
            pub fn in_branch($a: &mut [f64]) {
                if $a[0] > 0.0 {
                    { $($body)* }
                    $a[0] = -$a[0] * $a[1];
                } else {
                    $a[1] *= $a[0];
                    { $($body)* }
                }
            }

            #[::autodiff::differentiate]
            pub fn in_call($a: &mut [f64]) {
                alone($a);
                for trip in 0..2 {
                    $a[trip] += 0.5 * $a[0] * $a[1];
                    alone($a);
                }
            }

            #[::autodiff::differentiate]
            pub fn on_a_local($a: &mut [f64]) {
                let mut local = $a.to_vec();
                alone(&mut local);
                for i in 0..$a.len() {
                    $a[i] = local[i] * local[i] + $a[0] * local[i];
                }
            }

            #[test]
            fn double() {
                $($crate::support::in_place!(@check [$($v),*]
                    alone in_loop unoptimised in_branch in_call on_a_local);)+
            }
        }
    )*};

    (@loop $name:ident $off:tt $a:ident { $($body:tt)* }) => {
        #[::autodiff::differentiate $off]
        pub fn $name($a: &mut [f64]) {
            for trip in 0..2 {
                $a[trip] *= 0.75;
                { $($body)* }
                $a[1] += $a[0] * $a[trip];
            }
        }
    };

    (@check $point:tt $($context:ident)+) => {$(
        $crate::support::in_place!(@check_one $point $context);
    )+};
    (@check_one $point:tt $context:ident) => {
        $crate::support::Subject {
            name: concat!(module_path!(), "::", stringify!($context)),
            plain: &|point| {
                let mut content = point.to_vec();
                $context(&mut content);
                content
            },
            derived: &|point, seeds| {
                let mut content = point.to_vec();
                let ((), cache) = $context::forward(&mut content);
                let backward = |seed: &Vec<f64>| {
                    let mut adjoint = seed.clone();
                    $context::backward(&cache, &mut adjoint);
                    adjoint
                };
                (content, seeds.iter().map(backward).collect())
            },
        }
        .check(&$point);
    };
}

/// Whole functions of a slice: `f g => [1.0, 2.0], …`, or without points at four of length three.
macro_rules! whole_functions {
    ($($name:ident)+ => $($point:tt),+) => {
        #[test]
        fn has_the_gradient() {
            $crate::support::whole_functions!(@at [$($name)+] $($point)+);
        }
    };
    (@at $names:tt $($point:tt)+) => {
        $($crate::support::whole_functions!(@check $names $point);)+
    };
    (@check [$($name:ident)+] $point:tt) => {
        $crate::support::slices!(@check $point $($name)+);
    };
    ($($name:ident)+) => {
        $crate::support::whole_functions! { $($name)+ =>
            [0.7, 0.45, -0.3], [1.3, -0.6, 0.8], [-0.4, 0.8, 1.1], [0.9, 1.2, 0.35] }
    };
}

pub(crate) use {in_place, whole_functions};
