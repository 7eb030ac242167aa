//! Opens a file and finds out, from its first bytes more than from its name, how it holds pages.

use std::cell::Cell;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};
use std::path::Path;
use std::rc::Rc;

use isnad_page::{Content, decode::decode, feed};
use isnad_warc::{GZIP_MAGIC, Gzip, is_archive};

use super::archive::Archive;
use super::files::FileKind;
use super::jsonl::Lines;
use super::raw::{MAX_BYTES, Raw};
use super::{STDIN, What};
use crate::problem::Problem;

/// First bytes that are looked at.
const PEEKED: usize = 4096;

/// The pages of a file, and what is wrong with it. `meter` counts the bytes read.
pub(super) fn open(
    path: &Path,
    kind: FileKind,
    meter: &Rc<Cell<u64>>,
) -> Box<dyn Iterator<Item = What>> {
    let meter = Rc::clone(meter);
    let name = path.display().to_string();
    if name == STDIN {
        return pages("stdin", Metered { input: io::stdin(), meter }, kind);
    }
    match file(path) {
        Ok(input) => pages(&name, Metered { input, meter }, kind),
        Err(error) => one(What::Problem(Problem::io(&name, &error))),
    }
}

/// Whether the first bytes of a file are those of a feed. What cannot be read is none.
pub(super) fn is_feed(path: &Path) -> bool {
    let first = file(path).and_then(peek).map(|(first, _)| first);
    first.is_ok_and(|bytes| {
        let (Content::Text(text) | Content::Html(text)) = decode(&bytes, None).0;
        feed::is_feed(&text)
    })
}

#[expect(clippy::disallowed_methods, reason = "the binary reads the files for the core")]
fn file(path: &Path) -> io::Result<std::fs::File> {
    std::fs::File::open(path)
}

fn one(what: What) -> Box<dyn Iterator<Item = What>> {
    Box::new(std::iter::once(what))
}

/// The pages of a stream.
fn pages(name: &str, input: impl Read + 'static, kind: FileKind) -> Box<dyn Iterator<Item = What>> {
    let (first, input) = match peek(input) {
        Ok(peeked) => peeked,
        Err(error) => return one(What::Problem(Problem::io(name, &error))),
    };
    if is_archive(&first) {
        return Box::new(Archive::new(name, input));
    }
    if !first.starts_with(&GZIP_MAGIC) {
        return unpacked(name, &first, input, kind);
    }
    match peek(Gzip::new(input)) {
        Ok((first, input)) => unpacked(name, &first, input, kind),
        Err(error) => one(What::Problem(broken(name, &error))),
    }
}

fn unpacked(
    name: &str,
    first: &[u8],
    input: impl Read + 'static,
    kind: FileKind,
) -> Box<dyn Iterator<Item = What>> {
    // Mark-up is never a line of JSON, and a feed is one object on many lines.
    let is_other = first.trim_ascii_start().starts_with(b"<")
        || feed::is_feed(&String::from_utf8_lossy(first));
    if kind == FileKind::Lines && !is_other {
        return Box::new(Lines::new(name, BufReader::new(input)));
    }
    let mut bytes = Vec::new();
    one(match input.take(MAX_BYTES as u64).read_to_end(&mut bytes) {
        Ok(_) => What::Raw(Box::new(Raw::of_file(name, bytes))),
        Err(error) => What::Problem(broken(name, &error)),
    })
}

/// A failure of a packed stream, or of the system below it.
pub(super) fn broken(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::UnexpectedEof => {
            Problem::new(format!("{name}: the packed file ends too early"), "fetch it again")
        }
        ErrorKind::InvalidData => {
            Problem::new(format!("{name}: broken gzip: {error}"), "fetch it again")
        }
        _ => Problem::io(name, error),
    }
}

/// A stream of which the first bytes were read already.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The first bytes of a stream, and the stream with them.
fn peek<R: Read>(mut input: R) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut first = Vec::new();
    input.by_ref().take(PEEKED as u64).read_to_end(&mut first)?;
    Ok((first.clone(), Cursor::new(first).chain(input)))
}

/// Counts what is read.
struct Metered<R> {
    input: R,
    meter: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(out)?;
        self.meter.set(self.meter.get() + n as u64);
        Ok(n)
    }
}
