//! Prints what the builder of a computational graph is told.

use super::Printer;
use super::block::Body;
use crate::emit::code::Code;
use crate::ir::*;
use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

impl Printer<'_> {
    /// The variable that the builder is bound to.
    pub(in crate::emit) fn declare_graph(&mut self) -> TokenStream {
        let graph = self.fresh("graph", Span::call_site());
        self.graph = Some(graph.clone());
        quote!(#graph)
    }

    pub(super) fn draw(&mut self, draw: &Draw, body: &mut Body) {
        let method = crate::emit::names::public(draw.what);
        let args: Vec<_> = draw
            .args
            .iter()
            .map(|arg| self.draw_argument(arg))
            .collect();
        let graph = &self.graph;
        let code = quote!(#graph.#method(#(#args),*));
        match draw.result {
            Some(result) => self.bind(result, code, body),
            None => body.push(quote!(#code;)),
        }
    }

    fn draw_argument(&self, arg: &DrawArg) -> TokenStream {
        match arg {
            DrawArg::Text(text) => {
                let text = Literal::string(text);
                quote!(#text)
            }
            DrawArg::Value(value) => self.value(*value).tokens(),
            DrawArg::Aggregate(value) => self.reference(*value),
            DrawArg::Partials(pairs) => {
                let pairs = pairs.iter().map(|(wire, partial)| {
                    let (wire, partial) =
                        (self.value(*wire).tokens(), self.value(*partial).tokens());
                    quote!((#wire, #partial))
                });
                quote!(&[#(#pairs),*])
            }
            DrawArg::Path(place) => {
                let (number, steps) = (place.memory.index(), self.steps(&place.path));
                let number = Literal::usize_unsuffixed(number);
                quote!(&[::autodiff::graph::Step::Memory(#number), #(#steps),*])
            }
            DrawArg::Result(value) => {
                let number = Literal::usize_unsuffixed(value.index());
                quote!(&[::autodiff::graph::Step::Result(#number)])
            }
            DrawArg::Content(place) => self.borrowed(place),
            DrawArg::ContentMut(place) => {
                let content: Code = self.place(place);
                content.prefix(quote!(&mut)).tokens()
            }
        }
    }

    fn steps(&self, path: &[Projection]) -> Vec<TokenStream> {
        let name = |name: &str| {
            let name = Literal::string(name);
            quote!(::autodiff::graph::Step::Field(#name))
        };
        let steps = path.iter().map(|projection| match projection {
            Projection::Index(i) => {
                let i = self.value(*i).tokens();
                quote!(::autodiff::graph::Step::Index(#i))
            }
            Projection::Range(from, _) => {
                let from = from.map_or(quote!(0), |from| self.value(from).tokens());
                quote!(::autodiff::graph::Step::From(#from))
            }
            Projection::Field(i) => name(&i.to_string()),
            Projection::Member(member) => name(member),
            Projection::Text => name("text"),
            Projection::Payload(variant, field) => name(&variant.key(field)),
        });
        steps.collect()
    }
}
