//! What functions hand to the functions that they are passed, as their definitions say, here or in other files.

use crate::ir::Target;
use crate::lower::closures::function_parameters;
use crate::lower::rewriting::changing_views::{is_lent, read_as_matrix};
use crate::lower::source::results::{Meant, called, called_method};
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What the argument at a position, which is a function, is handed by what is called.
    pub(in crate::lower) fn handed_to(
        &mut self,
        target: &Target,
        position: usize,
        lengths: &FxHashMap<String, Type>,
    ) -> Vec<Option<Type>> {
        let of_methods = |owner: Option<syn::Ident>, name: &str| {
            let name = owner.map(|owner| syn::Ident::new(name, owner.span()));
            name.map_or(Vec::new(), |name| source::definitions::signatures(&name))
        };
        let signatures = match target {
            Target::Function(path) => {
                let name: Option<syn::Ident> = syn::parse2(path.stream().clone()).ok();
                let item = name.as_ref().and_then(source::definitions::free_item);
                item.map(|item| item.sig).into_iter().collect()
            }
            Target::Method {
                receiver: owner,
                name,
            }
            | Target::Associated { owner, name, .. } => match self.method_of(owner, name) {
                Some(found) => vec![found.signature],
                None => of_methods(self.defined_name(owner), name),
            },
            Target::Bound {
                parameter, name, ..
            } => of_methods(syn::parse2(parameter.stream().clone()).ok(), name),
            _ => Vec::new(),
        };
        if signatures.is_empty() {
            return self.handed_elsewhere(target, position);
        }
        // Where several methods have this name, all of them have to say the same.
        let handed = signatures.iter().map(|signature| {
            let handed = match signature.inputs.iter().nth(position) {
                Some(syn::FnArg::Typed(input)) => {
                    function_parameters::handed(&signature.generics, &input.ty)
                }
                _ => Vec::new(),
            };
            let mut handed: Vec<syn::Type> = handed.into_iter().cloned().collect();
            handed.iter_mut().for_each(read_as_matrix);
            handed
        });
        let text = |types: &Vec<syn::Type>| {
            let types = types
                .iter()
                .map(|ty| types::tokens_of(ty).text().to_string());
            types.collect::<Vec<_>>()
        };
        let mut handed: Vec<_> = handed.collect();
        handed.dedup_by(|a, b| text(a) == text(b));
        match &handed[..] {
            [handed] => (handed.iter())
                .map(|ty| {
                    if is_lent(ty) {
                        return Some(self.type_from(ty));
                    }
                    let known = self.declared_argument(ty);
                    known.or_else(|| self.of_length(ty, lengths))
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The definition in another module or file of what is called, and what the types in it mean.
    pub(in crate::lower) fn called_elsewhere(
        &mut self,
        target: &Target,
    ) -> Option<(Meant, syn::Signature)> {
        match target {
            Target::Function(path) | Target::Lending { path, .. } => {
                called(&syn::parse2(path.stream().clone()).ok()?)
            }
            Target::Method {
                receiver: owner,
                name,
            }
            | Target::Associated { owner, name, .. } => {
                called_method(&self.defined_name(owner)?, name)
            }
            _ => None,
        }
    }

    /// What the argument at a position, which is a function, is handed by what another file defines.
    fn handed_elsewhere(&mut self, target: &Target, position: usize) -> Vec<Option<Type>> {
        let Some((meant, signature)) = self.called_elsewhere(target) else {
            return Vec::new();
        };
        let Some(syn::FnArg::Typed(input)) = signature.inputs.iter().nth(position) else {
            return Vec::new();
        };
        let handed = function_parameters::handed(&signature.generics, &input.ty);
        handed
            .into_iter()
            .map(|ty| self.handed_type(ty, &meant))
            .collect()
    }

    fn handed_type(&mut self, ty: &syn::Type, meant: &Meant) -> Option<Type> {
        match types::plain(ty) {
            syn::Type::Reference(reference) => {
                let behind = self.handed_type(&reference.elem, meant)?;
                Some(Type::Ref(Box::new(behind), reference.mutability.is_some()))
            }
            ty if meant.is_called_the_same(ty) => Some(self.type_from(ty)),
            ty => self.declared_argument(ty),
        }
    }
}
