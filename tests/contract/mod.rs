//! The shape of what stands beside a differentiated function: names, arguments, results.

// Functions are written the way that shows the shape, not the way clippy prefers.
#![allow(clippy::all)]

mod elsewhere;
mod items;
mod methods;
mod results;
mod shapes;
