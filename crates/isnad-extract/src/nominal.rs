//! Noun phrases that name somebody or something: names, titles with names, bodies and people with
//! the adjective of their state, weapons.
//!
//! The phrases are found left to right over the tokens, longest first; who a title or short name
//! means is settled afterwards by [`crate::coref`].

use std::ops::Range;

use isnad_pack::{
    clitics::Proclitic,
    gazetteer::{Gazetteer, exact},
    inflect::Number,
    lang::{NameEntry, RoleKind},
    world::{Kind, Strength},
};
use isnad_text::{Span, Token, TokenKind};

use crate::document::Document;

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

/// A name of the gazetteer at a place.
struct NameHit<'d> {
    end: usize,
    span: Span,
    entries: Vec<NameEntry>,
    before: Option<&'d Proclitic>,
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

fn nominal_at(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    if doc.tokens[i].kind == TokenKind::Mark {
        return None;
    }
    if let Some(nominal) = pair_at(doc, i) {
        return Some(nominal);
    }
    let name = name_at(doc, i);
    if let Some(nominal) = role_phrase(doc, i, name.as_ref()) {
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

/// The longest name that begins at a token.
fn name_at<'d>(doc: &Document<'d>, i: usize) -> Option<NameHit<'d>> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    // "the Gulf" gives way to "Gulf of Oman".
    let article = doc.lang.settings.get("article").is_some_and(|a| *a == token.norm);
    let longer = if article { name_at(doc, i + 1).map_or(0, |h| h.end) } else { 0 };
    let mut best: Option<NameHit<'d>> = None;
    for (before, stem) in doc.lang.clitics.name_stems(&token.norm) {
        let Some(hit) = doc.lang.names.longest(&stem, &doc.tokens, i + 1, exact) else { continue };
        let entries: Vec<NameEntry> =
            hit.values.iter().copied().filter(|e| is_cased(doc, i, hit.end, e)).collect();
        if entries.is_empty() || hit.end < longer || best.as_ref().is_some_and(|b| b.end >= hit.end) {
            continue;
        }
        let skipped = before.map_or(0, |b| written_len(token, doc.text, &b.form, b.article));
        let start = token.span.start + skipped as u32;
        let span = Span { start, end: doc.tokens[hit.end - 1].span.end };
        best = Some(NameHit { end: hit.end, span, entries, before });
    }
    best
}

/// Bytes of a token that its proclitic takes, the article not among them: it belongs to the name.
fn written_len(token: &Token, text: &str, form: &str, article: bool) -> usize {
    let letters = form.chars().count() - if article { 2.min(form.chars().count()) } else { 0 };
    let word = token.span.of(text);
    let mut seen = 0;
    for (at, c) in word.char_indices() {
        if seen == letters && !isnad_text::fold::is_ignorable(c) {
            return at;
        }
        seen += usize::from(!isnad_text::fold::is_ignorable(c));
    }
    0
}

