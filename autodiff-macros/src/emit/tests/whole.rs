//! Everything that stands beside a function.

use super::build::*;
use crate::emit::{Derivative, beside_function, custom, fallback};
use crate::ir::*;
use proc_macro2::TokenStream;

/// `let q = x + y; q * z`
fn gates() -> Derivative {
    let mut b = Build::new("f", Type::F64);
    let (x, y, z) = (b.scalar("x"), b.scalar("y"), b.scalar("z"));
    let q = b.op("q", x, Binary::Add, y);
    let result = b.op(".", q, Binary::Mul, z);
    b.record(0, q);
    b.record(1, z);
    let forward = b.returns(Operand::Value(result));

    let mut b = Build::new("f", Type::F64);
    for name in ["x", "y", "z"] {
        b.absent(name);
    }
    let recorded = |field| {
        Expr::Recorded(Recorded {
            field: Field(field),
            at: At::Whole,
        })
    };
    let q = b.float("q", recorded(0));
    let z = b.float("z", recorded(1));
    let d = b.value(".", Type::F64);
    b.function.seed = Operand::Value(d);
    let d_q = b.op("d_q", d, Binary::Mul, z);
    let d_z = b.op("d_z", d, Binary::Mul, q);
    let adjoints = [d_q, d_q, d_z].map(Operand::Value);
    let backward = b.returns(Operand::Tuple(adjoints.into()));
    let whole = |name| field(name, Type::F64, Storage::Whole);
    Derivative {
        closures: Vec::new(),
        segments: Vec::new(),
        graph: None,
        forward,
        layout: Layout {
            fields: vec![whole("q"), whole("z")],
            rows: Vec::new(),
            is_shared: false,
            work: None,
            lent: Vec::new(),
        },
        backward,
        fused: None,
        narrow: None,
        unread: None,
        for_some: None,
        read_for: Vec::new(),
    }
}

/// `sigmoid(w · x)` of slices, with a call.
fn neuron() -> Derivative {
    let target = Target::Function(tokens("layers::sigmoid"));
    let mut b = Build::new("neuron", Type::F64);
    let (w, x) = (
        b.reference("w", slice(), false),
        b.reference("x", slice(), false),
    );
    let d = b.bind("d", Type::USIZE, Expr::Len(Place::whole(w)));
    let (from, zero) = (b.literal(".", "0"), b.literal("z", "0.0"));
    let z = b.repeat("i", (from, d), &[("z", zero)], None, |b, i, z, _| {
        let (wi, xi) = (b.load(".", w, i), b.load(".", x, i));
        let product = b.op(".", wi, Binary::Mul, xi);
        vec![b.op("z", z[0], Binary::Add, product)]
    });
    let result = b.value(".sigmoid", Type::F64);
    b.push(Stmt::Call(Box::new(Call {
        target: target.clone(),
        args: vec![Arg::Operand(Operand::Value(z[0]))],
        open: Vec::new(),
        result: Some(result),
        name: "sigmoid".into(),
        span: proc_macro2::Span::call_site(),
        consumes: false,
        generated_only: false,
        recorded: Some(Field(0)),
    })));
    let forward = b.returns(Operand::Value(result));

    let mut b = Build::new("neuron", Type::F64);
    let (w, x) = (
        b.reference("w", slice(), false),
        b.reference("x", slice(), false),
    );
    let (d_w, d_x) = (b.shadow(0), b.shadow(1));
    let d = b.value("d_result", Type::F64);
    b.function.seed = Operand::Value(d);
    let d_z = b.value("d_z", Type::F64);
    b.push(Stmt::Backward(Box::new(Backward {
        target: target.clone(),
        cache: Recorded {
            field: Field(0),
            at: At::Whole,
        },
        args: vec![],
        seed: Some(Operand::Value(d)),
        results: vec![Some(d_z)],
        only: None,
        span: proc_macro2::Span::call_site(),
    })));
    let to = b.bind(".", Type::USIZE, Expr::Len(Place::whole(w)));
    let from = b.literal(".", "0");
    b.repeat("i", (from, to), &[], None, |b, i, _, _| {
        for (shadow, other) in [(d_w, x), (d_x, w)] {
            let factor = b.load(".", other, i);
            let value = b.op(".", d_z, Binary::Mul, factor);
            b.push(Stmt::Update {
                place: at(shadow, i),
                value,
                subtract: false,
            });
        }
        vec![]
    });
    let backward = b.returns(Operand::Unit);
    Derivative {
        closures: Vec::new(),
        segments: Vec::new(),
        graph: None,
        forward,
        layout: Layout {
            fields: vec![FieldInfo {
                name: "sigmoid_cache".into(),
                ty: FieldType::Cache(Callee {
                    target,
                    args: vec![Type::F64],
                }),
                storage: Storage::Whole,
                block: BlockId(0),
                doc: None,
                wanted: Vec::new(),
            }],
            rows: Vec::new(),
            is_shared: false,
            work: None,
            lent: Vec::new(),
        },
        backward,
        fused: None,
        narrow: None,
        unread: None,
        for_some: None,
        read_for: Vec::new(),
    }
}

#[test]
fn gates_as_a_whole() {
    let user = "pub fn f() {}".parse().expect("tokens");
    let text = pretty(whole(user, &header("f"), &gates()));
    same(&text, include_str!("gates.expanded"));
}

#[test]
fn neuron_as_a_whole() {
    let mut header = header("neuron");
    header.wrt = vec![true, false];
    let text = pretty(whole(TokenStream::new(), &header, &neuron()));
    same(&text, include_str!("neuron.expanded"));
}

#[test]
fn stubs_have_the_promised_names() {
    let signature = gates().forward;
    let errors = "::core::compile_error!(\"no\");".parse().expect("tokens");
    let header = header("f");
    let parts = fallback(&header, Some(&signature), errors);
    let text = pretty(beside_function(TokenStream::new(), &header, &parts));
    for name in ["forward", "backward", "value_and_gradient", "gradient"] {
        assert!(
            text.contains(&format!("pub fn {name}(")),
            "{name} in {text}"
        );
    }
    assert!(text.contains("compile_error!"));
}

#[test]
fn a_derivative_that_the_user_states() {
    let mut b = Build::new("f", Type::F64);
    b.scalar("x");
    b.reference("w", slice(), false);
    let signature = b.returns(Operand::Unit);
    let path = "inner::f_backward".parse().expect("tokens");
    let header = header("f");
    let parts = custom(&header, &signature, path);
    let text = pretty(beside_function(TokenStream::new(), &header, &parts));
    for part in [
        "let result = f(x, w);",
        "pub fn backward(cache: &FCache, w: &[f64], d_w: &mut [f64], d_result: f64) -> f64 {",
        "let &FCache { x, result } = cache;",
        "inner::f_backward(x, w, d_w, result, d_result)",
        "-> (f64, (f64, ::autodiff::Vec<f64>)) {",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}
