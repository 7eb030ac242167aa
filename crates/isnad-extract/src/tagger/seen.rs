//! What the tagger sees of the tokens of a document: what each word shows by itself, and what function
//! words, titles and the lists of names make of it where it stands.

use std::ops::Range;

use isnad_pack::{
    analyse,
    lang::RoleKind,
    tagger::{
        Atoms, EDGE, NOTHING, Seen, Unkept, atom,
        features::{self, Field},
    },
    world::{Kind, Strength},
};
use isnad_text::Span;

use super::runs;
use crate::{document::Document, nominal::Nominal};

/// What is seen of all tokens of a document.
pub(super) fn seen(doc: &Document<'_>, nominals: &[Nominal]) -> Vec<Seen> {
    let words = (0..doc.tokens.len()).map(|i| doc.words.get(i).map_or(NONE, |w| w.seen));
    in_place(doc, nominals, words.collect(), &mut Unkept)
}

/// A token that nothing is seen of.
const NONE: Seen = [atom(NOTHING); features::N_FIELDS];

/// What is seen of all tokens of a document, and the words of all values: for training.
pub fn seen_with(doc: &Document<'_>, nominals: &[Nominal], atoms: &mut impl Atoms) -> Vec<Seen> {
    atoms.atom(EDGE);
    let (lang, world) = (doc.lang, &doc.pack.world);
    let mut words = Vec::with_capacity(doc.tokens.len());
    for token in &doc.tokens {
        let written = token.span.of(doc.text);
        let reading = analyse::likeliest(&lang.vocabulary, &lang.clitics, written, &token.norm);
        let forms = (written, token.norm.as_str());
        words.push(features::word(lang, world, token.kind, forms, reading.as_ref(), atoms));
    }
    in_place(doc, nominals, words, atoms)
}

/// Words with what they are where they stand.
fn in_place(
    doc: &Document<'_>,
    nominals: &[Nominal],
    mut words: Vec<Seen>,
    atoms: &mut impl Atoms,
) -> Vec<Seen> {
    for (i, seen) in words.iter_mut().enumerate() {
        let class = doc.class(i);
        if !class.is_empty() {
            seen[Field::Class as usize] = atoms.atom(class);
        }
    }
    for nominal in nominals {
        mark(doc, nominal, &mut words, atoms);
    }
    for sentence in &doc.sentences {
        runs::mark(doc, sentence, &mut words, atoms);
    }
    words
}

/// Marks the tokens of a noun phrase that the lists told.
fn mark(doc: &Document<'_>, nominal: &Nominal, out: &mut [Seen], atoms: &mut impl Atoms) {
    let role = atoms.atom(match nominal.role.map(|r| doc.lang.roles[r].kind) {
        Some(RoleKind::Office) => "office",
        Some(RoleKind::Body) => "body",
        Some(RoleKind::People) => "people",
        Some(RoleKind::Group) => "group",
        None if nominal.adjective => "adjective",
        None => NOTHING,
    });
    let inside = nominal.name.or(nominal.unknown_name);
    let name = inside.map_or(0..0, |span: Span| doc.tokens_in(span));
    for seen in out.get_mut(nominal.tokens.clone()).unwrap_or_default() {
        seen[Field::Role as usize] = role;
    }
    // A title ends where its bearer's name begins.
    for seen in out.get_mut(name.clone()).unwrap_or_default() {
        seen[Field::Role as usize] = atom(NOTHING);
    }
    if nominal.name.is_some() && !nominal.adjective {
        listed(doc, nominal, name, out, atoms);
    }
}

fn listed(
    doc: &Document<'_>,
    nominal: &Nominal,
    name: Range<usize>,
    out: &mut [Seen],
    atoms: &mut impl Atoms,
) {
    let mut kinds: Vec<&str> =
        nominal.candidates.iter().map(|c| kind_name(doc.pack.world.entity(*c).kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let sure = if nominal.strength == Strength::Full { "" } else { "?" };
    for (at, seen) in out.get_mut(name).unwrap_or_default().iter_mut().enumerate() {
        let place = if at == 0 { "b" } else { "i" };
        seen[Field::Listed as usize] = atoms.atom(&format!("{place} {}{sure}", kinds.join(" ")));
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::State => "state",
        Kind::Person => "person",
        Kind::Org | Kind::Outlet => "org",
        Kind::Place => "place",
        Kind::Group => "group",
        Kind::Weapon | Kind::Work | Kind::Agreement => "thing",
    }
}
