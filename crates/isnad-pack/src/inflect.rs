//! Inflection by tables: stem changes and paradigms of a language, applied to principal parts.
//!
//! A paradigm row says which base it starts from, how the stem of the base changes, and what stands
//! before and after it. Base and stem change together are a *slot*: the lexicon lists the stems of a
//! word by slot, and [`Affixes`] knows which endings go with which slot, so that a form is read by
//! taking its affixes off and never listed whole.

use std::sync::Arc;

use isnad_text::fold;
use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Source,
    affix::{Affixes, Ending, Needs},
    tsv::{Row, Table},
};

/// What an inflected form says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Features {
    /// Part of speech.
    pub pos: Pos,
    /// Tense of a verb.
    pub tense: Tense,
    /// 1, 2 or 3; 0 where it does not apply.
    pub person: u8,
    /// Number.
    pub number: Number,
    /// `m`, `f` or a blank.
    pub gender: char,
    /// Whether the form is passive.
    pub passive: bool,
}

/// Parts of speech that the lexicon tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pos {
    /// Finite verb.
    Verb,
    /// Active participle.
    Active,
    /// Passive participle.
    Participle,
    /// Verbal noun of a verb: masdar, action nominalisation.
    Masdar,
    /// English gerund.
    Gerund,
    /// Noun.
    Noun,
    /// Adjective.
    Adj,
    /// Particle: adverb, preposition, conjunction, pronoun.
    Particle,
    /// Name.
    Name,
}

/// Tense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tense {
    /// Not a verb.
    None,
    /// Past (perfect).
    Past,
    /// Present (imperfect).
    Present,
}

/// Number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// Unknown.
    Any,
    /// One.
    Singular,
    /// Two.
    Dual,
    /// More.
    Plural,
}

/// The stem changes and paradigms of a language.
#[derive(Debug, Default)]
pub struct Inflection {
    stems: FxHashMap<String, Vec<StemRule>>,
    rows: Vec<Paradigm>,
    slots: Vec<Slot>,
    /// The slots of each base.
    bases: FxHashMap<String, Vec<usize>>,
    affixes: Arc<Affixes>,
}

/// Place of a stem in a paradigm: the base it is made of and the change that makes it.
#[derive(Debug, PartialEq, Eq)]
struct Slot {
    base: String,
    stem: String,
}

/// Slots that the lexicon can tell apart: the bits of a word.
const MOST_SLOTS: usize = 64;

#[derive(Debug)]
struct StemRule {
    place: Place,
    part: Vec<char>,
    /// `None` if a word of this shape has no such stem.
    replace: Option<Vec<char>>,
}

/// What a rule makes of a word that it fits.
enum Changed {
    /// A stem.
    To(String),
    /// Such words have no such stem.
    Never,
}

/// Which part of a word a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Begin,
    End,
    Whole,
}

#[derive(Debug)]
struct Paradigm {
    slot: usize,
    prefix: String,
    suffix: String,
    features: Features,
    needs: Needs,
}

