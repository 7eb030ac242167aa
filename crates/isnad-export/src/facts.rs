//! Turns an inner record into `isnad.record/1`.

use isnad_extract::{EntityKind, QuoteKind, Record, Status};
use isnad_page::{Article, Diagnostic, Paragraph, ParagraphKind};
use isnad_text::Span;

use crate::cut::Cutter;
use crate::ids::{Layer, fact_id, page_key};
use crate::page::dates;
use crate::quotes::value;
use crate::record::{
    ArticleJson, AttributeJson, DateJson, DiagnosticJson, EntityJson, EventJson, FigureJson,
    LedgerJson, LinkJson, MentionJson, NumberJson, PageJson, ParagraphJson, QuoteJson,
    RECORD_SCHEMA, RecordJson, TokenJson, Words,
};

/// The lists that are printed only on request.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// For `--with tokens`.
    pub tokens: Option<Vec<isnad_extract::TokenFact>>,
    /// For `--with sentences`.
    pub sentences: Option<Vec<isnad_extract::SentenceFact>>,
    /// For `--with numbers`.
    pub numbers: Option<Vec<isnad_extract::NumberFact>>,
}

/// The record of a page as one line of JSON, without the line feed.
pub fn record_json(
    source: &str,
    sha256: &str,
    article: &Article,
    record: &Record,
    extras: &Extras,
) -> String {
    let json = RecordJson::new(source, sha256, article, record, extras);
    // Strings, numbers and lists always serialise: floats that JSON lacks become null.
    serde_json::to_string(&json).unwrap_or_default()
}

/// The exported form of one quote of a page.
pub fn quote_json(
    source: &str,
    article: &Article,
    record: &Record,
    index: usize,
) -> Option<QuoteJson> {
    let cut = Cutter::new(&article.text);
    let facts = Facts { cut: &cut, key: page_key(source) };
    record.quotes.get(index).map(|quote| facts.quote(index, quote))
}

impl RecordJson {
    /// The exported form of a record.
    pub fn new(
        source: &str,
        sha256: &str,
        article: &Article,
        record: &Record,
        extras: &Extras,
    ) -> RecordJson {
        let cut = Cutter::new(&article.text);
        let facts = Facts { cut: &cut, key: page_key(source) };
        RecordJson {
            schema: RECORD_SCHEMA,
            page: PageJson { source: source.to_owned(), sha256: sha256.to_owned() },
            pack: record.pack.clone(),
            text: article.text.clone(),
            article: article_json(&cut, article),
            entities: record.entities.iter().map(entity_json).collect(),
            mentions: facts.mentions(record),
            quotes: facts.quotes(record),
            events: facts.events(record),
            figures: facts.figures(record),
            dates: facts.dates(record),
            ledger: facts.ledger(record),
            attributes: facts.attributes(record),
            tokens: extras.tokens.as_ref().map(|list| tokens(&cut, list)),
            sentences: extras
                .sentences
                .as_ref()
                .map(|list| list.iter().map(|s| cut.range(s.span)).collect()),
            numbers: extras.numbers.as_ref().map(|list| numbers(&cut, list)),
            diagnostics: article
                .diagnostics
                .iter()
                .chain(&record.diagnostics)
                .map(|d| diagnostic(&cut, d))
                .collect(),
        }
    }
}

fn article_json(cut: &Cutter<'_>, article: &Article) -> ArticleJson {
    let value = |found: &Option<isnad_page::Found>| found.as_ref().map(|f| f.value.clone());
    let from = |found: &Option<isnad_page::Found>| found.as_ref().map(|f| f.from.clone());
    let ids = |credits: &[isnad_page::Credit]| credits.iter().map(|c| c.id.clone()).collect();
    ArticleJson {
        outlet: value(&article.outlet),
        outlet_from: from(&article.outlet),
        title: value(&article.title),
        title_from: from(&article.title),
        byline: value(&article.byline),
        byline_from: from(&article.byline),
        published: value(&article.published),
        published_from: from(&article.published),
        updated: value(&article.updated),
        updated_from: from(&article.updated),
        dates: dates(article),
        section: value(&article.section),
        section_from: from(&article.section),
        lang: article.lang.code().to_owned(),
        direction: if article.is_rtl() { "rtl" } else { "ltr" },
        url: article.url.clone(),
        agencies: ids(&article.agencies),
        republished_from: ids(&article.republished_from),
        paragraphs: article.paragraphs.iter().map(|p| paragraph(cut, p)).collect(),
        captions: article.captions.clone(),
    }
}