/// Whether the words are written with the capitals that a Latin name has.
fn is_cased(doc: &Document<'_>, i: usize, end: usize, entry: &NameEntry) -> bool {
    let words = doc.tokens[i].span.cover(doc.tokens[end - 1].span).of(doc.text);
    if entry.capitals {
        return words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    }
    !entry.capital || words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

fn from_name(doc: &Document<'_>, i: usize, hit: NameHit<'_>) -> Nominal {
    let mut nominal = Nominal::new(i..hit.end);
    nominal.name = Some(hit.span);
    nominal.strength = hit.entries.iter().map(|e| e.strength).min().unwrap_or(Strength::Full);
    nominal.candidates = hit.entries.iter().map(|e| e.entity).collect();
    apply_proclitic(&mut nominal, hit.before);
    // A state's name that is also its adjective, after a definite noun, is the adjective.
    if is_adjective_here(doc, i, &nominal) {
        nominal.states = nominal.candidates.clone();
        nominal.adjective = true;
    }
    nominal
}

fn is_adjective_here(doc: &Document<'_>, i: usize, nominal: &Nominal) -> bool {
    if nominal.tokens.len() != 1 || nominal.prep.is_some() || nominal.joined || i == 0 {
        return false;
    }
    let Some((_, _)) = demonym_at(doc, i) else { return false };
    let article = doc.lang.clitics.article();
    let definite = |k: usize| {
        let norm = &doc.tokens[k].norm;
        doc.lang.clitics.bare_stems(norm).iter().any(|(b, _)| b.is_some_and(|b| b.article))
    };
    !article.is_empty() && doc.tokens[i - 1].kind == TokenKind::Word && definite(i - 1)
}

fn apply_proclitic(nominal: &mut Nominal, before: Option<&Proclitic>) {
    if let Some(before) = before {
        nominal.joined |= !before.conj.is_empty();
        if !before.prep.is_empty() {
            nominal.prep = Some(before.prep.clone());
        }
    }
}

/// A role noun with its state, its adjectives and the name it introduces.
fn role_phrase(doc: &Document<'_>, i: usize, name: Option<&NameHit<'_>>) -> Option<Nominal> {
    let longer = |end: usize| {
        name.is_some_and(|n| n.end >= end && n.entries.iter().any(|e| e.strength == Strength::Full))
    };
    if let Some(nominal) = fronted_adjectives(doc, i).filter(|n| !longer(n.tokens.end)) {
        return Some(nominal);
    }
    let (role, number, end, before) = role_at(doc, i)?;
    if longer(end + usize::from(name.is_some_and(|n| n.end == end))) {
        return None;
    }
    let mut nominal = Nominal::new(i..end);
    nominal.role = Some(role);
    nominal.number = number;
    nominal.owned = end == i + 1 && bare_hit(doc, i, &doc.lang.role_names).is_none();
    apply_proclitic(&mut nominal, before);
    // A pronoun or the article closes the phrase for a genitive.
    nominal.owned |= end == i + 1 && before.is_some_and(|b| b.article);
    let owned = nominal.owned;
    extend_role(doc, &mut nominal);
    if owned && before.is_some_and(|b| b.article) {
        nominal.owned = false;
    }
    (!is_qualifier(doc, &nominal)).then_some(nominal)
}

/// Whether a body without state right after an indefinite noun only qualifies it: "مناورات بحرية".
fn is_qualifier(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let at = nominal.tokens.start;
    let body = nominal.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::Body);
    let article = doc.lang.clitics.article();
    if !body || article.is_empty() || nominal.tokens.len() > 1 || !nominal.states.is_empty() || at == 0 || nominal.prep.is_some() {
        return false;
    }
    let noun = !doc.readings[at - 1].is_empty() && !doc.may_be_verb(at - 1) && doc.functions[at - 1].is_none();
    noun && !doc.tokens[at].norm.starts_with(article) && !doc.tokens[at - 1].norm.starts_with(article)
}

/// Languages with the adjective first: "Russian foreign minister Sergei Lavrov".
fn fronted_adjectives(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    if doc.lang.settings.get("adjective").map(String::as_str) != Some("before") {
        return None;
    }
    let (states, mut at) = demonym_at(doc, i).or_else(|| possessor_at(doc, i))?;
    // One or two words may stand between: "Russian oil ministry spokesman".
    let limit = at + 3;
    while at < limit && at < doc.tokens.len() && doc.tokens[at].kind == TokenKind::Word {
        if let Some((role, number, end, _)) = role_at(doc, at) {
            let mut nominal = Nominal::new(i..end);
            nominal.role = Some(role);
            nominal.number = number;
            nominal.states = states;
            extend_role(doc, &mut nominal);
            return Some(nominal);
        }
        if doc.functions[at].is_some() || doc.is_verb(at) {
            return None;
        }
        at += 1;
    }
    None
}

/// A state in the possessive: "Russia's".
fn possessor_at(doc: &Document<'_>, i: usize) -> Option<(Vec<usize>, usize)> {
    let hit = name_at(doc, i)?;
    let is_state = |e: &NameEntry| {
        let entity = doc.pack.world.entity(e.entity);
        matches!(entity.kind, Kind::State | Kind::Group) || entity.kind == Kind::Org && entity.sort.contains("armed")
    };
    let states: Vec<usize> = hit.entries.iter().filter(|e| is_state(e)).map(|e| e.entity).collect();
    let possessive = doc.tokens.get(hit.end).is_some_and(|t| t.norm == "'s" || t.norm == "'");
    if states.is_empty() {
        return None;
    }
    if possessive {
        return Some((states, hit.end + 1));
    }
    // "US forces", "UK government": the name itself as adjective.
    role_at(doc, hit.end).map(|_| (states, hit.end))
}

