//! Methods that give their receiver back, in front of one that gives a value.

use autodiff::{Differentiable, differentiate};

#[derive(Differentiable, Clone)]
struct Walk {
    x: f64,
    v: f64,
    log: Vec<f64>,
}
#[differentiate]
impl Walk {
    fn kick(&mut self, by: f64) -> &mut Self {
        self.v += by * self.x;
        self
    }
    fn step(&mut self, h: f64) -> &mut Self {
        if h < 0.0 {
            return self;
        }
        self.x += h * self.v;
        self.log.push(self.x);
        self
    }
    fn energy(&self) -> f64 {
        self.v * self.v + self.x.sin() + self.log.iter().sum::<f64>()
    }
    fn jump(&mut self, by: f64) -> f64 {
        self.x *= by;
        self.x * self.v
    }
}
#[differentiate]
fn go(w: &mut Walk, p: &[f64]) -> f64 {
    w.kick(p[0]).step(p[1]).energy()
}
#[differentiate]
fn top(p: &[f64]) -> f64 {
    let mut w = Walk {
        x: p[0],
        v: p[1],
        log: vec![],
    };
    let mut sum = 0.0;
    for _ in 0..3 {
        let e = w.kick(p[2]).step(0.1 + p[3]).energy();
        sum += e * w.kick(0.3).jump(p[1]);
        if w.step(0.2).energy() > 1.0 {
            sum += w.kick(p[3]).kick(p[2]).energy();
        }
    }
    sum + go(&mut w, p) + w.step(-1.0).energy()
}

crate::support::whole_functions! { top => [0.7, 0.4, 0.5, 0.3], [0.2, 0.9, -0.4, 0.8] }

#[derive(Differentiable, Clone, Debug)]
struct Built {
    v: Vec<f64>,
    k: f64,
}
#[differentiate]
impl Built {
    fn new(k: f64) -> Self {
        Built { v: Vec::new(), k }
    }
    fn with(mut self, x: f64) -> Self {
        self.v.push(x);
        self
    }
    fn scale(&mut self, k: f64) -> &mut Self {
        self.k *= k;
        self
    }
    fn max(&mut self, x: f64) -> &mut Self {
        self.v.push(x);
        self
    }
    fn total(&self) -> f64 {
        self.v.iter().sum::<f64>() * self.k
    }
}

#[derive(Differentiable, Clone)]
struct Crowd {
    walks: Vec<Walk>,
    first: Walk,
}
#[differentiate]
impl Crowd {
    fn go(&mut self, by: f64) -> Result<(), String> {
        if by.is_nan() {
            return Err("no number".to_string());
        }
        self.first.kick(by).step(0.5).step(by);
        for i in 0..self.walks.len() {
            self.walks[i].kick(self.first.x).step(by);
        }
        Ok(())
    }
}

crate::support::scalars! {
    on_parts(x: f64, y: f64) {
        let walk = Walk { x, v: y, log: vec![] };
        let mut crowd = Crowd { walks: vec![walk.clone(), walk.clone()], first: walk };
        crowd.go(y).unwrap();
        let mut i = 0;
        while i < 2 {
            crowd.walks[{ i += 1; i - 1 }].step(x).kick(y).step(i as f64);
        }
        let last = crowd.walks[1].kick(x);
        last.v *= y;
        (crowd.first.kick(0.5).step(x).energy() + crowd.walks[0].step(y).x * crowd.walks[1].energy()).tanh()
    } at (0.25, 0.5), (-0.2, 0.1);
    without_a_name(x: f64, y: f64) {
        let mut b = Built::new(x).with(y);
        let mut s = b.scale(x).scale(y).total();
        for i in 0..3 {
            s += Built::new(x).with(y).scale(y).scale(s).total() * i as f64;
            s *= b.clone().with(x).scale(0.5).k;
        }
        let built = Built::new(s).with(x).scale(y).clone();
        built.total() + b.with(y).scale(x).total()
    } at (1.25, 0.5), (0.75, 1.5);
    beside_methods_of_others(x: f64, y: f64) {
        let made = Built::new(x).scale(y).max(x).total();
        made + nalgebra::Vector2::new(x, y).scale(2.5).norm() + x.sin().max(0.3).cos()
    } at (1.25, 0.5), (0.75, 1.5), (0.25, 2.0);
}
