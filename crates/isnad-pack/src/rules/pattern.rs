//! The pattern of a rule: words, dictionary words, names and gaps, one after the other.
//!
//! | written | matches |
//! |---|---|
//! | `"in view of"` | these words, in any spelling; the first with or without what is written on it |
//! | `v:sign`, `n:trade_deal` | any finite form or participle of a verb, any form of a noun |
//! | `(actor)`, `(actor:state)` | somebody named, as part `actor`; only a state, `person`, `org` or `people` |
//! | `(where:place)`, `(when:time)` | a place that is named, a time expression |
//! | `..`, `..3` | up to six tokens of any kind; up to three |
//! | `a\|b` | one or the other |
//! | `x?` | x or nothing |

use isnad_text::fold;

use crate::lexicon::{LemmaId, Lexicon};

/// Tokens that `..` leaves out at most.
const USUAL_GAP: usize = 6;
/// Tokens that any gap may leave out: what stands farther apart belongs together by chance.
const LARGEST_GAP: usize = 20;

/// A pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Its elements in their order.
    pub elements: Vec<Element>,
}

/// One element of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What may stand here.
    pub alternatives: Vec<Alternative>,
    /// Whether nothing may stand here.
    pub optional: bool,
    /// Byte of the pattern at which it begins.
    offset: usize,
}

/// One thing that may stand at an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alternative {
    /// Folded words.
    Words(Vec<String>),
    /// A dictionary word, as listed.
    Lemma {
        /// Whether it is a verb.
        verb: bool,
        /// Its spelling.
        text: String,
        /// Its place in the lexicon, if it is there.
        id: Option<LemmaId>,
    },
    /// Somebody named.
    Part {
        /// Name of the part.
        name: String,
        /// What it may be.
        kinds: Kinds,
    },
    /// Up to so many tokens.
    Gap(usize),
}

/// What a part may be; all false for anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds {
    /// A state.
    pub state: bool,
    /// A human being by name or office.
    pub person: bool,
    /// A body.
    pub org: bool,
    /// People without office.
    pub people: bool,
    /// A place.
    pub place: bool,
    /// A time expression: no name.
    pub time: bool,
}

/// What is wrong with a pattern: the byte at which it stands, and what was expected.
pub(crate) type PatternFault = (usize, String);

impl Pattern {
    /// Reads a pattern.
    pub(crate) fn parse(text: &str) -> Result<Pattern, PatternFault> {
        let mut elements = Vec::new();
        for (offset, piece) in pieces(text) {
            elements.push(element(offset, piece).map_err(|what| (offset, what))?);
        }
        let anchored = elements.iter().any(|e| !e.optional && e.alternatives.iter().all(is_fixed));
        if !anchored {
            return Err((0, "a pattern needs a word or a dictionary word".to_owned()));
        }
        Ok(Pattern { elements })
    }

    /// Looks its dictionary words up; those that the lexicon does not have, with their places.
    pub(crate) fn resolve(&mut self, lexicon: &Lexicon) -> Vec<(usize, String)> {
        let mut missing = Vec::new();
        for element in &mut self.elements {
            for alternative in &mut element.alternatives {
                let Alternative::Lemma { verb, text, id } = alternative else { continue };
                *id = lexicon.find(text, *verb);
                if id.is_none() {
                    let word = format!("{}:{text}", if *verb { "v" } else { "n" });
                    missing.push((element.offset, word));
                }
            }
        }
        missing
    }

    /// The names of its parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().flat_map(|e| &e.alternatives).filter_map(|a| match a {
            Alternative::Part { name, .. } => Some(name.as_str()),
            _ => None,
        })
    }

    /// Whether whatever another pattern matches holds a match of this one: its elements are found in
    /// the other one after the other, each at least as wide.
    pub(super) fn covers(&self, other: &Pattern) -> bool {
        let holds = |window: &[Element]| {
            window.iter().zip(&self.elements).all(|(b, a)| {
                (a.optional || !b.optional)
                    && b.alternatives.iter().all(|x| a.alternatives.iter().any(|y| is_wider(y, x)))
            })
        };
        other.elements.windows(self.elements.len()).any(holds)
    }
}

fn is_fixed(alternative: &Alternative) -> bool {
    matches!(alternative, Alternative::Words(_) | Alternative::Lemma { .. })
}

/// Whether one alternative matches whatever another does.
fn is_wider(wide: &Alternative, narrow: &Alternative) -> bool {
    match (wide, narrow) {
        (Alternative::Gap(a), Alternative::Gap(b)) => a >= b,
        (Alternative::Part { kinds: a, .. }, Alternative::Part { kinds: b, .. }) => {
            *a == Kinds::default() || a == b
        }
        _ => wide == narrow,
    }
}

