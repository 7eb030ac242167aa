//! `isnad.who/1`: whom words mean, and what is known of them; and `isnad.entities/1`: the entities
//! of a desk with counts. The types of their JSON.

use std::collections::BTreeMap;

use isnad_extract::{EntityKind, who::Candidate};
use isnad_pack::{
    Pack,
    world::{Entity, Strength},
};
use schemars::JsonSchema;
use serde::Serialize;

/// Whom words may mean.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.who/1")]
pub struct WhoJson {
    /// Always `isnad.who/1`.
    #[schemars(extend("const" = "isnad.who/1"))]
    pub schema: &'static str,
    /// The words.
    pub query: String,
    /// The day in question, ISO 8601.
    pub on: Option<String>,
    /// Hash of the pack that was used.
    pub pack: String,
    /// Who may be meant, likeliest first.
    pub candidates: Vec<CandidateJson>,
    /// Only where nobody is known by the words: names that are written almost so.
    pub nearest: Vec<NearJson>,
}

/// Somebody whom words may mean.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CandidateJson {
    /// Alpha-3 code or slug.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// Finer kind (`capital`, `ministry`), if known.
    pub sort: Option<String>,
    /// English name.
    pub name_en: String,
    /// Arabic name; empty if none is known.
    pub name_ar: String,
    /// Why the words may mean it: `id`, `office`, `full-name`, `short-name`, `risky-name` (an ordinary
    /// word too), `demonym`, `part-of-name`.
    pub why: String,
    /// State that it belongs to.
    pub state: Option<String>,
    /// Offices in the order in which they were held.
    pub offices: Vec<OfficeJson>,
    /// All names that texts may use.
    pub spellings: Vec<SpellingJson>,
    /// Codes of a state: `iso2`, `cow`, `gw`, `cameo`, `fips`, `wikidata`.
    pub codes: BTreeMap<String, String>,
    /// First and last year of existence, where limited.
    pub years: (Option<i32>, Option<i32>),
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
}

/// An office and its time.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OfficeJson {
    /// State or body.
    pub of: String,
    /// Slug of the office.
    pub office: String,
    /// First day, month or year; null if unknown.
    pub from: Option<String>,
    /// Last; null while it is held.
    pub to: Option<String>,
    /// Whether it is held on the day in question; without one, whether it is held still.
    pub held: bool,
}

/// A name.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SpellingJson {
    /// As written.
    pub text: String,
    /// ISO 639-1 code of the language.
    pub lang: String,
    /// `full`, `short`, or `risky` where it is an ordinary word too.
    pub strength: String,
}

/// A name that is written almost like the words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NearJson {
    /// The name.
    pub name: String,
    /// Whom it names.
    pub id: String,
}

/// The entities of a desk.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.entities/1")]
pub struct EntitiesJson {
    /// Always `isnad.entities/1`.
    #[schemars(extend("const" = "isnad.entities/1"))]
    pub schema: &'static str,
    /// The entities, those of most pages first.
    pub entities: Vec<EntityCountJson>,
}

/// An entity and how often it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EntityCountJson {
    /// Alpha-3 code or slug.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// Pages that name it.
    pub pages: usize,
    /// Places where it is named.
    pub mentions: usize,
    /// Events of which it is an actor.
    pub actor: usize,
    /// Events of which it is a recipient.
    pub recipient: usize,
    /// Quotes of which it is the speaker.
    pub speaker: usize,
}

impl CandidateJson {
    /// The exported form of a candidate on a day.
    pub fn new(candidate: &Candidate<'_>, pack: &Pack, on: Option<&str>) -> CandidateJson {
        let entity = candidate.entity;
        let some = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        CandidateJson {
            id: entity.id.clone(),
            kind: entity_kind(entity.kind.into()),
            sort: some(&entity.sort),
            name_en: entity.name_en.clone(),
            name_ar: entity.name_ar.clone(),
            why: candidate.why.name().to_owned(),
            state: some(&entity.state).filter(|state| *state != entity.id),
            offices: entity
                .offices
                .iter()
                .map(|o| OfficeJson {
                    of: o.of.clone(),
                    office: o.office.clone(),
                    from: some(&o.from),
                    to: some(&o.to),
                    held: on.map_or(o.to.is_empty(), |day| o.held_on(day)),
                })
                .collect(),
            spellings: spellings(entity, pack),
            codes: entity.codes.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect(),
            years: entity.years,
            coordinates: entity.coordinates,
        }
    }
}

fn spellings(entity: &Entity, pack: &Pack) -> Vec<SpellingJson> {
    let own = pack.world.names.iter().filter(|n| pack.world.entity(n.entity).id == entity.id);
    let spelling = |n: &isnad_pack::world::Name| SpellingJson {
        text: n.text.clone(),
        lang: n.lang.code().to_owned(),
        strength: match n.strength {
            Strength::Full => "full",
            Strength::Short => "short",
            Strength::Bare => "risky",
        }
        .to_owned(),
    };
    own.map(spelling).collect()
}

/// The name of a kind of entity, in lower case.
pub fn entity_kind(kind: EntityKind) -> String {
    // The inner type names its kinds for the desk; the names are the same here.
    let name = serde_json::to_value(kind).ok();
    name.as_ref().and_then(|n| n.as_str()).unwrap_or_default().to_owned()
}
