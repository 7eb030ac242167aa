//! Mentions and entities of the record, from the resolved noun phrases.

use isnad_pack::world::{Kind, Strength};
use rustc_hash::FxHashSet;

use crate::{
    agreement::{self, DealPhrase},
    document::Document,
    nominal::{Nominal, begins_with_given_name},
    record::{Entity, EntityKind, Mention},
};

/// The entities named in a document, in the order of their first mention, and their mentions.
///
/// An adjective of nationality is no mention; a title counts for its bearer's salience but is no
/// name either.
pub fn mentions(
    doc: &Document<'_>,
    nominals: &[Nominal],
    deals: &[DealPhrase],
) -> (Vec<Entity>, Vec<Mention>) {
    let (mut entities, mut mentions) = (Vec::new(), Vec::new());
    let mut seen = FxHashSet::default();
    for nominal in nominals.iter().filter(|n| !n.adjective && !n.pair) {
        for (span, id, rule) in named(doc, nominal) {
            // A group has no name of its own in the scheme; it only acts.
            if doc.pack.world.get(&id).is_some_and(|e| e.kind == Kind::Group) {
                continue;
            }
            if seen.insert(id.clone()) {
                entities.push(entity(doc, &id, span.of(doc.text)));
            }
            mentions.push(Mention { span, entity: id, rule: rule.to_owned() });
        }
    }
    for mention in agreement::mentions(doc, deals) {
        if seen.insert(mention.entity.clone()) {
            entities.push(entity(doc, &mention.entity, mention.span.of(doc.text)));
        }
        mentions.push(mention);
    }
    mentions.sort_by_key(|m| m.span);
    let first = |e: &Entity| mentions.iter().position(|m| m.entity == e.id);
    entities.sort_by_key(first);
    (entities, mentions)
}

/// The names within a phrase: its own, and that of the state or body it belongs to.
fn named(doc: &Document<'_>, nominal: &Nominal) -> Vec<(isnad_text::Span, String, &'static str)> {
    let mut out = Vec::new();
    let id = nominal.who.id.clone();
    if let (Some(span), Some(id)) = (nominal.name, id.clone()) {
        let rule = if nominal.strength == Strength::Full { "gazetteer" } else { "gazetteer-short" };
        out.push((span, id, rule));
    }
    // Capitals alone do not make a person: a title or a given name must say so.
    let person = nominal.role.is_some() || begins_with_given_name(doc, nominal.tokens.start);
    if let (Some(span), Some(id), true) = (nominal.unknown_name, id, person) {
        out.push((span, id, "name-by-structure"));
    }
    out.extend(owner(doc, nominal));
    out.sort_by_key(|(span, _, _)| *span);
    out
}

/// The state or body that a role noun belongs to where it is named, not only an adjective:
/// "زعيم كوريا الشمالية".
fn owner(
    doc: &Document<'_>,
    nominal: &Nominal,
) -> Option<(isnad_text::Span, String, &'static str)> {
    nominal.role?;
    let index = *nominal.states.first()?;
    let entity = doc.pack.world.entity(index);
    for at in nominal.tokens.clone() {
        for (before, stem) in doc.lang.clitics.name_stems(&doc.tokens[at].norm) {
            let hit =
                doc.lang.names.longest(&stem, &doc.tokens, at + 1, isnad_pack::gazetteer::exact);
            let Some(hit) = hit.filter(|h| h.end <= nominal.tokens.end) else { continue };
            if before.is_none() && hit.values.iter().any(|v| v.entity == index) {
                let span = doc.span(&(at..hit.end));
                let adjective = entity.kind == Kind::State
                    && crate::nominal::demonym_at(doc, at).is_some_and(|(_, e)| e >= hit.end);
                return (!adjective).then(|| (span, entity.id.clone(), "gazetteer"));
            }
        }
    }
    None
}

fn entity(doc: &Document<'_>, id: &str, words: &str) -> Entity {
    let Some(known) = doc.pack.world.get(id) else {
        let name = words.to_owned();
        return Entity {
            id: id.to_owned(),
            kind: EntityKind::Person,
            name_en: id.to_owned(),
            name_ar: name,
        };
    };
    let kind = match known.kind {
        Kind::State => EntityKind::State,
        Kind::Person => EntityKind::Person,
        Kind::Org | Kind::Outlet => EntityKind::Org,
        Kind::Place => EntityKind::Place,
        Kind::Group => EntityKind::Group,
        Kind::Weapon => EntityKind::Weapon,
        Kind::Work => EntityKind::Work,
        Kind::Agreement => EntityKind::Agreement,
    };
    Entity {
        id: known.id.clone(),
        kind,
        name_en: known.name_en.clone(),
        name_ar: known.name_ar.clone(),
    }
}
