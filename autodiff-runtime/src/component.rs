//! The type of a component, for tuples known only by name.

/// A tuple that has a component at position `AT`.
///
/// ```
/// type Pose = (f64, [f32; 2]);
/// let shift: <Pose as autodiff::Component<1>>::Type = [1.0f32, 2.0];
/// # let _ = shift;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no component `{AT}`",
    label = "this is taken apart like a longer tuple, or like a tuple that it is not"
)]
pub trait Component<const AT: usize> {
    /// The type of the component.
    type Type;
}

macro_rules! component {
    ($T:ident $at:tt of ($($All:ident),*)) => {
        impl<$($All),*> Component<$at> for ($($All,)*) {
            type Type = $T;
        }
    };
}

macro_rules! each {
    ($all:tt $($T:ident $at:tt),*) => { $(component!($T $at of $all);)* };
}

macro_rules! tuples {
    ($($T:ident $at:tt),*) => { each!(($($T),*) $($T $at),*); };
}
crate::tuples::for_each_length!(tuples);
