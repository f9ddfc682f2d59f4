//! Methods of `std` in Rust as it is lowered: the receiver is called `it`.

/// A method by its name, the names of its arguments, and what it does. An argument called `f` is a
/// closure or a function.
pub(in crate::lower) type Template = (&'static str, &'static [&'static str], &'static str);

/// What a `VecDeque` does otherwise than a `Vec`.
pub(in crate::lower) const OF_DEQUES: [Template; 1] = [(
    "remove",
    &["at"],
    "if at < it.len() { Some(it.remove(at)) } else { None }",
)];

/// Methods of arrays, slices and `Vec`s.
pub(in crate::lower) const OF_MEMORY: [Template; 33] = [
    (
        "chunk_by",
        &["f"],
        "{
            let mut ends: Vec<usize> = Vec::new();
            for i in 1..it.len() { if !f(&it[i - 1], &it[i]) { ends.push(i); } }
            if !it.is_empty() { ends.push(it.len()); }
            (0..ends.len()).map(|k| {
                let start = if k == 0 { 0 } else { ends[k - 1] };
                &it[start..ends[k]]
            })
        }",
    ),
    (
        "split",
        &["f"],
        "{
            let mut ends: Vec<usize> = Vec::new();
            for i in 0..it.len() { if f(&it[i]) { ends.push(i); } }
            ends.push(it.len());
            (0..ends.len()).map(|k| {
                let start = if k == 0 { 0 } else { ends[k - 1] + 1 };
                &it[start..ends[k]]
            })
        }",
    ),
    // Those of a `VecDeque`, which is a `Vec` here.
    ("push_back", &["x"], "it.push(x)"),
    ("push_front", &["x"], "it.insert(0, x)"),
    ("pop_back", &[], "it.pop()"),
    (
        "pop_front",
        &[],
        "if it.is_empty() { None } else { Some(it.remove(0)) }",
    ),
    ("front", &[], "it.first()"),
    ("back", &[], "it.last()"),
    ("front_mut", &[], "it.first_mut()"),
    ("back_mut", &[], "it.last_mut()"),
    ("is_sorted", &[], "it.windows(2).all(|pair| pair[0] <= pair[1])"),
    ("contains", &["x"], "it.iter().any(|item| *item == *x)"),
    ("concat", &[], "it.iter().flatten().cloned().collect::<Vec<_>>()"),
    (
        "partition_point",
        &["f"],
        "{
            let mut low = 0;
            let mut high = it.len();
            while low < high {
                let middle = low + (high - low) / 2;
                if f(&it[middle]) { low = middle + 1; } else { high = middle; }
            }
            low
        }",
    ),
    ("binary_search_by", &["f"], BINARY_SEARCH),
    (
        "binary_search_by_key",
        &["key", "f"],
        "it.binary_search_by(|item| f(item).cmp(key))",
    ),
    (
        "binary_search",
        &["x"],
        "it.binary_search_by(|item| item.cmp(x))",
    ),
    (
        "rotate_left",
        &["by"],
        "{ it[..by].reverse(); it[by..].reverse(); it.reverse(); }",
    ),
    (
        "rotate_right",
        &["by"],
        "{ let left = it.len() - by; it[..left].reverse(); it[left..].reverse(); it.reverse(); }",
    ),
    (
        "copy_within",
        &["range", "to"],
        "{ let copy = it[range].to_vec(); it[to..to + copy.len()].copy_from_slice(&copy); }",
    ),
    (
        "swap_with_slice",
        &["other"],
        "{
            assert!(it.len() == other.len());
            for i in 0..it.len() { std::mem::swap(&mut it[i], &mut other[i]); }
        }",
    ),
    (
        "fill_with",
        &["f"],
        "for i in 0..it.len() { it[i] = f(); }",
    ),
    (
        "retain",
        &["f"],
        "{
            let mut kept = 0;
            for i in 0..it.len() {
                if f(&it[i]) { it.swap(kept, i); kept += 1; }
            }
            it.truncate(kept);
        }",
    ),
    (
        "retain_mut",
        &["f"],
        "{
            let mut kept = 0;
            for i in 0..it.len() {
                if f(&mut it[i]) { it.swap(kept, i); kept += 1; }
            }
            it.truncate(kept);
        }",
    ),
    (
        "dedup",
        &[],
        "{
            let mut kept = 0;
            for i in 0..it.len() {
                if kept == 0 || it[i] != it[kept - 1] { it.swap(kept, i); kept += 1; }
            }
            it.truncate(kept);
        }",
    ),
    (
        "dedup_by",
        &["f"],
        "{
            let mut kept = 0;
            for i in 0..it.len() {
                if kept == 0 || !f(&mut it[i], &mut it[kept - 1]) { it.swap(kept, i); kept += 1; }
            }
            it.truncate(kept);
        }",
    ),
    (
        "dedup_by_key",
        &["f"],
        "{
            let mut kept = 0;
            for i in 0..it.len() {
                if kept == 0 || f(&mut it[i]) != f(&mut it[kept - 1]) { it.swap(kept, i); kept += 1; }
            }
            it.truncate(kept);
        }",
    ),
    (
        "drain",
        &["range"],
        "{
            let before = it[..].len();
            let taken = it[range].to_vec();
            it[start..].rotate_left(taken.len());
            it.truncate(before - taken.len());
            taken.into_iter()
        }",
    ),
    (
        "split_off",
        &["at"],
        "{ let tail = it[at..].to_vec(); it.truncate(at); tail }",
    ),
    (
        "extend_from_within",
        &["range"],
        "{ let part = it[range].to_vec(); it.extend_from_slice(&part); }",
    ),
    ("sort_by", &["f"], SORT_BY),
    ("sort_by_key", &["f"], SORT_BY_KEY),
    ("sort_by_cached_key", &["f"], SORT_BY_KEY),
];

