use autodiff::differentiate;

#[differentiate]
fn nearest(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_unstable_by_key(|x| x.abs() as i64);
    v[0]
}

fn main() {}
