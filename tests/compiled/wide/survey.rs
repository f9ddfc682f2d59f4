//! What becomes of the modules of many seeds: those that rustc or the attribute rejects are told apart, and the rest is run.

use super::{module, program};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The first error of each module that has some, with the line that it is about.
type Rejected = BTreeMap<u64, (String, String)>;

/// A package of one program, with a file for each module.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn new(name: &str, dependency: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(folder.join("src")).expect("a folder for the package");
        let package = Package { folder };
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nnum-traits = \"0.2\"\n{dependency}"
        );
        package.write("Cargo.toml", &manifest);
        package
    }

    fn write(&self, file: &str, text: &str) {
        std::fs::write(self.folder.join(file), text).expect("a file of the package");
    }

    fn cargo(&self, command: &str) -> (bool, String) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--offline", "--quiet", "--message-format=short"]);
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wide-target");
        cargo
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target);
        let output = cargo.output().expect("cargo runs");
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }

    /// The seeds that have no errors, and what the others have.
    fn accepted(
        &self,
        mut seeds: Vec<u64>,
        main: &dyn Fn(&[u64]) -> String,
    ) -> (Vec<u64>, Rejected) {
        let mut rejected = Rejected::new();
        loop {
            self.write("src/main.rs", &main(&seeds));
            let (right, output) = self.cargo("check");
            if right {
                return (seeds, rejected);
            }
            let before = rejected.len();
            for line in output.lines() {
                if let Some((seed, line, error)) = located(line) {
                    rejected
                        .entry(seed)
                        .or_insert_with(|| (error.into(), self.line(seed, line)));
                }
            }
            assert!(rejected.len() > before, "an error in no module:\n{output}");
            seeds.retain(|seed| !rejected.contains_key(seed));
        }
    }

    fn line(&self, seed: u64, line: usize) -> String {
        let text = std::fs::read_to_string(self.folder.join(format!("src/p{seed}.rs")));
        let text = text.expect("the module can be read");
        text.lines()
            .nth(line - 1)
            .unwrap_or_default()
            .trim()
            .to_owned()
    }
}

/// Of `src/p7.rs:3:5: error: …` the seed, the line and the error.
fn located(line: &str) -> Option<(u64, usize, &str)> {
    let (seed, rest) = line.strip_prefix("src/p")?.split_once(".rs:")?;
    let (line, rest) = rest.split_once(':')?;
    let (_, error) = rest.split_once(": ")?;
    let is_error = error.starts_with("error");
    is_error.then_some((seed.parse().ok()?, line.parse().ok()?, error))
}

/// The module as rustc alone sees it.
fn plain(seed: u64) -> String {
    let text = module(seed).replace(
        "use autodiff::{Differentiable, differentiate};",
        "pub trait Differentiable {}\nimpl<T> Differentiable for T {}",
    );
    let lines = text.lines().map(|line| match line.trim_start() {
        attribute
            if attribute.starts_with("#[differentiate")
                || attribute.starts_with("#[checkpoint") =>
        {
            ""
        }
        _ => line,
    });
    lines
        .collect::<Vec<_>>()
        .join("\n")
        .replace("derive(Differentiable, ", "derive(")
}

pub(super) fn survey(seeds: std::ops::Range<u64>) {
    let alone = Package::new("wide-plain", "");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../autodiff-runtime");
    let dependency =
        format!("autodiff = {{ package = \"autodiff-runtime\", path = {runtime:?} }}\n");
    let derived = Package::new("wide-derived", &dependency);
    for seed in seeds.clone() {
        alone.write(&format!("src/p{seed}.rs"), &plain(seed));
        derived.write(&format!("src/p{seed}.rs"), &module(seed));
    }
    let modules = |seeds: &[u64]| {
        let list: String = seeds.iter().map(|seed| format!("mod p{seed};\n")).collect();
        format!("#![allow(warnings)]\n{list}fn main() {{}}\n")
    };
    let (valid, _) = alone.accepted(seeds.clone().collect(), &modules);
    let (accepted, rejected) = derived.accepted(valid.clone(), &program);
    println!(
        "{} of {} are programs, {} are accepted",
        valid.len(),
        seeds.count(),
        accepted.len()
    );
    let mut generated = 0;
    for (seed, (error, line)) in rejected {
        // An error of rustc's, or one that says so, is about what was generated.
        let ours = error.starts_with("error[E") || error.contains("autodiff made a mistake");
        generated += usize::from(ours);
        println!("{seed}: {error}\n    {line}");
    }
    println!("accepted: {accepted:?}");
    let (right, output) = derived.cargo("run");
    println!("{output}");
    assert!(
        right && generated == 0,
        "{generated} modules with errors in what was generated"
    );
}
