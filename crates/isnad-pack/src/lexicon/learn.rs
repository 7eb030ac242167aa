//! Filling the lexicon: what a row of a list says of a word, and the stems of its paradigms.

use isnad_text::{fold, fold::is_ignorable};

use super::{Analysis, Lemma, LemmaId, Lexicon};
use crate::{
    Source,
    inflect::{Features, Inflection, Pos},
    stems::{Stem, hash},
    tsv::{Row, Table},
};

/// What a word costs that is not among the commonest.
const UNCOMMON: u8 = 3;
/// What a participle costs beyond the noun or adjective that it may have become.
const DERIVED: u8 = 6;

/// What a form is of its own, besides being listed with a dictionary word.
struct Own<'t> {
    word: &'t str,
    pos: Option<Pos>,
    cost: u8,
}

impl Lexicon {
    /// Adds `verbs.tsv` and `nouns.tsv` of a folder.
    pub(crate) fn add_tables(&mut self, source: &Source, folder: &str, inflection: &Inflection) {
        for row in Table::read(source, &format!("{folder}/verbs.tsv")).rows() {
            self.learn_verb(&row, inflection);
        }
        for row in Table::read(source, &format!("{folder}/nouns.tsv")).rows() {
            let lemma = self.lemma(row.get("lemma"), false, row.get("gloss"), row.get("class"));
            let own =
                Own { word: row.get("lemma"), pos: Some(Pos::Noun), cost: self.cost("noun", &row) };
            self.add_noun(lemma, row.get("lemma"), row.list("plural"), &own, inflection);
        }
    }

    /// Takes the commonest words from a table: all others cost more from then on.
    pub(crate) fn learn_common(&mut self, row: &Row<'_, '_>) {
        if let Some(pos) = ["verb", "noun", "adj"].into_iter().find(|p| *p == row.get("pos")) {
            self.common.insert((pos, hash(row.get("lemma")), hash(row.get("present"))));
        }
    }

    /// Takes a rule for words that no list holds.
    pub(crate) fn learn_ending(&mut self, row: &Row<'_, '_>) {
        let text = |column: &str| row.get(column).to_owned();
        self.endings.push((text("end"), text("replace"), row.get("letters").parse().unwrap_or(0)));
    }

    fn cost(&self, pos: &'static str, row: &Row<'_, '_>) -> u8 {
        let key = (pos, hash(row.get("lemma")), hash(row.get("present")));
        if self.common.is_empty() || self.common.contains(&key) { 0 } else { UNCOMMON }
    }

    /// Adds a verb by a row with its principal parts.
    pub(crate) fn learn_verb(&mut self, row: &Row<'_, '_>, inflection: &Inflection) -> LemmaId {
        let text = row.get("lemma");
        let lemma = self.lemma(text, true, row.get("gloss"), "");
        let cost = self.cost("verb", row);
        let verb = Own { word: text, pos: None, cost };
        match row.get("present") {
            "" => self.add_weak_parts(lemma, row, &verb, inflection),
            present => {
                self.add_base(lemma, "past", text, &verb, inflection);
                let body = inflection.body(text, present);
                self.add_base(lemma, "body", &body, &verb, inflection);
            }
        }
        for noun in row.list("masdar").chain(row.list("nouns")) {
            let plural = inflection.stem("masdar.plural", noun);
            let own = Own { word: noun, pos: Some(Pos::Masdar), cost };
            self.add_noun(lemma, noun, std::iter::once(plural.as_str()), &own, inflection);
        }
        for (column, pos) in [("active", Pos::Active), ("passive", Pos::Participle)] {
            // Of several spellings, the first is the dictionary form.
            let word = row.list(column).next().unwrap_or_default();
            let own = Own { word, pos: Some(pos), cost: cost + DERIVED };
            for (form, base) in row.list(column).flat_map(|f| [(f, "adj"), (f, column)]) {
                self.add_base(lemma, base, form, &own, inflection);
            }
        }
        lemma
    }

    /// Adds a noun by a row with its plural.
    pub(crate) fn learn_noun(&mut self, row: &Row<'_, '_>, inflection: &Inflection) -> LemmaId {
        let lemma = self.lemma(row.get("lemma"), false, "", "");
        for noun in row.list("lemma") {
            let own = Own { word: noun, pos: Some(Pos::Noun), cost: self.cost("noun", row) };
            self.add_noun(lemma, noun, row.list("plural"), &own, inflection);
        }
        lemma
    }

    /// Adds an adjective with its irregular feminines and plurals.
    pub(crate) fn learn_adjective(&mut self, row: &Row<'_, '_>, inflection: &Inflection) {
        let text = row.get("lemma");
        let lemma = self.lemma(text, false, row.get("gloss"), "");
        let own = Own { word: text, pos: Some(Pos::Adj), cost: self.cost("adj", row) };
        self.add_base(lemma, "adj", text, &own, inflection);
        for (column, bases) in [("feminine", &["feminine"][..]), ("plural", &["plural", "sound"])] {
            for (form, base) in row.list(column).flat_map(|f| bases.iter().map(move |b| (f, *b))) {
                self.add_base(lemma, base, form, &own, inflection);
            }
        }
    }

