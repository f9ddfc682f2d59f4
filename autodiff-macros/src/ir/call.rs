//! Calls, and their backward passes.

use super::{Callee, Field, Function, Operand, Place, Recorded, Target, Tokens, Type, Value};
use proc_macro2::Span;

/// `let result = target(args);`
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) target: Target,
    pub(crate) args: Vec<Arg>,
    /// The arguments that the target takes for something with a gradient, whether they have one or not.
    pub(crate) open: Vec<usize>,
    /// `None` for a call statement, which is taken to return `()`.
    pub(crate) result: Option<Value>,
    /// What the cache of the call is called after.
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Whether a method may take the receiver, which nothing uses behind the call.
    pub(crate) consumes: bool,
    /// Whether only the generated functions of what is called take these arguments.
    pub(crate) generated_only: bool,
    /// Set by the forward transform: the call goes to the target's forward function, and this is the
    /// field of the cache it returns.
    pub(crate) recorded: Option<Field>,
}

impl Call {
    /// Whether it is a method's, on something that the method may change or not, and gives something
    /// or not: the method says both.
    pub(crate) fn is_open(&self) -> bool {
        matches!(
            (&self.target, self.args.first()),
            (
                Target::Method { .. }
                    | Target::Bound {
                        is_method: true,
                        ..
                    },
                Some(Arg::RefMut(_))
            )
        )
    }

    /// Where the element stands that it reads of a matrix, or writes: nothing else has to be known for its
    /// backward pass.
    pub(crate) fn entry(&self, function: &Function) -> Option<&Operand> {
        let [Arg::Ref(_) | Arg::RefMut(_), Arg::Operand(at), ..] = &self.args[..] else {
            return None;
        };
        let is_index = |value: &Value| function.value(*value).ty == Type::USIZE;
        let indices = at.memories().is_empty() && at.values().iter().all(is_index);
        (indices && self.target.is_entry()).then_some(at)
    }

    /// Whether it calls an argument, or hands one on: what that captures may be active.
    pub(crate) fn calls_argument(&self) -> bool {
        let is_argument = |arg: &Arg| {
            matches!(
                arg,
                Arg::Function {
                    passed: Passed::Argument(_),
                    ..
                }
            )
        };
        matches!(self.target, Target::Argument(_)) || self.args.iter().any(is_argument)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Arg {
    /// By value.
    Operand(Operand),
    Ref(Place),
    RefMut(Place),
    /// A reference to a struct that holds references: as many of the arguments behind it as it has parts
    /// are what it is made of.
    Struct(Box<Borrower>),
    /// A function; that many of the arguments behind it are what it captures.
    Function {
        passed: Passed,
        captures: usize,
        /// Whether it stands behind a reference, and behind a mutable one.
        reference: Option<bool>,
    },
}

/// A struct that lends what it is made of: it is made where it is passed.
#[derive(Clone, Debug)]
pub(crate) struct Borrower {
    /// The name of the variable that it is.
    pub(crate) name: String,
    pub(crate) path: Tokens,
    pub(crate) ty: Type,
    /// Its fields by their names.
    pub(crate) fields: Vec<(String, Held)>,
    pub(crate) span: Span,
}

/// What a field of such a struct holds.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// A value of its own: one part.
    Own,
    /// A reference: one part.
    Lent,
    /// Another such struct, which the field may refer to: as many parts as that has.
    Borrower { of: Box<Borrower>, lent: bool },
}

impl Borrower {
    /// Calls `f` for its type and those of the structs in it.
    pub(crate) fn each_type(&mut self, f: &mut dyn FnMut(&mut Type)) {
        f(&mut self.ty);
        for (_, held) in &mut self.fields {
            if let Held::Borrower { of, .. } = held {
                of.each_type(f);
            }
        }
    }

    /// The names that lead to each of its parts, in their order.
    pub(crate) fn parts(&self) -> Vec<Vec<&str>> {
        let mut parts = Vec::new();
        for (name, held) in &self.fields {
            let within = match held {
                Held::Own | Held::Lent => vec![Vec::new()],
                Held::Borrower { of, .. } => of.parts(),
            };
            parts.extend(within.into_iter().map(|mut part| {
                part.insert(0, name);
                part
            }));
        }
        parts
    }
}

/// A function that is passed to a function.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Passed {
    /// The function at a path.
    Item(Tokens),
    /// The argument of this name.
    Argument(String),
    /// The closure of this number.
    Closure(usize),
}

impl Passed {
    /// What stands for it among the types of the arguments.
    pub(crate) fn calls(&self, closures: &[Function]) -> Type {
        let callee = |target| Callee {
            target,
            args: Vec::new(),
        };
        Type::Calls(Box::new(match self {
            Passed::Item(path) => callee(Target::Function(path.clone())),
            Passed::Argument(name) => callee(Target::Argument(name.clone())),
            Passed::Closure(number) => match closures.get(*number) {
                Some(closure) => closure.as_callee(),
                None => return Type::Unknown,
            },
        }))
    }
}

/// The backward pass of a call of `target`.
#[derive(Clone, Debug)]
pub(crate) struct Backward {
    pub(crate) target: Target,
    pub(crate) cache: Recorded,
    pub(crate) args: Vec<BackwardArg>,
    /// The adjoint of the result, unless that is `()`.
    pub(crate) seed: Option<Operand>,
    /// The adjoint of each argument by value that has one, in order; `None` where nobody reads it.
    pub(crate) results: Vec<Option<Value>>,
    /// Which backward function it is, other than the one for everything.
    pub(crate) only: Option<Face>,
    pub(crate) span: Span,
}

/// A backward function for a part of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// For the left one of two operands.
    Left,
    /// For the right one.
    Right,
    /// For the first contribution to a shadow, which it gives.
    First,
}

#[derive(Clone, Debug)]
pub(crate) enum BackwardArg {
    /// `&place`, and `&mut shadow` unless it carries no gradient.
    Ref { place: Place, shadow: Option<Place> },
    /// `&mut shadow`.
    RefMut(Place),
    /// The backward function of a function; that many of the arguments behind it are what it
    /// captures.
    Function { passed: Passed, captures: usize },
}
