//! The lexicon: the listed verbs and nouns, and the reading of any of their inflected forms.

mod learn;

use std::{ops::Range, sync::Arc};

use isnad_text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Source,
    affix::{Affixes, Ending},
    clitics::{Clitics, Split},
    gazetteer::Gazetteer,
    inflect::{Features, Inflection, Number, Pos, Tense},
    stems::{Key, Stem, Stems},
};

/// Index of a lemma.
pub type LemmaId = u32;

/// What endings cost that are read only where all readings are ranked: addressed or rare persons,
/// which would turn up everywhere where a word is taken for any form that it may be.
const RARE: u8 = 12;

/// A dictionary word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lemma {
    /// As listed.
    pub text: String,
    /// Whether it is a verb.
    pub verb: bool,
    /// In English.
    pub gloss: String,
    /// Class of a noun (`event`, `speech`, `other`).
    pub class: String,
}

/// One reading of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Analysis {
    /// The dictionary word.
    pub lemma: LemmaId,
    /// What the form says.
    pub features: Features,
}

/// A reading of a word with its clitics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading<'c> {
    /// How the word is cut.
    pub split: Split<'c>,
    /// The reading of the stem.
    pub analysis: Analysis,
}

/// What the lexicon holds under a form: the stem, the ending, and where in the word the stem is.
pub(crate) struct Found<'l> {
    pub(crate) stem: &'l Stem,
    pub(crate) ending: &'l Ending,
    pub(crate) part: Range<usize>,
}

/// All words of a language with their stems.
#[derive(Debug, Default)]
pub struct Lexicon {
    lemmas: Vec<Lemma>,
    by_name: FxHashMap<(bool, String), LemmaId>,
    /// Words of their own that are listed with another: masdars, participles.
    words: Vec<String>,
    by_word: FxHashMap<u64, u32>,
    nouns: Vec<String>,
    stems: Stems,
    /// Hashes of the particles, which are read before anything else.
    particles: FxHashSet<u64>,
    affixes: Arc<Affixes>,
    /// Bytes of the longest prefix and of the longest suffix.
    reach: (usize, usize),
    /// The commonest words, where they are told from others.
    common: FxHashSet<(&'static str, u64, u64)>,
    /// What endings of words that no list holds stand for, and the letters before them.
    endings: Vec<(String, String, usize)>,
    /// Forms of several words.
    pub phrases: Gazetteer<Analysis>,
}

impl Found<'_> {
    /// Whether the form is a word without clitics, and none of the rare ones.
    fn stands_alone(&self) -> bool {
        self.ending.cost < RARE && !self.ending.needs.pronoun
    }

    /// The reading without what the word around the form says.
    pub(crate) fn analysis(&self) -> Analysis {
        let mut features = self.ending.features;
        if let Some(pos) = self.stem.pos {
            features.pos = pos;
            features.passive = pos == Pos::Participle;
        }
        Analysis { lemma: self.stem.lemma, features }
    }
}

impl Lexicon {
    /// An empty one for the words of a pack.
    pub(crate) fn of(source: &Source) -> Lexicon {
        Lexicon { phrases: Gazetteer::of(source), ..Lexicon::default() }
    }

    /// Reads `verbs.tsv` and `nouns.tsv` of a language folder.
    pub fn read(source: &Source, folder: &str, inflection: &Inflection) -> Lexicon {
        let mut lexicon = Lexicon::of(source);
        lexicon.add_tables(source, folder, inflection);
        lexicon
    }

    /// The dictionary form of a folded word that no list holds, by its ending alone.
    pub fn by_ending(&self, word: &str) -> Option<String> {
        self.endings.iter().find_map(|(end, replace, letters)| {
            let rest = word.strip_suffix(end.as_str())?;
            (rest.chars().count() >= *letters).then(|| format!("{rest}{replace}"))
        })
    }

    /// A dictionary word.
    pub fn get(&self, id: LemmaId) -> &Lemma {
        &self.lemmas[id as usize]
    }

    /// The dictionary word of this spelling.
    pub fn find(&self, text: &str, verb: bool) -> Option<LemmaId> {
        self.by_name.get(&(verb, fold(text))).copied()
    }

    /// Whether a noun, adjective, particle or name of this spelling is listed.
    pub(crate) fn lists(&self, text: &str) -> bool {
        self.by_name.contains_key(&(false, fold(text)))
    }

    /// The verbal nouns and nouns that are listed, in the order of the lists.
    pub(crate) fn nouns(&self) -> &[String] {
        &self.nouns
    }

