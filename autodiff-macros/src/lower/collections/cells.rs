//! `Cell`s and `RefCell`s that stay in the function: variables in memory, which need no `mut` to be changed.

use crate::ir::{Init, Place};
use crate::lower::messages as m;
use crate::lower::*;

/// Whether an expression makes a cell.
pub(in crate::lower) fn makes_cell(e: &syn::Expr) -> bool {
    let syn::Expr::Call(call) = expr::plain(e) else {
        return false;
    };
    match expr::plain(&call.func) {
        syn::Expr::Path(path) => is_new_cell(&paths::segments(&path.path)),
        _ => false,
    }
}

fn is_new_cell(names: &[String]) -> bool {
    let [.., of, function] = names else {
        return false;
    };
    matches!(of.as_str(), "Cell" | "RefCell") && function == "new"
}

impl<'a> Lowerer<'a> {
    /// `Cell::new(x)`, `RefCell::new(x)`
    pub(in crate::lower) fn made_cell(
        &mut self,
        names: &[String],
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let (true, [content]) = (is_new_cell(names), args) else {
            return None;
        };
        let ty = self.type_of(content);
        let operand = self.operand(content.clone(), span);
        let memory = self.allocate(Init::Operand(operand), ty, "cell", span);
        Some(Outcome::Cell(Place::whole(memory)))
    }

    /// The variable of a cell: what is in it is called after it.
    pub(in crate::lower) fn cell_variable(&mut self, place: Place, name: &str) -> Outcome {
        self.function.memories[place.memory.index()].name = name.to_string();
        self.own(place.memory);
        Outcome::Cell(place)
    }

    /// A method of a cell; `None` if the receiver is none.
    pub(in crate::lower) fn cell_method(
        &mut self,
        receiver: &Outcome,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let Outcome::Cell(place) = receiver.clone().dereferenced() else {
            return None;
        };
        let content = Outcome::Place(place);
        let name = e.method.to_string();
        let args: Vec<_> = e.args.iter().collect();
        Some(match (name.as_str(), &args[..]) {
            ("get", []) => self.settle(content, span),
            ("set", [value]) => {
                let value = self.rvalue(value);
                self.assign_to(content, value, span);
                Outcome::Unit
            }
            ("replace", [value]) => {
                let value = self.rvalue(value);
                self.replaced(content, value, span)
            }
            ("borrow", []) => content.reference(false),
            ("borrow_mut" | "get_mut", []) => content.reference(true),
            ("into_inner", []) => content,
            _ => self.error_about(span, m::CELL_METHOD, &name),
        })
    }
}
