//! The record: mentions, quotes, events, figures, dates, ledger entries and attributes of one
//! article. Every fact has its span in the article text and the rule that made it.

use std::collections::BTreeSet;

use isnad_pack::world::Kind;
use isnad_page::Diagnostic;
use isnad_text::Span;
use serde::{Deserialize, Serialize};

/// What one article says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Entities named, each once, in the order of their first mention.
    pub entities: Vec<Entity>,
    /// Where they are named.
    pub mentions: Vec<Mention>,
    /// Reported speech.
    pub quotes: Vec<Quote>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Numbers that count or measure.
    pub figures: Vec<Figure>,
    /// Time expressions.
    pub dates: Vec<TimeExpression>,
    /// Standing relations.
    pub ledger: Vec<LedgerEntry>,
    /// Details on which pages may differ.
    pub attributes: Vec<Attribute>,
    /// What the reader should know.
    pub diagnostics: Vec<Diagnostic>,
    /// Hash of the pack that made it.
    pub pack: String,
}

/// Somebody or something named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// ISO 3166 alpha-3 for states, else the English name in lower case with hyphens.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
}

/// Kinds of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state or territory.
    State,
    /// A body: agency, party, company, international body, ministry.
    Org,
    /// A city, base, square, region, sea.
    Place,
    /// A treaty or deal.
    Agreement,
    /// A weapon or a class of weapons.
    Weapon,
    /// A work: book, song, film.
    Work,
    /// A group of states or people that acts as one.
    Group,
}

impl From<Kind> for EntityKind {
    fn from(kind: Kind) -> EntityKind {
        match kind {
            Kind::State => EntityKind::State,
            Kind::Person => EntityKind::Person,
            Kind::Org | Kind::Outlet => EntityKind::Org,
            Kind::Place => EntityKind::Place,
            Kind::Group => EntityKind::Group,
            Kind::Weapon => EntityKind::Weapon,
            Kind::Work => EntityKind::Work,
            Kind::Agreement => EntityKind::Agreement,
        }
    }
}

/// An entity named in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words, without clitics.
    pub span: Span,
    /// Id of the entity.
    pub entity: String,
    /// The rule that found it.
    pub rule: String,
}

/// Reported speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words said, without quotation marks.
    pub span: Span,
    /// How they are reported.
    pub kind: QuoteKind,
    /// Entity id, or a short English description; empty if nobody is found.
    pub speaker: String,
    /// The words that name the speaker.
    pub speaker_span: Option<Span>,
    /// The reporting word, without conjunction.
    pub cue: Option<Span>,
    /// Who relayed it, nearest to the speaker first.
    pub via: Vec<Link>,
    /// Whether the speaker is carried on from before: by a pronoun, or by a verb without subject.
    #[serde(default)]
    pub carried: bool,
    /// What kind of act the reporting word reports (`state`, `deny`, `promise`), as `cues.tsv` has it.
    #[serde(default)]
    pub stance: Option<String>,
    /// What is told about how and when it was said.
    #[serde(default)]
    pub setting: Setting,
    /// The rule that found it.
    pub rule: String,
}

/// The circumstances of an utterance, where the page tells them beside the reporting word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// To whom it was said.
    pub addressee: Option<Circumstance>,
    /// On which occasion or by which means: a news conference, an interview, a statement.
    pub venue: Option<Circumstance>,
    /// When: the value is an ISO 8601 date.
    pub date: Option<Circumstance>,
    /// What kind of source somebody is who is not named: official, military, medical, witness.
    pub source_type: Option<String>,
}

/// A circumstance and the words that tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstance {
    /// What it is, as the tables of the pack call it.
    pub value: String,
    /// The words.
    pub span: Span,
}

/// A link of a chain of attribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Entity id or short English description.
    pub who: String,
    /// The words that name it.
    pub span: Option<Span>,
    /// Whether it is only inferred: told for the words before, and taken to hold for these.
    #[serde(default)]
    pub inferred: bool,
}

impl Link {
    /// A link that the page tells.
    pub fn told(who: String, span: Option<Span>) -> Link {
        Link { who, span, inferred: false }
    }
}

