//! Structs with references that are made in the function.

mod tables {
    use autodiff::{Differentiable, differentiate};
    #[derive(Debug, Differentiable)]
    struct Table<'a> {
        xs: &'a [f64],
        ys: &'a [f64],
    }
    #[differentiate]
    impl<'a> Table<'a> {
        fn slope(&self, i: usize) -> f64 {
            (self.ys[i + 1] - self.ys[i]) / (self.xs[i + 1] - self.xs[i])
        }
        fn eval(&self, x: f64) -> f64 {
            let mut i = 0;
            while i + 2 < self.xs.len() && x > self.xs[i + 1] {
                i += 1;
            }
            self.ys[i] + self.slope(i) * (x - self.xs[i])
        }
        fn tree(&self, i: usize, x: f64) -> f64 {
            if i >= self.ys.len() {
                return x;
            }
            self.ys[i] * self.tree(2 * i + 1, x) + self.tree(2 * i + 2, x * self.xs[0])
        }
    }
    #[differentiate]
    fn area(t: &Table<'_>, from: f64, n: usize) -> f64 {
        (0..n).map(|i| t.eval(from + 0.3 * i as f64)).sum::<f64>() * t.ys[0]
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut xs = [0.0, 1.0, 2.0, 3.0];
        let t = Table {
            xs: &xs,
            ys: &p[..4],
        };
        let mut sum = t.eval(p[4]) * t.tree(0, p[4]) + t.xs[1] * t.ys[2];
        for i in 0..3 {
            let other = Table {
                xs: &xs[..3],
                ys: &p[i..i + 3],
            };
            sum += other.eval(0.4 * i as f64 + p[0]) * area(&other, 0.1, 4);
        }
        // What was lent is written when it is not any more, and lent again.
        xs[0] = p[4] - 2.0;
        let last = Table {
            xs: &xs,
            ys: &p[1..],
        };
        if sum > 0.0 {
            sum += last.eval(0.2) * last.tree(1, 0.5);
        }
        sum
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [1.05, 1.8, 1.5, 0.7, 1.3] top);
        crate::support::slices!(@check [-1.0, -1.8, 0.5, 0.7, 0.3] top);
    }
}

mod values_beside_references {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Scales {
        a: f64,
        b: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Model<'a, 'b> {
        w: &'a [[f64; 2]],
        scales: &'b Scales,
        bias: &'b f64,
        shift: Vec<f64>,
        mean: f64,
        at: usize,
        own: Scales,
    }
    #[differentiate]
    impl Model<'_, '_> {
        fn loss(&self, x: f64) -> f64 {
            let [u, v] = self.w[self.at];
            (u * x + v * self.scales.a - self.bias) * self.shift[self.at] + self.mean * self.own.b
        }
    }
    #[differentiate]
    fn lent(m: &Model<'_, '_>, x: f64) -> f64 {
        m.loss(x) * m.scales.b + m.own.a
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let w = [[p[0], p[1]], [p[2] * p[0], 1.5]];
        let scales = Scales { a: p[3], b: p[4] };
        let mut bias = p[0] * p[4];
        bias += 0.5;
        let shift = vec![p[1], 2.0 * p[2]];
        let m = Model {
            w: &w,
            scales: &scales,
            bias: &bias,
            shift,
            mean: p[3] * p[3],
            at: 1,
            own: Scales { a: p[1], b: 0.5 },
        };
        let losses: f64 = (0..3).map(|i| m.loss(i as f64 * p[2])).sum();
        let taken = lent(
            &Model {
                w: &w[..1],
                scales: &scales,
                bias: &p[2],
                shift: vec![p[0]; 2],
                mean: 1.0,
                at: 0,
                own: scales,
            },
            0.7,
        );
        losses * m.mean + taken + m.shift[0] * m.w[0][1]
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [1.05, 1.8, 1.5, 0.7, 1.3] top);
        crate::support::slices!(@check [0.4, -0.8, 0.5, 0.2, -0.3] top);
    }
}

