//! What the words of a line say it is: cues of the frame of a page, datelines, bylines, sources.

use isnad_pack::{
    Pack,
    page::{CueHit, CueKind, CuePlace, DateWord},
};
use isnad_text::TokenKind;

use crate::{
    DroppedKind,
    line::{End, Line},
};

/// Whether a cue leads its line: a single word only where a mark follows it or little else does.
pub(crate) fn is_lead(line: &Line<'_>, cue: CueHit, most: usize) -> bool {
    let words = line.len();
    if words > most {
        return false;
    }
    if followed_by_mark(line, cue) {
        return true;
    }
    // What somebody said is no word of the page's frame.
    if line.text.starts_with(['"', '“', '”', '«', '‘']) {
        return false;
    }
    match cue.end - cue.start {
        1 => words <= 5 && line.end == End::Open,
        2 => words <= 16 || line.end == End::Open,
        _ => true,
    }
}

/// Whether `:`, `|` or the like stands right after a cue.
pub(crate) fn followed_by_mark(line: &Line<'_>, cue: CueHit) -> bool {
    let Some(last) = cue.end.checked_sub(1).and_then(|i| line.words.get(i)) else { return false };
    let rest = line.text.get(last.span.end as usize..).unwrap_or_default();
    rest.trim_start().starts_with([':', '|', '：'])
}

/// What the cues of a line say it is. The order matters: what is said first is the surer sign.
pub(crate) fn by_cue(line: &Line<'_>, pack: &Pack) -> Option<DroppedKind> {
    use CueKind as C;
    use DroppedKind as D;
    let start = |kind: C, most: usize| {
        line.cues
            .iter()
            .any(|c| c.kind == kind && c.place == CuePlace::Start && is_lead(line, *c, most))
    };
    let whole = |kind: C| line.has(kind, CuePlace::Whole);
    let any = |kind: C, most: usize| line.len() <= most && line.has(kind, CuePlace::Any);
    let rules: [(D, &dyn Fn() -> bool); 14] = [
        (D::Date, &|| start(C::UpdateNote, 30)),
        (D::Republication, &|| start(C::SourceLink, 15) || is_republication(line)),
        (D::Paywall, &|| whole(C::Paywall) || start(C::Paywall, 30) || any(C::Paywall, 30)),
        (D::CommentForm, &|| whole(C::Comments) || start(C::Comments, 60)),
        (D::Related, &|| whole(C::Related) || start(C::Related, 25)),
        (D::Masthead, &|| start(C::Masthead, 14) || whole(C::Masthead)),
        (D::Republication, &|| is_source(line) || is_name_of_agency(line)),
        (D::Date, &|| is_relative(line)),
        (D::Menu, &|| whole(C::Menu) || start(C::Menu, 12)),
        (D::Policy, &|| whole(C::Policy) || start(C::Policy, 120) || any(C::Policy, 80)),
        (D::Service, &|| whole(C::Service) || start(C::Service, 30) || any(C::Service, 40)),
        (D::CommentForm, &|| whole(C::CommentHead)),
        (D::Author, &|| is_byline(line) || is_dateline(line, pack)),
        (D::Bio, &|| whole(C::AuthorNote) || start(C::AuthorNote, 45) || any(C::AuthorNote, 60)),
    ];
    rules.iter().find(|(_, says)| says()).map(|(kind, _)| *kind)
}

/// `نشر في … يوم …`, `This article was first published by …`.
fn is_republication(line: &Line<'_>) -> bool {
    let Some(cue) = line.cue(CueKind::Republished).filter(|c| c.start == 0) else { return false };
    let named = !line.outlets.is_empty() || !line.dates.is_empty();
    (line.len() <= 25 && named && line.end != End::Closed) || cue.end - cue.start >= 4
}

/// `المصدر: …`, `Via …`.
fn is_source(line: &Line<'_>) -> bool {
    let cue =
        line.cues.iter().copied().find(|c| c.kind == CueKind::Source && c.place == CuePlace::Start);
    let Some(cue) = cue else { return false };
    let rest = line.len() - cue.end.min(line.len());
    let named = line.outlets.iter().any(|h| !h.bare) || line.cue(CueKind::AgencyWord).is_some();
    let capital = line
        .words
        .get(cue.end)
        .is_some_and(|w| w.span.of(line.text).starts_with(char::is_uppercase));
    let open = line.end == End::Open;
    (1..=10).contains(&rest)
        && open
        && (followed_by_mark(line, cue) || (rest <= 6 && (named || capital)))
}

