//! Inflection by tables: stem changes and paradigms of a language, applied to principal parts.

use rustc_hash::FxHashMap;

use crate::{Diagnostic, Source, tsv::Table};

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
}

#[derive(Debug)]
struct StemRule {
    place: Place,
    part: Vec<char>,
    replace: Vec<char>,
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
    base: String,
    stem: String,
    prefix: String,
    suffix: String,
    features: Features,
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
        for row in Table::read(source, &path).rows() {
            let Some(pos) = pos_of(row.get("pos")) else {
                let message = format!("unknown part of speech `{}`", row.get("pos"));
                faults.push(row.fault(
                    row.get("pos"),
                    "unknown-class",
                    message,
                    "verb, participle, gerund, noun or adj",
                ));
                continue;
            };
            let features = Features {
                pos,
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
            };
            let text = |column| row.get(column).to_owned();
            inflection.rows.push(Paradigm {
                base: text("base"),
                stem: text("stem"),
                prefix: text("prefix"),
                suffix: text("suffix"),
                features,
            });
        }
        out.append(&mut faults);
        inflection
    }

    /// All forms of a base (`past`, `body`, `noun`, …) of one word.
    pub fn forms<'a>(
        &'a self,
        base: &'a str,
        word: &'a str,
    ) -> impl Iterator<Item = (String, Features)> + 'a {
        self.rows.iter().filter(move |r| r.base == base).map(move |r| {
            let stem = self.stem(&r.stem, word);
            (format!("{}{stem}{}", r.prefix, r.suffix), r.features)
        })
    }

    /// A word after the stem change of this name; unchanged if no rule fits.
    pub fn stem(&self, name: &str, word: &str) -> String {
        let letters: Vec<char> = word.chars().collect();
        let rules = self.stems.get(name).map_or(&[][..], Vec::as_slice);
        rules.iter().find_map(|r| r.apply(&letters)).unwrap_or_else(|| word.to_owned())
    }
}

impl StemRule {
    fn new(pattern: &str, replace: &str) -> StemRule {
        let (place, part) = match pattern.split_at_checked(1) {
            Some(("^", rest)) => (Place::Begin, rest),
            Some(("=", rest)) => (Place::Whole, rest),
            _ => (Place::End, pattern),
        };
        StemRule { place, part: part.chars().collect(), replace: replace.chars().collect() }
    }

    fn apply(&self, letters: &[char]) -> Option<String> {
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
        let mut kept = part.iter().zip(&self.part).filter(|(_, p)| **p == '?').map(|(l, _)| *l);
        let changed =
            self.replace.iter().filter_map(|r| if *r == '?' { kept.next() } else { Some(*r) });
        Some(before.iter().copied().chain(changed).chain(after.iter().copied()).collect())
    }
}

fn pos_of(name: &str) -> Option<Pos> {
    Some(match name {
        "verb" => Pos::Verb,
        "participle" => Pos::Participle,
        "gerund" => Pos::Gerund,
        "noun" => Pos::Noun,
        "adj" => Pos::Adj,
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
