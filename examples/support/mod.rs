//! What several examples use: the iris data and a minimiser.

use anyhow::{Context, Result};

/// One column of the iris data: 0 and 1 are sepal length and width, 2 and 3 petal length and width, in
/// centimetres.
pub fn iris(column: usize) -> Result<Vec<f64>> {
    include_str!("../data/iris.csv")
        .lines()
        .skip(1)
        .map(|line| {
            let field = line.split(',').nth(column).context("a column is missing")?;
            field.parse().context("a measurement is not a number")
        })
        .collect()
}

/// Minimises `objective`, which returns its value at `x` and overwrites its gradient: gradient descent
/// with steps after Barzilai and Borwein, shortened until the value falls. Returns the least value.
pub fn minimise(
    mut objective: impl FnMut(&[f64], &mut [f64]) -> f64,
    x: &mut [f64],
    iterations: usize,
) -> f64 {
    let n = x.len();
    let mut gradient = vec![0.0; n];
    let mut value = objective(x, &mut gradient);
    let mut step = 1e-3;
    let (mut moved, mut moved_gradient) = (vec![0.0; n], vec![0.0; n]);
    for _ in 0..iterations {
        let slope: f64 = gradient.iter().map(|g| g * g).sum();
        if slope.sqrt() < 1e-10 {
            break;
        }
        let moved_value = loop {
            for i in 0..n {
                moved[i] = x[i] - step * gradient[i];
            }
            let moved_value = objective(&moved, &mut moved_gradient);
            if moved_value <= value - 1e-4 * step * slope {
                break moved_value;
            }
            step *= 0.5;
            if step < 1e-16 {
                return value;
            }
        };
        let (mut s_y, mut s_s) = (0.0, 0.0);
        for i in 0..n {
            let s = moved[i] - x[i];
            s_y += s * (moved_gradient[i] - gradient[i]);
            s_s += s * s;
        }
        step = if s_y > 0.0 { s_s / s_y } else { 2.0 * step };
        x.copy_from_slice(&moved);
        gradient.copy_from_slice(&moved_gradient);
        value = moved_value;
    }
    value
}
