//! The dossier of a story, in plain lines: what pages tell it, who took it from whom, what happened
//! when, who said what, and where the pages differ. Every line names its page and its words.

mod claims;
mod events;
pub(crate) mod facts;
mod pages;
mod quotes;

use std::collections::BTreeMap;

use isnad_export::{Layer, fact_id, page_key};
use isnad_store::StoredPage;
use isnad_story::Story;
use isnad_text::Span;

use crate::stories;
use crate::term::Screen;

/// A story with its pages at hand.
pub(crate) struct Dossier<'a> {
    /// Whether every part is printed to its end.
    all: bool,
    story: &'a Story,
    pages: &'a [StoredPage],
    /// Number of a page in the dossier, from 1, by source.
    numbers: BTreeMap<&'a str, usize>,
    /// The beginning of the ids of each page's facts.
    keys: Vec<String>,
}

/// Prints a dossier; without `all`, of each part only the beginning.
pub(crate) fn print(
    screen: &mut Screen,
    story: &Story,
    pages: &[StoredPage],
    all: bool,
) -> std::io::Result<()> {
    let dossier = Dossier::new(story, pages, all);
    let title = screen.strong(&screen.words(stories::title(story)));
    screen.line(&title)?;
    screen.line(&format!("story {} · {}", story.id, stories::size(story)))?;
    dossier.print_pages(screen)?;
    dossier.print_conflicts(screen)?;
    dossier.print_timeline(screen)?;
    dossier.print_same_quotes(screen)?;
    dossier.print_claims(screen)?;
    dossier.print_events(screen)?;
    dossier.print_figures(screen)?;
    dossier.print_ledger(screen)?;
    dossier.print_other_quotes(screen)
}

impl<'a> Dossier<'a> {
    fn new(story: &'a Story, pages: &'a [StoredPage], all: bool) -> Dossier<'a> {
        let numbers =
            pages.iter().enumerate().map(|(n, page)| (page.source.as_str(), n + 1)).collect();
        let keys = pages.iter().map(|page| page_key(&page.source)).collect();
        Dossier { all, story, pages, numbers, keys }
    }

    /// The sign of a page: its number in brackets.
    fn sign(&self, source: &str) -> String {
        self.numbers.get(source).map_or_else(|| "[?]".to_owned(), |n| format!("[{n}]"))
    }

    /// The signs of several pages.
    fn signs(&self, sources: &[String]) -> String {
        sources.iter().map(|s| self.sign(s)).collect()
    }

    /// Sign and outlet of a page.
    fn who(&self, source: &str) -> String {
        let page = self.numbers.get(source).and_then(|n| self.pages.get(n - 1));
        format!("{} {}", self.sign(source), page.map_or("", facts::outlet))
    }

    /// The id of a fact of the page with this index.
    fn id(&self, page: usize, layer: Layer, index: usize) -> String {
        self.keys.get(page).map(|key| fact_id(key, layer, index)).unwrap_or_default()
    }

    /// How many of `total` lines of a part are printed.
    fn shown(&self, total: usize, most: usize) -> usize {
        // A remark that one more follows would be as long as the line itself.
        if self.all || total <= most + 1 { total } else { most }
    }

    /// Says how many lines of a part were left out.
    fn print_rest(screen: &mut Screen, total: usize, shown: usize) -> std::io::Result<()> {
        if total == shown {
            return Ok(());
        }
        let rest = screen.faint(&format!("  … and {} more: --all", total - shown));
        screen.line(&rest)
    }

    /// Prints words of a page in one line behind a head, whole with `--all`.
    fn print_short(&self, screen: &mut Screen, head: &str, words: &str) -> std::io::Result<()> {
        if self.all {
            return screen.block(head, words);
        }
        let room = screen.width().saturating_sub(head.chars().count()).max(20);
        screen.line(&format!("{head}{}", screen.short(words, room)))
    }

    /// Prints words of a page: page and outlet, the words, the id of the fact.
    fn print_words(
        &self,
        screen: &mut Screen,
        page: usize,
        words: Span,
        id: &str,
    ) -> std::io::Result<()> {
        let Some(stored) = self.pages.get(page) else { return Ok(()) };
        let id = screen.faint(id);
        screen.line(&format!("    {}  {id}", screen.words(&self.who(&stored.source))))?;
        screen.block("        ", words.of(&stored.article.text))
    }
}
