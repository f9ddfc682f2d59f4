//! What a call calls.

use super::{Passing, Tokens, Type};
use proc_macro2::{Ident, TokenStream, TokenTree};

/// What a call calls, as the caller sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// The function at a path, as the user wrote it.
    Function(Tokens),
    /// The same, with mutable references that may be taken as shared ones: for each of the mutable
    /// references among the arguments its position, or `None` where the call shows that it is one.
    Lending {
        path: Tokens,
        lent: Vec<Option<usize>>,
    },
    /// The same, with `Vec`s for iterators, which only its generated functions take.
    Collecting(Tokens),
    /// The same, where the arguments do not tell all generic parameters. They stand in the path, and as a tuple of types.
    Told { path: Tokens, generics: Tokens },
    /// The argument of this name.
    Argument(String),
    /// `Owner::name(…)`, whether it is a method or has no receiver. The callers of a function whose
    /// first argument is borrowed do not know which it is.
    Associated {
        owner: Type,
        name: String,
        borrows_first: bool,
    },
    /// `receiver.name(…)`, where the type of the receiver stands elsewhere. The receiver is the first
    /// argument: borrowed, or mutably where the call shows that it is changed.
    Method { receiver: Type, name: String },
    /// The same of a type parameter, or `parameter::name(…)` of a function that is no method: its bounds say
    /// that there is one.
    Bound {
        parameter: Tokens,
        /// The trait, if it has parameters.
        of: Option<Tokens>,
        name: String,
        is_method: bool,
    },
    /// `a + b` or `-a` of types of the user's, by the name of the method that stands for it.
    Operator {
        name: &'static str,
        operands: Vec<Type>,
    },
    /// A function of the `impl` that the calling function stands in.
    Own(Own),
}

/// A function of the same `impl`: of this one everything is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Own {
    pub(crate) name: String,
    /// The type that the `impl` is about.
    pub(crate) owner: Tokens,
    /// How it takes its receiver, if it has one.
    pub(crate) receiver: Option<Passing>,
    /// The name of its cache, where that is a type without parameters.
    pub(crate) cache: Option<Tokens>,
    pub(crate) has_derivative: bool,
}

impl Target {
    /// The same, but for what it lends.
    pub(crate) fn without_lending(&self) -> Target {
        match self {
            Target::Lending { path, .. } => Target::Function(path.clone()),
            other => other.clone(),
        }
    }

    /// What error messages and dumps call it.
    pub(crate) fn text(&self) -> &str {
        match self {
            Target::Function(path)
            | Target::Lending { path, .. }
            | Target::Collecting(path)
            | Target::Told { path, .. } => path.text(),
            Target::Argument(name)
            | Target::Associated { name, .. }
            | Target::Method { name, .. }
            | Target::Bound { name, .. } => name,
            Target::Operator { name, .. } => name,
            Target::Own(own) => &own.name,
        }
    }

    /// Whether the backward function gets the shadows of what is borrowed, and not that again.
    pub(crate) fn is_linear(&self) -> bool {
        match self {
            Target::Function(path) => {
                without_spaces(path.text()).starts_with("::autodiff::library::linear::")
            }
            _ => false,
        }
    }

    /// Whether it makes a matrix in the shape of its first argument, which it does not read.
    pub(crate) fn is_shaped(&self) -> bool {
        self.is_linear()
            && matches!(
                self.last(),
                "filled" | "filled_diagonal" | "from_elements" | "from_slice" | "from_rows"
            )
    }

    /// Whether it gives the elements of a matrix.
    pub(crate) fn is_elements(&self) -> bool {
        self.is_linear() && self.last() == "elements"
    }

    /// Whether it reads an element of a matrix, or writes it.
    pub(crate) fn is_entry(&self) -> bool {
        self.is_linear() && matches!(self.last(), "entry" | "set_entry")
    }

    /// Whether it adds to an element of the adjoint of a matrix.
    pub(crate) fn adds_to_entry(&self) -> bool {
        self.is_linear() && self.last() == "add_to_entry"
    }

