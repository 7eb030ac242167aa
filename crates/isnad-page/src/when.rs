//! When a page was published and last changed, each with where that stands.

use isnad_pack::{
    Pack,
    page::{CueKind, DateWord},
};
use isnad_text::{Token, TokenKind};

use crate::{
    DateRole, Diagnostic, DroppedKind, Found,
    date::{FoundDate, iso_day, weekday},
    label::Label,
    line::Line,
    witness::{Rank, Witness},
};

/// The dates of a page.
#[derive(Debug, Default)]
pub(crate) struct When {
    /// Who says when it was published or changed.
    pub(crate) witnesses: Vec<Witness>,
    /// What is odd about them.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Where on the page the article stands, for the sake of its dates.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The title, if there is one.
    pub(crate) title: Option<usize>,
    /// First line of the body.
    pub(crate) body: usize,
    /// Last line of the body.
    pub(crate) end: usize,
}

/// The dates that the lines of a page give.
pub(crate) fn of_lines(lines: &[Line<'_>], labels: &[Label], place: Place, pack: &Pack) -> When {
    let mut when = When::default();
    for (i, line) in lines.iter().enumerate() {
        let Label::Drop(kind) = labels[i] else { continue };
        let dated = matches!(
            kind,
            DroppedKind::Date
                | DroppedKind::Republication
                | DroppedKind::Author
                | DroppedKind::Masthead
        );
        if dated && !line.dates.is_empty() && i <= place.end + 4 {
            when.line(lines, labels, i, (kind, place), pack);
        }
    }
    when
}

impl When {
    /// Takes the dates of one line.
    fn line(
        &mut self,
        lines: &[Line<'_>],
        labels: &[Label],
        i: usize,
        (kind, place): (DroppedKind, Place),
        pack: &Pack,
    ) {
        let line = &lines[i];
        let from = format!("text:line {}", line.number);
        let cued = line.cue(CueKind::Published).is_some() || kind == DroppedKind::Republication;
        let updates = line.cue(CueKind::Updated).is_some();
        if !cued
            && !updates
            && (kind == DroppedKind::Masthead || is_day_of_visit(lines, labels, i, place))
        {
            self.note_masthead(line, &line.dates[0]);
            self.witnesses.extend(line.dates.iter().map(|d| {
                let found = Found::new(d.iso(), from.clone());
                Witness::new(found, DateRole::Unknown, Rank::Visit)
            }));
            return;
        }
        if !cued && !updates && i > place.end {
            return;
        }
        for (date, role) in roles(line, pack) {
            let role = role.unwrap_or(DateRole::Published);
            let found = Found::new(date.iso(), from.clone());
            let rank = if cued || updates { Rank::Labelled } else { Rank::Beside };
            // Bare dates after the first belong to other stories.
            if rank == Rank::Beside && self.witnesses.iter().any(|w| w.rank == rank) {
                break;
            }
            let ambiguous = date.ambiguous;
            self.witnesses.push(Witness { ambiguous, ..Witness::new(found, role, rank) });
        }
    }

    fn note_masthead(&mut self, line: &Line<'_>, date: &FoundDate) {
        let message = format!(
            "line {} gives {} at the head of the page: the day it was fetched rather than published",
            line.number, date.day
        );
        self.diagnostics.push(note("masthead-date", message));
    }
}

/// Whether a bare date stands at the top of the page with lines between it and the title.
fn is_day_of_visit(lines: &[Line<'_>], labels: &[Label], i: usize, place: Place) -> bool {
    let Some(title) = place.title.filter(|t| i < *t) else {
        return place.title.is_none() && i < place.body && place.body - i > 3;
    };
    let between = (i + 1..title)
        .filter(|j| !matches!(labels[*j], Label::Drop(DroppedKind::Date | DroppedKind::Author)))
        .count();
    between > usize::from(lines.len() > 12 && lines[i].number > 3)
}

/// The dates of a line, each with what the words before it say of it.
pub(crate) fn roles<'l>(
    line: &'l Line<'_>,
    pack: &'l Pack,
) -> impl Iterator<Item = (&'l FoundDate, Option<DateRole>)> {
    let published = line.cue(CueKind::Published).is_some();
    let updated = line.cue(CueKind::Updated).is_some();
    line.dates.iter().enumerate().map(move |(n, date)| {
        let changed = updated && is_after_update(line, date, n, published);
        let role = if changed { DateRole::Updated } else { DateRole::Published };
        let of_line = (published || updated).then_some(role);
        (date, role_before(line, date, n, pack).or(of_line))
    })
}

/// What the words right before a date say of it, back to the date or bar before them.
fn role_before(line: &Line<'_>, date: &FoundDate, n: usize, pack: &Pack) -> Option<DateRole> {
    let from = n.checked_sub(1).and_then(|p| line.dates.get(p)).map_or(0, |d| d.end);
    let before = line.tokens.get(from..date.start)?;
    let bar = |t: &Token| matches!(t.norm.as_str(), "|" | "•" | "·" | "/" | ";");
    let start = before.iter().rposition(bar).map_or(0, |i| i + 1);
    let words: Vec<Token> =
        before.get(start..)?.iter().filter(|t| isnad_pack::page::is_word(t)).cloned().collect();
    let cues = pack.page.cues.find(&words);
    let role = |kind: CueKind| cues.iter().filter(|c| c.kind == kind).map(|c| c.end).max();
    match (role(CueKind::Published), role(CueKind::Updated)) {
        (None, None) => None,
        (published, updated) if published > updated => Some(DateRole::Published),
        _ => Some(DateRole::Updated),
    }
}

/// Whether a date belongs to the word for the last change and not to one for publication.
fn is_after_update(line: &Line<'_>, date: &FoundDate, n: usize, cued: bool) -> bool {
    let start = line.tokens.get(date.start).map_or(0, |t| t.span.start);
    let last = |kind: CueKind| {
        let cues = line.cues.iter().filter(|c| c.kind == kind);
        let starts = cues.filter_map(|c| line.words.get(c.start)).map(|w| w.span.start);
        starts.filter(|s| *s < start).max()
    };
    match (last(CueKind::Published), last(CueKind::Updated)) {
        (None, Some(_)) => true,
        (Some(p), Some(u)) => u > p,
        // Words for a change without a date of their own: "18.03 (changed 19:40)".
        _ => cued && n > 0,
    }
}

/// The day in the path of an address: `/2024/06/19/`, `2024-06-19`, `20240619`.
pub(crate) fn in_url(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let runs: Vec<&str> =
        path.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).collect();
    let value = |s: &str| s.parse::<u32>().unwrap_or(0);
    let parted = runs.windows(3).find_map(|w| {
        let fits = w[0].len() == 4 && w[1].len() <= 2 && w[2].len() <= 2;
        let day = iso_day(value(w[0]), value(w[1]), value(w[2]))?;
        (fits && value(w[0]) >= 1995).then_some(day)
    });
    parted.or_else(|| {
        runs.iter().filter(|r| r.len() == 8 || r.len() >= 14).find_map(|r| {
            let part = |a: usize, b: usize| r.get(a..b).map_or(0, value);
            iso_day(part(0, 4), part(4, 6), part(6, 8)).filter(|_| part(0, 4) >= 1995)
        })
    })
}

/// The last full date of the captions, where the text speaks of that day of the week or of today:
/// pictures of the event, taken on the day of the report or shortly before.
pub(crate) fn from_captions(
    captions: &[&Line<'_>],
    body: &[&Line<'_>],
    pack: &Pack,
) -> Option<Found> {
    let day = captions.iter().flat_map(|l| l.dates.iter().map(|d| d.day.as_str())).max()?;
    let wanted = weekday(day);
    let spoken = body.iter().flat_map(|l| l.words.iter()).any(|w| {
        w.kind == TokenKind::Word
            && match pack.page.dates.get(&w.norm) {
                Some(DateWord::Weekday(d)) => Some(d) == wanted,
                Some(DateWord::Today) => true,
                _ => false,
            }
    });
    spoken.then(|| Found::new(day, "inferred:caption"))
}

pub(crate) fn note(code: &str, message: String) -> Diagnostic {
    Diagnostic { code: code.to_owned(), message, span: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_in_addresses() {
        for (url, want) in [
            ("https://a.example/2021/09/03/story", Some("2021-09-03")),
            ("https://a.example/news/2021-9-3-story?x=2020/01/01", Some("2021-09-03")),
            ("https://a.example/20210903123456789", Some("2021-09-03")),
            ("https://a.example/news/451230.html", None),
            ("https://2021-09-03.example/", None),
        ] {
            assert_eq!(in_url(url).as_deref(), want, "{url}");
        }
    }
}
