//! A sum over samples on several threads.

use rayon::prelude::*;

/// How many parts the samples are cut into: enough for many threads, few enough that a gradient for
/// each is little memory.
const PARTS: usize = 32;

/// `Σ objective(parameters, …, sample)` over all samples, computed on the threads of rayon; `gradient`
/// is overwritten with the sum of their gradients.
///
/// `objective` returns its value and overwrites the buffer it gets with its gradient, as
/// `value_and_gradient_into` of a differentiated function does. The samples are cut into parts, and the
/// parts are added up, in an order that depends on the number of samples only: the result is the same
/// to the last bit for any number of threads.
///
/// ```
/// use autodiff::{differentiate, sum_over_samples};
///
/// #[differentiate(wrt(w))]
/// fn error(w: &[f64], x: f64, y: f64) -> f64 {
///     (w[0] + w[1] * x - y).powi(2)
/// }
///
/// let samples = [(0.0, 1.0), (1.0, 3.0), (2.0, 5.5)];
/// let mut gradient = [0.0; 2];
/// let sum = sum_over_samples(&samples, &[1.0, 2.0], &mut gradient, |w, d_w, &(x, y)| {
///     error::value_and_gradient_into(w, d_w, x, y)
/// });
/// assert_eq!((sum, gradient), (0.25, [-1.0, -2.0]));
/// ```
pub fn sum_over_samples<S: Sync>(
    samples: &[S],
    parameters: &[f64],
    gradient: &mut [f64],
    objective: impl Fn(&[f64], &mut [f64], &S) -> f64 + Sync,
) -> f64 {
    let part = |samples: &[S]| {
        let mut sum = 0.0;
        let mut sums = vec![0.0; gradient.len()];
        let mut own = vec![0.0; gradient.len()];
        for sample in samples {
            sum += objective(parameters, &mut own, sample);
            add(&mut sums, &own);
        }
        (sum, sums)
    };
    let size = samples.len().div_ceil(PARTS).max(1);
    let parts: Vec<_> = samples.par_chunks(size).map(part).collect();
    gradient.fill(0.0);
    let mut sum = 0.0;
    for (value, sums) in parts {
        sum += value;
        add(gradient, &sums);
    }
    sum
}

fn add(sums: &mut [f64], terms: &[f64]) {
    for (sum, term) in sums.iter_mut().zip(terms) {
        *sum += term;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Σ sin(p[i] x)`, with numbers whose sums depend on their order.
    fn objective(p: &[f64], d_p: &mut [f64], x: &f64) -> f64 {
        for (d, p) in d_p.iter_mut().zip(p) {
            *d = x * (p * x).cos();
        }
        p.iter().map(|p| (p * x).sin()).sum()
    }

    fn on(threads: usize, samples: &[f64]) -> (u64, Vec<u64>) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let mut gradient = vec![f64::NAN; 3];
        let p = [0.3, -1.7, 20.1];
        let sum = pool
            .build()
            .expect("the threads start")
            .install(|| sum_over_samples(samples, &p, &mut gradient, objective));
        (
            sum.to_bits(),
            gradient.into_iter().map(f64::to_bits).collect(),
        )
    }

    #[test]
    fn the_bits_do_not_depend_on_the_number_of_threads() {
        for n in [0, 1, 5, 32, 33, 1000] {
            let samples: Vec<f64> = (0..n).map(|i| (f64::from(i) * 0.7).exp2() % 10.0).collect();
            let alone = on(1, &samples);
            assert_eq!(alone, on(2, &samples), "{n} samples on 2 threads");
            assert_eq!(alone, on(4, &samples), "{n} samples on 4 threads");
        }
    }

    #[test]
    fn the_sum_is_that_of_the_samples() {
        let samples: Vec<f64> = (0..100).map(|i| f64::from(i) * 0.1).collect();
        let p = [0.3, -0.7];
        let (mut gradient, mut own, mut expected) = ([7.0; 2], [0.0; 2], [0.0; 2]);
        let sum = sum_over_samples(&samples, &p, &mut gradient, objective);
        let mut expected_sum = 0.0;
        for x in &samples {
            expected_sum += objective(&p, &mut own, x);
            add(&mut expected, &own);
        }
        assert!((sum - expected_sum).abs() < 1e-12);
        for (gradient, expected) in gradient.iter().zip(expected) {
            assert!((gradient - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn no_samples_have_the_sum_zero() {
        let mut gradient = [5.0; 2];
        let none: [f64; 0] = [];
        assert_eq!(
            sum_over_samples(&none, &[1.0; 2], &mut gradient, objective),
            0.0
        );
        assert_eq!(gradient, [0.0; 2]);
    }
}
