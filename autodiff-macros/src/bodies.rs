//! What parses gives code or located errors: every function that stands in a folder of sources is
//! expanded, be it meant for differentiation or not. Nothing may panic, and nothing may take long.

use crate::expand;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use syn::visit::{self, Visit};

/// The functions of a file, methods among them, and its blocks, traits and modules, with their
/// names.
#[derive(Default)]
struct Functions(Vec<(String, TokenStream)>);

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, f: &'ast syn::ItemFn) {
        self.0.push((f.sig.ident.to_string(), f.to_token_stream()));
        visit::visit_item_fn(self, f);
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        let name = format!("impl {}", block.self_ty.to_token_stream());
        self.0.push((name, block.to_token_stream()));
        visit::visit_item_impl(self, block);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        let name = format!("trait {}", item.ident);
        self.0.push((name, item.to_token_stream()));
        visit::visit_item_trait(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let name = format!("mod {}", module.ident);
        self.0.push((name, module.to_token_stream()));
        visit::visit_item_mod(self, module);
    }

    fn visit_impl_item_fn(&mut self, f: &'ast syn::ImplItemFn) {
        let function = syn::ItemFn {
            attrs: f.attrs.clone(),
            vis: f.vis.clone(),
            sig: f.sig.clone(),
            block: Box::new(f.block.clone()),
            ..syn::parse_quote!(
                fn f() {}
            )
        };
        let name = f.sig.ident.to_string();
        self.0.push((name, function.into_token_stream()));
        visit::visit_impl_item_fn(self, f);
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The folders named in `AUTODIFF_SOURCES`, separated by colons, or else this very workspace.
fn folders() -> Vec<PathBuf> {
    match std::env::var("AUTODIFF_SOURCES") {
        Ok(paths) => paths.split(':').map(PathBuf::from).collect(),
        Err(_) => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            [
                "autodiff-macros/src",
                "autodiff-runtime/src",
                "tests",
                "examples",
            ]
            .map(|folder| root.join(folder))
            .to_vec()
        }
    }
}

/// How often our own mistakes are spoken of.
fn mistakes(text: &str) -> usize {
    text.matches("autodiff made a mistake").count()
}

#[test]
fn every_function_gives_code_or_errors() {
    let mut sources = Vec::new();
    for folder in folders() {
        files(&folder, &mut sources);
    }
    let (mut count, mut accepted) = (0, 0);
    let mut failures = Vec::new();
    for path in sources {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let Ok(file) = syn::parse_file(&text) else {
            continue;
        };
        let mut functions = Functions::default();
        functions.visit_file(&file);
        for (name, tokens) in functions.0 {
            count += 1;
            let name = format!("{}: {name}", path.display());
            let start = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                let item = tokens.clone();
                expand::differentiate(TokenStream::new(), item).to_string()
            }));
            if start.elapsed() > Duration::from_secs(20) {
                failures.push(format!("{name} took {:?}", start.elapsed()));
            }
            match outcome {
                Ok(text) if mistakes(&text) > mistakes(&tokens.to_string()) => {
                    failures.push(format!("{name}: does not verify"));
                }
                Ok(text) => accepted += usize::from(!text.contains("compile_error")),
                Err(_) => failures.push(format!("{name}: panicked")),
            }
        }
    }
    println!("{count} functions, of which {accepted} are differentiated");
    assert!(count > 100, "only {count} functions were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
