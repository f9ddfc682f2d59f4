//! `Option`s that stay in the function, and what gives them.

use super::native::same;

same! {
    fn elements(x: (&[f64]) = vec![0.5, 1.0, -4.0], i: (usize) = 1) -> f64 {
        let a = x.first().unwrap();
        let b = *x.last().unwrap();
        let c = x.get(i).unwrap() * x.get(7).copied().unwrap_or(a * 2.0);
        let d = x.get(i + 1).map_or(0.0, |v| v * v);
        let (head, tail) = x.split_first().unwrap();
        let (last, init) = x.split_last().expect("there is one");
        a * b + c - d + head * tail[1] + last * init.len() as f64
    }
    fn written(x: (&mut [f64]) = vec![0.5, 1.0, -4.0]) {
        *x.first_mut().unwrap() *= 2.0;
        if let Some(v) = x.last_mut() { *v += 1.0; }
        if let Some(v) = x.get_mut(9) { *v = 0.0; }
        let (a, b) = x.split_first_mut().unwrap();
        *a += b[0];
        b[1] *= *a;
    }
    fn conditional(x: (&[f64]) = vec![0.5, 1.0], y: (f64) = 0.75) -> f64 {
        let a = if let Some(v) = x.get(5) { v * v } else { y };
        let b = if let Some(&v) = x.first() && v > 0.25 && let Some(w) = x.get(1) { v * w } else { 0.0 };
        let c = match x.last() { Some(v) => v * y, None => y };
        let d = match x.get(8) { None => y * y, Some(v) if *v > 0.0 => *v, Some(_) => 1.0 };
        let e = if y > 0.0 { Some(y.ln()) } else { None };
        let f = e.map(|v| v * 2.0).filter(|v| *v < 0.0).unwrap_or(3.0);
        let g = e.and_then(|v| if v < 0.0 { Some(v * v) } else { None });
        let h = if g.is_some() { g.unwrap() } else { 0.0 };
        a + b * c - d + f * h + if e.is_none() { 1.0 } else { y }
    }
    fn else_leaves(x: (&[f64]) = vec![0.5, 1.0], y: (f64) = 0.75) -> f64 {
        let Some(a) = x.first() else { return y };
        let mut s = 0.0;
        for i in 0..4 {
            let Some(v) = x.get(i) else { continue };
            s += v * y;
        }
        for i in 0..4 {
            let Some(v) = x.get(i) else { break };
            s *= v + y;
        }
        let [b, c] = x else { return s };
        let Some(d) = x.get(2) else { return s * a + b * c };
        d * s
    }
    fn slice_patterns(x: (&[f64]) = vec![0.5, 1.0, 2.0], y: (&[f64]) = vec![3.0]) -> f64 {
        let mut s = 0.0;
        for v in [0.5, 2.0] {
            s += match x { [] => v, [a] => a * v, [a, .., b] => a * b * v };
            s *= match y { [] => v, [a] => a * v, [a, rest @ ..] => a * rest[0] };
        }
        if let [a, b, c] = x { s += a * b * c; }
        s
    }
    fn best_so_far(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0]) -> f64 {
        let mut best: Option<f64> = None;
        for &v in x {
            if best.is_none() || v * v > best.unwrap() { best = Some(v * v); }
        }
        let mut place: Option<(usize, f64)> = None;
        for (i, v) in x.iter().enumerate() {
            match place {
                Some((_, w)) if w <= *v => {}
                _ => place = Some((i, *v)),
            }
        }
        let mut previous = None;
        let mut s = 0.0;
        for v in x {
            if let Some(p) = previous { s += v * p; }
            previous = Some(*v);
        }
        let (i, w) = place.unwrap();
        best.unwrap_or(0.0) + w * i as f64 + s
    }
    fn while_some(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0]) -> f64 {
        let (mut i, mut s) = (0, 0.0);
        while let Some(v) = x.get(i) {
            i += 1;
            if *v < 0.0 { continue; }
            s = 0.5 * s + v;
        }
        s
    }
    fn converted(x: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0]) -> f64 {
        let a: [f64; 2] = x[1..3].try_into().unwrap();
        let b: [f64; 3] = x[..3].try_into().expect("three");
        let v: Vec<f64> = a.iter().map(|v| v * 2.0).collect();
        let c: [f64; 2] = v.try_into().unwrap();
        a[0] * b[2] + c[1]
    }
    fn taken(x: (&[f64]) = vec![0.5, 1.0], n: (usize) = 3) -> f64 {
        let mut s = x[0] * x[1];
        let t = std::mem::take(&mut s);
        s += t * x[1];
        s * t
    }
    fn taken_vec(x: (&[f64]) = vec![0.5, 1.0], n: (usize) = 3) -> f64 {
        let mut v = x.to_vec();
        let w = std::mem::take(&mut v);
        w[0] * w[1] + v.len() as f64
    }
    fn replaced_array(x: ([f64; 2]) = [0.5, 1.0], n: (usize) = 3) -> f64 {
        let (mut now, mut s) = (x, 0.0);
        for i in 0..n {
            let old = std::mem::replace(&mut now, [s, x[0] * i as f64]);
            s += old[0] * now[1] + old[1];
        }
        let mut rows = vec![vec![s, x[0]], vec![x[1]]];
        let row = std::mem::replace(&mut rows[1], vec![s * s; n]);
        let first = std::mem::take(&mut rows[0]);
        s + row[0] * rows[1][2] + first[1] * first[0] + rows[0].len() as f64
    }
    fn replaced_vec(x: (&[f64]) = vec![0.5, 1.0], n: (usize) = 3) -> f64 {
        let mut s = 0.0;
        let mut now = vec![x[0], x[1]];
        for _ in 0..n {
            let next: Vec<f64> = now.iter().map(|a| a * a + x[0]).collect();
            let old = std::mem::replace(&mut now, next);
            s += old[0] * now[1];
        }
        s
    }
    fn chosen_references(x: (f64) = 0.5, y: (f64) = 0.75, z: (&[f64]) = vec![1.5, 2.5]) -> f64 {
        let r = if x > y { &x } else { &y };
        let (a, b) = if x < y { (&z[0], &x) } else { (&y, &z[1]) };
        *r * *r + a * *b
    }
    fn pushed(x: (&[f64]) = vec![0.5, 1.0, -4.0], n: (usize) = 4) -> Vec<f64> {
        let mut v = Vec::new();
        for a in x {
            let b = a * a;
            v.push(b * x[0]);
        }
        let mut path = vec![x[0]];
        for i in 0..n {
            let last = path[i];
            let next = last * 0.5 + path.last().unwrap() * path[path.len() - 1] + v[i % 3];
            path.push(next);
            path[i] += path[i + 1] * path.len() as f64;
        }
        let mut w = Vec::with_capacity(n);
        for (i, p) in path.iter().enumerate().rev().step_by(2) { w.push(p * i as f64); }
        w.push(x[1]);
        w.extend_from_slice(&v[1..]);
        w.extend(x.iter().map(|a| a * 2.0));
        let mut pairs: Vec<(f64, usize)> = Vec::new();
        for i in (0..3).rev() { pairs.push((x[i], i)); }
        w.push(pairs[0].0 * pairs[2].0 + pairs[0].1 as f64 + w.len() as f64);
        for k in 0..2 {
            let mut t = vec![w[k]];
            for j in 0..=k { t.push(t[j] * x[j]); }
            let u = t;
            w[k] = u[k + 1] * u.len() as f64;
        }
        w
    }
}
