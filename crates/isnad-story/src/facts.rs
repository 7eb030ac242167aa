//! Facts: what a page states with a value that other pages may give differently: figures, dates,
//! times, durations, details and events.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{EntityKind, Mention, Status, mention::TAGGER};
use isnad_pack::Pack;
use isnad_text::{Lang, Span};

use crate::{details::NAME, similar::Index, tell::Corpus, values::Value, when};

/// Words on either side that tell what a value is of.
const REACH: usize = 12;
/// Words after which a neighbour counts half.
const HALF: f32 = 5.0;
/// Words right after a number that may say what is counted.
const AFTER: usize = 2;
/// Words on either side that are shown of what a bare date is of.
const BESIDE: usize = 6;
/// Sentences at the top of a page.
const LEAD: usize = 2;

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A number of something.
    Figure,
    /// A day, month or year.
    Date,
    /// An hour.
    Time,
    /// A length of time.
    Duration,
    /// A detail, in words.
    Attribute,
    /// Whether something took place.
    Event,
    /// A place that is named.
    Place,
}

/// Something stated.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) page: usize,
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// Key under which facts compare, if there is one: then only facts with the same compare.
    pub(crate) key: Option<String>,
    /// Unit, detail or name, in English where known.
    pub(crate) unit: String,
    pub(crate) value: Value,
    /// What it is about, in English where known.
    pub(crate) about: String,
    /// Who says so, if told.
    pub(crate) speaker: Option<String>,
    /// Terms and glosses of the words that say what is counted: beside the number and right after it.
    pub(crate) units: BTreeSet<u32>,
    /// Terms of its own words.
    pub(crate) words: BTreeSet<u32>,
    /// Whether of two values only one can be true.
    pub(crate) exclusive: bool,
    /// Whether it stands at the top of the page.
    pub(crate) lead: bool,
    /// What stands around it.
    pub(crate) context: Context,
}

/// The words around a fact, by term.
#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    own: BTreeMap<u32, f32>,
    neutral: BTreeMap<u32, f32>,
    /// English glosses; across languages, only those found on both sides count.
    glosses: BTreeMap<u32, f32>,
    lang: Option<Lang>,
}

impl Context {
    /// How alike two contexts are, from 0 to 1.
    pub(crate) fn likeness(&self, other: &Context) -> f32 {
        let same = self.lang == other.lang;
        let (a, b) = if same { (&self.own, &other.own) } else { (&self.neutral, &other.neutral) };
        let common = |a: &BTreeMap<u32, f32>, b: &BTreeMap<u32, f32>| -> f32 {
            a.iter().filter_map(|(t, w)| b.get(t).map(|v| w.min(*v))).sum()
        };
        let glossed = if same { 0.0 } else { common(&self.glosses, &other.glosses) };
        let shared = common(a, b) + glossed;
        let total = a.values().chain(b.values()).sum::<f32>() + 2.0 * glossed;
        if total > 0.0 { 2.0 * shared / total } else { 0.0 }
    }
}

