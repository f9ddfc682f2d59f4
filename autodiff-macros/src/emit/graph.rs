//! The function that runs the user's function and draws its computational graph.

use super::header::Header;
use super::print::Printer;
use super::{docs, signature};
use crate::emit::body::items;
use crate::ir::{Function, Layout};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn graph(header: &Header, function: &Function, layout: &Layout) -> TokenStream {
    let mut printer = Printer::new(function, layout);
    printer.is_fused = true;
    let mut params = Vec::new();
    for param in &function.params {
        let pattern = printer.parameter_of(param);
        params.push(signature::declared(param, &pattern));
    }
    let graph = printer.declare_graph();
    let lines = printer.statements(&function.body).tokens();
    let output = printer.operand(&function.result);
    let (visibility, generics) = (&header.visibility, header.declared());
    let (clause, items) = (header.where_clause(&[]), items(&printer));
    let (doc, name, aliases) = (
        docs::graph(header),
        header.function("graph"),
        printer.alias_items(),
    );
    quote! {
        #doc
        #visibility fn #name #generics (#(#params),*) -> ::autodiff::graph::Graph #clause {
            #items
            #aliases
            let mut #graph = ::autodiff::graph::Builder::new();
            #lines
            #graph.finish(#output)
        }
    }
}
