//! Caches that hold many calls: of functions that record in loops and are called in loops and branches, and of
//! functions that call themselves there.

use crate::support::slices;
use crate::support::{assert_close, gradient_by_differences};
use autodiff::{Differentiable, Record, differentiate};

/// Records in a loop that may not run, in a branch and in a loop inside of a loop; a `Vec`, too.
#[differentiate]
fn mixed(a: &[f64], from: usize, scale: f64) -> f64 {
    if from > a.len() {
        return scale;
    }
    let mut carried = scale;
    for i in from..a.len() {
        let gate = (carried * a[i]).sin();
        if gate > 0.1 {
            carried = gate * a[i] + carried.exp();
        } else {
            let mut row = vec![0.0; i + 1];
            for j in 0..i {
                row[j] = (a[j] * carried).tanh();
            }
            row[i] = gate;
            carried = row.iter().map(|x| x * x).sum::<f64>() + 0.25 * carried;
        }
        if carried > 3.0 {
            break;
        }
        carried *= 0.5;
    }
    let end = carried.cos();
    end * carried
}

/// Calls functions outside its loop as well, one that records in loops and one that does not.
#[differentiate]
fn outer(a: &[f64], x: f64) -> f64 {
    let start = mixed(a, 0, x) + bent(x * 0.5);
    let mut total = bent(start);
    let mut n = a.len() + 2;
    while n > 0 {
        n -= 1;
        if n % 2 == 0 {
            total = 0.5 * mixed(a, n, total * x).sin() + bent(total);
        }
    }
    if total > 0.0 {
        total * mixed(a, 1, total)
    } else {
        total - x
    }
}

#[differentiate]
fn bent(x: f64) -> f64 {
    (x * x + 1.0).sqrt().sin()
}

/// Calls itself among records of the iteration, behind a loop that records.
#[differentiate]
fn tree(a: &[f64], depth: usize, x: f64) -> f64 {
    if depth == 0 || x > 4.0 {
        return x * x;
    }
    let mut total = x;
    let mut sign = 1.0;
    for i in 0..depth {
        let part = (x * a[i]).sin();
        let mut inner = total * 0.25;
        for j in 0..i + 1 {
            inner = (inner + a[j]).cos();
        }
        let below = tree(a, depth - 1, part + 0.125 * inner);
        if below > 0.0 {
            total += sign * below * part.exp() * tree(a, i.min(depth - 1), 0.5 * below);
        }
        total += mixed(a, i, below * 0.25) * part;
        sign = -sign;
    }
    total
}

/// Records numbers, indices, decisions and counts together in each iteration, of which some may be skipped; a
/// caller may want the adjoint of one of the slices.
#[differentiate]
fn forked(a: &[f64], b: &[f64], depth: usize, x: f64) -> f64 {
    let mut total = x;
    let mut i = 0;
    while i < a.len() && depth > 0 {
        let factor = (total * a[i]).sin();
        let mut inner = b[i];
        let mut k = 0;
        while k < i + 1 && inner < 0.95 {
            inner = (inner * factor + 0.125).cos();
            k += 1;
        }
        if inner < 0.0 {
            i += 2;
            continue;
        }
        if total > 3.0 {
            break;
        }
        total += b[i] * inner * forked(a, b, depth - 1, factor * 0.5);
        i += 1;
    }
    total * total
}

#[differentiate(wrt(b))]
fn forked_of_one(a: &[f64], b: &[f64]) -> f64 {
    forked(a, b, 2, a[0])
}

/// Twice in each call, a constant number of times.
#[differentiate]
fn halved(a: &mut [f64], times: usize) {
    let n = a.len();
    if n < 2 || times == 0 {
        return;
    }
    for half in 0..2 {
        let weight = a[half].cos();
        halved(&mut a[half..], times - 1);
        for k in 0..n - 1 {
            let old = a[k];
            a[k] = old.sin() * weight + 0.5 * a[k + 1];
        }
    }
}

#[derive(Differentiable, Clone)]
struct Ladder {
    weight: f64,
}

#[differentiate]
impl Ladder {
    fn step(a: &[f64], x: f64) -> f64 {
        let mut y = x;
        for v in a {
            y = (y * v).sin() + 0.5;
        }
        y
    }

    fn climb(&self, a: &[f64], x: f64, n: usize) -> f64 {
        let mut y = x;
        let mut k = 0;
        while k < n {
            y = Self::step(a, y) + self.climb(a, 0.5 * y, n - k - 1) * self.weight;
            k += 1;
        }
        y
    }
}

#[differentiate]
fn ladder(a: &[f64], x: f64) -> f64 {
    let ladder = Ladder { weight: x };
    ladder.climb(a, x, 3)
}

/// A type parameter, and a function as an argument.
#[differentiate]
fn folded<const N: usize>(a: &[f64; N], f: impl Fn(f64) -> f64) -> f64 {
    let mut y = 0.5;
    for i in 0..N {
        for j in i..N {
            y = f(y * a[j]) + 0.25 * y;
        }
    }
    y
}

#[differentiate]
fn folds(a: &[f64], x: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..a.len() - 1 {
        let pair = [a[i], a[i + 1]];
        total += folded(&pair, |y| (y * x).sin() + y) * x;
        total += folded(&pair, bent);
    }
    total
}

#[differentiate]
fn of_vec(y: &Vec<f64>, x: f64) -> f64 {
    y.iter().map(|v| (v * x).sin()).sum()
}

#[differentiate]
fn of_slice(y: &[f64]) -> f64 {
    y.iter().map(|v| 1.0 + 0.25 * v).product()
}

