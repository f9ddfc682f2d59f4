//! `let grid: Grid<3> = Grid::empty();`: the generic arguments that the call leaves out are those of the annotation,
//! of the field that it is put into, or of the result that it is; so are those of the enum whose variant is made there.

use crate::lower::rewriting::{arguments_of_result, told_by_result};
use crate::lower::source::anywhere;
use crate::lower::types::fields;
use crate::lower::types::generics::{self, Parameter};
use crate::lower::*;
use syn::visit_mut::{self, VisitMut};

/// The function with these arguments in such calls.
pub(crate) fn with_annotated(mut function: syn::ItemFn) -> syn::ItemFn {
    if let (syn::ReturnType::Type(_, ty), Some(syn::Stmt::Expr(last, None))) =
        (&function.sig.output, function.block.stmts.last_mut())
    {
        annotate(last, ty);
    }
    let output = match &function.sig.output {
        syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
        syn::ReturnType::Default => None,
    };
    Annotated(output).visit_block_mut(&mut function.block);
    if let Some(float) = only_float(&function) {
        OfFloat(float).visit_block_mut(&mut function.block);
    }
    function
}

/// The only type parameter of a function, if it is a float.
fn only_float(function: &syn::ItemFn) -> Option<syn::Ident> {
    let generics = &function.sig.generics;
    let mut parameters = generics.type_params();
    let only = parameters.next().filter(|_| parameters.next().is_none())?;
    let is_float = generics::parameter(generics, &only.ident, Some(function)) == Parameter::Float;
    is_float.then(|| only.ident.clone())
}

/// What a call that is given nothing makes is taken to be of the function's own floats: `Body::at_rest()` is
/// `Body::<T>::at_rest()`. Where it is not, rustc says so.
struct OfFloat(syn::Ident);

impl VisitMut for OfFloat {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        if let syn::Expr::Path(path) = &mut *call.func
            && call.args.is_empty()
            && path.qself.is_none()
            && let [owner, _] = path.path.segments.iter().collect::<Vec<_>>()[..]
            && let Some(definition) = anywhere::structure(&owner.ident)
            && let [syn::GenericParam::Type(_)] =
                definition.generics.params.iter().collect::<Vec<_>>()[..]
        {
            let (owner, float) = (&owner.ident, &self.0);
            let ty = syn::parse_str(&format!("{owner}<{float}>"));
            if let Ok(ty) = ty {
                apply(&mut path.path, &ty);
            }
        }
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// What the function gives.
struct Annotated(Option<syn::Type>);

impl VisitMut for Annotated {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        visit_mut::visit_local_mut(self, local);
        if let (syn::Pat::Type(typed), Some(init)) = (&local.pat, &mut local.init) {
            annotate(&mut init.expr, &typed.ty);
        }
    }

