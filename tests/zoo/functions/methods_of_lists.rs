//! Methods that a trait gives to slices, arrays and `Vec`s, with the attribute and without it.

mod plain {
    use autodiff::differentiate;

    trait Stats {
        fn mean(&self) -> f64;
        fn median(&self) -> f64;
        fn spread(&self, about: f64) -> f64;
        fn center(&mut self, by: f64);
    }

    impl Stats for [f64] {
        fn mean(&self) -> f64 {
            self.iter().sum::<f64>() / self.len() as f64
        }
        fn median(&self) -> f64 {
            let mut sorted = self.to_vec();
            sorted.sort_by(|a, b| a.total_cmp(b));
            let middle = sorted.len() / 2;
            if sorted.len() % 2 == 0 {
                (sorted[middle - 1] + sorted[middle]) / 2.0
            } else {
                sorted[middle]
            }
        }
        fn spread(&self, about: f64) -> f64 {
            let deviations: Vec<f64> = self.iter().map(|x| (x - about).powi(2)).collect();
            deviations.median().sqrt() + deviations.mean()
        }
        fn center(&mut self, by: f64) {
            let mean = self.mean();
            for x in self.iter_mut() {
                *x -= by * mean;
            }
        }
    }

    struct Table {
        rows: Vec<Vec<f64>>,
    }

    #[differentiate]
    fn of_parts(p: &[f64]) -> f64 {
        let mut copy = [p[0] * p[1], p[1] * p[1], p[2], p[0] + p[2]];
        let mut total = copy.spread(copy.mean()) + p.median() * p[1..].mean();
        copy.center(p[0]);
        for (i, row) in copy.chunks(2).enumerate() {
            if i == 1 {
                total += row.mean() * p[..2].median();
            } else {
                total *= row.median();
            }
        }
        total + copy[1]
    }

    crate::support::whole_functions! { of_parts => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod under_the_attribute {
    use autodiff::differentiate;

    #[differentiate]
    pub trait Soft {
        fn soft(self, k: f64) -> f64;
    }

    #[differentiate]
    impl Soft for f64 {
        fn soft(self, k: f64) -> f64 {
            (k * self).exp().ln_1p() / k
        }
    }

    #[differentiate]
    pub trait Norms {
        fn p_norm(&self, p: f64) -> f64;
        fn unit(&self) -> Vec<f64>;
    }

    #[differentiate]
    impl Norms for [f64] {
        fn p_norm(&self, p: f64) -> f64 {
            self.iter()
                .map(|x| x.abs().powf(p))
                .sum::<f64>()
                .powf(p.recip())
        }
        fn unit(&self) -> Vec<f64> {
            let norm = self.p_norm(2.0);
            self.iter().map(|x| x / norm).collect()
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let u = p.unit();
        u.p_norm(p[2] + 1.0) * u[1].soft(2.0) + p[0].soft(p[1])
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod of_numbers_with_little {
    use autodiff::differentiate;
    use std::ops::{Add, Div, Mul, Sub};

    /// No more than what is asked for below.
    #[differentiate]
    pub trait Number:
        Copy
        + PartialOrd
        + Add<Output = Self>
        + Sub<Output = Self>
        + Mul<Output = Self>
        + Div<Output = Self>
    {
        fn zero() -> Self;
        fn sqrt(self) -> Self;
        fn exp(self) -> Self;
        fn from_usize(n: usize) -> Self;
    }

    #[differentiate]
    impl Number for f64 {
        fn zero() -> Self {
            0.0
        }
        fn sqrt(self) -> Self {
            f64::sqrt(self)
        }
        fn exp(self) -> Self {
            f64::exp(self)
        }
        fn from_usize(n: usize) -> Self {
            n as f64
        }
    }

    #[differentiate]
    fn deviation<T: Number>(xs: &[T]) -> Option<T> {
        if xs.is_empty() {
            return None;
        }
        let n = T::from_usize(xs.len());
        let mut mean = T::zero();
        for &x in xs {
            mean = mean + x / n;
        }
        let mut sum = T::zero();
        for &x in xs {
            sum = sum + (x - mean) * (x - mean);
        }
        Some((sum / n).sqrt())
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        deviation(p).unwrap_or(0.0) * p[0] + deviation(&p[1..]).map_or(0.0, |d| d.exp())
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
