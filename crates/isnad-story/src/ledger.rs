//! The ledger over all pages: what binds states beyond the day, from when until when, on which
//! evidence.
//!
//! Entries of pages that tell one relation are put together; what takes the place of another ends it,
//! and so does the end of a party. What is only alleged stands apart from what is owned.

use std::collections::{BTreeMap, BTreeSet};

use isnad_extract::{LedgerEntry, Status};
use isnad_pack::{Pack, world::Agreement};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{Doc, story::Evidence};

/// The duty to come to the aid of a party that is attacked, and the duty only to talk.
pub const ASSIST: &str = "mutual_defence";
/// See [`ASSIST`].
pub const CONSULT: &str = "consultation";
/// Kinds of entries that tell what a treaty holds.
const TREATY: &str = "treaty";
const OBLIGATION: &str = "obligation";
const SANCTION: &str = "sanction";
const TRANSFER: &str = "transfer";

/// A standing relation, as all pages tell it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Relation {
    /// treaty, obligation, sanction, membership, transfer, leadership, recognition.
    pub kind: String,
    /// Alpha-3 codes or entity ids.
    pub parties: Vec<String>,
    /// What it is called: a known agreement by its English name, else in the words of a page.
    pub name: Option<String>,
    /// ISO 8601 date on which it begins; of what is told without a date, the day of the first page.
    pub from: Option<String>,
    /// Whether `from` is the day of a page, no day that is told.
    pub from_page: bool,
    /// ISO 8601 date on which it ended.
    pub until: Option<String>,
    /// Name of what took its place.
    pub replaced_by: Option<String>,
    /// Duties, with the words that tell them.
    pub obligations: BTreeMap<String, Vec<Evidence>>,
    /// Duties that it leaves out, with the words that tell so.
    pub lacks: BTreeMap<String, Vec<Evidence>>,
    /// What is handed over.
    pub goods: BTreeSet<String>,
    /// Who leads, and in which office.
    pub person: Option<String>,
    /// See `person`.
    pub office: Option<String>,
    /// Whether it is only alleged.
    pub alleged: bool,
    /// Who alleges it.
    pub claimed_by: BTreeSet<String>,
    /// The words of the pages.
    pub evidence: Vec<Evidence>,
}

impl Relation {
    /// Whether it stands on a day, as far as is told.
    pub fn stands_on(&self, day: &str) -> bool {
        let begun = self.from.as_deref().is_some_and(|f| first_day(f).as_str() <= day);
        begun && self.until.as_deref().is_none_or(|u| day < first_day(u).as_str())
    }

    /// Whether a state or body is a party.
    pub fn binds(&self, party: &str) -> bool {
        self.parties.iter().any(|p| p == party)
    }

    /// Those whom it binds beside one.
    pub fn others<'r>(&'r self, party: &'r str) -> impl Iterator<Item = &'r str> {
        self.parties.iter().map(String::as_str).filter(move |p| *p != party)
    }

    /// Whether it is one of sanctions on a state: the last party bears them.
    pub fn is_sanction_on(&self, target: &str) -> bool {
        self.kind == SANCTION && self.parties.last().is_some_and(|p| p == target)
    }

    /// Whether it is a treaty, or a duty under one that no page names.
    pub fn is_treaty(&self) -> bool {
        self.kind == TREATY || self.kind == OBLIGATION
    }
}

/// The relations that pages tell, by kind, beginning and parties. The result does not depend on the
/// order of `docs`.
pub fn relations(docs: &[Doc<'_>], pack: &Pack) -> Vec<Relation> {
    let mut docs = docs.to_vec();
    docs.sort_by_key(|d| (published(d), d.source));
    let mut told = Told::default();
    for doc in &docs {
        for entry in doc.record.ledger.iter().filter(|e| is_told(e)) {
            told.add(relation(doc, entry, pack));
        }
    }
    let mut out = told.all;
    end_relations(&mut out, pack);
    out.sort_by(|a, b| {
        (&a.kind, &a.from, &a.parties, &a.name).cmp(&(&b.kind, &b.from, &b.parties, &b.name))
    });
    out
}

/// Whether an entry tells what is or was: what is planned, supposed or denied does not bind.
fn is_told(entry: &LedgerEntry) -> bool {
    !entry.lacks.is_empty()
        || !matches!(entry.status, Some(Status::Denied | Status::Hypothetical | Status::Planned))
}

fn published<'d>(doc: &Doc<'d>) -> &'d str {
    doc.article.published.as_ref().map_or("", |p| p.value.get(..10).unwrap_or(&p.value))
}

