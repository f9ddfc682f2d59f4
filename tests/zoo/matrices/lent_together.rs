//! Arguments that are tuples or arrays of references.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};
use nalgebra::{SMatrix, Vector2};
use ndarray::{Array1, Array2, arr1};

#[differentiate]
fn network(x: &Array1<f64>, w: (&Array2<f64>, &Array1<f64>)) -> f64 {
    let (first, last) = w;
    let hidden = first.dot(x).mapv(f64::tanh);
    hidden.dot(last) + w.0.sum() * w.1[0]
}

#[differentiate]
fn in_array(x: &Array1<f64>, w: [&Array2<f64>; 2]) -> f64 {
    let mut total = 0.0;
    for m in w.iter() {
        total += m.dot(x).sum();
    }
    total * w[0].dot(&w[1].dot(x))[1]
}

#[differentiate]
fn of_slices(pair: (&[f64], &Vec<f64>), by: f64) -> f64 {
    let mut sum = 0.0;
    for (a, b) in pair.0.iter().zip(pair.1) {
        sum += a * b * by;
    }
    sum + pair.0.len() as f64 * pair.1[1]
}

#[differentiate(wrt(x))]
fn data_left_out(x: &Array1<f64>, train: (&Array2<f64>, &Array1<f64>)) -> f64 {
    let error = train.0.dot(x) - train.1;
    error.dot(&error)
}

fn differences(f: impl Fn(&[f64]) -> f64, at: &[f64]) -> Vec<f64> {
    crate::support::gradient_by_differences(&f, at)
}

fn close(a: &[f64], b: &[f64]) {
    crate::support::assert_close("lent together", a, a, b, 1e-7);
}

#[test]
fn tuples_of_references() {
    let (x, m, v) = ([0.3, -0.8], [0.4, 1.1, -0.2, 0.9], [0.7, 0.5]);
    let square = |m: &[f64]| Array2::from_shape_vec((2, 2), m.to_vec()).unwrap();
    let (dx, (dm, dv)) = network::gradient(&arr1(&x), (&square(&m), &arr1(&v)));
    let whole = |x: &[f64], m: &[f64], v: &[f64]| network(&arr1(x), (&square(m), &arr1(v)));
    close(&dx.to_vec(), &differences(|x| whole(x, &m, &v), &x));
    close(
        &dm.iter().copied().collect::<Vec<_>>(),
        &differences(|m| whole(&x, m, &v), &m),
    );
    close(&dv.to_vec(), &differences(|v| whole(&x, &m, v), &v));

    let other = [1.0, 0.2, 0.3, -0.5];
    let (dx, [da, db]) = in_array::gradient(&arr1(&x), [&square(&m), &square(&other)]);
    let whole = |x: &[f64], a: &[f64], b: &[f64]| in_array(&arr1(x), [&square(a), &square(b)]);
    close(&dx.to_vec(), &differences(|x| whole(x, &m, &other), &x));
    close(
        &da.iter().copied().collect::<Vec<_>>(),
        &differences(|a| whole(&x, a, &other), &m),
    );
    close(
        &db.iter().copied().collect::<Vec<_>>(),
        &differences(|b| whole(&x, &m, b), &other),
    );

    let ((da, db), by) = of_slices::gradient((&x, &v.to_vec()), 0.6);
    close(&da, &differences(|x| of_slices((x, &v.to_vec()), 0.6), &x));
    close(&db, &differences(|v| of_slices((&x, &v.to_vec()), 0.6), &v));
    close(
        &[by],
        &differences(|by| of_slices((&x, &v.to_vec()), by[0]), &[0.6]),
    );

    let dx = data_left_out::gradient(&arr1(&x), (&square(&m), &arr1(&v)));
    let whole = |x: &[f64]| data_left_out(&arr1(x), (&square(&m), &arr1(&v)));
    close(&dx.to_vec(), &differences(whole, &x));
}

#[differentiate]
fn left_early<'a>(x: f64, w: (&'a Array1<f64>, &'a Array1<f64>)) -> f64 {
    if x > 1.0 {
        return x * x;
    }
    let mut total = 0.0;
    for (a, b) in w.0.iter().zip(w.1.iter()) {
        if *a < 0.0 {
            continue;
        }
        total += a * b * x;
    }
    total
}

