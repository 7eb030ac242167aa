//! Every date that a page of HTML gives for its publication or a change of it.

use isnad_pack::{Pack, page::CueKind};
use isnad_text::{Span, Token, TokenKind, tokenize};

use super::{
    jsonld::Data,
    marks::{Marks, Time, roles_above},
};
use crate::{
    DateRole, Found, date,
    line::{Line, line_of},
    when,
    witness::{Rank, Witness},
};

/// Names of `meta` elements with the date of publication.
const PUBLISHED: [&str; 21] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "date",
    "published",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "date.available",
];
/// Names of `meta` elements with the date of the last change.
const UPDATED: [&str; 9] = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dateupdated",
    "dcterms.modified",
    "dc.date.modified",
];

/// Elements above a date whose classes are asked.
const LEVELS: usize = 4;
/// Words beside a date on a line that tells of nothing else.
const BESIDE: usize = 6;

/// The dates of a page. `zone` are the lines around the title with the index of their block, `title`
/// is the block of the title.
pub(crate) fn of(
    marks: &Marks<'_>,
    data: &Data,
    zone: &[(usize, Line<'_>)],
    title: Option<usize>,
    pack: &Pack,
) -> Vec<Witness> {
    let mut reader = Reader { pack, out: Vec::new() };
    reader.data(data);
    reader.tags(marks);
    reader.times(marks, zone);
    reader.lines(marks, zone, title);
    reader.far_lines(marks, zone, title);
    reader.out
}

struct Reader<'p> {
    pack: &'p Pack,
    out: Vec<Witness>,
}

impl Reader<'_> {
    fn add(&mut self, value: &str, from: &str, role: DateRole, rank: Rank) {
        if let Some(value) = moment(value, self.pack) {
            self.out.push(Witness::new(Found::new(value, from), role, rank));
        }
    }

    fn data(&mut self, data: &Data) {
        let (article, page) = (&data.article, &data.page);
        for (value, from, role, rank) in [
            (&article.published, "json-ld", DateRole::Published, Rank::Data),
            (&article.modified, "json-ld", DateRole::Updated, Rank::Data),
            (&page.published, "json-ld:WebPage", DateRole::Published, Rank::Page),
            (&page.modified, "json-ld:WebPage", DateRole::Updated, Rank::Page),
            (&article.created, "json-ld:dateCreated", DateRole::Unknown, Rank::Line),
        ] {
            if let Some(value) = value {
                self.add(value, from, role, rank);
            }
        }
    }

    fn tags(&mut self, marks: &Marks<'_>) {
        for (names, role) in
            [(&PUBLISHED[..], DateRole::Published), (&UPDATED[..], DateRole::Updated)]
        {
            for name in names {
                if let Some((key, value)) = marks.tag(&[name]) {
                    self.add(value, &format!("meta:{key}"), role, Rank::Meta);
                }
            }
        }
    }

    /// Moments marked as such: those around the title, else the first.
    fn times(&mut self, marks: &Marks<'_>, zone: &[(usize, Line<'_>)]) {
        let line = |time: &Time| zone.iter().position(|(at, _)| *at == time.at);
        let near: Vec<(&Time, usize)> =
            marks.times.iter().filter_map(|t| Some((t, line(t)?))).collect();
        for (time, i) in &near {
            let role = role_of_prop(&time.prop)
                .or(role_of_class(time.roles))
                .or_else(|| role_of_cues(&zone[*i].1).or_else(|| label_before(zone, *i)));
            let rank = match role {
                _ if role_of_prop(&time.prop).is_some() => Rank::Property,
                Some(_) => Rank::Labelled,
                None => Rank::Beside,
            };
            let from = if rank == Rank::Property { "html:itemprop" } else { "html:time" };
            self.add(&time.value, from, role.unwrap_or(DateRole::Unknown), rank);
        }
        let first = |wanted: Option<DateRole>| {
            marks.times.iter().find(|t| role_of_prop(&t.prop) == wanted && line(t).is_none())
        };
        if let Some(time) = first(Some(DateRole::Published)) {
            self.add(&time.value, "html:itemprop", DateRole::Published, Rank::Time);
        }
        if let Some(time) = first(None).filter(|_| near.is_empty()) {
            self.add(&time.value, "html:time", DateRole::Unknown, Rank::Time);
        }
    }

    /// Dates that stand around the title, with words or classes that say what they are.
    fn lines(&mut self, marks: &Marks<'_>, zone: &[(usize, Line<'_>)], title: Option<usize>) {
        let mut bare = false;
        for (i, (at, line)) in zone.iter().enumerate() {
            if line.dates.is_empty() || line.len() > 30 {
                continue;
            }
            let roles = marks.shown.get(*at).and_then(|s| s.parts.first());
            let roles =
                roles.map(|p| roles_above(*p, LEVELS, &self.pack.page.fields)).unwrap_or_default();
            let class = role_of_class(roles).or_else(|| label_before(zone, i));
            for (found, cue) in when::roles(line, self.pack) {
                let role = cue.or(class);
                // Without a label only the first date beside the title, not the day at the head of
                // the page nor those of other stories.
                let far = title.is_some_and(|t| at + 3 < t || *at > t + 24) || roles.other;
                if role.is_none() && (far || bare || words_beside(line, self.pack) > BESIDE) {
                    continue;
                }
                bare |= role.is_none();
                let rank = if role.is_some() { Rank::Labelled } else { Rank::Beside };
                let value = Found::new(found.iso(), "html:text");
                let role = role.unwrap_or(DateRole::Unknown);
                let ambiguous = found.ambiguous;
                self.out.push(Witness { ambiguous, ..Witness::new(value, role, rank) });
            }
        }
    }

    /// Short lines below the title that begin with a word for publication or change.
    fn far_lines(&mut self, marks: &Marks<'_>, zone: &[(usize, Line<'_>)], title: Option<usize>) {
        let from = zone.last().map(|(at, _)| at + 1).or(title).unwrap_or(0);
        let figures = |text: &str| text.chars().filter(|c| c.is_numeric()).count() > 4;
        let short = marks.shown.iter().skip(from).filter(|s| !s.is_long() && figures(&s.text));
        for shown in short {
            let cues = self.pack.page.cues.find(&isnad_pack::page::words_of(&shown.text));
            let dated = |k: CueKind| matches!(k, CueKind::Published | CueKind::Updated);
            if !cues.iter().any(|c| c.start == 0 && dated(c.kind)) {
                continue;
            }
            let line = line_of(&shown.text, 0, true, None, self.pack);
            if line.len() > 16 {
                continue;
            }
            for (found, role) in when::roles(&line, self.pack) {
                let value = Found::new(found.iso(), "html:text");
                let role = role.unwrap_or(DateRole::Unknown);
                self.out.push(Witness {
                    ambiguous: found.ambiguous,
                    ..Witness::new(value, role, Rank::Line)
                });
            }
        }
    }
}

