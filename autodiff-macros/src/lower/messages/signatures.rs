//! Signatures and types.

use super::Message;

messages! {
    RECEIVER: "a method cannot be differentiated here"
        => "put `#[differentiate]` on the `impl` that it stands in";
    RECEIVER_TYPE: "this type of receiver is not supported"
        => "take `self`, `&self` or `&mut self`";
    ITERATOR_PARAMETER: "what the type parameter `{}` goes over cannot be passed on"
        => "write `impl Iterator<Item = f64>`, or take a slice or a `Vec`";
    GENERIC: "the type parameter `{}` does not look like a float"
        => "bound it by a trait of floats, as in `{}: num_traits::Float`, or write the type itself; lengths may be generic: `const N: usize`";
    SIGNATURE: "this part of the signature is not supported"
        => "write plain arguments: numbers, arrays, slices, `Vec`s, tuples and references to them";
    ASYNC: "asynchronous code is not supported"
        => "differentiate a plain function and call it from the asynchronous one";
    UNSAFE: "`unsafe` code is not supported"
        => "move it to a function of its own and state its derivative: `#[differentiate(backward = path)]`";
    RETURNED_REFERENCE: "a function that returns a reference cannot be differentiated"
        => "return an owned value: `f64`, `[f64; N]`, `Vec<f64>`";
    NO_INPUT: "no argument of this function carries a gradient"
        => "take what is differentiated as an argument of a float type, or an array, slice or `Vec` of floats";
    NO_OUTPUT: "this function gives nothing that could be differentiated"
        => "return a float, or write floats through a `&mut` argument";
    WRT_UNKNOWN: "there is no argument `{}`"
        => "`wrt` takes the names of the function's arguments";
    WRT_INACTIVE: "the argument `{}` carries no gradient"
        => "leave it out of `wrt`";
    CUSTOM_MUTABLE: "a function with a backward function of its own cannot have `&mut` arguments"
        => "return the result instead";
    CUSTOM_RECEIVER: "a method with a backward function of its own cannot take `self` by value"
        => "take `&self`";
    TRAIT_TYPE: "this type is not known, which is not supported here"
        => "an argument may be a function, as in `f: impl Fn(f64) -> f64`, or a float, as in `x: impl Float`";
    PLAIN_TRAIT: "the trait `{}` is not differentiated"
        => "put `#[differentiate]` on the trait and on its implementations";
    TRAIT_OBJECT: "this trait object has no derivative: `&dyn Trait` and `Box<dyn Trait>` have one, of one trait alone"
        => "take `k: &impl Kernel` or `K: Kernel`, or make an enum of the types";
    MUTABLE_OBJECT: "what changes a trait object has no derivative"
        => "take `k: &mut impl Kernel`, or make an enum of the types";
    TYPE: "this type is not supported"
        => "use numbers, arrays, slices, `Vec`s, tuples and references to them";
    NESTED_REFERENCE: "a reference inside another type is not supported"
        => "pass it as an argument of its own, or lend a list of rows: `&[&[f64]]`, `&[Vec<f64>]`";
    SELF_TYPE: "`Self` is not known here"
        => "write the type's name, or put `#[differentiate]` on the whole `impl`";
    SELF_ITEM: "this type is not given in this `impl`"
        => "write the type itself";
    FUNCTION_INSIDE: "a function inside of this type is not supported"
        => "pass the function itself, as in `f: impl Fn(f64) -> f64` or `f: Box<dyn Fn(f64) -> f64>`, or a slice of such";
    WRAPPER_TYPE: "`{}` is not supported"
        => "use numbers, arrays, slices, `Vec`s and tuples, and take them out of it before the call";
}
