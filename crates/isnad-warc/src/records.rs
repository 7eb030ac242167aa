//! The records of a web archive that hold pages, and what is wrong with the others.

use std::io::{self, ErrorKind, Read};

use crate::{
    buffer::{Buffer, line_with, read},
    fields::{Fields, end_of},
    gzip::{Gzip, MAGIC, begins_with},
};

/// First bytes of every record.
pub(crate) const SIGN: &[u8] = b"WARC/";

/// Bytes of all fields over a record.
const MAX_FIELDS: usize = 64 << 10;

/// Status codes with which servers send pages.
const FOUND: std::ops::Range<u16> = 200..300;

/// Media types that hold pages; what declares none may be one.
const PAGE_TYPES: [&str; 8] = [
    "text/html",
    "text/plain",
    "text/xml",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/feed+json",
];

/// A record that holds a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The address that was fetched.
    pub uri: String,
    /// When it was fetched, ISO 8601 in UTC.
    pub date: Option<String>,
    /// What stands over the page: fields of the server, else of the record.
    pub fields: Fields,
    /// The page as it was sent, at most as many bytes as asked for.
    pub block: Vec<u8>,
    /// Whether the archive says that the page was longer, or this reader cut it.
    pub is_cut: bool,
}

/// What is wrong with a record, or with the whole file.
#[derive(Debug)]
pub struct Fault {
    /// Number of the record in the file, from 1; what is no record counts as one.
    pub number: u64,
    /// The address that the record names.
    pub uri: Option<String>,
    /// What is wrong.
    pub cause: String,
}

/// Whether a file that begins with these bytes, some thousands of them, is an archive, packed or not.
pub fn is_archive(first: &[u8]) -> bool {
    first.starts_with(SIGN) || (first.starts_with(&MAGIC) && begins_with(first, SIGN))
}

/// The records of an archive, packed or not.
pub struct Records<R: Read> {
    buffer: Buffer<Archive<R>>,
    max: usize,
    number: u64,
    n_others: usize,
    /// Whether the place in the file is within a record that was told to be broken.
    is_lost: bool,
    is_over: bool,
}

impl<R: Read> Records<R> {
    /// Reads an archive; pages longer than `max` bytes are cut there.
    ///
    /// Besides one such page, a chunk of the file and, of a packed one, up to a megabyte of packed
    /// bytes are held.
    pub fn new(input: R, max: usize) -> Records<R> {
        let archive = Archive::Unknown(Some(input));
        let buffer = Buffer::new(archive);
        Records { buffer, max, number: 0, n_others: 0, is_lost: false, is_over: false }
    }

    /// Records so far that hold no page: requests, pictures, redirections and the like.
    pub fn n_others(&self) -> usize {
        self.n_others
    }

    /// Reads on: to the end of the next record, or to the end.
    fn step(&mut self) -> Result<Option<Record>, Trouble> {
        self.number += 1;
        self.is_over = !self.seek()?;
        if self.is_over { Ok(None) } else { self.record() }
    }

    /// Tells what is wrong, and sets out for the next record.
    fn fault(&mut self, trouble: Trouble) -> Fault {
        self.is_lost = true;
        if let Some(error) = &trouble.error {
            self.is_over = !self.recover(error);
        }
        Fault { number: self.number, uri: trouble.uri, cause: trouble.cause }
    }

    /// The next record; `Ok(None)` if it holds no page.
    fn record(&mut self) -> Result<Option<Record>, Trouble> {
        let head = self.head()?;
        let fields = Fields::parse(&head);
        let uri = uri_of(&fields);
        let record = self.block(&fields).map_err(|trouble| trouble.about(uri.clone()))?;
        let page = record.and_then(|r| page_of(r, &fields));
        self.n_others += usize::from(page.is_none());
        Ok(page.map(|page| Record { uri: uri.unwrap_or_default(), ..page }))
    }

    /// The lines over a record.
    fn head(&mut self) -> Result<Vec<u8>, Trouble> {
        let mut head = self.buffer.line(MAX_FIELDS)?;
        loop {
            let line = self.buffer.line(MAX_FIELDS)?;
            if line.is_empty() {
                return Err(Trouble::new("the file ends in the fields of a record"));
            }
            if line.trim_ascii().is_empty() {
                return Ok(head);
            }
            head.extend(line);
            if head.len() > MAX_FIELDS {
                return Err(Trouble::new("a record with endless fields"));
            }
        }
    }

