//! The intermediate representation: small, closed and typed. It knows neither `syn` nor `quote`.

mod blocks;
mod call;
mod checkpoint;
mod draw;
mod expr;
mod flags;
mod function;
mod lasting;
mod layout;
mod look;
mod make;
mod places;
mod print;
mod stmt;
mod target;
mod types;
mod verify;
mod visit;

pub(crate) use call::*;
pub(crate) use checkpoint::*;
pub(crate) use draw::*;
pub(crate) use expr::*;
pub(crate) use flags::Flags;
pub(crate) use function::*;
pub(crate) use lasting::Lasting;
pub(crate) use layout::*;
pub(crate) use make::{float, integer};
pub(crate) use stmt::*;
pub(crate) use target::*;
pub(crate) use types::*;
pub(crate) use verify::verify;
pub(crate) use visit::*;
