//! A desk of made-up articles, with as many facts on each as news have, and addresses of its pages.

use std::path::Path;

use fastrand::Rng;
use isnad_bench_pages::made::{self, Made};
use isnad_export::{page_key, sha256_hex};
use isnad_extract::{
    Entity, EntityKind, Event, Figure, LedgerEntry, Mention, Quote, QuoteKind, Setting, Status,
    TimeExpression,
};
use isnad_pack::Pack;
use isnad_pack::world::{Entity as Listed, Kind};
use isnad_page::Hints;
use isnad_store::{Desk, EntityQuery, Entry, Form, IndexWords, Outcome, StoryOrder};
use isnad_text::{Span, fold};

/// Pages that are written in one transaction.
const BATCH: usize = 1000;
/// Mentions of each entity, quotes and events of a page.
const MENTIONS: usize = 4;
const QUOTES: usize = 3;
const KINDS: [&str; 4] = ["ASSAULT", "CONSULT", "ACCUSE", "AID"];
/// One page of so many tells of a standing relation.
const LEDGER: usize = 10;
/// States that are in the news.
const STATES: usize = 40;
/// The rule that is said to have found everything.
const RULE: &str = "made-up";

/// Writes so many articles to a new desk.
pub(super) fn fill(path: &Path, count: usize) -> anyhow::Result<()> {
    let pack = Pack::builtin();
    let states: Vec<&Listed> =
        pack.world.entities().iter().filter(|e| e.kind == Kind::State).collect();
    let mut rng = Rng::with_seed(7);
    let mut desk = Desk::create(path)?;
    let mut pages = made::pages(count);
    for batch in pages.chunks_mut(BATCH) {
        for page in batch.iter_mut() {
            tell(page, &states, &mut rng);
        }
        write(&mut desk, batch)?;
    }
    Ok(())
}

fn write(desk: &mut Desk, pages: &[Made]) -> anyhow::Result<()> {
    let hints = Hints::default();
    let others: Vec<(String, String, IndexWords)> = pages
        .iter()
        .map(|p| (page_key(&p.source), sha256_hex(p.article.text.as_bytes()), words(p)))
        .collect();
    let mut entries = Vec::with_capacity(pages.len());
    for (page, (key, hash, words)) in pages.iter().zip(&others) {
        entries.push(Entry {
            source: &page.source,
            key,
            sha256: hash,
            fingerprint: hash,
            form: Form::Text,
            content: &page.article.text,
            hints: &hints,
            version: "made",
            outcome: Outcome::Done { article: &page.article, record: &page.record, words },
        });
    }
    Ok(desk.write(&entries)?)
}

fn words(page: &Made) -> IndexWords {
    let folded: Vec<String> = page.article.text.split_whitespace().map(fold).collect();
    let surface = folded.join(" ");
    IndexWords { stems: surface.clone(), surface }
}

/// Puts facts into a page: who is named where, what they say and do, how many there were.
fn tell(page: &mut Made, states: &[&Listed], rng: &mut Rng) {
    // What a story is about says which states it is about, and how many died.
    let ids = page.record.entities.iter().flat_map(|e| e.id.bytes());
    let topic: usize = ids.map(usize::from).sum();
    let pair = [topic, topic / 3 + 1].map(|n| states[n % states.len().min(STATES)]);
    let state = |state: &Listed| Entity {
        id: state.id.clone(),
        kind: EntityKind::State,
        name_en: state.name_en.clone(),
        name_ar: state.name_ar.clone(),
    };
    page.record.entities.extend(pair.map(state));
    let ids: Vec<String> = page.record.entities.iter().map(|e| e.id.clone()).collect();
    let day = page.article.published.as_ref().map(|p| p.value.chars().take(10).collect());
    let mut lines = Vec::new();
    let mut at = 0;
    for line in page.article.text.split_inclusive('\n') {
        lines.push(Span::new(at, at + line.trim_end().len()));
        at += line.len();
    }
    let mut facts = Facts { lines, ids, pair: pair.map(|s| s.id.clone()), day, rng };
    let record = &mut page.record;
    record.mentions = facts.mentions(&page.article.text);
    record.quotes = (0..QUOTES).map(|_| facts.quote()).collect();
    record.events = KINDS.map(|kind| facts.event(kind)).to_vec();
    record.figures =
        vec![facts.figure("deaths", topic % 50), facts.figure("injuries", topic % 200)];
    record.dates = vec![facts.date()];
    if facts.rng.usize(..LEDGER) == 0 {
        record.ledger = vec![facts.entry()];
    }
}

/// What the facts of a page are made of.
struct Facts<'a> {
    lines: Vec<Span>,
    ids: Vec<String>,
    pair: [String; 2],
    day: Option<String>,
    rng: &'a mut Rng,
}

