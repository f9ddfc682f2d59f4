//! What panics in the function panics in what is generated: an index behind the end, a step of zero.

use autodiff::differentiate;

#[differentiate]
fn removed(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    let x = v.remove(i);
    x * x + v.iter().sum::<f64>()
}

#[differentiate]
fn inserted(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    v.insert(i, p[0]);
    v[1] * v[2]
}

#[differentiate]
fn exchanged(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    v.swap_remove(i) * v[0]
}

#[differentiate]
fn split_off(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    let w = v.split_off(i);
    w.iter().sum::<f64>() * v[0]
}

#[differentiate]
fn drained(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    let w: Vec<f64> = v.drain(..i).collect();
    w.iter().sum::<f64>() + v.len() as f64
}

#[differentiate]
fn rotated(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    v.rotate_left(i);
    v[0] * v[1]
}

#[differentiate]
fn copied(p: &[f64], i: usize) -> f64 {
    let mut v = p.to_vec();
    v.copy_within(..2, i);
    v[0] * v[1]
}

#[differentiate]
fn split(p: &[f64], i: usize) -> f64 {
    let (a, b) = p.split_at(i);
    a.iter().sum::<f64>() + b.len() as f64
}

#[differentiate]
fn chunks(p: &[f64], i: usize) -> f64 {
    p.chunks(i).map(|c| c[0]).sum::<f64>()
}

#[differentiate]
fn windows(p: &[f64], i: usize) -> f64 {
    p.windows(i).map(|c| c[0]).sum::<f64>()
}

#[differentiate]
fn stepped(p: &[f64], i: usize) -> f64 {
    p.iter().step_by(i).sum::<f64>()
}

macro_rules! panics {
    ($($f:ident: $fine:literal, $wrong:literal;)*) => {$(
        #[test]
        fn $f() {
            let p = [1.0, 2.0, 3.0];
            let fine = [super::$f(&p, $fine), super::$f::value_and_gradient(&p, $fine).0];
            assert_eq!(fine[0].to_bits(), fine[1].to_bits());
            assert!(std::panic::catch_unwind(|| super::$f(&p, $wrong)).is_err());
            assert!(std::panic::catch_unwind(|| super::$f::gradient(&p, $wrong)).is_err());
        }
    )*};
}

mod panics {
    panics! {
        removed: 2, 3;
        inserted: 3, 4;
        exchanged: 1, 3;
        split_off: 2, 4;
        drained: 3, 4;
        rotated: 3, 4;
        copied: 1, 2;
        split: 3, 4;
        chunks: 3, 0;
        windows: 3, 0;
        stepped: 3, 0;
    }
}