#[derive(Differentiable, Clone, Debug)]
struct Body {
    position: Vector2<f64>,
    mass: f64,
}

#[differentiate]
fn gradients(p: [&Vector2<f64>; 3]) -> (SMatrix<f64, 2, 3>, f64) {
    let twice_area = (p[1] - p[0]).perp(&(p[2] - p[0]));
    let mut b = SMatrix::<f64, 2, 3>::zeros();
    for i in 0..3 {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3);
        b[(0, i)] = (p[j].y - p[k].y) / twice_area;
        b[(1, i)] = (p[k].x - p[j].x) / twice_area;
    }
    (b, 0.5 * twice_area.abs())
}

#[differentiate]
fn attraction(pair: [&Body; 2]) -> f64 {
    let [a, b] = pair;
    a.mass * b.mass / (a.position - b.position).norm()
}

#[differentiate]
fn weighted(x: &Vector2<f64>, by: &Array1<f64>) -> f64 {
    x.x * by[0] + x.y * by[1]
}

#[differentiate]
fn handed_on(
    train: (&Vector2<f64>, &Array1<f64>, &Vector2<f64>),
    corners: [&Vector2<f64>; 3],
) -> f64 {
    let mut total = weighted(train.0, train.1) * weighted(train.2, train.1);
    for k in 0..2 {
        if total < 4.0 {
            total += weighted(corners[k], train.1) + gradients(corners).1;
        }
    }
    let [a, b, c] = corners;
    for p in corners.iter() {
        total += p.x * p.y;
    }
    total + gradients([b, a, c]).1 * weighted(b, train.1)
}

#[derive(Differentiable)]
struct Weights {
    w: f64,
}

#[differentiate]
impl Weights {
    fn mixed(&self, of: [&Array1<f64>; 2]) -> f64 {
        of[0].dot(of[1]) * self.w + of[1].sum()
    }
}

slices! {
    arrays_called(a) {
        let mut nodes = vec![Vector2::new(0.0, a[0]), Vector2::new(a[1], 0.2), Vector2::new(1.0, 1.0), Vector2::new(2.0, a[0] * a[1])];
        let mut total = 0.0;
        for t in [[0, 1, 2], [1, 2, 3], [3, 1, 1]] {
            let corners = [&nodes[t[0]], &nodes[t[1]], &nodes[t[2]]];
            if t[1] != t[2] {
                let (b, area) = gradients(corners);
                total += b.norm_squared() * area + gradients(corners).1;
            }
            nodes[t[0]] *= 1.5;
        }
        total + nodes[0].norm_squared()
    } at [0.5, 1.25], [-0.75, 0.5];
    arrays_of_structs(a) {
        let mut bodies = vec![Body { position: Vector2::new(a[0], 0.3), mass: a[1] }, Body { position: Vector2::new(1.0, a[1]), mass: 2.0 }];
        let before = attraction([&bodies[0], &bodies[1]]);
        bodies[0].position.x += before;
        before * attraction([&bodies[1], &bodies[0]])
    } at [0.5, 1.25], [-0.75, 0.5];
    parts_handed_on(a) {
        let nodes = [Vector2::new(0.0, a[0]), Vector2::new(a[1], 0.2), Vector2::new(1.0, 1.0)];
        handed_on((&nodes[1], &arr1(a), &nodes[0]), [&nodes[0], &nodes[1], &nodes[2]])
    } at [0.5, 1.25], [-0.75, 0.5];
    arrays_for_methods(a) {
        let weights = Weights { w: a[1] };
        let (x, mut y) = (arr1(&[a[0], a[1]]), arr1(&[0.3, a[0]]));
        let mut total = 0.0;
        for i in 0..2 {
            total += weights.mixed([&x, &y]);
            y[i] *= total;
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
    called(a) {
        let x = arr1(&[a[0], a[1]]);
        let m = Array2::from_shape_fn((2, 2), |(i, j)| a[i] * (j as f64 - 0.4) + 0.2);
        let mut v = x.mapv(|x| x * x);
        let mut total = network(&x, (&m, &v));
        for i in 0..2 {
            v[i] *= a[1];
            total += network(&v, (&m, &x)) + left_early(a[i], (&v, &x));
        }
        total
    } at [0.5, 1.25], [-0.75, 0.5];
}
