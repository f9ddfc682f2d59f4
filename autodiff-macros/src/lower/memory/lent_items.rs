//! References that are copied out of lists: `let row = rows[0];`. Such a reference is known by the place of the item.
//! Where the list changes later it would come to refer to something else; then it refers to a copy of the item.

use crate::ir::{Access, Init, Place, Use};
use crate::lower::*;
use rustc_hash::FxHashSet;

/// A reference that was copied out of a list, as a memory that nothing reads and that marks where this was.
pub(in crate::lower) struct CopiedOut {
    mark: Memory,
    list: Memory,
}

impl<'a> Lowerer<'a> {
    /// The place that a reference refers to from now on, which is copied out of the list at a place.
    pub(in crate::lower) fn copied_out(&mut self, place: Place) -> Place {
        if !self.may_be_written(&place) {
            return place;
        }
        let (ty, span) = (self.place_type(&place), Span::call_site());
        let copy = self.allocate(Init::Clone(place.clone()), ty, "lent", span);
        let list = self.function.memory(place.memory);
        if self.facts.is_stored(&items_of(&list.name)) {
            return Place::whole(copy);
        }
        self.vecs.lists.copied_out.push(CopiedOut {
            mark: copy,
            list: place.memory,
        });
        place
    }

    /// A part of what a reference in a list refers to, which is lent by itself: `&rows[0][1..]`. It is no part of the
    /// list, which may change as long as it is used.
    pub(in crate::lower) fn behind_lent(&mut self, place: Place) -> Place {
        if !self.holds_references(place.memory) {
            return place;
        }
        let leads = |l: &mut Self, upto: usize| {
            let item = Place {
                memory: place.memory,
                path: place.path[..upto].to_vec(),
            };
            l.is_lent_item(&item).then_some(item)
        };
        let Some(item) = (1..=place.path.len()).find_map(|upto| leads(self, upto)) else {
            return place;
        };
        let rest = place.path[item.path.len()..].to_vec();
        let mut part = self.copied_out(item);
        part.path.extend(rest);
        part
    }

    /// What a method is called on, or lent: where it stands behind a reference in a list, by itself.
    pub(in crate::lower) fn lent_by_itself(&mut self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Place(place) => {
                let ty = self.place_type(&place);
                match self.infer.shallow(&ty).is_scalar() {
                    true => Outcome::Place(place),
                    false => Outcome::Place(self.behind_lent(place)),
                }
            }
            Outcome::Ref(inner, false) => self.lent_by_itself(*inner).reference(false),
            other => other,
        }
    }

    /// The same of a reference to a number, which is mostly read at once, where it gets a name.
    pub(in crate::lower) fn number_by_itself(&mut self, outcome: Outcome) -> Outcome {
        let Outcome::Ref(inner, false) = &outcome else {
            return outcome;
        };
        let Outcome::Place(place) = &**inner else {
            return outcome;
        };
        let ty = self.place_type(place);
        if !self.infer.shallow(&ty).is_scalar() || self.is_lent_item(place) {
            return outcome;
        }
        Outcome::Place(self.behind_lent(place.clone())).reference(false)
    }

    /// Takes the marks away again, and asks for copies where a list changes after a reference was copied out of it.
    pub(in crate::lower) fn check_lent_items(&mut self) {
        let copied_out = std::mem::take(&mut self.vecs.lists.copied_out);
        if copied_out.is_empty() {
            return;
        }
        let mut body = std::mem::take(&mut self.function.body.stmts);
        let mut order = Order {
            copied_out: &copied_out,
            open: FxHashSet::default(),
            changed: FxHashSet::default(),
        };
        order.stmts(&body);
        let names = order.changed.into_iter();
        let names = names.map(|list| items_of(&self.function.memory(list).name));
        self.pending.unset.extend(names);
        let marks = copied_out.iter().map(|copied| copied.mark).collect();
        without_marks(&mut body, &marks);
        self.function.body.stmts = body;
    }
}

/// What stands for the items of a list among the names of variables that stand in memory.
fn items_of(list: &str) -> String {
    format!("{list}[..]")
}

fn without_marks(stmts: &mut Vec<Stmt>, marks: &FxHashSet<Memory>) {
    stmts.retain(|stmt| !matches!(stmt, Stmt::Alloc { memory, .. } if marks.contains(memory)));
    for stmt in stmts {
        for block in stmt.blocks_mut() {
            without_marks(&mut block.stmts, marks);
        }
    }
}

/// Which lists change after a reference was copied out of them.
struct Order<'c> {
    copied_out: &'c [CopiedOut],
    /// The lists that something was copied out of by now.
    open: FxHashSet<Memory>,
    changed: FxHashSet<Memory>,
}

impl Order<'_> {
    fn stmts(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        if let Stmt::Alloc { memory, .. } = stmt {
            // In a loop it is another list each time.
            self.open.remove(memory);
            let mut copied_out = self.copied_out.iter();
            let copied = copied_out.find(|copied| copied.mark == *memory);
            self.open.extend(copied.map(|copied| copied.list));
        }
        // What is pushed stands behind all that was there, or behind what made the list shorter, which counts.
        let grows = matches!(stmt, Stmt::Push { place, .. } if place.path.is_empty());
        stmt.look(&mut |used| {
            let list = match used {
                Use::Place(place, Access::Write | Access::Update) if !grows => place.memory,
                _ => return,
            };
            if self.open.contains(&list) {
                self.changed.insert(list);
            }
        });
        for block in stmt.blocks() {
            if !matches!(stmt, Stmt::If { .. }) {
                // What one iteration copies, the next one may change.
                self.within(&block.stmts);
            }
            self.stmts(&block.stmts);
        }
    }

    /// What is copied out in these statements.
    fn within(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            if let Stmt::Alloc { memory, .. } = stmt {
                let mut copied_out = self.copied_out.iter();
                let copied = copied_out.find(|copied| copied.mark == *memory);
                self.open.extend(copied.map(|copied| copied.list));
            }
            for block in stmt.blocks() {
                self.within(&block.stmts);
            }
        }
    }
}