/// The facts of a page.
pub(crate) fn facts(corpus: &Corpus<'_>, index: &Index, pack: &Pack, page: usize) -> Vec<Fact> {
    let record = corpus.docs[page].record;
    let scribe = Scribe { corpus, index, page };
    let mut out: Vec<Fact> = Vec::new();
    let lengths: Vec<Span> =
        record.dates.iter().filter(|d| d.kind == "duration").map(|d| d.span).collect();
    for figure in &record.figures {
        // A length of time is compared as such.
        if lengths.iter().any(|l| l.overlaps(figure.span)) {
            continue;
        }
        let mut fact = scribe.fact(
            Kind::Figure,
            figure.span,
            Value::Number(figure.value, figure.bound.clone()),
        );
        fact.key.clone_from(&figure.key);
        if figure.key.as_ref().is_none_or(|key| pack.labels.has_unit(key)) {
            fact.unit.clone_from(&figure.unit);
        }
        measure(&mut fact, pack);
        fact.about.clone_from(&figure.about);
        fact.speaker = figure.claimed_by.clone().or(fact.speaker);
        out.push(fact);
    }
    let in_detail = |span: Span| record.attributes.iter().any(|a| a.span.overlaps(span));
    for date in &record.dates {
        // A length of time in a detail ("the first in ten years") is told with it.
        if date.kind == "duration" && in_detail(date.span) {
            continue;
        }
        let told = date.value.as_deref().and_then(|v| when(&date.kind, v));
        let Some((kind, value)) = told.filter(|t| !scribe.is_counted(date.span, t)) else {
            continue;
        };
        let day = value.get(..10).filter(|day| kind == Kind::Time && scribe.is_other_day(day));
        let told = day.map(|day| (Kind::Date, day.to_owned()));
        for (kind, value) in told.into_iter().chain([(kind, value.clone())]) {
            let mut fact = scribe.fact(kind, date.span, Value::When(value));
            fact.about = scribe.clause(date.span);
            out.push(fact);
        }
    }
    for detail in scribe.details() {
        out.push(scribe.detail(detail, pack));
    }
    out.extend(scribe.titles(pack));
    out.extend(scribe.forms(pack));
    out.extend(scribe.events(pack));
    out.extend(scribe.places());
    out
}

/// Puts a figure into the unit in which figures of its kind are compared; a rounded number of another
/// unit is about right.
fn measure(fact: &mut Fact, pack: &Pack) {
    let Some((base, factor)) = pack.labels.measure(&fact.unit) else { return };
    if let Value::Number(number, bound) = &mut fact.value {
        let digits = 10f64.powf(2.0 - (*number * factor).abs().max(1e-9).log10().floor());
        *number = (*number * factor * digits).round() / digits;
        if bound == "exact" && (factor - 1.0).abs() > f64::EPSILON {
            "about".clone_into(bound);
        }
    }
    base.clone_into(&mut fact.unit);
}

/// What a time expression gives, if it is exact: a part of a day counts as the day; hours of a range
/// are counted from the publication and tell nothing.
fn when(kind: &str, value: &str) -> Option<(Kind, String)> {
    let (day, time) = value.split_once('T').unwrap_or((value, ""));
    match kind {
        _ if value.is_empty() => None,
        "duration" => Some((Kind::Duration, value.to_owned())),
        "date" | "period" if time.is_empty() => Some((Kind::Date, value.to_owned())),
        "date" | "period" if value.contains('/') => None,
        "date" | "period" if time.starts_with(|c: char| c.is_ascii_digit()) => {
            Some((Kind::Time, value.to_owned()))
        }
        "date" | "period" => Some((Kind::Date, day.to_owned())),
        _ => None,
    }
}

/// Makes the facts of one page.
pub(crate) struct Scribe<'a> {
    pub(crate) corpus: &'a Corpus<'a>,
    pub(crate) index: &'a Index,
    pub(crate) page: usize,
}

