//! Options and results: made, matched, mapped, given back early with `?`.

use super::{EMPTY, Room};

pub(super) const ROOM: Room = Room {
    items: &[
        "#[derive(Debug, Clone, PartialEq, Differentiable)]
pub enum Bad { Low(usize), High }
pub fn checked(x: f64, k: usize) -> Result<f64, Bad> { if x < -2.0 { return Err(Bad::Low(k)); } if $o(x) > 2.5 { Err(Bad::High) } else { Ok($o(x, x)) } }
pub fn both(x: f64, y: f64) -> Result<f64, Bad> { let a = checked(x, 1)?; let b = checked(a * y, 2).map_err(|e| match e { Bad::Low(k) => Bad::Low(k + 1), other => other })?; Ok($o(a, b, y)) }
pub fn root(x: f64) -> Option<f64> { if x > 0.0 { Some(x.sqrt()) } else { None } }
pub fn roots(x: f64, y: f64) -> Option<f64> { let a = root(x)?; let b = root(y + a).or_else(|| root(x))?; Some($o(a, b)) }
pub fn summed(v: &[f64]) -> Result<f64, Bad> { let mut s = 0.0; for (i, x) in v.iter().enumerate() { s += checked(*x, i)?; if s > 4.0 { return Err(Bad::High); } } Ok(s) }
pub fn pair(x: f64) -> Result<(f64, Option<f64>), String> { let r = root(x).ok_or_else(|| \"low\".to_string())?; Ok((r, root($o(r, x)))) }",
    ],
    begin: &[
        "let mut $+O!: Option<f64> = if x > y { Some(x * y) } else { None };",
    ],
    leaves: &[
        "$O.unwrap_or($c)",
    ],
    exprs: &[
        "$O.map(|t| $e(t)).unwrap_or($x)",
        "$O.map_or($x, |t| t.sin())",
        "(match $O { Some(t) if t > $c => $e(t), Some(t) => t * 0.5, None => $x })",
        "$O.filter(|q| *q > $x).unwrap_or($x)",
        "(if let Some(t) = $O { $e(t) } else { $x })",
        "$O.and_then(root).unwrap_or($e)",
        "$O.zip($O).map_or($x, |(a, b)| a * b)",
        "$OM.map_or($x, |t| t * 0.7)",
        "$O.unwrap_or_else(|| $e)",
        "$O.unwrap_or_default()",
        "$O.or(root($e)).unwrap_or($x)",
        "checked($e, 1).unwrap_or($x)",
        "both($e, $x).unwrap_or($x)",
        "roots($e, $x).unwrap_or($x)",
        "summed(&$list[..]).unwrap_or(0.3)",
        "(match both($x, $e) { Ok(t) => $e(t), Err(Bad::Low(k)) => k as f64 * $x, Err(Bad::High) => $x })",
        "(match pair($e) { Ok((a, Some(b))) => a * b, Ok((a, None)) => a, Err(_) => $x })",
        "$O.iter().map(|q| q * $x).sum::<f64>()",
        "$O.ok_or(Bad::High).and_then(|q| checked(q, 3)).unwrap_or($x)",
        "[$e, $x].iter().map(|&q| checked(q, 0)).collect::<Result<Vec<_>, _>>().map_or($x, |v| v[0] * v[1])",
        "$list.iter().map(|&q| root(q)).sum::<Option<f64>>().unwrap_or($x)",
        "($b).then(|| $e).unwrap_or($x)",
    ],
    conditions: &[
        "$O.is_some()",
        "$O.is_some_and(|q| q > $x)",
        "both($x, $x).is_ok()",
        "matches!(checked($e, 0), Err(Bad::Low(_)))",
        "matches!($O, Some(q) if q < $c)",
    ],
    statements: &[
        "let mut $+O!: Option<f64> = if $b { Some($e) } else { None };",
        "let $+O = Some($e);",
        "let $+O = root($e);",
        "let $+O = both($e, $x).ok();",
        "let mut $+O! = $list.iter().copied().find(|q| *q > $x);",
        "let $+O: Option<f64> = $list.iter().copied().max_by(|a, b| a.total_cmp(b));",
        "$O!:o = $:o.map(|t| $e(t));",
        "if let Some(t) = $O!~.as_mut() { *t += $x; }",
        "if let Some(t) = $OM!~ { *t += $x; }",
        "*$OM! = Some($e);",
        "let $+float = $OM!.take().unwrap_or($x);",
        "if let Some(t) = &mut $O!~ { *t *= $e.sin(); }",
        "$O!.get_or_insert($x);",
        "$O! = None;",
        "$O! = Some($e);",
        "let $+float = $O!.take().unwrap_or($x);",
        "let $+O = $O!.replace($x);",
        "*$O!.get_or_insert_with(|| $c) += $x;",
        "let $+float = match $O { Some(t) => $e(t), None => $x };",
        "let Some($+float) = $O else { return $r };",
        "let Ok($+float) = checked($e, 2) else { return $r };",
        "if let (Some(a), Some(b)) = ($O, $O) {\n    $float! += a * b;\n}",
        "while let Some(t) = $O!:o { $float!~:a += t; $:o = if t > 0.8 { Some(t * 0.6) } else { None }; }",
        "if let Ok(t) = both($x, $e) { $float! = t * $x; } else { $float! -= $x; }",
        "let $+float = (|| { let a = root($e)?; let b = root(a + $x)?; Some(a * b) })().unwrap_or($x);",
    ],
    parameters: &[
        ("Option<f64>", "O", &["$O", "Some($e)", "None", "root($x)"]),
        ("&mut Option<f64>", "OM!&", &["&mut $O!~"]),
    ],
    results: &[
        ("Option<f64>", "if $b { Some($e) } else { None }", ".unwrap_or($x)"),
        ("Result<f64, Bad>", "checked($e, 7)", ".unwrap_or($x)"),
        ("Result<f64, String>", "if $b { Ok($e) } else { Err(\"no\".to_string()) }", ".unwrap_or($x)"),
    ],
    ends: &[
        "$O.map_or(0.1, |t| t.cos())",
    ],
    ..EMPTY
};
