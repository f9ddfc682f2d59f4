//! Errors that take what they are made of by value, results that are matched together, and what closures
//! with early ends and slices with ranges give or do not.

use crate::support::slices;
use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
pub enum Token {
    Sine,
    Power(i32),
}

#[derive(Clone, Debug, Differentiable)]
pub enum Broken {
    Token(Token),
    At { place: [f64; 2], step: usize },
    Stack(Vec<f64>),
    Both((f64, f64), String),
}

#[differentiate]
fn evaluated(tokens: &[Token], x: [f64; 2]) -> Result<f64, Broken> {
    let mut stack = vec![x[0], x[1]];
    for (step, &token) in tokens.iter().enumerate() {
        let place = x;
        let top = stack.pop().ok_or(Broken::At { place, step })?;
        if top.abs() > 2.0 {
            return Err(Broken::Stack(stack));
        }
        match token {
            Token::Sine => stack.push(top.sin()),
            Token::Power(n) if n < 0 => return Err(Broken::Token(token)),
            Token::Power(0) => {
                let both = (top, x[0]);
                return Err(Broken::Both(both, format!("{token:?} {step}")));
            }
            Token::Power(n) => {
                let below = stack.pop().ok_or_else(|| Broken::Token(token))?;
                stack.push(top.powi(n) * below);
            }
        }
    }
    Ok(stack.iter().sum())
}

#[differentiate]
fn total(x: &[f64], least: f64) -> Option<f64> {
    let sums = x.iter().try_fold([0.0; 2], |mut sums, v| {
        if *v < least {
            return None;
        }
        for (k, sum) in sums.iter_mut().enumerate() {
            *sum += v * v + k as f64;
        }
        Some(sums)
    })?;
    let kept = x.iter().try_fold(Vec::new(), |mut kept, v| {
        if *v > 1.0 {
            return None;
        }
        kept.push(v * sums[0]);
        Some(kept)
    })?;
    Some(kept.iter().product::<f64>() + sums[1])
}

slices! {
    made(a) {
        let programs = [
            vec![Token::Sine, Token::Power(2)],
            vec![Token::Power(-1)],
            vec![Token::Power(3), Token::Power(0)],
            vec![Token::Power(2), Token::Power(2)],
        ];
        let mut s = 0.0;
        for tokens in &programs {
            s += match evaluated(tokens, [a[0], a[1]]) {
                Ok(v) => v * a[1],
                Err(Broken::Token(_)) => a[0] * a[0],
                Err(_) => a[1].cos(),
            };
        }
        s
    } at [0.7, -0.4], [-2.3, 0.3];

    matched_together(a) {
        let programs = [vec![Token::Sine], vec![Token::Power(-1)], vec![Token::Power(0)]];
        let mut s = a[0];
        for p in &programs {
            for q in &programs {
                s += match (evaluated(p, [a[0], a[1]]), evaluated(q, [a[1], 0.5])) {
                    (Ok(u), Ok(v)) => u * v,
                    (Err(Broken::Token(_)), _) | (_, Err(Broken::Token(_))) if q.len() == 1 => a[0] * a[1],
                    (Err(Broken::Both(..)), Err(_)) => 2.0 * a[1],
                    (Err(_), Ok(v)) | (Ok(v), Err(_)) => v * v * a[0],
                    _ => 1.0,
                };
            }
        }
        s
    } at [0.7, -0.4], [1.2, 0.3];

    closures_that_end_early(a) {
        let early: f64 = a.iter().filter_map(|v| {
            if *v < 0.0 {
                return None;
            }
            Some([v * a[0], *v])
        }).map(|p| p[0] * p[1]).sum();
        early + total(a, -1.0).unwrap_or(a[0] * 0.5) + total(&[a[0], 0.25], 0.5).unwrap_or(a[1])
    } at [0.7, -0.4], [1.2, 0.3];

    ranges_that_may_fit(a) {
        let x = [a[0], a[1], 0.5, a[0] * a[1]];
        let mut s = 0.0;
        for i in 0..5 {
            if let Some(w) = x.get(i..=i + 1) { s += w[0] * w[1]; }
            if let Some(w) = x.get(3..i) { s += w.iter().sum::<f64>() * a[1]; }
            s += x.get(i + 1..).map_or(a[0].sin(), |rest| rest.iter().product());
            let mut y = x;
            if let Some(w) = y.get_mut(i..i + 2) { w[0] *= a[1]; w[1] += w[0]; }
            s += y.iter().map(|v| v * v).sum::<f64>();
        }
        s
    } at [0.7, -0.4], [1.2, 0.3];
}