/// Whether the item is found, and where it is or would have to be: of equal ones the one that `std` finds.
const BINARY_SEARCH: &str = "{
    let mut at: usize = 0;
    let mut size: usize = it.len();
    let mut found = false;
    while size > 1 {
        let half = size / 2;
        if !f(&it[at + half]).is_gt() { at += half; }
        size -= half;
    }
    if size == 1 {
        if f(&it[at]).is_lt() { at += 1; } else if f(&it[at]).is_eq() { found = true; }
    }
    (found, at)
}";

/// Merges runs of twice the width in each round. What is merged are indices: the items are put in
/// their places at the end.
macro_rules! merge_sort {
    ($greater:literal) => {
        concat!(
            "{
                let mut order: Vec<usize> = (0..it.len()).collect();
                let mut merged: Vec<usize> = (0..it.len()).collect();
                let mut width: usize = 1;
                while width < it.len() {
                    let mut start: usize = 0;
                    while start < it.len() {
                        let middle = (start + width).min(it.len());
                        let end = (middle + width).min(it.len());
                        let (mut left, mut right) = (start, middle);
                        for k in start..end {
                            let from_right =
                                right < end && (left >= middle || ",
            $greater,
            ");
                            if from_right { merged[k] = order[right]; right += 1; }
                            else { merged[k] = order[left]; left += 1; }
                        }
                        start = end;
                    }
                    order.copy_from_slice(&merged);
                    width *= 2;
                }
                let unsorted = it.to_vec();
                for i in 0..it.len() { it[i] = unsorted[order[i]].clone(); }
            }"
        )
    };
}
const SORT_BY: &str = merge_sort!("f(&it[order[left]], &it[order[right]]).is_gt()");
const SORT_BY_KEY: &str = merge_sort!("f(&it[order[left]]) > f(&it[order[right]])");

/// Methods of iterators.
pub(in crate::lower) const OF_ITERATORS: [Template; 8] = [
    ("rfold", &["init", "f"], "it.rev().fold(init, f)"),
    (
        "rposition",
        &["f"],
        "it.enumerate().rev().find(|pair| f(pair.1)).map(|pair| pair.0)",
    ),
    ("min_by_key", &["f"], "it.min_by(|a, b| f(a).cmp(&f(b)))"),
    ("max_by_key", &["f"], "it.max_by(|a, b| f(a).cmp(&f(b)))"),
    ("nth", &["n"], "it.skip(n).next()"),
    (
        "unzip",
        &[],
        "{
            let mut left = Vec::new();
            let mut right = Vec::new();
            for (a, b) in it { left.push(a); right.push(b); }
            (left, right)
        }",
    ),
    (
        "partition",
        &["f"],
        "{
            let mut left = Vec::new();
            let mut right = Vec::new();
            for item in it { if f(&item) { left.push(item); } else { right.push(item); } }
            (left, right)
        }",
    ),
    (
        "try_fold",
        &["init", "f"],
        "{
            let mut state = init;
            let mut going = true;
            for item in it {
                match f(state, item) {
                    Some(next) => { state = next; }
                    None => { going = false; break; }
                }
            }
            if going { Some(state) } else { None }
        }",
    ),
];

/// Methods of iterators under a `?`.
pub(in crate::lower) const TRIED: [Template; 5] = [
    (
        "sum",
        &[],
        "{ let mut all = 0.0; for item in it { let found = item?; all += found; } Some(all) }",
    ),
    (
        "product",
        &[],
        "{ let mut all = 1.0; for item in it { let found = item?; all *= found; } Some(all) }",
    ),
    (
        "try_fold",
        &["init", "f"],
        "{ let mut state = init; for item in it { state = f(state, item)?; } Some(state) }",
    ),
    (
        "try_for_each",
        &["f"],
        "{ for item in it { f(item)?; } Some(()) }",
    ),
    (
        "collect",
        &[],
        "{ let mut all = Vec::new(); for item in it { let found = item?; all.push(found); } Some(all) }",
    ),
];

/// What gathers items that may be missing: how it begins, and what it does with one that is there.
macro_rules! gathered {
    ($start:literal, $more:literal) => {
        concat!(
            "{
                let mut all = ",
            $start,
            ";
                let mut going = true;
                for item in it {
                    match item {
                        Some(value) => { ",
            $more,
            "; }
                        None => { going = false; break; }
                    }
                }
                if going { Some(all) } else { None }
            }"
        )
    };
}

/// `collect`, `sum` and `product` into an `Option`.
pub(in crate::lower) const OF_OPTIONS: [Template; 3] = [
    ("collect", &[], gathered!("Vec::new()", "all.push(value)")),
    ("sum", &[], gathered!("0.0", "all += value")),
    ("product", &[], gathered!("1.0", "all *= value")),
];