    /// What stands under some fields; `None` if their kind holds no page.
    fn block(&mut self, fields: &Fields) -> Result<Option<Record>, Trouble> {
        let size = fields.get("content-length").and_then(|l| l.parse::<u64>().ok());
        let size = size.ok_or_else(|| Trouble::new("a record without Content-Length"))?;
        let kind = fields.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let is_wanted = ["response", "resource", "conversion"].contains(&kind.as_str());
        let mut block = Vec::new();
        let max = if is_wanted { self.max } else { 0 };
        let done = self.buffer.block(size, max, &mut block)?;
        self.buffer.look(1);
        let is_whole = self.buffer.rest().first().is_none_or(|b| b"\r\n".contains(b));
        let has_end = self.is_at_end();
        if self.is_spoilt() {
            self.buffer.fill()?;
        }
        let ran_over = !(has_end && done == size) && self.take_back(&mut block);
        if done < size && !ran_over {
            return Err(Trouble::new(format!("the file ends {} bytes too early", size - done)));
        }
        let is_cut = size > max as u64
            || !(is_whole || has_end || ran_over)
            || fields.get("warc-truncated").is_some();
        let date = fields.get("warc-date").map(str::to_owned);
        Ok(is_wanted.then(|| Record { date, block, is_cut, ..Record::default() }))
    }

    /// Passes over empty lines; whether a record or the end of the file follows.
    fn is_at_end(&mut self) -> bool {
        loop {
            self.buffer.look(SIGN.len());
            let rest = self.buffer.rest();
            let blank = rest.iter().take_while(|b| b"\r\n".contains(b)).count();
            if blank == 0 {
                return rest.is_empty() || rest.starts_with(SIGN);
            }
            self.buffer.take(blank);
        }
    }

    /// Whether what was just read comes from a packed member that turned out to be broken.
    fn is_spoilt(&mut self) -> bool {
        let is_within = match self.buffer.input() {
            Archive::Packed(gzip) => gzip.broke_within(),
            Archive::Unknown(_) | Archive::Plain(_) => false,
        };
        is_within && self.buffer.has_error_ahead()
    }

    /// Gives back the records that a wrong length put into a block; whether there were any.
    fn take_back(&mut self, block: &mut Vec<u8>) -> bool {
        let signs = [&b"WARC/1."[..], b"WARC/0."];
        let next = signs.iter().filter_map(|sign| line_with(block, sign, false));
        let Some(start) = next.min() else { return false };
        self.buffer.give_back(block.get(start..).unwrap_or_default());
        block.truncate(start);
        true
    }

    /// Goes to the next record; `false` if there is none. What is passed over is told, unless it
    /// belongs to a record that was.
    fn seek(&mut self) -> Result<bool, Trouble> {
        let was_lost = std::mem::take(&mut self.is_lost);
        if !self.is_at_end() {
            let passed = self.buffer.seek(SIGN)?;
            if !was_lost {
                return Err(Trouble::new(format!("{passed} bytes that are no record")));
            }
        }
        self.buffer.hold(1)?;
        Ok(!self.buffer.rest().is_empty())
    }

    /// After a broken member of a packed archive: goes to the next one that begins with a record.
    fn recover(&mut self, error: &io::Error) -> bool {
        if !matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) {
            return false;
        }
        self.buffer.clear();
        match self.buffer.input() {
            Archive::Packed(gzip) => gzip.recover(SIGN).unwrap_or(false),
            Archive::Unknown(_) | Archive::Plain(_) => false,
        }
    }
}

impl<R: Read> Iterator for Records<R> {
    type Item = Result<Record, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            match self.step() {
                Ok(None) => {}
                Ok(Some(record)) => return Some(Ok(record)),
                Err(trouble) => return Some(Err(self.fault(trouble))),
            }
        }
        None
    }
}

/// Why a record could not be read.
struct Trouble {
    uri: Option<String>,
    cause: String,
    /// The stream's own error.
    error: Option<io::Error>,
}

impl Trouble {
    fn new(cause: impl Into<String>) -> Trouble {
        Trouble { uri: None, cause: cause.into(), error: None }
    }

    fn about(self, uri: Option<String>) -> Trouble {
        Trouble { uri, ..self }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        let cause = match error.kind() {
            ErrorKind::UnexpectedEof => "the packed file ends too early".to_owned(),
            ErrorKind::InvalidData => format!("broken gzip: {error}"),
            _ => error.to_string(),
        };
        Trouble { uri: None, cause, error: Some(error) }
    }
}

