//! Pages in web archives.

use std::io::Read;

use isnad_page::Hints;
use isnad_warc::{Fault, Record, Records};

use super::What;
use super::flood::Flood;
use super::raw::{MAX_BYTES, Raw};

const HINT: &str = "fetch the archive again; its other records were read";

/// The pages of an archive.
pub(super) struct Archive<R: Read> {
    name: String,
    records: Records<R>,
    flood: Flood,
    is_over: bool,
}

impl<R: Read> Archive<R> {
    pub(super) fn new(name: &str, input: R) -> Archive<R> {
        let records = Records::new(input, MAX_BYTES);
        let flood = Flood::new(name, "records", HINT);
        Archive { name: name.to_owned(), records, flood, is_over: false }
    }

    fn fault(&mut self, fault: Fault) -> Option<What> {
        let Fault { number, uri, cause } = fault;
        let uri = uri.map(|uri| format!(" ({uri})")).unwrap_or_default();
        let what = format!("{}: record {number}{uri}: {cause}", self.name);
        self.flood.tell(what).map(What::Problem)
    }

    /// After the last record: what was left alone, and what was not told.
    fn end(&mut self) -> Option<What> {
        if let Some(problem) = self.flood.rest() {
            self.flood = Flood::new(&self.name, "records", HINT);
            return Some(What::Problem(problem));
        }
        let is_first = !std::mem::replace(&mut self.is_over, true);
        is_first.then(|| What::Others(self.records.n_others()))
    }
}

impl<R: Read> Iterator for Archive<R> {
    type Item = What;

    fn next(&mut self) -> Option<What> {
        loop {
            let what = match self.records.next() {
                None => return self.end(),
                Some(Ok(record)) => Some(What::Raw(Box::new(raw(record)))),
                Some(Err(fault)) => self.fault(fault),
            };
            if what.is_some() {
                return what;
            }
        }
    }
}

fn raw(mut record: Record) -> Raw {
    let source = std::mem::take(&mut record.uri);
    let url = source.contains("://").then(|| source.clone());
    let hints = Hints { url, crawled: record.date.take(), ..Hints::default() };
    Raw::of_record(source, hints, record)
}
