//! Variables of a type that is written, and that nothing but operators is done with: `a + b` of
//! `a: V, b: V`. Nothing shows that `V` is a float, so that the operators are taken for those of a type
//! of the user's; should it be another name of a float, these have derivatives, too.

use crate::lower::expr::plain;
use crate::lower::scan::Facts;
use crate::lower::types::tracing;
use crate::lower::{macros, paths, source, types};
use rustc_hash::FxHashSet;
use syn::visit::{self, Visit};

/// What types of floats are called by those who name them.
const FLOATS: [&str; 8] = ["F", "Float", "Fp", "Num", "Number", "Real", "Scalar", "T"];

/// Types of the standard library, whose operators are no user's.
const OTHERS: [&str; 7] = [
    "Box", "Option", "Result", "Self", "String", "Vec", "VecDeque",
];

impl Facts {
    /// Notes these variables as objects; `params` are arguments that some are.
    pub(in crate::lower) fn note_declared(&mut self, sig: &syn::Signature, body: &syn::Block) {
        let mut declared = Declared::default();
        for input in &sig.inputs {
            if let syn::FnArg::Typed(param) = input {
                declared.note(&param.pat, &param.ty, &sig.generics);
            }
        }
        declared.generics = Some(&sig.generics);
        declared.visit_block(body);
        let floats = self.float_names(declared.floats);
        let is_float = |name: &String| floats.contains(name);
        let of_floats: FxHashSet<&String> = (declared.variables.iter())
            .filter(|v| is_float(&v.name))
            .map(|v| &v.ty)
            .collect();
        let objects = declared.variables.iter().filter(|v| {
            let operand = declared.operands.contains(&(v.name.clone(), v.depth));
            operand && !of_floats.contains(&v.ty)
        });
        let objects: Vec<_> = objects.map(|v| v.name.clone()).collect();
        self.receivers.extend(objects);
        self.trace_objects();
    }

    /// Those, and what they are computed from.
    fn float_names(&self, mut floats: FxHashSet<String>) -> FxHashSet<String> {
        loop {
            let before = floats.len();
            for (name, operands) in &self.sums {
                if floats.contains(name) {
                    floats.extend(operands.iter().cloned());
                }
            }
            if floats.len() == before {
                return floats;
            }
        }
    }
}

/// Whether floats may go by this name.
pub(in crate::lower) fn is_name_of_floats(name: &str) -> bool {
    FLOATS.contains(&name) || types::number(name).is_some()
}

struct Variable {
    name: String,
    /// The type as written, and in how many arrays, slices and `Vec`s it is.
    ty: String,
    depth: usize,
}

#[derive(Default)]
struct Declared<'g> {
    generics: Option<&'g syn::Generics>,
    variables: Vec<Variable>,
    /// Operands by their variables, and how often these are indexed.
    operands: FxHashSet<(String, usize)>,
    /// What only floats do is done with these.
    floats: FxHashSet<String>,
}

impl Declared<'_> {
    fn note(&mut self, pattern: &syn::Pat, ty: &syn::Type, generics: &syn::Generics) {
        let syn::Pat::Ident(pattern) = pattern else {
            return;
        };
        let Some((path, depth)) = within(ty) else {
            return;
        };
        let Some(last) = path.segments.last() else {
            return;
        };
        let name = last.ident.to_string();
        let is_parameter = generics.type_params().any(|t| t.ident == name);
        let known = is_name_of_floats(&name) || OTHERS.contains(&name.as_str());
        if is_parameter || known || name == "bool" {
            return;
        }
        self.variables.push(Variable {
            name: pattern.ident.to_string(),
            ty: types::tokens_of(path).text().to_string(),
            depth,
        });
    }

    /// `let s = v[0];` is of the type of the elements of `v`.
    fn note_copy(&mut self, pattern: &syn::Pat, init: &syn::Expr) {
        let syn::Pat::Ident(pattern) = pattern else {
            return;
        };
        let Some((name, depth)) = indexed(init) else {
            return;
        };
        let known = self.variables.iter().rev().find(|v| v.name == name);
        if let Some((ty, of)) = known.map(|v| (v.ty.clone(), v.depth))
            && let Some(depth) = of.checked_sub(depth)
        {
            self.variables.push(Variable {
                name: pattern.ident.to_string(),
                ty,
                depth,
            });
        }
    }

    fn note_floats(&mut self, e: &syn::Expr) {
        let mut names = Vec::new();
        tracing::operands(e, &mut names);
        self.floats.extend(names);
    }

    fn note_operand(&mut self, e: &syn::Expr) {
        let e = match plain(e) {
            syn::Expr::Unary(unary) => &unary.expr,
            e => e,
        };
        self.operands.extend(indexed(e));
    }
}

