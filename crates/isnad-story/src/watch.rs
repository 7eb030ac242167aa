//! Watches: what somebody wants to hear about, and what is new of it since the last look.
//!
//! Pure functions: a watch keeps what was [`Seen`], and [`news`] compares it with what is seen now.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{
    Record,
    who::{Why, who},
};
use isnad_pack::{
    Pack,
    world::{Entity, Kind},
};
use isnad_text::{TokenKind, fold};
use serde::{Deserialize, Serialize};

use crate::{
    Doc,
    drift::{Change, Piece, drift},
    story::{Claim, Story, Value},
};

/// Marks that part the sides of a dyad.
const BETWEEN: [char; 6] = ['/', ',', '،', '-', '–', '>'];
/// What parts the mode of an event from its type.
const MODE: char = ':';
/// What stands between the name of a page and the number of its version.
const VERSION: char = '#';

/// What is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", rename_all = "kebab-case")]
pub enum Target {
    /// A person, body, state or thing.
    Entity {
        /// Its id.
        id: String,
    },
    /// What happens between two sides, or binds them.
    Dyad {
        /// Their ids.
        sides: [String; 2],
    },
    /// Events of a type.
    Event {
        /// The type: `ASSAULT`.
        kind: String,
        /// The mode, if only one counts.
        mode: Option<String>,
    },
    /// What happens at a place.
    Place {
        /// Its id.
        id: String,
    },
    /// Pages that hold all of some words, in any form.
    Words {
        /// The words.
        words: String,
    },
}

impl Target {
    /// What words mean: an event type with or without mode, two sides, a place, somebody; else words
    /// to be looked for.
    pub fn of(words: &str, pack: &Pack) -> Target {
        let words = words.trim();
        event(words, pack)
            .or_else(|| dyad(words, pack))
            .or_else(|| {
                let entity = entity(words, pack)?;
                let id = entity.id.clone();
                Some(match entity.kind {
                    Kind::Place => Target::Place { id },
                    _ => Target::Entity { id },
                })
            })
            .unwrap_or_else(|| Target::Words { words: words.to_owned() })
    }

    /// Whether a page has to do with it.
    pub fn fits(&self, doc: &Doc<'_>, pack: &Pack) -> bool {
        let Record { entities, events, ledger, .. } = doc.record;
        match self {
            Target::Entity { id } => entities.iter().any(|e| e.id == *id),
            Target::Place { id } => {
                entities.iter().any(|e| e.id == *id)
                    || events.iter().any(|e| e.place.as_ref() == Some(id))
            }
            Target::Event { kind, mode } => events
                .iter()
                .any(|e| e.kind == *kind && (mode.is_none() || e.mode.as_ref() == mode.as_ref())),
            Target::Dyad { sides } => {
                let both = |ids: &[&String]| sides.iter().all(|s| ids.contains(&s));
                events
                    .iter()
                    .any(|e| both(&e.actors.iter().chain(&e.recipients).collect::<Vec<_>>()))
                    || ledger.iter().any(|l| both(&l.parties.iter().collect::<Vec<_>>()))
            }
            Target::Words { words } => holds(doc, words, pack),
        }
    }
}

/// An event type that is written as such, perhaps with a mode: `ASSAULT`, `consult:visit`.
fn event(words: &str, pack: &Pack) -> Option<Target> {
    let (kind, mode) = words.split_once(MODE).map_or((words, None), |(k, m)| (k, Some(m)));
    let kind = kind.trim().to_uppercase();
    let mode = mode.map(|m| m.trim().to_lowercase()).filter(|m| !m.is_empty());
    pack.labels.is_event(&kind).then_some(Target::Event { kind, mode })
}

/// Two sides, with a mark between them or as two ids.
fn dyad(words: &str, pack: &Pack) -> Option<Target> {
    let id = |name: &str| entity(name, pack).map(|e| e.id.clone());
    let codes: Vec<&str> = words.split_whitespace().collect();
    if let [a, b] = codes[..] {
        let code = |name: &str| pack.world.get(name).map(|e| e.id.clone());
        if let (Some(a), Some(b)) = (code(a), code(b)) {
            return Some(Target::Dyad { sides: [a, b] });
        }
    }
    let (a, b) = words.split_once(BETWEEN)?;
    let b = b.trim_start_matches(BETWEEN);
    Some(Target::Dyad { sides: [id(a.trim())?, id(b.trim())?] })
}

/// Whom a whole name, title or id means; parts of names mean nobody for sure.
fn entity<'p>(words: &str, pack: &'p Pack) -> Option<&'p Entity> {
    let sure = |why: Why| why <= Why::ShortName;
    who(pack, words, None).into_iter().find(|c| sure(c.why)).map(|c| c.entity)
}

/// Whether title or text of a page holds all of some words, in any form.
fn holds(doc: &Doc<'_>, words: &str, pack: &Pack) -> bool {
    let lang = pack.lang(doc.article.lang);
    let stems = |text: &str| -> BTreeSet<String> {
        let tokens = lang.tokens(text).into_iter().filter(|t| t.kind != TokenKind::Mark);
        tokens.map(|t| lang.story.stem(&t.norm)).collect()
    };
    let title = doc.article.title.as_ref().map_or("", |t| t.value.as_str());
    let wanted = stems(words);
    !wanted.is_empty() && wanted.is_subset(&(&stems(title) | &stems(&doc.article.text)))
}

