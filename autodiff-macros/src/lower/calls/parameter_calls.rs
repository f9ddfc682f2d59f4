//! Functions of type parameters that are floats, and of the traits that such are bounded by:
//! `T::zero()`, `T::from(0.5).unwrap()`, `T::max(a, b)`, `Float::sqrt(x)`.

use crate::ir::{Binary, Call, Expr, Float, Target};
use crate::lower::builder::Deferred;
use crate::lower::closures::Callable;
use crate::lower::messages as m;
use crate::lower::source::imported_names;
use crate::lower::types::infer::Kind;
use crate::lower::types::scalar_names;
use crate::lower::*;
use std::rc::Rc;

/// Traits of the crate num-traits whose functions are those of floats.
const TRAITS: [&str; 11] = [
    "Bounded",
    "Float",
    "FloatConst",
    "FloatCore",
    "FromPrimitive",
    "NumCast",
    "One",
    "Real",
    "Signed",
    "ToPrimitive",
    "Zero",
];

/// What a type parameter has that takes no arguments and is of its type.
const NUMBERS: [&str; 11] = [
    "default",
    "epsilon",
    "infinity",
    "max_value",
    "min_positive_value",
    "min_value",
    "nan",
    "neg_infinity",
    "neg_zero",
    "one",
    "zero",
];

/// What gives the value of an `Option` that a conversion between numbers makes. To a float it never
/// fails, so that what stands for `None` does not matter.
const UNWRAPPING: [&str; 5] = [
    "expect",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];

fn is_conversion(name: &str) -> bool {
    let from = name.strip_prefix("from_");
    name == "from" || name == "cast" || from.is_some_and(|name| types::number(name).is_some())
}

fn is_constant_name(name: &str) -> bool {
    name.chars().all(|c| !c.is_lowercase())
}

/// Whether it is `nalgebra::convert`, which makes a float of another one.
fn is_conversion_of_nalgebra(path: &syn::Path) -> bool {
    let is_it = |name: &str| name == "nalgebra";
    let Some(first) = path.segments.first() else {
        return false;
    };
    match path.segments.len() {
        1 => imported_names::is_imported_from(&first.ident, is_it),
        2 if first.ident == "nalgebra" => imported_names::is_of_matrices(path),
        2 => imported_names::is_imported_from(&first.ident, is_it),
        _ => false,
    }
}

/// The constant of a float that a parameter has as a function.
fn constant_of(name: &str) -> Option<String> {
    Some(match name {
        "epsilon" => "EPSILON".into(),
        "infinity" => "INFINITY".into(),
        "max_value" => "MAX".into(),
        "min_positive_value" => "MIN_POSITIVE".into(),
        "min_value" => "MIN".into(),
        "nan" => "NAN".into(),
        "neg_infinity" => "NEG_INFINITY".into(),
        "two_pi" => "consts::TAU".into(),
        "pi" | "e" | "frac_pi_2" | "frac_pi_3" | "frac_pi_4" | "frac_pi_6" | "frac_pi_8"
        | "frac_1_pi" | "frac_2_pi" | "PI" | "E" | "TAU" | "FRAC_PI_2" | "FRAC_PI_3"
        | "FRAC_PI_4" | "FRAC_PI_6" | "FRAC_PI_8" | "FRAC_1_PI" | "FRAC_2_PI" | "SQRT_2"
        | "LN_2" | "LN_10" => format!("consts::{}", name.to_uppercase()),
        _ => return None,
    })
}

