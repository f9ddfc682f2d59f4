//! The types of fields of structs that are defined in the same file. What a definition says is pinned:
//! where another type is meant by the same name, the generated code does not compile.

use crate::ir::{Passing, Place, Tokens};
use crate::lower::source::definitions::{definition, enumeration};
use crate::lower::types::applied;
use crate::lower::*;

/// A type as a definition writes it, and what the generic parameters of the definition stand for.
pub(in crate::lower) struct Written {
    pub(in crate::lower) ty: syn::Type,
    pub(in crate::lower) arguments: FxHashMap<String, Type>,
}

/// Where the definitions of structs and enums are looked for.
pub(in crate::lower) struct Definitions {
    structure: fn(&syn::Ident) -> Option<syn::ItemStruct>,
    enumeration: fn(&syn::Ident) -> Option<syn::ItemEnum>,
}

impl Definitions {
    const HERE: Definitions = Definitions {
        structure: definition,
        enumeration,
    };
    pub(in crate::lower) const ANYWHERE: Definitions = Definitions {
        structure: source::anywhere::structure,
        enumeration: source::anywhere::enumeration,
    };
}

impl<'a> Lowerer<'a> {
    /// The type that goes by a name of a field, as far as its definition tells.
    pub(in crate::lower) fn declare_field(&mut self, field: &Type, span: Span) {
        let Some(known) = self.field_structure(field) else {
            return;
        };
        // What has no size of its own cannot be pinned as a whole.
        let (name, known) = match known {
            Type::Slice(item) => (Type::Element(Box::new(field.clone())), *item),
            known => (field.clone(), known),
        };
        let ty = self.infer.named(name, span);
        self.infer.unify(&ty, &known);
    }

    /// What is known of the type that goes by a name of a field.
    pub(in crate::lower) fn field_structure(&mut self, field: &Type) -> Option<Type> {
        let written = self.written(field)?;
        self.structure(&written.ty, &written.arguments)
    }

    /// Whether a place is a field that is a shared reference, of what a function only borrows: a
    /// copy of the reference is another name for it.
    pub(in crate::lower) fn is_borrowed_field(&mut self, place: &Place) -> bool {
        let lent = matches!(self.function.passing(place.memory), Some(Passing::Ref));
        lent && self.is_reference(place)
    }

    /// The name of the struct that a definition says a field is.
    pub(in crate::lower) fn struct_of_field(&mut self, ty: &Type) -> Option<syn::Ident> {
        let name = self.infer.name(ty)?;
        let written = self.written(&name)?;
        last_segment(&written.ty).map(|last| last.ident.clone())
    }

    /// Whether a place is a field that is a shared reference.
    pub(in crate::lower) fn is_reference(&mut self, place: &Place) -> bool {
        let ty = self.place_type(place);
        let name = self.infer.name(&ty);
        let written = name.and_then(|name| match name {
            Type::FieldOf(..) => self.written(&name),
            _ => None,
        });
        written.is_some_and(|written| match types::plain(&written.ty) {
            syn::Type::Reference(reference) => reference.mutability.is_none(),
            _ => false,
        })
    }

    /// What becomes an argument or a field is settled; of a field that is a reference, it is the reference.
    pub(in crate::lower) fn handed_on(&mut self, outcome: Outcome, span: Span) -> Outcome {
        match outcome {
            Outcome::Place(ref place) if self.is_reference(place) => outcome.reference(false),
            outcome => self.settle(outcome, span),
        }
    }

    /// Whether a type of this name is a struct of the crate, as far as definitions tell.
    pub(in crate::lower) fn is_defined(&mut self, name: &Type) -> bool {
        let written = match name {
            Type::Applied(..) => return true,
            name => self.written_by(name, &Definitions::ANYWHERE),
        };
        let last = written
            .as_ref()
            .and_then(|written| last_segment(&written.ty));
        last.is_some_and(|last| source::anywhere::is_defined(&last.ident))
    }

    /// Whether the file has an `impl Index` for a type of this name.
    pub(in crate::lower) fn is_indexed_by_definition(&mut self, name: &Type) -> bool {
        let written = self.written(name);
        let last = written.as_ref().and_then(|w| last_segment(&w.ty));
        let owner = match last {
            Some(last) => Some(last.ident.clone()),
            None => self.given_name(name),
        };
        owner.is_some_and(|owner| !source::definitions::implementations(&owner, "Index").is_empty())
    }

    /// The object that the definition of a field says a type is, if that says so.
    pub(in crate::lower) fn object_by_definition(&mut self, name: &Type) -> Option<Type> {
        let written = self.written(name)?;
        self.object_type(&written.ty)
    }

    /// Whether what goes by a name is an `Option`, as its definition writes it.
    pub(in crate::lower) fn is_written_option(&mut self, name: &Type) -> bool {
        let written = self.written_by(name, &Definitions::ANYWHERE);
        written.is_some_and(|written| options::held::type_inside(&written.ty).is_some())
    }

