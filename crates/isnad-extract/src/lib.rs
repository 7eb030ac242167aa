//! An article to the [`Record`] of what it says: a pure function of the article and the pack.

pub mod coref;
pub mod event;
pub mod document;
pub mod mention;
pub mod nominal;
pub mod record;
pub mod slug;

use isnad_pack::Pack;
use isnad_page::Article;

pub use document::Document;
pub use nominal::Nominal;
pub use record::{
    Attribute, Entity, EntityKind, Event, Figure, LedgerEntry, Link, Mention, NumberFact, Quote,
    QuoteKind, Record, SentenceFact, Status, TimeExpression, TokenFact,
};

/// What an article says, with the pack's version. Never fails.
pub fn extract(article: &Article, pack: &Pack) -> Record {
    let doc = Document::new(article, pack);
    let mut nominals = nominal::nominals(&doc);
    coref::resolve(&doc, &mut nominals);
    let (entities, mentions) = mention::mentions(&doc, &nominals);
    let dates = Vec::new();
    let events = event::events(&doc, &nominals, &dates);
    Record { entities, mentions, events, dates, pack: pack.hash.clone(), ..Record::default() }
}
