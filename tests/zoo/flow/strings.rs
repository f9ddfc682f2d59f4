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

/// What strings are compared with decides.
mod compared {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Named {
        name: String,
        strike: f64,
    }

    #[differentiate]
    fn payoff(kind: &str, x: f64) -> f64 {
        if kind == "call" {
            x.exp()
        } else if kind != "put" && !kind.starts_with("vol") {
            x * x
        } else if kind.eq_ignore_ascii_case("PUT") || kind.contains('3') {
            -x.sin()
        } else if kind.ends_with("_x") {
            x * 3.0
        } else {
            x.cos()
        }
    }

    #[differentiate]
    fn basket(parts: &[(&str, f64)], wanted: &str) -> f64 {
        let mut total = 0.0;
        for &(kind, weight) in parts {
            total += weight
                * match kind {
                    "sin" => weight.sin(),
                    other if other.ends_with("sin") => weight.exp(),
                    other => other.len() as f64,
                };
            if kind == wanted {
                total *= weight;
            }
        }
        let found = parts.iter().position(|(kind, _)| *kind == wanted);
        let all: f64 = (parts.iter())
            .filter(|(kind, _)| kind.contains("in"))
            .map(|(_, w)| w * w)
            .sum();
        total + all * found.map_or(0.5, |at| parts[at].1)
    }

    #[differentiate]
    fn held(books: &[Named], x: f64) -> f64 {
        let mut total = 0.0;
        for book in books {
            total += if book.name == "long" || book.name.starts_with('l') {
                (x - book.strike) * x
            } else {
                match book.name.as_str() {
                    "put" => -book.strike.sin(),
                    name if name.is_empty() => x,
                    _ => book.strike * x,
                }
            };
        }
        total
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let kinds = "call put other vol3 vol_x volume";
        let mut s = payoff("call", p[0]) * payoff("put", p[1]) + payoff(kinds, p[2]);
        for _ in 0..2 {
            s += payoff("vol3", p[1]) * payoff("vol_x", p[0]) + payoff("volume", p[2] * s);
        }
        s
    }

    crate::support::whole_functions! { top => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }

    #[test]
    fn parts_that_have_names_have_gradients() {
        let at = |w: [f64; 3]| [("sin", w[0]), ("arcsin", w[1]), ("k", w[2])];
        let point = [0.7, 0.4, 1.3];
        for wanted in ["sin", "k", "none"] {
            let gradient = basket::gradient(&at(point), wanted);
            for (i, ((), d)) in gradient.into_iter().enumerate() {
                let mut moved = [point; 2];
                moved[0][i] += 1e-5;
                moved[1][i] -= 1e-5;
                let [up, down] = moved.map(|w| basket(&at(w), wanted));
                approx::assert_relative_eq!(d, (up - down) / 2e-5, max_relative = 1e-7);
            }
        }
    }

    #[test]
    fn fields_decide() {
        let books = |strikes: [f64; 3]| {
            let names = ["long", "put", "tail"].map(String::from);
            let books = names.into_iter().zip(strikes);
            let books = books.map(|(name, strike)| Named { name, strike });
            books.collect::<Vec<_>>()
        };
        let strikes = [0.4, 0.9, -0.3];
        let (d_books, dx) = held::gradient(&books(strikes), 0.7);
        let expected = [-0.7, -0.9_f64.cos(), 0.7];
        for (d, expected) in d_books.iter().zip(expected) {
            approx::assert_relative_eq!(d.strike, expected, max_relative = 1e-12);
        }
        approx::assert_relative_eq!(dx, 2.0 * 0.7 - 0.4 - 0.3, max_relative = 1e-12);
    }
}
