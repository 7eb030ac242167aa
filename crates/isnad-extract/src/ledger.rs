//! Ledger entries: what binds or divides states beyond the day, from events, titles and words of
//! duty.

use isnad_pack::{lang::RoleKind, world::Kind};

use crate::{
    agreement::DealPhrase,
    document::Document,
    nominal::Nominal,
    record::{Event, LedgerEntry, Status},
    terms::Term,
};

/// The ledger entries of a document.
pub fn ledger(
    doc: &Document<'_>,
    nominals: &[Nominal],
    events: &[Event],
    deals: &[DealPhrase],
    terms: &[Term<'_>],
) -> Vec<LedgerEntry> {
    let mut out: Vec<LedgerEntry> = Vec::new();
    let from_events = events.iter().filter_map(|e| from_event(doc, e, deals, terms));
    for entry in from_events.chain(obligations(doc, nominals, terms)).chain(leaders(doc, nominals)) {
        let same = |e: &LedgerEntry| {
            e.kind == entry.kind && e.parties == entry.parties && e.signed == entry.signed && e.person == entry.person
                && (e.kind != "transfer" || e.goods == entry.goods)
                && e.obligations == entry.obligations
        };
        if !out.iter().any(same) {
            out.push(entry);
        }
    }
    out
}

fn from_event(doc: &Document<'_>, event: &Event, deals: &[DealPhrase], terms: &[Term<'_>]) -> Option<LedgerEntry> {
    let parties: Vec<String> = event.actors.iter().chain(&event.recipients).cloned().collect();
    let base = LedgerEntry {
        span: event.span,
        parties,
        status: Some(event.status),
        claimed_by: event.claimed_by.clone(),
        rule: format!("ledger-from-{}", event.rule),
        ..LedgerEntry::default()
    };
    let sentence = doc.sentence_of(doc.token_at(event.span.start));
    let near = |class: &str| -> Vec<String> {
        let mut keys: Vec<String> = terms
            .iter()
            .filter(|t| t.class == class && sentence.contains(&t.tokens.start))
            .map(|t| t.key.to_owned())
            .collect();
        keys.dedup();
        keys
    };
    match (event.kind.as_str(), event.mode.as_deref()) {
        ("AGREE" | "SUPPORT", _) if base.parties.len() > 1 => {
            let deal = deals.iter().find(|d| d.qualified && sentence.contains(&d.tokens.start))?;
            let name = Some(deal.span.of(doc.text).to_owned());
            let known = deal.known.and_then(|k| doc.pack.world.entity(k).agreement.as_ref());
            let replaces = known.map(|a| a.replaces.clone()).unwrap_or_default();
            let obligations = near("obligation").into_iter().collect();
            Some(LedgerEntry { kind: "treaty".into(), name, signed: event.date.clone(), obligations, replaces, ..base })
        }
        ("SANCTION", Some("discontinue")) if !event.recipients.is_empty() => {
            Some(LedgerEntry { kind: "sanction".into(), since: event.date.clone(), status: standing(event.status), ..base })
        }
        ("AID", _) if base.parties.len() > 1 => {
            let goods = near("goods");
            (!goods.is_empty()).then(|| LedgerEntry { kind: "transfer".into(), goods, since: event.date.clone(), ..base })
        }
        _ => None,
    }
}

/// Sanctions once imposed go on.
fn standing(status: Status) -> Option<Status> {
    Some(if status == Status::Happened { Status::Ongoing } else { status })
}

/// Duties told in a sentence with two states.
fn obligations(doc: &Document<'_>, nominals: &[Nominal], terms: &[Term<'_>]) -> Vec<LedgerEntry> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let duties: std::collections::BTreeSet<String> = terms
            .iter()
            .filter(|t| t.class == "obligation" && sentence.contains(&t.tokens.start))
            .map(|t| t.key.to_owned())
            .collect();
        let deal = terms.iter().any(|t| t.class == "agreement" && sentence.contains(&t.tokens.start));
        if duties.is_empty() || !deal {
            continue;
        }
        let mut parties: Vec<String> = Vec::new();
        // The parties of a duty are those of the sentence, else those spoken of last.
        let until = nominals.partition_point(|n| n.tokens.start < sentence.end);
        for nominal in nominals[..until].iter().rev() {
            for actor in nominal.who.actors.iter().filter(|a| doc.pack.world.get(a).is_some_and(|e| e.kind == Kind::State)) {
                if !parties.contains(actor) && parties.len() < 2 {
                    parties.insert(0, actor.clone());
                }
            }
        }
        if parties.len() == 2 {
            out.push(LedgerEntry {
                span: doc.span(sentence),
                kind: "obligation".into(),
                parties,
                obligations: duties,
                status: Some(Status::Happened),
                rule: "obligation-words".into(),
                ..LedgerEntry::default()
            });
        }
    }
    out
}

/// Who holds which office, from titles with names.
fn leaders(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<LedgerEntry> {
    let mut out = Vec::new();
    for nominal in nominals {
        let Some(role) = nominal.role.map(|r| &doc.lang.roles[r]) else { continue };
        let named = nominal.name.is_some() || nominal.unknown_name.is_some();
        let (Some(person), true, RoleKind::Office) = (nominal.who.id.clone(), named, role.kind) else { continue };
        if nominal.states.is_empty() || nominal.who.actors.is_empty() {
            continue;
        }
        out.push(LedgerEntry {
            span: doc.span(&nominal.tokens),
            kind: "leadership".into(),
            parties: nominal.who.actors.clone(),
            person: Some(person),
            office: Some(role.id.clone()),
            status: Some(Status::Ongoing),
            rule: "title-with-name".into(),
            ..LedgerEntry::default()
        });
    }
    out
}
