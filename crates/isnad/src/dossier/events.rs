//! Timeline, events, figures and standing relations of a story.

use std::collections::{BTreeMap, BTreeSet};

use isnad_export::Layer;
use isnad_extract::Record;
use isnad_text::Span;

use super::{Dossier, facts};
use crate::term::Screen;

/// Moments, and facts of one kind, that are printed without `--all`.
const MOMENTS: usize = 10;
const FACTS: usize = 5;

/// A fact of a page: index of the page, index in its list, words.
type Place = (usize, usize, Span);

impl Dossier<'_> {
    /// What happened when.
    pub(super) fn print_timeline(&self, screen: &mut Screen) -> std::io::Result<()> {
        if self.story.timeline.is_empty() {
            return Ok(());
        }
        screen.heading("Timeline")?;
        let moments = &self.story.timeline;
        let shown = self.shown(moments.len(), MOMENTS);
        // The oldest are background: the latest stay.
        for moment in moments.iter().skip(moments.len() - shown) {
            let date = facts::days(&moment.date);
            let head = format!("  {date:<11} {} ", self.signs(&moment.articles));
            self.print_short(screen, &head, &moment.what)?;
        }
        Self::print_rest(screen, moments.len(), shown)
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
                let line = facts::figure_line(f);
                f.key.as_ref().map_or_else(|| line.clone(), |key| format!("{key}: {line}"))
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
        let mut groups: Vec<_> = groups.iter().collect();
        if !self.all {
            // What most pages tell comes first.
            groups.sort_by_key(|(_, places)| std::cmp::Reverse(signs(places).len()));
        }
        let shown = self.shown(groups.len(), FACTS);
        for (line, places) in groups.iter().take(shown) {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if self.all {
                screen.block("  ", &line)?;
                for (page, index, span) in *places {
                    self.print_words(screen, *page, *span, &self.id(*page, layer, *index))?;
                }
            } else {
                let pages = signs(places).into_iter().map(|p| format!("[{}]", p + 1));
                let pages = pages.collect::<String>();
                self.print_short(screen, &format!("  {pages} "), &line)?;
            }
        }
        Self::print_rest(screen, groups.len(), shown)
    }
}

/// The pages of places, each once.
fn signs(places: &[Place]) -> BTreeSet<usize> {
    places.iter().map(|(page, ..)| *page).collect()
}

/// The date of an event in a column of its own, so that lines sort by it.
fn date_column(event: &isnad_extract::Event) -> String {
    let date = event.date.as_deref().map_or_else(|| "no date".to_owned(), facts::days);
    format!("{date:<11} ")
}
