//! Functions as users write them: what they are lowered to is run and compared, bit by bit, with what
//! rustc makes of them.

mod chains;
mod control;
mod errors;
mod inference;
mod iterators;
mod native;
mod options;
mod patterns;
mod values;

use crate::diagnostics::Errors;
use crate::ir::{self, Function};

/// The lowered function, or the texts of the errors.
fn lower(source: &str) -> Result<Function, String> {
    let item: syn::ItemFn = syn::parse_str(source).expect("the test's function parses");
    let mut errors = Errors::new();
    let function = super::function(&item, None, &mut super::InMemory::default(), &mut errors);
    match (errors.finish(), function) {
        (None, Some(function)) => {
            ir::verify(&function).unwrap_or_else(|e| panic!("{e}\n{function}"));
            Ok(function)
        }
        (Some(errors), _) => Err(errors.to_string()),
        (None, None) => panic!("neither a function nor an error"),
    }
}

fn good(source: &str) -> Function {
    lower(source).unwrap_or_else(|errors| panic!("{source}\n{errors}"))
}
