//! Details on which pages about one thing may differ, as `details.tsv` of a language lists them: by
//! which words a detail is told, what it is a detail of, and where its value stands.

use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Source,
    lexicon::{LemmaId, Lexicon},
    rules::{Alternative, Element, Pattern},
    tsv::Table,
};

/// Words that `rest` takes at most, where the row does not say.
const USUAL_REST: usize = 12;

/// A detail that words may tell.
#[derive(Debug, Clone)]
pub struct Detail {
    /// Kebab-case.
    pub id: String,
    /// What the detail is called; `{part}` stands for whoever is named at a part of the pattern.
    pub attribute: String,
    /// What it is a detail of: `visit`, `talks`, `deal`, or words with parts in them.
    pub about: String,
    /// The words that tell it.
    pub pattern: Pattern,
    /// What it is told to be.
    pub value: Shown,
    /// Whether of two different values only one can be true.
    pub exclusive: bool,
    /// The standing relation between the parts `actor` and `recipient` that it tells, by kind.
    pub ledger: Option<String>,
    /// Which element is looked for first.
    pub anchor: usize,
}

/// Where the value of a detail stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// In the words that follow the pattern within the clause, at most so many.
    Rest(usize),
    /// In the last words of the pattern and those that follow.
    Tail(usize),
    /// In the words of the pattern and those that follow.
    Whole(usize),
    /// In words of the row, with parts in them.
    Text(String),
}

/// The details of a language, by the words that may tell them.
#[derive(Debug, Default)]
pub struct Details {
    list: Vec<Detail>,
    words: FxHashMap<String, Vec<usize>>,
    lemmas: FxHashMap<LemmaId, Vec<usize>>,
}

impl Details {
    /// Reads `details.tsv` of a language folder; rows whose pattern cannot be read are reported.
    pub fn read(
        source: &Source,
        folder: &str,
        lexicon: &Lexicon,
        out: &mut Vec<Diagnostic>,
    ) -> Details {
        let mut details = Details::default();
        let table = Table::read(source, &format!("{folder}/details.tsv"));
        for row in table.rows() {
            let cell = row.get("pattern");
            let pattern = Pattern::parse(cell).map(|mut p| (p.resolve(lexicon), p));
            match pattern {
                Err((at, what)) => {
                    let part = cell.get(at..).unwrap_or(cell);
                    let hint = "docs/PACKS.md lists what a pattern may hold";
                    out.push(row.fault(part, "pattern-syntax", what, hint));
                }
                Ok((missing, pattern)) => {
                    for (at, word) in missing {
                        let part = cell.get(at..).unwrap_or(cell);
                        let what = format!("`{word}` is not in the lexicon");
                        let hint = "add it to verbs.tsv or nouns.tsv";
                        out.push(row.fault(part, "dangling-id", what, hint));
                    }
                    details.add(Detail {
                        id: row.get("id").to_owned(),
                        attribute: row.get("attribute").to_owned(),
                        about: row.get("about").to_owned(),
                        anchor: anchor(&pattern.elements),
                        pattern,
                        value: shown(row.get("value")),
                        exclusive: row.opt("exclusive").is_some(),
                        ledger: row.opt("ledger").map(str::to_owned),
                    });
                }
            }
        }
        details
    }

    fn add(&mut self, detail: Detail) {
        let at = self.list.len();
        let element = detail.pattern.elements.get(detail.anchor);
        for alternative in element.map_or(&[][..], |e| &e.alternatives) {
            match alternative {
                Alternative::Words(words) => {
                    let first = words.first().cloned().unwrap_or_default();
                    self.words.entry(first).or_default().push(at);
                }
                Alternative::Lemma { id: Some(id), .. } => {
                    self.lemmas.entry(*id).or_default().push(at);
                }
                _ => {}
            }
        }
        self.list.push(detail);
    }

    /// A detail by its place in the table.
    pub fn get(&self, at: usize) -> Option<&Detail> {
        self.list.get(at)
    }

    /// The details that a folded word may tell.
    pub fn by_word(&self, word: &str) -> &[usize] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// The details that a dictionary word may tell.
    pub fn by_lemma(&self, lemma: LemmaId) -> &[usize] {
        self.lemmas.get(&lemma).map_or(&[], Vec::as_slice)
    }
}

/// The first element that must be there and holds only words.
fn anchor(elements: &[Element]) -> usize {
    let fixed = |a: &Alternative| matches!(a, Alternative::Words(_) | Alternative::Lemma { .. });
    elements.iter().position(|e| !e.optional && e.alternatives.iter().all(fixed)).unwrap_or(0)
}

fn shown(cell: &str) -> Shown {
    let (kind, most) = cell.split_once(' ').unwrap_or((cell, ""));
    let most = most.parse().ok();
    match (kind, most) {
        ("rest", most) => Shown::Rest(most.unwrap_or(USUAL_REST)),
        ("tail", most) => Shown::Tail(most.unwrap_or(USUAL_REST)),
        ("whole", most) => Shown::Whole(most.unwrap_or(0)),
        _ => Shown::Text(cell.to_owned()),
    }
}
