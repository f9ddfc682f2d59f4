//! Type parameters that are added and scaled: `S: Copy + Add<Output = S> + Mul<f64, Output = S>`. They are objects whose
//! operators the bounds name, and what generated code asks for in place of these are the runtime's operators.

use crate::ir::Tokens;
use crate::lower::source::definitions::{only, parsed};
use crate::lower::types::generics::OF_FLOATS;
use crate::lower::types::infer::Kind;
use crate::lower::types::open_types::in_terms_of;
use crate::lower::types::{is_number, plain, tokens_of};
use crate::lower::*;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// An operator that the bounds of generic parameters ask for.
#[derive(Clone)]
pub(crate) struct AskedOperator {
    /// The method: `add`.
    pub(crate) name: &'static str,
    /// The operands, each with whether it is a reference.
    pub(crate) operands: Vec<(Tokens, bool)>,
    /// What it gives, unless it assigns.
    pub(crate) output: Option<Tokens>,
}

const OPERATORS: [(&str, &str); 9] = [
    ("Add", "add"),
    ("Sub", "sub"),
    ("Mul", "mul"),
    ("Div", "div"),
    ("Neg", "neg"),
    ("AddAssign", "add_assign"),
    ("SubAssign", "sub_assign"),
    ("MulAssign", "mul_assign"),
    ("DivAssign", "div_assign"),
];

/// What bounds ask for.
#[derive(Default)]
struct Asked {
    operators: Vec<AskedOperator>,
    /// The other traits: of which type, and their names.
    others: Vec<(String, String)>,
}

/// What else may be asked of what is only added up.
const OF_SUMS: [&str; 10] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "PartialEq",
    "Send",
    "Sized",
    "Sync",
    "Zero",
];

/// Whether the bounds of a parameter say that it is scaled by something else than itself, or added up and nothing more.
pub(crate) fn is_vector(of: &syn::Generics, name: &syn::Ident) -> bool {
    is_vector_by(&asked(of), &name.to_string())
}

/// The type parameters that are such, and the types that the traits of parameters leave open: `M::State`.
pub(crate) fn vectors(of: &syn::Generics) -> Vec<Tokens> {
    let asked = asked(of);
    let parameters: Vec<_> = of.type_params().map(|param| &param.ident).collect();
    let mut found: Vec<Tokens> = Vec::new();
    for (operand, _) in asked.operators.iter().flat_map(|asked| &asked.operands) {
        let path = syn::parse2::<syn::Path>(operand.stream().clone());
        let is_of_parameter = path.is_ok_and(|path| {
            path.segments.len() <= 2 && parameters.contains(&&path.segments[0].ident)
        });
        if is_of_parameter && !found.contains(operand) && is_vector_by(&asked, operand.text()) {
            found.push(operand.clone());
        }
    }
    found
}

fn is_vector_by(asked: &Asked, name: &str) -> bool {
    let is_own = |(operand, _): &&(Tokens, bool)| operand.text() == name;
    let own = asked.operators.iter();
    let own = own.map(|asked| (asked.name, asked.operands.iter().filter(is_own).count()));
    let own: Vec<_> = own.filter(|(_, count)| *count > 0).collect();
    let multiplies = |name: &str| matches!(name.split('_').next(), Some("mul" | "div"));
    let is_scaled = own
        .iter()
        .any(|(name, count)| multiplies(name) && *count == 1);
    let is_only_added = !own.is_empty() && !own.iter().any(|(name, _)| multiplies(name));
    let mut others = asked.others.iter().filter(|(of, _)| *of == name);
    match is_scaled {
        true => !others.any(|(_, bound)| OF_FLOATS.contains(&bound.as_str())),
        false => is_only_added && others.all(|(_, bound)| OF_SUMS.contains(&bound.as_str())),
    }
}

