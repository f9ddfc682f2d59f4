//! Functions that call themselves, and each other.

use crate::support::{scalars, slices};
use autodiff::differentiate;

/// The gamma function, roughly.
#[differentiate]
fn gamma(x: f64) -> f64 {
    if x > 2.0 {
        (x - 1.0) * gamma(x - 1.0)
    } else {
        x * x - x + 1.0
    }
}

#[differentiate]
fn power(x: f64, n: u32) -> f64 {
    if n == 0 {
        return 1.0;
    }
    let half = power(x, n / 2);
    if n % 2 == 0 {
        half * half
    } else {
        half * half * x
    }
}

#[differentiate]
fn chebyshev(n: usize, x: f64) -> f64 {
    match n {
        0 => 1.0,
        1 => x,
        _ => 2.0 * x * chebyshev(n - 1, x) - chebyshev(n - 2, x),
    }
}

#[differentiate]
fn product_tree(a: &[f64]) -> f64 {
    if a.len() == 1 {
        return a[0];
    }
    let (left, right) = a.split_at(a.len() / 2);
    product_tree(left) * product_tree(right) + 0.25 * a[0]
}

/// Laplace's expansion along the first row.
#[differentiate]
fn determinant(a: &[Vec<f64>]) -> f64 {
    let n = a.len();
    if n == 1 {
        return a[0][0];
    }
    let mut sum = 0.0;
    for column in 0..n {
        let mut minor = Vec::new();
        for row in 1..n {
            let mut line = Vec::new();
            for j in 0..n {
                if j != column {
                    line.push(a[row][j]);
                }
            }
            minor.push(line);
        }
        let sign = if column % 2 == 0 { 1.0 } else { -1.0 };
        sum += sign * a[0][column] * determinant(&minor);
    }
    sum
}

#[differentiate]
fn in_place(a: &mut [f64]) {
    if a.len() < 2 {
        return;
    }
    let half = a.len() / 2;
    let (left, right) = a.split_at_mut(half);
    in_place(left);
    in_place(right);
    for i in 0..half {
        let (p, q) = (left[i], right[i]);
        left[i] = p + q * p;
        right[i] = p - q;
    }
}

#[differentiate(boxed(odd))]
fn even(n: usize, x: f64) -> f64 {
    if n == 0 { x } else { x * odd(n - 1, x) + 0.5 }
}

#[differentiate(boxed(even))]
fn odd(n: usize, x: f64) -> f64 {
    if n == 0 { x * x } else { even(n - 1, x) - x }
}

scalars! {
    of_a_value(x: f64, y: f64) { gamma(4.0 + x * 0.5) * y } at (1.5, -0.75), (-0.5, 1.5);
    by_halves(x: f64, y: f64) { power(x * y, 5) + power(y, 6) } at (1.5, -0.75), (-0.5, 1.5);
    twice_each(x: f64, y: f64) { chebyshev(5, 0.5 * x) * y } at (1.5, -0.75), (-0.5, 1.5);
    matrix(x: f64, y: f64) {
        determinant(&[vec![x, y, 1.0, 0.5], vec![y, 2.0, x, x], vec![0.25, x * y, y, 1.0], vec![x, x, y, y * y]])
    } at (1.5, -0.75), (-0.5, 1.5);
    each_other(x: f64, y: f64) { even(4, x) * odd(3, y) } at (1.5, -0.75), (-0.5, 1.5);
}

slices! {
    halves(a) { product_tree(a) * a[1] } at [1.5, -0.75, 0.5, 2.0, 1.25], [0.5, -1.5];
    changed_in_place(a) {
        let mut b = a.to_vec();
        in_place(&mut b);
        let mut s = 0.0;
        for (p, q) in b.iter().zip(a) { s += p * p * q; }
        s
    } at [1.5, -0.75, 0.5, 2.0], [0.5, -1.5];
}

/// Both halves of a slice are lent to one call.
mod lent_at_once {
    use crate::support::slices;
    use autodiff::differentiate;

