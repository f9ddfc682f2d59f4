//! Functions of a few operations on numbers, as the activation of a network is. Where a loop calls one, the call is
//! read as its body: what the loop records is then what the derivative needs, in lists that the loop goes
//! through by its number, instead of a cache of each call.

use crate::ir::{Pin, Pinned};
use crate::lower::calls::lending::{located, number};
use crate::lower::closures::Callable;
use crate::lower::source::{definitions, standing};
use crate::lower::*;
use crate::rules;
use proc_macro2::Ident;
use quote::ToTokens;

/// More operations are not repeated in each loop that calls a function.
const MOST: usize = 12;

/// Whether it is a function of floats whose body is a few operations on them.
pub(crate) fn is_light(function: &syn::ItemFn) -> bool {
    let sig = &function.sig;
    let plain = sig.asyncness.is_none()
        && matches!(sig.safety, syn::Safety::Default)
        && sig.abi.is_none()
        && sig.generics.params.is_empty();
    let result = match &sig.output {
        syn::ReturnType::Type(_, ty) => is_float(ty),
        syn::ReturnType::Default => false,
    };
    let params: Option<Vec<&Ident>> = sig.inputs.iter().map(param).collect();
    let size = params.and_then(|params| Names(params).block(&function.block));
    plain && result && size.is_some_and(|size| (1..=MOST).contains(&size))
}

fn param(input: &syn::FnArg) -> Option<&Ident> {
    match input {
        syn::FnArg::Typed(param) if is_float(&param.ty) && param.attrs.is_empty() => {
            plain_name(&param.pat)
        }
        _ => None,
    }
}

fn plain_name(pattern: &syn::Pat) -> Option<&Ident> {
    match pattern {
        syn::Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
            name.mutability.is_none().then_some(&name.ident)
        }
        _ => None,
    }
}

fn is_float(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32"))
}

/// The variables that an expression may speak of.
struct Names<'a>(Vec<&'a Ident>);

impl<'a> Names<'a> {
    /// How many operations a block does, if it does nothing else.
    fn block(mut self, block: &'a syn::Block) -> Option<usize> {
        let (last, before) = block.stmts.split_last()?;
        let mut size = 0;
        for stmt in before {
            let syn::Stmt::Local(local) = stmt else {
                return None;
            };
            let init = local.init.as_ref()?;
            if init.diverge.is_some() || !local.attrs.is_empty() {
                return None;
            }
            size += self.size(&init.expr)?;
            self.0.push(plain_name(&local.pat)?);
        }
        match last {
            syn::Stmt::Expr(expr, None) => Some(size + self.size(expr)?),
            _ => None,
        }
    }

    fn size(&self, expr: &'a syn::Expr) -> Option<usize> {
        match expr {
            syn::Expr::Lit(literal) => matches!(literal.lit, syn::Lit::Float(_)).then_some(0),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?;
                self.0.contains(&name).then_some(0)
            }
            syn::Expr::Paren(inner) => self.size(&inner.expr),
            syn::Expr::Group(inner) => self.size(&inner.expr),
            syn::Expr::Unary(unary) => match unary.op {
                syn::UnOp::Neg(_) => Some(1 + self.size(&unary.expr)?),
                _ => None,
            },
            syn::Expr::Binary(binary) => match binary.op {
                syn::BinOp::Add(_)
                | syn::BinOp::Sub(_)
                | syn::BinOp::Mul(_)
                | syn::BinOp::Div(_) => {
                    Some(1 + self.size(&binary.left)? + self.size(&binary.right)?)
                }
                _ => None,
            },
            syn::Expr::If(choice) => {
                let (_, otherwise) = choice.else_branch.as_ref()?;
                let branches = self.inside().block(&choice.then_branch)? + self.size(otherwise)?;
                Some(self.comparison(&choice.cond)? + branches)
            }
            syn::Expr::Block(block) if block.label.is_none() => self.inside().block(&block.block),
            syn::Expr::MethodCall(call) => {
                rules::find(&call.method.to_string()).filter(|_| call.turbofish.is_none())?;
                let of_number = |arg: &'a syn::Expr| match arg {
                    syn::Expr::Lit(_) => Some(0),
                    arg => self.size(arg),
                };
                let args: Option<Vec<usize>> = call.args.iter().map(of_number).collect();
                Some(1 + self.size(&call.receiver)? + args?.iter().sum::<usize>())
            }
            _ => None,
        }
    }

    /// The same for a comparison of two numbers.
    fn comparison(&self, condition: &'a syn::Expr) -> Option<usize> {
        match condition {
            syn::Expr::Binary(binary) => match binary.op {
                syn::BinOp::Lt(_) | syn::BinOp::Le(_) | syn::BinOp::Gt(_) | syn::BinOp::Ge(_) => {
                    Some(1 + self.size(&binary.left)? + self.size(&binary.right)?)
                }
                _ => None,
            },
            syn::Expr::Paren(inner) => self.comparison(&inner.expr),
            _ => None,
        }
    }

    /// For a block, whose variables end with it.
    fn inside(&self) -> Names<'a> {
        Names(self.0.clone())
    }
}

