//! What is needed to read pages: cues of lines that are no article, words of date lines, outlets.

use isnad_text::{Contractions, Span, Token, TokenKind, fold, tokenize, tokenize_with};
use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Source, contractions, fields::FieldWords, markup::MarkupNames,
    outlet_pages::OutletPages, outlets::Outlets, tsv::Table,
};

/// The tables for pages, of all languages together: an Arabic page has English lines and an English
/// one Arabic names.
#[derive(Debug, Default)]
pub struct PagePack {
    /// Cues of lines.
    pub cues: PageCues,
    /// Words of date lines.
    pub dates: PageDates,
    /// Words of classes and properties.
    pub fields: FieldWords,
    /// Outlets and agencies with their names and domains.
    pub outlets: Outlets,
    /// What class and id names of HTML elements say.
    pub markup: MarkupNames,
    /// Where the parts of articles stand on the pages of single outlets.
    pub outlet_pages: OutletPages,
}

impl PagePack {
    /// Reads `page.tsv` and `page_dates.tsv` of all languages and the list of outlets.
    pub fn read(source: &Source, out: &mut Vec<Diagnostic>) -> PagePack {
        let mut pack = PagePack { outlets: Outlets::read(source), ..PagePack::default() };
        pack.outlet_pages = OutletPages::read(source, &pack.outlets);
        pack.cues.contractions = contractions::read(source, out);
        pack.fields = FieldWords::read(source, out);
        pack.markup = MarkupNames::read(source, out);
        for lang in source.languages() {
            let folder = format!("lang/{}", lang.code());
            pack.cues.read(source, &format!("{folder}/page.tsv"), out);
            pack.dates.read(source, &format!("{folder}/page_dates.tsv"), out);
        }
        pack
    }
}

/// What a cue says about its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// Offices of the house.
    Masthead,
    /// Navigation.
    Menu,
    /// Heading of links to other stories, or such a link.
    Related,
    /// Comments and their forms.
    Comments,
    /// Sharing, following, subscribing, policies.
    Service,
    /// Link to the page that was copied.
    SourceLink,
    /// Note that tells where the page was published before.
    Republished,
    /// Line that names the source.
    Source,
    /// Word between the name of an outlet and a date.
    DateOf,
    /// Word that belongs to the names of agencies.
    AgencyWord,
    /// Agencies that are not named.
    Agencies,
    /// Date of publication.
    Published,
    /// Date of the last change.
    Updated,
    /// Remark that the text was changed.
    UpdateNote,
    /// Time counted from now.
    RelativeTime,
    /// Who wrote it.
    Byline,
    /// Who the author is.
    AuthorNote,
    /// Caption or credit of a picture.
    Caption,
    /// Place of people in a picture.
    CaptionPlace,
    /// Words of photo credits that name nobody.
    Pool,
    /// Words with which sentences of articles begin.
    Reporting,
    /// Unit of a time counted from now.
    RelativeUnit,
    /// Word before a time counted from now.
    RelativeHead,
    /// One who reports for the house.
    Reporter,
    /// What stands above or below what a reader wrote.
    CommentHead,
    /// Rules of the house: privacy, cookies, terms, rights, disclaimers.
    Policy,
    /// Note that the rest is for those who pay.
    Paywall,
    /// Heading of what a house says of itself.
    About,
    /// Verb that tells who an author is.
    BioVerb,
    /// What an author is.
    BioRole,
    /// Heading of a page that is written as things happen.
    Live,
}

const KINDS: [(&str, CueKind); 31] = [
    ("masthead", CueKind::Masthead),
    ("menu", CueKind::Menu),
    ("related", CueKind::Related),
    ("comments", CueKind::Comments),
    ("service", CueKind::Service),
    ("source-link", CueKind::SourceLink),
    ("republished", CueKind::Republished),
    ("source", CueKind::Source),
    ("date-of", CueKind::DateOf),
    ("agency-word", CueKind::AgencyWord),
    ("agencies", CueKind::Agencies),
    ("published", CueKind::Published),
    ("updated", CueKind::Updated),
    ("update-note", CueKind::UpdateNote),
    ("relative-time", CueKind::RelativeTime),
    ("byline", CueKind::Byline),
    ("author-note", CueKind::AuthorNote),
    ("caption", CueKind::Caption),
    ("caption-place", CueKind::CaptionPlace),
    ("pool", CueKind::Pool),
    ("reporting", CueKind::Reporting),
    ("relative-unit", CueKind::RelativeUnit),
    ("relative-head", CueKind::RelativeHead),
    ("reporter", CueKind::Reporter),
    ("comment-head", CueKind::CommentHead),
    ("policy", CueKind::Policy),
    ("paywall", CueKind::Paywall),
    ("about", CueKind::About),
    ("bio-verb", CueKind::BioVerb),
    ("bio-role", CueKind::BioRole),
    ("live", CueKind::Live),
];

/// Where in its line a cue must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CuePlace {
    /// At the beginning.
    Start,
    /// It is the whole line, numbers before and after it aside.
    Whole,
    /// At the end.
    End,
    /// Anywhere.
    Any,
}

/// A cue found: indices of the first word and of the word after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueHit {
    /// What it says.
    pub kind: CueKind,
    /// Where it must stand.
    pub place: CuePlace,
    /// First word.
    pub start: usize,
    /// Word after the last.
    pub end: usize,
}

#[derive(Debug)]
struct Cue {
    words: Vec<String>,
    kind: CueKind,
    place: CuePlace,
}

/// The cues, by their first word.
#[derive(Debug, Default)]
pub struct PageCues {
    by_first: FxHashMap<String, Vec<Cue>>,
    contractions: Contractions,
}

