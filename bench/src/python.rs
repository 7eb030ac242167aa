//! Programs in Python, in an environment of its own under `target/`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

/// Runs a script with these packages installed: JSON in, JSON out.
pub(crate) fn run(packages: &[&str], script: &str, input: &Value) -> anyhow::Result<Value> {
    let mut python = Command::new(interpreter(packages)?)
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("Python does not start")?;
    python.stdin.take().context("no pipe")?.write_all(input.to_string().as_bytes())?;
    let output = python.wait_with_output()?;
    if !output.status.success() {
        bail!("{} failed", packages.join(", "));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The interpreter of the environment, which is made at the first run.
fn interpreter(packages: &[&str]) -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench-python");
    let python = folder.join("bin/python");
    let wanted = packages.join(", ");
    if !python.is_file() {
        quiet(Command::new("python3").args(["-m", "venv"]).arg(&folder), &wanted)?;
    }
    quiet(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages), &wanted)?;
    Ok(python)
}

fn quiet(command: &mut Command, wanted: &str) -> anyhow::Result<()> {
    let output = command.output().context("no Python")?;
    if !output.status.success() {
        bail!("{wanted} cannot be installed");
    }
    Ok(())
}

/// A number of the answer.
pub(crate) fn number(answer: &Value, key: &str) -> anyhow::Result<f64> {
    answer.get(key).and_then(Value::as_f64).context("odd output")
}
