//! Writes the weights as a table that people can read.

#![expect(clippy::disallowed_methods, reason = "a tool of the workshop writes its table")]

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use isnad_pack::tagger::{Atoms, BEFORE, LABELS, Weights, atom, features::TEMPLATES};
use rustc_hash::FxHashMap;

use crate::perceptron::{Feature, Model};

/// The words of all values.
#[derive(Debug, Default)]
pub(crate) struct Words(FxHashMap<u64, String>);

impl Atoms for Words {
    fn atom(&mut self, text: &str) -> u64 {
        let value = atom(text);
        self.0.entry(value).or_insert_with(|| text.to_owned());
        value
    }
}

/// Writes the table; its size in bytes.
pub(crate) fn write(path: &Path, model: &Model, words: &Words) -> anyhow::Result<usize> {
    let mut lines: Vec<String> = Vec::new();
    for (label, weights) in LABELS.iter().zip(&model.transitions) {
        lines.push(line(&format!("{BEFORE}={label}"), weights));
    }
    lines.extend(model.rows.iter().map(|(feature, weights)| line(&name(feature, words), weights)));
    lines.sort();
    let mut text = String::from(
        "# What each feature of a token speaks for, written by `cargo xtask train`; do not edit.\n",
    );
    writeln!(text, "feature\t{}", LABELS.join("\t"))?;
    text.extend(lines);
    std::fs::write(path, &text).with_context(|| path.display().to_string())?;
    Ok(text.len())
}

fn name((template, values, count): &Feature, words: &Words) -> String {
    let value = |v: &u64| words.0.get(v).map_or("?", String::as_str);
    let values: Vec<&str> = values.iter().take(*count).map(value).collect();
    format!("{}={}", TEMPLATES[*template].0, values.join("|"))
}

fn line(feature: &str, weights: &Weights) -> String {
    let cells = weights.map(|w| if w == 0 { String::new() } else { w.to_string() });
    format!("{feature}\t{}\n", cells.join("\t"))
}