/// Whether it is a condition like `f64: Mul<S>`. Under it rustc takes each product of numbers for such a one, and
/// generated code has some; it asks for the runtime's operator in its place.
pub(crate) fn is_about_number(predicate: &syn::WherePredicate) -> bool {
    let is_operator = |bound: &syn::TypeParamBound| {
        let name = trait_name(bound);
        name.is_some_and(|name| OPERATORS.iter().any(|(of, _)| name == *of))
    };
    match predicate {
        syn::WherePredicate::Type(of) => {
            is_number(&of.bounded_ty) && of.bounds.iter().all(is_operator)
        }
        _ => false,
    }
}

/// The operators that the bounds of generic parameters ask for, those of traits in the same file among them.
pub(crate) fn asked_operators(of: &syn::Generics) -> Vec<AskedOperator> {
    asked(of).operators
}

fn asked(of: &syn::Generics) -> Asked {
    let inline = of.type_params().map(|param| {
        let name = syn::Path::from(param.ident.clone());
        (name.to_token_stream(), &param.bounds)
    });
    let clause = of.where_clause.iter().flat_map(|clause| &clause.predicates);
    let clause = clause.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => Some((
            plain(&predicate.bounded_ty).to_token_stream(),
            &predicate.bounds,
        )),
        _ => None,
    });
    let mut found = Asked::default();
    for (left, bounds) in inline.chain(clause) {
        for bound in bounds {
            collect(&left, bound, &mut found, 0);
            collect_open(&left, bound, &mut found);
        }
    }
    found
}

