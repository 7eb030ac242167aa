//! `isnad.record/1`: what one page says, one JSON object per page. The types of its JSON.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::page::DateCandidateJson;

/// The name of the format.
pub const RECORD_SCHEMA: &str = "isnad.record/1";

/// What one page says. Offsets are Unicode code points into `text`, ends exclusive.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.record/1")]
pub struct RecordJson {
    /// Always `isnad.record/1`.
    #[schemars(extend("const" = "isnad.record/1"))]
    pub schema: &'static str,
    /// Where the page came from.
    pub page: PageJson,
    /// Hash of the pack that made the record.
    pub pack: String,
    /// The article text: its paragraphs joined by line feeds.
    pub text: String,
    /// What the page says about itself.
    pub article: ArticleJson,
    /// Entities named, each once, in the order of their first mention.
    pub entities: Vec<EntityJson>,
    /// Where they are named.
    pub mentions: Vec<MentionJson>,
    /// Reported speech.
    pub quotes: Vec<QuoteJson>,
    /// Who did what to whom, in PLOVER.
    pub events: Vec<EventJson>,
    /// Numbers that count or measure.
    pub figures: Vec<FigureJson>,
    /// Time expressions.
    pub dates: Vec<DateJson>,
    /// Standing relations: treaties, sanctions, memberships, offices.
    pub ledger: Vec<LedgerJson>,
    /// Details on which pages may differ.
    pub attributes: Vec<AttributeJson>,
    /// Only with `--with tokens`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<TokenJson>>,
    /// Only with `--with sentences`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<Range>>,
    /// Only with `--with numbers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numbers: Option<Vec<NumberJson>>,
    /// What the reader should know about the page.
    pub diagnostics: Vec<DiagnosticJson>,
}

/// Code points from `start` to `end`, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Range {
    /// First code point.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
}

/// A range and the words in it, as they stand in the text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Words {
    /// Where they stand.
    #[serde(flatten)]
    pub range: Range,
    /// The words.
    pub text: String,
}

/// Where a page came from.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PageJson {
    /// Path, address or id.
    pub source: String,
    /// SHA-256 of the content.
    pub sha256: String,
}

/// What the page says about itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ArticleJson {
    /// Publisher: id of a known outlet, else its name as the page gives it.
    pub outlet: Option<String>,
    /// Where that was found: `json-ld`, `meta:og:title`, `text:line 61`, `url`, `hint` and so on.
    pub outlet_from: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where that was found.
    pub title_from: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where that was found.
    pub byline_from: Option<String>,
    /// ISO 8601 date or moment of first publication.
    pub published: Option<String>,
    /// Where that was found.
    pub published_from: Option<String>,
    /// ISO 8601 date or moment of the last change.
    pub updated: Option<String>,
    /// Where that was found.
    pub updated_from: Option<String>,
    /// All dates that the page and its sender give, the most trustworthy first.
    pub dates: Vec<DateCandidateJson>,
    /// Section of the paper.
    pub section: Option<String>,
    /// Where that was found.
    pub section_from: Option<String>,
    /// ISO 639-1 code of the language.
    pub lang: String,
    /// `rtl` or `ltr`, as most letters of the text run.
    #[schemars(extend("enum" = ["rtl", "ltr"]))]
    pub direction: &'static str,
    /// Canonical address.
    pub url: Option<String>,
    /// Ids of the agencies credited, in order of appearance.
    pub agencies: Vec<String>,
    /// Ids of the outlets that the page says it was taken from, nearest first.
    pub republished_from: Vec<String>,
    /// The paragraphs of `text`.
    pub paragraphs: Vec<ParagraphJson>,
    /// Captions and photo credits; they are not part of `text`.
    pub captions: Vec<String>,
}

/// A paragraph.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ParagraphJson {
    /// Where it stands.
    #[serde(flatten)]
    pub range: Range,
    /// `body`, `heading` or `item`.
    #[schemars(extend("enum" = ["body", "heading", "item", "quote"]))]
    pub kind: &'static str,
}

/// Somebody or something named.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EntityJson {
    /// ISO 3166 alpha-3 for states, else the English name in lower case with hyphens.
    pub id: String,
    /// `person`, `state`, `org`, `place`, `agreement`, `weapon`, `work` or `group`.
    #[schemars(extend("enum" = ["person", "state", "org", "place", "agreement", "weapon", "work", "group"]))]
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
}

/// An entity named in the text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MentionJson {
    /// Id of the fact.
    pub id: String,
    /// The words, without clitics.
    #[serde(flatten)]
    pub range: Range,
    /// Id of the entity.
    pub entity: String,
    /// The rule that found it.
    pub rule: String,
}

