//! A story: who took it from whom, what is claimed, where reports differ, what was said and done.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use isnad_export::stories::link_kind;
use isnad_export::{Layer, stories_json};
use isnad_extract::EntityKind;
use isnad_store::{PageHead, StoredPage, StoryHead};
use isnad_story::{Claim, Conflict, Evidence, Lineage, Part, Said, Story, Value};

use super::decisions::{DecisionLine, on};
use super::told::{
    EventLine, PageLine, drifted, phrase, phrase_plain, publisher, speaker, standing,
};
use crate::cx::{Body, Cx, Frame, Shape};
use crate::draw::dots::{self, Report, Series};
use crate::draw::{lanes, map, tree};
use crate::fault::Fault;
use crate::html::Html;
use crate::link;

/// Reports that are drawn in the tree, and whose facts are shown; the tables name all.
const DRAWN: usize = 40;
const READ: usize = 24;
/// Claims, events, quotes and moments that are shown before the rest is left to the JSON.
const SHOWN: usize = 40;
/// Words of reports that are shown for each value, event, quote and moment.
const EACH: usize = 8;

#[derive(Template)]
#[template(path = "story.html")]
struct Page<'a> {
    f: Frame<'a>,
    id: String,
    head: StoryHead,
    title: Html,
    dots: Html,
    changed: Html,
    tree: Html,
    reports: Vec<ReportLine>,
    conflicts: Vec<ConflictView>,
    claims: Vec<ClaimView>,
    quotes: Vec<QuoteGroup>,
    contradictions: Vec<Contradiction>,
    events: Vec<EventGroup>,
    map: Html,
    places: Vec<map::Place>,
    lanes: Html,
    moments: Vec<MomentLine>,
    is_cut: bool,
    subject: String,
    decisions: Vec<DecisionLine>,
}

/// A report with where it has its story from.
struct ReportLine {
    number: usize,
    id: String,
    page: PageLine,
    is_origin: bool,
    chain: Html,
    /// What of it came from further sources, and through whom.
    named: Vec<(String, Html)>,
    parents: Vec<ParentLine>,
    standing: Vec<Html>,
}

struct ParentLine {
    phrase: Html,
    href: String,
    explained: String,
}

/// Values that exclude one another.
struct ConflictView {
    about: Html,
    attribute: String,
    chart: Html,
    values: Vec<ValueView>,
}

struct ClaimView {
    about: Html,
    is_conflict: bool,
    outlets: usize,
    origins: usize,
    speakers: usize,
    values: Vec<ValueView>,
}

struct ValueView {
    value: Html,
    superseded_by: Option<Html>,
    words: Vec<WordsView>,
    /// Further reports that give it.
    more: usize,
}

/// Words of a page, and where they stand.
struct WordsView {
    text: Html,
    outlet: Html,
    href: String,
}

struct QuoteGroup {
    speaker: Html,
    renderings: Vec<Rendering>,
}

struct Rendering {
    words: Html,
    lang: String,
    outlet: Html,
    href: String,
    is_first: bool,
}

struct Contradiction {
    on: String,
    sides: [WordsView; 2],
}

struct EventGroup {
    line: EventLine,
    /// The same with links.
    linked: EventLine,
    words: Vec<WordsView>,
    /// How many passages tell it.
    passages: usize,
}

struct MomentLine {
    date: Html,
    words: Vec<WordsView>,
    id: String,
}

/// `/story/ID`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    let id = cx.part(1);
    let (head, json) = find(cx, &id)?;
    let story: Story = serde_json::from_str(&json)?;
    match cx.shape {
        Shape::Json => Ok(Body::json(stories_json(std::slice::from_ref(&story)))),
        Shape::Html => html(cx, head, &story),
        Shape::Csv | Shape::Text => Err(Fault::NotFound),
    }
}

