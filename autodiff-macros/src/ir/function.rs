//! A function: its parameters, its values, its memory and its body.

use super::{Block, Call, Callee, Checkpoint, Lasting, Passed, Target, Tokens, Type, Variant};
use proc_macro2::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct $name(pub(crate) u32);

    )*};
}

ids! {
    /// A value in static single assignment form: defined once, never changed.
    Value;
    /// Something that is written in place: an array, a slice, a `Vec`, a scalar that is borrowed.
    /// Two memories never overlap: Rust's ownership says so.
    Memory;
    /// A structured region; each block of a function has another one.
    BlockId;
    /// A field of a cache.
    Field;
}

macro_rules! indexed {
    ($($name:ident),*) => {$(
        impl $name {
            /// Its place in the function's table.
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}
indexed!(Value, Memory, Field);

#[derive(Clone, Debug)]
pub(crate) struct Function {
    /// The user's name of the function.
    pub(crate) name: String,
    pub(crate) params: Vec<Param>,
    /// The type of the result, and the type as the user wrote it (absent for `()`).
    pub(crate) result_type: Type,
    pub(crate) result_tokens: Option<Tokens>,
    pub(crate) result: Operand,
    /// Backward code: what the adjoint of the result is bound to, in the shape of the result.
    pub(crate) seed: Operand,
    pub(crate) values: Vec<ValueInfo>,
    pub(crate) memories: Vec<MemoryInfo>,
    pub(crate) blocks: u32,
    pub(crate) body: Block,
    /// Items of the function's body (`const`, `use`, …): every generated function repeats them.
    pub(crate) items: Vec<Tokens>,
    /// The names of the functions among them, which have no derivative.
    pub(crate) inner_functions: Vec<String>,
    /// The functions that may call this one, itself among them: a cache that is no `Vec` of theirs
    /// holds them behind a `Box`, or it would have no end.
    pub(crate) boxed: Vec<String>,
    /// Where it stands, as far as it matters for what its callers can ask of it.
    pub(crate) standing: Standing,
    /// What was assumed of types and what rustc is asked to check.
    pub(crate) pins: Vec<Pin>,
    /// The closures that are passed to functions, as functions of their own: after the closure's
    /// parameters stand its captures.
    pub(crate) closures: Vec<Function>,
    /// Of such a function: how many parameters the closure has itself.
    pub(crate) own_params: usize,
    /// The generic parameters that are types or constants: what such a function is called with.
    pub(crate) generics: Vec<String>,
    /// The types of the constants among them.
    pub(crate) constants: Vec<(String, Tokens)>,
    /// The loops whose iterations the backward pass runs again.
    pub(crate) checkpoints: Vec<Checkpoint>,
    /// What fields and elements of types of unknown structure were found to be.
    pub(crate) known: Vec<(Type, Type)>,
    /// The structs with lifetimes of which calls that borrow them keep nothing.
    pub(crate) borrowed: Vec<Lasting>,
}

/// Where a function stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is a free function.
    Free,
    /// It stands in an `impl` of a type.
    Type,
    /// It implements a method of a trait, or is a closure: its forward and its backward function are
    /// all that its callers know.
    Fixed,
}

#[derive(Clone, Debug)]
pub(crate) struct ValueInfo {
    pub(crate) ty: Type,
    /// The user's name for it, or a name after the operation that made it.
    pub(crate) name: Option<Name>,
    /// Where the user wrote the expression.
    pub(crate) span: Span,
}

/// What a value should be called.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Name {
    pub(crate) text: String,
    /// Whether the user gave it: such values keep a `let` of their own.
    pub(crate) by_user: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct MemoryInfo {
    /// What stands behind the reference, for memory of a reference.
    pub(crate) ty: Type,
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) origin: Origin,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// The parameter of this position.
    Param(usize),
    /// A local: an [`Alloc`](super::Stmt::Alloc) makes it.
    Local,
    /// A `const` or `static`: never written, everywhere to be had.
    Const(Tokens),
    /// A part of another memory: a [`View`](super::Stmt::View) makes it.
    View,
    /// Backward code: the shadow of the parameter of this position.
    Shadow(usize),
    /// Backward code: the adjoint of the result, or a part of it, taken by value.
    Seed,
    /// Read from the cache by a [`Stmt::Recall`](super::Stmt::Recall).
    Recalled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    Value,
    Ref,
    RefMut,
}

#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) passing: Passing,
    /// The type as the user wrote it, reference included; absent for what a closure captures.
    pub(crate) tokens: Option<Tokens>,
    /// What stands behind the reference.
    pub(crate) ty: Type,
    /// [`Operand::Value`] for scalars and for by-value types of unknown structure that the function
    /// only hands on, else [`Operand::Memory`].
    pub(crate) binding: Operand,
}

impl Param {
    /// Whether it is the `self` of a method.
    pub(crate) fn is_receiver(&self) -> bool {
        self.name == "self"
    }
}

/// A value of any structure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    Unit,
    Value(Value),
    /// Moved or, if its type is `Copy`, copied out of a memory that is not used afterwards.
    Memory(Memory),
    Tuple(Vec<Operand>),
    Array(Vec<Operand>),
    /// A literal of a struct: its path and its fields.
    Struct(Tokens, Vec<(String, Operand)>),
    /// A literal of an enum.
    Variant {
        ty: Type,
        variant: Variant,
        fields: Vec<(String, Operand)>,
    },
    /// `Err(error)`, of the error kept in a memory.
    Failure(Memory),
}

