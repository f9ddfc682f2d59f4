//! Adding gradients of one shape.

/// Gradients of one shape can be added.
pub trait Accumulate {
    /// Adds `part`, number by number.
    ///
    /// # Panics
    ///
    /// If the two differ in length, or if `part` is there where the value that `self` belongs to is
    /// `None`.
    fn accumulate(&mut self, part: &Self);
}

/// Adds `part` to `total`, number by number.
///
/// # Panics
///
/// If the two differ in length.
#[inline(always)]
pub fn accumulate<T: Accumulate + ?Sized>(total: &mut T, part: &T) {
    total.accumulate(part);
}

macro_rules! floats {
    ($($F:ident),*) => {$(
        impl Accumulate for $F {
            #[inline(always)]
            fn accumulate(&mut self, part: &$F) {
                *self += *part;
            }
        }
    )*};
}
floats!(f32, f64);

impl Accumulate for () {
    #[inline(always)]
    fn accumulate(&mut self, _part: &()) {}
}

impl<T: Accumulate> Accumulate for [T] {
    #[inline]
    fn accumulate(&mut self, part: &[T]) {
        if self.len() != part.len() {
            lengths_differ(self.len(), part.len());
        }
        for (total, part) in self.iter_mut().zip(part) {
            total.accumulate(part);
        }
    }
}

#[cold]
#[inline(never)]
fn lengths_differ(total: usize, part: usize) -> ! {
    panic!("a gradient of length {part} cannot be added to one of length {total}");
}

impl<T: Accumulate> Accumulate for Vec<T> {
    #[inline]
    fn accumulate(&mut self, part: &Vec<T>) {
        self.as_mut_slice().accumulate(part);
    }
}

impl<T: Accumulate, const N: usize> Accumulate for [T; N] {
    #[inline(always)]
    fn accumulate(&mut self, part: &[T; N]) {
        for (total, part) in self.iter_mut().zip(part) {
            total.accumulate(part);
        }
    }
}

impl<T: Accumulate> Accumulate for Option<T> {
    #[inline]
    fn accumulate(&mut self, part: &Option<T>) {
        match (self, part) {
            (Some(total), Some(part)) => total.accumulate(part),
            (None, Some(_)) => panic!("a gradient reached a value that is `None`"),
            (_, None) => {}
        }
    }
}

impl<T: Accumulate + ?Sized> Accumulate for Box<T> {
    #[inline]
    fn accumulate(&mut self, part: &Box<T>) {
        (**self).accumulate(part);
    }
}

macro_rules! tuples {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Accumulate),*> Accumulate for ($($T,)*) {
            #[inline(always)]
            fn accumulate(&mut self, part: &Self) {
                $(self.$i.accumulate(&part.$i);)*
            }
        }
    };
}
crate::tuples::for_each_length!(tuples);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_number_by_number() {
        let mut total = (1.0, [2.0f32, 3.0], vec![vec![4.0], vec![5.0, 6.0]], ());
        accumulate(
            &mut total,
            &(10.0, [20.0, 30.0], vec![vec![40.0], vec![50.0, 60.0]], ()),
        );
        assert_eq!(
            total,
            (11.0, [22.0, 33.0], vec![vec![44.0], vec![55.0, 66.0]], ())
        );
    }

    #[test]
    fn adds_a_vec_to_a_slice() {
        let mut total = [1.0, 2.0, 3.0];
        let part = vec![1.0, 1.0];
        accumulate(&mut total[1..], &part);
        assert_eq!(total, [1.0, 3.0, 4.0]);
    }

    #[test]
    #[should_panic(expected = "a gradient of length 1 cannot be added to one of length 2")]
    fn lengths_must_agree() {
        accumulate(&mut [0.0, 0.0][..], &[1.0][..]);
    }

    #[test]
    fn absent_gradients_add_nothing() {
        let mut total = Some(1.0);
        accumulate(&mut total, &None);
        accumulate(&mut total, &Some(2.0));
        assert_eq!(total, Some(3.0));
    }

    #[test]
    #[should_panic(expected = "`None`")]
    fn nothing_flows_to_none() {
        accumulate(&mut None, &Some(2.0));
    }
}
