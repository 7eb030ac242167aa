//! What class and id names of HTML elements say of the text inside: `html/classes.tsv`.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Diagnostic, Source, tsv::Table};

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkupKind {
    /// The text of the article.
    Body,
    /// The standfirst.
    Lead,
    /// Navigation.
    Menu,
    /// Links to other stories.
    Related,
    /// Comments and their forms.
    Comments,
    /// Sharing, subscribing, advertising, policies.
    Service,
    /// Who wrote it.
    Author,
    /// Dates and the like.
    Date,
    /// Caption or credit of a picture.
    Caption,
    /// What stands beside the article.
    Sidebar,
    /// The line above a title.
    Kicker,
    /// Headlines of other stories.
    Ticker,
    /// Nobody sees it.
    Hidden,
    /// Undoes the part of a name that follows.
    Not,
}

const KINDS: [(&str, MarkupKind); 14] = [
    ("body", MarkupKind::Body),
    ("lead", MarkupKind::Lead),
    ("menu", MarkupKind::Menu),
    ("related", MarkupKind::Related),
    ("comments", MarkupKind::Comments),
    ("service", MarkupKind::Service),
    ("author", MarkupKind::Author),
    ("date", MarkupKind::Date),
    ("caption", MarkupKind::Caption),
    ("sidebar", MarkupKind::Sidebar),
    ("kicker", MarkupKind::Kicker),
    ("ticker", MarkupKind::Ticker),
    ("hidden", MarkupKind::Hidden),
    ("not", MarkupKind::Not),
];

/// What the names of an element say.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct MarkupSense {
    /// The first kind that says that the text is no article.
    pub other: Option<MarkupKind>,
    /// Whether a name calls it the text of the article.
    pub body: bool,
    /// Whether a name calls it the standfirst.
    pub lead: bool,
}

impl MarkupSense {
    /// What two names of one element say together; of kinds that are no article, the first.
    pub fn and(self, other: MarkupSense) -> MarkupSense {
        MarkupSense {
            other: self.other.or(other.other),
            body: self.body || other.body,
            lead: self.lead || other.lead,
        }
    }
}

/// Names of elements.
#[derive(Debug, Default)]
pub struct MarkupNames {
    /// Forms of one part.
    single: FxHashMap<String, MarkupKind>,
    /// Forms of two parts, with a blank between them.
    pairs: FxHashMap<String, MarkupKind>,
    /// The first parts of those.
    firsts: FxHashSet<String>,
}

impl MarkupNames {
    /// Reads the table.
    pub fn read(source: &Source, out: &mut Vec<Diagnostic>) -> MarkupNames {
        let mut names = MarkupNames::default();
        let table = Table::read(source, "html/classes.tsv");
        let mut faults = Vec::new();
        for row in table.rows() {
            let cell = row.get("kind");
            let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == cell) else {
                let message = format!("no kind of name `{cell}`");
                faults.push(row.fault(cell, "unknown-class", message, "see MarkupKind"));
                continue;
            };
            row.list("forms").for_each(|form| names.insert(form, *kind));
        }
        out.append(&mut faults);
        names
    }

    fn insert(&mut self, form: &str, kind: MarkupKind) {
        let first = form.split_once(' ').map(|(first, _)| first);
        let table = if first.is_some() { &mut self.pairs } else { &mut self.single };
        table.entry(form.to_owned()).or_insert(kind);
        self.firsts.extend(first.map(str::to_owned));
    }

    /// What names of an element say: the value of `class` or `id`.
    pub fn sense(&self, names: &str) -> MarkupSense {
        let mut sense = MarkupSense::default();
        for name in names.split_ascii_whitespace() {
            self.name(name, &mut sense);
        }
        sense
    }

    fn name(&self, name: &str, sense: &mut MarkupSense) {
        let small = name.to_ascii_lowercase();
        let mut last = "";
        let mut before: Option<MarkupKind> = None;
        for part in (Parts { name: name.as_bytes(), at: 0 }) {
            let part = small.get(part).unwrap_or_default();
            let one = self.single.get(part).copied();
            let undone = before == Some(MarkupKind::Not);
            for kind in [self.pair(last, part), one.filter(|_| !undone)] {
                match kind {
                    Some(MarkupKind::Body) => sense.body = true,
                    Some(MarkupKind::Lead) => sense.lead = true,
                    Some(MarkupKind::Not) | None => {}
                    kind => sense.other = sense.other.or(kind),
                }
            }
            (before, last) = (one, part);
        }
    }

    fn pair(&self, first: &str, second: &str) -> Option<MarkupKind> {
        self.firsts.get(first)?;
        self.pairs.get(&format!("{first} {second}")).copied()
    }
}

/// The parts of a name: runs of letters, cut before a capital after a small letter.
struct Parts<'n> {
    name: &'n [u8],
    at: usize,
}

impl Iterator for Parts<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.name.get(self.at..)?;
        let start = self.at + rest.iter().position(u8::is_ascii_alphabetic)?;
        let mut small = false;
        let ends = |b: &u8| {
            let ends = !b.is_ascii_alphabetic() || (small && b.is_ascii_uppercase());
            small = b.is_ascii_lowercase();
            ends
        };
        let end = self.name.get(start..)?.iter().position(ends);
        self.at = end.map_or(self.name.len(), |i| start + i);
        Some(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(names: &str) -> MarkupSense {
        let mut table = MarkupNames::default();
        table.insert("sidebar", MarkupKind::Sidebar);
        table.insert("read more", MarkupKind::Related);
        table.insert("article body", MarkupKind::Body);
        table.insert("has", MarkupKind::Not);
        table.sense(names)
    }

    #[test]
    fn names_are_read_part_by_part() {
        assert_eq!(sense("js-readMore__item").other, Some(MarkupKind::Related));
        assert_eq!(sense("col left_sidebar2").other, Some(MarkupKind::Sidebar));
        assert!(sense("c-article_body").body);
        assert_eq!(sense("read morels"), MarkupSense::default());
    }

    #[test]
    fn a_name_that_tells_of_something_elsewhere_says_nothing() {
        assert_eq!(sense("has-sidebar"), MarkupSense::default());
        assert_eq!(sense("read more").other, None, "two names are not one");
    }
}
