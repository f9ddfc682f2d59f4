//! Types as far as a macro can know them.

use super::Callee;
use proc_macro2::{TokenStream, TokenTree};
use std::fmt;

/// Tokens of the user's that are compared and printed by their text: a path, a length, a type.
#[derive(Clone)]
pub(crate) struct Tokens {
    text: String,
    stream: TokenStream,
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream) -> Self {
        Tokens {
            text: stream.to_string(),
            stream,
        }
    }

    /// What is printed.
    pub(crate) fn stream(&self) -> &TokenStream {
        &self.stream
    }

    /// Whether an identifier is one of these names.
    pub(crate) fn mentions(&self, names: &[String]) -> bool {
        fn within(stream: TokenStream, names: &[String]) -> bool {
            stream.into_iter().any(|tree| match tree {
                TokenTree::Group(group) => within(group.stream(), names),
                TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
                _ => false,
            })
        }
        within(self.stream.clone(), names)
    }

    /// Whether it is a path into the crate that generated code names.
    pub(crate) fn is_of_runtime(&self) -> bool {
        let mut words = self.text.split("::").map(str::trim);
        (words.next(), words.next()) == (Some(""), Some("autodiff"))
    }

    /// Whether it is `(dyn Trait + 'static)` or `Box<dyn Trait>`.
    pub(crate) fn is_trait_object(&self) -> bool {
        self.text.replace("( ", "(").starts_with("(dyn ") || self.is_boxed_object()
    }

    /// Whether it is a vector, a matrix or an array of a library's, of integers or truth values.
    pub(crate) fn is_of_whole_numbers(&self) -> bool {
        const ITEMS: [&str; 13] = [
            "bool", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128",
            "usize",
        ];
        let name = self.last_name();
        let sized = name.trim_start_matches("Row").strip_prefix("Vector");
        let is_list = matches!(
            name,
            "Array1"
                | "Array2"
                | "Array3"
                | "ArrayView1"
                | "ArrayView2"
                | "DMatrix"
                | "DVector"
                | "SMatrix"
                | "SVector"
                | "RowDVector"
                | "RowSVector"
        ) || sized
            .is_some_and(|size| matches!(size, "1" | "2" | "3" | "4" | "5" | "6"));
        let mut arguments = self.text.split(['<', '>', ',']).map(str::trim).skip(1);
        let item = arguments.find(|argument| !argument.starts_with('\''));
        is_list && item.is_some_and(|item| ITEMS.contains(&item))
    }

    /// Whether it is `Box<dyn Trait>`.
    pub(crate) fn is_boxed_object(&self) -> bool {
        let text = self.text.replace("< ", "<").replace(" <", "<");
        let mut parts = text.split("Box<dyn ");
        let path = parts.next().unwrap_or_default();
        parts.next().is_some() && !path.contains(['<', '(', '['])
    }

    /// The last name of a path.
    pub(crate) fn last_name(&self) -> &str {
        let path = self.text.split('<').next().unwrap_or_default();
        path.rsplit("::").next().unwrap_or_default().trim()
    }

    /// The same for references that last for ever.
    pub(crate) fn lasting(&self) -> Tokens {
        fn within(stream: TokenStream) -> TokenStream {
            let mut quoted = false;
            let trees = stream.into_iter().map(|tree| {
                let of_lifetime = std::mem::replace(&mut quoted, false);
                match tree {
                    TokenTree::Group(group) => {
                        let (by, inner) = (group.delimiter(), within(group.stream()));
                        TokenTree::Group(proc_macro2::Group::new(by, inner))
                    }
                    TokenTree::Punct(punct) => {
                        quoted = punct.as_char() == '\'';
                        TokenTree::Punct(punct)
                    }
                    TokenTree::Ident(name) if of_lifetime => {
                        TokenTree::Ident(proc_macro2::Ident::new("static", name.span()))
                    }
                    other => other,
                }
            });
            trees.collect()
        }
        Tokens::new(within(self.stream.clone()))
    }

    /// What is compared.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl PartialEq for Tokens {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A scalar that plain arithmetic may be emitted for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Float {
    F32,
    F64,
    /// A type whose structure is unknown but which the function uses as a float. Each comes with a
    /// [`Pin`](super::Pin), an assertion that rustc checks.
    Pinned(Box<Type>),
    /// The same of a type that depends on type parameters of the function. Which literals are of
    /// it, rustc cannot know.
    Generic(Box<Type>),
}

