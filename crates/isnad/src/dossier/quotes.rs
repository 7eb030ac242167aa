//! Who said what: the same words side by side, then all others by speaker.

use std::collections::{BTreeMap, BTreeSet};

use isnad_export::Layer;
use isnad_story::Said;

use super::{Dossier, facts};
use crate::term::Screen;

/// Groups of one utterance that are printed without `--all`.
const GROUPS: usize = 5;

impl Dossier<'_> {
    /// Utterances that stand on several pages, one page below the other.
    pub(super) fn print_same_quotes(&self, screen: &mut Screen) -> std::io::Result<()> {
        if self.story.same_quotes.is_empty() {
            return Ok(());
        }
        screen.heading("Quotes side by side")?;
        let groups = &self.story.same_quotes;
        let shown = self.shown(groups.len(), GROUPS);
        for group in groups.iter().take(shown) {
            screen.block("  ", &self.speaker_of(group))?;
            for said in group {
                let id = self.quote_at(&said.article, said.span).unwrap_or_default();
                let head = format!("    {:<5}{id}  ", self.sign(&said.article));
                screen.block(&head, &said.text)?;
            }
        }
        Self::print_rest(screen, groups.len(), shown)
    }

    /// All other quotes, by speaker.
    pub(super) fn print_other_quotes(&self, screen: &mut Screen) -> std::io::Result<()> {
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
        if !self.all {
            return screen.block("  ", &format!("{}: --all", self.counts(&groups)));
        }
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

    /// How many quotes each speaker has, those with most first.
    fn counts(&self, groups: &BTreeMap<String, Vec<(usize, usize)>>) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (page, index) in groups.values().flatten() {
            let record = self.pages.get(*page).map(|p| &p.record);
            let quote = record.and_then(|r| Some((r, r.quotes.get(*index)?)));
            *counts.entry(quote.map_or("", |(r, q)| facts::speaker(r, q))).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
        let parts = counts.iter().map(|(name, n)| format!("{name} {n}"));
        parts.collect::<Vec<_>>().join(" · ")
    }

    /// The id of the quote that stands at a place of a page.
    fn quote_at(&self, source: &str, span: isnad_text::Span) -> Option<String> {
        let page = self.numbers.get(source)? - 1;
        let quotes = &self.pages.get(page)?.record.quotes;
        let index = quotes.iter().position(|quote| quote.span == span)?;
        Some(self.id(page, Layer::Quote, index))
    }

    /// Who said the words of a group: somebody whom a page names rather than describes.
    fn speaker_of(&self, group: &[Said]) -> String {
        let told = || group.iter().map(|said| said.speaker.as_str()).filter(|s| !s.is_empty());
        let is_named = |id: &&str| {
            let mut entities = self.pages.iter().flat_map(|page| &page.record.entities);
            entities.any(|e| e.id == *id)
        };
        let speaker = told().find(is_named).or_else(|| told().next());
        self.entity_name(speaker.unwrap_or("nobody named"))
    }

    /// The English name of an entity that any page names.
    fn entity_name(&self, id: &str) -> String {
        let named = self.pages.iter().map(|page| facts::name(&page.record, id));
        named.into_iter().find(|name| *name != id).unwrap_or(id).to_owned()
    }
}
