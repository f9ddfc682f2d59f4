//! Calls of functions: those of `std` that are known here, and the user's.

pub(super) mod absorbed;
pub(super) mod arguments;
pub(super) mod called_bodies;
pub(super) mod changed_borrowers;
pub(super) mod copied_borrowers;
pub(super) mod fluent;
mod for_all_types;
pub(super) mod generic_methods;
pub(super) mod inherited_bodies;
pub(super) mod lender;
pub(super) mod lenders;
pub(super) mod lending;
mod lent_by;
mod lent_elsewhere;
pub(super) mod lent_shared;
pub(super) mod light_functions;
pub(super) mod made_inside;
pub(super) mod methods_of_floats;
pub(super) mod methods_of_lists;
mod of_std;
mod open_arguments;
pub(super) mod parameter_calls;
mod passed_objects;
pub(super) mod takes;
pub(super) mod told_arguments;
pub(super) mod told_by_arguments;
pub(super) mod trait_calls;
pub(super) mod untold_floats;
pub(super) mod user_methods;

use super::calls::arguments::is_passed_iterator;
use super::closures::passed_on;
use super::messages as m;
use super::structs::borrowers;
use super::structs::conversions;
use super::types::markers;
use super::*;
use crate::ir::{Arg, Call, Callee, Operand, Place, Target};

impl<'a> Lowerer<'a> {
    pub(super) fn call(&mut self, e: &syn::ExprCall, statement: bool) -> Outcome {
        let span = m::span_of(e);
        self.lending_views(span, |l| l.call_with_arguments(e, statement, span))
    }

    fn call_with_arguments(&mut self, e: &syn::ExprCall, statement: bool, span: Span) -> Outcome {
        let expected = self.around.expected.take();
        let converts = std::mem::take(&mut self.around.converts);
        self.around.asks_option = false;
        let func = expr::plain(&e.func);
        if let (syn::Expr::Path(path), [error]) = (func, &e.args.iter().collect::<Vec<_>>()[..])
            && let names = paths::segments(&path.path)
            && paths::is_of_option(&path.path)
            && names.last().is_some_and(|last| last == "Err")
        {
            return self.failed(error, converts, span);
        }
        let bound = match func {
            syn::Expr::Path(path) => {
                paths::single(path).and_then(|name| self.scope.find(&name).cloned())
            }
            syn::Expr::Closure(closure) => Some(self.closure(closure)),
            syn::Expr::Call(made) => Some(self.made(made)),
            syn::Expr::Index(_)
            | syn::Expr::Field(_)
            | syn::Expr::Reference(_)
            | syn::Expr::Unary(_) => Some(self.expr(func)),
            other => return self.error(m::span(other), m::CALLED),
        };
        match (bound.map(Outcome::dereferenced), func) {
            (Some(Outcome::Callable(callable)), _) => {
                let wanted = self.expected_of_callable(&callable);
                let args = self.expected_arguments(&e.args, wanted, false);
                match statement {
                    true => self.apply_for_nothing(&callable, args, span),
                    false => self.apply(&callable, args, span),
                }
            }
            (Some(Outcome::Poison), _) => Outcome::Poison,
            (None, syn::Expr::Path(path))
                if let Some(name) = path.path.get_ident()
                    && passed_on::returned_by(name).is_some() =>
            {
                self.made(e)
            }
            (None, syn::Expr::Path(path)) => {
                if let Some(array) = self.array_of_list(e, span) {
                    return array;
                }
                let wanted = self.expected_of_call(path, e.args.len());
                let is_function = self.is_function_path(path);
                let sized = self.sized_arguments(path, &e.args);
                let args = self.expected_arguments(&sized, wanted, is_function);
                if args.iter().any(|a| matches!(a, Outcome::Poison)) {
                    return Outcome::Poison;
                }
                if conversions::is_default(&syn::Expr::Call(e.clone())) {
                    return self.default_value(expected, span);
                }
                if let ([.., module, name], [f]) = (&paths::segments(&path.path)[..], &args[..])
                    && (module.as_str(), name.as_str()) == ("array", "from_fn")
                    && source::imported_names::is_of_std(&path.path)
                {
                    let told = self.array_by_arguments(&path.path).or(expected);
                    return self.array_from_fn(f, told, span);
                }
                let (args, open) = self.lent_to_function(path, &e.args, args);
                self.around.lent = match statement {
                    true => Vec::new(),
                    false => open,
                };
                self.call_path(path, args, statement, span)
            }
            _ => self.error(m::span(func), m::CALLED),
        }
    }

