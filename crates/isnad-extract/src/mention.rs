//! Mentions and entities of the record, from the resolved noun phrases.

use isnad_pack::world::{Kind, Strength};
use isnad_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    agreement::{self, DealPhrase},
    document::Document,
    nominal::{Nominal, begins_with_given_name, touching},
    record::{Entity, EntityKind, Mention},
    slug::slug,
    spelling::{self, SPELLING},
    tagger::{NameKind, Tagged, name_span},
};

/// The rule of mentions that only the tagger tells.
pub const TAGGER: &str = "tagger";

/// The entities named in a document, in the order of their first mention, and their mentions.
///
/// An adjective of nationality is no mention; a title counts for its bearer's salience but is no
/// name either.
pub fn mentions(
    doc: &Document<'_>,
    nominals: &[Nominal],
    deals: &[DealPhrase],
    tagged: &[Tagged],
) -> (Vec<Entity>, Vec<Mention>) {
    let (mut entities, mut mentions) = (Vec::new(), Vec::new());
    let mut seen = FxHashSet::default();
    let others = unlisted(doc, nominals, tagged);
    for nominal in nominals.iter().filter(|n| !n.adjective && !n.pair) {
        for (span, id, rule) in named(doc, nominal) {
            // The name of a place within the name of a body is not meant by itself.
            if others.iter().any(|(o, _)| o.start <= span.start && span.end <= o.end) {
                continue;
            }
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
    for (span, kind) in others {
        let id = listed(doc, span).unwrap_or_else(|| slug(span.of(doc.text), doc.lang));
        if seen.insert(id.clone()) {
            let known = entity(doc, &id, span.of(doc.text));
            let is_listed = doc.pack.world.get(&id).is_some();
            entities.push(if is_listed { known } else { Entity { kind, ..known } });
        }
        mentions.push(Mention { span, entity: id, rule: TAGGER.to_owned() });
    }
    for mention in agreement::mentions(doc, deals) {
        if seen.insert(mention.entity.clone()) {
            entities.push(entity(doc, &mention.entity, mention.span.of(doc.text)));
        }
        mentions.push(mention);
    }
    mentions.sort_by_key(|m| m.span);
    let mut first: FxHashMap<&str, usize> = FxHashMap::default();
    for (i, mention) in mentions.iter().enumerate() {
        first.entry(&mention.entity).or_insert(i);
    }
    entities.sort_by_key(|e| first.get(e.id.as_str()));
    (entities, mentions)
}

/// The entity whose name in full a tagged name is, in any spelling.
fn listed(doc: &Document<'_>, span: Span) -> Option<String> {
    let words = doc.lang.tokens(span.of(doc.text));
    let (first, exact) = (words.first()?, isnad_pack::gazetteer::exact);
    let hit = doc.lang.names.longest(&first.norm, &words, 1, exact);
    let hit = hit.filter(|h| h.end == words.len());
    let entry = hit.iter().flat_map(|h| h.values).find(|v| v.strength == Strength::Full);
    let other = |i: usize| doc.pack.world.entity(i).kind != Kind::Person;
    let entity =
        entry.map(|e| e.entity).or_else(|| spelling::find(doc.pack, doc.lang, &words, other))?;
    Some(doc.pack.world.entity(entity).id.clone())
}

/// Places and bodies that only the tagger tells. A name of the lists within one gives way to it, but
/// one that crosses it or is as long does not.
fn unlisted(
    doc: &Document<'_>,
    nominals: &[Nominal],
    tagged: &[Tagged],
) -> Vec<(Span, EntityKind)> {
    let stands = |n: &Nominal, name: &Tagged| {
        let own = n.name.or(n.unknown_name).map(|s| doc.tokens_in(s));
        let inside = own.as_ref().is_some_and(|o| {
            name.tokens.start <= o.start && o.end <= name.tokens.end && *o != name.tokens
        });
        let kind = |c: &usize| doc.pack.world.entity(*c).kind;
        let body = |c: &usize| matches!(kind(c), Kind::Org | Kind::Outlet);
        // What is not mentioned itself does not stand: a guess of the structure, an office at the
        // head of the name, a spelling or a small town that nothing settles. Nor does a town that
        // bears the name of a body.
        let town = n.candidates.iter().any(|c| doc.pack.world.is_town(*c));
        let settled = n.who.id.is_some() || !n.respelled && !town;
        let title = n.role.is_some() && n.tokens.start < name.tokens.start;
        let said = n.tagged || title || n.name.is_some() && settled;
        let same = own.as_ref().is_some_and(|o| *o == name.tokens);
        let other = name.kind == NameKind::Org && same && town;
        // Capitals show where a name ends.
        let cased = doc.lang.is_cased();
        let known = !cased && n.strength == Strength::Full && n.candidates.iter().any(body);
        !n.adjective && said && !other && (known || !inside)
    };
    let mut out = Vec::new();
    for name in tagged {
        let kind = match name.kind {
            NameKind::Place => EntityKind::Place,
            NameKind::Org => EntityKind::Org,
            NameKind::Person | NameKind::Other => continue,
        };
        if !touching(nominals, &name.tokens).iter().any(|n| stands(n, name)) {
            out.push((name_span(doc, &name.tokens), kind));
        }
    }
    out
}

/// The names within a phrase: its own, and that of the state or body it belongs to.
fn named(doc: &Document<'_>, nominal: &Nominal) -> Vec<(Span, String, &'static str)> {
    let mut out = Vec::new();
    let id = nominal.who.id.clone();
    if let (Some(span), Some(id)) = (nominal.name, id.clone()) {
        let rule = match nominal.strength {
            _ if nominal.respelled => SPELLING,
            Strength::Full => "gazetteer",
            _ => "gazetteer-short",
        };
        out.push((span, id, rule));
    }
    // Capitals alone do not make a person: a title or a given name must say so.
    // Where there is a tagger, it has to say so too.
    let given = || nominal.role.is_some() || begins_with_given_name(doc, nominal.tokens.start);
    let person = doc.lang.tagger.is_empty() && given();
    match (nominal.unknown_name, id) {
        (Some(span), Some(id)) if nominal.tagged => out.push((span, id, TAGGER)),
        (Some(span), Some(id)) if person => out.push((span, id, "name-by-structure")),
        _ => {}
    }
    out.extend(owner(doc, nominal));
    out.sort_by_key(|(span, _, _)| *span);
    out
}

/// The state or body that a role noun belongs to where it is named, not only an adjective:
/// "زعيم كوريا الشمالية".
fn owner(doc: &Document<'_>, nominal: &Nominal) -> Option<(Span, String, &'static str)> {
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
    Entity {
        id: known.id.clone(),
        kind: known.kind.into(),
        name_en: known.name_en.clone(),
        name_ar: known.name_ar.clone(),
    }
}
