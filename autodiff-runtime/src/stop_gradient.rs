//! Cutting the flow of a gradient.

/// Returns `value` as it is; inside a differentiated function nothing flows back through it.
///
/// ```
/// use autodiff::stop_gradient;
/// assert_eq!(stop_gradient(2.0), 2.0);
/// ```
#[inline(always)]
pub fn stop_gradient<T>(value: T) -> T {
    value
}
