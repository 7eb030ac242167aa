//! Pages to articles: pages a second on one core, memory, and how much of the articles was found.

#[cfg(feature = "peers")]
mod peers;
pub(crate) mod score;
mod table;

use std::ffi::OsString;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use isnad_bench_pages::{Sample, samples};
use isnad_pack::Pack;
use isnad_page::{Content, Hints, Page};

use crate::clock::Clock;

#[derive(Debug, clap::Args)]
pub(crate) struct PagesArgs {
    /// Folder of pages: .html files, or folders with page.html and expected.json; corpus/pages if
    /// none is named
    #[arg(long, value_name = "DIR")]
    pub(crate) pages: Option<PathBuf>,
    /// Seconds to spend on each program
    #[arg(long, value_name = "S", default_value_t = 5.0)]
    pub(crate) seconds: f64,
    /// Write the table to this file; a run beside the peers writes docs/scores/bench_pages.md if none
    /// is named
    #[arg(long, value_name = "FILE")]
    pub(crate) md: Option<PathBuf>,
}

/// One program on all pages.
pub(crate) struct Row {
    pub(crate) name: String,
    /// Seconds on the processor for one pass over all pages, and the texts found; or why not.
    pub(crate) result: anyhow::Result<Pass>,
}

/// A pass over all pages.
pub(crate) struct Pass {
    pub(crate) seconds: f64,
    pub(crate) texts: Vec<String>,
}

/// The table of a run.
pub(crate) fn run(args: &PagesArgs, budget: Duration) -> anyhow::Result<String> {
    let folder = folder(args.pages.as_deref());
    let samples = samples(&folder)?;
    let rows = vec![own(&samples, budget)];
    #[cfg(feature = "peers")]
    let rows = peers::with_peers(rows, &samples, budget);
    Ok(table::table(&name_of(&folder), &samples, &rows, memory(&[folder.into()])))
}

/// The folder of the pages.
pub(crate) fn folder(named: Option<&Path>) -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/pages");
    named.map_or_else(own, Path::to_owned)
}

/// The last two parts of a path: where the pages lie on this machine says nothing.
pub(crate) fn name_of(folder: &Path) -> String {
    let parts: Vec<_> = folder.iter().map(|p| p.to_string_lossy()).collect();
    parts.get(parts.len().saturating_sub(2)..).unwrap_or_default().join("/")
}

fn own(samples: &[Sample], budget: Duration) -> Row {
    let pack = Pack::builtin();
    row("isnad: decode and read", samples, budget, |sample| read(&sample.bytes, &pack))
}

/// From bytes to the text of the article.
pub(crate) fn read(bytes: &[u8], pack: &Pack) -> String {
    let (content, _) = isnad_page::decode(bytes, Some("text/html"));
    read_content(content, pack)
}

/// From a decoded page to the text of the article.
pub(crate) fn read_content(content: Content, pack: &Pack) -> String {
    let page = Page { source: String::new(), content, hints: Hints::default() };
    isnad_page::read(&page, pack).text
}

/// Repeats a program over all pages until its time is spent; the fastest pass counts, for what else
/// the machine does can only slow one down.
pub(crate) fn row(
    name: &str,
    samples: &[Sample],
    budget: Duration,
    mut read: impl FnMut(&Sample) -> String,
) -> Row {
    let started = Instant::now();
    let (mut fastest, mut texts) = (f64::INFINITY, Vec::new());
    while fastest.is_infinite() || started.elapsed() < budget {
        let clock = Clock::start();
        texts = samples.iter().map(|sample| black_box(read(sample))).collect();
        fastest = fastest.min(clock.seconds());
    }
    Row { name: name.to_owned(), result: Ok(Pass { seconds: fastest, texts }) }
}

/// What the program that counts allocations says with these arguments.
pub(crate) fn memory(args: &[OsString]) -> anyhow::Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--profile", "bench", "--package", "isnad-bench"]);
    if cfg!(feature = "peers") {
        cargo.args(["--features", "peers"]);
    }
    let output = cargo.args(["--bin", "isnad-bench-memory", "--"]).args(args).output();
    let output = output.context("cargo cannot be run")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}
