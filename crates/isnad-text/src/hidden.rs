//! Characters that deceive readers: marks that change the order in which words show, marks without
//! width inside words, and letters of one script that pass for those of another.
//!
//! Folding drops such marks, so that matching is not misled; people should be told. What honest
//! text is full of is no finding: marks of direction beside numbers and quotation marks, closed
//! isolates, ZWNJ in Persian.

use crate::{
    Span,
    token::{is_arabic, is_european},
};

/// How a character may deceive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deceit {
    /// An override shows letters or digits in another order than they are stored.
    Override,
    /// An embedding or isolate is open at the end of its line.
    Unclosed,
    /// An embedding or isolate begins inside a word or number.
    OrderInsideWord,
    /// A mark without width stands inside a word or number that does not need it.
    HiddenInsideWord,
    /// A word mixes letters of two scripts that look alike.
    MixedScripts,
}

impl Deceit {
    /// All ways.
    pub const ALL: [Deceit; 5] = [
        Deceit::Override,
        Deceit::Unclosed,
        Deceit::OrderInsideWord,
        Deceit::HiddenInsideWord,
        Deceit::MixedScripts,
    ];

    /// A stable name in kebab-case.
    pub fn code(self) -> &'static str {
        match self {
            Deceit::Override => "bidi-override",
            Deceit::Unclosed => "bidi-unclosed",
            Deceit::OrderInsideWord => "bidi-inside-word",
            Deceit::HiddenInsideWord => "hidden-inside-word",
            Deceit::MixedScripts => "mixed-scripts",
        }
    }
}

/// A character or word that may deceive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// How.
    pub deceit: Deceit,
    /// The mark, or the word of mixed scripts.
    pub span: Span,
}

/// What a letter or digit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Digit,
    /// Scripts whose words may need joiners.
    Other,
}

/// Finds what may deceive in a text, in order of place and kind.
pub fn deceptive(text: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    if text.is_ascii() {
        return out;
    }
    // Most texts hold neither, and are looked through once.
    if text.contains(is_hidden) {
        marks(text, &mut out);
    }
    if may_look_alike(text) {
        mixed_words(text, &mut out);
    }
    out.sort_by_key(|f| (f.span, f.deceit));
    out
}

/// Marks of order and marks without width.
fn marks(text: &str, out: &mut Vec<Finding>) {
    let mut order = Order::default();
    let (mut before, mut after, mut shown) = (None, None, 0);
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        if c == '\n' {
            order.end_line(out);
            before = None;
        } else if !is_hidden(c) {
            before = script_of(c);
            order.letters += usize::from(before.is_some());
        } else {
            // What follows is the same for all marks of a run.
            if at >= shown {
                let rest = &text[at..];
                shown = at + rest.find(|c| !is_hidden(c)).unwrap_or(rest.len());
                after = text[shown..].chars().next().and_then(script_of);
            }
            mark(c, span, before, after, out);
            order.follow(c, span, out);
        }
    }
    order.end_line(out);
}

/// What is open in a line, and how many letters and digits were seen so far.
#[derive(Default)]
struct Order {
    open: Vec<Opened>,
    isolates: usize,
    letters: usize,
}

/// A mark that opened another order.
struct Opened {
    mark: char,
    span: Span,
    /// Letters and digits before it.
    letters: usize,
}

/// A mark between two letters of one script, or two digits.
fn mark(
    c: char,
    span: Span,
    before: Option<Script>,
    after: Option<Script>,
    out: &mut Vec<Finding>,
) {
    let Some(script) = before else { return };
    let needed = match script {
        Script::Other => true,
        Script::Arabic => matches!(c, '\u{200C}' | '\u{200D}' | '\u{034F}'),
        _ => false,
    };
    if needed || after != Some(script) {
        return;
    }
    let deceit = match c {
        '\u{202D}' | '\u{202E}' | '\u{202C}' | '\u{2069}' => return,
        '\u{202A}' | '\u{202B}' | '\u{2066}'..='\u{2068}' => Deceit::OrderInsideWord,
        _ => Deceit::HiddenInsideWord,
    };
    out.push(Finding { deceit, span });
}