/// The type of a value or of memory. After lowering there is no [`Type::Var`] left.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Unit,
    Bool,
    Char,
    /// `str`, only ever behind a reference.
    Str,
    /// An integer, by the name of its primitive type.
    Int(&'static str),
    /// An integer of a type that is only a name here. Each comes with a [`Pin`](super::Pin).
    Integer(Box<Type>),
    Float(Float),
    Tuple(Vec<Type>),
    /// Element and length, as written.
    Array(Box<Type>, Tokens),
    Slice(Box<Type>),
    Vec(Box<Type>),
    Option(Box<Type>),
    /// `Result<T, E>`; nothing is known or asked of `E`.
    Result(Box<Type>, Box<Type>),
    /// `&T` or, with `true`, `&mut T`: only in an `Option` and in the argument lists of
    /// [`Type::Output`].
    Ref(Box<Type>, bool),
    /// An argument that is a function; a caller names it by [`Type::Calls`].
    Function(Box<Signature>),
    /// What stands for a function in the argument lists of [`Type::Output`].
    Calls(Box<Callee>),
    /// A user's type whose structure is not known.
    Named(Tokens),
    /// The same with generic arguments, types or constants, that the user left out.
    Applied(Tokens, Vec<Type>),
    /// What indexing a type of unknown structure gives.
    Element(Box<Type>),
    /// The component of this position of a tuple type that is only a name.
    Component(Box<Type>, usize),
    /// The field of this name of a type of unknown structure.
    FieldOf(Box<Type>, String),
    /// What is in `Some` or `Ok` of a type of unknown structure.
    Inside(Box<Type>),
    /// The result of calling a differentiated function.
    Output(Box<Callee>),
    /// `::autodiff::GradientOf<T>` of a type of unknown structure.
    Gradient(Box<Type>),
    /// A type that has no name here; only inactive values that are never recorded have it.
    Unknown,
    /// To be inferred. Only during lowering.
    Var(u32),
}

/// What an argument that is a function takes and gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signature {
    /// The name of the argument.
    pub(crate) name: String,
    /// References are [`Type::Ref`].
    pub(crate) params: Vec<Type>,
    pub(crate) result: Type,
}

/// The name of the type parameter that stands for what calls of the argument of this name leave for
/// their backward passes: `FCalls` for `f`.
pub(crate) fn calls_parameter(name: &str) -> String {
    let mut camel = String::new();
    for word in name.trim_start_matches("r#").split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.extend(letters);
    }
    camel + "Calls"
}

impl Type {
    pub(crate) const F64: Type = Type::Float(Float::F64);
    pub(crate) const USIZE: Type = Type::Int("usize");

    pub(crate) fn is_float(&self) -> bool {
        matches!(self, Type::Float(_))
    }

    pub(crate) fn is_generic_float(&self) -> bool {
        matches!(self, Type::Float(Float::Generic(_)))
    }

    /// Whether reading the value surely leaves it where it is.
    pub(crate) fn is_copy(&self) -> bool {
        match self {
            Type::Tuple(items) => items.iter().all(Type::is_copy),
            Type::Array(item, _) | Type::Option(item) => item.is_copy(),
            // In lists, a reference to one.
            Type::Str => true,
            other => other.is_scalar(),
        }
    }

    /// Whether a zero gradient can be written without a value of the type.
    pub(crate) fn tells_shape(&self) -> bool {
        self.is_copy() && !self.contains(&|ty| matches!(ty, Type::Option(_)))
    }

    pub(crate) fn is_integer(&self) -> bool {
        matches!(self, Type::Int(_) | Type::Integer(_))
    }

    /// Whether it is a single number, truth value or character.
    pub(crate) fn is_scalar(&self) -> bool {
        matches!(
            self,
            Type::Unit | Type::Bool | Type::Char | Type::Int(_) | Type::Integer(_) | Type::Float(_)
        )
    }

    /// Whether it is made of nothing but types of the standard library.
    pub(crate) fn is_of_std(&self) -> bool {
        match self {
            Type::Float(Float::Pinned(_)) | Type::Unknown | Type::Var(_) => false,
            Type::Tuple(items) => items.iter().all(Type::is_of_std),
            Type::Array(item, _)
            | Type::Slice(item)
            | Type::Vec(item)
            | Type::Option(item)
            | Type::Ref(item, _) => item.is_of_std(),
            Type::Result(item, error) => item.is_of_std() && error.is_of_std(),
            Type::Unit | Type::Bool | Type::Char | Type::Str | Type::Int(_) | Type::Float(_) => {
                true
            }
            Type::Named(_)
            | Type::Applied(..)
            | Type::Element(_)
            | Type::Component(..)
            | Type::FieldOf(..)
            | Type::Integer(_)
            | Type::Inside(_)
            | Type::Output(_)
            | Type::Function(_)
            | Type::Calls(_)
            | Type::Gradient(_) => false,
        }
    }

