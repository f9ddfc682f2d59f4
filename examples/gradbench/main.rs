//! A tool for GradBench, the benchmark that compares automatic differentiation across languages.
//!
//! GradBench writes messages to the standard input, one JSON object a line, and reads the answers.
//! Where no message comes, the tool plays a session of its own and asserts the answers:
//!
//! `cargo run --release --example gradbench < /dev/null`

mod evals;
mod objectives;
mod protocol;
mod session;

use anyhow::Result;
use std::io::{BufRead, IsTerminal, Write};

fn main() -> Result<()> {
    let input = std::io::stdin();
    if input.is_terminal() || serve(input.lock(), std::io::stdout())? == 0 {
        session::play()?;
    }
    Ok(())
}

/// Answers every line, and returns how many there were.
fn serve(mut input: impl BufRead, mut output: impl Write) -> Result<usize> {
    let mut line = Vec::new();
    let mut count = 0;
    while input.read_until(b'\n', &mut line)? > 0 {
        writeln!(output, "{}", protocol::answer(&line))?;
        output.flush()?;
        line.clear();
        count += 1;
    }
    Ok(count)
}
