//! Ledger entries: what binds or divides states beyond the day, from events, titles and words of
//! duty.

use std::{collections::BTreeSet, ops::Range};

use isnad_pack::{
    lang::RoleKind,
    world::{Agreement, Kind},
};

use crate::{
    agreement::DealPhrase,
    detail::Told,
    document::Document,
    event::status_at,
    nominal::Nominal,
    record::{Event, LedgerEntry, Status, TimeExpression},
    rules,
    terms::Term,
};

/// Tokens between a noun for deals and the word that says they were signed, and between that word and
/// the years.
const NOUN: usize = 4;
const YEARS: usize = 12;
/// Tokens between a negation and the duty that it denies.
const NEGATED: usize = 6;

/// What the entries of a document are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'e, 'd> {
    /// The document.
    pub doc: &'e Document<'d>,
    /// Its noun phrases.
    pub nominals: &'e [Nominal],
    /// Its events.
    pub events: &'e [Event],
    /// Its phrases that name deals.
    pub deals: &'e [DealPhrase],
    /// Its time expressions.
    pub times: &'e [TimeExpression],
    /// Its words of standing relations.
    pub terms: &'e [Term<'d>],
    /// What rules found in it.
    pub rules: &'e [rules::Found<'d>],
    /// Its details, some of which tell a relation.
    pub told: &'e [Told],
}

/// The ledger entries of a document, each relation once.
pub fn ledger(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    let from_events = evidence.events.iter().filter_map(|e| from_event(evidence, e));
    let by_rules = rules::ledger_entries(evidence.doc, evidence.nominals, evidence.rules);
    let told: Vec<LedgerEntry> = evidence.told.iter().filter_map(|t| t.entry.clone()).collect();
    // Where words tell who is bound, the event in the same sentence is not asked.
    let sentence = |e: &LedgerEntry| evidence.doc.sentence_of(evidence.doc.token_at(e.span.start));
    let again = |e: &LedgerEntry| {
        e.kind == "sanction" && told.iter().any(|t| t.kind == e.kind && sentence(t) == sentence(e))
    };
    let from_events: Vec<LedgerEntry> = from_events.filter(|e| !again(e)).collect();
    let all = by_rules
        .into_iter()
        .chain(told.iter().cloned())
        .chain(from_events)
        .chain(known_deals(evidence))
        .chain(earlier_deals(evidence))
        .chain(duties(evidence))
        .chain(leaders(evidence));
    let mut out: Vec<LedgerEntry> = Vec::new();
    for entry in all {
        if !out.iter().any(|known| same_relation(known, &entry)) {
            out.push(entry);
        }
    }
    out
}

fn same_relation(a: &LedgerEntry, b: &LedgerEntry) -> bool {
    let goods = a.kind != "transfer" || a.goods == b.goods;
    a.kind == b.kind
        && a.parties == b.parties
        && same_day(a.signed.as_deref(), b.signed.as_deref())
        && a.person == b.person
        && a.obligations == b.obligations
        && a.lacks == b.lacks
        && goods
}

/// Whether two days of signing are one, as exactly as both are told.
fn same_day(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.starts_with(b) || b.starts_with(a),
        (a, b) => a == b,
    }
}

fn from_event(evidence: &Evidence<'_, '_>, event: &Event) -> Option<LedgerEntry> {
    let base = LedgerEntry {
        span: event.span,
        parties: event.actors.iter().chain(&event.recipients).cloned().collect(),
        status: Some(event.status),
        claimed_by: event.claimed_by.clone(),
        rule: format!("ledger-from-{}", event.rule),
        ..LedgerEntry::default()
    };
    let sentence = evidence.doc.sentence_of(evidence.doc.token_at(event.span.start));
    match (event.kind.as_str(), event.mode.as_deref()) {
        ("AGREE" | "SUPPORT", _) if base.parties.len() > 1 => {
            treaty(evidence, event, &sentence, base)
        }
        ("SANCTION", Some("discontinue")) if !event.recipients.is_empty() => {
            let since = event.date.clone();
            Some(LedgerEntry {
                kind: "sanction".into(),
                since,
                status: Some(standing(event.status)),
                ..base
            })
        }
        ("AID", _) if base.parties.len() > 1 => {
            let goods = keys(evidence, "goods", &sentence);
            let since = event.date.clone();
            (!goods.is_empty()).then(|| LedgerEntry {
                kind: "transfer".into(),
                goods,
                since,
                ..base
            })
        }
        _ => None,
    }
}

