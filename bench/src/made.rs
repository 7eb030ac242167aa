//! Made-up news: stories of the languages of the pack, each with reports, copies, cut and edited
//! copies, and pages of the other language, together with what is found in them.
//!
//! Words are drawn from the lists of names, so that texts have a vocabulary of natural size and
//! frequencies; every text is the same in every run.

use fastrand::Rng;
use isnad_extract::{Entity, EntityKind, Event, Record, Status};
use isnad_pack::{Source, tsv::Table};
use isnad_page::{Article, Found};
use isnad_story::Doc;
use isnad_text::{Lang, Span};

/// Pages a day, as a large agency's archive has them.
const PER_DAY: usize = 5_000;
/// Pages of a story at most.
const LARGEST: usize = 40;
/// Sentences of a page, and words of a sentence, at least; up to as many more are drawn.
const SENTENCES: usize = 8;
const WORDS: usize = 10;
/// Words of a language, entities and shared words that a story comes back to.
const TOPIC: usize = 40;
const ENTITIES: usize = 6;
const SHARED: usize = 12;
/// Those who may be in the news.
const KNOWN: usize = 3_000;

/// Draws from a list, its beginning more often than its end, as words and names occur.
fn skewed(rng: &mut Rng, len: usize) -> usize {
    ((rng.f64().powi(2) * len as f64) as usize).min(len.saturating_sub(1))
}

/// A page and what is found in it.
#[derive(Debug)]
pub struct Made {
    /// Its name.
    pub source: String,
    /// What it says.
    pub article: Article,
    /// What is found in it.
    pub record: Record,
}

impl Made {
    /// The page as stories are made of it.
    pub fn doc(&self) -> Doc<'_> {
        Doc { source: &self.source, article: &self.article, record: &self.record }
    }
}

/// Words of a language: those that tell nothing, the others, and words for what languages share, in
/// the same order in each.
struct Words {
    lang: Lang,
    small: Vec<String>,
    large: Vec<String>,
    shared: Vec<String>,
}

impl Words {
    fn read(source: &Source, lang: Lang, list: &str) -> Words {
        let column = |file: &str, name: &str| {
            let table = Table::read(source, &format!("lang/{}/{file}", lang.code()));
            table.rows().map(|row| row.get(name).to_owned()).collect()
        };
        let concepts = Table::read(source, "lang/concepts.tsv");
        let first = |row: isnad_pack::tsv::Row<'_, '_>| {
            row.list(lang.code()).next().unwrap_or_default().to_owned()
        };
        let shared = concepts.rows().map(first).collect();
        Words { lang, small: column("stop.tsv", "word"), large: column(list, "form"), shared }
    }
}

/// What a story is about.
struct Topic {
    /// Minutes after the first page of all.
    start: usize,
    entities: Vec<usize>,
    kind: &'static str,
    /// Places in the list of shared words.
    shared: Vec<usize>,
    /// By language.
    words: [Vec<usize>; 2],
}

/// At least so many pages, in the order of their stories.
pub fn pages(count: usize) -> Vec<Made> {
    let source = Source::builtin();
    let words = [
        Words::read(&source, Lang::AR, "name_spellings.tsv"),
        Words::read(&source, Lang::EN, "name_parts.tsv"),
    ];
    let mut rng = Rng::with_seed(count as u64);
    let minutes = count * 24 * 60 / PER_DAY;
    let mut out: Vec<Made> = Vec::with_capacity(count + LARGEST);
    while out.len() < count {
        let topic = Topic {
            start: rng.usize(..minutes.max(1)),
            entities: (0..ENTITIES).map(|_| skewed(&mut rng, KNOWN)).collect(),
            kind: ["ASSAULT", "CONSULT", "AGREE", "PROTEST", "SANCTION"][rng.usize(..5)],
            shared: (0..SHARED).map(|_| rng.usize(..words[0].shared.len())).collect(),
            words: [0, 1].map(|l: usize| {
                (0..TOPIC).map(|_| skewed(&mut rng, words[l].large.len())).collect()
            }),
        };
        let size = LARGEST / (1 + rng.usize(..LARGEST));
        story(&topic, size, &words, &mut rng, &mut out);
    }
    out
}

