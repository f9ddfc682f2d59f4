//! Elements and parts of matrices that a loop changes: copies, which go back into their matrix. Nobody
//! else looks at the matrix while they are lent.

use crate::ir::{Place, Stmt, Use};
use crate::lower::flow::exits;
use crate::lower::library::parts::Part;
use crate::lower::library::types::Library;
use crate::lower::messages as m;
use crate::lower::state::Matrices;
use crate::lower::*;
use syn::visit::{self, Visit};

/// What the head of a loop lends.
pub(in crate::lower) enum Lent {
    /// All elements of a matrix; they go back behind the loop.
    Elements {
        copy: Place,
        matrix: Place,
        library: Library,
        /// What the matrix is a copy of, if it is a part.
        part: Option<Box<Part>>,
    },
    /// Rows or columns; each goes back behind its iteration.
    Parts,
}

/// A variable that stands for a part of a matrix, which it changes.
#[derive(Clone)]
pub(in crate::lower) struct NamedPart {
    name: syn::Ident,
    part: Part,
    copy: Place,
    /// How many levels that can be left are around it.
    depth: usize,
}

/// Whether something leaves an iteration, other than by a panic.
#[derive(Default)]
struct Jumps(bool);

impl Jumps {
    fn in_stmt(stmt: &syn::Stmt) -> bool {
        let mut jumps = Jumps::default();
        jumps.visit_stmt(stmt);
        jumps.0
    }

    fn in_block(block: &syn::Block) -> bool {
        block.stmts.iter().any(Jumps::in_stmt)
    }
}

impl<'ast> Visit<'ast> for Jumps {
    fn visit_expr(&mut self, e: &'ast syn::Expr) {
        self.0 |= matches!(
            e,
            syn::Expr::Return(_) | syn::Expr::Try(_) | syn::Expr::Break(_) | syn::Expr::Continue(_)
        );
        visit::visit_expr(self, e);
    }
}

impl<'a> Lowerer<'a> {
    /// Reads the head of a loop, and what it lends.
    pub(in crate::lower) fn reading_head<R>(
        &mut self,
        head: impl FnOnce(&mut Self) -> R,
    ) -> (R, Vec<Lent>) {
        let outer = self.around.lent_by_head.replace(Vec::new());
        let read = head(self);
        let lent = std::mem::replace(&mut self.around.lent_by_head, outer);
        (read, lent.unwrap_or_default())
    }

    /// The elements of a matrix, to be changed.
    pub(in crate::lower) fn lend_elements(
        &mut self,
        matrix: Place,
        library: &Library,
        part: Option<Part>,
        span: Span,
    ) -> Option<Place> {
        let copy = self.library_elements(Outcome::Place(matrix.clone()), library, span)?;
        let lent = Lent::Elements {
            copy: copy.clone(),
            matrix,
            library: library.clone(),
            part: part.map(Box::new),
        };
        self.lend(lent, span).then_some(copy)
    }

    /// Notes what is lent; nobody would take it back but a loop.
    pub(in crate::lower) fn lend(&mut self, new: Lent, span: Span) -> bool {
        match &mut self.around.lent_by_head {
            Some(lent) => {
                lent.push(new);
                true
            }
            None => {
                self.error(span, m::LENT);
                false
            }
        }
    }

    /// Notes an error if the body of a loop is left while it has something that has to go back.
    pub(in crate::lower) fn check_lent(&mut self, lent: &[Lent], body: &syn::Block, span: Span) {
        if !lent.is_empty() && Jumps::in_block(body) {
            self.error(span, m::LENT_LEFT);
        }
    }

    /// What the head of a loop lent goes back.
    pub(in crate::lower) fn take_back(&mut self, lent: Vec<Lent>, span: Span) {
        for lent in lent {
            if let Lent::Elements {
                copy,
                matrix,
                library,
                part,
            } = lent
            {
                let matrix = Outcome::Place(matrix);
                let new = self.of_elements(&matrix, &library, copy, span);
                match part {
                    Some(part) => self.write_part(&part, new, span),
                    None => self.assign_to(matrix, new, span),
                }
            }
        }
    }