/// The variable that an operand is, or is an element of, and how deep in it.
fn indexed(e: &syn::Expr) -> Option<(String, usize)> {
    match plain(e) {
        syn::Expr::Index(index) => {
            let (name, depth) = indexed(&index.expr)?;
            Some((name, depth + 1))
        }
        syn::Expr::Reference(reference) => indexed(&reference.expr),
        syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => indexed(&unary.expr),
        syn::Expr::Path(path) => paths::single(path).map(|name| (name, 0)),
        _ => None,
    }
}

/// The named type of an argument or of its elements, and how deep that is.
fn within(ty: &syn::Type) -> Option<(&syn::Path, usize)> {
    let deeper = |inner| within(inner).map(|(path, depth)| (path, depth + 1));
    match types::plain(ty) {
        syn::Type::Reference(reference) => within(&reference.elem),
        syn::Type::Slice(slice) => deeper(&slice.elem),
        syn::Type::Array(array) => deeper(&array.elem),
        syn::Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments) if last.ident == "Vec" => {
                    match arguments.args.first()? {
                        syn::GenericArgument::Type(inner) => deeper(inner),
                        _ => None,
                    }
                }
                _ if source::aliases::alias_of_plain(&path.path).is_some() => None,
                _ => Some((&path.path, 0)),
            }
        }
        _ => None,
    }
}

fn is_float_literal(e: &syn::Expr) -> bool {
    match plain(e) {
        syn::Expr::Lit(literal) => matches!(literal.lit, syn::Lit::Float(_)),
        syn::Expr::Unary(unary) => is_float_literal(&unary.expr),
        _ => false,
    }
}

impl<'ast> Visit<'ast> for Declared<'_> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (syn::Pat::Type(typed), Some(generics)) = (&local.pat, self.generics) {
            self.note(&typed.pat, &typed.ty, generics);
        }
        if let Some(init) = &local.init {
            self.note_copy(&local.pat, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_binary(&mut self, e: &'ast syn::ExprBinary) {
        use syn::BinOp as B;
        let scales = matches!(
            e.op,
            B::Mul(_) | B::Div(_) | B::MulAssign(_) | B::DivAssign(_)
        );
        if !scales {
            // A number can be scaled by vectors, but not be added to one or compared with it.
            if is_float_literal(&e.right) {
                self.note_floats(&e.left);
            }
            if is_float_literal(&e.left) {
                self.note_floats(&e.right);
            }
        }
        self.note_operand(&e.left);
        self.note_operand(&e.right);
        visit::visit_expr_binary(self, e);
    }

    fn visit_expr_unary(&mut self, e: &'ast syn::ExprUnary) {
        if let syn::UnOp::Neg(_) = e.op {
            self.note_operand(&e.expr);
        }
        visit::visit_expr_unary(self, e);
    }

    fn visit_expr_method_call(&mut self, e: &'ast syn::ExprMethodCall) {
        let name = e.method.to_string();
        if crate::rules::find(&name).is_some()
            || crate::lower::types::scalar_names::is_float_test(&name)
        {
            self.note_floats(&e.receiver);
            e.args.iter().for_each(|arg| self.note_floats(arg));
        }
        visit::visit_expr_method_call(self, e);
    }

    fn visit_expr_cast(&mut self, e: &'ast syn::ExprCast) {
        self.note_floats(&e.expr);
        visit::visit_expr_cast(self, e);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        for arg in macros::arguments(mac).iter().flatten() {
            // The arguments live only here.
            let mut inner = Declared::default();
            inner.visit_expr(arg);
            self.operands.extend(inner.operands);
            self.floats.extend(inner.floats);
        }
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}
}
