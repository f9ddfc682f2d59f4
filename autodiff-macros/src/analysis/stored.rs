//! Values that stand in memory until the function returns: in `hidden[i] = x.tanh()`, what the partial of `tanh` reads
//! need not be recorded where `hidden` is kept for the next layer.
//!
//! Every iteration of the loops around the assignment has to have a place of its own there, and nothing else may be
//! written between it and the end, on any path.

use super::Structure;
use crate::ir::*;
use rustc_hash::FxHashMap;

/// Where each such value stands.
pub(super) fn stored_values(
    function: &Function,
    structure: &Structure<'_>,
) -> FxHashMap<Value, Place> {
    let mut found = Found {
        function,
        structure,
        loops: Vec::new(),
        now: 0,
        defined: FxHashMap::default(),
        allocated: FxHashMap::default(),
        stores: Vec::new(),
        writes: FxHashMap::default(),
    };
    found.block(&function.body);
    let stays = |store: &Store| found.stays(store);
    let stores = found.stores.iter().filter(|store| stays(store));
    stores.map(|s| (s.value, s.write.place.clone())).collect()
}

/// A loop by its body; the variable of a counted one.
type Loop = (BlockId, Option<Value>);

struct Write {
    at: usize,
    /// The place of an assignment or an update; as a whole where it is written otherwise.
    place: Place,
    loops: Vec<Loop>,
}

struct Store {
    value: Value,
    write: Write,
}

struct Found<'a> {
    function: &'a Function,
    structure: &'a Structure<'a>,
    /// Those around, outermost first.
    loops: Vec<Loop>,
    now: usize,
    /// When each value is there, and each memory.
    defined: FxHashMap<Value, usize>,
    allocated: FxHashMap<Memory, usize>,
    stores: Vec<Store>,
    writes: FxHashMap<Memory, Vec<Write>>,
}

impl Found<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.now += 1;
            self.written(stmt);
            for value in stmt.defines() {
                self.defined.insert(value, self.now);
            }
            match stmt {
                Stmt::Alloc { memory, .. } => {
                    self.allocated.insert(*memory, self.now);
                }
                Stmt::Store { place, value } => self.store(block, place, *value),
                Stmt::For(l) => self.body(Some(l.var), &[&l.body]),
                Stmt::While(l) => self.body(None, &[&l.condition, &l.body]),
                other => other.blocks().into_iter().for_each(|b| self.block(b)),
            }
        }
    }

    fn body(&mut self, var: Option<Value>, blocks: &[&Block]) {
        self.defined.extend(var.map(|var| (var, self.now)));
        self.loops.extend(blocks.last().map(|body| (body.id, var)));
        blocks.iter().for_each(|block| self.block(block));
        self.loops.pop();
    }

    fn written(&mut self, stmt: &Stmt) {
        let (place_is_known, mut written) = match stmt {
            Stmt::Store { place, .. } | Stmt::Update { place, .. } => (true, vec![place.clone()]),
            _ => (false, Vec::new()),
        };
        if !place_is_known {
            stmt.look(&mut |used| match used {
                Use::Place(place, access) if access.writes() => {
                    written.push(Place::whole(place.memory));
                }
                Use::Moved(memory) => written.push(Place::whole(*memory)),
                _ => {}
            });
            if let Stmt::Let { value, expr } = stmt
                && let Expr::Load(place) = expr
                && !self.function.value(*value).ty.is_copy()
            {
                written.push(Place::whole(place.memory));
            }
        }
        for place in written {
            let write = self.write(&place);
            self.writes.entry(place.memory).or_default().push(write);
        }
    }

    fn write(&self, place: &Place) -> Write {
        Write {
            at: self.now,
            place: place.clone(),
            loops: self.loops.clone(),
        }
    }

    /// An assignment of a number that is made in the same block, to a place that is known before it.
    fn store(&mut self, block: &Block, place: &Place, value: Value) {
        let info = self.function.value(value);
        let made_here = self.structure.block_of(value) == block.id;
        let (Some(made), Some(memory)) =
            (self.defined.get(&value), self.allocated.get(&place.memory))
        else {
            return;
        };
        let mut indices = place.values().into_iter();
        let known_before = memory < made
            && indices.all(|index| self.defined.get(&index).is_some_and(|known| known < made));
        let is_plain = place.path.iter().all(|projection| {
            matches!(
                projection,
                Projection::Index(_) | Projection::Field(_) | Projection::Member(_)
            )
        });
        let same_type = self.function.place_type(place).as_ref() == Some(&info.ty);
        if made_here && known_before && is_plain && same_type && info.ty.is_float() {
            let write = self.write(place);
            self.stores.push(Store { value, write });
        }
    }

    fn stays(&self, store: &Store) -> bool {
        let Write { at, place, loops } = &store.write;
        let home = (self.structure.allocation(place.memory)).map(|(home, _)| home);
        let around: Vec<BlockId> =
            home.map_or(Vec::new(), |home| self.structure.around(home).collect());
        let inside: Vec<&Loop> = (loops.iter())
            .filter(|(body, _)| !around.contains(body))
            .collect();
        let own_place = inside
            .iter()
            .all(|(_, var)| var.is_some_and(|var| place.path.contains(&Projection::Index(var))));
        let mut writes = self.writes[&place.memory].iter();
        own_place
            && writes.all(|other| {
                let together = (other.loops.iter()).any(|of| inside.contains(&of));
                match other.at {
                    other_at if other_at > *at => false,
                    other_at if other_at == *at => true,
                    _ => !together || other.place == *place,
                }
            })
    }
}