/// Reported speech.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct QuoteJson {
    /// Id of the fact.
    pub id: String,
    /// The words said, without quotation marks.
    #[serde(flatten)]
    pub words: Words,
    /// `direct`, `partial` or `indirect`.
    #[schemars(extend("enum" = ["direct", "partial", "indirect"]))]
    pub kind: &'static str,
    /// Entity id or a short English description; null if nobody is found.
    pub speaker: Option<String>,
    /// The words that name the speaker.
    pub speaker_words: Option<Words>,
    /// The reporting word.
    pub cue: Option<String>,
    /// Who relayed it, nearest to the speaker first.
    pub via: Vec<String>,
    /// The same with the words that name each, and whether it is only inferred.
    pub links: Vec<LinkJson>,
    /// Whether the speaker is carried on from before: by a pronoun, or by a verb without subject.
    pub carried: bool,
    /// What kind of act the reporting word reports: `state`, `deny`, `promise`, `threaten`, `accuse`, …
    pub stance: Option<String>,
    /// To whom it was said.
    pub addressee: Option<String>,
    /// Occasion or means: `news-conference`, `interview`, `statement`, …
    pub venue: Option<String>,
    /// ISO 8601 date of the utterance, where the page tells it.
    pub date: Option<String>,
    /// Kind of a source that is not named: `official`, `military`, `medical`, `diplomatic`, `witness`, …
    pub source_type: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// Somebody who relayed a quote.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LinkJson {
    /// Entity id or short English description.
    pub who: String,
    /// The words that name it.
    pub words: Option<Words>,
    /// Whether it is told for the words before, and taken to hold for these.
    pub inferred: bool,
}

/// An event in PLOVER.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EventJson {
    /// Id of the fact.
    pub id: String,
    /// The shortest clause that states it.
    #[serde(flatten)]
    pub words: Words,
    /// One of the sixteen types.
    #[serde(rename = "type")]
    pub kind: String,
    /// Mode within the type.
    pub mode: Option<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// Who did it: alpha-3, or entity ids where no state stands behind them.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// `happened`, `ongoing`, `planned`, `hypothetical`, `denied` or `alleged`.
    #[schemars(extend("enum" = ["happened", "ongoing", "planned", "hypothetical", "denied", "alleged"]))]
    pub status: &'static str,
    /// ISO 8601 date or period.
    pub date: Option<String>,
    /// Id of a place, or alpha-3 of a state.
    pub place: Option<String>,
    /// Who says so, where the page gives it only as somebody's claim.
    pub claimed_by: Option<String>,
    /// The predicate.
    pub trigger: Words,
    /// The rule that found it.
    pub rule: String,
}

/// A number that counts or measures something.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureJson {
    /// Id of the fact.
    pub id: String,
    /// Bound, number and unit.
    #[serde(flatten)]
    pub words: Words,
    /// The number.
    #[serde(serialize_with = "plain_number")]
    pub value: f64,
    /// `exact`, `more_than`, `at_least`, `about`, `less_than` or `up_to`.
    pub bound: String,
    /// What is counted.
    pub unit: String,
    /// What it is about.
    pub about: String,
    /// Key under which figures of other pages compare.
    pub key: Option<String>,
    /// Who gives it.
    pub claimed_by: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// A time expression.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DateJson {
    /// Id of the fact.
    pub id: String,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// `date`, `period`, `duration` or `set`.
    pub kind: String,
    /// ISO 8601; null where it cannot be placed.
    pub value: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// A standing relation.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LedgerJson {
    /// Id of the fact.
    pub id: String,
    /// The words that state it.
    #[serde(flatten)]
    pub words: Words,
    /// `treaty`, `obligation`, `sanction`, `membership`, `transfer`, `leadership`, `recognition`.
    pub kind: String,
    /// Alpha-3 codes or entity ids.
    pub parties: Vec<String>,
    /// Name as the page gives it.
    pub name: Option<String>,
    /// ISO 8601 date of signing.
    pub signed: Option<String>,
    /// Beginning of a standing relation.
    pub since: Option<String>,
    /// Duties, such as `mutual_defence`.
    pub obligations: Vec<String>,
    /// Duties that it leaves out, as the page says.
    pub lacks: Vec<String>,
    /// What it replaces.
    pub replaces: Vec<String>,
    /// What is handed over.
    pub goods: Vec<String>,
    /// Who leads.
    pub person: Option<String>,
    /// Which office.
    pub office: Option<String>,
    /// As of events.
    pub status: Option<&'static str>,
    /// Who says so.
    pub claimed_by: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// A detail on which pages about the same story could differ.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AttributeJson {
    /// Id of the fact.
    pub id: String,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// What it is a detail of.
    pub about: String,
    /// Key that pages compare by.
    pub key: String,
    /// Name of the detail: ordinal, duration, …
    pub attribute: String,
    /// Its value.
    pub value: String,
    /// The rule that found it.
    pub rule: String,
}

/// A token.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TokenJson {
    /// Where it stands.
    #[serde(flatten)]
    pub range: Range,
    /// Dictionary form, if known.
    pub lemma: Option<String>,
    /// Part of speech, if known.
    pub pos: Option<String>,
    /// Clitics as pairs of start and end.
    pub clitics: Vec<[u32; 2]>,
}

/// A number, in figures or in words.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NumberJson {
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// The number.
    #[serde(serialize_with = "plain_number")]
    pub value: f64,
    /// `cardinal`, `ordinal`, `fraction`, `percent` or `money`.
    pub kind: String,
    /// Unit or currency.
    pub unit: Option<String>,
}

/// A remark beside the result.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DiagnosticJson {
    /// A stable name in kebab-case.
    pub code: String,
    /// What, where and what to do.
    pub message: String,
    /// Where in `text`, if it stands there.
    pub at: Option<Range>,
}

/// Writes whole numbers without a decimal point: `10000`, not `10000.0`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn plain_number<S: Serializer>(value: &f64, out: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        out.serialize_i64(*value as i64)
    } else {
        out.serialize_f64(*value)
    }
}
