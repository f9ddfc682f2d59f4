//! Loops: what they carry, how they end, what they record.

use super::build::*;
use crate::ir::*;

#[test]
fn a_sum() {
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let zero = b.literal("s", "0.0");
    let (from, to) = (
        b.literal(".", "0"),
        b.bind(".", Type::USIZE, Expr::Len(Place::whole(x))),
    );
    let s = b.repeat("i", (from, to), &[("s", zero)], None, |b, i, s, _| {
        let item = b.load(".", x, i);
        vec![b.op("s", s[0], Binary::Add, item)]
    });
    let text = forward(b.returns(Operand::Value(s[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: &[f64]) -> (f64, FCache) {
    let mut s = 0.0;
    for i in 0..x.len() {
        s += x[i];
    }
    (s, FCache {})
}",
    );
}

#[test]
fn a_rotation() {
    let mut b = Build::new("fibonacci", Type::F64);
    let (x, y) = (b.scalar("x"), b.scalar("y"));
    let (from, to) = (b.literal(".", "0"), b.literal(".", "9"));
    let r = b.repeat(
        "i",
        (from, to),
        &[("a", x), ("b", y)],
        None,
        |b, _, c, _| {
            let next = b.op("next", c[0], Binary::Add, c[1]);
            vec![c[1], next]
        },
    );
    let text = forward(b.returns(Operand::Value(r[1])), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64, y: f64) -> (f64, FCache) {
    let mut a = x;
    let mut b = y;
    for _ in 0..9 {
        let next = a + b;
        a = b;
        b = next;
    }
    (b, FCache {})
}",
    );
}

#[test]
fn a_swap_and_an_unnamed_rotation() {
    let mut b = Build::new("f", Type::F64);
    let (x, y) = (b.scalar("x"), b.scalar("y"));
    let (from, to) = (b.literal(".", "0"), b.literal(".", "9"));
    let r = b.repeat(
        "i",
        (from, to),
        &[("a", x), ("b", y)],
        None,
        |_, _, c, _| vec![c[1], c[0]],
    );
    let r = b.repeat(
        "i",
        (from, to),
        &[("a", r[0]), ("b", r[1])],
        None,
        |b, _, c, _| {
            let next = b.op(".", c[0], Binary::Add, c[1]);
            vec![c[1], next]
        },
    );
    let result = b.op(".", r[0], Binary::Mul, r[1]);
    let text = forward(b.returns(Operand::Value(result)), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64, y: f64) -> (f64, FCache) {
    let mut a = x;
    let mut b = y;
    for _ in 0..9 {
        (a, b) = (b, a);
    }
    for _ in 0..9 {
        (a, b) = (b, a + b);
    }
    (a * b, FCache {})
}",
    );
}

