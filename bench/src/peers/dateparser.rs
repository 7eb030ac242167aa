//! Python's `dateparser`, in an environment of its own under `target/`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::{none, part_of};
use crate::input::Sample;
use crate::layers::PUBLISHED;
use crate::measure::{Group, Row, speed};

const SCRIPT: &str = include_str!("dateparser.py");
const PACKAGE: &str = "dateparser==1.5.0";

/// Measures `search_dates` with the language given, line by line. Where Python or the package
/// cannot be had, the row says so.
pub(super) fn row(sample: &Sample, budget: Duration) -> Row {
    let name = "`dateparser` 1.5 (Python): search_dates, language given, line by line";
    match measure(sample, budget) {
        Ok((bytes, seconds, found)) => {
            let (name, speed) = (part_of(name, bytes, sample), Ok(speed(bytes, seconds)));
            Row { name, group: Group::Dates, own: false, speed, found }
        }
        Err(error) => none(name, &error.to_string()),
    }
}

/// Bytes read, seconds, expressions found.
fn measure(sample: &Sample, budget: Duration) -> anyhow::Result<(usize, f64, usize)> {
    let lines: Vec<&str> = sample.texts().flat_map(|t| t.split('\n')).collect();
    let work = json!({
        "lines": lines, "lang": sample.lang.code(), "published": PUBLISHED,
        "seconds": budget.as_secs_f64() * 5.0,
    });
    let mut python = Command::new(python()?)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("Python does not start")?;
    python.stdin.take().context("no pipe")?.write_all(work.to_string().as_bytes())?;
    let output = python.wait_with_output()?;
    if !output.status.success() {
        bail!("dateparser failed");
    }
    let result: Value = serde_json::from_slice(&output.stdout)?;
    let number = |key: &str| result.get(key).and_then(Value::as_f64).context("odd output");
    Ok((number("bytes")? as usize, number("seconds")?, number("found")? as usize))
}

/// The interpreter of the environment, which is made at the first run.
fn python() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench-python");
    let python = folder.join("bin/python");
    if !python.is_file() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", PACKAGE]))?;
    Ok(python)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command.output().context("no Python")?;
    if !output.status.success() {
        bail!("{PACKAGE} cannot be installed");
    }
    Ok(())
}
