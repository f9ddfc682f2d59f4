//! The types that definitions in the same file speak of. Names of structs and enums of the file mean the
//! same here, unless an import may mean another one: what is written is pinned, so that rustc tells.

use crate::ir::Tokens;
use crate::lower::messages as m;
use crate::lower::source;
use crate::lower::types::fields::{last_segment, length, only_argument};
use crate::lower::types::infer;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What an alias stands for, if the same file says so, or if it is one of numbers and an imported file does.
    pub(in crate::lower) fn alias(&mut self, path: &syn::Path) -> Option<Type> {
        if let Some(written) = source::aliases::alias_of_plain(path) {
            return self.structure(&written, &FxHashMap::default());
        }
        let written = source::definitions::alias(path.get_ident()?)?;
        let known = self.structure(&written, &FxHashMap::default())?;
        // Callers may know the name alone.
        self.infer
            .resolve(&known)
            .carries_gradient()
            .then_some(known)
    }

    /// The type of a constant, if the same file says so, and whether it is a reference to such.
    pub(in crate::lower) fn type_of_constant(&mut self, path: &Tokens) -> Option<(Type, bool)> {
        let path: syn::Path = syn::parse2(path.stream().clone()).ok()?;
        let written = match &path.segments.iter().map(|s| &s.ident).collect::<Vec<_>>()[..] {
            [name] => source::definitions::constant(name)?,
            [owner, name] => match (source::definitions::constant_of(owner, name))
                .or_else(|| source::anywhere::plain_constant(owner, name))
                .or_else(|| source::definitions::constant_of_any(name))?
            {
                // Of a generic type, the arguments are not known.
                ty if types::tokens_of(&ty).text() == "Self" => {
                    let mut owner = path.clone();
                    owner.segments.pop();
                    owner.segments.pop_punct();
                    let owner = types::tokens_of(&owner);
                    let ty = self.infer.named(Type::Named(owner), m::span_of(&path));
                    return Some((ty, false));
                }
                ty => ty,
            },
            _ => return None,
        };
        let lent = matches!(types::plain(&written), syn::Type::Reference(_));
        Some((self.declared(&written)?, lent))
    }

    /// What is known of a type that a definition writes.
    pub(in crate::lower) fn declared(&mut self, written: &syn::Type) -> Option<Type> {
        let part = |l: &mut Self, ty: &syn::Type| {
            let known = (l.declared(ty).or_else(|| integer(ty))).or_else(|| text(ty));
            Box::new(known.unwrap_or_else(|| l.infer.fresh()))
        };
        match types::plain(written) {
            ty if is_named_here(ty) => Some(self.type_from(ty)),
            ty if self.is_library_here(ty) => match has_own_sizes(ty) {
                // The definition's parameters are other ones here.
                true => self.structure(ty, &FxHashMap::default()),
                false => Some(self.type_from(ty)),
            },
            syn::Type::Reference(reference) if reference.mutability.is_none() => {
                self.declared(&reference.elem)
            }
            syn::Type::Tuple(tuple) if !tuple.elems.is_empty() => {
                let items = tuple.elems.iter().map(|item| *part(self, item));
                Some(Type::Tuple(items.collect()))
            }
            syn::Type::Slice(slice) => Some(Type::Slice(part(self, &slice.elem))),
            syn::Type::Array(array) => {
                let length =
                    length(&array.len, &FxHashMap::default()).or_else(|| constant(&array.len))?;
                Some(Type::Array(part(self, &array.elem), length))
            }
            ty => match (only_argument(ty, "Vec"), only_argument(ty, "Option")) {
                (Some(item), _) => Some(Type::Vec(part(self, item))),
                (_, Some(item)) => Some(Type::Option(part(self, item))),
                _ => self.structure(ty, &FxHashMap::default()),
            },
        }
    }

    /// Gives numbers of open types, literals above all, those that a definition writes for what holds
    /// them: what is recorded has to name them. So it is with arrays that nothing is known of, since the
    /// items of an empty `Vec` do not say how long they will be.
    pub(in crate::lower) fn as_declared(&mut self, ty: &Type, declared: &Type) {
        match (self.infer.shallow(ty), declared) {
            (open @ Type::Var(_), Type::Int(_)) if self.infer.kind(&open) == infer::Kind::Int => {
                self.infer.unify(&open, declared);
            }
            (open @ Type::Var(_), Type::Float(_))
                if self.infer.kind(&open) == infer::Kind::Float =>
            {
                self.infer.unify(&open, declared);
            }
            (open @ Type::Var(_), Type::Array(..))
                if self.infer.is_open(&open) && self.infer.name(&open).is_none() =>
            {
                self.infer.unify(&open, declared);
            }
            (Type::Tuple(items), Type::Tuple(declared)) => {
                for (item, declared) in items.iter().zip(declared) {
                    self.as_declared(item, declared);
                }
            }
            (
                Type::Array(item, _) | Type::Slice(item) | Type::Vec(item),
                Type::Array(declared, _) | Type::Slice(declared) | Type::Vec(declared),
            )
            | (Type::Ref(item, _), Type::Ref(declared, _)) => {
                self.as_declared(&item, declared);
            }
            (Type::Option(item), Type::Option(declared)) => {
                // Nothing is known of what is in a `None`, and it is exactly what is asked for.
                let is_open = matches!(self.infer.shallow(&item), Type::Var(_))
                    && self.infer.is_open(&item)
                    && self.infer.name(&item).is_none();
                match (is_open, &**declared) {
                    (
                        true,
                        Type::Float(_) | Type::Int(_) | Type::Bool | Type::Tuple(_) | Type::Vec(_),
                    ) => self.infer.unify(&item, declared),
                    (_, declared) => {
                        self.as_declared(&item, declared);
                        true
                    }
                };
            }
            _ => {}
        }
    }

    /// Whether a type is a matrix that an import around the function brings in.
    fn is_library_here(&mut self, ty: &syn::Type) -> bool {
        let syn::Type::Path(path) = ty else {
            return false;
        };
        let imported = (path.path.segments.first())
            .is_some_and(|first| source::imported_names::is_imported(&first.ident));
        imported && (self.library_of(&path.path)).is_some_and(|library| !library.is_view())
    }
}

