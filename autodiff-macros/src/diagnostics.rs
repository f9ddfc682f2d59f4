//! Errors with their place in the user's source, collected so that all of a function's are shown at
//! once.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned;

/// The errors found so far. Asking for the outcome is not optional: dropping a collector that was
/// never asked is a bug of ours, and panics in our own tests.
#[derive(Default)]
pub(crate) struct Errors {
    errors: Vec<syn::Error>,
    asked: bool,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Errors::default()
    }

    /// Notes that `what` cannot be differentiated at this place, and what to write instead.
    pub(crate) fn at(&mut self, span: Span, what: impl std::fmt::Display, hint: &str) {
        self.errors
            .push(syn::Error::new(span, format!("{what}\n  = help: {hint}")));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// A mistake of ours, which must not become a wrong gradient.
    pub(crate) fn internal(what: &str) -> Self {
        let mut errors = Errors::new();
        errors.at(
            Span::call_site(),
            format!("autodiff made a mistake with this function: {what}"),
            "please report it with the function",
        );
        errors
    }

    /// The attribute stands on something that has no functions.
    pub(crate) fn not_a_function(&mut self, item: &syn::Item) {
        self.at(
            item.span(),
            "`#[differentiate]` stands on something that is not a function",
            "put it on each `fn`, or on each `impl`, that is to be differentiated",
        );
    }

    /// The attribute stands on a module whose items are in another file.
    pub(crate) fn outside_module(&mut self, module: &syn::ItemMod) {
        self.at(
            module.ident.span(),
            "the items of this module are in another file, where `#[differentiate]` cannot see them",
            "put it on the functions and `impl`s in that file",
        );
    }

    /// The attribute stands on the implementation of a trait that we cannot add to.
    pub(crate) fn foreign_trait(&mut self, path: &syn::Path, name: &str) {
        self.at(
            path.span(),
            format!("implementations of `{name}` are not differentiated"),
            "put the code into a method of an `impl` of its own, and call that",
        );
    }

    /// The attribute stands on the implementation of a trait that does not have it.
    pub(crate) fn plain_trait(&mut self, path: &syn::Path) {
        self.at(
            path.span(),
            "the trait that this implements is not differentiated",
            "put `#[differentiate]` on the trait, too",
        );
    }

    /// Takes over what another collector has.
    pub(crate) fn append(&mut self, mut other: Errors) {
        self.errors.append(&mut other.errors);
        other.asked = true;
    }

    /// Gives up what was found: it is looked for once more.
    pub(crate) fn forget(mut self) {
        self.asked = true;
    }

    /// An implementation for a number or a list, or for a tuple or a matrix.
    pub(crate) fn foreign_type(&mut self, ty: &syn::Type, of_std: bool) {
        let (message, help) = match of_std {
            true => (
                "a method on a type of the standard library has no derivative",
                "make it a function, as in `fn soft(x: f64) -> f64`, or leave out the attribute here and on the trait: functions of the same module that call it on a float or a slice read its body",
            ),
            false => (
                "a method on a type of another crate has no derivative",
                "make it a function, as in `fn soft(x: &[f64]) -> f64`, or wrap the type in a `struct`",
            ),
        };
        self.at(ty.span(), message, help);
    }

    /// A trait's function for whatever has operators, or for references to anything.
    pub(crate) fn for_all_types(&mut self, ty: &syn::Type) {
        self.at(
            ty.span(),
            "an implementation for all such types has no derivative",
            "make it a generic function, as in `fn lerp<T: Copy + Add<Output = T> + Mul<f64, Output = T>>(a: T, b: T, t: f64) -> T`, or implement the trait for each type",
        );
    }

    /// A function of the same name as one of another block about the type.
    pub(crate) fn defined_twice(&mut self, name: &proc_macro2::Ident) {
        self.at(
            name.span(),
            format!("this type has another differentiated function `{name}`, by another block"),
            "give one of them another name",
        );
    }

    /// A function that is compiled under a condition, which what is generated beside it would not be.
    pub(crate) fn under_condition(&mut self, attributes: &[syn::Attribute]) {
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("cfg"))
        {
            self.at(
                attribute.span(),
                "what is generated for this function would not stand under this condition",
                "write `#[cfg(..)]` above `#[differentiate]`, that of a method above an `impl` of its own",
            );
        }
    }

    /// A constant in a default body, which may be another one where the trait is implemented.
    pub(crate) fn constant_elsewhere(&mut self, span: Span, name: &str) {
        self.at(
            span,
            format!("`{name}` may be something else where this trait is implemented"),
            "write its whole path, as in `crate::NAME` or `std::f64::consts::PI`",
        );
    }

    pub(crate) fn count(&self) -> usize {
        self.errors.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// `compile_error!`s for everything found, or nothing.
    pub(crate) fn finish(&mut self) -> Option<TokenStream> {
        self.asked = true;
        if self.errors.is_empty() {
            return None;
        }
        Some(
            self.errors
                .iter()
                .map(syn::Error::to_compile_error)
                .collect(),
        )
    }
}

#[cfg(debug_assertions)]
impl Drop for Errors {
    fn drop(&mut self) {
        if !self.asked && !std::thread::panicking() {
            panic!("errors were collected but nobody asked for them");
        }
    }
}
