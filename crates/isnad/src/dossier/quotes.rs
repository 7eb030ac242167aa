//! Who said what: the same words side by side, then all others by speaker.

use std::collections::{BTreeMap, BTreeSet};

use isnad_export::Layer;

use super::{Dossier, facts};
use crate::term::Screen;

impl Dossier<'_> {
    pub(super) fn print_quotes(&self, screen: &mut Screen) -> std::io::Result<()> {
        self.print_same_quotes(screen)?;
        self.print_other_quotes(screen)
    }

    /// Utterances that stand on several pages, one page below the other.
    fn print_same_quotes(&self, screen: &mut Screen) -> std::io::Result<()> {
        if self.story.same_quotes.is_empty() {
            return Ok(());
        }
        screen.heading("Quotes side by side")?;
        for group in &self.story.same_quotes {
            let speaker = group.iter().map(|said| said.speaker.as_str()).find(|s| !s.is_empty());
            screen.block("  ", &self.entity_name(speaker.unwrap_or("nobody named")))?;
            for said in group {
                let id = self.quote_at(&said.article, said.span).unwrap_or_default();
                let who = screen.words(&self.who(&said.article));
                screen.line(&format!("    {who}  {}", screen.faint(&id)))?;
                screen.block("        ", &said.text)?;
            }
        }
        Ok(())
    }

    /// All other quotes, by speaker.
    fn print_other_quotes(&self, screen: &mut Screen) -> std::io::Result<()> {
        let shown: BTreeSet<(&str, u32)> = self
            .story
            .same_quotes
            .iter()
            .flatten()
            .map(|said| (said.article.as_str(), said.span.start))
            .collect();
        let mut groups: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (page, stored) in self.pages.iter().enumerate() {
            for (index, quote) in stored.record.quotes.iter().enumerate() {
                if !shown.contains(&(stored.source.as_str(), quote.span.start)) {
                    let line = facts::quote_line(&stored.record, quote);
                    groups.entry(line).or_default().push((page, index));
                }
            }
        }
        if groups.is_empty() {
            return Ok(());
        }
        screen.heading("Quotes on one page")?;
        for (line, places) in groups {
            screen.block("  ", &line)?;
            for (page, index) in places {
                let quote = self.pages.get(page).and_then(|p| p.record.quotes.get(index));
                let Some(quote) = quote else { continue };
                self.print_words(screen, page, quote.span, &self.id(page, Layer::Quote, index))?;
            }
        }
        Ok(())
    }

    /// The id of the quote that stands at a place of a page.
    fn quote_at(&self, source: &str, span: isnad_text::Span) -> Option<String> {
        let page = self.numbers.get(source)? - 1;
        let quotes = &self.pages.get(page)?.record.quotes;
        let index = quotes.iter().position(|quote| quote.span == span)?;
        Some(self.id(page, Layer::Quote, index))
    }

    /// The English name of an entity that any page names.
    fn entity_name(&self, id: &str) -> String {
        let named = self.pages.iter().map(|page| facts::name(&page.record, id));
        named.into_iter().find(|name| *name != id).unwrap_or(id).to_owned()
    }
}
