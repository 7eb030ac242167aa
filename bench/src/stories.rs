//! Many pages to stories: clustering and lineage, given what was found in each page, beside Python's
//! `datasketch` (copies by MinHash) and scikit-learn (clusters by TF-IDF) on the same pages.

use std::ffi::OsString;

use isnad_pack::Pack;

use crate::clock::Clock;
use isnad_bench_pages::made::{self, Made};

/// How many times as many pages the second run has.
const GROWTH: usize = 10;

#[derive(Debug, clap::Args)]
pub(crate) struct StoriesArgs {
    /// Pages to begin with; a second run has ten times as many
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    count: usize,
    /// Write the table to this file; a run beside the peers writes docs/scores/bench_stories.md if
    /// none is named
    #[arg(long, value_name = "FILE")]
    pub(crate) md: Option<std::path::PathBuf>,
}

/// A run over all pages.
struct Pass {
    pages: usize,
    stories: usize,
    links: usize,
    seconds: f64,
}

impl Pass {
    fn speed(&self) -> f64 {
        self.pages as f64 / self.seconds
    }
}

/// The table of a run.
pub(crate) fn run(args: &StoriesArgs) -> String {
    let pack = Pack::builtin();
    let mut out = head();
    let pages = made::pages(args.count);
    let small = own(&pages, &pack);
    out.push_str(&line("isnad: features, clusters, lineage", &small, None));
    #[cfg(feature = "peers")]
    out.push_str(&peers(&pages, &small).unwrap_or_else(|e| format!("| {e:#} | | | | | |\n")));
    drop(pages);
    let large = own(&made::pages(args.count * GROWTH), &pack);
    out.push_str(&line("isnad: ten times as many", &large, None));
    let growth = small.speed() / large.speed();
    let counted = [OsString::from("stories"), (args.count * GROWTH).to_string().into()];
    let memory = crate::pages::memory(&counted).unwrap_or_else(|error| format!("{error:#}\n"));
    out + &format!(
        "\nTime per page grows by {growth:.2} times from the first run to the last.\n\n{memory}"
    )
}

fn own(pages: &[Made], pack: &Pack) -> Pass {
    let docs: Vec<_> = pages.iter().map(Made::doc).collect();
    let (mut stories, mut links) = (0, 0);
    let clock = Clock::start();
    isnad_story::lineages(&docs, pack, |story| {
        stories += 1;
        links += story.lineage.iter().map(|l| l.parents.len()).sum::<usize>();
    });
    Pass { pages: docs.len(), stories, links, seconds: clock.seconds() }
}

/// The same pages with the programs in Python; their start is not measured.
#[cfg(feature = "peers")]
fn peers(pages: &[Made], own: &Pass) -> anyhow::Result<String> {
    use crate::python::{self, number};
    let packages = ["datasketch==1.6.5", "scikit-learn==1.7.2"];
    let texts: Vec<&str> = pages.iter().map(|p| p.article.text.as_str()).collect();
    let input = serde_json::json!({ "texts": texts });
    let answer = python::run(&packages, include_str!("stories.py"), &input)?;
    let row = |key: &str, name: &str| -> anyhow::Result<String> {
        let pass = Pass {
            pages: pages.len(),
            stories: number(&answer[key], "stories")? as usize,
            links: number(&answer[key], "links")? as usize,
            seconds: number(&answer[key], "seconds")?,
        };
        Ok(line(name, &pass, Some(own)))
    };
    Ok(row("minhash", "`datasketch` 1.6 (Python): copies by MinHash and LSH")?
        + &row("tfidf", "`scikit-learn` 1.7 (Python): clusters by TF-IDF")?)
}

fn head() -> String {
    "# Throughput of stories\n\n\
     Written by `cargo xtask bench stories`; all figures are of one run on one core.\n\
     A second is one of the processor's. Pages are made up, 5,000 a day; what was found in each is given.\n\
     `datasketch` finds only copies, `scikit-learn` only clusters; isnad both, and who took what from whom.\n\n\
     | program | pages | pages per second | isnad is faster by | stories | links |\n|---|---:|---:|---:|---:|---:|\n"
        .to_owned()
}

fn line(name: &str, pass: &Pass, own: Option<&Pass>) -> String {
    let ratio = own.map(|own| format!("{:.1} ×", own.speed() / pass.speed())).unwrap_or_default();
    format!(
        "| {name} | {} | {:.0} | {ratio} | {} | {} |\n",
        pass.pages,
        pass.speed(),
        pass.stories,
        pass.links
    )
}
