//! Reading slices: indices, ranges, loops over elements.

use crate::support::slices;

const COEFFICIENTS: [f64; 3] = [0.5, -1.25, 2.0];
static TABLE: [[f64; 2]; 2] = [[1.0, 2.0], [-0.5, 0.25]];

slices! {
    first_two(a) { a[0] * a[1] } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    squares(a) { let mut s = 0.0; for i in 0..a.len() { s += a[i] * a[i]; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    of_elements(a) { let mut s = 0.0; for x in a { s += x * x; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    of_copied_elements(a) { let mut s = 0.0; for &x in a { s += x.exp(); } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    of_dereferenced_elements(a) { let mut s = 1.0; for x in a.iter() { s *= *x; s += (*x).sin(); } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    numbered(a) { let mut s = 0.0; for (i, x) in a.iter().enumerate() { s += x * x * i as f64; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    zipped(a) { let mut s = 0.0; for (x, y) in a.iter().zip(&a[1..]) { s += x * y; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    backwards(a) { let mut s = 0.0; for x in a.iter().rev() { s = s * x + 1.0; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    horner(a) { let mut s = 0.0; for i in (0..a.len()).rev() { s = s * a[1] + a[i]; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    neighbours(a) { let mut s = 0.0; for i in 1..a.len() { let d = a[i] - a[i - 1]; s += d * d; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    rosenbrock(a) {
        let mut s = 0.0;
        for i in 0..a.len() - 1 { let u = a[i + 1] - a[i] * a[i]; let v = 1.0 - a[i]; s += 100.0 * u * u + v * v; }
        s
    } at [1.5, -0.75, 0.5], [-0.5, 0.5];
    computed_indices(a) { let n = a.len(); let mut s = 0.0; for i in 0..n { s += a[(2 * i + 1) % n] * a[n - 1 - i]; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    same_index_twice(a) { a[0] * a[0] + a[a.len() - 1] * a[0] } at [1.5, -0.75], [-2.0, 0.5, 1.0];
    index_by_branch(a) { let i = if a[0] > a[1] { 0 } else { 1 }; a[i] * a[i] * a[0] } at [1.5, -0.75], [-2.0, 0.5];
    largest(a) {
        let mut best = 0;
        for i in 1..a.len() { if a[i] > a[best] { best = i; } }
        a[best] * a[best]
    } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    running_maximum(a) { let mut m = f64::NEG_INFINITY; for &x in a { if x > m { m = x; } } m * m } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    maximum_method(a) { let mut m = a[0]; for &x in a { m = m.max(x); } m * a[1] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    log_sum_exp(a) {
        let mut m = a[0];
        for i in 1..a.len() { m = m.max(a[i]); }
        let mut s = 0.0;
        for i in 0..a.len() { s += (a[i] - m).exp(); }
        m + s.ln()
    } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    norm(a) { let mut s = 0.0; for x in a { s += x * x; } s.sqrt() } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    variance(a) {
        let n = a.len() as f64;
        let mut mean = 0.0;
        for x in a { mean += x; }
        mean /= n;
        let mut s = 0.0;
        for x in a { s += (x - mean) * (x - mean); }
        s / n
    } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    product_of_all(a) { let mut p = 1.0; for x in a { p *= x; } p } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    products_of_pairs(a) { let mut s = 0.0; for i in 0..a.len() { for j in 0..i { s += a[i] * a[j]; } } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    sub_slice(a) { let mut s = 0.0; for x in &a[1..] { s += x * x; } s * a[0] } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    sub_slice_forms(a) {
        let n = a.len();
        let mut s = 0.0;
        for x in &a[..1] { s += x; }
        for x in &a[..=1] { s *= x; }
        for x in &a[n - 1..n] { s += x * x; }
        for x in &a[..] { s += x * x * x; }
        s
    } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    slice_of_a_slice(a) { let b = &a[1..]; let c = &b[..1]; c[0] * c[0] + b[0] * a[0] + c.len() as f64 } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    reference_to_element(a) { let r = &a[1]; *r * *r + r * a[0] } at [1.5, -0.75], [-2.0, 0.5];
    lengths(a) { let n = a.len(); let h = 1.0 / (n + 1) as f64; let mut s = 0.0; for x in a { s += h * x * x; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    empty_or_not(a) { if a.is_empty() { 0.0 } else { a[0] * a[1] } } at [1.5, -0.75], [-2.0, 0.5];
    constant_table(a) {
        let mut s = 0.0;
        for i in 0..2 { for j in 0..2 { s += TABLE[i][j] * a[i] * a[j]; } }
        for c in COEFFICIENTS { s = s * 0.5 + c * a[0]; }
        s + COEFFICIENTS[1] * a[1]
    } at [1.5, -0.75], [-2.0, 0.5];
    rows(a) {
        let width = 2;
        let mut s = 0.0;
        for i in 0..a.len() / width { let row = &a[i * width..(i + 1) * width]; s += row[0] * row[1] * row[1]; }
        s
    } at [1.5, -0.75], [-2.0, 0.5, 1.0, 0.25];
    leaving_early(a) {
        let mut s = 0.0;
        for &x in a { if x < 0.0 { continue; } s += x * x; if s > 4.0 { break; } }
        s * a[0]
    } at [1.5, -0.75, 0.5], [-2.0, 0.5, 3.0, 1.0], [2.5, 1.0];
    searching(a) { for i in 0..a.len() { if a[i] > 0.25 { return a[i] * a[i] + i as f64 * a[0]; } } a[0] * a[1] } at [1.5, -0.75], [-2.0, 0.5], [-1.0, -2.0];
    while_over_indices(a) { let mut i = 0; let mut s = 1.0; while i < a.len() && a[i] > -1.0 { s *= a[i]; i += 1; } s * a[1] } at [1.5, -0.75], [-2.0, 0.5];
    logistic(a) { let mut s = 0.0; for i in 0..a.len() { s += (1.0 + (-a[i] * a[0]).exp()).ln(); } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    dot_of_halves(a) { let h = a.len() / 2; let mut s = 0.0; for i in 0..h { s += a[i] * a[h + i]; } s } at [1.5, -0.75], [-2.0, 0.5, 1.0, 0.25];
    prefix_sums(a) { let mut sum = 0.0; let mut s = 0.0; for x in a { sum += x; s += sum * sum; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    exponential_smoothing(a) { let mut level = a[0]; let mut s = 0.0; for i in 1..a.len() { let e = a[i] - level; s += e * e; level += a[1].tanh() * e; } s } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    convolution(a) {
        let k = [0.25, 0.5, 0.25];
        let mut s = 0.0;
        for i in 0..a.len() { let mut c = 0.0; for j in 0..3 { if i + j >= 1 && i + j - 1 < a.len() { c += k[j] * a[i + j - 1]; } } s += c * c; }
        s
    } at [1.5, -0.75, 0.5, 2.0], [-2.0, 0.5];
}