pub(crate) fn role_at<'d>(doc: &Document<'d>, i: usize) -> Option<(usize, Number, usize, Option<&'d Proclitic>)> {
    if let Some((end, value, before)) = bare_hit(doc, i, &doc.lang.role_names) {
        return Some((value.0, value.1, end, before));
    }
    // "his counterpart", "its army": a pronoun may be written on the noun.
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word && doc.functions[i].is_none())?;
    for split in doc.lang.clitics.splits(&token.norm).into_iter().filter(|s| s.after.is_some()) {
        for stem in doc.lang.clitics.hosts(&split) {
            let hit = doc.lang.role_names.longest(&stem, &doc.tokens, i + 1, exact);
            if let Some(value) = hit.filter(|h| h.end == i + 1).and_then(|h| h.values.first()) {
                return Some((value.0, value.1, i + 1, split.before));
            }
        }
    }
    None
}

/// The longest entry of a list of bare forms that begins at a token, article and clitics aside.
fn bare_hit<'d, V: Copy>(
    doc: &Document<'d>,
    i: usize,
    list: &Gazetteer<V>,
) -> Option<(usize, V, Option<&'d Proclitic>)> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    let bare = |t: &Token| -> Vec<String> {
        let inner = |b: &Option<&Proclitic>| b.is_none_or(|b| b.prep.is_empty() && b.conj.is_empty());
        let stems = doc.lang.clitics.bare_stems(&t.norm);
        stems.into_iter().filter(|(b, _)| inner(b)).map(|(_, s)| s).collect()
    };
    let mut best: Option<(usize, V, Option<&'d Proclitic>)> = None;
    for (before, stem) in doc.lang.clitics.bare_stems(&token.norm) {
        if let Some(hit) = list.longest(&stem, &doc.tokens, i + 1, bare) {
            if best.is_none_or(|b| hit.end > b.0) {
                best = hit.values.first().map(|v| (hit.end, *v, before));
            }
        }
    }
    best
}

/// States and groups that an adjective at a token names, and the token after it.
pub(crate) fn demonym_at(doc: &Document<'_>, i: usize) -> Option<(Vec<usize>, usize)> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    if doc.lang.clitics.article().is_empty() && !doc.is_capital(i) {
        return None;
    }
    let _ = token;
    let (end, (entity, _), before) = bare_hit(doc, i, &doc.lang.demonyms)?;
    before.is_none_or(|b| b.conj.is_empty() && b.prep.is_empty()).then_some((vec![entity], end))
}