/// The elements as written, with the bytes at which they begin; blanks within marks part nothing.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let (mut out, mut start, mut quoted) = (Vec::new(), None, false);
    for (i, c) in text.char_indices() {
        quoted ^= c == '"';
        match (c.is_whitespace() && !quoted, start) {
            (true, Some(s)) => {
                out.push((s, text.get(s..i).unwrap_or_default()));
                start = None;
            }
            (false, None) => start = Some(i),
            _ => {}
        }
    }
    out.extend(start.map(|s| (s, text.get(s..).unwrap_or_default())));
    out
}

fn element(offset: usize, piece: &str) -> Result<Element, String> {
    let (body, optional) = piece.strip_suffix('?').map_or((piece, false), |b| (b, true));
    let alternatives = split_outside(body).into_iter().map(alternative);
    Ok(Element { alternatives: alternatives.collect::<Result<_, _>>()?, optional, offset })
}

/// The alternatives of an element: parted by `|` outside marks and brackets.
fn split_outside(body: &str) -> Vec<&str> {
    let (mut out, mut start, mut inside) = (Vec::new(), 0, false);
    for (i, c) in body.char_indices() {
        match c {
            '"' => inside = !inside,
            '(' => inside = true,
            ')' => inside = false,
            '|' if !inside => {
                out.push(body.get(start..i).unwrap_or_default());
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(body.get(start..).unwrap_or_default());
    out
}

fn alternative(text: &str) -> Result<Alternative, String> {
    if let Some(rest) = text.strip_prefix('"') {
        let words = rest.strip_suffix('"').ok_or("the quotation mark is not closed")?;
        let words: Vec<String> = words.split_whitespace().map(fold).collect();
        return if words.is_empty() {
            Err("no words between the marks".to_owned())
        } else {
            Ok(Alternative::Words(words))
        };
    }
    if let Some(rest) = text.strip_prefix('(') {
        return part(rest.strip_suffix(')').ok_or("the bracket is not closed")?);
    }
    if let Some(n) = text.strip_prefix("..") {
        let n = if n.is_empty() { Ok(USUAL_GAP) } else { n.parse() };
        let fits = n.ok().filter(|n| (1..=LARGEST_GAP).contains(n));
        return fits
            .map(Alternative::Gap)
            .ok_or(format!("write `..` or a number up to {LARGEST_GAP}"));
    }
    match text.split_once(':') {
        Some((class @ ("v" | "n"), lemma)) if !lemma.is_empty() => {
            Ok(Alternative::Lemma { verb: class == "v", text: lemma.replace('_', " "), id: None })
        }
        _ => Err(format!(
            "`{text}` is no element: words stand in \"…\", dictionary words after v: or n:, parts in (…)"
        )),
    }
}

fn part(text: &str) -> Result<Alternative, String> {
    let (name, list) = text.split_once(':').unwrap_or((text, ""));
    let mut kinds = Kinds::default();
    for kind in list.split('|').filter(|k| !k.is_empty()) {
        match kind {
            "state" => kinds.state = true,
            "person" => kinds.person = true,
            "org" => kinds.org = true,
            "people" => kinds.people = true,
            "place" => kinds.place = true,
            "time" => kinds.time = true,
            other => {
                let kinds = "state, person, org, people, place or time";
                return Err(format!("unknown kind `{other}`: {kinds}"));
            }
        }
    }
    Ok(Alternative::Part { name: name.to_owned(), kinds })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_elements_and_says_what_is_wrong_where() {
        let fault =
            Pattern::parse("(actor:state|org) v:sign \"a new\"|n:deal ..3 x:?").unwrap_err();
        assert_eq!(fault.0, 44);
        let pattern = Pattern::parse("(actor:state|org) v:sign \"a new\"|n:deal? ..3").unwrap();
        assert_eq!(pattern.elements.len(), 4);
        assert_eq!(pattern.elements[2].alternatives.len(), 2);
        assert!(pattern.elements[2].optional);
        assert!(Pattern::parse("(actor) ..").is_err());
        assert!(Pattern::parse("\"x\"|..3").is_err());
        assert!(Pattern::parse("v:sign ..99").is_err());
    }

    #[test]
    fn a_wider_pattern_covers_a_longer_one() {
        let wide = Pattern::parse("(actor) v:sign").unwrap();
        let long = Pattern::parse("(actor:state) v:sign n:deal").unwrap();
        assert!(wide.covers(&long) && !long.covers(&wide));
    }
}
