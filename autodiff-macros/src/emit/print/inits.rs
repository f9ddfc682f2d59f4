//! Prints what memory begins with.

use super::Printer;
use crate::emit::{targets, types};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

impl Printer<'_> {
    pub(super) fn init(&self, memory: Memory, init: &Init) -> TokenStream {
        let ty = &self.function.memory(memory).ty;
        let zero = if self.plan.is_returned_memory(memory) {
            quote!(0.0)
        } else {
            quote!(-0.0)
        };
        match init {
            // Where nobody reads it, nothing else would say what it is empty of.
            Init::Operand(Operand::Array(items)) if items.is_empty() && is_named(ty) => {
                let ty = types::written(ty);
                quote!(([] as #ty))
            }
            Init::Operand(operand) => self.operand(operand),
            Init::VecOf(items) => {
                let items = items.iter().map(|item| self.operand(item));
                quote!(::autodiff::vec![#(#items),*])
            }
            Init::Repeat { value, count } => {
                let value = self.operand(value);
                match count {
                    Count::Array(count) => {
                        let count = count.stream();
                        quote!([#value; #count])
                    }
                    Count::Vec(count) => {
                        let count = self.value(*count).tokens();
                        quote!(::autodiff::filled(#value, #count))
                    }
                }
            }
            Init::Clone(place) => match (ty, self.function.place_type(place)) {
                // A field whose type is open may be a reference to a slice.
                (
                    Type::Vec(_),
                    Some(Type::Array(..) | Type::FieldOf(..) | Type::Element(_) | Type::Var(_)),
                ) => {
                    let array = self.place(place).receiver();
                    quote!(#array.to_vec())
                }
                _ => self.cloned(place),
            },
            Init::Seen(place) => {
                let matrix = self.borrowed(place);
                quote!(::autodiff::library::linear::seen_elements(#matrix))
            }
            Init::Borrower(borrower, places) => self.borrower(borrower, &mut places.iter()),
            Init::Inside { of, .. } => {
                let of = self.owned(*of).tokens();
                quote!(::autodiff::inside(#of))
            }
            Init::NoError => quote!(::core::option::Option::None),
            Init::Zero => types::zero(ty, &zero)
                .unwrap_or_else(|| quote!(::core::default::Default::default())),
            Init::ZeroVec(count) => {
                let count = self.value(*count).tokens();
                let item = self.zero_item(Some(ty));
                quote!(::autodiff::filled(#item, #count))
            }
            Init::Spare(path, place) => {
                let (zero, beside) = (self.zero_item(Some(ty)), targets::beside(path));
                let place = self.place(place).receiver();
                quote!(::autodiff::spare::<#beside, _>(#zero, #place.len()))
            }
            Init::ZeroLike(place) => {
                let ty = self.function.place_type(place).unwrap_or(Type::Unknown);
                let receiver = self.place(place).receiver();
                types::zero_like(&ty, &zero, &receiver, &self.borrowed(place))
            }
        }
    }

    /// A struct that holds references, made of these places.
    fn borrower(
        &self,
        borrower: &Borrower,
        places: &mut dyn Iterator<Item = &Place>,
    ) -> TokenStream {
        let path = borrower.path.stream();
        let fields = borrower.fields.iter().filter_map(|(name, held)| {
            let field = match held {
                Held::Own => self.cloned(places.next()?),
                Held::Lent => self.borrowed(places.next()?),
                Held::Borrower { of, lent } => {
                    let inner = self.borrower(of, places);
                    if *lent { quote!(&#inner) } else { inner }
                }
            };
            let name = types::member(name);
            Some(quote!(#name: #field))
        });
        quote!(#path { #(#fields),* })
    }

    /// A zero as an item of this type of gradient.
    pub(super) fn zero_item(&self, of: Option<&Type>) -> TokenStream {
        of.and_then(|ty| self.function.element_of(ty))
            .and_then(|item| types::zero(&item, &quote!(0.0)))
            .unwrap_or_else(|| quote!(::core::default::Default::default()))
    }
}

/// Whether an array's type can be written where it is made.
fn is_named(ty: &Type) -> bool {
    match ty {
        Type::Array(item, _) => is_named(item),
        Type::Named(_) => true,
        item => item.is_scalar(),
    }
}
