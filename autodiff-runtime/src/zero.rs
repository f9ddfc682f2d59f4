//! Setting a gradient to zero in place.

/// A gradient that can be set to zero without changing its shape.
pub trait Zero {
    /// Sets every number to `0.0`; lengths stay.
    fn set_zero(&mut self);
}

/// Sets every number of `gradient` to `0.0`; lengths stay.
#[inline(always)]
pub fn set_zero<T: Zero + ?Sized>(gradient: &mut T) {
    gradient.set_zero();
}

macro_rules! floats {
    ($($F:ident),*) => {$(
        impl Zero for $F {
            #[inline(always)]
            fn set_zero(&mut self) {
                *self = 0.0;
            }
        }
    )*};
}
floats!(f32, f64);

impl Zero for () {
    #[inline(always)]
    fn set_zero(&mut self) {}
}

impl<T: Zero> Zero for [T] {
    #[inline]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }
}

impl<T: Zero> Zero for Vec<T> {
    #[inline]
    fn set_zero(&mut self) {
        self.as_mut_slice().set_zero();
    }
}

impl<T: Zero, const N: usize> Zero for [T; N] {
    #[inline(always)]
    fn set_zero(&mut self) {
        self.iter_mut().for_each(T::set_zero);
    }
}

impl<T: Zero> Zero for Option<T> {
    #[inline(always)]
    fn set_zero(&mut self) {
        if let Some(gradient) = self {
            gradient.set_zero();
        }
    }
}

impl<T: Zero + ?Sized> Zero for Box<T> {
    #[inline(always)]
    fn set_zero(&mut self) {
        (**self).set_zero();
    }
}

macro_rules! tuples {
    ($($T:ident $i:tt),*) => {
        impl<$($T: Zero),*> Zero for ($($T,)*) {
            #[inline(always)]
            fn set_zero(&mut self) {
                $(self.$i.set_zero();)*
            }
        }
    };
}
crate::tuples::for_each_length!(tuples);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_shape() {
        let mut gradient = (
            1.0f32,
            vec![[f64::NAN; 2], [3.0, -0.0]],
            Some(2.0),
            None::<f64>,
        );
        set_zero(&mut gradient);
        assert_eq!(gradient, (0.0, vec![[0.0; 2]; 2], Some(0.0), None));
        assert!(gradient.1[1][1].is_sign_positive());
    }

    #[test]
    fn zeroes_a_part_of_a_slice() {
        let mut gradient = [1.0, 2.0, 3.0];
        set_zero(&mut gradient[1..]);
        assert_eq!(gradient, [1.0, 0.0, 0.0]);
    }
}
