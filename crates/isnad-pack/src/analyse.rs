//! Ranked readings of a word: what the whole vocabulary of a language licenses, likeliest first.
//!
//! A reading costs what its parts cost: each clitic and each ending what its table says, a content
//! word more than a particle, another spelling than the listed one a little. A word listed whole
//! thus comes before one that has to be cut, `و` and a particle before a rare noun, and a pronoun
//! before a letter that the spelling does not have.

use std::borrow::Cow;

use isnad_text::fold::is_ignorable;

use crate::{
    clitics::{Clitics, Split},
    inflect::{Features, Pos},
    lexicon::{Found, Lexicon},
    stems::{Key, hash},
};

/// What a word of content costs beyond a particle.
const CONTENT: u32 = 20;
/// What a name costs beyond a word of content.
const NAME: u32 = 2;
/// What a spelling costs that is not the listed one (hamza, final yaa, taa marbuta).
const SPELLING: u32 = 8;
/// The same of a particle: there are few, and their spelling tells them apart.
const PARTICLE_SPELLING: u32 = 20;
/// What a reading costs that is worse than none.
const UNLIKELY: u32 = 60;
/// What a clitic costs whose letters are written otherwise: most likely it is none.
const CLITIC_SPELLING: u32 = 40;
/// Letters that a stem no list holds has at least.
const SHORTEST_UNKNOWN: usize = 3;

/// A reading of a word and what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked<'p> {
    /// The lower, the likelier.
    pub cost: u32,
    /// How the word is cut.
    pub split: Split<'p>,
    /// What the form says.
    pub features: Features,
    /// The dictionary form: of a masdar the masdar, of a verb its past.
    pub lemma: &'p str,
}

/// A word as written, beside its folded form.
struct Spelling<'w> {
    /// `None` if its letters do not stand one for one beside the folded ones.
    letters: Option<Cow<'w, str>>,
}

impl Spelling<'_> {
    fn of<'w>(written: &'w str, folded: &str) -> Spelling<'w> {
        // Marks are dropped in folding: with none, both are of one length.
        let letters = if written.len() == folded.len() {
            Cow::Borrowed(written)
        } else {
            Cow::Owned(written.chars().filter(|c| !is_ignorable(*c)).collect())
        };
        Spelling { letters: Some(letters).filter(|l| l.len() == folded.len()) }
    }

    /// Whether a part of the word is written otherwise than listed.
    fn differs(&self, start: usize, listed: &str) -> bool {
        let end = start + listed.len();
        let part = self.letters.as_ref().and_then(|l| l.as_bytes().get(start..end));
        part.is_some_and(|part| part != listed.as_bytes())
    }

    /// What it costs that clitics, stem or ending are not written as listed.
    fn cost(&self, split: &Split<'_>, found: &Found<'_>) -> u32 {
        let before = split.before.is_some_and(|b| self.differs(0, &b.written));
        let after = split.after.is_some_and(|a| self.differs(split.range().end, &a.written));
        let (prefix, suffix) = &found.ending.written;
        let stem = self.letters.as_ref().and_then(|l| l.get(found.part.clone()));
        let other = self.differs(split.range().start, prefix)
            || self.differs(found.part.end, suffix)
            || stem.is_some_and(|s| hash(s) != found.stem.spelling);
        let other_cost = match found.ending.features.pos {
            Pos::Particle => PARTICLE_SPELLING,
            _ => SPELLING,
        };
        u32::from(before || after) * CLITIC_SPELLING + u32::from(other) * other_cost
    }
}

/// All readings of a word that a lexicon licenses, the likeliest first; `written` is the word as it
/// stands, `folded` its folded form.
pub fn analyses<'p>(
    lexicon: &'p Lexicon,
    clitics: &'p Clitics,
    written: &str,
    folded: &str,
) -> Vec<Ranked<'p>> {
    let mut out: Vec<Ranked<'p>> = Vec::new();
    let spelling = Spelling::of(written, folded);
    visit(lexicon, clitics, folded, |split, found, cost| {
        let cost = cost + spelling.cost(&split, &found);
        if cost >= UNLIKELY {
            return UNLIKELY;
        }
        let features = found.analysis().features;
        out.push(Ranked { cost, split, features, lemma: lexicon.word(found.stem) });
        UNLIKELY
    });
    out.sort_by_key(|r| r.cost);
    out.dedup();
    out
}

