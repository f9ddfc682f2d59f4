//! Functions that change their argument: `&mut` slices.

use crate::support::in_place;

in_place! {
    nothing(a) { let _ = a.len(); } at [1.5, -0.75], [-2.0, 0.5];
    scale(a) { for i in 0..a.len() { a[i] *= 2.5; } } at [1.5, -0.75], [-2.0, 0.5];
    square(a) { for i in 0..a.len() { a[i] = a[i] * a[i]; } } at [1.5, -0.75], [-2.0, 0.5];
    exponentials(a) { for i in 0..a.len() { a[i] = (0.25 * a[i]).exp(); } } at [1.5, -0.75], [-2.0, 0.5];
    by_iterator(a) { for x in a.iter_mut() { *x = x.sin() * *x; } } at [1.5, -0.75], [-2.0, 0.5];
    by_reborrow(a) { for x in &mut *a { *x += 1.0; *x *= *x; } } at [1.5, -0.75], [-2.0, 0.5];
    through_reference(a) { let r = &mut a[0]; *r = r.sin(); *r += 1.0; a[1] *= a[0]; } at [1.5, -0.75], [-2.0, 0.5];
    one_from_another(a) { a[1] = a[0] * a[1]; a[0] = a[1] * a[0]; } at [1.5, -0.75], [-2.0, 0.5];
    overwritten_by_constant(a) { a[0] = 3.0; a[1] += a[0] * a[1]; } at [1.5, -0.75], [-2.0, 0.5];
    exchange(a) { a.swap(0, 1); a[0] *= a[1]; } at [1.5, -0.75], [-2.0, 0.5];
    exchange_by_hand(a) { let t = a[0]; a[0] = a[1]; a[1] = t; a[0] += t * t; } at [1.5, -0.75], [-2.0, 0.5];
    rotate(a) { let t = a[0]; for i in 1..a.len() { a[i - 1] = a[i]; } let n = a.len(); a[n - 1] = t; } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    prefix_sums(a) { for i in 1..a.len() { a[i] += a[i - 1]; } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    prefix_products(a) { for i in 1..a.len() { a[i] *= a[i - 1]; } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    suffix(a) { for i in (1..a.len()).rev() { a[i - 1] = a[i - 1] * a[i] + 0.5; } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    fill(a) { let v = a[0] * a[1]; a.fill(v); a[1] *= v; } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    copy(a) { let b = a.to_vec(); a[0] = b[1]; a[1] = b[0] * b[1]; a[..1].copy_from_slice(&b[1..2]); } at [1.5, -0.75], [-2.0, 0.5];
    normalise(a) { let mut s = 0.0; for x in a.iter() { s += x * x; } let n = s.sqrt(); for x in a.iter_mut() { *x /= n; } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    softmax(a) {
        let mut sum = 0.0;
        for x in a.iter_mut() { *x = x.exp(); sum += *x; }
        for x in a.iter_mut() { *x /= sum; }
    } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    relu(a) { for x in a.iter_mut() { if *x < 0.0 { *x = 0.0; } } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    fold_negative(a) { for i in 0..a.len() { if a[i] < 0.0 { a[i] = -a[i]; } a[i] = a[i].sqrt(); } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    conditional_overwrite(a) { if a[1] > 0.0 { a[0] = a[1] * a[1]; } a[0] *= 3.0; } at [1.5, -0.75], [-2.0, 0.5];
    early_return(a) { if a[0] > 1.0 { a[1] *= a[0]; return; } a[0] = a[0] * a[1]; } at [1.5, -0.75], [-2.0, 0.5];
    return_in_loop(a) { for i in 0..a.len() { a[i] *= 1.5; if a[i] > 2.0 { a[0] += a[1]; return; } } a[1] = a[0]; } at [1.5, -0.75], [-2.0, 0.5];
    break_in_loop(a) { for i in 0..a.len() { if a[i] > 1.0 { break; } a[i] = a[i] * a[i]; } a[0] *= 2.0; } at [1.5, -0.75], [-2.0, 0.5];
    bubble(a) { for i in 1..a.len() { if a[i - 1] > a[i] { a.swap(i - 1, i); } } } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    stencil(a) {
        let old = a.to_vec();
        for i in 1..a.len() - 1 { a[i] = old[i] + 0.25 * (old[i - 1] - 2.0 * old[i] + old[i + 1]) * old[i]; }
    } at [1.5, -0.75, 0.5, 1.0], [-2.0, 0.5];
    gauss_seidel(a) { for _ in 0..2 { for i in 1..a.len() - 1 { a[i] = 0.5 * (a[i - 1] + a[i + 1] * a[i]); } } } at [1.5, -0.75, 0.5, 1.0], [-2.0, 0.5];
    butterfly(a) { let h = a.len() / 2; for i in 0..h { let t = a[h + i] * 0.6; a[h + i] = a[i] - t; a[i] += t; } } at [1.5, -0.75], [-2.0, 0.5, 1.0, 0.25];
    split(a) { let (left, right) = a.split_at_mut(1); left[0] *= right[0]; right[0] += left[0]; } at [1.5, -0.75, 0.5], [-2.0, 0.5];
    while_shrinking(a) { while a[0].abs() > 0.4 { a[0] *= 0.55; a[1] += a[0] * a[0]; } } at [1.5, -0.75], [-2.0, 0.5];
}
