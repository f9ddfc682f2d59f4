//! Operators on types of the user's. An operand is taken to be of such a type where its fields, its
//! methods or a literal of it show that it is no float; what the operator is then is checked by rustc.

use crate::ir::{Binary, Target};
use crate::lower::library::types::{Gives, Library};
use crate::lower::messages as m;
use crate::lower::types::infer::Kind;
use crate::lower::*;

/// The method that stands for a binary operator.
fn method_of(op: Binary) -> Option<&'static str> {
    Some(match op {
        Binary::Add => "add",
        Binary::Sub => "sub",
        Binary::Mul => "mul",
        Binary::Div => "div",
        _ => return None,
    })
}

impl<'a> Lowerer<'a> {
    /// `std::ops::Add::add(a, b)`, or `Add::add` where it is handed to `fold`.
    pub(in crate::lower) fn operator_by_path(
        &mut self,
        path: &syn::Path,
        args: &[Outcome],
        span: Span,
    ) -> Option<Outcome> {
        let segments: Vec<_> = path.segments.iter().map(|s| &s.ident).collect();
        let [before @ .., of, name] = &segments[..] else {
            return None;
        };
        let is_std = match before.first() {
            Some(root) => *root == "std" || *root == "core",
            None => !source::anywhere::is_trait(of),
        };
        let written = match (of.to_string().as_str(), name.to_string().as_str()) {
            ("Add", "add") => "a + b",
            ("Sub", "sub") => "a - b",
            ("Mul", "mul") => "a * b",
            ("Div", "div") => "a / b",
            ("Rem", "rem") => "a % b",
            ("Neg", "neg") => "-a",
            _ => return None,
        };
        let names = ["a", "b"].into_iter().zip(args.iter().cloned());
        let fits = args.len() == if written == "-a" { 1 } else { 2 };
        (is_std && fits).then(|| self.written_out(written, names.collect(), span))
    }

    /// Whether an operand is an object of the user's, or what an operator made of one.
    pub(in crate::lower) fn is_overloaded(&mut self, operand: &Outcome, e: &syn::Expr) -> bool {
        let ty = self.type_of(&operand.clone().dereferenced());
        if self.is_struct(&ty) {
            return true;
        }
        let name = self.infer.name(&ty);
        let name = name.filter(|_| self.infer.kind(&ty) == Kind::Any);
        if let Some(name) = name
            && (self.facts.is_part_of_object(e) || self.is_defined(&name))
        {
            return self.infer.narrow(&ty, Kind::Struct);
        }
        if self.infer.kind(&ty) == Kind::Any && self.defined_struct(&ty).is_some() {
            return self.infer.narrow(&ty, Kind::Struct);
        }
        let made = match self.infer.name(&ty) {
            Some(Type::Output(callee)) => match &callee.target {
                // What is indexed has floats, unless something else shows that it has not.
                Target::Operator { name, .. } => *name != "index",
                Target::Associated { owner, name, .. } => self.is_made_by(owner, name),
                _ => false,
            },
            _ => false,
        };
        made && self.infer.kind(&ty) == Kind::Any
    }

    /// Whether a function of a struct gives one, by its name.
    fn is_made_by(&self, owner: &Type, name: &str) -> bool {
        let makes =
            matches!(name, "new" | "default" | "zero" | "identity") || name.starts_with("from_");
        makes
            && self
                .given_name(owner)
                .is_some_and(|owner| source::anywhere::is_defined(&owner))
    }

    /// The name of a type that is a struct of the crate.
    pub(in crate::lower) fn defined_struct(&self, ty: &Type) -> Option<syn::Ident> {
        let name = self.given_name(ty).or_else(|| self.defined_name(ty));
        name.filter(source::anywhere::is_defined)
    }

    /// The type of what stands right of an operator, as what stands left says.
    pub(in crate::lower) fn right_operand(&mut self, op: Binary, left: &Outcome) -> Option<Type> {
        let left = self.type_of(&left.clone().dereferenced());
        if self.is_number(&left) {
            return Some(left);
        }
        let owner = self.defined_struct(&left)?;
        let mut found = source::operators::implementations_of(&owner, method_of(op)?).into_iter();
        let (only, None) = (found.next()?, found.next()) else {
            return None;
        };
        let [own, right] = &only.operands[..] else {
            return None;
        };
        match types::tokens_of(own) == types::tokens_of(right) {
            true => Some(left),
            false => self.declared(right),
        }
    }

