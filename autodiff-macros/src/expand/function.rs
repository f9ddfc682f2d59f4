//! One function: lowering, error gate, analysis and transformation, emission.

use super::header::of_closure;
use crate::analysis::Problem;
use crate::config::Config;
use crate::diagnostics::Errors;
use crate::emit::{self, Derivative, Header, Narrow, Parts};
use crate::ir::{self, Function, Layout, Passing};
use crate::lower::{self, InMemory, Owner};
use crate::transform::{self, Asked, Segmented, Transformed};
use quote::ToTokens;

/// The function as it is read: calls of the file's own macros are expanded, and `matches!` is the `match` that it stands
/// for; structs go by their own names; variables that only hygiene tells apart have names of their own, and so have the
/// types that stand for an `impl Trait`, but for what is converted to a number; items stand at the beginning of the body,
/// variants have the names of their enums, lifetimes that are left out a name; iterators among the arguments are `Vec`s,
/// and views that change matrices references; loops over ranges without an end are `loop`s; references that refer to one
/// variable after the other are numbers; what the result tells of variables, and what they are set to, is written at
/// them; objects are made where they are written; what calls change that has no name yet gets one; and what a closure
/// takes that is returned stands behind the arguments.
pub(super) fn readable(function: &syn::ItemFn, block: Option<&syn::Generics>) -> syn::ItemFn {
    let expanded = lower::with_matches(lower::with_own_macros(function));
    let separate = lower::separate(&lower::without_names_of_structs(expanded, block));
    let separate = lower::with_views_as_references(lower::without_storages(separate));
    let separate = match block {
        None => lower::with_floats_of_matrices(separate),
        Some(_) => separate,
    };
    let separate = lower::with_numbers_taken(separate);
    let separate = lower::without_function_aliases(separate);
    let separate = lower::with_counters(lower::uncurried(lower::with_numbers(separate)));
    let separate = lower::with_told(lower::with_pairs(lower::with_iterators(separate)));
    let lifted = lower::qualified(lower::lifted(lower::with_annotated(lower::with_built(
        separate,
    ))));
    let lasting = lower::with_lasting_objects(lower::with_objects_made(lifted, None));
    lower::with_lifetimes(lower::named(lasting))
}

/// What is generated for a readable function, with the errors that were found in it.
pub(super) fn expand(
    function: &syn::ItemFn,
    owner: Option<&Owner>,
    header: &Header,
    config: &Config,
    mut errors: Errors,
) -> Parts {
    let is_read = config.backward.is_none() && header.is_companion_or_inherent();
    if let Some(key) = config.graph.as_ref().filter(|_| !is_read) {
        errors.at(
            key.span(),
            "this function has no graph",
            "put `graph` on a free function or a method that is differentiated as it is written",
        );
    }
    let signature = lower::signature(function, owner, config, &mut errors);
    if let Some(path) = &config.backward {
        return match (errors.finish(), signature) {
            (None, Some(signature)) => emit::custom(header, &signature, path.to_token_stream()),
            (errors, signature) => {
                emit::fallback(header, signature.as_ref(), errors.unwrap_or_default())
            }
        };
    }
    let mut in_memory = InMemory::default();
    // A graph shows which functions are called.
    in_memory.keeps_calls = !config.passes.inline || config.graph.is_some();
    loop {
        let mut lowered = match signature {
            Some(_) => lower::function(function, owner, &mut in_memory, &mut errors),
            None => None,
        };
        if let Some(lowered) = &mut lowered {
            lowered.boxed.extend(config.boxed.iter().cloned());
            lowered
                .boxed
                .extend(lower::calling_back(&function.sig.ident));
            lowered.standing = header.standing();
        }
        if let Some(errors) = errors.finish() {
            return emit::fallback(header, signature.as_ref(), errors);
        }
        let outcome = match &lowered {
            Some(lowered) => with_closures(lowered, header, config),
            None => Err(Failure::from("the function was not read".to_string())),
        };
        let mut failure = match outcome {
            Ok(derivative) => return emit::derivative(header, &derivative),
            Err(failure) => failure,
        };
        let again = in_memory.extend(failure.variables);
        let found = failure.errors.finish();
        if !again {
            return emit::fallback(header, signature.as_ref(), found.unwrap_or_default());
        }
    }
}

/// The same for a method that has to have no derivative: nothing if it is not understood.
pub(super) fn expand_if_read(
    function: &syn::ItemFn,
    owner: &Owner,
    header: &Header,
    config: &Config,
) -> Option<Parts> {
    let mut errors = Errors::new();
    let mut in_memory = InMemory::default();
    let lowered = lower::function(function, Some(owner), &mut in_memory, &mut errors);
    let found = errors.finish();
    let mut lowered = lowered.filter(|_| found.is_none())?;
    lowered
        .boxed
        .extend(lower::calling_back(&function.sig.ident));
    lowered.standing = header.standing();
    match with_closures(&lowered, header, config) {
        Ok(derivative) => Some(emit::derivative(header, &derivative)),
        Err(failure) => {
            failure.errors.forget();
            None
        }
    }
}

/// Why there is no derivative.
struct Failure {
    errors: Errors,
    /// The variables that may help in memory.
    variables: Vec<String>,
}

impl From<String> for Failure {
    fn from(mistake: String) -> Self {
        Failure {
            errors: Errors::internal(&mistake),
            variables: Vec::new(),
        }
    }
}

impl From<Vec<Problem>> for Failure {
    fn from(problems: Vec<Problem>) -> Self {
        let mut errors = Errors::new();
        let mut variables = Vec::new();
        for problem in problems {
            errors.at(problem.span, problem.what, problem.hint);
            variables.extend(problem.variable);
        }
        Failure { errors, variables }
    }
}

