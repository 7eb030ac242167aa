//! A quote beside every rendering of the same words, and those that contradict it.

use isnad_story::{
    Doc, Lineage, Said, Story,
    drift::{Piece, drift},
};

use crate::quotes::{ConflictingJson, QuoteOf, RenderingJson, pieces, quote_json};

/// A quote and where else its words stand.
#[derive(Debug, Clone)]
pub struct Utterance<'a> {
    /// The quote.
    pub own: QuoteOf<'a>,
    story: Option<&'a Story>,
    /// The utterance on all pages, this quote among them.
    same: Vec<Said>,
    /// Renderings that contradict it, and in what.
    conflicting: Vec<(Said, &'a str)>,
}

/// A rendering, with its changes against the first one in its language.
pub type Rendering<'p> = (QuoteOf<'p>, Option<Vec<Piece>>);

impl<'a> Utterance<'a> {
    /// Looks a quote up in its story.
    pub fn new(own: QuoteOf<'a>, story: Option<&'a Story>) -> Utterance<'a> {
        let span = own.quote().map(|q| q.span).unwrap_or_default();
        let is_own = |said: &Said| said.article == own.source && said.span == span;
        let groups = story.into_iter().flat_map(|s| &s.same_quotes);
        let mut same =
            groups.into_iter().find(|g| g.iter().any(is_own)).cloned().unwrap_or_default();
        if same.is_empty() {
            same.push(Said {
                article: own.source.to_owned(),
                text: own.words().to_owned(),
                span,
                speaker: String::new(),
            });
        }
        let belongs =
            |said: &Said| same.iter().any(|s| s.article == said.article && s.span == said.span);
        let mut conflicting: Vec<(Said, &str)> = Vec::new();
        for entry in story.into_iter().flat_map(|s| &s.conflicting_quotes) {
            for (mine, other) in [(&entry.one, &entry.other), (&entry.other, &entry.one)] {
                if belongs(mine) && !conflicting.iter().any(|(said, _)| said == other) {
                    conflicting.push((other.clone(), entry.on.as_str()));
                }
            }
        }
        Utterance { own, story, same, conflicting }
    }

    /// The pages that are needed to show it, each once.
    pub fn sources(&self) -> Vec<&str> {
        let all = self.same.iter().chain(self.conflicting.iter().map(|(said, _)| said));
        let mut sources: Vec<&str> = Vec::new();
        for said in all {
            if !sources.contains(&said.article.as_str()) {
                sources.push(&said.article);
            }
        }
        sources
    }

    /// Where the page of a quote has its story from.
    pub fn lineage(&self, of: &QuoteOf<'_>) -> Option<&'a Lineage> {
        self.story?.lineage.iter().find(|l| l.article == of.source)
    }

    /// The renderings on these pages.
    pub fn renderings<'p>(&self, pages: &[Doc<'p>]) -> Vec<Rendering<'p>> {
        let all: Vec<QuoteOf<'p>> =
            self.same.iter().filter_map(|said| quote_at(pages, said)).collect();
        let first = |of: &QuoteOf<'_>| all.iter().position(|o| o.article.lang == of.article.lang);
        let changes = |(i, of): (usize, &QuoteOf<'_>)| {
            let base = first(of).filter(|b| *b != i).and_then(|b| all.get(b));
            base.map(|b| drift(b.words(), of.words()))
        };
        all.iter().enumerate().map(|(i, of)| (*of, changes((i, of)))).collect()
    }

    /// The renderings that contradict it, with that in which they do.
    pub fn conflicting<'p>(&self, pages: &[Doc<'p>]) -> Vec<(Rendering<'p>, &'a str)> {
        let turn = |(said, on): &(Said, &'a str)| {
            let of = quote_at(pages, said)?;
            Some(((of, self.against_own(&of)), *on))
        };
        self.conflicting.iter().filter_map(turn).collect()
    }

    fn against_own(&self, of: &QuoteOf<'_>) -> Option<Vec<Piece>> {
        (of.article.lang == self.own.article.lang).then(|| drift(self.own.words(), of.words()))
    }

    /// `isnad.quote/1` as one line.
    pub fn json(&self, pages: &[Doc<'_>]) -> String {
        let renderings = self.renderings(pages).into_iter().filter_map(|(of, changes)| {
            let view = of.view(self.lineage(&of))?;
            Some(RenderingJson { view, drift: changes.as_deref().map(pieces) })
        });
        let conflicting = self.conflicting(pages).into_iter().filter_map(|((of, changes), on)| {
            let view = of.view(self.lineage(&of))?;
            Some(ConflictingJson { view, on: on.to_owned(), drift: changes.as_deref().map(pieces) })
        });
        let own = self.own.view(self.lineage(&self.own));
        own.map_or_else(String::new, |q| quote_json(q, renderings.collect(), conflicting.collect()))
    }
}

/// The quote of a page that stands at the place of an utterance.
fn quote_at<'p>(pages: &[Doc<'p>], said: &Said) -> Option<QuoteOf<'p>> {
    let page = pages.iter().find(|p| p.source == said.article)?;
    let index = page.record.quotes.iter().position(|q| q.span == said.span)?;
    Some(QuoteOf { source: page.source, article: page.article, record: page.record, index })
}
