use autodiff::differentiate;

#[differentiate(wrt(z))]
fn many(x: f64, names: &[String]) -> f64 {
    let n = x as usize;
    println!("{n}");
    let y = names.len() as f64;
    let mut v = vec![x];
    v.push(y);
    if let Some(w) = v.first() { w * x } else { x }
}

fn main() {}
