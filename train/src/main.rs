//! Learns the weights of the tagger of names from the annotated sentences in `train/names/`, and
//! writes them as a table of the pack.
//!
//! The structured perceptron of Collins (EMNLP 2002) with averaged weights; sentences come in the
//! order of a fixed shuffle, so that the same sentences give the same table.

mod perceptron;
mod sentences;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use isnad_pack::Pack;
use isnad_text::Lang;

use perceptron::{Model, Score};
use sentences::Sentence;

/// Learn the weights of the tagger of names
#[derive(Debug, Parser)]
struct Cli {
    /// Languages, by their codes
    #[arg(default_values = ["ar", "en"])]
    languages: Vec<String>,
    /// Folder of the annotated sentences: LANG/*.txt
    #[arg(long, default_value = "train/names")]
    sentences: PathBuf,
    /// Folder of the pack: the table is written to lang/LANG/tagger.tsv
    #[arg(long, default_value = "data")]
    pack: PathBuf,
    /// Times that all sentences are gone through
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// Only measure: every tenth sentence is left out and tagged
    #[arg(long)]
    measure: bool,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<()> {
    let pack = Pack::builtin();
    for code in &cli.languages {
        let lang = Lang::from_code(code).filter(|l| pack.has(*l));
        let lang = lang.with_context(|| format!("no language `{code}` in the pack"))?;
        let mut words = table::Words::default();
        let all = sentences::read(&cli.sentences.join(code), lang, &pack, &mut words)?;
        let folder = cli.pack.join("lang").join(code);
        let examples = sentences::examples(&folder.join("frames.tsv"), lang, &pack, &mut words)?;
        say(&format!("{code}: {} sentences, {} examples", all.len(), examples.len()));
        measure(&all, &examples, cli.epochs);
        if !cli.measure {
            let all: Vec<&Sentence> = all.iter().chain(&examples).collect();
            let model = Model::learn(&all, cli.epochs);
            let path = folder.join("tagger.tsv");
            let size = table::write(&path, &model, &words)?;
            say(&format!("{code}: {} rows, {size} bytes, {}", model.len(), show(&path)));
        }
    }
    Ok(())
}

/// Tells how well every tenth sentence is tagged by what the others teach.
fn measure(all: &[Sentence], examples: &[Sentence], epochs: usize) {
    let part = |held: bool| -> Vec<&Sentence> {
        let of = all.iter().enumerate().filter(|(i, _)| (i % 10 == 9) == held);
        of.map(|(_, s)| s).collect()
    };
    let taught: Vec<&Sentence> = part(false).into_iter().chain(examples).collect();
    let model = Model::learn(&taught, epochs);
    let mut score = Score::default();
    for sentence in part(true) {
        score.add(sentence, &model);
    }
    say(&format!("  left out: {score}"));
}

fn show(path: &Path) -> String {
    path.display().to_string()
}

#[expect(clippy::print_stderr, reason = "a tool of the workshop talks to its user")]
fn say(line: &str) {
    eprintln!("{line}");
}