/// The story whose id begins so, if it is only one.
pub(super) fn find(cx: &Cx<'_>, id: &str) -> Result<(StoryHead, String), Fault> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Fault::NotFound);
    }
    let mut found = cx.desk.stories_by_id(&id.to_ascii_lowercase())?;
    if found.len() > 1 && found.first().is_none_or(|(head, _)| head.id != id) {
        return Err(Fault::NotFound);
    }
    if found.is_empty() { Err(Fault::NotFound) } else { Ok(found.swap_remove(0)) }
}

fn html(cx: &Cx<'_>, head: StoryHead, story: &Story) -> Result<Body, Fault> {
    let view = View::new(cx, story)?;
    let subject = format!("story:{}", story.id);
    let places = view.places();
    let title = if head.title.is_empty() { cx.ui.s("story.untitled") } else { &head.title };
    let page = Page {
        f: cx.frame(crate::html::plain(title)).with(true, false),
        id: story.id.clone(),
        title: cx.ui.text(title),
        dots: dots::weight(head.pages, head.origins),
        changed: cx.ui.moment(&head.changed),
        tree: view.tree(),
        reports: view.reports(),
        conflicts: story.conflicts.iter().map(|c| view.conflict(c)).collect(),
        claims: view.claims(),
        quotes: view.quotes(),
        contradictions: view.contradictions(),
        events: view.events(),
        map: map::draw(&cx.ui, cx.core().outline(), &places, cx.ui.s("story.map")),
        places,
        lanes: view.lanes(),
        moments: view.moments(),
        is_cut: story.articles.len() > READ,
        decisions: on(cx, &|d| d.subject == subject)?,
        subject,
        head,
    };
    Body::html(&page)
}

/// A story with what the desk knows of its reports.
struct View<'a> {
    cx: &'a Cx<'a>,
    story: &'a Story,
    heads: Vec<PageHead>,
    /// What the first reports say.
    pages: Vec<StoredPage>,
    places: BTreeMap<String, usize>,
    origins: BTreeSet<&'a str>,
}

impl<'a> View<'a> {
    fn new(cx: &'a Cx<'a>, story: &'a Story) -> Result<View<'a>, Fault> {
        let heads = cx.desk.heads_of_story(&story.id)?;
        let mut pages = Vec::new();
        for source in story.articles.iter().take(READ) {
            pages.extend(cx.desk.page(source)?);
        }
        let places = heads.iter().enumerate().map(|(i, h)| (h.source.clone(), i)).collect();
        let origins = story.lineage.iter().flat_map(|l| &l.origins).map(String::as_str).collect();
        Ok(View { cx, story, heads, pages, places, origins })
    }

    /// Where a page has the story from: its first entry; those behind it name further sources.
    fn lineage(&self, source: &str) -> Option<&'a Lineage> {
        self.story.lineage.iter().find(|l| l.article == source)
    }

    fn head(&self, source: &str) -> Option<&PageHead> {
        self.places.get(source).and_then(|i| self.heads.get(*i))
    }

    fn outlet(&self, source: &str) -> String {
        match self.head(source) {
            Some(head) => publisher(self.cx, head),
            None => self.cx.ui.s("page.no-outlet").to_owned(),
        }
    }

    /// Whether a page is an origin of its own, or the one page of the outlet that is.
    fn is_origin(&self, head: &PageHead) -> bool {
        let takes = self.lineage(&head.source).is_some_and(|l| !l.parents.is_empty());
        let named = head.outlet.as_deref().is_some_and(|o| self.origins.contains(o));
        self.origins.contains(head.source.as_str()) || (named && !takes)
    }

