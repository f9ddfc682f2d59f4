//! Integers that are computed from one another again and again: what describes one must not grow with what it is
//! computed from.

use crate::support::slices;

slices! {
    doubled_again(a) {
        let mut d = vec![0.0; 8];
        let z0 = a.len() - 4;
        let z1 = z0 + z0;
        let z2 = z1 + z1;
        let z3 = z2 + z2;
        let z4 = z3 + z3;
        let z5 = z4 + z4;
        let z6 = z5 + z5;
        let z7 = z6 + z6;
        let z8 = z7 + z7;
        let z9 = z8 + z8;
        let z10 = z9 + z9;
        let z11 = z10 + z10;
        let z12 = z11 + z11;
        let z13 = z12 + z12;
        let z14 = z13 + z13;
        let z15 = z14 + z14;
        let z16 = z15 + z15;
        let z17 = z16 + z16;
        let z18 = z17 + z17;
        let z19 = z18 + z18;
        let z20 = z19 + z19;
        let z21 = z20 + z20;
        let z22 = z21 + z21;
        let z23 = z22 + z22;
        let z24 = z23 + z23;
        let z25 = z24 + z24;
        let z26 = z25 + z25;
        let z27 = z26 + z26;
        let z28 = z27 + z27;
        let z29 = z28 + z28;
        let z30 = z29 + z29;
        let z31 = z30 + z30;
        let z32 = z31 + z31;
        let z33 = z32 + z32;
        let z34 = z33 + z33;
        let z35 = z34 + z34;
        let z36 = z35 + z35;
        let z37 = z36 + z36;
        let z38 = z37 + z37;
        let z39 = z38 + z38;
        let z40 = z39 + z39;
        for i in 0..4 {
            d[i + z40] += a[i];
            d[i + z40 + 4] -= a[i] * d[i + z40];
        }
        d.iter().map(|v| v * v).sum::<f64>()
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];

    shifted_again(a) {
        let mut state: u64 = 88172645463325252;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let (b, c, d, e) = (next(), next(), next(), next());
        let (f, g, h, i) = (next(), next(), next(), next());
        let (j, k) = ((next() * 4.0) as usize, (next() * 4.0) as usize);
        let mut s = (a[0] * b + a[1] * c) * (a[2] * d + a[3] * e);
        if s > 0.0 { s *= f * a[1] + g; } else { s += h * a[0]; }
        for x in a { s = s * next() + x * i; }
        s + a[j] * a[k]
    } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