    /// Whether it does that, or takes the element away.
    pub(crate) fn is_entry_of_adjoint(&self) -> bool {
        self.adds_to_entry() || self.is_linear() && self.last() == "take_entry"
    }

    /// The function of another name beside the one that is called.
    pub(crate) fn beside(&self, name: &str) -> Option<Target> {
        let Target::Function(path) = self else {
            return None;
        };
        let mut trees: Vec<TokenTree> = path.stream().clone().into_iter().collect();
        let last = trees.last_mut()?;
        *last = Ident::new(name, last.span()).into();
        let path = trees.into_iter().collect::<TokenStream>();
        Some(Target::Function(Tokens::new(path)))
    }

    /// The last name of its path.
    pub(super) fn last(&self) -> &str {
        self.text().rsplit(' ').next().unwrap_or_default()
    }

    /// Whether there are backward functions for each of two operands alone: of operators, and of the
    /// runtime's functions on matrices.
    pub(crate) fn has_sides(&self) -> bool {
        match self {
            Target::Function(path) => {
                let path = without_spaces(path.text());
                let name = path.strip_prefix("::autodiff::library::");
                name.is_some_and(|name| !name.contains("::"))
            }
            Target::Operator { name, .. } => matches!(*name, "add" | "sub" | "mul" | "div"),
            _ => false,
        }
    }

    /// Whether it copies what a view shows that is an argument.
    pub(crate) fn copies_view(&self) -> bool {
        let is_function = matches!(self, Target::Function(_));
        is_function && self.has_sides() && self.last() == "taken"
    }

    /// Whether it is a product of matrices, of which the left side's adjoint can be had without adding it to another one.
    pub(crate) fn is_product(&self) -> bool {
        let is_function = matches!(self, Target::Function(_));
        is_function && self.has_sides() && matches!(self.last(), "dot" | "tr_mul")
    }

    /// Whether it is the function of this name that the caller stands beside or is itself, with
    /// generic arguments or without.
    pub(crate) fn is_neighbour(&self, name: &str) -> bool {
        match self {
            Target::Function(path) => {
                let rest = path.text().strip_prefix(name).map(str::trim_start);
                rest.is_some_and(|rest| rest.is_empty() || without_spaces(rest).starts_with("::<"))
            }
            Target::Own(own) => own.name == name,
            Target::Lending { .. }
            | Target::Collecting(_)
            | Target::Told { .. }
            | Target::Argument(_)
            | Target::Associated { .. }
            | Target::Method { .. }
            | Target::Bound { .. }
            | Target::Operator { .. } => false,
        }
    }

    /// Whether it may be the function of this name: behind a `Box`, a recursive type is not known to
    /// be that of the function.
    pub(crate) fn may_be(&self, name: &str) -> bool {
        self.is_neighbour(name) || matches!(self, Target::Method { name: of, .. } if of == name)
    }

    /// The same of another function than the one that calls, which may stand elsewhere.
    pub(crate) fn may_be_other(&self, name: &str) -> bool {
        match self {
            Target::Function(path) | Target::Told { path, .. } => {
                let path = without_spaces(path.text());
                let path = path.split_once("::<").map_or(&*path, |(path, _)| path);
                path.rsplit("::").next() == Some(name)
            }
            Target::Associated { name: of, .. } => of == name,
            other => other.may_be(name),
        }
    }

    /// The same with the types in it replaced.
    pub(crate) fn map(&self, mut replace: impl FnMut(&Type) -> Type) -> Target {
        match self {
            Target::Method { receiver, name } => Target::Method {
                receiver: replace(receiver),
                name: name.clone(),
            },
            Target::Operator { name, operands } => Target::Operator {
                name,
                operands: operands.iter().map(replace).collect(),
            },
            Target::Associated {
                owner,
                name,
                borrows_first,
            } => Target::Associated {
                owner: replace(owner),
                name: name.clone(),
                borrows_first: *borrows_first,
            },
            other => other.clone(),
        }
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A differentiated function as its caller sees it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Callee {
    pub(crate) target: Target,
    /// What the caller believes the types of the arguments to be.
    pub(crate) args: Vec<Type>,
}
