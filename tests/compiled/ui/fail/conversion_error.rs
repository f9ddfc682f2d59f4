use autodiff::differentiate;

#[differentiate]
fn at(x: &[f64], i: isize) -> Result<f64, std::num::TryFromIntError> {
    let i = usize::try_from(i)?;
    Ok(x[i] * x[0])
}

fn main() {}