/// A treaty: an agreement made in a sentence that names a deal. Of one that is known the parties and
/// the day of signing are known.
fn treaty(
    evidence: &Evidence<'_, '_>,
    event: &Event,
    sentence: &Range<usize>,
    base: LedgerEntry,
) -> Option<LedgerEntry> {
    let doc = evidence.doc;
    let deal = evidence.deals.iter().find(|d| d.qualified && sentence.contains(&d.tokens.start))?;
    let known = agreement_of(evidence, deal);
    let happened = event.status == Status::Happened;
    let signed = known.filter(|_| happened).map(|a| a.signed.clone());
    let parties = known.filter(|a| a.parties.len() > 1).map(|a| a.parties.clone());
    Some(LedgerEntry {
        kind: "treaty".into(),
        parties: parties.unwrap_or_else(|| base.parties.clone()),
        name: Some(deal.span.of(doc.text).to_owned()),
        signed: event.date.clone().or(signed),
        obligations: keys(evidence, "obligation", sentence).into_iter().collect(),
        replaces: known.map(|a| a.replaces.clone()).unwrap_or_default(),
        ..base
    })
}

fn agreement_of<'d>(evidence: &Evidence<'_, 'd>, deal: &DealPhrase) -> Option<&'d Agreement> {
    deal.known.and_then(|k| evidence.doc.pack.world.entity(k).agreement.as_deref())
}

/// The known agreements that the page names.
fn known_deals(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    let entry = |deal: &DealPhrase| {
        let known = agreement_of(evidence, deal).filter(|a| a.parties.len() > 1)?;
        let sentence = evidence.doc.sentence_of(deal.tokens.start);
        Some(LedgerEntry {
            span: evidence.doc.span(&sentence),
            kind: "treaty".into(),
            parties: known.parties.clone(),
            name: Some(deal.span.of(evidence.doc.text).to_owned()),
            signed: Some(known.signed.clone()),
            status: Some(Status::Happened),
            rule: "known-agreement".into(),
            ..LedgerEntry::default()
        })
    };
    evidence.deals.iter().filter_map(entry).collect()
}

/// Agreements that are told only by the years of their signing: "the agreements signed in 1961 and
/// 2000", one entry each.
fn earlier_deals(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    let doc = evidence.doc;
    let mut out = Vec::new();
    for signed in evidence.terms.iter().filter(|t| t.class == "signed") {
        let sentence = doc.sentence_of(signed.tokens.start);
        let before = signed.tokens.start.saturating_sub(NOUN).max(sentence.start);
        let noun = evidence.terms.iter().rev().find(|t| {
            t.class == "agreement" && (before..signed.tokens.start).contains(&t.tokens.start)
        });
        let Some(noun) = noun else { continue };
        let reach = signed.tokens.end..(signed.tokens.end + YEARS).min(sentence.end);
        let mut end = signed.tokens.end;
        for time in evidence.times {
            let tokens = doc.tokens_in(time.span);
            let value = time.value.as_deref().unwrap_or_default();
            let years: Vec<&str> = value.split('/').filter(|y| y.len() == 4).collect();
            // Years stand one behind the other.
            if !reach.contains(&tokens.start) || years.is_empty() || tokens.start > end + 3 {
                continue;
            }
            end = tokens.end;
            let parties = main_parties(evidence, end);
            out.extend(years.into_iter().filter(|_| parties.len() > 1).map(|year| LedgerEntry {
                span: doc.span(&(noun.tokens.start..end)),
                kind: "treaty".into(),
                parties: parties.clone(),
                signed: Some(year.to_owned()),
                status: Some(Status::Happened),
                rule: "agreements-by-year".into(),
                ..LedgerEntry::default()
            }));
        }
    }
    out
}

/// The parties of the deal that the page is about; without one, the two states spoken of last.
fn main_parties(evidence: &Evidence<'_, '_>, end: usize) -> Vec<String> {
    let known = evidence.deals.iter().find_map(|d| agreement_of(evidence, d));
    known
        .filter(|a| a.parties.len() > 1)
        .map_or_else(|| two_states_before(evidence, end), |a| a.parties.clone())
}

/// Sanctions once imposed go on.
fn standing(status: Status) -> Status {
    if status == Status::Happened { Status::Ongoing } else { status }
}

/// The keys of a class of terms within a sentence, each once, in order.
fn keys(evidence: &Evidence<'_, '_>, class: &str, sentence: &Range<usize>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for term in
        evidence.terms.iter().filter(|t| t.class == class && sentence.contains(&t.tokens.start))
    {
        if !out.iter().any(|k| k == term.key) {
            out.push(term.key.to_owned());
        }
    }
    out
}

/// Duties told in a sentence that names a deal, and those that a deal is said to leave out.
fn duties(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    let sentences = &evidence.doc.sentences;
    sentences
        .iter()
        .flat_map(|s| [duty(evidence, s, false), duty(evidence, s, true)])
        .flatten()
        .collect()
}