    fn tree(&self) -> Html {
        let (mut nodes, mut edges) = (Vec::new(), Vec::new());
        for head in self.heads.iter().take(DRAWN) {
            let date = head.published.as_deref().map(|d| self.cx.ui.one_date(d));
            let lang = self.cx.ui.label("lang", &head.lang);
            nodes.push(tree::Node {
                name: self.outlet(&head.source),
                line: date.into_iter().chain([lang]).collect::<Vec<_>>().join(" · "),
                href: Some(link::article(&head.source)),
                is_origin: self.is_origin(head),
            });
        }
        for (to, head) in self.heads.iter().take(DRAWN).enumerate() {
            let Some(own) = self.lineage(&head.source) else { continue };
            for parent in &own.parents {
                let from = self.places.get(&parent.article).filter(|i| **i < DRAWN);
                let Some(from) = from else { continue };
                let kind = self.cx.ui.label("link", link_kind(parent.kind));
                let share = self.share(parent.explained);
                edges.push(tree::Edge {
                    from: *from,
                    to,
                    label: [kind, share]
                        .into_iter()
                        .filter(|s| !s.is_empty())
                        .collect::<Vec<_>>()
                        .join(" "),
                    href: Some(self.passages(&head.source, &parent.article)),
                    is_copy: parent.kind.is_copy(),
                });
            }
        }
        self.absent(&mut nodes, &mut edges);
        tree::draw(&self.cx.ui, &nodes, &edges, self.cx.ui.s("story.tree"))
    }

    /// Adds sources that reports name, of which no page is on the desk.
    fn absent(&self, nodes: &mut Vec<tree::Node>, edges: &mut Vec<tree::Edge>) {
        let own: BTreeSet<&str> = self.heads.iter().filter_map(|h| h.outlet.as_deref()).collect();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (to, head) in self.heads.iter().take(DRAWN).enumerate() {
            let entries = self.story.lineage.iter().filter(|l| l.article == head.source);
            for entry in entries.filter(|l| l.parents.is_empty()) {
                let outlet = head.outlet.as_deref();
                let chain: Vec<&str> =
                    entry.chain.iter().map(String::as_str).filter(|c| Some(*c) != outlet).collect();
                let mut before: Option<usize> = None;
                for name in chain.into_iter().filter(|n| !own.contains(n)) {
                    let at = *known.entry(name).or_insert_with(|| {
                        nodes.push(tree::Node {
                            name: self.cx.names.of(name),
                            line: self.cx.ui.s("story.absent").to_owned(),
                            ..tree::Node::default()
                        });
                        nodes.len() - 1
                    });
                    push_edge(edges, before, at, String::new());
                    before = Some(at);
                }
                let part = if entry.of == Part::Page { String::new() } else { self.part(entry.of) };
                push_edge(edges, before, to, part);
            }
        }
    }

    fn share(&self, explained: u8) -> String {
        if explained == 0 { String::new() } else { self.cx.ui.digits(&format!("{explained}%")) }
    }

    fn passages(&self, child: &str, parent: &str) -> String {
        let (child, parent) = (link::page_id(child), link::page_id(parent));
        format!("{}/passages?child={child}&parent={parent}", link::story(&self.story.id))
    }

    fn reports(&self) -> Vec<ReportLine> {
        let turn = |(i, head): (usize, &PageHead)| {
            let own = self.lineage(&head.source);
            ReportLine {
                number: i + 1,
                id: link::page_id(&head.source),
                named: self.named(&head.source),
                page: PageLine::new(self.cx, head),
                is_origin: self.is_origin(head),
                chain: own.map(|l| self.chain(&l.chain)).unwrap_or_default(),
                parents: own
                    .into_iter()
                    .flat_map(|l| &l.parents)
                    .map(|p| self.parent(head, p))
                    .collect(),
                standing: standing(self.cx, self.cx.core().pack(), head.outlet.as_deref()),
            }
        };
        self.heads.iter().enumerate().map(turn).collect()
    }

    /// What of a page came from sources that it names beside its own chain, and what is no report.
    fn named(&self, source: &str) -> Vec<(String, Html)> {
        let entries = self.story.lineage.iter().filter(|l| l.article == source);
        let parts = entries.filter(|l| l.of != Part::Page);
        parts.map(|l| (self.part(l.of), self.links(&l.chain))).collect()
    }