    /// `a op b` where one of the two is an object of the user's.
    pub(in crate::lower) fn overloaded(
        &mut self,
        op: Binary,
        left: Outcome,
        right: Outcome,
        span: Span,
    ) -> Outcome {
        match method_of(op) {
            Some(name) => self.operator_call(name, vec![left, right], span),
            None => self.error(span, m::OVERLOADED),
        }
    }

    /// `target op= value;` of such types.
    pub(in crate::lower) fn overloaded_assignment(
        &mut self,
        target: Outcome,
        op: Binary,
        value: Outcome,
        span: Span,
    ) -> Outcome {
        let name = match method_of(op) {
            Some("add") => "add_assign",
            Some("sub") => "sub_assign",
            Some("mul") => "mul_assign",
            Some("div") => "div_assign",
            _ => return self.error(span, m::OVERLOADED),
        };
        let target = target.dereferenced();
        let left = self.type_of(&target);
        if matches!(op, Binary::Add | Binary::Sub) && self.is_object(&value) {
            self.infer.narrow(&left, Kind::Struct);
        }
        let value = self.operand_of(value, span);
        let operands = vec![left, self.type_of(&value)];
        self.tell_operands(name, &operands);
        let operator = Target::Operator { name, operands };
        let args = vec![target.reference(true), value];
        self.call_target(operator, name, args, None, true, span)
    }

    /// Whether an operand surely is no number: what operators make of an object and a number is an
    /// object again.
    pub(in crate::lower) fn is_object(&mut self, operand: &Outcome) -> bool {
        let ty = self.type_of(&operand.clone().dereferenced());
        match self.infer.name(&ty) {
            _ if self.is_struct(&ty) => true,
            Some(Type::Output(callee)) => match &callee.target {
                Target::Operator { name, operands } => {
                    let scaled = operands.iter().any(|ty| self.is_number(ty));
                    matches!(*name, "add" | "sub" | "neg") || scaled
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// An operand as it is passed: numbers by value.
    fn operand_of(&mut self, operand: Outcome, span: Span) -> Outcome {
        let behind = operand.clone().dereferenced();
        let ty = self.type_of(&behind);
        match operand {
            Outcome::Ref(..) if !self.infer.shallow(&ty).is_scalar() => behind.reference(false),
            _ => self.settle(behind, span),
        }
    }

    /// What a call gives, behind a square matrix of nalgebra, is a matrix of its own type: so is the
    /// product. That it is none, rustc would say.
    fn suppose_matrix(&mut self, name: &str, operands: &[Outcome]) {
        let ("mul", [left, right]) = (name, operands) else {
            return;
        };
        let (left, right) = (left.clone().dereferenced(), right.clone().dereferenced());
        let (left, right) = (self.type_of(&left), self.type_of(&right));
        let called = |of: &Type| matches!(of, Type::Output(callee) if !matches!(callee.target, Target::Operator { .. }));
        if let Some(library) = self.infer.library(&left)
            && library.square
            && self.infer.library(&right).is_none()
            && self.infer.kind(&right) == Kind::Any
            && self.infer.name(&right).is_some_and(|of| called(&of))
        {
            let square = false;
            self.infer
                .set_library(&right, Library { square, ..library });
        }
    }

    /// An operator as a call. Numbers are passed by value.
    pub(in crate::lower) fn operator_call(
        &mut self,
        name: &'static str,
        operands: Vec<Outcome>,
        span: Span,
    ) -> Outcome {
        let args: Vec<_> = operands
            .into_iter()
            .map(|operand| self.operand_of(operand, span))
            .collect();
        if let Some(quotient) = self.quotient_of_motions(name, &args, span) {
            return quotient;
        }
        if let Some(product) = self.product_of_quaternions(name, &args, span) {
            return product;
        }
        self.suppose_matrix(name, &args);
        let types: Vec<_> = args.iter().map(|arg| self.type_of(arg)).collect();
        self.tell_operands(name, &types);
        let (known, library) = match self.library_of_operator(name, &args) {
            Some(Gives::Known(ty)) => (Some(ty), None),
            Some(Gives::Matrix(library)) => (None, Some(library)),
            Some(Gives::Perhaps(_)) | None => (self.given_by_operator(name, &types), None),
        };
        let target = Target::Operator {
            name,
            operands: types,
        };
        let outcome = self.call_target(target, name, args, known, false, span);
        if let Some(library) = library {
            let ty = self.type_of(&outcome);
            self.infer.set_library(&ty, library);
        }
        outcome
    }
}
