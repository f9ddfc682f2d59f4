//! Results of calls that may fail, opened without knowing whether they are an `Option` or a `Result`.

/// An `Option` or a `Result`: a function that is differentiated sees that a call may fail, but not
/// which of the two it returns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `Option` and no `Result`",
    label = "this is used like one",
    note = "only `Option` and `Result` can be unwrapped, matched with `Some` or `Ok`, or followed by `?`"
)]
pub trait Fallible {
    /// What is in `Some` or `Ok`.
    type Inside;
    /// What is in `Err`; `()` for `None`.
    type Error;
    /// What is there, and the error where there is one.
    fn split(self) -> (Option<Self::Inside>, Option<Self::Error>);
}

impl<T> Fallible for Option<T> {
    type Inside = T;
    type Error = ();
    #[inline(always)]
    fn split(self) -> (Option<T>, Option<()>) {
        (self, None)
    }
}

impl<T, E> Fallible for Result<T, E> {
    type Inside = T;
    type Error = E;
    #[inline(always)]
    fn split(self) -> (Option<T>, Option<E>) {
        match self {
            Ok(inside) => (Some(inside), None),
            Err(error) => (None, Some(error)),
        }
    }
}

/// What is in an `Option` or a `Result`, as an `Option`.
#[inline(always)]
pub fn inside<R: Fallible>(result: R) -> Option<R::Inside> {
    result.split().0
}

/// What is in an `Option` or a `Result`, and its error, each if it is there.
#[inline(always)]
pub fn split<R: Fallible>(result: R) -> (Option<R::Inside>, Option<R::Error>) {
    result.split()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_split_alike() {
        assert_eq!(split(Some(1.5)), (Some(1.5), None));
        assert_eq!(split(Ok::<_, &str>(1.5)), (Some(1.5), None));
        assert_eq!(split(Err::<f64, _>("no")), (None, Some("no")));
        assert_eq!(inside(None::<f64>), None);
    }
}
