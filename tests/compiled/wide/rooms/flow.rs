//! Branches, loops, jumps, shadowing, parts of lists that are changed.

use super::{EMPTY, Room};

pub(super) const ROOM: Room = Room {
    statements: &[
        "if $b {\n$*}",
        "if $b {\n$*} else {\n$*}",
        "if $b {\n$*} else if $b {\n$*}",
        "$'for $-n in 0..3 {\n$*}",
        "$'for $-n in (0..3).rev() {\n$*}",
        "$'for $-n in 1..=2 {\n$*}",
        "$'for $-n in (0..5).step_by(2) {\n$*}",
        "$'for &$-float in $list~.iter() {\n$*}",
        "$'for $-float in $list.to_vec() {\n$*}",
        "$'for ($-n, $-float) in $list~.iter().copied().enumerate() {\n$*}",
        "$'for ($-float, $-float) in $list.to_vec().into_iter().zip($list.to_vec()) {\n$*}",
        "$'for $-list& in $list.to_vec().chunks_exact(3) {\n$*}",
        "$'for $-float in [$x, $x] {\n$*}",
        "$'for $-cell:t in $list!~.iter_mut() {\n$*    *$:t = *$:t * $c + $x;\n}",
        "let mut $-n:k = 0;\n$'while $:k < 3 && $b {\n    $:k += 1;\n$*}",
        "let mut $-n:k = 0;\n$'while $:k < 2 {\n    $:k += 1;\n$*}",
        "let mut $-n:k = 0;\nlet $+float = $'loop {\n    $:k += 1;\n    if $:k > $k { break $e; }\n};",
        "let $+float = 'b: {\n    if $b { break 'b $e; }\n    if $b { break 'b $x; }\n    $e\n};",
        "let mut $-n:k = 0;\n$'loop {\n    $:k += 1;\n    if $:k > 3 { break; }\n    if $b { continue; }\n$*}",
        "let mut $+float!:a = $x;\n$'while $:a > 0.2 && $:a < 3.0 {\n    $:a = 0.6 * $:a - 0.05;\n    if $b { break; }\n}",
        "let mut $-stack!:s = vec![$x, $x];\n$'while let Some($-float:t) = $:s.pop() {\n    if $:s.len() < 2 && $:t > 0.05 && $:t > $x { $:s.push($:t * 0.3 - 0.4); }\n$*}",
        "if $b { break$L; }",
        "if $b { continue$L; }",
        "if $b { return $r; }",
        "let mut $float!~:a = $:a * $e;",
        "let $+float = match ($x, $n) { (t, 0) => $e(t), (t, k) if t > 0.3 => t * k as f64, (t, _) => -t };",
        "match &$list[..] {\n    [$-float:a, .., $-float:b] if $:a > $:b => { $float!~:f += $:a * $:b; }\n    [h, rest @ ..] => { $:f -= h * rest[0]; }\n    _ => {}\n}",
        "#[checkpoint]\nfor $-n:k in 0..4 {\n    $float!:a = $:a * 0.8 + $x.sin();\n    $list![$:k % 3] += $:a;\n}",
        "#[checkpoint(snapshots = 2)]\nfor $-n:k in 0..5 {\n    $float!:a += ($:a * $x).cos();\n    if $b { $float! -= $x; }\n}",
    ],
    ..EMPTY
};
