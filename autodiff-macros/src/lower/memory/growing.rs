//! `Vec`s that grow by a known number of items: one `push` in each iteration of a counted loop, or a
//! `push` or `extend` where the `Vec` was declared. Each makes the `Vec` anew in its full length.

use crate::ir::{Binary, Place, Projection};
use crate::lower::expr::plain;
use crate::lower::flow::leaving;
use crate::lower::iteration::iterators::Iter;
use crate::lower::messages as m;
use crate::lower::types::fields;
use crate::lower::*;
use syn::visit::{self, Visit};

/// A `Vec` that the loop around us fills.
#[derive(Clone)]
pub(in crate::lower) struct Growing {
    pub(in crate::lower) name: String,
    pub(in crate::lower) place: Place,
    pub(in crate::lower) item: Type,
    /// How many items there are at the start of the iteration.
    pub(in crate::lower) length: Value,
    /// Zeros in the structure of an item, once one was pushed and if it has such.
    pub(in crate::lower) zero: Option<Operand>,
}

/// The method `name.push(…)` and its kin of a variable.
fn of_variable(e: &syn::Expr) -> Option<(String, &syn::ExprMethodCall)> {
    let syn::Expr::MethodCall(call) = plain(e) else {
        return None;
    };
    let syn::Expr::Path(path) = plain(&call.receiver) else {
        return None;
    };
    let grows = matches!(
        call.method.to_string().as_str(),
        "push" | "extend" | "extend_from_slice"
    );
    (grows && call.args.len() == 1).then_some((paths::single(path)?, call))
}

/// The variable that each iteration pushes to once, for sure.
fn pushed(e: &syn::ExprForLoop) -> Option<String> {
    let mut names = e.body.stmts.iter().filter_map(|stmt| match stmt {
        syn::Stmt::Expr(e, Some(_)) => of_variable(e).filter(|(_, call)| call.method == "push"),
        _ => None,
    });
    let (name, _) = names.next()?;
    let alone = names.next().is_none() && changes(&e.body, &name) == 1;
    (alone && !e.body.stmts.iter().any(leaving::leaves)).then_some(name)
}

/// How many calls in a block change the length of a `Vec`, and how often this variable is assigned or lent as
/// a whole to what may change its length, or to what takes no slice.
fn changes(block: &syn::Block, name: &str) -> usize {
    struct Changes<'a> {
        count: usize,
        name: &'a str,
        is_lent: bool,
        calls: Vec<&'a syn::Ident>,
    }
    impl<'ast: 'a, 'a> Visit<'ast> for Changes<'a> {
        fn visit_expr_assign(&mut self, e: &'ast syn::ExprAssign) {
            let is_whole = !matches!(plain(&e.left), syn::Expr::Index(_) | syn::Expr::Field(_));
            let assigned = is_whole
                && scan::mentioned_names(&e.left)
                    .iter()
                    .any(|name| name == self.name);
            self.count += usize::from(assigned);
            visit::visit_expr_assign(self, e);
        }

        fn visit_expr_reference(&mut self, e: &'ast syn::ExprReference) {
            if let syn::Expr::Path(path) = plain(&e.expr)
                && paths::single(path).as_deref() == Some(self.name)
            {
                self.count += usize::from(e.mutability.is_some());
                self.is_lent = true;
            }
            visit::visit_expr_reference(self, e);
        }

        fn visit_expr_call(&mut self, e: &'ast syn::ExprCall) {
            if let syn::Expr::Path(called) = plain(&e.func) {
                let name = called.path.segments.last().map(|last| &last.ident);
                self.calls.extend(name);
            }
            visit::visit_expr_call(self, e);
        }

        fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
            self.calls.push(&e.method);
            let name = e.method.to_string();
            let grows = matches!(
                name.as_str(),
                "push"
                    | "pop"
                    | "push_back"
                    | "push_front"
                    | "pop_back"
                    | "pop_front"
                    | "extend"
                    | "extend_from_slice"
                    | "append"
                    | "insert"
                    | "remove"
                    | "truncate"
                    | "clear"
                    | "resize"
                    | "drain"
                    | "retain"
                    | "retain_mut"
                    | "dedup"
                    | "dedup_by"
                    | "dedup_by_key"
                    | "split_off"
                    | "swap_remove"
                    | "extend_from_within"
            );
            self.count += usize::from(grows);
            visit::visit_expr_method_call(self, e);
        }
    }
    let mut changes = Changes {
        count: 0,
        name,
        is_lent: false,
        calls: Vec::new(),
    };
    changes.visit_block(block);
    let as_vec = changes.is_lent && changes.calls.into_iter().any(takes_vec);
    changes.count + usize::from(as_vec)
}

