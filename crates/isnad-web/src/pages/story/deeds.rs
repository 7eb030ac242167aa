//! What was said and done: utterances side by side, events, the timeline, places.

use isnad_export::Layer;
use isnad_store::PageHead;
use isnad_story::{Moment, Said};

use super::view::{Part, View, WordList, WordsView};
use crate::draw::{lanes, map};
use crate::gathered::{Deed, Telling};
use crate::html::{Html, cut};
use crate::link;
use crate::pages::told::{EventLine, drifted, speaker};

/// Letters of a moment in the drawing.
const LABEL: usize = 80;

/// An utterance that several reports carry.
pub(super) struct QuoteGroup {
    pub(super) speaker: Html,
    pub(super) renderings: Vec<Rendering>,
    /// Further renderings.
    pub(super) more: usize,
}

pub(super) struct Rendering {
    pub(super) words: Html,
    pub(super) lang: &'static str,
    pub(super) outlet: Html,
    pub(super) href: String,
    pub(super) is_first: bool,
}

pub(super) struct EventGroup {
    pub(super) line: EventLine,
    /// The same with links.
    pub(super) linked: EventLine,
    pub(super) words: WordList,
    /// How many passages tell it.
    pub(super) passages: usize,
}

pub(super) struct MomentLine {
    pub(super) id: String,
    pub(super) date: Html,
    pub(super) words: WordList,
}

impl View<'_> {
    /// Utterances that several reports carry, with how their words changed.
    pub(super) fn quotes(&self) -> Part<QuoteGroup> {
        self.part("quotes", &self.story.same_quotes, self.most.quotes, |(i, group)| {
            let numbers = self.gathered.quotes.get(i).map(Vec::as_slice).unwrap_or_default();
            Some(self.quote(group, numbers))
        })
    }

    fn quote(&self, group: &[Said], numbers: &[Option<usize>]) -> QuoteGroup {
        let who = group.iter().map(|s| s.speaker.as_str()).find(|s| !s.is_empty());
        let renderings = group.iter().enumerate().take(self.most.values);
        let number = |i: usize| numbers.get(i).copied().flatten();
        QuoteGroup {
            speaker: speaker(self.cx, who.unwrap_or_default()),
            renderings: renderings.map(|(i, s)| self.rendering(group, (i, s), number(i))).collect(),
            more: group.len().saturating_sub(self.most.values),
        }
    }

    /// A rendering: the first of its language as it is, the others with how they differ from it.
    fn rendering(
        &self,
        group: &[Said],
        (at, said): (usize, &Said),
        number: Option<usize>,
    ) -> Rendering {
        let lang = |s: &Said| crate::html::lang_of(&s.text).unwrap_or("en");
        let first = group.iter().position(|s| lang(s) == lang(said)).unwrap_or(at);
        let words = |s: &Said| cut(&s.text, 2 * self.most.letters.min(usize::MAX / 2));
        let place = || link::place(&said.article, said.span);
        Rendering {
            words: match group.get(first).filter(|_| first != at) {
                Some(base) => drifted(&isnad_story::drift::drift(&words(base), &words(said))),
                None => Html::of(&words(said)),
            },
            lang: lang(said),
            outlet: self.cx.ui.text(&self.outlet(&said.article)),
            href: number.map_or_else(place, |i| link::quote(&said.article, i)),
            is_first: first == at,
        }
    }

    /// Events of all reports, those that most of them tell first.
    pub(super) fn events(&self) -> Part<EventGroup> {
        let show = |(_, deed): (usize, &Deed)| Some(self.event(deed));
        self.part("events", &self.gathered.events, self.most.events, show)
    }

    fn event(&self, deed: &Deed) -> EventGroup {
        let words = |told: &Telling| WordsView {
            href: link::fact(&told.article, Layer::Event, told.index),
            ..self.at(&told.article, &told.text, told.span)
        };
        let [line, linked] = self.event_lines(&deed.event);
        let shown: Vec<WordsView> = deed.told.iter().take(self.most.words).map(words).collect();
        let more = deed.passages.saturating_sub(shown.len());
        EventGroup { line, linked, words: WordList { shown, more }, passages: deed.passages }
    }

    /// Places that reports name, with coordinates, those of most reports first.
    pub(super) fn map_places(&self) -> Vec<map::Place> {
        let world = &self.cx.core().pack().world;
        let place = |(id, reports): &(String, usize)| {
            let entity = world.get(id)?;
            let capital = || world.get(&entity.capital).and_then(|c| c.coordinates);
            let (lat, lon) = entity.coordinates.or_else(capital)?;
            Some(map::Place {
                name: self.cx.names.of(id),
                href: link::entity(id),
                at: (lon, lat),
                reports: *reports,
            })
        };
        self.gathered.places.iter().filter_map(place).take(self.most.places).collect()
    }

    /// Moments by date.
    pub(super) fn moments(&self) -> Part<MomentLine> {
        self.part("timeline", &self.story.timeline, self.most.moments, |(i, moment)| {
            Some(MomentLine {
                id: format!("m{i}"),
                date: self.cx.ui.date(&moment.date),
                words: self.words(&moment.words),
            })
        })
    }

    /// The same moments in a lane above that of the first reports.
    pub(super) fn lanes(&self) -> Html {
        let moment = |(i, m): (usize, &Moment)| lanes::Moment {
            date: m.date.clone(),
            label: format!("{} · {}", self.cx.ui.one_date(&m.date), cut(&m.what, LABEL)),
            href: format!("#m{i}"),
            reports: m.articles.iter().filter_map(|a| self.places.get(a).copied()).collect(),
        };
        let report = |head: &PageHead| lanes::Report {
            published: head.published.clone(),
            label: self.signature(head),
            href: link::article(&head.source),
        };
        let moments = self.story.timeline.iter().enumerate().skip(self.from);
        let moments: Vec<lanes::Moment> = moments.take(self.most.moments).map(moment).collect();
        let reports: Vec<lanes::Report> =
            self.heads.iter().take(self.most.drawn).map(report).collect();
        let s = |key| self.cx.ui.s(key);
        let labels = [s("story.timeline"), s("timeline.happened"), s("timeline.reported")];
        lanes::draw(&self.cx.ui, &moments, &reports, labels)
    }
}
