//! The element that holds the article: that with the most running text and the least of what
//! stands around articles.

use isnad_pack::markup::MarkupKind;

use super::{
    dom::Kind,
    outline::{Outline, Piece, Role},
    stated::Stated,
};
use crate::head::key_of;

/// Letters and digits from which a block counts as running text whatever its end.
const LONG: usize = 80;

/// The same for a block that ends like a sentence.
const SENTENCE: usize = 25;

/// Running text below which an element with a headline as a link is a card.
const CARD: usize = 300;

/// Running text from which an `article` may be the article of the page.
const ARTICLE: i64 = 300;

/// What a page's blocks are worth.
pub(crate) struct Ground<'o> {
    pub(crate) outline: &'o Outline,
    /// What an element around a block says it is, instead of article.
    pub(crate) other: Vec<Option<MarkupKind>>,
    /// Running text of each block, in letters and digits.
    pub(crate) good: Vec<usize>,
    /// Share of each block in the text that structured data gives, in percent.
    pub(crate) seen: Vec<Option<usize>>,
    /// Whether structured data gives the text that stands on the page.
    pub(crate) witnessed: bool,
    sums: Vec<(i64, i64)>,
}

impl<'o> Ground<'o> {
    /// Measures the blocks of a page.
    pub(crate) fn of(outline: &'o Outline, body: Option<&str>) -> Ground<'o> {
        let texts = (0..outline.pieces.len()).map(|i| outline.text(i));
        let good: Vec<usize> =
            outline.pieces.iter().zip(texts.clone()).map(|(p, t)| good(p, t)).collect();
        let mut ground = Ground {
            outline,
            other: Vec::new(),
            seen: vec![None; good.len()],
            good,
            witnessed: false,
            sums: Vec::new(),
        };
        ground.other = ground.others();
        ground.cards();
        ground.sums = ground.sums();
        if let Some(witness) = body.and_then(Stated::of) {
            ground.ask(&witness);
        }
        ground
    }

    /// Asks structured data which blocks are article, if the text that it gives is on the page and
    /// is not only its beginning.
    fn ask(&mut self, witness: &Stated) {
        let texts = (0..self.good.len()).map(|i| self.outline.text(i));
        let seen: Vec<Option<usize>> = texts.map(|t| witness.share(t)).collect();
        let sizes = self.outline.pieces.iter().zip(&seen);
        let found: usize =
            sizes.filter(|(_, s)| s.is_some_and(|s| s > 50)).map(|(p, _)| p.size).sum();
        let held = self.best().map_or(0, |b| self.worth(b).0.max(0) as usize);
        if found * 10 >= witness.size * 7 && found * 10 >= held * 6 {
            (self.seen, self.witnessed) = (seen, true);
            self.sums = self.sums();
        }
    }

    /// Marks cards: three or more neighbours that each hold a headline as a link and little text.
    fn cards(&mut self) {
        let parts = &self.outline.parts;
        let total: usize = self.good.iter().sum();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
        for (i, part) in parts.iter().enumerate().skip(1).filter(|(_, p)| p.last > p.first) {
            children[part.parent].push(i);
        }
        for (i, inside) in children.into_iter().enumerate().filter(|(_, c)| c.len() >= 3) {
            if self.outline.around(i).any(|p| parts[p].role == Role::ArticleBody) {
                continue;
            }
            let cards: Vec<usize> = inside.iter().copied().filter(|c| self.is_card(*c)).collect();
            let held: usize = cards.iter().map(|c| self.good_of(*c)).sum();
            if cards.len() < 3 || cards.len() * 2 < inside.len() || held * 5 > total * 2 {
                continue;
            }
            for card in cards {
                let part = &self.outline.parts[card];
                for other in &mut self.other[part.first..part.last] {
                    *other = other.or(Some(MarkupKind::Related));
                }
            }
        }
    }

    fn good_of(&self, part: usize) -> usize {
        let part = &self.outline.parts[part];
        self.good[part.first..part.last].iter().sum()
    }

    /// Whether an element holds a headline as a link and at most a few lines of text.
    fn is_card(&self, part: usize) -> bool {
        let good = self.good_of(part);
        let part = &self.outline.parts[part];
        let pieces = &self.outline.pieces[part.first..part.last];
        let headline = pieces.iter().any(|p| p.size >= 15 && p.linked * 10 > p.size * 8);
        headline && pieces.len() > 1 && good < CARD
    }

    /// What elements say of the blocks inside, unless they hold much of the page's text.
    fn others(&self) -> Vec<Option<MarkupKind>> {
        let mut out = vec![None; self.good.len()];
        let mut sums = vec![0usize];
        for good in &self.good {
            sums.push(sums.last().copied().unwrap_or(0) + good);
        }
        let within = |a: usize, b: usize| sums[b] - sums[a];
        let total = within(0, self.good.len());
        let (bodies, titles) =
            (self.outline.count(Role::ArticleBody), self.outline.count(Role::Title));
        let mut skip = 0;
        for (i, part) in self.outline.parts.iter().enumerate().filter(|(_, p)| p.other.is_some()) {
            let inside = within(part.first, part.last);
            let holds = |counts: &[usize]| counts[part.inner] > counts[i];
            let most = match part.other {
                _ if holds(&bodies) => 10,
                _ if holds(&titles) => 25,
                Some(MarkupKind::Comments) if titles.last() > Some(&0) => 95,
                Some(MarkupKind::Comments) => 85,
                _ => 65,
            };
            if i < skip || inside * 100 > total * most {
                continue;
            }
            out[part.first..part.last].fill(part.other);
            skip = part.inner;
        }
        out
    }

    /// Running text and noise up to each block.
    fn sums(&self) -> Vec<(i64, i64)> {
        let mut out = vec![(0i64, 0i64)];
        let (mut text, mut noise) = (0, 0);
        for (i, piece) in self.outline.pieces.iter().enumerate() {
            if self.other[i].is_none() {
                let (mut more, mut less) = (self.good[i] as i64, noise_of(piece, self.good[i]));
                if self.witnessed && self.seen[i].is_some_and(|s| s < 30) {
                    (more, less) = (0, less + more);
                }
                text += more;
                noise += less;
            }
            out.push((text, noise));
        }
        out
    }

    /// Running text and noise of an element.
    fn worth(&self, part: usize) -> (i64, i64) {
        let part = &self.outline.parts[part];
        let (a, b) = (self.sums[part.first], self.sums[part.last]);
        (b.0 - a.0, b.1 - a.1)
    }

    /// Short text without links, which in the marked text of an article is article too.
    fn plain(&self, part: usize) -> i64 {
        let part = &self.outline.parts[part];
        let within = part.first..part.last;
        let short = within.filter(|i| self.good[*i] == 0 && self.other[*i].is_none());
        let own = short.map(|i| &self.outline.pieces[i]).map(|p| p.size - p.linked);
        own.sum::<usize>() as i64
    }

    /// The one `article` inside an element that has the title of the page, where there are several.
    pub(crate) fn titled(&self, best: usize, title: &str) -> Option<usize> {
        let parts = &self.outline.parts;
        let whole = best + 1..parts[best].inner;
        let articles: Vec<usize> = whole
            .filter(|i| parts[*i].role == Role::Article && self.worth(*i).0 >= ARTICLE)
            .collect();
        let says = |i: &usize| {
            let mut pieces = parts[*i].first..parts[*i].last;
            pieces.any(|p| {
                self.outline.pieces[p].kind == Some(Kind::Heading)
                    && key_of(self.outline.text(p)) == title
            })
        };
        let found = articles.iter().copied().find(says)?;
        (articles.len() > 1 && !title.is_empty()).then_some(found)
    }

    /// The element that holds the article.
    pub(crate) fn best(&self) -> Option<usize> {
        let score = |i: usize| {
            let (good, noise) = self.worth(i);
            let prior = match self.outline.parts[i].role {
                Role::ArticleBody => return (good * 13 / 10 + self.plain(i), i),
                Role::Article => 110,
                Role::Main => 105,
                _ => 100,
            };
            (good * prior / 100 - noise / 2, i)
        };
        let best = (0..self.outline.parts.len()).map(score).max()?;
        (best.0 > 0).then_some(best.1)
    }
}

/// Running text of a block.
fn good(piece: &Piece, text: &str) -> usize {
    let own = piece.size - piece.linked;
    let closed = ends_sentence(text);
    match piece.kind {
        Some(Kind::Caption | Kind::Heading) => 0,
        _ if piece.linked * 2 > piece.size => 0,
        _ if piece.size >= LONG || (closed && piece.size >= SENTENCE) => own,
        Some(Kind::Item | Kind::Row) => own / 2,
        _ => 0,
    }
}

/// What a block says against the element around it.
fn noise_of(piece: &Piece, good: usize) -> i64 {
    let noise = match piece.kind {
        Some(Kind::Heading | Kind::Caption) => piece.linked,
        _ if good > 0 => 0,
        _ => piece.size / 3 + piece.linked * 2 / 3,
    };
    noise as i64
}

/// Whether a text ends like a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '”' | '“' | '»' | '«' | '\'' | '’' | ')' | ']' | '」' | '）')
    });
    bare.ends_with(['.', '…', '!', '?', '؟', '۔', '。', '！', '？', ':', ';', '؛'])
}