/// What is the same of all tellings of one relation: its parties in any order, and its kind, but for
/// duties and the treaties that hold them.
type Bond = (BTreeSet<String>, String);

/// The relations that were told so far, and those of one bond by their places.
#[derive(Default)]
struct Told {
    all: Vec<Relation>,
    bonds: FxHashMap<Bond, Vec<usize>>,
}

impl Told {
    /// Adds what an entry tells to the relation that it tells.
    fn add(&mut self, new: Relation) {
        let kind = if new.is_treaty() { TREATY } else { new.kind.as_str() };
        let bond = (new.parties.iter().cloned().collect(), kind.to_owned());
        let known = self.bonds.entry(bond).or_default();
        let is_it = |at: &&usize| self.all.get(**at).is_some_and(|known| is_same(known, &new));
        if let Some(known) = known.iter().find(is_it).and_then(|at| self.all.get_mut(*at)) {
            extend(known, new);
        } else {
            known.push(self.all.len());
            self.all.push(new);
        }
    }
}

/// Adds a further telling of a relation.
fn extend(known: &mut Relation, new: Relation) {
    if new.kind == TREATY {
        TREATY.clone_into(&mut known.kind);
    }
    let finer = |a: &Option<String>, b: &Option<String>| {
        b.as_ref().map_or(0, String::len) > a.as_ref().map_or(0, String::len)
    };
    if known.from_page && !new.from_page
        || known.from_page == new.from_page && finer(&known.from, &new.from)
    {
        known.from.clone_from(&new.from);
        known.from_page = new.from_page;
    }
    known.name = known.name.take().or(new.name);
    for (duty, words) in new.obligations {
        known.obligations.entry(duty).or_default().extend(words);
    }
    for (duty, words) in new.lacks {
        known.lacks.entry(duty).or_default().extend(words);
    }
    known.goods.extend(new.goods);
    known.alleged &= new.alleged;
    known.claimed_by.extend(new.claimed_by);
    known.evidence.extend(new.evidence);
}

/// An entry of a page as a relation by itself.
fn relation(doc: &Doc<'_>, entry: &LedgerEntry, pack: &Pack) -> Relation {
    let evidence = Evidence {
        article: doc.source.to_owned(),
        span: entry.span,
        text: entry.span.of(&doc.article.text).to_owned(),
    };
    let told = entry.signed.clone().or_else(|| entry.since.clone());
    let page = Some(published(doc).to_owned()).filter(|d| !d.is_empty());
    let known = told.as_deref().and_then(|day| agreement(pack, &entry.parties, day));
    let duties = |list: &BTreeSet<String>| {
        list.iter().map(|duty| (duty.clone(), vec![evidence.clone()])).collect()
    };
    Relation {
        kind: entry.kind.clone(),
        parties: entry.parties.clone(),
        name: known.map(|(name, _)| name.to_owned()).or_else(|| entry.name.clone()),
        from_page: told.is_none(),
        from: told.or(page),
        obligations: duties(&entry.obligations),
        lacks: duties(&entry.lacks),
        goods: entry.goods.iter().cloned().collect(),
        person: entry.person.clone(),
        office: entry.office.clone(),
        alleged: entry.status == Some(Status::Alleged),
        claimed_by: entry.claimed_by.iter().cloned().collect(),
        evidence: vec![evidence],
        ..Relation::default()
    }
}

/// Whether two relations of one bond are one: beginning, person and goods, as far as told. A duty
/// without a date is one by itself.
fn is_same(a: &Relation, b: &Relation) -> bool {
    let days = match (&a.from, &b.from, a.from_page || b.from_page) {
        (Some(x), Some(y), false) => x.starts_with(y.as_str()) || y.starts_with(x.as_str()),
        _ => a.from_page && b.from_page || !a.is_treaty(),
    };
    let order = a.kind != SANCTION || a.parties == b.parties;
    // What is handed over openly and what is only alleged are two things, and so are two kinds of
    // goods.
    let goods = a.kind != TRANSFER
        || a.alleged == b.alleged && (a.goods == b.goods || !a.goods.is_disjoint(&b.goods));
    order && goods && a.person == b.person && days
}

