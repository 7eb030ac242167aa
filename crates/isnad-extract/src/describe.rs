//! Short English descriptions of noun phrases that name nobody: "customs director", "experts".
//!
//! In Arabic every word says more about the one before it, in English about the one after it; so the
//! English words are put together from the end of the phrase to its beginning.

use std::ops::Range;

use isnad_pack::{
    analyse::likeliest,
    clitics::Proclitic,
    gazetteer::exact,
    inflect::{Number, Pos},
    lang::RoleKind,
    world::{Kind, Strength},
};
use isnad_text::{Lang, Token, TokenKind, fold};

use crate::{
    document::Document,
    nominal,
    plural::{numbered, singular},
    slug::slug,
};

/// Letters by which a state may be called at most: "US", "UAE".
const LETTERS: usize = 3;

/// The English description of the noun phrase of these tokens; empty if it has no word.
pub fn describe(doc: &Document<'_>, range: &Range<usize>) -> String {
    if doc.lang.is_cased() { in_place(doc, range) } else { reversed(doc, range) }
}

/// The words as they stand, without articles and possessives at the head.
fn in_place(doc: &Document<'_>, range: &Range<usize>) -> String {
    let mut start = range.start;
    // "One of the soldiers" is a soldier.
    let one_of = word(doc, start, "one").is_some() && doc.key(start + 1, "prep") == Some("of");
    start += if one_of { 2 } else { 0 };
    while start + 1 < range.end && word(doc, start, "article").is_some() {
        start += 1;
    }
    let mut out = String::new();
    for i in start..range.end {
        let word = doc.word(i);
        let glued = word.starts_with(['\'', '’']);
        match doc.kind(i) {
            TokenKind::Mark if word != "'" && word != "’" => continue,
            _ if !out.is_empty() && !glued => out.push(' '),
            _ => {}
        }
        let shouted = word.chars().nth(1).is_some_and(char::is_uppercase);
        let first_word = i == doc.sentence_of(i).start
            && !doc.is_capital(i + 1)
            && !shouted
            && !is_name(doc, i)
            && nominal::demonym_at(doc, i).is_none();
        out.push_str(&if first_word { word.to_lowercase() } else { word.replace('’', "'") });
    }
    if one_of { singular(&out, &doc.lang.cues.english.plurals) } else { out }
}

fn is_name(doc: &Document<'_>, i: usize) -> bool {
    doc.lang.names.longest(doc.norm(i), &doc.tokens, i + 1, exact).is_some()
}

/// A piece of a description and the token after its words.
struct Piece {
    english: String,
    end: usize,
}

fn reversed(doc: &Document<'_>, range: &Range<usize>) -> String {
    let (mut pieces, mut suffix, mut count) = (Vec::<String>::new(), String::new(), String::new());
    let (mut i, mut one_of, mut rank) = (range.start, false, String::new());
    let mut several = false;
    while i < range.end {
        if let Some(hit) = word(doc, i, "nameless").filter(|h| h.1 <= range.end + 8) {
            suffix = format!(" {}", hit.0);
            break;
        }
        if let Some((key, end)) = word(doc, i, "closer").filter(|h| h.0 != "in" && h.1 < range.end)
        {
            suffix = format!(" {key} the {}", reversed(doc, &(end..range.end)));
            break;
        }
        // "كبيرة مهندسيها": the first among several.
        let chief = word(doc, i, "chief").filter(|c| pieces.is_empty() && leads(doc, c.1, range));
        if let Some((key, end)) = chief {
            key.clone_into(&mut rank);
            one_of = true;
            i = end;
            continue;
        }
        if let Some((key, end)) = word(doc, i, "count").filter(|_| pieces.is_empty()) {
            key.clone_into(&mut count);
            one_of = key.is_empty();
            i = end;
            continue;
        }
        if doc.kind(i) == TokenKind::Mark
            || word(doc, i, "name").is_some()
            || doc.class(i) == "prep" && i > range.start
        {
            i += 1;
            continue;
        }
        // A word that begins "familiar with" is no part of what stands before it.
        let closed = (i + 1..range.end)
            .find(|k| word(doc, *k, "closer").is_some_and(|h| h.0 != "in" && h.1 < range.end));
        let mut piece = piece(doc, i, range.start, closed.unwrap_or(range.end));
        if one_of && pieces.is_empty() {
            piece.english = numbered(doc, &piece.english, Number::Singular, true);
        }
        if !rank.is_empty() && pieces.is_empty() {
            piece.english = format!("{rank} {}", piece.english);
        }
        let joined = pieces.last_mut().filter(|_| is_joined(doc, i));
        i = piece.end.max(i + 1);
        match joined {
            Some(first) => {
                *first = doc.lang.cues.english.fill("both", &piece.english, first);
                several = true;
            }
            None if piece.english.is_empty() => {}
            None => pieces.push(piece.english),
        }
    }
    // "وزيرا الدفاع الفرنسي والألماني": the one noun stands for both.
    if let Some(head) = pieces.first_mut().filter(|_| several) {
        *head = numbered(doc, head, Number::Plural, false);
    }
    if count.is_empty() && !several && is_dual(doc, range.start, range.end) {
        doc.lang.cues.english.fill("two", "", "").clone_into(&mut count);
    }
    pieces.reverse();
    if let Some((_, modifiers)) = pieces.split_last_mut() {
        let english = &doc.lang.cues.english;
        for word in modifiers {
            *word = english.modifier(word).to_owned();
        }
    }
    let words = doc.lang.cues.english.compounded(pieces.join(" "));
    let kin = words.rsplit_once(' ').filter(|_| pieces.len() > 1 && whose(doc, range));
    let words = match kin {
        Some((owner, kin)) => doc.lang.cues.english.fill("owned-by-person", kin, owner),
        None => words,
    };
    let words = if count.is_empty() || words.starts_with(&count) {
        words
    } else {
        format!("{count} {words}")
    };
    format!("{words}{suffix}")
}

