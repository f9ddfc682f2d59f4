//! Methods of numbers: of integers, of characters and of floats.

use super::messages as m;
use super::types::infer::Kind;
use super::types::scalar_names::{CHAR_CASES, CHAR_TESTS, FLOAT_TESTS, Gives, INTEGER_METHODS};
use super::*;
use crate::ir::{Binary, Expr, Float};
use crate::rules;

impl<'a> Lowerer<'a> {
    /// A method of a number, with its arguments.
    pub(super) fn scalar_method(
        &mut self,
        name: &str,
        receiver: Value,
        args: Vec<Value>,
        span: Span,
    ) -> Outcome {
        let ty = self.function.value(receiver).ty.clone();
        if let Some(outcome) = self.checked_method(name, receiver, &args, span) {
            return outcome;
        }
        let integer = INTEGER_METHODS.iter().find(|(n, _)| *n == name);
        // What floats and integers both have is decided by the type, as far as it is known.
        let argument_is_integer = args.first().is_some_and(|arg| {
            let ty = self.function.value(*arg).ty.clone();
            self.infer.kind(&ty) == Kind::Int
        });
        if let Some(name) = CHAR_TESTS.iter().find(|n| **n == name)
            && args.is_empty()
            && self.infer.shallow(&ty) == Type::Char
        {
            let test = Expr::Method(name, vec![receiver]);
            return Outcome::Value(self.define(test, Type::Bool, "", span));
        }
        if self.infer.shallow(&ty) == Type::Char {
            if let Some(name) = CHAR_CASES.iter().find(|n| **n == name)
                && args.is_empty()
            {
                let case = Expr::Method(name, vec![receiver]);
                return Outcome::Value(self.define(case, Type::Char, "", span));
            }
            if let ("eq_ignore_ascii_case", [other]) = (name, &args[..]) {
                let lowered = [receiver, *other].map(|c| {
                    let case = Expr::Method("to_ascii_lowercase", vec![c]);
                    self.define(case, Type::Char, "", span)
                });
                let same = self.operation(Binary::Eq, lowered[0], lowered[1], span);
                return Outcome::Value(same);
            }
        }
        let is_integer = match self.infer.kind(&ty) {
            Kind::Int => true,
            Kind::Float => false,
            _ => integer.is_some() && (argument_is_integer || rules::find(name).is_none()),
        };
        let mut operands = vec![receiver];
        operands.extend(args);
        match (is_integer, integer) {
            (true, Some((name, gives))) => self.integer_method(name, *gives, operands, span),
            (true, None) => self.error_about(span, m::UNKNOWN_METHOD, name),
            _ if ty == Type::Bool || ty == Type::Char => {
                self.error_about(span, m::UNKNOWN_METHOD, name)
            }
            _ => self.float_method(name, operands, span),
        }
    }

    fn integer_method(
        &mut self,
        name: &'static str,
        gives: Gives,
        operands: Vec<Value>,
        span: Span,
    ) -> Outcome {
        let ty = self.function.value(operands[0]).ty.clone();
        let expected = match gives {
            Gives::SameOfU32 => Type::Int("u32"),
            _ => ty.clone(),
        };
        for operand in &operands[1..] {
            self.unify_value(*operand, &expected, span);
        }
        let result = match gives {
            Gives::Same | Gives::SameOfU32 => ty,
            Gives::Bool => Type::Bool,
            Gives::U32 => Type::Int("u32"),
            Gives::Unsigned => match self.infer.shallow(&ty) {
                Type::Int("i8") => Type::Int("u8"),
                Type::Int("i16") => Type::Int("u16"),
                Type::Int("i32") => Type::Int("u32"),
                Type::Int("i64") => Type::Int("u64"),
                Type::Int("i128") => Type::Int("u128"),
                Type::Int("isize") => Type::USIZE,
                other => other,
            },
        };
        Outcome::Value(self.define(Expr::Method(name, operands), result, name, span))
    }

    fn float_method(&mut self, name: &str, operands: Vec<Value>, span: Span) -> Outcome {
        let ty = self.function.value(operands[0]).ty.clone();
        if name == "sin_cos" && operands.len() == 1 {
            let sin = self.float_method("sin", operands.clone(), span);
            let cos = self.float_method("cos", operands, span);
            return Outcome::Tuple(vec![sin, cos]);
        }
        if let Some(name) = FLOAT_TESTS.iter().find(|n| **n == name)
            && operands.len() == 1
            && self.infer.narrow(&ty, Kind::Float)
        {
            let result = match (*name, self.infer.shallow(&ty)) {
                ("to_bits", Type::Float(Float::F32)) => Type::Int("u32"),
                ("to_bits", Type::Float(Float::F64)) => Type::Int("u64"),
                ("to_bits", _) => return self.error_about(span, m::UNKNOWN_METHOD, name),
                _ => Type::Bool,
            };
            return Outcome::Value(self.define(Expr::Method(name, operands), result, "", span));
        }
        if let ("partial_cmp" | "total_cmp", [a, b]) = (name, &operands[..]) {
            return self.compared(name, *a, *b, span);
        }
        if let Some(outcome) = self.number_method(name, &operands, span) {
            return outcome;
        }
        if name == "into" {
            return self.error(span, m::INTO);
        }
        let Some(rule) = rules::find(name) else {
            if let Some(why) = rules::why_without(name) {
                self.errors
                    .at(span, format!("`{name}` has no derivative here"), why);
                return Outcome::Poison;
            }
            return match self.implemented_method(name, &operands, span) {
                Some(outcome) => outcome,
                None => self.error_about(span, m::UNKNOWN_METHOD, name),
            };
        };
        if rule.partials.len() != operands.len() {
            return self.error(span, m::ARGUMENTS);
        }
        if !self.infer.narrow(&ty, Kind::Float) {
            return self.error_about(span, m::UNKNOWN_METHOD, name);
        }
        for operand in &operands[1..] {
            let expected = if name == "powi" {
                Type::Int("i32")
            } else {
                ty.clone()
            };
            self.unify_value(*operand, &expected, span);
        }
        Outcome::Value(self.define(Expr::Rule(rule, operands), ty, name, span))
    }
}
