//! A story with what the desk knows of its reports, and how much of it is shown.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::Event;
use isnad_store::PageHead;
use isnad_story::{Evidence, Lineage, Said, Story};
use isnad_text::Span;

use crate::cx::Cx;
use crate::fault::Fault;
use crate::gathered::Gathered;
use crate::html::{Html, cut};
use crate::link;
use crate::pages::told::{EventLine, publisher};

/// How many entries of each part are shown at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// Reports that are drawn in the tree, and in the lanes of time.
    pub(super) drawn: usize,
    pub(super) reports: usize,
    pub(super) conflicts: usize,
    pub(super) claims: usize,
    pub(super) quotes: usize,
    pub(super) events: usize,
    pub(super) moments: usize,
    pub(super) places: usize,
    /// Values of a claim, renderings of an utterance.
    pub(super) values: usize,
    /// Reports whose words stand below a value, an event, a moment.
    pub(super) words: usize,
    /// Letters of these words.
    pub(super) letters: usize,
}

impl Most {
    /// What a person takes in at once.
    pub(super) const PAGE: Most = Most {
        drawn: 24,
        reports: 12,
        conflicts: 5,
        claims: 10,
        quotes: 5,
        events: 10,
        moments: 10,
        places: 15,
        values: 5,
        words: 3,
        letters: 240,
    };

    /// A sheet of one part.
    pub(super) const SHEET: Most = Most {
        drawn: 40,
        reports: 40,
        conflicts: 10,
        claims: 20,
        quotes: 15,
        events: 30,
        moments: 40,
        places: 60,
        values: 24,
        words: 8,
        letters: 600,
    };

    /// All, for a file that is read without the server.
    pub(super) const ALL: Most = Most {
        drawn: 60,
        reports: usize::MAX,
        conflicts: usize::MAX,
        claims: usize::MAX,
        quotes: usize::MAX,
        events: usize::MAX,
        moments: usize::MAX,
        places: usize::MAX,
        values: usize::MAX,
        words: 24,
        letters: usize::MAX,
    };

    /// Half of it, where a page of so many long entries would be too large.
    pub(super) fn half(self) -> Most {
        let half = |n: usize| n.div_ceil(2);
        Most {
            drawn: half(self.drawn),
            reports: half(self.reports),
            conflicts: half(self.conflicts),
            claims: half(self.claims),
            quotes: half(self.quotes),
            events: half(self.events),
            moments: half(self.moments),
            places: half(self.places),
            values: half(self.values),
            words: half(self.words),
            letters: half(self.letters),
        }
    }
}

/// Entries of a part that are shown, and where all of them stand.
pub(super) struct Part<T> {
    pub(super) shown: Vec<T>,
    /// How many entries stand before them.
    pub(super) from: usize,
    pub(super) all: usize,
    pub(super) href: String,
}

impl<T> Part<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    pub(super) fn is_cut(&self) -> bool {
        self.shown.len() < self.all
    }
}

/// Words of a page, and where they stand.
pub(super) struct WordsView {
    pub(super) text: Html,
    pub(super) outlet: Html,
    pub(super) href: String,
}

/// Words of pages that say the same, and how many more do.
pub(super) struct WordList {
    pub(super) shown: Vec<WordsView>,
    pub(super) more: usize,
}

/// A story with what the desk knows of its reports.
pub(super) struct View<'a> {
    pub(super) cx: &'a Cx<'a>,
    pub(super) story: &'a Story,
    pub(super) heads: Vec<PageHead>,
    pub(super) gathered: Gathered,
    pub(super) most: Most,
    /// The first entry of each part that is shown.
    pub(super) from: usize,
    /// The number of a report among `heads`.
    pub(super) places: BTreeMap<String, usize>,
    origins: BTreeSet<&'a str>,
}

impl<'a> View<'a> {
    pub(super) fn new(cx: &'a Cx<'a>, story: &'a Story, most: Most) -> Result<View<'a>, Fault> {
        let heads = cx.desk.heads_of_story(&story.id)?;
        let gathered = cx.desk.gathered(&story.id)?.unwrap_or_default();
        let gathered = serde_json::from_str(&gathered)?;
        let places = heads.iter().enumerate().map(|(i, h)| (h.source.clone(), i)).collect();
        let origins = story.lineage.iter().flat_map(|l| &l.origins).map(String::as_str).collect();
        Ok(View { cx, story, heads, gathered, most, from: 0, places, origins })
    }

    /// The entries of a part that are shown.
    pub(super) fn part<E, T>(
        &self,
        name: &str,
        all: &[E],
        most: usize,
        show: impl FnMut((usize, &E)) -> Option<T>,
    ) -> Part<T> {
        let entries = all.iter().enumerate().skip(self.from).take(most);
        Part {
            shown: entries.filter_map(show).collect(),
            from: self.from,
            all: all.len(),
            href: format!("{}/{name}", link::story(&self.story.id)),
        }
    }

    /// Where a page has the story from: its first entry; those behind it name further sources.
    pub(super) fn lineage(&self, source: &str) -> Option<&'a Lineage> {
        self.story.lineage.iter().find(|l| l.article == source)
    }

    pub(super) fn head(&self, source: &str) -> Option<&PageHead> {
        self.places.get(source).and_then(|i| self.heads.get(*i))
    }

    pub(super) fn outlet(&self, source: &str) -> String {
        match self.head(source) {
            Some(head) => publisher(self.cx, head),
            None => self.cx.ui.s("page.no-outlet").to_owned(),
        }
    }

    /// A report in a drawing: who published it when.
    pub(super) fn signature(&self, head: &PageHead) -> String {
        let date = head.published.as_deref().map(|d| self.cx.ui.one_date(d)).unwrap_or_default();
        format!("{} · {date}", publisher(self.cx, head))
    }

    /// Whether a page is an origin of its own, or the one page of the outlet that is.
    pub(super) fn is_origin(&self, head: &PageHead) -> bool {
        let takes = self.lineage(&head.source).is_some_and(|l| !l.parents.is_empty());
        let named = head.outlet.as_deref().is_some_and(|o| self.origins.contains(o));
        self.origins.contains(head.source.as_str()) || (named && !takes)
    }

    /// Words of pages that say the same.
    pub(super) fn words(&self, all: &[Evidence]) -> WordList {
        let shown = all.iter().take(self.most.words);
        WordList {
            shown: shown.map(|w| self.at(&w.article, &w.text, w.span)).collect(),
            more: all.len().saturating_sub(self.most.words),
        }
    }

    pub(super) fn said(&self, said: &Said) -> WordsView {
        self.at(&said.article, &said.text, said.span)
    }

    pub(super) fn at(&self, source: &str, text: &str, span: Span) -> WordsView {
        WordsView {
            text: self.cx.ui.text(&cut(text, self.most.letters)),
            outlet: self.cx.ui.text(&self.outlet(source)),
            href: link::place(source, span),
        }
    }

    /// An event without links, and the same with them.
    pub(super) fn event_lines(&self, event: &Event) -> [EventLine; 2] {
        [EventLine::plain(self.cx, event), EventLine::new(self.cx, event)]
    }
}
