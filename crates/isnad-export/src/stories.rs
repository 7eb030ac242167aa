//! `isnad.stories/1`: what many pages tell together, one JSON object for a desk.

use isnad_story::{LinkKind, Part, Story};
use schemars::JsonSchema;
use serde::Serialize;

/// The name of the format.
pub const STORIES_SCHEMA: &str = "isnad.stories/1";

/// All stories of a desk. Pages are named as in `page.source` of their records.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.stories/1")]
pub struct StoriesJson {
    /// Always `isnad.stories/1`.
    #[schemars(extend("const" = "isnad.stories/1"))]
    pub schema: &'static str,
    /// The stories.
    pub stories: Vec<StoryJson>,
}

/// Pages that tell the same story.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StoryJson {
    /// Id of the story.
    pub id: String,
    /// The headline of the page that came first.
    pub title: String,
    /// Its pages.
    pub articles: Vec<String>,
    /// Who took it from whom.
    pub lineage: Vec<LineageJson>,
    /// What the pages state, and from how many origins.
    pub claims: Vec<ClaimJson>,
    /// Where they contradict one another.
    pub conflicts: Vec<ConflictJson>,
    /// Where they say the same.
    pub agreements: Vec<AgreementJson>,
    /// The same words of the same speaker on several pages.
    pub same_quotes: Vec<Vec<UtteranceJson>>,
    /// Much the same words of one speaker that contradict one another in a number or a negation.
    pub conflicting_quotes: Vec<ContradictionJson>,
    /// What happened when.
    pub timeline: Vec<MomentJson>,
}

/// Where a page has its story from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LineageJson {
    /// The page.
    pub article: String,
    /// What of it came this way: the `page`, a `statement` that it tells after a source which it
    /// names, or a `picture`; `listing` if the page is a list of headlines.
    #[schemars(extend("enum" = ["page", "statement", "picture", "listing"]))]
    pub of: &'static str,
    /// The pages that it was taken from.
    pub parents: Vec<ParentJson>,
    /// Outlets and agencies through which it came, the origin first.
    pub chain: Vec<String>,
    /// What it goes back to at first hand: pages, or outlets without a page on the desk.
    pub origins: Vec<String>,
}

/// A page that another one was taken from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ParentJson {
    /// The page.
    pub article: String,
    /// `verbatim`, `cut`, `edited`, `partial`, `translation`, `aggregated`, `cited`,
    /// `shared-quotes` or `common-origin`.
    #[schemars(extend("enum" = ["verbatim", "cut", "edited", "partial", "translation",
        "aggregated", "cited", "shared-quotes", "common-origin"]))]
    pub kind: &'static str,
    /// Per cent of the later page's words that the earlier one explains.
    pub explained: u8,
}

/// A claim that pages make, with its values and origins.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClaimJson {
    /// What is claimed.
    pub claim: String,
    /// Key by which pages compare.
    pub key: String,
    /// The values given.
    pub values: Vec<ValueJson>,
    /// How many outlets carry it.
    pub outlets: usize,
    /// How many of them have it independently.
    pub independent_origins: usize,
    /// How many speakers stand behind it.
    pub speakers: usize,
    /// Whether its values cannot all be true.
    pub conflict: bool,
}

/// A value of a claim or conflict, and who gives it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ValueJson {
    /// The value.
    pub value: String,
    /// The pages that give it.
    pub articles: Vec<String>,
    /// The words of the first of them.
    pub text: String,
    /// The words of each.
    pub words: Vec<SaidJson>,
    /// The value that took its place when the outlet corrected it.
    pub superseded_by: Option<String>,
}

/// A contradiction.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConflictJson {
    /// What it is about.
    pub about: String,
    /// The detail on which they differ.
    pub attribute: String,
    /// The values that exclude one another.
    pub values: Vec<ValueJson>,
}

/// A claim on which pages agree.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AgreementJson {
    /// What is claimed.
    pub claim: String,
    /// The pages that state it.
    pub articles: Vec<String>,
}

/// An utterance as one page words it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UtteranceJson {
    /// The page.
    pub article: String,
    /// The words.
    pub text: String,
    /// Who said them.
    pub speaker: String,
}

/// Two renderings that cannot both be right.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ContradictionJson {
    /// One rendering.
    pub one: UtteranceJson,
    /// The other.
    pub other: UtteranceJson,
    /// In what they differ: `number` or `negation`.
    pub on: String,
}

