//! Structs whose definitions stand in the same file: literals without generic arguments, fields whose
//! types the definition tells, operators on them.

mod matrices {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Mat<const R: usize, const C: usize>([[f64; C]; R]);

    #[differentiate]
    impl<const R: usize, const C: usize> Mat<R, C> {
        fn zeros() -> Self {
            Mat([[0.0; C]; R])
        }
        fn diagonal(x: [f64; R]) -> Mat<R, R> {
            let mut m = Mat::<R, R>::zeros();
            for i in 0..R {
                m.0[i][i] = x[i];
            }
            m
        }
        fn t(&self) -> Mat<C, R> {
            let mut m = Mat::<C, R>::zeros();
            for i in 0..R {
                for j in 0..C {
                    m.0[j][i] = self.0[i][j];
                }
            }
            m
        }
    }
    #[differentiate]
    impl<const R: usize, const K: usize, const C: usize> std::ops::Mul<Mat<K, C>> for Mat<R, K> {
        type Output = Mat<R, C>;
        fn mul(self, o: Mat<K, C>) -> Mat<R, C> {
            let mut m = Mat::zeros();
            for i in 0..R {
                for j in 0..C {
                    for k in 0..K {
                        m.0[i][j] += self.0[i][k] * o.0[k][j];
                    }
                }
            }
            m
        }
    }
    const WIDTH: usize = 2;
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let turn = Mat([[p[0].cos(), -p[0].sin()], [p[0].sin(), p[0].cos()]]);
        let mut x = Mat([[p[1]], [p[2]]]);
        let row = Mat([[1.0, p[3]]]);
        let wide = Mat([[p[2]; WIDTH]; 3]);
        for _ in 0..3 {
            x = turn * x;
        }
        let column = [p[0] * p[1], p[2]];
        let chosen = if p[0] > 0.0 {
            Mat([column, [0.0, 1.0]])
        } else {
            turn
        };
        (row * x).0[0][0] + (chosen * x).0[1][0] * (wide * x).0[2][0] + (x * x.t()).0[0][1]
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.9, 1.4, -0.2] top);
        crate::support::slices!(@check [-0.4, 0.868, 0.5, 0.7] top);
    }
}

mod points {
    use autodiff::{Differentiable, differentiate};
    use num_traits::Float;
    use std::ops::{Add, Mul};

    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct Point<T> {
        x: T,
        y: T,
    }
    #[differentiate]
    impl<T: Float> Point<T> {
        fn new(x: T, y: T) -> Self {
            Point { x, y }
        }
        fn dot(self, o: Self) -> T {
            self.x * o.x + self.y * o.y
        }
        fn turned(self) -> Self {
            Self {
                x: -self.y,
                y: self.x,
            }
        }
    }
    #[differentiate]
    impl<T: Float> Add for Point<T> {
        type Output = Self;
        fn add(self, o: Self) -> Self {
            Point {
                x: self.x + o.x,
                y: self.y + o.y,
            }
        }
    }
    #[differentiate]
    impl<T: Float> Mul<T> for Point<T> {
        type Output = Self;
        fn mul(self, s: T) -> Self {
            Point {
                x: self.x * s,
                y: self.y * s,
            }
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Curve<T> {
        ends: [Point<T>; 2],
        inner: Vec<Point<T>>,
        weight: Option<T>,
    }
    #[differentiate]
    impl<T: Float> Curve<T> {
        fn eval(&self, t: T) -> Point<T> {
            let [a, b] = self.ends;
            let mut sum = a * (T::one() - t) + b * t;
            for &p in &self.inner {
                sum = sum + p * (t * t);
            }
            match self.weight {
                Some(w) => sum * w,
                None => sum.turned(),
            }
        }
    }
    // What carries the structs on is generic, and keeps copies of them.
    #[differentiate]
    fn along<T: Float>(ts: &[T], start: Point<T>, step: T) -> Point<T> {
        ts.iter().fold(start, |at, &t| {
            Point::new(at.x * t, at.y + step).turned() + at * t
        })
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let curve = Curve {
            ends: [Point { x: p[0], y: 1.0 }, Point { x: p[1], y: p[2] }],
            inner: vec![Point::new(p[2], p[0])],
            weight: Some(p[3]),
        };
        let zero = Point { x: 0.0, y: 0.0 };
        let mut sum = zero;
        for i in 0..4 {
            sum = sum + curve.eval(p[1] * i as f64);
        }
        let mut other = curve.clone();
        other.weight = None;
        other.ends[1] = Point { x: p[3], ..zero };
        let end = along(&p[1..], sum, p[0]);
        sum.dot(end)
            + other.eval(p[0]).dot(zero + end)
            + f64::from(along(&[0.5f32], Point { x: 1.0, y: 2.0 }, 0.25).x)
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.9, 1.4, -0.2] top);
    }
}

