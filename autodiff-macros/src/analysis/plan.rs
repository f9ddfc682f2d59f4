//! What is recorded, what is computed again, and the layout of the cache that follows.

use super::choice::{cheapest, everything};
use super::needs::Needs;
use super::recompute::Again;
use super::rows::rows;
use super::sharing::{Route, Sharing};
use super::stored::stored_values;
use super::work::work;
use super::{Activity, Item, Recompute, Region, Structure};
use crate::ir::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Where a field of the cache comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Source {
    Item(Item),
    /// The cache of the call at this position of the block.
    Call(BlockId, usize),
    /// How many iterations of the loop with this body began.
    Trips(BlockId),
}

pub(crate) struct Plan {
    pub(crate) layout: Layout,
    /// Source and block of each field.
    pub(crate) sources: Vec<(Source, BlockId)>,
    recorded: BTreeMap<Item, Field>,
    replayed: BTreeSet<Item>,
    /// Values that are read again from where they stand.
    stored: BTreeMap<Value, Place>,
    calls: FxHashMap<(BlockId, usize), Field>,
    trips: FxHashMap<BlockId, Field>,
    sharing: Sharing,
    /// Whether calls that read or write elements of matrices record nothing.
    finds_entries: bool,
}

/// How things are recorded.
#[derive(Clone, Copy)]
pub(crate) struct Options<'a> {
    /// Whether what is cheap is computed again; if not, whatever is needed is recorded.
    pub(crate) recompute: bool,
    /// Whether what is stored in memory that is recorded is not recorded itself.
    pub(crate) stored: bool,
    /// Whether caches hold many calls, and copies of many slices, where that is better.
    pub(crate) share: bool,
    /// Whether what is called in loops may run again instead of recording.
    pub(crate) rerun: bool,
    /// Whether nobody calls the passes, and a call of the function itself goes to others.
    pub(crate) alone: bool,
    /// Whether the elements of matrices that calls read and write are found again by their positions.
    pub(crate) entries: bool,
    /// The copies that are made for calls, and what each is a copy of.
    pub(crate) snapshots: &'a FxHashMap<Memory, Place>,
}

impl Plan {
    pub(crate) fn of(
        function: &Function,
        structure: &Structure<'_>,
        activity: &Activity,
        options: Options<'_>,
    ) -> Self {
        let Options {
            recompute,
            stored,
            share,
            rerun,
            alone,
            entries,
            snapshots,
        } = options;
        let needs = Needs::of(function, structure, activity);
        let mut again = Recompute::of(function, structure);
        let mut cut = if recompute {
            cheapest(&again, &needs.items)
        } else {
            everything(&again, &needs.items)
        };
        if recompute && stored {
            again.stored = stored_values(function, structure);
            let is_kept = |place: &Place| cut.contains(&Item::Memory(place.memory));
            again.stored.retain(|_, place| is_kept(place));
            cut = cheapest(&again, &needs.items);
        }
        let mut plan = Plan {
            layout: Layout::default(),
            sources: Vec::new(),
            recorded: BTreeMap::new(),
            replayed: BTreeSet::new(),
            stored: BTreeMap::new(),
            calls: FxHashMap::default(),
            trips: FxHashMap::default(),
            sharing: Sharing::default(),
            finds_entries: entries,
        };
        let mut recorded = BTreeSet::new();
        let mut open: Vec<Item> = needs.items.iter().copied().collect();
        while let Some(item) = open.pop() {
            if cut.contains(&item) {
                recorded.insert(item);
            } else if plan.replayed.insert(item) {
                if let Again::From(items) = again.again(item) {
                    open.extend(items);
                }
                // What stands inside a replayed `if` is replayed with it.
                if let Item::Value(value) = item {
                    let place = again.stored(value).cloned();
                    plan.stored.extend(place.map(|place| (value, place)));
                    let inside = again.cone_values(value);
                    plan.replayed.extend(inside.into_iter().map(Item::Value));
                }
            }
        }
        for item in recorded {
            let slice = match item {
                Item::Memory(memory) if share => slice(function, structure, memory, snapshots),
                _ => None,
            };
            plan.record(function, structure, item, slice);
        }
        plan.record_trips(&function.body, structure, &needs);
        if share {
            plan.sharing = Sharing::of(function, structure, activity, &plan, alone);
        }
        plan.layout.is_shared = plan.sharing.is_shared;
        plan.layout.rows = rows(&plan);
        plan.record_calls(&function.body, structure, activity, function);
        if rerun {
            plan.layout.work = work(function, structure, &plan);
        }
        plan
    }

    fn add(
        &mut self,
        structure: &Structure<'_>,
        info: FieldInfo,
        from: Source,
        block: BlockId,
    ) -> Field {
        let mut info = info;
        // A cache that holds many calls has a field `calls`.
        let taken =
            |name: &str| name == "calls" || self.layout.fields.iter().any(|f| f.name == name);
        let plain = info.name.clone();
        let mut version = 2;
        while taken(&info.name) {
            info.name = format!("{plain}_{version}");
            version += 1;
        }
        info.storage = storage(structure, block, from, &info.ty);
        self.layout.fields.push(info);
        self.sources.push((from, block));
        Field(self.layout.fields.len() as u32 - 1)
    }

