//! Pages, records and stories in the formats that other programs read.
//!
//! The types here stand at the edge: their fields are the documented JSON, their offsets Unicode
//! code points. The inner types may change without changing them; they change only by additions.

mod cut;
pub mod facts;
pub mod ids;
pub mod page;
pub mod quotes;
pub mod record;
pub mod schema;
pub mod stories;
pub mod utterance;
pub mod views;
pub mod watch;
pub mod who;

pub use facts::{Extras, paragraph_kind, record_json};
pub use ids::{Layer, fact_id, page_id, page_key, parse_fact_id, sha256_hex, spans};
pub use page::{PageViewJson, cut_kind, date_role, page_json};
pub use quotes::{QuoteOf, quote_json, quotes_json};
pub use record::RecordJson;
pub use schema::{
    entities_schema, ledger_schema, lineage_schema, page_schema, quote_schema, quotes_schema,
    record_schema, stories_schema, timeline_schema, watch_schema, who_schema, why_schema,
};
pub use stories::{StoryJson, stories_json};
pub use utterance::Utterance;
pub use who::{CandidateJson, EntitiesJson, EntityCountJson, NearJson, WhoJson, entity_kind};
