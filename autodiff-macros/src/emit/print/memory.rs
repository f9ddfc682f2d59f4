//! Prints statements on memory.

use super::Printer;
use super::block::Body;
use crate::emit::plan::{Definition, Fate};
use crate::emit::{for_some, takes, types};
use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;

impl<'a> Printer<'a> {
    pub(super) fn memory_stmt(&mut self, stmt: &'a Stmt, body: &mut Body) {
        let line = match stmt {
            Stmt::Store { place, value } => self.store(place, *value),
            Stmt::Update {
                place,
                value,
                subtract,
            } => {
                let target = self.place_mut(place).tokens();
                match self.scaling(place, *value) {
                    Some((op, factor)) if !subtract => {
                        self.compound(target, op, factor, self.span(*value))
                    }
                    _ => {
                        let op = if *subtract { Binary::Sub } else { Binary::Add };
                        self.compound(target, op, *value, self.span(*value))
                    }
                }
            }
            Stmt::Alloc {
                memory,
                init: Init::Operand(Operand::Value(value)),
            } if self.plan.becomes(*value) == Some(*memory) => return,
            Stmt::Alloc {
                memory,
                init:
                    Init::Inside {
                        of,
                        error: Some(error),
                    },
            } => {
                let of = self.owned(*of).tokens();
                let (inside, error) = (self.declare_memory(*memory), self.declare_memory(*error));
                quote!(let (#inside, #error) = ::autodiff::split(#of);)
            }
            Stmt::Fail(fail) => self.fail(fail),
            Stmt::Alloc { memory, init } => {
                let init = self.init(*memory, init);
                let ty = self.plan.has_typed_memory(*memory).then(|| {
                    let ty = types::written(&self.function.memory(*memory).ty);
                    quote!(: #ty)
                });
                let pattern = self.declare_memory(*memory);
                quote!(let #pattern #ty = #init;)
            }
            Stmt::Fill { place, value } => {
                let place = self.place_mut(place).receiver();
                let value = self.value(*value).tokens();
                quote!(#place.fill(#value);)
            }
            Stmt::Copy { to, from } | Stmt::Accumulate { to, from }
                if self.are_halves(to, from) =>
            {
                let (to, from) = self.lend_halves(to, from, body);
                match stmt {
                    Stmt::Copy { .. } => quote!(<[_]>::clone_from_slice(#to, #from);),
                    _ => quote!(::autodiff::accumulate(#to, #from);),
                }
            }
            Stmt::Copy { to, from } => self.copy(to, from),
            Stmt::Assign { place, operand, .. } => {
                let (place, operand) = (self.place_mut(place).tokens(), self.operand(operand));
                quote!(#place = #operand;)
            }
            Stmt::Push { place, operand } => {
                let (place, operand) = (self.place_mut(place).receiver(), self.operand(operand));
                quote!(#place.push(#operand);)
            }
            Stmt::Truncate { place, length, .. } => {
                let place = self.place_mut(place).receiver();
                let length = self.value(*length).tokens();
                quote!(#place.truncate(#length);)
            }
            Stmt::Lengthen { place, length } => {
                let item = self.function.place_type(place);
                let zero = self.zero_item(item.as_ref());
                let place = self.place_mut(place).receiver();
                let length = self.value(*length).tokens();
                quote!(#place.resize(#length, #zero);)
            }
            Stmt::Swap { a, b } => self.swap(a, b, body),
            Stmt::Record {
                field,
                operand,
                clone,
                at,
            } => {
                let recorded = self.recording(operand, *clone);
                let (line, recorded) = self.cloned_in_time(*field, *clone, recorded);
                if let Some(at) = at {
                    let at = self.value(*at).tokens();
                    let room = self.rooms.get(field).map(|room| quote!(#room));
                    let room = room.unwrap_or_else(|| self.field(*field));
                    body.push(quote!(#room[#at] = #recorded;));
                    return;
                }
                let Some((field, recorded)) = self.completed(*field, recorded) else {
                    return;
                };
                match self.record(field, recorded).or(line) {
                    Some(line) => line,
                    None => return,
                }
            }
            Stmt::Announce { field, count } => self.announce(*field, *count),
            Stmt::Forget { fields } => self.forget(fields),
            Stmt::Turn { fields } => self.turn(fields),
            Stmt::Settle { shadow, of } => self.settle(shadow, of),
            Stmt::Keep { field, place } => {
                let (records, slice) = (self.field(*field), self.borrowed(place));
                match takes::is_read(&self.function.params, self.layout, *field) {
                    Some(is_read) => quote!(#records.push_if(#is_read, #slice);),
                    None => quote!(#records.push(#slice);),
                }
            }
            Stmt::Reserve {
                field,
                count,
                filled,
            } => self.reserve(*field, *count, *filled),
            Stmt::Room { field, from, count } => self.room(*field, *from, *count),
            Stmt::Accumulate { to, from } => match self.function.place_type(to) {
                Some(ty) if ty.is_float() => {
                    let (to, from) = (self.place_mut(to).tokens(), self.place(from).tokens());
                    quote!(#to += #from;)
                }
                ty if ty == self.function.place_type(from)
                    || matches!(ty, Some(Type::Gradient(_))) =>
                {
                    let (to, from) = (self.borrowed_mut(to), self.borrowed(from));
                    quote!(::autodiff::accumulate(#to, #from);)
                }
                // An array and a part of another one meet as slices.
                _ => {
                    let (to, from) = (self.place_mut(to).receiver(), self.borrowed(from));
                    quote!(::autodiff::accumulate(&mut #to[..], #from);)
                }
            },
            Stmt::Zero { place } => self.zeroing(place),
            Stmt::Recall { memory, from } => match self.recall(*memory, from) {
                Some(line) => line,
                None => return,
            },
            Stmt::Rewind { block, by } => {
                let Some(cursor) = self.cursors.get(block) else {
                    return;
                };
                let by = by.map_or_else(|| quote!(1), |by| self.value(by).tokens());
                quote!(#cursor -= #by;)
            }
            _ => return,
        };
        body.push(line);
    }

    /// A span of a slice, or several; one alone takes over the slice's name if the statements behind it
    /// leave the slice alone.
    pub(super) fn view(&mut self, stmt: &Stmt, behind: &[Stmt]) -> TokenStream {
        let Stmt::View {
            memories,
            place,
            from,
            count,
            mutable,
            only,
        } = stmt
        else {
            return TokenStream::new();
        };
        let count = self.value(*count).tokens();
        let from = from.map(|from| self.value(from).tokens());
        let if_wanted = |code: TokenStream, none: TokenStream| match &only[..] {
            [] => code,
            only => {
                let wanted = for_some::condition(&self.function.params, only);
                quote!(if #wanted { #code } else { #none })
            }
        };
        let &[memory] = &memories[..] else {
            let (slice, from) = (self.borrowed_mut(place), from.unwrap_or_else(|| quote!(0)));
            let rows = quote!(::autodiff::rows_mut);
            let code = if_wanted(
                quote!(#rows(#slice, #from, #count)),
                quote!(#rows(&mut [], 0, 0)),
            );
            let names = memories.iter().map(|row| self.declare_memory(*row));
            let names: Vec<_> = names.collect();
            return quote!(let [#(#names),*] = #code;);
        };
        let slice = self.place_for(place, *mutable).receiver();
        let code = match (from, mutable) {
            (None, true) => quote!(&mut #slice[..#count]),
            (None, false) => quote!(&#slice[..#count]),
            (Some(from), true) => {
                let slice = self.borrowed_mut(place);
                quote!(::autodiff::span_mut(#slice, #from, #count))
            }
            (Some(from), false) => {
                let slice = self.borrowed(place);
                quote!(::autodiff::span(#slice, #from, #count))
            }
        };
        let code = if_wanted(code, quote!(&mut []));
        if let Origin::Const(_) = self.function.memory(place.memory).origin {
            let hint = self.memory_hint(place.memory);
            let name = self.fresh(&hint, self.function.memory(memory).span);
            self.memories.insert(memory, quote!(#name));
            return quote!(let #name = #code;);
        }
        let info = self.function.memory(place.memory);
        if self.function.result.memories().contains(&place.memory)
            || mentions(behind, place.memory)
            || info.name == "self"
        {
            let pattern = self.declare_memory(memory);
            return quote!(let #pattern = #code;);
        }
        let name = self.memory_name(place.memory);
        self.memories.insert(memory, name.clone());
        quote!(let #name = #code;)
    }

    /// What is taken from a place, multiplied or divided and put back again.
    fn scaling(&self, place: &Place, value: Value) -> Option<(Binary, Value)> {
        let Definition::Expr(Expr::Binary(op @ (Binary::Mul | Binary::Div), taken, factor)) =
            self.plan.definition(value)
        else {
            return None;
        };
        let Definition::Expr(Expr::Take(from)) = self.plan.definition(*taken) else {
            return None;
        };
        let folded = [value, *taken]
            .iter()
            .all(|v| self.plan.fate(*v) == Fate::Folded);
        (folded && from == place).then_some((*op, *factor))
    }

    /// `place = value;`, shorter if the value begins with what stands there.
    fn store(&self, place: &Place, value: Value) -> TokenStream {
        let target = self.place_mut(place).tokens();
        if self.plan.fate(value) == Fate::Folded
            && let Definition::Expr(Expr::Binary(op, a, b)) = self.plan.definition(value)
            && !op.is_comparison()
            && self.plan.fate(*a) == Fate::Folded
            && let Definition::Expr(Expr::Load(read)) = self.plan.definition(*a)
            && read == place
        {
            return self.compound(target, *op, *b, self.span(value));
        }
        let value = self.owned(value).tokens();
        quote!(#target = #value;)
    }

    fn copy(&self, to: &Place, from: &Place) -> TokenStream {
        let ty = self.function.place_type(to);
        if matches!(&ty, Some(ty @ Type::Array(..)) if self.function.place_type(from).as_ref() == Some(ty) && ty.is_copy())
        {
            let (to, from) = (self.place_mut(to).tokens(), self.place(from).tokens());
            return quote!(#to = #from;);
        }
        let copies = ty
            .and_then(|ty| ty.element())
            .is_some_and(|item| item.is_copy());
        let (to, from) = (self.place_mut(to).receiver(), self.borrowed(from));
        if copies {
            quote!(#to.copy_from_slice(#from);)
        } else {
            quote!(#to.clone_from_slice(#from);)
        }
    }

    fn zeroing(&self, place: &Place) -> TokenStream {
        let ty = self.function.place_type(place);
        let item = ty.as_ref().and_then(Type::element);
        match (ty, item) {
            (Some(ty), _) if ty.is_float() => {
                let place = self.place_mut(place).tokens();
                let zero = types::literal(&ty, &quote!(0.0));
                quote!(#place = #zero;)
            }
            (_, Some(item)) if item.is_float() => {
                let place = self.place_mut(place).receiver();
                let zero = types::literal(&item, &quote!(0.0));
                quote!(#place.fill(#zero);)
            }
            _ => {
                let place = self.borrowed_mut(place);
                quote!(::autodiff::set_zero(#place);)
            }
        }
    }
}

/// Whether one of the statements uses the memory.
fn mentions(stmts: &[Stmt], memory: Memory) -> bool {
    stmts.iter().any(|stmt| {
        let mut found = false;
        stmt.look(&mut |used| {
            found |= match used {
                Use::Place(place, _) => place.memory == memory,
                Use::Moved(moved) => *moved == memory,
                Use::Value(_) => false,
            };
        });
        found
            || stmt
                .blocks()
                .iter()
                .any(|block| mentions(&block.stmts, memory))
    })
}
