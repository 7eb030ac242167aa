//! `isnad.stories/1`: what many pages tell together, one JSON object for a desk.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the format.
pub const STORIES_SCHEMA: &str = "isnad.stories/1";

/// All stories of a desk. Pages are named as in `page.source` of their records.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.stories/1")]
pub struct StoriesJson<'a> {
    /// Always `isnad.stories/1`.
    #[schemars(extend("const" = "isnad.stories/1"))]
    pub schema: &'static str,
    /// The stories.
    pub stories: &'a [StoryJson],
}

/// Pages that tell the same story.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
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
    pub same_quotes: Vec<Vec<SaidJson>>,
    /// What happened when.
    pub timeline: Vec<MomentJson>,
}

/// Where a page has its story from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct LineageJson {
    /// The page.
    pub article: String,
    /// The pages that it was taken from.
    pub parents: Vec<ParentJson>,
    /// Outlets and agencies through which it came, the origin first.
    pub chain: Vec<String>,
}

/// A page that another one was taken from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct ParentJson {
    /// The page.
    pub article: String,
    /// `verbatim`, `cut`, `edited`, `partial`, `translation`, `aggregated`, `cited`,
    /// `shared-quotes` or `common-origin`.
    #[schemars(extend("enum" = ["verbatim", "cut", "edited", "partial", "translation",
        "aggregated", "cited", "shared-quotes", "common-origin"]))]
    pub kind: String,
}

/// A claim that pages make, with its values and origins.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
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
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct ValueJson {
    /// The value.
    pub value: String,
    /// The pages that give it.
    pub articles: Vec<String>,
    /// The words of the first of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A contradiction.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct ConflictJson {
    /// What it is about.
    pub about: String,
    /// The detail on which they differ.
    pub attribute: String,
    /// The values that exclude one another.
    pub values: Vec<ValueJson>,
}

/// A claim on which pages agree.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct AgreementJson {
    /// What is claimed.
    pub claim: String,
    /// The pages that state it.
    pub articles: Vec<String>,
}

/// An utterance as one page words it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct SaidJson {
    /// The page.
    pub article: String,
    /// The words.
    pub text: String,
}

/// A moment of the story.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(!default)]
pub struct MomentJson {
    /// ISO 8601 date or period.
    pub date: String,
    /// What happened.
    pub what: String,
    /// The pages that tell it.
    pub articles: Vec<String>,
}

/// The stories of a desk as one line of JSON, without the line feed.
pub fn stories_json(stories: &[StoryJson]) -> String {
    serde_json::to_string(&StoriesJson { schema: STORIES_SCHEMA, stories }).unwrap_or_default()
}
