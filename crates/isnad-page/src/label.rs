//! What a line is, seen by itself: a paragraph, something short, a caption, or no article.

use isnad_pack::Pack;
use isnad_text::{TokenKind, token::is_arabic};

use crate::{
    DroppedKind,
    cued::{by_cue, by_date},
    line::{End, Line},
    picture,
    pieces::{by_separators, pieces},
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
        let all: usize = lines.iter().map(|l| l.text.len()).sum();
        let arabic: usize = lines.iter().filter(|l| l.is_arabic()).map(|l| l.text.len()).sum();
        Style { arabic: arabic * 2 > all, open: open > closed }
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
            ("اترك تعليقاً", Label::Drop(D::CommentForm)),
            ("تابعنا على فيسبوك", Label::Drop(D::Service)),
            ("نشر في صحيفة الأفق يوم 03 - 09 - 2021", Label::Drop(D::Republication)),
            ("المصدر: رويترز", Label::Drop(D::Republication)),
            ("الأحد 3 سبتمبر 2023 09:23 ص", Label::Drop(D::Date)),
            ("قبل 3 ساعات", Label::Drop(D::Date)),
            ("كتبت هالة منصور", Label::Drop(D::Author)),
            ("By Jane Roe", Label::Drop(D::Author)),
            ("Advertisement", Label::Drop(D::Menu)),
            ("12 Comments", Label::Drop(D::CommentForm)),
            ("Sign up for our weekly letter about ships", Label::Drop(D::Service)),
            ("© 2024 Harbour Post. All rights reserved.", Label::Drop(D::Policy)),
            ("هذه المقالات لا تعبر بالضرورة عن رأي الموقع", Label::Drop(D::Policy)),
            ("Subscribe to continue reading", Label::Drop(D::Paywall)),
            ("هذا المقال متاح للمشتركين فقط", Label::Drop(D::Paywall)),
            ("Reporting by Jane Roe; Editing by John Doe", Label::Drop(D::Bio)),
            ("Photo by Jane Roe/Getty Images", Label::Credit),
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
            "“Thank you for reading this out,” the judge told the clerk of the court.",
            "For more than twenty years the two ports have shared one harbour master.",
            "About 300 people waited at the gate before the doors were opened.",
            "انضم إلى الحزب بعد عامين من تأسيسه وترك العمل في الميناء.",
        ] {
            assert_eq!(labels(text), [Label::Body], "{text}");
        }
    }
}