impl<'a> Lowerer<'a> {
    /// `T` and `f` of `T::f`, `<T as Trait>::f` and `Trait::f`, where the type is a type parameter
    /// or left to rustc.
    pub(in crate::lower) fn of_parameter(
        &mut self,
        path: &syn::ExprPath,
    ) -> Option<(Type, String)> {
        let names = paths::segments(&path.path);
        let (last, before) = names.split_last()?;
        if let Some(qself) = &path.qself {
            let syn::Type::Path(of) = types::plain(&qself.ty) else {
                return None;
            };
            let of = of.path.get_ident()?.to_string();
            // `<f64>::one` stands for what a parameter has that is known to be one.
            let told = || types::number(&of).filter(|ty| qself.position == 0 && ty.is_float());
            return Some((self.parameter_type(&of).or_else(told)?, last.clone()));
        }
        if let [name] = before
            && let Some(ty) = self.parameter_type(name)
        {
            return Some((ty, last.clone()));
        }
        if last == "convert" && is_conversion_of_nalgebra(&path.path) {
            return Some((self.infer.of_kind(Kind::Float), "cast".to_string()));
        }
        let of_crate = before.first().is_some_and(|n| n == "num_traits");
        let of_trait = before.last().is_some_and(|n| TRAITS.contains(&n.as_str()));
        let free = before.len() == 1 && matches!(last.as_str(), "zero" | "one" | "cast" | "clamp");
        if of_trait && (before.len() == 1 || of_crate) || of_crate && free {
            return Some((self.infer.of_kind(Kind::Float), last.clone()));
        }
        None
    }

    pub(in crate::lower) fn parameter_call(
        &mut self,
        path: &syn::ExprPath,
        ty: &Type,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        // What is called by the name of a primitive type, is so for a parameter that stands for it.
        let known = !matches!(ty, Type::Var(_) | Type::Float(Float::F64 | Float::F32));
        match &args[..] {
            [] if known => {
                let tokens = types::tokens_of(path);
                let code = builder::tokens(&format!("{}()", tokens.text()));
                let number = NUMBERS.contains(&name) || is_constant_name(name);
                let ty = match number {
                    true => ty.clone(),
                    false => self.infer.of_constant(),
                };
                Outcome::Value(self.define(Expr::Const(code), ty, "", span))
            }
            [] if name == "zero" => Outcome::Value(self.deferred(Deferred::Zero, ty.clone(), span)),
            [] if name == "one" => {
                Outcome::Value(self.deferred(Deferred::Product, ty.clone(), span))
            }
            [] if let (Type::Float(float), Some(constant)) = (ty, constant_of(name)) => {
                let of = if *float == Float::F32 { "f32" } else { "f64" };
                let code = builder::tokens(&format!("::core::{of}::{constant}"));
                Outcome::Value(self.define(Expr::Const(code), ty.clone(), "", span))
            }
            [] => self.error_about(span, m::STD_FUNCTION, name),
            [number] if is_conversion(name) => {
                let number = self.value(number.clone(), span);
                // `from_i32` takes an `i32`, whatever else is known of what it is given.
                if let Some(from) = name.strip_prefix("from_").and_then(types::number) {
                    self.unify_value(number, &from, span);
                }
                let target = self.turbofish_of(path).unwrap_or_else(|| ty.clone());
                Outcome::Value(self.define(Expr::Cast(number, target.clone()), target, "", span))
            }
            _ if self.is_float_function(name) => self.primitive_call(ty, name, args, span),
            _ if known => self.constant_call(path, ty, name, args, span),
            _ => self.error_about(span, m::STD_FUNCTION, name),
        }
    }

    fn is_float_function(&self, name: &str) -> bool {
        crate::rules::find(name).is_some()
            || scalar_names::is_float_test(name)
            || name == "sin_cos"
            || crate::rules::why_without(name).is_some()
            || matches!(name, "is_zero" | "is_one" | "to_f64" | "to_f32")
    }

    /// `T` of `cast::<_, T>`.
    fn turbofish_of(&mut self, path: &syn::ExprPath) -> Option<Type> {
        let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
        else {
            return None;
        };
        match arguments.args.last()? {
            syn::GenericArgument::Type(ty) => Some(self.type_from(ty)),
            _ => None,
        }
    }

