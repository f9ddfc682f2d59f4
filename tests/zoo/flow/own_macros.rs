//! Calls of macros that the file defines itself, in the bodies of functions.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

/// At the end of a block it is one expression, whatever a statement of these tokens would be.
macro_rules! less_one {
    ($c:expr, $a:expr) => {
        if $c {
            $a
        } else {
            0.5
        }
        -1.0
    };
}

macro_rules! sq {
    ($x:expr) => {
        $x * $x
    };
}

macro_rules! doubled {
    ($n:expr) => {
        $n * 2
    };
}

macro_rules! sum_of {
    () => { 0.0 };
    ($first:expr $(, $rest:expr)* $(,)?) => {
        $first + sum_of!($($rest),*)
    };
}

macro_rules! horner {
    ($x:expr; $($c:expr),+) => {{
        let x = $x;
        let mut acc = 0.0;
        $(acc = acc * x + $c;)+
        acc
    }};
}

macro_rules! axpy {
    ($y:ident += $a:expr => $x:expr) => {
        for (y, x) in $y.iter_mut().zip($x.iter()) {
            *y += $a * *x;
        }
    };
}

macro_rules! let_scaled {
    ($name:ident, $e:expr) => {
        let k = 0.5;
        let $name = k * $e;
    };
}

macro_rules! max_of {
    ($a:expr) => { $a };
    ($a:expr, $($rest:expr),+) => {{
        let t = $a;
        let rest = max_of!($($rest),+);
        if t > rest { t } else { rest }
    }};
}

macro_rules! or_return {
    ($e:expr, $otherwise:expr) => {
        match $e {
            Some(found) => found,
            None => return $otherwise,
        }
    };
}

// An operator is one token, and what another macro was given is none.
macro_rules! counted {
    () => { 0.0 };
    ($first:tt $($rest:tt)*) => { 1.0 + counted!($($rest)*) };
}

macro_rules! is_zero {
    (0) => {
        5.0
    };
    ($e:expr) => {
        $e as f64 + 1.0
    };
}

macro_rules! handed_on {
    ($e:expr) => { is_zero!($e) };
}

macro_rules! changed {
    ($place:ident $(, $op:tt $e:expr)*) => { $($place $op $e;)* };
}

#[derive(Clone, Copy, Differentiable)]
struct Point {
    x: f64,
    y: f64,
}

macro_rules! point {
    ($x:expr, $y:expr) => {
        Point { x: $x, y: $y }
    };
    (swapped $p:expr) => {{
        let Point { x, y } = $p;
        let (x, y) = (y, x);
        Point { x, y }
    }};
}

macro_rules! binary {
    ($a:expr, plus, $b:expr) => { $a + $b };
    ($a:expr, times, $b:expr) => { $a * $b };
    ($a:tt $op:tt $b:tt) => { $a $op $b };
}

macro_rules! each_pair {
    ($v:expr, |$a:ident, $b:ident| $body:expr) => {{
        let mut total = 0.0;
        'rows: for i in 0..$v.len() {
            for j in 0..$v.len() {
                if j > i {
                    continue 'rows;
                }
                let ($a, $b) = ($v[i], $v[j]);
                total += $body;
            }
        }
        total
    }};
}

#[differentiate]
fn called(p: &[f64]) -> f64 {
    let scale = 1.0 + p[0];
    macro_rules! scaled {
        ($e:expr) => {
            scale * $e
        };
    }
    let mut out = scaled!(p[1]);
    for v in p {
        out += scaled!(scaled!(v.sin()));
    }
    out
}

#[differentiate]
mod inside {
    macro_rules! blend {
        ($t:expr => $($v:expr),* ; $last:expr) => { $((1.0 - $t) * $v +)* $t * $last };
    }

    #[derive(autodiff::Differentiable)]
    pub struct Blender(pub f64);

    impl Blender {
        fn blend(&self, p: &[f64]) -> f64 {
            blend!(self.0 * p[0] => p[1], p[2]; p[0] * p[1])
        }
    }

