//! Names of another file, handed on.

pub(crate) use crate::of_another_file::*;

pub(crate) mod prelude {
    pub(crate) use super::Particle;
}
