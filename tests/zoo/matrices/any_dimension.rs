//! Functions of arrays with any number of axes.

use crate::support::slices;
use autodiff::differentiate;
use ndarray::prelude::*;
use ndarray::{Data, RemoveAxis};

#[differentiate]
fn softmax<D>(a: &Array<f64, D>) -> Array<f64, D>
where
    D: Dimension,
{
    let sum = a.mapv(f64::exp).sum();
    a.mapv(|v| v.exp() / sum)
}

#[differentiate]
fn huber<D: Dimension>(a: &Array<f64, D>, b: &Array<f64, D>, delta: f64) -> f64 {
    let r = a - b;
    r.fold(0.0, |sum, &e| {
        sum + if e.abs() < delta {
            0.5 * e * e
        } else {
            delta * (e.abs() - 0.5 * delta)
        }
    })
}

#[differentiate]
fn halved<D: Dimension>(mut a: Array<f64, D>) -> Array<f64, D> {
    a *= 0.5;
    a.mapv_inplace(|v| v + v * v);
    a
}

#[differentiate]
fn summed<D: Dimension + RemoveAxis>(a: ArrayView<f64, D>) -> f64 {
    a.sum_axis(Axis(0)).mapv(|v| v * v).sum()
}

#[differentiate]
fn distance<S, T>(a: &ArrayBase<S, Ix1>, b: &ArrayBase<T, Ix1>) -> f64
where
    S: Data<Elem = f64>,
    T: Data<Elem = f64>,
{
    a.iter().zip(b.iter()).map(|(x, y)| (x - y) * (x - y)).sum()
}

slices! {
    any_number_of_axes(a) {
        let x = Array2::from_shape_fn((3, 2), |(i, j)| a[j] * (i as f64 - 0.7) + 0.3 * i as f64);
        let y = arr1(&[a[0] * a[1], 0.7]);
        let mut total = 0.0;
        for i in 0..3 {
            let row = x.row(i).to_owned();
            total += huber(&softmax(&row), &y, 0.3) * (i as f64 + 1.0);
        }
        if total > 0.0 {
            total += huber(&x, &softmax(&x), 0.2);
        }
        total + summed(x.view()) + summed(y.view()) + halved(x).sum() * halved(y).sum()
    } at [0.5, 1.25], [-0.75, 0.5];
    storages_of_their_own(a) {
        let points = Array2::from_shape_fn((3, 2), |(i, j)| a[j] * (i as f64 - 0.7) + 0.3 * i as f64);
        let at = arr1(&[a[0] * a[1], 0.7]);
        let mut best = distance(&at, &points.row(0));
        for point in points.rows() {
            let d = distance(&point, &at);
            if d < best {
                best = d;
            }
        }
        best + distance(&points.column(0), &points.column(1))
    } at [0.5, 1.25], [-0.75, 0.5];
    slices_that_are_kept(a) {
        let x = Array2::from_shape_fn((3, 2), |(i, j)| a[j] * (i as f64 - 0.7) + 0.3 * i as f64);
        let mut total = 0.0;
        for i in 0..2 {
            let below = s![i + 1.., ..];
            let part = &x.slice(below) - &x.slice(s![0, ..]);
            if i == 0 {
                total += part.mapv(|v| v * v).sum();
            } else {
                total += (&part * &part * &part).sum();
            }
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
}

/// What a type parameter is bounded by may be called like the library's.
mod own {
    use autodiff::differentiate;

    #[differentiate]
    pub trait Dimension {
        fn size(&self) -> f64;
    }

    #[derive(Clone, autodiff::Differentiable)]
    pub struct Length(pub f64);

    impl Length {
        fn squared(&self) -> f64 {
            self.0 * self.0
        }
    }

    #[differentiate]
    impl Dimension for Length {
        fn size(&self) -> f64 {
            3.0 * self.0
        }
    }

    #[differentiate]
    fn doubled<D: Dimension>(d: &D) -> f64 {
        2.0 * d.size()
    }

    #[test]
    fn of_its_own() {
        assert_eq!(Length(2.0).squared(), 4.0);
        assert_eq!(doubled::gradient(&Length(1.0)).0, 6.0);
    }
}
