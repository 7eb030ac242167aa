//! `cargo xtask train`: learns the weights of the tagger of names, in a build that is fast enough.

use std::process::Command;

use crate::{root, run};

/// Runs the trainer with what it is given.
pub(crate) fn train(args: &[String]) -> anyhow::Result<()> {
    run(Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "isnad-train", "--"])
        .args(args)
        .current_dir(root()))
}
