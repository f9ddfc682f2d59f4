//! Iterators.

use super::Message;

messages! {
    SUM_OF_PARAMETER: "what `{}` gives here is for an implementation to say that is not known"
        => "write it as a fold: `fold(S::default(), |sum, x| sum + x)`";
    NOT_ITERABLE: "a loop over `{}` is not supported"
        => "loop over ranges, arrays, slices and `Vec`s";
    FILTERED: "how many items there are is not known before the loop"
        => "`collect` one of the two first";
    NOT_CALLED_ON_ITERATOR: "this is no iterator that is known here"
        => "call it on `x.iter()` and its kin";
    ENDLESS_RANGE: "this iterator has no end, or no beginning"
        => "give the range both, or `zip` it with something that ends";
    ITERATOR_METHOD: "the iterator method `{}` is not supported"
        => "write it as a loop; `map`, `zip`, `enumerate`, `rev`, `skip`, `take`, `step_by`, `filter`, `sum`, `product`, `fold`, `for_each`, `all`, `any`, `count` and `collect` are supported";
    OPTION_ITERATOR: "`{}` gives an `Option`, which is not supported"
        => "use a fold, as in `fold(f64::NEG_INFINITY, f64::max)`, or a loop";
    ADVANCED: "`{}` moves on an iterator that has a name, which is not supported"
        => "call it on the chain itself, or index what the iterator goes over";
    CHOSEN_ARRAY: "choosing between such items is not supported"
        => "choose an index, as in `(0..n).min_by(|i, j| …)`, and use what is there";
    FOLDED_REFERENCE: "folding references is not supported"
        => "fold values, or write a loop";
    COLLECT: "only `Vec`s can be collected"
        => "write a loop that assigns the elements";
    COLLECTED_VECS: "an array of `Vec`s made by a closure is not supported"
        => "write it as `[f(0), f(1)]`, or collect into a `Vec`";
    GROWN: "the type of what this loop pushes is not known in front of it"
        => "annotate the `Vec`, as in `let mut v: Vec<Vec<f64>> = …`";
    EFFECTS: "which items `{}` evaluates here, and how often, is not known, and this iterator changes something as it does"
        => "`collect` the items before, or write a loop";
    PASSED_WHOLE: "an iterator is passed to a function as all of its items, and this one changes something or has no end"
        => "collect what the function needs before, and pass it by `iter()`";
    COLLECTED_REFERENCES: "collecting references is not supported"
        => "add `.copied()`, or go over the items in a loop";
}
