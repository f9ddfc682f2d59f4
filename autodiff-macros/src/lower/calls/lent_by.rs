//! Calls of functions that lend, read as their bodies: what they give is a part of what they are given.

use crate::lower::calls::{lending, made_inside};
use crate::lower::flow::{branch, leaving};
use crate::lower::messages as m;
use crate::lower::*;

impl<'a> Lowerer<'a> {
    /// What a function of the block lends: a part of what it is given.
    pub(in crate::lower) fn lent_by(
        &mut self,
        function: &syn::ItemFn,
        args: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let fits = function.sig.inputs.len() == args.len() && !self.is_deep();
        let block = match made_inside::may_fail(&function.sig.output) {
            true => {
                let block = options::tries::hoisted(&function.block, &function.sig);
                let gives_result = made_inside::gives_result(&function.sig.output);
                rewriting::guards::as_branches(&block, gives_result)
            }
            false => Some((*function.block).clone()),
        };
        let block = block.filter(|block| !block.stmts.iter().any(leaving::leaves));
        let (Some(block), true, false) = (block, fits, self.hides_names_of(function)) else {
            return self.error(span, m::CALLED_REFERENCE);
        };
        let function = &syn::ItemFn {
            block: Box::new(block),
            ..function.clone()
        };
        if let (syn::ReturnType::Type(_, ty), Some(syn::Stmt::Expr(last, _))) =
            (&function.sig.output, function.block.stmts.last())
            && let syn::Expr::If(_) | syn::Expr::Match(_) | syn::Expr::Block(_) = expr::plain(last)
            && lending::may_be_part(ty)
        {
            return self.error(span, m::CALLED_OPTION);
        }
        let Some(function) = self.absorbed(function) else {
            return self.error(span, m::CALLED_REFERENCE);
        };
        let inputs = &function.sig.inputs;
        let given = self.within_body(|l| {
            l.scoped_in(Scope::default(), |l| {
                for (input, arg) in inputs.iter().zip(args) {
                    let arg = l.captured(&arg, false, span);
                    match input {
                        syn::FnArg::Receiver(_) => l.scope.bind("self", arg),
                        syn::FnArg::Typed(typed) => {
                            let ty = l.type_from(&typed.ty);
                            let arg = l.annotated(arg, &ty, span);
                            l.bind(&typed.pat, arg);
                        }
                    }
                }
                l.block_then(&function.block, &mut branch::as_is)
            })
        });
        if let syn::ReturnType::Type(_, ty) = &function.sig.output
            && let Some(declared) = self.declared(ty)
        {
            let ty = self.type_of(&given.clone().dereferenced());
            self.as_declared(&ty, &declared);
        }
        given
    }
}
