//! What parts one number by another: "two out of five hundred", "واحد على مئة".

use super::{
    NumberKind, WordClass,
    reader::{Found, Reader},
};
use crate::TokenKind;

impl Reader<'_> {
    /// The quotient of a number and the one that follows, if a word for it stands between them.
    ///
    /// Prepositions say this only now and then, so the second number must be one that shares are
    /// told of, or the clause must end with it: "two over five days" parts nothing.
    pub(super) fn ratio(self, found: Found) -> Option<Found> {
        if found.kind != NumberKind::Cardinal || found.value <= 0.0 {
            return None;
        }
        let divides = |c: &WordClass| {
            matches!(c, WordClass::Over | WordClass::OutOf | WordClass::In | WordClass::PartOf)
        };
        let hit = self.lex.joints.find(self.tokens, found.end, divides)?;
        let whole = self.plain(found.end + hit.len)?;
        let fits = whole.kind == NumberKind::Cardinal
            && whole.value > 0.0
            && !whole.first.joined
            && self.divides(*hit.entry, &found, &whole);
        let units = if *hit.entry == WordClass::PartOf { found.last_units } else { 0.0 };
        let (rest, units) =
            if units > 0.0 { (found.value - units, units) } else { (0.0, found.value) };
        fits.then_some(Found {
            value: rest + units / whole.value,
            kind: NumberKind::Fraction,
            end: whole.end,
            digits: false,
            ..found
        })
    }

    fn divides(self, class: WordClass, part: &Found, whole: &Found) -> bool {
        let words = !part.digits && !whole.digits;
        let one = (part.value - 1.0).abs() < 1e-9;
        match class {
            WordClass::OutOf => words && part.value < whole.value,
            WordClass::In => one && !part.digits && (2.0..=1000.0).contains(&whole.value),
            WordClass::Over => {
                let round = one && words && is_power_of_ten(whole.value);
                round || (part.digits || !whole.digits) && self.is_clause_end(whole.end)
            }
            _ => true,
        }
    }

    /// Whether no word follows that a number could count.
    fn is_clause_end(self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| {
            t.kind == TokenKind::Mark && !matches!(t.norm.as_str(), "%" | "٪" | "$" | "€" | "£")
        })
    }
}

fn is_power_of_ten(value: f64) -> bool {
    value >= 100.0 && (value.log10().fract()).abs() < 1e-9
}
