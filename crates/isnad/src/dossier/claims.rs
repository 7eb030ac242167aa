//! What the pages claim, from how many origins, and where they contradict one another.

use isnad_story::{Claim, Value};

use super::Dossier;
use crate::summary::count;
use crate::term::Screen;

/// Claims that are printed without `--all`.
const CLAIMS: usize = 5;

impl Dossier<'_> {
    /// Claims that more than one outlet carries, the most independent first.
    pub(super) fn print_claims(&self, screen: &mut Screen) -> std::io::Result<()> {
        let is_shared = |c: &&Claim| c.outlets > 1 && (self.all || is_telling(c));
        let mut shared: Vec<&Claim> = self.story.claims.iter().filter(is_shared).collect();
        shared.sort_by_key(|c| std::cmp::Reverse((c.independent_origins, c.outlets)));
        if shared.is_empty() {
            return Ok(());
        }
        screen.heading("Claims, and how many independent origins they have")?;
        let shown = self.shown(shared.len(), CLAIMS);
        for claim in shared.iter().take(shown) {
            self.print_short(screen, "  ", &claim.claim)?;
            let value = |v: &Value| format!("{} {}", self.signs(&v.articles), told(v));
            let values: Vec<String> = claim.values.iter().map(value).collect();
            let line = format!("{}: {}", origins(claim), values.join(" · "));
            self.print_short(screen, "    ", &line)?;
        }
        Self::print_rest(screen, shared.len(), shown)
    }

    /// Details that cannot all be true, with the words of each page.
    pub(super) fn print_conflicts(&self, screen: &mut Screen) -> std::io::Result<()> {
        if self.story.conflicts.is_empty() {
            screen.heading("Conflicts")?;
            return screen.line("  none found");
        }
        screen.heading("Conflicts: where the pages contradict one another")?;
        for conflict in &self.story.conflicts {
            let bare = conflict.about.starts_with(&format!("{}: ", conflict.attribute));
            let attribute = if bare { "" } else { &conflict.attribute };
            let parts = [conflict.about.as_str(), attribute];
            let named: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            let room = screen.width().saturating_sub(4);
            let head = screen.strong(&screen.short(&named.join(" · "), room));
            screen.line(&format!("  ≠ {head}"))?;
            for value in &conflict.values {
                let value_line = screen.strong(&screen.words(&told(value)));
                screen.line(&format!("      {value_line}"))?;
                self.print_evidence(screen, value)?;
            }
        }
        Ok(())
    }

    fn print_evidence(&self, screen: &mut Screen, value: &Value) -> std::io::Result<()> {
        for words in &value.words {
            let head = format!("        {}: ", screen.words(&self.who(&words.article)));
            self.print_short(screen, &head, &words.text)?;
        }
        Ok(())
    }
}

/// A value, with the one that took its place.
fn told(value: &Value) -> String {
    match &value.superseded_by {
        Some(by) => format!("{} (later corrected to {by})", value.value),
        None => value.value.clone(),
    }
}

/// Whether a claim is more than a day or place that pages name alike.
fn is_telling(claim: &Claim) -> bool {
    claim.conflict
        || !matches!(claim.key.as_str(), "date" | "place" | "time" | "duration" | "number")
}

/// Outlets, origins and speakers of a claim.
fn origins(claim: &Claim) -> String {
    [
        count(claim.outlets, "outlet", "outlets"),
        count(claim.independent_origins, "independent origin", "independent origins"),
        count(claim.speakers, "speaker", "speakers"),
    ]
    .join(" · ")
}
