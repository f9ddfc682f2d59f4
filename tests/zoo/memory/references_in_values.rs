//! References inside of values: in arrays, in tuples of arrays, chosen by branches.

mod lists {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Line {
        a: f64,
        b: Vec<f64>,
    }
    #[differentiate]
    impl Line {
        fn at(&self, x: f64) -> f64 {
            self.a + self.b[0] * x
        }
    }
    #[differentiate]
    fn norm(v: &[f64]) -> f64 {
        v.iter().map(|x| x * x).sum()
    }
    #[differentiate]
    fn both(l: &Line, x: f64) -> f64 {
        l.at(x) * l.b[0]
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let (rot, err) = ([p[0], p[1]], [p[2] * p[0], 0.5, p[3]]);
        let all = [&rot[..], &err[1..]].concat();
        let patterns: [&[usize]; 2] = [&[0, 1, 1], &[2]];
        let mut s = 0.0;
        for pattern in patterns.iter() {
            s += pattern.iter().map(|&i| p[i]).product::<f64>() / pattern.len() as f64;
        }
        let (l, m) = (
            Line {
                a: p[0],
                b: vec![p[1]],
            },
            Line {
                a: p[2],
                b: vec![p[3], 1.0],
            },
        );
        for (line, n) in [(&l, 1), (&m, 2), (&l, 3)] {
            s += line.at(p[3]).powi(n) * both(line, 0.5);
        }
        for v in [&rot[..], &err, &p[1..]] {
            s *= norm(v);
        }
        for (x, line) in p.iter().zip([&m, &l]) {
            s += x * line.at(*x);
        }
        let table: &[(usize, &[f64])] = &[(1, &[0.5, 2.0]), (0, &[1.5])];
        for (i, weights) in table {
            s += p[*i] * weights.iter().sum::<f64>() + norm(weights);
        }
        let second = [&l, &m][1];
        s + all.iter().sum::<f64>() * second.at(1.0)
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.9, 1.4, -0.2] top);
        crate::support::slices!(@check [-0.4, 0.868, 0.5, 0.7] top);
    }
}

mod choices {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Nasa {
        low: [f64; 3],
        high: [f64; 3],
        middle: f64,
        rest: Vec<f64>,
    }
    #[differentiate]
    impl Nasa {
        fn coefficients(&self, t: f64) -> &[f64; 3] {
            if t < self.middle {
                &self.low
            } else {
                &self.high
            }
        }
        fn part(&self, n: usize) -> &[f64] {
            match n {
                0 => &self.rest,
                1 => &self.low[1..],
                _ => &self.high[..2],
            }
        }
        fn cp(&self, t: f64) -> f64 {
            let c = self.coefficients(t);
            let sum = c[..2].iter().rev().fold(0.0, |acc, &a| acc * t + a);
            (0..3)
                .map(|n| self.part(n).iter().sum::<f64>() * t)
                .sum::<f64>()
                * sum
                + c[2]
        }
    }
    #[differentiate]
    fn norm(v: &[f64]) -> f64 {
        v.iter().map(|x| x * x).sum()
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let gas = Nasa {
            low: [p[0], p[1], 1.0],
            high: [p[2], 0.5, p[3]],
            middle: 1.0,
            rest: p[1..].to_vec(),
        };
        let mut s = 0.0;
        for i in 0..4 {
            s += gas.cp(0.4 * i as f64) * norm(if i % 2 == 0 { &p[..2] } else { &gas.rest });
        }
        s
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.9, 1.4, -0.2] top);
    }
}

mod constants_of_callers {
    use autodiff::{Differentiable, differentiate};
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    struct Mat {
        m: [f64; 4],
    }
    #[differentiate]
    impl Mat {
        const IDENTITY: Mat = Mat {
            m: [1.0, 0.0, 0.0, 1.0],
        };
        const SCALE: f64 = 0.5;
        fn times(&self, o: &Mat) -> Mat {
            Mat {
                m: std::array::from_fn(|i| self.m[i] * o.m[i] + self.m[(i + 1) % 4]),
            }
        }
        fn power(&self, n: usize) -> Mat {
            let mut product = Mat::IDENTITY;
            for _ in 0..n {
                product = product.times(self);
            }
            product
        }
    }
    #[differentiate]
    impl<'a> std::ops::Mul<&'a Mat> for &'a Mat {
        type Output = Mat;
        fn mul(self, o: &'a Mat) -> Mat {
            Mat {
                m: [self.m[0] * o.m[0], self.m[1] * o.m[2], o.m[1], self.m[3]],
            }
        }
    }
    type Row = [f64; 3];
    const TABLE: [Mat; 2] = [
        Mat { m: [0.5; 4] },
        Mat {
            m: [1.0, 2.0, 0.0, 1.0],
        },
    ];
    const START: Row = [1.0, 0.5, 0.25];

    #[differentiate]
    fn factorial(n: usize) -> f64 {
        (2..=n).fold(1.0, |a, k| a * k as f64)
    }
    #[differentiate]
    fn span(knots: &[f64], u: f64) -> usize {
        let mut k = 0;
        while k + 1 < knots.len() && u >= knots[k + 1] {
            k += 1;
        }
        k
    }
    #[differentiate]
    fn weights(n: usize) -> Vec<f64> {
        (0..n).map(|i| 1.0 / factorial(i)).collect()
    }
    #[differentiate]
    fn scaled(row: &Row, by: f64) -> Row {
        if by > 0.0 {
            std::array::from_fn(|i| row[i] * by)
        } else {
            row.map(|x| x - by)
        }
    }
    #[differentiate]
    fn sum(row: &[f64; 2]) -> f64 {
        row[0] + 2.0 * row[1] * row[0]
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let knots = [0.0, 0.5, p[0] + 1.0, 2.0];
        let k = span(&knots, p[1]);
        let w = weights(3);
        let m = Mat {
            m: [p[0], p[1], p[2], p[k]],
        };
        let series: f64 = w.iter().zip(p).map(|(w, x)| w * x * factorial(3)).sum();
        let row = TABLE
            .iter()
            .zip(p)
            .fold(START, |row, (t, &x)| scaled(&row, x * t.m[1]));
        let end = TABLE[1].times(&m.power(k + 1));
        (&m * &end).m[1]
            + series
            + end.m[2] * Mat::SCALE
            + row[2] * row[0]
            + sum(p[1..3].try_into().unwrap())
    }

    #[test]
    fn have_the_gradient() {
        crate::support::slices!(@check [0.3, 0.9, 1.4, -0.2] top);
        crate::support::slices!(@check [-0.4, 0.268, 0.5, 0.7] top);
    }
}
