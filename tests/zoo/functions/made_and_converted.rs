//! Several conversions into one type, closures that a function of a type takes, and what a call without arguments makes of
//! the only float in sight.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
mod colors {
    use autodiff::Differentiable;

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Rgb(pub f64, pub f64);

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Xyz {
        pub x: f64,
        pub y: f64,
    }

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Lab {
        pub l: f64,
        pub a: f64,
    }

    impl From<Rgb> for Xyz {
        fn from(c: Rgb) -> Xyz {
            Xyz {
                x: c.0,
                y: c.1 * c.0,
            }
        }
    }

    impl From<Xyz> for Lab {
        fn from(c: Xyz) -> Lab {
            Lab {
                l: c.x * c.x,
                a: c.y * c.x,
            }
        }
    }

    impl From<Rgb> for Lab {
        fn from(c: Rgb) -> Lab {
            Lab::from(Xyz::from(c))
        }
    }

    pub fn distance(p: &[f64]) -> f64 {
        let one: Lab = Rgb(p[0], p[1]).into();
        let other = Lab::from(Rgb(p[1], 0.5));
        one.l * other.a + one.a
    }
}

#[differentiate]
mod tables {
    use autodiff::Differentiable;
    use num_traits::Float;

    #[derive(Differentiable, Clone, Debug)]
    pub struct Mat {
        pub cols: usize,
        pub data: Vec<f64>,
    }

    impl Mat {
        pub fn from_fn(rows: usize, cols: usize, f: impl Fn(usize, usize) -> f64) -> Self {
            let mut data = Vec::new();
            for i in 0..rows {
                for j in 0..cols {
                    data.push(f(i, j));
                }
            }
            Mat { cols, data }
        }
    }

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Body<T> {
        pub x: T,
    }

    impl<T: Float> Body<T> {
        pub fn at_rest() -> Self {
            Body { x: T::one() }
        }
        pub fn step(&mut self, by: T) {
            self.x = self.x + by * by;
        }
    }

    pub fn moved<T: Float>(by: T) -> T {
        let mut body = Body::at_rest();
        for _ in 0..3 {
            body.step(by);
        }
        body.x * by
    }
}

#[differentiate]
mod filters {
    use autodiff::Differentiable;

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub enum Kind<T> {
        Low,
        Peak { gain: T },
    }

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Gains<T> {
        pub a: T,
        pub b: T,
    }

    impl Gains<f64> {
        pub fn new(kind: Kind<f64>, f: f64) -> Result<Self, &'static str> {
            if f > 10.0 {
                return Err("too high");
            }
            Ok(match kind {
                Kind::Low => Gains { a: f, b: f * f },
                Kind::Peak { gain } => Gains {
                    a: gain,
                    b: f.exp(),
                },
            })
        }
    }

    #[derive(Differentiable, Clone, Copy, Debug)]
    pub struct Stage {
        state: f64,
        gains: Gains<f64>,
    }

    impl Stage {
        pub fn of(gains: Gains<f64>) -> Self {
            Stage { state: 0.5, gains }
        }
        pub fn run(&mut self, x: f64) -> f64 {
            self.state = self.state * self.gains.a + x;
            self.state * self.gains.b
        }
    }

    pub fn cascade(p: &[f64]) -> f64 {
        let mut stages = [
            Stage::of(Gains::<f64>::new(Kind::Low, p[0]).unwrap()),
            Stage::of(Gains::<f64>::new(Kind::Peak { gain: p[1] }, p[0]).unwrap()),
        ];
        let mut sum = 0.0;
        for x in p {
            sum += stages.iter_mut().fold(*x, |y, stage| stage.run(y));
        }
        sum
    }
}

slices! {
    variants_as_arguments(p) { filters::cascade(p) } at [0.7, -0.4], [-1.2, 0.3];

    converted(p) { colors::distance(p) } at [0.7, -0.4], [-1.2, 0.3];

    counted_by_closures(p) {
        let m = tables::Mat::from_fn(2, 3, |i, j| p[i].powi(j as i32 + 1));
        m.data[2] * m.data[m.cols + 1]
    } at [0.7, -0.4], [-1.2, 0.3];

    of_the_only_float(p) { tables::moved(p[0]) * p[1] } at [0.7, -0.4], [-1.2, 0.3];
}
