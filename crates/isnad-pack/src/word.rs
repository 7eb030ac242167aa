//! What a word is by itself, whatever stands around it: its readings, which lists may hold something
//! that begins with it, and what it speaks for in the tagger of names. Found out once for each word.

use std::hash::BuildHasher;

use compact_str::CompactString;
use isnad_text::{Token, TokenKind};
use rustc_hash::FxBuildHasher;

use crate::{
    LangPack, World,
    analyse::{self, Ranked},
    clitics::{Proclitic, SplitAt},
    cues::Cue,
    inflect::Pos,
    lexicon::{Analysis, Reading},
    memo::{Known, Memo},
    tagger::{Alone, Seen, Unkept, features},
};

/// Words that are remembered at most.
const WORDS: usize = 1 << 16;

/// A word as it is written.
#[derive(Debug)]
pub struct Word {
    written: CompactString,
    kind: TokenKind,
    readings: Box<[(SplitAt, Analysis)]>,
    /// Its readings as a word that reports speech, with the places of these among the cues.
    cues: Box<[(usize, SplitAt, Analysis)]>,
    pos: Option<Pos>,
    /// Place of what is written before it among the proclitics.
    before: Option<u16>,
    /// What begins with it.
    pub begins: Begins,
    /// Whether the dictionaries have its folded form, if nothing else reads it.
    pub is_listed: bool,
    /// Whether the language writes its article on the word, and this word has it.
    pub has_article: bool,
    /// What the tagger sees of it.
    pub seen: Seen,
    /// What it speaks for at each place near it.
    pub alone: Alone,
}

/// Whether anything of a list may begin with a word, whatever clitics are written on it. What a list
/// holds is still to be compared with the words that follow.
#[derive(Debug, Clone, Copy, Default)]
pub struct Begins {
    /// Function words.
    pub function: bool,
    /// Listed words of several tokens.
    pub phrase: bool,
    /// Names of entities.
    pub name: bool,
    /// Nouns for people and bodies that act.
    pub role: bool,
    /// Adjectives of states.
    pub demonym: bool,
    /// Names of weapons and works.
    pub thing: bool,
    /// Words around speech.
    pub speech: bool,
}

/// The words of a language that texts have used.
#[derive(Debug)]
pub(crate) struct Words {
    memo: Memo<Word>,
}

impl Default for Words {
    fn default() -> Words {
        Words { memo: Memo::new(WORDS) }
    }
}

impl Word {
    /// Its readings in the lexicon of events and speech, those with fewer clitics first.
    pub fn readings<'p>(&self, lang: &'p LangPack) -> impl Iterator<Item = Reading<'p>> {
        let unpack = |(split, analysis): &(SplitAt, Analysis)| Reading {
            split: lang.clitics.split_of(split),
            analysis: *analysis,
        };
        self.readings.iter().map(unpack)
    }

    /// The ways in which it can be a word that reports speech.
    pub fn cues<'p>(&self, lang: &'p LangPack) -> impl Iterator<Item = (&'p Cue, Reading<'p>)> {
        self.cues.iter().filter_map(|(cue, split, analysis)| {
            let split = lang.clitics.split_of(split);
            Some((lang.cues.get(*cue)?, Reading { split, analysis: *analysis }))
        })
    }

    /// Part of speech of its likeliest reading, and what is written before it; of a word of names,
    /// nothing is.
    pub fn likeliest<'p>(&self, lang: &'p LangPack) -> (Option<Pos>, Option<&'p Proclitic>) {
        (self.pos, self.before.and_then(|at| lang.clitics.before_at(at)))
    }
}

impl LangPack {
    /// What a token of a text is by itself; `written` are its letters as they stand.
    pub fn word(&self, world: &World, token: &Token, written: &str) -> Known<'_, Word> {
        let hash = FxBuildHasher.hash_one((written, token.kind));
        let is = |w: &Word| w.kind == token.kind && w.written == written;
        self.words.memo.get(hash, is, || make(self, world, token, written))
    }
}

fn make(lang: &LangPack, world: &World, token: &Token, written: &str) -> Word {
    let norm = token.norm.as_str();
    let ranked = analyse::likeliest(&lang.vocabulary, &lang.clitics, written, norm);
    let readings = readings(lang, token, written);
    let (pos, before) = named(lang, world, written, norm, ranked.as_ref());
    let seen =
        features::word(lang, world, token.kind, (written, norm), ranked.as_ref(), &mut Unkept);
    let is_listed = !readings.is_empty()
        || analyse::likeliest(&lang.vocabulary, &lang.clitics, norm, norm).is_some();
    Word {
        written: written.into(),
        kind: token.kind,
        readings,
        cues: cues(lang, norm),
        pos,
        before: before.and_then(|b| lang.clitics.place_of_before(b)),
        begins: Begins::of(lang, norm),
        is_listed,
        has_article: !lang.clitics.article().is_empty()
            && lang.clitics.bare_stems(norm).any(|(b, _)| b.is_some_and(|b| b.article)),
        alone: lang.tagger.alone(&seen),
        seen,
    }
}