impl Operand {
    /// The operands that it is put together of.
    pub(crate) fn parts_mut(&mut self) -> Vec<&mut Operand> {
        match self {
            Operand::Tuple(items) | Operand::Array(items) => items.iter_mut().collect(),
            Operand::Struct(_, fields) | Operand::Variant { fields, .. } => {
                fields.iter_mut().map(|(_, item)| item).collect()
            }
            Operand::Unit | Operand::Value(_) | Operand::Memory(_) | Operand::Failure(_) => {
                Vec::new()
            }
        }
    }
}

/// An assertion about types that the generated code makes, so that a wrong guess does not compile.
#[derive(Clone, Debug)]
pub(crate) struct Pin {
    pub(crate) what: Pinned,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Pinned {
    /// The type is `f32` or `f64`.
    Scalar(Type),
    /// The type is one of the primitive integers.
    Integer(Type),
    /// The two types are one.
    Same(Type, Type),
    /// The `const` or `static`, indexed this many times, is of this type.
    Const {
        path: Tokens,
        indices: usize,
        ty: Type,
    },
    /// The function at this path lends what the one of this number does, and stands in the module that is reached so.
    Lent {
        path: Tokens,
        /// A method of the type at the path instead.
        method: Option<String>,
        number: u64,
        /// How many modules one goes up to the one that it stands in, and which ones then down; nothing where its
        /// body means the same everywhere.
        way: Option<(usize, Vec<String>)>,
    },
    /// The function at this path hands its argument, a function, this: the parameter of this position
    /// by value, of this type, or by reference.
    Gives {
        path: Tokens,
        argument: usize,
        parameter: usize,
        by_value: Option<Type>,
    },
}

impl Function {
    /// A function of this name, of which nothing is known yet.
    pub(crate) fn empty(name: String) -> Function {
        Function {
            params: Vec::new(),
            result_type: Type::Unit,
            result_tokens: None,
            result: Operand::Unit,
            seed: Operand::Unit,
            values: Vec::new(),
            memories: Vec::new(),
            blocks: 0,
            body: Block {
                id: BlockId(0),
                stmts: Vec::new(),
                yields: Vec::new(),
            },
            items: Vec::new(),
            inner_functions: Vec::new(),
            boxed: vec![name.clone()],
            name,
            standing: Standing::Fixed,
            pins: Vec::new(),
            known: Vec::new(),
            borrowed: Vec::new(),
            closures: Vec::new(),
            own_params: 0,
            generics: Vec::new(),
            constants: Vec::new(),
            checkpoints: Vec::new(),
        }
    }

    pub(crate) fn new_value(&mut self, info: ValueInfo) -> Value {
        self.values.push(info);
        Value(self.values.len() as u32 - 1)
    }

    /// Whether the cache of a call may be, or hold, one of this function.
    pub(crate) fn may_recur(&self, call: &Call) -> bool {
        let others = || self.boxed.iter().filter(|name| **name != self.name);
        call.target.may_be(&self.name) || others().any(|name| call.target.may_be_other(name))
    }

    /// The function without those that it passes on.
    pub(crate) fn without_closures(&self) -> Function {
        Function {
            closures: Vec::new(),
            ..self.clone()
        }
    }

    pub(crate) fn new_memory(&mut self, info: MemoryInfo) -> Memory {
        self.memories.push(info);
        Memory(self.memories.len() as u32 - 1)
    }

    pub(crate) fn new_block(&mut self) -> BlockId {
        self.blocks += 1;
        BlockId(self.blocks - 1)
    }

    pub(crate) fn value(&self, value: Value) -> &ValueInfo {
        &self.values[value.index()]
    }

    pub(crate) fn memory(&self, memory: Memory) -> &MemoryInfo {
        &self.memories[memory.index()]
    }

    /// How the caller passed this memory, if it is a parameter's. A signature with errors may lack
    /// parameters before it.
    pub(crate) fn passing(&self, memory: Memory) -> Option<Passing> {
        match self.memory(memory).origin {
            Origin::Param(index) => self.params.get(index).map(|param| param.passing),
            _ => None,
        }
    }

    /// Whether one of the parameters is a function.
    pub(crate) fn takes_functions(&self) -> bool {
        let mut params = self.params.iter();
        params.any(|param| matches!(param.ty, Type::Function(_)))
    }

    /// What its callers call it by.
    pub(crate) fn path(&self) -> Tokens {
        let generics = match self.generics.is_empty() {
            true => String::new(),
            false => format!("::<{}>", self.generics.join(", ")),
        };
        let path = format!("{}{generics}", self.name);
        Tokens::new(path.parse().unwrap_or_default())
    }

    /// How callers name it and its arguments.
    pub(crate) fn as_callee(&self) -> Callee {
        let args = self
            .params
            .iter()
            .map(|param| match (&param.ty, param.passing) {
                (Type::Function(signature), _) => {
                    Passed::Argument(signature.name.clone()).calls(&[])
                }
                (ty, Passing::Value) => ty.clone(),
                (ty, _) => Type::Ref(Box::new(ty.clone()), false),
            });
        Callee {
            target: Target::Function(self.path()),
            args: args.collect(),
        }
    }
}
