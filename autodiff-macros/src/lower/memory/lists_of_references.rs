//! Arrays and `Vec`s of shared references: `[&rot[..], &err[..]]`, `[(&a, 1), (&b, 2)]`. What stands behind
//! a shared reference does not change while it is lent, so that such a list is one of copies; what is read
//! from it as a whole is a reference again.

use crate::ir::{Init, Place, Projection};
use crate::lower::closures::function_tables;
use crate::lower::memory::lent_items::CopiedOut;
use crate::lower::memory::lists_of_borrowers::Structs;
use crate::lower::messages as m;
use crate::lower::structs::borrowing::Borrowing;
use crate::lower::*;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Where in a list references stand: below an item, the components that lead to one.
pub(in crate::lower) type Path = Vec<usize>;

/// The lists with items, or parts of them, that are no values.
#[derive(Default)]
pub(in crate::lower) struct Lists {
    lent_items: Vec<(Memory, Path)>,
    pub(in crate::lower) tables: Vec<function_tables::Table>,
    pub(in crate::lower) copied_out: Vec<CopiedOut>,
    pub(in crate::lower) structs: Vec<Structs>,
    /// The `Option`s that hold copies of what they refer to, with where in them the references are.
    pub(in crate::lower) options: FxHashMap<Memory, Vec<Path>>,
}

/// The references in the items of a list.
#[derive(Default)]
pub(in crate::lower) struct Lent {
    paths: Vec<Path>,
    /// The structs that hold references, and whether they are lent.
    pub(in crate::lower) structs: Vec<(Path, Rc<Borrowing>, bool)>,
    /// Whether two of these at one place have other parts.
    differ: bool,
    /// Whether their lengths differ, or are not known.
    of_any_length: bool,
    length: Option<String>,
}

impl Lent {
    /// Each item is a reference.
    pub(in crate::lower) fn whole_items() -> Self {
        Lent {
            paths: vec![Vec::new()],
            of_any_length: true,
            ..Lent::default()
        }
    }

    /// Whether there are any.
    fn is_some(&self) -> bool {
        !self.paths.is_empty() || !self.structs.is_empty()
    }
}

impl<'a> Lowerer<'a> {
    /// An item that is collected: with copies of what it refers to, which is noted.
    pub(in crate::lower) fn collected_item(
        &mut self,
        list: &Place,
        item: Outcome,
        span: Span,
    ) -> Outcome {
        let mut lent = Lent::default();
        self.note_lent(&item, &[], &mut lent);
        if !lent.is_some() || !list.path.is_empty() {
            return item;
        }
        let list = list.memory;
        if !self.fit_in(list, &lent) {
            return self.error(span, m::ARRAY_OF_REFERENCES);
        }
        lent.of_any_length = false;
        let copy = self.copied_item(item, &lent, span);
        if !self.holds_references(list) {
            self.is_list_of(list, lent);
        }
        copy
    }

    /// What is put at a place: in a list of references, with copies of what it refers to.
    pub(in crate::lower) fn as_item_of(
        &mut self,
        place: &Place,
        outcome: Outcome,
        span: Span,
    ) -> Outcome {
        let Some((_, path)) = place.component_of_item() else {
            return outcome;
        };
        if !self.holds_references(place.memory) {
            return outcome;
        }
        let mut lent = Lent::default();
        self.note_lent(&outcome, &path, &mut lent);
        if !self.fit_in(place.memory, &lent) {
            return self.error(span, m::ARRAY_OF_REFERENCES);
        }
        lent.of_any_length = false;
        self.copied_item(outcome, &lent, span)
    }

    /// Notes that a memory is a copy of what stands at a place: a set or a heap as that is, or a list of references.
    pub(in crate::lower) fn is_copy_of(&mut self, from: &Place, copy: Memory) {
        self.keeps_order(from, copy);
        self.holds_the_same(from, copy);
    }

    /// Notes that a list holds references where another one does.
    pub(in crate::lower) fn holds_the_same(&mut self, from: &Place, copy: Memory) {
        if !from.path.iter().all(|p| matches!(p, Projection::Range(..))) {
            return;
        }
        let lists = &mut self.vecs.lists;
        let lent = lists.lent_items.iter();
        let lent = lent.filter(|(list, _)| *list == from.memory);
        let lent: Vec<_> = lent.map(|(_, path)| (copy, path.clone())).collect();
        lists.lent_items.extend(lent);
        let structs = lists.structs.iter().filter(|of| of.is_in(from.memory));
        let structs: Vec<_> = structs.map(|of| of.in_another(copy)).collect();
        lists.structs.extend(structs);
        if from.path.is_empty()
            && let Some(paths) = lists.options.get(&from.memory)
        {
            lists.options.insert(copy, paths.clone());
        }
    }

    /// Whether a list holds references.
    pub(in crate::lower) fn holds_references(&self, list: Memory) -> bool {
        let lists = &self.vecs.lists;
        let mut lent = lists.lent_items.iter();
        lent.any(|(memory, _)| *memory == list) || lists.structs.iter().any(|of| of.is_in(list))
    }

    /// Whether each item of a list is a reference to something that holds none.
    pub(in crate::lower) fn holds_references_only(&self, list: Memory) -> bool {
        let lists = &self.vecs.lists;
        let mut paths = (lists.lent_items.iter())
            .filter(|(memory, _)| *memory == list)
            .map(|(_, path)| path);
        paths.next().is_some_and(Vec::is_empty)
            && paths.all(Vec::is_empty)
            && !lists.structs.iter().any(|of| of.is_in(list))
    }

