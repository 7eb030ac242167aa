//! Tasks of the workshop, run as `cargo xtask TASK`.

mod bench;
mod eval;
mod golden;
mod train;
mod world;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};

/// Tasks of the workshop
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Measure throughput beside programs that do the same work
    Bench(bench::BenchArgs),
    /// Measure the program on the gold pages and suites, and rewrite docs/scores/
    Eval(eval::EvalArgs),
    /// Rewrite corpus/golden/ from what the program finds in corpus/pages/
    Golden,
    /// Learn the weights of the tagger of names from train/names/, and rewrite data/lang/*/tagger.tsv
    Train {
        /// What the trainer is given: languages, --measure, --epochs N
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Make data/world/cities.tsv from packages that carry its facts, and compare the codes of states
    World(world::WorldArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().task {
        Task::Bench(args) => bench::run(&args),
        Task::Eval(args) => eval::run(&args),
        Task::Golden => golden::run(),
        Task::Train { args } => train::train(&args),
        Task::World(args) => world::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.to_owned(), Path::to_owned)
}

/// Runs a command to its end; its failure is an error.
fn run(command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} cannot be run"))?;
    if !status.success() {
        bail!("{name} failed: {status}");
    }
    Ok(())
}

/// Runs a command to its end and takes what it prints.
fn output(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let command = command.stderr(std::process::Stdio::inherit());
    let output = command.output().with_context(|| format!("{name} cannot be run"))?;
    if !output.status.success() {
        bail!("{name} failed: {}", output.status);
    }
    Ok(output.stdout)
}

#[expect(clippy::print_stderr, reason = "a tool of the workshop talks to its user")]
fn say(line: &str) {
    eprintln!("{line}");
}
