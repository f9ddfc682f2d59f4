//! Lists of structs that hold references.

mod layers {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub struct Linear<'a> {
        w: &'a [f64],
        b: &'a [f64],
        gain: f64,
    }
    #[derive(Differentiable)]
    pub struct Pair<'a> {
        first: Linear<'a>,
        second: &'a Linear<'a>,
        mix: f64,
    }

    #[differentiate]
    impl<'a> Linear<'a> {
        fn new(p: &'a [f64], n: usize) -> Self {
            Self {
                gain: p[0],
                b: &p[1..1 + n],
                w: &p[1 + n..],
            }
        }
        fn apply(&self, x: &[f64]) -> Vec<f64> {
            let mut y = self.b.to_vec();
            for i in 0..y.len() {
                for j in 0..x.len() {
                    y[i] += self.w[(i * x.len() + j) % self.w.len()] * x[j];
                }
                y[i] = (self.gain * y[i]).tanh();
            }
            y
        }
        fn sharpen(&mut self, by: f64) {
            self.gain *= by;
        }
    }

    #[differentiate]
    impl<'a> Pair<'a> {
        fn at(&self, x: &[f64]) -> f64 {
            let (a, b) = (self.first.apply(x), self.second.apply(x));
            self.mix * a[0] + (1.0 - self.mix) * b[1] * self.second.gain
        }
    }

    #[differentiate]
    fn pushed(p: &[f64]) -> f64 {
        let mut layers = Vec::new();
        for k in 0..2 {
            layers.push(Linear::new(&p[k..], 2));
        }
        let mut h = vec![p[0], 0.5];
        for layer in &layers {
            h = layer.apply(&h);
        }
        let out = layers.iter().rev().fold(h, |h, layer| layer.apply(&h));
        out[0] + out[1] * layers[1].gain + layers.last().unwrap().w[0]
    }

    #[differentiate]
    fn collected(p: &[f64]) -> f64 {
        let layers: Vec<Linear> = p.windows(5).map(|w| Linear::new(w, 2)).collect();
        let mut total = 0.0;
        for (i, layer) in layers.iter().enumerate() {
            if i % 2 == 0 {
                total += layer.apply(&[p[i], 1.0])[0];
            } else {
                total += layer.b[1] * layer.gain;
            }
        }
        total * layers.len() as f64
    }

    #[differentiate]
    fn written(p: &[f64]) -> f64 {
        let a = Linear::new(p, 1);
        let mut layers = [a, Linear { gain: p[3], ..a }, Linear::new(&p[1..], 1)];
        for layer in layers.iter_mut() {
            layer.gain *= p[1];
        }
        layers[1].sharpen(p[2]);
        layers[0].gain += 0.25;
        let Linear { w, gain, .. } = layers[2];
        let kept = layers[0];
        layers.swap(0, 2);
        let x = [p[0], p[2]];
        kept.apply(&x)[0] + layers[0].apply(&x)[0] * layers[1].apply(&x)[0] + w[0] * gain
    }

    #[differentiate]
    fn nested(p: &[f64]) -> f64 {
        let shared = Linear::new(&p[2..], 2);
        let mut pairs: Vec<Pair> = Vec::with_capacity(2);
        for k in 0..2 {
            let first = Linear::new(&p[k..], 2);
            pairs.push(Pair {
                first,
                second: &shared,
                mix: p[k],
            });
        }
        let mut sum = 0.0;
        for pair in pairs.iter() {
            sum += pair.at(&p[..2]) + pair.first.b[0] * pair.second.gain;
        }
        sum
    }

    #[differentiate]
    fn lent(p: &[f64]) -> f64 {
        let (a, b) = (Linear::new(p, 2), Linear::new(&p[1..], 2));
        let order = [&b, &a, &b];
        let named = [("a", &a, 2.0), ("b", &b, 1.0)];
        let mut h = vec![1.0, p[0]];
        for layer in order {
            h = layer.apply(&h);
        }
        for (_, layer, k) in named.iter() {
            h[0] += k * layer.gain * layer.apply(&h)[1];
        }
        h[0]
    }

    /// The parts of the items go by their names.
    #[differentiate]
    fn in_any_order(p: &[f64]) -> f64 {
        let (w, b) = (&p[..4], &p[4..6]);
        let mut layers = vec![Linear { w, b, gain: p[0] }];
        layers.push(Linear {
            gain: p[1],
            b: &p[2..4],
            w,
        });
        let x = [p[2], 0.5];
        layers[0].apply(&x)[0] * layers[1].apply(&x)[1]
    }

    #[differentiate]
    fn sorted(p: &[f64]) -> f64 {
        let mut layers: Vec<Linear<'_>> = (0..3).map(|k| Linear::new(&p[k..k + 4], 2)).collect();
        layers.sort_by(|a, b| a.gain.total_cmp(&b.gain));
        let best = layers
            .iter()
            .max_by(|a, b| a.b[0].total_cmp(&b.b[0]))
            .unwrap();
        best.apply(&[p[1]])[0] * layers[0].gain + called(&layers[1], p[0])
    }

    #[differentiate]
    fn called(layer: &Linear, x: f64) -> f64 {
        layer.apply(&[x])[0] + layer.gain
    }

    crate::support::whole_functions! { pushed collected written nested lent in_any_order sorted =>
    [0.3, 0.7, -0.4, 1.1, 0.6, 0.2, -0.3], [0.8, -0.6, 0.9, 0.2, -0.3, 0.5, 0.4],
    [-0.5, 0.9, 0.6, -0.9, 0.4, 0.1, 0.7] }
}