    /// Adds a word under a base, with what it costs more than others.
    pub(crate) fn learn(
        &mut self,
        base: &str,
        form: &str,
        lemma: &str,
        cost: u8,
        inflection: &Inflection,
    ) {
        let id = self.lemma(lemma, false, "", "");
        self.add_base(id, base, form, &Own { word: lemma, pos: None, cost }, inflection);
    }

    /// Adds the forms of a verb whose paradigm is a list of forms.
    fn add_weak_parts(
        &mut self,
        lemma: LemmaId,
        row: &Row<'_, '_>,
        own: &Own<'_>,
        inflection: &Inflection,
    ) {
        let text = row.get("lemma");
        let regular = |column: &str| {
            let given = row.get(column);
            if given.is_empty() { inflection.stem(column, text) } else { given.to_owned() }
        };
        self.add_base(lemma, "lemma", text, own, inflection);
        for column in ["third", "past", "gerund"] {
            for form in regular(column).split('|') {
                self.add_base(lemma, column, form, own, inflection);
            }
        }
        let participle = row.opt("participle").map_or_else(|| regular("past"), str::to_owned);
        for form in participle.split('|') {
            self.add_base(lemma, "participle", form, own, inflection);
        }
    }

    fn add_noun<'p>(
        &mut self,
        lemma: LemmaId,
        noun: &str,
        plurals: impl Iterator<Item = &'p str>,
        own: &Own<'_>,
        inflection: &Inflection,
    ) {
        self.nouns.push(noun.to_owned());
        self.add_base(lemma, "noun", noun, own, inflection);
        let mut plurals: Vec<String> =
            plurals.filter(|p| !p.is_empty()).map(str::to_owned).collect();
        let regular = inflection.stem("plural", noun);
        if plurals.is_empty() && regular != noun {
            plurals.push(regular);
        }
        for plural in plurals {
            self.add_base(lemma, "plural", &plural, own, inflection);
            self.add_base(lemma, "sound", &plural, own, inflection);
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

    /// Adds the stems of a base of a word; the forms of several words are listed whole.
    fn add_base(
        &mut self,
        lemma: LemmaId,
        base: &str,
        text: &str,
        own: &Own<'_>,
        inflection: &Inflection,
    ) {
        let simple = !text.bytes().any(|b| b.is_ascii() && !b.is_ascii_alphabetic());
        if !simple && self.phrases.tokens(text).len() > 1 {
            self.add_phrases(lemma, base, text, own, inflection);
            return;
        }
        let fresh = self.words.len() as u32;
        let word = *self.by_word.entry(hash(own.word)).or_insert(fresh);
        if word == fresh {
            self.words.push(own.word.to_owned());
        }
        self.affixes = inflection.affixes();
        self.reach = self.affixes.reach();
        for (slots, stem) in inflection.stems(base, text) {
            let (pos, cost) = (own.pos, own.cost);
            let plain: String = stem.chars().filter(|c| !is_ignorable(*c)).collect();
            let entry = Stem { lemma, word, slots, pos, spelling: hash(&plain), cost };
            let folded = fold(&stem);
            if self.affixes.has(slots, Pos::Particle) {
                self.particles.insert(hash(&folded));
            }
            self.stems.add(&folded, entry);
        }
    }

    fn add_phrases(
        &mut self,
        lemma: LemmaId,
        base: &str,
        text: &str,
        own: &Own<'_>,
        inflection: &Inflection,
    ) {
        let mut add = |form: &str, mut features: Features| {
            if let Some(pos) = own.pos {
                features.pos = pos;
                features.passive = pos == Pos::Participle;
            }
            self.phrases.insert(form, Analysis { lemma, features });
        };
        for (form, features, _) in inflection.paradigm(base, text) {
            add(&form, features);
        }
        // An adjective has the ending of its noun: "هجوما صاروخيا", "تفجيران انتحاريان".
        let Some((first, rest)) = text.split_once(' ').filter(|(_, r)| !r.contains(' ')) else {
            return;
        };
        let rest: Vec<_> = inflection.paradigm(base, rest).collect();
        for (noun, features, _) in inflection.paradigm(base, first) {
            let agrees = |form: &str, f: &Features| {
                *f == features && f.pos != Pos::Verb && form.chars().last() == noun.chars().last()
            };
            for (adjective, ..) in rest.iter().filter(|(form, f, _)| agrees(form, f)) {
                add(&format!("{noun} {adjective}"), features);
            }
        }
    }
}
