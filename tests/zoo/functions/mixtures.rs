//! Several constructs in one function, as they meet in real ones: each inside a loop, in one branch, behind
//! a shadowing, through a called function, and with its value used twice.

use autodiff::{Differentiable, differentiate};
use num_traits::Float;

#[derive(Differentiable, Clone, Copy, Debug)]
enum Shape {
    Circle { r: f64 },
    Rect(f64, f64),
    Dot,
}

#[differentiate]
fn area(s: Shape) -> f64 {
    match s {
        Shape::Circle { r } => 3.0 * r * r,
        Shape::Rect(w, h) if w > h => w * h * w,
        Shape::Rect(w, h) => w * h,
        Shape::Dot => 0.25,
    }
}

#[differentiate]
fn payloads_change_in_a_loop(p: &[f64]) -> f64 {
    let mut s = Shape::Rect(p[0], p[1]);
    let mut t = 0.0;
    for i in 0..4 {
        if let Shape::Rect(w, h) = &mut s {
            *w *= p[2];
            *h += *w * 0.1;
        }
        if i == 2 {
            s = Shape::Circle { r: t * 0.1 + p[0] };
        }
        t += area(s) * area(s);
    }
    t
}
#[differentiate]
fn enums_by_reference(p: &[f64]) -> f64 {
    let shapes = vec![
        Shape::Circle { r: p[0] },
        Shape::Rect(p[1], p[0] * p[2]),
        Shape::Dot,
    ];
    let mut t = 1.0;
    for s in &shapes {
        let t2 = match s {
            Shape::Circle { r } => {
                let r = r * t;
                r * r
            }
            Shape::Rect(a, b) => a * b * t,
            Shape::Dot => t,
        };
        t += t2;
    }
    for s in shapes.iter().rev() {
        t *= 1.0 + 0.1 * area(*s);
    }
    t
}
#[derive(Differentiable, Clone, Debug)]
struct Filter {
    b: [f64; 2],
    z: Vec<f64>,
    last: Option<f64>,
    n: usize,
}
#[differentiate]
impl Filter {
    fn new(b0: f64, b1: f64) -> Self {
        Filter {
            b: [b0, b1],
            z: vec![0.0; 2],
            last: None,
            n: 0,
        }
    }
    fn tick(&mut self, x: f64) -> f64 {
        let y = self.b[0] * x + self.z[0];
        self.z[0] = self.b[1] * x - 0.3 * y + self.z[1];
        self.z[1] = 0.5 * x * y;
        if let Some(l) = self.last {
            self.z[1] += l * y;
        }
        self.last = Some(y);
        self.n += 1;
        y
    }
    fn energy(&self) -> f64 {
        self.z.iter().map(|v| v * v).sum::<f64>() * self.n as f64 + self.last.unwrap_or(2.0)
    }
}
#[differentiate]
fn a_filter_in_a_loop(p: &[f64]) -> f64 {
    let mut f = Filter::new(p[0], p[1]);
    let mut s = 0.0;
    for (i, x) in p.iter().enumerate() {
        if i % 2 == 0 {
            s += f.tick(*x) * f.energy();
        } else {
            let y = f.tick(x * s);
            s -= y * y;
            f.tick(y);
        }
    }
    let g = f.clone();
    s + g.energy() * f.energy()
}
#[differentiate]
fn filters_in_a_vec(p: &[f64]) -> f64 {
    let mut fs = vec![Filter::new(p[0], 0.5), Filter::new(0.2, p[1])];
    let mut y = p[2];
    for k in 0..4 {
        for f in fs.iter_mut() {
            y = f.tick(y) + 0.1;
        }
        if k == 1 {
            fs.swap(0, 1);
        }
    }
    y + fs[0].energy()
}
#[derive(Differentiable, Clone, Copy, Debug, PartialEq)]
struct V {
    x: f64,
    y: f64,
}
#[differentiate]
impl std::ops::Add for V {
    type Output = V;
    fn add(self, o: V) -> V {
        V {
            x: self.x + o.x,
            y: self.y + o.y,
        }
    }
}
#[differentiate]
impl std::ops::Mul<f64> for V {
    type Output = V;
    fn mul(self, k: f64) -> V {
        V {
            x: self.x * k,
            y: self.y * k,
        }
    }
}
#[differentiate]
impl std::ops::Mul for V {
    type Output = f64;
    fn mul(self, o: V) -> f64 {
        self.x * o.x + self.y * o.y
    }
}
#[differentiate]
impl std::ops::AddAssign for V {
    fn add_assign(&mut self, o: V) {
        self.x += o.x;
        self.y += o.y;
    }
}
#[differentiate]
fn operators_of_a_vector(p: &[f64]) -> f64 {
    let mut a = V { x: p[0], y: p[1] };
    let mut v = V { x: p[2], y: 0.5 };
    let mut e = 0.0;
    for i in 0..5 {
        let acc = a * -0.7;
        v = v + acc * 0.1;
        a += v * 0.1;
        if i > 2 {
            let a = a + v;
            e += a * a;
        }
        e += (v * v) * (a * v);
    }
    e
}
#[differentiate]
fn try_div(a: f64, b: f64) -> Result<f64, String> {
    if b.abs() < 1e-3 {
        return Err(format!("zero {b}"));
    }
    Ok(a / b)
}
#[differentiate]
fn chain(p: &[f64], cut: f64) -> Option<f64> {
    let mut acc = 1.0;
    for w in p.windows(2) {
        let q = try_div(w[0], w[1]).ok()?;
        if q > cut {
            return Some(acc * q);
        }
        acc += q * acc;
    }
    Some(acc)
}
#[differentiate]
fn early_ends_of_callees(p: &[f64]) -> f64 {
    let a = chain(p, 100.0).unwrap_or(0.0);
    let b = match chain(p, 0.5) {
        Some(v) => v * a,
        None => a,
    };
    let c = if let Ok(c) = try_div(p[0], 0.0) {
        c
    } else {
        p[1]
    };
    a * b + c
}
#[differentiate]
fn rk4<F: Fn(f64, f64) -> f64>(f: F, y: f64, t: f64, h: f64) -> f64 {
    let k1 = f(t, y);
    let k2 = f(t + h / 2.0, y + h / 2.0 * k1);
    let k3 = f(t + h / 2.0, y + h / 2.0 * k2);
    let k4 = f(t + h, y + h * k3);
    y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
}
#[differentiate]
fn closures_of_closures_captures(p: &[f64]) -> f64 {
    let k = p[0] * p[1];
    let mut y = p[2];
    let mut t = 0.0;
    for i in 0..4 {
        let shift = p[1] * i as f64;
        y = rk4(|t, y| -k * y + (t + shift).sin() * p[0], y, t, 0.1);
        if i == 1 {
            let k = y;
            y = rk4(|_t: f64, y| k * y * 0.1, y, t, 0.1);
        }
        t += 0.1;
    }
    y * k
}
#[differentiate]
fn ackley<T: Float>(x: &[T]) -> T {
    let n = T::from(x.len()).unwrap();
    let c = T::from(0.2).unwrap();
    let s1 = x.iter().fold(T::zero(), |a, &v| a + v * v) / n;
    let s2 = x
        .iter()
        .map(|&v| (v + v).cos())
        .fold(T::zero(), |a, b| a + b)
        / n;
    -T::from(20.0).unwrap() * (-c * s1.sqrt()).exp() - s2.exp()
}
#[differentiate]
fn generic_in_a_branch(p: &[f64]) -> f64 {
    let mut s = 0.0;
    for i in 0..2 {
        let q = [p[i] * p[2], p[2 - i]];
        if p[i] > -5.0 {
            s += ackley(&q) * ackley(&p);
        }
    }
    s
}
#[differentiate]
fn a_stack_that_grows(p: &[f64]) -> f64 {
    let mut stack = vec![p[0]];
    let mut out = 0.0;
    let mut steps = 0;
    while let Some(x) = stack.pop() {
        steps += 1;
        if steps > 12 {
            break;
        }
        let x = x * p[1] + 0.1;
        if x.abs() > 0.2 {
            stack.push(x * 0.5);
            if steps % 3 == 0 {
                stack.push(p[2] * x);
            }
        }
        out += x * x;
    }
    let rest: f64 = stack.iter().sum();
    out + rest * rest
}
#[differentiate]
fn rows_of_rows(p: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for i in 0..3 {
        let mut row = Vec::new();
        for j in 0..=i {
            if let Some(prev) = rows.last() {
                let a = prev.get(j).copied().unwrap_or(p[0]);
                row.push(a * p[j % 3] + 0.1);
            } else {
                row.push(p[i]);
            }
        }
        rows.push(row);
    }
    let t = std::mem::take(&mut rows[1]);
    rows[0] = t;
    rows.iter().flatten().map(|x| x * x).sum::<f64>() + rows[0][1]
}
#[differentiate]
fn folds_and_labels(p: &[f64]) -> f64 {
    let s = p.iter().fold(V { x: 0.0, y: 1.0 }, |s, &z| V {
        x: s.x + z * s.y,
        y: s.y * (z * 0.3).cos(),
    });
    let scale = |k: f64| k * s.x;
    let mut t = 0.0;
    'outer: for i in 0..4 {
        for j in 0..4 {
            if j > i {
                continue 'outer;
            }
            if i + j > 5 {
                break 'outer;
            }
            t += scale(p[(i + j) % 3]) * s.y;
        }
    }
    let best = p
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(i, v)| v * v * (i as f64 + 1.0))
        .unwrap();
    let mut sorted = p.to_vec();
    sorted.sort_by(|a, b| b.partial_cmp(a).unwrap());
    t + best + sorted[1] * sorted[0]
}

crate::support::whole_functions! {
    payloads_change_in_a_loop
    enums_by_reference
    a_filter_in_a_loop
    filters_in_a_vec
    operators_of_a_vector
    early_ends_of_callees
    closures_of_closures_captures
    generic_in_a_branch
    a_stack_that_grows
    rows_of_rows
    folds_and_labels
}