impl Scribe<'_> {
    pub(crate) fn fact(&self, kind: Kind, span: Span, value: Value) -> Fact {
        let words = &self.corpus.pages[self.page].words;
        let sentence = words.iter().find(|w| span.contains(w.span)).map_or(0, |w| w.sentence);
        let inside = words.iter().filter(|w| span.contains(w.span));
        let after = words.iter().filter(|w| w.span.start >= span.end && w.sentence == sentence);
        let telling = inside.clone().filter(|w| !w.is_function());
        let own = telling.map(|w| w.term).collect();
        let units = inside
            .chain(after.take(AFTER))
            .filter(|w| w.number.is_none() && !w.is_function())
            .flat_map(|w| [Some(w.term), w.gloss])
            .flatten()
            .collect();
        Fact {
            page: self.page,
            kind,
            span,
            key: None,
            unit: String::new(),
            value,
            about: String::new(),
            speaker: self.speaker(span),
            units,
            words: own,
            exclusive: true,
            lead: sentence < LEAD,
            context: self.context(span),
        }
    }

    /// Whether an hour is counted from the publication ("in two hours"): it has its minutes, or on the
    /// hour, the hours between are what the words count.
    fn is_counted(&self, span: Span, (kind, value): &(Kind, String)) -> bool {
        let page = &self.corpus.pages[self.page];
        let (Some(published), Some(at)) = (page.published, when::minutes(value)) else {
            return false;
        };
        let same = published.rem_euclid(60) == at.rem_euclid(60);
        let between = ((at - published) / 60).unsigned_abs() as f64;
        let mut numbers =
            page.words.iter().filter(|w| span.contains(w.span)).filter_map(|w| w.number);
        let counts = numbers.any(|n| (n - between).abs() < f64::EPSILON);
        *kind == Kind::Time && same && (published.rem_euclid(60) != 0 || counts)
    }

    /// Whether a day is another than that of the page: an hour of that day names the day too.
    fn is_other_day(&self, day: &str) -> bool {
        let published = self.corpus.docs[self.page].article.published.as_ref();
        published.is_some_and(|p| !p.value.starts_with(day))
    }

    /// The words around a place within its sentence, cut from the page: what a bare date is of.
    fn clause(&self, span: Span) -> String {
        let words = &self.corpus.pages[self.page].words;
        let at = words.partition_point(|w| w.span.end <= span.start);
        let Some(sentence) = words.get(at).map(|w| w.sentence) else { return String::new() };
        let near = words.iter().skip(at.saturating_sub(BESIDE)).take(2 * BESIDE);
        let spans = near.filter(|w| w.sentence == sentence).map(|w| w.span);
        let whole = spans.reduce(Span::cover).unwrap_or(span);
        whole.of(&self.corpus.docs[self.page].article.text).to_owned()
    }

    /// Who says the words at a place: the speaker of the quote around them.
    fn speaker(&self, span: Span) -> Option<String> {
        let quotes = &self.corpus.docs[self.page].record.quotes;
        let around = quotes.iter().filter(|q| q.span.contains(span) && !q.speaker.is_empty());
        around.min_by_key(|q| q.span.len()).map(|q| q.speaker.clone())
    }

    /// The words around a place within its sentence, the near ones more than the far ones.
    fn context(&self, span: Span) -> Context {
        let page = &self.corpus.pages[self.page];
        let mut context = Context { lang: Some(page.lang), ..Context::default() };
        let first = page.words.partition_point(|w| w.span.end <= span.start);
        let last = page.words.partition_point(|w| w.span.start < span.end);
        let Some(sentence) = page.words.get(first).map(|w| w.sentence) else { return context };
        let from = first.saturating_sub(REACH);
        let around = page.words.iter().enumerate().take(last + REACH).skip(from);
        for (at, word) in around {
            if word.sentence != sentence || word.is_function() || word.number.is_some() {
                continue;
            }
            let distance = if at < first { first - at } else { (at + 1).saturating_sub(last) };
            let near = 1.0 / (1.0 + distance as f32 / HALF);
            let put = |map: &mut BTreeMap<u32, f32>, term: u32, weight: f32| {
                let old = map.entry(term).or_default();
                *old = old.max(weight);
            };
            let weight = near * self.index.rarity(word.term).max(0.5);
            put(&mut context.own, word.term, weight);
            if word.is_shared() {
                put(&mut context.neutral, word.term, weight);
            }
            if let Some(skeleton) = word.skeleton {
                put(&mut context.neutral, skeleton, near * self.index.rarity(skeleton).max(0.5));
            }
            if let Some(gloss) = word.gloss {
                put(&mut context.glosses, gloss, weight);
            }
        }
        context
    }

    /// The places that the page names, each once.
    fn places(&self) -> Vec<Fact> {
        let record = self.corpus.docs[self.page].record;
        let places = record.entities.iter().filter(|e| e.kind == EntityKind::Place);
        places
            .filter_map(|place| {
                // Where only the tagger tells a place, it is no claim.
                let sure = |m: &&Mention| m.entity == place.id && m.rule != TAGGER;
                let mention = record.mentions.iter().find(sure)?;
                let value = Value::Words(place.name_en.clone());
                let mut fact = self.fact(Kind::Place, mention.span, value);
                fact.key = Some(place.id.clone());
                Some(fact)
            })
            .collect()
    }

    /// Events between two sides as facts: their value is whether they took place.
    fn events(&self, pack: &Pack) -> Vec<Fact> {
        let record = self.corpus.docs[self.page].record;
        let name = |id: &String| {
            let entity = record.entities.iter().find(|e| e.id == *id);
            entity.map_or_else(|| id.clone(), |e| e.name_en.clone())
        };
        let names = |ids: &[String]| ids.iter().map(name).collect::<Vec<_>>().join(" and ");
        let told =
            record.events.iter().filter(|e| !e.actors.is_empty() && !e.recipients.is_empty());
        told.map(|event| {
            // Only who denies an event contradicts who tells, expects or alleges it.
            let status = match event.status {
                Status::Denied => Status::Denied,
                _ => Status::Happened,
            };
            let value = Value::Words(status.name().to_owned());
            let mut fact = self.fact(Kind::Event, event.span, value);
            let mut sides: Vec<&str> =
                event.actors.iter().chain(&event.recipients).map(String::as_str).collect();
            sides.sort_unstable();
            sides.dedup();
            let day = event.date.as_deref().and_then(|d| d.get(..10)).unwrap_or_default();
            let mode = event.mode.as_deref();
            fact.key =
                Some(format!("{}:{}:{}:{day}", event.kind, mode.unwrap_or(""), sides.join("+")));
            fact.unit.clone_from(&event.kind);
            fact.about = pack.labels.event(
                &event.kind,
                mode,
                &names(&event.actors),
                &names(&event.recipients),
            );
            fact.speaker = event.claimed_by.clone().or(fact.speaker);
            fact
        })
        .collect()
    }
}

