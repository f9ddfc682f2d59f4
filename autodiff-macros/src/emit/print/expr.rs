//! Prints values: folded expressions, or the variables that hold them.

use super::Printer;
use crate::emit::code::{Code, Level};
use crate::emit::plan::{Boolean, Definition, Fate};
use crate::emit::{for_some, names, types};
use crate::ir::*;
use proc_macro2::{Ident, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

impl Printer<'_> {
    pub(super) fn value(&self, value: Value) -> Code {
        if self.plan.fate(value) == Fate::Kept {
            return self.named(value);
        }
        match self.plan.definition(value) {
            Definition::Expr(expr) => self.expr(value, expr),
            Definition::If(stmt, _) => match self.plan.boolean(stmt) {
                Some(boolean) => self.boolean(boolean, self.span(value)),
                None => self.named(value),
            },
            _ => self.named(value),
        }
    }

    fn named(&self, value: Value) -> Code {
        let web = self.plan.web(value);
        let ident = self.variable(web).cloned().unwrap_or_else(|| {
            let name = self.plan.name(web).map_or("value", |name| &name.text);
            names::local(name, self.function.value(value).span)
        });
        Code::atom(quote!(#ident))
    }

    pub(super) fn boolean(&self, boolean: Boolean, span: Span) -> Code {
        let left = if boolean.negated {
            self.negated(boolean.left)
        } else {
            self.value(boolean.left)
        };
        if !boolean.or && self.constant(boolean.right) == Some(true) {
            return left;
        }
        let (operator, level) = if boolean.or {
            ("||", Level::Or)
        } else {
            ("&&", Level::And)
        };
        Code::binary(left, operator, level, self.value(boolean.right), span)
    }

    /// The opposite of a condition.
    pub(super) fn negated(&self, value: Value) -> Code {
        if self.plan.fate(value) == Fate::Folded
            && let Definition::Expr(expr) = self.plan.definition(value)
        {
            match expr {
                Expr::Unary(Unary::Not, inner) => return self.value(*inner),
                Expr::Binary(op, a, b) => {
                    let opposite = match op {
                        Binary::Eq => Some(Binary::Ne),
                        Binary::Ne => Some(Binary::Eq),
                        // Of floats neither may hold.
                        _ if !self.function.value(*a).ty.is_integer() => None,
                        Binary::Lt => Some(Binary::Ge),
                        Binary::Le => Some(Binary::Gt),
                        Binary::Gt => Some(Binary::Le),
                        Binary::Ge => Some(Binary::Lt),
                        _ => None,
                    };
                    if let Some(opposite) = opposite {
                        return self.binary(opposite, *a, *b, self.span(value));
                    }
                }
                _ => {}
            }
        }
        self.value(value).prefix(quote!(!))
    }

    fn binary(&self, op: Binary, a: Value, b: Value, span: Span) -> Code {
        if op.is_comparison() && self.is_borrowed(a) != self.is_borrowed(b) {
            // A reference compares with another one only.
            let (operator, level) = operator(op);
            return Code::binary(self.behind(a), operator, level, self.behind(b), span);
        }
        let (op, right) = self.without_sign(op, b);
        let (operator, level) = operator(op);
        Code::binary(self.value(a), operator, level, right, span)
    }

    /// The expression that defines `value`.
    pub(super) fn expr(&self, value: Value, expr: &Expr) -> Code {
        let span = self.span(value);
        let ty = &self.function.value(value).ty;
        match expr {
            Expr::Literal(tokens) => self.literal(value, tokens),
            Expr::Const(path) => Code::atom(path.stream().clone()),
            Expr::Unary(Unary::Neg, v) => match self.negation(*v) {
                Some(inner) => self.value(inner),
                None => self.value(*v).prefix(quote_spanned!(span=> -)),
            },
            Expr::Unary(Unary::Not, v) => self.negated(*v),
            Expr::Binary(op, a, b) => self.binary(*op, *a, *b, span),
            Expr::Cast(v, to)
                if to.is_generic_float() || self.function.value(*v).ty.is_generic_float() =>
            {
                let (v, to) = (self.value(*v).tokens(), types::written(to));
                Code::atom(quote_spanned!(span=> ::autodiff::cast::<_, #to>(#v)))
            }
            Expr::Cast(v, to) => self.value(*v).cast(&types::written(to)),
            // Partials take it, whether the user's trait has it or not.
            Expr::Rule(rule, operands) if rule.name == "abs" && ty.is_generic_float() => {
                let operands = operands.iter().map(|v| self.value(*v).tokens());
                Code::atom(quote_spanned!(span=> ::autodiff::absolute(#(#operands),*)))
            }
            Expr::Rule(rule, operands) => self.method(rule.name, operands, span),
            Expr::Method(name, operands) => self.method(name, operands, span),
            Expr::Load(place) => self.loaded(place, ty),
            Expr::Is(place, pattern) => self.is_of(place, pattern, span),
            Expr::Len(place) => {
                let place = self.place(place);
                Code::atom(place.method(&quote!(len), &[], span).tokens())
            }
            Expr::Runtime(path, operands) => {
                let path = path.split("::").map(|part| Ident::new(part, span));
                let operands = operands.iter().map(|v| self.value(*v).tokens());
                Code::atom(quote_spanned!(span=> ::autodiff #(::#path)* (#(#operands),*)))
            }
            Expr::StopGradient(v) => self.value(*v),
            Expr::Take(place) => {
                let place = self.borrowed_mut(place);
                Code::atom(quote_spanned!(span=> ::core::mem::take(#place)))
            }
            Expr::Pop(place) => {
                let place = self.borrowed_mut(place);
                Code::atom(quote_spanned!(span=> ::autodiff::take_last(#place)))
            }
            Expr::Sum(place) => {
                let place = self.borrowed(place);
                Code::atom(quote_spanned!(span=> ::autodiff::sum(#place)))
            }
            Expr::Recorded(recorded) => self.recorded(recorded, ty.is_scalar()),
            Expr::Aggregate(operand) => Code::atom(self.operand(operand)),
            Expr::Unwrap(v) => {
                let zero = types::zero(ty, &quote!(-0.0));
                let zero = zero.unwrap_or_else(|| quote!(::core::default::Default::default()));
                Code::atom(
                    self.value(*v)
                        .method(&quote!(unwrap_or), &[zero], span)
                        .tokens(),
                )
            }
            Expr::Zero(Some(primal)) => {
                let primal = self.reference(*primal);
                Code::atom(quote_spanned!(span=> ::autodiff::zero_gradient(#primal)))
            }
            Expr::Zero(None) => self.zero(value, ty),
            Expr::Wanted(arguments) => {
                let level = match arguments.len() {
                    1 => Level::Postfix,
                    _ => Level::Or,
                };
                Code::new(for_some::condition(&self.function.params, arguments), level)
            }
            Expr::Fresh(argument) => Code::new(
                for_some::fresh(&self.function.params, *argument),
                Level::Postfix,
            ),
        }
    }

    fn method(&self, name: &str, operands: &[Value], span: Span) -> Code {
        let name = names::local(name, span);
        let mut operands = operands.iter().map(|v| self.value(*v));
        match operands.next() {
            Some(receiver) => {
                let arguments: Vec<_> = operands.map(Code::tokens).collect();
                receiver.method(&quote!(#name), &arguments, span)
            }
            None => Code::atom(quote!(#name())),
        }
    }

    fn literal(&self, value: Value, tokens: &Tokens) -> Code {
        let level = if tokens.text().starts_with('-') {
            Level::Prefix
        } else {
            Level::Postfix
        };
        let code = Code::new(tokens.stream().clone(), level);
        let ty = &self.function.value(value).ty;
        if ty.is_generic_float() {
            return Code::atom(types::literal(ty, tokens.stream()));
        }
        if !self.plan.has_typed_literal(value) {
            return code;
        }
        match suffixed(tokens.stream(), ty) {
            Some(stream) => Code::new(stream, level),
            None => code.cast(&types::written(ty)),
        }
    }

    /// Adjoints start at a negative zero: adding to it costs nothing, `-0.0 + x` being `x`.
    fn zero(&self, value: Value, ty: &Type) -> Code {
        let float = if self.plan.is_returned(value) {
            quote!(0.0)
        } else {
            quote!(-0.0)
        };
        match types::zero(ty, &float) {
            Some(zero) if ty.is_generic_float() => Code::atom(zero),
            Some(zero) if ty.is_float() && !self.plan.is_returned(value) => {
                let code = Code::new(zero, Level::Prefix);
                if self.plan.has_typed_literal(value) {
                    code.cast(&types::written(ty))
                } else {
                    code
                }
            }
            Some(zero) => Code::atom(zero),
            // Only rustc knows what the call returned.
            None => Code::atom(quote!(::autodiff::unused())),
        }
    }

    /// A record: a scalar, or a reference to an aggregate.
    pub(super) fn recorded(&self, recorded: &Recorded, scalar: bool) -> Code {
        // A body of both passes reads what its loops have recorded when the room is closed.
        let name = match self.rooms.get(&recorded.field) {
            Some(room) if !self.is_fused => quote!(#room),
            _ => self.field(self.holder(recorded.field)),
        };
        match &recorded.at {
            At::Whole | At::Last if self.is_fused && !scalar => {
                Code::new(quote!(&#name), Level::Prefix)
            }
            At::Whole | At::Last | At::Itself => Code::atom(quote!(#name)),
            At::Branch if scalar => Code::atom(quote!(#name.expect("recorded"))),
            At::Branch => Code::atom(quote!(#name.as_ref().expect("recorded"))),
            At::Span {
                block,
                cursor,
                from,
                count,
            } => {
                let at = At::Cursor {
                    block: *block,
                    cursor: *cursor,
                    ordinal: *from,
                };
                let first = from.is_none() && !(*cursor && self.cursors.contains_key(block));
                let at = self.record_index(&at);
                let from = (!first).then(|| quote!([#at..]));
                let count = self.value(*count).tokens();
                Code::new(quote!(&#name #from [..#count]), Level::Prefix)
            }
            At::Cursor { .. } => {
                let at = self.record_index(&recorded.at);
                let part = self.part_of_row(recorded.field);
                let item = Code::atom(quote!(#name[#at] #part));
                if scalar { item } else { item.prefix(quote!(&)) }
            }
        }
    }

    /// Where in its field a record of a loop stands.
    pub(super) fn record_index(&self, at: &At) -> TokenStream {
        let At::Cursor {
            block,
            cursor,
            ordinal,
        } = at
        else {
            return TokenStream::new();
        };
        let cursor = if *cursor {
            self.cursors.get(block)
        } else {
            None
        };
        match (cursor, ordinal) {
            (Some(cursor), Some(ordinal)) => {
                let base = Code::atom(quote!(#cursor));
                let span = Span::call_site();
                let ordinal = self.value(*ordinal);
                Code::binary(base, "+", Level::Sum, ordinal, span).tokens()
            }
            (Some(cursor), None) => quote!(#cursor),
            (None, Some(ordinal)) => self.value(*ordinal).tokens(),
            (None, None) => quote!(0),
        }
    }
}

pub(super) fn operator(op: Binary) -> (&'static str, Level) {
    match op {
        Binary::Add => ("+", Level::Sum),
        Binary::Sub => ("-", Level::Sum),
        Binary::Mul => ("*", Level::Product),
        Binary::Div => ("/", Level::Product),
        Binary::Rem => ("%", Level::Product),
        Binary::BitAnd => ("&", Level::BitAnd),
        Binary::BitOr => ("|", Level::BitOr),
        Binary::BitXor => ("^", Level::BitXor),
        Binary::Shl => ("<<", Level::Shift),
        Binary::Shr => (">>", Level::Shift),
        Binary::Eq => ("==", Level::Compare),
        Binary::Ne => ("!=", Level::Compare),
        Binary::Lt => ("<", Level::Compare),
        Binary::Le => ("<=", Level::Compare),
        Binary::Gt => (">", Level::Compare),
        Binary::Ge => (">=", Level::Compare),
    }
}

/// The number with its type behind it, if the type is a primitive one.
fn suffixed(stream: &TokenStream, ty: &Type) -> Option<TokenStream> {
    let suffix = match ty {
        Type::Int(name) => name,
        Type::Float(Float::F32) => "f32",
        Type::Float(Float::F64) => "f64",
        _ => return None,
    };
    let mut trees: Vec<TokenTree> = stream.clone().into_iter().collect();
    let Some(TokenTree::Literal(number)) = trees.pop() else {
        return None;
    };
    let mut text = number.to_string();
    if text.ends_with('.') {
        text.push('0');
    }
    let mut typed: Literal = format!("{text}_{suffix}").parse().ok()?;
    typed.set_span(number.span());
    trees.push(TokenTree::Literal(typed));
    Some(trees.into_iter().collect())
}
