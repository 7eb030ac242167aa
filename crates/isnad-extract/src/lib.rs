//! An article to the [`Record`] of what it says: a pure function of the article and the pack.

pub mod record;

pub use record::{
    Attribute, Entity, EntityKind, Event, Figure, LedgerEntry, Mention, NumberFact, Quote,
    QuoteKind, Record, SentenceFact, Status, TimeExpression, TokenFact,
};
