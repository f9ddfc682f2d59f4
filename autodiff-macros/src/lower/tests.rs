//! Functions as users write them, lowered; and those that must give errors.

use crate::config::Config;
use crate::diagnostics::Errors;
use crate::ir::{self, Function};
use crate::transform::Passes;

fn config() -> Config {
    Config {
        wrt: None,
        companion: None,
        backward: None,
        passes: Passes::ALL,
    }
}

/// The lowered function, or the texts of the errors.
fn lower(source: &str) -> Result<Function, String> {
    let item: syn::ItemFn = syn::parse_str(source).expect("the test's function parses");
    let mut errors = Errors::new();
    let function = super::function(&item, &config(), &mut errors);
    match (errors.finish(), function) {
        (None, Some(function)) => {
            ir::verify(&function).unwrap_or_else(|e| panic!("{e}\n{function}"));
            Ok(function)
        }
        (Some(errors), _) => Err(errors.to_string()),
        (None, None) => panic!("neither a function nor an error"),
    }
}

fn good(source: &str) -> String {
    match lower(source) {
        Ok(function) => function.to_string(),
        Err(errors) => panic!("{source}\n{errors}"),
    }
}

#[test]
fn show() {
    let Ok(path) = std::env::var("SHOW") else {
        return;
    };
    let source = std::fs::read_to_string(path).expect("file");
    let file = syn::parse_file(&source).expect("parses");
    for item in file.items {
        if let syn::Item::Fn(item) = item {
            let text = quote::ToTokens::to_token_stream(&item).to_string();
            println!("// {text}");
            match lower(&text) {
                Ok(function) => println!("{function}\n{:?}\n", function.pins),
                Err(errors) => println!("ERROR {errors}\n"),
            }
        }
    }
}

#[test]
fn smoke() {
    good("fn f(x: f64, y: f64) -> f64 { let q = x + y; q * x.sin() }");
}