    /// The word that a stem is a form of, as listed.
    pub(crate) fn word(&self, stem: &Stem) -> &str {
        self.words.get(stem.word as usize).map_or("", String::as_str)
    }

    /// Whether a folded form without clitics is read at all.
    pub fn knows(&self, form: &str) -> bool {
        let mut known = false;
        let mut key = Key::new(form);
        if self.mark(&mut key, (0, 0)) {
            self.visit(&key, 0..form.len(), |f| known |= f.stands_alone());
        }
        known
    }

    /// All readings of a folded word, those with fewer clitics first.
    pub fn readings<'c>(&self, word: &str, clitics: &'c Clitics) -> Vec<Reading<'c>> {
        let mut out = Vec::new();
        self.read_into(word, clitics, &mut out);
        out
    }

    /// Appends all readings of a folded word, those with fewer clitics first.
    pub fn read_into<'c>(&self, word: &str, clitics: &'c Clitics, out: &mut Vec<Reading<'c>>) {
        let mut key = Key::new(word);
        if !self.mark(&mut key, clitics.reach()) {
            return;
        }
        // A chain of iterators is walked much faster from within than by a loop.
        clitics.splits(word).for_each(|split| {
            let from = out.len();
            self.visit(&key, split.range(), |found| {
                let reading = Reading { split, analysis: found.analysis() };
                // One analysis may come by several endings.
                let fits = found.ending.cost < RARE && split.takes(&found);
                let known = |r: &Reading<'_>| r.analysis == reading.analysis;
                if fits && !out.get(from..).unwrap_or_default().iter().any(known) {
                    out.push(reading);
                }
            });
            out.get_mut(from..).unwrap_or_default().sort_unstable_by_key(|r| r.analysis);
        });
    }

    /// Marks in a word the places where a stem may stand, with clitics of so many bytes before and
    /// after a form. Whether there is any.
    pub(crate) fn mark(&self, key: &mut Key<'_>, clitics: (usize, usize)) -> bool {
        let (before, after) = self.reach;
        self.stems.mark(key, (clitics.0 + before, clitics.1 + after))
    }

    /// Whether a part of a word is a particle.
    pub(crate) fn is_particle(&self, key: &Key<'_>, part: &Range<usize>) -> bool {
        key.hash(part).is_some_and(|h| self.particles.contains(&h))
    }

    /// Hands over the stems and endings that a part of a word can be made of.
    pub(crate) fn visit<'l>(
        &'l self,
        key: &Key<'_>,
        part: Range<usize>,
        mut hand: impl FnMut(Found<'l>),
    ) {
        let at = part.start;
        let form = key.text.get(part).unwrap_or_default();
        let ends = |start| key.ends(at + start) >> at.min(63);
        self.affixes.cuts(form, ends, |start, end, (slots, endings)| {
            let part = at + start..at + end;
            for stem in self.stems.find(key, &part).filter(|s| s.slots & slots != 0) {
                for ending in endings.iter().filter(|e| e.slots & stem.slots != 0) {
                    hand(Found { stem, ending, part: part.clone() });
                }
            }
        });
    }
}

impl Features {
    /// A noun of unknown number.
    pub const NOUN: Features = Features {
        pos: Pos::Noun,
        tense: Tense::None,
        person: 0,
        number: Number::Any,
        gender: ' ',
        passive: false,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_through_their_clitics() {
        let mut source = Source::builtin();
        source.insert("lang/ar/verbs.tsv", "lemma\tpresent\tmasdar\tactive\tpassive\tgloss\nالتقى\tيلتقي\tالتقاء|لقاء\tملتق\t\tmeet\n".into());
        source.insert(
            "lang/ar/nouns.tsv",
            "lemma\tplural\tgloss\tclass\nزيارة\tزيارات\tvisit\tevent\n".into(),
        );
        let inflection = Inflection::read(&source, "lang/ar", &mut Vec::new());
        let clitics = Clitics::read(&source, "lang/ar");
        let lexicon = Lexicon::read(&source, "lang/ar", &inflection);
        for (word, lemma, pos) in [
            ("وسيلتقيان", "التقى", Pos::Verb),
            ("بلقائهما", "التقى", Pos::Masdar),
            ("لزيارته", "زيارة", Pos::Noun),
            ("والزيارات", "زيارة", Pos::Noun),
        ] {
            let readings = lexicon.readings(&fold(word), &clitics);
            let found = readings.iter().any(|r| {
                lexicon.get(r.analysis.lemma).text == lemma && r.analysis.features.pos == pos
            });
            assert!(found, "{word}: {readings:?}");
        }
    }
}