/// The address of a record; some programs put it into angle brackets.
fn uri_of(fields: &Fields) -> Option<String> {
    let uri = fields.get("warc-target-uri")?;
    Some(uri.trim_start_matches('<').trim_end_matches('>').to_owned())
}

/// The page in a record; `None` if what it says of itself is that it holds none.
fn page_of(mut record: Record, fields: &Fields) -> Option<Record> {
    let kind = fields.get("content-type").unwrap_or_default();
    if record.block.starts_with(b"HTTP/") || kind.starts_with("application/http") {
        let end = end_of(&record.block).unwrap_or(record.block.len());
        let head: Vec<u8> = record.block.drain(..end).collect();
        let status = head.split(|b| *b == b' ').nth(1).and_then(|s| s.get(..3));
        let status = status.and_then(|s| std::str::from_utf8(s).ok()?.parse().ok());
        record.fields = Fields::parse(&head);
        status.is_some_and(|s| FOUND.contains(&s)).then_some(())?;
    } else {
        record.fields = fields.clone();
    }
    let kind = record.fields.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let fits = kind.is_empty() || PAGE_TYPES.iter().any(|t| kind.starts_with(t));
    fits.then_some(record)
}

/// The bytes of an archive, unpacked.
enum Archive<R: Read> {
    /// Not read yet.
    Unknown(Option<R>),
    Plain(io::Chain<io::Cursor<Vec<u8>>, R>),
    Packed(Box<Gzip<io::Chain<io::Cursor<Vec<u8>>, R>>>),
}

impl<R: Read> Archive<R> {
    /// Looks at the first bytes of a file.
    fn open(mut input: R) -> io::Result<Archive<R>> {
        let mut first = vec![0; MAGIC.len()];
        let mut n = 0;
        while n < first.len() {
            match read(&mut input, first.get_mut(n..).unwrap_or_default())? {
                0 => break,
                more => n += more,
            }
        }
        first.truncate(n);
        let is_packed = first == MAGIC;
        let all = io::Cursor::new(first).chain(input);
        Ok(if is_packed { Archive::Packed(Box::new(Gzip::new(all))) } else { Archive::Plain(all) })
    }
}

