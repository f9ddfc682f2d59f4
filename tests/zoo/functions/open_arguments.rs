//! Integers where what is called takes something of a type that a trait leaves open.

use crate::support::{scalars, slices};
use autodiff::differentiate;

#[differentiate]
mod hmm {
    use autodiff::Differentiable;

    pub trait Emission {
        type Observation: Copy;
        fn log_prob(&self, o: Self::Observation) -> f64;
    }

    #[derive(Differentiable, Clone)]
    pub struct Gaussian {
        pub mean: f64,
        pub sd: f64,
    }
    #[derive(Differentiable, Clone)]
    pub struct Categorical(pub Vec<f64>);
    #[derive(Differentiable, Clone)]
    pub struct Pairs(pub f64);

    impl Emission for Gaussian {
        type Observation = f64;
        fn log_prob(&self, o: f64) -> f64 {
            -0.5 * ((o - self.mean) / self.sd).powi(2) - self.sd.ln()
        }
    }
    impl Emission for Categorical {
        type Observation = usize;
        fn log_prob(&self, o: usize) -> f64 {
            self.0[o] - self.0.iter().map(|x| x.exp()).sum::<f64>().ln()
        }
    }
    impl Emission for Pairs {
        type Observation = (bool, f64);
        fn log_prob(&self, o: (bool, f64)) -> f64 {
            if o.0 {
                self.0 * o.1
            } else {
                self.0.sin() - o.1
            }
        }
    }

    #[derive(Differentiable)]
    pub struct Hmm<E> {
        pub weights: Vec<f64>,
        pub emissions: Vec<E>,
    }

    impl<E: Emission> Hmm<E> {
        pub fn total(&self, observations: &[E::Observation], factor: f64) -> f64 {
            let mut sum = 0.0;
            for &o in observations {
                for (w, e) in self.weights.iter().zip(&self.emissions) {
                    sum += factor * w * e.log_prob(o);
                }
            }
            sum
        }

        pub fn first(&self, o: E::Observation, weight: f64) -> f64 {
            self.emissions[0].log_prob(o) * weight
        }

        pub fn of_array(&self, o: [E::Observation; 2]) -> f64 {
            self.emissions[0].log_prob(o[0]) * self.weights[0] + self.emissions[0].log_prob(o[1])
        }

        pub fn shift(&mut self, o: &E::Observation, by: f64) {
            self.weights[0] += by * self.emissions[0].log_prob(*o);
        }
    }

    pub fn single<E: Emission>(e: &E, o: E::Observation, x: f64) -> f64 {
        e.log_prob(o) * x
    }

    pub fn qualified<E>(x: f64, e: &E, o: &Vec<<E as Emission>::Observation>) -> f64
    where
        E: Emission,
    {
        let mut x = x;
        for o in o {
            x = x.sin() + e.log_prob(*o);
        }
        x
    }

    pub fn several<E: Emission>(e: &E, o: &[Vec<E::Observation>], x: f64) -> f64 {
        let mut sum = 0.0;
        for row in o {
            sum += e.log_prob(row[0]) * x * row.len() as f64;
        }
        sum
    }
}
use hmm::{Categorical, Gaussian, Hmm, Pairs, qualified, several, single};

scalars! {
    methods(a: f64, b: f64) {
        let words = [0, 2, 1];
        let mut kinds = Hmm { weights: vec![a, b], emissions: vec![Categorical(vec![a, 0.5, b]), Categorical(vec![b, a * a, 0.1])] };
        let normal = Hmm { weights: vec![b], emissions: vec![Gaussian { mean: a, sd: b }] };
        let pairs = Hmm { weights: vec![a], emissions: vec![Pairs(b)] };
        kinds.shift(&1, a);
        kinds.total(&words, a) + kinds.first(1, b) * kinds.of_array([2, 0])
            + normal.total(&[a, 0.5], b) + normal.first(b, a) + normal.of_array([a, b])
            + pairs.total(&[(true, a), (false, b)], 0.5) + pairs.first((false, b), a)
    } at (0.5, 1.25), (1.5, 0.75);
    free(a: f64, b: f64) {
        let kind = Categorical(vec![a, 0.5, b]);
        let normal = Gaussian { mean: a, sd: b };
        let words = vec![2usize, 0, 1];
        single(&kind, 2, a) * single(&normal, b, a) + qualified(b, &kind, &words) + qualified(b, &normal, &vec![a, b])
            + several(&kind, &[vec![1usize, 2], vec![0usize]], a) + several(&normal, &[vec![a, b], vec![b]], a)
    } at (0.5, 1.25), (1.5, 0.75);
    in_loops(a: f64, b: f64) {
        let kind = Hmm { weights: vec![a, b], emissions: vec![Categorical(vec![a, 0.5, b]), Categorical(vec![b, a, 0.1])] };
        let mut x = a;
        for i in 0..3usize {
            x = kind.first(i, x) * 0.5 + single(&kind.emissions[i % 2], 2 - i, x);
        }
        x
    } at (0.5, 1.25), (1.5, 0.75);
}

#[differentiate(wrt(p))]
fn counted(p: &[f64], words: &[usize], n: usize) -> f64 {
    let e = Categorical(p.to_vec());
    let h = Hmm {
        weights: vec![p[0]],
        emissions: vec![e.clone()],
    };
    single(&e, n, p[0])
        + qualified(0.5, &e, &words.to_vec())
        + h.total(&words[1..], p[1])
        + h.total(&words[..0], p[1])
}

slices! {
    of_arguments(p) { counted(p, &[0, 1, 1], 1) } at [0.5, 1.25], [0.25, -0.75];
}
