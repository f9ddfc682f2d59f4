//! Branches, loops and early exits.

use super::native::same;

same! {
    fn branch_changes_its_condition(x: (f64) = 0.4) -> f64 {
        let mut x = x;
        if x > 0.0 { x = -x; } else if x < -1.0 { x *= x; }
        if x < 0.0 { x = x * x; }
        x
    }
    fn overwrite_in_one_branch(x: (f64) = 0.4, c: (bool) = false) -> f64 {
        let mut y = x * x;
        let mut a = [x, y];
        if c { y = 1.0; a[0] = y; }
        y + a[0]
    }
    fn early_returns(x: (f64) = 0.4) -> f64 {
        if x < 0.0 { return 0.0; } else if x > 1.0 { return 1.0; }
        let y = x * x;
        if y > 0.5 { return y } else { let z = y + 1.0; if z > 5.0 { return z; } }
        y * 2.0
    }
    fn charge(xs: (&[f64]) = vec![0.5, -1.0, 0.7, 2.0, 9.0], scale: (f64) = 0.7, limit: (f64) = 1.1) -> f64 {
        let mut total = 0.0;
        if scale > 0.0 {
            for &x in xs {
                if x < 0.0 { continue; }
                total += scale * x * x;
                if total > limit { return total.sqrt() * limit; }
            }
        }
        total
    }
    fn charge_to_the_end(xs: (&[f64]) = vec![0.5, -1.0, 0.7], scale: (f64) = 0.7, limit: (f64) = 100.0) -> f64 {
        let mut total = 0.0;
        if scale > 0.0 {
            for &x in xs {
                if x < 0.0 { continue; }
                total += scale * x * x;
                if total > limit { return total.sqrt() * limit; }
            }
        }
        total
    }
    fn damped_product(table: (&[f64]) = vec![0.5, 2.0, -7.0, 3.0, 0.1, 0.01, 0.02, 5.0], width: (usize) = 3, floor: (f64) = 0.005) -> f64 {
        let mut p = 1.0;
        'rows: for row in table.chunks(width) {
            for &v in row {
                if v < -5.0 { continue 'rows; }
                p *= v;
                if p.abs() < floor { break 'rows; }
            }
            p += 1.0;
        }
        p
    }
    fn nested_exits(x: (&[f64]) = vec![0.5, -3.0, 0.7, 1.1, 2.5, 0.3], n: (usize) = 6) -> f64 {
        let mut s = 0.0;
        for i in 0..n {
            for j in (0..i).rev() {
                if x[j] > 2.0 { return s; }
                if x[j] < -2.0 { break; }
                s += x[j];
            }
            s *= 0.5;
        }
        s
    }
    fn while_and_loop(x: (&[f64]) = vec![0.5, 1.0, 0.7, 1.1, 2.5, 3.3, 1.0], n: (usize) = 5) -> f64 {
        let mut i = 0;
        let mut s = 0.0;
        while i < n {
            i += 1;
            let mut j = 0;
            loop {
                j += 1;
                if j > i { break; }
                if x[j] > 3.0 { return s * 2.0; }
                if j % 2 == 0 { continue; }
                s += x[j];
            }
        }
        s
    }
    fn break_with_value(x: (f64) = 5.0) -> f64 {
        let mut y = 1.0;
        let (root, steps) = {
            let mut steps = 0;
            loop {
                let next = 0.5 * (y + x / y);
                steps += 1;
                if (next - y).abs() < 1e-12 { break (next, steps); }
                y = next;
            }
        };
        root + steps as f64
    }
    fn while_with_break(x: (f64) = 0.9) -> f64 {
        let mut y = x;
        let mut k = 0;
        let a = [1.0, 2.0, 3.0];
        while y < 100.0 && a[k] < 2.5 {
            y *= 2.0;
            k += 1;
            if k == 2 { k = 7; break; }
        }
        y + k as f64
    }
    fn condition_not_evaluated_after_break(x: (&[f64]) = vec![0.5, 1.0]) -> f64 {
        let mut i = 0;
        let mut s = 0.0;
        while x[i] > 0.0 {
            s += x[i];
            i += 1;
            if i == x.len() { break; }
        }
        s
    }
    fn short_circuit(x: (&[f64]) = vec![0.5, 1.0], i: (usize) = 5) -> f64 {
        if i < x.len() && x[i] > 0.0 { 1.0 } else if i >= x.len() || x[i] > 7.0 { x[0] } else { 2.0 }
    }
    fn matches(n: (usize) = 4, x: (f64) = 0.6) -> f64 {
        let mut total = 0.0;
        for k in 0..8 {
            total += match (k + n) % 9 {
                0 => 1.0,
                1 | 2 => x,
                3..=5 => x * x,
                m if m > 7 => { let y = x / m as f64; y * y }
                _ => x.powi(3),
            };
            match (k % 2 == 0, n) {
                (true, 4) => total += 10.0,
                (false, m) if m < 3 => {}
                (_, m @ 1..) => total *= m as f64 / 5.0,
                _ => total = 0.0,
            }
        }
        total
    }
    fn match_returns(n: (usize) = 2, x: (f64) = 0.6) -> f64 {
        let y = match n { 0 => return 1.0, 1 => return x, 2 => x * 3.0, _ => panic!("no {n}") };
        let c = match n { 2 => [1.0, y], 3 => [x, 1.0], _ => unreachable!() };
        y * y + c[1]
    }
    fn negative_patterns(n: (i32) = -2, x: (f64) = 0.6) -> f64 {
        const LIMIT: i32 = 7;
        match n { -2 => x, -10..=-3 => 2.0 * x, LIMIT => 3.0, i32::MIN..=-11 => 4.0, _ => 5.0 }
    }
    fn labelled_block(x: (f64) = 1.6) -> f64 {
        let v = 'a: {
            if x > 1.0 { break 'a x * 2.0; }
            for i in 0..3 { if x * i as f64 > 1.5 { break 'a i as f64; } }
            x + 1.0
        };
        v * v
    }
    fn array_returned_from_a_loop(x: (&[f64]) = vec![0.5, 1.0, 4.0]) -> [f64; 2] {
        for (i, v) in x.iter().enumerate() { if *v > 0.9 { return [*v, i as f64]; } }
        [0.0, 1.0]
    }
    fn tuple_returned_from_a_loop(x: (&[f64]) = vec![0.5, 1.0, 4.0]) -> (f64, Vec<f64>) {
        let mut k = 0;
        while k < 10 {
            if k >= x.len() { return (x[0], vec![x[1]; 2]); }
            k += 1;
        }
        (x[1], vec![])
    }
    fn bool_flags(x: (&[f64]) = vec![0.5, 1.0, 4.0]) -> f64 {
        let mut found = false;
        let mut seen = false;
        let mut at = 0;
        for i in 0..x.len() {
            if found { seen = true; continue; }
            if x[i] > 0.7 { found = true; at = i; }
        }
        if found && seen { x[at] } else { 0.0 }
    }
    fn closures(x: (f64) = 0.6, w: (&[f64]) = vec![0.5, 1.0, -4.0, 2.0]) -> f64 {
        let mut n = 0.0;
        let mut add = |t: f64| { n += t; if t > 0.8 { return 2.0; } t * x };
        let a = add(1.0);
        let b = add(x);
        let sq = |v: f64| v * v;
        let plus = |a, b| a + b;
        let both = |v| plus(sq(v), x);
        let x = 100.0;
        let mut k = 1.0;
        let taken = move |y: f64| y + k;
        k += 10.0;
        n + 10.0 * a + b + both(2.0) + x + k + taken(3.0)
            + w.iter().enumerate().filter(|(i, v)| *i > 0 && **v > 0.0).map(|(_, v)| v * x).fold(0.0, |acc, t| acc + t)
    }
    fn checks(x: (&[f64]) = vec![0.5, 1.0, -4.0], k: (f64) = 0.5) -> f64 {
        assert!(x.len() > 2, "too short: {} {k:.3} {x:?}", x.len());
        debug_assert_eq!(x.len(), 3);
        assert_ne!(k, 1.0, "{name}", name = k);
        if x.iter().any(|v| v.is_nan()) { panic!("{:>width$}", k, width = 3); }
        if x.iter().all(|v| *v < 10.0) { k } else { unreachable!() }
    }
    fn zero_iterations(x: (&[f64]) = vec![], n: (usize) = 0) -> f64 {
        let mut last = 3.0;
        for v in x { last = *v; }
        for i in 5..n { last += i as f64; }
        last + x.iter().sum::<f64>() + x.iter().product::<f64>()
    }
    fn loop_local(x: (f64) = 0.3) -> f64 {
        let mut s = 0.0;
        for i in 0..4 {
            let mut t = x;
            for _ in 0..i { t *= x; }
            let mut a = [t; 2];
            a[1] += s;
            s += a[0] + a[1];
        }
        s
    }
    fn return_in_closure_in_loop(x: (&[f64]) = vec![0.5, 1.0, -4.0]) -> f64 {
        let f = |v: f64| { for i in 0..3 { if v * i as f64 > 1.5 { return i as f64; } } v };
        let mut s = 0.0;
        for v in x { s = s * 10.0 + f(*v); if s > 1000.0 { break; } }
        s
    }
}
