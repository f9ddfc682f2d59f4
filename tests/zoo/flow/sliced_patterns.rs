//! Patterns of slices, of what is in them, and of what may not be there.

mod a_stack_machine {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Op {
        Push(f64),
        Add,
        Mul,
        Neg,
        Jump { to: usize, when: f64 },
        Halt,
    }
    #[differentiate]
    fn run(ops: &[Op], x: f64) -> Option<f64> {
        let mut stack: Vec<f64> = vec![x];
        let mut pc = 0;
        let mut fuel = 30;
        while let Some(op) = ops.get(pc) {
            fuel -= 1;
            if fuel == 0 {
                return None;
            }
            pc += 1;
            match (op, stack.len()) {
                (Op::Push(v), _) => stack.push(*v),
                (Op::Add | Op::Mul, 0 | 1) => return None,
                (Op::Add, _) => {
                    let (a, b) = (stack.pop()?, stack.pop()?);
                    stack.push(a + b);
                }
                (Op::Mul, n) if n < 10 => {
                    let b = stack.pop()?;
                    let a = stack.pop()?;
                    stack.push(a * b);
                }
                (Op::Mul, _) => return None,
                (Op::Neg, _) => {
                    if let Some(top) = stack.last_mut() {
                        *top = -*top;
                    }
                }
                (Op::Jump { to, when }, _) => {
                    if *stack.last()? < *when {
                        pc = *to;
                    }
                }
                (Op::Halt, _) => break,
            }
        }
        match stack[..] {
            [] => None,
            [a] => Some(a),
            [a, .., b] => Some(a * b),
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let ops = vec![
            Op::Push(p[0]),
            Op::Add,
            Op::Push(p[1]),
            Op::Mul,
            Op::Jump { to: 0, when: p[2] },
            Op::Neg,
            Op::Push(p[3]),
            Op::Halt,
            Op::Add,
        ];
        run(&ops, p[1]).unwrap_or(0.0)
            + run(&ops[1..], p[0]).unwrap_or(p[2])
            + run(&ops[8..], p[0]).map_or(1.0, |x| x)
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2], [0.288, 0.868, 1.352, -0.192] }
}

mod options_of_references {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct S {
        w: f64,
        v: f64,
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let ss: Vec<S> = p
            .iter()
            .map(|&x| S {
                w: x * x,
                v: x + 1.0,
            })
            .collect();
        let mut t = 0.0;
        for i in 0..6 {
            if let Some(&x) = p.get(i) {
                t += x * x;
            }
            if let (Some(a), Some(b)) = (ss.get(i), ss.get(i + 1)) {
                t += a.w * b.v;
            }
            let Some(s) = ss.get(i) else { continue };
            t += match (s.w > 0.5, p.get(i + 2)) {
                (true, Some(&y)) => y * s.v,
                (false, Some(y)) => y + s.w,
                (_, None) => s.v * 2.0,
            };
            if let Some(S { w, v: 0.5..=1.5 }) = ss.get(i) {
                t += w;
            }
        }
        if let Some((first, rest)) = ss.split_first() {
            t += first.v * rest.iter().map(|s| s.w).sum::<f64>();
        }
        if let [S { w, .. }, _, c, ..] = ss.as_slice() {
            t += w * c.v;
        }
        let found = ss.iter().enumerate().find(|(_, s)| s.w > 0.5);
        if let Some((i, &S { w, v })) = found {
            t += w * v * i as f64;
        }
        let pair = p.first().zip(p.last());
        if let Some((a, b)) = pair {
            t += a * b;
        }
        t + p.iter().copied().reduce(f64::max).unwrap_or(0.0)
            + ss.first().map(|s| s.w).unwrap_or_default()
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2], [0.288, 0.868, 1.352, -0.192] }
}

mod slices_of_enums {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Node {
        Num(f64),
        Op(char),
        Pair { a: f64, b: f64 },
    }
    #[differentiate]
    fn value(ns: &[Node]) -> f64 {
        match ns {
            [] => 0.0,
            [Node::Num(x)] => *x,
            [Node::Num(x), Node::Op('+'), rest @ ..] => x + value(rest),
            [Node::Num(x), Node::Op('*'), Node::Num(y), rest @ ..] => x * y * (1.0 + value(rest)),
            [Node::Pair { a, b }, .., Node::Num(z)] if *a > 0.0 => a * b + z,
            [first, ..] => {
                if let Node::Pair { a, .. } = first {
                    *a
                } else {
                    2.0
                }
            }
        }
    }
    #[differentiate]
    fn digits(k: &[usize], x: &[f64]) -> f64 {
        match k {
            [0, b] => x[*b],
            [1..=2, .., 7] => x[0] * x[1],
            [a, ..] if *a == 9 => x[2],
            [.., 5] => x[3],
            _ => 1.0,
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        use Node::*;
        let ns = vec![
            Num(p[0]),
            Op('+'),
            Num(p[1]),
            Op('*'),
            Num(p[2]),
            Pair { a: p[3], b: p[0] },
        ];
        let pair = vec![Pair { a: p[0], b: p[1] }, Op('+'), Num(p[2])];
        let o = p
            .iter()
            .copied()
            .find(|x| *x > 1.0)
            .or(Some(p[0]))
            .zip(p.first().copied())
            .map_or(0.0, |(a, b)| a * b);
        let q = p
            .iter()
            .copied()
            .find(|x| *x > 5.0)
            .or_else(|| p.get(1).copied())
            .unwrap();
        let none = p.get(9).copied();
        let r = if none.map_or(true, |x| x > 1.0) {
            p[2]
        } else {
            0.0
        };
        value(&ns)
            + value(&ns[..1])
            + value(&ns[3..])
            + value(&pair) * 2.0
            + value(&pair[..2])
            + digits(&[0, 3], p)
            + digits(&[2, 4, 7], p) * 3.0
            + digits(&[9, 1, 1], p)
            + digits(&[4, 5], p)
            + o
            + q * q
            + r
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4, -0.2], [0.288, 0.868, 1.352, -0.192] }
}