    /// The type that goes by a name, as its definition writes it.
    pub(in crate::lower) fn written(&mut self, name: &Type) -> Option<Written> {
        self.written_by(name, &Definitions::HERE)
    }

    /// The same by these definitions.
    pub(in crate::lower) fn written_by(
        &mut self,
        name: &Type,
        by: &Definitions,
    ) -> Option<Written> {
        match name {
            Type::Named(tokens) => Some(Written {
                ty: syn::parse2(tokens.stream().clone()).ok()?,
                arguments: FxHashMap::default(),
            }),
            Type::Element(of) => {
                let of = self.written_by(of, by)?;
                let ty = match types::plain(&of.ty) {
                    syn::Type::Reference(reference) => types::plain(&reference.elem),
                    ty => ty,
                };
                let alias = match ty {
                    syn::Type::Path(path) => path.path.get_ident(),
                    _ => None,
                };
                let meant = alias.and_then(source::definitions::alias);
                let item = match meant.as_ref().map_or(ty, types::plain) {
                    syn::Type::Array(array) => (*array.elem).clone(),
                    syn::Type::Slice(slice) => (*slice.elem).clone(),
                    ty => (only_argument(ty, "Vec").or_else(|| only_argument(ty, "VecDeque")))?
                        .clone(),
                };
                Some(Written { ty: item, ..of })
            }
            Type::Inside(of) => {
                let of = self.written_by(of, by)?;
                let item = only_argument(types::plain(&of.ty), "Option")?.clone();
                Some(Written { ty: item, ..of })
            }
            Type::FieldOf(of, field) => self.written_field(of, field, by),
            Type::Output(callee) => objects_given(&callee.target),
            _ => None,
        }
    }

    /// What is behind a `Box` or its kin, as the definition of what holds the pointer writes it.
    pub(in crate::lower) fn behind_pointer(&mut self, name: &Type) -> Option<syn::Type> {
        behind(&self.written(name)?.ty).cloned()
    }

    fn written_field(&mut self, of: &Type, field: &str, by: &Definitions) -> Option<Written> {
        let (name, given) = match of {
            Type::Applied(path, given) => {
                let path: syn::Path = syn::parse2(path.stream().clone()).ok()?;
                let given = given.iter().filter(|arg| !applied::is_lifetime(arg));
                (
                    path.segments.last()?.ident.clone(),
                    given.cloned().collect(),
                )
            }
            of => {
                let whole = self.written_by(of, by)?;
                // Fields of what is behind a pointer are read like its own.
                let inside = behind(&whole.ty).unwrap_or(&whole.ty);
                let last = last_segment(inside)?.clone();
                (last.ident.clone(), self.given(&last, &whole.arguments))
            }
        };
        let (generics, ty) = match (by.structure)(&name) {
            Some(definition) => {
                let ty = field_called(&definition.fields, field)?;
                (definition.generics, ty)
            }
            None => {
                let (variant, field) = field.split_once('.')?;
                let definition = (by.enumeration)(&name)?;
                let mut variants = definition.variants.iter();
                let variant = variants.find(|found| found.ident == variant)?;
                let ty = field_called(&variant.fields, field)?;
                (definition.generics, ty)
            }
        };
        let params = generics.params.iter().filter_map(|param| match param {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(param) => Some(param.ident.to_string()),
            syn::GenericParam::Const(param) => Some(param.ident.to_string()),
        });
        let arguments = params.zip(given).collect();
        Some(Written { ty, arguments })
    }

    /// Gives a value that is a field, or in a variant, the type of number that the definition in the file writes
    /// for it: what is converted has to be known.
    pub(in crate::lower) fn number_by_definition(&mut self, value: crate::ir::Value) {
        let ty = self.function.value(value).ty.clone();
        let name = self.infer.name(&ty);
        if let Some(known @ (Type::Int(_) | Type::Float(_))) =
            name.and_then(|name| self.field_structure(&name))
        {
            self.infer.unify(&ty, &known);
        }
    }

    /// The generic arguments that a type is written with.
    pub(in crate::lower) fn given(
        &mut self,
        of: &syn::PathSegment,
        arguments: &FxHashMap<String, Type>,
    ) -> Vec<Type> {
        let syn::PathArguments::AngleBracketed(written) = &of.arguments else {
            return Vec::new();
        };
        let written = written.args.iter();
        let written = written.filter(|arg| !matches!(arg, syn::GenericArgument::Lifetime(_)));
        written
            .map(|arg| {
                let tokens = types::tokens_of(arg);
                if let Some(known) = arguments.get(tokens.text()) {
                    return known.clone();
                }
                match arg {
                    _ if self.is_constant_parameter(tokens.text()) => Type::Named(tokens),
                    // Of what was written in the function itself the names are at hand.
                    syn::GenericArgument::Type(ty) if arguments.is_empty() => self.type_from(ty),
                    syn::GenericArgument::Type(ty) => {
                        let known = self.structure(ty, arguments);
                        known.unwrap_or_else(|| self.infer.fresh())
                    }
                    _ => Type::Named(tokens),
                }
            })
            .collect()
    }

