//! `isnad.quotes/1` and `isnad.quote/1`: quotes of many pages with the way that each of them took,
//! and one quote beside all renderings of the same words.

use isnad_extract::{Circumstance, Quote, Record};
use isnad_page::Article;
use isnad_story::{
    Lineage,
    drift::{Change, Piece},
};
use isnad_text::fold;
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::QuoteJson;

/// The name of the format of lists.
pub const QUOTES_SCHEMA: &str = "isnad.quotes/1";
/// The name of the format of one quote.
pub const QUOTE_SCHEMA: &str = "isnad.quote/1";

/// Quotes of a desk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.quotes/1")]
pub struct QuotesJson {
    /// Always `isnad.quotes/1`.
    #[schemars(extend("const" = "isnad.quotes/1"))]
    pub schema: &'static str,
    /// The quotes, by day of publication, page and place.
    pub quotes: Vec<QuoteViewJson>,
}

/// A quote beside its other renderings.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.quote/1")]
pub struct QuoteDossierJson {
    /// Always `isnad.quote/1`.
    #[schemars(extend("const" = "isnad.quote/1"))]
    pub schema: &'static str,
    /// The quote.
    pub quote: QuoteViewJson,
    /// Every rendering of the utterance, this one among them, in the order in which their pages are told.
    pub renderings: Vec<RenderingJson>,
    /// Renderings of much the same words that contradict this one; they are never merged with it.
    pub conflicting: Vec<ConflictingJson>,
}

/// A quote with its page and its way.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuoteViewJson {
    /// The quote, as in the record of its page.
    #[serde(flatten)]
    pub quote: QuoteJson,
    /// Its page.
    pub page: QuotePageJson,
    /// From the speaker to the page, one who passed it on after the other.
    pub path: Vec<StepJson>,
}

/// The page of a quote.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuotePageJson {
    /// Path, address or id.
    pub source: String,
    /// Publisher.
    pub outlet: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// ISO 8601 date or moment of publication.
    pub published: Option<String>,
    /// Language code.
    pub lang: String,
}

/// A step on the way of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StepJson {
    /// Entity id, outlet or short English description.
    pub who: String,
    /// `speaker`, `relay` (named beside the quote), `credit` (credited on the page), `lineage` (an outlet
    /// from which the page was taken) or `outlet` (the page's own).
    #[schemars(extend("enum" = ["speaker", "relay", "credit", "lineage", "outlet"]))]
    pub part: &'static str,
    /// The words of the page that tell it; null where there are none.
    pub words: Option<String>,
    /// Whether the page does not tell it for this quote: a pronoun or verb without subject, a relay
    /// carried on from the words before, a credit of the whole page.
    pub inferred: bool,
}

/// A rendering of an utterance.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RenderingJson {
    /// The rendering.
    #[serde(flatten)]
    pub view: QuoteViewJson,
    /// How its words differ from the first rendering in its language; null for that one itself.
    pub drift: Option<Vec<PieceJson>>,
}

/// Words that were kept, left out or put in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PieceJson {
    /// `kept`, `gone` or `new`.
    #[schemars(extend("enum" = ["kept", "gone", "new"]))]
    pub change: &'static str,
    /// The words.
    pub text: String,
}

/// A rendering that contradicts another.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConflictingJson {
    /// The rendering.
    #[serde(flatten)]
    pub view: QuoteViewJson,
    /// In what they differ: `number` or `negation`.
    pub on: String,
    /// How its words differ, where both are in one language.
    pub drift: Option<Vec<PieceJson>>,
}

/// A quote of a page, for whoever shows it.
#[derive(Debug, Clone, Copy)]
pub struct QuoteOf<'a> {
    /// Path, address or id of the page.
    pub source: &'a str,
    /// The page.
    pub article: &'a Article,
    /// What it says.
    pub record: &'a Record,
    /// Which of its quotes.
    pub index: usize,
}

