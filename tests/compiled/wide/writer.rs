//! What stands at the places of templates: leaves, expressions, conditions, statements.

use super::rooms::Room;
use super::scope::Name;
use fastrand::Rng;

/// Writes one program. The same seed gives the same one.
pub(super) struct Writer {
    pub(super) rng: Rng,
    pub(super) rooms: Vec<&'static Room>,
    pub(super) scope: Vec<Name>,
    /// The labels of the loops around; a loop without one has an empty one.
    pub(super) loops: Vec<String>,
    /// How many blocks are around.
    pub(super) level: usize,
    pub(super) fresh: usize,
    /// How many statements may follow.
    pub(super) budget: usize,
    /// What the function gives, as a template.
    pub(super) result: Option<String>,
    /// Calls of the functions so far, as templates of expressions and of statements.
    pub(super) calls: Vec<String>,
    pub(super) calls_with_changes: Vec<String>,
}

const CONSTANTS: [&str; 8] = [
    "0.3f64", "0.5f64", "-0.7f64", "1.1f64", "0.25f64", "2.0f64", "1.0f64", "-0.4f64",
];

impl Writer {
    pub(super) fn new(seed: u64) -> Self {
        Writer {
            rng: Rng::with_seed(seed),
            rooms: Vec::new(),
            scope: Vec::new(),
            loops: Vec::new(),
            level: 0,
            fresh: 0,
            budget: 0,
            result: None,
            calls: Vec::new(),
            calls_with_changes: Vec::new(),
        }
    }

    /// Whether what happens in so many of a hundred cases does.
    pub(super) fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(0..100) < percent
    }

    pub(super) fn one<'a>(&mut self, of: &[&'a str]) -> Option<&'a str> {
        (!of.is_empty()).then(|| of[self.rng.usize(0..of.len())])
    }

    /// A template from the part of a room that `part` gives; rooms without it are passed by.
    fn from_rooms(&mut self, part: fn(&Room) -> &'static [&'static str]) -> Option<&'static str> {
        let lists: Vec<_> = self
            .rooms
            .iter()
            .map(|room| part(room))
            .filter(|list| !list.is_empty())
            .collect();
        // The first room, with what every program has, comes as often as three others.
        let at = self.rng.usize(0..lists.len() + 2).saturating_sub(2);
        self.one(lists.get(at)?)
    }

    /// The first of a few templates that fits.
    fn fitting(
        &mut self,
        depth: usize,
        part: fn(&Room) -> &'static [&'static str],
    ) -> Option<String> {
        (0..6).find_map(|_| {
            let template = self.from_rooms(part)?;
            self.expand(template, depth)
        })
    }

    pub(super) fn constant(&mut self) -> &'static str {
        CONSTANTS[self.rng.usize(0..CONSTANTS.len())]
    }

    pub(super) fn index(&mut self) -> String {
        let counters: Vec<_> = self
            .scope
            .iter()
            .filter(|name| name.tag == "n")
            .map(|name| name.text.clone())
            .collect();
        if !counters.is_empty() && self.chance(40) {
            return format!("{} % 3", counters[self.rng.usize(0..counters.len())]);
        }
        self.rng.usize(0..3).to_string()
    }

    pub(super) fn leaf(&mut self) -> String {
        let floats: Vec<_> = self
            .scope
            .iter()
            .filter(|name| name.tag == "float")
            .map(|name| name.text.clone())
            .collect();
        if !floats.is_empty() && self.chance(50) {
            return floats[self.rng.usize(0..floats.len())].clone();
        }
        if self.chance(15) {
            return self.constant().into();
        }
        self.fitting(0, |room| room.leaves)
            .unwrap_or_else(|| match floats.last() {
                Some(float) => float.clone(),
                None => self.constant().into(),
            })
    }

    pub(super) fn expr(&mut self, depth: usize) -> String {
        let Some(below) = depth.checked_sub(1) else {
            return self.leaf();
        };
        if self.chance(15) {
            return self.leaf();
        }
        let call = if self.chance(8) {
            self.call(false)
        } else {
            None
        };
        call.or_else(|| self.fitting(below, |room| room.exprs))
            .unwrap_or_else(|| self.leaf())
    }

    pub(super) fn condition(&mut self) -> Option<String> {
        self.fitting(1, |room| room.conditions)
    }

    /// A call of one of the functions before; what changes something stands in statements only.
    pub(super) fn call(&mut self, with_changes: bool) -> Option<String> {
        let calls = if with_changes {
            &self.calls_with_changes
        } else {
            &self.calls
        };
        if calls.is_empty() {
            return None;
        }
        let template = calls[self.rng.usize(0..calls.len())].clone();
        self.expand(&template, 1)
    }

    pub(super) fn label(&mut self) -> String {
        self.fresh += 1;
        let label = if self.chance(40) {
            format!("'l{}", self.fresh)
        } else {
            String::new()
        };
        self.loops.push(label.clone());
        if label.is_empty() {
            label
        } else {
            label + ": "
        }
    }

    pub(super) fn jump(&mut self) -> Option<String> {
        self.loops.last()?;
        let labels: Vec<_> = self
            .loops
            .iter()
            .filter(|label| !label.is_empty())
            .cloned()
            .collect();
        if !labels.is_empty() && self.chance(60) {
            return Some(format!(" {}", labels[self.rng.usize(0..labels.len())]));
        }
        Some(String::new())
    }

    /// Statements of a block; none where there are enough.
    pub(super) fn block(&mut self) -> Option<String> {
        let before = self.scope.clone();
        self.level += 1;
        let count = self.rng.usize(1..4);
        let text = self.statements(count);
        self.level -= 1;
        self.scope = before;
        Some(text)
    }

    pub(super) fn statements(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            let Some(left) = self.budget.checked_sub(1) else {
                break;
            };
            self.budget = left;
            let call = if self.chance(6) {
                self.call(true)
            } else {
                None
            };
            let deep = self.level > 4;
            let statement = call.or_else(|| {
                if deep {
                    self.expand("$float! += $e;", 2)
                } else {
                    self.fitting(2, |room| room.statements)
                }
            });
            if let Some(statement) = statement {
                text += &statement;
                text.push('\n');
            }
        }
        text
    }
}
