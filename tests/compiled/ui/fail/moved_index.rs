use autodiff::differentiate;
use std::ops::AddAssign;

#[differentiate]
fn spread<T: num_traits::Float + AddAssign>(x: T) -> T {
    let mut l = [T::zero(); 3];
    let mut i = 0;
    l[i] += {
        i += 1;
        x
    };
    l[0] * x + l[i]
}

fn main() {}
