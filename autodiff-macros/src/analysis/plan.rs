//! What is recorded, what is computed again, and the layout of the cache that follows.

use super::cut::Graph;
use super::needs::Needs;
use super::recompute::Again;
use super::{Activity, Item, Recompute, Region, Structure};
use crate::ir::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    calls: HashMap<(BlockId, usize), Field>,
    trips: HashMap<BlockId, Field>,
}

impl Plan {
    /// With `recompute`, what is cheap is computed again; without, whatever is needed is recorded.
    pub(crate) fn of(
        function: &Function,
        structure: &Structure<'_>,
        activity: &Activity,
        recompute: bool,
    ) -> Self {
        let needs = Needs::of(function, structure, activity);
        let again = Recompute {
            function,
            structure,
        };
        let cut = if recompute {
            cheapest(&again, &needs.items)
        } else {
            everything(&again, &needs.items)
        };
        let mut plan = Plan {
            layout: Layout::default(),
            sources: Vec::new(),
            recorded: BTreeMap::new(),
            replayed: BTreeSet::new(),
            calls: HashMap::new(),
            trips: HashMap::new(),
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
                    let inside = again.cone_values(value);
                    plan.replayed.extend(inside.into_iter().map(Item::Value));
                }
            }
        }
        for item in recorded {
            plan.record(function, structure, item);
        }
        plan.record_trips(&function.body, structure, &needs);
        plan.record_calls(&function.body, structure, activity, function);
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
        let taken = |name: &str| self.layout.fields.iter().any(|f| f.name == name);
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

    fn record(&mut self, function: &Function, structure: &Structure<'_>, item: Item) {
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
            ty: FieldType::Value(ty),
            storage: Storage::Whole,
            doc: doc(structure, block),
        };
        let field = self.add(structure, info, Source::Item(item), block);
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
            {
                let callee = function.callee(call);
                let boxed = structure.depth(block.id) == 0
                    && (function.boxed.iter()).any(|name| call.target.may_be(name));
                let info = FieldInfo {
                    name: format!("{}_cache", call.name),
                    ty: if boxed {
                        FieldType::Boxed(callee)
                    } else {
                        FieldType::Cache(callee)
                    },
                    storage: Storage::Whole,
                    doc: doc(structure, block.id),
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

    pub(crate) fn call(&self, block: BlockId, at: usize) -> Option<Field> {
        self.calls.get(&(block, at)).copied()
    }

    pub(crate) fn trips(&self, body: BlockId) -> Option<Field> {
        self.trips.get(&body).copied()
    }

    /// Whether anything is recorded in the block itself that is read from a cursor.
    pub(crate) fn stacks_in(&self, block: BlockId) -> bool {
        let mut fields = self.layout.fields.iter().zip(&self.sources);
        fields.any(|(info, (_, b))| *b == block && info.storage == Storage::Stack)
    }
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

/// Every float that is not at hand is recorded; integers, of which the type may be known to rustc
/// alone, only where they cannot be had again.
fn everything(recompute: &Recompute<'_>, needs: &BTreeSet<Item>) -> BTreeSet<Item> {
    let function = recompute.function;
    let mut cut = BTreeSet::new();
    let mut open: Vec<Item> = needs.iter().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(item) = open.pop() {
        if !seen.insert(item) {
            continue;
        }
        let floats = match item {
            Item::Value(value) => function.value(value).ty.carries_gradient(),
            Item::Memory(memory) => function.memory(memory).ty.carries_gradient(),
        };
        match recompute.again(item) {
            Again::Free => {}
            Again::From(items) if !floats => open.extend(items),
            _ => {
                cut.insert(item);
            }
        }
    }
    cut
}

/// The cheapest set of items to record such that all needs can be met.
fn cheapest(recompute: &Recompute<'_>, needs: &BTreeSet<Item>) -> BTreeSet<Item> {
    let mut items: Vec<Item> = needs.iter().copied().collect();
    let mut node: HashMap<Item, usize> = items.iter().copied().zip(0..).collect();
    let mut how = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let again = recompute.again(items[at]);
        if let Again::From(operands) = &again {
            for item in operands {
                if !node.contains_key(item) {
                    node.insert(*item, items.len());
                    items.push(*item);
                }
            }
        }
        how.push(again);
        at += 1;
    }
    let prices: Vec<u64> = items.iter().map(|item| price(recompute, *item)).collect();
    let mut graph = Graph::new(&prices);
    for (at, again) in how.iter().enumerate() {
        match again {
            Again::Free => {}
            Again::Never => graph.is_source(at),
            Again::From(operands) => {
                for item in operands {
                    graph.computes(node[item], at);
                }
            }
        }
    }
    for item in needs {
        graph.is_needed(node[item]);
    }
    graph
        .minimum_cut()
        .into_iter()
        .map(|at| items[at])
        .collect()
}

/// What recording costs: a hundred times as much with every loop around it; of equals, what the
/// user named is the cheapest.
fn price(recompute: &Recompute<'_>, item: Item) -> u64 {
    let (function, structure) = (recompute.function, recompute.structure);
    let (block, size, named) = match item {
        Item::Value(value) => {
            let named = function
                .value(value)
                .name
                .as_ref()
                .is_some_and(|n| n.by_user);
            (structure.block_of(value), 10, named)
        }
        Item::Memory(memory) => {
            let home = structure.allocation(memory).map(|a| a.0);
            let block = home.unwrap_or(function.body.id);
            // A `Vec` is moved into the cache, an array may be copied.
            let size = if function.memory(memory).ty.is_copy() {
                40
            } else {
                10
            };
            (block, size, true)
        }
    };
    let depth = structure.depth(block).min(6);
    100u64.pow(depth) * size + u64::from(!named)
}
