//! Chains of iterators.

use super::native::same;

same! {
    fn dot(w: (&[f64]) = vec![0.5, 1.0, -4.0], x: (&[f64]) = vec![1.5, 2.5]) -> f64 {
        w.iter().zip(x).map(|(a, b)| a * b).sum::<f64>()
    }
    fn empty_sums(x: (&[f64]) = vec![]) -> (f64, f64) {
        (x.iter().sum(), x.iter().map(|v| v * 2.0).product())
    }
    fn log_sum_exp(x: (&[f64]) = vec![0.5, 1.0, -4.0]) -> f64 {
        let m = x.iter().cloned().fold(f64::NEG_INFINITY, f64::max);
        m + x.iter().map(|v| (v - m).exp()).sum::<f64>().ln()
    }
    fn adaptors(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0, 7.0, 0.25, 9.0]) -> f64 {
        let mut s = 0.0;
        for (i, v) in x.iter().enumerate().skip(1).step_by(2) { s = s * 0.5 + v * i as f64; }
        for (i, v) in x.iter().rev().enumerate() { s = s * 0.5 + v * i as f64; }
        for (i, v) in x.iter().enumerate().rev().take(3) { s = s * 0.5 + v * i as f64; }
        for v in x.iter().skip(2).rev().step_by(2) { s = s * 0.5 + v; }
        for v in x.iter().take(50).skip(6) { s = s * 0.5 + v; }
        for (v, i) in x.iter().copied().zip(1..) { s = s * 0.5 + v * i as f64; }
        for w in x.windows(3) { s = s * 0.5 + w[2] - w[0] * w.len() as f64; }
        for c in x.chunks(3) { s = s * 0.5 + c[c.len() - 1] * c.len() as f64; }
        for (k, c) in x.chunks_exact(3).enumerate() { s = s * 0.5 + c[0] * k as f64; }
        for i in (1..x.len()).step_by(3) { s = s * 0.5 + x[i]; }
        for i in (0..=6).rev().step_by(4) { s = s * 0.5 + x[i]; }
        for i in (0..7).skip(2).rev() { s = s * 0.5 + x[i]; }
        for i in (2..=5).zip(3..6) { s = s * 0.5 + x[i.0] * x[i.1]; }
        for i in (-2..2i32).rev() { s += i as f64; }
        for i in (-3..4i32).step_by(3) { s = s * 0.5 + i as f64; }
        s
    }
    fn mutating(a: (&[f64]) = vec![0.5, 1.0, -4.0], c: (&mut [f64]) = vec![1.0, 1.5, 2.5, 3.5]) {
        for ((x, y), z) in a.iter().zip(a).zip(c.iter_mut()) { *z += x * y; }
        for (i, z) in c.iter_mut().enumerate().rev() { *z += i as f64; }
        c.iter_mut().for_each(|z| *z *= 2.0);
        for pair in c.chunks_mut(2) { pair[0] -= pair[1]; }
        for z in c.iter_mut().skip(1).take(2) { *z = z.sin(); }
        for z in &mut c[2..] { *z += 0.25; }
    }
    fn collected(x: (&[f64]) = vec![0.5, 1.0, -4.0], k: (f64) = 0.5) -> Vec<f64> {
        let y: Vec<f64> = x.iter().map(|t| t * k).collect();
        let z = y.clone();
        let p: Vec<(f64, f64)> = (1..4).map(|i| (k * i as f64, 1.0)).collect();
        let q: Vec<usize> = (0..x.len()).rev().collect();
        let r = (2..=4).rev().map(|i| i as f64 * k).collect::<Vec<_>>();
        let mut out: Vec<f64> = z.iter().zip(&y).rev().map(|(a, b)| a - 2.0 * b).collect();
        for (a, b) in &p { out[0] += a * b; }
        for (i, &j) in q.iter().enumerate() { out[1] += j as f64 * i as f64 * p[i].0 + r[i]; }
        out
    }
    fn counted(x: (&[f64]) = vec![0.5, 1.0, -4.0, -0.5]) -> f64 {
        let n = x.iter().filter(|v| **v > 0.0).count();
        let m = x.iter().skip(1).count() + x.chunks(3).len();
        let s: f64 = x.iter().filter(|&&v| v > 0.0).sum();
        let t: usize = (0..x.len()).filter(|i| i % 2 == 0).sum();
        let i: usize = (1..=4).product();
        s * n as f64 + 10.0 * m as f64 + 100.0 * t as f64 + i as f64
    }
    fn folds(x: (&[f64]) = vec![0.5, 1.0, -4.0, 0.0]) -> f64 {
        let (lo, hi) = x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), &v| (lo.min(v), hi.max(v)));
        let at = x.iter().enumerate().fold(0, |best, (i, v)| if *v > x[best] { i } else { best });
        let horner = x.iter().rev().fold(0.0, |acc, c| acc * 0.5 + c);
        hi - 2.0 * lo + at as f64 + horner
    }
    fn all_any(x: (&[f64]) = vec![0.5, 1.0, -4.0, 0.0]) -> f64 {
        let a = x.iter().any(|v| *v < -3.0);
        let b = (0..10).all(|i| i >= x.len() || x[i] < 5.0);
        let c = x.iter().zip(&x[1..]).all(|(a, b)| a < b);
        let d = (0..3).contains(&x.len());
        if a && b && !c && !d { x[1] } else { 0.0 }
    }
    fn matrix(a: (&[Vec<f64>]) = vec![vec![1.0, 2.0], vec![3.0, 4.0, 5.0]], b: (&[[f64; 2]; 2]) = [[0.5, 1.5], [2.5, 3.5]], x: (&[f64]) = vec![0.5, 1.0, -4.0]) -> Vec<f64> {
        let n = a.len();
        let mut out = vec![0.0; n];
        for i in 0..n {
            let row = &a[i];
            for j in 0..row.len() { out[i] += row[j] * x[j]; }
            for (j, r) in b.iter().enumerate() { out[i] += r.iter().sum::<f64>() * j as f64; }
            let mut t = b[0];
            t[1] = x[i];
            out[i] += t[1] + a[i].iter().zip(x.iter()).map(|(p, q)| p * q).sum::<f64>();
        }
        for (o, row) in out.iter_mut().zip(a) { *o -= row[0]; }
        out
    }
    fn by_value(x: ([f64; 3]) = [1.0, 2.0, 3.0], v: (Vec<f64>) = vec![4.0, 5.0]) -> f64 {
        let mut s = 0.0;
        for a in x { s = s * 2.0 + a; }
        for a in v { s = s * 2.0 + a; }
        for a in [s, 1.0] { s += a; }
        let y = x.map(|v| v * v);
        s + y[2] + x.into_iter().map(|a| a + 1.0).sum::<f64>()
    }
    fn named_iterators(x: (&[f64]) = vec![1.0, 2.0, 3.0]) -> f64 {
        let it = x.iter().map(|v| v * 2.0);
        let range = 1..x.len();
        let mut s = 0.0;
        for i in range.clone() { s += x[i]; }
        s + it.sum::<f64>() + x[range].iter().sum::<f64>()
    }
    fn nested_chains(x: (&[f64]) = vec![1.0, 2.0, 3.0], n: (usize) = 3) -> f64 {
        (0..n).map(|i| (0..=i).map(|j| x[j] * (i + j) as f64).sum::<f64>() * x[i]).sum()
    }
    fn inspected(x: (&[f64]) = vec![1.0, 2.0, 3.0]) -> f64 {
        let mut seen = 0.0;
        let s: f64 = x.iter().inspect(|v| seen += **v * 2.0).map(|v| v * v).sum();
        s + seen
    }
}