/// Whether somebody is the first of those whom the noun at a token names: it is a plural.
fn leads(doc: &Document<'_>, at: usize, range: &Range<usize>) -> bool {
    let role = nominal::role_at(doc, at).is_some_and(|r| r.1 == Number::Plural);
    at < range.end && role
}

/// Whether the adjective or name of a state is joined to the one before: "الفرنسي والألماني".
fn is_joined(doc: &Document<'_>, i: usize) -> bool {
    let state = |i: usize| nominal::demonym_at(doc, i).is_some() || named(doc, i, i + 1).is_some();
    let mut stems = doc.lang.clitics.bare_stems(doc.norm(i));
    let joins = |b: &Proclitic| !b.conj.is_empty() && b.prep.is_empty();
    let adjective = |stem: &str| doc.lang.demonyms.knows(stem);
    let conj = stems.any(|(b, s)| b.is_some_and(joins) && (adjective(s) || state(i)));
    i > 0 && conj && !doc.lang.names.knows(doc.norm(i)) && state(i - 1)
}

/// "والد الضحية": whether a phrase says whose relative somebody is.
fn whose(doc: &Document<'_>, range: &Range<usize>) -> bool {
    let owner = range.start + 1;
    word(doc, range.start, "kin").is_some()
        && owner < range.end
        && nominal::role_at(doc, owner).is_some()
        && doc.lang.clitics.bare_stems(doc.norm(owner)).any(|(b, _)| b.is_some_and(|b| b.article))
}

/// Whether a role noun at the head of a phrase can only mean two.
fn is_dual(doc: &Document<'_>, i: usize, limit: usize) -> bool {
    let endings = doc.lang.settings.get("dual_endings").map_or("", String::as_str);
    let ends = endings.split('|').any(|e| !e.is_empty() && doc.norm(i).ends_with(e));
    nominal::role_at(doc, i).is_some_and(|(_, number, end, _)| {
        let followed = end < limit && doc.kind(end) == TokenKind::Word;
        ends && number == Number::Dual && (followed || !may_be_singular(doc, i, end))
    })
}

/// A word of a class around speech: its key and the token after it.
fn word<'d>(doc: &Document<'d>, i: usize, class: &str) -> Option<(&'d str, usize)> {
    doc.around(i, class).map(|hit| (hit.key, hit.end))
}