/// The duties of a sentence that are affirmed or denied.
fn duty(evidence: &Evidence<'_, '_>, sentence: &Range<usize>, denied: bool) -> Option<LedgerEntry> {
    let terms = evidence.terms.iter().filter(|t| sentence.contains(&t.tokens.start));
    let duties = terms.clone().filter(|t| t.class == "obligation");
    let told: Vec<&Term<'_>> =
        duties.filter(|t| is_left_out(evidence, sentence, t) == denied).collect();
    let first = told.first()?;
    terms.clone().find(|t| t.class == "agreement")?;
    let deal = if denied {
        deal_before(evidence, first.tokens.start)
    } else {
        let mut here = evidence.deals.iter().filter(|d| sentence.contains(&d.tokens.start));
        here.find(|d| d.known.is_some())
            .or_else(|| evidence.deals.iter().find(|d| d.known.is_some()))
    };
    let known = deal.and_then(|d| agreement_of(evidence, d)).filter(|a| a.parties.len() > 1);
    let parties =
        known.map_or_else(|| two_states_before(evidence, sentence.end), |a| a.parties.clone());
    let keys: BTreeSet<String> = told.iter().map(|t| t.key.to_owned()).collect();
    let (obligations, lacks) =
        if denied { (BTreeSet::new(), keys) } else { (keys, BTreeSet::new()) };
    (parties.len() > 1).then(|| LedgerEntry {
        span: evidence.doc.span(sentence),
        kind: "obligation".into(),
        parties,
        signed: known.map(|a| a.signed.clone()),
        obligations,
        lacks,
        status: Some(if denied { Status::Denied } else { Status::Happened }),
        rule: "obligation-words".into(),
        ..LedgerEntry::default()
    })
}

/// Whether a negation stands before a duty in its sentence, close enough to deny it.
fn is_left_out(evidence: &Evidence<'_, '_>, sentence: &Range<usize>, term: &Term<'_>) -> bool {
    let near = term.tokens.start.saturating_sub(NEGATED).max(sentence.start)..term.tokens.start;
    // A word that negates stands right before its verb; the same letters may be a relative elsewhere.
    let mut denied = near.into_iter().filter(|k| evidence.doc.class(*k) == "neg");
    denied.any(|k| {
        evidence.doc.may_be_verb(k + 1) && status_at(evidence.doc, k + 1) == Status::Denied
    })
}

/// The deal named last before a token, but for those that another is set against ("unlike").
fn deal_before<'e>(evidence: &Evidence<'e, '_>, at: usize) -> Option<&'e DealPhrase> {
    let contrasted = |d: &DealPhrase| {
        let near = d.tokens.start.saturating_sub(2)..=d.tokens.start;
        evidence.terms.iter().any(|t| t.class == "contrast" && near.contains(&(t.tokens.end)))
    };
    evidence.deals.iter().rev().find(|d| d.tokens.start < at && d.qualified && !contrasted(d))
}

/// The two states spoken of last before a token.
fn two_states_before(evidence: &Evidence<'_, '_>, end: usize) -> Vec<String> {
    let world = &evidence.doc.pack.world;
    let before = evidence.nominals.iter().rev().filter(|n| n.tokens.start < end);
    let mut out: Vec<String> = Vec::new();
    for actor in before.flat_map(|n| &n.who.actors) {
        let state = world.get(actor).is_some_and(|e| e.kind == Kind::State);
        if state && !out.contains(actor) {
            out.insert(0, actor.clone());
        }
        if out.len() == 2 {
            break;
        }
    }
    out
}

/// Who holds which office, from titles with names.
fn leaders(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    evidence.nominals.iter().filter_map(|n| leader(evidence.doc, n)).collect()
}

fn leader(doc: &Document<'_>, nominal: &Nominal) -> Option<LedgerEntry> {
    let role = &doc.lang.roles[nominal.role?];
    let holds = |id: &str| {
        let person = doc.pack.world.get(id);
        person.is_some_and(|p| p.offices.iter().any(|o| role.offices.contains(&o.office)))
    };
    let stated = !nominal.who.actors.is_empty()
        && (!nominal.states.is_empty() || nominal.who.id.as_deref().is_some_and(holds));
    // A role that nobody in the world knowledge ever held ("counterpart", "guest") is no office.
    let office = role.kind == RoleKind::Office && doc.pack.world.is_office(&role.id);
    let person = nominal.who.id.clone().filter(|id| {
        let people = doc.pack.world.get(id).is_none_or(|e| e.kind == Kind::Person);
        stated && office && people
    })?;
    Some(LedgerEntry {
        span: doc.span(&nominal.tokens),
        kind: "leadership".into(),
        parties: nominal.who.actors.clone(),
        person: Some(person),
        office: Some(role.id.clone()),
        status: Some(Status::Ongoing),
        rule: "title-with-name".into(),
        ..LedgerEntry::default()
    })
}