    fn part(&self, part: Part) -> String {
        let code = match part {
            Part::Page => "page",
            Part::Statement => "statement",
            Part::Picture => "picture",
            Part::Listing => "listing",
        };
        self.cx.ui.label("of", code)
    }

    fn parent(&self, head: &PageHead, parent: &isnad_story::Parent) -> ParentLine {
        let who = self.cx.ui.text(&self.outlet(&parent.article));
        let key = format!("phrase.{}", link_kind(parent.kind));
        ParentLine {
            phrase: self.cx.ui.fill(&key, &[("who", who)]),
            href: self.passages(&head.source, &parent.article),
            explained: self.share(parent.explained),
        }
    }

    /// Outlets one after the other; nothing if there is but one.
    fn chain(&self, chain: &[String]) -> Html {
        if chain.len() < 2 { Html::default() } else { self.links(chain) }
    }

    fn links(&self, chain: &[String]) -> Html {
        let arrow = if self.cx.ui.is_rtl() { " ← " } else { " → " };
        let names: Vec<String> =
            chain.iter().map(|c| self.cx.ui.text(&self.cx.names.of(c)).to_string()).collect();
        Html::trusted(names.join(arrow))
    }

    fn words(&self, said: &Evidence) -> WordsView {
        self.at(&said.article, &said.text, said.span)
    }

    fn said(&self, said: &Said) -> WordsView {
        self.at(&said.article, &said.text, said.span)
    }

    fn at(&self, source: &str, text: &str, span: isnad_text::Span) -> WordsView {
        WordsView {
            text: self.cx.ui.text(text),
            outlet: self.cx.ui.text(&self.outlet(source)),
            href: link::place(source, span),
        }
    }

    fn value(&self, value: &Value) -> ValueView {
        ValueView {
            value: phrase(self.cx, &value.value),
            superseded_by: value.superseded_by.as_deref().map(|v| phrase(self.cx, v)),
            words: value.words.iter().take(EACH).map(|w| self.words(w)).collect(),
            more: value.words.len().saturating_sub(EACH),
        }
    }

    fn conflict(&self, conflict: &Conflict) -> ConflictView {
        let attribute = self.attribute(&conflict.attribute);
        ConflictView {
            about: phrase(self.cx, &conflict.about),
            chart: self.chart(&conflict.values, &attribute),
            attribute,
            values: conflict.values.iter().map(|v| self.value(v)).collect(),
        }
    }

    /// What a detail is called, or what figures with a key count.
    fn attribute(&self, code: &str) -> String {
        let named = ["figure", "attribute"].iter().find_map(|group| self.cx.ui.named(group, code));
        named.map_or_else(|| phrase_plain(self.cx, code), str::to_owned)
    }

    fn chart(&self, values: &[Value], label: &str) -> Html {
        let report = |said: &Evidence| {
            let head = self.head(&said.article);
            let published = head.and_then(|h| h.published.clone());
            let date = published.as_deref().map(|d| self.cx.ui.one_date(d)).unwrap_or_default();
            Report {
                label: format!("{} · {date}", self.outlet(&said.article)),
                href: link::place(&said.article, said.span),
                is_origin: head.is_some_and(|h| self.is_origin(h)),
                published,
            }
        };
        let one = |value: &Value| Series {
            value: phrase_plain(self.cx, &value.value),
            is_old: value.superseded_by.is_some(),
            reports: value.words.iter().take(SHOWN).map(report).collect(),
        };
        let series: Vec<Series> = values.iter().take(SHOWN).map(one).collect();
        dots::ranges(&self.cx.ui, &series, label)
    }

