//! What programs are made of, in rooms: each is a table of templates about one part of the language.

mod base;
mod choices;
mod flow;
mod kernels;
mod lists;
mod memory;
mod operators;
mod options;
mod own;
mod records;

/// The type of a parameter, its tag, with `!` and `&` where it is mutable and where it is a reference, and what callers give.
pub(super) type Parameter = (&'static str, &'static str, &'static [&'static str]);

pub(super) struct Room {
    /// Types, traits, functions.
    pub(super) items: &'static [&'static str],
    /// Statements at the beginning of `f`.
    pub(super) begin: &'static [&'static str],
    pub(super) leaves: &'static [&'static str],
    pub(super) exprs: &'static [&'static str],
    pub(super) conditions: &'static [&'static str],
    pub(super) statements: &'static [&'static str],
    pub(super) parameters: &'static [Parameter],
    /// The type of a result, what is given, and how a caller makes a number of it.
    pub(super) results: &'static [(&'static str, &'static str, &'static str)],
    /// Numbers that show at the end of `f` what became of names.
    pub(super) ends: &'static [&'static str],
}

const EMPTY: Room = Room {
    items: &[],
    begin: &[],
    leaves: &[],
    exprs: &[],
    conditions: &[],
    statements: &[],
    parameters: &[],
    results: &[],
    ends: &[],
};

/// Every program has these.
pub(super) const ALWAYS: [&Room; 3] = [&base::ROOM, &lists::ROOM, &flow::ROOM];

/// A program has some of these.
pub(super) const ALL: &[&Room] = &[
    &records::ROOM,
    &options::ROOM,
    &kernels::ROOM,
    &choices::ROOM,
    &operators::ROOM,
    &own::ROOM,
    &memory::ROOM,
];
