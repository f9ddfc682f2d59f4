//! What many calls of a function leave that may run again in the backward pass.

use crate::{Function, Record, Vec};
use core::ops::Deref;

/// The calls of a function that may be so light that the backward pass runs it again, rather than reading
/// what it would record: of each call either the cache, or the arguments that are not passed again.
#[derive(Clone, Debug)]
pub struct Again<Cache, Args> {
    caches: Vec<Cache>,
    args: Vec<Args>,
}

/// The cache of one call: recorded, or made again.
#[derive(Clone, Debug)]
pub enum One<'a, Cache> {
    /// It was recorded.
    Recorded(&'a Cache),
    /// The call ran again.
    Made(Cache),
}

impl<Cache> Deref for One<'_, Cache> {
    type Target = Cache;

    #[inline(always)]
    fn deref(&self) -> &Cache {
        match self {
            One::Recorded(cache) => cache,
            One::Made(cache) => cache,
        }
    }
}

/// How many operations a function is, with those of its calls.
pub const fn work(own: usize, calls: &[usize]) -> usize {
    let (mut sum, mut at) = (own, 0);
    while at < calls.len() {
        sum = sum.saturating_add(calls[at]);
        at += 1;
    }
    sum
}

impl<Cache, Args: Copy> Again<Cache, Args> {
    /// Whether a function is run again: sixteen operations take no longer than writing a number and
    /// reading it.
    const fn runs<F: Function<()>>() -> bool {
        F::WORK <= 2 * size_of::<Cache>().saturating_sub(size_of::<Args>())
    }

    /// Appends a call of `F`.
    #[inline(always)]
    pub fn push<F: Function<()>>(&mut self, cache: Cache, args: Args) {
        match const { Self::runs::<F>() } {
            true => self.args.push(args),
            false => self.caches.push(cache),
        }
    }

    /// The cache of the call at this position; `run` runs it again.
    #[inline(always)]
    pub fn one<F: Function<()>>(
        &self,
        at: usize,
        run: impl FnOnce(Args) -> Cache,
    ) -> One<'_, Cache> {
        match const { Self::runs::<F>() } {
            true => One::Made(run(self.args[at])),
            false => One::Recorded(&self.caches[at]),
        }
    }
}

impl<Cache, Args> Record for Again<Cache, Args> {
    type At = usize;

    #[inline(always)]
    fn new() -> Self {
        Again {
            caches: Vec::new(),
            args: Vec::new(),
        }
    }

    #[inline(always)]
    fn end(&self) -> usize {
        self.caches.len() + self.args.len()
    }

    #[inline(always)]
    fn clear(&mut self) {
        self.caches.clear();
        self.args.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Again, One, work};
    use crate::{Function, Record};

    enum Light {}
    impl Function<()> for Light {
        type Output = f64;
        type Cache = [f64; 4];
        type Calls = Again<[f64; 4], (f64,)>;
        const WORK: usize = 48;
    }

    enum Heavy {}
    impl Function<()> for Heavy {
        type Output = f64;
        type Cache = [f64; 4];
        type Calls = Again<[f64; 4], (f64,)>;
        const WORK: usize = work(1, &[<Light as Function<()>>::WORK]);
    }

    #[test]
    fn light_functions_run_again() {
        let mut calls: Again<[f64; 4], (f64,)> = Record::new();
        calls.push::<Light>([0.0; 4], (2.0,));
        assert_eq!(calls.end(), 1);
        let one = calls.one::<Light>(0, |(x,)| [x; 4]);
        assert!(matches!(one, One::Made(_)));
        assert_eq!(*one, [2.0; 4]);
    }

    #[test]
    fn others_record() {
        let mut calls: Again<[f64; 4], (f64,)> = Record::new();
        calls.push::<Heavy>([1.0; 4], (2.0,));
        let one = calls.one::<Heavy>(0, |(x,)| [x; 4]);
        assert!(matches!(one, One::Recorded(_)));
        assert_eq!(*one, [1.0; 4]);
        calls.clear();
        assert_eq!(calls.end(), 0);
        assert_eq!(work(1, &[usize::MAX]), usize::MAX);
    }
}
