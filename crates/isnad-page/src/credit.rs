//! Whom a page names as its source: agencies, the outlet it was taken from, the author, the house.

use isnad_pack::{
    Pack,
    outlets::{Outlet, OutletHit, OutletKind},
    page::{CueKind, CuePlace},
};
use isnad_text::{Span, Token, TokenKind};

use crate::{
    Credit, DroppedKind, Found,
    cued::followed_by_mark,
    label::Label,
    line::{Line, before_brackets},
};

/// Sources in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Credits {
    /// Agencies.
    pub(crate) agencies: Vec<Credit>,
    /// Outlets from which the page was taken.
    pub(crate) republished: Vec<Credit>,
    /// Who signed the last paragraph.
    pub(crate) signature: Option<Credit>,
}

impl Credits {
    /// Adds an agency unless it is already there.
    fn agency(&mut self, id: &str, words: &str, place: &str) {
        push(&mut self.agencies, id, words, place);
    }

    /// Adds an agency that is not listed; a longer name takes the place of a shorter one for the
    /// same agency (`المشرق`, `وكالة المشرق للأنباء`).
    fn unlisted(&mut self, name: &str, place: &str, pack: &Pack) {
        let own = core(name, pack);
        match self.agencies.iter_mut().find(|c| core(&c.words, pack) == own) {
            Some(there) if name.len() > there.words.len() && there.id == slug(&there.words) => {
                (there.id, there.words) = (slug(name), name.to_owned());
            }
            Some(_) => {}
            None => self.agency(&slug(name), name, place),
        }
    }

    fn source(&mut self, id: &str, words: &str, place: &str) {
        push(&mut self.republished, id, words, place);
    }

    /// Adds a known outlet where it belongs.
    fn known(&mut self, outlet: &Outlet, words: &str, place: &str) {
        if is_agency(outlet) {
            self.agency(&outlet.id, words, place);
        } else {
            self.source(&outlet.id, words, place);
        }
    }
}

fn push(list: &mut Vec<Credit>, id: &str, words: &str, place: &str) {
    if !id.is_empty() && !list.iter().any(|c| c.id == id) {
        list.push(Credit { id: id.to_owned(), words: words.to_owned(), place: place.to_owned() });
    }
}

/// The words of a name that tell it apart from other outlets.
fn core(name: &str, pack: &Pack) -> Vec<String> {
    let words: Vec<String> =
        isnad_pack::page::words_of(name).into_iter().map(|t| t.norm.to_string()).collect();
    let kind = |w: &String| pack.langs().iter().any(|l| l.story.is_outlet_word(w));
    let telling: Vec<String> = words.iter().filter(|w| !kind(w)).cloned().collect();
    if telling.is_empty() { words } else { telling }
}

fn is_agency(outlet: &Outlet) -> bool {
    matches!(outlet.kind, OutletKind::Agency | OutletKind::PhotoAgency)
}