impl Inflection {
    /// Reads `stems.tsv` and `inflection.tsv` of a language folder.
    pub fn read(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> Inflection {
        let mut inflection = Inflection::default();
        let path = format!("{folder}/stems.tsv");
        for row in Table::read(source, &path).rows() {
            let rule = StemRule::new(row.get("end"), row.get("replace"));
            inflection.stems.entry(row.get("stem").to_owned()).or_default().push(rule);
        }
        let path = format!("{folder}/inflection.tsv");
        let mut faults = Vec::new();
        let mut affixes = Affixes::default();
        for row in Table::read(source, &path).rows() {
            faults.extend(inflection.add(&row, &mut affixes));
        }
        affixes.seal();
        inflection.affixes = Arc::new(affixes);
        out.append(&mut faults);
        inflection
    }

    fn add(&mut self, row: &Row<'_, '_>, affixes: &mut Affixes) -> Option<Diagnostic> {
        let Some(features) = features_of(row) else {
            let message = format!("unknown part of speech `{}`", row.get("pos"));
            let hint = "verb, participle, gerund, noun, adj, particle or name";
            return Some(row.fault(row.get("pos"), "unknown-class", message, hint));
        };
        let slot = Slot { base: row.get("base").to_owned(), stem: row.get("stem").to_owned() };
        let at = self.slots.iter().position(|s| *s == slot).unwrap_or(self.slots.len());
        if at >= MOST_SLOTS {
            let message = format!("more than {MOST_SLOTS} pairs of base and stem");
            return Some(row.fault(
                row.get("base"),
                "too-many",
                message,
                "let rows share their stems",
            ));
        }
        if at == self.slots.len() {
            self.bases.entry(slot.base.clone()).or_default().push(at);
            self.slots.push(slot);
        }
        let (prefix, suffix) = (row.get("prefix").to_owned(), row.get("suffix").to_owned());
        let needs = Needs::read(row.list("needs"));
        let cost = row.get("cost").parse().unwrap_or(0);
        let ending = Ending {
            slots: 1 << at,
            features,
            needs,
            cost,
            written: (prefix.clone(), suffix.clone()),
        };
        affixes.add(&fold(&prefix), &fold(&suffix), ending);
        self.rows.push(Paradigm { slot: at, prefix, suffix, features, needs });
        None
    }

    /// All forms of a base (`past`, `body`, `noun`, …) of one word that can stand alone.
    pub fn forms<'a>(
        &'a self,
        base: &'a str,
        word: &'a str,
    ) -> impl Iterator<Item = (String, Features)> + 'a {
        self.paradigm(base, word).filter(|(_, _, needs)| !needs.pronoun).map(|(f, x, _)| (f, x))
    }

    /// All forms of a base, with what each needs beside it.
    pub(crate) fn paradigm<'a>(
        &'a self,
        base: &'a str,
        word: &'a str,
    ) -> impl Iterator<Item = (String, Features, Needs)> + 'a {
        self.rows.iter().filter_map(move |r| {
            let slot = self.slots.get(r.slot).filter(|s| s.base == base)?;
            let stem = self.change(&slot.stem, word)?;
            Some((format!("{}{stem}{}", r.prefix, r.suffix), r.features, r.needs))
        })
    }

    /// The stems of a base of one word, each with its slots, one bit each.
    pub(crate) fn stems(&self, base: &str, word: &str) -> Vec<(u64, String)> {
        let letters: Vec<char> = word.chars().collect();
        let mut unchanged = 0;
        let mut out: Vec<(u64, String)> = Vec::new();
        for at in self.bases.get(base).into_iter().flatten() {
            let rules = self.slots.get(*at).and_then(|s| self.stems.get(&s.stem));
            let hit = rules.into_iter().flatten().find_map(|r| r.apply(&letters));
            match hit {
                None => unchanged |= 1 << at,
                Some(Changed::Never) => {}
                Some(Changed::To(stem)) => match out.iter_mut().find(|(_, s)| *s == stem) {
                    Some((slots, _)) => *slots |= 1 << at,
                    None => out.push((1 << at, stem)),
                },
            }
        }
        if unchanged != 0 {
            out.push((unchanged, word.to_owned()));
        }
        out
    }

    /// What goes before and after stems.
    pub(crate) fn affixes(&self) -> Arc<Affixes> {
        Arc::clone(&self.affixes)
    }

    /// A word after the stem change of this name; unchanged if no rule fits.
    pub fn stem(&self, name: &str, word: &str) -> String {
        self.change(name, word).unwrap_or_else(|| word.to_owned())
    }

    /// The body of a verb, to which the prefixes of the present are put. Where the past shows that a
    /// weak letter stays, a mark behind it keeps it from the changes of those that do not.
    pub fn body(&self, past: &str, present: &str) -> String {
        let body = self.stem("body", present);
        let hollow = self.stem("hollow", past) != past;
        if hollow { body } else { self.stem("body.firm", &body) }
    }

    /// A word after a stem change; `None` if a word of its shape has no such stem.
    pub(crate) fn change(&self, name: &str, word: &str) -> Option<String> {
        let Some(rules) = self.stems.get(name) else { return Some(word.to_owned()) };
        let letters: Vec<char> = word.chars().collect();
        match rules.iter().find_map(|r| r.apply(&letters)) {
            Some(Changed::To(stem)) => Some(stem),
            Some(Changed::Never) => None,
            None => Some(word.to_owned()),
        }
    }
}

