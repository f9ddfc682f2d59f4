//! What several examples use: data, random numbers, a minimiser, pictures.
// Each example uses a part of it.
#![allow(dead_code)]

pub mod data;
pub mod minimise;
pub mod picture;
pub mod random;