/// The pages of a story: the first is a report; of the others two in five are copies of an earlier
/// page, the others report by themselves.
fn story(topic: &Topic, size: usize, words: &[Words; 2], rng: &mut Rng, out: &mut Vec<Made>) {
    let main = rng.usize(..2);
    let mut told: Vec<(usize, String)> = Vec::new();
    for nth in 0..size {
        let (lang, text) = match (told.is_empty(), rng.usize(..10)) {
            (false, 0..4) => copy(&told[rng.usize(..told.len())], rng),
            (_, 4 | 5) => (1 - main, report(topic, 1 - main, words, rng)),
            _ => (main, report(topic, main, words, rng)),
        };
        let at = topic.start + nth * rng.usize(..180);
        out.push(made(topic, &text, words[lang].lang, at, rng, out.len()));
        told.push((lang, text));
    }
}

fn report(topic: &Topic, lang: usize, words: &[Words; 2], rng: &mut Rng) -> String {
    let words = &words[lang];
    let sentences = (0..SENTENCES + rng.usize(..SENTENCES)).map(|_| {
        let drawn: Vec<&str> = (0..WORDS + rng.usize(..WORDS))
            .map(|_| match rng.usize(..10) {
                0..4 => words.small[skewed(rng, words.small.len())].as_str(),
                4 | 5 => words.shared[topic.shared[skewed(rng, SHARED)]].as_str(),
                6..8 => words.large[topic.words[lang][skewed(rng, TOPIC)]].as_str(),
                _ => words.large[rng.usize(..words.large.len())].as_str(),
            })
            .collect();
        drawn.join(" ") + "."
    });
    sentences.collect::<Vec<_>>().join("\n")
}

/// A page taken over: whole, cut, or without every fifth word.
fn copy((lang, text): &(usize, String), rng: &mut Rng) -> (usize, String) {
    let lines: Vec<&str> = text.lines().collect();
    let kept = match rng.usize(..3) {
        0 => lines.len(),
        _ => lines.len().div_ceil(2),
    };
    let text = lines[..kept].join("\n");
    let edited = rng.usize(..3) == 0;
    let words = text.split(' ').enumerate().filter(|(at, _)| !edited || at % 5 != 0);
    (*lang, words.map(|(_, w)| w).collect::<Vec<_>>().join(" "))
}

fn made(
    topic: &Topic,
    text: &str,
    lang: Lang,
    minute: usize,
    rng: &mut Rng,
    number: usize,
) -> Made {
    let (day, minute) = (minute / (24 * 60), minute % (24 * 60));
    let published = format!(
        "{}-{:02}-{:02}T{:02}:{:02}",
        2024 + day / 336,
        1 + day / 28 % 12,
        1 + day % 28,
        minute / 60,
        minute % 60
    );
    let article = Article {
        outlet: Some(Found::new(format!("outlet {}", skewed(rng, 300)), "made")),
        published: Some(Found::new(&published, "made")),
        title: text.lines().next().map(|line| Found::new(line, "made")),
        ..Article::of_text(text.to_owned(), lang)
    };
    Made { source: format!("page-{number}"), article, record: record(topic, rng) }
}

/// What was found on a page: most of those whom the story is about, and what they do.
fn record(topic: &Topic, rng: &mut Rng) -> Record {
    let entities: Vec<Entity> = topic
        .entities
        .iter()
        .filter(|_| rng.usize(..4) > 0)
        .map(|n| Entity {
            id: format!("person-{n}"),
            kind: EntityKind::Person,
            name_en: String::new(),
            name_ar: String::new(),
        })
        .collect();
    let ids: Vec<String> = entities.iter().map(|e| e.id.clone()).collect();
    let event = Event {
        span: Span::default(),
        trigger: Span::default(),
        kind: topic.kind.to_owned(),
        mode: None,
        contexts: Vec::new(),
        actors: ids.iter().take(1).cloned().collect(),
        recipients: ids.iter().skip(1).take(1).cloned().collect(),
        status: Status::Happened,
        date: None,
        place: None,
        claimed_by: None,
        rule: String::new(),
    };
    Record { entities, events: vec![event], ..Record::default() }
}
