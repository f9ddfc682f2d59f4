//! Methods of `Vec`s and slices that are written out in Rust.

mod rows_and_structs {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct S {
        w: f64,
        v: [f64; 2],
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut ss: Vec<S> = p
            .iter()
            .map(|&x| S {
                w: x * x,
                v: [x, 1.0],
            })
            .collect();
        ss.sort_by(|a, b| b.w.partial_cmp(&a.w).unwrap());
        let a = ss[0].v[0] * ss[1].w;
        ss.rotate_left(2);
        let b = ss[0].w * ss[4].v[0];
        let mut rows: Vec<[f64; 2]> = p.windows(2).map(|w| [w[0], w[1]]).collect();
        rows.sort_by(|a, b| a[1].total_cmp(&b[1]));
        rows.retain(|r| r[0] > 0.0);
        let c = rows.iter().map(|r| r[0] * r[1]).sum::<f64>() * rows.len() as f64;
        let mut idx: Vec<usize> = (0..p.len()).collect();
        idx.sort_by(|&i, &j| p[j].partial_cmp(&p[i]).unwrap_or(std::cmp::Ordering::Equal));
        let d = p[idx[0]] * p[idx[4]] + p[idx[1]] * 2.0;
        let mut keyed: Vec<(usize, f64)> = p
            .iter()
            .enumerate()
            .map(|(i, x)| ((i * 3) % 5, *x))
            .collect();
        keyed.sort_by_key(|(k, _)| *k);
        let e = keyed
            .iter()
            .enumerate()
            .map(|(i, (_, x))| x * i as f64)
            .sum::<f64>();
        a + b + c + d + e
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod in_loops {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut q = p.to_vec();
        let mut s = 0.0;
        for k in 0..3 {
            q.rotate_right(1);
            q.retain(|x| x.abs() > 0.07 * k as f64);
            let part: Vec<f64> = q.drain(1..3).collect();
            s += part[0] * part[1] * (k + 1) as f64;
            q.extend(part.iter().map(|x| x * 1.1));
            if k == 1 {
                let tail = q.split_off(2);
                q.extend(tail.iter().rev());
            }
            s += q.iter().take(2).product::<f64>();
        }
        let mut d = vec![p[0], p[0], p[1], p[1], p[0]];
        d.dedup();
        s += d.iter().map(|x| x * x).sum::<f64>() * d.len() as f64;
        let mut f = vec![0.0; 4];
        let mut c = p[0];
        f.fill_with(|| {
            c *= 1.5;
            c
        });
        f.copy_within(0..2, 2);
        s + f[3] * f[1] + [[p[0], p[1]], [p[2], p[3]]].concat()[2]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2, 0.7], [0.288, 0.868, 1.352, -0.192, 0.676] }
}

mod sorts {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut v = p.to_vec();
        v.sort_unstable_by(|a, b| b.partial_cmp(a).unwrap());
        let a = v[0] * 2.0 + v[1];
        let mut w = p.to_vec();
        let m = w.len() / 2;
        w.sort_by(|a, b| a.total_cmp(b));
        let mut k: Vec<usize> = (0..p.len()).collect();
        k.sort_by(|&i, &j| p[i].total_cmp(&p[j]));
        let mut pairs: Vec<(f64, f64)> = p.iter().map(|x| (x.sin(), x * x)).collect();
        pairs.sort_by(|a, b| b.1.total_cmp(&a.1));
        let mut q: Vec<f64> = p.to_vec();
        q.sort_by(|a, b| a.abs().partial_cmp(&b.abs()).unwrap());
        let mut ks = vec![3, 1, 2];
        ks.sort_unstable();
        ks.sort_by_key(|k| 10 - *k);
        a + w[m] * w[m] + p[k[0]] * p[k[1]] * 3.0 + pairs[0].0 * pairs[4].1 + q[2] * ks[0] as f64
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2, 0.7], [0.288, 0.868, 1.352, 0.192, 0.676] }
}

mod slices {
    use autodiff::differentiate;
    #[differentiate]
    fn horner(c: &[f64], x: f64) -> f64 {
        match c.split_first() {
            Some((h, t)) => h + x * horner(t, x),
            None => 0.0,
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (last, init) = p.split_last().unwrap();
        let mut v = p.to_vec();
        for c in v.chunks_exact_mut(2) {
            c[0] *= c[1];
            c.swap(0, 1);
        }
        v.rotate_left(1);
        v[..2].fill(*last);
        v.copy_within(1..3, 0);
        v.rotate_right(2);
        let r: f64 = p.iter().rev().enumerate().map(|(i, x)| x * i as f64).sum();
        let z: f64 = p
            .iter()
            .zip(&v)
            .zip(init)
            .map(|((a, b), c)| a * b * c)
            .sum();
        horner(p, 0.5)
            + last * init[0]
            + v.iter()
                .enumerate()
                .map(|(i, x)| x * (i + 1) as f64)
                .sum::<f64>()
            + r
            + z
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2], [0.288, 0.868, 1.352, 0.192] }
}

mod halved {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let i = p[..3].partition_point(|&a| a <= p[3]).clamp(1, 2) - 1;
        p[i] * p[i + 1]
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 1.0], [0.288, 0.868, 1.352, 0.96] }
}

mod by_path {
    use autodiff::differentiate;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let m: Vec<Vec<f64>> = p.chunks(2).map(<[f64]>::to_vec).collect();
        let n: Vec<f64> = p.iter().map(f64::clone).collect();
        let k: usize = m.iter().map(Vec::len).sum();
        m[0][0] * m[1][1] + n[1] * k as f64
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2], [0.288, 0.868, 1.352, 0.192] }
}

mod conversions {
    use autodiff::differentiate;
    #[differentiate]
    fn made(x: &[f64]) -> Vec<f64> {
        let mut v: Vec<f64> = x.into();
        v[0] *= v[1];
        v
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = 0.0;
        let mut all = Vec::from([p[0], p[1] * p[2]]);
        for i in 0..3 {
            let v: Vec<f64> = p[i..i + 2].into();
            let mut w = Vec::from(&p[i..]);
            w[0] *= all[0];
            all[1] += w[0] * v[1];
            all.push(made(p)[0] * v[0]);
        }
        let b: Vec<f64> = [p[3], s].into();
        s += b[0] * all[2];
        s + all.iter().map(|x| x * x).sum::<f64>()
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, 0.2] }
}