    /// Any other function of a type parameter: of constants it may be whatever it is.
    fn constant_call(
        &mut self,
        path: &syn::ExprPath,
        ty: &Type,
        name: &str,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let (mut written, mut lowered) = (Vec::new(), Vec::new());
        for arg in args {
            let Some((arg, _)) = self.argument(arg, &mut written, span) else {
                return Outcome::Poison;
            };
            lowered.push(arg);
        }
        let callee = types::tokens_of(path);
        self.function
            .inner_functions
            .push(callee.text().to_string());
        let result = self.new_value(ty.clone(), Some(builder::named(name, false)), span);
        self.emit(Stmt::Call(Box::new(Call {
            target: Target::Function(callee),
            args: lowered,
            open: Vec::new(),
            result: Some(result),
            name: name.to_string(),
            span,
            consumes: false,
            generated_only: false,
            recorded: None,
        })));
        Outcome::Value(result)
    }

    /// `T::from(…).unwrap()`, `x.to_f64().unwrap()`: the number itself, as written if it is constant.
    pub(in crate::lower) fn unwrapped_number(
        &mut self,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        if !UNWRAPPING.contains(&e.method.to_string().as_str()) {
            return None;
        }
        match expr::plain(&e.receiver) {
            syn::Expr::Call(call) => {
                let syn::Expr::Path(path) = expr::plain(&call.func) else {
                    return None;
                };
                let (ty, name) = self.of_parameter(path)?;
                if !is_conversion(&name) {
                    return None;
                }
                if call.args.iter().all(|arg| self.is_constant_expression(arg))
                    && let Type::Float(Float::Generic(_)) = ty
                    && matches!(e.method.to_string().as_str(), "unwrap" | "expect")
                {
                    let expr = Expr::Const(types::tokens_of(e));
                    return Some(Outcome::Value(self.define(expr, ty, "", span)));
                }
                Some(self.expr(&e.receiver))
            }
            syn::Expr::MethodCall(call) if call.method == "to_f64" || call.method == "to_f32" => {
                Some(self.expr(&e.receiver))
            }
            _ => None,
        }
    }

    /// Whether an expression is made of literals and constants of other places.
    fn is_constant_expression(&self, e: &syn::Expr) -> bool {
        match expr::plain(e) {
            syn::Expr::Lit(_) => true,
            syn::Expr::Unary(e) => {
                matches!(e.op, syn::UnOp::Neg(_)) && self.is_constant_expression(&e.expr)
            }
            syn::Expr::Binary(e) => {
                self.is_constant_expression(&e.left) && self.is_constant_expression(&e.right)
            }
            syn::Expr::Path(path) => {
                let names = paths::segments(&path.path);
                path.qself.is_none()
                    && names.last().is_some_and(|name| is_constant_name(name))
                    && names
                        .first()
                        .is_some_and(|name| self.scope.find(name).is_none())
            }
            _ => false,
        }
    }

    /// Methods of the crate num-traits.
    pub(in crate::lower) fn number_method(
        &mut self,
        name: &str,
        operands: &[Value],
        span: Span,
    ) -> Option<Outcome> {
        let [operand] = *operands else { return None };
        let ty = self.function.value(operand).ty.clone();
        let value = match name {
            "to_f64" | "to_f32" => {
                let target = types::number(name.trim_start_matches("to_"))?;
                self.define(Expr::Cast(operand, target.clone()), target, "", span)
            }
            "is_zero" | "is_one" => {
                let kind = match name {
                    "is_zero" => Deferred::Zero,
                    _ => Deferred::Product,
                };
                let number = self.deferred(kind, ty, span);
                self.operation(Binary::Eq, operand, number, span)
            }
            _ => return None,
        };
        Some(Outcome::Value(value))
    }

    /// A function as a value: `f64::sin`, `T::max`.
    pub(in crate::lower) fn function_item(
        &mut self,
        e: &syn::ExprPath,
        names: &[String],
    ) -> Option<Outcome> {
        let last = names.last().filter(|name| !is_constant_name(name))?;
        let of_type = self.of_parameter(e).is_some() || paths::primitive(names).is_some();
        (of_type && names.len() > 1 && last.starts_with(char::is_lowercase))
            .then(|| Outcome::Callable(Rc::new(Callable::Function(e.clone()))))
    }
}
