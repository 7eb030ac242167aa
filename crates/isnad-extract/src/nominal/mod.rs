//! Noun phrases that name somebody or something: names, titles with names, bodies and people with
//! the adjective of their state, weapons.
//!
//! The phrases are found left to right over the tokens, longest first; who a title or short name
//! means is settled afterwards by [`crate::coref`].

mod before;
mod listed;
mod name;
mod respelled;
mod role;
mod tagged;
mod unknown;

use std::ops::Range;

use isnad_pack::{clitics::Proclitic, gazetteer::Gazetteer, inflect::Number, world::Strength};
use isnad_text::{Span, Token, TokenKind};

use crate::document::Document;
use before::add_preposition;
pub(crate) use before::is_number_word;
use listed::DemonymHit;
pub(crate) use name::written_len;
use name::{from_name, name_at};
pub(crate) use respelled::add_respelled;
pub(crate) use role::role_at;
use role::role_phrase;
use unknown::unknown_at;

pub use listed::Listed;
pub use tagged::add_tagged;
pub(crate) use unknown::begins_with_given_name;

/// A noun phrase that refers to something.
#[derive(Debug, Clone, PartialEq)]
pub struct Nominal {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The words of the name within, without clitics; empty for phrases without a name.
    pub name: Option<Span>,
    /// Candidates for the entity, best first.
    pub candidates: Vec<usize>,
    /// How safe the name is.
    pub strength: Strength,
    /// Index of its role noun.
    pub role: Option<usize>,
    /// States or groups named by adjective or genitive.
    pub states: Vec<usize>,
    /// A name that no list holds.
    pub unknown_name: Option<Span>,
    /// Whether the tagger told the name that no list holds.
    pub tagged: bool,
    /// Whether its name is that of a list in another spelling.
    pub respelled: bool,
    /// The key of the preposition before it.
    pub prep: Option<String>,
    /// Whether a conjunction is written on it or stands before it.
    pub joined: bool,
    /// Whether it is a nationality adjective without noun.
    pub adjective: bool,
    /// Whether it stands for two parties named before ("both sides").
    pub pair: bool,
    /// Whether a pronoun is written on its noun: "his counterpart".
    pub owned: bool,
    /// Number of the head noun.
    pub number: Number,
    /// What it was resolved to.
    pub who: Referent,
}

/// Whom a noun phrase means.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Referent {
    /// The entity, by id; for an unknown name a slug of it.
    pub id: Option<String>,
    /// Whom it counts as in events: states by alpha-3, else ids.
    pub actors: Vec<String>,
}

impl Nominal {
    fn new(tokens: Range<usize>) -> Nominal {
        Nominal {
            tokens,
            name: None,
            candidates: Vec::new(),
            strength: Strength::Full,
            role: None,
            states: Vec::new(),
            unknown_name: None,
            tagged: false,
            respelled: false,
            prep: None,
            joined: false,
            adjective: false,
            pair: false,
            owned: false,
            number: Number::Singular,
            who: Referent::default(),
        }
    }
}

/// All noun phrases of a document in their order, unresolved.
pub fn nominals(doc: &Document<'_>) -> Vec<Nominal> {
    let mut out: Vec<Nominal> = Vec::new();
    let mut i = 0;
    while i < doc.tokens.len() {
        match nominal_at(doc, i) {
            Some(mut nominal) => {
                add_preposition(doc, &mut nominal);
                i = nominal.tokens.end.max(i + 1);
                out.push(nominal);
            }
            None => i += 1,
        }
    }
    out
}

/// Those of the noun phrases of a document, in their order, that share a token with others.
pub(crate) fn touching<'n>(nominals: &'n [Nominal], tokens: &Range<usize>) -> &'n [Nominal] {
    let first = nominals.partition_point(|n| n.tokens.end <= tokens.start);
    let rest = nominals.get(first..).unwrap_or_default();
    let n = rest.partition_point(|n| n.tokens.start < tokens.end);
    rest.get(..n).unwrap_or_default()
}