mod generic {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct View<'a, const N: usize> {
        rows: &'a [[f64; N]],
        gain: f64,
    }
    #[differentiate]
    impl<'a, const N: usize> View<'a, N> {
        fn norm(&self) -> f64 {
            self.gain * self.rows.iter().flatten().map(|x| x * x).sum::<f64>()
        }
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let rows = vec![[p[0], p[1], 1.0], [p[1], p[2], p[2]]];
        let (a, b) = (
            View {
                rows: &rows,
                gain: p[2],
            },
            View {
                rows: &rows[1..],
                gain: 0.5,
            },
        );
        let wide = [[p[0] * p[2]; 5]];
        let c = View {
            rows: &wide,
            gain: 1.0,
        };
        a.norm() * b.norm() + c.norm().sqrt()
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [1.0, 1.8, 1.5] top);
    }
}

mod lenders {
    use autodiff::{Differentiable, differentiate};
    const STRIDE: usize = 2;
    #[derive(Debug, Differentiable)]
    struct Embedding<'p> {
        weights: &'p [f64],
        bias: &'p [f64],
        dim: usize,
    }
    #[differentiate]
    impl<'p> Embedding<'p> {
        fn new(p: &'p [f64], rows: usize) -> Embedding<'p> {
            let (weights, bias) = p.split_at(rows * STRIDE);
            Self {
                weights,
                bias,
                dim: STRIDE,
            }
        }
        fn shifted(p: &'p [f64]) -> Self {
            Self::new(&p[1..], 1)
        }
        fn row(&self, i: usize) -> &'p [f64] {
            &self.weights[i * self.dim..(i + 1) * self.dim]
        }
        fn score(&self, i: usize, j: usize) -> f64 {
            self.row(i)
                .iter()
                .zip(self.row(j))
                .map(|(a, b)| a * b)
                .sum::<f64>()
                + self.bias[i]
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Grid {
        cells: Vec<f64>,
        width: usize,
    }
    #[differentiate]
    impl Grid {
        fn line(&self, i: usize) -> &[f64] {
            &self.cells[i * self.width..][..self.width]
        }
        fn first(&self) -> &f64 {
            &self.cells[0]
        }
    }
    #[differentiate]
    fn middle(x: &[f64]) -> &[f64] {
        &x[1..x.len() - 1]
    }
    #[differentiate]
    fn norm(v: &[f64]) -> f64 {
        v.iter().map(|x| x * x).sum()
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let e = Embedding::new(p, 2);
        let other = Embedding::shifted(p);
        let grid = Grid {
            cells: p.iter().map(|x| x * x).collect(),
            width: 3,
        };
        let mut s = e.score(0, 1) * other.score(0, 0) + norm(grid.line(1)) * grid.first();
        for i in 0..2 {
            let row = e.row(i);
            s += row[0] * row[1] * norm(middle(grid.line(i))) + norm(e.row(1 - i));
        }
        s * norm(middle(p))
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [1.0, 1.8, 1.5, 0.7, 1.3, -0.4] top);
        crate::support::slices!(@check [0.4, -0.8, 0.5, 0.2, -0.3, 0.9] top);
    }
}

mod in_bodies_of_their_own {
    use autodiff::{Differentiable, differentiate};
    #[derive(Differentiable, Clone)]
    struct Walk<'a> {
        xs: &'a [f64],
        k: f64,
        log: Vec<f64>,
    }
    #[differentiate]
    impl<'a> Walk<'a> {
        fn new(xs: &'a [f64], k: f64) -> Self {
            let log = Vec::new();
            Walk { xs, k, log }
        }
        fn step(&mut self, h: f64) -> f64 {
            let x = self.xs[self.log.len() % self.xs.len()];
            self.log.push(x * h);
            self.k = (self.k * x + h).sin();
            self.k * x
        }
        fn total(&self) -> f64 {
            self.log.iter().sum::<f64>() * self.k
        }
    }

    /// The iterations are a function that makes the struct.
    #[differentiate]
    fn in_segments(p: &[f64]) -> f64 {
        let mut x = p[0];
        #[checkpoint]
        for i in 0..5 {
            let mut walk = Walk::new(p, x);
            let step = walk.step(x + i as f64 * 0.25);
            x = step + walk.total();
        }
        x
    }

    /// What is overwritten is still called where only the gradient is asked for.
    #[differentiate]
    fn looked_at_by_nobody(p: &[f64]) -> f64 {
        let mut x = p[1];
        let mut walk = Walk::new(p, x);
        x = walk.step(x) + walk.total();
        assert!(x < 1e9);
        x = p[0] * p[1];
        x + p.iter().map(|y| y * y).sum::<f64>()
    }

    crate::support::whole_functions! { in_segments looked_at_by_nobody }
}
