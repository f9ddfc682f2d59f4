//! Structs with references in structs with references, by value and by reference, and in lists.

mod networks {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable)]
    pub struct Cursor<'a> {
        data: &'a [f64],
        pos: usize,
    }
    #[derive(Differentiable, Clone, Copy)]
    pub struct Linear<'a> {
        w: &'a [f64],
        b: &'a [f64],
        gain: f64,
    }
    #[derive(Differentiable)]
    pub struct Pair<'a> {
        first: Linear<'a>,
        second: Linear<'a>,
        mix: f64,
    }
    #[derive(Differentiable)]
    pub struct Lent<'a> {
        layer: &'a Linear<'a>,
        shift: f64,
    }

    #[differentiate]
    impl<'a> Cursor<'a> {
        fn take(&mut self, n: usize) -> &'a [f64] {
            let s = &self.data[self.pos..self.pos + n];
            self.pos += n;
            s
        }
    }

    #[differentiate]
    impl<'a> Linear<'a> {
        fn read(cur: &mut Cursor<'a>, inp: usize, out: usize) -> Self {
            let w = cur.take(inp * out);
            let b = cur.take(out);
            Linear {
                w,
                b,
                gain: b[0] + 1.0,
            }
        }
        fn apply(&self, x: &[f64]) -> Vec<f64> {
            let row = |(i, b): (usize, &f64)| {
                let terms = x
                    .iter()
                    .enumerate()
                    .map(|(j, v)| self.w[i * x.len() + j] * v);
                self.gain * (b + terms.sum::<f64>()).tanh()
            };
            self.b.iter().enumerate().map(row).collect()
        }
    }

    #[differentiate]
    impl<'a> Pair<'a> {
        fn step(&self, x: &[f64]) -> Vec<f64> {
            let z = self.first.apply(x);
            if z[0] > 100.0 {
                return z;
            }
            let c = self.second.apply(&z);
            z.iter()
                .zip(&c)
                .map(|(z, c)| self.mix * z + (1.0 - self.mix) * c)
                .collect()
        }
        fn energy(&self) -> f64 {
            self.first.w[0] * self.second.b[1] + self.first.gain
        }
    }

    #[differentiate]
    impl Lent<'_> {
        fn at(&self, x: &[f64]) -> f64 {
            self.layer.apply(x).iter().sum::<f64>() * self.shift + self.layer.w[1]
        }
    }

    #[differentiate]
    pub fn two_layers(p: &[f64]) -> f64 {
        let mut cur = Cursor { data: p, pos: 0 };
        let first = Linear::read(&mut cur, 2, 2);
        let net = Pair {
            first,
            second: Linear::read(&mut cur, 2, 2),
            mix: p[12],
        };
        let mut h = vec![p[0], 0.5];
        let mut total = 0.0;
        for _ in 0..3 {
            h = net.step(&h);
            if h[0] > 0.0 {
                total += h[0] * net.energy();
            }
            total += h[1] + net.first.w[3] * net.second.gain;
        }
        total
    }

    #[differentiate]
    pub fn lent(p: &[f64]) -> f64 {
        let layer = Linear {
            w: &p[..4],
            b: &p[4..6],
            gain: p[6],
        };
        let inner = Lent {
            layer: &layer,
            shift: p[7],
        };
        let other = Lent {
            layer: &Linear {
                gain: 2.0 * p[6],
                ..layer
            },
            shift: 1.0,
        };
        let mut sum = 0.0;
        for i in 0..2 {
            sum += inner.at(&p[i..i + 2]) * other.at(&p[8..10]);
        }
        sum + inner.layer.gain + helper(&inner, p[3])
    }

    #[differentiate]
    fn helper(of: &Lent, x: f64) -> f64 {
        of.at(&[x, 2.0 * x])
    }

    crate::support::whole_functions! { two_layers lent =>
        [0.3, -0.2, 0.5, 0.1, 0.2, -0.3, 0.7, 0.4, -0.1, 0.2, 0.6, 0.25, 0.4],
        [-0.5, 0.8, 0.1, 0.9, 0.6, 0.3, -0.2, 0.5, 0.3, -0.7, 0.1, 0.35, 0.8]
    }
}