/// `وكالة … للأنباء`, `(… News Agency)`: the name of an agency alone.
fn is_name_of_agency(line: &Line<'_>) -> bool {
    let words = line.cues.iter().filter(|c| c.kind == CueKind::AgencyWord);
    let ends = words.clone().any(|c| c.end == line.len());
    let begins = words.clone().any(|c| c.start == 0);
    let bracketed = line.text.starts_with('(') && line.text.ends_with(')');
    let known = line.outlets.iter().any(|h| !h.bare);
    let (single, few) = (line.end != End::Closed, (2..=6).contains(&line.len()));
    few && single && ((bracketed && (known || words.count() > 0)) || (begins && ends))
}

/// `صفاقس - مراسل …`: a place and who reports from it, on a line of its own.
fn is_dateline(line: &Line<'_>, pack: &Pack) -> bool {
    if !line.text.contains('-') {
        return false;
    }
    let [place, source] = line.text.split(" - ").collect::<Vec<_>>()[..] else { return false };
    let after =
        |token: usize| line.tokens.get(token).is_some_and(|t| t.span.start as usize > place.len());
    let known = line.outlets.iter().any(|h| !h.bare && after(h.start));
    let house = source
        .split_whitespace()
        .next()
        .is_some_and(|w| pack.langs().iter().any(|l| l.story.is_outlet_word(&isnad_text::fold(w))));
    let cue =
        house || [CueKind::Reporter, CueKind::AgencyWord].iter().any(|k| line.cue(*k).is_some());
    let few = place.split_whitespace().count() <= 3 && source.split_whitespace().count() <= 5;
    few && line.end == End::Open && (known || cue)
}

fn is_relative(line: &Line<'_>) -> bool {
    if line.len() > 8 || line.end == End::Closed {
        return false;
    }
    let listed = line.cue(CueKind::RelativeTime).is_some();
    let counted = line.cue(CueKind::RelativeHead).is_some_and(|c| c.start == 0)
        && line.cue(CueKind::RelativeUnit).is_some()
        && line.words.iter().any(|w| w.kind == TokenKind::Number);
    listed || counted
}

/// `كتبت فلانة`, `إعداد: …`, `By A. Author`.
fn is_byline(line: &Line<'_>) -> bool {
    let cue = line
        .cues
        .iter()
        .copied()
        .filter(|c| c.kind == CueKind::Byline && c.place == CuePlace::Start);
    let Some(cue) = cue.max_by_key(|c| c.end) else { return false };
    let rest = line.len() - cue.end.min(line.len());
    let latin = line
        .words
        .get(cue.end)
        .is_some_and(|w| w.span.of(line.text).starts_with(|c: char| c.is_lowercase()));
    let few = if followed_by_mark(line, cue) { 10 } else { 5 };
    let staff = line.cue(CueKind::Reporter).is_some() && rest <= 10;
    ((1..=few).contains(&rest) && line.end == End::Open && !latin && line.markup.is_none())
        || (staff && line.end == End::Open)
        || (followed_by_mark(line, cue) && (1..=8).contains(&rest) && line.end == End::Open)
}

/// Lines that are a date and little else.
pub(crate) fn by_date(line: &Line<'_>, pack: &Pack) -> Option<DroppedKind> {
    if line.dates.is_empty() || line.len() > 24 {
        return None;
    }
    let dated: usize = line.dates.iter().map(|d| d.end - d.start).sum();
    let light = line
        .tokens
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            t.kind != TokenKind::Mark && !line.dates.iter().any(|d| (d.start..d.end).contains(i))
        })
        .filter(|(_, t)| {
            let known = matches!(
                pack.page.dates.get(&t.norm),
                Some(DateWord::Filler | DateWord::Weekday(_) | DateWord::Am | DateWord::Pm)
            );
            !known && t.kind == TokenKind::Word
        })
        .count();
    let cued = [CueKind::Published, CueKind::Updated].iter().any(|k| line.cue(*k).is_some());
    let most = if cued { 6 } else { 2 };
    (dated > 0 && light <= most && line.end != End::Closed).then_some(DroppedKind::Date)
}
