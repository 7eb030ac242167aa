//! What a line is, seen by itself: a paragraph, something short, a caption, or no article.

use isnad_pack::{
    Pack,
    page::{CueHit, CueKind, CuePlace, DateWord},
};
use isnad_text::{TokenKind, token::is_arabic};

use crate::{
    DroppedKind,
    line::{End, Line},
    picture,
};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// A paragraph.
    Body,
    /// A short sentence with its closing mark.
    Short,
    /// Some words without closing mark, or a question: heading, headline, item.
    Open,
    /// Up to three words without closing mark.
    Bit,
    /// Caption of a picture.
    Caption,
    /// Names of photographers and agencies beside a picture.
    Credit,
    /// No article.
    Drop(DroppedKind),
}

/// Words from which a line without closing mark counts as a paragraph; where the paragraphs of the
/// page end without marks, fewer do.
const LONG: usize = 21;
const LONG_IN_OPEN_STYLE: usize = 15;

/// What is known of all lines together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Whether most letters are Arabic.
    pub(crate) arabic: bool,
    /// Whether paragraphs mostly end without a mark.
    pub(crate) open: bool,
}

impl Style {
    /// The style of some lines.
    pub(crate) fn of(lines: &[Line<'_>]) -> Style {
        let long = lines.iter().filter(|l| l.len() >= 25 && pieces(l.text).len() < 4);
        let (mut open, mut closed) = (0, 0);
        long.for_each(|l| if l.end == End::Open { open += 1 } else { closed += 1 });
        let letters = |arabic: bool| -> usize {
            lines.iter().filter(|l| l.is_arabic() == arabic).map(|l| l.text.len()).sum()
        };
        Style { arabic: letters(true) > letters(false), open: open > closed }
    }

    fn long(self) -> usize {
        if self.open { LONG_IN_OPEN_STYLE } else { LONG }
    }
}

/// Labels a line.
pub(crate) fn label(line: &Line<'_>, style: Style, pack: &Pack) -> Label {
    if let Some(kind) = machine(line) {
        return Label::Drop(kind);
    }
    if let Some(label) = picture::of(line, pack) {
        return label;
    }
    if let Some(kind) =
        by_cue(line, pack).or_else(|| by_date(line, pack)).or_else(|| by_separators(line))
    {
        return Label::Drop(kind);
    }
    let words = line.len();
    let foreign = style.arabic && !line.text.chars().any(is_arabic);
    match line.end {
        End::Closed if words >= 8 => Label::Body,
        _ if words >= style.long() => Label::Body,
        End::Colon if words >= 8 => Label::Body,
        // Words of another script between the paragraphs belong to the frame of the page.
        _ if foreign && words <= 6 => Label::Drop(DroppedKind::Other),
        End::Closed | End::Colon if words >= 3 => Label::Short,
        _ if words <= 3 => Label::Bit,
        _ => Label::Open,
    }
}

/// Strings for machines, addresses, lines without letters.
fn machine(line: &Line<'_>) -> Option<DroppedKind> {
    if !line.has_letters() {
        let number = line.words.iter().any(|w| w.kind == TokenKind::Number);
        let kind =
            if number && !line.dates.is_empty() { DroppedKind::Date } else { DroppedKind::Other };
        return Some(kind);
    }
    let first = line.text.split_whitespace().next()?;
    let address = first.contains("://") || first.starts_with("www.");
    let coded =
        line.text.split_whitespace().count() <= 8 && line.text.split_whitespace().any(is_coded);
    let script = line.text.starts_with(['{', '<']) && line.text.ends_with(['}', '>', ';']);
    ((address && line.text.split_whitespace().count() == 1) || coded || script)
        .then_some(DroppedKind::Machine)
}

/// Whether a run of characters begins with 16 or more of base64 or the like: capitals, small
/// letters and digits mixed, with more changes between them than words have.
fn is_coded(chunk: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '_' | '-');
    let head: Vec<char> = chunk.chars().take_while(|c| is_part(*c)).collect();
    let class = |c: &char| {
        if c.is_ascii_digit() {
            1
        } else if c.is_ascii_uppercase() {
            2
        } else if c.is_ascii_lowercase() {
            3
        } else {
            4
        }
    };
    let has = |wanted: u8| head.iter().any(|c| class(c) == wanted);
    let changes = head.windows(2).filter(|w| class(&w[0]) != class(&w[1])).count();
    head.len() >= 16 && has(1) && has(3) && (changes * 3 >= head.len() || (has(2) && changes >= 6))
}

