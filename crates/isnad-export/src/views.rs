//! Answers to single questions: the lineage of a story, its timeline, why two pages belong together,
//! and what the ledger holds.

use std::collections::BTreeMap;

use isnad_story::{Evidence, Relation, Similarity, Story};
use schemars::JsonSchema;
use serde::Serialize;

use crate::stories::{MomentJson, SaidJson, link_kind, moment, said};

/// `isnad.lineage/1`: who took a story from whom, with the passages that show it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.lineage/1")]
pub struct LineageViewJson {
    /// Always `isnad.lineage/1`.
    #[schemars(extend("const" = "isnad.lineage/1"))]
    pub schema: &'static str,
    /// Id of the story.
    pub story: String,
    /// The headline of the page that came first.
    pub title: String,
    /// Its pages, the earliest first; a page that names further sources has an entry for each.
    pub pages: Vec<PageLineageJson>,
}

/// Where a page has its story from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageLineageJson {
    /// The page.
    pub article: String,
    /// The pages that it was taken from.
    pub parents: Vec<ParentPassagesJson>,
    /// Outlets and agencies through which it came, the origin first.
    pub chain: Vec<String>,
    /// What it goes back to at first hand.
    pub origins: Vec<String>,
}

/// A page that another one was taken from, with the passages.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ParentPassagesJson {
    /// The page.
    pub article: String,
    /// As in `isnad.stories/1`.
    pub kind: &'static str,
    /// Per cent of the later page's words that the earlier one explains.
    pub explained: u8,
    /// The passages that show it.
    pub passages: Vec<PassageJson>,
}

/// Words of the later page and those of the earlier one that they come from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PassageJson {
    /// In the later page.
    pub child: String,
    /// In the earlier page; empty where it is only named.
    pub parent: String,
}

/// `isnad.timeline/1`: what happened when, as the pages of a story tell it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.timeline/1")]
pub struct TimelineViewJson {
    /// Always `isnad.timeline/1`.
    #[schemars(extend("const" = "isnad.timeline/1"))]
    pub schema: &'static str,
    /// Id of the story.
    pub story: String,
    /// The headline of the page that came first.
    pub title: String,
    /// Its moments by date.
    pub moments: Vec<MomentJson>,
}

/// `isnad.why/1`: what two pages have in common.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.why/1")]
pub struct WhyJson {
    /// Always `isnad.why/1`.
    #[schemars(extend("const" = "isnad.why/1"))]
    pub schema: &'static str,
    /// The earlier page.
    pub a: String,
    /// The later page.
    pub b: String,
    /// Whether they stand in one story.
    pub same_story: bool,
    /// How alike they are, from 0 to 1.
    pub score: f32,
    /// What they share, the most telling first.
    pub shared: Vec<SharedJson>,
}

/// Something that two pages share.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SharedJson {
    /// A stem, concept, number, entity, date or event.
    pub feature: String,
    /// Its part of the score.
    pub weight: f32,
}

/// `isnad.ledger/1`: what stands between states, over all pages of a desk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.ledger/1")]
pub struct LedgerViewJson {
    /// Always `isnad.ledger/1`.
    #[schemars(extend("const" = "isnad.ledger/1"))]
    pub schema: &'static str,
    /// The day asked about; null for all days.
    pub on: Option<String>,
    /// The relations that answer the question.
    pub relations: Vec<RelationJson>,
    /// Who must do what if a state is attacked; only where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duties: Option<Vec<DutyJson>>,
}

/// A standing relation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RelationJson {
    /// As in the ledger of a record.
    pub kind: String,
    /// Alpha-3 codes or entity ids.
    pub parties: Vec<String>,
    /// What it is called.
    pub name: Option<String>,
    /// ISO 8601 date on which it begins.
    pub from: Option<String>,
    /// Whether `from` is the day of the first page that tells it.
    pub from_page: bool,
    /// ISO 8601 date on which it ended.
    pub until: Option<String>,
    /// What took its place.
    pub replaced_by: Option<String>,
    /// Its duties, each with the words that tell it.
    pub obligations: BTreeMap<String, Vec<SaidJson>>,
    /// Duties that it leaves out, each with the words that tell so.
    pub lacks: BTreeMap<String, Vec<SaidJson>>,
    /// What is handed over.
    pub goods: Vec<String>,
    /// Who leads.
    pub person: Option<String>,
    /// Which office.
    pub office: Option<String>,
    /// Whether it is only alleged.
    pub alleged: bool,
    /// Who alleges it.
    pub claimed_by: Vec<String>,
    /// The words of the pages.
    pub words: Vec<SaidJson>,
}