mod in_fields {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone, Copy)]
    pub struct Layer<'a> {
        w: &'a [f64],
        gain: f64,
    }
    #[derive(Differentiable, Clone)]
    pub struct Net<'a> {
        layers: Vec<Layer<'a>>,
        scale: f64,
        calls: usize,
    }
    #[derive(Differentiable)]
    pub struct Model<'a> {
        net: Net<'a>,
        shift: f64,
    }
    pub struct Table<'a> {
        rows: Vec<&'a [f64]>,
        k: f64,
    }

    #[differentiate]
    impl<'a> Layer<'a> {
        fn apply(&self, x: f64) -> f64 {
            self.gain * (x * self.w[0] + self.w[1]).sin()
        }
    }

    #[differentiate]
    impl<'a> Net<'a> {
        fn read(p: &'a [f64], n: usize) -> Self {
            let mut layers = Vec::with_capacity(n);
            for k in 0..n {
                layers.push(Layer {
                    w: &p[k..k + 2],
                    gain: 1.0 + p[k],
                });
            }
            Net {
                layers,
                scale: p[0],
                calls: 0,
            }
        }
        fn eval(&self, x: f64) -> f64 {
            if self.layers.is_empty() {
                return 0.0;
            }
            self.scale * self.layers.iter().fold(x, |x, layer| layer.apply(x))
        }
        fn tuned(&mut self, by: f64) -> f64 {
            self.calls += 1;
            for layer in self.layers.iter_mut() {
                layer.gain *= by;
            }
            self.layers[0].gain + self.calls as f64
        }
        fn first(&self) -> f64 {
            self.layers[0].w[1] * self.eval(0.5)
        }
    }

    #[differentiate]
    impl<'a> Model<'a> {
        fn at(&self, x: f64) -> f64 {
            self.net.eval(x) + self.shift * self.net.layers.last().map_or(0.0, |l| l.w[0])
        }
    }

    #[differentiate]
    impl<'a> Table<'a> {
        fn new(p: &'a [f64]) -> Self {
            Table {
                rows: p.chunks(2).collect(),
                k: p[1],
            }
        }
        fn sum(&self) -> f64 {
            self.rows.iter().map(|row| row[0] * self.k).sum()
        }
        fn row(&self, i: usize) -> &[f64] {
            self.rows[i]
        }
    }

    #[differentiate]
    fn nets(p: &[f64]) -> f64 {
        let mut net = Net::read(p, 3);
        let mut sum = 0.0;
        for x in p {
            if *x > 0.0 {
                sum += net.eval(*x);
            } else {
                sum += net.tuned(*x + 1.5);
            }
        }
        let model = Model {
            net: Net::read(&p[1..], 2),
            shift: p[2],
        };
        sum + net.first() + model.at(p[0]) * model.at(p[1]) + model.net.scale
    }

    /// What changes one of them does not change the other.
    #[differentiate]
    fn copies(p: &[f64]) -> f64 {
        let mut net = Net::read(p, 2);
        let mut other = net.clone();
        let tuned = other.tuned(p[1]);
        net.layers[0].gain += 0.5;
        tuned * net.eval(p[2]) + other.eval(p[2])
    }

    #[differentiate]
    fn tables(p: &[f64]) -> f64 {
        let table = Table::new(p);
        let other = Table {
            rows: vec![&p[..2], table.rows[1]],
            k: p[3],
        };
        let mut sum = 0.0;
        for i in 0..2 {
            sum += table.row(i)[1] * other.sum() + other.rows[i][0];
        }
        sum + table.sum() * table.k
    }

    crate::support::whole_functions! { nets copies tables =>
    [0.3, 0.7, -0.4, 1.1], [0.8, -0.6, 0.9, 0.2], [-0.5, 0.9, 0.6, -0.9] }
}
