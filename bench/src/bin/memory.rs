//! Memory that page reading and stories take: every allocation is counted, so that what was kept from
//! before (the pack, the allocator's reserves) does not blur the figure. A program of its own, since
//! counting costs time.

use std::path::PathBuf;
use std::process::ExitCode;

use isnad_bench_pages::{
    made::{self, Made},
    samples,
};
use isnad_pack::Pack;
use isnad_page::{Hints, Page};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().skip(1).collect();
    let told = match &args[..] {
        [what, count] if what == "stories" => stories(&count.to_string_lossy()),
        _ => report(&args.first().map(PathBuf::from).unwrap_or_default()),
    };
    match told {
        Ok(report) => {
            say(&report);
            ExitCode::SUCCESS
        }
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// The highest memory of any page, from its bytes to its article, beside the size of the largest.
fn report(folder: &std::path::Path) -> anyhow::Result<String> {
    let pack = Pack::builtin();
    let pages = samples(folder)?;
    let largest = pages.iter().map(|s| s.bytes.len()).max().unwrap_or(0);
    let (mut peak, mut name) = (0, "");
    for sample in &pages {
        let used = read(&sample.bytes, &pack);
        if used > peak {
            (peak, name) = (used, &sample.name);
        }
    }
    Ok(format!(
        "Memory of isnad for one page at most, its bytes and the pack aside: {:.1} MB (page {name}), \
         {:.1} times the {:.3} MB of the largest page.",
        peak as f64 / 1e6,
        peak as f64 / largest.max(1) as f64,
        largest as f64 / 1e6
    ))
}

/// What a story costs that no page can join any more: the memory of grouping so many pages against
/// that of half as many, by the stories between.
fn stories(count: &str) -> anyhow::Result<String> {
    let count: usize = count.parse()?;
    let pack = Pack::builtin();
    let [half, whole] = [count / 2, count].map(|count| group(&made::pages(count), &pack));
    let idle = whole.1.saturating_sub(half.1).max(1);
    let bytes = whole.0.saturating_sub(half.0) / idle;
    Ok(format!(
        "Memory of grouping {count} pages, the pages aside: {:.0} MB at most; each of {idle} stories more \
         that are over takes {bytes} bytes.",
        whole.0 as f64 / 1e6,
    ))
}

/// The highest memory of grouping pages, beyond what was in use before, and the stories.
fn group(pages: &[Made], pack: &Pack) -> (usize, usize) {
    let docs: Vec<_> = pages.iter().map(Made::doc).collect();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let mut stories = 0;
    isnad_story::lineages(&docs, pack, |_| stories += 1);
    (MEMORY.peak_usage().saturating_sub(before), stories)
}

/// Bytes in use at the highest point of reading a page beyond those in use before.
fn read(bytes: &[u8], pack: &Pack) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let (content, _) = isnad_page::decode(bytes, Some("text/html"));
    let page = Page { source: String::new(), content, hints: Hints::default() };
    let article = isnad_page::read(&page, pack);
    let peak = MEMORY.peak_usage();
    drop(article);
    peak.saturating_sub(before)
}

#[expect(clippy::print_stdout, reason = "a tool of the workshop prints its figure")]
fn say(text: &str) {
    println!("{text}");
}

#[expect(clippy::print_stderr, reason = "a tool of the workshop talks to its user")]
fn complain(text: &str) {
    eprintln!("error: {text}");
}
