//! Words that report speech, and the words around it: who carries it, what is only named.

use isnad_text::{Lang, Token};
use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Source,
    clitics::{Clitics, Proclitic},
    gazetteer::Gazetteer,
    inflect::Inflection,
    lang::Function,
    lexicon::{LemmaId, Lexicon, Reading},
    tsv::{Row, Table},
};

/// Cues of speech and the words around it in one language.
#[derive(Debug, Default)]
pub struct Cues {
    lexicon: Lexicon,
    by_lemma: FxHashMap<LemmaId, Vec<usize>>,
    cues: Vec<Cue>,
    words: Gazetteer<Function>,
    /// English of which descriptions are made.
    pub english: English,
}

/// English of which descriptions of speakers are made, whatever the language of the text.
#[derive(Debug, Default)]
pub struct English {
    patterns: FxHashMap<String, String>,
    /// Endings of nouns in singular and plural.
    pub plurals: Vec<(String, String)>,
    /// Nouns for men or people, and for women.
    pub feminines: Vec<(String, String)>,
    /// Words that count people: "two", "several".
    pub counts: Vec<String>,
    heads: FxHashMap<String, String>,
    leaders: FxHashMap<String, String>,
    modifiers: FxHashMap<String, String>,
    compounds: FxHashMap<String, String>,
}

impl English {
    /// Reads `lang/describe.tsv`.
    fn read(source: &Source) -> English {
        let mut english = English::default();
        let table = Table::read(source, "lang/describe.tsv");
        for row in table.rows() {
            let pair = (row.get("key").to_owned(), row.get("value").to_owned());
            match row.get("kind") {
                "plural" => english.plurals.push(pair),
                "feminine" => english.feminines.push(pair),
                "count" => english.counts.push(pair.0),
                "head" => drop(english.heads.insert(pair.0, pair.1)),
                "leader" => drop(english.leaders.insert(pair.0, pair.1)),
                "modifier" => drop(english.modifiers.insert(pair.0, pair.1)),
                "compound" => drop(english.compounds.insert(pair.0, pair.1)),
                _ => drop(english.patterns.insert(pair.0, pair.1)),
            }
        }
        english
    }

    /// A pattern with its noun and owner filled in.
    pub fn fill(&self, pattern: &str, noun: &str, owner: &str) -> String {
        let text = self.patterns.get(pattern).map_or("{noun}", String::as_str);
        let filled = text.replace("{noun}", noun);
        // The lawyers' office.
        let filled = if owner.ends_with('s') { filled.replace("}'s", "}'") } else { filled };
        filled.replace("{owner}", owner)
    }

    /// The office of whoever leads a body, by their ids: of a ministry the minister.
    pub fn leader(&self, body: &str) -> Option<&str> {
        self.leaders.get(body).map(String::as_str)
    }

    /// A noun as it stands before another: "election commission".
    pub fn modifier<'w>(&'w self, noun: &'w str) -> &'w str {
        self.modifiers.get(noun).map_or(noun, String::as_str)
    }

    /// A description whose noun has a name together with one of its modifiers, wherever that stands:
    /// "official … media" are "… state media".
    pub fn compounded(&self, words: String) -> String {
        let Some((modifiers, noun)) = words.rsplit_once(' ') else { return words };
        let modifiers: Vec<&str> = modifiers.split(' ').collect();
        let name = |m: &&str| self.compounds.get(&format!("{m} {noun}"));
        let Some(found) = modifiers.iter().find(|m| name(m).is_some()) else { return words };
        let rest = modifiers.iter().filter(|m| *m != found).copied();
        rest.chain(name(found).map(String::as_str)).collect::<Vec<_>>().join(" ")
    }

    /// What the holder of an office is called in a body that is no state.
    pub fn head(&self, office: &str) -> Option<&str> {
        self.heads.get(office).map(String::as_str)
    }
}

/// A reporting word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// As listed.
    pub lemma: String,
    /// What it takes.
    pub class: CueClass,
    /// What kind of act it reports (`deny`, `promise`, `describe`).
    pub stance: String,
    /// Words that belong to it where they follow ("shot back").
    pub after: Vec<String>,
    /// Whether it reports only with one of them.
    pub needs: bool,
    /// Whether a clause may follow without conjunction.
    pub zero: bool,
}

