//! The headline of a page: which of its witnesses is believed, without the name of the site.
//!
//! Structured data that declares news carries the headline of the desk, unless it merely repeats
//! what the tab says while the page shows, and tells networks, another one: then it was written for
//! search engines. Elsewhere the heading that readers see is the title, if it shares words with
//! what the head of the page says.

use rustc_hash::FxHashSet;

use super::{
    jsonld::{self, Statement},
    marks::Marks,
};
use crate::{Found, head::key_of, host_of};

/// Marks between a title and the name of the site.
const BARS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", ": "];
/// Characters from which headlines are cut short in the data of many sites.
const CUT: usize = 100;

/// The headline.
pub(crate) fn of(marks: &Marks<'_>, data: &Statement, names: &Names) -> Option<Found> {
    let tagged = |name: &str| {
        let (key, value) = marks.tag(&[name])?;
        Some(names.without(Found::new(value, format!("meta:{key}"))))
    };
    let said = tagged("og:title").or_else(|| tagged("twitter:title"));
    let tab = marks.tab.as_deref().filter(|t| !t.is_empty());
    let tab = tab.map(|t| names.without(Found::new(t, "html:title")));
    let stated = data.headline.as_deref().map(|h| names.without(Found::new(h, "json-ld")));
    let keys: Vec<String> =
        [&stated, &said, &tab].into_iter().flatten().map(|f| key_of(&f.value)).collect();
    let shown = heading(marks, &keys, names);
    let chosen = match (&stated, &shown) {
        (Some(stated), Some(shown))
            if data.news && !is_for_search(stated, shown, said.as_ref(), tab.as_ref()) =>
        {
            stated.clone()
        }
        (Some(stated), None) => stated.clone(),
        (_, Some(shown)) => shown.clone(),
        (None, None) => said.clone().or_else(|| tab.clone())?,
    };
    let all = [shown, said, tab];
    let mut title = whole(chosen, all.iter().flatten());
    title.value = jsonld::plain(&title.value.replace(['\u{AD}', '\u{200B}'], ""));
    Some(title)
}

/// Index of the block that shows the title.
pub(crate) fn place(marks: &Marks<'_>, title: Option<&Found>) -> Option<usize> {
    let key = key_of(&title?.value);
    let head = marks.heads.iter().find(|h| key_of(&h.text) == key);
    let shown = || {
        marks
            .shown
            .iter()
            .position(|s| !s.is_long() && s.text.len() >= key.len() / 2 && key_of(&s.text) == key)
    };
    let only =
        || marks.heads.iter().find(|h| !h.roles.site && h.text.split_whitespace().count() > 2);
    head.map(|h| h.at).or_else(shown).or_else(|| only().map(|h| h.at))
}

/// Whether structured data repeats the title of the tab while readers and networks are told another.
fn is_for_search(stated: &Found, shown: &Found, said: Option<&Found>, tab: Option<&Found>) -> bool {
    let key = |f: &Found| key_of(&f.value);
    let same = said.is_some_and(|f| key(f) == key(shown));
    let tab = tab.is_some_and(|t| key(t).starts_with(&key(stated)));
    key(stated) != key(shown) && same && tab
}

/// The heading that readers see: the one that shares most words with what the head says.
fn heading(marks: &Marks<'_>, keys: &[String], names: &Names) -> Option<Found> {
    let heads = marks.heads.iter().filter(|h| !h.roles.site && !names.is_one(&h.text));
    let scored = heads.map(|h| {
        let key = key_of(&h.text);
        let score = keys.iter().map(|k| likeness(&key, k)).max().unwrap_or(100);
        (score, &h.text, key)
    });
    // A single word is a title only where the head says so.
    let fits = scored.filter(|(score, _, key)| {
        !key.is_empty() && *score >= if key.contains(' ') { 20 } else { 100 }
    });
    let best = fits.rev().max_by_key(|(score, ..)| *score)?;
    Some(Found::new(best.1.as_str(), "html:h1"))
}

/// Hundredths of the words of the shorter key that stand in the longer.
fn likeness(a: &str, b: &str) -> usize {
    let (a, b): (FxHashSet<&str>, FxHashSet<&str>) =
        (a.split(' ').collect(), b.split(' ').collect());
    100 * a.intersection(&b).count() / a.len().min(b.len()).max(1)
}

/// A headline that the data cuts short, whole as another witness has it.
fn whole<'f>(found: Found, all: impl Iterator<Item = &'f Found>) -> Found {
    let short = found.value.trim_end_matches(['.', '…', ' ']);
    if found.value.chars().count() < CUT && !found.value.ends_with(['…', '.']) {
        return found;
    }
    // What follows a bar is the name of the site or of a section.
    let goes_on = |f: &&Found| {
        let rest = f.value.strip_prefix(short).filter(|r| r.len() > 3);
        rest.is_some_and(|r| {
            !BARS.iter().any(|b| r.starts_with(b) || r.trim_start().starts_with(b.trim()))
        })
    };
    all.filter(goes_on).min_by_key(|f| f.value.len()).cloned().unwrap_or(found)
}

/// The names under which a site goes.
#[derive(Debug)]
pub(crate) struct Names {
    /// Folded names.
    keys: Vec<String>,
    /// The host without dots.
    host: String,
}

impl Names {
    /// Names that the page gives, and its address.
    pub(crate) fn new<'n>(names: impl Iterator<Item = &'n str>, url: Option<&str>) -> Names {
        let keys = names.map(key_of).filter(|k| !k.is_empty()).collect();
        let host = url.and_then(host_of).unwrap_or_default();
        Names { keys, host: host.replace(['.', '-'], "").to_lowercase() }
    }

    /// Whether a text is the name of the site and nothing else.
    pub(crate) fn is_one(&self, text: &str) -> bool {
        let key = key_of(text);
        let squeezed = key.replace(' ', "");
        let in_host = squeezed.len() > 3 && squeezed.is_ascii() && self.host.contains(&squeezed);
        let words = |key: &str| key.split(' ').count();
        let named = |name: &String| {
            key == *name
                || (key.len() > 3 && name.contains(&key))
                || (key.contains(name.as_str()) && words(&key) <= words(name) + 2)
        };
        !key.is_empty() && (in_host || self.keys.iter().any(named))
    }

    /// A title without the name of the site at its end or beginning.
    fn without(&self, found: Found) -> Found {
        let mut found = found;
        for _ in 0..2 {
            let Some(rest) = BARS.iter().find_map(|mark| {
                let text = &found.value;
                let ends = [text.rsplit_once(mark), text.split_once(mark).map(|(a, b)| (b, a))];
                let cut = ends
                    .into_iter()
                    .flatten()
                    .find(|(rest, name)| self.is_one(name) && rest.split_whitespace().count() > 1);
                cut.map(|(rest, _)| rest.trim().to_owned())
            }) else {
                break;
            };
            found.value = rest;
        }
        found
    }
}
