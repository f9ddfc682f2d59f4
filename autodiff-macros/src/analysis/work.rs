//! How many operations a function is, where it is a straight line of a few cheap ones and of calls.
//!
//! Such a function can run once more in the backward pass, with the same arguments, where that costs less
//! than reading what it would have recorded. Nothing else makes it give something else the second
//! time: it reads its arguments, writes only what is its own, and calls what has a derivative.

use super::{Plan, Recompute, Structure};
use crate::ir::*;

/// A division takes as long as so many other operations.
const DIVISION: usize = 4;
/// Copying an array counts as so many.
const COPY: usize = 4;

/// The operations of the function, but for those of the calls in it; `None` where it is more than such a
/// line.
pub(super) fn work(function: &Function, structure: &Structure<'_>, plan: &Plan) -> Option<Work> {
    let again = |param: &Param| match param.passing {
        Passing::Ref => !matches!(param.ty, Type::Function(_)),
        Passing::Value => param.ty.is_copy(),
        Passing::RefMut => false,
    };
    let is_free = function.standing == Standing::Free && function.generics.is_empty();
    if !is_free || plan.layout.is_shared || !function.params.iter().all(again) {
        return None;
    }
    let mut counting = Counting {
        function,
        structure,
        plan,
        calls: Vec::new(),
    };
    let own = counting.block(&function.body)?;
    let calls = counting.calls;
    Some(Work { own, calls })
}

struct Counting<'a> {
    function: &'a Function,
    structure: &'a Structure<'a>,
    plan: &'a Plan,
    calls: Vec<Field>,
}

impl Counting<'_> {
    fn block(&mut self, block: &Block) -> Option<usize> {
        let mut sum = 0usize;
        for (at, stmt) in block.stmts.iter().enumerate() {
            sum = sum.saturating_add(self.stmt(block, at, stmt)?);
        }
        Some(sum)
    }

    fn stmt(&mut self, block: &Block, at: usize, stmt: &Stmt) -> Option<usize> {
        match stmt {
            Stmt::Let { expr, .. } => self.expr(expr),
            Stmt::Store { place, .. } | Stmt::Update { place, .. } => self.own(place).then_some(1),
            Stmt::Alloc { memory, init } => {
                let simple = matches!(
                    init,
                    Init::Operand(_) | Init::Clone(_) | Init::Repeat { .. }
                );
                let copied = self.function.memory(*memory).ty.is_copy();
                (simple && copied).then_some(COPY)
            }
            Stmt::If { then, els, .. } => {
                Some(self.block(then)?.saturating_add(self.block(els)?) + 1)
            }
            Stmt::For(l) => {
                let trips = self.structure.nest(l.body.id)?.trips;
                // What is called in a loop records as often as that runs.
                let calls = self.calls.len();
                let once = self.block(&l.body)?;
                (self.calls.len() == calls).then(|| once.saturating_mul(trips))
            }
            Stmt::Call(_) => {
                let field = self.plan.call(block.id, at)?;
                let FieldType::Cache(callee) = &self.plan.layout.field(field).ty else {
                    return None;
                };
                let is_made = matches!(&callee.target, Target::Function(path) if !path.text().starts_with("::"));
                self.calls.push(field);
                is_made.then_some(0)
            }
            _ => None,
        }
    }

    /// Whether it is a place of the function's own variables, of a fixed size.
    fn own(&self, place: &Place) -> bool {
        let info = self.function.memory(place.memory);
        self.function.passing(place.memory) != Some(Passing::RefMut) && info.ty.is_copy()
    }

    fn expr(&self, expr: &Expr) -> Option<usize> {
        match expr {
            Expr::Literal(_) | Expr::Const(_) => Some(0),
            Expr::Binary(Binary::Div | Binary::Rem, ..) => Some(DIVISION),
            Expr::Unary(..) | Expr::Binary(..) | Expr::Cast(..) | Expr::StopGradient(_) => Some(1),
            Expr::Rule(rule, _) if Recompute::is_cheap(rule) => Some(1),
            Expr::Load(_) | Expr::Len(_) | Expr::Aggregate(_) => Some(1),
            _ => None,
        }
    }
}
