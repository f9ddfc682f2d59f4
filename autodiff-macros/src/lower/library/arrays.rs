//! Methods of arrays of ndarray in Rust as it is lowered, which depends on axes that are written there:
//! the receiver is called `it`.

use crate::ir::{Float, Place};
use crate::lower::library::lists::TYPES;
use crate::lower::library::methods::axis_of;
use crate::lower::library::types::{Library, Shape};
use crate::lower::messages as m;
use crate::lower::*;

/// Names for the elements of positions.
const POSITIONS: [[&str; 2]; 2] = [["a0", "a1"], ["b0", "b1"]];

impl<'a> Lowerer<'a> {
    /// A method of an array that is Rust of ours.
    pub(in crate::lower) fn written_for_axes(
        &mut self,
        array: &Place,
        library: &Library,
        e: &syn::ExprMethodCall,
        span: Span,
    ) -> Option<Outcome> {
        let Shape::Array(axes @ 1..=3) = library.shape else {
            return None;
        };
        let item = match library.item {
            Type::Float(Float::F32) => "f32",
            _ => "f64",
        };
        let owner = format!("{TYPES}Array{axes}::<{item}>");
        let this = Outcome::Place(array.clone()).reference(true);
        let mut names = vec![("it", this)];
        let args: Vec<_> = e.args.iter().collect();
        let source = match (e.method.to_string().as_str(), &args[..]) {
            ("flatten" | "into_flat", []) => {
                let items = self.library_elements(Outcome::Place(array.clone()), library, span)?;
                let owner = syn::parse_str(&format!("{TYPES}Array1<{item}>")).ok()?;
                return Some(self.vector_of_items(&owner, items, span));
            }
            ("select", [axis, positions]) => {
                let positions = self.expr(positions);
                names.push(("at", self.settle(positions, m::span(axis))));
                selected(&owner, axes, axis_of(axis)?)?
            }
            ("product_axis", [axis]) if axes == 2 => {
                let axis = axis_of(axis)?;
                format!("it.fold_axis(Axis({axis}), 1.0, |a, b| *a * *b)")
            }
            ("var_axis" | "std_axis", [axis, by]) if axes == 3 => {
                let value = self.scalar(by);
                self.unify_value(value, &library.item, m::span(by));
                names.push(("by", Outcome::Value(value)));
                let name = e.method.to_string();
                let of_lane = format!("lane.{}(by)", name.strip_suffix("_axis")?);
                lanes(item, axis_of(axis)?, &of_lane)?
            }
            ("map_axis", [axis, f]) if axes == 3 => {
                names.push(("f", self.callable(f).map(Outcome::Callable)?));
                lanes(item, axis_of(axis)?, "f(lane)")?
            }
            ("fold_axis", [axis, init, f]) if axes == 3 => {
                names.push(("init", self.rvalue(init)));
                names.push(("f", self.callable(f).map(Outcome::Callable)?));
                let of_lane = "lane.iter().fold(init, |sum, item| f(&sum, item))";
                lanes(item, axis_of(axis)?, of_lane)?
            }
            ("split_at", [axis, at]) => {
                names.push(("at", self.position_of(at)));
                let parts = [("..at", axis_of(axis)?), ("at..", axis_of(axis)?)];
                let [first, second] = parts.map(|(range, axis)| sliced(axes, axis, range));
                format!("(it.slice({first}), it.slice({second}))")
            }
            // A view is turned, not what it shows.
            ("invert_axis", _) if self.is_changing_view(array) => return None,
            ("invert_axis", [axis]) => {
                let all = sliced(axes, axis_of(axis)?, "..;-1");
                format!("{{ let turned = it.slice({all}).to_owned(); it.assign(&turned); }}")
            }
            ("swap", [a, b]) => {
                let mut places = Vec::new();
                for (position, bound) in [a, b].into_iter().zip(POSITIONS) {
                    let numbers = numbers_of(position);
                    if numbers.len() != axes.into() || numbers.len() > bound.len() {
                        return None;
                    }
                    for (number, name) in numbers.into_iter().zip(bound) {
                        names.push((name, self.position_of(number)));
                    }
                    let at = bound[..axes.into()].join(", ");
                    places.push(match axes {
                        1 => format!("it[{at}]"),
                        _ => format!("it[[{at}]]"),
                    });
                }
                let [a, b] = &places[..] else { return None };
                format!("{{ let kept = {a}; {a} = {b}; {b} = kept; }}")
            }
            ("permuted_axes", [order]) => permuted(&owner, axes, &numbers_of(order))?,
            ("accumulate_axis_inplace", [axis, f]) if axes == 2 => {
                names.push(("f", self.callable(f).map(Outcome::Callable)?));
                let [rows, columns] = if axis_of(axis)? == 0 { [1, 0] } else { [0, 1] };
                format!(
                    "for i in {rows}..it.nrows() {{
                        for j in {columns}..it.ncols() {{
                            let before = it[[i - {rows}, j - {columns}]];
                            let mut item = it[[i, j]];
                            f(&before, &mut item);
                            it[[i, j]] = item;
                        }}
                    }}"
                )
            }
            _ => return None,
        };
        Some(self.written_out(&source, names, span))
    }
}

