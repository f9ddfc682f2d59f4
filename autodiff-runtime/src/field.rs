//! The types of the fields of structs, by name.

use crate::tuples;

/// Names the type of a field of a struct: a function that is differentiated sees `p.width`, but not
/// what `width` is.
///
/// `#[derive(Differentiable)]` implements it for every field; [`name`] makes a number of the field's
/// name. The fields of tuples, and of structs whose fields have no names, are called `"0"`, `"1"`
/// and so on.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` are not known",
    label = "`{Self}` has no such field, or it does not derive `Differentiable`",
    note = "put `#[derive(autodiff::Differentiable)]` on the struct"
)]
pub trait Field<const NAME: u64> {
    /// The type of the field; of one that is a reference, what it refers to.
    type Type: ?Sized;
}

/// A number for the name of a field. Names of one struct that had the same number would not
/// compile.
///
/// ```
/// use autodiff::{Differentiable, Field, name};
///
/// #[derive(Differentiable)]
/// struct Layer {
///     bias: f32,
/// }
///
/// let bias: <Layer as Field<{ name("bias") }>>::Type = 1.0f32;
/// # let _ = Layer { bias };
/// ```
pub const fn name(name: &str) -> u64 {
    // The hash of Fowler, Noll and Vo.
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

macro_rules! fields {
    ($($T:ident $i:tt),*) => {
        fields!(@each ($($T),*) $($T $i),*);
    };
    (@each $all:tt $($T:ident $i:tt),*) => {
        $(fields!(@one $all $T $i);)*
    };
    (@one ($($all:ident),*) $T:ident $i:tt) => {
        impl<$($all),*> Field<{ name(stringify!($i)) }> for ($($all,)*) {
            type Type = $T;
        }
    };
}
tuples::for_each_length!(fields);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_differ() {
        assert_ne!(name("a"), name("b"));
        assert_ne!(name("ab"), name("ba"));
        assert_ne!(name(""), name("0"));
    }

    #[test]
    fn tuples_have_numbered_fields() {
        let second: <(u8, &str) as Field<{ name("1") }>>::Type = "text";
        assert_eq!(second, "text");
    }
}
