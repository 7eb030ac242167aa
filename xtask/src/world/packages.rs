//! The packages that facts are taken from: fetched by their own clients, and read.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Packages with their versions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pins {
    python: Vec<String>,
    npm: Vec<String>,
}

/// The folders into which they were fetched.
pub(super) struct Packages {
    python: PathBuf,
    npm: PathBuf,
}

/// Fetches what is not there yet; a folder belongs to one list of versions.
pub(super) fn fetch(into: &Path, pins: &Pins) -> anyhow::Result<Packages> {
    let (python, npm) = (into.join("python"), into.join("npm"));
    once(&python, &pins.python, |folder| {
        let mut pip = Command::new("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--upgrade", "--target"]);
        pip.arg(folder).args(&pins.python);
        pip
    })?;
    once(&npm, &pins.npm, |folder| {
        let mut npm = Command::new("npm");
        npm.args(["install", "--silent", "--ignore-scripts", "--no-save", "--prefix"]);
        npm.arg(folder).args(&pins.npm);
        npm
    })?;
    Ok(Packages { python, npm: npm.join("node_modules") })
}

/// Runs a client unless the folder holds what it would fetch.
fn once(folder: &Path, pins: &[String], client: impl Fn(&Path) -> Command) -> anyhow::Result<()> {
    let (note, wanted) = (folder.join("pins.txt"), pins.join("\n"));
    if std::fs::read_to_string(&note).is_ok_and(|held| held == wanted) {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    crate::run(&mut client(folder))?;
    Ok(std::fs::write(&note, wanted)?)
}

impl Packages {
    /// A text file of a Python package.
    pub(super) fn python_text(&self, path: &str) -> anyhow::Result<String> {
        super::read(&self.python.join(path))
    }

    /// A JSON file of a Python package.
    pub(super) fn python_json<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        serde_json::from_str(&self.python_text(path)?).with_context(|| path.to_owned())
    }

    /// A JSON file of an npm package.
    pub(super) fn npm_json<T: DeserializeOwned>(&self, path: &str) -> anyhow::Result<T> {
        let text = super::read(&self.npm.join(path))?;
        serde_json::from_str(&text).with_context(|| path.to_owned())
    }

    /// What a line of Python prints that has the packages at hand, as JSON.
    pub(super) fn python_says<T: DeserializeOwned>(&self, line: &str) -> anyhow::Result<T> {
        let mut python = Command::new("python3");
        let printed = crate::output(python.env("PYTHONPATH", &self.python).args(["-c", line]))?;
        serde_json::from_slice(&printed).with_context(|| line.to_owned())
    }
}
