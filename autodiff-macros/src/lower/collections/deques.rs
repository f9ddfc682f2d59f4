//! `VecDeque`s of the user's: arguments and fields. Those that a function makes for itself are `Vec`s in what is
//! generated; these stay what they are. They are read by index, and the runtime has gates for what changes them.

use crate::ir::{Init, Place, Target};
use crate::lower::messages as m;
use crate::lower::types::fields::last_segment;
use crate::lower::*;

/// What a `VecDeque` has in common with a list that is indexed.
const LIKE_LISTS: [&str; 18] = [
    "len",
    "is_empty",
    "iter",
    "iter_mut",
    "into_iter",
    "get",
    "get_mut",
    "first",
    "first_mut",
    "last",
    "last_mut",
    "front",
    "front_mut",
    "back",
    "back_mut",
    "swap",
    "contains",
    "clone",
];

/// What the gates that take no item off do, by the number of arguments.
const GATES: [(&str, usize); 9] = [
    ("push_back", 1),
    ("push_front", 1),
    ("insert", 2),
    ("truncate", 1),
    ("rotate_left", 1),
    ("rotate_right", 1),
    ("pop_back", 0),
    ("pop_front", 0),
    ("remove", 1),
];

const FROM_LIST: &str = "::autodiff::deques::from_list";

/// The functions that what is called may mean.
fn signatures(target: &Target) -> Vec<syn::Signature> {
    let name = match target {
        Target::Function(path) | Target::Lending { path, .. } => {
            let path = syn::parse2::<syn::Path>(path.stream().clone()).ok();
            path.and_then(|path| Some(path.segments.last()?.ident.clone()))
        }
        other => syn::parse_str(other.text()).ok(),
    };
    name.map_or(Vec::new(), |name| {
        source::anywhere::signatures_anywhere(&name)
    })
}

/// Whether all of them take a `VecDeque` there.
fn takes_deque(target: &Target, position: usize) -> bool {
    let signatures = signatures(target);
    let mut inputs = signatures
        .iter()
        .filter_map(|sig| sig.inputs.iter().nth(position));
    let is_deque = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(input) => source::definitions::is_called(&input.ty, "VecDeque"),
        syn::FnArg::Receiver(_) => false,
    };
    inputs.clone().next().is_some() && inputs.all(is_deque)
}

/// Whether all of them give one.
fn gives_deque(target: &Target) -> bool {
    let signatures = signatures(target);
    let is_deque = |sig: &syn::Signature| match &sig.output {
        syn::ReturnType::Type(_, ty) => source::definitions::is_called(ty, "VecDeque"),
        syn::ReturnType::Default => false,
    };
    !signatures.is_empty() && signatures.iter().all(is_deque)
}

impl<'a> Lowerer<'a> {
    /// A method of a `VecDeque` that an argument or a field is.
    pub(in crate::lower) fn deque_method(
        &mut self,
        receiver: &Outcome,
        e: &syn::ExprMethodCall,
        statement: bool,
        span: Span,
    ) -> Option<Outcome> {
        let Outcome::Place(place) = receiver.clone().dereferenced() else {
            return None;
        };
        let ty = self.place_type(&place);
        if !self.is_deque(&ty) {
            return None;
        }
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        let it = Outcome::Place(place.clone()).reference(true);
        // What is dropped has an adjoint of zeros, whatever it is.
        match (name.as_str(), &args[..]) {
            ("pop_front", []) if statement => {
                return Some(self.call_deque("drop_front", vec![it], Some(Type::Unit), true, span));
            }
            ("pop_back", []) if statement => {
                let dropped = "it.truncate(it.len().saturating_sub(1))";
                return Some(self.written_out(dropped, vec![("it", it)], span));
            }
            _ => {}
        }
        if let Some((gate, _)) = (GATES.iter()).find(|gate| **gate == (&name, args.len())) {
            return Some(self.deque_gate(place, gate, &args, span));
        }
        Some(match (name.as_str(), &args[..]) {
            ("clear", []) => self.written_out("it.truncate(0)", vec![("it", it)], span),
            ("make_contiguous", []) => it,
            ("extend", [items]) => {
                let items = self.expr(items);
                let Some(iter) = self.iterator(items, span) else {
                    return Some(Outcome::Poison);
                };
                self.each(&iter, None, span, &mut |l, item| {
                    let item = l.dereference(item);
                    let names = vec![("it", it.clone()), ("item", item)];
                    l.written_out("it.push_back(item)", names, span);
                });
                Outcome::Unit
            }
            ("append", [other]) => {
                let other = self.expr(other);
                let moved = "while let Some(item) = other.pop_front() { it.push_back(item); }";
                self.written_out(moved, vec![("it", it), ("other", other)], span)
            }
            ("resize", [length, item]) => {
                let length = Outcome::Value(self.length_operand(length));
                let item = self.expr(item);
                let item = self.settle(item, span);
                let names = vec![("it", it), ("length", length), ("item", item)];
                let resized =
                    "{ while it.len() < length { it.push_back(item); } it.truncate(length); }";
                self.written_out(resized, names, span)
            }
            (name, _) if LIKE_LISTS.contains(&name) => {
                self.memory_method(receiver.clone(), e, span)
            }
            _ => self.error_about(span, m::DEQUE_METHOD, &name),
        })
    }

