//! Bytes that hold a page, on their way to being one.

use isnad_pack::Pack;
use isnad_page::{
    Content, Diagnostic, Hints, Page,
    decode::{self, decode},
    feed,
};
use isnad_warc::{Payload, Record};

use crate::pipeline::Arrived;
use crate::problem::Problem;

/// Bytes of a page that are read; one more tells that there are more.
pub(super) const MAX_BYTES: usize = decode::MAX_BYTES + 1;

/// Code of the diagnostic for bytes that are no text.
const NOT_A_PAGE: &str = "not-a-page";

/// A page before it is decoded.
#[derive(Debug)]
pub(crate) struct Raw {
    source: String,
    hints: Hints,
    body: Body,
}

#[derive(Debug)]
enum Body {
    /// Bytes, and the media type that their name declares.
    Bytes(Vec<u8>, Option<&'static str>),
    /// A record of an archive.
    Record(Record),
}

impl Raw {
    /// The bytes of a file.
    pub(crate) fn of_file(name: &str, bytes: Vec<u8>) -> Raw {
        let body = Body::Bytes(bytes, media_type(name));
        Raw { source: name.to_owned(), hints: Hints::default(), body }
    }

    pub(super) fn of_record(source: String, hints: Hints, record: Record) -> Raw {
        Raw { source, hints, body: Body::Record(record) }
    }

    pub(super) fn size(&self) -> u64 {
        match &self.body {
            Body::Bytes(bytes, _) => bytes.len() as u64,
            Body::Record(record) => record.block.len() as u64,
        }
    }

    /// The pages in the bytes, several if they are a feed, and what could not be read.
    pub(crate) fn pages(self, pack: &Pack) -> Vec<Result<Arrived, Problem>> {
        let Raw { source, hints, body } = self;
        let payload = match body {
            Body::Bytes(bytes, kind) => {
                Ok(Payload { bytes, media_type: kind.map(str::to_owned), cut: None })
            }
            Body::Record(record) => record.payload(MAX_BYTES),
        };
        match payload.map_err(|cause| (cause, "fetch the page again")).and_then(decoded) {
            Err((cause, hint)) => vec![Err(Problem::new(format!("{source}: {cause}"), hint))],
            Ok((Content::Text(text) | Content::Html(text), _)) if feed::is_feed(&text) => {
                of_feed(&text, &source, &hints, pack)
            }
            Ok((content, notes)) => {
                vec![Ok(Arrived { page: Page { source, content, hints }, notes })]
            }
        }
    }
}

/// The items of a feed, fetched when the feed was.
fn of_feed(text: &str, source: &str, hints: &Hints, pack: &Pack) -> Vec<Result<Arrived, Problem>> {
    let items = feed::read(text, source, pack).into_iter().enumerate();
    let arrived = items.map(|(i, item)| match item {
        Ok((mut page, notes)) => {
            page.hints.crawled.clone_from(&hints.crawled);
            Ok(Arrived { page, notes })
        }
        Err(cause) => {
            let what = format!("{source}: item {}: {cause}", i + 1);
            Err(Problem::new(what, "its other items were read"))
        }
    });
    arrived.collect()
}

/// Turns bytes into text or HTML; cause and hint if they hold none.
fn decoded(payload: Payload) -> Result<(Content, Vec<Diagnostic>), (String, &'static str)> {
    let Payload { bytes, media_type, cut } = payload;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(("an empty file".to_owned(), "leave it out, or fetch the page again"));
    }
    let (content, mut notes) = decode(&bytes, media_type.as_deref());
    if let Some(note) = notes.iter().find(|note| note.code == NOT_A_PAGE) {
        let cause = format!("a binary file, not a page: {}", note.message);
        return Err((cause, "give text, HTML, JSONL, a web archive or a feed"));
    }
    notes.extend(cut.map(|message| Diagnostic {
        code: "truncated".to_owned(),
        message,
        span: None,
    }));
    Ok((content, notes))
}

/// The media type that the name of a file declares; text may turn out to be HTML.
fn media_type(name: &str) -> Option<&'static str> {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let (_, ending) = name.rsplit_once('.')?;
    let is_html = ["html", "htm", "xhtml", "shtml"].iter().any(|e| ending.eq_ignore_ascii_case(e));
    is_html.then_some("text/html")
}
