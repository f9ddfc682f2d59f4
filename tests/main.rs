//! All integration tests, in one binary.

mod allocations;
mod contract;
mod regressions;
mod seeds;
mod support;
mod tidy;
mod ui;
mod zoo;