mod builders {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy, Debug, PartialEq, Default)]
    pub enum Mode {
        #[default]
        Clamp,
        Scaled(f64),
    }
    #[derive(Differentiable, Clone, Copy)]
    pub struct Table<'a> {
        xs: &'a [f64],
        mode: Mode,
        k: f64,
    }
    #[derive(Differentiable)]
    pub struct Model {
        layers: Vec<Vec<f64>>,
        gain: f64,
    }
    #[derive(Differentiable)]
    pub struct Builder<'p> {
        params: &'p [f64],
        width: usize,
        layers: Vec<Vec<f64>>,
    }
    #[derive(Differentiable)]
    pub struct Both<'a> {
        table: Table<'a>,
        weight: f64,
    }

    #[differentiate]
    impl<'a> Table<'a> {
        fn new(xs: &'a [f64], k: f64) -> Option<Self> {
            if xs.len() < 2 || xs[0] > 5.0 {
                return None;
            }
            Some(Table {
                xs,
                mode: Default::default(),
                k,
            })
        }
        fn with(self, mode: Mode) -> Self {
            Table { mode, ..self }
        }
        fn at(&self, x: f64) -> f64 {
            match self.mode {
                Mode::Clamp => self.xs[0] * x,
                Mode::Scaled(k) => self.xs[1] * x * k + self.k,
            }
        }
        fn into_sum(self) -> f64 {
            let mut s = self.k;
            for x in self.xs {
                if *x > 9.0 {
                    return s;
                }
                s += x * x;
            }
            s
        }
    }

    #[differentiate]
    impl<'p> Builder<'p> {
        fn new(params: &'p [f64], width: usize) -> Self {
            Builder {
                params,
                width,
                layers: vec![],
            }
        }
        fn layer(mut self, outputs: usize) -> Self {
            let (w, rest) = self.params.split_at(outputs * self.width);
            self.layers.push(w.iter().map(|w| w.tanh()).collect());
            self.width = outputs;
            self.params = rest;
            self
        }
        fn build(self) -> Model {
            Model {
                layers: self.layers,
                gain: self.params[0],
            }
        }
    }

    #[differentiate]
    impl Model {
        fn energy(&self) -> f64 {
            self.gain * self.layers.iter().flatten().map(|w| w * w).sum::<f64>()
        }
    }

    #[differentiate]
    impl<'a> Both<'a> {
        fn parse(p: &'a [f64]) -> Result<Self, String> {
            let table = Table::new(&p[1..], p[0]).ok_or("short")?;
            if p[0] > 7.0 {
                return Err("large".to_string());
            }
            Ok(Both {
                table,
                weight: p[1],
            })
        }
        fn value(&self, x: f64) -> f64 {
            self.weight * self.table.at(x)
        }
    }

    #[differentiate]
    fn tables(p: &[f64]) -> f64 {
        let Some(table) = Table::new(p, p[2]) else {
            return -1.0;
        };
        let mut sum = 0.0;
        for i in 0..3 {
            let mut scaled = table.with(Mode::Scaled(p[i]));
            if i == 1 {
                scaled.k *= 2.0;
                scaled.mode = Mode::Clamp;
            }
            sum += scaled.at(p[1]) * table.at(0.5) + scaled.into_sum() * p[0];
        }
        sum
    }

    #[differentiate]
    fn built(p: &[f64]) -> f64 {
        let model = Builder::new(p, 1).layer(2).layer(1).build();
        model.energy() + model.layers[1][0]
    }

    #[differentiate]
    fn parsed(p: &[f64]) -> f64 {
        let mut sum = 0.0;
        for i in 0..2 {
            match Both::parse(&p[i..]) {
                Ok(both) if p[i] > 0.0 => sum += both.value(p[3]) * both.table.k,
                Ok(both) => sum += both.table.xs[0] * both.weight,
                Err(_) => sum += 1.0,
            }
        }
        sum
    }

    crate::support::whole_functions! { tables built parsed =>
    [0.3, 0.7, -0.4, 1.1, 0.6], [0.8, -0.6, 0.9, 0.2, -0.3], [-0.5, 8.0, 0.6, -0.9, 0.4] }
}