/// What a watch has seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// The pages that have to do with it, by source.
    pub pages: BTreeSet<String>,
    /// What they claim.
    pub claims: Vec<Claim>,
}

/// What there is to see for a watch.
pub fn look(target: &Target, docs: &[Doc<'_>], stories: &[Story], pack: &Pack) -> Seen {
    let fitting = docs.iter().filter(|d| target.fits(d, pack));
    let pages: BTreeSet<String> = fitting.map(|d| d.source.to_owned()).collect();
    let told = |claim: &&Claim| articles(claim).any(|a| pages.contains(a));
    let claims = stories.iter().flat_map(|s| &s.claims).filter(told).cloned().collect();
    Seen { pages, claims }
}

fn articles(claim: &Claim) -> impl Iterator<Item = &String> {
    claim.values.iter().flat_map(|v| &v.articles)
}

/// What kind of news it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewsKind {
    /// Values stand against one another that did not before.
    Conflict,
    /// A claim has another value.
    Changed,
    /// A claim has one more independent origin.
    Origin,
    /// A page has another text than before; the old one is kept.
    Edited,
    /// A page that has to do with it.
    Page,
}

/// Something that is new since the last look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// What kind of news it is.
    pub kind: NewsKind,
    /// The claim that it concerns; the title of a page.
    pub about: String,
    /// What stood before: values, the number of origins, the earlier version of a page.
    pub was: String,
    /// What stands now.
    pub now: String,
    /// The pages that bring it.
    pub pages: Vec<String>,
    /// Of an edited page the words that went and came.
    pub pieces: Vec<Piece>,
}

/// What is new since the last look, conflicts first.
pub fn news(before: &Seen, now: &Seen, docs: &[Doc<'_>]) -> Vec<News> {
    let docs: BTreeMap<&str, &Doc<'_>> = docs.iter().map(|d| (d.source, d)).collect();
    let mut out: Vec<News> = now.claims.iter().flat_map(|c| of_claim(c, before)).collect();
    for page in now.pages.difference(&before.pages) {
        let Some(doc) = docs.get(page.as_str()) else { continue };
        let earlier = earlier(page, &before.pages).and_then(|e| docs.get(e));
        out.push(of_page(doc, earlier.copied()));
    }
    out.sort_by(|a, b| (a.kind, &a.pages, &a.about).cmp(&(b.kind, &b.pages, &b.about)));
    out
}

/// The version of a page that was seen before: `a#2` of `a#3`, `a` of `a#2`.
fn earlier<'s>(page: &str, seen: &'s BTreeSet<String>) -> Option<&'s str> {
    let (name, number) = page.rsplit_once(VERSION)?;
    let number: u32 = number.parse().ok()?;
    let versions = (2..number).rev().map(|n| format!("{name}{VERSION}{n}"));
    let mut names = versions.chain(std::iter::once(name.to_owned()));
    names.find_map(|n| seen.get(&n)).map(String::as_str)
}

fn of_page(doc: &Doc<'_>, earlier: Option<&Doc<'_>>) -> News {
    let title = doc.article.title.as_ref().map(|t| t.value.clone()).unwrap_or_default();
    let changed = |e: &Doc<'_>| {
        let pieces = drift(&e.article.text, &doc.article.text).into_iter();
        pieces.filter(|p| p.change != Change::Kept).collect()
    };
    News {
        kind: if earlier.is_some() { NewsKind::Edited } else { NewsKind::Page },
        about: title,
        was: earlier.map(|e| e.source.to_owned()).unwrap_or_default(),
        now: doc.source.to_owned(),
        pages: vec![doc.source.to_owned()],
        pieces: earlier.map(changed).unwrap_or_default(),
    }
}

/// What is new of a claim: values that stand against one another, a changed value, more origins.
/// What only new pages tell is no news of a claim.
fn of_claim(claim: &Claim, before: &Seen) -> Vec<News> {
    let old = before.claims.iter().max_by_key(|c| (shared(c, claim), std::cmp::Reverse(&c.claim)));
    let old = old.filter(|c| shared(c, claim) > 0);
    let known = articles(claim).any(|a| before.pages.contains(a));
    if old.is_none() && !known {
        return Vec::new();
    }
    let had = |v: &Value| match old {
        Some(old) => old.values.iter().any(|o| o.value == v.value),
        None => v.articles.iter().any(|a| before.pages.contains(a)),
    };
    let (had_values, new_values): (Vec<&Value>, Vec<&Value>) =
        claim.values.iter().partition(|v| had(v));
    let told = |kind, was: String, now: String, pages| News {
        kind,
        about: claim.claim.clone(),
        was,
        now,
        pages,
        pieces: Vec::new(),
    };
    let list = |values: &[&Value]| -> String {
        values.iter().map(|v| v.value.as_str()).collect::<Vec<_>>().join("; ")
    };
    let fresh = |values: &[&Value]| -> Vec<String> {
        let pages = values.iter().flat_map(|v| &v.articles);
        let new: BTreeSet<&String> = pages.filter(|a| !before.pages.contains(*a)).collect();
        new.into_iter().cloned().collect()
    };
    let mut out = Vec::new();
    let is_new = !new_values.is_empty() && !had_values.is_empty();
    if is_new || claim.conflict && old.is_some_and(|o| !o.conflict) {
        let kind = if claim.conflict { NewsKind::Conflict } else { NewsKind::Changed };
        out.push(told(kind, list(&had_values), list(&new_values), fresh(&new_values)));
    }
    let origins = old.map_or(1, |o| o.independent_origins);
    if claim.independent_origins > origins {
        let all: Vec<&Value> = claim.values.iter().collect();
        let (was, now) = (origins.to_string(), claim.independent_origins.to_string());
        out.push(told(NewsKind::Origin, was, now, fresh(&all)));
    }
    out
}

