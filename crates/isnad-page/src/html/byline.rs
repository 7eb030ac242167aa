//! Who wrote an article, as data, properties, classes and lines of its page say. A person is believed
//! before the house, which many sites enter as the author of everything.

use isnad_pack::{
    Pack,
    page::{CueKind, CuePlace},
};

use super::{
    jsonld::Statement,
    marks::{Marks, roles_above},
    title::Names,
};
use crate::{Found, line::Line};

/// Names of `meta` elements that hold an author.
const AUTHOR: [&str; 11] = [
    "author",
    "byl",
    "article:byline",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "dcsext.author",
    "twitter:creator_name",
];
/// Marks that part the pieces of a line with author, date and section.
const BARS: [&str; 8] = [" | ", "|", " • ", " · ", " - ", " – ", " — ", "\u{200f}|"];
/// Elements above a name whose classes tell that it is the author's.
const NEAR: usize = 2;
/// Authors of one article that are named.
const MOST: usize = 12;

/// The byline. `zone` are the lines around the title with the index of their block.
pub(crate) fn of(
    marks: &Marks<'_>,
    data: &[&Statement],
    zone: &[(usize, Line<'_>)],
    names: &Names,
    pack: &Pack,
) -> Option<Found> {
    let house = |f: &Found| names.is_one(&f.value);
    let stated: Vec<Found> = data.iter().filter_map(|d| stated(d, false)).collect();
    let tagged: Vec<Found> = AUTHOR.iter().filter_map(|key| tagged(marks, key)).collect();
    let person = stated.iter().chain(&tagged).find(|f| !house(f)).cloned();
    let shown = || {
        in_properties(marks)
            .or_else(|| in_classes(marks, zone.iter().map(|(at, _)| *at), pack))
            .or_else(|| zone.iter().find_map(|(_, line)| in_line(line, pack)))
            .filter(|f| !house(f))
    };
    let full = |f: &Found| f.value.split([',', '،', '&']).all(is_full_name);
    let anywhere = || in_classes(marks, 0..marks.shown.len(), pack).filter(full);
    let houses = || {
        let organised = data.iter().filter_map(|d| self::stated(d, true));
        stated.iter().cloned().chain(organised).chain(tagged.iter().cloned()).next()
    };
    person.or_else(shown).or_else(anywhere).or_else(houses)
}

/// The authors of structured data: people, or houses.
fn stated(data: &Statement, house: bool) -> Option<Found> {
    let names = data.authors.iter().filter(|a| a.house == house).map(|a| without_code(&a.name));
    joined(names).map(|value| Found::new(value, "json-ld"))
}

fn tagged(marks: &Marks<'_>, key: &str) -> Option<Found> {
    let all = marks.tags.iter().filter(|(k, _)| k == key).map(|(_, v)| v.as_str());
    let named = all.filter(|v| !v.contains("://") && !v.contains("www.") && !v.starts_with('@'));
    joined(named).map(|value| Found::new(value, format!("meta:{key}")))
}

fn in_properties(marks: &Marks<'_>) -> Option<Found> {
    ["author", "creator", "rel:author"].iter().find_map(|wanted| {
        let all = marks.props.iter().filter(|p| p.name == *wanted).map(|p| p.value.as_str());
        let value = joined(all.filter(|v| is_name(v)))?;
        let from = if wanted.contains(':') { "html:rel=author" } else { "html:itemprop" };
        Some(Found::new(value, from))
    })
}

/// The names of several people, each once.
fn joined<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names.map(str::trim).filter(|n| (2..200).contains(&n.len())) {
        if !seen.contains(&name) && seen.len() < MOST {
            seen.push(name);
        }
    }
    (!seen.is_empty()).then(|| seen.join(", "))
}

/// A name without the author's code in brackets: `Jane Roe (jro)`.
fn without_code(name: &str) -> &str {
    let code = name.trim().strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
    match code {
        Some((rest, code))
            if code.len() < 6 && code.chars().all(|c| c.is_lowercase() || c == '.') =>
        {
            rest
        }
        _ => name,
    }
}

/// The first text that a class or another attribute calls the author's.
fn in_classes(
    marks: &Marks<'_>,
    blocks: impl Iterator<Item = usize>,
    pack: &Pack,
) -> Option<Found> {
    blocks.filter_map(|at| marks.shown.get(at)).find_map(|shown| {
        let cued = shown.parts.iter().filter(|part| {
            let roles = roles_above(**part, NEAR, &pack.page.fields);
            roles.author && !roles.other && !roles.site
        });
        let text: String = cued.filter_map(|part| part.value().as_text().map(|t| &**t)).collect();
        let name = names_in(&text, pack)?;
        Some(Found::new(name, "html:class"))
    })
}

/// The author that a line names after a word for it: `كتبت: هالة منصور`, `By Jane Roe | 3 May 2021`.
fn in_line(line: &Line<'_>, pack: &Pack) -> Option<Found> {
    if line.len() > 24 {
        return None;
    }
    let dates = line.dates.iter().filter_map(|d| {
        let (first, last) = (line.tokens.get(d.start)?, line.tokens.get(d.end.checked_sub(1)?)?);
        Some((first.span.start as usize, last.span.end as usize))
    });
    let mut pieces = Vec::new();
    let mut from = 0;
    for (start, end) in dates {
        pieces.extend(line.text.get(from..start));
        from = end;
    }
    pieces.extend(line.text.get(from..));
    let parts = pieces.into_iter().flat_map(parted);
    let name = parts.filter(|p| after_cue(p, pack).is_some()).find_map(|p| names_in(p, pack))?;
    Some(Found::new(name, "html:text"))
}

/// The parts of a line between bars.
fn parted(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for bar in BARS {
        parts = parts.into_iter().flat_map(|p| p.split(bar)).collect();
    }
    parts
}

/// What stands after a word like "by" at the beginning of a text.
fn after_cue<'t>(text: &'t str, pack: &Pack) -> Option<&'t str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '(' | '.'));
    let words = isnad_pack::page::words_of(text);
    let cues = pack.page.cues.find(&words);
    let cue = cues.iter().filter(|c| c.kind == CueKind::Byline && c.place == CuePlace::Start);
    let end = match cue.map(|c| c.end).max() {
        Some(end) => end,
        None if words.first().is_some_and(|w| pack.page.fields.is_by(w.span.of(text))) => 1,
        None => return None,
    };
    let end = words.get(end.checked_sub(1)?)?.span.end as usize;
    Some(text.get(end..)?.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// The names in a text that a page sets where its author stands, without "by" and what follows them.
fn names_in(text: &str, pack: &Pack) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = |part: &str| {
        let part = after_cue(part, pack).unwrap_or(part);
        let part = part.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'));
        is_name(part).then(|| part.to_owned())
    };
    parted(&text).into_iter().find_map(named)
}

/// Whether a text can be the names of one or a few people: few words, no figures, no address, no
/// word in small letters at the beginning, no sentence.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let words = |part: &str| part.split_whitespace().count();
    let few = text.split([',', '،', '&', ';']).all(|part| words(part) <= 5) && words(text) <= 24;
    let begins = text.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let odd =
        text.contains(['@', '/', '?', '!', ':', '؟', '(']) || text.chars().any(char::is_numeric);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (4..200).contains(&text.len()) && letters > 2 && few && begins && !odd
}

