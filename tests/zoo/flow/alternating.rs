//! Numbers that every iteration negates: none of them is recorded.

use crate::support::slices;

slices! {
    /// Signs that are literals, in loops up, down and over ranges that do not begin at zero.
    signs(a) {
        let (mut sign, mut other, mut total) = (1.0, -0.5, 0.0);
        for i in 0..a.len() { total += sign * a[i] * a[i]; sign = -sign; }
        for i in (1..a.len()).rev() { other = -other; total += other * a[i].sin() * total; }
        sign * total + other * a[0]
    } at [0.75, -0.5], [-1.25, 0.5, 1.5];

    /// What is negated is computed, counts, and is looked at by a branch.
    computed(a) {
        let mut swing = a[0] * a[1];
        let mut total = 0.0;
        for v in a {
            if swing > 0.0 { total += swing * v; } else { total -= (swing * swing * v).cos(); }
            swing = -swing;
        }
        total * swing
    } at [0.75, -0.5], [-1.25, 0.5, 1.5];

    /// Integers, loops that end early, loops in loops, and what only some iterations negate.
    others(a) {
        let (mut side, mut total, mut flips) = (1_i64, 0.0_f64, 1.0);
        let mut k = 0;
        while k < 5 {
            let mut inner = flips;
            for v in a {
                total += inner * (side as f64 * v * total.cos()).sin();
                inner = -inner;
                if total > 2.0 { break; }
            }
            if a[k % a.len()] > 0.0 { flips = -flips; }
            total += flips * a[0] * a[0];
            side = -side;
            k += 1;
            if k == 3 && total > 1.0 { continue; }
            total *= 0.5 * inner;
        }
        total
    } at [0.75, -0.5], [-1.25, 0.5, 1.5];

    /// Ranges with more iterations than their type has positive numbers.
    wide(a) {
        let (mut sign, mut total) = (1.0, 0.0);
        for i in -128..=127_i8 { total = (total * 0.5 + sign * a[(i & 1) as usize]).sin(); sign = -sign; }
        for i in (-128..127_i8).rev() {
            total = total * 0.25 + (sign * a[(i & 1) as usize] * total).tanh();
            sign = -sign;
            if i < -125 { break; }
        }
        total * sign
    } at [0.75, -0.5], [-1.25, 0.5, 1.5];
}