#[test]
fn a_nested_accumulation_uses_one_variable() {
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let n = b.bind("n", Type::USIZE, Expr::Len(Place::whole(x)));
    let from = b.literal(".", "0");
    let zero = b.literal("s", "0.0");
    let s = b.repeat("i", (from, n), &[("s", zero)], None, |b, i, s, _| {
        let one = b.literal("p", "1.0");
        let p = b.repeat("j", (from, n), &[("p", one)], None, |b, j, p, _| {
            let item = b.load(".", x, j);
            vec![b.op("p", p[0], Binary::Mul, item)]
        });
        let with = b.op("s", s[0], Binary::Add, p[0]);
        b.repeat("j", (from, i), &[("s", with)], None, |b, j, s, _| {
            let item = b.load(".", x, j);
            vec![b.op("s", s[0], Binary::Add, item)]
        })
    });
    let text = forward(b.returns(Operand::Value(s[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: &[f64]) -> (f64, FCache) {
    let n = x.len();
    let mut s = 0.0;
    for i in 0..n {
        let mut p = 1.0;
        for j in 0..n {
            p *= x[j];
        }
        s += p;
        for j in 0..i {
            s += x[j];
        }
    }
    (s, FCache {})
}",
    );
}

#[test]
fn a_conditional_sum_stays_a_statement() {
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let zero = b.literal("s", "0.0");
    let (from, to) = (
        b.literal(".", "0"),
        b.bind(".", Type::USIZE, Expr::Len(Place::whole(x))),
    );
    let s = b.repeat("i", (from, to), &[("s", zero)], None, |b, i, s, _| {
        let item = b.load(".item", x, i);
        let none = b.literal(".", "0.0");
        let positive = b.op(".", item, Binary::Gt, none);
        b.branch(
            positive,
            &[("s", Type::F64)],
            |b| vec![b.op("s", s[0], Binary::Add, item)],
            |_| vec![s[0]],
        )
    });
    let text = forward(b.returns(Operand::Value(s[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: &[f64]) -> (f64, FCache) {
    let mut s = 0.0;
    for i in 0..x.len() {
        let item = x[i];
        if item > 0.0 {
            s += item;
        }
    }
    (s, FCache {})
}",
    );
}

#[test]
fn an_early_exit_is_a_break() {
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let (zero, go) = (b.literal("s", "0.0"), b.literal(".", "false"));
    let (from, to) = (
        b.literal(".", "0"),
        b.bind(".", Type::USIZE, Expr::Len(Place::whole(x))),
    );
    let inits = [("s", zero), (".stop", go)];
    let s = b.repeat("i", (from, to), &inits, Some(1), |b, i, c, _| {
        let item = b.load("item", x, i);
        let none = b.literal(".", "0.0");
        let negative = b.op(".", item, Binary::Lt, none);
        b.branch(
            negative,
            &[("s", Type::F64), (".stop", Type::Bool)],
            |b| vec![c[0], b.literal(".", "true")],
            |b| {
                let root = b.rule(".", "sqrt", item);
                vec![b.op("s", c[0], Binary::Add, root), b.literal(".", "false")]
            },
        )
    });
    let text = forward(b.returns(Operand::Value(s[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: &[f64]) -> (f64, FCache) {
    let mut s = 0.0;
    for i in 0..x.len() {
        let item = x[i];
        if item < 0.0 {
            break;
        }
        s += item.sqrt();
    }
    (s, FCache {})
}",
    );
}

#[test]
fn a_while_loop() {
    let mut b = Build::new("f", Type::F64);
    let x = b.scalar("x");
    let r = b.repeat_while(
        &[("y", x)],
        |b, c| {
            let one = b.literal(".", "1.0");
            b.op(".", c[0], Binary::Gt, one)
        },
        |b, c| {
            let half = b.literal(".", "0.5");
            let sin = b.rule(".", "sin", c[0]);
            let scaled = b.op(".", half, Binary::Mul, sin);
            vec![b.op("y", c[0], Binary::Sub, scaled)]
        },
    );
    let text = forward(b.returns(Operand::Value(r[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: f64) -> (f64, FCache) {
    let mut y = x;
    while y > 1.0 {
        y -= 0.5 * y.sin();
    }
    (y, FCache {})
}",
    );
}

#[test]
fn records_of_a_loop() {
    let fields = || vec![field("e", Type::F64, Storage::Stack)];
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let n = b.bind("n", Type::USIZE, Expr::Len(Place::whole(x)));
    b.push(Stmt::Reserve {
        filled: false,
        field: Field(0),
        count: n,
    });
    let (from, zero) = (b.literal(".", "0"), b.literal("s", "0.0"));
    let s = b.repeat("i", (from, n), &[("s", zero)], None, |b, i, s, _| {
        let item = b.load(".", x, i);
        let e = b.rule("e", "exp", item);
        b.record(0, e);
        vec![b.op("s", s[0], Binary::Add, e)]
    });
    let text = forward(b.returns(Operand::Value(s[0])), fields());
    same(
        &text,
        "
pub fn forward(x: &[f64]) -> (f64, FCache) {
    let n = x.len();
    let mut e_record = ::autodiff::Vec::with_capacity(n);
    let mut s = 0.0;
    for i in 0..n {
        let e = x[i].exp();
        e_record.push(e);
        s += e;
    }
    (s, FCache { e: e_record })
}",
    );

    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), false);
    let d_x = b.shadow(0);
    let d = b.value("d_s", Type::F64);
    b.function.seed = Operand::Value(d);
    let to = b.bind(".", Type::USIZE, Expr::Len(Place::whole(x)));
    let from = b.literal(".", "0");
    b.repeat("i", (from, to), &[], None, |b, i, _, block| {
        let at_i = At::Cursor {
            block,
            cursor: true,
            ordinal: Some(i),
        };
        let e = b.float(
            "e",
            Expr::Recorded(Recorded {
                field: Field(0),
                at: at_i,
            }),
        );
        let term = b.op(".", d, Binary::Mul, e);
        let square = b.op(".", term, Binary::Mul, e);
        let negative = b.neg(".", square);
        b.push(Stmt::Update {
            place: at(d_x, i),
            value: negative,
            subtract: false,
        });
        b.push(Stmt::Rewind { block, by: None });
        vec![]
    });
    let text = backward(b.returns(Operand::Unit), fields());
    same(
        &text,
        "
pub fn backward(cache: &FCache, x: &[f64], d_x: &mut [f64], d_result: f64) {
    let FCache { e: e_record } = cache;
    let mut e_at = e_record.len();
    for i in 0..x.len() {
        let e = e_record[e_at + i];
        d_x[i] -= d_result * e * e;
        e_at -= 1;
    }
}",
    );
}

#[test]
fn what_is_carried_is_not_overwritten_while_it_is_needed() {
    // The old `s` is read behind the new one's computation.
    let mut b = Build::new("f", Type::F64);
    let x = b.reference("x", slice(), true);
    let zero = b.literal("s", "0.0");
    let (from, to) = (
        b.literal(".", "0"),
        b.bind(".", Type::USIZE, Expr::Len(Place::whole(x))),
    );
    let s = b.repeat("i", (from, to), &[("s", zero)], None, |b, i, s, _| {
        let item = b.load(".", x, i);
        let next = b.op(".s", s[0], Binary::Add, item);
        b.push(Stmt::Store {
            place: at(x, i),
            value: s[0],
        });
        vec![next]
    });
    let text = forward(b.returns(Operand::Value(s[0])), vec![]);
    same(
        &text,
        "
pub fn forward(x: &mut [f64]) -> (f64, FCache) {
    let mut s = 0.0;
    for i in 0..x.len() {
        let x_item = x[i];
        x[i] = s;
        s += x_item;
    }
    (s, FCache {})
}",
    );
}
