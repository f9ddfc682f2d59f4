//! The arguments of `#[differentiate(…)]`.
