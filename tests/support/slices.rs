//! Tables of functions of a slice, in all surroundings.

/// Constructs over a slice: `name(a) { body } at [1.0, 2.0], …;`, each at least two elements long.
macro_rules! slices {
    ($($(#[$doc:meta])* $name:ident($a:ident) { $($body:tt)* } at $([$($v:expr),*]),+;)*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[::autodiff::differentiate]
            pub fn alone($a: &[f64]) -> f64 { $($body)* }

            $crate::support::slices!(@loop in_loop () $a { $($body)* });
            $crate::support::slices!(@loop unoptimised
                (without(recompute, order, spans, rooms, late, simplify, fuse, sums, share, rerun, inline, wanted, value)) $a { $($body)* });

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
                $($crate::support::slices!(@check [$($v),*]
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
        $crate::support::slices!(@check_one $point $context);
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

pub(crate) use slices;
