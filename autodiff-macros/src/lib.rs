//! The attribute `#[differentiate]`.
#![forbid(unsafe_code)]
#![allow(dead_code)]
mod analysis;
mod diagnostics;
mod ir;
mod rules;
mod transform;
