//! Structs with references whose methods change what they have of their own.

mod machines {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone, Copy)]
    struct Gains {
        up: f64,
        down: f64,
    }
    #[differentiate]
    impl Gains {
        fn grow(&mut self, by: f64) {
            self.up *= by;
        }
        fn sum(&self) -> f64 {
            self.up * self.up + self.down
        }
    }
    #[derive(Differentiable, Clone)]
    struct Machine<'a> {
        stack: Vec<f64>,
        state: [f64; 2],
        mem: &'a [f64],
        k: f64,
        n: usize,
        own: Gains,
    }
    #[differentiate]
    impl<'a> Machine<'a> {
        fn new(mem: &'a [f64], k: f64) -> Self {
            Self {
                stack: Vec::new(),
                state: [k, 1.0],
                mem,
                k,
                n: 0,
                own: Gains { up: k, down: 2.0 },
            }
        }
        fn push(&mut self, x: f64) -> &mut Self {
            if x > 10.0 {
                return self;
            }
            self.stack.push(x * self.k);
            self.n += 1;
            self
        }
        fn pop(&mut self) -> f64 {
            match self.stack.pop() {
                Some(x) => x,
                None => return self.k,
            }
        }
        fn state(&mut self) -> [f64; 2] {
            self.state[0] += self.k;
            self.state
        }
        fn run(&mut self, xs: &[f64]) -> f64 {
            let mut total = 0.0;
            for (i, x) in xs.iter().enumerate() {
                if i == 3 {
                    break;
                }
                if *x > 2.0 {
                    continue;
                }
                let mut t = self.push(*x).pop() * self.mem[i];
                t += self.pop();
                self.k += 0.1 * t;
                total += t * self.energy();
                self.own.grow(x + 0.5);
            }
            assert!((0..self.n).contains(&1), "n");
            total
        }
        fn energy(&self) -> f64 {
            self.k * self.k + self.stack.iter().sum::<f64>() + self.mem[0] + self.own.sum()
        }
    }
    #[differentiate]
    fn lent(m: &Machine<'_>) -> f64 {
        m.energy() * m.state[1]
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let xs = [p[1], 3.0, p[2], p[0] * p[1], 1.0];
        let mut total = p[0];
        let gains = Gains {
            up: p[0],
            down: p[1],
        };
        let mut m = Machine {
            stack: vec![p[3], 2.0],
            state: [p[0], p[2]],
            mem: &xs,
            k: p[3],
            n: 0,
            own: gains,
        };
        let before = m.clone();
        let first = m.run(&xs);
        let a = m.state();
        m.state[0] *= 2.0;
        m.state[1] = p[2] * m.k;
        let b = m.state();
        let mut other = m.clone();
        other.push(p[0]).push(p[1] * 0.5).push(20.0);
        other.k = 0.5;
        for i in 0..2 {
            total += m.push(0.3 * i as f64 + p[2]).pop() * other.pop();
            if total > 0.0 {
                m.run(&xs[1..]);
            }
            let mut inner = Machine::new(p, total);
            total += inner.run(&[p[i], 0.2]) + Machine::new(&xs, p[i]).push(p[3]).energy();
        }
        total += Machine::new(p, 0.7).run(&xs);
        total
            + first * a[0] * a[1]
            + b[0] * b[1]
            + m.energy()
            + other.energy() * lent(&m)
            + before.energy()
            + gains.sum()
            + before.stack[0]
    }

    crate::support::whole_functions! { top => [0.7, 0.4, 0.5, 0.3], [0.2, 0.9, -0.4, 0.8] }
}

mod programs {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    enum Op {
        Push(f64),
        Load(u8),
        Add,
        Sub,
        Mul,
        Div,
        Sqrt,
        Dup,
        Swap,
    }
    #[derive(Differentiable)]
    struct Vm<'a> {
        stack: Vec<f64>,
        mem: &'a [f64],
    }
    #[differentiate]
    impl<'a> Vm<'a> {
        fn new(mem: &'a [f64]) -> Self {
            Self {
                stack: Vec::with_capacity(8),
                mem,
            }
        }
        fn pop(&mut self) -> f64 {
            self.stack.pop().expect("stack underflow")
        }
        fn exec(&mut self, program: &[Op]) -> f64 {
            for op in program {
                match *op {
                    Op::Push(v) => self.stack.push(v),
                    Op::Load(a) => self.stack.push(self.mem[a as usize]),
                    Op::Dup => {
                        let t = *self.stack.last().unwrap();
                        self.stack.push(t);
                    }
                    Op::Swap => {
                        let n = self.stack.len();
                        self.stack.swap(n - 1, n - 2);
                    }
                    Op::Sqrt => {
                        let t = self.pop();
                        self.stack.push(t.sqrt());
                    }
                    bin => {
                        let (b, a) = (self.pop(), self.pop());
                        self.stack.push(match bin {
                            Op::Add => a + b,
                            Op::Sub => a - b,
                            Op::Mul => a * b,
                            Op::Div => a / b,
                            _ => unreachable!(),
                        });
                    }
                }
            }
            self.pop()
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        use Op::*;
        let prog = [
            Load(0),
            Dup,
            Mul,
            Load(1),
            Dup,
            Mul,
            Add,
            Sqrt,
            Load(2),
            Swap,
            Div,
            Push(3.0),
            Load(0),
            Sub,
            Mul,
        ];
        Vm::new(p).exec(&prog)
    }

    crate::support::whole_functions! { top => [1.3, 0.6, 2.2] }
}

mod portfolios {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable)]
    struct Portfolio<'a> {
        holdings: Vec<f64>,
        targets: &'a [f64],
        cost: f64,
    }

    #[differentiate]
    impl Portfolio<'_> {
        fn value(&self) -> f64 {
            self.holdings.iter().sum()
        }
        fn grow(&mut self, returns: &[f64]) -> &mut Self {
            self.holdings
                .iter_mut()
                .zip(returns)
                .for_each(|(h, r)| *h *= 1.0 + r);
            self
        }
        fn rebalance(&mut self) -> &mut Self {
            let v = self.value();
            let mut fees = 0.0;
            for (h, t) in self.holdings.iter_mut().zip(self.targets) {
                let trade = t * v - *h;
                fees += self.cost * (trade * trade + 1e-4).sqrt();
                *h += trade;
            }
            let scale = 1.0 - fees / v;
            for h in &mut self.holdings {
                *h *= scale;
            }
            self
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let targets = [p[0], p[1], 1.0 - p[0] - p[1]];
        let monthly = [
            [0.03, -0.01, 0.002],
            [-0.04, 0.02, 0.002],
            [0.05, 0.01, 0.001],
            [-0.02, -0.015, 0.003],
            [0.01, 0.03, 0.002],
        ];
        let mut pf = Portfolio {
            holdings: targets.to_vec(),
            targets: &targets,
            cost: p[2],
        };
        let mut values = vec![1.0];
        for r in &monthly {
            let v = pf.grow(r).rebalance().value();
            values.push(v);
        }
        let logs: Vec<f64> = values.windows(2).map(|w| (w[1] / w[0]).ln()).collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        let downside = logs
            .iter()
            .filter(|r| **r < 0.0)
            .map(|r| r.abs().powf(p[3]))
            .sum::<f64>();
        100.0 * mean - 10.0 * downside
    }

    crate::support::whole_functions! { top => [0.5, 0.3, 0.002, 1.5] }
}