/// How speech is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// A clause or more in quotation marks.
    Direct,
    /// Less than a clause in quotation marks.
    Partial,
    /// Without quotation marks.
    Indirect,
}

/// An event in PLOVER.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The shortest clause that states it.
    pub span: Span,
    /// The predicate.
    pub trigger: Span,
    /// One of the sixteen types, in capitals.
    pub kind: String,
    /// Mode within the type.
    pub mode: Option<String>,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<String>,
    /// Who did it: alpha-3, or entity ids where no state stands behind them.
    pub actors: Vec<String>,
    /// To whom.
    pub recipients: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// ISO 8601 date or period.
    pub date: Option<String>,
    /// Id of a place, or alpha-3 of a state.
    pub place: Option<String>,
    /// Who says so, where the page gives it only as somebody's claim.
    pub claimed_by: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// Whether an event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It did.
    Happened,
    /// It goes on.
    Ongoing,
    /// It is scheduled or intended.
    Planned,
    /// It may.
    Hypothetical,
    /// It did not, says the page.
    Denied,
    /// Somebody says so.
    Alleged,
}

impl Status {
    /// The name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Hypothetical => "hypothetical",
            Status::Denied => "denied",
            Status::Alleged => "alleged",
        }
    }
}

/// A number that counts or measures something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Bound, number and unit.
    pub span: Span,
    /// The number.
    pub value: f64,
    /// exact, more_than, at_least, about, less_than, up_to.
    pub bound: String,
    /// What is counted, in English where the pack knows the word, else as the page says.
    pub unit: String,
    /// What it is about: key of the count where it is known (`deaths`), else the clause.
    pub about: String,
    /// Key under which figures of other pages compare (`deaths`, `injuries`), if known.
    pub key: Option<String>,
    /// Who gives it, if told.
    pub claimed_by: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
    /// date, period, duration or set.
    pub kind: String,
    /// ISO 8601; `None` where it cannot be placed.
    pub value: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// A standing relation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The words that state it.
    pub span: Span,
    /// treaty, obligation, sanction, membership, transfer, leadership, recognition.
    pub kind: String,
    /// Alpha-3 codes or entity ids.
    pub parties: Vec<String>,
    /// Name as the page gives it.
    pub name: Option<String>,
    /// ISO 8601 date of signing.
    pub signed: Option<String>,
    /// Beginning of a standing relation.
    pub since: Option<String>,
    /// Duties (`mutual_defence`), sorted.
    pub obligations: BTreeSet<String>,
    /// Duties that it leaves out, as the page says.
    #[serde(default)]
    pub lacks: BTreeSet<String>,
    /// What it replaces.
    pub replaces: Vec<String>,
    /// What is handed over.
    pub goods: Vec<String>,
    /// Who leads, for leadership.
    pub person: Option<String>,
    /// Which office.
    pub office: Option<String>,
    /// Status, as of events.
    pub status: Option<Status>,
    /// Who says so.
    pub claimed_by: Option<String>,
    /// The rule that found it.
    pub rule: String,
}

/// A detail on which pages about the same story could differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// The words.
    pub span: Span,
    /// What it is a detail of, in English.
    pub about: String,
    /// Key that pages compare by: `visit:RUS>PRK`.
    pub key: String,
    /// Name of the detail: ordinal, duration, …
    pub attribute: String,
    /// Its value, in English where it is put together, else in the words of the page.
    pub value: String,
    /// Whether of two different values only one can be true.
    #[serde(default)]
    pub exclusive: bool,
    /// The rule that found it.
    pub rule: String,
}

/// A token, for `--with tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenFact {
    /// Where it stands.
    pub span: Span,
    /// Dictionary form, if known.
    pub lemma: Option<String>,
    /// Part of speech, if known.
    pub pos: Option<String>,
    /// Clitics, as spans.
    pub clitics: Vec<Span>,
}

/// A sentence, for `--with sentences`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceFact {
    /// Where it stands.
    pub span: Span,
}

/// A number, for `--with numbers`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberFact {
    /// The words.
    pub span: Span,
    /// The number.
    pub value: f64,
    /// cardinal, ordinal, fraction, percent, money.
    pub kind: String,
    /// Unit or currency, if any.
    pub unit: Option<String>,
}
