//! Types of ours that are called `Option`, `Result` and `String`, beside those of `std`.

use crate::support::slices;

mod first {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub enum Option {
        Some(f64),
        None,
        Both(f64, f64),
    }

    #[differentiate]
    pub fn made(x: f64) -> Option {
        if x > 0.5 {
            Option::Some(x * x)
        } else if x < -0.5 {
            Option::None
        } else {
            Option::Both(x, 2.0)
        }
    }

    #[differentiate]
    pub fn value(o: Option, x: f64) -> f64 {
        match o {
            Option::Some(v) => v * x,
            Option::None => x,
            Option::Both(a, b) => a * b * x,
        }
    }

    #[differentiate]
    pub fn looped(p: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..3 {
            let o = made(p[0] + i as f64 - 1.0);
            if let Option::Some(x) = o {
                s += x * p[1];
            }
            let of_std: std::option::Option<f64> = if i > 1 { Some(p[0] * p[1]) } else { None };
            if let Some(z) = of_std {
                s += z;
            }
        }
        s
    }
}

mod second {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub enum Result {
        Ok(f64),
        Err(f64),
    }

    #[differentiate]
    pub fn made(x: f64) -> Result {
        if x > 0.5 {
            Result::Ok(x * x)
        } else {
            Result::Err(x.sin())
        }
    }

    /// What is in an `Err` of ours is a number like any other.
    #[differentiate]
    pub fn value(r: &Result, x: f64) -> f64 {
        match r {
            Result::Ok(v) => v * x,
            Result::Err(v) => v + x,
        }
    }
}

mod of_std {
    use autodiff::differentiate;
    use std::option::Option;

    #[differentiate]
    pub fn product(x: Option<f64>, y: Option<f64>) -> f64 {
        match x {
            Option::Some(v) => v * y.unwrap_or(2.0),
            Option::None => y.unwrap_or(1.0),
        }
    }
}

slices! {
    options(p) {
        first::value(first::made(p[0]), p[1]) + first::value(first::made(p[1]), p[0]) + first::looped(p)
    } at [0.4, 0.7], [-0.9, 0.2], [0.9, -0.8];

    results(p) {
        let r = second::made(p[0]);
        let z = match second::made(p[1]) {
            second::Result::Ok(v) => v,
            second::Result::Err(e) => e * e,
        };
        second::value(&r, p[1]) * z
    } at [0.4, 0.7], [0.9, -0.2];

    imported(p) {
        of_std::product(Option::Some(p[0]), Some(p[1]))
            + of_std::product(Option::None, core::option::Option::Some(p[1])) * p[0]
    } at [0.4, 0.7];
}

/// A field of a type that is called like that of strings, and has a method of theirs.
mod strings {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct String {
        mass: f64,
        tension: f64,
    }

    #[derive(Differentiable, Clone)]
    struct Violin {
        open: String,
        played: f64,
    }

    #[differentiate]
    impl String {
        fn len(&self) -> f64 {
            (self.tension / self.mass).sqrt()
        }

        fn find(&self, at: f64) -> f64 {
            self.tension * at - self.mass
        }
    }

    #[differentiate]
    fn sounds(p: &[f64]) -> f64 {
        let violin = Violin {
            open: String {
                mass: 1.0 + p[0] * p[0],
                tension: p[1].exp(),
            },
            played: p[0],
        };
        let mut total = violin.open.len() * violin.played;
        for &x in p {
            if x < total {
                total += violin.open.find(x) * violin.open.clone().len();
            }
        }
        total
    }

    crate::support::whole_functions! { sounds => [0.4, 0.7], [-0.9, 0.2] }
}
