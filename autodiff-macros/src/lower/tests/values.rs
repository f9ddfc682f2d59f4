//! Values, arrays, references, patterns.

use super::native::same;

same! {
    fn shadowing(x: (f64) = 0.7) -> f64 {
        let x = x * 2.0;
        let n = 3;
        let x = [x, x + 1.0];
        let mut t = 0.0;
        for x in x.iter() { t += x * n as f64; }
        t
    }
    fn compound(x: (f64) = 1.3) -> f64 {
        let mut x = x;
        let y = x;
        x *= x;
        x -= y;
        x /= 3.0;
        x %= 0.25;
        x -= x * 2.0;
        x
    }
    fn cancels(x: (f64) = 1.3) -> f64 { let mut x = x; x *= x; x -= x; x }
    fn fibonacci(a: (f64) = 0.3, b: (f64) = 0.4, n: (usize) = 7) -> f64 {
        let (mut a, mut b) = (a, b);
        for _ in 0..n { (a, b) = (b, a + b); }
        a * b
    }
    fn tuples(p: ((f64, f64)) = (1.0, 2.0), ps: (&[(f64, f64)]) = vec![(1.5, 2.5), (3.0, -1.0)]) -> (f64, [f64; 2]) {
        let (a, b) = p;
        let mut q = (a, b * 2.0);
        q.0 += 1.0;
        q = (q.1, q.0);
        let mut m = [0.0; 2];
        for (x, y) in ps { m[0] += x * y; m[1] = *y; }
        for &(x, y) in ps.iter() { q.1 += x - y; }
        let r = &mut q;
        r.0 *= 2.0;
        let (ref s, _) = q;
        (q.0 * q.1 + p.0 + s, m)
    }
    fn aliases(x: (&mut [f64]) = vec![0.5, 0.6], i: (usize) = 1) -> f64 {
        let r = &mut x[i];
        *r = r.sin();
        *r += 1.0;
        let mut s = 2.0;
        let q = &mut s;
        *q += x[0];
        *q *= *q;
        s
    }
    fn index_at_binding(x: (&mut [f64]) = vec![0.5, 0.6, 0.9]) -> f64 {
        let mut i = 0;
        let mut total = 0.0;
        {
            let r = &mut x[i + 1];
            i += 1;
            *r += i as f64;
        }
        let tail = &x[i..];
        i += 5;
        total += tail[0] * tail.len() as f64 + i as f64;
        total
    }
    fn evaluation_order(x: (f64) = 0.5) -> f64 {
        let mut i = 0;
        let mut a = [1.0, 2.0, 3.0];
        a[i] += { i += 1; x };
        a[i] = { i += 1; a[i] * x };
        let y = x + { let z = a[i]; i -= 1; z } * a[i];
        let b = [i as f64, { i += 1; i as f64 }, i as f64];
        y + b[0] * 100.0 + b[1] * 10.0 + b[2] + a[0] + 7.0 * a[1] + 11.0 * a[2]
    }
    fn old_value_first(x: (f64) = 0.5) -> f64 {
        let mut s = x;
        let t = s * { s += 1.0; s };
        let mut a = [x, 2.0];
        let u = a[0] + { a[0] = 10.0; a[0] };
        t + u
    }
    fn rows_are_copied(x: (f64) = 0.5) -> f64 {
        let mut m = [[0.0; 2]; 3];
        m[1][0] = x;
        m[2] = [x, 2.0];
        (m[0], m[1]) = (m[1], m[2]);
        let row = m[0];
        m[0][0] = 7.0;
        let mut copy = m;
        copy[2][1] = 5.0;
        let t = (m[0], m[1]);
        m[1][1] = 100.0;
        row[0] + m[0][0] * 10.0 + m[1][1] + copy[2][1] + m[2][1] + t.1[1]
    }
    fn grids(x: (f64) = 0.5) -> f64 {
        let mut g = vec![vec![1.0; 2]; 3];
        g[1][1] = x;
        for r in g.iter_mut() { for e in r.iter_mut() { *e *= x; } }
        for r in &mut g { r[0] += 1.0; }
        let h = g.clone();
        g[0] = vec![3.0, x];
        g[0][1] + g[1][1] + h[0][1] + g[2][0]
    }
    fn moved(v: (Vec<f64>) = vec![1.0, 2.0, 3.0], mut_w: (Vec<f64>) = vec![4.0, 5.0, 6.0]) -> Vec<f64> {
        let mut w = mut_w;
        w[0] = v[1];
        let mut u = v;
        u[0] += 1.0;
        for i in 0..3 { w = u.clone(); u[i] = w[i] * 2.0; }
        w
    }
    fn rotated_buffers(x: (&[f64]) = vec![1.0, 2.0, 4.0], steps: (usize) = 3) -> Vec<f64> {
        let mut old = x.to_vec();
        for k in 0..steps {
            let mut new = vec![0.0; old.len()];
            for i in 0..old.len() { new[i] = 0.5 * (old[i] + old[(i + 1) % old.len()]) + k as f64; }
            old = new;
        }
        old
    }
    fn swapped(x: (&mut [f64]) = vec![1.0, 2.0, 4.0]) -> f64 {
        let (mut a, mut b) = (1.0, 2.0);
        std::mem::swap(&mut a, &mut b);
        x.swap(0, 2);
        let mut u = vec![1.0, 2.0];
        let mut v = vec![3.0, 4.0];
        std::mem::swap(&mut u, &mut v);
        let old = std::mem::replace(&mut a, 9.0);
        std::mem::swap(&mut a, &mut x[1]);
        a + 10.0 * b + u[0] * 100.0 + v[1] * 1000.0 + old
    }
    fn halves(x: (&mut [f64]) = vec![1.0, 2.0, 4.0, 8.0], m: (usize) = 2) {
        let (a, b) = x.split_at_mut(m);
        for (p, q) in a.iter_mut().zip(b.iter()) { *p += 2.0 * q; }
        a[0] = b[0];
        a.swap(0, 1);
        b.fill(0.5);
        b[1..].copy_from_slice(&a[1..]);
        x.reverse();
    }
    fn patterns(x: ([f64; 4]) = [1.0, 2.0, 3.0, 4.0]) -> f64 {
        let [a, .., d] = x;
        let [first, rest @ ..] = &x;
        let [_, (b)] = [d, a];
        let ((p, q), r) = ((a, b), d);
        a + 10.0 * d + first + rest[1] * rest.len() as f64 + b + p * q - r
    }
    fn declared_later(x: (f64) = -0.3) -> f64 {
        let y;
        if x > 0.0 { y = x; } else { y = -x; }
        let (a, b): (f64, f64);
        (a, b) = (y, x);
        let mut z: f64 = 1.0;
        z -= y;
        let c: [f64; 2];
        c = [z, a];
        z * a - b + c[0] * c[1]
    }
    fn references(x: (&f64) = 0.4, y: (&f64) = 0.9, z: (&mut f64) = 2.0) -> f64 {
        let p = &(x * y);
        let a = *x;
        let r = &a;
        *z *= *p + r;
        let w = &mut *z;
        *w -= 1.0;
        *p + r + x.max(*y) - *z
    }
    fn blocks(x: (f64) = 0.4) -> f64 {
        let v = { let mut t = vec![x, 2.0]; t[0] += 1.0; t };
        let y = { let z = v[0]; z * z };
        let mut a = { let b = [y, x]; b };
        a[0] += { let x = 3.0; x * 2.0 };
        a[0] * a[1]
    }
    fn chosen_array(c: (bool) = true, x: (f64) = 0.4) -> [f64; 3] {
        let v = if c { [x, 1.0, 2.0] } else { let t = [0.0; 3]; t };
        let [a, b, _] = v;
        let mut w = v;
        w[1] = a * b + v[2];
        w
    }
    fn literals(k: (i64) = 3, x: (f64) = 0.4) -> f64 {
        let a = 2;
        let b = 3u32;
        let mut s = 0.;
        for i in 0..=k { s += x * i as f64; }
        s * a as f64 + b as f64 - 1e-3 + 2f64 * -1.5 + 1_000.0 + (-2.0f64).abs() + f64::from(b)
            + f64::EPSILON + std::f64::consts::PI * f64::MAX.recip()
    }
    fn integers(x: (&[f64]) = vec![1.0, 2.0, 4.0], n: (usize) = 23) -> f64 {
        let mut i = n;
        let mut s = 0.0;
        while i > 0 {
            i /= 2;
            s += x[i % x.len()];
            if i & 1 == 1 && !(i >> 1 == 3) || i.is_power_of_two() { s -= x[i.min(2)]; }
        }
        let mut counts = [0usize; 4];
        counts[1] += 2;
        counts[2] = counts[1].pow(3) + n.abs_diff(30) - 5usize.saturating_sub(n);
        s * counts[1] as f64 + counts[2] as f64 + (n as i32 - 30).abs() as f64 + (7i64).rem_euclid(3) as f64
    }
    fn floats(x: (f64) = 0.4, y: (f64) = -1.7) -> f64 {
        let (s, c) = y.sin_cos();
        s * c + f64::max(x, y) + f64::sin(x) + x.powi(3) + x.powf(y) + y.abs().ln() + x.mul_add(y, s)
            + x.hypot(y).atan2(c) + y.clamp(-1.0, 1.0) + (x * 7.0).floor() + x.tanh().exp_m1()
    }
    fn unit_result(x: (&mut f64) = 0.3, y: (&f64) = 0.8) {
        *x += *y * 2.0;
        *x *= y.sin();
        if *x > 1.0 { return; }
        *x = 3.0 + *x;
    }
}
