//! An article to the [`Record`] of what it says: a pure function of the article and the pack.

pub mod agreement;
pub mod attribute;
pub mod claim;
pub mod coref;
pub mod dates;
pub mod document;
pub mod event;
pub mod figures;
pub mod ledger;
pub mod mention;
pub mod nominal;
pub mod quantity;
pub mod record;
pub mod slug;
pub mod terms;

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
    let terms = terms::terms(&doc);
    let deals = agreement::deals(&doc, &nominals, &terms);
    let (entities, mentions) = mention::mentions(&doc, &nominals, &deals);
    let dates = Vec::new();
    let quotes = Vec::new();
    let mut events = event::events(&doc, &nominals, &dates);
    claim::attribute_claims(&doc, &nominals, &quotes, &mut events);
    let ledger = ledger::ledger(&doc, &nominals, &events, &deals, &terms);
    let attributes = attribute::attributes(&doc, &nominals, &events, &dates, &deals, &terms);
    Record {
        entities,
        mentions,
        quotes,
        events,
        dates,
        ledger,
        attributes,
        pack: pack.hash.clone(),
        ..Record::default()
    }
}
