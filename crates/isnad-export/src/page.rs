//! `isnad.page/1`: how one page was read: what was kept, what was cut and why, and where each field
//! was found. The types of its JSON.

use isnad_page::{Article, Credit, DateCandidate, DateRole, DroppedKind, Found};
use schemars::JsonSchema;
use serde::Serialize;

use crate::cut::Cutter;
use crate::facts::{diagnostic, paragraph};
use crate::record::{DiagnosticJson, PageJson, ParagraphJson};

/// The name of the format.
pub const PAGE_SCHEMA: &str = "isnad.page/1";

/// How one page was read. Offsets are Unicode code points into `text`, ends exclusive.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(title = "isnad.page/1")]
pub struct PageViewJson {
    /// Always `isnad.page/1`.
    #[schemars(extend("const" = "isnad.page/1"))]
    pub schema: &'static str,
    /// Where the page came from.
    pub page: PageJson,
    /// Hash of the pack that was used.
    pub pack: String,
    /// The article text: its paragraphs joined by line feeds.
    pub text: String,
    /// The paragraphs of `text`.
    pub paragraphs: Vec<ParagraphJson>,
    /// What is known about the article, each with where it was found.
    pub fields: FieldsJson,
    /// All dates that the page and its sender give, the most trustworthy first.
    pub dates: Vec<DateCandidateJson>,
    /// Agencies credited, in order of appearance.
    pub agencies: Vec<CreditJson>,
    /// Outlets that the page says it was taken from, nearest first.
    pub republished_from: Vec<CreditJson>,
    /// Captions and photo credits; they are not part of `text`.
    pub captions: Vec<String>,
    /// What was cut from the page, in its order.
    pub cut: Vec<CutJson>,
    /// What the reader should know about the page.
    pub diagnostics: Vec<DiagnosticJson>,
}

/// What is known about an article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FieldsJson {
    /// Headline, without the name of the site.
    pub title: Option<FoundJson>,
    /// Publisher: id of a known outlet, else its name as the page gives it.
    pub outlet: Option<FoundJson>,
    /// Who wrote it.
    pub byline: Option<FoundJson>,
    /// ISO 8601 date or moment of first publication.
    pub published: Option<FoundJson>,
    /// ISO 8601 date or moment of the last change.
    pub updated: Option<FoundJson>,
    /// Section of the paper.
    pub section: Option<FoundJson>,
    /// ISO 639-1 code of the language.
    pub lang: String,
    /// Direction of the text: `ltr` or `rtl`.
    #[schemars(extend("enum" = ["ltr", "rtl"]))]
    pub direction: &'static str,
    /// Canonical address.
    pub url: Option<String>,
}

/// A value and where it was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FoundJson {
    /// The value.
    pub value: String,
    /// Where it was found: `json-ld`, `meta:og:title`, `text:line 61`, `url`, `hint` and so on.
    pub from: String,
}

/// A date that a page gives for itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DateCandidateJson {
    /// What the page says it is: `published`, `updated`, or `unknown`.
    #[schemars(extend("enum" = ["published", "updated", "unknown"]))]
    pub role: &'static str,
    /// The date, and where it was found.
    #[serde(flatten)]
    pub found: FoundJson,
    /// Whether it is the article's date of publication or change.
    pub chosen: bool,
}

/// A source that the page names.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CreditJson {
    /// Id of a known outlet or agency, else a slug of its name.
    pub id: String,
    /// The words of the page that name it.
    pub words: String,
    /// Where on the page.
    pub place: String,
}

/// A part of the page that is not article.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CutJson {
    /// What it is: `menu`, `related`, `date` and so on; new kinds may come.
    pub kind: String,
    /// Why parts of this kind are cut.
    pub why: &'static str,
    /// Its words.
    pub text: String,
    /// Where on the page it was found; empty if nothing is known of its place.
    pub from: String,
    /// Start of the paragraph before which it stood; the length of `text` for what stood behind.
    pub at: u32,
}

/// The name of a kind of cut part, in kebab-case.
pub fn cut_kind(kind: DroppedKind) -> String {
    // The inner type names its kinds for the desk; the names are the same here.
    let name = serde_json::to_value(kind).ok();
    name.as_ref().and_then(|n| n.as_str()).unwrap_or_default().to_owned()
}

/// How a page was read, as one line of JSON without the line feed.
pub fn page_json(source: &str, sha256: &str, pack: &str, article: &Article) -> String {
    let json = PageViewJson::new(source, sha256, pack, article);
    // Strings, numbers and lists always serialise.
    serde_json::to_string(&json).unwrap_or_default()
}

impl PageViewJson {
    /// The exported form of an article with all that was left out of it.
    pub fn new(source: &str, sha256: &str, pack: &str, article: &Article) -> PageViewJson {
        let cut = Cutter::new(&article.text);
        PageViewJson {
            schema: PAGE_SCHEMA,
            page: PageJson { source: source.to_owned(), sha256: sha256.to_owned() },
            pack: pack.to_owned(),
            text: article.text.clone(),
            paragraphs: article.paragraphs.iter().map(|p| paragraph(&cut, p)).collect(),
            fields: fields(article),
            dates: dates(article),
            agencies: credits(&article.agencies),
            republished_from: credits(&article.republished_from),
            captions: article.captions.clone(),
            cut: article
                .dropped
                .iter()
                .map(|d| CutJson {
                    kind: cut_kind(d.kind),
                    why: d.kind.why(),
                    text: d.text.clone(),
                    from: d.from.clone(),
                    at: cut.point(d.at),
                })
                .collect(),
            diagnostics: article.diagnostics.iter().map(|d| diagnostic(&cut, d)).collect(),
        }
    }
}

/// The name of what a page says of a date.
pub fn date_role(role: DateRole) -> &'static str {
    match role {
        DateRole::Published => "published",
        DateRole::Updated => "updated",
        DateRole::Unknown => "unknown",
    }
}

pub(crate) fn dates(article: &Article) -> Vec<DateCandidateJson> {
    let date = |d: &DateCandidate| DateCandidateJson {
        role: date_role(d.role),
        found: FoundJson { value: d.value.clone(), from: d.from.clone() },
        chosen: article.chose(d),
    };
    article.dates.iter().map(date).collect()
}

fn found(found: &Found) -> FoundJson {
    FoundJson { value: found.value.clone(), from: found.from.clone() }
}

fn fields(article: &Article) -> FieldsJson {
    let field = |field: &Option<Found>| field.as_ref().map(found);
    FieldsJson {
        title: field(&article.title),
        outlet: field(&article.outlet),
        byline: field(&article.byline),
        published: field(&article.published),
        updated: field(&article.updated),
        section: field(&article.section),
        lang: article.lang.code().to_owned(),
        direction: if article.is_rtl() { "rtl" } else { "ltr" },
        url: article.url.clone(),
    }
}

fn credits(list: &[Credit]) -> Vec<CreditJson> {
    let credit = |c: &Credit| CreditJson {
        id: c.id.clone(),
        words: c.words.clone(),
        place: c.place.clone(),
    };
    list.iter().map(credit).collect()
}
