//! The sentences above generated functions.

use super::header::{Face, Header};
use super::names;
use super::signature::{Flow, flow};
use crate::ir::{Function, Type};
use proc_macro2::TokenStream;
use quote::quote;

fn doc(text: &str) -> TokenStream {
    let text = format!(" {text}");
    quote!(#[doc = #text])
}

/// `` `a` ``, `` `a` and `b` ``, `` `a`, `b` and `c` ``
fn list(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

/// `` `a` `` or `` `(a, b)` ``
fn tuple(names: &[String]) -> String {
    match names {
        [one] => format!("`{one}`"),
        _ => format!("`({})`", names.join(", ")),
    }
}

/// The names of the parameters with one of these flows; a header restricts them to those asked for.
fn named(function: &Function, flows: &[Flow], asked: Option<&Header>) -> Vec<String> {
    let params = function.params.iter().enumerate();
    let asked = |i: usize| asked.is_none_or(|header| header.is_asked(i));
    params
        .filter(|(i, param)| flows.contains(&flow(param)) && asked(*i))
        .map(|(_, param)| names::cleaned(&param.name))
        .collect()
}

fn shadows(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("d_{name}")).collect()
}

pub(super) fn companion(header: &Header) -> TokenStream {
    doc(&format!("The derivative of [`{}`].", header.title()))
}

pub(super) fn unread(header: &Header) -> TokenStream {
    doc(&format!(
        "The gradient of [`{}`], without the value.",
        header.title()
    ))
}

pub(super) fn forward(header: &Header) -> TokenStream {
    if header.face == Face::Unread {
        let text = format!("What the backward pass of [`{}`] reads.", header.title());
        return doc(&text);
    }
    doc(&format!(
        "[`{}`], and what its backward pass reads.",
        header.title()
    ))
}

pub(super) fn graph(header: &Header) -> TokenStream {
    doc(&format!(
        "The computational graph of [`{}`] for these arguments, with all values and gradients.",
        header.title()
    ))
}

pub(super) fn for_some(header: &Header) -> TokenStream {
    doc(&format!(
        "The derivative of [`{}`] for callers that do not want all adjoints.",
        header.title()
    ))
}

pub(super) fn forward_onto(header: &Header) -> TokenStream {
    if header.face == Face::Unread {
        return doc(&format!(
            "What the backward pass of [`{}`] reads is appended to `cache`.",
            header.title()
        ));
    }
    doc(&format!(
        "[`{}`]; what its backward pass reads is appended to `cache`.",
        header.title()
    ))
}

pub(super) fn backward_from(header: &Header) -> TokenStream {
    doc(&format!(
        "[`{}`] of the last call in `cache` that `at` has not passed.",
        header.title_of("backward")
    ))
}

pub(super) fn backward(header: &Header, function: &Function) -> TokenStream {
    let asked = header.is_narrow().then_some(header);
    let returned = named(function, &[Flow::Returned], asked);
    let added = named(function, &[Flow::Shadow], asked);
    let replaced = named(function, &[Flow::Replaced], None);
    let seed = if function.result_type != Type::Unit {
        " for the adjoint `d_result` of the result"
    } else {
        ""
    };
    let (the, adjoints) = if returned.len() + added.len() == 1 {
        ("The adjoint", "the adjoint")
    } else {
        ("The adjoints", "the adjoints")
    };
    let mut sentences = Vec::new();
    if let [one] = &replaced[..] {
        sentences.push(format!(
            "Turns `d_{one}`, the adjoint of what the call left in `{one}`, into that of what it found."
        ));
    } else if !replaced.is_empty() {
        sentences.push(format!(
            "Turns {}, the adjoints of what the call left in {}, into those of what it found.",
            list(&shadows(&replaced)),
            list(&replaced)
        ));
    }
    match (&added[..], &returned[..]) {
        ([], []) => {}
        ([], returned) => sentences.push(format!("{the} of {}{seed}.", tuple(returned))),
        (added, []) => {
            sentences.push(format!(
                "Adds to {} {adjoints}{seed}.",
                list(&shadows(added))
            ));
        }
        (added, returned) => sentences.push(format!(
            "Adds to {}, and returns for {}, {adjoints}{seed}.",
            list(&shadows(added)),
            list(returned)
        )),
    }
    if sentences.is_empty() {
        sentences.push("There is nothing that a gradient flows to.".into());
    }
    doc(&sentences.join(" "))
}

pub(super) fn segment_forward() -> TokenStream {
    doc("A part of the loop, and the state that it begins with.")
}

pub(super) fn segment_backward() -> TokenStream {
    doc("Runs the part of the loop again, recording, and goes back through it.")
}

fn subject(header: &Header, function: &Function) -> String {
    let flows = [Flow::Returned, Flow::Shadow];
    tuple(&named(function, &flows, Some(header)))
}

pub(super) fn value_and_gradient(header: &Header, function: &Function) -> TokenStream {
    let (name, of) = (header.title(), subject(header, function));
    doc(&format!(
        "[`{name}`] and its gradient with respect to {of}."
    ))
}

pub(super) fn gradient(header: &Header, function: &Function) -> TokenStream {
    let (name, of) = (header.title(), subject(header, function));
    doc(&format!("The gradient of [`{name}`] with respect to {of}."))
}

pub(super) fn value_and_gradient_into(header: &Header, function: &Function) -> TokenStream {
    let name = header.title();
    let added = shadows(&named(function, &[Flow::Shadow], Some(header)));
    let returned = named(function, &[Flow::Returned], Some(header));
    let are = if added.len() == 1 { "is" } else { "are" };
    let mut text = format!(
        "[`{name}`]; {} {are} overwritten with its gradient",
        list(&added)
    );
    match returned.len() {
        0 => {}
        1 => text += &format!(", that of {} is returned beside the value", list(&returned)),
        _ => {
            text += &format!(
                ", those of {} are returned beside the value",
                list(&returned)
            )
        }
    }
    doc(&(text + "."))
}

pub(super) fn value_and_gradient_with(header: &Header) -> TokenStream {
    doc(&format!(
        "[`{}`] with a cache that is kept for the next evaluation, so that records take no new memory.",
        header.title_of("value_and_gradient_into")
    ))
}

pub(super) fn value_and_gradient_at_once(header: &Header, gives_up: bool) -> TokenStream {
    let otherwise = match gives_up {
        true => "; nothing, if an iteration reads what the one before it has left",
        false => "",
    };
    doc(&format!(
        "[`{}`] and its gradient, the backward pass of an iteration right behind its forward pass{otherwise}.",
        header.title()
    ))
}
