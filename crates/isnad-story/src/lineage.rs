//! Lineage: for each page of a story, the earlier pages it was taken from.
//!
//! Of the earlier pages that share passages, the one that explains most of the page is its parent;
//! near ties are settled by credits, by spelling (digits), by headline, and by who was first. What an outlet
//! repeats from its own earlier page explains nothing. A page that no copy explains may be a
//! translation, or tell in its own words what it says to have from somebody.

use rustc_hash::FxHashMap;

use crate::{
    copies::{self, Alignment},
    groups::Groups,
    outlets::{Outlet, Searchable, Sought},
    similar::Index,
    story::{LinkKind, Passage},
    symbols::Spelt,
    tell::Corpus,
    terms::Features,
    translate::{self, Match},
};

/// Share of a page's words that make a passage a copy, and their least number.
const MIN_SHARE: f32 = 0.15;
const MIN_WORDS: usize = 12;
/// Words in a row that a copy has at least, unless it is taken over for the most part: reporters
/// meet by chance in the set phrases of news.
const PASSAGE: usize = 8;
/// Share of words from which a page is taken over whole, and from which it is an edited copy.
const WHOLE: f32 = 0.9;
const EDITED: f32 = 0.4;
/// Candidates whose gain is at least this part of the best one's are ties.
const TIE: f32 = 0.94;
/// Parents of a page, at most.
const MAX_PARENTS: usize = 3;
/// Share of words and mean likeness of sentences that make a translation.
const TRANSLATED: f32 = 0.45;
const ALIKE: f32 = 0.38;
/// Share of words that must be rendered where a page says what was told to its own outlet.
const TRANSLATED_OWN: f32 = 0.8;

/// A link to an earlier page.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The earlier page.
    pub(crate) parent: usize,
    /// What was done with it.
    pub(crate) kind: LinkKind,
    /// Share of the words that it explains.
    pub(crate) explained: f32,
    /// The passages.
    pub(crate) passages: Vec<Passage>,
}

/// What lineage is found from.
pub(crate) struct Tracer<'a> {
    corpus: &'a Corpus<'a>,
    index: &'a Index,
    outlets: &'a [Outlet],
    sought: &'a [Sought],
    texts: &'a [Spelt<'a>],
    credit_lines: &'a [Spelt<'a>],
    /// Alignments of candidates, by (earlier, later).
    alignments: FxHashMap<(usize, usize), Alignment>,
    links: Vec<Vec<Link>>,
}

/// What a page took from an earlier one.
struct Candidate {
    parent: usize,
    gain: usize,
    longest: usize,
    rank: (bool, u32, bool),
}