/// Whether a cue leads its line: a single word only where a mark follows it or little else does.
pub(crate) fn is_lead(line: &Line<'_>, cue: CueHit, most: usize) -> bool {
    let words = line.len();
    if words > most {
        return false;
    }
    if followed_by_mark(line, cue) {
        return true;
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

fn by_cue(line: &Line<'_>, pack: &Pack) -> Option<DroppedKind> {
    use CueKind as C;
    use DroppedKind as D;
    let start = |kind: CueKind, most: usize| {
        line.cues
            .iter()
            .any(|c| c.kind == kind && c.place == CuePlace::Start && is_lead(line, *c, most))
    };
    let whole = |kind: CueKind| line.has(kind, CuePlace::Whole);
    let short = line.len() <= 40;
    if start(C::UpdateNote, 30) {
        Some(D::Date)
    } else if start(C::SourceLink, 15) || is_republication(line) {
        Some(D::Republication)
    } else if whole(C::Comments) || start(C::Comments, 40) {
        Some(D::Comments)
    } else if whole(C::Related) || start(C::Related, 25) {
        Some(D::Related)
    } else if start(C::Masthead, 14) || whole(C::Masthead) {
        Some(D::Masthead)
    } else if is_source(line) || is_name_of_agency(line) {
        Some(D::Republication)
    } else if is_relative(line) {
        Some(D::Date)
    } else if whole(C::Menu) || start(C::Menu, 12) {
        Some(D::Menu)
    } else if whole(C::Service)
        || start(C::Service, 30)
        || (line.has(C::Service, CuePlace::Any) && short)
    {
        Some(D::Service)
    } else if start(C::AuthorNote, 45) || is_byline(line) || is_dateline(line, pack) {
        Some(D::Author)
    } else {
        None
    }
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
    if line.len() > 6 || line.end == End::Closed {
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
fn by_date(line: &Line<'_>, pack: &Pack) -> Option<DroppedKind> {
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

/// The parts of a line between wide gaps or separators.
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    let wide: Vec<&str> = split_wide(text);
    if wide.len() > 2 {
        return wide;
    }
    for mark in [" | ", " › ", " » ", " • ", " · ", " ◄ ", " ← ", " > "] {
        let parts: Vec<&str> = text.split(mark).collect();
        let guillemets = mark == " » " && text.contains('«');
        if parts.len() > 2 && !guillemets {
            return parts;
        }
    }
    vec![text]
}

/// The parts of a text between three or more blanks.
fn split_wide(text: &str) -> Vec<&str> {
    let (mut out, mut start, mut blanks, mut blank_from) = (Vec::new(), 0, 0, 0);
    for (i, c) in text.char_indices() {
        if c.is_whitespace() {
            if blanks == 0 {
                blank_from = i;
            }
            blanks += 1;
        } else {
            if blanks > 2 {
                out.push(text.get(start..blank_from).unwrap_or_default());
                start = i;
            }
            blanks = 0;
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

fn by_separators(line: &Line<'_>) -> Option<DroppedKind> {
    let parts = pieces(line.text);
    if parts.len() < 3 {
        let dashes = line.text.split(" - ").count();
        let listed = dashes > 2 && line.len() <= 5 * dashes && line.cue(CueKind::Menu).is_some();
        return (listed && line.end == End::Open).then_some(DroppedKind::Menu);
    }
    let closed = parts.iter().filter(|p| p.trim_end().ends_with(['.', '؛'])).count();
    if closed * 2 >= parts.len() {
        return None;
    }
    let average = line.len() / parts.len();
    Some(if average < 4 { DroppedKind::Menu } else { DroppedKind::Ticker })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line::lines_of;

    fn labels(text: &str) -> Vec<Label> {
        let pack = Pack::builtin();
        let lines = lines_of(text, &pack);
        let style = Style::of(&lines);
        lines.iter().map(|l| label(l, style, &pack)).collect()
    }

    #[test]
    fn labels_lines_by_themselves() {
        use DroppedKind as D;
        for (text, want) in [
            ("وصل وفد تجاري إلى العاصمة مساء الأحد لبحث ملفات الطاقة والنقل.", Label::Body),
            ("ثم غادر الوفد.", Label::Short),
            ("خلاف على موعد افتتاح الميناء", Label::Open),
            ("ملفات عالقة", Label::Bit),
            ("سمير حداد / بول / رويترز", Label::Credit),
            ("AFP سفينة شحن ترسو في الميناء الجديد", Label::Caption),
            ("سفينة شحن ترسو في الميناء (رويترز)", Label::Caption),
            ("QWxhZGRpbjpvcGVuIHNlc2FtZQ==", Label::Drop(D::Machine)),
            ("الرئيسية | سياسة | اقتصاد | رياضة", Label::Drop(D::Menu)),
            ("قد يعجبك أيضا", Label::Drop(D::Related)),
            ("اترك تعليقاً", Label::Drop(D::Comments)),
            ("تابعنا على فيسبوك", Label::Drop(D::Service)),
            ("نشر في صحيفة الأفق يوم 03 - 09 - 2021", Label::Drop(D::Republication)),
            ("المصدر: رويترز", Label::Drop(D::Republication)),
            ("الأحد 3 سبتمبر 2023 09:23 ص", Label::Drop(D::Date)),
            ("قبل 3 ساعات", Label::Drop(D::Date)),
            ("كتبت هالة منصور", Label::Drop(D::Author)),
            ("By Jane Roe", Label::Drop(D::Author)),
        ] {
            assert_eq!(labels(text), [want], "{text}");
        }
    }

    #[test]
    fn verbs_that_look_like_cues_are_no_cues() {
        for text in [
            "شارك الرئيس في قمة المناخ إلى جانب عدد من رؤساء الحكومات في المنطقة.",
            "تابع الوزير قائلا إن المفاوضات مستمرة وإن النتائج ستعلن قريبا.",
            "كتب الوزير على منصة إكس أن الاتفاق بات وشيكا وأن التوقيع خلال أيام.",
            "Share prices in the region fell sharply on Monday after the announcement.",
            "By noon the convoy had reached the border crossing, officials said.",
        ] {
            assert_eq!(labels(text), [Label::Body], "{text}");
        }
    }
}
