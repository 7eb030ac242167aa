//! Throughput of isnad on one core, beside programs that do the same work on the same text in the
//! same run. `cargo xtask bench` builds this with optimisation and starts it.

mod clock;
mod desk;
mod events;
mod input;
mod layers;
mod measure;
mod names;
mod pages;
#[cfg(feature = "peers")]
mod peers;
#[cfg(feature = "peers")]
mod python;
mod quotes;
mod ready;
mod stories;
mod table;
mod warc;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The text layer: normalisation, tokens, sentences, readings, numbers, dates
    Text(TextArgs),
    /// The layer of names: lists, noun phrases, mentions; and the start of the packs
    Names(TextArgs),
    /// Page reading: bytes of HTML to articles
    Pages(pages::PagesArgs),
    /// Archive reading: a WARC to articles
    Warc(warc::WarcArgs),
    /// Events: raw text to events, and to whole records
    Events(TextArgs),
    /// Reported speech: ready text layer and noun phrases to quotes
    Quotes(TextArgs),
    /// Stories: made-up pages with their records to clusters and lineage
    Stories(stories::StoriesArgs),
    /// The local pages of a large desk, with many readers at once
    Desk(desk::DeskArgs),
}

#[derive(Debug, clap::Args)]
struct TextArgs {
    #[command(flatten)]
    named: input::Named,
    /// Seconds to spend on each row
    #[arg(long, value_name = "S", default_value_t = 1.0)]
    seconds: f64,
    /// Write the tables to this file; a run on the project's pages beside the peers writes
    /// docs/scores/bench.md (the others bench_names.md and so on) if none is named
    #[arg(long, value_name = "FILE")]
    md: Option<PathBuf>,
}

fn main() -> ExitCode {
    let result = match Cli::parse().what {
        What::Text(args) => text(&args),
        What::Names(args) => names(&args),
        What::Pages(args) => pages(&args),
        What::Warc(args) => warc(&args),
        What::Events(args) => events(&args),
        What::Quotes(args) => quotes(&args),
        What::Stories(args) => stories(&args),
        What::Desk(args) => desk(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}\n"));
            ExitCode::FAILURE
        }
    }
}

fn text(args: &TextArgs) -> anyhow::Result<()> {
    let pack = isnad_pack::Pack::builtin();
    let budget = budget(args.seconds);
    let mut out = table::head("text", "the text layer");
    for sample in input::samples(&args.named, &pack)? {
        let rows = layers::rows(&sample, &pack, budget);
        #[cfg(feature = "peers")]
        let rows = peers::with_peers(rows, &sample, budget);
        let table = table::table(&sample, &rows);
        say(&table);
        out.push_str(&table);
    }
    let whole = args.named.is_empty() && cfg!(feature = "peers");
    record(args.md.as_deref(), whole.then_some("bench.md"), &out)
}

fn names(args: &TextArgs) -> anyhow::Result<()> {
    let pack = isnad_pack::Pack::builtin();
    let samples = input::samples(&args.named, &pack)?;
    let table = names::run(&samples, &pack, budget(args.seconds));
    say(&table);
    let usual = args.named.is_empty().then_some("bench_names.md");
    record(args.md.as_deref(), usual.filter(|_| cfg!(feature = "peers")), &table)
}

fn pages(args: &pages::PagesArgs) -> anyhow::Result<()> {
    let table = pages::run(args, budget(args.seconds))?;
    say(&table);
    record(args.md.as_deref(), cfg!(feature = "peers").then_some("bench_pages.md"), &table)
}

fn warc(args: &warc::WarcArgs) -> anyhow::Result<()> {
    let table = warc::run(args)?;
    say(&table);
    record(args.md.as_deref(), cfg!(feature = "peers").then_some("bench_warc.md"), &table)
}

fn stories(args: &stories::StoriesArgs) -> anyhow::Result<()> {
    let table = stories::run(args);
    say(&table);
    record(args.md.as_deref(), cfg!(feature = "peers").then_some("bench_stories.md"), &table)
}

fn desk(args: &desk::DeskArgs) -> anyhow::Result<()> {
    let table = desk::run(args)?;
    say(&table);
    record(args.md.as_deref(), Some("bench_desk.md"), &table)
}

fn events(args: &TextArgs) -> anyhow::Result<()> {
    let pack = isnad_pack::Pack::builtin();
    let samples = input::samples(&args.named, &pack)?;
    let table = events::run(&samples, &pack, budget(args.seconds));
    say(&table);
    record(args.md.as_deref(), args.named.is_empty().then_some("bench_events.md"), &table)
}

fn quotes(args: &TextArgs) -> anyhow::Result<()> {
    let pack = isnad_pack::Pack::builtin();
    let mut out = quotes::head();
    for sample in input::samples(&args.named, &pack)? {
        out.push_str(&table::table(&sample, &quotes::rows(&sample, &pack, budget(args.seconds))));
    }
    say(&out);
    record(args.md.as_deref(), args.named.is_empty().then_some("bench_quotes.md"), &out)
}

fn budget(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds.clamp(0.01, 600.0))
}

/// Writes tables to the file that the user names, else to one of `docs/scores/`.
fn record(named: Option<&Path>, usual: Option<&str>, text: &str) -> anyhow::Result<()> {
    let scores = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/scores");
    match named.map(Path::to_owned).or_else(|| usual.map(|name| scores.join(name))) {
        Some(path) => write(&path, text),
        None => Ok(()),
    }
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop writes its table")]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}

#[expect(clippy::print_stderr, reason = "a tool of the workshop talks to its user")]
fn say(text: &str) {
    eprint!("{text}");
}
