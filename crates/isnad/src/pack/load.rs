//! Packs from folders: read whole, checked whole, refused whole.

use std::{
    ffi::OsString,
    fmt, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use isnad_pack::{
    Diagnostic, Pack, Source,
    check::{MANIFEST, Manifest},
    source::{ENDINGS, Layer},
};

use super::check;
use crate::problem::Problem;

/// A file larger than this is no table that a person keeps.
const LARGEST_FILE: u64 = 64 << 20;

/// Which packs to lay over the built-in one.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PackArgs {
    /// Lay the pack in this folder over the built-in one; may be given more than once
    #[arg(long, value_name = "DIR")]
    pack: Vec<PathBuf>,
    /// Code the parties of events by this PETRARCH or CAMEO dictionary of actors and agents; may be
    /// given more than once
    #[arg(long, value_name = "FILE")]
    actors: Vec<PathBuf>,
}

impl PackArgs {
    /// The same as arguments of another run.
    pub(crate) fn args(&self) -> impl Iterator<Item = OsString> {
        let each = |flag: &'static str, paths: &[PathBuf]| {
            let pairs = paths.iter().map(move |path| [flag.into(), path.clone().into_os_string()]);
            pairs.flatten().collect::<Vec<OsString>>()
        };
        each("--pack", &self.pack).into_iter().chain(each("--actors", &self.actors))
    }
}

/// A pack with faults: it is not used, not even in part.
#[derive(Debug)]
pub(crate) struct Refused(Vec<Diagnostic>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{}", check::rendered(fault))?;
        }
        let errors = if self.0.len() == 1 { "error" } else { "errors" };
        write!(f, "the pack has {} {errors} and is not used", self.0.len())
    }
}

impl std::error::Error for Refused {}

impl PackArgs {
    /// Reads and compiles the built-in pack with these laid over it.
    pub(crate) fn load(&self) -> anyhow::Result<Pack> {
        if self.pack.is_empty() && self.actors.is_empty() {
            return Ok(Pack::builtin());
        }
        let mut source = self.source()?;
        let faults = isnad_page::check_outlets(&source);
        if !faults.is_empty() {
            return Err(Refused(faults).into());
        }
        for path in &self.actors {
            source.add_dictionary(&path.display().to_string(), dictionary(path)?);
        }
        // The tables of the program are checked by its tests.
        if self.pack.is_empty() {
            let (pack, rows) = Pack::compile(&source);
            warn(&rows);
            return Ok(pack);
        }
        let (pack, rows) = Pack::load(&source).map_err(Refused)?;
        warn(&rows);
        Ok(pack)
    }

    /// The files of the built-in pack and of these.
    pub(crate) fn source(&self) -> anyhow::Result<Source> {
        let mut source = Source::builtin();
        for folder in &self.pack {
            lay(&mut source, layer(folder)?);
        }
        Ok(source)
    }
}

/// Tells what is odd and does not stand in the way.
fn warn(rows: &[Diagnostic]) {
    for row in rows {
        Problem::warning(&row.path, row.line, &row.message, &row.hint);
    }
}

/// Lays a pack over others; one that stands by itself takes their place.
pub(crate) fn lay(source: &mut Source, layer: Layer) {
    if Manifest::of(&layer).is_some_and(|m| m.base) {
        *source = Source::of(layer);
    } else {
        source.lay(layer);
    }
}

/// The files of a folder that make a pack.
pub(crate) fn layer(folder: &Path) -> anyhow::Result<Layer> {
    if !folder.is_dir() {
        bail!("{}: no such folder", folder.display());
    }
    let mut layer = Layer::new(&folder.to_string_lossy());
    collect(folder, folder, &mut layer)?;
    if layer.files().next().is_none() {
        bail!("{}: no tables or rules in it; a pack begins with {MANIFEST}", folder.display());
    }
    Ok(layer)
}

#[expect(clippy::disallowed_methods, reason = "packs of users are folders")]
fn collect(root: &Path, folder: &Path, layer: &mut Layer) -> anyhow::Result<()> {
    let shown = || folder.display().to_string();
    for entry in fs::read_dir(folder).with_context(shown)? {
        let entry = entry.with_context(shown)?;
        let (path, kind) = (entry.path(), entry.file_type().with_context(shown)?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            collect(root, &path, layer)?;
        } else if ENDINGS.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            let name =
                path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            layer.insert(&name, text(&path)?);
        }
    }
    Ok(())
}

/// The text of a dictionary. Those of the nineties are in Latin-1.
fn dictionary(path: &Path) -> anyhow::Result<String> {
    let bytes = bytes(path)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|e| e.as_bytes().iter().map(|b| char::from(*b)).collect()))
}

/// The bytes of a file of bearable size.
#[expect(clippy::disallowed_methods, reason = "packs of users are files")]
fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let shown = || path.display().to_string();
    if fs::metadata(path).with_context(shown)?.len() > LARGEST_FILE {
        bail!("{}: more than 64 MB; split the table", path.display());
    }
    fs::read(path).with_context(shown)
}

/// The text of a file; what is no UTF-8 is an error that says where.
fn text(path: &Path) -> anyhow::Result<String> {
    let bytes = bytes(path)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = error.as_bytes().get(..at).unwrap_or_default();
        let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
        anyhow::anyhow!("{}:{line}: not UTF-8; save the file as UTF-8", path.display())
    })
}