impl Facts<'_> {
    fn line(&mut self) -> Span {
        self.lines[self.rng.usize(..self.lines.len())]
    }

    fn somebody(&mut self) -> String {
        self.ids[self.rng.usize(..self.ids.len())].clone()
    }

    /// Everybody some times, by the first word of a line.
    fn mentions(&mut self, text: &str) -> Vec<Mention> {
        let mut out = Vec::new();
        for entity in self.ids.clone() {
            for _ in 0..MENTIONS {
                let line = self.line();
                let word = line.of(text).split(' ').next().unwrap_or_default().len();
                let span = Span::new(line.start as usize, line.start as usize + word);
                out.push(Mention { span, entity: entity.clone(), rule: RULE.to_owned() });
            }
        }
        out
    }

    fn quote(&mut self) -> Quote {
        Quote {
            span: self.line(),
            kind: if self.rng.bool() { QuoteKind::Direct } else { QuoteKind::Indirect },
            speaker: self.somebody(),
            speaker_span: None,
            cue: None,
            via: Vec::new(),
            carried: false,
            stance: None,
            setting: Setting::default(),
            rule: RULE.to_owned(),
        }
    }

    fn event(&mut self, kind: &str) -> Event {
        let span = self.line();
        Event {
            span,
            trigger: span,
            kind: kind.to_owned(),
            mode: None,
            contexts: Vec::new(),
            actors: vec![self.somebody()],
            recipients: vec![self.pair[0].clone()],
            status: Status::Happened,
            date: self.day.clone(),
            place: Some(self.pair[1].clone()),
            claimed_by: None,
            rule: RULE.to_owned(),
        }
    }

    fn figure(&mut self, key: &str, least: usize) -> Figure {
        Figure {
            span: self.line(),
            value: (least + self.rng.usize(..3)) as f64,
            bound: "exact".to_owned(),
            unit: "people".to_owned(),
            about: key.to_owned(),
            key: Some(key.to_owned()),
            claimed_by: None,
            rule: RULE.to_owned(),
        }
    }

    fn date(&mut self) -> TimeExpression {
        let (span, value) = (self.line(), self.day.clone());
        TimeExpression { span, kind: "date".to_owned(), value, rule: RULE.to_owned() }
    }

    fn entry(&mut self) -> LedgerEntry {
        LedgerEntry {
            span: self.line(),
            kind: ["treaty", "sanction", "transfer"][self.rng.usize(..3)].to_owned(),
            parties: self.pair.to_vec(),
            since: self.day.clone(),
            status: Some(Status::Happened),
            rule: RULE.to_owned(),
            ..LedgerEntry::default()
        }
    }
}

/// Addresses of each kind of page, every one once.
pub(super) fn addresses(
    path: &Path,
    count: usize,
) -> anyhow::Result<Vec<(&'static str, Vec<String>)>> {
    let desk = Desk::open(path)?;
    let mut rng = Rng::with_seed(11);
    // Half of them are the largest, the others of any size.
    let (mut heads, all) = desk.story_list(StoryOrder::Origins, "", 0, count / 2)?;
    for _ in heads.len()..count {
        heads.extend(desk.story_list(StoryOrder::Newest, "", rng.usize(..all.max(1)), 1)?.0);
    }
    let mut sources = Vec::new();
    for head in &heads {
        sources.extend(desk.heads_of_story(&head.id)?.pop().map(|h| h.source));
    }
    let people = desk.entities(EntityQuery { limit: count, ..EntityQuery::default() })?;
    let article = |s: &String| format!("/article/{}", &sha256_hex(s.as_bytes())[..12]);
    let list = |i: usize| {
        let order = ["newest", "origins", "conflicts"][i % 3];
        format!("/?sort={order}&page={}", 1 + i * 7 % (all / 30).max(1))
    };
    let names = |i: usize| match i % 3 {
        0 => format!("/entities?page={}", 1 + i / 3),
        1 => format!("/entities?kind=person&page={}", 1 + i / 3),
        _ => format!("/entities?name=n-{}", i / 3),
    };
    let mut kinds = vec![
        ("a story", heads.iter().map(|h| format!("/story/{}", h.id)).collect::<Vec<_>>()),
        ("search", searches(&desk, &sources, &mut rng)?),
        ("the ledger of two states", ledger(&desk, count)?),
        ("the list of stories", (0..count).map(list).collect()),
        ("an article", sources.iter().map(article).collect()),
        ("somebody", people.iter().map(|e| format!("/entity/{}", e.id)).collect()),
        ("the list of names", (0..count).map(names).collect()),
    ];
    for (_, paths) in &mut kinds {
        paths.sort();
        paths.dedup();
        rng.shuffle(paths);
    }
    Ok(kinds)
}

/// One to three words of each of these pages.
fn searches(desk: &Desk, sources: &[String], rng: &mut Rng) -> anyhow::Result<Vec<String>> {
    let mut out = Vec::new();
    for source in sources {
        let text = desk.content(source)?.unwrap_or_default();
        let words: Vec<&str> = text.split_whitespace().collect();
        let drawn: Vec<String> = (0..=rng.usize(..3))
            .map(|_| encoded(words[rng.usize(..words.len())].trim_end_matches('.')))
            .collect();
        out.push(format!("/search?q={}", drawn.join("+")));
    }
    Ok(out)
}

fn encoded(word: &str) -> String {
    word.bytes().fold(String::new(), |out, byte| format!("{out}%{byte:02X}"))
}

/// What stands between two states on some day.
fn ledger(desk: &Desk, count: usize) -> anyhow::Result<Vec<String>> {
    let dyads = desk.dyads(count)?;
    let days = (0..count).zip(dyads.iter().cycle());
    let path = |(i, (a, b, _)): (usize, &(String, String, usize))| {
        format!("/ledger/{a}/{b}?on=20{}-{:02}-{:02}", 24 + i / 336, 1 + i / 28 % 12, 1 + i % 28)
    };
    Ok(days.map(path).collect())
}
