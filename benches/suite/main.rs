//! Generated gradients against hand-written ones and other crates, in one process.
//!
//! `cargo bench --bench suite` prints the table; `-- --quick` measures little, `-- --json` prints JSON,
//! and any other word picks the rows whose names contain it.

mod arm;
mod bundle;
mod case;
mod fft;
mod grid;
mod layers;
mod matrix;
mod memory;
mod mixture;
mod network;
mod peers;
mod recursion;
mod report;
mod scalars;
mod slices;
mod steps;
mod valley;

// Of the benchmark's objectives, the smallest are of no interest here.
#[allow(dead_code)]
#[path = "../../examples/gradbench/objectives/mod.rs"]
mod objectives;

use case::Row;

fn main() {
    let (mut quick, mut json, mut parts) = (false, false, Vec::new());
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => quick = true,
            "--json" => json = true,
            // Cargo says so to every benchmark.
            "--bench" => {}
            _ => parts.push(argument),
        }
    }
    let seconds = if quick { 0.05 } else { 1.0 };
    let all = [
        mixture::cases(),
        memory::cases(),
        bundle::cases(),
        scalars::cases(),
        slices::cases(),
        network::cases(),
        layers::cases(),
        valley::cases(),
        steps::cases(),
        matrix::cases(),
        arm::cases(),
        grid::cases(),
        fft::cases(),
        recursion::cases(),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for case in all.into_iter().flatten() {
        if !parts.is_empty() && !parts.iter().any(|part| case.is_called(part)) {
            continue;
        }
        let row = case.row(seconds);
        if !json {
            report::print_row(&row, rows.is_empty());
        }
        rows.push(row);
    }
    if json {
        report::print_json(&rows);
    } else {
        report::print_notes();
    }
}
