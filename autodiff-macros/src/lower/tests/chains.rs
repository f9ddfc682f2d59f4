//! Chains of iterators with a state, an end of their own, or an `Option` at their end.

use super::native::same;

same! {
    fn chained(x: (&[f64]) = vec![0.5, 1.0, -4.0], y: (&[f64]) = vec![2.5, -1.5]) -> f64 {
        let s: f64 = x.iter().chain(y.iter()).map(|v| v * v).sum();
        let mut t = 0.0;
        for (i, v) in x.iter().chain(y).enumerate() { t = 0.5 * t + v * i as f64; }
        for v in x.iter().chain(&y[1..]).rev() { t = 0.5 * t + v; }
        for v in x.iter().copied().chain(std::iter::once(s)).chain([t, 2.0]) {
            if v > 3.0 { break; }
            t += v.sin();
        }
        s + t
    }
    fn chained_mutably(x: (&mut [f64]) = vec![0.5, 1.0, -4.0], y: (&mut [f64]) = vec![2.5, -1.5]) {
        for v in x.iter_mut().chain(y.iter_mut()) {
            if *v > 2.0 { continue; }
            if *v < -3.0 { break; }
            *v = v.sin();
        }
        for w in x.chunks(2).chain(y.chunks(1)) { assert!(w.len() > 0); }
    }
    fn filter_mapped(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0]) -> f64 {
        let a: f64 = x.iter().filter_map(|&v| if v > 0.0 { Some(v.ln()) } else { None }).sum();
        let b: f64 = x.iter().filter_map(|v| (*v > 0.75).then_some(v * v)).product();
        let c: f64 = x.iter().filter_map(|v| (*v > 0.0).then(|| v.sqrt())).map(|v| v * 2.0).sum();
        let d = x.iter().enumerate().filter_map(|(i, v)| match i { 0 => None, _ => Some(v * i as f64) }).fold(0.0, |s, v| s * 0.5 + v);
        a + b * c - d
    }
    fn while_wanted(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0, 0.25]) -> f64 {
        let a: f64 = x.iter().take_while(|v| **v > 0.0).map(|v| v * v).sum();
        let b: f64 = x.iter().skip_while(|v| **v > 0.0).map(|v| v * v * v).sum();
        let c = x.iter().map_while(|v| if *v > -1.0 { Some(v.exp()) } else { None }).sum::<f64>();
        let d = x.iter().rev().take_while(|v| **v > 0.0).count();
        let mut s = 0.0;
        for v in x.iter().skip_while(|v| **v < 0.75).take_while(|v| **v < 1.5) { s = 0.5 * s + v; }
        a + b * c + s * d as f64
    }
    fn scanned(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0, 0.25]) -> f64 {
        let sums: Vec<f64> = x.iter().scan(0.0, |acc, v| { *acc += v; Some(*acc) }).collect();
        let p: f64 = x.iter().scan(1.0, |acc, &v| { *acc *= v; if *acc > -1.0 { Some(*acc) } else { None } }).sum();
        let q = x.iter().scan((0.0, 1.0), |state, v| { state.0 += v; state.1 *= 0.5; Some(state.0 * state.1) }).last().unwrap();
        sums[2] * sums[4] + p + q + sums.len() as f64
    }
    fn flattened(x: (&[f64]) = vec![0.5, 1.0, -4.0], n: (usize) = 3) -> f64 {
        let a: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| x[i] * x[j]).sum();
        let b = (0..n).flat_map(|i| (i..n).map(move |j| x[i] - x[j])).filter(|d| *d > 0.0).fold(0.0, |s, d| s * 0.5 + d);
        let m = vec![vec![a, b], vec![b * a]];
        let c: f64 = m.iter().flatten().map(|v| v * v).sum();
        let d: f64 = m.iter().flat_map(|row| row.iter()).copied().sum();
        let mut s = 0.0;
        for (k, (i, j)) in (0..n).flat_map(|i| (0..n).map(move |j| (i, j))).enumerate() {
            if i == j { continue; }
            if k == 7 { break; }
            s = 0.5 * s + x[i] * x[j] * k as f64;
        }
        let e: f64 = (0..n).flat_map(|i| (0..n).map(move |j| i + j)).take_while(|s| *s < 4).map(|s| x[s % 3]).sum();
        let f = (0..n).flat_map(|i| (0..n).take_while(move |j| *j <= i)).map(|j| x[j]).fold(0.0, |s, v| 0.5 * s + v);
        let g = (0..n).flat_map(|i| (0..n).map(move |j| i * j)).any(|p| p == 2);
        a + c + d + s + e * f + if g { x[0] } else { 0.0 }
    }
    fn chosen(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0, 0.25]) -> f64 {
        let a = x.iter().copied().min_by(|a, b| a.total_cmp(b)).unwrap();
        let b = x.iter().max_by(|a, b| a.partial_cmp(b).unwrap()).unwrap();
        let (i, c) = x.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        let (j, d) = x.iter().enumerate().filter(|(_, v)| **v > 0.3).min_by(|(_, a), (_, b)| a.partial_cmp(b).unwrap()).unwrap();
        let e = x.iter().map(|v| v * v).reduce(|a, b| a.max(b)).unwrap_or(0.0);
        let f = x.iter().copied().reduce(f64::max).expect("some");
        let k = (0..x.len()).min_by(|&i, &j| x[j].abs().total_cmp(&x[i].abs())).unwrap();
        let l = (0..x.len()).max().unwrap() + (1..4).min().unwrap_or(0);
        a * b + c * i as f64 - d * j as f64 + e * f + x[k] * l as f64
    }
    fn chosen_of_none(x: (&[f64]) = vec![], y: (f64) = 2.0) -> f64 {
        let a = x.iter().copied().min_by(|a, b| a.total_cmp(b)).unwrap_or(y);
        let b = x.iter().copied().reduce(f64::max).map_or(y * y, |v| v * 2.0);
        a * b
    }
    fn zeros_of_both_signs(y: (&[f64]) = vec![3.0, 5.0, 7.0]) -> f64 {
        let x: [f64; 3] = [0.0, -0.0, 1.0];
        let (_, a) = x.iter().zip(y).min_by(|a, b| a.0.total_cmp(b.0)).unwrap();
        let (_, b) = x.iter().zip(y).min_by(|a, b| a.0.partial_cmp(b.0).unwrap()).unwrap();
        let (_, c) = x.iter().zip(y).map(|(a, b)| (a - 1.0, b * 2.0)).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        a * 100.0 + b * 10.0 + c
    }
    fn ties(x: (&[f64]) = vec![1.0, 1.0, 1.0]) -> f64 {
        let i = (0..3).min_by(|&i, &j| (x[i] * 0.0).total_cmp(&(x[j] * 0.0))).unwrap();
        let j = (0..3).max_by(|&i, &j| (x[i] * 0.0).partial_cmp(&(x[j] * 0.0)).unwrap()).unwrap();
        x[i] * 10.0 + j as f64
    }
    fn searched(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0, 0.25]) -> f64 {
        let i = x.iter().position(|v| *v > 0.75).unwrap();
        let j = x.iter().position(|&v| v > 50.0).unwrap_or(x.len());
        let a = x.iter().find(|v| **v < 0.0).unwrap();
        let b = x.iter().rev().find_map(|v| if *v > 1.0 { Some(v * v) } else { None }).unwrap_or(0.0);
        let c = x.iter().skip(1).next().unwrap();
        let d = x.iter().last().unwrap() * x.iter().map(|v| v.sin()).last().unwrap();
        x[i] * j as f64 + a * b + c * d
    }
    fn kept_only(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0, 0.25]) -> f64 {
        let kept: Vec<f64> = x.iter().filter(|v| **v > 0.3).copied().collect();
        let mut s = 0.0;
        for (i, v) in x.iter().filter(|v| **v > 0.3).enumerate() { s += v * i as f64; }
        for (i, v) in kept.iter().enumerate() { s += v * v * i as f64; }
        s + kept.len() as f64 * kept[kept.len() - 1]
    }
    fn of_functions(x: ([f64; 3]) = [0.5, 1.0, 4.0]) -> f64 {
        let y = x.map(f64::sqrt);
        let z = x.map(|v| v > 0.75);
        let w = x.map(|v| (v, v * v));
        let g: [f64; 3] = std::array::from_fn(|i| x[i] * y[2 - i]);
        let h: [[f64; 2]; 3] = std::array::from_fn(|i| [g[i], x[0] * i as f64]);
        let s: f64 = y.into_iter().map(f64::sin).sum();
        s + g[1] * h[2][0] + h[1][1] * w[2].1 + if z[1] { w[0].0 } else { 0.0 }
    }
    fn arrays_collected(x: (&[f64]) = vec![0.5, 1.0, -4.0]) -> f64 {
        let p: Vec<[f64; 2]> = x.iter().map(|v| [*v, v * v]).collect();
        p[0][1] * p[2][0] + p.iter().map(|q| q[0] * q[1]).sum::<f64>()
    }
    fn repeated(x: (f64) = 0.5) -> f64 {
        let a: f64 = std::iter::repeat(x).take(3).zip(1..).map(|(v, i)| v * i as f64).sum();
        let b: f64 = std::iter::once(x * x).chain((1..4).map(|i| x / i as f64)).sum();
        a * b
    }
    fn three(x: (&[f64]) = vec![0.5, 1.0, -4.0], y: (&[f64]) = vec![1.5, 2.0, 3.0], z: (&mut [f64]) = vec![0.1, 0.2, 0.3]) -> f64 {
        for ((z, x), y) in z.iter_mut().zip(x.iter()).zip(y.iter()).rev() { *z += x * y; }
        for (i, c) in x.chunks(2).rev().enumerate() { z[i] += c[0]; }
        for (i, c) in x.chunks_exact(2).enumerate().rev() { z[i] *= c[1]; }
        for (a, b) in z.chunks_mut(2).zip(x.chunks(2)) { a[0] *= b[0]; }
        x.iter().zip(y).zip(z.iter()).map(|((a, b), c)| a * b * c).sum()
    }
}