/// The derivative of a function and of all closures in it.
fn with_closures(
    lowered: &Function,
    header: &Header,
    config: &Config,
) -> Result<Derivative, Failure> {
    let mut whole = with_segments(lowered, header, config)?;
    if config.graph.is_some() {
        whole.graph = Some(graph(lowered)?);
    }
    for closure in &lowered.closures {
        let header = of_closure(header, closure);
        let mut derivative = with_segments(closure, &header, config)?;
        whole.segments.append(&mut derivative.segments);
        whole.closures.push((header, derivative));
    }
    Ok(whole)
}

/// The derivative of a function and of the segments of its loops.
fn with_segments(
    lowered: &Function,
    header: &Header,
    config: &Config,
) -> Result<Derivative, Failure> {
    let Segmented { function, segments } = transform::segmented(lowered)?;
    let mut whole = derivative(&function, header, config)?;
    for mut segment in segments {
        let header = of_closure(header, &segment);
        let derivative = derivative(&segment, &header, config)?;
        transform::make_borrowers(&mut segment);
        whole.segments.push((header, segment, derivative));
    }
    Ok(whole)
}

/// Lowered function to derivative.
fn derivative(lowered: &Function, header: &Header, config: &Config) -> Result<Derivative, Failure> {
    let dump = Dump::of(&lowered.name);
    dump.show("lowered", lowered);
    ir::verify(lowered)?;
    let whole = transformed(lowered, config, &Asked::ALL, &dump)?;
    let left_out = left_out(lowered, header);
    let narrow = match left_out && config.passes.wrt {
        // What cannot be done here alone is done by the whole passes.
        true => transformed(lowered, config, &Asked::only(header.wrt.clone()), &dump)
            .map_err(|mut failure| failure.errors.finish())
            .ok(),
        false => None,
    };
    let (fused, unread, narrow) = match narrow {
        Some(narrow) => {
            let shared = narrow.records_like(&whole);
            let forward = (!shared).then_some((narrow.forward, narrow.layout.clone()));
            let passes = Narrow {
                // The passes of the whole function add to every shadow.
                fresh: if shared { Vec::new() } else { narrow.fresh },
                backward: narrow.backward,
                forward,
            };
            (
                together(narrow.fused, narrow.gradient),
                narrow.unread,
                Some(passes),
            )
        }
        None => {
            let fused = together(whole.fused, whole.gradient);
            (fused.filter(|_| !left_out), whole.unread, None)
        }
    };
    let for_some = whole.for_some.map(|some| emit::ForSome {
        arguments: some.arguments,
        forward: some.forward,
        layout: some.layout,
        backward: some.backward,
        spares: some.spares,
        overwrites: some.overwrites,
        records: some.records,
    });
    Ok(Derivative {
        closures: Vec::new(),
        graph: None,
        segments: Vec::new(),
        forward: whole.forward,
        layout: whole.layout,
        backward: whole.backward,
        fused,
        unread,
        narrow,
        for_some,
        read_for: whole.read_for,
    })
}

fn together(
    both: Option<(Function, Layout)>,
    gradient: Option<(Function, Layout)>,
) -> Option<emit::Fused> {
    both.map(|both| emit::Fused { both, gradient })
}

/// Whether `wrt` leaves out an argument that has an adjoint.
fn left_out(lowered: &Function, header: &Header) -> bool {
    let mut params = lowered.params.iter().zip(&header.wrt);
    params.any(|(param, asked)| {
        !asked && param.passing != Passing::RefMut && param.ty.carries_gradient()
    })
}

/// Each stage is verified: what the verifier finds is a mistake of ours, and a compile error rather
/// than a wrong gradient.
fn transformed(
    lowered: &Function,
    config: &Config,
    asked: &Asked,
    dump: &Dump,
) -> Result<Transformed, Failure> {
    let transformed = transform::transform(lowered, config.passes, asked)?;
    let some = transformed.for_some.as_ref();
    let stages = [
        ("prepared", Some(&transformed.prepared)),
        ("forward", Some(&transformed.forward)),
        ("backward", Some(&transformed.backward)),
        ("fused", transformed.fused.as_ref().map(|(fused, _)| fused)),
        (
            "gradient",
            transformed.gradient.as_ref().map(|(gradient, _)| gradient),
        ),
        ("forward without value", transformed.unread.as_ref()),
        ("forward for some", some.map(|some| &some.forward)),
        ("backward for some", some.map(|some| &some.backward)),
    ];
    for (stage, function) in stages {
        let Some(function) = function else { continue };
        dump.show(stage, function);
        ir::verify(function)?;
    }
    Ok(transformed)
}

/// The function that draws the computational graph, with the names of the caches of its calls.
fn graph(lowered: &Function) -> Result<(Function, Layout), Failure> {
    let (graph, layout) = transform::graph(lowered)?;
    Dump::of(&lowered.name).show("graph", &graph);
    ir::verify(&graph)?;
    Ok((graph, layout))
}

/// `AUTODIFF_DUMP=name` (or `all`) prints the stages of one function while it is compiled.
struct Dump(bool);

impl Dump {
    fn of(name: &str) -> Self {
        let wanted = std::env::var("AUTODIFF_DUMP").unwrap_or_default();
        Dump(wanted == name || wanted == "all")
    }

    fn show(&self, stage: &str, function: &Function) {
        if self.0 {
            eprintln!("// {stage}\n{function}");
        }
    }
}