impl<'a> QuoteOf<'a> {
    /// The quote itself.
    pub fn quote(&self) -> Option<&'a Quote> {
        self.record.quotes.get(self.index)
    }

    /// The words said.
    pub fn words(&self) -> &'a str {
        self.quote().map_or("", |q| q.span.of(&self.article.text))
    }

    /// The way of the quote: speaker, relays, credits of the page, outlets that the page was taken from,
    /// its own outlet.
    pub fn path(&self, lineage: Option<&Lineage>) -> Vec<StepJson> {
        let Some(quote) = self.quote() else { return Vec::new() };
        let words = |span: isnad_text::Span| span.of(&self.article.text).to_owned();
        let mut out = vec![StepJson {
            who: quote.speaker.clone(),
            part: "speaker",
            words: quote.speaker_span.map(words),
            inferred: quote.carried,
        }];
        out.extend(quote.via.iter().map(|link| StepJson {
            who: link.who.clone(),
            part: "relay",
            words: link.span.map(words),
            inferred: link.inferred,
        }));
        let outlet = self.article.outlet.as_ref().map(|o| o.value.clone());
        // A name and the id made of it are one.
        let same = |a: &str, b: &str| fold(&a.replace('-', " ")) == fold(&b.replace('-', " "));
        for step in self.passed_on(lineage) {
            let own = outlet.as_ref().is_some_and(|o| same(o, &step.who));
            let known = own || out.iter().any(|s| same(&s.who, &step.who));
            out.extend((!known).then_some(step));
        }
        out.extend(outlet.filter(|o| !out.iter().any(|s| same(&s.who, o))).map(|who| StepJson {
            who,
            part: "outlet",
            words: None,
            inferred: false,
        }));
        out
    }

    /// Agencies credited on the page, the outlets from which it says it was taken, farthest first, and
    /// those that its lineage shows.
    fn passed_on(&self, lineage: Option<&Lineage>) -> Vec<StepJson> {
        let republished = self.article.republished_from.iter().rev();
        // A photograph's credit is not that of the words, and what the body says of an agency, it says of
        // the words beside it.
        let masthead = |c: &&isnad_page::Credit| c.place != "caption" && c.place != "body";
        let agencies = self.article.agencies.iter().filter(masthead);
        let credits = agencies.chain(republished).map(|credit| StepJson {
            who: credit.id.clone(),
            part: "credit",
            words: Some(credit.words.clone()).filter(|w| !w.is_empty()),
            inferred: true,
        });
        let traced = lineage.into_iter().flat_map(|l| &l.chain).map(|who| StepJson {
            who: who.clone(),
            part: "lineage",
            words: None,
            inferred: true,
        });
        credits.chain(traced).collect()
    }

    /// The exported form.
    pub fn view(&self, lineage: Option<&Lineage>) -> Option<QuoteViewJson> {
        let value = |f: &Option<isnad_page::Found>| f.as_ref().map(|f| f.value.clone());
        let page = QuotePageJson {
            source: self.source.to_owned(),
            outlet: value(&self.article.outlet),
            title: value(&self.article.title),
            published: value(&self.article.published),
            lang: self.article.lang.code().to_owned(),
        };
        let quote = crate::facts::quote_json(self.source, self.article, self.record, self.index)?;
        Some(QuoteViewJson { quote, page, path: self.path(lineage) })
    }
}

/// The exported form of changes.
pub fn pieces(drift: &[Piece]) -> Vec<PieceJson> {
    let turn = |p: &Piece| PieceJson { change: change(p.change), text: p.text.clone() };
    drift.iter().map(turn).collect()
}

fn change(change: Change) -> &'static str {
    match change {
        Change::Kept => "kept",
        Change::Gone => "gone",
        Change::New => "new",
    }
}

/// A list of quotes as one line of JSON, without the line feed.
pub fn quotes_json(quotes: Vec<QuoteViewJson>) -> String {
    serde_json::to_string(&QuotesJson { schema: QUOTES_SCHEMA, quotes }).unwrap_or_default()
}

/// One quote as one line of JSON, without the line feed.
pub fn quote_json(
    quote: QuoteViewJson,
    renderings: Vec<RenderingJson>,
    conflicting: Vec<ConflictingJson>,
) -> String {
    let json = QuoteDossierJson { schema: QUOTE_SCHEMA, quote, renderings, conflicting };
    serde_json::to_string(&json).unwrap_or_default()
}

/// The value of a circumstance.
pub(crate) fn value(circumstance: Option<&Circumstance>) -> Option<String> {
    circumstance.map(|c| c.value.clone())
}
