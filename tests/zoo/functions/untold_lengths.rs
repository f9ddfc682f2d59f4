//! Functions with a length that no argument tells beside a type that one does, methods generic over a trait that change
//! their receiver, and bodies that give structs in `Result`s.

use crate::support::slices;
use autodiff::differentiate;

#[differentiate]
mod physics {
    #[derive(autodiff::Differentiable, Clone, Debug, PartialEq)]
    pub struct Grid<const N: usize> {
        pub value: [f64; N],
        pub d_x: f64,
    }

    pub trait Scheme {
        const ORDER: usize;
        fn weight(&self, k: usize) -> f64;
        fn twice(&self, k: usize) -> f64 {
            2.0 * self.weight(k)
        }
    }

    #[derive(autodiff::Differentiable, Debug)]
    pub struct Upwind {
        pub theta: f64,
    }

    #[derive(autodiff::Differentiable, Debug)]
    pub struct Central {
        pub theta: f64,
        pub record: f64,
    }

    impl Scheme for Upwind {
        const ORDER: usize = 1;
        fn weight(&self, k: usize) -> f64 {
            self.theta * (k as f64 + 1.0)
        }
    }

    impl Scheme for Central {
        const ORDER: usize = 2;
        fn weight(&self, k: usize) -> f64 {
            self.theta * self.record.powi(k as i32)
        }
        fn twice(&self, k: usize) -> f64 {
            self.weight(k) * self.weight(k)
        }
    }

    impl<const N: usize> Grid<N> {
        pub fn new(x: &[f64]) -> Self {
            let mut value = [0.0; N];
            for (i, v) in value.iter_mut().enumerate() {
                *v = x[i % x.len()] * (1.0 + i as f64 * 0.1);
            }
            Grid {
                value,
                d_x: 1.0 / N as f64,
            }
        }

        pub fn step<S: Scheme>(&mut self, s: &S) -> Option<f64> {
            let mut record = 0.0;
            for v in self.value.iter_mut() {
                *v += 0.1 * *v * s.twice(S::ORDER) * self.d_x;
                record += *v * *v;
            }
            if record > 1e6 {
                return None;
            }
            Some(record)
        }
    }

    pub fn run<S: Scheme, const N: usize>(x: &[f64], s: &S) -> f64 {
        let mut g = Grid::<N>::new(x);
        let mut value = 0.0;
        for _ in 0..3 {
            match g.step(s) {
                Some(v) if v > 0.0 => value += v,
                Some(_) => {}
                None => return 0.0,
            }
        }
        value
    }

    pub fn twice(x: &[f64]) -> f64 {
        let central = Central {
            theta: x[0],
            record: x[2],
        };
        run::<Central, 5>(x, &central) * run::<Upwind, 3>(x, &Upwind { theta: x[1] })
    }

    pub fn made<const N: usize>(x: &[f64], at_least: usize) -> Result<Grid<N>, String> {
        if x.len() < at_least {
            return Err("short".into());
        }
        let g = Grid::new(x);
        Ok(g)
    }

    pub fn chosen(x: &[f64], at_least: usize) -> f64 {
        let a: Grid<3> = match made::<3>(x, at_least) {
            Ok(g) => g,
            Err(_) => return x[0] * x[1],
        };
        let Grid {
            value: [p, q, r],
            d_x,
        } = a.clone();
        p * q + r * d_x + a.value[1]
    }
}

slices! {
    of_two_lengths(x) { physics::twice(x) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    given(x) { physics::chosen(x, 2) } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];

    failing(x) { physics::chosen(x, 9) + x[2] } at [0.73, 1.13, 0.91], [1.4, 0.6, 1.2];
}
