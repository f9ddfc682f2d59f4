//! What the transformation cannot do: each a located error, found before anything is generated.

use super::{Activity, Plan, Source, Structure};
use crate::analysis::Item;
use crate::ir::*;
use proc_macro2::Span;

/// An error and what to write instead.
pub(crate) struct Problem {
    pub(crate) span: Span,
    pub(crate) what: String,
    pub(crate) hint: &'static str,
    /// The variable that would have to stand in memory for it to be none.
    pub(crate) variable: Option<String>,
}

const ANNOTATE: &str = "annotate the `let` that binds it";

struct Finder<'a> {
    function: &'a Function,
    structure: &'a Structure<'a>,
    activity: &'a Activity,
    found: Vec<Problem>,
}

/// Everything in the function that has no derivative here.
pub(crate) fn problems(
    function: &Function,
    structure: &Structure<'_>,
    activity: &Activity,
    plan: &Plan,
) -> Vec<Problem> {
    let mut finder = Finder {
        function,
        structure,
        activity,
        found: Vec::new(),
    };
    finder.block(&function.body);
    finder.unnamed_types(plan);
    finder.found
}

impl Finder<'_> {
    fn at(&mut self, span: Span, what: impl Into<String>, hint: &'static str) {
        self.found.push(Problem {
            span,
            what: what.into(),
            hint,
            variable: None,
        });
    }

    /// A value that a branch or a loop hands on and that is no number.
    fn handed_on(&mut self, value: Value, what: &str, hint: &'static str) {
        let info = self.function.value(value);
        self.found.push(Problem {
            span: info.span,
            what: what.into(),
            hint,
            variable: info.name.as_ref().map(|name| name.text.clone()),
        });
    }

    fn at_value(&mut self, value: Value, what: &str, hint: &'static str) {
        self.at(self.function.value(value).span, what, hint);
    }

    fn at_memory(&mut self, memory: Memory, what: &str, hint: &'static str) {
        self.at(self.function.memory(memory).span, what, hint);
    }

    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.stmt(stmt);
            let mut used = Vec::new();
            stmt.look(&mut |u| {
                if let Use::Value(v) = u {
                    used.push(*v);
                }
            });
            self.aggregates(block, &used);
            for inner in stmt.blocks() {
                self.block(inner);
            }
        }
        self.aggregates(block, &block.yields);
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Let { value, expr } => self.expr(*value, expr),
            Stmt::Alloc {
                memory,
                init: Init::Repeat { value, .. },
            } if self.activity.operand(value)
                && !matches!(value, Operand::Memory(_))
                && !self.function.operand_type(value).tells_shape() =>
            {
                self.at_memory(
                    *memory,
                    "an array of copies of an array cannot be differentiated",
                    "write the elements in a loop",
                );
            }
            Stmt::Assign {
                place,
                operand,
                old_length: None,
            } if self.activity.memory(place.memory)
                && self.function.assigns_gradient(place, operand) =>
            {
                let known = self
                    .function
                    .place_type(place)
                    .is_some_and(|ty| ty.tells_shape());
                if !known {
                    self.at_memory(
                        place.memory,
                        "this variable is assigned as a whole, but the shape of its type is not known",
                        "annotate it, as in `let mut state: [f64; 3] = …`, or assign its elements or fields",
                    );
                }
            }
            Stmt::Truncate { place, .. } if self.activity.memory(place.memory) => {
                let ty = self.function.place_type(place);
                let item = ty.and_then(|ty| self.function.element_of(&ty));
                if !item.is_some_and(|item| item.tells_shape()) {
                    self.at_memory(
                        place.memory,
                        "this `Vec` becomes shorter, but the shape of its items is not known",
                        "keep numbers, or arrays and tuples of them, in it",
                    );
                }
            }
            Stmt::For(l) => self.carried(&l.carried),
            Stmt::While(l) => {
                self.carried(&l.carried);
                self.condition(&l.condition);
            }
            Stmt::Call(call) if self.activity.call(call) => self.call(call),
            _ => {}
        }
    }

    fn expr(&mut self, value: Value, expr: &Expr) {
        let Expr::Cast(operand, ty) = expr else {
            return;
        };
        if !self.activity.varied(*operand) {
            return;
        }
        if !ty.carries_gradient() {
            self.at_value(
                value,
                "a float that depends on an argument is cast to an integer: no derivative flows through it",
                "if that is meant, write `x.trunc() as usize` or `autodiff::stop_gradient(x) as usize`",
            );
        } else if !self.function.value(*operand).ty.is_float() {
            self.at_value(
                value,
                "this cast is of a value whose type is not known",
                "write the primitive type in the signature or annotate the `let`, as in `let n: usize = …`",
            );
        }
    }

    /// The condition of a `while` runs once more than its body: it may only look.
    fn condition(&mut self, condition: &Block) {
        let mut calls = Vec::new();
        condition.walk(&mut |stmt| {
            if let Stmt::Call(call) = stmt
                && call.args.iter().any(|arg| matches!(arg, Arg::RefMut(_)))
            {
                calls.push(call.span);
            }
        });
        for span in calls {
            self.at(
                span,
                "the condition of this loop changes what is differentiated",
                "make the call in the loop's body and test a variable",
            );
        }
    }

    fn call(&mut self, call: &Call) {
        let inner = &self.function.inner_functions;
        if inner
            .iter()
            .any(|name| matches!(&call.target, Target::Function(path) | Target::Lending { path, .. } if path.text() == name))
        {
            self.at(
                call.span,
                "a function defined in here has no derivative",
                "move it out of this function, with a `#[differentiate]` of its own, or make it a closure",
            );
        }
        if let Target::Own(Own {
            has_derivative: false,
            ..
        }) = &call.target
        {
            self.at(
                call.span,
                "this function of the `impl` has no derivative",
                "let it take and return floats, and do not skip it, or wrap the call in `autodiff::stop_gradient(..)`",
            );
        }
        let mutable: Vec<_> = (call.args.iter())
            .filter_map(|arg| match arg {
                Arg::RefMut(place) => Some(place),
                _ => None,
            })
            .collect();
        for (i, place) in mutable.iter().enumerate() {
            let read = call.args.iter().filter_map(|arg| match arg {
                Arg::Ref(read) => Some(read),
                _ => None,
            });
            let in_list = read.clone().filter(|read| read.parting(place).is_some());
            // Two elements that are only read may be the same.
            let shared = in_list.count() > 1 || read.clone().any(|read| !read.lent_apart(place));
            if shared || mutable[..i].iter().any(|other| !other.lent_apart(place)) {
                self.at(
                    call.span,
                    "two parts of one array are passed to this call, one of them to be written",
                    "keep the parts in arrays of their own",
                );
            }
        }
        for arg in &call.args {
            if let Arg::Ref(place) | Arg::RefMut(place) = arg
                && self.function.place_type(place).is_none()
            {
                self.at(
                    call.span,
                    "the type of an argument of this call is not known",
                    "bind the argument with an annotated `let` first",
                );
            }
        }
    }

    /// The adjoint of an aggregate is made where it is used, so it may not be used in some branches
    /// or iterations only.
    fn aggregates(&mut self, block: &Block, used: &[Value]) {
        for value in used {
            let ty = &self.function.value(*value).ty;
            if !self.activity.value(*value)
                || ty.is_float()
                || self.structure.block_of(*value) == block.id
            {
                continue;
            }
            let is_list = ty.contains(&|ty| matches!(ty, Type::Vec(_)));
            let is_known = !ty.contains(&|ty| matches!(ty, Type::Unknown | Type::Var(_)));
            let (what, hint) = match is_list && is_known {
                true => (
                    "this list is used inside a branch or a loop only",
                    "make it there, as in `match rows.first() { Some(row) => row.clone(), None => … }`",
                ),
                false => (
                    "this value is used inside a branch or a loop, but it is not known to be a float",
                    ANNOTATE,
                ),
            };
            self.handed_on(*value, what, hint);
        }
    }

    fn carried(&mut self, carried: &[Carried]) {
        for c in carried {
            if self.activity.value(c.inside) && !self.function.value(c.inside).ty.is_float() {
                self.handed_on(
                    c.inside,
                    "a loop changes this variable, but it is not known to be a float",
                    ANNOTATE,
                );
            }
        }
    }

    fn unnamed_types(&mut self, plan: &Plan) {
        // Of a type's function, and of the runtime's, rustc knows the result, or says what is missing.
        let mut plain = self.activity.plain_callees(self.function);
        plain.retain(|callee| match &callee.target {
            Target::Function(path) => !path.is_of_runtime(),
            _ => false,
        });
        let unnamed = |ty: &Type| {
            ty.contains(&|ty| matches!(ty, Type::Unknown | Type::Var(_))) || ty.is_of_callee(&plain)
        };
        for (info, (source, _)) in plan.layout.fields.iter().zip(&plan.sources) {
            let unnamed = match &info.ty {
                FieldType::Value(ty) => unnamed(ty),
                FieldType::Cache(callee) | FieldType::Boxed(callee) | FieldType::Calls(callee) => {
                    callee.args.iter().any(unnamed)
                }
                FieldType::Itself => false,
            };
            if !unnamed {
                continue;
            }
            let hint = "annotate the `let` that binds it";
            let what = "the backward pass needs this value, but its type is not known";
            match source {
                Source::Item(Item::Value(value)) => self.at_value(*value, what, hint),
                Source::Item(Item::Memory(memory)) => self.at_memory(*memory, what, hint),
                Source::Call(block, at) => {
                    let span = call_span(&self.function.body, *block, *at);
                    self.at(
                        span.unwrap_or_else(Span::call_site),
                        "the type of an argument of this call is not known",
                        "bind the argument with an annotated `let` first",
                    );
                }
                Source::Trips(_) => {}
            }
        }
    }
}

fn call_span(block: &Block, id: BlockId, at: usize) -> Option<Span> {
    if block.id == id {
        return match block.stmts.get(at) {
            Some(Stmt::Call(call)) => Some(call.span),
            _ => None,
        };
    }
    let inner = block.stmts.iter().flat_map(Stmt::blocks);
    inner.into_iter().find_map(|b| call_span(b, id, at))
}