impl<R: Read> Read for Archive<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Archive::Unknown(input) = self
            && let Some(input) = input.take()
        {
            *self = Archive::open(input)?;
        }
        match self {
            Archive::Unknown(_) => Ok(0),
            Archive::Plain(input) => input.read(out),
            Archive::Packed(gzip) => gzip.read(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    const HTTP: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";

    /// A record of so many pages' worth of text, with its length changed by so much.
    fn record(n: usize, size: usize, wrong: isize) -> Vec<u8> {
        let block = format!("{HTTP}<p>page {n} {}", "text ".repeat(size));
        let length = block.len().checked_add_signed(wrong).unwrap();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/{n}>\r\n\
             WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
        .into_bytes()
    }

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    /// The pages by number and what is wrong, in order.
    fn read_all(bytes: &[u8]) -> Vec<String> {
        let show = |item: Result<Record, Fault>| match item {
            Ok(record) => {
                let is_whole = record.block.starts_with(b"<p>page ") && !record.is_cut;
                let cut = if is_whole { "" } else { " cut" };
                format!("{}{cut}", record.uri.rsplit('/').next().unwrap())
            }
            Err(fault) => format!("{:?}: {}", fault.number, fault.cause),
        };
        Records::new(bytes, 1 << 20).map(show).collect()
    }

    /// Reads five records, the third of them as given, plain and packed.
    #[track_caller]
    fn check(third: &[u8], want: &[&str]) {
        let parts: Vec<Vec<u8>> =
            (0..5).map(|n| if n == 2 { third.to_vec() } else { record(n, 100, 0) }).collect();
        assert_eq!(read_all(&parts.concat()), want, "plain");
        assert_eq!(read_all(&pack(&parts.concat())), want, "one member");
        let packed: Vec<Vec<u8>> = parts.iter().map(|p| pack(p)).collect();
        assert_eq!(read_all(&packed.concat()), want, "a member a record");
    }

    #[test]
    fn reads_good_records() {
        check(&record(2, 40_000, 0), &["0", "1", "2", "3", "4"]);
        assert!(read_all(b"").is_empty());
        let fields = Records::new(&*record(7, 1, 0), 1000).next().unwrap().unwrap();
        assert_eq!(fields.uri, "http://a.example/7");
        assert_eq!(fields.date.as_deref(), Some("2024-03-05T10:00:00Z"));
        assert_eq!(fields.fields.get("content-type"), Some("text/html; charset=utf-8"));
    }

    #[test]
    fn odd_line_ends_are_read() {
        let text = String::from_utf8(record(2, 1, 0)).unwrap();
        let (head, block) = text.split_once("\r\n\r\n").unwrap();
        check(
            format!("{}\n\n{block}", head.replace('\r', "")).as_bytes(),
            &["0", "1", "2", "3", "4"],
        );
        check(
            format!("{head}\r\n\r\n{}", block.trim_end_matches("\r\n")).as_bytes(),
            &["0", "1", "2", "3", "4"],
        );
        check(format!("\n{text}\r\n\n").as_bytes(), &["0", "1", "2", "3", "4"]);
    }

    #[test]
    fn wrong_lengths_cost_no_other_record() {
        check(
            &record(2, 100, -200),
            &["0", "1", "2 cut", "4: 204 bytes that are no record", "3", "4"],
        );
        check(&record(2, 100, 300), &["0", "1", "2", "3", "4"]);
        check(&record(2, 100, 1200), &["0", "1", "2", "3", "4"]);
        let none = String::from_utf8(record(2, 100, 0)).unwrap().replace("Content-Length", "X");
        check(none.as_bytes(), &["0", "1", "3: a record without Content-Length", "3", "4"]);
        check(
            b"junk\r\n\r\nmore junk\r\n",
            &["0", "1", "3: 19 bytes that are no record", "3", "4"],
        );
    }

    #[test]
    fn broken_packing_costs_no_other_record() {
        let mut parts: Vec<Vec<u8>> = (0..5).map(|n| pack(&record(n, 100, 0))).collect();
        let cut = parts[2].len() / 2;
        let good = parts[2].clone();
        parts[2].truncate(cut);
        let got = read_all(&parts.concat());
        assert_eq!((got[..2].join(" "), got[3..].join(" ")), ("0 1".into(), "3 4".into()));
        assert!(got[2].starts_with("3: "), "{got:?}");
        for at in 12..good.len() {
            parts[2].clone_from(&good);
            parts[2][at] ^= 0x55;
            let got = read_all(&parts.concat());
            assert!(got.iter().any(|line| line.contains(": broken gzip")), "{at}: {got:?}");
            assert_eq!(
                (got[..2].join(" "), got[got.len() - 2..].join(" ")),
                ("0 1".into(), "3 4".into())
            );
        }
    }

    #[test]
    fn a_file_cut_short_says_so() {
        let all = [record(0, 100, 0), record(1, 100, 0)].concat();
        let got = read_all(&all[..all.len() - 50]);
        assert_eq!(got, ["0", "2: the file ends 46 bytes too early"]);
        let packed = [pack(&record(0, 100, 0)), pack(&record(1, 100, 0))].concat();
        let got = read_all(&packed[..packed.len() - 50]);
        assert_eq!(got, ["0", "2: the packed file ends too early"]);
        let got = read_all(&all[..all.len() / 2 + 30]);
        assert_eq!(got, ["0", "2: the file ends in the fields of a record"]);
    }

    #[test]
    fn what_holds_no_page_is_left_alone() {
        let change = |from: &str, to: &str| {
            String::from_utf8(record(2, 1, to.len() as isize - from.len() as isize))
                .unwrap()
                .replace(from, to)
        };
        for (from, to) in [("200 OK", "404 No"), ("text/html", "image/png"), ("200 OK", "302")] {
            check(change(from, to).as_bytes(), &["0", "1", "3", "4"]);
        }
        let missing = change("200 OK", "404 No");
        let mut all = Records::new(missing.as_bytes(), 1000);
        assert!(all.next().is_none());
        assert_eq!(all.n_others(), 1);
        let request =
            String::from_utf8(record(2, 1, 0)).unwrap().replace("response\r\nW", "request\r\nW");
        check(request.as_bytes(), &["0", "1", "3", "4"]);
        let text = "WARC/1.0\nWARC-Type: conversion\nWARC-Target-URI: x/2\nContent-Type: text/plain\n\
                    Content-Length: 11\n\n<p>page two\n\n";
        check(text.as_bytes(), &["0", "1", "2", "3", "4"]);
    }

    #[test]
    fn long_records_are_cut_and_passed_over() {
        let long = record(2, 1 << 20, 0);
        check(&long, &["0", "1", "2 cut", "3", "4"]);
    }
}
