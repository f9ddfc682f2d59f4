//! Characters and bytes, which decide what is computed.

mod characters {
    use autodiff::differentiate;
    #[differentiate]
    fn edit(a: &str, b: &str, ins: f64, del: f64, sub: f64) -> f64 {
        let a: Vec<char> = a.chars().collect();
        let b: Vec<char> = b.chars().collect();
        let (n, m) = (a.len(), b.len());
        let mut d = vec![vec![0.0; m + 1]; n + 1];
        for i in 1..=n {
            d[i][0] = d[i - 1][0] + del;
        }
        for j in 1..=m {
            d[0][j] = d[0][j - 1] + ins;
        }
        for i in 1..=n {
            for j in 1..=m {
                let c = if a[i - 1] == b[j - 1] { 0.0 } else { sub };
                d[i][j] = (d[i - 1][j] + del)
                    .min(d[i][j - 1] + ins)
                    .min(d[i - 1][j - 1] + c);
            }
        }
        d[n][m]
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let mut s = edit("kitten", "sitting", p[0], p[1], p[2]);
        for (i, ch) in "acb".chars().enumerate() {
            s += match ch {
                'a' => p[0] * i as f64,
                'b' => p[1] * p[1],
                _ => p[2],
            };
        }
        s
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}

mod bytes {
    use autodiff::differentiate;
    #[differentiate]
    fn align(a: &[u8], b: &[u8], m: f64, x: f64, g: f64) -> f64 {
        let mut row: Vec<f64> = (0..=b.len()).map(|j| -g * j as f64).collect();
        for i in 1..=a.len() {
            let mut diag = row[0];
            row[0] = -g * i as f64;
            for j in 1..=b.len() {
                let s = if a[i - 1] == b[j - 1] { m } else { -x };
                let best = (diag + s).max(row[j] - g).max(row[j - 1] - g);
                diag = row[j];
                row[j] = best;
            }
        }
        row[b.len()]
    }
    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let seq = b"GATTACA";
        let count = "ACGT".bytes().filter(|b| *b == b'A').count();
        align(b"GATTACA", b"GCATGCT", p[0], p[1], p[2])
            + align(seq, "AB".as_bytes(), p[0], p[1], p[2])
            + p[0] * count as f64
            + p[1] * "abc".len() as f64
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