impl PageCues {
    fn read(&mut self, source: &Source, path: &str, out: &mut Vec<Diagnostic>) {
        let table = Table::read(source, path);
        let mut faults = Vec::new();
        for row in table.rows() {
            let kind = KINDS.iter().find(|(name, _)| *name == row.get("kind"));
            let place = match row.get("place") {
                "start" => Some(CuePlace::Start),
                "whole" => Some(CuePlace::Whole),
                "end" => Some(CuePlace::End),
                "any" => Some(CuePlace::Any),
                _ => None,
            };
            let (Some((_, kind)), Some(place)) = (kind, place) else {
                let message = format!("no cue `{} {}`", row.get("kind"), row.get("place"));
                faults.push(row.fault(
                    row.get("kind"),
                    "unknown-class",
                    message,
                    "see CueKind and CuePlace",
                ));
                continue;
            };
            row.list("forms").for_each(|form| self.insert(form, *kind, place));
        }
        out.append(&mut faults);
    }

    fn insert(&mut self, form: &str, kind: CueKind, place: CuePlace) {
        let words = self.tokens(form).into_iter().filter(is_word);
        let words: Vec<String> = words.map(|t| t.norm.to_string()).collect();
        if let Some(first) = words.first() {
            self.by_first.entry(first.clone()).or_default().push(Cue { words, kind, place });
        }
    }

    /// The tokens of a line.
    pub fn tokens(&self, line: &str) -> Vec<Token> {
        tokenize_with(line, Span::new(0, line.len()), &self.contractions)
    }

    /// All cues in the words of a line (see [`is_word`]).
    pub fn find(&self, words: &[Token]) -> Vec<CueHit> {
        let mut out = Vec::new();
        let is_named = |w: &Token| w.kind != TokenKind::Number;
        let first = words.iter().position(is_named).unwrap_or_default();
        let last = words.iter().rposition(is_named).map_or(0, |i| i + 1);
        for (start, word) in words.iter().enumerate() {
            for cue in self.by_first.get(word.norm.as_str()).into_iter().flatten() {
                let end = start + cue.words.len();
                let fits = match cue.place {
                    CuePlace::Start => start == 0,
                    CuePlace::Whole => start <= first && end >= last,
                    CuePlace::End => end == words.len(),
                    CuePlace::Any => true,
                };
                // Most cues begin with a word that many do, and stand elsewhere.
                let same = |(word, cue): (&Token, &String)| word.norm == *cue;
                if fits
                    && end <= words.len()
                    && words[start..end].iter().zip(&cue.words).skip(1).all(same)
                {
                    out.push(CueHit { kind: cue.kind, place: cue.place, start, end });
                }
            }
        }
        out
    }
}

/// The words and numbers of a text, marks left out but for the sign of copyright.
pub fn words_of(text: &str) -> Vec<Token> {
    let mut tokens = tokenize(text, Span::new(0, text.len()));
    tokens.retain(is_word);
    tokens
}

/// Whether a token is a word, a number or the sign of copyright.
pub fn is_word(token: &Token) -> bool {
    token.kind != TokenKind::Mark || token.norm == "©"
}

/// What a word of a date line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    /// A month, from 1.
    Month(u8),
    /// A day of the week, Monday 1.
    Weekday(u8),
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// The day of publication.
    Today,
    /// A word without weight.
    Filler,
}

/// The words of date lines by their folded forms of one or two words.
#[derive(Debug, Default)]
pub struct PageDates {
    words: FxHashMap<String, DateWord>,
}

impl PageDates {
    fn read(&mut self, source: &Source, path: &str, out: &mut Vec<Diagnostic>) {
        let table = Table::read(source, path);
        let mut faults = Vec::new();
        for row in table.rows() {
            let number = row.get("value").parse::<u8>().unwrap_or(0);
            let word = match (row.get("kind"), row.get("value")) {
                ("month", _) if (1..=12).contains(&number) => DateWord::Month(number),
                ("weekday", _) if (1..=7).contains(&number) => DateWord::Weekday(number),
                ("half", "am") => DateWord::Am,
                ("half", "pm") => DateWord::Pm,
                ("today", _) => DateWord::Today,
                ("filler" | "era", _) => DateWord::Filler,
                (kind, value) => {
                    let message = format!("no date word `{kind} {value}`");
                    faults.push(row.fault(
                        row.get("kind"),
                        "unknown-class",
                        message,
                        "see DateWord",
                    ));
                    continue;
                }
            };
            for form in row.list("forms") {
                self.words.entry(fold(form)).or_insert(word);
            }
        }
        out.append(&mut faults);
    }

    /// What a folded word is.
    pub fn get(&self, folded: &str) -> Option<DateWord> {
        self.words.get(folded).copied()
    }

    /// What two folded words are together (`تشرين الثاني`).
    pub fn pair(&self, first: &str, second: &str) -> Option<DateWord> {
        self.get(&format!("{first} {second}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_stand_where_they_must() {
        let mut cues = PageCues::default();
        cues.insert("اقرأ أيضا", CueKind::Related, CuePlace::Start);
        cues.insert("التعليقات", CueKind::Comments, CuePlace::Whole);
        let kinds = |text: &str| -> Vec<CueKind> {
            cues.find(&words_of(text)).into_iter().map(|h| h.kind).collect()
        };
        assert_eq!(kinds("إقرأ أيضاً: خبر آخر"), [CueKind::Related]);
        assert_eq!(kinds("التعليقات (3)"), [CueKind::Comments]);
        assert_eq!(kinds("3 التعليقات"), [CueKind::Comments]);
        assert!(kinds("قرأ التعليقات كلها").is_empty());
    }
}