/// What somebody owes to a state that is attacked.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DutyJson {
    /// Who owes it.
    pub who: String,
    /// `mutual_defence` (to assist) or `consultation` (to talk).
    pub duty: String,
    /// Under what.
    pub instrument: Option<String>,
    /// Since when.
    pub from: Option<String>,
    /// The words that tell it.
    pub words: Vec<SaidJson>,
}

/// The lineage of a story as one line of JSON; `text` gives the text of a page.
pub fn lineage_json(story: &Story, text: impl Fn(&str) -> String) -> String {
    let cut = |source: &str, span: isnad_text::Span| span.of(&text(source)).to_owned();
    let entry = |entry: &isnad_story::Lineage| PageLineageJson {
        article: entry.article.clone(),
        parents: entry
            .parents
            .iter()
            .map(|parent| ParentPassagesJson {
                article: parent.article.clone(),
                kind: link_kind(parent.kind),
                explained: parent.explained,
                passages: parent
                    .passages
                    .iter()
                    .map(|p| PassageJson {
                        child: cut(&entry.article, p.child),
                        parent: cut(&parent.article, p.parent),
                    })
                    .collect(),
            })
            .collect(),
        chain: entry.chain.clone(),
        origins: entry.origins.clone(),
    };
    line(&LineageViewJson {
        schema: "isnad.lineage/1",
        story: story.id.clone(),
        title: story.title.clone(),
        pages: story.lineage.iter().map(entry).collect(),
    })
}

/// The timeline of a story as one line of JSON.
pub fn timeline_json(story: &Story) -> String {
    line(&TimelineViewJson {
        schema: "isnad.timeline/1",
        story: story.id.clone(),
        title: story.title.clone(),
        moments: story.timeline.iter().map(moment).collect(),
    })
}

/// What two pages share as one line of JSON.
pub fn why_json(a: &str, b: &str, same_story: bool, similarity: &Similarity) -> String {
    let shared = similarity.shared.iter();
    line(&WhyJson {
        schema: "isnad.why/1",
        a: a.to_owned(),
        b: b.to_owned(),
        same_story,
        score: similarity.score,
        shared: shared
            .map(|(feature, weight)| SharedJson { feature: feature.clone(), weight: *weight })
            .collect(),
    })
}

/// An answer of the ledger as one line of JSON.
pub fn ledger_json(
    on: Option<&str>,
    relations: &[&Relation],
    duties: Option<Vec<DutyJson>>,
) -> String {
    line(&LedgerViewJson {
        schema: "isnad.ledger/1",
        on: on.map(str::to_owned),
        relations: relations.iter().map(|r| relation(r)).collect(),
        duties,
    })
}

/// Words of pages as they are exported.
pub fn all_said(words: &[Evidence]) -> Vec<SaidJson> {
    words.iter().map(said).collect()
}

fn relation(relation: &Relation) -> RelationJson {
    let told = |duties: &BTreeMap<String, Vec<Evidence>>| {
        duties.iter().map(|(duty, words)| (duty.clone(), all_said(words))).collect()
    };
    RelationJson {
        kind: relation.kind.clone(),
        parties: relation.parties.clone(),
        name: relation.name.clone(),
        from: relation.from.clone(),
        from_page: relation.from_page,
        until: relation.until.clone(),
        replaced_by: relation.replaced_by.clone(),
        obligations: told(&relation.obligations),
        lacks: told(&relation.lacks),
        goods: relation.goods.iter().cloned().collect(),
        person: relation.person.clone(),
        office: relation.office.clone(),
        alleged: relation.alleged,
        claimed_by: relation.claimed_by.iter().cloned().collect(),
        words: all_said(&relation.evidence),
    }
}

fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
