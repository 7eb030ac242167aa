//! Memory that page reading takes: every allocation is counted, so that what was kept from before
//! (the pack, the allocator's reserves) does not blur the figure. A program of its own, since
//! counting costs time.

use std::path::PathBuf;
use std::process::ExitCode;

use isnad_bench_pages::samples;
use isnad_pack::Pack;
use isnad_page::{Hints, Page};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).unwrap_or_default();
    match report(&folder) {
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
