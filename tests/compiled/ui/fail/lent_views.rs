use autodiff::differentiate;

#[differentiate]
mod lending {
    use ndarray::{Array2, ArrayViewMut1};

    pub fn first<'a>(x: &'a mut ArrayViewMut1<'_, f64>) -> &'a mut f64 {
        &mut x[0]
    }

    pub fn top(x: f64) -> f64 {
        let mut m = Array2::from_elem((2, 2), x);
        *first(&mut m.row_mut(0)) += x;
        m.sum()
    }
}

/// The view is turned, and not what it shows.
#[differentiate]
fn turned(x: f64) -> f64 {
    let mut m = ndarray::Array2::from_elem((2, 2), x);
    for mut row in m.rows_mut() {
        row.invert_axis(ndarray::Axis(0));
        row[0] *= x;
    }
    m[[0, 0]] * m[[0, 1]]
}

fn main() {}
