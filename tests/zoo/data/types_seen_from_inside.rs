//! Types without a derive, with parts that are private to their module, for which the only attributes stand in modules
//! inside.

use crate::support::slices;

struct Pair {
    a: f64,
    b: Vec<f64>,
    inner: Inner,
    kind: Kind,
}

struct Inner(f64, [f64; 2]);

enum Kind {
    Plain(f64),
    Scaled { by: f64 },
}

mod model {
    use autodiff::differentiate;

    pub mod deeper {
        use super::super::{Inner, Kind, Pair};
        use autodiff::differentiate;

        #[differentiate]
        pub fn twice(x: &[f64]) -> f64 {
            let mut pair = Pair {
                a: x[0],
                b: x[1..].to_vec(),
                inner: Inner(x[2], [x[3], x[0]]),
                kind: Kind::Scaled { by: x[1] },
            };
            pair.a *= pair.inner.1[0];
            let first = super::combined(&pair);
            pair.inner.0 += first;
            if let Kind::Scaled { by } = &mut pair.kind {
                *by *= first;
            }
            let second = super::combined(&pair);
            pair.kind = Kind::Plain(x[3]);
            first * second + super::combined(&pair)
        }
    }

    #[differentiate]
    pub fn combined(pair: &super::Pair) -> f64 {
        let factor = match &pair.kind {
            super::Kind::Plain(by) => *by,
            super::Kind::Scaled { by } => by * 2.0,
        };
        pair.a * pair.b[0] + pair.inner.0 * pair.inner.1[1] * factor
    }
}

mod shapes {
    use autodiff::differentiate;

    pub struct Point<T> {
        x: T,
        y: T,
    }

    pub struct Polygon {
        points: Vec<Point<f64>>,
        name: String,
    }

    #[differentiate]
    impl Polygon {
        pub fn new(v: &[f64]) -> Polygon {
            let points = v.chunks_exact(2).map(|c| Point { x: c[0], y: c[1] });
            Polygon {
                points: points.collect(),
                name: String::from("p"),
            }
        }

        pub fn area(&self) -> f64 {
            let n = self.points.len();
            let part = |i: usize| {
                let (a, b) = (&self.points[i], &self.points[(i + 1) % n]);
                a.x * b.y - b.x * a.y
            };
            (0..n).map(part).sum::<f64>() * 0.5
        }
    }
}

/// The attribute in its own module is the later one.
mod own {
    use super::shapes::Polygon;

    pub struct Sides {
        left: Polygon,
        right: Polygon,
        weights: [f64; 2],
    }

    pub mod first {
        use autodiff::differentiate;

        #[differentiate]
        pub fn weight(sides: &super::Sides) -> f64 {
            sides.weights[0] * sides.weights[1]
        }
    }

    #[autodiff::differentiate]
    pub fn weighted(x: &[f64]) -> f64 {
        let sides = Sides {
            left: Polygon::new(&[x[0], x[1], x[2], x[3], x[0] * x[1], 0.3]),
            right: Polygon::new(&[0.0, 0.0, x[3], 0.1, x[2], x[1]]),
            weights: [x[1], 2.0],
        };
        let mut total = first::weight(&sides);
        for (shape, weight) in [&sides.left, &sides.right].into_iter().zip(sides.weights) {
            total += shape.area() * weight;
        }
        total
    }
}

slices! {
    from_modules_inside(x) { model::deeper::twice(x) } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
    from_its_own(x) { own::weighted(x) } at [0.5, 0.75, -0.25, 0.1], [0.2, -0.1, 0.05, -0.3];
}