/// The known agreement of some parties signed on a day, month or year, with its name.
fn agreement<'p>(
    pack: &'p Pack,
    parties: &[String],
    day: &str,
) -> Option<(&'p str, &'p Agreement)> {
    let world = &pack.world;
    let named = world.agreements().map(|(i, a)| (world.entity(i).name_en.as_str(), a));
    let mut fits = named.filter(|(_, a)| {
        let same =
            a.parties.len() == parties.len() && a.parties.iter().all(|p| parties.contains(p));
        same && (a.signed.starts_with(day) || day.starts_with(&a.signed))
    });
    fits.next()
}

/// A treaty that took the place of others.
struct Successor<'p> {
    from: String,
    name: Option<String>,
    agreement: &'p Agreement,
}

/// Ends what others took the place of, and what a party did not outlive.
fn end_relations(all: &mut [Relation], pack: &Pack) {
    // Few are known to replace another one.
    let successors: Vec<Successor<'_>> = all.iter().filter_map(|r| successor(pack, r)).collect();
    for relation in all {
        let end = successors
            .iter()
            .find_map(|by| replaces(pack, by, relation))
            .or_else(|| ended(pack, relation));
        if let Some((until, by)) = end {
            relation.until = Some(until);
            relation.replaced_by = by;
        }
    }
}

fn successor<'p>(pack: &'p Pack, by: &Relation) -> Option<Successor<'p>> {
    let from = by.from.as_deref().filter(|_| !by.from_page && by.is_treaty())?;
    let (_, agreement) = agreement(pack, &by.parties, from)?;
    let replaces = !agreement.replaces.is_empty();
    replaces.then(|| Successor { from: from.to_owned(), name: by.name.clone(), agreement })
}

/// When a treaty took the place of another one, if it did.
fn replaces(pack: &Pack, by: &Successor<'_>, old: &Relation) -> Option<(String, Option<String>)> {
    let (later, earlier) = (by.from.as_str(), old.from.as_deref()?);
    if old.from_page || !old.is_treaty() || later <= earlier {
        return None;
    }
    let gone = |id: &String| {
        let known = pack.world.get(id).and_then(|e| e.agreement.as_deref());
        known.is_some_and(|a| {
            let party = a.parties.iter().any(|p| old.parties.contains(p));
            party && (a.signed.starts_with(earlier) || earlier.starts_with(&a.signed))
        })
    };
    by.agreement.replaces.iter().any(gone).then(|| (later.to_owned(), by.name.clone()))
}

/// When a party ended to be.
fn ended(pack: &Pack, relation: &Relation) -> Option<(String, Option<String>)> {
    let last = |party: &String| pack.world.get(party).and_then(|e| e.years.1);
    let year = relation.parties.iter().filter_map(last).min()?;
    Some((format!("{:04}", year + 1), None))
}

/// The first day of a date, month, year or stretch of time.
fn first_day(date: &str) -> String {
    let date = date.split('/').next().unwrap_or(date);
    let date = date.get(..10).unwrap_or(date);
    format!("{date}{}", "0000-01-01".get(date.len()..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn treaty(from: &str, until: Option<&str>) -> Relation {
        Relation {
            kind: TREATY.into(),
            parties: vec!["FRA".into(), "DEU".into()],
            from: Some(from.into()),
            until: until.map(str::to_owned),
            ..Relation::default()
        }
    }

    #[test]
    fn a_relation_stands_from_its_first_day_until_it_is_replaced() {
        for (from, until, day, stands) in [
            ("2024-06-19", None, "2024-07-01", true),
            ("2024-06-19", None, "2024-06-18", false),
            ("2000", Some("2024-06-19"), "2003-01-01", true),
            ("2000", Some("2024-06-19"), "2024-06-19", false),
            ("1961", Some("1992"), "1992-05-01", false),
        ] {
            assert_eq!(treaty(from, until).stands_on(day), stands, "{from} {until:?} {day}");
        }
    }

    #[test]
    fn sanctions_lie_on_the_last_party() {
        let sanction = Relation { kind: SANCTION.into(), ..treaty("2006", None) };
        assert!(sanction.is_sanction_on("DEU") && !sanction.is_sanction_on("FRA"));
    }

    #[test]
    fn two_tellings_of_one_treaty_are_one() {
        assert!(is_same(&treaty("2024-06-19", None), &treaty("2024", None)));
        assert!(!is_same(&treaty("2024-06-19", None), &treaty("2000", None)));
    }
}
