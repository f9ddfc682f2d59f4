//! Which functions rustc should inline, as measured: short straight lines always, constant loops if
//! it likes, loops over data never.

use crate::ir::*;
use proc_macro2::TokenStream;
use quote::quote;
use rustc_hash::FxHashSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Inline {
    Always,
    Maybe,
    Never,
}

impl Inline {
    pub(super) fn of(function: &Function) -> Self {
        const SHORT: usize = 60;
        let mut operations = 0;
        let mut constants = FxHashSet::default();
        let mut inline = Inline::Always;
        function.body.walk(&mut |stmt| match stmt {
            Stmt::Let { value, expr } => {
                if let Expr::Literal(_) | Expr::Const(_) = expr {
                    constants.insert(*value);
                } else {
                    operations += 1;
                }
            }
            Stmt::For(l) => {
                let constant = constants.contains(&l.from) && constants.contains(&l.to);
                let loops = if constant {
                    Inline::Maybe
                } else {
                    Inline::Never
                };
                inline = inline.max(loops);
            }
            Stmt::While(_) => inline = Inline::Never,
            _ => operations += 1,
        });
        if operations > SHORT {
            inline = inline.max(Inline::Maybe);
        }
        inline
    }

    /// For functions that only call others.
    pub(super) fn of_wrapper(self) -> Self {
        self.max(Inline::Maybe)
    }

    pub(super) fn attribute(self) -> TokenStream {
        match self {
            Inline::Always => quote!(#[inline(always)]),
            Inline::Maybe => quote!(#[inline]),
            Inline::Never => TokenStream::new(),
        }
    }
}
