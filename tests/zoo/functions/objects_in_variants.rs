//! Trait objects in variants that have names for their fields, in structs that are in lists, and enums that are objects.

use crate::support::{scalars, slices};
use autodiff::{Differentiable, ObjectGradient, differentiate};

#[differentiate]
mod web {
    use autodiff::Differentiable;

    pub trait Response {
        fn rate(&self, prey: f64) -> f64;
        fn cost(&self) -> f64 {
            0.25
        }
    }

    #[derive(Differentiable)]
    pub struct Linear {
        pub attack: f64,
    }

    #[derive(Differentiable, Clone, Copy)]
    pub enum Saturating {
        Fixed,
        Twice,
        By(f64),
        Of { handling: f64, power: f64 },
    }

    impl Response for Linear {
        fn rate(&self, prey: f64) -> f64 {
            self.attack * prey
        }
    }

    impl Response for Saturating {
        fn rate(&self, prey: f64) -> f64 {
            match *self {
                Saturating::Fixed => prey / (1.0 + prey * prey),
                Saturating::Twice => prey.tanh(),
                Saturating::By(h) => prey / (1.0 + h * prey),
                Saturating::Of { handling, power } => prey.powf(power) * handling.exp(),
            }
        }
        fn cost(&self) -> f64 {
            match self {
                Saturating::By(h) => h * h,
                _ => 0.5,
            }
        }
    }

    #[derive(Differentiable)]
    pub enum Diet {
        Basal {
            growth: f64,
            capacity: f64,
        },
        Consumer {
            prey: usize,
            response: Box<dyn Response>,
            efficiency: f64,
        },
        Omnivore(Box<dyn Response>, Box<dyn Response>, f64),
    }

    impl Diet {
        pub fn eater(prey: usize, attack: f64) -> Self {
            Self::Consumer {
                prey,
                response: Box::new(Linear { attack }),
                efficiency: attack,
            }
        }
        pub fn both(by: f64) -> Self {
            Self::Omnivore(
                Box::new(Saturating::By(by)),
                Box::new(Saturating::Fixed),
                by,
            )
        }
    }

    #[derive(Differentiable)]
    pub struct Species {
        pub biomass: f64,
        pub diet: Diet,
    }

    #[derive(Differentiable)]
    pub struct Web {
        pub species: Vec<Species>,
    }

    impl Web {
        pub fn flows(&self) -> Vec<f64> {
            let mut d = vec![0.0; self.species.len()];
            for (i, s) in self.species.iter().enumerate() {
                match &s.diet {
                    Diet::Basal { growth, capacity } => {
                        d[i] += growth * s.biomass * (1.0 - s.biomass / capacity)
                    }
                    Diet::Consumer {
                        prey,
                        response,
                        efficiency,
                    } => {
                        let eaten = response.rate(self.species[*prey].biomass) * s.biomass;
                        d[*prey] -= eaten;
                        d[i] += efficiency * eaten - response.cost() * s.biomass;
                    }
                    Diet::Omnivore(one, other, share) => {
                        let first = self.species[0].biomass;
                        d[i] += share * one.rate(first) + other.rate(s.biomass)
                            - one.cost() * s.biomass;
                    }
                }
            }
            d
        }

        pub fn step(&mut self, h: f64) {
            let d = self.flows();
            for (s, d) in self.species.iter_mut().zip(d) {
                s.biomass = (s.biomass + h * d).max(1e-6);
            }
        }
    }
}
use web::{Diet, Linear, Response, Saturating, Species, Web};

#[derive(Differentiable)]
struct Holder {
    inner: Web,
    others: [Option<Diet>; 2],
    scale: f64,
}

scalars! {
    grown(a: f64, b: f64) {
        let mut web = Web {
            species: vec![
                Species { biomass: a, diet: Diet::Basal { growth: b, capacity: 2.0 } },
                Species {
                    biomass: b,
                    diet: Diet::Consumer { prey: 0, response: Box::new(Linear { attack: a * b }), efficiency: 0.5 },
                },
                Species { biomass: 0.5, diet: Diet::eater(1, a) },
                Species { biomass: a * a, diet: Diet::both(b) },
            ],
        };
        for _ in 0..4 {
            web.step(0.25);
        }
        web.species.iter().enumerate().map(|(i, s)| s.biomass * (i as f64 + 0.5)).sum::<f64>()
    } at (0.5, 1.25), (1.5, 0.75);
    enums_as_objects(a: f64, b: f64) {
        let all: Vec<Box<dyn Response>> = vec![
            Box::new(Saturating::Fixed),
            Box::new(Linear { attack: a }),
            Box::new(Saturating::By(b)),
            Box::new(Saturating::Of { handling: b, power: 1.5 }),
        ];
        let last: Box<dyn Response> = if a > 1.0 { Box::new(Saturating::Twice) } else { Box::new(Saturating::By(a)) };
        all.iter().fold(a, |x, f| f.rate(x) + f.cost()) * last.rate(b)
    } at (0.5, 1.25), (1.5, 0.75);
    held(a: f64, b: f64) {
        let holder = Holder {
            inner: Web { species: vec![Species { biomass: b, diet: Diet::eater(0, a) }] },
            others: [Some(Diet::Omnivore(Box::new(Linear { attack: b }), Box::new(Saturating::By(a)), a)), None],
            scale: a,
        };
        let mut sum = holder.inner.flows()[0];
        for other in holder.others.iter().flatten() {
            if let Diet::Omnivore(one, other, share) = other {
                sum += one.rate(other.rate(*share)) * holder.scale;
            }
        }
        sum
    } at (0.5, 1.25), (1.5, 0.75);
}

slices! {
    lists(p) {
        let mut sum = 0.0;
        let mut diets = Vec::new();
        for i in 0..p.len() {
            match i % 3 {
                0 => diets.push(Diet::Basal { growth: p[i], capacity: 1.0 }),
                1 => diets.push(Diet::Consumer { prey: i, response: Box::new(Saturating::By(p[i])), efficiency: p[0] }),
                _ => diets.push(Diet::Omnivore(Box::new(Saturating::Fixed), Box::new(Linear { attack: p[i] }), p[i])),
            }
        }
        for diet in &diets {
            sum += match diet {
                Diet::Basal { growth, capacity } => growth * capacity,
                Diet::Consumer { response, efficiency, .. } => response.rate(*efficiency) * efficiency,
                Diet::Omnivore(one, other, x) => one.rate(sum) + other.rate(*x),
            };
        }
        sum
    } at [0.5, 1.25, 0.75, 0.25, 1.5], [0.5, 0.25];
}

#[differentiate(wrt(web))]
fn total(web: &Web) -> f64 {
    web.flows().iter().sum()
}

#[test]
fn gradients_with_objects_are_compared() {
    let web = |attack: f64| Web {
        species: vec![Species {
            biomass: 0.5,
            diet: Diet::eater(0, attack),
        }],
    };
    let (one, same, other) = (
        total::gradient(&web(0.5)),
        total::gradient(&web(0.5)),
        total::gradient(&web(0.75)),
    );
    assert!(one == same && one != other);
    assert_ne!(ObjectGradient::new(1.0f64), ObjectGradient::new(1.0f32));
}