/// What an error is made of has the type that is written for it.
mod told {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable)]
    enum Failed {
        After(u32),
        Near { turns: u64, at: f64 },
    }

    #[differentiate]
    fn counted(a: f64) -> Result<f64, (usize, u8)> {
        let (mut x, mut turns, mut jumps) = (a, 0, 0);
        while turns < 100 {
            turns += 1;
            let next = 0.5 * (x + a / x);
            if (next - x).abs() < 1e-14 {
                return Ok(next);
            }
            if next > x {
                jumps += 1;
            }
            if turns > 60 {
                return Err((turns, jumps));
            }
            x = next;
        }
        Err((100, 0))
    }

    #[differentiate]
    fn named(a: f64) -> Result<f64, Failed> {
        let (mut x, mut n, mut turns) = (a, 0, 0);
        loop {
            n += 1;
            turns += 2;
            x = 0.5 * (x + a / x);
            if n > 12 {
                return Ok(x);
            } else if x > 50.0 {
                return Err(Failed::After(n));
            } else if x < 0.0 {
                return Err(Failed::Near { turns, at: x });
            }
        }
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let roots: Result<f64, (usize, u8)> = p.iter().map(|x| counted(x * x + 0.1)).sum();
        let mut total = roots.unwrap_or(0.0);
        for x in p {
            total += match named(*x) {
                Ok(root) => root,
                Err(Failed::After(turns)) => turns as f64 * x,
                Err(_) => x.sin(),
            };
        }
        total
    }

    crate::support::whole_functions! { top }
}

/// What is in the receiver, in errors.
mod of_receivers {
    use autodiff::differentiate;

    #[differentiate]
    pub mod lists {
        #[derive(autodiff::Differentiable, Clone)]
        pub struct List {
            pub rows: usize,
            pub data: Vec<f64>,
        }

        #[derive(Debug, Clone)]
        pub enum Failed {
            Shape { expected: usize, found: usize },
            Text(String),
            Whole(Vec<f64>),
        }

        impl List {
            pub fn ratio(&self, b: &[f64]) -> Result<f64, Failed> {
                if b.len() != self.rows {
                    return Err(Failed::Shape {
                        expected: self.rows,
                        found: b.len(),
                    });
                }
                let first = self
                    .data
                    .first()
                    .ok_or_else(|| Failed::Text(self.rows.to_string()))?;
                match b[0] > 1.0 {
                    true => Err(Failed::Whole(self.data.clone())),
                    false => Ok(first * b[0] / self.data[1]),
                }
            }

            pub fn scaled(self, k: f64) -> Result<f64, String> {
                if self.rows == 3 {
                    return Err(format!("{} rows of {:?}", self.rows, self.data));
                }
                Ok(self.data[0] * k)
            }

            pub fn last(&mut self, k: f64) -> Result<f64, Failed> {
                self.data[0] *= k;
                if self.rows == 2 && k < 0.5 {
                    return Err(Failed::Shape {
                        expected: self.rows,
                        found: self.data.len(),
                    });
                }
                Ok(self.data[0] * self.data[1])
            }
        }
    }
    use lists::{Failed, List};

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut total = 0.0;
        for rows in 1..4 {
            let mut list = List {
                rows,
                data: p.to_vec(),
            };
            total += match list.ratio(p) {
                Ok(ratio) => ratio,
                Err(Failed::Shape { .. }) => p[0] * p[1],
                Err(_) => p[1].exp(),
            };
            total += list.last(p[1]).unwrap_or(p[0].sin()) * list.data[0];
            total += list.scaled(p[0]).unwrap_or(p[1].cos());
        }
        total
    }

    crate::support::whole_functions! { top }
}

/// Closures are passed on where the function may fail.
mod beside_closures {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy, PartialEq)]
    enum Failed {
        Negative(usize),
        Singular,
    }

    #[differentiate]
    fn tabulated(n: usize, f: impl Fn(usize, usize) -> f64) -> Vec<f64> {
        let mut table = Vec::with_capacity(n * n);
        for i in 0..n {
            for j in 0..n {
                table.push(f(i, j));
            }
        }
        table
    }

    #[differentiate]
    fn root(x: f64, at: usize) -> Result<f64, Failed> {
        if x < 0.0 {
            Err(Failed::Negative(at))
        } else {
            Ok(x.sqrt())
        }
    }

    #[differentiate]
    fn trace(x: &[f64], noise: f64) -> Result<f64, Failed> {
        let n = x.len();
        let table = tabulated(n, |i, j| {
            (x[i] * x[j]).cos() + if i == j { noise } else { 0.0 }
        });
        let mut sum = 0.0;
        for i in 0..n {
            sum += root(table[i * n + i] + table[i], i)?;
        }
        if sum == 0.0 {
            return Err(Failed::Singular);
        }
        let scaled = tabulated(2, |i, j| sum * x[i] + j as f64 * noise);
        Ok(sum + scaled.iter().product::<f64>())
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut total = trace(p, p[1]).unwrap_or(p[0]);
        for x in p {
            total += match trace(&p[..2], *x) {
                Ok(sum) => sum * x,
                Err(Failed::Negative(at)) => at as f64 * x.sin(),
                Err(_) => 0.0,
            };
        }
        total
    }

    crate::support::whole_functions! { top }
}
