//! What is printed.

use crate::case::Row;
use serde_json::{Value, json};

/// What the ratios do not say.
const NOTES: &str = "
primal: the function itself. generated: value and gradient, into buffers of the caller where there are any.
by hand: the best adjoint that we could write, also with the value; it may know what no tool is told (that a
         matrix of coordinates holds nothing, that iterations are independent), and it sums in lanes.
peer:    `reverse` allocates a tape for every call, as its interface has it; `num-dual` carries all partial
         derivatives along, which only pays for few inputs. Both are given the same formulas in their number
         types. No peer where the function writes into slices.
not comparable with figures elsewhere: processors, `-C target-cpu=native` (not used here), and objectives differ.";

pub fn print_row(row: &Row, first: bool) {
    if first {
        let head = ["medians", "primal", "gen/primal", "gen/by hand", "peer/gen"];
        let [name, primal, of_primal, of_hand, peer] = head;
        println!("{name:<40} {primal:>10} {of_primal:>11} {of_hand:>11}   {peer}");
    }
    let peer = row.peer.map_or(String::new(), |(name, time)| {
        format!("{:.1} {name}", time / row.generated)
    });
    println!(
        "{:<40} {:>10} {:>11.2} {:>11.2}   {peer}",
        row.name,
        readable(row.primal),
        row.generated / row.primal,
        row.generated / row.by_hand,
    );
}

fn readable(seconds: f64) -> String {
    match seconds {
        s if s < 1e-6 => format!("{:.1} ns", s * 1e9),
        s if s < 1e-3 => format!("{:.2} µs", s * 1e6),
        s => format!("{:.2} ms", s * 1e3),
    }
}

pub fn print_notes() {
    println!("{NOTES}");
}

pub fn print_json(rows: &[Row]) {
    let rows: Vec<Value> = (rows.iter())
        .map(|row| {
            json!({
                "name": row.name,
                "primal_seconds": row.primal,
                "generated_seconds": row.generated,
                "by_hand_seconds": row.by_hand,
                "peer": row.peer.map(|(name, seconds)| json!({ "name": name, "seconds": seconds })),
            })
        })
        .collect();
    println!("{}", Value::from(rows));
}
