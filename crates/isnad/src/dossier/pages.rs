//! The pages of a story, and who took it from whom.

use isnad_export::stories::link_kind;
use isnad_story::Lineage;

use super::{Dossier, facts};
use crate::term::Screen;

impl Dossier<'_> {
    /// Each page with date, outlet, title, and where it lies.
    pub(super) fn print_pages(&self, screen: &mut Screen) -> std::io::Result<()> {
        screen.heading("Pages")?;
        for (n, page) in self.pages.iter().enumerate() {
            let sign = format!("  {:<5}", format!("[{}]", n + 1));
            screen.line(&format!("{sign}{}", screen.words(&facts::page_line(page))))?;
            if let Some(title) = &page.article.title {
                screen.block("       ", &title.value)?;
            }
            let source = screen.faint(&screen.words(&page.source));
            screen.line(&format!("       {source}"))?;
        }
        Ok(())
    }

    /// Each page with the pages it was taken from, and the chain of outlets.
    pub(super) fn print_lineage(&self, screen: &mut Screen) -> std::io::Result<()> {
        screen.heading("Who took it from whom")?;
        for entry in &self.story.lineage {
            let head = format!("  {:<5}", self.sign(&entry.article));
            screen.line(&format!("{head}{}", screen.words(&chain(entry))))?;
            for parent in &entry.parents {
                let share = if parent.explained > 0 {
                    format!(", explains {} % of it", parent.explained)
                } else {
                    String::new()
                };
                let who = screen.words(&self.who(&parent.article));
                screen.line(&format!("       {} {who}{share}", phrase(link_kind(parent.kind))))?;
            }
        }
        Ok(())
    }
}

/// The outlets through which a page has its story.
fn chain(entry: &Lineage) -> String {
    match entry.chain.as_slice() {
        [] if entry.parents.is_empty() => "first-hand, as far as the pages tell".to_owned(),
        [] => "no outlet named".to_owned(),
        [one] => format!("{one}, names no source"),
        all => all.join(" → "),
    }
}

/// A kind of link as the beginning of a phrase.
fn phrase(kind: &str) -> &'static str {
    match kind {
        "verbatim" => "word for word from",
        "cut" => "shortened from",
        "edited" => "edited from",
        "partial" => "in parts from",
        "translation" => "translated from",
        "aggregated" => "put together with others from",
        "cited" => "retold, naming",
        "shared-quotes" => "same quotes as",
        _ => "same origin as",
    }
}