/// The sources that the lines of a page name. `kept` tells which lines are the body.
pub(crate) fn of_lines(
    lines: &[Line<'_>],
    labels: &[Label],
    kept: &[bool],
    outlet: Option<&str>,
    pack: &Pack,
) -> Credits {
    let mut credits = Credits::default();
    let first = kept.iter().position(|k| *k);
    let last = kept.iter().rposition(|k| *k);
    if let Some(first) = first {
        opening(lines, labels, first, &mut credits, pack);
    }
    for (i, line) in lines.iter().enumerate() {
        if kept[i] {
            if Some(i) == first {
                dateline(line, outlet, &mut credits, pack);
            }
            cited(line, "body", false, &mut credits, pack);
            if Some(i) == last {
                signature(line, &mut credits, pack);
            }
        } else if matches!(labels[i], Label::Caption | Label::Credit) {
            cited(line, "caption", true, &mut credits, pack);
        } else if let Label::Drop(DroppedKind::Republication) = labels[i] {
            republication(line, &mut credits, pack);
            before_link(lines, labels, i, &mut credits, pack);
        } else if let Label::Drop(DroppedKind::Author | DroppedKind::Bio) = labels[i] {
            cited(line, "credit line", true, &mut credits, pack);
            if let Some(name) = agency_after_place(line) {
                credits.unlisted(name, "dateline", pack);
            }
        }
    }
    credits
}

/// Agencies named in a line.
fn cited(line: &Line<'_>, place: &str, bare: bool, credits: &mut Credits, pack: &Pack) {
    for hit in line.outlets.iter().filter(|h| bare || !h.bare) {
        if let Some(outlet) = pack.page.outlets.get(hit.outlet).filter(|o| is_agency(o)) {
            credits.agency(&outlet.id, words(line, hit), place);
        }
    }
}

fn words<'l>(line: &'l Line<'_>, hit: &OutletHit) -> &'l str {
    let first = line.tokens.get(hit.start);
    let last = hit.end.checked_sub(1).and_then(|i| line.tokens.get(i));
    first.zip(last).map_or("", |(a, b)| a.span.cover(b.span).of(line.text))
}

/// The name of an outlet alone on the first line, before the article.
fn opening(lines: &[Line<'_>], labels: &[Label], first: usize, credits: &mut Credits, pack: &Pack) {
    let Some(line) = lines.first().filter(|_| first > 0 && first <= 3) else { return };
    // Only a line that the page sets off from the body; menus and titles have more beside them.
    let rest = labels[1..first].iter().all(|l| matches!(l, Label::Drop(DroppedKind::Other)));
    let hit = line.outlets.first().filter(|h| h.start == 0 && !h.bare);
    let Some((hit, true)) = hit.map(|h| (h, rest)) else { return };
    let tail = &line.tokens[hit.end.min(line.tokens.len())..];
    if tail.iter().all(|t| t.kind == TokenKind::Mark)
        && let Some(outlet) = pack.page.outlets.get(hit.outlet)
    {
        credits.known(outlet, words(line, hit), "first line");
    }
}

/// The agency of a line like `عدن - وكالة …`, unless it is listed.
fn agency_after_place<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    let (_, source) = line.text.split_once(" - ")?;
    let named = line.cue(CueKind::AgencyWord).is_some()
        && line.cue(CueKind::Agencies).is_none()
        && line.outlets.iter().all(|h| h.bare || h.end - h.start < 2);
    named.then(|| source.trim())
}

/// Tokens among which a dateline ends.
const DATELINE: usize = 16;

/// `بغداد (رويترز) -`, `LONDON, June 3 (AP) —`, `بيروت - أ ف ب:`.
fn dateline(line: &Line<'_>, outlet: Option<&str>, credits: &mut Credits, pack: &Pack) {
    let tokens = &line.tokens[..line.tokens.len().min(DATELINE)];
    if let Some((open, close)) = brackets(tokens) {
        let span = tokens[open + 1].span.cover(tokens[close - 1].span);
        let hit = line.outlets.iter().find(|h| h.start > open && h.end <= close);
        let name = span.of(line.text).trim();
        match hit.and_then(|h| pack.page.outlets.get(h.outlet)) {
            Some(known) if !same(known, outlet) => credits.known(known, name, "dateline"),
            None if is_name(line, span) => credits.unlisted(name, "dateline", pack),
            _ => {}
        }
        return;
    }
    // Without brackets only a known agency between a dash and the next mark.
    let marked = |i: Option<usize>| {
        let token = i.and_then(|i| tokens.get(i));
        token.is_some_and(|t| matches!(t.norm.as_str(), "-" | "–" | "—" | "/" | ":" | "،" | ","))
    };
    let hit = line.outlets.iter().find(|h| {
        h.end < tokens.len()
            && h.start > 1
            && h.start < 8
            && marked(h.start.checked_sub(1))
            && marked(Some(h.end))
    });
    if let Some(known) = hit.and_then(|h| pack.page.outlets.get(h.outlet)).filter(|o| is_agency(o))
    {
        credits.agency(&known.id, &known.name_ar, "dateline");
    }
}

/// Brackets with one to four words in them, before a dash or colon.
fn brackets(tokens: &[Token]) -> Option<(usize, usize)> {
    let open = tokens.iter().position(|t| t.is_mark("("))?;
    let close = open + tokens.get(open..)?.iter().position(|t| t.is_mark(")"))?;
    let dash = |i: usize| {
        tokens.get(i).is_some_and(|t| matches!(t.norm.as_str(), "-" | "–" | "—" | ":" | "ـ"))
    };
    // A town or two and a date may stand before; a verb would make the line longer.
    let before = tokens[..open].iter().filter(|t| t.kind != TokenKind::Mark).count();
    let short = (1..=6).contains(&(close - open - 1)) && before <= 6;
    (short && dash(close + 1)).then_some((open, close))
}

/// Whether brackets in a dateline hold a name: no number, no word for a reporter or for agencies
/// at large.
fn is_name(line: &Line<'_>, span: Span) -> bool {
    let inside = |i: usize| line.words.get(i).is_some_and(|w| span.contains(w.span));
    let cued = line
        .cues
        .iter()
        .any(|c| matches!(c.kind, CueKind::Reporter | CueKind::Agencies) && inside(c.start));
    let number = line.words.iter().any(|w| span.contains(w.span) && w.kind == TokenKind::Number);
    !cued && !number
}

fn same(outlet: &Outlet, name: Option<&str>) -> bool {
    let Some(name) = name else { return false };
    let folded = isnad_text::fold(name);
    [&outlet.name_en, &outlet.name_ar].iter().any(|n| isnad_text::fold(n) == folded)
        || outlet.id == name
}

/// A known name in brackets at the end of the last paragraph.
fn signature(line: &Line<'_>, credits: &mut Credits, pack: &Pack) {
    let Some(before) = before_brackets(line.text) else { return };
    let Some(hit) = line.outlets.last() else { return };
    let inside = line.tokens.get(hit.start).is_some_and(|t| t.span.start as usize > before.len());
    let Some(outlet) = pack.page.outlets.get(hit.outlet).filter(|_| inside) else { return };
    let name = words(line, hit).to_owned();
    credits.known(outlet, &name, "credit line");
    let (id, place) = (outlet.id.clone(), "credit line".to_owned());
    credits.signature = Some(Credit { id, words: name, place });
}

/// `نشر في … يوم …`, `المصدر: …`, `Via …`.
fn republication(line: &Line<'_>, credits: &mut Credits, pack: &Pack) {
    let cue = line.cues.iter().filter(|c| c.start == 0 && c.place == CuePlace::Start);
    let cue = cue.filter(|c| matches!(c.kind, CueKind::Republished | CueKind::Source));
    let Some(cue) = cue.max_by_key(|c| c.end).copied() else {
        return cited_source(line, credits, pack);
    };
    let place = if cue.kind == CueKind::Source { "credit line" } else { "republication note" };
    let hits: Vec<&OutletHit> =
        line.outlets.iter().filter(|h| is_named(line, h, cue.end)).collect();
    if !hits.is_empty() {
        for hit in hits {
            if let Some(outlet) = pack.page.outlets.get(hit.outlet) {
                credits.known(outlet, words(line, hit), place);
            }
        }
        return;
    }
    let colon = followed_by_mark(line, cue);
    let Some(start) = line.words.get(cue.end - 1).map(|w| w.span.end as usize) else { return };
    let end = name_end(line, cue.end);
    let name = line.between(start, end);
    let unnamed = line.cues.iter().any(|c| c.kind == CueKind::Agencies && c.start >= cue.end);
    let long = name.split_whitespace().count() > 6;
    if name.is_empty() || unnamed || (long && !colon) {
        return;
    }
    let agency = line.cues.iter().any(|c| c.kind == CueKind::AgencyWord && c.start >= cue.end);
    if agency && cue.kind == CueKind::Source {
        credits.unlisted(name, place, pack);
    } else {
        credits.source(&slug(name), name, place);
    }
}

/// Whether a name after a cue is meant: one of several words, or one that stands right after the cue
/// or after the word for a kind of outlet.
fn is_named(line: &Line<'_>, hit: &OutletHit, cue_end: usize) -> bool {
    let start = line.tokens.get(hit.start).map(|t| t.span.start);
    let word = line.words.iter().position(|w| Some(w.span.start) == start);
    let first = word.is_some_and(|w| w <= cue_end + 1);
    first || (!hit.bare && hit.end - hit.start > 1)
}

/// The name alone on the line before a link to the page that was copied.
fn before_link(lines: &[Line<'_>], labels: &[Label], i: usize, credits: &mut Credits, pack: &Pack) {
    let Some(before) = i.checked_sub(1) else { return };
    let line = &lines[before];
    let linked = lines[i].cue(CueKind::SourceLink).is_some_and(|c| c.start == 0);
    let name = matches!(labels[before], Label::Bit | Label::Open) && line.len() <= 5;
    if !linked || !name || line.gap || lines[i].gap || line.text.starts_with(['*', '•', '-']) {
        return;
    }
    match pack.page.outlets.by_name(line.text) {
        Some(outlet) => credits.known(outlet, line.text, "republication note"),
        None => credits.source(&slug(line.text), line.text, "republication note"),
    }
}

/// Outlets named beside a link to the page that was copied.
fn cited_source(line: &Line<'_>, credits: &mut Credits, pack: &Pack) {
    let named = line.cue(CueKind::AgencyWord).is_some() && line.len() <= 6;
    if named && line.outlets.iter().all(|h| h.bare || h.end - h.start < 2) {
        let by = line.cue(CueKind::Byline).filter(|c| c.start == 0);
        let start = by.and_then(|c| line.words.get(c.end)).map_or(0, |w| w.span.start as usize);
        let name = line.between(start, line.text.len()).trim_end_matches(')');
        return credits.unlisted(name, "credit line", pack);
    }
    for hit in line.outlets.iter().filter(|h| !h.bare) {
        if let Some(outlet) = pack.page.outlets.get(hit.outlet) {
            credits.known(outlet, words(line, hit), "republication note");
        }
    }
}

/// Where the name after a cue ends: at a word for a date, at a date, at the end of the line.
fn name_end(line: &Line<'_>, from: usize) -> usize {
    let floor = line.words.get(from).map_or(line.text.len() as u32, |w| w.span.start);
    let word = |i: usize| line.words.get(i).map(|w| w.span.start);
    let of = line.cues.iter().filter(|c| c.kind == CueKind::DateOf && c.start > from);
    let dates = line.dates.iter().filter_map(|d| line.tokens.get(d.start)).map(|t| t.span.start);
    let ends = of.filter_map(|c| word(c.start)).chain(dates).filter(|e| *e >= floor);
    ends.min().unwrap_or(line.text.len() as u32) as usize
}

/// The author that a line names.
pub(crate) fn byline(lines: &[Line<'_>], labels: &[Label], near: (usize, usize)) -> Option<Found> {
    let range = near.0.saturating_sub(12)..(near.1 + 4).min(lines.len());
    range.filter(|i| labels[*i] == Label::Drop(DroppedKind::Author)).find_map(|i| {
        let line = &lines[i];
        let cues =
            line.cues.iter().filter(|c| c.kind == CueKind::Byline && c.place == CuePlace::Start);
        let cue = cues.max_by_key(|c| c.end)?;
        let start = line.words.get(cue.end - 1)?.span.end as usize;
        let dated = line.dates.first().and_then(|d| line.tokens.get(d.start));
        let end = dated.map_or(line.text.len(), |t| t.span.start as usize);
        let name = line.between(start, end).trim_end_matches(')').trim();
        let house = line.cues.iter().any(|c| {
            matches!(c.kind, CueKind::AgencyWord | CueKind::Agencies) && c.start >= cue.end
        });
        (!name.is_empty() && !house).then(|| Found::new(name, format!("text:line {}", line.number)))
    })
}

/// Adds the agencies that a byline names to those credited.
pub(crate) fn of_byline(byline: &str, agencies: &mut Vec<Credit>, pack: &Pack) {
    let line = crate::line::line_of(byline, 0, true, None, pack);
    for hit in &line.outlets {
        if let Some(outlet) = pack.page.outlets.get(hit.outlet).filter(|o| is_agency(o)) {
            push(agencies, &outlet.id, words(&line, hit), "byline");
        }
    }
}

/// A name in lower case with hyphens.
pub(crate) fn slug(name: &str) -> String {
    let folded = isnad_text::fold(name);
    let parts = folded.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
