//! The pages of a story, and who took it from whom.

use isnad_export::stories::link_kind;
use isnad_store::StoredPage;
use isnad_story::Lineage;

use super::{Dossier, facts};
use crate::term::Screen;

impl Dossier<'_> {
    /// Each page with date, outlet, title, where it lies, and from whom it has the story.
    pub(super) fn print_pages(&self, screen: &mut Screen) -> std::io::Result<()> {
        screen.heading("Pages, and who took it from whom")?;
        for (n, page) in self.pages.iter().enumerate() {
            let sign = format!("  {:<5}", format!("[{}]", n + 1));
            let source = screen.faint(&screen.words(&page.source));
            screen.line(&format!("{sign}{}  {source}", screen.words(&facts::page_line(page))))?;
            if let Some(title) = &page.article.title {
                self.print_short(screen, "       ", &title.value)?;
            }
            self.print_lineage(screen, page)?;
        }
        Ok(())
    }

    /// The pages that a page was taken from, its chain of outlets, and what else it draws on.
    fn print_lineage(&self, screen: &mut Screen, page: &StoredPage) -> std::io::Result<()> {
        let mut entries = self.story.lineage.iter().filter(|l| l.article == page.source);
        let Some(own) = entries.next() else { return Ok(()) };
        let outlet = page.article.outlet.as_ref().map(|o| o.value.as_str());
        screen.block("       ", &from(own, outlet))?;
        for parent in &own.parents {
            let share = match parent.explained {
                0 => String::new(),
                share => format!(", which explains {share} % of it"),
            };
            let who = screen.words(&self.who(&parent.article));
            screen.line(&format!("       {} {who}{share}", phrase(link_kind(parent.kind))))?;
        }
        let beside: Vec<String> = entries.map(|e| beside(e, own)).collect();
        if beside.is_empty() {
            return Ok(());
        }
        screen.block("       ", &format!("draws on {}", beside.join("; ")))
    }
}

/// How a page came by its story.
fn from(entry: &Lineage, outlet: Option<&str>) -> String {
    match entry.chain.as_slice() {
        chain if chain.len() > 1 => format!("came by {}", chain.join(" → ")),
        [one] if outlet != Some(one) => format!("came from {one}"),
        _ if entry.parents.is_empty() => "first-hand, as far as the pages tell".to_owned(),
        _ => "names no source".to_owned(),
    }
}

/// A source beside the page's own chain: what stands before it.
fn beside(entry: &Lineage, own: &Lineage) -> String {
    let source = entry.chain.strip_suffix(own.chain.as_slice()).unwrap_or(&entry.chain);
    source.join(" → ")
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