fn nominal_at(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    if doc.tokens[i].kind == TokenKind::Mark {
        return None;
    }
    if let Some(nominal) = pair_at(doc, i) {
        return Some(nominal);
    }
    let name = name_at(doc, i);
    if let Some(nominal) = role_phrase(doc, i, name) {
        return Some(nominal);
    }
    if let Some(hit) = name {
        return Some(from_name(doc, i, hit));
    }
    demonym_alone(doc, i).or_else(|| thing_at(doc, i)).or_else(|| unknown_at(doc, i))
}

/// A word that stands for two parties: "both sides". With an adjective or name after it, it is a
/// title of its own: "الرئيسان المصري والتركي".
fn pair_at(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    let end = doc.functions[i].filter(|f| f.class == "side").map(|f| f.end)?;
    if demonym_at(doc, end).is_some() {
        return None;
    }
    let mut nominal = Nominal::new(i..end);
    nominal.pair = true;
    nominal.number = Number::Dual;
    Some(nominal)
}

fn apply_proclitic(nominal: &mut Nominal, before: Option<&Proclitic>) {
    if let Some(before) = before {
        nominal.joined |= !before.conj.is_empty();
        if !before.prep.is_empty() {
            nominal.prep = Some(before.prep.clone());
        }
    }
}

/// The longest entry of a list of bare forms that begins at a token, article and clitics aside.
fn bare_hit<'d, V: Copy>(
    doc: &Document<'d>,
    i: usize,
    list: &Gazetteer<V>,
) -> Option<(usize, V, Option<&'d Proclitic>)> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    let bare = |t: &Token| -> Vec<String> {
        let inner =
            |b: Option<&Proclitic>| b.is_none_or(|b| b.prep.is_empty() && b.conj.is_empty());
        let stems = doc.lang.clitics.bare_stems(&t.norm);
        stems.filter(|(b, _)| inner(*b)).map(|(_, s)| s.to_owned()).collect()
    };
    let mut best: Option<(usize, V, Option<&'d Proclitic>)> = None;
    for (before, stem) in doc.lang.clitics.bare_stems(&token.norm) {
        let hit = list.longest(stem, &doc.tokens, i + 1, bare);
        if let Some(hit) = hit.filter(|h| best.is_none_or(|b| h.end > b.0)) {
            best = hit.values.first().map(|v| (hit.end, *v, before));
        }
    }
    best
}

fn listed_demonym<'d>(doc: &Document<'d>, i: usize) -> Option<DemonymHit<'d>> {
    let hit = *doc.listed.demonyms.get(i)?.as_ref()?;
    (!doc.lang.is_cased() || doc.is_capital(i)).then_some(hit)
}

/// The state or group that an adjective at a token names, and the token after it.
pub(crate) fn demonym_at(doc: &Document<'_>, i: usize) -> Option<(usize, usize)> {
    let (end, (entity, _), before) = listed_demonym(doc, i)?;
    before.is_none_or(|b| b.conj.is_empty() && b.prep.is_empty()).then_some((entity, end))
}

/// A nationality adjective without a noun that the lists know: "الغزو الروسي", "Russian".
fn demonym_alone(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    let (end, (entity, features), before) = listed_demonym(doc, i)?;
    // "غربي طرابلس" tells where.
    let direction = doc.is_of(i, "direction") && name_at(doc, end).is_some();
    if doc.pack.world.entity(entity).ambiguous || direction {
        return None;
    }
    let mut nominal = Nominal::new(i..end);
    nominal.states = vec![entity];
    nominal.adjective = true;
    nominal.number = features.number;
    apply_proclitic(&mut nominal, before);
    Some(nominal)
}

/// A weapon or work at a token.
fn thing_at(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    doc.words.get(i).filter(|w| w.begins.thing)?;
    let (end, entity, before) = bare_hit(doc, i, &doc.lang.things)?;
    let mut nominal = Nominal::new(i..end);
    let skipped = before.map_or(0, |b| written_len(&doc.tokens[i], doc.text, &b.form, b.article));
    let start = doc.tokens[i].span.start + skipped as u32;
    nominal.name = Some(Span { start, end: doc.tokens[end - 1].span.end });
    nominal.candidates = vec![entity];
    apply_proclitic(&mut nominal, before);
    Some(nominal)
}
