//! The lexicon: every inflected form of the listed verbs and nouns, with its lemma and features.

use isnad_text::{Span, fold, tokenize};
use rustc_hash::FxHashMap;

use crate::{
    Source,
    clitics::{Clitics, Split},
    gazetteer::Gazetteer,
    inflect::{Features, Inflection, Number, Pos, Tense},
    tsv::{Row, Table},
};

/// Index of a lemma.
pub type LemmaId = u32;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'c> {
    /// How the word is cut.
    pub split: Split<'c>,
    /// The reading of the stem.
    pub analysis: Analysis,
}

/// All forms of a language.
#[derive(Debug, Default)]
pub struct Lexicon {
    lemmas: Vec<Lemma>,
    by_name: FxHashMap<(bool, String), LemmaId>,
    forms: FxHashMap<String, Vec<Analysis>>,
    /// Forms of several words.
    pub phrases: Gazetteer<Analysis>,
}

impl Lexicon {
    /// Reads `verbs.tsv` and `nouns.tsv` of a language folder.
    pub fn read(source: &Source, folder: &str, inflection: &Inflection) -> Lexicon {
        let mut lexicon = Lexicon::default();
        let table = Table::read(source, &format!("{folder}/verbs.tsv"));
        for row in table.rows() {
            lexicon.add_verb(&row, inflection);
        }
        let table = Table::read(source, &format!("{folder}/nouns.tsv"));
        for row in table.rows() {
            let lemma = lexicon.lemma(row.get("lemma"), false, row.get("gloss"), row.get("class"));
            lexicon.add_noun(lemma, row.get("lemma"), row.list("plural"), Pos::Noun, inflection);
        }
        lexicon.forms.values_mut().for_each(|readings| {
            readings.sort_unstable();
            readings.dedup();
        });
        lexicon
    }

    /// Adds a verb by a row with its principal parts.
    pub(crate) fn learn_verb(&mut self, row: &Row<'_, '_>, inflection: &Inflection) -> LemmaId {
        self.add_verb(row, inflection);
        self.lemma(row.get("lemma"), true, "", "")
    }

    /// Adds a noun by a row with its plural.
    pub(crate) fn learn_noun(&mut self, row: &Row<'_, '_>, inflection: &Inflection) -> LemmaId {
        let lemma = self.lemma(row.get("lemma"), false, "", "");
        for noun in row.list("lemma") {
            self.add_noun(lemma, noun, row.list("plural"), Pos::Noun, inflection);
        }
        lemma
    }

    /// A dictionary word.
    pub fn get(&self, id: LemmaId) -> &Lemma {
        &self.lemmas[id as usize]
    }

    /// The dictionary word of this spelling.
    pub fn find(&self, text: &str, verb: bool) -> Option<LemmaId> {
        self.by_name.get(&(verb, fold(text))).copied()
    }

    /// The readings of a folded form without clitics.
    pub fn form(&self, form: &str) -> &[Analysis] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// All readings of a folded word, those with fewer clitics first.
    pub fn readings<'c>(&self, word: &str, clitics: &'c Clitics) -> Vec<Reading<'c>> {
        let mut out = Vec::new();
        for split in clitics.splits(word) {
            let verb_only = split.before.is_some_and(|b| b.verb_only);
            let noun_only = split.before.is_some_and(|b| b.noun_only);
            for stem in clitics.hosts(&split) {
                for analysis in self.form(&stem) {
                    let verb = analysis.features.pos == Pos::Verb;
                    if !(verb && noun_only || !verb && verb_only) {
                        out.push(Reading { split: split.clone(), analysis: *analysis });
                    }
                }
            }
        }
        out
    }

    fn add_verb(&mut self, row: &Row<'_, '_>, inflection: &Inflection) {
        let text = row.get("lemma");
        let lemma = self.lemma(text, true, row.get("gloss"), "");
        let regular = |column: &str, stem: &str| {
            let given = row.get(column);
            if given.is_empty() { inflection.stem(stem, text) } else { given.to_owned() }
        };
        let present = row.get("present");
        if present.is_empty() {
            self.add_forms(lemma, inflection.forms("lemma", text));
            for (column, stem) in [("third", "third"), ("past", "past"), ("gerund", "gerund")] {
                for form in regular(column, stem).split('|') {
                    self.add_forms(lemma, inflection.forms(column, form));
                }
            }
            let past = regular("past", "past");
            let participle = if row.get("participle").is_empty() {
                past
            } else {
                row.get("participle").to_owned()
            };
            for form in participle.split('|') {
                self.add_forms(lemma, inflection.forms("participle", form));
            }
        } else {
            self.add_forms(lemma, inflection.forms("past", text));
            let body = inflection.stem("body", present);
            self.add_forms(lemma, inflection.forms("body", &body));
        }
        for noun in row.list("masdar").chain(row.list("nouns")) {
            let plural = inflection.stem("masdar.plural", noun);
            self.add_noun(lemma, noun, std::iter::once(plural.as_str()), Pos::Masdar, inflection);
        }
        for (column, pos) in [("active", Pos::Active), ("passive", Pos::Participle)] {
            for form in row.list(column) {
                for (text, mut features) in inflection.forms("adj", form) {
                    features.pos = pos;
                    features.passive = pos == Pos::Participle;
                    self.add(lemma, &text, features);
                }
            }
        }
    }

    fn add_noun<'p>(
        &mut self,
        lemma: LemmaId,
        noun: &str,
        plurals: impl Iterator<Item = &'p str>,
        pos: Pos,
        inflection: &Inflection,
    ) {
        for (form, mut features) in inflection.forms("noun", noun) {
            features.pos = pos;
            self.add(lemma, &form, features);
        }
        let mut plurals: Vec<String> =
            plurals.filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let regular = inflection.stem("plural", noun);
        if plurals.is_empty() && regular != noun {
            plurals.push(regular);
        }
        for plural in plurals {
            for (form, mut features) in inflection.forms("plural", &plural) {
                features.pos = pos;
                self.add(lemma, &form, features);
            }
        }
    }

    fn lemma(&mut self, text: &str, verb: bool, gloss: &str, class: &str) -> LemmaId {
        let fresh = self.lemmas.len() as LemmaId;
        let id = *self.by_name.entry((verb, fold(text))).or_insert(fresh);
        if id == fresh {
            let lemma = Lemma {
                text: text.to_owned(),
                verb,
                gloss: gloss.to_owned(),
                class: class.to_owned(),
            };
            self.lemmas.push(lemma);
        }
        id
    }

    fn add_forms(&mut self, lemma: LemmaId, forms: impl Iterator<Item = (String, Features)>) {
        for (form, features) in forms {
            self.add(lemma, &form, features);
        }
    }

    fn add(&mut self, lemma: LemmaId, form: &str, features: Features) {
        let words = tokenize(form, Span::new(0, form.len()));
        let analysis = Analysis { lemma, features };
        match words.as_slice() {
            [] => {}
            [word] => self.forms.entry(word.norm.to_string()).or_default().push(analysis),
            _ => self.phrases.insert(form, analysis),
        }
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
