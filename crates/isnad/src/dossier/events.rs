//! Timeline, events, figures and standing relations of a story.

use std::collections::BTreeMap;

use isnad_export::Layer;
use isnad_extract::Record;
use isnad_text::Span;

use super::{Dossier, facts};
use crate::term::Screen;

/// A fact of a page: index of the page, index in its list, words.
type Place = (usize, usize, Span);

impl Dossier<'_> {
    /// What happened when.
    pub(super) fn print_timeline(&self, screen: &mut Screen) -> std::io::Result<()> {
        if self.story.timeline.is_empty() {
            return Ok(());
        }
        screen.heading("Timeline")?;
        for moment in &self.story.timeline {
            let date = facts::days(&moment.date);
            let head = format!("  {date:<11} {} ", self.signs(&moment.articles));
            screen.block(&head, &moment.what)?;
        }
        Ok(())
    }

    /// Events, those alike on several pages together, by date.
    pub(super) fn print_events(&self, screen: &mut Screen) -> std::io::Result<()> {
        let groups = self.groups(|record| {
            let line = |e| {
                let (head, tail) = (facts::event_head(record, e), facts::event_tail(record, e));
                format!("{}{head} · {tail}", date_column(e))
            };
            record.events.iter().map(|e| (line(e), e.span)).collect()
        });
        self.print_groups(screen, "Events", Layer::Event, &groups)
    }

    /// Figures by what they count.
    pub(super) fn print_figures(&self, screen: &mut Screen) -> std::io::Result<()> {
        let groups = self.groups(|record| {
            let line = |f: &isnad_extract::Figure| {
                let about = f.key.as_deref().unwrap_or(&f.unit);
                format!("{about}: {}", facts::figure_line(f))
            };
            record.figures.iter().map(|f| (line(f), f.span)).collect()
        });
        self.print_groups(screen, "Figures", Layer::Figure, &groups)
    }

    /// Treaties, sanctions, offices and other standing relations.
    pub(super) fn print_ledger(&self, screen: &mut Screen) -> std::io::Result<()> {
        let groups = self.groups(|record| {
            record.ledger.iter().map(|l| (facts::ledger_line(record, l), l.span)).collect()
        });
        self.print_groups(screen, "Standing relations", Layer::Ledger, &groups)
    }

    /// Facts of all pages by the line that tells them.
    fn groups(
        &self,
        lines: impl Fn(&Record) -> Vec<(String, Span)>,
    ) -> BTreeMap<String, Vec<Place>> {
        let mut groups: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for (page, stored) in self.pages.iter().enumerate() {
            for (index, (line, span)) in lines(&stored.record).into_iter().enumerate() {
                groups.entry(line).or_default().push((page, index, span));
            }
        }
        groups
    }

    /// Prints each group once, and below it the words of each page.
    fn print_groups(
        &self,
        screen: &mut Screen,
        heading: &str,
        layer: Layer,
        groups: &BTreeMap<String, Vec<Place>>,
    ) -> std::io::Result<()> {
        if groups.is_empty() {
            return Ok(());
        }
        screen.heading(heading)?;
        for (line, places) in groups {
            screen.block("  ", line)?;
            for (page, index, span) in places {
                self.print_words(screen, *page, *span, &self.id(*page, layer, *index))?;
            }
        }
        Ok(())
    }
}

/// The date of an event in a column of its own, so that lines sort by it.
fn date_column(event: &isnad_extract::Event) -> String {
    let date = event.date.as_deref().map_or_else(|| "no date".to_owned(), facts::days);
    format!("{date:<11} ")
}
