//! Loops over neighbouring elements: what their backward passes carry along, and their order.

use crate::support::slices;

slices! {
    /// Two neighbours, as in Rosenbrock's function; one element has none.
    two(a) {
        let mut sum = 0.0;
        for i in 0..a.len() - 1 {
            let steep = a[i + 1] - a[i] * a[i];
            sum += 3.0 * steep * steep + a[i].sin();
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Three around, of which the loop begins behind the first; and three ahead with a gap.
    three(a) {
        let mut b = a.to_vec();
        for i in 1..a.len() - 1 {
            b[i] = a[i] * 0.5 + a[i - 1] * a[i + 1].cos() - a[i + 1];
        }
        let mut sum = b[0] * b[1];
        for i in 0..b.len().saturating_sub(3) {
            sum -= (b[i] - 0.5 * b[3 + i] * b[i + 1]).sin();
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25], [0.5, 0.25, -0.75, 1.0, 1.25, -0.5];

    /// Steps in place of buffers that are exchanged.
    steps(a) {
        let mut u = a.to_vec();
        let mut next = a.to_vec();
        for _ in 0..4 {
            for i in 1..u.len() - 1 {
                next[i] = u[i] + 0.25 * (u[i - 1] - 2.0 * u[i] + u[i + 1]) + 0.125 * u[i] * u[i];
            }
            std::mem::swap(&mut u, &mut next);
        }
        let mut sum = 0.0;
        for i in 0..u.len() { sum += u[i] * u[i] * (i as f64 - 0.5); }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25, 0.75];

    /// Matrices in slices: the row is the same in all iterations of the inner loop.
    flat(a) {
        let n = a.len();
        let mut w = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n { w[i * n + j] = a[i] * a[j].sin() + (i + 2 * j) as f64; }
        }
        let mut next = w.clone();
        for i in 1..n - 1 {
            for j in 1..n - 1 {
                let at = i * n + j;
                next[at] = w[at] + 0.25 * (w[at - 1] + w[at + 1] + w[at - n] + w[at + n]) * w[at];
            }
        }
        let mut sum = 0.0;
        for i in 0..n {
            for j in 0..n { sum += next[i * n + j] * a[j] - w[j * n + i] * next[i * n + j].cos(); }
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Not such: what is added is read meanwhile, the distance is a variable's, a branch decides.
    others(a) {
        let (mut b, n) = (vec![0.0; a.len() + 4], a.len());
        let mut sum = 0.0;
        for i in 0..n {
            b[i + 1] += b[i] * 0.5 + a[i];
            b[i] += a[i] * a[1];
            sum += b[i] * b[i + 2];
        }
        for i in 0..n - 1 {
            if a[i] > 0.0 { sum += b[i] * a[i + 1]; }
            sum += b[i + n / 2] * b[i + 1];
        }
        sum
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];

    /// Assigned at elements of its own, which later iterations do not look at.
    own(a) {
        let mut b = a.to_vec();
        let n = a.len();
        for i in 0..n {
            let x = b[i];
            b[i] = x * x - a[n - 1 - i];
            b[i] = b[i].sin() * x;
        }
        let mut c = [[0.0; 2]; 3];
        for i in 0..2 {
            c[i + 1][i] = b[i] * c[i][1 - i] + b[1];
        }
        b[0] * b[1] + c[2][1] * c[1][0]
    } at [0.75, -0.5], [-1.25, 0.5, 1.5, 0.25];
}

/// What is made of items and of their neighbours: the adjoint of what is made stays apart from that of the items.
mod around_a_ring {
    use autodiff::differentiate;

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let scaled: Vec<f64> = p.iter().map(|x| x * x + 1.0).collect();
        let n = scaled.len();
        let products: Vec<f64> = (0..n).map(|i| scaled[i] * scaled[(i + 1) % n]).collect();
        let twice: Vec<f64> = (0..n)
            .map(|i| scaled[i].sin() + scaled[n - 1 - i])
            .collect();
        products.iter().zip(&twice).map(|(a, b)| a * a * b).sum()
    }

    crate::support::whole_functions! { top }
}