    #[differentiate]
    fn butterfly(a: &mut [f64], b: &mut [f64], factor: f64) {
        for i in 0..a.len() {
            let (p, q) = (a[i], b[i]);
            a[i] = p + q * factor;
            b[i] = p * p - q;
        }
    }

    #[differentiate]
    fn transform(x: &mut [f64], factor: f64) {
        if x.len() < 2 {
            return;
        }
        let (left, right) = x.split_at_mut(x.len() / 2);
        transform(left, factor * 0.5);
        transform(right, factor);
        butterfly(left, right, factor);
    }

    #[differentiate]
    fn three(a: &mut [f64], b: &mut f64, c: &mut [f64]) {
        *b += a[0] * c[0];
        a[0] *= *b;
        c[0] -= *b;
    }

    slices! {
        of_halves(a) { let mut x = a.to_vec(); transform(&mut x, a[0]); let mut s = 0.0; for v in &x { s += v * v; } s } at [1.5, -2.0, 0.5, 0.25], [0.75, 0.25];
        parts_of_parts(a) {
            let mut x = vec![a[0], a[1], a[0] * a[1], 0.5];
            for _ in 0..2 {
                let (left, rest) = x.split_at_mut(1);
                let (middle, right) = rest.split_at_mut(1);
                three(left, &mut middle[0], right);
            }
            x[0] * x[1] + x[2]
        } at [1.5, -2.0], [0.75, 0.25];
        two_rows(a) {
            let mut m = vec![a.to_vec(), vec![a[0]; a.len()], a.to_vec()];
            let (above, below) = m.split_at_mut(1);
            butterfly(&mut above[0], &mut below[1], a[1]);
            m[0][0] * m[2][1] + m[2][0]
        } at [1.5, -2.0], [0.75, 0.25];
    }
}

/// What a call of the function itself gives is a `Result`.
mod results {
    use crate::support::slices;
    use autodiff::differentiate;

    #[differentiate]
    fn refined(x: f64, depth: usize) -> Result<f64, String> {
        if depth == 0 {
            return Ok(x);
        }
        if x > 4.0 {
            return Err("large".to_string());
        }
        let inner = refined(x * x, depth - 1)?;
        let other = match refined(x * 0.5, depth - 1) {
            Ok(value) => value,
            Err(_) => x,
        };
        Ok(inner * other + x)
    }

    slices! {
        refined_or_not(a) { refined(a[0], 3).unwrap_or(a[1]) * refined(a[1], 2).map_or(a[0], |r| r * a[0]) }
            at [0.5, 0.75], [1.75, -0.25];
    }
}

/// Functions that call each other, each under an attribute of its own.
mod by_turns {
    use crate::support::slices;
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    pub enum Formula {
        Number(f64),
        Variable,
        Negative(Box<Formula>),
        Product(Vec<Formula>),
        Scaled(Box<Scaled>),
    }

    #[derive(Differentiable, Clone)]
    pub struct Scaled {
        inner: Formula,
        by: f64,
    }

    mod parts {
        use super::*;

        #[differentiate]
        pub fn product(factors: &[Formula], x: f64) -> f64 {
            let mut product = 1.0;
            for factor in factors {
                product *= super::value(factor, x);
            }
            product
        }

        #[differentiate]
        pub fn negative(formula: &Formula, x: f64) -> f64 {
            -super::value(formula, x)
        }
    }

    #[differentiate]
    pub fn value(formula: &Formula, x: f64) -> f64 {
        match formula {
            Formula::Number(number) => *number,
            Formula::Variable => x,
            Formula::Negative(inner) => parts::negative(inner, x),
            Formula::Product(factors) => parts::product(factors, x),
            Formula::Scaled(scaled) => scaled.at(x),
        }
    }

    #[differentiate]
    impl Formula {
        fn of(&self, x: f64) -> f64 {
            value(self, x).sin()
        }
    }

