//! An article to the [`Record`] of what it says: a pure function of the article and the pack.

pub mod agreement;
pub mod amounts;
pub mod attribute;
pub mod claim;
mod coding;
pub mod coref;
pub mod dates;
pub mod describe;
pub mod detail;
pub mod document;
pub mod event;
pub mod examples;
pub mod figures;
pub mod ledger;
pub mod mention;
pub mod nominal;
mod occasion;
mod plural;
pub mod quantity;
pub mod quote;
pub mod readings;
pub mod record;
pub mod rules;
pub mod slug;
mod speech;
pub mod spelling;
mod states;
pub mod tagger;
pub mod terms;
pub mod who;
pub mod words;

use isnad_pack::Pack;
use isnad_page::Article;

pub use document::Document;
pub use nominal::Nominal;
pub use record::{
    Attribute, Circumstance, Entity, EntityKind, Event, Figure, LedgerEntry, Link, Mention,
    NumberFact, Quote, QuoteKind, Record, SentenceFact, Setting, Status, TimeExpression, TokenFact,
};

/// What an article says, with the pack's version. Never fails.
pub fn extract(article: &Article, pack: &Pack) -> Record {
    let doc = Document::new(article, pack);
    let (nominals, tagged) = phrases(&doc);
    let terms = terms::terms(&doc);
    let deals = agreement::deals(&doc, &nominals, &terms);
    let (entities, mentions) = mention::mentions(&doc, &nominals, &deals, &tagged);
    let quantities = quantities(&doc);
    let dates = dates::dates(&quantities);
    let figures = figures::figures(&quantities);
    let (quotes, mut diagnostics) = quote::quotes_and_diagnostics(&doc, &nominals, &dates);
    diagnostics.extend(dates::impossible(&quantities));
    let mut events = event::events(&doc, &nominals, &dates);
    let found = rules::matches(&doc, &nominals, &dates);
    rules::add_events(&doc, &nominals, &dates, &found, &mut events);
    claim::attribute_claims(&doc, &nominals, &quotes, &mut events);
    let sources = attribute::Sources {
        doc: &doc,
        nominals: &nominals,
        events: &events,
        times: &dates,
        deals: &deals,
        terms: &terms,
        quotes: &quotes,
    };
    let told = detail::details(&sources);
    let attributes = attribute::attributes(&sources, &told);
    let ledger = ledger::ledger(&ledger::Evidence {
        doc: &doc,
        nominals: &nominals,
        events: &events,
        deals: &deals,
        times: &dates,
        terms: &terms,
        rules: &found,
        told: &told,
    });
    // Last, since all the others know parties by our ids.
    coding::recode(&doc, &nominals, &mut events);
    Record {
        entities,
        mentions,
        quotes,
        events,
        figures,
        dates,
        ledger,
        attributes,
        diagnostics,
        pack: pack.hash.clone(),
    }
}

/// What an article says, like [`extract`]; one that states no date gets the day of the visit that it
/// reports, where the pack knows it, and is read once more with its "yesterday" in place.
pub fn extract_and_date(article: &mut Article, pack: &Pack) -> Record {
    let record = extract(article, pack);
    if article.published.is_some() {
        return record;
    }
    article.published = occasion::published(article, &record, pack);
    if article.published.is_some() { extract(article, pack) } else { record }
}

/// The noun phrases of a document with whom they mean, and the names that the tagger told.
pub fn phrases(doc: &Document<'_>) -> (Vec<Nominal>, Vec<tagger::Tagged>) {
    let mut nominals = nominal::nominals(doc);
    let tagged = tagger::names(doc, &nominals);
    nominal::add_tagged(doc, &mut nominals, &tagged);
    nominal::add_respelled(doc, &mut nominals);
    coref::resolve(doc, &mut nominals);
    (nominals, tagged)
}

/// Tokens, sentences and numbers of an article, for readers who ask for them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extras {
    /// All tokens but line feeds.
    pub tokens: Vec<TokenFact>,
    /// All sentences.
    pub sentences: Vec<SentenceFact>,
    /// All numbers, dates among them.
    pub numbers: Vec<NumberFact>,
}

/// The layers below the record.
pub fn extras(article: &Article, pack: &Pack) -> Extras {
    let doc = Document::without_lists(article, pack);
    Extras {
        tokens: words::tokens(&doc),
        sentences: doc.sentences.iter().map(|s| SentenceFact { span: doc.span(s) }).collect(),
        numbers: amounts::numbers(&quantities(&doc)),
    }
}

fn quantities<'d>(doc: &'d Document<'_>) -> quantity::Quantities<'d> {
    let anchor = doc.article.published.as_ref().and_then(|p| isnad_text::Moment::parse(&p.value));
    quantity::Quantities::new(doc.text, &doc.tokens, doc.lang, anchor)
}

#[cfg(test)]
mod tests {
    use isnad_pack::Pack;
    use isnad_page::{Article, Content, Hints, Page};

    use super::*;

    /// A page of plain text, published on 19 June 2024, as an article.
    pub(crate) fn article(text: &str) -> Article {
        let hints = Hints { published: Some("2024-06-19".into()), ..Hints::default() };
        let content = Content::Text(text.to_owned());
        isnad_page::read(&Page { source: "test".into(), content, hints }, &Pack::builtin())
    }

    #[test]
    fn a_record_holds_every_layer_and_points_into_the_text() {
        let text = "قال وزير الخارجية المصري إن بلاده وقعت مع الأردن اتفاقية دفاع مشترك يوم الثلاثاء، وإن 12 سفينة ستصل قريبا.";
        let article = article(text);
        let record = extract(&article, &Pack::builtin());
        assert!(record.entities.iter().any(|e| e.id == "JOR"), "{:?}", record.entities);
        assert!(!record.quotes.is_empty() && !record.events.is_empty());
        assert_eq!(record.dates[0].value.as_deref(), Some("2024-06-18"));
        assert!(record.figures.iter().any(|f| (f.value - 12.0).abs() < 0.1));
        let spans =
            record.events.iter().map(|e| e.span).chain(record.quotes.iter().map(|q| q.span));
        assert!(spans.into_iter().all(|s| article.text.get(s.range()).is_some()));
    }

    #[test]
    fn officials_belong_to_their_body() {
        for (text, speaker) in [
            ("قال المتحدث باسم الكرملين إن القرار نهائي.", "dmitry-peskov"),
            ("قالت المتحدثة باسم الخارجية الروسية إن القرار نهائي.", "maria-zakharova"),
        ] {
            let record = extract(&article(text), &Pack::builtin());
            assert_eq!(record.quotes[0].speaker, speaker, "{text}");
        }
    }
}
