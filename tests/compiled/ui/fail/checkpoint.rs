use autodiff::differentiate;

#[differentiate]
fn spelled(x: f64) -> f64 {
    let mut y = x;
    #[checkpoint(every = 3)]
    for _ in 0..10 {
        y = y.sin();
    }
    y
}

#[differentiate]
fn counted(x: f64) -> f64 {
    let mut y = x;
    #[checkpoint(snapshots = 8)]
    while y > 1.0 {
        y *= 0.5;
    }
    y
}

#[differentiate]
fn failing(x: f64) -> Result<f64, String> {
    let mut y = x;
    #[checkpoint]
    for _ in 0..10 {
        if y < 0.0 {
            return Err("negative".into());
        }
        y -= y * y;
    }
    Ok(y)
}

#[differentiate]
fn argument(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let mut y = x;
    #[checkpoint]
    for _ in 0..10 {
        y = f(y);
    }
    y
}

fn main() {}
