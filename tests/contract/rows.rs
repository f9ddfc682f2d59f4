//! The derivative table, row by row: each partial against finite differences of the method it
//! belongs to, over the row's domain, in both precisions; and what the partials are at special points.

use std::ops::Range;

/// A row of the table, with plain floats for operands. All of them are handed over as `f64`s that are
/// `f32`s or integers, too.
struct Row {
    name: &'static str,
    operands: &'static [&'static str],
    /// A point of the domain, for places between 0 and 1.
    point: fn(&mut dyn Iterator<Item = f64>) -> Vec<f64>,
    /// The method itself.
    value: fn(&[f64]) -> f64,
    /// The operand's name and the partial derivative, evaluated in either precision.
    double: fn(&[f64]) -> Partials,
    single: fn(&[f64]) -> Partials,
}

type Partials = Vec<(&'static str, f64)>;

/// Where an operand is sampled: a range or a list of points.
trait Domain {
    fn at(&self, place: f64) -> f64;
}

impl Domain for Range<f64> {
    fn at(&self, place: f64) -> f64 {
        f64::from((self.start + place * (self.end - self.start)) as f32)
    }
}

impl Domain for Range<i32> {
    fn at(&self, place: f64) -> f64 {
        (f64::from(self.start) + place * f64::from(self.end - self.start)).floor()
    }
}

impl<const N: usize> Domain for [f64; N] {
    fn at(&self, place: f64) -> f64 {
        f64::from(self[(place * N as f64) as usize] as f32)
    }
}

/// What an operand is: a float, or the integer type that its row states.
trait Operand {
    fn of(number: f64) -> Self;
}

macro_rules! operand {
    ($($T:ident)*) => {$(
        impl Operand for $T {
            fn of(number: f64) -> $T {
                number as $T
            }
        }
    )*};
}
operand!(f32 f64 i32);

macro_rules! rules {
    ($(
        $(#[$doc:meta])*
        scalar fn $name:ident($($operand:ident $(: $Type:ident)?),*) -> $result:ident
            on ($($of:ident in $domain:expr);*) $partials:tt
    )*) => {
        fn rows() -> Vec<Row> {
            vec![$(Row {
                name: stringify!($name),
                operands: &[$(stringify!($of)),*],
                point: |places| vec![$($domain.at(places.next().unwrap_or_default())),*],
                value: |at| {
                    bind!(f64 at $($operand $(: $Type)?),*);
                    f64::$name($($operand),*)
                },
                double: |at| evaluate!(f64 at $name($($operand $(: $Type)?),*) $result $partials),
                single: |at| evaluate!(f32 at $name($($operand $(: $Type)?),*) $result $partials),
            }),*]
        }
    };
}

/// The partials of a row at a point.
macro_rules! evaluate {
    ($F:ident $at:ident $name:ident($($operand:ident $(: $Type:ident)?),*) $result:ident $partials:tt) => {{
        #[allow(unused_imports, reason = "few rows read constants or piecewise partials")]
        use {autodiff::partial, std::$F::consts::*};
        bind!($F $at $($operand $(: $Type)?),*);
        #[allow(unused_variables, reason = "few rows read their result")]
        let $result = $F::$name($($operand),*);
        list!($F [] $partials)
    }};
}

/// Gives a row's operands their names.
macro_rules! bind {
    ($F:ident $at:ident $($operand:ident $(: $Type:ident)?),*) => {
        let mut operands = $at.iter().copied();
        $(let $operand: number!($F $($Type)?) = Operand::of(operands.next().unwrap_or(f64::NAN));)*
    };
}

/// The type of an operand: that of the row, or the float type at hand.
macro_rules! number {
    ($F:ident) => {
        $F
    };
    ($F:ident $Type:ident) => {
        $Type
    };
}

/// The list of a row's partials.
macro_rules! list {
    ($F:ident [$($done:tt)*] {}) => {
        vec![$($done)*]
    };
    ($F:ident $done:tt { $of:ident => guarded $partial:expr; $($rest:tt)* }) => {
        list!($F $done { $of => $partial; $($rest)* })
    };
    ($F:ident [$($done:tt)*] { $of:ident => $partial:expr; $($rest:tt)* }) => {
        list!($F [$($done)* (stringify!($of), f64::from(<$F as From<$F>>::from($partial))),] { $($rest)* })
    };
}

include!("../../autodiff-macros/src/rules/table.rs");

/// Numbers between 0 and 1, the same in every run, that fill any number of dimensions evenly: multiples
/// of the powers of a generalised golden ratio.
fn places(sample: u32) -> impl Iterator<Item = f64> {
    const STEPS: [f64; 3] = [0.8191725133961644, 0.6710436067037892, 0.5497004779019702];
    STEPS
        .iter()
        .map(move |step| (0.5 + step * f64::from(sample)).fract())
}

/// The slope of `f` at 0, extrapolated by Richardson from central differences.
fn slope(f: impl Fn(f64) -> f64) -> f64 {
    let difference = |h: f64| (f(h) - f(-h)) / (2.0 * h);
    let [coarse, middle, fine] = [0.01, 0.005, 0.0025].map(difference);
    let first = middle + (middle - coarse) / 3.0;
    let second = fine + (fine - middle) / 3.0;
    second + (second - first) / 15.0
}

#[test]
fn every_row_agrees_with_finite_differences() {
    for row in rows() {
        for sample in 0..200 {
            let at = (row.point)(&mut places(sample));
            for (partials, tolerance) in [((row.double)(&at), 1e-9), ((row.single)(&at), 2e-6)] {
                for (operand, partial) in partials {
                    let numerical = slope(|step| {
                        let moved = row.operands.iter().zip(&at);
                        let moved = moved.map(|(&o, x)| if o == operand { x + step } else { *x });
                        (row.value)(&moved.collect::<Vec<_>>())
                    });
                    let error = (partial - numerical).abs() / partial.abs().max(1.0);
                    assert!(
                        error <= tolerance,
                        "{} at {at:?}, with respect to {operand}: the row says {partial:?}, \
                         differences say {numerical:?}",
                        row.name
                    );
                }
            }
        }
    }
}

/// The partials of a row at a point, in the order of the row.
fn at(name: &str, point: &[f64]) -> Vec<f64> {
    let row = rows().into_iter().find(|row| row.name == name);
    let row = row.expect("the table has the row");
    let partials = (row.double)(point).into_iter();
    partials.map(|(_, partial)| partial).collect()
}

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

#[test]
fn kinks_have_the_mean_of_both_slopes() {
    for zero in [0.0, -0.0] {
        assert_eq!(at("abs", &[zero]), [0.0]);
        assert_eq!(at("copysign", &[zero, -1.0]), [0.0, 0.0]);
    }
    for tie in [0.0, 1.0, -3.0, INF] {
        assert_eq!(at("max", &[tie, tie]), [0.5, 0.5]);
        assert_eq!(at("min", &[tie, tie]), [0.5, 0.5]);
    }
    assert_eq!(at("max", &[0.0, -0.0]), [0.5, 0.5]);
    for constant in [
        "signum",
        "floor",
        "ceil",
        "round",
        "round_ties_even",
        "trunc",
    ] {
        assert_eq!(at(constant, &[0.0]), [0.0]);
        assert_eq!(at(constant, &[2.5]), [0.0]);
    }
    assert_eq!(at("fract", &[2.0]), [1.0]);
}

#[test]
fn clamp_passes_the_gradient_at_its_bounds() {
    assert_eq!(at("clamp", &[-1.0, -1.0, 1.0]), [1.0, 0.0, 0.0]);
    assert_eq!(at("clamp", &[1.0, -1.0, 1.0]), [1.0, 0.0, 0.0]);
    assert_eq!(at("clamp", &[-2.0, -1.0, 1.0]), [0.0, 1.0, 0.0]);
    assert_eq!(at("clamp", &[2.0, -1.0, 1.0]), [0.0, 0.0, 1.0]);
    assert_eq!(at("clamp", &[NAN, -1.0, 1.0]), [1.0, 0.0, 0.0]);
}

#[test]
fn nan_is_not_chosen() {
    assert_eq!(at("max", &[NAN, 1.0]), [0.0, 1.0]);
    assert_eq!(at("max", &[1.0, NAN]), [1.0, 0.0]);
    assert_eq!(at("min", &[NAN, 1.0]), [0.0, 1.0]);
    assert_eq!(at("min", &[1.0, NAN]), [1.0, 0.0]);
}

#[test]
fn the_origin_has_no_direction() {
    assert_eq!(at("hypot", &[0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(at("atan2", &[0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(at("hypot", &[0.0, -2.0]), [0.0, -1.0]);
    assert_eq!(at("atan2", &[0.0, -2.0]), [-0.5, 0.0]);
}

#[test]
fn infinite_slopes_have_the_sign_of_the_one_side_there_is() {
    for zero in [0.0, -0.0] {
        assert_eq!(at("sqrt", &[zero]), [INF]);
        assert_eq!(at("cbrt", &[zero]), [INF]);
        assert_eq!(at("ln", &[zero]), [INF]);
        assert_eq!(at("log2", &[zero]), [INF]);
        assert_eq!(at("log10", &[zero]), [INF]);
        assert_eq!(at("recip", &[zero]), [-INF]);
    }
    assert_eq!(at("ln_1p", &[-1.0]), [INF]);
    assert_eq!(at("asin", &[1.0]), [INF]);
    assert_eq!(at("asin", &[-1.0]), [INF]);
    assert_eq!(at("acos", &[1.0]), [-INF]);
    assert_eq!(at("acosh", &[1.0]), [INF]);
    assert_eq!(at("atanh", &[1.0]), [INF]);
    assert_eq!(at("atanh", &[-1.0]), [INF]);
}

#[test]
fn there_is_no_slope_outside_the_domain() {
    for partials in [
        at("ln", &[-1.0]),
        at("ln_1p", &[-2.0]),
        at("log2", &[-1.0]),
        at("log10", &[-1.0]),
        at("sqrt", &[-1.0]),
        at("asin", &[2.0]),
        at("asin", &[-2.0]),
        at("acos", &[2.0]),
        at("acosh", &[0.5]),
        at("acosh", &[-3.0]),
        at("atanh", &[2.0]),
        at("atanh", &[-2.0]),
        at("log", &[-1.0, 2.0]),
        at("log", &[2.0, -1.0]),
        at("powf", &[-2.0, 0.5]),
    ] {
        assert!(partials.iter().all(|p| p.is_nan()), "{partials:?}");
    }
}

#[test]
fn powers_at_zero() {
    for (n, slope) in [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (3.0, 0.0), (-1.0, -INF)] {
        assert_eq!(at("powi", &[0.0, n]), [slope], "{n}");
    }
    for (p, slope) in [(0.0, 0.0), (0.5, INF), (1.0, 1.0), (1.5, 0.0), (2.0, 0.0)] {
        assert_eq!(at("powf", &[0.0, p]), [slope, 0.0], "{p}");
    }
    let [base, exponent] = at("powf", &[0.0, -1.0])[..] else {
        panic!("two operands have two partials");
    };
    assert_eq!(base, -INF);
    assert!(exponent.is_nan());
    assert_eq!(at("powf", &[-2.0, 3.0]), [12.0, -8.0 * 2f64.ln()]);
}

#[test]
fn far_away_nothing_overflows() {
    assert_eq!(at("asinh", &[1e200]), [1e-200]);
    assert_eq!(at("acosh", &[1e200]), [1e-200]);
    assert_eq!(at("atan2", &[0.0, 1e200]), [1e-200, 0.0]);
    assert_eq!(at("atan", &[1e200]), [0.0]);
    assert_eq!(at("tanh", &[400.0]), [0.0]);
    assert_eq!(at("exp_m1", &[-400.0]), [0.0]);
}
