//! Prints loops.

use super::Printer;
use super::block::{Body, Target};
use crate::emit::code::Level;
use crate::ir::*;
use quote::quote;

impl<'a> Printer<'a> {
    /// Variables for what a loop carries, with their first values.
    fn entry(&mut self, carried: &[Carried], body: &mut Body) {
        let mut pairs = Vec::new();
        for c in carried {
            let web = self.plan.web(c.inside);
            if !self.plan.is_variable(c) || self.stands_in(c.init, web) {
                continue;
            }
            if self.is_declared(web) {
                pairs.push((web, c.init));
                continue;
            }
            let init = self.owned(c.init).tokens();
            let ty = self.annotation(c.inside).map(|ty| quote!(: #ty));
            let pattern = self.declare(c.inside);
            body.push(quote!(let #pattern #ty = #init;));
        }
        self.copies(pairs, body);
    }

    fn targets(&self, carried: &[Carried], exit: Option<usize>) -> Vec<Target> {
        let target = |(i, c): (usize, &Carried)| {
            let variable = self.plan.is_variable(c).then(|| self.plan.web(c.inside));
            match variable {
                variable if exit == Some(i) => Target::Stop(variable),
                Some(web) => Target::Assign(web),
                None => Target::Nothing,
            }
        };
        carried.iter().enumerate().map(target).collect()
    }

    pub(super) fn for_stmt(&mut self, l: &'a For, body: &mut Body) {
        self.entry(&l.carried, body);
        let from = self.value(l.from).at_least(Level::Or);
        let to = self.value(l.to).at_least(Level::Or);
        let mut range = if l.inclusive {
            quote!(#from..=#to)
        } else {
            quote!(#from..#to)
        };
        if l.reversed {
            range = quote!((#range).rev());
        }
        let targets = self.targets(&l.carried, l.exit);
        let (var, inner) = self.scoped(|printer| {
            let var = printer.pattern(&Operand::Value(l.var));
            (var, printer.body(&l.body, &targets))
        });
        let inner = inner.tokens();
        body.push(quote!(for #var in #range { #inner }));
    }

    pub(super) fn while_stmt(&mut self, l: &'a While, body: &mut Body) {
        self.entry(&l.carried, body);
        let targets = self.targets(&l.carried, None);
        let line = self.scoped(|printer| {
            let mut round = printer.body(&l.condition, &[]);
            let (mut positive, mut negative) = (quote!(true), quote!(false));
            if let [condition] = l.condition.yields[..] {
                positive = printer.value(condition).tokens();
                negative = printer.negated(condition).tokens();
            }
            let simple = !round.has_lines();
            let endless = positive.to_string() == "true";
            if !simple && !endless {
                round.push(quote!(if #negative { break; }));
            }
            round.append(printer.body(&l.body, &targets));
            let round = round.tokens();
            if simple && !endless {
                quote!(while #positive { #round })
            } else {
                quote!(loop { #round })
            }
        });
        body.push(line);
    }
}