impl StemRule {
    fn new(pattern: &str, replace: &str) -> StemRule {
        let (place, part) = match pattern.split_at_checked(1) {
            Some(("^", rest)) => (Place::Begin, rest),
            Some(("=", rest)) => (Place::Whole, rest),
            _ => (Place::End, pattern),
        };
        let replace = (replace != "!").then(|| replace.chars().collect());
        StemRule { place, part: part.chars().collect(), replace }
    }

    /// What the rule makes of a word; nothing if it does not fit.
    fn apply(&self, letters: &[char]) -> Option<Changed> {
        let spare = letters.len().checked_sub(self.part.len())?;
        let start = match self.place {
            Place::Begin => 0,
            Place::End => spare,
            Place::Whole => (spare == 0).then_some(0)?,
        };
        let (before, rest) = letters.split_at(start);
        let (part, after) = rest.split_at(self.part.len());
        if !part.iter().zip(&self.part).all(|(l, p)| *p == '?' || l == p) {
            return None;
        }
        let Some(replace) = &self.replace else { return Some(Changed::Never) };
        let mut kept = part.iter().zip(&self.part).filter(|(_, p)| **p == '?').map(|(l, _)| *l);
        let mut last = None;
        let changed = replace.iter().filter_map(|r| match r {
            '?' => {
                last = kept.next();
                last
            }
            '*' => last,
            letter => Some(*letter),
        });
        let changed: Vec<char> = changed.collect();
        Some(Changed::To(
            before.iter().copied().chain(changed).chain(after.iter().copied()).collect(),
        ))
    }
}

fn features_of(row: &Row<'_, '_>) -> Option<Features> {
    Some(Features {
        pos: pos_of(row.get("pos"))?,
        tense: match row.get("tense") {
            "past" => Tense::Past,
            "present" => Tense::Present,
            _ => Tense::None,
        },
        person: row.get("person").parse().unwrap_or(0),
        number: match row.get("number") {
            "s" => Number::Singular,
            "d" => Number::Dual,
            "p" => Number::Plural,
            _ => Number::Any,
        },
        gender: row.get("gender").chars().next().unwrap_or(' '),
        passive: row.get("voice") == "passive",
    })
}

fn pos_of(name: &str) -> Option<Pos> {
    Some(match name {
        "verb" => Pos::Verb,
        "participle" => Pos::Participle,
        "gerund" => Pos::Gerund,
        "noun" => Pos::Noun,
        "adj" => Pos::Adj,
        "particle" => Pos::Particle,
        "name" => Pos::Name,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(lang: &str, base: &str, word: &str) -> Vec<String> {
        let source = Source::builtin();
        let inflection = Inflection::read(&source, &format!("lang/{lang}"), &mut Vec::new());
        let word = if base == "body" { inflection.stem("body", word) } else { word.to_owned() };
        inflection.forms(base, &word).map(|(f, _)| f).collect()
    }

    #[test]
    fn inflects_arabic_verbs_of_every_class() {
        for (base, word, wanted) in [
            ("past", "وقع", vec!["وقعت", "وقعا", "وقعوا", "وقعنا"]),
            ("past", "زار", vec!["زارت", "زاروا", "زرنا", "زير"]),
            ("past", "التقى", vec!["التقت", "التقيا", "التقوا", "التقينا"]),
            ("past", "دعا", vec!["دعت", "دعوا", "دعونا", "دعي"]),
            ("past", "ناقش", vec!["نوقش"]),
            ("past", "أقام", vec!["أقمنا", "أقيم"]),
            ("body", "يزور", vec!["تزور", "يزورون", "نزور", "يزر", "يزار"]),
            ("body", "يلتقي", vec!["تلتقي", "يلتقيان", "يلتقون", "يلتق"]),
        ] {
            let got = forms("ar", base, word);
            for form in wanted {
                assert!(got.iter().any(|g| g == form), "{word}: {form} not in {got:?}");
            }
        }
    }

    #[test]
    fn inflects_english_words() {
        for (base, word, want) in [
            ("third", "carry", "carries"),
            ("past", "agree", "agreed"),
            ("past", "deploy", "deployed"),
            ("gerund", "strike", "striking"),
            ("plural", "embassy", "embassies"),
        ] {
            let source = Source::builtin();
            let inflection = Inflection::read(&source, "lang/en", &mut Vec::new());
            assert_eq!(inflection.stem(base, word), want);
        }
    }
}
