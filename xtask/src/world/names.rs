//! Which names of towns are safe in a text, which need a cue, and which must not stand at all.

use std::collections::{BTreeMap, HashMap, HashSet};

use isnad_pack::{LangPack, Pack, inflect::Pos, world::Kind};
use isnad_text::{Lang, fold};
use serde::Deserialize;

use super::packages::Packages;

/// When a name is safe.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    big: u64,
    en: Words,
    ar: Words,
}

/// Bounds of the frequency of words, and words for towns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    least_letters: usize,
    rare: f64,
    known: f64,
    listed: f64,
    common: f64,
    towns: Vec<String>,
    #[serde(default)]
    generic: Vec<String>,
}

impl Rules {
    /// Arabic words that only say what kind of place a name belongs to.
    pub(super) fn generic(&self) -> &[String] {
        &self.ar.generic
    }
}

/// How a name may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// Wherever it stands.
    Safe(String),
    /// Beside a cue.
    Bare(String),
    /// Behind a word for a town; safe then.
    Told(Vec<String>),
    /// Not at all.
    No,
}

/// All that is asked about a name.
pub(super) struct Guard<'p> {
    pack: &'p Pack,
    rules: &'p Rules,
    zipf: [HashMap<String, f64>; 2],
    people: HashSet<String>,
    taken: HashSet<String>,
}

impl<'p> Guard<'p> {
    pub(super) fn new(
        rules: &'p Rules,
        packages: &Packages,
        pack: &'p Pack,
    ) -> anyhow::Result<Guard<'p>> {
        let names = pack.world.names.iter().map(|n| &n.text);
        let taken = names.chain(pack.world.demonyms.iter().map(|d| &d.1)).map(|n| fold(n));
        Ok(Guard {
            pack,
            rules,
            zipf: [frequencies(packages, "en")?, frequencies(packages, "ar")?],
            people: people(packages, pack)?,
            taken: taken.collect(),
        })
    }

    /// How a town of a size may be called by a name that nobody else in the pack has.
    pub(super) fn judge(&self, name: &str, lang: Lang, people: u64) -> Use {
        if self.taken.contains(&fold(name)) {
            return Use::No;
        }
        match self.alone(name, lang, people >= self.rules.big) {
            Use::Told(mut names) => {
                names.retain(|n| !self.taken.contains(&fold(n)));
                Use::Told(names)
            }
            safe_or_bare => safe_or_bare,
        }
    }

    fn rules(&self, lang: Lang) -> &Words {
        if lang == Lang::AR { &self.rules.ar } else { &self.rules.en }
    }

    fn alone(&self, name: &str, lang: Lang, big: bool) -> Use {
        let (rules, language) = (self.rules(lang), self.pack.lang(lang));
        let words: Vec<String> = language.tokens(name).iter().map(|t| t.norm.to_string()).collect();
        let zipf = |w: &String| self.zipf(w, lang);
        let is_word = |w: &String| {
            zipf(w) >= rules.common || zipf(w) >= rules.listed && is_ordinary(language, w)
        };
        let is_name = |w: &String| self.people.contains(w);
        let is_short = |w: &String| w.chars().count() < rules.least_letters;
        let safe = if big { rules.known } else { rules.rare };
        match words.as_slice() {
            [] => Use::No,
            [word] if is_short(word) => told(name, rules, big),
            [word] if is_word(word) => told(name, rules, big),
            [word] if is_name(word) || zipf(word) >= safe => Use::Bare(name.to_owned()),
            words if words.iter().all(is_word) => told(name, rules, big),
            words if words.iter().all(|w| is_word(w) || is_name(w) || is_short(w)) => {
                Use::Bare(name.to_owned())
            }
            _ => Use::Safe(name.to_owned()),
        }
    }

    fn zipf(&self, word: &str, lang: Lang) -> f64 {
        let table = &self.zipf[usize::from(lang == Lang::AR)];
        table.get(word).copied().unwrap_or_default()
    }
}

/// A name behind the words for towns that the language has.
fn told(name: &str, rules: &Words, big: bool) -> Use {
    let towns = if big { rules.towns.get(..1) } else { None }.unwrap_or(&rules.towns);
    if towns.is_empty() {
        return Use::No;
    }
    Use::Told(towns.iter().map(|t| format!("{t} {name}")).collect())
}

/// Whether a word is one of the language, with whatever may be written on it.
fn is_ordinary(language: &LangPack, word: &str) -> bool {
    let article = language.clitics.article();
    let rest = word.strip_prefix(article).filter(|r| !article.is_empty() && r.chars().count() > 2);
    [Some(word), rest].into_iter().flatten().any(|w| {
        language.lexicon.knows(w)
            || language.function.begins(w)
            || isnad_pack::analyse::analyses(&language.vocabulary, &language.clitics, w, w)
                .iter()
                .any(|r| r.features.pos != Pos::Name)
    })
}

/// Frequencies of folded words on the Zipf scale.
fn frequencies(packages: &Packages, code: &str) -> anyhow::Result<HashMap<String, f64>> {
    let line = format!(
        "import json, wordfreq; print(json.dumps(wordfreq.get_frequency_dict('{code}', 'large')))"
    );
    let listed: BTreeMap<String, f64> = packages.python_says(&line)?;
    let mut out: HashMap<String, f64> = HashMap::new();
    for (word, share) in listed {
        // Per thousand million words, as a power of ten.
        let zipf = share.log10() + 9.0;
        let best = out.entry(fold(&word)).or_insert(zipf);
        *best = best.max(zipf);
    }
    Ok(out)
}

/// Parts of names of people, folded: those of the pack, and the commonest of a census.
fn people(packages: &Packages, pack: &Pack) -> anyhow::Result<HashSet<String>> {
    let mut out = HashSet::new();
    for file in ["all.last", "female.first", "male.first"] {
        let text = packages.python_text(&format!("names/dist.{file}"))?;
        out.extend(text.lines().filter_map(|l| l.split_whitespace().next()).map(fold));
    }
    for name in &pack.world.names {
        if pack.world.entity(name.entity).kind == Kind::Person {
            out.extend(name.text.split([' ', '-']).map(fold));
        }
    }
    Ok(out)
}
