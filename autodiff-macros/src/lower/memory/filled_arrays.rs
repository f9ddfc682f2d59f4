//! Arrays that a function fills, whose length the type they are bound to tells, or the arguments of the function.

use crate::ir::{Count, Init, Place, Projection};
use crate::lower::flow::loops;
use crate::lower::messages as m;
use crate::lower::*;

/// Arrays of structs that a closure makes are this long at most.
const UNROLLED: u64 = 32;

impl<'a> Lowerer<'a> {
    /// The items and the length of an array type; that of an alias is for rustc to say.
    pub(in crate::lower) fn array_type(
        &mut self,
        ty: &Type,
        span: Span,
    ) -> Option<(Type, crate::ir::Tokens)> {
        if let Type::Array(item, length) = self.infer.shallow(ty) {
            return Some((*item, length));
        }
        let Some(Type::Named(name)) = self.infer.name(ty) else {
            return None;
        };
        if name.mentions(&self.generics) {
            return None;
        }
        let text = format!("<{} as ::autodiff::FixedLength>::LENGTH", name.text());
        Some((self.element_type(ty, span), builder::tokens(&text)))
    }

    /// The array that `array::from_fn::<f64, 3, _>` says.
    pub(in crate::lower) fn array_by_arguments(&mut self, path: &syn::Path) -> Option<Type> {
        let syn::PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
            return None;
        };
        let mut arguments = arguments.args.iter();
        let item = match arguments.next()? {
            syn::GenericArgument::Type(syn::Type::Infer(_)) => self.infer.fresh(),
            syn::GenericArgument::Type(item) => self.type_from(item),
            _ => return None,
        };
        let length = match arguments.next()? {
            syn::GenericArgument::Type(syn::Type::Infer(_)) => return None,
            length => types::tokens_of(length),
        };
        Some(Type::Array(Box::new(item), length))
    }

    /// `std::array::from_fn(f)`, where an array is expected.
    pub(in crate::lower) fn array_from_fn(
        &mut self,
        f: &Outcome,
        expected: Option<Type>,
        span: Span,
    ) -> Outcome {
        let Some((item, length)) = expected.and_then(|ty| self.array_type(&ty, span)) else {
            return self.error(span, m::ARRAY_LENGTH);
        };
        let Outcome::Callable(f) = f.clone().dereferenced() else {
            return self.error(span, m::NOT_CALLABLE);
        };
        self.expect_of_closure(&f, &item);
        self.filled(&item, length, span, &mut |l, i| {
            l.apply(&f, vec![Outcome::Value(i)], span)
        })
    }

    /// An array of what `make` gives for each index.
    pub(in crate::lower) fn filled(
        &mut self,
        item: &Type,
        length: crate::ir::Tokens,
        span: Span,
        make: &mut dyn FnMut(&mut Self, Value) -> Outcome,
    ) -> Outcome {
        let memory = self.function.new_memory(crate::ir::MemoryInfo {
            ty: Type::Array(Box::new(item.clone()), length.clone()),
            name: "filled".into(),
            span,
            origin: crate::ir::Origin::Local,
        });
        let place = Place::whole(memory);
        let mut zero = None;
        let before: Vec<_> = self.slots.iter().map(|slot| slot.value).collect();
        let (stmts, ()) = self.collect(|l| {
            let trip = loops::Trip {
                from: l.usize(0, span),
                to: l.length(&place, span),
                inclusive: false,
                reversed: false,
            };
            l.counted(trip, None, span, &mut |l, i| {
                let made = make(l, i);
                let made = l.read(made, span);
                let ty = l.type_of(&made);
                l.unify(&ty, item, span);
                zero = l.zeros(&made, span);
                let target = place.then(Projection::Index(i));
                l.assign_to(Outcome::Place(target), made, span);
            });
        });
        let Some(value) = zero else {
            let changed =
                (before.iter().zip(&self.slots)).any(|(value, slot)| *value != slot.value);
            return match length.text().parse::<u64>() {
                Ok(length @ ..=UNROLLED) if !changed => self.unrolled(item, length, span, make),
                _ => self.error(span, m::COLLECTED_VECS),
            };
        };
        let init = Init::Repeat {
            value,
            count: Count::Array(length),
        };
        self.emit(Stmt::Alloc { memory, init });
        stmts.into_iter().for_each(|stmt| self.emit(stmt));
        Outcome::Place(place)
    }

    /// The same of what there are no zeros of that a loop could begin with: structs.
    fn unrolled(
        &mut self,
        item: &Type,
        length: u64,
        span: Span,
        make: &mut dyn FnMut(&mut Self, Value) -> Outcome,
    ) -> Outcome {
        let operands = (0..length).map(|i| {
            let i = self.usize(i, span);
            let made = make(self, i);
            let made = self.settle(made, span);
            self.operand(made, span)
        });
        let init = Init::Operand(Operand::Array(operands.collect()));
        let length = builder::tokens(&length.to_string());
        let ty = Type::Array(Box::new(item.clone()), length);
        Outcome::Place(Place::whole(self.allocate(init, ty, "filled", span)))
    }
}
