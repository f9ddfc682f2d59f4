//! Whether there is anything to differentiate about a function of a block, by its signature alone:
//! functions that count, name or format things are left as they are.

use crate::ir::Passing;
use crate::lower::calls::lending::is_of_parts;
use crate::lower::library::view_names::is_changing_view;
use crate::lower::owner::passing;
use crate::lower::rewriting::into_numbers::number_of;
use crate::lower::source;
use crate::lower::types;
use quote::ToTokens;

/// Whether floats may go into the function and come out of it.
pub(crate) fn has_floats(sig: &syn::Signature) -> bool {
    // For each argument, whether it may hold floats, and whether it is changed.
    let params = sig.inputs.iter().map(|input| match input {
        syn::FnArg::Receiver(receiver) => (true, passing(receiver) == Some(Passing::RefMut)),
        // What gives floats may capture some.
        syn::FnArg::Typed(param) if gives_floats(&param.ty) => (true, false),
        syn::FnArg::Typed(param) => match types::plain(&param.ty) {
            syn::Type::Reference(r) => (may_hold(&r.elem), r.mutability.is_some()),
            ty => (may_hold(ty), is_changing_view(ty)),
        },
    });
    let params: Vec<_> = params.filter(|(holds, _)| *holds).collect();
    let result = match &sig.output {
        syn::ReturnType::Default => false,
        syn::ReturnType::Type(_, ty) => match types::plain(ty) {
            // What such a function gives is a part of what it was given.
            syn::Type::Reference(_) => return false,
            ty if is_of_parts(ty) => return false,
            ty => may_hold(ty),
        },
    };
    !params.is_empty() && (result || params.iter().any(|(_, changed)| *changed))
}

/// Whether a type is that of a function or an iterator which gives floats: `impl Fn(usize) -> f64`,
/// `&dyn Fn(usize) -> f64`, `impl Iterator<Item = f64>`.
fn gives_floats(ty: &syn::Type) -> bool {
    let bounds = match types::plain(ty) {
        syn::Type::Reference(reference) => return gives_floats(&reference.elem),
        syn::Type::ImplTrait(ty) => &ty.bounds,
        syn::Type::TraitObject(ty) => &ty.bounds,
        _ => return false,
    };
    bounds.iter().any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound
                .path
                .segments
                .iter()
                .any(|segment| match &segment.arguments {
                    syn::PathArguments::Parenthesized(function) => {
                        matches!(&function.output, syn::ReturnType::Type(_, ty) if may_hold(ty))
                    }
                    syn::PathArguments::AngleBracketed(arguments) => {
                        arguments.args.iter().any(|argument| match argument {
                            syn::GenericArgument::AssocType(item) => may_hold(&item.ty),
                            _ => false,
                        })
                    }
                    syn::PathArguments::None => false,
                })
        }
        _ => false,
    })
}

/// Whether a method reads its receiver and gives a number without a gradient: calls of it on what could
/// be changed ask for its passes all the same.
pub(crate) fn counts_by_reference(sig: &syn::Signature) -> bool {
    let syn::ReturnType::Type(_, ty) = &sig.output else {
        return false;
    };
    let result = types::tokens_of(types::plain(ty));
    let counts = result.text() == "bool" || types::number(result.text()).is_some();
    counts && reads_receiver(sig) && sig.generics.params.is_empty()
}

/// Whether a method reads its receiver and gives what has no gradient, but is more than a number: it has no passes.
pub(in crate::lower) fn has_no_passes(sig: &syn::Signature) -> bool {
    reads_receiver(sig) && has_name(sig) && !has_floats(sig) && !counts_by_reference(sig)
}

/// Whether a method borrows its receiver and does not change it.
pub(crate) fn reads_receiver(sig: &syn::Signature) -> bool {
    sig.receiver().and_then(passing) == Some(Passing::Ref)
}

/// Whether a free function has nothing to differentiate: it counts, or gives what no float goes into.
pub(crate) fn counts(sig: &syn::Signature) -> bool {
    let inputs = types::tokens_of(&sig.inputs);
    // A function among the arguments may capture floats.
    let open = inputs.mentions(&["impl".into(), "dyn".into(), "fn".into()]);
    !open && !has_floats(sig) && has_name(sig)
}

/// Whether what the function returns is a type that can be named without looking at the call.
pub(crate) fn has_name(sig: &syn::Signature) -> bool {
    let syn::ReturnType::Type(_, ty) = &sig.output else {
        return false;
    };
    let text = ty.to_token_stream().to_string();
    let hides = |c: char| c == '&' || c == '\'';
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    sig.generics.params.is_empty()
        && sig.asyncness.is_none()
        && !text.contains(hides)
        && !is_of_parts(ty)
        && !words.any(|word| matches!(word, "impl" | "dyn" | "_"))
}

/// Whether a value of this type may hold floats.
pub(in crate::lower) fn may_hold(ty: &syn::Type) -> bool {
    match types::plain(ty) {
        syn::Type::Reference(reference) => may_hold(&reference.elem),
        syn::Type::Slice(slice) => may_hold(&slice.elem),
        syn::Type::Array(array) => may_hold(&array.elem),
        syn::Type::Tuple(tuple) => tuple.elems.iter().any(may_hold),
        syn::Type::Path(path) => match source::aliases::alias_of_plain(&path.path) {
            Some(meant) => may_hold(&meant),
            None => path.path.segments.last().is_none_or(segment_may_hold),
        },
        ty @ syn::Type::ImplTrait(_) => {
            number_of(ty).is_some_and(|number| may_hold(&syn::Type::Path(number)))
        }
        _ => false,
    }
}

fn segment_may_hold(segment: &syn::PathSegment) -> bool {
    const WITHOUT: [&str; 11] = [
        "bool",
        "char",
        "str",
        "String",
        "PathBuf",
        "Path",
        "Formatter",
        "Ordering",
        "Duration",
        "PhantomData",
        "Range",
    ];
    const AROUND: [&str; 8] = [
        "Vec", "Option", "Result", "Box", "Rc", "Arc", "HashMap", "BTreeMap",
    ];
    let name = segment.ident.to_string();
    if WITHOUT.contains(&name.as_str()) {
        // A type of the user's may go by such a name.
        return source::definitions::is_defined(&segment.ident);
    }
    if let Some(number) = types::number(&name) {
        return number.is_float();
    }
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return true;
    };
    // The error of a `Result` holds none.
    let count = if name == "Result" { 1 } else { usize::MAX };
    !AROUND.contains(&name.as_str())
        || arguments
            .args
            .iter()
            .take(count)
            .any(|argument| match argument {
                syn::GenericArgument::Type(ty) => may_hold(ty),
                _ => false,
            })
}