    fn is_constant_parameter(&self, name: &str) -> bool {
        let is = |list: &[String]| list.iter().any(|known| known == name);
        is(&self.generics) && !is(&self.infer.parameters) && !self.objects.contains(name)
    }

    /// What is known of a type wherever it is written: its names may stand for something else here.
    pub(in crate::lower) fn structure(
        &mut self,
        ty: &syn::Type,
        arguments: &FxHashMap<String, Type>,
    ) -> Option<Type> {
        let part = |l: &mut Self, ty: &syn::Type| {
            let known = l.structure(ty, arguments);
            Box::new(known.unwrap_or_else(|| l.infer.fresh()))
        };
        if let Some(object) = self.object_type(ty) {
            return Some(object);
        }
        Some(match types::plain(ty) {
            syn::Type::Reference(reference) if reference.mutability.is_none() => {
                return self.structure(&reference.elem, arguments);
            }
            syn::Type::Tuple(tuple) if !tuple.elems.is_empty() => {
                let items = tuple.elems.iter().map(|item| *part(self, item));
                Type::Tuple(items.collect())
            }
            syn::Type::Slice(slice) => Type::Slice(part(self, &slice.elem)),
            syn::Type::Array(array) => {
                let length = length(&array.len, arguments)?;
                Type::Array(part(self, &array.elem), length)
            }
            ty @ syn::Type::Path(path) => {
                if let Some(known) = arguments.get(types::tokens_of(path).text()) {
                    return Some(known.clone());
                }
                if let Some(item) = only_argument(ty, "Vec") {
                    return Some(Type::Vec(part(self, item)));
                }
                if let Some(library) = self.library_of(&path.path).filter(|of| !of.is_view()) {
                    let ty = self.infer.fresh();
                    self.infer.set_library(&ty, library);
                    return Some(ty);
                }
                let name = path.path.get_ident().map(ToString::to_string);
                match name.as_deref() {
                    Some("bool") => Type::Bool,
                    Some("char") => Type::Char,
                    name => match name.and_then(types::number) {
                        Some(number) => number,
                        None => return self.alias(&path.path),
                    },
                }
            }
            _ => return None,
        })
    }
}

/// The type of the field of this name, or of this number.
pub(in crate::lower) fn field_called(fields: &syn::Fields, name: &str) -> Option<syn::Type> {
    let mut fields = fields.iter().enumerate();
    let (_, found) = fields.find(|(at, found)| match &found.ident {
        Some(ident) => ident == name,
        None => at.to_string() == name,
    })?;
    Some(found.ty.clone())
}

/// The type of what a function gives, if it holds trait objects.
fn objects_given(target: &crate::ir::Target) -> Option<Written> {
    let crate::ir::Target::Function(path) = target else {
        return None;
    };
    let name: syn::Ident = syn::parse2(path.stream().clone()).ok()?;
    match source::definitions::free_function(&name)?.output {
        syn::ReturnType::Type(_, ty) => of_objects(*ty),
        syn::ReturnType::Default => None,
    }
}

fn of_objects(ty: syn::Type) -> Option<Written> {
    let holds = types::tokens_of(&ty).mentions(&["dyn".into()]);
    holds.then(|| Written {
        ty,
        arguments: FxHashMap::default(),
    })
}

/// The length of an array, if its name means the same here.
pub(in crate::lower) fn length(
    written: &syn::Expr,
    arguments: &FxHashMap<String, Type>,
) -> Option<Tokens> {
    let tokens = types::tokens_of(written);
    match (written, arguments.get(tokens.text())) {
        (_, Some(Type::Named(length))) => Some(length.clone()),
        (syn::Expr::Lit(_), None) => Some(tokens),
        _ => None,
    }
}

pub(in crate::lower) fn last_segment(ty: &syn::Type) -> Option<&syn::PathSegment> {
    match types::plain(ty) {
        syn::Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        syn::Type::Reference(reference) => last_segment(&reference.elem),
        _ => None,
    }
}

/// `T` of `Box<T>` and its kin
fn behind(ty: &syn::Type) -> Option<&syn::Type> {
    let mut pointers = ["Box", "Rc", "Arc"].iter();
    pointers.find_map(|of| only_argument(ty, of))
}

/// `T` of `Vec<T>`
pub(in crate::lower) fn only_argument<'t>(ty: &'t syn::Type, of: &str) -> Option<&'t syn::Type> {
    let (first, count) = first_argument(ty, of)?;
    (count == 1).then_some(first)
}

/// `T` of `Result<T, E>`, and how many arguments there are.
pub(in crate::lower) fn first_argument<'t>(
    ty: &'t syn::Type,
    of: &str,
) -> Option<(&'t syn::Type, usize)> {
    let last = last_segment(ty).filter(|last| last.ident == of)?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(syn::GenericArgument::Type(item)) => Some((item, arguments.args.len())),
        _ => None,
    }
}
