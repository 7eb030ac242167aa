//! The article: what a careful reader would cut from a page.

use isnad_text::{Lang, Span};
use serde::{Deserialize, Serialize};

/// A page as it arrived: its content and what its sender knows about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Path, address or id that names the page.
    pub source: String,
    /// The content.
    pub content: Content,
    /// What the sender says; believed before what the page says.
    pub hints: Hints,
}

/// What a page holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text without mark-up, as a crawler leaves it.
    Text(String),
    /// HTML, decoded.
    Html(String),
}

impl Default for Content {
    fn default() -> Content {
        Content::Text(String::new())
    }
}

/// What the sender of a page knows about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hints {
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Date or moment of publication, ISO 8601.
    pub published: Option<String>,
    /// Language code.
    pub lang: Option<String>,
    /// Date or moment of the last change, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    /// Section of the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Outlet from which the page was taken, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub republished_from: Option<String>,
    /// Moment at which the page was fetched, ISO 8601; it cannot have been published later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crawled: Option<String>,
}

/// What stands before the reasons for values that no page states.
const INFERRED: &str = "inferred: ";

/// A value and where it was found (`text:line 61`, `json-ld`, `meta:og:title`, `hint`, `url`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The value.
    pub value: String,
    /// Where it was found.
    pub from: String,
}

impl Found {
    /// A value found somewhere.
    pub fn new(value: impl Into<String>, from: impl Into<String>) -> Found {
        Found { value: value.into(), from: from.into() }
    }

    /// A value that the page does not state, and by what it is known.
    pub fn inferred(value: impl Into<String>, by: &str) -> Found {
        Found::new(value, format!("{INFERRED}{by}"))
    }

    /// Whether the page does not state it.
    pub fn is_inferred(&self) -> bool {
        self.from.starts_with(INFERRED)
    }
}

/// A date that a page gives, and for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateCandidate {
    /// ISO 8601 date or moment.
    pub value: String,
    /// Where it was found.
    pub from: String,
    /// What the page says it is.
    pub role: DateRole,
}

/// What a page says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateRole {
    /// The day of first publication.
    Published,
    /// The day of a change.
    Updated,
    /// It stands there without a word.
    Unknown,
}

/// Letters by which the direction of a text is told.
const LETTERS: usize = 1000;

/// The article of a page. All spans of it and of its record point into `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The body: its paragraphs joined by line feeds.
    pub text: String,
    /// The paragraphs, in order, together all of `text` but the line feeds between them.
    pub paragraphs: Vec<Paragraph>,
    /// Headline, without the name of the site.
    pub title: Option<Found>,
    /// Publisher: the id of a known outlet, else its name as the page gives it.
    pub outlet: Option<Found>,
    /// Who wrote it, as the page says.
    pub byline: Option<Found>,
    /// ISO 8601 date or moment of first publication.
    pub published: Option<Found>,
    /// ISO 8601 date or moment of the last change, where the page tells it apart.
    pub updated: Option<Found>,
    /// Every date that the page gives for its publication or a change, the most believed first.
    #[serde(default)]
    pub dates: Vec<DateCandidate>,
    /// Section of the paper.
    pub section: Option<Found>,
    /// Language of the text.
    pub lang: Lang,
    /// Canonical address.
    pub url: Option<String>,
    /// Agencies credited on the page, by id, in order of appearance.
    pub agencies: Vec<Credit>,
    /// Outlets from which the page says it was taken, nearest first.
    pub republished_from: Vec<Credit>,
    /// Captions and photo credits.
    pub captions: Vec<String>,
    /// What was cut from the page.
    pub dropped: Vec<Dropped>,
    /// What the reader should know about the page.
    pub diagnostics: Vec<Diagnostic>,
}

impl Article {
    /// Whether a date is the one that was chosen as that of publication or change.
    pub fn chose(&self, date: &DateCandidate) -> bool {
        let chosen = match date.role {
            DateRole::Updated => self.updated.as_ref(),
            DateRole::Published | DateRole::Unknown => self.published.as_ref(),
        };
        chosen.is_some_and(|f| f.value == date.value && f.from == date.from)
    }

