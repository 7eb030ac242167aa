//! Names of the lists within noun phrases.

use isnad_pack::{
    clitics::Proclitic,
    gazetteer::exact,
    lang::NameEntry,
    world::{Kind, Strength},
};
use isnad_text::{Span, Token, TokenKind};

use crate::{
    document::Document,
    nominal::{Nominal, apply_proclitic, demonym_at},
};

/// A name of the gazetteer at a place.
#[derive(Debug)]
pub(super) struct NameHit<'d> {
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) entries: Vec<NameEntry>,
    pub(super) before: Option<&'d Proclitic>,
}

/// The longest name that begins at a token.
pub(super) fn name_at<'t, 'd>(doc: &'t Document<'d>, i: usize) -> Option<&'t NameHit<'d>> {
    doc.listed.names.get(i)?.as_ref()
}

/// The same, looked up.
pub(super) fn find_name<'d>(doc: &Document<'d>, i: usize) -> Option<NameHit<'d>> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    // "the Gulf" gives way to "Gulf of Oman".
    let article = doc.lang.settings.lists("article", &token.norm);
    let longer = if article { find_name(doc, i + 1).map_or(0, |h| h.end) } else { 0 };
    let mut best: Option<NameHit<'d>> = None;
    for (before, stem) in doc.lang.clitics.name_stems(&token.norm) {
        let Some(hit) = doc.lang.names.longest(&stem, &doc.tokens, i + 1, exact) else { continue };
        let mut entries: Vec<NameEntry> =
            hit.values.iter().copied().filter(|e| is_meant(doc, i, hit.end, e)).collect();
        if entries.is_empty() || hit.end < longer || best.as_ref().is_some_and(|b| b.end >= hit.end)
        {
            continue;
        }
        let skipped = before.map_or(0, |b| written_len(token, doc.text, &b.form, b.article));
        let start = token.span.start + skipped as u32;
        let span = Span { start, end: doc.tokens[hit.end - 1].span.end };
        if entries.len() > 1 {
            entries.retain_mut(|e| fits_marks(doc, span, e));
        }
        if entries.is_empty() {
            continue;
        }
        best = Some(NameHit { end: hit.end, span, entries, before });
    }
    best
}

/// Whether the vowel marks that a text writes on a name are those of the entity's name, as far as a
/// list writes any: a mark of doubling parts "عمّان" from "عُمان". Marks make a risky name a sure one; the
/// last letter bears the case.
fn fits_marks(doc: &Document<'_>, span: Span, entry: &mut NameEntry) -> bool {
    let Some(listed) = doc.lang.vocalised.get(&entry.entity) else { return true };
    let (mut written, listed) = (marks_by_letter(span.of(doc.text)), marks_by_letter(listed));
    written.pop();
    if written.iter().all(Vec::is_empty) || written.len() + 1 != listed.len() {
        return true;
    }
    let fits = written.iter().zip(&listed).all(|(w, l)| w.iter().all(|m| l.contains(m)));
    if fits {
        entry.strength = Strength::Full;
    }
    fits
}

/// The vowel marks on each letter of a word.
fn marks_by_letter(word: &str) -> Vec<Vec<char>> {
    let mut out: Vec<Vec<char>> = Vec::new();
    for c in word.chars() {
        if isnad_text::is_vowel_mark(c) {
            out.iter_mut().last().into_iter().for_each(|marks| marks.push(c));
        } else if !isnad_text::fold::is_ignorable(c) {
            out.push(Vec::new());
        }
    }
    out
}

/// Whether a name may mean an entity where it stands. The name of a small town is often that of a
/// person or a word too: without a cue it is not even looked at, so that others can be found there.
fn is_meant(doc: &Document<'_>, i: usize, end: usize, entry: &NameEntry) -> bool {
    let risky = entry.strength == Strength::Bare && doc.pack.world.is_town(entry.entity);
    is_cased(doc, i, end, entry) && (!risky || is_town_here(doc, i))
}

/// Whether a word for a town or a preposition of place stands before a token.
fn is_town_here(doc: &Document<'_>, i: usize) -> bool {
    let located =
        |k: usize| doc.key(k, "prep").is_some_and(|key| doc.lang.settings.lists("located", key));
    i.checked_sub(1).is_some_and(located)
        || (i.saturating_sub(2)..i).any(|k| doc.class(k) == "city")
}

/// Bytes of a token that its proclitic takes, the article not among them: it belongs to the name.
pub(crate) fn written_len(token: &Token, text: &str, form: &str, article: bool) -> usize {
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
pub(super) fn is_cased(doc: &Document<'_>, i: usize, end: usize, entry: &NameEntry) -> bool {
    let words = doc.tokens[i].span.cover(doc.tokens[end - 1].span).of(doc.text);
    if entry.capitals {
        return words.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    }
    !entry.capital || words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

pub(super) fn from_name(doc: &Document<'_>, i: usize, hit: &NameHit<'_>) -> Nominal {
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

pub(super) fn is_adjective_here(doc: &Document<'_>, i: usize, nominal: &Nominal) -> bool {
    if nominal.tokens.len() != 1 || nominal.prep.is_some() || nominal.joined || i == 0 {
        return false;
    }
    let Some((_, _)) = demonym_at(doc, i) else { return false };
    let article = doc.lang.clitics.article();
    let definite = |k: usize| {
        let norm = &doc.tokens[k].norm;
        doc.lang.clitics.bare_stems(norm).any(|(b, _)| b.is_some_and(|b| b.article))
    };
    !article.is_empty() && doc.tokens[i - 1].kind == TokenKind::Word && definite(i - 1)
}

pub(super) fn is_person(doc: &Document<'_>, hit: &NameHit<'_>) -> bool {
    hit.entries.iter().any(|e| doc.pack.world.entity(e.entity).kind == Kind::Person)
}

pub(super) fn take_name(nominal: &mut Nominal, hit: &NameHit<'_>) {
    nominal.name = Some(hit.span);
    nominal.strength = Strength::Full;
    nominal.candidates = hit.entries.iter().map(|e| e.entity).collect();
}