    /// Claims, those that are in conflict or that most outlets carry first.
    fn claims(&self) -> Vec<ClaimView> {
        let mut claims: Vec<&Claim> = self.story.claims.iter().collect();
        claims.sort_by_key(|c| (!c.conflict, std::cmp::Reverse(c.outlets)));
        let turn = |claim: &&Claim| ClaimView {
            about: self.claim(claim),
            is_conflict: claim.conflict,
            outlets: claim.outlets,
            origins: claim.independent_origins,
            speakers: claim.speakers,
            values: claim.values.iter().map(|v| self.value(v)).collect(),
        };
        claims.iter().take(SHOWN).map(turn).collect()
    }

    /// What a claim is called: figures by what they count, all else as the story has it.
    fn claim(&self, claim: &Claim) -> Html {
        let named = self.cx.ui.named("figure", &claim.key);
        named.map_or_else(|| phrase(self.cx, &claim.claim), Html::of)
    }

    fn stored(&self, source: &str) -> Option<&StoredPage> {
        self.pages.iter().find(|p| p.source == source)
    }

    /// Utterances that several reports carry, with how their words changed.
    fn quotes(&self) -> Vec<QuoteGroup> {
        self.story.same_quotes.iter().take(SHOWN).map(|group| self.group(group)).collect()
    }

    fn group(&self, group: &[Said]) -> QuoteGroup {
        let who = group.iter().map(|s| s.speaker.as_str()).find(|s| !s.is_empty());
        let record = group.first().and_then(|s| self.stored(&s.article)).map(|p| &p.record);
        let speaker = match (who, record) {
            (Some(id), Some(record)) => speaker(self.cx, record, id),
            (Some(id), None) => self.cx.ui.text(&self.cx.names.of(id)),
            _ => Html::of(self.cx.ui.s("quote.nobody")),
        };
        let lang = |s: &Said| crate::html::lang_of(&s.text).unwrap_or("en");
        let turn = |(i, said): (usize, &Said)| {
            let first = group.iter().position(|s| lang(s) == lang(said)).unwrap_or(i);
            let words = match group.get(first).filter(|_| first != i) {
                Some(base) => drifted(&isnad_story::drift::drift(&base.text, &said.text)),
                None => Html::of(&said.text),
            };
            let index = self
                .stored(&said.article)
                .and_then(|p| p.record.quotes.iter().position(|q| q.span == said.span));
            let place = || link::place(&said.article, said.span);
            Rendering {
                words,
                lang: lang(said).to_owned(),
                outlet: self.cx.ui.text(&self.outlet(&said.article)),
                href: index.map_or_else(place, |i| link::quote(&said.article, i)),
                is_first: first == i,
            }
        };
        QuoteGroup { speaker, renderings: group.iter().enumerate().take(EACH).map(turn).collect() }
    }

    fn contradictions(&self) -> Vec<Contradiction> {
        let turn = |c: &isnad_story::Contradiction| Contradiction {
            on: self.cx.ui.label("differs", &c.on),
            sides: [self.said(&c.one), self.said(&c.other)],
        };
        self.story.conflicting_quotes.iter().take(SHOWN).map(turn).collect()
    }

