//! Names of the standard library's that stand for something else, and functions of its own by their paths.

use crate::support::scalars;
use autodiff::{Differentiable, differentiate};
use std::ops::Mul;

#[derive(Differentiable, Clone)]
enum Solved {
    Ok(f64),
    Err(f64, usize),
    None,
}
#[differentiate]
fn solve(x: f64) -> Solved {
    if x > 1.0 {
        Solved::Ok(x * x)
    } else if x > 0.0 {
        Solved::Err(x, 2)
    } else {
        Solved::None
    }
}

scalars! {
    variants_of_another_enum(x: f64, y: f64) {
        let mut s = match solve(x) {
            Solved::Ok(v) => v * y,
            Solved::Err(v, n) => v * n as f64 * y,
            Solved::None => x * y,
        };
        if let Solved::Ok(v) = solve(y) {
            s *= v;
        }
        s
    } at (1.25, 0.5), (0.75, 1.5);

    operators_as_functions(x, y) {
        let v = [x, y, x * y];
        let sum = v.iter().copied().fold(0.0, std::ops::Add::add);
        let negated = v.map(std::ops::Neg::neg);
        v.into_iter().fold(1.0, Mul::mul) * sum + std::ops::Div::div(negated[1], x)
    } at (1.25, 0.5), (0.75, 1.5);
}

/// The user's types and traits may be called like what stands in generated code.
mod called_like_ours {
    use autodiff::{Differentiable, differentiate};
    use std::ops::Add;

    macro_rules! called {
        ($($name:ident)*) => {$(
            #[derive(Differentiable, Clone, Copy)]
            struct $name {
                a: f64,
            }
            #[differentiate]
            impl $name {
                fn value(&self, x: f64) -> f64 {
                    self.a.sin() * x
                }
                fn step(&mut self, x: f64) {
                    self.a *= x;
                }
            }
            #[differentiate]
            impl Add for $name {
                type Output = $name;
                fn add(self, other: $name) -> $name {
                    $name { a: self.a * other.a }
                }
            }
            #[differentiate]
            impl T for $name {
                fn twice(&self, x: f64) -> f64 {
                    self.value(self.value(x))
                }
            }
        )*};
    }

    #[differentiate]
    trait T {
        fn twice(&self, x: f64) -> f64;
    }
    called!(Args Cache Call Calls Named Output);

    #[differentiate]
    fn all(objects: &[Box<dyn T>], x: f64) -> f64 {
        objects.iter().map(|object| object.twice(x)).sum()
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (args, cache, call) = (Args { a: p[0] }, Cache { a: p[1] }, Call { a: p[2] });
        let mut calls = Calls { a: p[0] * p[1] };
        calls.step(call.value(p[1]));
        let named = Named { a: p[0] } + Named { a: p[2] };
        let output: Vec<Box<dyn T>> = vec![Box::new(Output { a: p[1] }), Box::new(args)];
        all(&output, named.a) + cache.twice(calls.a) + calls.value(args.a)
    }

    crate::support::whole_functions! { top => [0.7, 0.45, -0.3], [1.3, 0.6, 0.8] }
}