    /// An article of one paragraph of which nothing is known but its text.
    pub fn of_text(text: String, lang: Lang) -> Article {
        let body = Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body };
        Article {
            text,
            paragraphs: vec![body],
            title: None,
            outlet: None,
            byline: None,
            published: None,
            updated: None,
            dates: Vec::new(),
            section: None,
            lang,
            url: None,
            agencies: Vec::new(),
            republished_from: Vec::new(),
            captions: Vec::new(),
            dropped: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// What is known of the page beside its text, each with where it was found, by its name.
    pub fn fields(&self) -> [(&'static str, Option<&Found>); 6] {
        [
            ("title", self.title.as_ref()),
            ("outlet", self.outlet.as_ref()),
            ("byline", self.byline.as_ref()),
            ("published", self.published.as_ref()),
            ("updated", self.updated.as_ref()),
            ("section", self.section.as_ref()),
        ]
    }

    /// Whether the text runs from right to left: most of its first letters do.
    pub fn is_rtl(&self) -> bool {
        let leftward = |c: &char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}');
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).take(LETTERS);
        let (rtl, ltr): (Vec<char>, Vec<char>) = letters.partition(leftward);
        rtl.len() > ltr.len()
    }
}

/// A paragraph of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A heading inside the article.
    Heading,
    /// An item of a list.
    Item,
    /// Words set apart as somebody else's: a block quotation.
    Quote,
}

/// A source that the page names: an agency, or the outlet it was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Id of a known outlet or agency, else a slug of the name.
    pub id: String,
    /// The words of the page that name it.
    pub words: String,
    /// Where on the page: `body`, `caption`, `dateline`, `byline`, `credit line`,
    /// `republication note`, `hint`.
    pub place: String,
}

/// A part of the page that is not article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// Its words.
    pub text: String,
    /// What it is.
    pub kind: DroppedKind,
    /// Where it was found (`text:line 12`); empty if nothing is known of its place.
    #[serde(default)]
    pub from: String,
    /// Start of the paragraph before which it stood; the end of the text for what stood behind.
    #[serde(default)]
    pub at: u32,
}

/// Why a part of a page is not article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DroppedKind {
    /// Title line, repeated or not.
    Title,
    /// Names of editors, day of the crawl, name of the paper.
    Masthead,
    /// Menu or navigation.
    Menu,
    /// Headlines of other stories.
    Ticker,
    /// A link to another story.
    Related,
    /// Date line, update line.
    Date,
    /// Note that says where the page was taken from.
    Republication,
    /// Who wrote it: byline, credits of editors and translators.
    Author,
    /// Who the author is, or the house.
    Bio,
    /// Form for comments, or a heading above them.
    CommentForm,
    /// What readers wrote.
    Comments,
    /// Sharing, following, subscribing.
    Service,
    /// Rules of the house: privacy, cookies, rights, disclaimers.
    Policy,
    /// Note that the rest is for those who pay.
    Paywall,
    /// Time of an entry of a page that is written as things happen.
    LiveEntry,
    /// Caption of a picture.
    Caption,
    /// Names of photographers and agencies beside a picture.
    PhotoCredit,
    /// Tracking strings and other machine text.
    Machine,
    /// A line said before.
    Repeated,
    /// Anything else.
    Other,
}

impl DroppedKind {
    /// Why parts of this kind are cut, as a phrase for people.
    pub fn why(self) -> &'static str {
        match self {
            DroppedKind::Title => "the headline, or a line that repeats it",
            DroppedKind::Masthead => "names of editors, day of the visit, name of the paper",
            DroppedKind::Menu => "navigation",
            DroppedKind::Ticker => "headlines of other stories",
            DroppedKind::Related => "leads to another story, or stands behind the article",
            DroppedKind::Date => "says when the page was published or changed",
            DroppedKind::Republication => "says where the page was taken from",
            DroppedKind::Author => "says who wrote it",
            DroppedKind::Bio => "says who the author or the house is",
            DroppedKind::CommentForm => "a form for comments or their heading",
            DroppedKind::Comments => "written by readers",
            DroppedKind::Service => "sharing, following, subscribing",
            DroppedKind::Policy => "privacy, cookies, rights, disclaimers",
            DroppedKind::Paywall => "asks to pay for the rest",
            DroppedKind::LiveEntry => "time of an entry of a live page",
            DroppedKind::Caption => "caption of a picture",
            DroppedKind::PhotoCredit => "who made a picture",
            DroppedKind::Machine => "text for machines",
            DroppedKind::Repeated => "said before on the page",
            DroppedKind::Other => "stands outside the article",
        }
    }
}

/// A remark beside a result: what was found odd in the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// A stable name in kebab-case.
    pub code: String,
    /// What, where and what to do.
    pub message: String,
    /// Where in the article text, if it stands there.
    pub span: Option<Span>,
}
