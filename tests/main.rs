//! All integration tests, in one binary.

mod allocations;
mod contract;
mod custom_rule;
mod random;
mod regressions;
mod rows;
mod seeds;
mod support;
mod tidy;
mod ui;
mod zoo;