    #[differentiate]
    impl Scaled {
        fn at(&self, x: f64) -> f64 {
            self.inner.of(x * self.by) + self.by
        }
    }

    #[differentiate]
    fn formula(a: &[f64]) -> f64 {
        let scaled = Scaled {
            inner: Formula::Product(vec![Formula::Variable, Formula::Number(a[0])]),
            by: a[1],
        };
        let negative = Formula::Negative(Box::new(Formula::Number(a[1])));
        let all = vec![
            Formula::Variable,
            negative,
            Formula::Scaled(Box::new(scaled)),
        ];
        value(&Formula::Product(all), a[0] * a[1])
    }

    struct Left;
    struct Right;

    #[differentiate]
    impl Left {
        fn sum(x: f64, n: usize) -> f64 {
            if n == 0 {
                return x;
            }
            let mut sum = 0.0;
            for i in 0..n {
                sum += Self::next(x * i as f64, n - 1);
            }
            sum + Right::turned(x, n - 1)
        }

        fn next(x: f64, n: usize) -> f64 {
            if n == 0 {
                x.sin()
            } else {
                Left::sum(x * 0.5, n - 1) * x
            }
        }
    }

    #[differentiate]
    impl Right {
        fn turned(x: f64, n: usize) -> f64 {
            if n == 0 {
                x.cos()
            } else {
                Left::sum(x * x, n - 1).sin()
            }
        }
    }

    #[differentiate]
    mod generic {
        use num_traits::Float;

        pub fn even<T: Float>(x: T, n: usize) -> T {
            if n == 0 { x } else { odd(x * x, n - 1) + x }
        }

        pub fn odd<T: Float>(x: T, n: usize) -> T {
            if n == 0 {
                x.sin()
            } else {
                even::<T>(x + x, n - 1) * x
            }
        }
    }

    #[differentiate]
    fn squares(x: f64, out: &mut Vec<f64>, n: usize) {
        if n > 0 {
            out.push(x * x);
            scaled(x * 0.5, out, n - 1);
        }
    }

    #[differentiate]
    fn scaled(x: f64, out: &mut Vec<f64>, n: usize) {
        if n > 0 {
            out[0] *= x;
            squares(x.sin(), out, n - 1);
        }
    }

    #[differentiate]
    fn first(x: f64, n: usize) -> f64 {
        if n == 0 {
            return x;
        }
        let sum: f64 = (0..2).map(|i| second(x * i as f64, n - 1)).sum();
        sum + applied(third, x, n - 1)
    }

    #[differentiate]
    fn second(x: f64, n: usize) -> f64 {
        if n == 0 { x * x } else { third(x, n - 1).exp() }
    }

    #[differentiate]
    fn third(x: f64, n: usize) -> f64 {
        if n == 0 {
            x * 3.0
        } else {
            first(x, n - 1).cos()
        }
    }

    #[differentiate]
    fn applied(f: fn(f64, usize) -> f64, x: f64, n: usize) -> f64 {
        f(x, n) * x
    }

    slices! {
        of_formulas(a) { formula(a) } at [0.5, 0.75], [1.75, -0.25];

        of_types(a) { (Left::sum(a[0].sin(), 4) + Right::turned(a[1].sin(), 3) * Left::next(a[0], 0)).sin() } at [0.5, 0.75], [1.5, -0.25];

        of_any_float(a) { (generic::even(a[0].sin(), 3) * generic::odd(a[1].sin(), 4)).sin() } at [0.5, 0.75], [0.25, -0.25];

        in_place(a) {
            let mut out = vec![a[0]];
            squares(a[1], &mut out, 4);
            scaled(a[0], &mut out, 3);
            out.iter().sum::<f64>()
        } at [0.5, 0.75], [1.75, -0.25];

        three_of_them(a) { (first(a[0].sin(), 5) * first(a[1].sin(), 2)).sin() } at [0.5, 0.75], [1.75, -0.25];
    }
}
