//! What stands in circles and on wires.

/// The label of an operation, and whether it changes anything; `constants` are the operands that are
/// constant, as numbers.
pub(super) fn of(operation: &str, constants: &[Option<f64>]) -> Option<String> {
    let text = match (operation, constants) {
        ("neg", [_]) => "*-1".into(),
        ("+", [None]) => "*2".into(),
        ("*", [None]) => "x^2".into(),
        ("+", [Some(c), None] | [None, Some(c)]) => match *c {
            0.0 => return None,
            c if c < 0.0 => number(c),
            c => format!("+{}", number(c)),
        },
        ("-", [None, Some(0.0)]) => return None,
        ("-", [None, Some(c)]) if *c < 0.0 => format!("+{}", number(-c)),
        ("-", [None, Some(c)]) => format!("-{}", number(*c)),
        ("-", [Some(c), None]) => format!("{}-x", number(*c)),
        ("*", [Some(c), None] | [None, Some(c)]) if *c == 1.0 => return None,
        ("*", [Some(c), None] | [None, Some(c)]) => format!("*{}", number(*c)),
        ("/", [None, Some(1.0)]) => return None,
        ("/", [None, Some(c)]) => format!("/{}", number(*c)),
        ("/", [Some(c), None]) => format!("{}/x", number(*c)),
        ("powi" | "powf", [None, Some(c)]) => format!("x^{}", number(*c)),
        ("powf", [Some(c), None]) => format!("{}^x", number(*c)),
        ("recip", [_]) => "1/x".into(),
        (name, [None, Some(c)]) => format!("{name}(x, {})", number(*c)),
        (name, [Some(c), None]) => format!("{name}({}, x)", number(*c)),
        (name, _) => name.into(),
    };
    Some(text)
}

/// A constant: as short as three digits allow.
pub(super) fn number(x: f64) -> String {
    let short = format!("{x}");
    if short.len() <= 5 {
        return short;
    }
    let size = x.abs();
    if (0.001..10_000.0).contains(&size) {
        let digits = format!("{x:.3}");
        return digits.trim_end_matches('0').trim_end_matches('.').into();
    }
    format!("{x:.1e}")
}

/// A value or a gradient: two digits, as long as they say something.
pub(super) fn flow(x: f64) -> String {
    // A zero has no sign here.
    let x = x + 0.0;
    let size = x.abs();
    if size == 0.0 || (0.005..100_000.0).contains(&size) || !x.is_finite() {
        format!("{x:.2}")
    } else {
        format!("{x:.1e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_constant_stands_in_the_circle() {
        assert_eq!(of("+", &[Some(1.0), None]).as_deref(), Some("+1"));
        assert_eq!(of("/", &[Some(1.0), None]).as_deref(), Some("1/x"));
        assert_eq!(of("max", &[None, Some(0.0)]).as_deref(), Some("max(x, 0)"));
        assert_eq!(of("-", &[None, Some(-0.5)]).as_deref(), Some("+0.5"));
        assert_eq!(of("*", &[None, Some(0.5)]).as_deref(), Some("*0.5"));
        assert_eq!(of("exp", &[None]).as_deref(), Some("exp"));
    }

    #[test]
    fn what_changes_nothing_is_no_gate() {
        assert_eq!(of("+", &[Some(0.0), None]), None);
        assert_eq!(of("*", &[None, Some(1.0)]), None);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(1.0 / 3.0), "0.333");
        assert_eq!(number(std::f64::consts::PI), "3.142");
        assert_eq!(number(1e-7), "1.0e-7");
        assert_eq!(flow(-0.0), "0.00");
        assert_eq!(flow(0.0001), "1.0e-4");
        assert_eq!(flow(f64::NAN), "NaN");
    }
}