/// What calls read is written later, and grows.
#[differentiate]
fn overwritten(a: &[f64], times: usize) -> f64 {
    let mut y = a.to_vec();
    let mut total = 0.0;
    for k in 0..times {
        total += of_vec(&y, a[0]) * of_slice(&y[k..]);
        for i in 0..k {
            total += of_slice(&y[i..k]) * y[k];
            y[i] *= total.cos();
        }
        if k % 2 == 0 {
            y.push(0.5 * total.sin());
        }
    }
    total + y[0]
}

/// Without the optimisation.
#[differentiate(without(share))]
fn apart(a: &[f64], depth: usize, x: f64) -> f64 {
    if depth == 0 {
        return x * x;
    }
    let mut total = x;
    for i in 0..depth {
        total += apart(a, depth - 1, (total * a[i]).sin()) * mixed(a, i, total * 0.25);
    }
    total
}

slices! {
    called_in_loops(a) { outer(a, a[0]) } at [0.5, 1.25, -0.75, 0.3], [-0.5, 0.25];
    calls_itself(a) { tree(a, 2, a[1]) } at [0.5, 1.25, -0.75], [-0.5, 0.75];
    calls_itself_on_parts(a) {
        let mut b = a.to_vec();
        halved(&mut b, 3);
        let mut s = 0.0;
        for (p, q) in b.iter().zip(a) { s += p * p * q; }
        s
    } at [0.5, 1.25, -0.75, 0.3], [-0.5, 0.25];
    methods(a) { ladder(a, a[0] * a[1]) } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    functions_passed(a) { folds(a, a[1]) } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    copies_for_calls(a) { overwritten(a, 3) + overwritten(a, 0) } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    tuples(a) {
        let b = [0.75, -0.5, 0.25];
        let n = a.len();
        forked(a, &b[..n], 2, a[1]) * forked_of_one(&b[..n], a) - forked(a, a, 1, 2.0)
    } at [0.5, 1.25, -0.75], [-0.5, 0.25];
    not_shared(a) { apart(a, 2, a[0]) } at [0.5, 1.25, -0.75], [-0.5, 0.25];
}

/// The passes for one of the slices read the same tuples.
#[test]
fn tuples_for_one_of_two() {
    let (a, b) = ([0.5, 1.25, -0.75], [0.75, -0.5, 0.25]);
    let (_, d_b, _) = forked::gradient(&a, &b, 2, a[0]);
    let expected = gradient_by_differences(&|b| forked(&a, b, 2, a[0]), &b);
    assert_close("both", &b, &d_b, &expected, 1e-7);
    assert_close("one", &b, &forked_of_one::gradient(&a, &b), &expected, 1e-7);
}

/// One cache for several calls, read from the end; cleared, it serves again.
#[test]
fn one_cache_for_several_calls() {
    let a = [0.5, 1.25, -0.75, 0.3];
    let starts = [0.5, -0.25, 0.75];
    let mut cache = Record::new();
    for round in 0..2 {
        Record::clear(&mut cache);
        for x in starts {
            let y = mixed::forward_onto(&mut cache, &a, round, x);
            assert_eq!(y.to_bits(), mixed(&a, round, x).to_bits());
        }
        let mut at = Record::end(&cache);
        for x in starts.into_iter().rev() {
            let mut d_a = [0.0; 4];
            let d_x = mixed::backward_from(&cache, &mut at, &a, &mut d_a, 1.0);
            let f = |p: &[f64]| mixed(&p[1..], round, p[0]);
            let point = [x, a[0], a[1], a[2], a[3]];
            let exact = [d_x, d_a[0], d_a[1], d_a[2], d_a[3]];
            assert_close(
                "mixed",
                &point,
                &exact,
                &gradient_by_differences(&f, &point),
                1e-7,
            );
        }
    }
}

/// A function whose cache has a fixed size has the same interface.
#[test]
fn caches_of_fixed_size() {
    let mut cache = Record::new();
    let values = [0.5, 1.5].map(|x| bent::forward_onto(&mut cache, x));
    assert_eq!(values, [bent(0.5), bent(1.5)]);
    let mut at = Record::end(&cache);
    let slopes = [(); 2].map(|()| bent::backward_from(&cache, &mut at, 1.0));
    assert_eq!(slopes, [bent::gradient(1.5), bent::gradient(0.5)]);
}

/// Under `wrt` the passes are others, and call the public ones of the function itself.
#[differentiate(wrt(w))]
fn partial(w: &[f64], x: &[f64], depth: usize) -> f64 {
    let mut y = 1.0;
    for i in 0..x.len() {
        y = (y * w[i % 2] + x[i]).sin() + 0.25 * mixed(w, i % 2, y * x[i]);
        if depth > 0 && y > 0.0 {
            y *= partial(w, x, depth - 1);
        }
    }
    y
}

/// A cache that is kept serves again, and need not be named.
#[test]
fn kept_under_wrt() {
    let (w, x) = ([0.5, -0.75], [0.5, 1.25, -0.3]);
    let mut cache = Record::new();
    for _ in 0..2 {
        let mut d_w = [f64::NAN; 2];
        let value = partial::value_and_gradient_with(&mut cache, &w, &mut d_w, &x, 2);
        assert_eq!(value.to_bits(), partial(&w, &x, 2).to_bits());
        assert_eq!(
            (value, d_w.to_vec()),
            partial::value_and_gradient(&w, &x, 2)
        );
        let numeric = gradient_by_differences(&|w| partial(w, &x, 2), &w);
        assert_close("partial", &w, &d_w, &numeric, 1e-7);
    }
}
