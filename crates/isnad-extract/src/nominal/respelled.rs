//! Noun phrases whose name a list holds in another spelling.

use std::ops::Range;

use isnad_pack::world::{Kind, Strength};
use isnad_text::TokenKind;

use crate::{document::Document, nominal::Nominal, spelling::find};

/// Names of more words are not looked for.
const MOST_WORDS: usize = 4;
/// A name of one word has so many letters at least.
const SHORTEST_WORD: usize = 5;

/// Links the names that structure and tagger told, and finds those that neither did.
pub(crate) fn add_respelled(doc: &Document<'_>, nominals: &mut Vec<Nominal>) {
    link(doc, nominals);
    // Of a name in another spelling no dictionary has all words.
    let unknown: Vec<bool> = (0..doc.tokens.len()).map(|i| is_unknown(doc, i)).collect();
    let mut i = 0;
    while i < doc.tokens.len() {
        match name_at(doc, nominals, i, &unknown) {
            Some(found) => {
                i = found.tokens.end;
                nominals.retain(|n| !found.tokens.contains(&n.tokens.start));
                nominals.push(found);
                nominals.sort_by_key(|n| (n.tokens.start, n.tokens.end));
            }
            None => i += 1,
        }
    }
}

/// Links names that no list holds to whom the lists know in another spelling.
fn link(doc: &Document<'_>, nominals: &mut Vec<Nominal>) {
    let families: Vec<Range<usize>> =
        nominals.iter().filter(|n| is_family(doc, n)).map(|n| n.tokens.clone()).collect();
    for nominal in nominals.iter_mut() {
        let Some(span) = nominal.unknown_name else { continue };
        // Who has a title is a person. One word that only the tagger takes for a name is like too
        // many persons and small towns.
        let titled = nominal.role.is_some();
        let alone = nominal.tagged && doc.tokens_in(span).len() == 1;
        let fits = |i: usize| {
            let person = doc.pack.world.entity(i).kind == Kind::Person;
            if titled { person } else { !alone || !person && !doc.pack.world.is_town(i) }
        };
        let of_range = |range: Range<usize>| {
            let own = doc.tokens.get(range.clone())?;
            Some((find(doc.pack, doc.lang, own, fits)?, doc.span(&range), range.end))
        };
        let own = doc.tokens_in(span);
        // What was taken for a clitic may be a letter of the name, and a hyphen may part it.
        let family = families.iter().find(|f| f.start == own.end).map(|f| f.end);
        let end = family.or_else(|| hyphenated(doc, own.end));
        let longer = end.and_then(|end| of_range(own.start..end));
        let cut = || {
            let words = doc.lang.tokens(span.of(doc.text));
            Some((find(doc.pack, doc.lang, &words, fits)?, span, own.end))
        };
        let Some((entity, span, end)) = longer.or_else(|| of_range(own.clone())).or_else(cut)
        else {
            continue;
        };
        nominal.name = Some(span);
        nominal.candidates = vec![entity];
        nominal.unknown_name = None;
        nominal.respelled = true;
        nominal.tokens.end = nominal.tokens.end.max(end);
    }
    let taken: Vec<Range<usize>> =
        nominals.iter().filter(|n| n.respelled).map(|n| n.tokens.clone()).collect();
    let inside =
        |n: &Nominal| taken.iter().any(|t| t.start < n.tokens.start && t.contains(&n.tokens.start));
    nominals.retain(|n| !inside(n));
}

/// Whether a phrase is a family name alone, told by a list: what stands before it may be a given name
/// in a spelling of its own.
fn is_family(doc: &Document<'_>, nominal: &Nominal) -> bool {
    let person = |c: &usize| doc.pack.world.entity(*c).kind == Kind::Person;
    nominal.name.is_some()
        && nominal.strength != Strength::Full
        && nominal.role.is_none()
        && nominal.tokens.len() == 1
        && nominal.candidates.iter().any(person)
}

/// The end of a word that a hyphen joins to the one before a token.
fn hyphenated(doc: &Document<'_>, at: usize) -> Option<usize> {
    (doc.is_mark(at, "-") && doc.kind(at + 1) == TokenKind::Word).then_some(at + 2)
}

/// A name in another spelling that begins at a token, where no other phrase stands; the longest.
fn name_at(
    doc: &Document<'_>,
    nominals: &[Nominal],
    i: usize,
    unknown: &[bool],
) -> Option<Nominal> {
    let near = unknown.iter().skip(i).take(MOST_WORDS);
    if !near.into_iter().any(|u| *u) || !may_name(doc, i) {
        return None;
    }
    let after = nominals.partition_point(|n| n.tokens.start <= i);
    let covered = after.checked_sub(1).is_some_and(|k| nominals[k].tokens.end > i);
    let next = nominals.iter().skip(after).find(|n| !is_family(doc, n));
    let next = next.map_or(doc.tokens.len(), |n| n.tokens.start);
    let most = (i + MOST_WORDS).min(next).min(doc.sentence_of(i).end);
    if covered {
        return None;
    }
    let end = (i + 1..=most).find(|k| *k == most || !may_name(doc, *k)).unwrap_or(most);
    let any = |end: usize| unknown.get(i..end).is_some_and(|own| own.contains(&true));
    (i + 1..=end).rev().filter(|end| any(*end)).find_map(|end| respelled(doc, i..end))
}

fn is_unknown(doc: &Document<'_>, i: usize) -> bool {
    let listed = doc.words.get(i).is_some_and(|word| word.is_listed);
    doc.kind(i) == TokenKind::Word && !listed && doc.functions[i].is_none()
}

fn respelled(doc: &Document<'_>, tokens: Range<usize>) -> Option<Nominal> {
    // Where no capital shows it for a name, one word is not enough.
    let cased = doc.lang.is_cased();
    let short = !cased || doc.norm(tokens.start).chars().count() < SHORTEST_WORD;
    if tokens.len() == 1 && short {
        return None;
    }
    let own = doc.tokens.get(tokens.clone()).unwrap_or_default();
    let entity = find(doc.pack, doc.lang, own, |_| true)?;
    let mut nominal = Nominal::new(tokens.clone());
    nominal.name = Some(doc.span(&tokens));
    nominal.candidates = vec![entity];
    nominal.respelled = true;
    super::add_preposition(doc, &mut nominal);
    Some(nominal)
}

/// Whether a word may stand in a name: written with a capital where the language has them, and no
/// function word.
fn may_name(doc: &Document<'_>, i: usize) -> bool {
    let cased = doc.lang.is_cased();
    doc.kind(i) == TokenKind::Word && doc.functions[i].is_none() && (!cased || doc.is_capital(i))
}
