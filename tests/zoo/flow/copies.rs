//! Arrays and `Vec`s of copies of what is more than a number.

use crate::support::slices;

slices! {
    arrays_of_arrays(a) {
        let mut b = [[a[1]; 3]; 2];
        b[1][0] *= a[0];
        b[0][0] * a[0] + b[1][2] * a[1] + b[0][1] * b[1][0]
    } at [0.5, -1.25], [-0.5, 2.0];

    arrays_of_a_local(a) {
        let pair = [a[1], a[0] * a[0]];
        let b = [pair; 2];
        b[0][0] * a[0] + b[1][1] * pair[0]
    } at [0.5, -1.25], [-0.5, 2.0];

    arrays_of_tuples(a) {
        let b = [(a[1], a[0] * a[1]); 3];
        b[0].0 * b[1].1 + b[2].1.sin()
    } at [0.5, -1.25], [-0.5, 2.0];

    vecs_of_vecs(a) {
        let mut b = vec![vec![a[1]; 3]; a.len()];
        b[1][0] = a[0];
        b[0][0] * a[0] + b[1][2] * b[1][0]
    } at [0.5, -1.25], [-0.5, 2.0];

    vecs_of_a_local(a) {
        let mut row = a.to_vec();
        row[1] *= row[0];
        let b = vec![row; 2];
        b[0][0] * b[0][1] + b[1][1] * a[1]
    } at [0.5, -1.25], [-0.5, 2.0];

    vecs_of_arrays(a) {
        let b = vec![[a[0], a[1] * a[0]]; 3];
        b.iter().map(|row| row[0] * row[1]).sum::<f64>() + b[2][1]
    } at [0.5, -1.25], [-0.5, 2.0];
}
