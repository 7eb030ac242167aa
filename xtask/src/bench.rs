//! `cargo xtask bench`: builds the measuring program with optimisation, whatever the settings of
//! the caller, and runs it. The crates to compare with are built only for this.

use std::process::Command;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// Only isnad, without the programs to compare it with
    #[arg(long)]
    no_peers: bool,
    /// What to measure and its options: `text --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    what: Vec<String>,
}

pub(crate) fn run(args: &BenchArgs) -> anyhow::Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--profile", "bench", "--package", "isnad-bench"]);
    if !args.no_peers {
        cargo.args(["--features", "peers"]);
    }
    crate::run(cargo.arg("--").args(&args.what))
}
