//! The JSON Schemas of the formats, made from the types that write them.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};

use crate::page::PageViewJson;
use crate::quotes::{QuoteDossierJson, QuotesJson};
use crate::record::RecordJson;
use crate::stories::StoriesJson;
use crate::views::{LedgerViewJson, LineageViewJson, TimelineViewJson, WhyJson};
use crate::watch::WatchesJson;
use crate::who::{EntitiesJson, WhoJson};

/// JSON Schema of `isnad.record/1`, ready to be printed.
pub fn record_schema() -> String {
    pretty::<RecordJson>()
}

/// JSON Schema of `isnad.page/1`, ready to be printed.
pub fn page_schema() -> String {
    pretty::<PageViewJson>()
}

/// JSON Schema of `isnad.quotes/1`, ready to be printed.
pub fn quotes_schema() -> String {
    pretty::<QuotesJson>()
}

/// JSON Schema of `isnad.quote/1`, ready to be printed.
pub fn quote_schema() -> String {
    pretty::<QuoteDossierJson>()
}

/// JSON Schema of `isnad.stories/1`, ready to be printed.
pub fn stories_schema() -> String {
    pretty::<StoriesJson>()
}

/// JSON Schema of `isnad.who/1`, ready to be printed.
pub fn who_schema() -> String {
    pretty::<WhoJson>()
}

/// JSON Schema of `isnad.entities/1`, ready to be printed.
pub fn entities_schema() -> String {
    pretty::<EntitiesJson>()
}

/// JSON Schema of `isnad.lineage/1`, ready to be printed.
pub fn lineage_schema() -> String {
    pretty::<LineageViewJson>()
}

/// JSON Schema of `isnad.timeline/1`, ready to be printed.
pub fn timeline_schema() -> String {
    pretty::<TimelineViewJson>()
}

/// JSON Schema of `isnad.why/1`, ready to be printed.
pub fn why_schema() -> String {
    pretty::<WhyJson>()
}

/// JSON Schema of `isnad.ledger/1`, ready to be printed.
pub fn ledger_schema() -> String {
    pretty::<LedgerViewJson>()
}

/// JSON Schema of `isnad.watch/1`, ready to be printed.
pub fn watch_schema() -> String {
    pretty::<WatchesJson>()
}

fn pretty<T: JsonSchema>() -> String {
    // The contract for serialisation: every key that is always written is required.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
