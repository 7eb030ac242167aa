//! `isnad schema`: the JSON Schemas of what isnad writes.

use clap::{Args, ValueEnum};

use crate::{DONE, term::Screen};

/// Print the JSON Schema of a format
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Which format
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The entities of a desk: `isnad entities --json`
    Entities,
    /// How a page was read: `isnad page --json`
    Page,
    /// One quote beside its other renderings: `isnad quote ID --json`
    Quote,
    /// Quotes of a desk: `isnad quotes --json`
    Quotes,
    /// One page: `isnad read --json`
    Record,
    /// All stories: `isnad stories --json`
    Stories,
    /// Whom words mean: `isnad who --json`
    Who,
    /// `isnad lineage --json`
    Lineage,
    /// `isnad timeline --json`
    Timeline,
    /// `isnad why --json`
    Why,
    /// `isnad ledger --json`
    Ledger,
    /// `isnad watch --json`
    Watch,
}

pub(crate) fn run(args: &SchemaArgs) -> anyhow::Result<u8> {
    let schema = match args.format {
        Format::Entities => isnad_export::entities_schema(),
        Format::Who => isnad_export::who_schema(),
        Format::Page => isnad_export::page_schema(),
        Format::Quote => isnad_export::quote_schema(),
        Format::Quotes => isnad_export::quotes_schema(),
        Format::Record => isnad_export::record_schema(),
        Format::Stories => isnad_export::stories_schema(),
        Format::Lineage => isnad_export::lineage_schema(),
        Format::Timeline => isnad_export::timeline_schema(),
        Format::Why => isnad_export::why_schema(),
        Format::Ledger => isnad_export::ledger_schema(),
        Format::Watch => isnad_export::watch_schema(),
    };
    let mut screen = Screen::new();
    screen.line(schema.trim_end())?;
    screen.flush()?;
    Ok(DONE)
}
