//! Items of which some may be missing, collected, and what was collected looked at where it is there.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
fn checked(x: f64) -> Result<f64, String> {
    if x > 2.5 {
        Err("too large".to_string())
    } else {
        Ok(x * x)
    }
}

slices! {
    /// Matched where it is made, inside of a branch.
    matched(a) {
        let mut sum = a[0];
        if a[1] > 0.0 {
            sum += match a.iter().map(|&x| checked(x)).collect::<Result<Vec<f64>, _>>() {
                Ok(squares) if squares[0] > 0.25 => squares[0] * squares[1],
                Ok(squares) => squares.iter().sum::<f64>(),
                Err(_) => a[0] * a[1],
            };
        }
        sum
    } at [0.75, 0.5], [0.25, 1.5], [2.75, 1.25], [0.5, -0.25];

    /// What is found is changed, in a loop; of an array that stands there.
    changed(a) {
        let mut sum = a[0];
        for x in a {
            let found: Result<Vec<f64>, String> = [*x, sum].iter().map(|&y| checked(y * 0.5)).collect();
            if let Ok(mut squares) = found {
                squares.push(*x);
                squares[0] *= x;
                sum += squares[0] * squares[2] - squares[1];
            } else {
                sum *= 0.25;
            }
        }
        sum
    } at [0.75, 0.5], [5.5, 1.25], [-0.5, 2.25];

    /// By methods, and of `Option`s.
    by_methods(a) {
        let first = a.iter().map(|&x| checked(x)).collect::<Result<Vec<_>, _>>().map_or(a[0], |v| v[0] * v[1]);
        let second = a.iter().map(|&x| checked(x).ok()).collect::<Option<Vec<f64>>>();
        let third = a.iter().map(|&x| checked(x)).collect::<Result<Vec<f64>, _>>().unwrap_or_else(|_| vec![a[1]; 2]);
        let mut sum = first * third[1] + third[0];
        if second.is_some() {
            sum *= a[1];
        }
        sum + second.unwrap_or_default().iter().sum::<f64>()
    } at [0.75, 0.5], [2.75, 1.25], [-0.5, 2.25];
}