fn trait_name(bound: &syn::TypeParamBound) -> Option<String> {
    match bound {
        syn::TypeParamBound::Trait(bound) => Some(bound.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// What the trait of a bound says of the types that it leaves open: `type State: Add<Output = Self::State>`.
fn collect_open(left: &TokenStream, bound: &syn::TypeParamBound, found: &mut Asked) {
    let Some(item) = declared(bound) else {
        return;
    };
    for item in item.items {
        let syn::TraitItem::Type(item) = item else {
            continue;
        };
        let open = builder::tokens(&format!("{left}::{}", item.ident));
        for bound in item.bounds {
            let bound = in_terms_of(bound.to_token_stream(), left);
            if let Ok(bound) = syn::parse2(bound) {
                collect(open.stream(), &bound, found, 0);
            }
        }
    }
}

/// The trait of a bound, if it stands in the same file.
fn declared(bound: &syn::TypeParamBound) -> Option<syn::ItemTrait> {
    let syn::TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    only(parsed(&bound.path.segments.last()?.ident, "trait")?)
}

/// What a bound on such a type asks for. Traits may stand for others; those that stand for themselves end somewhere.
fn collect(left: &TokenStream, bound: &syn::TypeParamBound, found: &mut Asked, depth: usize) {
    let syn::TypeParamBound::Trait(of) = bound else {
        return;
    };
    let Some(last) = of.path.segments.last() else {
        return;
    };
    let operator = OPERATORS.iter().find(|(of, _)| last.ident == of);
    let Some((_, name)) = operator else {
        let declared = declared(bound).filter(|_| depth < 4);
        if declared.as_ref().is_none_or(|item| !item.items.is_empty()) {
            let other = (left.to_string(), last.ident.to_string());
            found.others.push(other);
        }
        let of_zero = syn::parse_str("Add<Self, Output = Self>");
        let supertraits = match declared {
            Some(item) => item.supertraits.into_iter().collect(),
            None if last.ident == "Zero" => of_zero.into_iter().collect(),
            None => Vec::new(),
        };
        for bound in supertraits {
            let bound = in_terms_of(bound.to_token_stream(), left);
            if let Ok(bound) = syn::parse2(bound) {
                collect(left, &bound, found, depth + 1);
            }
        }
        return;
    };
    let Ok(left) = syn::parse2::<syn::Type>(left.clone()) else {
        return;
    };
    let (mut right, mut output) = (None, None);
    if let syn::PathArguments::AngleBracketed(list) = &last.arguments {
        for argument in &list.args {
            match argument {
                syn::GenericArgument::Type(ty) => right = Some(operand(ty)),
                syn::GenericArgument::AssocType(ty) => output = Some(operand(&ty.ty).0),
                _ => {}
            }
        }
    }
    let assigns = name.ends_with("_assign");
    if output.is_none() && !assigns {
        // What it gives is left open.
        return;
    }
    let left = operand(&left);
    let operands = match *name {
        "neg" => vec![left],
        _ => {
            let right = right.unwrap_or_else(|| left.clone());
            vec![left, right]
        }
    };
    found.operators.push(AskedOperator {
        name,
        operands,
        output,
    });
}

/// The type without a reference, and whether there is one.
fn operand(ty: &syn::Type) -> (Tokens, bool) {
    match plain(ty) {
        syn::Type::Reference(reference) => (operand(&reference.elem).0, true),
        // One path is written in one way.
        syn::Type::Path(path) if path.qself.is_none() => {
            let segments = &path.path.segments;
            let is_plain = segments.iter().all(|segment| segment.arguments.is_none());
            match is_plain {
                true => (
                    builder::tokens(&paths::segments(&path.path).join("::")),
                    false,
                ),
                false => (tokens_of(path), false),
            }
        }
        ty => (tokens_of(ty), false),
    }
}

impl<'a> Lowerer<'a> {
    /// What an operator between such operands gives by the bounds of the generic parameters, which say what the operands are.
    pub(in crate::lower) fn given_by_operator(
        &mut self,
        name: &str,
        operands: &[Type],
    ) -> Option<Type> {
        let asked = std::mem::take(&mut self.handing.asked_operators);
        let fitting: Vec<_> = asked
            .iter()
            .filter(|asked| asked.name == name && asked.operands.len() == operands.len())
            .filter_map(|asked| {
                let wanted: Vec<_> = asked
                    .operands
                    .iter()
                    .map(|o| self.operand_type(o))
                    .collect();
                let fits = operands
                    .iter()
                    .zip(&wanted)
                    .all(|(ty, wanted)| self.may_be(ty, wanted));
                fits.then_some((wanted, asked.output.clone()))
            })
            .collect();
        self.handing.asked_operators = asked;
        let mut fitting = fitting.into_iter();
        let (wanted, output) = fitting.next()?;
        if fitting.next().is_some() {
            return None;
        }
        for (ty, wanted) in operands.iter().zip(&wanted) {
            self.infer.unify(ty, wanted);
        }
        let output = syn::parse2(output?.stream().clone()).ok()?;
        Some(self.type_from(&output))
    }

    fn operand_type(&mut self, (ty, is_reference): &(Tokens, bool)) -> Type {
        let written = syn::parse2(ty.stream().clone());
        let ty = written.map_or(Type::Unknown, |ty| self.type_from(&ty));
        match is_reference {
            true => Type::Ref(Box::new(ty), false),
            false => ty,
        }
    }

    /// Whether an operand may be of a type that a bound names. The names of two parameters are different types.
    fn may_be(&mut self, ty: &Type, wanted: &Type) -> bool {
        let named = |l: &Self, ty: &Type| match l.infer.name(ty) {
            Some(Type::Named(name)) => Some(name),
            _ => None,
        };
        match (self.infer.shallow(ty), self.infer.shallow(wanted)) {
            (Type::Ref(ty, _), Type::Ref(wanted, _)) => self.may_be(&ty, &wanted),
            (Type::Ref(..), _) | (_, Type::Ref(..)) => false,
            (ty @ Type::Var(_), wanted @ Type::Var(_)) => {
                let (name, wanted) = (named(self, &ty), named(self, &wanted));
                let is_number =
                    matches!(self.infer.kind(&ty), Kind::Number | Kind::Float | Kind::Int);
                !is_number && (name.is_none() || name == wanted)
            }
            (ty @ Type::Var(_), wanted) => {
                let kind = self.infer.kind(&ty);
                named(self, &ty).is_none()
                    && match wanted.is_float() {
                        true => matches!(kind, Kind::Any | Kind::Number | Kind::Float),
                        false => kind != Kind::Struct,
                    }
            }
            (ty, wanted) => ty == wanted,
        }
    }
}