/// What reporting words take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueClass {
    /// A clause, words in marks, or words after a colon.
    Say,
    /// The same, and the person addressed as object.
    Tell,
    /// A clause that somebody holds true.
    Think,
    /// A question or demand.
    Ask,
    /// Only words in marks or after a colon: manners of speaking.
    Utter,
    /// What somebody is called: words in marks.
    Call,
    /// Praise, blame, thanks: words in marks.
    React,
    /// A finding of a poll or paper.
    Show,
    /// Somebody else's words passed on.
    Relay,
    /// What stands in a document.
    Doc,
    /// Words on a social network.
    Post,
    /// A noun for an utterance.
    Noun,
}

impl CueClass {
    fn of(name: &str) -> Option<CueClass> {
        Some(match name {
            "say" => CueClass::Say,
            "tell" => CueClass::Tell,
            "think" => CueClass::Think,
            "ask" => CueClass::Ask,
            "utter" => CueClass::Utter,
            "call" => CueClass::Call,
            "react" => CueClass::React,
            "show" => CueClass::Show,
            "relay" => CueClass::Relay,
            "doc" => CueClass::Doc,
            "post" => CueClass::Post,
            "noun" => CueClass::Noun,
            _ => return None,
        })
    }

    /// Whether a reported clause may follow.
    pub fn takes_clause(self) -> bool {
        !matches!(self, CueClass::Utter | CueClass::Call)
    }
}

/// A word of a class around speech that begins at a token.
#[derive(Debug, Clone, Copy)]
pub struct Around<'p> {
    /// Token after its last.
    pub end: usize,
    /// What it stands for.
    pub key: &'p str,
    /// What is written before its first word.
    pub before: Option<&'p Proclitic>,
}

impl Cues {
    /// Reads `cues.tsv` and `speech_words.tsv` of a language.
    pub fn read(
        source: &Source,
        lang: Lang,
        inflection: &Inflection,
        out: &mut Vec<Diagnostic>,
    ) -> Cues {
        let folder = format!("lang/{}", lang.code());
        let mut cues = Cues {
            english: English::read(source),
            lexicon: Lexicon::of(source),
            words: Gazetteer::of(source),
            ..Cues::default()
        };
        let table = Table::read(source, &format!("{folder}/cues.tsv"));
        let mut faults = Vec::new();
        for row in table.rows() {
            match CueClass::of(row.get("class")) {
                Some(class) => cues.add(&row, class, inflection),
                None => faults.push(row.fault(
                    row.get("class"),
                    "unknown-class",
                    format!("unknown class `{}`", row.get("class")),
                    "say, tell, think, ask, utter, call, react, show, relay, doc, post or noun",
                )),
            }
        }
        out.append(&mut faults);
        let path = format!("{folder}/speech_words.tsv");
        for row in Table::read(source, &path).rows() {
            for form in row.list("forms") {
                let (class, key) = (row.get("class").to_owned(), row.get("key").to_owned());
                cues.words.insert(form, Function { class, key });
            }
        }
        cues
    }

    fn add(&mut self, row: &Row<'_, '_>, class: CueClass, inflection: &Inflection) {
        let index = self.cues.len();
        let has = |option: &str| row.list("options").any(|o| o == option);
        self.cues.push(Cue {
            lemma: row.get("lemma").to_owned(),
            class,
            stance: row.get("stance").to_owned(),
            after: row.list("after").map(isnad_text::fold).collect(),
            needs: has("needs") || class == CueClass::Doc && !row.get("after").is_empty(),
            zero: has("zero"),
        });
        let lemma = if class == CueClass::Noun {
            self.lexicon.learn_noun(row, inflection)
        } else {
            self.lexicon.learn_verb(row, inflection)
        };
        self.by_lemma.entry(lemma).or_default().push(index);
    }

