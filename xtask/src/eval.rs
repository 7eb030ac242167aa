//! `cargo xtask eval`: runs the program through the scorers of the shared data and rewrites the
//! tables under `docs/scores/`. No time, path or machine name goes into them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Folder of the shared data: seeds/, gold/ and dev/
    #[arg(long, value_name = "DIR", default_value = "../shared")]
    shared: PathBuf,
    /// Only the gold pages, not the suites, which take longer
    #[arg(long)]
    gold_only: bool,
}

pub(crate) fn run(args: &EvalArgs) -> anyhow::Result<()> {
    let root = crate::root();
    let shared = root.join(&args.shared);
    for folder in ["seeds", "gold", "dev"] {
        if !shared.join(folder).is_dir() {
            bail!("{}: no folder {folder} (hint: --shared DIR)", shared.display());
        }
    }
    let program = build(&root)?;
    let scores = root.join("docs/scores");
    std::fs::create_dir_all(&scores).context("docs/scores cannot be made")?;
    gold(&program, &shared, &scores)?;
    if !args.gold_only {
        suites(&program, &shared, &scores)?;
    }
    Ok(())
}

/// Builds the program; its path.
fn build(root: &Path) -> anyhow::Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    let cargo = cargo.current_dir(root).args(["build", "--release", "--locked", "-p", "isnad"]);
    let messages = crate::output(cargo.args(["--message-format", "json-render-diagnostics"]))?;
    let messages = String::from_utf8_lossy(&messages);
    let mut paths = messages.lines().filter_map(executable);
    paths.next_back().context("cargo built no program")
}

/// The program that a message of cargo names.
fn executable(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

/// The gold pages: records and stories against `gold/score.py`.
fn gold(program: &Path, shared: &Path, scores: &Path) -> anyhow::Result<()> {
    let work = Scratch::new()?;
    let seeds = list(&shared.join("seeds"))?;
    let (records, stories) = (work.0.join("records.jsonl"), work.0.join("stories.json"));
    let desk = work.0.join("desk.db");
    let read =
        crate::output(Command::new(program).args(["read", "--json", "--no-desk"]).args(&seeds))?;
    write(&records, &read)?;
    crate::run(Command::new(program).args(["read", "--quiet", "--desk"]).arg(&desk).args(&seeds))?;
    let told = Command::new(program).args(["stories", "--json", "--desk"]).arg(&desk).output()?;
    write(&stories, &told.stdout)?;
    let mut scorer = Command::new("python3");
    scorer.arg(shared.join("gold/score.py")).arg("--json");
    let rows = crate::output(scorer.arg(&records).arg("--stories").arg(&stories))?;
    write(&scores.join("gold.md"), table(&serde_json::from_slice(&rows)?).as_bytes())
}

/// The suites: `dev/eval.py` writes its tables itself.
fn suites(program: &Path, shared: &Path, scores: &Path) -> anyhow::Result<()> {
    let mut scorer = Command::new("python3");
    scorer.arg(shared.join("dev/eval.py")).arg("--bin").arg(program);
    crate::run(scorer.arg("--md").arg(scores.join("suites.md")))
}

/// The rows of the scorer as a Markdown table.
fn table(scores: &Value) -> String {
    let mut out = "# Scores on the gold pages\n\nMade by `cargo xtask eval`. What counts as what is said at the head of \
                   the scorer. `acc` rows: share of right ones among those checked.\n\n\
                   | layer | gold | predicted | P | R | F1 | acc |\n|---|---:|---:|---:|---:|---:|---:|\n"
        .to_owned();
    for row in scores.get("rows").and_then(Value::as_array).into_iter().flatten() {
        let layer = row.get("layer").and_then(Value::as_str).unwrap_or_default();
        let counts = ["gold", "predicted"].map(|key| cell(row.get(key), 0));
        let shares = ["precision", "recall", "f1", "accuracy"].map(|key| cell(row.get(key), 3));
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {layer} | {} | {} |", counts.join(" | "), shares.join(" | "));
    }
    out
}

fn cell(value: Option<&Value>, places: usize) -> String {
    value.and_then(Value::as_f64).map_or(String::new(), |v| format!("{v:.places$}"))
}

/// A folder for files of this run, taken away at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Scratch> {
        let path = std::env::temp_dir().join(format!("isnad-eval-{}", std::process::id()));
        std::fs::create_dir_all(&path).context("no folder for temporary files")?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left lies in the folder for temporary files; the system takes it away.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[expect(clippy::disallowed_methods, reason = "xtask touches files")]
fn list(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        out.push(entry?.path());
    }
    out.sort();
    Ok(out)
}

#[expect(clippy::disallowed_methods, reason = "xtask touches files")]
fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_a_table() {
        let rows = serde_json::json!({"rows": [
            {"layer": "body", "gold": 10, "predicted": 9, "precision": 1.0, "recall": 0.9,
             "f1": 0.947, "accuracy": null},
            {"layer": "meta", "gold": 4, "predicted": null, "precision": null, "recall": null,
             "f1": null, "accuracy": 0.75}]});
        let table = table(&rows);
        assert!(table.contains("| body | 10 | 9 | 1.000 | 0.900 | 0.947 |  |"), "{table}");
        assert!(table.contains("| meta | 4 |  |  |  |  | 0.750 |"), "{table}");
    }
}
