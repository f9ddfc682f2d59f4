//! The contract with the user (names, arguments, results and messages), the rules, the house rules,
//! and what tools of this kind have got wrong before; the constructs stand in the zoo beside this.

// Functions are written the way that shows the shape, not the way clippy prefers.
#![allow(clippy::all)]

#[path = "../support/mod.rs"]
mod support;

mod allocations;
mod custom_rule;
mod elsewhere;
mod implementations_left_alone;
mod items;
mod methods;
mod regressions;
mod results;
mod rows;
mod seeds;
mod shapes;
mod tidy;