/// English for the longest listed words at a token.
fn piece(doc: &Document<'_>, i: usize, start: usize, limit: usize) -> Piece {
    let role = nominal::role_at(doc, i).filter(|r| r.2 <= limit);
    let name = named(doc, i, limit);
    let gloss = glossed(doc, i, limit);
    let role_end = role.as_ref().map_or(i, |r| r.2);
    if let Some(name) =
        name.filter(|n| n.end > role_end && gloss.as_ref().is_none_or(|g| n.end > g.end))
    {
        return name;
    }
    if let Some(gloss) = gloss.as_ref().filter(|g| g.end > role_end) {
        return Piece { english: gloss.english.clone(), end: gloss.end };
    }
    if let Some((key, end)) = word(doc, i, "spokes").filter(|w| w.1 <= limit) {
        let number = role.as_ref().map_or(Number::Singular, |r| r.1);
        return Piece { english: numbered(doc, &feminine(doc, i, key), number, false), end };
    }
    // A word that only says more about another is glossed as such: "opposition", not "opponent".
    if let Some(gloss) = gloss.as_ref().filter(|g| {
        i > start && g.end == role_end && role.as_ref().is_some_and(|r| r.1 == Number::Singular)
    }) {
        return Piece { english: gloss.english.clone(), end: gloss.end };
    }
    if let Some((role, number, end, _)) = role {
        let role = &doc.lang.roles[role];
        let single = may_be_singular(doc, i, end) && !is_dual(doc, i, limit);
        let number = if single { Number::Singular } else { number };
        let gloss = role.gloss.trim_end_matches(" for").trim_end_matches(" of");
        let gloss = doc
            .lang
            .cues
            .english
            .head(&role.id)
            .filter(|_| leads_no_state(doc, end, limit))
            .unwrap_or(gloss);
        let gloss = &feminine(doc, i, gloss);
        return Piece { english: numbered(doc, gloss, number, role.kind == RoleKind::People), end };
    }
    gloss
        .or_else(|| by_lexicon(doc, i))
        .or_else(|| by_vocabulary(doc, i))
        .unwrap_or_else(|| Piece { english: transcribed(doc, i), end: i + 1 })
}

/// Whether what follows a word for a president is no state: then it is a "head" of something.
fn leads_no_state(doc: &Document<'_>, at: usize, limit: usize) -> bool {
    at < limit
        && doc.kind(at) == TokenKind::Word
        && nominal::demonym_at(doc, at).is_none()
        && named(doc, at, limit).is_none()
}

/// "spokeswoman" for a noun of women.
fn feminine(doc: &Document<'_>, i: usize, gloss: &str) -> String {
    let endings = doc.lang.settings.get("feminine_endings").map_or("", String::as_str);
    let woman = endings.split('|').any(|e| !e.is_empty() && doc.norm(i).ends_with(e));
    let forms = &doc.lang.cues.english.feminines;
    let form = forms
        .iter()
        .find_map(|(m, f)| gloss.strip_suffix(m.as_str()).map(|stem| format!("{stem}{f}")));
    form.filter(|_| woman).unwrap_or_else(|| gloss.to_owned())
}

/// Whether the form of a role noun is also one of the singular.
fn may_be_singular(doc: &Document<'_>, i: usize, end: usize) -> bool {
    let bare = |t: &Token| {
        doc.lang.clitics.bare_stems(&t.norm).map(|(_, s)| s.to_owned()).collect::<Vec<_>>()
    };
    bare(&doc.tokens[i]).into_iter().any(|stem| {
        let hit = doc.lang.role_names.longest(&stem, &doc.tokens, i + 1, bare);
        // "محامي" is the plural before a genitive and the singular with the article written out.
        let defective = |role: usize| {
            let lemma = fold(&doc.lang.roles[role].lemma);
            stem.strip_prefix(lemma.as_str()).is_some_and(|rest| rest.chars().count() == 1)
        };
        hit.is_some_and(|h| {
            h.end == end
                && h.values
                    .iter()
                    .any(|(r, n)| *n == Number::Singular || defective(*r) && end == i + 1)
        })
    })
}

/// The English adjective of a state: its letters where it is called by letters (US), else the first.
fn adjective_of(doc: &Document<'_>, state: usize) -> Option<String> {
    let english = || doc.pack.world.adjectives(state, Lang::EN);
    let letters = english().find(|t| t.len() <= LETTERS && t.chars().all(char::is_uppercase));
    letters.or(english().next()).map(str::to_owned)
}

