//! The general vocabulary of a language: everything that any list of the pack holds, with the word
//! lists of `vocabulary/`, for cutting and reading words. What events, quotes and names are told by
//! stays apart in [`crate::lexicon`]: a word that stands only here predicates nothing.

use isnad_text::{Lang, fold};
use rustc_hash::FxHashSet;

use crate::{
    Source, World, analyse::likeliest, clitics::Clitics, inflect::Inflection, lexicon::Lexicon,
    tsv::Table, world::Name,
};

/// What a word costs that is one word of a longer name or term.
const PART: u8 = 2;
/// What an adjective costs that is made by rule from a noun.
const BY_RULE: u8 = 6;
/// How many known persons must bear a first name that is an ordinary word too before it shows that a
/// name begins.
const COMMON_NAME: usize = 5;

/// Reads all lists of a language; with the words, the first names by which the beginning of a name
/// that no list holds is told.
pub fn read(
    source: &Source,
    lang: Lang,
    world: &World,
    inflection: &Inflection,
    clitics: &Clitics,
) -> (Lexicon, FxHashSet<String>) {
    let folder = format!("lang/{}", lang.code());
    let mut reader = Reader { lexicon: Lexicon::of(source), source, inflection, clitics, folder };
    reader.words();
    let given_names = reader.given_names(world);
    // Names help to cut words, where a language writes its clitics on them.
    if !clitics.article().is_empty() {
        reader.names(lang, world);
        reader.adjectives_by_rule();
        reader.parts(lang, world);
    }
    (reader.lexicon, given_names)
}

/// The names of whom news names; thousands of small towns would be read into too many words.
fn known(lang: Lang, world: &World) -> impl Iterator<Item = &Name> {
    world.names.iter().filter(move |n| n.lang == lang && !world.is_town(n.entity))
}

struct Reader<'r> {
    lexicon: Lexicon,
    source: &'r Source,
    inflection: &'r Inflection,
    clitics: &'r Clitics,
    folder: String,
}

impl Reader<'_> {
    /// First names of persons. Where no capitals show that a word is a name, one that is an ordinary
    /// word too must be common as a name.
    fn given_names(&self, world: &World) -> FxHashSet<String> {
        let capitals = self.clitics.article().is_empty();
        let ordinary = |name: &str| !self.lexicon.readings(name, self.clitics).is_empty();
        let telling = |(name, bearers): &(&str, usize)| {
            capitals || *bearers >= COMMON_NAME || !ordinary(name)
        };
        world.given_names().filter(telling).map(|(name, _)| name.to_owned()).collect()
    }

    /// Verbs, nouns, adjectives, particles, roles, numbers.
    fn words(&mut self) {
        let (source, inflection) = (self.source, self.inflection);
        let table = |name: &str| Table::read(source, &format!("{}/{name}.tsv", self.folder));
        let lexicon = &mut self.lexicon;
        for row in table("vocabulary/common").rows() {
            lexicon.learn_common(&row);
        }
        // Of readings that cost the same the first is taken: a form in which noun and adjective meet
        // is rather the adjective.
        for row in table("vocabulary/adjectives").rows() {
            lexicon.learn_adjective(&row, inflection);
        }
        for row in table("vocabulary/endings").rows() {
            lexicon.learn_ending(&row);
        }
        lexicon.add_tables(source, &self.folder, inflection);
        lexicon.add_tables(source, &format!("{}/vocabulary", self.folder), inflection);
        for row in table("vocabulary/particles").rows() {
            let suffix = if row.get("after").is_empty() { "" } else { ".after" };
            let (form, lemma) = (row.get("form"), row.get("lemma"));
            lexicon.learn(&format!("particle{suffix}"), form, lemma, 0, inflection);
            for open in row.list("open") {
                lexicon.learn(&format!("host{suffix}"), open, lemma, 0, inflection);
            }
        }
        for row in table("roles").rows().filter(|r| !r.get("lemma").contains(' ')) {
            lexicon.learn_noun(&row, inflection);
            for word in row.list("feminine").filter(|w| !w.contains(' ')) {
                lexicon.learn("noun", word, word, 0, inflection);
            }
        }
        for row in table("numbers").rows() {
            for word in row.list("forms").flat_map(str::split_whitespace) {
                lexicon.learn("name", word, word, 0, inflection);
            }
        }
    }

    /// Names of one word, and the adjectives of states and groups.
    fn names(&mut self, lang: Lang, world: &World) {
        for name in known(lang, world).filter(|n| !n.text.contains(' ')) {
            let word = self.bare(&name.text);
            self.lexicon.learn("name", word, word, 0, self.inflection);
        }
        for (_, text, _) in world.demonyms.iter().filter(|d| d.0 == lang && !d.1.contains(' ')) {
            self.lexicon.learn("adj", text, text, 0, self.inflection);
        }
    }

    /// Adjectives that the language makes from any noun, where they are not listed.
    fn adjectives_by_rule(&mut self) {
        for noun in self.lexicon.nouns().to_vec() {
            let made = self.inflection.change("nisba", &noun);
            if let Some(adjective) = made.filter(|a| !a.contains(' ') && !self.lexicon.lists(a)) {
                self.lexicon.learn("adj", &adjective, &adjective, BY_RULE, self.inflection);
            }
        }
    }

    /// Words of terms and of longer names, where nothing else reads them.
    fn parts(&mut self, lang: Lang, world: &World) {
        let glossary: Vec<&str> =
            Table::read(self.source, &format!("{}/glossary.tsv", self.folder))
                .rows()
                .map(|r| r.get("lemma"))
                .collect();
        for word in glossary.into_iter().filter(|w| !w.contains(' ')) {
            self.part("adj", word);
        }
        let time = Table::read(self.source, &format!("{}/time.tsv", self.folder));
        for word in time.rows().flat_map(|r| r.list("forms")).flat_map(str::split_whitespace) {
            self.part("name", word);
        }
        for name in known(lang, world).filter(|n| n.text.contains(' ')) {
            for word in name.text.split([' ', '-']) {
                self.part("name", self.bare(word));
            }
        }
    }

    fn part(&mut self, base: &str, word: &str) {
        let read = || likeliest(&self.lexicon, self.clitics, word, &fold(word)).is_some();
        if !self.lexicon.lists(word) && !read() {
            self.lexicon.learn(base, word, word, PART, self.inflection);
        }
    }

    /// A word without its article, if that leaves enough of it.
    fn bare<'w>(&self, word: &'w str) -> &'w str {
        let rest = word.strip_prefix(self.clitics.article()).filter(|r| r.chars().count() > 2);
        rest.unwrap_or(word)
    }
}

#[cfg(test)]
mod tests {
    use isnad_text::{Lang, fold};

    use crate::Pack;

    #[test]
    fn an_ordinary_word_shows_a_name_only_if_it_is_a_common_one() {
        let pack = Pack::builtin();
        let ar = pack.lang(Lang::AR);
        for name in ["خالد", "سيرغي"] {
            assert!(ar.is_given_name(&fold(name)), "{name}");
        }
        // Borne by one person each: "in the reign of", "spectrum of".
        for word in ["عهد", "طيف"] {
            assert!(!ar.is_given_name(&fold(word)), "{word}");
        }
    }
}