/// Goes on from a role noun: adjectives, state, name.
fn extend_role(doc: &Document<'_>, nominal: &mut Nominal) {
    let mut at = nominal.tokens.end;
    let mut skipped = 0;
    while at < doc.tokens.len() && skipped < 3 {
        if doc.tokens[at].kind == TokenKind::Mark {
            let quote = matches!(doc.tokens[at].norm.as_str(), "\"" | "“" | "«" | "”" | "»");
            match name_at(doc, at + 1).filter(|_| quote) {
                Some(hit) if is_person(doc, &hit) => {
                    take_name(nominal, &hit);
                    nominal.tokens.end = hit.end + usize::from(doc.tokens.get(hit.end).is_some_and(|t| t.kind == TokenKind::Mark));
                    return;
                }
                _ => return,
            }
        }
        let another = |end: usize| at > nominal.tokens.start && demonym_at(doc, end).is_some();
        if !nominal.states.is_empty() && role_at(doc, at).is_some_and(|(_, _, end, _)| another(end)) {
            return;
        }
        if let Some((states, end)) = demonym_at(doc, at).filter(|_| nominal.states.is_empty()) {
            nominal.states = states;
            at = end;
            nominal.tokens.end = end;
            continue;
        }
        if let Some(hit) = name_at(doc, at) {
            if hit.before.is_some_and(|b| !b.prep.is_empty() || !b.conj.is_empty()) {
                return;
            }
            if is_person(doc, &hit) {
                take_name(nominal, &hit);
                nominal.tokens.end = hit.end;
                return;
            }
            let owner = |e: &NameEntry| {
                matches!(doc.pack.world.entity(e.entity).kind, Kind::State | Kind::Org | Kind::Group | Kind::Place)
            };
            let owners: Vec<usize> = hit.entries.iter().filter(|e| owner(e)).map(|e| e.entity).collect();
            // "منظمة حقوقية": a noun closed by its adjective has no genitive.
            let closed = nominal.tokens.len() > 1
                && nominal.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::People)
                && role_at(doc, at).is_some();
            if owners.is_empty() || !nominal.states.is_empty() || nominal.owned || closed {
                return;
            }
            nominal.states = owners;
            at = hit.end;
            nominal.tokens.end = at;
            continue;
        }
        if doc.functions[at].is_some() {
            // "president of Russia".
            let of = doc.functions[at].is_some_and(|f| f.key == "of") && nominal.states.is_empty();
            let owned = of && name_at(doc, at + 1).is_some_and(|h| !is_person(doc, &h));
            if !owned {
                return;
            }
            at += 1;
            continue;
        }
        if doc.may_be_verb(at) && !is_modifier(doc, at) {
            return;
        }
        if let Some(end) = unknown_name(doc, at) {
            if nominal.role.is_some_and(|r| doc.lang.roles[r].kind == RoleKind::Office || doc.lang.roles[r].kind == RoleKind::People) {
                nominal.unknown_name = Some(doc.span(&(at..end)));
                nominal.tokens.end = end;
            }
            return;
        }
        if !is_modifier(doc, at) {
            return;
        }
        skipped += 1;
        at += 1;
        if skipped > 0 && has_owner_or_name(doc, at) {
            nominal.tokens.end = at;
        }
    }
}

fn has_owner_or_name(doc: &Document<'_>, at: usize) -> bool {
    demonym_at(doc, at).is_some() || name_at(doc, at).is_some()
}

/// Whether a word may stand between a role noun and what follows: with the article, in Arabic.
fn is_modifier(doc: &Document<'_>, at: usize) -> bool {
    let article = doc.lang.clitics.article();
    let norm = &doc.tokens[at].norm;
    !article.is_empty() && doc.tokens[at].kind == TokenKind::Word && norm.starts_with(article)
}

fn is_person(doc: &Document<'_>, hit: &NameHit<'_>) -> bool {
    hit.entries.iter().any(|e| doc.pack.world.entity(e.entity).kind == Kind::Person)
}

fn take_name(nominal: &mut Nominal, hit: &NameHit<'_>) {
    nominal.name = Some(hit.span);
    nominal.strength = Strength::Full;
    nominal.candidates = hit.entries.iter().map(|e| e.entity).collect();
}