/// `s![.., range]`, with the range at this axis.
fn sliced(axes: u8, axis: u64, range: &str) -> String {
    let ranges = (0..u64::from(axes)).map(|at| if at == axis { range } else { ".." });
    format!("s![{}]", ranges.collect::<Vec<_>>().join(", "))
}

/// The array with two axes of what is made of each lane along an axis of one with three.
fn lanes(item: &str, axis: u64, of_lane: &str) -> Option<String> {
    let [first, second] = [[1, 2], [0, 2], [0, 1]].get(axis as usize).copied()?;
    let mut at = ["i", "j"].into_iter();
    let position = (0..3).map(|other| {
        if other == axis {
            ".."
        } else {
            at.next().unwrap_or("..")
        }
    });
    let position = position.collect::<Vec<_>>().join(", ");
    Some(format!(
        "{{
            let mut made =
                {TYPES}Array2::<{item}>::zeros((it.len_of(Axis({first})), it.len_of(Axis({second}))));
            for i in 0..it.len_of(Axis({first})) {{
                for j in 0..it.len_of(Axis({second})) {{
                    let lane = it.slice(s![{position}]);
                    made[[i, j]] = {of_lane};
                }}
            }}
            made
        }}"
    ))
}

/// The parts at some positions of an axis, one behind the other.
fn selected(owner: &str, axes: u8, axis: u64) -> Option<String> {
    let sizes = (0..axes.into()).map(|other| match other == axis {
        true => "at.len()".to_string(),
        false => format!("it.len_of(Axis({other}))"),
    });
    let sizes = sizes.collect::<Vec<_>>().join(", ");
    let fill = match (axes, axis) {
        (1, 0) => "made[k] = it[at[k]];".to_string(),
        (2 | 3, 0 | 1) => format!(
            "let part = it.index_axis(Axis({axis}), at[k]);
             made.index_axis_mut(Axis({axis}), k).assign(&part);"
        ),
        _ => return None,
    };
    let made = format!("{owner}::zeros(({sizes}))");
    Some(format!(
        "{{ let mut made = {made}; for k in 0..at.len() {{ {fill} }} made }}"
    ))
}

/// The array with its axes in another order.
fn permuted(owner: &str, axes: u8, order: &[&syn::Expr]) -> Option<String> {
    let order: Vec<usize> = order
        .iter()
        .map(|at| types::tokens_of(*at).text().parse().ok())
        .collect::<Option<_>>()?;
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..usize::from(axes)) {
        return None;
    }
    // The name of an axis of the array is that of the axis of the new one.
    let names = ["i", "j", "k"];
    let joined = |items: Vec<String>| items.join(", ");
    let sizes = order.iter().map(|at| format!("it.len_of(Axis({at}))"));
    let new = joined(order.iter().map(|at| names[*at].to_string()).collect());
    let old = joined(
        names[..axes.into()]
            .iter()
            .map(ToString::to_string)
            .collect(),
    );
    let body = format!("made[[{new}]] = it[[{old}]];");
    let loops = (0..usize::from(axes)).rev().fold(body, |body, at| {
        format!("for {} in 0..it.len_of(Axis({at})) {{ {body} }}", names[at])
    });
    let sizes = joined(sizes.collect());
    Some(format!(
        "{{ let mut made = {owner}::zeros(({sizes})); {loops} made }}"
    ))
}

/// The numbers that a position is written with.
fn numbers_of(position: &syn::Expr) -> Vec<&syn::Expr> {
    match expr::plain(position) {
        syn::Expr::Array(numbers) => numbers.elems.iter().collect(),
        syn::Expr::Tuple(numbers) => numbers.elems.iter().collect(),
        number => vec![number],
    }
}
