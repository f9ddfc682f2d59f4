//! The adjoint of `push`.

/// Takes the last item off a `Vec`: the adjoint of what was pushed last.
///
/// # Panics
///
/// Panics if there is none, which the backward pass of a function that pushed never sees.
#[inline(always)]
pub fn take_last<T>(items: &mut Vec<T>) -> T {
    match items.pop() {
        Some(last) => last,
        None => panic!("the adjoint of a `Vec` is shorter than the `Vec` was"),
    }
}

#[cfg(test)]
mod tests {
    use super::take_last;

    #[test]
    fn takes_from_the_end() {
        let mut items = vec![1.0, 2.0];
        assert_eq!(take_last(&mut items), 2.0);
        assert_eq!(items, [1.0]);
    }
}
