//! The lineage of a page as it is shown: parents, chain of outlets, origins.

use isnad_extract::{EntityKind, Quote};
use isnad_text::Span;

use crate::{
    Doc,
    lineage::Tracer,
    listing::is_listing,
    origins::Origins,
    outlets::Outlets,
    pictures,
    story::{Lineage, Parent, Part},
    tell::Corpus,
};

/// The rule of quotes that a page tells in its own words after somebody: "according to".
const FOLLOWED: &str = "according-to";
/// Words between a correspondent and the name of the house.
const REACH: usize = 6;

/// A short stable name for a story: a hash (FNV-1a) of its earliest page's name.
pub(crate) fn story_id(source: &str) -> String {
    let hash = source.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:012x}", hash >> 16)
}

/// Draws the chains of the pages of a story.
pub(crate) struct Chains<'a> {
    pub(crate) corpus: &'a Corpus<'a>,
    pub(crate) tracer: &'a Tracer<'a>,
    pub(crate) origins: &'a Origins,
    pub(crate) outlets: Outlets<'a>,
}

impl Chains<'_> {
    /// Where a page has its story from: its own entry first, then one for each source that it names
    /// beside its parents.
    pub(crate) fn entries(&self, page: usize) -> Vec<Lineage> {
        let own = self.lineage(page);
        let doc = &self.corpus.docs[page];
        // A photographer's agency took the picture, not the story.
        let agencies = doc.article.agencies.iter().filter(|c| c.place != "caption");
        let agencies = agencies.map(|c| (Part::Statement, vec![c.id.clone()]));
        let relayed = doc.record.quotes.iter().filter_map(|q| self.relayed(page, q));
        let relayed = relayed.map(|chain| (Part::Statement, chain));
        let pictures = pictures::chains(doc.article, self.outlets.pack);
        let pictures = pictures.into_iter().map(|chain| (Part::Picture, chain));
        let mut more: Vec<Lineage> = Vec::new();
        for (of, mut chain) in agencies.chain(relayed).chain(pictures) {
            if chain.iter().any(|name| self.has(&own.chain, name)) {
                continue;
            }
            chain.extend(own.chain.iter().cloned());
            if more.iter().all(|l| l.chain != chain) {
                let article = own.article.clone();
                more.push(Lineage { article, of, chain, ..Lineage::default() });
            }
        }
        std::iter::once(own).chain(more).collect()
    }

    /// Those through whom a quote came: outlets by themselves, a network with who wrote there; a
    /// person, body or state whom the page follows in its own words; media that it cites.
    fn relayed(&self, page: usize, quote: &Quote) -> Option<Vec<String>> {
        let Doc { article, record, .. } = self.corpus.docs[page];
        let is_entity = |id: &str| record.entities.iter().any(|e| e.id == id);
        let is_person =
            |id: &str| record.entities.iter().any(|e| e.id == id && e.kind == EntityKind::Person);
        let shown = |link: &isnad_extract::Link| {
            let words = link.span.map(|s| s.of(&article.text)).unwrap_or_default();
            if is_entity(&link.who) || self.outlets.pack.world.get(&link.who).is_some() {
                Some(link.who.clone())
            } else {
                self.outlets.is_name(words, article.lang).then(|| words.to_owned())
            }
        };
        if quote.via.is_empty() {
            let followed = quote.rule == FOLLOWED && is_entity(&quote.speaker);
            let media = self.outlets.is_known(&quote.speaker)
                || self.outlets.is_media(&quote.speaker)
                    && self.outlets.pack.world.get(&quote.speaker).is_none();
            return (followed || media).then(|| vec![quote.speaker.clone()]);
        }
        // A spokesman or lawyer speaks for somebody: no outlet.
        let links = quote.via.iter().filter(|link| !is_person(&link.who));
        let mut chain: Vec<String> = links.filter_map(shown).collect();
        let first = chain.first()?;
        let network = !self.outlets.is_known(first) && is_entity(first);
        if network && is_entity(&quote.speaker) {
            chain.insert(0, quote.speaker.clone());
        }
        Some(chain)
    }

    /// Whether an outlet stands in a chain, under whatever spelling.
    fn has(&self, chain: &[String], name: &str) -> bool {
        let outlet = self.outlets.named(name);
        chain.iter().any(|c| c == name || self.outlets.named(c).is(&outlet))
    }

    /// Where a page has its story from.
    fn lineage(&self, page: usize) -> Lineage {
        let source = |page: usize| self.corpus.docs[page].source.to_owned();
        let links = self.tracer.links(page).iter();
        let parents = links
            .map(|link| Parent {
                article: source(link.parent),
                kind: link.kind,
                explained: (link.explained.clamp(0.0, 1.0) * 100.0).round() as u8,
                passages: link.passages.clone(),
            })
            .collect();
        let origins = self.origins.of(page).map(|o| o.iter().cloned().collect());
        let (article, chain) = (source(page), self.chain(page));
        let origins = origins.unwrap_or_default();
        let listing = is_listing(&self.corpus.pages[page], &self.corpus.docs[page].article.text);
        let of = if listing { Part::Listing } else { Part::Page };
        Lineage { article, of, parents, chain, origins }
    }

    /// The outlets through which a page came: the credits of the first page, then one outlet after
    /// another; an outlet once, by its name on a page of its own where there is one.
    fn chain(&self, page: usize) -> Vec<String> {
        let mut path = vec![page];
        let mut at = page;
        while let Some(link) = self.tracer.links(at).iter().find(|l| l.kind.is_copy()) {
            if path.contains(&link.parent) {
                break;
            }
            path.push(link.parent);
            at = link.parent;
        }
        let mut out: Vec<String> = Vec::new();
        for at in path.into_iter().rev() {
            let article = self.corpus.docs[at].article;
            let from = self.outlets.sources(article).into_iter().rev().map(|c| c.id.clone());
            let own = article.outlet.iter().map(|o| o.value.clone());
            for name in self.maker(at).into_iter().chain(from).chain(own) {
                let name = self.house(page, &name);
                if !self.has(&out, &name) {
                    out.push(name);
                }
            }
        }
        out
    }

    /// Who wrote a page that does not name its outlet, if it follows the correspondent of one.
    fn maker(&self, page: usize) -> Option<String> {
        let doc = self.corpus.docs[page];
        let mut houses = doc.record.mentions.iter().filter(|m| {
            self.outlets.is_known(&m.entity) && self.beside_correspondent(page, m.span)
        });
        let first = houses.next().filter(|_| doc.article.outlet.is_none())?;
        houses.all(|h| h.entity == first.entity).then(|| first.entity.clone())
    }

    /// Whether a word for a correspondent stands close before or after a place.
    fn beside_correspondent(&self, page: usize, span: Span) -> bool {
        let words = &self.corpus.pages[page].words;
        let first = words.partition_point(|w| w.span.end <= span.start);
        let near = words.iter().skip(first.saturating_sub(REACH)).take(2 * REACH);
        let symbols = &self.corpus.symbols;
        near.into_iter().any(|w| symbols.name(w.term) == "c:correspondent")
    }

    /// The name of an outlet on its own page of the story, else as it stands.
    fn house(&self, page: usize, name: &str) -> String {
        let named = self.outlets.named(name);
        let pages = self.corpus.pages.len();
        let kin = (0..pages).filter(|p| *p == page || self.origins.kin(*p, page));
        let mut outlets = kin.map(|p| &self.outlets.pages[p]);
        let house = outlets.find(|o| !o.name.is_empty() && named.holds(o));
        house.map_or_else(|| name.to_owned(), |o| o.name.clone())
    }
}
