use autodiff::differentiate;

macro_rules! square {
    ($x:expr) => {
        $x * $x
    };
}

#[differentiate]
fn fourth(x: f64) -> f64 {
    square!(x) * square!(x)
}

fn main() {}
