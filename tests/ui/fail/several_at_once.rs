use autodiff::differentiate;

#[differentiate]
fn many(x: f64, counts: &[usize]) -> f64 {
    let n = x as usize;
    println!("{n}");
    let y = counts.len() as f64;
    let mut v = vec![x];
    v.push(y);
    if let Ok(w) = v.binary_search(&x) { v[w] * x } else { x }
}

fn main() {}
