//! A web archive to articles, beside Python's `fastwarc` with its extractor of main content.

mod make;

use std::hint::black_box;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use isnad_bench_pages::samples;
use isnad_pack::Pack;
use isnad_page::decode::MAX_BYTES;
use isnad_warc::Records;

use crate::clock::Clock;
use crate::pages::{folder, name_of, read_content};

#[derive(Debug, clap::Args)]
pub(crate) struct WarcArgs {
    /// Folder of pages: .html files, or folders with page.html; corpus/pages if none is named
    #[arg(long, value_name = "DIR")]
    pages: Option<PathBuf>,
    /// Millions of bytes of the archive, unpacked
    #[arg(long, value_name = "MB", default_value_t = 100)]
    size: u64,
    /// Write the table to this file; a run beside the peers writes docs/scores/bench_warc.md if none
    /// is named
    #[arg(long, value_name = "FILE")]
    pub(crate) md: Option<PathBuf>,
}

/// A program that read an archive: seconds on the processor, pages, and bytes of text found.
struct Pass {
    seconds: f64,
    pages: usize,
    text: usize,
}

/// The table of a run.
pub(crate) fn run(args: &WarcArgs) -> anyhow::Result<String> {
    let folder = folder(args.pages.as_deref());
    let samples = samples(&folder)?;
    let mut out = head(&name_of(&folder), args.size);
    for is_packed in [false, true] {
        let archive = make::archive(&samples, args.size * 1_000_000, is_packed)?;
        let own = own(&archive.path)?;
        out.push_str(&line("isnad: records, decode, read", &archive, Ok(&own), None));
        #[cfg(feature = "peers")]
        {
            let name = "`fastwarc` 2.0 and `resiliparse` 2.0 (Python)";
            let peer = fastwarc(&archive.path);
            out.push_str(&line(name, &archive, peer.as_ref(), Some(own.seconds)));
        }
    }
    Ok(out)
}

fn own(archive: &Path) -> anyhow::Result<Pass> {
    let pack = Pack::builtin();
    let file = make::open(archive)?;
    let clock = Clock::start();
    let (mut pages, mut text) = (0, 0);
    for record in Records::new(BufReader::new(file), MAX_BYTES) {
        let record =
            record.map_err(|fault| anyhow::anyhow!("record {}: {}", fault.number, fault.cause))?;
        let payload = record.payload(MAX_BYTES).map_err(anyhow::Error::msg)?;
        let (content, _) = isnad_page::decode(&payload.bytes, payload.media_type.as_deref());
        text += black_box(read_content(content, &pack)).len();
        pages += 1;
    }
    Ok(Pass { seconds: clock.seconds(), pages, text })
}

/// The same with `fastwarc`; the start of Python is not measured.
#[cfg(feature = "peers")]
fn fastwarc(archive: &Path) -> anyhow::Result<Pass> {
    use crate::python::{self, number};
    let packages = ["fastwarc==2.0.1", "resiliparse==2.0.1"];
    let work = serde_json::json!({ "path": archive });
    let answer = python::run(&packages, include_str!("fastwarc.py"), &work)?;
    let whole = |key: &str| Ok::<_, anyhow::Error>(number(&answer, key)? as usize);
    Ok(Pass { seconds: number(&answer, "seconds")?, pages: whole("pages")?, text: whole("text")? })
}

fn head(name: &str, size: u64) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "# Throughput of archive reading\n\n\
         Written by `cargo xtask bench warc`; all figures are of one run on one core of a machine with \
         {cores}.\n\
         A second is one of the processor's. MB are millions of bytes of the archive, unpacked.\n\
         isnad finds the article and what the page says about itself, the other program the text of the \
         article.\n\n\
         ## An archive of {size} MB, made of {name}\n\n\
         | archive | program | MB/s | isnad is faster by | pages | MB of text |\n\
         |---|---|---:|---:|---:|---:|\n"
    )
}

fn line(
    name: &str,
    archive: &make::Archive,
    pass: Result<&Pass, &anyhow::Error>,
    own: Option<f64>,
) -> String {
    let kind = if archive.is_packed { "`.warc.gz`" } else { "`.warc`" };
    match pass {
        Err(error) => format!("| {kind} | {name} | not measured: {error} | | | |\n"),
        Ok(pass) => format!(
            "| {kind} | {name} | {:.1} | {} | {} | {:.1} |\n",
            archive.bytes as f64 / 1e6 / pass.seconds,
            own.map_or(String::new(), |own| format!("{:.2} ×", pass.seconds / own)),
            pass.pages,
            pass.text as f64 / 1e6
        ),
    }
}