    /// Notes the references in an item.
    pub(in crate::lower) fn note_lent(&mut self, outcome: &Outcome, at: &[usize], lent: &mut Lent) {
        if let Some((borrowing, is_lent)) = outcome.as_borrower() {
            match lent.structs.iter().find(|(path, ..)| path == at) {
                Some((_, known, known_lent)) => {
                    lent.differ |= !known.is_like(&borrowing) || *known_lent != is_lent;
                }
                None => lent.structs.push((at.to_vec(), borrowing, is_lent)),
            }
            return;
        }
        match outcome {
            Outcome::Ref(inner, false) => {
                if !lent.paths.iter().any(|path| path == at) {
                    lent.paths.push(at.to_vec());
                }
                let ty = self.type_of(&inner.clone().dereferenced());
                match self.infer.shallow(&ty) {
                    Type::Slice(_) | Type::Vec(_) => lent.of_any_length = true,
                    Type::Array(_, length) => {
                        let length = length.text().to_string();
                        lent.of_any_length |= lent.length.as_ref().is_some_and(|l| *l != length);
                        lent.length = Some(length);
                    }
                    _ => {}
                }
            }
            Outcome::Tuple(items) => {
                for (component, item) in items.iter().enumerate() {
                    let at: Path = at.iter().copied().chain([component]).collect();
                    self.note_lent(item, &at, lent);
                }
            }
            _ => {}
        }
    }

    /// An item with copies of what it refers to.
    pub(in crate::lower) fn copied_item(
        &mut self,
        outcome: Outcome,
        lent: &Lent,
        span: Span,
    ) -> Outcome {
        if let Some((borrowing, _)) = outcome.as_borrower() {
            return match lent.differ {
                true => self.error(span, m::ARRAY_OF_REFERENCES),
                false => self.parts_of_borrower(&borrowing, span),
            };
        }
        match outcome {
            Outcome::Ref(inner, false) => {
                let inner = inner.dereferenced();
                if !matches!(
                    inner,
                    Outcome::Place(_) | Outcome::Const(_) | Outcome::Value(_) | Outcome::Slot(_)
                ) {
                    return self.error(span, m::ARRAY_OF_REFERENCES);
                }
                let ty = self.type_of(&inner);
                let ty = match self.infer.shallow(&ty) {
                    Type::Slice(item) | Type::Vec(item) => Type::Vec(item),
                    Type::Array(item, _) if lent.of_any_length => Type::Vec(item),
                    Type::Str => return self.text_item(inner, span),
                    ty if ty.is_scalar() || self.is_number(&ty) => return self.settle(inner, span),
                    ty => ty,
                };
                let Some(place) = self.place_of(inner, span) else {
                    return Outcome::Poison;
                };
                let copy = self.allocate(Init::Clone(place), ty, "lent", span);
                Outcome::Place(Place::whole(copy))
            }
            Outcome::Ref(..) => self.error(span, m::ARRAY_OF_REFERENCES),
            Outcome::Tuple(items) => {
                let items = items.into_iter();
                Outcome::Tuple(
                    items
                        .map(|item| self.copied_item(item, lent, span))
                        .collect(),
                )
            }
            other => other,
        }
    }

    /// Remembers which parts of the items of a list are references.
    pub(in crate::lower) fn is_list_of(&mut self, memory: Memory, lent: Lent) {
        let lists = &mut self.vecs.lists;
        let paths = lent.paths.into_iter();
        lists.lent_items.extend(paths.map(|path| (memory, path)));
        let structs = lent.structs.into_iter();
        let structs = structs.map(|found| Structs::of(memory, found));
        lists.structs.extend(structs);
    }

    /// Whether a list holds functions: it is not changed.
    pub(in crate::lower) fn holds_functions(&self, list: Memory) -> bool {
        let mut tables = self.vecs.lists.tables.iter();
        tables.any(|table| table.memory == list)
    }

    /// Whether a part of a list is a reference in the user's code.
    pub(in crate::lower) fn is_lent_item(&mut self, place: &Place) -> bool {
        if place.in_item().is_none() {
            return false;
        }
        // What is a string in a list is a reference to it.
        let ty = self.place_type(place);
        if self.infer.shallow(&ty) == Type::Str {
            return true;
        }
        let Some((_, path)) = place.component_of_item() else {
            return false;
        };
        let mut lent = self.vecs.lists.lent_items.iter();
        lent.any(|(list, known)| *list == place.memory && *known == path)
    }

    /// Whether it is a reference to a number.
    pub(in crate::lower) fn is_lent_number(&mut self, place: &Place) -> bool {
        if !self.is_lent_item(place) {
            return false;
        }
        let ty = self.place_type(place);
        self.infer.shallow(&ty).is_scalar() || self.is_number(&ty)
    }

    /// The type of the items of a list that is written with references.
    pub(in crate::lower) fn item_behind(&mut self, ty: Type, span: Span) -> Type {
        match ty {
            Type::Ref(behind, false) => match *behind {
                Type::Slice(item) => Type::Vec(item),
                behind => self.item_behind(behind, span),
            },
            Type::Ref(..) => {
                self.error(span, m::NESTED_REFERENCE);
                self.infer.fresh()
            }
            Type::Tuple(items) => {
                let items = items.into_iter();
                Type::Tuple(items.map(|item| self.item_behind(item, span)).collect())
            }
            other => other,
        }
    }
}