mod nested {
    use autodiff::differentiate;
    mod parts {
        use autodiff::{Differentiable, differentiate};
        pub type Real = f64;
        #[derive(Clone, Debug, Differentiable)]
        pub struct Layer {
            pub weights: Vec<Vec<Real>>,
            pub bias: [Real; 2],
            pub size: (usize, bool),
            pub scale: f32,
        }
        #[derive(Clone, Debug, Differentiable)]
        pub struct Pair<A, B> {
            pub left: A,
            pub right: B,
        }
        #[differentiate]
        impl Layer {
            pub fn new(w: &[f64], b: [f64; 2]) -> Layer {
                Layer {
                    weights: w.chunks(2).map(|c| c.to_vec()).collect(),
                    bias: b,
                    size: (2, true),
                    scale: 0.5,
                }
            }
        }
    }
    use parts::{Layer, Pair};
    #[differentiate]
    fn apply(layer: &Layer, x: [f64; 2]) -> [f64; 2] {
        let mut out = layer.bias;
        for i in 0..layer.size.0 {
            for j in 0..layer.weights[i].len() {
                out[i] += layer.weights[i][j] * x[j] * layer.scale as f64;
            }
        }
        if layer.size.1 { out } else { x }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let both = Pair {
            left: Layer::new(&p[..4], [p[4], 0.5]),
            right: Pair {
                left: p[5],
                right: [p[0], 2.0],
            },
        };
        let y = apply(&both.left, both.right.right);
        let z = Pair {
            left: y[0],
            right: 3_usize,
        };
        let n = Pair {
            left: 2,
            right: z.left,
        };
        y[1] * both.right.left + z.left * z.right as f64 + n.right.powi(n.left)
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.9, 1.4, -0.2, 0.7, 1.1] top);
    }
}

mod strategies {
    use autodiff::{Differentiable, differentiate};
    #[differentiate]
    trait Curve {
        fn rate(&self, t: f64) -> f64;
        fn discount(&self, t: f64) -> f64 {
            (-self.rate(t) * t).exp()
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Flat {
        r: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Line {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Curve for Flat {
        fn rate(&self, _t: f64) -> f64 {
            self.r
        }
    }
    #[differentiate]
    impl Curve for Line {
        fn rate(&self, t: f64) -> f64 {
            self.a + self.b * t
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Bond<C: Curve> {
        coupon: f64,
        curve: C,
    }
    #[differentiate]
    impl<C: Curve> Bond<C> {
        fn coupon_at(&self, t: f64) -> f64 {
            self.coupon * t
        }
        fn price(&self, years: usize) -> f64 {
            let mut sum = self.curve.discount(years as f64);
            for i in 1..=years {
                sum += self.coupon_at(0.5) * self.curve.discount(i as f64) + self.curve.rate(0.5);
            }
            sum
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let flat = Bond {
            coupon: p[0],
            curve: Flat { r: p[1] },
        };
        let line = Bond {
            coupon: p[2],
            curve: Line { a: p[1], b: p[3] },
        };
        (1..4).map(|n| flat.price(n) * line.price(n)).sum()
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.09, 0.4, 0.02] top);
    }
}
