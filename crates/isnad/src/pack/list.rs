//! `isnad pack list`: the packs in use, and what they hold.

use clap::Args;
use isnad_pack::{
    check::Manifest,
    source::{Layer, Source, is_table},
};
use serde_json::{Value, json};

use super::PackArgs;
use crate::{DONE, term::Screen};

/// List the packs in use: name, licence, tables and rules
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pack: PackArgs,
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ListArgs) -> anyhow::Result<u8> {
    let source = args.pack.source()?;
    let mut screen = Screen::new();
    if args.json {
        screen.line(&as_json(&source).to_string())?;
    } else {
        for layer in source.layers() {
            print(&mut screen, layer)?;
        }
        screen.line(&format!("content hash {}", source.hash()))?;
    }
    screen.flush()?;
    Ok(DONE)
}

fn print(screen: &mut Screen, layer: &Layer) -> std::io::Result<()> {
    let manifest = Manifest::of(layer).unwrap_or_default();
    let place = if layer.root.is_empty() { "built in" } else { layer.root.as_str() };
    let head = screen.strong(&format!("{}  ({place})", manifest.name));
    screen.line(&head)?;
    screen.line(&format!("  {}; licence: {}", manifest.about, manifest.licence))?;
    for (path, text) in layer.files().filter(|(p, _)| is_table(p)) {
        screen.line(&format!("  {:>6}  {path}", rows(text)))?;
    }
    let rules = layer.files().filter(|(p, _)| p.contains("/rules/")).count();
    screen.line(&format!("  {rules:>6}  rules"))
}

fn as_json(source: &Source) -> Value {
    let layer = |layer: &Layer| {
        let manifest = Manifest::of(layer).unwrap_or_default();
        let files: Vec<Value> = layer
            .files()
            .map(|(path, text)| {
                let rows = is_table(path).then(|| rows(text));
                json!({ "path": path, "rows": rows })
            })
            .collect();
        json!({ "name": manifest.name, "about": manifest.about, "licence": manifest.licence,
                "folder": layer.root, "base": manifest.base, "files": files })
    };
    let packs: Vec<Value> = source.layers().iter().map(layer).collect();
    json!({ "schema": "isnad.packs/1", "hash": source.hash(), "packs": packs })
}

/// Rows of a table, its header aside.
pub(super) fn rows(text: &str) -> usize {
    let rows = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')).count();
    rows.saturating_sub(1)
}
