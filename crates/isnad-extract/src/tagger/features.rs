//! What the tagger sees of each token: its letters, its readings, the lists that hold it, and the
//! same of its neighbours. Nothing here knows a language.

use std::ops::Range;

use isnad_pack::{
    analyse::{self, Ranked},
    inflect::Pos,
    tagger::atom,
    world::{Kind, Strength},
};
use isnad_text::{Span, TokenKind};
use rustc_hash::FxHashMap;

use crate::{document::Document, nominal::Nominal};

/// One thing that is seen of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Field {
    /// The folded word.
    Word,
    /// The same without what is written before it.
    Host,
    /// What is written before it.
    Before,
    /// The dictionary form.
    Lemma,
    /// Part of speech of the likeliest reading, `?` for a word that no list holds.
    Pos,
    /// Class of the function word that begins here.
    Class,
    /// Capitals, figures, length.
    Shape,
    /// First two letters without clitics.
    Begin,
    /// Last two letters.
    End,
    /// Last three letters.
    End3,
    /// What the lists of names hold here.
    Listed,
    /// Whether it is a given or family name of somebody.
    Part,
    /// Title or adjective of a state.
    Role,
}

/// Number of fields.
pub const N_FIELDS: usize = Role as usize + 1;

/// What is seen of a token, as it is compared.
pub type Seen = [u64; N_FIELDS];

use Field::{
    Before, Begin, Class, End, End3, Host, Lemma, Listed, Part, Pos as PosOf, Role, Shape, Word,
};

/// The features: a name, and the fields of which tokens (0 is the token itself) they are made of.
pub const TEMPLATES: [(&str, &[(Field, isize)]); 48] = [
    ("word", &[(Word, 0)]),
    ("word-1", &[(Word, -1)]),
    ("word+1", &[(Word, 1)]),
    ("host", &[(Host, 0)]),
    ("host-1", &[(Host, -1)]),
    ("host+1", &[(Host, 1)]),
    ("host-2", &[(Host, -2)]),
    ("host+2", &[(Host, 2)]),
    ("lemma", &[(Lemma, 0)]),
    ("lemma-1", &[(Lemma, -1)]),
    ("lemma-2", &[(Lemma, -2)]),
    ("lemma+1", &[(Lemma, 1)]),
    ("before", &[(Before, 0), (PosOf, 0)]),
    ("before+1", &[(Before, 1), (PosOf, 1)]),
    ("pos", &[(PosOf, 0)]),
    ("pos-1", &[(PosOf, -1)]),
    ("pos+1", &[(PosOf, 1)]),
    ("pos-1 pos", &[(PosOf, -1), (PosOf, 0)]),
    ("pos pos+1", &[(PosOf, 0), (PosOf, 1)]),
    ("pos-1 pos pos+1", &[(PosOf, -1), (PosOf, 0), (PosOf, 1)]),
    ("class-1", &[(Class, -1)]),
    ("class+1", &[(Class, 1)]),
    ("shape", &[(Shape, 0)]),
    ("shape-1", &[(Shape, -1)]),
    ("shape+1", &[(Shape, 1)]),
    ("shape-1 shape shape+1", &[(Shape, -1), (Shape, 0), (Shape, 1)]),
    ("shape pos", &[(Shape, 0), (PosOf, 0)]),
    ("begin", &[(Begin, 0)]),
    ("end", &[(End, 0)]),
    ("end3", &[(End3, 0)]),
    ("end3-1", &[(End3, -1)]),
    ("end3+1", &[(End3, 1)]),
    ("listed", &[(Listed, 0)]),
    ("listed-1", &[(Listed, -1)]),
    ("listed+1", &[(Listed, 1)]),
    ("listed shape", &[(Listed, 0), (Shape, 0)]),
    ("listed-1 listed", &[(Listed, -1), (Listed, 0)]),
    ("listed listed+1", &[(Listed, 0), (Listed, 1)]),
    ("part", &[(Part, 0)]),
    ("part-1", &[(Part, -1)]),
    ("part+1", &[(Part, 1)]),
    ("part part+1", &[(Part, 0), (Part, 1)]),
    ("part-1 part", &[(Part, -1), (Part, 0)]),
    ("part-1 pos", &[(Part, -1), (PosOf, 0)]),
    ("role", &[(Role, 0)]),
    ("role-1", &[(Role, -1)]),
    ("role-1 pos", &[(Role, -1), (PosOf, 0)]),
    ("role-1 part", &[(Role, -1), (Part, 0)]),
];

/// Takes the values of features: the trainer also keeps their words.
pub trait Atoms {
    /// A value as it is compared.
    fn atom(&mut self, text: &str) -> u64 {
        atom(text)
    }
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy)]
pub struct Unkept;

impl Atoms for Unkept {}

/// What is seen of all tokens of a document.
pub fn seen(doc: &Document<'_>, nominals: &[Nominal], atoms: &mut impl Atoms) -> Vec<Seen> {
    let mut known: FxHashMap<&str, Seen> = FxHashMap::default();
    let nothing = atoms.atom("-");
    let mut out: Vec<Seen> = Vec::with_capacity(doc.tokens.len());
    for (i, token) in doc.tokens.iter().enumerate() {
        let mut seen = *known.entry(token.span.of(doc.text)).or_insert_with(|| word(doc, i, atoms));
        seen[Class as usize] = atoms.atom(match doc.class(i) {
            "" => "-",
            class => class,
        });
        (seen[Listed as usize], seen[Role as usize]) = (nothing, nothing);
        out.push(seen);
    }
    for nominal in nominals {
        mark(doc, nominal, &mut out, atoms);
    }
    out
}

