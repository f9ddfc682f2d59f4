//! Functions of the intermediate representation and how they are printed.

mod build;
mod flow;
mod loops;
mod spans;
mod whole;
