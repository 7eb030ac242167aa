//! What the pages claim, from how many origins, and where they contradict one another.

use isnad_story::{Claim, Value};

use super::Dossier;
use crate::summary::count;
use crate::term::Screen;

impl Dossier<'_> {
    /// Claims that more than one outlet carries, or on which pages differ.
    pub(super) fn print_claims(&self, screen: &mut Screen) -> std::io::Result<()> {
        let is_shared = |c: &&Claim| c.outlets > 1 || c.values.len() > 1;
        let shared: Vec<&Claim> = self.story.claims.iter().filter(is_shared).collect();
        if shared.is_empty() {
            return Ok(());
        }
        screen.heading("Claims and their origins")?;
        for claim in shared {
            screen.block("  ", &claim.claim)?;
            screen.line(&format!("    {}", origins(claim)))?;
            for value in &claim.values {
                self.print_value(screen, value)?;
            }
        }
        Ok(())
    }

    /// Details that cannot all be true, with the words of each page.
    pub(super) fn print_conflicts(&self, screen: &mut Screen) -> std::io::Result<()> {
        screen.heading("Conflicts")?;
        if self.story.conflicts.is_empty() {
            return screen.line("  none found");
        }
        for conflict in &self.story.conflicts {
            screen.block("  ", &format!("{} · {}", conflict.about, conflict.attribute))?;
            for value in &conflict.values {
                self.print_value(screen, value)?;
                self.print_evidence(screen, value)?;
            }
        }
        Ok(())
    }

    fn print_value(&self, screen: &mut Screen, value: &Value) -> std::io::Result<()> {
        let head = format!("    {} ", self.signs(&value.articles));
        let corrected = match &value.superseded_by {
            Some(by) => format!(" (later corrected to {by})"),
            None => String::new(),
        };
        screen.block(&head, &format!("{}{corrected}", value.value))
    }

    fn print_evidence(&self, screen: &mut Screen, value: &Value) -> std::io::Result<()> {
        for words in &value.words {
            let head = format!("        {}: ", screen.words(&self.who(&words.article)));
            screen.line(&head)?;
            screen.block("            ", &words.text)?;
        }
        Ok(())
    }
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
