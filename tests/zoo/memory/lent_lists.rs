//! Lists that loops hand to functions and change afterwards: what is recorded of them, for functions that take
//! slices and for those that take `Vec`s, and for functions that look at them only for adjoints that are
//! not wanted.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

/// Looks at the direction for the width's adjoint, and at the width for the direction's.
#[differentiate]
fn moved(base: &[f64], width: f64, direction: &[f64], out: &mut [f64]) {
    for i in 0..base.len() {
        out[i] = base[i] + width * direction[i];
    }
}

/// Looks at nothing again.
#[differentiate]
fn halved(list: &[f64], out: &mut [f64]) {
    for i in 0..out.len() {
        out[i] = 0.5 * list[i];
    }
}

/// Looks at nothing again, and runs again in the backward pass with all that it was lent.
#[differentiate]
fn first(list: &[f64]) -> f64 {
    2.0 * list[0] - picked(list, 1)
}

#[differentiate]
fn picked(list: &[f64], at: usize) -> f64 {
    list[at] * 0.25
}

#[differentiate]
fn bent(list: &[f64]) -> f64 {
    list[0].sin() * list[1]
}

#[differentiate]
#[allow(clippy::ptr_arg)]
fn bent_vec(list: &Vec<f64>) -> f64 {
    list[0].cos() * list[1]
}

#[differentiate]
fn of_any<T: autodiff::Scalar>(list: &[T]) -> T {
    list[0] * list[1]
}

/// Is told what its caller wants: `scale` may be left out, and with it what `moved` reads for it.
#[differentiate]
fn flowed(start: &[f64], scale: f64, count: usize) -> f64 {
    let mut y = start.to_vec();
    let mut next = vec![0.0; y.len()];
    for _ in 0..count {
        moved(start, scale, &y, &mut next);
        for i in 0..y.len() {
            y[i] = next[i].sin();
        }
    }
    y[0] * y[1]
}

type List = Vec<f64>;

#[differentiate]
fn bent_list(list: &List) -> f64 {
    list.iter().map(|x| x.sin()).product()
}

#[derive(Differentiable)]
struct Bending {
    by: f64,
}

#[differentiate]
impl Bending {
    fn bent(&self, x: &Vec<f64>, shift: f64) -> f64 {
        x.iter().map(|x| (x * self.by + shift).sin()).sum()
    }
}

slices! {
    /// The width depends on nothing, then on the list.
    widths(a) {
        let mut y = a.to_vec();
        let mut next = vec![0.0; y.len()];
        let mut total = 0.0;
        for k in 0..3 {
            moved(&y, 0.5, a, &mut next);
            moved(&next, 0.25 * k as f64, &next.clone(), &mut y);
            let width = 0.125 * y[0];
            moved(a, width, &y, &mut next);
            total += next[1] * y[0];
            halved(&next, &mut y);
        }
        total
    } at [0.7, -0.4], [1.2, 0.3, 0.5];

    /// One copy for a function that takes a slice and one that takes a `Vec`.
    both(a) {
        let mut y = a.to_vec();
        let mut total = 0.0;
        for k in 0..3 {
            total += bent(&y) * of_any(&y);
            total -= bent(&y) * bent_vec(&y) * first(&y);
            y[k % 2] = 0.5 * total + y[0];
        }
        total
    } at [0.7, -0.4], [1.2, 0.3, 0.5];

    /// What becomes longer in each iteration is lent as a whole to a function and a method that take a `Vec`.
    longer(a) {
        let mut y = a.to_vec();
        let bending = Bending { by: a[1] };
        let mut total = 0.0;
        for _ in 0..3 {
            total += 0.5 * bent_vec(&y) + bent(&y);
            y.push(total * a[0]);
        }
        let mut z = vec![total];
        for i in 0..2 {
            z.push(bending.bent(&y, i as f64));
            let lent = &z;
            total += bending.bent(lent, 0.5) * z[0] + bent_list(lent);
        }
        total
    } at [0.7, -0.4], [1.2, 0.3, 0.5];

    /// Parts and the length of a copy are looked at in the loop itself, too.
    looked_at(a) {
        let mut y = a.to_vec();
        let mut total = 0.0;
        for k in 0..3 {
            let mut next = vec![0.0; y.len()];
            halved(&y, &mut next);
            for i in 0..y.len() {
                total += y[i] * next[i];
            }
            total += bent(&y);
            y[0] = total.sin();
            if k == 1 {
                y.push(total * next[0]);
            }
        }
        total
    } at [0.7, -0.4], [1.2, 0.3, 0.5];

    /// What is not wanted is told on to what calls it.
    told_on(a) {
        flowed(a, 0.5, 3) + flowed(&[0.5, 0.25], a[0], 2)
    } at [0.7, -0.4], [1.2, 0.3, 0.5];
}

/// Of what nobody reads there is no copy.
#[test]
fn unread_lists_are_not_copied() {
    let (_, cache) = steps::forward(&[1.0; 4], 3);
    assert!((0..3).all(|i| cache.y_2[i].is_empty() && cache.next_2[i].is_empty()));
}

#[differentiate]
fn steps(start: &[f64], count: usize) -> f64 {
    let mut y = start.to_vec();
    let mut next = start.to_vec();
    for _ in 0..count {
        moved(start, 0.5, &y, &mut next);
        halved(&next, &mut y);
    }
    y[0]
}