    fn visit_expr_struct_mut(&mut self, literal: &mut syn::ExprStruct) {
        visit_mut::visit_expr_struct_mut(self, literal);
        let Some(name) = literal.path.get_ident() else {
            return;
        };
        // What parameters of another definition are called says nothing here.
        let plain = |definition: &syn::ItemStruct| definition.generics.params.is_empty();
        let Some(definition) = source::definitions::definition(name).filter(plain) else {
            return;
        };
        for field in &mut literal.fields {
            if let syn::Member::Named(name) = &field.member
                && let Some(ty) = fields::field_called(&definition.fields, &name.to_string())
            {
                annotate(&mut field.expr, &ty);
            }
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        let syn::Expr::Path(path) = &*call.func else {
            return;
        };
        let signature = match path.path.segments.iter().collect::<Vec<_>>()[..] {
            [function] => source::definitions::free_item(&function.ident).map(|item| item.sig),
            [owner, function] => {
                let found =
                    source::definitions::function(&owner.ident, &function.ident.to_string());
                found.map(|found| found.signature)
            }
            _ => None,
        };
        let inputs = signature.into_iter().flat_map(|signature| signature.inputs);
        for (arg, input) in call.args.iter_mut().zip(inputs) {
            if let syn::FnArg::Typed(input) = input
                && is_of_numbers(&input.ty)
            {
                annotate(arg, &input.ty);
            }
        }
    }

    fn visit_expr_return_mut(&mut self, returned: &mut syn::ExprReturn) {
        visit_mut::visit_expr_return_mut(self, returned);
        if let (Some(e), Some(ty)) = (&mut returned.expr, &self.0) {
            annotate(e, ty);
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        let output = self.0.take();
        visit_mut::visit_expr_closure_mut(self, closure);
        self.0 = output;
    }

    fn visit_item_mut(&mut self, _: &mut syn::Item) {}
}

/// `Grid::empty()`, or methods of it that give the same type, or `Outcome::Done { .. }`, as it is where a type is written.
fn annotate(e: &mut syn::Expr, ty: &syn::Type) {
    let at_end = |block: &mut syn::Block| {
        if let Some(syn::Stmt::Expr(last, None)) = block.stmts.last_mut() {
            annotate(last, ty);
        }
    };
    match e {
        syn::Expr::If(e) => {
            at_end(&mut e.then_branch);
            if let Some((_, els)) = &mut e.else_branch {
                annotate(els, ty);
            }
        }
        syn::Expr::Match(e) => e
            .arms
            .iter_mut()
            .for_each(|arm| annotate(&mut arm.body, ty)),
        syn::Expr::Block(e) => at_end(&mut e.block),
        syn::Expr::MethodCall(call) if gives_itself(&call.method) => {
            annotate(&mut call.receiver, ty);
        }
        syn::Expr::Call(call) => {
            let syn::Expr::Path(path) = &mut *call.func else {
                return;
            };
            let inside = inside(ty, "Option").or_else(|| inside(ty, "Result"));
            match (inside, call.args.first_mut()) {
                (Some(inside), Some(arg)) if is_success(&path.path) => annotate(arg, inside),
                _ if path.path.segments.len() > 1 => apply(&mut path.path, ty),
                _ => {
                    apply_to_literal(&mut path.path, ty);
                    arguments_of_result::tell(&mut path.path, ty);
                }
            }
        }
        syn::Expr::Struct(literal) => {
            for at in 0..literal.fields.len() {
                if let syn::Member::Named(name) = &literal.fields[at].member
                    && let Some(ty) = told_by_result::field_of(literal, &name.to_string(), ty)
                {
                    annotate(&mut literal.fields[at].expr, &ty);
                }
            }
            apply(&mut literal.path, ty);
            apply_to_literal(&mut literal.path, ty);
        }
        syn::Expr::Path(path) => apply(&mut path.path, ty),
        syn::Expr::Paren(inner) => annotate(&mut inner.expr, ty),
        syn::Expr::Binary(binary) if is_matrix(ty) => match (&binary.op, &*binary.right) {
            (syn::BinOp::Add(_) | syn::BinOp::Sub(_), _) => {
                annotate(&mut binary.left, ty);
                annotate(&mut binary.right, ty);
            }
            (syn::BinOp::Mul(_) | syn::BinOp::Div(_), syn::Expr::Lit(_)) => {
                annotate(&mut binary.left, ty);
            }
            _ => {}
        },
        _ => {}
    }
}

/// Whether a type has generic arguments, and these are numbers: then they mean the same everywhere.
fn is_of_numbers(ty: &syn::Type) -> bool {
    let arguments = fields::last_segment(ty).map(|last| &last.arguments);
    let Some(syn::PathArguments::AngleBracketed(list)) = arguments else {
        return false;
    };
    list.args.iter().all(|argument| match argument {
        syn::GenericArgument::Type(ty) => types::is_number(ty),
        syn::GenericArgument::Const(value) => matches!(value, syn::Expr::Lit(_)),
        _ => false,
    })
}

fn is_success(path: &syn::Path) -> bool {
    path.is_ident("Ok") || path.is_ident("Some")
}

/// `T` of `Option<T>` or `Result<T, E>`
fn inside<'t>(ty: &'t syn::Type, of: &str) -> Option<&'t syn::Type> {
    let last = fields::last_segment(ty).filter(|last| last.ident == of)?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => match list.args.first() {
            Some(syn::GenericArgument::Type(ty)) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// The type in a path that leads into it, with the generic arguments that are written for it.
fn apply(path: &mut syn::Path, ty: &syn::Type) {
    if library::names::leaves_size_out(path)
        && let syn::Type::Path(of) = types::plain(ty)
        && is_matrix(ty)
    {
        let function = path.segments.last().cloned();
        *path = of.path.clone();
        path.segments.extend(function);
        return;
    }
    if path.segments.len() > 1 {
        let owner = path.segments.iter_mut().rev().nth(1);
        owner.into_iter().for_each(|owner| apply_to(owner, ty));
    }
}

/// The same for the type of a literal.
fn apply_to_literal(path: &mut syn::Path, ty: &syn::Type) {
    if path.segments.len() == 1 {
        path.segments.iter_mut().for_each(|own| apply_to(own, ty));
    }
}

fn apply_to(owner: &mut syn::PathSegment, ty: &syn::Type) {
    let Some(written) = fields::last_segment(ty) else {
        return;
    };
    if let syn::PathArguments::AngleBracketed(arguments) = &written.arguments
        && matches!(types::plain(ty), syn::Type::Path(_))
        && !arguments.args.iter().any(is_open)
        && owner.ident == written.ident
        && owner.arguments.is_none()
        && (anywhere::structure(&owner.ident).is_some()
            || anywhere::enumeration(&owner.ident).is_some())
    {
        let mut arguments = arguments.clone();
        arguments.colon2_token = Some(Default::default());
        owner.arguments = syn::PathArguments::AngleBracketed(arguments);
    }
}

/// Whether a type is called like one of matrices.
fn is_matrix(ty: &syn::Type) -> bool {
    let last = fields::last_segment(ty);
    last.is_some_and(|last| library::names::shape(&last.ident.to_string()).is_some())
}

/// Whether all methods of this name give the type that they are called on.
fn gives_itself(name: &syn::Ident) -> bool {
    let all = anywhere::signatures_anywhere(name);
    let gives = |sig: &syn::Signature| {
        let output = match &sig.output {
            syn::ReturnType::Type(_, ty) => types::tokens_of(&**ty).text() == "Self",
            syn::ReturnType::Default => false,
        };
        output && sig.receiver().is_some()
    };
    !all.is_empty() && all.iter().all(gives)
}

/// Whether an argument is left open: `_`.
fn is_open(argument: &syn::GenericArgument) -> bool {
    types::tokens_of(argument).mentions(&["_".into()])
}
