//! An archive made of pages, again and again until it is as large as wanted; packed, each record is a
//! member of its own, as crawlers write them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::{Compression, write::GzEncoder};
use isnad_bench_pages::Sample;

/// An archive on disk.
pub(super) struct Archive {
    pub(super) path: PathBuf,
    /// Bytes, unpacked.
    pub(super) bytes: u64,
    pub(super) is_packed: bool,
}

/// Writes an archive of at least so many bytes under `target/`.
pub(super) fn archive(samples: &[Sample], bytes: u64, is_packed: bool) -> anyhow::Result<Archive> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(if is_packed { "pages.warc.gz" } else { "pages.warc" });
    let mut file = BufWriter::new(create(&path)?);
    let mut written = 0;
    for (number, sample) in samples.iter().cycle().enumerate() {
        if written >= bytes {
            break;
        }
        let record = record(number, &sample.bytes);
        written += record.len() as u64;
        if is_packed {
            let mut packer = GzEncoder::new(&mut file, Compression::default());
            packer.write_all(&record)?;
            packer.finish()?;
        } else {
            file.write_all(&record)?;
        }
    }
    file.flush()?;
    Ok(Archive { path, bytes: written, is_packed })
}

/// A response as servers send it, in WARC 1.0.
fn record(number: usize, page: &[u8]) -> Vec<u8> {
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n",
        page.len()
    );
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://pages.example/{number}\r\n\
         WARC-Date: 2024-06-19T00:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len() + page.len()
    )
    .into_bytes();
    out.extend(http.as_bytes());
    out.extend(page);
    out.extend(b"\r\n\r\n");
    out
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop writes its archive")]
fn create(path: &Path) -> anyhow::Result<File> {
    File::create(path).with_context(|| format!("{} cannot be written", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a tool of the workshop reads its archive")]
pub(super) fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("{} cannot be read", path.display()))
}