    /// Whether a path that is no variable may lead to a function.
    pub(super) fn is_function_path(&self, path: &syn::ExprPath) -> bool {
        let names = paths::segments(&path.path);
        let (Some(first), Some(last)) = (names.first(), names.last()) else {
            return false;
        };
        let in_small = !paths::is_of_type(&names) && last.starts_with(char::is_lowercase);
        (names.len() > 1 || self.scope.find(first).is_none())
            && (in_small || source::capitals::leads_to_function(&path.path))
    }

    /// Calls the function at a path that is not a variable.
    pub(super) fn call_path(
        &mut self,
        path: &syn::ExprPath,
        args: Vec<Outcome>,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let lent = std::mem::take(&mut self.around.lent);
        let names = paths::segments(&path.path);
        let (first, last) = match (names.first(), names.last()) {
            (Some(first), Some(last)) => (first.as_str(), last.as_str()),
            _ => return self.error(span, m::CALLED),
        };
        let own = path
            .path
            .get_ident()
            .map(source::anywhere::signatures_anywhere);
        if last == "stop_gradient" && own.is_none_or(|own| own.is_empty()) {
            return self.stop_gradient(args, span);
        }
        if let Some((ty, name)) = self.of_parameter(path) {
            return self.parameter_call(path, &ty, &name, args, span);
        }
        if let Some((ty, name)) = paths::primitive(&names) {
            return self.primitive_call(&ty, name, args, span);
        }
        if let [.., module, _] = &names[..]
            && source::imported_names::is_of_std(&path.path)
            && let Some(outcome) = self.std_call(module, last, &args, span)
        {
            return outcome;
        }
        if let Some(name) = path.path.get_ident()
            && let Some((module, name)) = source::std_imports::of_std(name)
            && let Some(outcome) = self.std_call(&module, &name, &args, span)
        {
            return outcome;
        }
        if let Some(outcome) = self.operator_by_path(&path.path, &args, span) {
            return outcome;
        }
        match first {
            "std" | "core" | "alloc" => {
                return match source::imported_names::without_modules_of_std(path) {
                    Some(short) => {
                        self.around.lent = lent;
                        self.call_path(&short, args, statement, span)
                    }
                    None => self.error_about(span, m::STD_FUNCTION, last),
                };
            }
            _ => {}
        }
        if let Some(outcome) = self.method_by_path(path, &args, span) {
            return outcome;
        }
        if path.qself.is_some() || paths::is_inside_type(&names) {
            if let Some(outcome) = self.trait_call(path, &args, statement, span) {
                return outcome;
            }
            if path.qself.is_some() {
                return self.error(span, m::ASSOCIATED_FUNCTION);
            }
        }
        match last {
            "Some" if paths::is_of_option(&path.path) => return self.something(args, span),
            "Ok" if paths::is_of_option(&path.path) => return self.success(args, span),
            "drop" if names.len() == 1 => return Outcome::Unit,
            _ => {}
        }
        if let ([.., module, name], [value]) = (&names[..], &args[..])
            && let ("Box" | "Rc" | "Arc", "new") = (module.as_str(), name.as_str())
        {
            if let Outcome::Callable(_) = value {
                return value.clone();
            }
            return self.boxed(module, value.clone(), span);
        }
        if let Some(vec) = self.empty_vec(&names, span) {
            return vec;
        }
        if let Some(made) = self.made_map(&names, &args, span) {
            return made;
        }
        // What is called is no constant, however it is spelled.
        let constructor = last.starts_with(char::is_uppercase)
            && !source::capitals::leads_to_function(&path.path);
        if constructor && let Some(shape) = self.named_shape(path, &args, span) {
            return shape;
        }
        if constructor && !paths::is_inside_type(&names) {
            return self.tuple_struct(path, args, span);
        }
        if paths::is_inside_type(&names) && last.starts_with(char::is_uppercase) {
            let args = args.into_iter().enumerate();
            let fields = args.map(|(at, arg)| (at.to_string(), arg, span)).collect();
            return self.variant_literal(&path.path, fields, span);
        }
        if paths::is_inside_type(&names)
            && let Some(outcome) = self.library_constructor(path, &args, span)
        {
            return outcome;
        }
        if paths::is_inside_type(&names) {
            return self.associated_call(path, args, statement, span);
        }
        if let Some(lender) = path.path.get_ident().and_then(lenders::free_lender) {
            let path = types::tokens_of(&path.path);
            return self.lent_by_lender(&lender, path, None, args, span);
        }
        if source::imported_names::is_of_matrices(&path.path) {
            return self.error_about(span, m::STD_FUNCTION, last);
        }
        if let Some(outcome) = self.called_as_body(path, &args, span) {
            return outcome;
        }
        if let Some(outcome) = self.light_call(path, &args, span) {
            return outcome;
        }
        if let Some(outcome) = self.call_of_untold(path, &args, statement, span) {
            return outcome;
        }
        if markers::tells_what_is_called(path) {
            return self.error(span, m::MARKER_CALLS);
        }
        if lent_elsewhere::function_lends(&path.path) {
            return self.error_about(span, m::LENT_ELSEWHERE, last);
        }
        let statement = statement && !source::results::may_give(&path.path);
        let args = self.iterated_arguments(path, args, span);
        let path = types::tokens_of(&path.path);
        if args.iter().any(is_passed_iterator) {
            let Some(args) = self.with_items(args, span) else {
                return Outcome::Poison;
            };
            return self.call_target(Target::Collecting(path), last, args, None, statement, span);
        }
        let (target, args) = self.lending(path, args, lent);
        self.call_target(target, last, args, None, statement, span)
    }

