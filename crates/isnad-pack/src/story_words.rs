//! Tables for comparing pages: light stems, concepts shared by the languages, consonant skeletons
//! of names, negations, and the words that say what kind of outlet a name belongs to.

use isnad_text::{Lang, fold};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Diagnostic, Source, tsv::Table};

/// Tables of a language with glosses, the commonest words first, and the columns of their forms.
const GLOSSED: [(&str, &[&str]); 6] = [
    ("nouns", &["lemma", "plural"]),
    ("verbs", &["lemma", "present", "masdar", "active", "passive"]),
    ("glossary", &["lemma"]),
    ("vocabulary/nouns", &["lemma", "plural"]),
    ("vocabulary/adjectives", &["lemma", "feminine", "plural"]),
    ("vocabulary/verbs", &["lemma", "present", "masdar", "active", "passive"]),
];

/// A row of the light stemmer: an affix that is cut, or replaced, at one end of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Affix {
    round: u8,
    prefix: bool,
    /// Whether it is left on words that are known with it.
    optional: bool,
    form: String,
    replace: String,
    /// Letters that must remain.
    min: usize,
}

/// What is needed to compare pages of one language with pages of any language.
#[derive(Debug, Default)]
pub struct StoryWords {
    /// By round, then the longest first.
    affixes: Vec<Affix>,
    /// Stem to concept.
    concepts: FxHashMap<String, String>,
    /// Letters to consonant class, and the longest key in characters.
    skeleton: FxHashMap<String, String>,
    skeleton_len: usize,
    /// Stem to the stem of its English gloss, of words that are no concept.
    glosses: FxHashMap<String, String>,
    /// Negating words, each with the words before which it does not negate.
    negations: FxHashMap<String, FxHashSet<String>>,
    outlet_words: FxHashSet<String>,
    stop_words: FxHashSet<String>,
}

impl StoryWords {
    /// Reads the tables of a language.
    pub fn read(source: &Source, lang: Lang, out: &mut Vec<Diagnostic>) -> StoryWords {
        let folder = format!("lang/{}", lang.code());
        let mut words =
            StoryWords { affixes: affixes(source, &folder, out), ..StoryWords::default() };
        let path = format!("{folder}/negation.tsv");
        for row in Table::read(source, &path).rows() {
            words
                .negations
                .insert(fold(row.get("word")), row.list("not_before").map(fold).collect());
        }
        words.outlet_words = column(source, &format!("{folder}/outlet_words.tsv"), "word");
        words.stop_words = column(source, &format!("{folder}/stop.tsv"), "word");
        let table = Table::read(source, &format!("{folder}/skeleton.tsv"));
        for row in table.rows() {
            words.skeleton_len = words.skeleton_len.max(row.get("letters").chars().count());
            words.skeleton.insert(fold(row.get("letters")), row.get("class").to_owned());
        }
        words.read_concepts(source, lang);
        words.read_glosses(source, &folder, out);
        words
    }

    /// The glosses of the vocabulary, where they are one word; rows that come first count.
    fn read_glosses(&mut self, source: &Source, folder: &str, out: &mut Vec<Diagnostic>) {
        let english =
            StoryWords { affixes: affixes(source, "lang/en", out), ..StoryWords::default() };
        for (name, columns) in GLOSSED {
            let table = Table::read(source, &format!("{folder}/{name}.tsv"));
            for row in table.rows() {
                let gloss = row.get("gloss");
                if gloss.is_empty() || gloss.contains(' ') {
                    continue;
                }
                let gloss = english.cut(&fold(gloss), false);
                for form in columns.iter().flat_map(|c| row.list(c)).filter(|f| !f.contains(' ')) {
                    let stem = self.cut(&fold(form), false);
                    if !self.concepts.contains_key(&stem) {
                        self.glosses.entry(stem).or_insert_with(|| gloss.clone());
                    }
                }
            }
        }
    }

    /// Later rows yield to earlier ones: a form has one concept.
    fn read_concepts(&mut self, source: &Source, lang: Lang) {
        let table = Table::read(source, "lang/concepts.tsv");
        for row in table.rows() {
            for form in row.list(lang.code()) {
                let stem = self.cut(&fold(form), false);
                self.concepts.entry(stem).or_insert_with(|| row.get("id").to_owned());
            }
        }
    }

    /// The light stem of a folded word.
    pub fn stem(&self, folded: &str) -> String {
        let whole = self.cut(folded, false);
        if self.concepts.contains_key(&whole) { whole } else { self.cut(folded, true) }
    }

    fn cut(&self, folded: &str, proclitics: bool) -> String {
        let mut word = folded.to_owned();
        let mut done = 0;
        for affix in &self.affixes {
            let fits = affix.round > done && (proclitics || !affix.optional);
            if fits && affix.cut(&mut word) {
                done = affix.round;
            }
        }
        word
    }

    /// A folded word without article and preposition, for the consonants of names: a preposition is
    /// cut only where a long word remains, as many short names begin with its letter.
    pub fn bare(&self, folded: &str) -> String {
        let mut word = folded.to_owned();
        for affix in self.affixes.iter().filter(|a| a.prefix) {
            let mut cut = word.clone();
            if affix.cut(&mut cut) && (!affix.optional || cut.chars().count() > affix.min) {
                word = cut;
            }
        }
        word
    }