/// Of a reference to a string, what is behind it.
fn text(ty: &syn::Type) -> Option<Type> {
    match types::plain(ty) {
        syn::Type::Reference(reference) if types::tokens_of(&reference.elem).text() == "str" => {
            Some(Type::Str)
        }
        _ => None,
    }
}

/// The type of an integer by its own name.
fn integer(ty: &syn::Type) -> Option<Type> {
    match types::plain(ty) {
        syn::Type::Path(path) => types::number(&path.path.get_ident()?.to_string()),
        _ => None,
    }
    .filter(Type::is_integer)
}

/// Whether a type is a struct or an enum of the file, whose arguments are numbers if it has any.
fn is_named_here(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else {
        return false;
    };
    let Some(last) = last_segment(ty).filter(|_| path.path.segments.len() == 1) else {
        return false;
    };
    let arguments = match &last.arguments {
        syn::PathArguments::None => Vec::new(),
        syn::PathArguments::AngleBracketed(list) => list.args.iter().collect(),
        syn::PathArguments::Parenthesized(_) => return false,
    };
    let is_number = |argument: &&syn::GenericArgument| match argument {
        syn::GenericArgument::Type(syn::Type::Path(path)) => {
            (path.path.get_ident()).is_some_and(|name| types::number(&name.to_string()).is_some())
        }
        syn::GenericArgument::Const(syn::Expr::Lit(_)) => true,
        _ => false,
    };
    arguments.iter().all(is_number)
        && source::definitions::generics_of(&last.ident)
            .is_some_and(|generics| generics.params.len() == arguments.len())
}

/// Whether the sizes of a matrix are parameters of what writes its type.
fn has_own_sizes(ty: &syn::Type) -> bool {
    let Some(syn::PathArguments::AngleBracketed(list)) =
        last_segment(ty).map(|last| &last.arguments)
    else {
        return false;
    };
    list.args.iter().skip(1).any(|argument| match argument {
        // Without its kind a name is read as a type.
        syn::GenericArgument::Type(syn::Type::Path(path)) => (path.path.get_ident())
            .is_some_and(|name| source::definitions::constant(name).is_none()),
        syn::GenericArgument::Const(syn::Expr::Lit(_)) => false,
        syn::GenericArgument::Const(_) => true,
        _ => false,
    })
}

/// The length of an array that is a constant of the file.
fn constant(length: &syn::Expr) -> Option<Tokens> {
    match length {
        syn::Expr::Path(path) => {
            source::definitions::constant(path.path.get_ident()?).map(|_| types::tokens_of(length))
        }
        _ => None,
    }
}
