//! The functions that have a body of their own: forward, backward, and both in one.

use super::brief::{self, Way};
use super::header::Header;
use super::inline::Inline;
use super::opening::{self, Opening};
use super::print::Printer;
use super::signature::{self, Flow};
use super::{cache, docs, names, shared, types};
use crate::ir::*;
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// `value_and_gradient_into` and its like: the head as its caller decides.
pub(super) struct Head {
    pub(super) name: TokenStream,
    pub(super) doc: TokenStream,
    pub(super) returns: TokenStream,
}

impl Printer<'_> {
    pub(super) fn parameter_of(&mut self, param: &Param) -> TokenStream {
        if let Type::Function(_) = param.ty {
            let name = self.fresh(&param.name, param.span);
            return quote!(#name);
        }
        self.parameter(&param.name, param.span, &param.binding)
    }

    /// The pattern of a parameter, called as the user called it.
    fn parameter(&mut self, name: &str, span: Span, binding: &Operand) -> TokenStream {
        let used = match binding {
            Operand::Value(value) => self.plan.is_used(*value),
            Operand::Memory(memory) => self.plan.is_mentioned(*memory),
            Operand::Unit => false,
            Operand::Tuple(_)
            | Operand::Array(_)
            | Operand::Struct(..)
            | Operand::Variant { .. }
            | Operand::Failure(_) => {
                return self.pattern(binding);
            }
        };
        if used || name == "self" {
            return self.pattern_called(binding, name, span);
        }
        let name = if name.starts_with('_') {
            name.to_owned()
        } else {
            format!("_{name}")
        };
        let ident = self.fresh(&name, span);
        quote!(#ident)
    }

    /// The shadow of a parameter.
    fn shadow(&mut self, index: usize, param: &Param) -> TokenStream {
        let memories = self.function.memories.iter();
        let found = (0..).map(Memory).zip(memories);
        let shadow = found
            .filter(|(_, info)| info.origin == Origin::Shadow(index))
            .map(|(memory, _)| Operand::Memory(memory))
            .next();
        let name = format!("d_{}", param.name);
        self.parameter(&name, param.span, &shadow.unwrap_or(Operand::Unit))
    }
}

/// What stands first in a body that has been printed.
pub(super) fn items(printer: &Printer<'_>) -> TokenStream {
    let function = printer.function;
    let mut reversed = false;
    function.body.walk(&mut |stmt| {
        reversed |= matches!(stmt, Stmt::For(l) if l.reversed);
    });
    // Without the prelude a range has no `rev`.
    let import = reversed.then(|| {
        quote!(
            use ::core::iter::Iterator as _;
        )
    });
    // Of what is not `Clone` a trait has the method that copies it.
    let copies = printer.copies_by_parts().then(|| {
        quote!(
            use ::autodiff::ByParts as _;
        )
    });
    let items = function.items.iter().map(|item| item.stream());
    quote!(#import #copies #(#items)*)
}

pub(super) fn forward(
    header: &Header,
    function: &Function,
    layout: &Layout,
    pins: &TokenStream,
) -> TokenStream {
    forward_as(Way::Whole, header, function, layout, pins)
}

pub(super) fn forward_as(
    way: Way,
    header: &Header,
    function: &Function,
    layout: &Layout,
    pins: &TokenStream,
) -> TokenStream {
    let mut printer = Printer::new(function, layout);
    let (mut params, mut patterns) = (Vec::new(), Vec::new());
    for param in &function.params {
        let pattern = printer.parameter_of(param);
        params.push(signature::declared(param, &pattern));
        patterns.push(pattern);
    }
    let span = Span::call_site();
    let onto = layout.is_shared.then(|| printer.fresh("cache", span));
    if let (Way::Brief(block), Some(onto)) = (way, &onto) {
        let name = Way::Long.name(header.function("forward_onto"));
        let onto = quote!(#onto);
        let call = brief::handed_over(&name, [&onto].into_iter().chain(&patterns));
        printer.handed_over = call.map(|call| (block, call));
    }
    let gathering = opening::gathering(&mut printer, onto.as_ref());
    let lines = printer.statements(&function.body).tokens();
    let result = printer.operand(&function.result);
    let ty = cache::written(header, layout);
    // The result may move away what the cache has a copy of, or else read what the cache moves away.
    let (ending, name) = match (&onto, clones_result(function)) {
        (Some(onto), clones) => {
            let behind = usize::from(signature::is_method(function));
            params.insert(behind, quote!(#onto: &mut #ty));
            let once = shared::once(header);
            let literal = cache::literal(&once, &printer, |field| layout.is_once(field));
            let push = shared::has_calls(layout).then(|| quote!(#onto.calls.push(#literal);));
            let ending = if clones || push.is_none() || is_bare(function) {
                quote!(#push #result)
            } else {
                let name = printer.fresh("result", span);
                quote!(let #name = #result; #push #name)
            };
            (ending, "forward_onto")
        }
        (None, clones) => {
            let literal = cache::literal(&header.cache, &printer, |_| true);
            let ending = if clones {
                let cache = printer.fresh("cache", span);
                quote!(let #cache = #literal; (#result, #cache))
            } else {
                quote!((#result, #literal))
            };
            (ending, "forward")
        }
    };
    let doc = match layout.is_shared {
        true => docs::forward_onto(header),
        false => docs::forward(header),
    };
    let inline = way.attribute(Inline::of(function).attribute());
    let (doc, visibility) = way.shown(doc, &header.visibility);
    let generics = header.declared();
    let result = signature::result(function);
    let returns = match (layout.is_shared, &function.result_type) {
        (true, Type::Unit) => TokenStream::new(),
        (true, _) => quote!(-> #result),
        (false, _) => quote!(-> (#result, #ty)),
    };
    let (clause, items) = (header.where_clause(&[]), items(&printer));
    let name = way.name(header.function(name));
    quote! {
        #doc
        #inline
        #visibility fn #name #generics (#(#params),*) #returns #clause {
            #items
            #pins
            #gathering
            #lines
            #ending
        }
    }
}

/// Whether the result is a variable of numbers, which reads nothing that the cache could take away.
fn is_bare(function: &Function) -> bool {
    match &function.result {
        Operand::Unit => true,
        Operand::Value(value) => {
            !function
                .body
                .stmts
                .iter()
                .any(|stmt| matches!(stmt, Stmt::Let { value: of, .. } if of == value))
                && function.value(*value).ty.is_scalar()
        }
        _ => false,
    }
}

/// Whether something is cloned into the cache that the result moves away.
fn clones_result(function: &Function) -> bool {
    function.body.stmts.iter().any(|stmt| match stmt {
        Stmt::Record {
            operand,
            clone: true,
            ..
        } => {
            let (memories, values) = (function.result.memories(), function.result.values());
            operand.memories().iter().any(|m| memories.contains(m))
                || operand.values().iter().any(|v| values.contains(v))
        }
        _ => false,
    })
}

pub(super) fn backward(header: &Header, function: &Function, layout: &Layout) -> TokenStream {
    backward_as(Way::Whole, header, function, layout)
}

pub(super) fn backward_as(
    way: Way,
    header: &Header,
    function: &Function,
    layout: &Layout,
) -> TokenStream {
    let mut printer = Printer::new(function, layout);
    let (mut params, mut patterns) = (Vec::new(), Vec::new());
    for (i, param) in function.params.iter().enumerate() {
        if let Type::Function(taken) = &param.ty {
            let pattern = printer.parameter_of(param);
            let ty = signature::backward_function(taken);
            params.push(quote!(#pattern: #ty));
            patterns.push(pattern);
        } else if param.passing == Passing::Ref {
            let pattern = printer.parameter_of(param);
            params.push(signature::declared(param, &pattern));
            patterns.push(pattern);
        }
        if let Flow::Shadow | Flow::Replaced = header.flow(i, param) {
            let (shadow, ty) = (printer.shadow(i, param), signature::shadow(param));
            params.push(quote!(#shadow: #ty));
            patterns.push(shadow);
        }
    }
    if function.result_type != Type::Unit {
        let seed = printer.parameter("d_result", Span::call_site(), &function.seed);
        let ty = types::written(&function.result_type.gradient());
        params.push(quote!(#seed: #ty));
        patterns.push(seed);
    }
    let Opening {
        cache,
        at,
        lines: opening,
        passes_call,
    } = Opening::of(header, &mut printer);
    if let (Way::Brief(block), Some(at)) = (way, &at) {
        let name = Way::Long.name(header.function("backward_from"));
        let first = [quote!(#cache), quote!(#at)];
        let call = brief::handed_over(&name, first.iter().chain(&patterns));
        let back = passes_call.then(|| quote!(#at.calls += 1;));
        printer.handed_over = call.map(|call| (block, quote!(#back #call)));
    }
    let lines = printer.statements_and_result().tokens();
    let (name, doc) = match layout.is_shared {
        true => ("backward_from", docs::backward_from(header)),
        false => ("backward", docs::backward(header, function)),
    };
    let inline = way.attribute(Inline::of(function).attribute());
    let (doc, visibility) = way.shown(doc, &header.visibility);
    let generics = header.declared();
    let (ty, clause) = (cache::written(header, layout), header.where_clause(&[]));
    let returns = signature::returns(signature::adjoints(header, function));
    let (items, name) = (items(&printer), way.name(header.function(name)));
    let aliases = printer.alias_items();
    let left = at.map(|at| {
        let ty = shared::left(header, layout);
        quote!(, #at: &mut #ty)
    });
    params.insert(
        usize::from(signature::has_receiver(function)),
        quote!(#cache: &#ty #left),
    );
    quote! {
        #doc
        #inline
        #visibility fn #name #generics (#(#params),*) #returns #clause {
            #items
            #aliases
            #opening
            #lines
        }
    }
}

/// A function without a derivative, private to the others.
pub(super) fn plain(header: &Header, function: &Function) -> TokenStream {
    let layout = Layout::default();
    let mut printer = Printer::new(function, &layout);
    let mut params = Vec::new();
    for param in &function.params {
        let pattern = printer.parameter_of(param);
        params.push(signature::declared(param, &pattern));
    }
    let lines = printer.statements_and_result().tokens();
    let (items, clause) = (items(&printer), header.where_clause(&[]));
    let (attributes, generics) = (&header.attributes, header.declared());
    let name = names::public(&function.name);
    quote! {
        #attributes
        #[allow(deprecated, elided_lifetimes_in_paths, non_snake_case, unused, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        fn #name #generics (#(#params),*) #clause {
            #items
            #lines
        }
    }
}

/// Whether a function with both passes in one body may find that this cannot be.
pub(super) fn gives_up(function: &Function) -> bool {
    let mut found = false;
    function
        .body
        .walk(&mut |stmt| found |= matches!(stmt, Stmt::Settle { .. }));
    found
}

/// Forward and backward in one body; what it records goes to a cache of the caller's if there is a type of one.
pub(super) fn fused(
    header: &Header,
    function: &Function,
    layout: &Layout,
    head: Head,
    cache: Option<&TokenStream>,
) -> TokenStream {
    let mut printer = Printer::new(function, layout);
    printer.is_fused = true;
    let cache = cache.map(|ty| (printer.fresh("cache", Span::call_site()), ty));
    let gathering =
        opening::gathering_in_one_body(&mut printer, cache.as_ref().map(|(name, _)| name));
    let mut params = Vec::new();
    for (i, param) in function.params.iter().enumerate() {
        let pattern = printer.parameter_of(param);
        params.push(signature::declared(param, &pattern));
        if header.is_asked(i) && header.flow(i, param) == Flow::Shadow {
            let (shadow, ty) = (printer.shadow(i, param), signature::shadow(param));
            params.push(quote!(#shadow: #ty));
        }
    }
    if let Some((name, ty)) = cache {
        let behind = usize::from(signature::is_method(function));
        params.insert(behind, quote!(#name: &mut #ty));
    }
    let lines = printer.statements(&function.body).tokens();
    let gives = function.result != Operand::Unit;
    let mut result = gives.then(|| printer.operand(&function.result));
    if gives_up(function) {
        result = Some(quote!(::core::option::Option::Some(#result)));
    }
    let inline = Inline::of(function).of_wrapper().attribute();
    let (visibility, generics) = (&header.visibility, header.declared());
    let (clause, items) = (header.where_clause(&[]), items(&printer));
    let (Head { name, doc, returns }, aliases) = (head, printer.alias_items());
    quote! {
        #doc
        #inline
        #visibility fn #name #generics (#(#params),*) #returns #clause {
            #items
            #aliases
            #gathering
            #lines
            #result
        }
    }
}