/// Words of a page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SaidJson {
    /// The page.
    pub article: String,
    /// The words.
    pub text: String,
}

/// A moment of the story.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MomentJson {
    /// ISO 8601 date or period.
    pub date: String,
    /// What happened.
    pub what: String,
    /// The pages that tell it.
    pub articles: Vec<String>,
    /// The words of each.
    pub words: Vec<SaidJson>,
}

/// The stories of a desk as one line of JSON, without the line feed.
pub fn stories_json(stories: &[Story]) -> String {
    let stories = stories.iter().map(StoryJson::new).collect();
    serde_json::to_string(&StoriesJson { schema: STORIES_SCHEMA, stories }).unwrap_or_default()
}

impl StoryJson {
    /// The exported form of a story.
    pub fn new(story: &Story) -> StoryJson {
        StoryJson {
            id: story.id.clone(),
            title: story.title.clone(),
            articles: story.articles.clone(),
            lineage: story.lineage.iter().map(lineage).collect(),
            claims: story.claims.iter().map(claim).collect(),
            conflicts: story.conflicts.iter().map(conflict).collect(),
            agreements: story.agreements.iter().map(agreement).collect(),
            same_quotes: story
                .same_quotes
                .iter()
                .map(|group| group.iter().map(utterance).collect())
                .collect(),
            conflicting_quotes: story.conflicting_quotes.iter().map(contradiction).collect(),
            timeline: story.timeline.iter().map(moment).collect(),
        }
    }
}

fn contradiction(entry: &isnad_story::Contradiction) -> ContradictionJson {
    ContradictionJson {
        one: utterance(&entry.one),
        other: utterance(&entry.other),
        on: entry.on.clone(),
    }
}

/// The name of a kind of link in the export.
pub fn link_kind(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Verbatim => "verbatim",
        LinkKind::Cut => "cut",
        LinkKind::Edited => "edited",
        LinkKind::Partial => "partial",
        LinkKind::Translation => "translation",
        LinkKind::Aggregated => "aggregated",
        LinkKind::Cited => "cited",
        LinkKind::SharedQuotes => "shared-quotes",
        LinkKind::CommonOrigin => "common-origin",
    }
}

fn lineage(entry: &isnad_story::Lineage) -> LineageJson {
    let parent = |p: &isnad_story::Parent| ParentJson {
        article: p.article.clone(),
        kind: link_kind(p.kind),
        explained: p.explained,
    };
    LineageJson {
        article: entry.article.clone(),
        of: match entry.of {
            Part::Page => "page",
            Part::Statement => "statement",
            Part::Picture => "picture",
            Part::Listing => "listing",
        },
        parents: entry.parents.iter().map(parent).collect(),
        chain: entry.chain.clone(),
        origins: entry.origins.clone(),
    }
}

fn claim(claim: &isnad_story::Claim) -> ClaimJson {
    ClaimJson {
        claim: claim.claim.clone(),
        key: claim.key.clone(),
        values: claim.values.iter().map(value).collect(),
        outlets: claim.outlets,
        independent_origins: claim.independent_origins,
        speakers: claim.speakers,
        conflict: claim.conflict,
    }
}

fn value(value: &isnad_story::Value) -> ValueJson {
    ValueJson {
        value: value.value.clone(),
        articles: value.articles.clone(),
        text: value.text.clone(),
        words: value.words.iter().map(said).collect(),
        superseded_by: value.superseded_by.clone(),
    }
}

pub(crate) fn said(evidence: &isnad_story::Evidence) -> SaidJson {
    SaidJson { article: evidence.article.clone(), text: evidence.text.clone() }
}

fn utterance(said: &isnad_story::Said) -> UtteranceJson {
    UtteranceJson {
        article: said.article.clone(),
        text: said.text.clone(),
        speaker: said.speaker.clone(),
    }
}

fn conflict(conflict: &isnad_story::Conflict) -> ConflictJson {
    ConflictJson {
        about: conflict.about.clone(),
        attribute: conflict.attribute.clone(),
        values: conflict.values.iter().map(value).collect(),
    }
}

fn agreement(agreement: &isnad_story::Agreement) -> AgreementJson {
    AgreementJson { claim: agreement.claim.clone(), articles: agreement.articles.clone() }
}

pub(crate) fn moment(moment: &isnad_story::Moment) -> MomentJson {
    MomentJson {
        date: moment.date.clone(),
        what: moment.what.clone(),
        articles: moment.articles.clone(),
        words: moment.words.iter().map(said).collect(),
    }
}