fn readings(lang: &LangPack, token: &Token, written: &str) -> Box<[(SplitAt, Analysis)]> {
    if token.kind != TokenKind::Word {
        return Box::default();
    }
    // A letter that only ends words shows that no pronoun is written after it.
    let closed = lang.settings.get("closed").is_some_and(|c| written.ends_with(c));
    let all = lang.lexicon.readings(&token.norm, &lang.clitics).into_iter();
    let open = all.filter(|r| !closed || r.split.after.is_none());
    open.map(|r| (lang.clitics.place_of(&r.split), r.analysis)).collect()
}

/// See [`Word::cues`].
fn cues(lang: &LangPack, norm: &str) -> Box<[(usize, SplitAt, Analysis)]> {
    let readings = lang.cues.places(norm, &lang.clitics).into_iter();
    readings.map(|(cue, r)| (cue, lang.clitics.place_of(&r.split), r.analysis)).collect()
}

/// See [`Word::likeliest`].
fn named<'p>(
    lang: &'p LangPack,
    world: &World,
    written: &str,
    norm: &str,
    ranked: Option<&Ranked<'p>>,
) -> (Option<Pos>, Option<&'p Proclitic>) {
    let is_part = |w: &str| world.is_name_part(w);
    if is_part(norm) {
        // Letters that folding joins may make a particle of it: "الآن" is no "آلان", but "علي" is
        // not "على" either.
        let otherwise = |lemma: &str| lemma.len() == written.len() && lemma != written;
        let particle = ranked.filter(|r| r.features.pos == Pos::Particle && !otherwise(r.lemma));
        return (particle.map_or(Some(Pos::Name), |r| Some(r.features.pos)), None);
    }
    let mut cut = lang.clitics.name_stems(norm);
    if let Some((before, _)) = cut.find(|(before, stem)| before.is_some() && is_part(stem)) {
        return (Some(Pos::Name), before);
    }
    match ranked {
        Some(ranked) => (Some(ranked.features.pos), ranked.split.before),
        None => (None, analyse::guess(&lang.clitics, written, norm, |_| false).before),
    }
}

impl Begins {
    fn of(lang: &LangPack, norm: &str) -> Begins {
        let bare = |begins: &dyn Fn(&str) -> bool| {
            lang.clitics.bare_stems(norm).any(|(_, stem)| begins(stem))
        };
        // A pronoun may be written on a noun.
        let owned = || {
            let mut splits = lang.clitics.splits(norm).filter(|s| s.after.is_some());
            splits.any(|s| lang.clitics.hosts(&s, norm).iter().any(|h| lang.role_names.begins(h)))
        };
        Begins {
            function: bare(&|stem| lang.function.begins(stem)),
            phrase: bare(&|stem| lang.lexicon.phrases.begins(stem)),
            name: lang.clitics.name_stems(norm).any(|(_, stem)| lang.names.begins(&stem)),
            role: bare(&|stem| lang.role_names.begins(stem)) || owned(),
            demonym: bare(&|stem| lang.demonyms.begins(stem)),
            thing: bare(&|stem| lang.things.begins(stem)),
            speech: lang.cues.may_begin(norm, &lang.clitics),
        }
    }
}

#[cfg(test)]
mod tests {
    use isnad_text::Lang;

    use crate::{Pack, inflect::Pos};

    #[test]
    fn a_word_is_found_out_with_its_clitics() {
        let pack = Pack::builtin();
        let lang = pack.lang(Lang::AR);
        let text = "ولوزيرها سفينة";
        let tokens = lang.tokens(text);
        for _ in 0..2 {
            let minister = lang.word(&pack.world, &tokens[0], tokens[0].span.of(text));
            assert!(minister.begins.role && !minister.begins.demonym);
            assert_eq!(minister.likeliest(lang).0, Some(Pos::Noun));
            // The last letter is none of a pronoun.
            let ship = lang.word(&pack.world, &tokens[1], tokens[1].span.of(text));
            assert!(ship.readings(lang).all(|r| r.split.after.is_none()));
            assert!(ship.readings(lang).count() > 0);
        }
    }
}