    fn deque_gate(&mut self, place: Place, gate: &str, args: &[&syn::Expr], span: Span) -> Outcome {
        let ty = self.place_type(&place);
        let item = self.element_type(&ty, span);
        let puts = matches!(gate, "push_back" | "push_front" | "insert");
        let mut passed = vec![Outcome::Place(place).reference(true)];
        for (at, arg) in args.iter().enumerate() {
            if !puts || at + 1 < args.len() {
                passed.push(Outcome::Value(self.length_operand(arg)));
                continue;
            }
            let outcome = self.expr(arg);
            let outcome = self.settle(outcome, m::span(arg));
            let found = self.type_of(&outcome);
            self.unify(&found, &item, span);
            passed.push(outcome);
        }
        let takes = matches!(gate, "pop_back" | "pop_front" | "remove");
        let gives = match takes {
            true => Type::Option(Box::new(item)),
            false => Type::Unit,
        };
        self.call_deque(gate, passed, Some(gives), !takes, span)
    }

    fn call_deque(
        &mut self,
        gate: &str,
        args: Vec<Outcome>,
        gives: Option<Type>,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let target = Target::Function(builder::tokens(&format!("::autodiff::deques::{gate}")));
        self.call_target(target, gate, args, gives, statement, span)
    }

    /// What becomes something of a type: of a list of ours a `VecDeque` of the user's, and the other way round.
    pub(in crate::lower) fn as_deque_or_list(
        &mut self,
        outcome: Outcome,
        ty: &Type,
        span: Span,
    ) -> Outcome {
        if !matches!(outcome, Outcome::Place(_) | Outcome::Value(_)) {
            return outcome;
        }
        let found = self.type_of(&outcome);
        let gate = match (self.infer.shallow(&found), self.infer.shallow(ty)) {
            (Type::Vec(item), Type::Var(_)) if self.is_deque(ty) => {
                let taken = self.element_type(ty, span);
                self.unify(&item, &taken, span);
                "from_list"
            }
            (Type::Var(_), Type::Vec(_)) if self.is_deque(&found) => "into_list",
            _ => return outcome,
        };
        let outcome = self.settle(outcome, span);
        self.call_deque(gate, vec![outcome], Some(ty.clone()), false, span)
    }

    /// What is passed to a function which takes a `VecDeque` there: of a list of ours, one that is made of it. What
    /// the function leaves in it is `written` back.
    pub(in crate::lower) fn passed_as_deque(
        &mut self,
        (target, position): (&Target, usize),
        arg: Outcome,
        written: &mut Vec<(Place, Outcome)>,
        span: Span,
    ) -> Outcome {
        let ty = self.type_of(&arg.clone().dereferenced());
        if !matches!(self.infer.shallow(&ty), Type::Vec(_)) || !takes_deque(target, position) {
            return arg;
        }
        let Some(place) = self.place_of(arg.clone().dereferenced(), span) else {
            return Outcome::Poison;
        };
        let copy = self.allocate(Init::Clone(place.clone()), ty, "items", span);
        let copy = vec![Outcome::Place(Place::whole(copy))];
        let deque = self.call_deque("from_list", copy, None, false, span);
        let Outcome::Ref(_, mutable) = arg else {
            return deque;
        };
        let Some(made) = self.place_of(deque, span) else {
            return Outcome::Poison;
        };
        if mutable {
            written.push((made.clone(), Outcome::Place(place)));
        }
        Outcome::Place(made).reference(mutable)
    }

    /// Whether a type is known by a name that is that of a `VecDeque`, or of a field which is one by the
    /// definition of its struct.
    pub(in crate::lower) fn is_deque(&mut self, ty: &Type) -> bool {
        let Some(name) = self.infer.name(ty) else {
            return false;
        };
        if let Type::Output(callee) = &name {
            return callee.target.text() == FROM_LIST || gives_deque(&callee.target);
        }
        let written = self.written(&name);
        let last = written.as_ref().and_then(|w| last_segment(&w.ty));
        last.is_some_and(|last| {
            last.ident == "VecDeque" && !source::definitions::is_defined(&last.ident)
        })
    }
}