/// Whether a text has the form of a name and surname, as far as the script has capitals.
fn is_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = |word: &&&str| word.starts_with(char::is_lowercase);
    let ends = words.last().is_some_and(|w| !w.starts_with(char::is_lowercase));
    (2..=5).contains(&words.len()) && ends && words.iter().filter(small).count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::line_of;

    #[test]
    fn names_after_words_for_it() {
        let pack = Pack::builtin();
        for (text, want) in [
            ("كتبت: هالة منصور", Some("هالة منصور")),
            ("حوار: سامي ناصر | 3 أيلول 2021", Some("سامي ناصر")),
            ("بقلم رنا خليل", Some("رنا خليل")),
            ("Published August 7, 2023 by Jane Roe", Some("Jane Roe")),
            ("By Dr. Ana Poe - Mar 27, 2024", Some("Dr. Ana Poe")),
            ("Do 25.04.24 | 14:07 Uhr | Von Eva Muster", Some("Eva Muster")),
            ("by noon the road was open", None),
            ("Posted 3 May 2021 in World", None),
        ] {
            let line = line_of(text, 1, false, None, &pack);
            assert_eq!(in_line(&line, &pack).map(|f| f.value).as_deref(), want, "{text}");
        }
        assert_eq!(without_code("Jane Roe (jro)"), "Jane Roe");
        assert_eq!(without_code("Jane Roe (AFP)"), "Jane Roe (AFP)");
    }
}
