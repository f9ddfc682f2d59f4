//! What is differentiated, one file an eval. The benchmarks share these functions.

pub mod ba;
pub mod det;
pub mod gmm;
pub mod hello;
pub mod llsq;
pub mod lse;
pub mod lstm;
pub mod ode;
