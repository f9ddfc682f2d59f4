use autodiff::differentiate;

#[differentiate]
fn shuffled(x: [f64; 3]) -> f64 {
    let mut v = x.to_vec();
    let mut state = 7u64;
    v.sort_by_cached_key(|_| {
        state = state * 5 % 11;
        state
    });
    v[0] * v[1]
}

fn main() {}