fn role_of_prop(prop: &str) -> Option<DateRole> {
    match prop {
        "datePublished" | "dateCreated" => Some(DateRole::Published),
        "dateModified" => Some(DateRole::Updated),
        _ => None,
    }
}

fn role_of_class(roles: isnad_pack::fields::Roles) -> Option<DateRole> {
    match (roles.published, roles.updated) {
        (true, false) => Some(DateRole::Published),
        (false, true) => Some(DateRole::Updated),
        _ => None,
    }
}

/// What the words of a line say of its only date.
fn role_of_cues(line: &Line<'_>) -> Option<DateRole> {
    let has = |kind: CueKind| line.cue(kind).is_some();
    match (has(CueKind::Published), has(CueKind::Updated)) {
        (true, false) => Some(DateRole::Published),
        (false, true) => Some(DateRole::Updated),
        _ => None,
    }
}

/// What the line before says, if it is nothing but a label.
fn label_before(zone: &[(usize, Line<'_>)], i: usize) -> Option<DateRole> {
    let (_, line) = zone.get(i.checked_sub(1)?)?;
    (line.len() <= 3 && line.dates.is_empty()).then(|| role_of_cues(line)).flatten()
}

/// Words of a line that stand in none of its dates and belong to no date.
fn words_beside(line: &Line<'_>, pack: &Pack) -> usize {
    let dated = |t: &Token| {
        let inside = |d: &date::FoundDate| {
            let tokens = line.tokens.get(d.start..d.end).unwrap_or_default();
            tokens.iter().any(|other| other.span == t.span)
        };
        line.dates.iter().any(inside) || pack.page.dates.get(&t.norm).is_some()
    };
    line.words.iter().filter(|t| t.kind == TokenKind::Word && !dated(t)).count()
}

/// A value as ISO 8601: as it stands if it begins so, else the date in it.
pub(crate) fn moment(value: &str, pack: &Pack) -> Option<String> {
    let value = value.trim();
    let digits = |range: std::ops::Range<usize>| value.get(range).and_then(|p| p.parse().ok());
    let iso = value.get(4..5) == Some("-") && value.get(7..8) == Some("-");
    let day = match (digits(0..4), digits(5..7), digits(8..10)) {
        (Some(y), Some(m), Some(d)) if iso => date::iso_day(y, m, d),
        _ => None,
    };
    if day.is_some() {
        return Some(value.replacen(' ', "T", 1).replace(' ', ""));
    }
    let packed = value.get(..8).filter(|p| p.bytes().all(|b| b.is_ascii_digit()));
    if let (Some(_), Some(y), Some(m), Some(d)) = (packed, digits(0..4), digits(4..6), digits(6..8))
    {
        let alone = value.len() == 8 || value.get(8..9) == Some("T") || value.len() == 14;
        return date::iso_day(y, m, d).filter(|_| alone);
    }
    let tokens = tokenize(value, Span::new(0, value.len()));
    Some(date::read(value, &tokens, pack).first()?.iso())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_for_machines() {
        let pack = Pack::builtin();
        for (value, want) in [
            ("2021-09-03T10:00:00Z", Some("2021-09-03T10:00:00Z")),
            ("2021-09-03 10:00:00 +0000", Some("2021-09-03T10:00:00+0000")),
            ("20210903T1000", Some("2021-09-03")),
            ("Fri, 03 Sep 2021 10:00:00 GMT", Some("2021-09-03T10:00:00")),
            ("Jun 24, 2021", Some("2021-06-24")),
            ("3 أيلول 2021", Some("2021-09-03")),
            ("2021-02-31", None),
            ("1630663200", None),
        ] {
            assert_eq!(moment(value, &pack).as_deref(), want, "{value}");
        }
    }
}