impl Order {
    /// Keeps account of what is open; an override is reported where it ends.
    fn follow(&mut self, c: char, span: Span, out: &mut Vec<Finding>) {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => {
                let opened = Opened { mark: c, span, letters: self.letters };
                self.isolates += usize::from(opened.is_isolate());
                self.open.push(opened);
            }
            '\u{202C}' if self.open.last().is_some_and(|o| !o.is_isolate()) => {
                out.extend(self.open.pop().and_then(|o| self.overriding(&o)));
            }
            // The end of an isolate closes whatever was opened in it.
            '\u{2069}' if self.isolates > 0 => {
                self.isolates -= 1;
                while let Some(opened) = self.open.pop() {
                    out.extend(self.overriding(&opened));
                    if opened.is_isolate() {
                        break;
                    }
                }
            }
            _ => {}
        }
    }

    /// Reports what is open at the end of a line.
    fn end_line(&mut self, out: &mut Vec<Finding>) {
        for opened in std::mem::take(&mut self.open).iter().filter(|o| self.holds(o)) {
            let deceit = self.overriding(opened).map_or(Deceit::Unclosed, |f| f.deceit);
            out.push(Finding { deceit, span: opened.span });
        }
        self.isolates = 0;
    }

    /// Whether a letter or digit stands behind what was opened.
    fn holds(&self, opened: &Opened) -> bool {
        self.letters > opened.letters
    }

    fn overriding(&self, opened: &Opened) -> Option<Finding> {
        let overrides = matches!(opened.mark, '\u{202D}' | '\u{202E}') && self.holds(opened);
        overrides.then_some(Finding { deceit: Deceit::Override, span: opened.span })
    }
}

impl Opened {
    fn is_isolate(&self) -> bool {
        matches!(self.mark, '\u{2066}'..='\u{2068}')
    }
}

/// Words of Latin, Cyrillic or Greek letters that hold look-alikes of another of these scripts.
fn mixed_words(text: &str, out: &mut Vec<Finding>) {
    let mut rest = 0;
    while let Some(start) = text[rest..].find(is_word_letter).map(|at| rest + at) {
        let word = &text[start..];
        let len = word.find(|c| !is_word_letter(c) && !is_hidden(c)).unwrap_or(word.len());
        if is_mixed(&word[..len]) {
            let span = Span::new(start, start + len).trim_matches(text, is_hidden);
            out.push(Finding { deceit: Deceit::MixedScripts, span });
        }
        rest = start + len;
    }
}

fn is_word_letter(c: char) -> bool {
    matches!(script_of(c), Some(Script::Latin | Script::Cyrillic | Script::Greek))
        || ('\u{0300}'..='\u{036F}').contains(&c)
}

fn is_mixed(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    let has = |script| word.chars().any(|c| script_of(c) == Some(script));
    let scripts = [Script::Latin, Script::Cyrillic, Script::Greek].into_iter().filter(|s| has(*s));
    scripts.count() > 1 && word.chars().any(is_look_alike)
}

/// Whether a text can hold such letters: those of U+0340 to U+053F begin with these bytes.
fn may_look_alike(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, 0xCD..=0xD4))
}

/// Letters of Cyrillic and Greek that pass for Latin ones.
fn is_look_alike(c: char) -> bool {
    "асеорхуіјѕһԁԛԝАВЕКМНОРСТХУІЈЅονρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".contains(c)
}

fn script_of(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        _ if is_european(c) => Some(if c < '\u{0400}' { Script::Latin } else { Script::Cyrillic }),
        _ if c.is_numeric() => Some(Script::Digit),
        _ if is_arabic(c) => Some(Script::Arabic),
        _ if !c.is_alphabetic() => None,
        'À'..='ʯ' | 'Ḁ'..='ỿ' => Some(Script::Latin),
        '\u{0400}'..='\u{052F}' => Some(Script::Cyrillic),
        '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Script::Greek),
        _ => Some(Script::Other),
    }
}