impl Fact {
    /// What it is compared by, as a string: all but its place, who says it and what it is called.
    pub(crate) fn form(&self) -> String {
        let Fact { kind, key, unit, value, units, words, exclusive, lead, context, .. } = self;
        format!("{kind:?}{key:?}{unit:?}{value:?}{units:?}{words:?}{exclusive}{lead}{context:?}")
    }

    /// Whether two facts give one value: the same number, date or detail; names, if one holds the
    /// words of the other.
    pub(crate) fn agrees(&self, other: &Fact) -> bool {
        let cut = !self.words.is_empty() && !other.words.is_empty();
        if self.kind != Kind::Attribute || !cut {
            return self.value.agrees(&other.value);
        }
        if self.unit == NAME && other.unit == NAME {
            return self.words.is_subset(&other.words) || other.words.is_subset(&self.words);
        }
        if let (Some(a), Some(b)) = (self.value.number(), other.value.number()) {
            return (a - b).abs() < f64::EPSILON;
        }
        // Details in free words agree where they share more than half of the fewer; across languages,
        // where they share any concept.
        let shared = self.words.intersection(&other.words).count();
        let fewer = self.words.len().min(other.words.len());
        if self.is_foreign(other) { shared > 0 } else { 2 * shared > fewer }
    }

    /// Whether two details can be values of which only one is true. Free words of two languages that
    /// share no concept tell nothing.
    pub(crate) fn may_rival(&self, other: &Fact) -> bool {
        let free = !self.words.is_empty() && !other.words.is_empty();
        self.exclusive && other.exclusive && !(free && self.is_foreign(other))
    }

    fn is_foreign(&self, other: &Fact) -> bool {
        self.context.lang != other.context.lang
    }
}
