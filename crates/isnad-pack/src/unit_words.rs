//! `units.tsv` and `bounds.tsv`: what figures count and measure, and how exact they are.

use isnad_text::phrase::Phrases;

use crate::{Diagnostic, Source, contractions, number_words::read_proclitics, tsv::Table};

/// The words around figures.
#[derive(Debug, Clone, Default)]
pub struct UnitLexicon {
    /// Hundredths and other parts of a currency, as a share of it.
    pub minors: Phrases<f64>,
    /// Nouns that are counted, with what they mean.
    pub units: Phrases<UnitWord>,
    /// Words near a figure of people that tell its key.
    pub cues: Phrases<String>,
    /// Words that say that a toll follows: "number of", "حصيلة".
    pub tolls: Phrases<()>,
    /// Words by which a toll reaches its number: "to", "بلغ".
    pub reach: Phrases<()>,
    /// Words before a number that is no figure.
    pub skip: Phrases<()>,
    /// Words before or after a figure that tell how exact it is.
    pub bounds: Phrases<BoundWord>,
    /// Words before a number of things that are known already ("the two sides").
    pub known: Phrases<()>,
    /// Words that no number counts.
    pub stop: Phrases<()>,
    /// Endings of nouns in the plural, where the language has one for most.
    pub plural_endings: Vec<String>,
}

/// A noun that is counted or measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWord {
    /// In English; a currency by its ISO 4217 code where that is clear.
    pub unit: String,
    /// Key under which figures compare.
    pub key: Option<String>,
    /// What it is.
    pub kind: UnitKind,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// Something that is counted.
    Count,
    /// A measure.
    Measure,
    /// A currency.
    Money,
}

/// How exact a figure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundWord {
    /// exact, more_than, at_least, about, less_than, up_to.
    pub bound: String,
    /// Whether it stands after the figure.
    pub after: bool,
}

/// Reads both tables of a language folder.
pub fn read(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> UnitLexicon {
    let mut lex = UnitLexicon::default();
    read_proclitics(source, folder, &mut lex.units);
    read_proclitics(source, folder, &mut lex.cues);
    read_proclitics(source, folder, &mut lex.tolls);
    read_proclitics(source, folder, &mut lex.reach);
    read_proclitics(source, folder, &mut lex.bounds);
    read_proclitics(source, folder, &mut lex.stop);
    lex.minors.cut_by(contractions::of(source));
    lex.skip.cut_by(contractions::of(source));
    lex.known.cut_by(contractions::of(source));
    let path = format!("{folder}/units.tsv");
    for row in Table::read(source, &path).rows() {
        let key = row.opt("key").map(str::to_owned);
        let kind = match row.get("kind") {
            "count" => UnitKind::Count,
            "measure" => UnitKind::Measure,
            "money" => UnitKind::Money,
            "cue" => {
                row.list("forms").for_each(|f| lex.cues.insert(f, key.clone().unwrap_or_default()));
                continue;
            }
            "toll" => {
                row.list("forms").for_each(|f| lex.tolls.insert(f, ()));
                continue;
            }
            "reach" => {
                row.list("forms").for_each(|f| lex.reach.insert(f, ()));
                continue;
            }
            "skip" => {
                row.list("forms").for_each(|f| lex.skip.insert(f, ()));
                continue;
            }
            "stop" => {
                row.list("forms").for_each(|f| lex.stop.insert(f, ()));
                continue;
            }
            "known" => {
                row.list("forms").for_each(|f| lex.known.insert(f, ()));
                continue;
            }
            "minor" => {
                let Ok(share) = row.get("key").parse::<f64>() else {
                    let message = format!("no share `{}`", row.get("key"));
                    out.push(row.fault(
                        row.get("key"),
                        "bad-value",
                        message,
                        "0.01 for a hundredth",
                    ));
                    continue;
                };
                row.list("forms").for_each(|f| lex.minors.insert(f, share));
                continue;
            }
            "plural" => {
                lex.plural_endings.extend(row.list("forms").map(isnad_text::fold));
                continue;
            }
            other => {
                let message = format!("no kind `{other}`");
                let hint = "one of count, measure, money, minor, cue, toll, reach, skip, stop, known, \
                            plural";
                out.push(row.fault(row.get("kind"), "unknown-class", message, hint));
                continue;
            }
        };
        let word = UnitWord { unit: row.get("unit").to_owned(), key, kind };
        row.list("forms").for_each(|f| lex.units.insert(f, word.clone()));
    }
    read_bounds(source, folder, &mut lex, out);
    lex
}

fn read_bounds(source: &Source, folder: &str, lex: &mut UnitLexicon, out: &mut Vec<Diagnostic>) {
    let path = format!("{folder}/bounds.tsv");
    for row in Table::read(source, &path).rows() {
        let after = match row.get("place") {
            "before" => false,
            "after" => true,
            other => {
                out.push(row.fault(
                    row.get("place"),
                    "unknown-class",
                    format!("no place `{other}`"),
                    "before or after",
                ));
                continue;
            }
        };
        let word = BoundWord { bound: row.get("bound").to_owned(), after };
        row.list("forms").for_each(|f| lex.bounds.insert(f, word.clone()));
    }
}