/// A nationality adjective without a noun that the lists know: "الغزو الروسي", "Russian".
fn demonym_alone(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    let (end, (entity, features), before) = bare_hit(doc, i, &doc.lang.demonyms)?;
    if doc.lang.clitics.article().is_empty() && !doc.is_capital(i) {
        return None;
    }
    if doc.pack.world.entity(entity).ambiguous {
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
    let (end, entity, before) = bare_hit(doc, i, &doc.lang.things)?;
    let mut nominal = Nominal::new(i..end);
    let skipped = before.map_or(0, |b| written_len(&doc.tokens[i], doc.text, &b.form, b.article));
    let start = doc.tokens[i].span.start + skipped as u32;
    nominal.name = Some(Span { start, end: doc.tokens[end - 1].span.end });
    nominal.candidates = vec![entity];
    apply_proclitic(&mut nominal, before);
    Some(nominal)
}

/// A name that no list holds, where its form shows it: two capitalised words or more.
fn unknown_at(doc: &Document<'_>, i: usize) -> Option<Nominal> {
    if !doc.lang.clitics.article().is_empty() {
        return None;
    }
    let end = unknown_name(doc, i)?;
    if end < i + 2 || doc.sentence_of(i).start == i && doc.is_known(i) {
        return None;
    }
    let mut nominal = Nominal::new(i..end);
    nominal.unknown_name = Some(doc.span(&(i..end)));
    Some(nominal)
}

/// The end of a run of words that may be a person's name: unknown words in Arabic, capitalised
/// ones in a language that has capitals; two to four words.
pub(crate) fn unknown_name(doc: &Document<'_>, i: usize) -> Option<usize> {
    let capitals = doc.lang.clitics.article().is_empty();
    let mut end = i;
    while end < doc.tokens.len() && end < i + 4 && doc.tokens[end].kind == TokenKind::Word {
        let fits = if capitals {
            doc.is_capital(end)
                && doc.class(end).is_empty()
                && demonym_at(doc, end).is_none()
                && !doc.tokens[end].norm.starts_with('\'')
        } else {
            looks_like_name(doc, end, end > i)
        };
        if !fits {
            break;
        }
        end += 1;
        // A family name with the article ends the name.
        if !capitals && end > i + 1 && doc.tokens[end - 1].norm.starts_with(doc.lang.clitics.article()) {
            break;
        }
    }
    (end >= i + 2).then_some(end)
}

/// Whether an Arabic word may be part of a name: no word of the lexicon, no function word, no
/// adjective of a state.
fn looks_like_name(doc: &Document<'_>, i: usize, inner: bool) -> bool {
    let article = doc.lang.clitics.article();
    let norm = &doc.tokens[i].norm;
    doc.functions[i].is_none()
        && demonym_at(doc, i).is_none()
        && role_at(doc, i).is_none()
        && (inner || !norm.starts_with(article))
        && doc.readings[i].is_empty()
        && name_at(doc, i).is_none()
        && doc.lang.glossary.longest(norm, &doc.tokens, i + 1, exact).is_none()
}

/// Notes the preposition or conjunction that stands before a phrase.
fn add_preposition(doc: &Document<'_>, nominal: &mut Nominal) {
    let start = nominal.tokens.start;
    let mut at = start;
    // An opening quotation mark, an article word and "both" may stand between.
    while at > 0 && between(doc, at - 1) {
        at -= 1;
    }
    // "thousands of": a quantity of several words.
    while let Some(k) = (at.saturating_sub(4)..at).find(|k| doc.functions[*k].is_some_and(|f| f.end == at && (f.class == "det" || f.class == "city" && f.end > k + 1))) {
        at = k;
    }
    if at == 0 || nominal.prep.is_some() {
        return;
    }
    let from = at.saturating_sub(3);
    for k in from..at {
        if doc.functions[k].is_some_and(|f| f.end == at) {
            if let Some(key) = doc.key(k, "agent").or_else(|| doc.key(k, "prep")) {
                // "some of the men", "thousands of students": the quantity has the preposition.
                let counted = key == "of" && k > 0 && (doc.class(k - 1) == "det" || doc.tokens[k - 1].kind == TokenKind::Number);
                if counted {
                    nominal.prep = (k > 1).then(|| doc.key(k - 2, "prep").map(str::to_owned)).flatten();
                    return;
                }
                nominal.prep = Some(key.to_owned());
            } else if doc.key(k, "and").is_some() {
                nominal.joined = true;
            } else {
                continue;
            }
            return;
        }
    }
    nominal.joined |= doc.key(at - 1, "and").is_some();
}

/// Whether a token is a word for a number.
pub(crate) fn is_number_word(doc: &Document<'_>, i: usize) -> bool {
    let one = doc.tokens.get(i..=i).unwrap_or_default();
    !isnad_text::number::find(one, doc.text, &doc.lang.numbers).is_empty()
}

fn between(doc: &Document<'_>, i: usize) -> bool {
    let token = &doc.tokens[i];
    matches!(doc.class(i), "both" | "det")
        || token.kind == TokenKind::Number
        || is_number_word(doc, i)
        || token.kind == TokenKind::Mark && matches!(token.norm.as_str(), "\"" | "“" | "«" | "”")
        || doc.lang.settings.get("article").is_some_and(|a| *a == token.norm)
}
