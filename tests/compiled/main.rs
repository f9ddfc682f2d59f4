//! Programs that are compiled one by one: what the errors say, and random modules against differences.

mod messages;
mod random;
mod wide;