/// Whether a character shows nothing itself.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        deceptive(text).into_iter().map(|f| (f.deceit.code(), f.span.of(text))).collect()
    }

    #[test]
    fn honest_text_has_no_findings() {
        for text in [
            "بلغ العدد \u{200F}12\u{200F} سفينة، و\u{200E}AFP\u{200E} أكدت",
            "قال \u{2067}«نعم»\u{2069} ثم \u{2066}Reuters\u{2069} وإف\u{2066}16\u{2069}",
            "\u{202B}نص عربي كامل\u{202C}\nسطر آخر",
            "می\u{200C}شود و نامه\u{200C}ها",
            "بيان من \u{200F}(وكالات)\u{200F}",
            "\u{FEFF}First words. Erdoğan met Müller at 10 μm and Ωm.",
            "Московский корреспондент BBC и NASA",
            "क\u{094D}\u{200D}ष 👩\u{200D}🚀",
            "مـحـمـد وَقَّعَ",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn letters_that_look_alike_begin_with_the_bytes_that_are_looked_for() {
        for c in ('\u{0370}'..='\u{1FFF}').filter(|c| is_look_alike(*c)) {
            assert!(may_look_alike(&c.to_string()), "{c}");
        }
        assert!(is_look_alike('а') && is_look_alike('ν') && is_look_alike('Х'));
    }

    #[test]
    fn finds_marks_that_turn_the_order() {
        for (text, want) in [
            ("pay \u{202E}0001\u{202C} euros", vec![("bidi-override", "\u{202E}")]),
            ("ألغت \u{202D}الدفعة", vec![("bidi-override", "\u{202D}")]),
            ("see \u{2067}evil text\nnext line", vec![("bidi-unclosed", "\u{2067}")]),
            ("12\u{202B}34\u{202C} dead", vec![("bidi-inside-word", "\u{202B}")]),
            (
                "a\u{2067}b \u{202E}c\u{2069} d",
                vec![("bidi-inside-word", "\u{2067}"), ("bidi-override", "\u{202E}")],
            ),
            ("empty \u{202E}\u{202C} and \u{2066}\n", vec![]),
        ] {
            assert_eq!(found(text), want, "{text:?}");
        }
    }

    #[test]
    fn finds_marks_without_width_inside_words() {
        for (text, mark) in [
            ("mini\u{200B}ster", "\u{200B}"),
            ("mini\u{00AD}ster", "\u{00AD}"),
            ("mini\u{200C}ster", "\u{200C}"),
            ("وز\u{200B}ير", "\u{200B}"),
            ("1\u{2060}00", "\u{2060}"),
            ("mini\u{200E}ster", "\u{200E}"),
        ] {
            assert_eq!(found(text), [("hidden-inside-word", mark)], "{text:?}");
        }
    }

    #[test]
    fn finds_look_alikes() {
        assert_eq!(found("the p\u{0430}ypal page"), [("mixed-scripts", "p\u{0430}ypal")]);
        assert_eq!(found("Кремлin"), [("mixed-scripts", "Кремлin")]);
        assert_eq!(found("n\u{03BF}w"), [("mixed-scripts", "n\u{03BF}w")]);
    }

    #[test]
    fn long_runs_of_marks_are_read_once() {
        let zero = format!("a{}b", "\u{200B}".repeat(70_000));
        assert_eq!(deceptive(&zero).len(), 70_000);
        let open = format!("{}{}", "\u{202A}".repeat(50_000), "слово ".repeat(10_000));
        assert_eq!(deceptive(&open).len(), 50_000);
        let closed = format!("{}{}", "\u{202A}".repeat(50_000), "\u{2069}".repeat(50_000));
        assert_eq!(deceptive(&closed), []);
    }

    proptest! {
        #[test]
        fn findings_stand_in_any_text(text in r"[a-cа-в0-2ا-ت \n\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]{0,40}", other in any::<String>()) {
            for text in [text, other] {
                let mut at = 0;
                for finding in deceptive(&text) {
                    prop_assert!(at <= finding.span.start && !finding.span.of(&text).is_empty());
                    at = finding.span.start;
                }
            }
        }
    }
}
