//! Tables of functions of one or two floats, in all surroundings.

/// Constructs over scalars: `name(x, y) { body } at (1.0, 2.0), …;`, for `f64` and `f32`, or
/// `name(x: f64, y: f64) …` for `f64` alone.
macro_rules! scalars {
    ($($(#[$doc:meta])* $name:ident $args:tt $body:tt at $($point:tt),+;)*) => {$(
        $(#[$doc])*
        mod $name {
            mod double {
                #[allow(unused_imports)]
                use super::super::*;
                $crate::support::scalars!(@contexts f64 $args $body);
                $crate::support::scalars!(@more_contexts f64 $args $body);
            }
            #[test]
            fn in_double_precision() {
                $($crate::support::scalars!(@check $args $point
                    alone in_loop unoptimised carried in_branch in_call twice);)+
            }
            $crate::support::scalars!(@single $args $body $($point)+);
        }
    )*};

    (@single ($($x:ident),+) $body:tt $($point:tt)+) => {
        mod single {
            #[allow(unused_imports)]
            use super::super::*;
            $crate::support::scalars!(@contexts f32 ($($x),+) $body);
        }
        #[test]
        fn in_single_precision() {
            $crate::support::scalars!(@single_points ($($x),+) $($point)+);
        }
    };
    // A construct that names a type is not written for the other one.
    (@single ($($x:ident: $real:ident),+) $body:tt $($point:tt)+) => {};

    (@contexts $real:ident ($first:ident $(: $f:ident)? $(, $x:ident $(: $r:ident)?)*) { $($body:tt)* }) => {
        #[::autodiff::differentiate]
        pub fn alone($first: $real $(, $x: $real)*) -> $real { $($body)* }

        $crate::support::scalars!(@loop in_loop () $real ($first $(, $x)*) { $($body)* });
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
        $crate::support::scalars!(@loop unoptimised
            (without(recompute, order, spans, rooms, late, simplify, fuse, sums, share, rerun, inline, wanted, value))
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
        $crate::support::scalars!(@check_one $args $point $context);
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
        $crate::support::scalars!(@single_check $args $point alone);
        $crate::support::scalars!(@single_check $args $point in_loop);
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

pub(crate) use scalars;