    /// The ways in which a folded word can be a reporting word.
    pub fn readings<'c>(&'c self, word: &str, clitics: &'c Clitics) -> Vec<(&'c Cue, Reading<'c>)> {
        let places = self.places(word, clitics).into_iter();
        places.filter_map(|(cue, r)| Some((self.get(cue)?, r))).collect()
    }

    /// The same, with the place of each reporting word among all.
    pub fn places<'c>(&self, word: &str, clitics: &'c Clitics) -> Vec<(usize, Reading<'c>)> {
        let readings = self.lexicon.readings(word, clitics).into_iter();
        let of = |lemma| self.by_lemma.get(&lemma).into_iter().flatten();
        readings.flat_map(|r| of(r.analysis.lemma).map(move |c| (*c, r))).collect()
    }

    /// The reporting word at a place among all.
    pub fn get(&self, at: usize) -> Option<&Cue> {
        self.cues.get(at)
    }

    /// The longest word of a class around speech that begins at a token.
    pub fn around<'c>(
        &'c self,
        tokens: &[Token],
        at: usize,
        class: &str,
        clitics: &'c Clitics,
    ) -> Option<Around<'c>> {
        let mut all = Vec::new();
        self.all_around(tokens, at, clitics, &mut all);
        all.into_iter().find(|(c, _)| *c == class).map(|(_, word)| word)
    }

    /// Appends the words around speech that begin at a token, of each class the longest.
    pub fn all_around<'c, 't>(
        &'c self,
        tokens: &'t [Token],
        at: usize,
        clitics: &'c Clitics,
        out: &mut Vec<(&'c str, Around<'c>)>,
    ) {
        let Some(token) = tokens.get(at) else { return };
        let from = out.len();
        // No conjunction or preposition stands within an expression.
        let inner = |t: &'t Token| {
            let light = clitics.bare_stems(&t.norm);
            let inside = |b: &Proclitic| b.prep.is_empty() && b.conj.is_empty();
            light.filter(move |(b, _)| b.is_none_or(inside)).map(|(_, stem)| stem)
        };
        for (before, stem) in clitics.bare_stems(&token.norm) {
            self.words.each(stem, tokens, at + 1, inner, |hit| {
                for Function { class, key } in hit.values {
                    let word = Around { end: hit.end, key, before };
                    let own = out.get_mut(from..).unwrap_or_default();
                    match own.iter_mut().find(|(c, _)| c == class) {
                        Some((_, known)) if known.end < word.end => *known = word,
                        Some(_) => {}
                        None => out.push((class, word)),
                    }
                }
            });
        }
    }

    /// Whether a word of any class around speech may begin with a folded word, clitics aside.
    pub fn may_begin(&self, word: &str, clitics: &Clitics) -> bool {
        clitics.bare_stems(word).any(|(_, stem)| self.words.begins(stem))
    }

    /// Whether a folded word by itself is one of a class around speech.
    pub fn is(&self, word: &str, class: &str) -> bool {
        let exact = crate::gazetteer::exact;
        self.words.longest_where(word, &[], 0, exact, |f| f.class == class).is_some()
    }

    /// Whether a folded word stands in any entry for words around speech.
    pub fn knows(&self, word: &str) -> bool {
        self.words.knows(word)
    }

    /// How many reporting words are listed.
    pub fn len(&self) -> usize {
        self.cues.len()
    }

    /// Whether none is listed.
    pub fn is_empty(&self) -> bool {
        self.cues.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_text::{Span, fold, tokenize};

    fn cues(lang: Lang) -> (Cues, Clitics) {
        let source = Source::builtin();
        let folder = format!("lang/{}", lang.code());
        let inflection = Inflection::read(&source, &folder, &mut Vec::new());
        let mut out = Vec::new();
        let cues = Cues::read(&source, lang, &inflection, &mut out);
        assert!(out.is_empty(), "{out:?}");
        (cues, Clitics::read(&source, &folder))
    }

    #[test]
    fn knows_two_hundred_cues_of_each_language() {
        for lang in [Lang::AR, Lang::EN] {
            assert!(cues(lang).0.len() >= 200);
        }
    }

    #[test]
    fn reads_forms_through_clitics() {
        let (cues, clitics) = cues(Lang::AR);
        for (word, lemma) in
            [("وقالت", "قال"), ("مضيفا", "أضاف"), ("قولهما", "قال"), ("أوضحته", "أوضح")]
        {
            let readings = cues.readings(&fold(word), &clitics);
            assert!(readings.iter().any(|(c, _)| c.lemma == lemma), "{word}");
        }
    }

    #[test]
    fn finds_the_words_around() {
        let (cues, clitics) = cues(Lang::AR);
        let text = "بالصحيفة وأن";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let hit = cues.around(&tokens, 0, "outlet", &clitics).unwrap();
        assert!(hit.before.is_some_and(|b| b.article && b.prep == "ب"));
        assert!(cues.around(&tokens, 1, "that", &clitics).is_some());
    }
}