/// Whether what stands before a function differentiates it, and asks for nothing more.
fn is_differentiated(before: &str) -> bool {
    let Ok(item) = syn::parse_str::<syn::ItemFn>(&format!("{before} fn f() {{}}")) else {
        return false;
    };
    let mut plain = 0;
    let known = item.attrs.iter().all(|attribute| {
        let last = attribute.path().segments.last();
        match last.map(|last| last.ident.to_string()).as_deref() {
            Some("differentiate") => {
                plain += 1;
                matches!(attribute.meta, syn::Meta::Path(_))
            }
            Some("inline" | "allow" | "must_use") => true,
            _ => false,
        }
    });
    known && plain == 1
}

impl<'a> Lowerer<'a> {
    /// The call of such a function in a loop.
    pub(in crate::lower) fn light_call(
        &mut self,
        path: &syn::ExprPath,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let name = path.path.get_ident()?;
        if self.facts.keeps_calls || self.loops_around() == 0 || self.is_deep() {
            return None;
        }
        let is_number = |arg: &Outcome| {
            matches!(
                arg,
                Outcome::Value(_) | Outcome::Slot(_) | Outcome::Place(_) | Outcome::Const(_)
            )
        };
        let before = standing::before_only_one(name)?;
        let function = definitions::free_item(name).filter(is_light)?;
        let fits = args.iter().all(is_number) && function.sig.inputs.len() == args.len();
        if !fits || !is_differentiated(&before) {
            return None;
        }
        let what = Pinned::Lent {
            path: types::tokens_of(&path.path),
            method: None,
            number: number(&function.sig, &function.block),
            way: None,
        };
        let function = located(function.to_token_stream(), span);
        let closure = self.body_of(&syn::parse2(function).ok()?)?;
        let same = |pin: &Pin| format!("{:?}", pin.what) == format!("{what:?}");
        if !self.lending.iter().any(same) {
            self.lending.push(Pin { what, span });
        }
        let body = Callable::Closure(Box::new(closure), Scope::default());
        Some(self.within_body(|l| l.apply(&body, args.to_vec(), span)))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_differentiated, is_light};

    #[test]
    fn a_few_operations_on_numbers() {
        for light in [
            "fn f(x: f64) -> f64 { 1.0 / (1.0 + (-x).exp()) }",
            "fn f(a: f32, b: f32, t: f32) -> f32 { let d = b - a; a + d * t }",
            "fn f(x: f64) -> f64 { x.max(0.0).powi(2) }",
            "fn f(x: f64) -> f64 { if x > 0.0 { x } else if (x < -1.0) { let y = -x; y * y } else { 0.01 * x } }",
        ] {
            assert!(is_light(&syn::parse_str(light).unwrap()), "{light}");
        }
        for other in [
            "fn f(x: f64) -> f64 { x }",
            "fn f(x: f64) -> f64 { x * SCALE }",
            "fn f(x: f64) -> f64 { x * x.scaled() }",
            "fn f(x: f64) -> f64 { g(x) * x }",
            "fn f(x: &f64) -> f64 { x * x }",
            "fn f(x: f64, n: usize) -> f64 { x * n as f64 }",
            "fn f<T>(x: f64) -> f64 { x * x }",
            "fn f(x: f64) -> f64 { if x > 0.0 { x * x } else { return 0.0 } }",
            "fn f(x: f64) -> f64 { if x.is_nan() { x * x } else { 0.0 } }",
            "fn f(x: f64) -> f64 { if x > 0.0 { let y = x; y } else { y * x } }",
            "fn f(mut x: f64) -> f64 { x = x * x; x }",
            "fn f(x: f64) -> f64 { println!(); x * x }",
            "fn f(x: f64) -> f64 { x * x * x * x * x * x * x * x * x * x * x * x * x * x }",
            "fn f(x: f64) { x * x; }",
        ] {
            assert!(!is_light(&syn::parse_str(other).unwrap()), "{other}");
        }
    }

    #[test]
    fn nothing_more_is_asked() {
        for plain in [
            "#[differentiate]",
            "#[inline] #[autodiff::differentiate]\npub(crate)",
        ] {
            assert!(is_differentiated(plain), "{plain}");
        }
        for other in [
            "",
            "#[inline]",
            "#[differentiate(backward = slope)]",
            "#[cfg(test)] #[differentiate]",
            "#[differentiate] #[other]",
        ] {
            assert!(!is_differentiated(other), "{other}");
        }
    }
}
