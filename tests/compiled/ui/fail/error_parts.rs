use autodiff::differentiate;

enum Failure {
    Far { residual: f64 },
}

#[differentiate]
fn solve(x: f64) -> Result<f64, Failure> {
    if x > 1.0 {
        return Err(Failure::Far { residual: x });
    }
    Ok(x * x)
}

#[differentiate]
fn solved(x: f64) -> f64 {
    match solve(x) {
        Ok(y) => y,
        Err(Failure::Far { residual }) => residual,
    }
}

fn main() {}
