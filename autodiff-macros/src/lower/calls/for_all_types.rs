//! Methods of traits that are implemented for all types of another trait (`impl<T: Shape> Area for T`), called on a type of the
//! user's. No trait of the runtime says what they record, since none can be implemented for all types: the user's does.

use crate::ir::{Target, Tokens};
use crate::lower::messages as m;
use crate::lower::source::definitions::{self, only, read};
use crate::lower::source::text::around;
use crate::lower::*;
use proc_macro2::Ident;

/// Such a method: its trait, and what it gives.
struct ForAll {
    of: syn::Path,
    output: syn::ReturnType,
}

/// The method of this name that the file gives to all types and to the one that is called so in no other way.
fn method_for_all(owner: &Ident, method: &Ident) -> Option<ForAll> {
    let name = method.to_string();
    let (source, at) = around(method.span())?;
    source.named("fn", &name).next()?;
    // Elsewhere the type may have a method of its own by this name, which goes before.
    let is_of_file = definitions::is_defined(owner) || definitions::is_enum(owner);
    if !is_of_file || source::methods_defined::has_method(owner, &name) {
        return None;
    }
    let blocks = source.blocks(None, at).filter(|text| text.contains(&name));
    only(blocks.filter_map(|text| {
        let block: syn::ItemImpl = read(text, method.span())?;
        let of_all = match types::plain(&block.self_ty) {
            syn::Type::Path(path) => {
                let mut params = block.generics.type_params();
                params.any(|param| path.path.is_ident(&param.ident))
            }
            _ => false,
        };
        let (of, ..) = block.trait_.filter(|_| of_all)?;
        let mut functions = block.items.into_iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) if function.sig.ident == name => Some(function.sig),
            _ => None,
        });
        let sig = functions.next().filter(|sig| sig.receiver().is_some())?;
        let is_plain = of.get_ident().is_some() && sig.generics.params.is_empty();
        is_plain.then_some(ForAll {
            of,
            output: sig.output,
        })
    }))
}

impl<'a> Lowerer<'a> {
    /// `Type::name(&receiver, args)` of such a method; nothing if it is another one.
    pub(in crate::lower) fn call_for_all(
        &mut self,
        owner: &syn::Path,
        method: &Ident,
        args: &[Outcome],
        statement: bool,
        span: Span,
    ) -> Option<Outcome> {
        method_for_all(&owner.segments.last()?.ident, method)?;
        let (receiver, args) = args.split_first()?;
        let changes = matches!(receiver, Outcome::Ref(_, true));
        let (receiver, args) = (receiver.clone(), args.to_vec());
        Some(self.called_method(method, receiver, changes, args, statement, span))
    }

    /// What is called by such a method, and the type of what it gives, if that can be written here; nothing if it is another
    /// method.
    pub(in crate::lower) fn target_for_all(
        &mut self,
        ty: &Type,
        method: &Ident,
    ) -> Option<Result<(Target, Option<Type>), m::Message>> {
        let owner = self.given_name(ty).filter(|_| !self.is_trait_object(ty))?;
        let found = method_for_all(&owner, method)?;
        let target = self.named_by_trait(&owner, ty, method, found);
        Some(target.ok_or(m::FOR_ALL_TYPES))
    }

    fn named_by_trait(
        &mut self,
        owner: &Ident,
        ty: &Type,
        method: &Ident,
        found: ForAll,
    ) -> Option<(Target, Option<Type>)> {
        let name = self.infer.name(ty).unwrap_or_else(|| ty.clone());
        let text = self.infer.describe(&name);
        // What is not known has no name that is a type.
        let written: syn::Type = syn::parse_str(&text)
            .ok()
            .or_else(|| syn::parse2(self.path_of(ty)?.stream().clone()).ok())?;
        let asks = |generics: syn::Generics| {
            generics.type_params().next().is_some() || generics.const_params().next().is_some()
        };
        if definitions::generics_of(owner).is_none_or(asks) && !text.contains('<') {
            return None;
        }
        let parameter = types::tokens_of(&written);
        let known = match &found.output {
            syn::ReturnType::Default => None,
            syn::ReturnType::Type(_, output) => Some(self.declared(output)?),
        };
        let of: Tokens = types::tokens_of(&found.of);
        let target = Target::Bound {
            parameter,
            of: Some(of),
            name: method.to_string(),
            is_method: true,
        };
        Some((target, known))
    }
}