impl<'a> Tracer<'a> {
    /// A tracer over the pages of a story, with the pairs that share passages.
    pub(crate) fn new(
        corpus: &'a Corpus<'a>,
        index: &'a Index,
        outlets: &'a [Outlet],
        sought: &'a [Sought],
        [texts, credit_lines]: [&'a [Spelt<'a>]; 2],
    ) -> Tracer<'a> {
        let alignments = copies::candidates(&corpus.pages)
            .into_iter()
            .map(|(a, b)| ((a, b), copies::align(&corpus.pages[b], &corpus.pages[a])))
            .collect();
        let links = vec![Vec::new(); corpus.docs.len()];
        Tracer { corpus, index, outlets, sought, texts, credit_lines, alignments, links }
    }

    fn same_house(&self, a: usize, b: usize) -> bool {
        self.outlets[a].is(&self.outlets[b])
    }

    /// Whether a page names the outlet of another one, in its text or in a credit that was cut from
    /// it.
    fn credits(&self, page: usize, other: usize) -> bool {
        !Searchable(&self.texts[page]).find(&self.sought[other]).is_empty()
            || self.credit_line(page, other)
    }

    /// Whether a line beside the article, or a known id among its credits, names the outlet of
    /// another page.
    fn credit_line(&self, page: usize, other: usize) -> bool {
        let article = self.corpus.docs[page].article;
        let sought = &self.sought[other];
        !Searchable(&self.credit_lines[page]).find(sought).is_empty()
            || article.republished_from.iter().any(|c| c.id == sought.name)
    }

    /// Whether a page names its own outlet in its text: to it people spoke.
    fn names_itself(&self, page: usize) -> bool {
        !Searchable(&self.texts[page]).find(&self.sought[page]).is_empty()
    }

    /// Finds the links of the pages of a story, which are in order.
    pub(crate) fn trace(&mut self, story: &[usize]) {
        for (at, page) in story.iter().enumerate() {
            let earlier = &story[..at];
            let mut links = self.copied(*page, earlier);
            let told: f32 = links.iter().map(|l| l.explained).sum();
            let own = self.own(*page, earlier);
            if told < EDITED {
                links.extend(self.translated(*page, earlier, &links));
            }
            let cited = self.cited(*page, earlier, &links);
            links.extend(cited);
            links.extend(own.filter(|o| links.is_empty() || o.kind.is_copy()));
            self.links[*page] = links;
        }
    }

    /// The links of a page.
    pub(crate) fn links(&self, page: usize) -> &[Link] {
        &self.links[page]
    }

    /// Pages grouped by what was copied or translated whole from one to another.
    pub(crate) fn copies(&self) -> Groups {
        use LinkKind::{Aggregated, Cut, Edited, Translation, Verbatim};
        let mut groups = Groups::new(self.links.len());
        for (page, links) in self.links.iter().enumerate() {
            let whole =
                |l: &&Link| matches!(l.kind, Aggregated | Cut | Edited | Translation | Verbatim);
            for link in links.iter().filter(whole) {
                groups.join(link.parent, page);
            }
        }
        groups
    }

    /// Whether a page has all it tells from pages that it cites.
    pub(crate) fn only_cites(&self, page: usize) -> bool {
        let links = &self.links[page];
        !links.is_empty() && links.iter().all(|l| l.kind == LinkKind::Cited)
    }

    /// The earlier page of the same outlet from which most is repeated, else the latest: one origin.
    fn own(&self, page: usize, earlier: &[usize]) -> Option<Link> {
        let matched = |p: usize| self.alignments.get(&(p, page)).map_or(0, Alignment::matched);
        let own = earlier.iter().copied().filter(|e| self.same_house(*e, page));
        let parent = own.max_by_key(|p| (matched(*p), *p))?;
        let repeats = matched(parent) >= MIN_WORDS;
        let kind = if repeats { LinkKind::Partial } else { LinkKind::CommonOrigin };
        let explained = self.alignments.get(&(parent, page)).map_or(0.0, Alignment::child_share);
        Some(Link { parent, kind, explained, passages: self.passages(page, parent) })
    }

    /// The pages that explain most of a page, each by what those before it leave.
    fn copied(&self, page: usize, earlier: &[usize]) -> Vec<Link> {
        let words = copies::unquoted(&self.corpus.pages[page]).0.len();
        let mut open = vec![true; words];
        for own in earlier.iter().filter(|e| self.same_house(**e, page)) {
            self.close(&mut open, page, *own);
        }
        let others: Vec<usize> =
            earlier.iter().copied().filter(|e| !self.same_house(*e, page)).collect();
        let mut links: Vec<Link> = Vec::new();
        while links.len() < MAX_PARENTS {
            let Some(best) = self.best(page, &others, &open, &links) else { break };
            let share = best.gain as f32 / words.max(1) as f32;
            if best.gain < MIN_WORDS
                || share < MIN_SHARE
                || (share < EDITED && best.longest < PASSAGE)
            {
                break;
            }
            self.close(&mut open, page, best.parent);
            links.push(self.copy(page, best.parent, share));
        }
        if links.iter().filter(|l| l.kind.is_copy()).count() > 1 {
            links
                .iter_mut()
                .filter(|l| l.kind.is_copy())
                .for_each(|l| l.kind = LinkKind::Aggregated);
        }
        links
    }

    /// The earlier page that explains most of the open words; of near ties the best ranked, then
    /// the earliest.
    fn best(
        &self,
        page: usize,
        from: &[usize],
        open: &[bool],
        links: &[Link],
    ) -> Option<Candidate> {
        let mut found: Vec<Candidate> = from
            .iter()
            .filter(|p| links.iter().all(|l| l.parent != **p))
            .filter_map(|p| {
                let alignment = self.alignments.get(&(*p, page))?;
                let runs = alignment.runs.iter();
                let gain = runs
                    .map(|r| open.iter().skip(r.child).take(r.len).filter(|o| **o).count())
                    .sum();
                let longest = alignment.runs.iter().map(|r| r.len).max().unwrap_or(0);
                Some(Candidate { parent: *p, gain, longest, rank: self.rank(page, *p, alignment) })
            })
            .collect();
        let top = found.iter().map(|c| c.gain).max()?;
        found.retain(|c| c.gain as f32 >= TIE * top as f32);
        found.into_iter().max_by(|a, b| a.rank.cmp(&b.rank).then(b.parent.cmp(&a.parent)))
    }

    /// What speaks for a parent beside the words: a credit, the same spelling, the same headline.
    fn rank(&self, page: usize, parent: usize, alignment: &Alignment) -> (bool, u32, bool) {
        let docs = &self.corpus.docs;
        let title = |p: usize| docs[p].article.title.as_ref().map(|t| isnad_text::fold(&t.value));
        let same_title = title(page).is_some() && title(page) == title(parent);
        let credited = self.credits_beside(page, parent, alignment);
        (credited, self.same_spelling(page, parent, alignment), same_title)
    }

    /// Whether a page names the outlet of a parent in words of its own, not in copied ones.
    fn credits_beside(&self, page: usize, parent: usize, alignment: &Alignment) -> bool {
        let passages = alignment.passages(&self.corpus.pages[page], &self.corpus.pages[parent]);
        let own = |span: &isnad_text::Span| !passages.iter().any(|p| p.child.contains(*span));
        Searchable(&self.texts[page]).find(&self.sought[parent]).iter().any(own)
            || self.credit_line(page, parent)
    }

    /// Words of the runs, in thousandths, that are also spelt the same.
    fn same_spelling(&self, page: usize, parent: usize, alignment: &Alignment) -> u32 {
        let spelt = |p: usize| {
            let (places, words) = copies::unquoted(&self.corpus.pages[p]);
            let text = &self.corpus.docs[p].article.text;
            places
                .into_iter()
                .filter_map(move |i| Some(words.get(i)?.span.of(text)))
                .collect::<Vec<_>>()
        };
        let (child, parent) = (spelt(page), spelt(parent));
        let same: usize = alignment
            .runs
            .iter()
            .map(|r| {
                let pairs = child.iter().skip(r.child).zip(parent.iter().skip(r.parent));
                pairs.take(r.len).filter(|(a, b)| a == b).count()
            })
            .sum();
        (same * 1000 / alignment.matched().max(1)) as u32
    }

    /// Marks the words that an earlier page explains.
    fn close(&self, open: &mut [bool], page: usize, parent: usize) {
        let runs = self.alignments.get(&(parent, page)).map_or(&[][..], |a| &a.runs);
        for run in runs {
            open.iter_mut().skip(run.child).take(run.len).for_each(|o| *o = false);
        }
    }

    fn passages(&self, page: usize, parent: usize) -> Vec<Passage> {
        let pages = &self.corpus.pages;
        let alignment = self.alignments.get(&(parent, page));
        alignment.map_or_else(Vec::new, |a| a.passages(&pages[page], &pages[parent]))
    }

    /// The link for a copy, by how much was taken.
    fn copy(&self, page: usize, parent: usize, share: f32) -> Link {
        let taken = self.alignments.get(&(parent, page)).map_or(0.0, Alignment::parent_share);
        let kind = if share >= WHOLE && taken >= WHOLE {
            LinkKind::Verbatim
        } else if share >= WHOLE {
            LinkKind::Cut
        } else if self.reports_same_statement(page, parent) {
            LinkKind::CommonOrigin
        } else if share >= EDITED {
            LinkKind::Edited
        } else {
            LinkKind::Partial
        };
        Link { parent, kind, explained: share, passages: self.passages(page, parent) }
    }

    /// Whether both pages report a statement, and the later one tells more of it than the earlier:
    /// then it has the statement itself.
    fn reports_same_statement(&self, page: usize, parent: usize) -> bool {
        let statement = |f: &Features, at: usize| {
            f.words.get(at).is_some_and(|w| self.corpus.symbols.name(w.term) == "c:statement")
        };
        let (child, earlier) = (&self.corpus.pages[page], &self.corpus.pages[parent]);
        let (places, _) = copies::unquoted(child);
        let mut open = vec![true; places.len()];
        self.close(&mut open, page, parent);
        let more = places.iter().zip(&open).filter(|(at, o)| **o && statement(child, **at)).count();
        more >= 2
            && !self.credits(page, parent)
            && (0..earlier.words.len()).any(|at| statement(earlier, at))
    }

    /// The page of another language that a page renders, if any.
    fn translated(&self, page: usize, earlier: &[usize], copied: &[Link]) -> Option<Link> {
        let pages = &self.corpus.pages;
        let mut found: Vec<(bool, f32, usize, Match)> = Vec::new();
        let least = if self.names_itself(page) { TRANSLATED_OWN } else { TRANSLATED };
        for other in earlier.iter().filter(|e| pages[**e].lang != pages[page].lang) {
            let m = translate::compare(&pages[page], &pages[*other], |t| self.index.rarity(t));
            if m.child_share >= least && m.likeness >= ALIKE && m.passages.len() > 1 {
                let credit = self.credits(page, *other);
                found.push((credit, m.child_share * m.likeness, *other, m));
            }
        }
        let top = found.iter().map(|f| f.1).fold(0.0, f32::max);
        found.retain(|f| f.1 >= TIE * top && !self.goes_back_to_house(page, f.2));
        let (_, _, parent, m) =
            found.into_iter().max_by(|a, b| a.0.cmp(&b.0).then(b.2.cmp(&a.2)))?;
        let told: f32 = copied.iter().map(|l| l.explained).sum();
        let link = Link {
            parent,
            kind: LinkKind::Translation,
            explained: m.child_share,
            passages: m.passages,
        };
        (m.child_share > told).then_some(link)
    }

    /// The pages of outlets that a page names as its source, where its parents do not name them.
    fn cited(&self, page: usize, earlier: &[usize], links: &[Link]) -> Vec<Link> {
        let mut out: Vec<Link> = Vec::new();
        let mut seen: Vec<usize> = Vec::new();
        for first in earlier.iter().copied().filter(|e| !self.same_house(*e, page)) {
            if seen.iter().any(|s| self.same_house(*s, first)) {
                continue;
            }
            seen.push(first);
            let spans = Searchable(&self.texts[page]).find(&self.sought[first]);
            if !self.credits(page, first) || self.is_explained(first, links) {
                continue;
            }
            let Some(parent) = self.nearest(page, earlier, first) else { continue };
            let empty = isnad_text::Span::default();
            let passages = spans.iter().map(|s| Passage { child: *s, parent: empty }).collect();
            out.push(Link { parent, kind: LinkKind::Cited, explained: 0.0, passages });
        }
        let through: Vec<usize> = out.iter().map(|l| l.parent).collect();
        out.retain(|l| !through.iter().any(|p| *p != l.parent && self.descends(*p, l.parent)));
        out
    }

    /// Whether the outlet of a cited page is that of a parent, or a parent has it from there.
    fn is_explained(&self, cited: usize, links: &[Link]) -> bool {
        links.iter().filter(|l| l.kind.is_copy()).any(|l| {
            self.same_house(l.parent, cited)
                || self.credits(l.parent, cited)
                || self.ancestors(l.parent).iter().any(|a| self.same_house(*a, cited))
        })
    }

    /// The earlier page of the house of `first` that is most like a page.
    fn nearest(&self, page: usize, earlier: &[usize], first: usize) -> Option<usize> {
        let pages = earlier.iter().copied().filter(|e| self.same_house(*e, first));
        pages.max_by(|a, b| {
            let places = self.corpus.places;
            let score = |p: usize| self.index.score(places[p], places[page]);
            score(*a).total_cmp(&score(*b)).then(b.cmp(a))
        })
    }

    /// All pages that a page goes back to.
    pub(crate) fn ancestors(&self, page: usize) -> Vec<usize> {
        let (mut out, mut next) = (Vec::new(), vec![page]);
        while let Some(p) = next.pop() {
            for link in self.links[p].iter().filter(|l| l.kind.joins_origins()) {
                if !out.contains(&link.parent) {
                    out.push(link.parent);
                    next.push(link.parent);
                }
            }
        }
        out
    }

    /// Whether a page is of the house of `page`, or goes back to it.
    fn goes_back_to_house(&self, page: usize, other: usize) -> bool {
        self.same_house(other, page)
            || self.ancestors(other).iter().any(|a| self.same_house(*a, page))
    }

    fn descends(&self, page: usize, from: usize) -> bool {
        self.ancestors(page).contains(&from)
    }
}