/// A remark, with the words it is about.
pub(crate) fn diagnostic(cut: &Cutter<'_>, diagnostic: &Diagnostic) -> DiagnosticJson {
    DiagnosticJson {
        code: diagnostic.code.clone(),
        message: diagnostic.message.clone(),
        at: diagnostic.span.map(|s| cut.range(s)),
    }
}

/// A paragraph of the article.
pub(crate) fn paragraph(cut: &Cutter<'_>, paragraph: &Paragraph) -> ParagraphJson {
    ParagraphJson { range: cut.range(paragraph.span), kind: paragraph_kind(paragraph.kind) }
}

/// The name of a kind of paragraph in the export.
pub fn paragraph_kind(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Body => "body",
        ParagraphKind::Heading => "heading",
        ParagraphKind::Item => "item",
        ParagraphKind::Quote => "quote",
    }
}

/// The name of a kind of entity in the export.
pub fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::State => "state",
        EntityKind::Org => "org",
        EntityKind::Place => "place",
        EntityKind::Agreement => "agreement",
        EntityKind::Weapon => "weapon",
        EntityKind::Work => "work",
        EntityKind::Group => "group",
    }
}

/// The name of a kind of quote in the export.
pub fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Partial => "partial",
        QuoteKind::Indirect => "indirect",
    }
}

fn entity_json(entity: &isnad_extract::Entity) -> EntityJson {
    EntityJson {
        id: entity.id.clone(),
        kind: entity_kind(entity.kind),
        name_en: entity.name_en.clone(),
        name_ar: entity.name_ar.clone(),
    }
}

fn tokens(cut: &Cutter<'_>, list: &[isnad_extract::TokenFact]) -> Vec<TokenJson> {
    let pair = |span: &Span| {
        let range = cut.range(*span);
        [range.start, range.end]
    };
    list.iter()
        .map(|t| TokenJson {
            range: cut.range(t.span),
            lemma: t.lemma.clone(),
            pos: t.pos.clone(),
            clitics: t.clitics.iter().map(pair).collect(),
        })
        .collect()
}

fn numbers(cut: &Cutter<'_>, list: &[isnad_extract::NumberFact]) -> Vec<NumberJson> {
    list.iter()
        .map(|n| NumberJson {
            words: words(cut, n.span),
            value: n.value,
            kind: n.kind.clone(),
            unit: n.unit.clone(),
        })
        .collect()
}

fn words(cut: &Cutter<'_>, span: Span) -> Words {
    Words { range: cut.range(span), text: cut.words(span) }
}

/// Turns the facts of one page.
struct Facts<'a> {
    cut: &'a Cutter<'a>,
    key: String,
}

