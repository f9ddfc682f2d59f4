//! Values that a type of the user's is asked for: `Type::default()` and its kin, which carry no
//! gradient, and conversions.

use crate::ir::Target;
use crate::lower::messages as m;
use crate::lower::types::infer::Kind;
use crate::lower::*;

/// Functions without arguments that by custom give a value of the type they belong to.
const CONSTRUCTORS: [&str; 9] = [
    "default", "new", "zero", "zeros", "one", "ones", "empty", "identity", "origin",
];

/// Whether it is `Default::default()`.
pub(in crate::lower) fn is_default(e: &syn::Expr) -> bool {
    match expr::plain(e) {
        syn::Expr::Call(call) if call.args.is_empty() => match expr::plain(&call.func) {
            syn::Expr::Path(path) => paths::segments(&path.path)
                .ends_with(&["Default".to_string(), "default".to_string()]),
            _ => false,
        },
        _ => false,
    }
}

impl<'a> Lowerer<'a> {
    /// Whether `Type::name(args)` makes a value that nothing can flow through: its arguments are
    /// integers, if there are any.
    pub(in crate::lower) fn is_constructor(&mut self, name: &str, args: &[Outcome]) -> bool {
        CONSTRUCTORS.contains(&name)
            && args.iter().all(|arg| match arg {
                Outcome::Value(value) => {
                    let ty = self.function.value(*value).ty.clone();
                    self.infer.kind(&ty) == Kind::Int
                }
                _ => false,
            })
    }

    /// `Type::name(args)`, which gives a value of the type.
    pub(in crate::lower) fn constructed(
        &mut self,
        ty: Type,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        self.infer.narrow(&ty, Kind::Struct);
        let target = Target::Associated {
            owner: ty.clone(),
            borrows_first: false,
            name: name.to_string(),
        };
        self.call_target(target, name, args, Some(ty), false, span)
    }

    /// `Default::default()`, where a type is expected.
    pub(in crate::lower) fn default_value(
        &mut self,
        expected: Option<Type>,
        span: Span,
    ) -> Outcome {
        let name = expected.as_ref().and_then(|ty| self.infer.name(ty));
        let expected = expected.map(|ty| self.infer.shallow(&ty));
        match (expected, name) {
            (Some(ty), Some(Type::Named(_) | Type::Applied(..))) => {
                self.constructed(ty, "default", Vec::new(), span)
            }
            (Some(_), Some(name @ Type::FieldOf(..)))
                if let Some(known) = self.field_structure(&name) =>
            {
                self.default_value(Some(known), span)
            }
            (Some(_), Some(name)) if self.is_written_option(&name) => self.nothing(),
            (Some(ty), Some(_)) if self.is_defined_struct(&ty) => {
                self.constructed(ty, "default", Vec::new(), span)
            }
            (Some(Type::Tuple(items)), _) => {
                let items = items.into_iter();
                let items = items.map(|item| self.default_value(Some(item), span));
                Outcome::Tuple(items.collect())
            }
            (Some(Type::Vec(_)), _) => self.array(std::iter::empty(), true, span),
            (Some(Type::Option(_)), _) => self.nothing(),
            (Some(ty @ (Type::Array(..) | Type::Float(_) | Type::Int(_) | Type::Bool)), _)
                if let Some(Operand::Value(zero)) = self.zero_of(ty.clone(), span) =>
            {
                Outcome::Value(zero)
            }
            _ => self.error(span, m::DEFAULT),
        }
    }

    /// Whether a type is a struct that the file defines.
    fn is_defined_struct(&mut self, ty: &Type) -> bool {
        let name = self.defined_struct(ty).or_else(|| self.struct_of_field(ty));
        name.is_some_and(|name| source::definitions::is_defined(&name))
    }

    /// `Box::new(value)` and its kin of a value of a type of the user's: a function of the runtime crate.
    /// Methods, fields and references see through the pointer.
    pub(in crate::lower) fn boxed(&mut self, pointer: &str, value: Outcome, span: Span) -> Outcome {
        if let Outcome::Cell(_) = value {
            return self.error_about(span, m::WRAPPER_TYPE, "RefCell");
        }
        let ty = self.type_of(&value);
        let is_list = matches!(
            self.infer.shallow(&ty),
            Type::Array(..) | Type::Slice(_) | Type::Vec(_) | Type::Tuple(_) | Type::Option(_)
        );
        let has_name = self.infer.name(&ty).is_some() && self.infer.kind(&ty) != Kind::Float;
        let is_number = pointer == "Box" && !is_list && !has_name;
        if !is_number && !has_name {
            return self.error_about(span, m::WRAPPER_TYPE, pointer);
        }
        let name = match pointer {
            "Rc" => "rc",
            "Arc" => "arc",
            _ => "boxed",
        };
        let target = Target::Function(builder::tokens(&format!("::autodiff::{name}")));
        let outcome = self.call_target(target, name, vec![value], None, false, span);
        let ty = self.type_of(&outcome);
        self.infer.narrow(&ty, Kind::Struct);
        if name == "boxed" && !is_number {
            return outcome;
        }
        // What is cloned later has to stand somewhere.
        self.place_of(outcome, span)
            .map_or(Outcome::Poison, Outcome::Place)
    }

    /// Whether it is a number or a truth value, or of a type that the file defines: what it becomes as a number is known.
    pub(in crate::lower) fn is_known_to_convert(&mut self, value: &Outcome) -> bool {
        let ty = self.type_of(&value.clone().dereferenced());
        let found = self.infer.shallow(&ty);
        matches!(
            value,
            Outcome::Value(_) | Outcome::Slot(_) | Outcome::Place(_)
        ) && (matches!(found, Type::Int(_) | Type::Float(_) | Type::Bool)
            || self.is_literal(&ty)
            || self.is_of_own_type(&ty))
    }

    /// Whether a type is that of a literal without a suffix.
    fn is_literal(&self, ty: &Type) -> bool {
        let has_kind = matches!(self.infer.kind(ty), Kind::Float | Kind::Int);
        has_kind && self.infer.name(ty).is_none()
    }

    /// Whether the file defines it, as a struct or as an enum.
    pub(in crate::lower) fn is_of_own_type(&mut self, ty: &Type) -> bool {
        let name = self.given_name(ty).or_else(|| self.defined_name(ty));
        name.is_some_and(|name| {
            source::definitions::is_defined(&name) || source::definitions::is_enum(&name)
        })
    }

    /// `Type::from(value)`
    pub(in crate::lower) fn conversion(&mut self, to: Type, value: Outcome, span: Span) -> Outcome {
        if let Outcome::Ref(text, false) = &value
            && self.is_text(&to)
        {
            return self.text_of(text, span);
        }
        if let Outcome::Ref(..) = value {
            let owner = self.given_name(&to).or_else(|| self.defined_name(&to));
            let owner = owner.map(|owner| {
                syn::Type::Path(syn::TypePath {
                    attrs: Vec::new(),
                    qself: None,
                    path: owner.into(),
                })
            });
            if !owner
                .is_some_and(|owner| source::operators::is_only_conversion_of_references(&owner))
            {
                return self.error(span, m::CONVERTED_REFERENCE);
            }
            return self.constructed(to, "from", vec![value], span);
        }
        let value = self.settle(value, span);
        let from = self.type_of(&value);
        self.infer.narrow(&to, Kind::Struct);
        let target = Target::Operator {
            name: "from",
            operands: vec![to.clone(), from],
        };
        self.call_target(target, "from", vec![value], Some(to), false, span)
    }
}
