//! `impl Index` and `impl IndexMut`: what they give is a reference. Differentiated are the functions
//! that read what is behind it, and that write it.

use crate::emit;
use quote::ToTokens;

/// Puts the function that reads or writes an element in place of `index` or `index_mut`; whether
/// that is what the function was.
pub(super) fn element(
    function: &mut syn::ItemFn,
    owner: &syn::Type,
    index: &syn::PathArguments,
) -> bool {
    let result = match &function.sig.output {
        syn::ReturnType::Type(_, result) => (**result).clone(),
        syn::ReturnType::Default => return false,
    };
    let syn::Type::Reference(reference) = result else {
        return false;
    };
    let writes = reference.mutability.is_some();
    let mut element = reference.elem.to_token_stream();
    if writes && element.to_string().replace(' ', "") == "Self::Output" {
        // This one stands in the other `impl`.
        element = emit::output_of_index(owner.to_token_stream(), index.to_token_stream());
    }
    let body = function.block.to_token_stream();
    let written = match writes {
        true => syn::parse2(emit::writes_element(body)),
        false => syn::parse2(emit::reads_element(body)),
    };
    let (Ok(block), Ok(element)) = (written, syn::parse2::<syn::Type>(element)) else {
        return false;
    };
    *function.block = block;
    if !writes {
        function.sig.output = syn::ReturnType::Type(Default::default(), Box::new(element));
        return true;
    }
    let Ok(value) = syn::parse2(emit::value_of_element(element.to_token_stream())) else {
        return false;
    };
    function.sig.inputs.push(value);
    function.sig.output = syn::ReturnType::Default;
    true
}
