//! What a run of `isnad read` found, for a person.

use isnad_extract::Record;
use isnad_store::Desk;
use isnad_story::Story;

use crate::stories;
use crate::term::Screen;

/// So many stories are listed after a run.
const SHOWN: usize = 12;

/// What a run did and found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Pages read.
    pub(crate) read: usize,
    /// Pages that the desk knew.
    pub(crate) known: usize,
    /// Pages given twice.
    pub(crate) repeated: usize,
    /// Inputs that could not be read.
    pub(crate) failed: usize,
    /// Files of other kinds in folders.
    pub(crate) others: usize,
    pub(crate) entities: usize,
    pub(crate) events: usize,
    pub(crate) quotes: usize,
    pub(crate) figures: usize,
    pub(crate) ledger: usize,
}

impl Counts {
    /// Counts a page.
    pub(crate) fn add(&mut self, record: &Record) {
        self.read += 1;
        self.entities += record.entities.len();
        self.events += record.events.len();
        self.quotes += record.quotes.len();
        self.figures += record.figures.len();
        self.ledger += record.ledger.len();
    }

    fn pages(&self) -> String {
        let mut parts = vec![format!("{} read", count(self.read, "page", "pages"))];
        let others = [
            (self.known, "already known"),
            (self.repeated, "given twice"),
            (self.failed, "failed"),
            (self.others, "of other kinds left alone"),
        ];
        parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
        parts.join(", ")
    }

    fn found(&self) -> String {
        [
            count(self.events, "event", "events"),
            count(self.quotes, "quote", "quotes"),
            count(self.figures, "figure", "figures"),
            count(self.ledger, "ledger entry", "ledger entries"),
            count(self.entities, "entity named", "entities named"),
        ]
        .join(", ")
    }
}

/// Prints what was done, what was found, and the stories.
pub(crate) fn print(
    screen: &mut Screen,
    counts: &Counts,
    told: &[Story],
    desk: Option<&Desk>,
) -> anyhow::Result<()> {
    screen.line(&counts.pages())?;
    if counts.read > 0 {
        screen.line(&format!("found {}", counts.found()))?;
    }
    if told.is_empty() {
        return Ok(());
    }
    let place = if desk.is_some() { " on the desk" } else { "" };
    screen.heading(&format!("{}{place}", count(told.len(), "story", "stories")))?;
    for story in told.iter().take(SHOWN) {
        stories::print_one(screen, story)?;
    }
    if told.len() > SHOWN {
        screen.line(&format!("and {} more: isnad stories", told.len() - SHOWN))?;
    }
    // Of stories as large as one another the first is shown.
    let largest = told.iter().rev().max_by_key(|story| story.articles.len());
    if let (Some(story), Some(_)) = (largest, desk) {
        screen.line(&format!("\nisnad story {} shows the largest one", story.id))?;
    }
    Ok(())
}

/// A number and what it counts.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
