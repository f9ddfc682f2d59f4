//! Types called like what generated code has names for, variants of `Option` and `Result` under their whole paths, and
//! a module without a prelude.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug)]
struct Cache {
    len: f64,
    d_len: f64,
}
#[differentiate]
impl Cache {
    fn new(len: f64) -> Cache {
        Cache {
            len,
            d_len: len * len,
        }
    }
    fn value(&self) -> f64 {
        self.len * self.d_len
    }
    fn cache(&mut self, d_self: f64) -> f64 {
        self.len *= d_self;
        self.len
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Call {
    strike: f64,
}
#[differentiate]
impl Call {
    fn price(&self, spot: f64) -> Output {
        Output {
            value: (spot - self.strike).exp(),
            args: spot,
        }
    }
}

#[derive(Differentiable, Clone, Copy, Debug)]
struct Output {
    value: f64,
    args: f64,
}
#[differentiate]
impl Output {
    fn scaled(self, by: f64) -> Output {
        Output {
            value: self.value * by,
            ..self
        }
    }
}

#[derive(Differentiable, Clone, Debug)]
struct Named<Args, const NAME: usize> {
    args: Args,
    calls: [f64; NAME],
}

#[differentiate]
fn positive(x: f64) -> std::result::Result<f64, u8> {
    if x > 0.0 {
        Result::Ok(x.sqrt())
    } else {
        std::result::Result::Err(1)
    }
}

#[differentiate]
fn inverse(x: f64) -> Option<f64> {
    if x != 0.0 {
        Option::Some(1.0 / x)
    } else {
        ::core::option::Option::None
    }
}

mod bare {
    #![no_implicit_prelude]
    use ::autodiff::{Differentiable, differentiate};
    use ::std::clone::Clone;

    #[derive(Clone, Differentiable)]
    pub(super) struct Pair {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Pair {
        pub(super) fn of(x: f64, y: f64) -> ::std::option::Option<Pair> {
            match x > -10.0 {
                true => ::std::option::Option::Some(Pair { a: x * y, b: y }),
                false => ::std::option::Option::None,
            }
        }
        fn grow(&mut self, by: &[f64]) {
            for x in by {
                self.a += x * self.b;
            }
        }
    }

    #[differentiate]
    pub(super) fn grown(x: f64, y: f64) -> f64 {
        let items = ::std::vec![x, y, x * y];
        match Pair::of(x, y) {
            ::std::option::Option::Some(mut pair) => {
                pair.grow(&items);
                pair.a * pair.b
            }
            ::std::option::Option::None => x,
        }
    }
}

scalars! {
    types_of_ours(x: f64, y: f64) {
        let mut cache = Cache::new(x);
        let output = Call { strike: y }.price(x).scaled(cache.cache(y));
        let named = Named { args: 2_usize, calls: [output.value, output.args] };
        cache.value() * named.calls[0] + named.calls[1] * named.args as f64
    } at (0.5, 1.25), (0.75, -0.5);
    whole_paths(x: f64, y: f64) {
        let mut best = Option::None;
        if let Result::Ok(root) = positive(x) {
            best = std::option::Option::Some(root * y);
        }
        match inverse(y) {
            Option::Some(v) => v * best.unwrap_or(1.0),
            std::option::Option::None => x,
        }
    } at (0.5, 1.25), (0.75, -0.5);
    without_prelude(x: f64, y: f64) { bare::grown(x, y) } at (0.5, 1.25), (0.75, -0.5);
}
