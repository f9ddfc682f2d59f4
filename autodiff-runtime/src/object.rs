//! Trait objects in differentiated functions. Which type is behind one is known only at run time, and so
//! what its methods record, and what its gradient looks like.

use crate::{Accumulate, Copying, Zero};
use core::any::Any;
use core::fmt;

/// The gradient of some type. What stands behind the `&mut` that accompanies an argument `&dyn Trait` in a
/// backward pass: it is made of the gradient of what is passed.
pub trait AnyGradient: Any + Zero {
    /// Adds `part`, number by number.
    ///
    /// # Panics
    ///
    /// If it is the gradient of another type.
    fn accumulate_any(&mut self, part: &dyn AnyGradient);

    /// Whether it is of the same type, and has the same numbers.
    fn equals_any(&self, other: &dyn AnyGradient) -> bool;

    /// The same numbers once more.
    fn copied(&self) -> ObjectGradient;
}

impl<G: Accumulate + Zero + Clone + PartialEq + 'static> AnyGradient for G {
    fn equals_any(&self, other: &dyn AnyGradient) -> bool {
        inside::<G>(other).is_some_and(|other| self == other)
    }

    fn copied(&self) -> ObjectGradient {
        ObjectGradient::new(self.clone())
    }

    fn accumulate_any(&mut self, part: &dyn AnyGradient) {
        match inside::<G>(part) {
            Some(part) => self.accumulate(part),
            None => other_type(),
        }
    }
}

/// What is inside, whether it was passed itself or from an object.
fn inside<G: 'static>(gradient: &dyn AnyGradient) -> Option<&G> {
    let any: &dyn Any = gradient;
    if let Some(found) = any.downcast_ref::<G>() {
        return Some(found);
    }
    if let Some(object) = any.downcast_ref::<ObjectGradient>() {
        return inside(&*object.0);
    }
    let boxed = any.downcast_ref::<Box<ObjectGradient>>();
    boxed.and_then(|object| inside(&*object.0))
}

fn inside_mut<G: 'static>(gradient: &mut dyn AnyGradient) -> Option<&mut G> {
    let any: &mut dyn Any = gradient;
    if any.is::<G>() {
        return any.downcast_mut::<G>();
    }
    if any.is::<ObjectGradient>() {
        let object = any.downcast_mut::<ObjectGradient>();
        return object.and_then(|object| inside_mut(&mut *object.0));
    }
    let boxed = any.downcast_mut::<Box<ObjectGradient>>();
    boxed.and_then(|object| inside_mut(&mut *object.0))
}

/// The gradient of what is behind an object, to be added to.
///
/// # Panics
///
/// If it is that of another type.
pub fn gradient_inside<G: 'static>(gradient: &mut dyn AnyGradient) -> &mut G {
    match inside_mut(gradient) {
        Some(inside) => inside,
        None => other_type(),
    }
}

#[cold]
#[inline(never)]
fn other_type() -> ! {
    panic!("a gradient reached an object of another type");
}

/// The gradient of a trait object, `GradientOf<dyn Trait>`: that of the type which is behind it.
///
/// ```
/// use autodiff::{Differentiable, differentiate};
///
/// #[differentiate]
/// trait Prior {
///     fn density(&self, x: f64) -> f64;
/// }
///
/// #[derive(Differentiable)]
/// struct Normal {
///     mean: f64,
/// }
///
/// #[differentiate]
/// impl Prior for Normal {
///     fn density(&self, x: f64) -> f64 {
///         -0.5 * (x - self.mean).powi(2)
///     }
/// }
///
/// #[differentiate]
/// fn density(prior: &dyn Prior, x: f64) -> f64 {
///     prior.density(x)
/// }
///
/// let (d_prior, d_x) = density::gradient(&Normal { mean: 1.0 }, 3.0);
/// assert_eq!(d_x, -2.0);
/// assert_eq!(d_prior.get::<NormalGradient>().map(|normal| normal.mean), Some(2.0));
/// ```
pub struct ObjectGradient(Box<dyn AnyGradient>);

impl ObjectGradient {
    /// That of an object of a type whose gradient this is.
    pub fn new<G: Accumulate + Zero + Clone + PartialEq + 'static>(gradient: G) -> Self {
        ObjectGradient(Box::new(gradient))
    }

    /// The gradient, if it is one of this type.
    pub fn get<G: 'static>(&self) -> Option<&G> {
        inside(&*self.0)
    }

    /// The same to be changed.
    pub fn get_mut<G: 'static>(&mut self) -> Option<&mut G> {
        inside_mut(&mut *self.0)
    }

    /// The gradient of the value that an object was made of.
    ///
    /// # Panics
    ///
    /// If it is that of a value of another type.
    pub fn of_value<G: 'static>(self) -> G {
        let any: Box<dyn Any> = self.0;
        match any.downcast() {
            Ok(gradient) => *gradient,
            Err(_) => other_type(),
        }
    }
}

impl Clone for ObjectGradient {
    fn clone(&self) -> Self {
        self.0.copied()
    }
}

impl PartialEq for ObjectGradient {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals_any(&*other.0)
    }
}

impl Accumulate for ObjectGradient {
    fn accumulate(&mut self, part: &Self) {
        self.0.accumulate_any(&*part.0);
    }
}

impl Zero for ObjectGradient {
    fn set_zero(&mut self) {
        self.0.set_zero();
    }
}

impl fmt::Debug for ObjectGradient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ObjectGradient(..)")
    }
}

/// What a call of a method of a trait object leaves for its backward pass.
pub struct ObjectCache(Box<dyn Any>);

impl ObjectCache {
    /// That of a method which leaves this.
    pub fn new<Cache: 'static>(cache: Cache) -> Self {
        ObjectCache(Box::new(cache))
    }

    /// What was left.
    ///
    /// # Panics
    ///
    /// If the object was of another type.
    pub fn of<Cache: 'static>(&self) -> &Cache {
        match self.0.downcast_ref() {
            Some(cache) => cache,
            None => panic!("an object of another type is passed to the backward pass of a call"),
        }
    }
}

/// Stands for the copy of a value in an object of which none can be made: ways to make one come before this.
pub trait Uncopied<T> {
    /// Panics.
    fn copied(&self) -> T;
}

impl<T> Uncopied<T> for Copying<'_, T> {
    #[cold]
    fn copied(&self) -> T {
        panic!(
            "the backward pass needs a copy of what is behind a trait object: derive `Clone` or \
             `autodiff::Differentiable` for its type, or make the object where it is kept"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_are_found_through_objects() {
        let mut object = ObjectGradient::new(vec![1.0, 2.0]);
        gradient_inside::<Vec<f64>>(&mut object)[0] += 1.0;
        let mut boxed = Box::new(object);
        gradient_inside::<Vec<f64>>(&mut boxed)[0] += 1.0;
        boxed.accumulate(&Box::new(ObjectGradient::new(vec![10.0, 10.0])));
        assert_eq!(boxed.get::<Vec<f64>>(), Some(&vec![13.0, 12.0]));
        boxed.set_zero();
        assert_eq!(boxed.of_value::<Vec<f64>>(), [0.0, 0.0]);
    }

    #[test]
    #[should_panic(expected = "an object of another type")]
    fn types_must_agree() {
        ObjectGradient::new(1.0f64).accumulate(&ObjectGradient::new(1.0f32));
    }
}
