//! `cargo xtask golden`: rewrites the golden output of the corpus.
//!
//! The test that compares it knows how it is made; this task only asks that test to write.

use std::process::Command;

/// The test rewrites what it would compare when this variable is set.
const REWRITE: &str = "ISNAD_REWRITE_GOLDEN";

pub(crate) fn run() -> anyhow::Result<()> {
    let mut test = Command::new("cargo");
    test.current_dir(crate::root()).env(REWRITE, "1");
    crate::run(test.args(["test", "--quiet", "--locked", "-p", "isnad", "--test", "golden"]))
}
