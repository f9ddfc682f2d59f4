//! A whole module: items of its rooms, functions that take and give what these know, and `f`.

use super::Writer;
use super::rooms::{ALL, ALWAYS, Parameter, Room};
use super::scope::Name;

/// What functions of every program take.
const PARAMETERS: &[Parameter] = &[
    ("f64", "float", &["$x", "$e"]),
    (
        "&[f64]",
        "list&",
        &["&$list[..]", "&[$x, $x, $x, $x]", "&vec![$x, $e, $x]"],
    ),
    ("&mut [f64]", "list!&", &["&mut $list!~[..]"]),
    ("usize", "n", &["$k", "$n"]),
];

/// The results of functions: the type, what is given, and how a caller uses it.
const RESULTS: &[(&str, &str, &str)] = &[
    ("f64", "$e", ""),
    ("f64", "$e", ""),
    ("(f64, f64)", "($e, $x)", ".1"),
    ("Vec<f64>", "vec![$e, $x, $x]", "[$i]"),
    ("[f64; 3]", "[$x, $e, $x]", "[$i]"),
];

/// The module of this seed, under the attribute.
pub(super) fn module(seed: u64) -> String {
    let mut w = Writer::new(seed);
    w.rooms = rooms(&mut w);
    let mut text = String::from("#[differentiate]\npub mod q {\nuse super::*;\n");
    // What stands in items knows no names of the rooms, so that none of them calls itself without end.
    let rooms = std::mem::replace(&mut w.rooms, vec![ALWAYS[0]]);
    for item in rooms.iter().flat_map(|room| room.items) {
        text += &w.expand(item, 2).expect("items stand alone");
        text.push('\n');
    }
    w.rooms = rooms;
    for _ in 0..w.rng.usize(0..4) {
        text += &w.function();
    }
    text += &w.last();
    text + "}\n"
}

/// Some of the rooms.
fn rooms(w: &mut Writer) -> Vec<&'static Room> {
    let mut rooms = ALWAYS.to_vec();
    for _ in 0..w.rng.usize(2..6) {
        let room = ALL[w.rng.usize(0..ALL.len())];
        if !rooms.iter().any(|other| std::ptr::eq(*other, room)) {
            rooms.push(room);
        }
    }
    rooms
}

impl Writer {
    fn begin(&mut self, budget: std::ops::Range<usize>) {
        self.scope.clear();
        self.loops.clear();
        self.level = 0;
        self.budget = self.rng.usize(budget);
    }

    fn function(&mut self) -> String {
        self.begin(3..7);
        self.fresh += 1;
        let name = format!("h{}", self.fresh);
        let all: Vec<Parameter> = (PARAMETERS.iter().copied())
            .chain(
                self.rooms
                    .iter()
                    .flat_map(|room| room.parameters.iter().copied()),
            )
            .collect();
        let (mut parameters, mut arguments, mut changes) = (Vec::new(), Vec::new(), false);
        let count = self.rng.usize(1..4);
        let mut chosen: Vec<Parameter> = (0..count)
            .map(|_| all[self.rng.usize(0..all.len())])
            .collect();
        chosen.push(PARAMETERS[self.rng.usize(0..2)]);
        for (i, (kind, tag, given)) in chosen.into_iter().enumerate() {
            let (plain, mutable, owned) = (
                tag.trim_end_matches(['!', '&']),
                tag.contains('!'),
                !tag.contains('&'),
            );
            changes |= kind.starts_with("&mut");
            let text = format!("{}{i}", plain[..1].to_ascii_lowercase());
            let text = if plain == "float" {
                format!("x{i}")
            } else {
                text + "_"
            };
            let prefix = if mutable && owned { "mut " } else { "" };
            parameters.push(format!("{prefix}{text}: {kind}"));
            let tag = plain.to_owned();
            self.scope.push(Name {
                text,
                tag,
                mutable,
                owned,
                level: 0,
            });
            arguments.push(self.one(given).expect("a way to give it"));
        }
        let rooms: Vec<_> = RESULTS
            .iter()
            .chain(self.rooms.iter().flat_map(|room| room.results))
            .copied()
            .collect();
        // A result can be given that can be given at the beginning.
        let (kind, given, used) = loop {
            let result = rooms[self.rng.usize(0..rooms.len())];
            if self.expand(result.1, 0).is_some() {
                break result;
            }
        };
        self.result = Some(given.into());
        let count = self.rng.usize(1..5);
        let statements = self.statements(count);
        let result = self
            .expand(given, 2)
            .unwrap_or_else(|| format!("{{ let r = {given}; r }}"));
        let call = format!("{name}({}){used}", arguments.join(", "));
        if changes {
            self.calls_with_changes
                .push(format!("let $+float = {call};"));
        } else {
            self.calls.push(call);
        }
        format!(
            "pub fn {name}({}) -> {kind} {{\n{statements}{result}\n}}\n",
            parameters.join(", ")
        )
    }

    /// `f`, which shows what became of everything.
    fn last(&mut self) -> String {
        self.begin(6..14);
        self.result = Some("$e".into());
        let name = |text: &str, tag: &str, mutable, owned| Name {
            text: text.into(),
            tag: tag.into(),
            mutable,
            owned,
            level: 0,
        };
        self.scope = vec![
            name("p", "list", false, false),
            name("x", "float", true, true),
            name("y", "float", true, true),
            name("m", "list", true, true),
        ];
        let mut text = String::from(
            "pub fn f(p: &[f64]) -> f64 {\nlet mut x = p[0];\nlet mut y = p[1] * p[2];\nlet mut m = p.to_vec();\n",
        );
        for room in self.rooms.clone() {
            for template in room.begin {
                if let Some(statement) = self.expand(template, 1) {
                    text += &statement;
                    text.push('\n');
                }
            }
        }
        let count = self.rng.usize(4..9);
        text += &self.statements(count);
        let mut sum: Vec<String> = vec![
            "x.sin()".into(),
            "y.sin()".into(),
            "m.iter().map(|t| t.tanh()).sum::<f64>()".into(),
        ];
        let ends: Vec<_> = self
            .rooms
            .iter()
            .flat_map(|room| room.ends)
            .copied()
            .collect();
        for _ in 0..4 {
            let end = self.one(&ends).expect("the first room has ends");
            sum.extend(self.expand(end, 1));
        }
        text + &format!(
            "let total = {};\ntotal + {}\n}}\n",
            sum.join(" + "),
            self.expr(2)
        )
    }
}
