//! The shape of what stands beside a differentiated function: names, arguments, results.

mod elsewhere;
mod items;
mod results;
mod shapes;