    /// A call of a function of the user's, of a known result if it stands where we can see it.
    pub(super) fn call_target(
        &mut self,
        target: Target,
        name: &str,
        args: Vec<Outcome>,
        known: Option<Type>,
        statement: bool,
        span: Span,
    ) -> Outcome {
        let mut written = Vec::new();
        let (mut lowered, mut found, mut open) = (Vec::new(), Vec::new(), Vec::new());
        let lengths = self.lengths_passed(&target, &args);
        for (position, arg) in args.into_iter().enumerate() {
            let arg = self.borrower_in(arg);
            if let Some((callable, reference)) = arg.as_callable() {
                self.around.passing_to = match &target {
                    Target::Function(path) => Some((path.clone(), position)),
                    _ => None,
                };
                self.around.handed = self.handed_to(&target, position, &lengths);
                let Some((args, ty)) = self.function_argument(&callable, reference, span) else {
                    return Outcome::Poison;
                };
                lowered.extend(args);
                found.push(ty);
                continue;
            }
            if Self::is_holder(&arg) {
                return self.error(span, m::HOLDER_PASSED);
            }
            let arg = self.lent_as_array(arg, span);
            if self.is_list_of_references(&arg) && !library::lent_together::takes_copies(&target) {
                return self.error(span, m::ROWS_PASSED);
            }
            if let Some((borrowing, true)) = arg.as_borrower() {
                if borrowers::calls_itself_with(&target, position) {
                    return self.error(span, m::BORROWER_GENERIC);
                }
                let (args, ty) = self.borrower_argument(&borrowing);
                lowered.extend(args);
                found.push(ty);
                continue;
            }
            let arg = self.passed_as_deque((&target, position), arg, &mut written, span);
            let Some((arg, ty)) = self.argument(arg, &mut written, span) else {
                return Outcome::Poison;
            };
            if let Arg::Operand(Operand::Value(value)) = arg {
                // A function that only counts has no passes to call.
                self.number_by_definition(value);
            }
            self.pending.wanted.push((ty.clone(), span));
            if self.is_open_argument(&target, position) {
                open.push(lowered.len());
            }
            lowered.push(arg);
            found.push(ty);
        }
        self.check_handed_on(&lowered, span);
        let passed = found.clone();
        let output = Type::Output(Box::new(Callee {
            target: target.without_lending(),
            args: found,
        }));
        let own = match &self.function.result_type {
            ty if !target.is_neighbour(&self.function.name) || matches!(ty, Type::Tuple(_)) => None,
            ty => Some(ty.clone()),
        };
        let result = (!statement).then(|| {
            let ty = known.or(own).unwrap_or_else(|| {
                let ty = self.infer.named(output, span);
                self.declare_result(&target, &passed, &ty);
                ty
            });
            self.new_value(ty, Some(builder::named(name, false)), span)
        });
        self.around.open_arguments = open;
        self.emit_call(target, name, lowered, result, written, span)
    }

    /// The call itself. What was lent as a variable of ours is `written` back.
    pub(super) fn emit_call(
        &mut self,
        target: Target,
        name: &str,
        args: Vec<Arg>,
        result: Option<Value>,
        written: Vec<(Place, Outcome)>,
        span: Span,
    ) -> Outcome {
        let mut args = args;
        // What is lent to the call beside its receiver, that the method cannot change.
        if let (Target::Method { .. }, Some((Arg::RefMut(receiver), others))) =
            (&target, args.split_first())
            && (others.iter()).any(|arg| matches!(arg, Arg::Ref(lent) if !lent.is_apart(receiver)))
        {
            args[0] = Arg::Ref(receiver.clone());
        }
        let open = std::mem::take(&mut self.around.open_arguments);
        let generated_only = self.passes_views(&target, &args);
        self.emit(Stmt::Call(Box::new(Call {
            target,
            args,
            open,
            result,
            name: name.to_string(),
            span,
            consumes: false,
            generated_only,
            recorded: None,
        })));
        for (place, target) in written {
            let outcome = self.read(Outcome::Place(place), span);
            self.assign_to(target, outcome, span);
        }
        result.map_or(Outcome::Unit, Outcome::Value)
    }
}
