//! Ledger entries: what binds or divides states beyond the day, from events, titles and words of
//! duty.

use std::{collections::BTreeSet, ops::Range};

use isnad_pack::{lang::RoleKind, world::Kind};

use crate::{
    agreement::DealPhrase,
    document::Document,
    nominal::Nominal,
    record::{Event, LedgerEntry, Status},
    rules,
    terms::Term,
};

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
    /// Its words of standing relations.
    pub terms: &'e [Term<'d>],
    /// What rules found in it.
    pub rules: &'e [rules::Found<'d>],
}

/// The ledger entries of a document, each relation once.
pub fn ledger(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    let from_events = evidence.events.iter().filter_map(|e| from_event(evidence, e));
    let by_rules = rules::ledger_entries(evidence.doc, evidence.nominals, evidence.rules);
    let all =
        by_rules.into_iter().chain(from_events).chain(duties(evidence)).chain(leaders(evidence));
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
        && a.signed == b.signed
        && a.person == b.person
        && a.obligations == b.obligations
        && goods
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

/// A treaty: an agreement made in a sentence that names a deal.
fn treaty(
    evidence: &Evidence<'_, '_>,
    event: &Event,
    sentence: &Range<usize>,
    base: LedgerEntry,
) -> Option<LedgerEntry> {
    let doc = evidence.doc;
    let deal = evidence.deals.iter().find(|d| d.qualified && sentence.contains(&d.tokens.start))?;
    let known = deal.known.and_then(|k| doc.pack.world.entity(k).agreement.as_ref());
    Some(LedgerEntry {
        kind: "treaty".into(),
        name: Some(deal.span.of(doc.text).to_owned()),
        signed: event.date.clone(),
        obligations: keys(evidence, "obligation", sentence).into_iter().collect(),
        replaces: known.map(|a| a.replaces.clone()).unwrap_or_default(),
        ..base
    })
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

/// Duties told in a sentence that names a deal.
fn duties(evidence: &Evidence<'_, '_>) -> Vec<LedgerEntry> {
    let sentences = evidence.doc.sentences.iter();
    let duty = |sentence: &Range<usize>| {
        let obligations: BTreeSet<String> =
            keys(evidence, "obligation", sentence).into_iter().collect();
        let deal = !keys(evidence, "agreement", sentence).is_empty();
        let parties = two_states_before(evidence, sentence.end);
        (deal && !obligations.is_empty() && parties.len() == 2).then(|| LedgerEntry {
            span: evidence.doc.span(sentence),
            kind: "obligation".into(),
            parties,
            obligations,
            status: Some(Status::Happened),
            rule: "obligation-words".into(),
            ..LedgerEntry::default()
        })
    };
    sentences.filter_map(duty).collect()
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
    let named = nominal.name.is_some() || nominal.unknown_name.is_some();
    let stated = !nominal.states.is_empty() && !nominal.who.actors.is_empty();
    // A role that nobody in the world knowledge ever held ("counterpart", "guest") is no office.
    let office = role.kind == RoleKind::Office && doc.pack.world.is_office(&role.id);
    let person = nominal.who.id.clone().filter(|_| named && stated && office)?;
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
