use autodiff::differentiate;

#[differentiate(graph)]
fn applied(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x)
}

#[differentiate(graph)]
fn pair(x: f64) -> (f64, f64) {
    (x, x * x)
}

#[differentiate(graph)]
fn checked(x: f64) -> f64 {
    root(x).unwrap_or(0.0)
}

#[differentiate]
fn root(x: f64) -> Option<f64> {
    (x > 0.0).then_some(x.sqrt())
}

#[differentiate(graph, backward = d_cube)]
fn cube(x: f64) -> f64 {
    x.powi(3)
}

fn d_cube(x: f64, _cube: f64, d: f64) -> f64 {
    3.0 * x * x * d
}

fn main() {}