    /// Events of the first reports; those alike stand together, those of most reports first.
    fn events(&self) -> Vec<EventGroup> {
        type Key = (String, Option<String>, Vec<String>, Vec<String>, &'static str, Option<String>);
        let mut groups: BTreeMap<Key, Vec<(&StoredPage, usize)>> = BTreeMap::new();
        for page in &self.pages {
            for (index, e) in page.record.events.iter().enumerate() {
                let (kind, mode, date) = (e.kind.clone(), e.mode.clone(), e.date.clone());
                let key =
                    (kind, mode, e.actors.clone(), e.recipients.clone(), e.status.name(), date);
                groups.entry(key).or_default().push((page, index));
            }
        }
        let mut groups: Vec<Vec<(&StoredPage, usize)>> = groups.into_values().collect();
        let outlets = |g: &[(&StoredPage, usize)]| {
            g.iter().map(|(p, _)| p.source.as_str()).collect::<BTreeSet<_>>().len()
        };
        groups.sort_by_key(|g| std::cmp::Reverse(outlets(g)));
        groups.iter().take(SHOWN).filter_map(|g| self.event(g)).collect()
    }

    fn event(&self, group: &[(&StoredPage, usize)]) -> Option<EventGroup> {
        let (page, index) = group.first()?;
        let event = page.record.events.get(*index)?;
        let (line, linked) = (EventLine::plain(self.cx, event), EventLine::new(self.cx, event));
        let words = |(page, index): &(&StoredPage, usize)| {
            let event = page.record.events.get(*index)?;
            Some(WordsView {
                href: link::fact(&page.source, Layer::Event, *index),
                ..self.at(&page.source, event.span.of(&page.article.text), event.span)
            })
        };
        Some(EventGroup {
            line,
            linked,
            words: group.iter().take(EACH).filter_map(words).collect(),
            passages: group.len(),
        })
    }

    /// Places that the first reports name, with coordinates, those of most reports first.
    fn places(&self) -> Vec<map::Place> {
        let world = &self.cx.core().pack().world;
        let mut reports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for page in &self.pages {
            let named = page.record.entities.iter().filter(|e| e.kind == EntityKind::Place);
            let events = page.record.events.iter().filter_map(|e| e.place.as_deref());
            for id in named.map(|e| e.id.as_str()).chain(events) {
                reports.entry(id).or_default().insert(&page.source);
            }
        }
        let place = |(id, pages): (&str, BTreeSet<&str>)| {
            let entity = world.get(id)?;
            let capital = || world.get(&entity.capital).and_then(|c| c.coordinates);
            let (lat, lon) = entity.coordinates.or_else(capital)?;
            Some(map::Place {
                name: self.cx.names.of(id),
                href: link::entity(id),
                at: (lon, lat),
                reports: pages.len(),
            })
        };
        let mut places: Vec<map::Place> = reports.into_iter().filter_map(place).collect();
        places.sort_by_key(|p| std::cmp::Reverse(p.reports));
        places.truncate(SHOWN);
        places
    }

    fn lanes(&self) -> Html {
        let label = |text: &str| crate::html::cut(text, 80);
        let moment = |(i, m): (usize, &isnad_story::Moment)| lanes::Moment {
            date: m.date.clone(),
            label: format!("{} · {}", self.cx.ui.one_date(&m.date), label(&m.what)),
            href: format!("#m{i}"),
            reports: m.articles.iter().filter_map(|a| self.places.get(a).copied()).collect(),
        };
        let report = |head: &PageHead| {
            let date =
                head.published.as_deref().map(|d| self.cx.ui.one_date(d)).unwrap_or_default();
            lanes::Report {
                published: head.published.clone(),
                label: format!("{} · {date}", self.outlet(&head.source)),
                href: link::article(&head.source),
            }
        };
        let moments: Vec<lanes::Moment> =
            self.story.timeline.iter().enumerate().take(SHOWN).map(moment).collect();
        let reports: Vec<lanes::Report> = self.heads.iter().take(2 * DRAWN).map(report).collect();
        let s = |key| self.cx.ui.s(key);
        let labels = [s("story.timeline"), s("timeline.happened"), s("timeline.reported")];
        lanes::draw(&self.cx.ui, &moments, &reports, labels)
    }

    fn moments(&self) -> Vec<MomentLine> {
        let turn = |(i, m): (usize, &isnad_story::Moment)| MomentLine {
            date: self.cx.ui.date(&m.date),
            words: m.words.iter().take(EACH).map(|w| self.words(w)).collect(),
            id: format!("m{i}"),
        };
        self.story.timeline.iter().enumerate().take(SHOWN).map(turn).collect()
    }
}

fn push_edge(edges: &mut Vec<tree::Edge>, from: Option<usize>, to: usize, label: String) {
    let Some(from) = from.filter(|f| *f != to) else { return };
    if !edges.iter().any(|e| e.from == from && e.to == to) {
        edges.push(tree::Edge { from, to, label, ..tree::Edge::default() });
    }
}
