//! Reading a function: its signature alone, or all of it, as often as it takes.

use super::rewriting::returned_ends;
use super::*;
use crate::config::Config;

/// The signature alone: the body of the function is empty. `None` if the signature cannot be read.
pub(crate) fn signature(
    item: &syn::ItemFn,
    owner: Option<&Owner>,
    config: &Config,
    errors: &mut Errors,
) -> Option<Function> {
    // What was found elsewhere would keep its types from being settled.
    let mut found = Errors::new();
    let mut lowerer = Lowerer::new(item, owner, &mut found);
    let readable = lowerer.signature(item);
    lowerer.check_config(config);
    lowerer.finish();
    let function = readable.then_some(lowerer.function);
    errors.append(found);
    function
}

/// The whole function. If errors were noted it may be incomplete.
pub(crate) fn function(
    item: &syn::ItemFn,
    owner: Option<&Owner>,
    in_memory: &mut InMemory,
    errors: &mut Errors,
) -> Option<Function> {
    let body = library::zip::without_azip(scan::without_last_return(&item.block));
    let body =
        patterns::mutable_bindings::without_ref_mut(orders::reversed::without_reverse(&body));
    let body = options::tries::hoisted(&body, &item.sig);
    let body = returned_ends::with_returned(body, &item.sig.output);
    let mut found = Errors::new();
    conditional_compilation::refuse(item, errors);
    patterns::constant_names::refuse(item, errors);
    let function = read(item, owner, &body, in_memory, false, &mut found);
    if found.is_empty() {
        errors.append(found);
        return function;
    }
    let mut found_again = Errors::new();
    match read(item, owner, &body, in_memory, true, &mut found_again) {
        Some(function) if found_again.is_empty() => {
            found.forget();
            errors.append(found_again);
            Some(function)
        }
        _ => {
            found_again.forget();
            errors.append(found);
            function
        }
    }
}

/// Reads the function, again and again until no more variables ask to stand in memory.
fn read(
    item: &syn::ItemFn,
    owner: Option<&Owner>,
    body: &syn::Block,
    in_memory: &mut InMemory,
    second_reading: bool,
    errors: &mut Errors,
) -> Option<Function> {
    loop {
        let mut found = Errors::new();
        let mut lowerer = Lowerer::new(item, owner, &mut found);
        lowerer.second_reading = second_reading;
        lowerer.facts = Facts::of(body);
        lowerer.facts.note_declared(&item.sig, body);
        lowerer.facts.store(in_memory);
        lowerer.mutable = mutability::mutable_names(body, &item.sig);
        let readable = lowerer.signature(item);
        if readable {
            let gives_object = lowerer.gives_object(&item.sig);
            let mut body = body.clone();
            match second_reading {
                true => body = second_reading::marked(&body, &lowerer.facts, gives_object),
                false if gives_object => second_reading::mark_last(&mut body),
                false => {}
            }
            lowerer.body(&body);
            lowerer.finish();
        }
        let (function, unset) = (lowerer.function, lowerer.pending.unset);
        if in_memory.extend(unset) {
            found.forget();
            continue;
        }
        errors.append(found);
        return readable.then_some(function);
    }
}