    /// The concept that a stem stands for, if the languages share one.
    pub fn concept(&self, stem: &str) -> Option<&str> {
        self.concepts.get(stem).map(String::as_str)
    }

    /// The stem of the English gloss of a stem, if it is no concept.
    pub fn gloss(&self, stem: &str) -> Option<&str> {
        self.glosses.get(stem).map(String::as_str)
    }

    /// The consonant classes of a folded word.
    pub fn skeleton(&self, folded: &str) -> String {
        let chars: Vec<char> = folded.chars().collect();
        let (mut out, mut at) = (String::new(), 0);
        while at < chars.len() {
            let longest = self.skeleton_len.min(chars.len() - at);
            let hit = (1..=longest).rev().find_map(|n| {
                let key: String = chars[at..at + n].iter().collect();
                self.skeleton.get(&key).map(|class| (n, class))
            });
            out.push_str(hit.map_or("", |(_, class)| class));
            at += hit.map_or(1, |(n, _)| n);
        }
        out
    }

    /// Whether a folded word negates, with the word after it.
    pub fn negates(&self, folded: &str, next: &str) -> bool {
        self.negations.get(folded).is_some_and(|except| !except.contains(next))
    }

    /// Whether a folded word says what kind of outlet a name belongs to.
    pub fn is_outlet_word(&self, folded: &str) -> bool {
        self.outlet_words.contains(folded)
    }

    /// Whether a folded word tells nothing about what a page is about.
    pub fn is_stop_word(&self, folded: &str) -> bool {
        self.stop_words.contains(folded)
    }
}

impl Affix {
    /// Cuts the affix off a word; `false` if it does not fit.
    fn cut(&self, word: &mut String) -> bool {
        let rest =
            if self.prefix { word.strip_prefix(&self.form) } else { word.strip_suffix(&self.form) };
        let Some(rest) = rest.filter(|r| r.chars().count() >= self.min) else { return false };
        *word = if self.prefix {
            format!("{}{rest}", self.replace)
        } else {
            format!("{rest}{}", self.replace)
        };
        true
    }
}

fn affixes(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> Vec<Affix> {
    let path = format!("{folder}/light_stem.tsv");
    let table = Table::read(source, &path);
    let mut affixes = Vec::new();
    for row in table.rows() {
        let numbers = (row.get("round").parse(), row.get("min").parse());
        let (Ok(round), Ok(min)) = numbers else {
            let message = "`round` and `min` must be numbers".to_owned();
            out.push(row.fault(row.get("min"), "bad-value", message, "write a whole number"));
            continue;
        };
        affixes.push(Affix {
            round,
            min,
            prefix: row.get("kind") != "suffix",
            optional: row.get("kind") == "proclitic",
            form: fold(row.get("form")),
            replace: fold(row.get("replace")),
        });
    }
    affixes.sort_by_key(|a| (a.round, std::cmp::Reverse(a.form.len())));
    affixes
}

/// The folded single words of a list column.
fn column(source: &Source, path: &str, name: &str) -> FxHashSet<String> {
    let table = Table::read(source, path);
    let words = table.rows().flat_map(|row| row.list(name).collect::<Vec<_>>());
    words.filter(|w| !w.contains(' ')).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lang: Lang) -> StoryWords {
        StoryWords::read(&Source::builtin(), lang, &mut Vec::new())
    }

    #[test]
    fn stems_join_the_forms_of_a_word() {
        let (ar, en) = (words(Lang::AR), words(Lang::EN));
        for (a, b) in [("والمدينة", "مدينة"), ("للمعلمين", "معلم"), ("سفينتين", "سفينة")]
        {
            assert_eq!(ar.stem(&fold(a)), ar.stem(&fold(b)), "{a} {b}");
        }
        for (a, b) in [("stopped", "stop"), ("cities", "city"), ("rescuing", "rescue")] {
            assert_eq!(en.stem(a), en.stem(b), "{a} {b}");
        }
    }

    #[test]
    fn skeletons_join_the_spellings_of_a_name() {
        let (ar, en) = (words(Lang::AR), words(Lang::EN));
        for (a, b) in [
            ("مونيتور", "Monitor"),
            ("الشارقة", "Shariqa"),
            ("بيروت", "Beirut"),
            ("وبالإسكندرون", "Iskanderun"),
        ] {
            let latin: String = b.split('-').map(|p| en.skeleton(&fold(p))).collect();
            assert_eq!(ar.skeleton(&ar.bare(&fold(a))), latin, "{a} {b}");
        }
    }

    #[test]
    fn concepts_join_the_languages() {
        let (ar, en) = (words(Lang::AR), words(Lang::EN));
        for (a, b) in [("المدرسة", "schools"), ("جرحى", "wounded"), ("زلزال", "earthquake")]
        {
            let concept = ar.concept(&ar.stem(&fold(a)));
            assert!(concept.is_some() && concept == en.concept(&en.stem(b)), "{a} {b}");
        }
    }
}