/// Whether a function or a method of this name in the file takes a `&Vec`.
fn takes_vec(name: &syn::Ident) -> bool {
    let is_vec = |input: &syn::FnArg| {
        let syn::FnArg::Typed(input) = input else {
            return false;
        };
        let syn::Type::Reference(ty) = &*input.ty else {
            return false;
        };
        let alias =
            fields::last_segment(&ty.elem).and_then(|last| source::definitions::alias(&last.ident));
        source::definitions::is_called(alias.as_ref().unwrap_or(&ty.elem), "Vec")
    };
    let signatures = source::definitions::signatures(name);
    signatures.iter().any(|sig| sig.inputs.iter().any(is_vec))
}

impl<'a> Lowerer<'a> {
    /// `Vec::new()` and its kin.
    pub(in crate::lower) fn empty_vec(&mut self, names: &[String], span: Span) -> Option<Outcome> {
        let [.., of, function] = names else {
            return None;
        };
        if !matches!(of.as_str(), "Vec" | "VecDeque")
            || !matches!(function.as_str(), "new" | "with_capacity")
        {
            return None;
        }
        let made = self.array(std::iter::empty(), true, span);
        if let Outcome::Place(place) = &made {
            self.vecs.empty.insert(place.memory);
        }
        Some(made)
    }

    /// A statement by which a `Vec` grows that was declared in the same block, after the first
    /// `outer` names in scope. Whether it was one.
    pub(in crate::lower) fn grows(&mut self, stmt: &syn::Stmt, outer: usize) -> bool {
        let syn::Stmt::Expr(e, _) = stmt else {
            return false;
        };
        if let syn::Expr::ForLoop(e) = plain(e) {
            let Some(name) = pushed(e) else {
                return false;
            };
            let Some(old) = self.own_vec(&name, outer) else {
                return false;
            };
            let span = m::span(&e.expr);
            let outcome = self.expr(&e.expr);
            let Some(iter) = self.iterator(outcome, span) else {
                return true;
            };
            if iter.is_sequential() {
                self.each(&iter, Some(e), m::span_of(e), &mut |l, item| {
                    l.iteration(e, item);
                });
                return true;
            }
            self.grown(&name, &old, &iter, m::span_of(e), &mut |l, item| {
                l.iteration(e, item);
            });
            return true;
        }
        let Some((name, call)) = of_variable(e) else {
            return false;
        };
        let Some(old) = self.own_vec(&name, outer) else {
            return false;
        };
        let span = m::span_of(call);
        let Some(arg) = call.args.first() else {
            return false;
        };
        if call.method == "push" {
            return false;
        }
        let outcome = self.expr(arg);
        let Some(iter) = self.iterator(outcome, span) else {
            return true;
        };
        if iter.is_sequential() {
            self.push_all(&old, &iter, span);
            return true;
        }
        self.grown(&name, &old, &iter, span, &mut |l, item| {
            let item = l.dereference(item);
            l.push(&name, item, span);
        });
        true
    }

