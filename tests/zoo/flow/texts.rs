//! Strings that decide: arguments, fields, and the names in lists of tuples.

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

/// Fields that are strings are made by `into`, assigned, and asked for their lengths, of generic structs, too.
mod fields_of_structs {
    use autodiff::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Part<T> {
        name: String,
        masses: Vec<T>,
    }

    #[derive(Differentiable, Clone)]
    struct Whole {
        name: String,
        tags: Vec<String>,
        mass: f64,
    }

    #[differentiate]
    impl Whole {
        fn new(name: &str, mass: f64) -> Self {
            Whole {
                name: name.into(),
                tags: vec![name.to_string(); 2],
                mass,
            }
        }

        fn weight(&self) -> f64 {
            if self.name.is_empty() || self.name == "void" {
                return 0.5 * self.mass;
            }
            self.mass * self.mass * self.name.len() as f64 * self.tags.len() as f64
        }
    }

    #[differentiate]
    fn named(p: &[f64]) -> f64 {
        let part = Part {
            name: "hub".into(),
            masses: p.to_vec(),
        };
        let mut total = part.masses[0] * part.name.len() as f64;
        for (i, &mass) in part.masses.iter().enumerate() {
            let name = if i % 2 == 0 { "void" } else { "spoke" };
            let mut whole = Whole::new(name, mass * p[1]);
            if i > 1 {
                whole.name = "rim".into();
                whole.mass *= total;
            }
            total += whole.weight();
        }
        total
    }

    crate::support::whole_functions! { named => [0.3, 0.9, 1.4], [0.288, 0.868, 1.352] }
}
