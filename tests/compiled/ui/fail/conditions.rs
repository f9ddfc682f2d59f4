use autodiff::differentiate;

#[differentiate]
fn built_for(x: f64, #[cfg(any())] y: f64) -> f64 {
    let mut sum = x;
    #[cfg(debug_assertions)]
    {
        sum += x;
    }
    #[cfg_attr(debug_assertions, allow(unused))]
    let scale = 2.0;
    match 3 {
        #[cfg(any())]
        3 => 100.0,
        _ => sum * scale,
    }
}

struct Model;

#[differentiate]
impl Model {
    #[cfg(debug_assertions)]
    fn scaled(x: f64) -> f64 {
        x * x
    }
}

fn main() {}
