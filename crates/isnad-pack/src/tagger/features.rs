//! What the tagger sees of a token: its letters, its readings, the lists that hold it, and the same
//! of its neighbours. Nothing here knows a language.

use isnad_text::{TokenKind, fold::is_ignorable};

use crate::{
    LangPack, World,
    analyse::{self, Ranked},
    inflect::Pos,
    tagger::atom,
};

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
    /// First three letters without clitics.
    Begin3,
    /// Last two letters.
    End,
    /// Last three letters.
    End3,
    /// Last four letters.
    End4,
    /// What the lists of names hold here.
    Listed,
    /// Whether it is a given or family name of somebody.
    Part,
    /// Title or adjective of a state.
    Role,
    /// What the head of the run of capitals tells in which it stands ([`super::heads`]).
    Head,
}

/// Number of fields.
pub const N_FIELDS: usize = Head as usize + 1;

/// What is seen of a token, as it is compared.
pub type Seen = [u64; N_FIELDS];

use Field::{
    Before, Begin, Begin3, Class, End, End3, End4, Head, Host, Lemma, Listed, Part, Pos as PosOf,
    Role, Shape, Word,
};

/// The features: a name, and the fields of which tokens (0 is the token itself) they are made of.
pub const TEMPLATES: [(&str, &[(Field, isize)]); 54] = [
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
    ("begin3", &[(Begin3, 0)]),
    ("end", &[(End, 0)]),
    ("end3", &[(End3, 0)]),
    ("end4", &[(End4, 0)]),
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
    ("head", &[(Head, 0)]),
    ("head shape", &[(Head, 0), (Shape, 0)]),
    ("head listed", &[(Head, 0), (Listed, 0)]),
    ("head pos", &[(Head, 0), (PosOf, 0)]),
];

/// The offset of the one word of which a feature is made; `None` for one of several words, or of what
/// a word does not show by itself.
pub(crate) fn alone(parts: &[(Field, isize)]) -> Option<isize> {
    let (_, offset) = *parts.first()?;
    let own = |(field, at): &(Field, isize)| {
        *at == offset && !matches!(field, Class | Listed | Role | Head)
    };
    parts.iter().all(own).then_some(offset)
}

/// All that is asked of a token and its neighbours by features that are made of several words, or of
/// what a word does not show by itself.
pub(crate) const AROUND: [(Field, isize); 17] = [
    (PosOf, -1),
    (Shape, -1),
    (Part, -1),
    (Class, -1),
    (Listed, -1),
    (Role, -1),
    (PosOf, 0),
    (Shape, 0),
    (Part, 0),
    (Listed, 0),
    (Role, 0),
    (Head, 0),
    (PosOf, 1),
    (Shape, 1),
    (Part, 1),
    (Class, 1),
    (Listed, 1),
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

/// The value of a field that has none.
pub const NOTHING: &str = "-";

/// What a word shows by itself: as it is `written`, folded (`norm`) and read.
pub fn word(
    lang: &LangPack,
    world: &World,
    kind: TokenKind,
    (written, norm): (&str, &str),
    reading: Option<&Ranked<'_>>,
    atoms: &mut impl Atoms,
) -> Seen {
    let nothing = atoms.atom(NOTHING);
    let mut seen = [nothing; N_FIELDS];
    seen[Shape as usize] = atoms.atom(&shape(kind, written));
    if kind != TokenKind::Word {
        let mark = if kind == TokenKind::Mark { norm } else { "9" };
        let mark = if mark.contains(['|', '\n', '\t']) { "|" } else { mark };
        seen[Word as usize] = atoms.atom(if mark == "|" { "¦" } else { mark });
        seen[Host as usize] = seen[Word as usize];
        return seen;
    }
    let split = reading
        .map_or_else(|| analyse::guess(&lang.clitics, written, norm, |_| false), |r| r.split);
    let host = split.stem(norm);
    seen[Word as usize] = atoms.atom(norm);
    seen[Host as usize] = atoms.atom(host);
    seen[Before as usize] = split.before.map_or(nothing, |b| atoms.atom(&b.form));
    seen[Lemma as usize] = reading.map_or(nothing, |r| atoms.atom(r.lemma));
    seen[PosOf as usize] = atoms.atom(pos(reading));
    seen[Begin as usize] = atoms.atom(first(host, 2));
    seen[Begin3 as usize] = atoms.atom(first(host, 3));
    seen[End as usize] = atoms.atom(last(host, 2));
    seen[End3 as usize] = atoms.atom(last(host, 3));
    seen[End4 as usize] = atoms.atom(last(host, 4));
    seen[Part as usize] = atoms.atom(part(world, norm, host));
    seen
}

/// The part of a person's name that a word is.
fn part(world: &World, norm: &str, host: &str) -> &'static str {
    let of = |w: &str| world.name_part(w);
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
    for c in written.chars().filter(|c| !is_ignorable(*c)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_features_around_a_token_ask_is_listed() {
        let around = TEMPLATES.iter().filter(|(_, parts)| alone(parts).is_none());
        for part in around.flat_map(|(_, parts)| *parts) {
            assert!(AROUND.contains(part), "{part:?}");
        }
    }

    #[test]
    fn capitals_and_lengths_make_shapes() {
        for (word, want) in [("US", "cc"), ("Us", "cs"), ("McKay", "cscs"), ("بن", "a3")] {
            assert_eq!(shape(TokenKind::Word, word), want);
        }
    }
}
