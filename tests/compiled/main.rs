//! Programs that are compiled one by one: what the errors say, and random modules against differences.

mod messages;
mod random;
mod wide;

/// The range of seeds that an environment variable asks for, as in `0..60`.
fn seeds_of(variable: &str) -> Option<std::ops::Range<u64>> {
    let asked = std::env::var(variable).ok()?;
    let (first, behind) = asked
        .split_once("..")
        .expect("a range of seeds, as in `0..60`");
    let first = first.parse().expect("the first seed");
    Some(first..behind.parse().expect("the seed behind the last"))
}