    pub fn whole(p: &[f64]) -> f64 {
        let b = Blender(0.3);
        let mut total = 0.0;
        for w in p.windows(3) {
            total += b.blend(w) * blend!(w[0] => ; w[1]);
        }
        total
    }
}

slices! {
    expressions(p) {
        // The operands hold together, and what the macro makes, too.
        let a = sq!(p[0] + p[1]) - sum_of!(p[0], 2.0 * p[1], sq!(p[2])) * sq!(p[2]);
        let b = horner!(p[1] - 0.3; 0.5, p[0], -p[2], 1.5);
        a * b + binary!(p[0], plus, p[1]) * binary!(p[1], times, p[2] + 1.0) - binary!(3.0 * 2.0)
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
    names(p) {
        // Variables of the macros' and of the function's that have the same names.
        let x = p[0];
        let acc = p[1];
        let t = p[2] * p[0];
        let h = horner!(acc * x; x, acc, t);
        let m = max_of!(t, acc, max_of!(x, 0.3 * t), x * acc);
        let mut y = [x, acc, t];
        axpy!(y += acc => [t, x, t * x]);
        let k = 3.0 * t;
        let_scaled!(half, x * k);
        let_scaled!(t, half * t);
        h + m + y[0] * y[1] * y[2] + k * half + t + x * acc
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
    flow(p) {
        let mut total = 0.0;
        for i in 0..p.len() {
            if p[i] > 0.5 {
                total += sq!(sq!(p[i]));
            } else {
                let_scaled!(total_here, sum_of!(p[i], total));
                total += total_here;
            }
        }
        let first = or_return!(p.iter().find(|v| **v > 0.2), sq!(total));
        let f = |v: f64| horner!(v; 0.2, total, *first);
        total + each_pair!(p, |t, i| f(t) * sq!(i)) * p.iter().map(|i| sq!(i)).sum::<f64>()
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
    structs(p) {
        let (x, y) = (p[0], p[1]);
        let a = point!(x * y, p[2]);
        let b = point!(swapped point!(a.x + y, sq!(a.y)));
        called(&[b.x, b.y * x]) + b.x * y
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
    in_modules(p) {
        inside::whole(p) * inside::whole(&[p[0], p[2], p[1], p[0]])
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
    tokens(p) {
        let mut q = p[0];
        changed!(q, += p[1], *= p[0] + 1.0, -= q * p[1]);
        q * counted!(a::b => c += 1) + p[0] * is_zero!(0) + p[1] * handed_on!(0)
    } at [0.7, -0.4];
    lengths(p) {
        let mut w = [p[0]; doubled!(1 + 2)];
        for i in 0..doubled!(w.len() - 5) {
            w[i] *= p[1] + i as f64;
        }
        w.iter().sum::<f64>() * w.len() as f64
    } at [0.7, -0.4], [0.1, 0.15];
    in_lists(p) {
        let x = p[0];
        let v = vec![sq!(x), sum_of!(x, p[1], sq!(p[1])), vec![horner!(x; x, p[1]); 2][1]];
        let w = vec![sq!(p[1] - x); v.len()];
        assert!(sq!(x) >= 0.0, "{}", sq!(x));
        v.iter().zip(&w).map(|(a, b)| a * b).sum::<f64>()
    } at [0.7, -0.4], [0.1, 0.15];
    ends_of_blocks(p) {
        let x = { less_one!(p[0] > 0.2, p[0] * p[1]) };
        let mut total = x;
        for q in p {
            total += if x > *q { less_one!(total > *q, q * x) } else { sq!(x) };
        }
        less_one!(total > x, total * x) + sq!(total - x) * -sq!(p[1] - x) / (1.0 + sq!(x + 0.5))
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
    of_its_own(p) {
        called(p)
    } at [0.7, -0.4, 1.3], [0.1, 0.15, 0.05], [0.3, 0.9, 0.6];
}