/// An adjective of a state, or the name of a state, body or place.
fn named(doc: &Document<'_>, i: usize, limit: usize) -> Option<Piece> {
    if let Some((state, end)) = nominal::demonym_at(doc, i).filter(|d| d.1 <= limit) {
        return adjective_of(doc, state).map(|english| Piece { english, end });
    }
    for (before, stem) in doc.lang.clitics.name_stems(doc.norm(i)) {
        let Some(hit) = doc.lang.names.longest(&stem, &doc.tokens, i + 1, exact) else { continue };
        let sure_name = hit.values.iter().find(|v| {
            v.strength != Strength::Bare && doc.pack.world.entity(v.entity).kind != Kind::Outlet
        });
        let Some(entity) = sure_name.map(|v| doc.pack.world.entity(v.entity)) else { continue };
        let sure = before.is_none() || entity.kind != Kind::Place;
        let capital = entity.kind == Kind::State || entity.sort == "capital";
        let state = doc.pack.world.index(&entity.state).filter(|_| capital);
        if let Some(english) = state.and_then(|s| adjective_of(doc, s)).filter(|_| hit.end <= limit)
        {
            return Some(Piece { english, end: hit.end });
        }
        if hit.end <= limit && sure {
            return Some(Piece { english: entity.name_en.clone(), end: hit.end });
        }
    }
    None
}

/// English by the glossary: as it stands, without article, or in the singular.
fn glossed(doc: &Document<'_>, i: usize, limit: usize) -> Option<Piece> {
    let bare = |t: &Token| stems(doc, t).into_iter().map(|(s, _)| s).collect::<Vec<_>>();
    let mut best: Option<Piece> = None;
    for (stem, plural) in stems(doc, &doc.tokens[i]) {
        let Some(hit) = doc.lang.glossary.longest(&stem, &doc.tokens, i + 1, bare) else {
            continue;
        };
        if hit.end <= limit && best.as_ref().is_none_or(|b| hit.end > b.end) {
            let gloss = hit.values.first()?;
            let number = if plural && hit.end == i + 1 { Number::Plural } else { Number::Singular };
            best = Some(Piece { english: numbered(doc, gloss, number, false), end: hit.end });
        }
    }
    best
}

/// The forms under which a word may be listed, and whether an ending of the plural was cut off.
fn stems(doc: &Document<'_>, token: &Token) -> Vec<(String, bool)> {
    let bare: Vec<String> =
        doc.lang.clitics.bare_stems(&token.norm).map(|(_, s)| s.to_owned()).collect();
    let mut out: Vec<(String, bool)> = bare.iter().map(|s| (s.clone(), false)).collect();
    for (key, plural) in [("feminine_endings", false), ("plural_endings", true)] {
        let endings = doc.lang.settings.get(key).map_or("", String::as_str);
        for end in endings.split('|').filter(|e| !e.is_empty()) {
            let cut =
                bare.iter().filter_map(|s| s.strip_suffix(end)).filter(|s| s.chars().count() > 2);
            out.extend(cut.map(|s| (s.to_owned(), plural)));
        }
    }
    out
}

fn by_lexicon(doc: &Document<'_>, i: usize) -> Option<Piece> {
    let reading = doc
        .readings_at(i)
        .iter()
        .find(|r| r.split.after.is_none() && !doc.lang.lexicon.get(r.analysis.lemma).verb)?;
    let gloss = &doc.lang.lexicon.get(reading.analysis.lemma).gloss;
    Some(Piece {
        english: numbered(doc, gloss, reading.analysis.features.number, false),
        end: i + 1,
    })
}

/// English for a noun or adjective of the general vocabulary, in its likeliest reading.
fn by_vocabulary(doc: &Document<'_>, i: usize) -> Option<Piece> {
    let lang = doc.lang;
    let reading = likeliest(&lang.vocabulary, &lang.clitics, doc.word(i), doc.norm(i))?;
    let is_noun = matches!(reading.features.pos, Pos::Noun | Pos::Masdar);
    if !is_noun && !matches!(reading.features.pos, Pos::Adj | Pos::Active | Pos::Participle) {
        return None;
    }
    let lemma = lang.vocabulary.get(lang.vocabulary.find(reading.lemma, false)?);
    let gloss = lemma.gloss.split([';', ',', '(']).next().unwrap_or_default().trim();
    let number = if is_noun { reading.features.number } else { Number::Singular };
    (!gloss.is_empty()).then(|| Piece { english: numbered(doc, gloss, number, false), end: i + 1 })
}

/// A word that no list holds, in Latin letters with a capital.
fn transcribed(doc: &Document<'_>, i: usize) -> String {
    let latin = slug(doc.word(i), doc.lang);
    let bare = latin.strip_prefix("al-").unwrap_or(&latin);
    let mut letters = bare.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// An id for a body: the words of its description in lower case with hyphens.
pub fn body_id(description: &str) -> String {
    let folded = fold(description).replace("'s ", " ").replace('\'', "");
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_ids_of_bodies() {
        assert_eq!(body_id("drivers' union"), "drivers-union");
    }
}