    /// The memory of a variable that was declared in this block and is a `Vec`.
    fn own_vec(&mut self, name: &str, outer: usize) -> Option<Place> {
        if self.scope.position(name)? < outer {
            return None;
        }
        let Some(Outcome::Place(place)) = self.scope.find(name).cloned() else {
            return None;
        };
        let ty = self.place_type(&place);
        let Type::Vec(item) = self.infer.shallow(&ty) else {
            return None;
        };
        // What has no zero is pushed one by one.
        let vec = match self.infer.shallow(&item) {
            Type::Vec(_) | Type::Slice(_) | Type::Tuple(_) => false,
            Type::Var(_) => self.infer.name(&item).is_none() || self.is_number(&item),
            _ => true,
        };
        let own = self.owned.contains_key(&place.memory) && place.path.is_empty();
        (vec && own && self.order_in(&place).is_none()).then_some(place)
    }

    /// Makes a `Vec` anew, with an item for each of the iterator's behind those that it has.
    fn grown(
        &mut self,
        name: &str,
        old: &Place,
        iter: &Iter,
        span: Span,
        body: &mut dyn FnMut(&mut Self, Outcome),
    ) {
        let Some(count) = self.iter_length(iter, span) else {
            self.error(span, m::ENDLESS_RANGE);
            return;
        };
        let empty = self.vecs.empty.contains(&old.memory);
        let before = match empty {
            true => self.usize(0, span),
            false => self.length(old, span),
        };
        let total = self.index_binary(Binary::Add, before, count, span);
        let ty = self.place_type(old);
        let item = self.element_type(&ty, span);
        let new = self.gathered(total, span, &mut |l, place, gathering| {
            l.unify(&gathering.item, &item, span);
            if !empty {
                let to = place.then(Projection::Range(None, Some(before)));
                let from = old.clone();
                l.emit(Stmt::Copy { to, from });
            }
            l.each_indexed(iter, Some(count), None, span, &mut |l, index, each| {
                let position = l.position(iter, count, index, span);
                let length = l.index_binary(Binary::Add, before, position, span);
                l.vecs.growing.push(Growing {
                    name: name.to_string(),
                    place: place.clone(),
                    item: item.clone(),
                    length,
                    zero: None,
                });
                l.scoped(|l| {
                    l.show_growing(name, place, length);
                    body(l, each);
                });
                let done = l.vecs.growing.pop();
                gathering.zero = done.and_then(|growing| growing.zero);
                if gathering.zero.is_none() && !empty {
                    l.error(span, m::GROWN);
                }
            });
        });
        if let (true, Some(open)) = (empty, self.open.last_mut()) {
            // Nothing was in it, not even a type that rustc could tell.
            open.retain(
                |stmt| !matches!(stmt, Stmt::Alloc { memory, .. } if *memory == old.memory),
            );
        }
        if let Outcome::Place(place) = new {
            let info = &mut self.function.memories[place.memory.index()];
            info.name = name.to_string();
            self.own(place.memory);
            self.scope.bind(name, Outcome::Place(place));
        }
    }

    /// Inside the loop the variable is the part that is there.
    fn show_growing(&mut self, name: &str, place: &Place, length: Value) {
        let part = place.then(Projection::Range(None, Some(length)));
        self.scope.bind(name, Outcome::Place(part));
    }

    /// `name.push(item)`, if the loop around us provides for it. Whether it does.
    pub(in crate::lower) fn push(&mut self, name: &str, item: Outcome, span: Span) -> bool {
        let Some(growing) = self.vecs.growing.last().filter(|g| g.name == name).cloned() else {
            return false;
        };
        let item = self.read(item, span);
        let item = self.collected_item(&growing.place, item, span);
        let ty = self.type_of(&item);
        self.unify(&ty, &growing.item, span);
        let zero = self.put_item(&growing.place, growing.length, item, span);
        let one = self.usize(1, span);
        let length = self.index_binary(Binary::Add, growing.length, one, span);
        self.show_growing(name, &growing.place, length);
        if let Some(last) = self.vecs.growing.last_mut() {
            last.zero = zero;
        }
        true
    }
}
