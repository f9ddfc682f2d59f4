//! An interpreter of the intermediate representation, for tests: it runs what the transformation
//! makes of a program without a compiler in between, and so checks thousands of them in seconds.

mod arithmetic;
mod data;
mod machine;
mod random;
mod random_chains;
mod rows;
mod scalars;

mod gradients;

pub(crate) use data::Data;
pub(crate) use gradients::{check, run};

#[cfg(test)]
mod tests {
    use super::gradients::{check, floats};
    use super::{Data, random};

    #[test]
    fn random_programs_have_the_gradients_that_differences_see() {
        // `AUTODIFF_PROGRAMS` is a number of programs, or a range of seeds as in `728..729`.
        let asked = std::env::var("AUTODIFF_PROGRAMS").unwrap_or_default();
        let (first, last) = asked.split_once("..").unwrap_or(("0", &asked));
        let (first, last): (u64, u64) = (first.parse().unwrap_or(0), last.parse().unwrap_or(300));
        let mut kinks = 0;
        for seed in first..last {
            let source = random::program(seed);
            let args = [
                Data::Float(0.37),
                Data::Float(-0.61),
                floats(&[0.52, -0.43, 0.91]),
                floats(&[-0.28, 0.66, 0.13]),
            ];
            println!("seed {seed}");
            kinks += check(&source, &args);
        }
        // A program has eight floats and is checked twice.
        assert!(kinks as u64 <= last - first, "{kinks} slopes were left out");
    }
}
