//! How often a loop over a stepped range runs.

mod sealed {
    pub trait Distance: Copy + PartialOrd {
        /// `(to - from) / step`, rounded down, for `from <= to`; `None` if that is no `usize`.
        fn steps(from: Self, to: Self, step: usize) -> Option<usize>;
        /// Whether the step leads from `from` to `to` without a rest, for `from <= to`.
        fn is_hit(from: Self, to: Self, step: usize) -> bool;
    }
}

/// The primitive integers, of which a range may be made. Sealed.
pub trait Integer: sealed::Distance + Discrete {}

/// What a cast makes an integer of while nothing flows through it: the primitive integers, and enums
/// without fields that derive [`Differentiable`](crate::Differentiable).
///
/// Generated code asserts with it that a type which the macro only knows by name is one of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is used here like an integer, but it is not a primitive one",
    label = "`{Self}` is not an integer",
    note = "annotate the `let` that this value comes from, as in `let x: f32 = self.x;`, so that its \
            type is known; an enum without fields can derive `autodiff::Differentiable`"
)]
pub trait Discrete {}

/// Does nothing, and compiles only if `T` is a primitive integer, or an enum that is cast to one.
pub const fn assert_integer<T: Discrete>() {}

/// The same value, which rustc sees to be an integer, or an enum that is cast to one.
#[inline(always)]
pub fn integer<T: Discrete>(number: T) -> T {
    number
}

macro_rules! integers {
    ($($T:ident as $Unsigned:ident as $Wide:ident),*) => {$(
        impl Integer for $T {}
        impl Discrete for $T {}
        impl sealed::Distance for $T {
            #[inline(always)]
            fn steps(from: $T, to: $T, step: usize) -> Option<usize> {
                // The distance of two signed numbers fits their unsigned type.
                let distance = to.wrapping_sub(from) as $Unsigned;
                usize::try_from($Wide::from(distance) / step as $Wide).ok()
            }
            #[inline(always)]
            fn is_hit(from: $T, to: $T, step: usize) -> bool {
                let distance = to.wrapping_sub(from) as $Unsigned;
                $Wide::from(distance) % step as $Wide == 0
            }
        }
    )*};
}
integers!(
    u8 as u8 as u64,
    u16 as u16 as u64,
    u32 as u32 as u64,
    u64 as u64 as u64
);
integers!(
    i8 as u8 as u64,
    i16 as u16 as u64,
    i32 as u32 as u64,
    i64 as u64 as u64
);
integers!(usize as usize as usize, isize as usize as usize);
integers!(u128 as u128 as u128, i128 as u128 as u128);

/// How many items `(from..to).step_by(step)` has.
///
/// # Panics
///
/// If `step` is zero, as `step_by` does, or if the number is no `usize`.
#[inline]
pub fn trips<T: Integer>(from: T, to: T, step: usize) -> usize {
    assert!(step != 0, "a loop cannot take steps of 0");
    if from < to {
        let whole = T::steps(from, to, step);
        let rest = usize::from(!T::is_hit(from, to, step));
        whole
            .and_then(|whole| whole.checked_add(rest))
            .unwrap_or_else(too_many)
    } else {
        0
    }
}

/// How many items `(from..=to).step_by(step)` has.
///
/// # Panics
///
/// If `step` is zero, as `step_by` does, or if the number is no `usize`.
#[inline]
pub fn trips_inclusive<T: Integer>(from: T, to: T, step: usize) -> usize {
    assert!(step != 0, "a loop cannot take steps of 0");
    if from <= to {
        let whole = T::steps(from, to, step);
        whole
            .and_then(|whole| whole.checked_add(1))
            .unwrap_or_else(too_many)
    } else {
        0
    }
}

#[cold]
#[inline(never)]
fn too_many() -> usize {
    panic!("a loop has more iterations than `usize` can count");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_like_step_by() {
        for from in -6i32..7 {
            for to in -6i32..7 {
                for step in 1..9 {
                    assert_eq!(trips(from, to, step), (from..to).step_by(step).count());
                    assert_eq!(
                        trips_inclusive(from, to, step),
                        (from..=to).step_by(step).count()
                    );
                }
            }
        }
    }

    #[test]
    fn the_whole_width_of_a_type_is_no_problem() {
        assert_eq!(trips(i8::MIN, i8::MAX, 1), 255);
        assert_eq!(trips_inclusive(i8::MIN, i8::MAX, 1), 256);
        assert_eq!(trips_inclusive(0u8, 255, usize::MAX), 1);
        assert_eq!(trips(i64::MIN, i64::MAX, usize::MAX), 1);
        assert_eq!(trips(0, usize::MAX, 1), usize::MAX);
        assert_eq!(trips(i128::MIN, i128::MIN + 10, 3), 4);
    }

    #[test]
    #[should_panic(expected = "more iterations")]
    fn what_cannot_be_counted_panics() {
        trips_inclusive(0, usize::MAX, 1);
    }

    #[test]
    #[should_panic(expected = "steps of 0")]
    fn steps_of_zero_panic() {
        trips(0, 5, 0);
    }
}
