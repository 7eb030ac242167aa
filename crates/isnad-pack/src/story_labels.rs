//! English names of claims and events, as stories show them.

use isnad_text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Diagnostic, Source, tsv::Table};

/// How claims and events are called.
#[derive(Debug, Default)]
pub struct StoryLabels {
    claims: FxHashMap<String, String>,
    events: FxHashMap<(String, String), String>,
    bounds: FxHashMap<String, String>,
    /// Offices of heads of state and government, in English.
    titles: FxHashMap<String, String>,
    /// Words of picture credits for who names no agency, to their ids.
    pictures: FxHashMap<String, String>,
    /// Units to those in which figures are compared, with the factor.
    measures: FxHashMap<String, (String, f64)>,
    /// Last words of descriptions that mean media.
    media: FxHashSet<String>,
    /// The largest first.
    scales: Vec<(f64, String)>,
}

impl StoryLabels {
    /// Reads the tables.
    pub fn read(source: &Source, out: &mut Vec<Diagnostic>) -> StoryLabels {
        let mut labels = StoryLabels::default();
        for row in Table::read(source, "story/claims.tsv").rows() {
            labels.claims.insert(row.get("key").to_owned(), row.get("label").to_owned());
        }
        let table = Table::read(source, "story/events.tsv");
        for row in table.rows() {
            let key = (row.get("type").to_owned(), row.get("mode").to_owned());
            labels.events.insert(key, row.get("label").to_owned());
        }
        for row in Table::read(source, "story/measures.tsv").rows() {
            let Ok(factor) = row.get("factor").parse() else {
                let (cell, message) = (row.get("factor"), "no number".to_owned());
                out.push(row.fault(cell, "bad-value", message, "write how many of the base it is"));
                continue;
            };
            let base = (row.get("base").to_owned(), factor);
            labels.measures.insert(row.get("unit").to_owned(), base);
        }
        for row in Table::read(source, "story/sources.tsv").rows() {
            let words = row.list("words").map(fold);
            match row.get("kind") {
                "media" => labels.media.extend(words),
                _ => words.for_each(|w| drop(labels.pictures.insert(w, row.get("key").to_owned()))),
            }
        }
        labels.read_values(source, out);
        labels
    }

    fn read_values(&mut self, source: &Source, out: &mut Vec<Diagnostic>) {
        let table = Table::read(source, "story/values.tsv");
        for row in table.rows() {
            let text = row.get("text").to_owned();
            match (row.get("kind"), row.get("key").parse::<f64>()) {
                ("bound", _) => drop(self.bounds.insert(row.get("key").to_owned(), text)),
                ("title", _) => drop(self.titles.insert(row.get("key").to_owned(), text)),
                ("scale", Ok(scale)) => self.scales.push((scale, text)),
                _ => {
                    let message = "no bound, title, or scale with a number".to_owned();
                    out.push(row.fault(
                        row.get("kind"),
                        "bad-value",
                        message,
                        "write `bound`, `title` or `scale`",
                    ));
                }
            }
        }
        self.scales.sort_by(|a, b| b.0.total_cmp(&a.0));
    }

    /// A number with its bound, large ones with the word for their scale.
    pub fn number(&self, value: f64, bound: &str) -> String {
        let scale =
            self.scales.iter().find(|(s, _)| value >= *s && (value / s * 1000.0).fract() == 0.0);
        let number = match scale {
            Some((scale, word)) => format!("{} {word}", value / scale),
            None => format!("{value}"),
        };
        self.bounds.get(bound).map_or(number.clone(), |b| format!("{b} {number}"))
    }

    /// The title of an office, if it is one of those of which a person has but one.
    pub fn title(&self, office: &str) -> Option<&str> {
        self.titles.get(office).map(String::as_str)
    }

    /// The unit in which figures of a unit are compared, and how many of it one is.
    pub fn measure(&self, unit: &str) -> Option<(&str, f64)> {
        self.measures.get(unit).map(|(base, factor)| (base.as_str(), *factor))
    }

    /// Whether a folded word means media where a description ends in it: "state media".
    pub fn is_media(&self, folded: &str) -> bool {
        self.media.contains(folded)
    }

    /// The id of a folded word of a picture credit that names no agency: `pool`.
    pub fn picture_source(&self, folded: &str) -> Option<&str> {
        self.pictures.get(folded).map(String::as_str)
    }

    /// Whether figures with a key are told in units that differ; people are counted as people,
    /// whatever the page calls them.
    pub fn has_unit(&self, key: &str) -> bool {
        self.claims.get(key).is_none_or(|label| label.contains("{unit}"))
    }

    /// Whether figures are compared under a key.
    pub fn counts(&self, key: &str) -> bool {
        self.claims.contains_key(key)
    }

    /// The name of a claim about figures with a key, of a unit; the key itself if it has no name.
    pub fn claim(&self, key: &str, unit: &str) -> String {
        let label = self.claims.get(key).map_or(key, String::as_str);
        label.replace("{unit}", unit).trim().to_owned()
    }

    /// Whether a code is that of a type of events.
    pub fn is_event(&self, kind: &str) -> bool {
        self.events.contains_key(&(kind.to_owned(), String::new()))
    }

    /// The name of an event between two sides; a mode without a name counts as none.
    pub fn event(&self, kind: &str, mode: Option<&str>, actors: &str, recipients: &str) -> String {
        let key = |mode: &str| (kind.to_owned(), mode.to_owned());
        let label =
            mode.and_then(|m| self.events.get(&key(m))).or_else(|| self.events.get(&key("")));
        let label = label.map_or(kind, String::as_str);
        label.replace("{a}", actors).replace("{b}", recipients)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_claims_and_events() {
        let labels = StoryLabels::read(&Source::builtin(), &mut Vec::new());
        assert_eq!(labels.claim("count", "tents"), "number of tents");
        assert!(labels.has_unit("distance") && !labels.has_unit("deaths"));
        assert_eq!(labels.claim("unheard-of", "tents"), "unheard-of");
        assert_eq!(labels.event("CONSULT", Some("visit"), "A", "B"), "A visits B");
        assert_eq!(labels.number(2_500_000.0, "about"), "about 2.5 million");
        assert_eq!(labels.number(1961.0, "exact"), "1961");
        assert_eq!(labels.event("AID", Some("strange"), "A", "B"), "A gives aid to B");
    }
}