impl Facts<'_> {
    fn id(&self, layer: Layer, index: usize) -> String {
        fact_id(&self.key, layer, index)
    }

    fn words(&self, span: Span) -> Words {
        words(self.cut, span)
    }

    fn mentions(&self, record: &Record) -> Vec<MentionJson> {
        let turn = |(i, m): (usize, &isnad_extract::Mention)| MentionJson {
            id: self.id(Layer::Mention, i),
            range: self.cut.range(m.span),
            entity: m.entity.clone(),
            rule: m.rule.clone(),
        };
        record.mentions.iter().enumerate().map(turn).collect()
    }

    fn quotes(&self, record: &Record) -> Vec<QuoteJson> {
        record.quotes.iter().enumerate().map(|(i, q)| self.quote(i, q)).collect()
    }

    fn quote(&self, index: usize, q: &isnad_extract::Quote) -> QuoteJson {
        let link = |link: &isnad_extract::Link| LinkJson {
            who: link.who.clone(),
            words: link.span.map(|s| self.words(s)),
            inferred: link.inferred,
        };
        QuoteJson {
            id: self.id(Layer::Quote, index),
            words: self.words(q.span),
            kind: quote_kind(q.kind),
            speaker: (!q.speaker.is_empty()).then(|| q.speaker.clone()),
            speaker_words: q.speaker_span.map(|s| self.words(s)),
            cue: q.cue.map(|s| self.cut.words(s)),
            via: q.via.iter().map(|link| link.who.clone()).collect(),
            links: q.via.iter().map(link).collect(),
            carried: q.carried,
            stance: q.stance.clone(),
            addressee: value(q.setting.addressee.as_ref()),
            venue: value(q.setting.venue.as_ref()),
            date: value(q.setting.date.as_ref()),
            source_type: q.setting.source_type.clone(),
            rule: q.rule.clone(),
        }
    }

    fn events(&self, record: &Record) -> Vec<EventJson> {
        let turn = |(i, e): (usize, &isnad_extract::Event)| EventJson {
            id: self.id(Layer::Event, i),
            words: self.words(e.span),
            kind: e.kind.clone(),
            mode: e.mode.clone(),
            contexts: e.contexts.clone(),
            actors: e.actors.clone(),
            recipients: e.recipients.clone(),
            status: e.status.name(),
            date: e.date.clone(),
            place: e.place.clone(),
            claimed_by: e.claimed_by.clone(),
            trigger: self.words(e.trigger),
            rule: e.rule.clone(),
        };
        record.events.iter().enumerate().map(turn).collect()
    }

    fn figures(&self, record: &Record) -> Vec<FigureJson> {
        let turn = |(i, f): (usize, &isnad_extract::Figure)| FigureJson {
            id: self.id(Layer::Figure, i),
            words: self.words(f.span),
            value: f.value,
            bound: f.bound.clone(),
            unit: f.unit.clone(),
            about: f.about.clone(),
            key: f.key.clone(),
            claimed_by: f.claimed_by.clone(),
            rule: f.rule.clone(),
        };
        record.figures.iter().enumerate().map(turn).collect()
    }

    fn dates(&self, record: &Record) -> Vec<DateJson> {
        let turn = |(i, d): (usize, &isnad_extract::TimeExpression)| DateJson {
            id: self.id(Layer::Date, i),
            words: self.words(d.span),
            kind: d.kind.clone(),
            value: d.value.clone(),
            rule: d.rule.clone(),
        };
        record.dates.iter().enumerate().map(turn).collect()
    }

    fn ledger(&self, record: &Record) -> Vec<LedgerJson> {
        let turn = |(i, l): (usize, &isnad_extract::LedgerEntry)| LedgerJson {
            id: self.id(Layer::Ledger, i),
            words: self.words(l.span),
            kind: l.kind.clone(),
            parties: l.parties.clone(),
            name: l.name.clone(),
            signed: l.signed.clone(),
            since: l.since.clone(),
            obligations: l.obligations.iter().cloned().collect(),
            lacks: l.lacks.iter().cloned().collect(),
            replaces: l.replaces.clone(),
            goods: l.goods.clone(),
            person: l.person.clone(),
            office: l.office.clone(),
            status: l.status.map(Status::name),
            claimed_by: l.claimed_by.clone(),
            rule: l.rule.clone(),
        };
        record.ledger.iter().enumerate().map(turn).collect()
    }

    fn attributes(&self, record: &Record) -> Vec<AttributeJson> {
        let turn = |(i, a): (usize, &isnad_extract::Attribute)| AttributeJson {
            id: self.id(Layer::Attribute, i),
            words: self.words(a.span),
            about: a.about.clone(),
            key: a.key.clone(),
            attribute: a.attribute.clone(),
            value: a.value.clone(),
            rule: a.rule.clone(),
        };
        record.attributes.iter().enumerate().map(turn).collect()
    }
}