/// What a word shows by itself.
fn word(doc: &Document<'_>, i: usize, atoms: &mut impl Atoms) -> Seen {
    let token = &doc.tokens[i];
    let written = token.span.of(doc.text);
    let nothing = atoms.atom("-");
    let mut seen = [nothing; N_FIELDS];
    seen[Shape as usize] = atoms.atom(&shape(token.kind, written));
    if token.kind != TokenKind::Word {
        let mark = if token.kind == TokenKind::Mark { token.norm.as_str() } else { "9" };
        let mark = if mark.contains(['|', '\n', '\t']) { "|" } else { mark };
        seen[Word as usize] = atoms.atom(if mark == "|" { "¦" } else { mark });
        seen[Host as usize] = seen[Word as usize];
        return seen;
    }
    let norm = token.norm.as_str();
    let reading = analyse::likeliest(&doc.lang.vocabulary, &doc.lang.clitics, written, norm);
    let split = reading
        .as_ref()
        .map_or_else(|| analyse::guess(&doc.lang.clitics, written, norm, |_| false), |r| r.split);
    let host = split.stem(norm);
    seen[Word as usize] = atoms.atom(norm);
    seen[Host as usize] = atoms.atom(host);
    seen[Before as usize] = split.before.map_or(nothing, |b| atoms.atom(&b.form));
    seen[Lemma as usize] = reading.as_ref().map_or(nothing, |r| atoms.atom(r.lemma));
    seen[PosOf as usize] = atoms.atom(pos(reading.as_ref()));
    seen[Begin as usize] = atoms.atom(first(host, 2));
    seen[End as usize] = atoms.atom(last(host, 2));
    seen[End3 as usize] = atoms.atom(last(host, 3));
    seen[Part as usize] = atoms.atom(part(doc, norm, host));
    seen
}

/// The part of a person's name that a word is.
fn part(doc: &Document<'_>, norm: &str, host: &str) -> &'static str {
    let of = |w: &str| doc.pack.world.name_part(w);
    let ((given, family), (host_given, host_family)) = (of(norm), of(host));
    match (given || host_given, family || host_family) {
        (true, true) => "given family",
        (true, false) => "given",
        (false, true) => "family",
        (false, false) => "-",
    }
}

fn pos(reading: Option<&Ranked<'_>>) -> &'static str {
    match reading.map(|r| r.features.pos) {
        None => "?",
        Some(Pos::Verb) => "verb",
        Some(Pos::Active | Pos::Participle) => "participle",
        Some(Pos::Masdar | Pos::Gerund) => "masdar",
        Some(Pos::Noun) => "noun",
        Some(Pos::Adj) => "adjective",
        Some(Pos::Particle) => "particle",
        Some(Pos::Name) => "name",
    }
}

/// Runs of capitals (`c`), small letters (`s`), letters without case (`a`) and figures (`n`): `cs` is
/// a word with a capital, `cc` one of capitals.
fn shape(kind: TokenKind, written: &str) -> String {
    if kind == TokenKind::Mark {
        return ".".to_owned();
    }
    let mut out = String::new();
    for c in written.chars().filter(|c| !isnad_text::fold::is_ignorable(*c)) {
        let class = match c {
            c if c.is_uppercase() => 'c',
            c if c.is_lowercase() => 's',
            c if c.is_numeric() => 'n',
            c if c.is_alphabetic() => 'a',
            _ => '-',
        };
        // Two capitals are not one: "US", "Us".
        if !out.ends_with(class) || class == 'c' && !out.ends_with("cc") {
            out.push(class);
        }
    }
    if out == "a" {
        out.push_str(match written.chars().count() {
            0..=3 => "3",
            4..=6 => "6",
            _ => "9",
        });
    }
    out
}

fn first(word: &str, n: usize) -> &str {
    word.char_indices().nth(n).map_or(word, |(at, _)| &word[..at])
}

fn last(word: &str, n: usize) -> &str {
    word.char_indices().rev().nth(n - 1).map_or(word, |(at, _)| &word[at..])
}

/// Marks the tokens of a noun phrase that the lists told.
fn mark(doc: &Document<'_>, nominal: &Nominal, out: &mut [Seen], atoms: &mut impl Atoms) {
    let role = match nominal.role.map(|r| doc.lang.roles[r].kind) {
        Some(kind) => format!("{kind:?}").to_lowercase(),
        None if nominal.adjective => "adjective".to_owned(),
        None => "-".to_owned(),
    };
    let role = atoms.atom(&role);
    let inside = nominal.name.or(nominal.unknown_name);
    let name = inside.map_or(0..0, |span: Span| doc.tokens_in(span));
    for seen in out.get_mut(nominal.tokens.clone()).unwrap_or_default() {
        seen[Role as usize] = role;
    }
    // A title ends where its bearer's name begins.
    let nothing = atoms.atom("-");
    for seen in out.get_mut(name.clone()).unwrap_or_default() {
        seen[Role as usize] = nothing;
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
        seen[Listed as usize] = atoms.atom(&format!("{place} {}{sure}", kinds.join(" ")));
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