    /// Whether an argument of this written type has a shadow or a returned adjoint. One table for
    /// the function and for its callers, who see only tokens: whatever is not surely made of
    /// integers, `bool`, `char` and `str` has one.
    pub(crate) fn carries_gradient(&self) -> bool {
        match self {
            Type::Unit | Type::Bool | Type::Char | Type::Str | Type::Int(_) | Type::Integer(_) => {
                false
            }
            Type::Function(_) | Type::Calls(_) => false,
            Type::Named(name) => !name.is_of_whole_numbers(),
            Type::Tuple(items) => items.iter().any(Type::carries_gradient),
            Type::Array(item, _) | Type::Slice(item) | Type::Vec(item) | Type::Ref(item, _) => {
                item.carries_gradient()
            }
            _ => true,
        }
    }

    /// The type of the gradient of a value of this type, owned: `[T]` gives a `Vec`.
    pub(crate) fn gradient(&self) -> Type {
        match self {
            Type::Slice(item) => Type::Vec(Box::new(item.gradient())),
            other => other.shadow(),
        }
    }

    /// The type behind the `&mut` that accompanies an argument `&Self`.
    pub(crate) fn shadow(&self) -> Type {
        match self {
            Type::Unit | Type::Bool | Type::Char | Type::Str | Type::Int(_) | Type::Integer(_) => {
                Type::Unit
            }
            Type::Named(name) if name.is_of_whole_numbers() => Type::Unit,
            Type::Float(_) => self.clone(),
            Type::Tuple(items) => Type::Tuple(items.iter().map(Type::gradient).collect()),
            Type::Array(item, len) => Type::Array(Box::new(item.gradient()), len.clone()),
            Type::Slice(item) => Type::Slice(Box::new(item.gradient())),
            Type::Vec(item) => Type::Vec(Box::new(item.gradient())),
            Type::Option(item) | Type::Result(item, _) => Type::Option(Box::new(item.gradient())),
            Type::Ref(item, _) => item.gradient(),
            other => Type::Gradient(Box::new(other.clone())),
        }
    }

    /// Whether the type, or a part of it, satisfies the condition.
    pub(crate) fn contains(&self, condition: &dyn Fn(&Type) -> bool) -> bool {
        condition(self)
            || match self {
                Type::Tuple(items) | Type::Applied(_, items) => {
                    items.iter().any(|item| item.contains(condition))
                }
                Type::Array(item, _)
                | Type::Slice(item)
                | Type::Vec(item)
                | Type::Option(item)
                | Type::Ref(item, _)
                | Type::Inside(item)
                | Type::Element(item)
                | Type::Component(item, _)
                | Type::FieldOf(item, _)
                | Type::Integer(item)
                | Type::Gradient(item)
                | Type::Float(Float::Pinned(item) | Float::Generic(item)) => {
                    item.contains(condition)
                }
                Type::Result(item, error) => item.contains(condition) || error.contains(condition),
                Type::Output(callee) | Type::Calls(callee) => {
                    callee.args.iter().any(|arg| arg.contains(condition))
                }
                _ => false,
            }
    }

    /// Whether it is, or is made of, the result of a call of one of these targets.
    pub(crate) fn is_of_callee(&self, callees: &[Callee]) -> bool {
        self.contains(
            &|ty| matches!(ty, Type::Output(of) if callees.iter().any(|c| c.target == of.target)),
        )
    }

    /// Whether a part of it can be had by a range; of a name nobody knows, since it may be a matrix's.
    pub(crate) fn has_ranges(&self) -> bool {
        matches!(self, Type::Array(..) | Type::Slice(_) | Type::Vec(_))
    }

    /// The type of an element, where indexing is known to give one.
    pub(crate) fn element(&self) -> Option<Type> {
        match self {
            Type::Array(item, _) | Type::Slice(item) | Type::Vec(item) => Some((**item).clone()),
            // The gradient of an array is indexed like the array.
            Type::Gradient(of) => Some(Type::Element(of.clone()).shadow()),
            Type::Named(_)
            | Type::Applied(..)
            | Type::Element(_)
            | Type::Component(..)
            | Type::FieldOf(..)
            | Type::Inside(_)
            | Type::Output(_) => Some(Type::Element(Box::new(self.clone()))),
            _ => None,
        }
    }
}
