//! An interpreter of the intermediate representation, for tests: it runs what the transformation
//! makes of a program without a compiler in between, and so checks thousands of them in seconds.

mod arithmetic;
mod data;
mod machine;
mod random;
mod rows;
mod scalars;

mod gradients;

pub(crate) use data::Data;
pub(crate) use gradients::{check, run};

#[cfg(test)]
mod tests {
    use super::gradients::{check, floats};
    use super::{Data, random};
    use crate::expand;
    use proc_macro2::TokenStream;
    use quote::ToTokens;

    #[test]
    fn random_programs_have_the_gradients_that_differences_see() {
        // `AUTODIFF_PROGRAMS` is a number of programs, or a range of seeds as in `728..729`.
        let asked = std::env::var("AUTODIFF_PROGRAMS").unwrap_or_default();
        let (first, last) = asked.split_once("..").unwrap_or(("0", &asked));
        let (first, last): (u64, u64) = (first.parse().unwrap_or(0), last.parse().unwrap_or(300));
        let mut kinks = 0;
        for seed in first..last {
            let source = random::program(seed);
            let args = [
                Data::Float(0.37),
                Data::Float(-0.61),
                floats(&[0.52, -0.43, 0.91]),
                floats(&[-0.28, 0.66, 0.13]),
            ];
            println!("seed {seed}");
            kinks += check(&source, &args);
        }
        // A program has eight floats and is checked twice.
        assert!(kinks as u64 <= last - first, "{kinks} slopes were left out");
    }

    /// The item of a module without its attribute, and that attribute's arguments.
    fn annotated(mut item: syn::Item) -> Option<(TokenStream, TokenStream)> {
        let attributes = match &mut item {
            syn::Item::Fn(function) => &mut function.attrs,
            syn::Item::Impl(block) => &mut block.attrs,
            _ => return None,
        };
        let attribute = attributes.pop()?;
        let args = attribute
            .meta
            .require_list()
            .map(|list| list.tokens.clone());
        Some((args.unwrap_or_default(), item.into_token_stream()))
    }

    #[test]
    fn random_modules_are_accepted() {
        for seed in 0..60 {
            println!("seed {seed}");
            let source = random::module(seed);
            let file: syn::File = syn::parse_str(&source).expect("the source parses");
            for (args, item) in file.items.into_iter().filter_map(annotated) {
                let expanded = expand::differentiate(args, item).to_string();
                assert!(
                    !expanded.contains("compile_error"),
                    "seed {seed}\n{source}\n{expanded}"
                );
            }
        }
    }
}