/// How many words of pages two claims have in common.
fn shared(a: &Claim, b: &Claim) -> usize {
    let words = |c: &Claim| -> BTreeSet<(String, String)> {
        let all = c.values.iter().flat_map(|v| &v.words);
        all.map(|w| (w.article.clone(), fold(&w.text))).collect()
    };
    if a.key == b.key { words(a).intersection(&words(b)).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Evidence;

    fn claim(key: &str, origins: usize, conflict: bool, values: &[(&str, &[&str])]) -> Claim {
        let value = |(value, pages): &(&str, &[&str])| Value {
            value: (*value).to_owned(),
            articles: pages.iter().map(|p| (*p).to_owned()).collect(),
            words: pages
                .iter()
                .map(|p| Evidence {
                    article: (*p).to_owned(),
                    text: format!("{value} dead"),
                    ..Evidence::default()
                })
                .collect(),
            ..Value::default()
        };
        Claim {
            claim: key.to_owned(),
            key: key.to_owned(),
            values: values.iter().map(value).collect(),
            independent_origins: origins,
            conflict,
            ..Claim::default()
        }
    }

    fn seen(pages: &[&str], claims: Vec<Claim>) -> Seen {
        Seen { pages: pages.iter().map(|p| (*p).to_owned()).collect(), claims }
    }

    #[test]
    fn words_mean_what_is_watched() {
        let pack = Pack::builtin();
        let entity = |id: &str| Target::Entity { id: id.to_owned() };
        let dyad = |a: &str, b: &str| Target::Dyad { sides: [a.to_owned(), b.to_owned()] };
        for (words, want) in [
            ("ASSAULT", Target::Event { kind: "ASSAULT".to_owned(), mode: None }),
            (
                "consult:visit",
                Target::Event { kind: "CONSULT".to_owned(), mode: Some("visit".to_owned()) },
            ),
            ("RUS PRK", dyad("RUS", "PRK")),
            ("روسيا، كوريا الشمالية", dyad("RUS", "PRK")),
            ("Norway / Chile", dyad("NOR", "CHL")),
            ("كوريا الشمالية", entity("PRK")),
            ("Pyongyang", Target::Place { id: "pyongyang".to_owned() }),
            ("bread prices", Target::Words { words: "bread prices".to_owned() }),
        ] {
            assert_eq!(Target::of(words, &pack), want, "{words}");
        }
    }

    #[test]
    fn a_look_tells_what_is_new() {
        let before = seen(&["a"], vec![claim("deaths", 1, false, &[("7", &["a"])])]);
        for (now, want) in [
            (claim("deaths", 1, false, &[("7", &["a", "b"])]), vec![]),
            (claim("deaths", 2, false, &[("7", &["a", "b"])]), vec![(NewsKind::Origin, "1", "2")]),
            (
                claim("deaths", 1, false, &[("7", &["a"]), ("9", &["b"])]),
                vec![(NewsKind::Changed, "7", "9")],
            ),
            (
                claim("deaths", 2, true, &[("7", &["a"]), ("9", &["b"])]),
                vec![(NewsKind::Conflict, "7", "9"), (NewsKind::Origin, "1", "2")],
            ),
            (claim("injuries", 2, true, &[("7", &["b"]), ("9", &["c"])]), vec![]),
        ] {
            let now = seen(&["a"], vec![now]);
            let got = news(&before, &now, &[]);
            let got: Vec<_> =
                got.iter().map(|n| (n.kind, n.was.as_str(), n.now.as_str())).collect();
            assert_eq!(got, want);
            assert!(news(&now, &now, &[]).is_empty(), "nothing is new at the second look");
        }
    }

    #[test]
    fn versions_of_a_page_follow_one_another() {
        let seen: BTreeSet<String> = ["a", "a#2", "b#c"].map(str::to_owned).into();
        assert_eq!(earlier("a#3", &seen), Some("a#2"));
        assert_eq!(earlier("a#2", &BTreeSet::from(["a".to_owned()])), Some("a"));
        assert_eq!(earlier("b#c", &seen), None);
        assert_eq!(earlier("c", &seen), None);
    }
}
