//! The story: pages about one event, who took it from whom, what they claim, and where they differ.

use isnad_text::Span;
use serde::{Deserialize, Serialize};

/// Pages that tell the same story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    /// Short hash of the earliest page's name.
    pub id: String,
    /// Headline of the page that came first.
    pub title: String,
    /// Sources of its pages, the earliest first.
    pub articles: Vec<String>,
    /// Where each page has the story from; a page that names further sources has an entry for each,
    /// after its own, without parents.
    pub lineage: Vec<Lineage>,
    /// What the pages state.
    pub claims: Vec<Claim>,
    /// Details that cannot all be true.
    pub conflicts: Vec<Conflict>,
    /// What several pages state alike.
    pub agreements: Vec<Agreement>,
    /// Utterances that stand on several pages.
    pub same_quotes: Vec<Vec<Said>>,
    /// Renderings that may be of one utterance but contradict one another.
    pub conflicting_quotes: Vec<Contradiction>,
    /// Events by date.
    pub timeline: Vec<Moment>,
}

/// Where a page has its story from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lineage {
    /// The page.
    pub article: String,
    /// What of the page came this way.
    pub of: Part,
    /// Pages it was taken from, or shares its origin with.
    pub parents: Vec<Parent>,
    /// Outlets through which the story came, the origin first, the page's own outlet last.
    pub chain: Vec<String>,
    /// Sources to which the page goes back at first hand: pages, or outlets without a page here.
    pub origins: Vec<String>,
}

/// What of a page came through a chain.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The page as a whole.
    #[default]
    Page,
    /// Something that it tells after a source which it names.
    Statement,
    /// A picture.
    Picture,
    /// Nothing: the page is a list of headlines.
    Listing,
}

/// A link from a page to an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parent {
    /// The earlier page.
    pub article: String,
    /// What the later page did with it.
    pub kind: LinkKind,
    /// Per cent of the later page's words that the earlier one explains.
    pub explained: u8,
    /// The passages that show it.
    pub passages: Vec<Passage>,
}

/// What a page did with another one.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// Taken over whole.
    Verbatim,
    /// Taken over without some paragraphs.
    Cut,
    /// Taken over with changes.
    Edited,
    /// Some passages taken over.
    Partial,
    /// Put into another language.
    Translation,
    /// Taken over with others on one page.
    Aggregated,
    /// Named as a source and told in own words.
    Cited,
    /// Only the same words of the same speaker.
    SharedQuotes,
    /// The same source, neither from the other.
    #[default]
    CommonOrigin,
}

impl LinkKind {
    /// Whether the later page depends on the earlier one.
    pub fn is_copy(self) -> bool {
        !matches!(self, LinkKind::SharedQuotes | LinkKind::CommonOrigin)
    }

    /// Whether the two pages go back to one origin.
    pub fn joins_origins(self) -> bool {
        self != LinkKind::SharedQuotes
    }
}

/// Words of the later page and those of the earlier one that they come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// In the later page's article text; a credit line outside of it has an empty span.
    pub child: Span,
    /// In the earlier page's article text.
    pub parent: Span,
}

/// Something that pages state, with the values they give.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Claim {
    /// What is claimed, in English.
    pub claim: String,
    /// Key by which pages compare.
    pub key: String,
    /// The values, in the order in which they first appeared.
    pub values: Vec<Value>,
    /// Number of outlets that carry it.
    pub outlets: usize,
    /// Number of origins that do not depend on one another.
    pub independent_origins: usize,
    /// Number of those who ultimately say so.
    pub speakers: usize,
    /// Whether values stand that cannot all be true.
    pub conflict: bool,
}

/// A value, who gives it and in which words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Value {
    /// The value.
    pub value: String,
    /// The pages that give it.
    pub articles: Vec<String>,
    /// The words of the first of them.
    pub text: String,
    /// The words of each page.
    pub words: Vec<Evidence>,
    /// The value that took its place when the same outlet corrected it.
    pub superseded_by: Option<String>,
}

/// Words of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// The page.
    pub article: String,
    /// Where they stand in its article text.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// A detail on which pages contradict one another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conflict {
    /// What it is a detail of.
    pub about: String,
    /// The detail.
    pub attribute: String,
    /// Its values.
    pub values: Vec<Value>,
}

/// A claim on which pages agree.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// What is claimed.
    pub claim: String,
    /// The pages that state it.
    pub articles: Vec<String>,
}

/// An utterance as a page words it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// The page.
    pub article: String,
    /// The words.
    pub text: String,
    /// Where they stand in its article text.
    pub span: Span,
    /// Who said them.
    pub speaker: String,
}

/// Two renderings of much the same words that cannot both be right.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Contradiction {
    /// One rendering, on the page that is told first.
    pub one: Said,
    /// The other.
    pub other: Said,
    /// `number` or `negation`: what only one of them has, or has otherwise.
    pub on: String,
}

/// What happened on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Moment {
    /// ISO 8601 date or period.
    pub date: String,
    /// What happened, in the words of the first page.
    pub what: String,
    /// The pages that tell it.
    pub articles: Vec<String>,
    /// The words of each page.
    pub words: Vec<Evidence>,
}
