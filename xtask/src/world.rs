//! `cargo xtask world`: makes `data/world/cities.tsv` from packages that carry facts of GeoNames,
//! and compares the codes in `data/world/states.tsv` with packages that carry them.
//!
//! What is written by hand stays as it is: a town that stands in `places.tsv` is not listed again,
//! and a name that belongs to anybody else in the pack is not given to a town.

#![expect(clippy::disallowed_methods, reason = "xtask touches files")]

mod cities;
mod names;
mod packages;
mod states;

use std::path::Path;

use anyhow::{Context, bail};
use clap::Args;
use isnad_pack::{Pack, Source, source::Layer};
use serde::Deserialize;

/// The table that is made.
const CITIES: &str = "world/cities.tsv";

#[derive(Debug, Args)]
pub(crate) struct WorldArgs {
    /// Write nothing; fail if the table is not what would be written
    #[arg(long)]
    check: bool,
}

/// `xtask/world.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    packages: packages::Pins,
    towns: cities::Towns,
    names: names::Rules,
}

pub(crate) fn run(args: &WorldArgs) -> anyhow::Result<()> {
    let root = crate::root();
    let settings = read(&root.join("xtask/world.toml"))?;
    let settings: Settings = toml::from_str(&settings)?;
    let packages = packages::fetch(&root.join("target/world"), &settings.packages)?;
    let data = root.join("data");
    let pack = by_hand(&data)?;
    let table = cities::table(&settings.towns, &settings.names, &packages, &pack)?;
    let path = data.join(CITIES);
    states::compare(&packages, &read(&data.join("world/states.tsv"))?)?;
    if !args.check {
        return std::fs::write(&path, table).context(CITIES);
    }
    if read(&path)? != table {
        bail!("{CITIES} is not what the packages give: run `cargo xtask world`");
    }
    Ok(())
}

/// The pack without what is made here.
fn by_hand(data: &Path) -> anyhow::Result<Pack> {
    let mut layer = Layer::new("data");
    for file in files(data)? {
        let path = file.strip_prefix(data)?.to_string_lossy().replace('\\', "/");
        if path != CITIES && isnad_pack::source::ENDINGS.iter().any(|e| path.ends_with(e)) {
            layer.insert(&path, read(&file)?);
        }
    }
    Ok(Pack::compile(&Source::of(layer)).0)
}

fn files(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            out.extend(files(&path)?);
        } else {
            out.push(path);
        }
    }
    Ok(out)
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}