/// The likeliest reading of a word, as [`analyses`] has it first.
pub fn likeliest<'p>(
    lexicon: &'p Lexicon,
    clitics: &'p Clitics,
    written: &str,
    folded: &str,
) -> Option<Ranked<'p>> {
    let spelling = Spelling::of(written, folded);
    let mut best: Option<(u32, Split<'p>, Found<'p>)> = None;
    visit(lexicon, clitics, folded, |split, found, cost| {
        let limit = best.as_ref().map_or(UNLIKELY, |b| b.0);
        // The spelling is dear to compare and can only add.
        let cost = if cost < limit { cost + spelling.cost(&split, &found) } else { cost };
        if cost < limit {
            best = Some((cost, split, found));
        }
        limit.min(cost)
    });
    let (cost, split, found) = best?;
    let features = found.analysis().features;
    Some(Ranked { cost, split, features, lemma: lexicon.word(found.stem) })
}

/// Hands over the readings of a word with what they cost, spelling aside; what it gets back is the
/// cost from which on it is not interested.
fn visit<'p>(
    lexicon: &'p Lexicon,
    clitics: &'p Clitics,
    folded: &str,
    mut hand: impl FnMut(Split<'p>, Found<'p>, u32) -> u32,
) {
    let mut key = Key::new(folded);
    if !lexicon.mark(&mut key, clitics.reach()) {
        return;
    }
    let mut limit = UNLIKELY;
    clitics.cuts(folded, 1).for_each(|split| {
        let before = split.before.map_or(0, |b| u32::from(b.cost));
        let clitics = before + split.after.map_or(0, |a| u32::from(a.cost));
        let light = limit <= clitics + CONTENT;
        if limit <= clitics || light && !lexicon.is_particle(&key, &split.range()) {
            return;
        }
        lexicon.visit(&key, split.range(), |found| {
            if split.takes(&found) {
                let cost = clitics + own_cost(&found);
                limit = limit.min(hand(split, found, cost));
            }
        });
    });
}

/// What a stem and its ending cost.
fn own_cost(found: &Found<'_>) -> u32 {
    let class = match found.stem.pos.unwrap_or(found.ending.features.pos) {
        Pos::Particle => 0,
        Pos::Name => CONTENT + NAME,
        _ => CONTENT,
    };
    class + u32::from(found.ending.cost) + u32::from(found.stem.cost)
}

/// How a word that nothing reads is most likely cut: where its stem is `seen` elsewhere, else by the
/// clitics that hardly ever begin or end a stem, an article behind another clitic and a pronoun of
/// more than one letter.
pub fn guess<'p>(
    clitics: &'p Clitics,
    written: &str,
    folded: &str,
    seen: impl Fn(&str) -> bool,
) -> Split<'p> {
    let whole = Split::whole(folded);
    if seen(folded) {
        return whole;
    }
    let spelling = Spelling::of(written, folded);
    let written_so = |s: &Split<'p>| {
        let after = s.after.is_some_and(|a| spelling.differs(s.range().end, &a.written));
        !after && !s.before.is_some_and(|b| spelling.differs(0, &b.written))
    };
    let splits = || clitics.splits(folded).filter(written_so);
    let is_seen = |s: &Split<'p>| {
        let known = s.stem(folded).chars().count() >= SHORTEST_UNKNOWN && seen(s.stem(folded));
        known && s.before.is_none_or(|b| !b.verb_only)
    };
    let sure = |s: &Split<'p>| {
        let article = s.before.is_some_and(|b| b.article);
        let pronoun =
            s.after.is_some_and(|a| a.form.chars().count() > 1 && a.person.starts_with('3'));
        let plain = s.before.is_none_or(|b| b.article || b.prep.is_empty() && !b.verb_only);
        s.stem(folded).chars().count() >= SHORTEST_UNKNOWN
            && (article || pronoun)
            && plain
            && (s.after.is_none() || pronoun)
    };
    splits().find(is_seen).or_else(|| splits().find(sure)).unwrap_or(whole)
}
