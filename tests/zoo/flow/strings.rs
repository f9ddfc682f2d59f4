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

mod compared {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Term {
        name: String,
        unit: &'static str,
        weight: f64,
    }

    const KINDS: [&str; 3] = ["sum", "square", "sine"];

    #[differentiate]
    fn gate(kind: &str, x: f64) -> f64 {
        if kind == "sine" {
            x.sin()
        } else if kind != "square" && !kind.starts_with('t') {
            x
        } else {
            x * x
        }
    }

    #[derive(Differentiable, Clone)]
    enum Token {
        Number(f64),
        Name(String),
    }

    #[differentiate]
    fn of_tokens(tokens: &[Token], x: f64) -> f64 {
        let mut acc = 1.0;
        for token in tokens {
            acc = match token {
                Token::Number(n) => acc + n,
                Token::Name(name) if name == "sine" => acc.sin(),
                Token::Name(name) => match (name.as_str(), acc > 100.0) {
                    ("exp", false) => (0.1 * acc).exp(),
                    (other, _) => acc * gate(other, x),
                },
            };
        }
        acc
    }

    #[differentiate]
    fn spelled_freely(kind: &str, x: f64) -> f64 {
        match kind.trim().to_lowercase().as_str() {
            "cosine" => x.cos(),
            other => gate(other, x) + other.len() as f64 * x,
        }
    }

    #[differentiate]
    fn of_terms(terms: &[Term], x: f64) -> f64 {
        let mut sum = 0.0;
        for term in terms {
            if term.name == "none" || "m" == term.unit {
                continue;
            }
            sum += term.weight * gate(term.name.as_str(), x);
        }
        sum
    }

    #[differentiate]
    fn top(p: &[f64]) -> f64 {
        let rows: [(&str, f64); 3] = [("sine", 2.0), ("tan", p[1]), ("square", 0.5)];
        let mut total = 0.0;
        for (name, w) in rows {
            total += w * gate(name, p[0]) * if name.contains("in") { p[2] } else { 1.0 };
        }
        for (k, &(name, w)) in rows.iter().enumerate() {
            total += w * p[k] * gate(name, p[k]);
        }
        for name in KINDS {
            total += gate(name, p[2]);
        }
        for name in ["sine", "else", KINDS[1]] {
            total += gate(name, p[0] * p[1]);
        }
        for (k, name) in ["Sine ", "COSINE", "-"].iter().enumerate() {
            total += spelled_freely(name, p[k]);
        }
        let names = ["a", "square", "sine"];
        let terms: Vec<Term> = names
            .iter()
            .zip(["s", "m", "s"])
            .zip(p)
            .map(|((name, unit), &weight)| Term {
                name: name.to_string(),
                unit,
                weight,
            })
            .collect();
        total += of_terms(&terms, p[2]);
        total += names[1..]
            .iter()
            .zip(p)
            .map(|(n, x)| gate(n, *x))
            .sum::<f64>();
        total += names
            .iter()
            .enumerate()
            .map(|(i, n)| p[i] * n.len() as f64)
            .sum::<f64>();
        let terms = [
            Term {
                name: "sine".to_string(),
                unit: "s",
                weight: p[0],
            },
            Term {
                name: "none".to_string(),
                unit: "s",
                weight: p[1],
            },
            Term {
                name: String::from("sum"),
                unit: "m",
                weight: p[2],
            },
        ];
        let tokens = [
            Token::Name("exp".to_owned()),
            Token::Number(p[0]),
            Token::Name("square".to_string()),
            Token::Name("sine".to_string()),
            Token::Number(p[2]),
        ];
        total + of_terms(&terms, p[1]) * of_tokens(&tokens, p[2])
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

/// Characters in another case.
mod cases {
    use autodiff::differentiate;
    #[differentiate]
    fn weight(p: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (x, c) in p.iter().zip("aB?".chars()) {
            sum += if c.eq_ignore_ascii_case(&'b') {
                x * x
            } else if c.is_ascii_punctuation() {
                x.exp()
            } else if c.to_ascii_uppercase() == 'A' {
                3.0 * x
            } else {
                0.5
            };
        }
        sum
    }

    crate::support::whole_functions! { weight => [0.3, 0.9, 1.4] }
}

/// Where a string has a character, if it has it: in bytes, not in characters.
mod found_characters {
    use autodiff::differentiate;
    #[differentiate]
    fn encoded(p: &[f64], text: &str, alphabet: &str) -> f64 {
        let tokens: Vec<usize> = text.chars().filter_map(|c| alphabet.find(c)).collect();
        let weighted = tokens
            .iter()
            .enumerate()
            .map(|(i, k)| p[*k] * p[*k] * (i + 1) as f64);
        weighted.sum()
    }

    #[differentiate]
    fn decided(p: &[f64]) -> f64 {
        let (text, alphabet) = ("abxé", "éab");
        let mut sum = encoded(p, text, "ab");
        for c in text.chars() {
            match alphabet.find(c) {
                Some(k) => sum += p[k] * p[k],
                None => sum += p[0],
            }
            if let Some(k) = text.find('b') {
                sum *= p[k];
            }
        }
        sum + alphabet.find('z').map_or(p[1], |k| p[k]) + "".find('a').map_or(p[2] * p[3], |k| p[k])
    }

    crate::support::whole_functions! { decided => [0.3, 0.9, 1.4, 0.7] }
}