    /// With `slice`, as a copy of a slice of this type.
    fn record(
        &mut self,
        function: &Function,
        structure: &Structure<'_>,
        item: Item,
        slice: Option<Type>,
    ) {
        let (name, ty, block) = match item {
            Item::Value(value) => {
                let info = function.value(value);
                let name = info.name.as_ref().map(|n| n.text.clone());
                let name = name.unwrap_or_else(|| "value".into());
                (name, info.ty.clone(), structure.block_of(value))
            }
            Item::Memory(memory) => {
                let info = function.memory(memory);
                let home = structure.allocation(memory).map(|a| a.0);
                let block = home.unwrap_or(function.body.id);
                (info.name.clone(), info.ty.clone(), block)
            }
        };
        let info = FieldInfo {
            name,
            ty: FieldType::Value(slice.clone().unwrap_or(ty)),
            storage: Storage::Whole,
            doc: doc(structure, block),
            block,
            wanted: Vec::new(),
        };
        let field = self.add(structure, info, Source::Item(item), block);
        if slice.is_some() {
            self.layout.fields[field.index()].storage = Storage::Slices;
        }
        self.recorded.insert(item, field);
    }

    fn record_trips(&mut self, block: &Block, structure: &Structure<'_>, needs: &Needs) {
        for stmt in &block.stmts {
            let body = match stmt {
                Stmt::For(l) => Some(&l.body),
                Stmt::While(l) => Some(&l.body),
                _ => None,
            };
            if let Some(body) = body
                && needs.trips.contains(&body.id)
            {
                let info = FieldInfo {
                    name: "iterations".into(),
                    ty: FieldType::Value(Type::USIZE),
                    storage: Storage::Whole,
                    doc: Some("How many iterations of the loop began.".into()),
                    block: block.id,
                    wanted: Vec::new(),
                };
                let field = self.add(structure, info, Source::Trips(body.id), block.id);
                self.trips.insert(body.id, field);
            }
            for inner in stmt.blocks() {
                self.record_trips(inner, structure, needs);
            }
        }
    }

    fn record_calls(
        &mut self,
        block: &Block,
        structure: &Structure<'_>,
        activity: &Activity,
        function: &Function,
    ) {
        for (at, stmt) in block.stmts.iter().enumerate() {
            if let Stmt::Call(call) = stmt
                && activity.call(call)
                && !(self.finds_entries && call.entry(function).is_some())
            {
                let callee = function.keeping_callee(call);
                let depth = structure.depth(block.id);
                let ty = match self.sharing.route(function, call, depth) {
                    Route::Itself => FieldType::Itself,
                    Route::Shared => FieldType::Calls(callee),
                    Route::Own if depth == 0 && function.may_recur(call) => {
                        FieldType::Boxed(callee)
                    }
                    Route::Own => FieldType::Cache(callee),
                };
                let info = FieldInfo {
                    name: format!("{}_cache", call.name),
                    doc: match ty {
                        FieldType::Calls(_) | FieldType::Itself => None,
                        _ => doc(structure, block.id),
                    },
                    ty,
                    storage: Storage::Whole,
                    block: block.id,
                    wanted: Vec::new(),
                };
                let field = self.add(structure, info, Source::Call(block.id, at), block.id);
                self.calls.insert((block.id, at), field);
            }
            for inner in stmt.blocks() {
                self.record_calls(inner, structure, activity, function);
            }
        }
    }

    pub(crate) fn field(&self, item: Item) -> Option<Field> {
        self.recorded.get(&item).copied()
    }

    /// Whether the backward pass computes it again.
    pub(crate) fn is_replayed(&self, item: Item) -> bool {
        self.replayed.contains(&item)
    }

    /// Where it is read again.
    pub(crate) fn stored(&self, value: Value) -> Option<&Place> {
        self.stored.get(&value)
    }

    pub(crate) fn call(&self, block: BlockId, at: usize) -> Option<Field> {
        self.calls.get(&(block, at)).copied()
    }

    pub(crate) fn trips(&self, body: BlockId) -> Option<Field> {
        self.trips.get(&body).copied()
    }

    /// Whether the function calls itself in the block, at any depth, and records into one cache: what
    /// the block records is not kept together then.
    pub(crate) fn is_recursive(&self, block: BlockId) -> bool {
        self.sharing.recursive.contains(&block)
    }

    /// Whether anything is recorded in the block itself that is read from a cursor.
    pub(crate) fn stacks_in(&self, block: BlockId) -> bool {
        let mut fields = self.layout.fields.iter().zip(&self.sources);
        fields.any(|(info, (_, b))| *b == block && info.storage.is_repeated())
    }
}

/// The type that is lent of a copy of a slice of numbers which is made in a loop.
fn slice(
    function: &Function,
    structure: &Structure<'_>,
    memory: Memory,
    snapshots: &FxHashMap<Memory, Place>,
) -> Option<Type> {
    let in_loop = structure.depth(structure.allocation(memory)?.0) > 0;
    let of = function.place_type(snapshots.get(&memory)?)?;
    let numbers = match &of {
        Type::Vec(item) | Type::Slice(item) => {
            matches!(**item, Type::Float(_) | Type::Int(_) | Type::Bool)
        }
        _ => false,
    };
    (in_loop && numbers).then_some(of)
}

fn doc(structure: &Structure<'_>, block: BlockId) -> Option<String> {
    let text = match structure.block_info(block).region {
        Region::Body => return None,
        Region::Branch => "One value for each time the branch was taken.",
        _ => "One value per iteration.",
    };
    Some(text.into())
}

fn storage(structure: &Structure<'_>, block: BlockId, from: Source, ty: &FieldType) -> Storage {
    if let FieldType::Calls(_) | FieldType::Itself = ty {
        return Storage::Calls;
    }
    if let Some(nest) = structure.nest(block)
        && matches!(from, Source::Item(Item::Value(_)) | Source::Trips(_))
        && matches!(
            ty,
            FieldType::Value(Type::Float(_) | Type::Int(_) | Type::Bool)
        )
    {
        return Storage::Array(nest.total);
    }
    if structure.depth(block) > 0 {
        return Storage::Stack;
    }
    match structure.block_info(block).region {
        Region::Body => Storage::Whole,
        _ => Storage::Branch,
    }
}
