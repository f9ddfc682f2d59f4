use autodiff::differentiate;

#[differentiate]
fn many(x: f64, counts: &[usize]) -> f64 {
    let n = x as usize;
    println!("{n}");
    let y = counts.len() as f64;
    let mut v = vec![x];
    v.sort_by(f64::total_cmp);
    if counts.ends_with(&[1]) { v[0] * x } else { y }
}

fn main() {}