    /// `let mut row = matrix.row_mut(i);`: the variable is a copy of the part.
    pub(in crate::lower) fn name_part(&mut self, local: &syn::Local) -> Option<Outcome> {
        let (syn::Pat::Ident(pattern), Some(init)) = (&local.pat, &local.init) else {
            return None;
        };
        let syn::Expr::MethodCall(lending) = expr::plain(&init.expr) else {
            return None;
        };
        if let Some(whole) = self.named_whole(lending) {
            return Some(whole);
        }
        let span = m::span_of(lending);
        let (part, copy) = self.lent_part(lending, span)?;
        let place = self.place_of(copy, span)?;
        self.matrices.changed_parts.remove(&place.memory);
        self.matrices.changing_views.insert(place.memory);
        self.matrices.named_parts.push(NamedPart {
            name: pattern.ident.clone(),
            part,
            copy: place.clone(),
            depth: self.levels.len(),
        });
        Some(Outcome::Place(place).reference(true))
    }

    /// Notes an error if a statement may change parts by their names and leave what is around it.
    pub(in crate::lower) fn check_named(
        &mut self,
        stmt: &syn::Stmt,
        rest: &[syn::Stmt],
        from: usize,
    ) {
        let Matrices {
            named_parts,
            changed_here,
            ..
        } = &mut self.matrices;
        let parts = named_parts.get(from..).unwrap_or_default();
        for part in parts {
            changed_here.remove(&part.copy.memory);
        }
        if parts.is_empty() || !Jumps::in_stmt(stmt) {
            return;
        }
        let names: Vec<_> = parts.iter().map(|part| part.name.to_string()).collect();
        // What is changed behind it would go back on some of the ways only.
        let mut stmts = std::iter::once(stmt).chain(rest);
        if stmts.any(|stmt| types::tokens_of(stmt).mentions(&names)) {
            self.error(m::span_of(stmt), m::LENT_LEFT);
        }
    }

    /// Notes an error if a statement that leaves a level changes a part inside of it, as closures do that are called.
    pub(in crate::lower) fn check_left(&mut self, level: usize) {
        let Matrices {
            named_parts,
            changed_here,
            ..
        } = &self.matrices;
        let left = named_parts
            .iter()
            .find(|part| part.depth > level && changed_here.contains(&part.copy.memory));
        if let Some(span) = left.map(|part| part.name.span()) {
            self.error(span, m::LENT_LEFT);
        }
    }

    /// Parts that a statement has changed by their names go back. Its tokens do not tell: they may call something else so.
    pub(in crate::lower) fn take_back_named(&mut self, from: usize) {
        if self.matrices.named_parts.len() <= from || self.flow != exits::Flow::Falls {
            return;
        }
        let parts = self.matrices.named_parts[from..].to_vec();
        for NamedPart {
            name, part, copy, ..
        } in parts
        {
            if !self.matrices.changed_parts.remove(&copy.memory) {
                continue;
            }
            if self.matrices.outdated_parts.contains(&copy.memory) {
                self.error(name.span(), m::LENT_USED);
            }
            self.matrices.going_back = true;
            self.write_part(&part, Outcome::Place(copy), Span::call_site());
            self.matrices.going_back = false;
        }
    }

    /// Notes an error if a statement of ours looks at a matrix while a part that has been changed by its name has not
    /// gone back yet: one statement of the user's changes the part and uses the matrix.
    pub(in crate::lower) fn check_parts(&mut self, stmt: &mut Stmt) {
        if self.matrices.named_parts.is_empty() || self.matrices.going_back {
            return;
        }
        let mut used_early = Vec::new();
        let Matrices {
            named_parts,
            changed_parts,
            outdated_parts,
            ..
        } = &mut self.matrices;
        let mut see = |place: &Place, writes: bool| {
            for NamedPart {
                name, part, copy, ..
            } in named_parts.iter()
            {
                if place.is_apart(&part.matrix) {
                    continue;
                }
                if changed_parts.contains(&copy.memory) {
                    used_early.push(name.span());
                } else if writes {
                    outdated_parts.insert(copy.memory);
                }
            }
        };
        stmt.uses(&mut |used| match used {
            Use::Place(place, access) => see(place, access.writes()),
            Use::Moved(memory) => see(&Place::whole(*memory), false),
            Use::Value(_) => {}
        });
        if let Some(span) = used_early.first() {
            self.error(*span, m::LENT_USED);
        }
    }

    /// Lends a part to this iteration.
    pub(in crate::lower) fn lend_part(&mut self, part: Part, copy: Place) {
        self.matrices.lent_parts.push((part, copy));
    }

    /// What was lent to this iteration goes back.
    pub(in crate::lower) fn take_back_parts(&mut self, before: usize, span: Span) {
        for (part, copy) in self.matrices.lent_parts.split_off(before) {
            self.write_part(&part, Outcome::Place(copy), span);
        }
    }
}
