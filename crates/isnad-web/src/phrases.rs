//! Phrases in which stories name claims, details and values, and descriptions of those who have no
//! name: patterns in English, and the same in Arabic.

use isnad_pack::{Source, tsv::Table};

/// Longer texts are words of pages, no phrases.
const LONGEST: usize = 400;

/// All phrases, those of most letters first, so that the most exact one is found.
#[derive(Debug, Default)]
pub(crate) struct Phrases(Vec<Phrase>);

#[derive(Debug)]
struct Phrase {
    en: Vec<Piece>,
    ar: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// `{n}`: a number, `{d}`: a date, any other: a name or words.
    Hole(String),
}

/// A part of a phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Words of the phrase.
    Words(&'a str),
    /// What stands in a hole of it.
    Held(&'a str),
}

impl Phrases {
    /// Reads a table of patterns: `web/phrases.tsv`, `web/parties.tsv`.
    pub(crate) fn read(source: &Source, table: &str) -> Phrases {
        let table = Table::read(source, table);
        let phrase = |row: isnad_pack::tsv::Row<'_, '_>| Phrase {
            en: pieces(row.get("en")),
            ar: pieces(row.get("ar")),
        };
        let mut all: Vec<Phrase> = table.rows().map(phrase).collect();
        let letters = |phrase: &Phrase| -> usize {
            let words = phrase.en.iter().map(|piece| match piece {
                Piece::Words(words) => words.len(),
                Piece::Hole(_) => 0,
            });
            words.sum()
        };
        all.sort_by_key(|phrase| std::cmp::Reverse(letters(phrase)));
        Phrases(all)
    }

    /// The phrase that a text is, in English or Arabic; `None` if it is none.
    pub(crate) fn find<'a>(&'a self, text: &'a str, is_arabic: bool) -> Option<Vec<Part<'a>>> {
        if text.len() > LONGEST {
            return None;
        }
        self.0.iter().find_map(|phrase| {
            let mut held = Vec::new();
            fits(&phrase.en, text, &mut held).then_some(())?;
            let pieces = if is_arabic { &phrase.ar } else { &phrase.en };
            Some(pieces.iter().map(|piece| part(piece, &held)).collect())
        })
    }
}

fn part<'a>(piece: &'a Piece, held: &[(&'a str, &'a str)]) -> Part<'a> {
    match piece {
        Piece::Words(words) => Part::Words(words),
        Piece::Hole(name) => {
            let found = held.iter().find(|(n, _)| n == name);
            Part::Held(found.map_or("", |(_, text)| text))
        }
    }
}

/// The words and holes of a pattern.
fn pieces(pattern: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        if !before.is_empty() {
            out.push(Piece::Words(before.to_owned()));
        }
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        out.push(Piece::Hole(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Words(rest.to_owned()));
    }
    out
}

/// Whether a text is made of these pieces; notes what stands in the holes.
fn fits<'a>(pieces: &'a [Piece], text: &'a str, held: &mut Vec<(&'a str, &'a str)>) -> bool {
    let Some((piece, others)) = pieces.split_first() else { return text.is_empty() };
    match piece {
        Piece::Words(words) => {
            text.strip_prefix(words.as_str()).is_some_and(|rest| fits(others, rest, held))
        }
        Piece::Hole(name) => ends(others, text).into_iter().any(|end| {
            let (own, rest) = text.split_at(end);
            if !may_hold(name, own) {
                return false;
            }
            let before = held.len();
            held.push((name, own));
            let fits = fits(others, rest, held);
            if !fits {
                held.truncate(before);
            }
            fits
        }),
    }
}

/// Where a hole may end: before the words that follow it, or with the text.
fn ends(others: &[Piece], text: &str) -> Vec<usize> {
    match others.first() {
        Some(Piece::Words(next)) => text.match_indices(next.as_str()).map(|(i, _)| i).collect(),
        _ => vec![text.len()],
    }
}

fn may_hold(name: &str, text: &str) -> bool {
    let digits = |marks: &[char]| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || marks.contains(&c))
    };
    match name {
        "n" => digits(&['.', ',']),
        "d" => digits(&['-', '/', ':', 'T', 'Z', '+']),
        _ => !text.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        Phrases::read(&Source::builtin(), "web/phrases.tsv")
    }

    fn arabic(text: &str) -> Option<String> {
        let phrases = phrases();
        let parts = phrases.find(text, true)?;
        let shown = parts.iter().map(|part| match part {
            Part::Words(words) => (*words).to_owned(),
            Part::Held(text) => format!("[{text}]"),
        });
        Some(shown.collect())
    }

    #[test]
    fn the_most_exact_phrase_is_found() {
        assert_eq!(arabic("number of people killed").as_deref(), Some("عدد القتلى"));
        assert_eq!(arabic("number of tents").as_deref(), Some("عدد [tents]"));
        assert_eq!(arabic("at least 7").as_deref(), Some("[7] على الأقل"));
        assert_eq!(arabic("about 2.5 million").as_deref(), Some("نحو [2.5] مليون"));
        assert_eq!(arabic("about face"), None);
        let visit = arabic("visit of Norway to Chile (2025-05)");
        assert_eq!(visit.as_deref(), Some("زيارة [Norway] إلى [Chile] ([2025-05])"));
        assert_eq!(arabic("Norway attacks"), None);
    }

    #[test]
    fn a_phrase_has_the_same_holes_in_both_languages() {
        let parties = Phrases::read(&Source::builtin(), "web/parties.tsv");
        let phrases = Phrases(phrases().0.into_iter().chain(parties.0).collect());
        for phrase in &phrases.0 {
            let holes = |pieces: &[Piece]| {
                let mut names: Vec<Piece> =
                    pieces.iter().filter(|p| matches!(p, Piece::Hole(_))).cloned().collect();
                names.sort_by_key(|p| format!("{p:?}"));
                names
            };
            assert_eq!(holes(&phrase.en), holes(&phrase.ar), "{phrase:?}");
        }
    }

    #[test]
    fn whatever_stories_are_told_in_is_a_phrase() {
        let source = Source::builtin();
        let fill = |label: &str| {
            label.replace("{unit}", "tents").replace("{a}", "Norway").replace("{b}", "Chile")
        };
        for (table, column) in [("story/claims.tsv", "label"), ("story/events.tsv", "label")] {
            for row in Table::read(&source, table).rows() {
                let text = fill(row.get(column));
                assert!(arabic(&text).is_some(), "{table}: {text}");
            }
        }
        for row in Table::read(&source, "story/values.tsv").rows() {
            let text = match row.get("kind") {
                "bound" => format!("{} 7", row.get("text")),
                "scale" => format!("7 {}", row.get("text")),
                _ => continue,
            };
            assert!(arabic(&text).is_some(), "{text}");
        }
        for lang in ["ar", "en"] {
            for row in Table::read(&source, &format!("lang/{lang}/details.tsv")).rows() {
                let text = row.get("attribute").replace("{actor}", "x").replace("{recipient}", "y");
                assert!(arabic(&text).is_some(), "{text}");
            }
        }
    }
}
