//! Frames: which event a predicate tells, and where its actors and recipients stand.

use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Source,
    lexicon::{LemmaId, Lexicon},
    tsv::{Row, Table},
};

/// One way in which a predicate tells an event.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Kebab-case id; the rule name of the events it makes.
    pub id: String,
    /// One of the sixteen types.
    pub kind: String,
    /// Mode within the type.
    pub mode: Option<String>,
    /// Words one of which must stand in the clause, by their number among [`Frames::word`], sorted;
    /// empty for none.
    pub with: Vec<usize>,
    /// Where the actor stands.
    pub actor: Slot,
    /// Where the recipient stands, best first.
    pub recipients: Vec<Slot>,
    /// Status that the frame itself gives.
    pub status: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Options by name.
    pub options: Vec<String>,
    /// A sentence that it codes.
    pub example: String,
    /// What it makes of the example: `TYPE:mode ACTORS>RECIPIENTS status`.
    pub expect: String,
}

/// A complement that a frame asks for: any nominal form of one of the dictionary words, or its
/// spelling itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Dictionary words of this spelling.
    pub lemmas: Vec<LemmaId>,
    /// Whether all of them are verbs. Only then may it stand as one: "urged them to withdraw".
    pub verb_only: bool,
}

/// A place of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// Subject; of a noun its possessor, adjective or agent.
    Subject,
    /// Object.
    Object,
    /// Genitive of the complement noun.
    Genitive,
    /// After a preposition, by its key.
    Prep(String),
    /// Nowhere.
    None,
}

/// The frames of a language, by predicate.
#[derive(Debug, Default)]
pub struct Frames {
    frames: Vec<Frame>,
    /// Frames by the lemma of their predicate.
    by_lemma: Vec<Vec<usize>>,
    words: Words,
}

/// The complements that frames ask for.
#[derive(Debug, Default)]
struct Words {
    all: Vec<Word>,
    by_lemma: Vec<Vec<usize>>,
    by_form: FxHashMap<String, usize>,
}

impl Frame {
    /// Whether an option is set.
    pub fn has(&self, option: &str) -> bool {
        self.options.iter().any(|o| o == option)
    }
}

impl Frames {
    /// Reads `frames.tsv` of a language folder.
    pub fn read(
        source: &Source,
        folder: &str,
        lexicon: &Lexicon,
        out: &mut Vec<Diagnostic>,
    ) -> Frames {
        let mut frames = Frames::default();
        let table = Table::read(source, &format!("{folder}/frames.tsv"));
        let mut faults = Vec::new();
        for row in table.rows() {
            let index = frames.frames.len();
            let mut known = 0;
            for predicate in row.list("predicate") {
                let (class, text) = predicate.split_once(':').unwrap_or(("v", predicate));
                match lexicon.find(text, class == "v").or_else(|| lexicon.find(text, class != "v"))
                {
                    Some(lemma) => {
                        known += 1;
                        push(&mut frames.by_lemma, lemma, index);
                    }
                    None => faults.push(row.fault(
                        predicate,
                        "dangling-id",
                        format!("predicate `{predicate}` is not in the lexicon"),
                        "add it to verbs.tsv or nouns.tsv",
                    )),
                }
            }
            if known > 0 {
                let with = row.list("with").map(|text| frames.words.add(text, lexicon)).collect();
                frames.frames.push(frame_of(&row, with));
            }
        }
        // Frames that ask for a complement are tried before general ones.
        let list = &frames.frames;
        for indices in &mut frames.by_lemma {
            indices.retain(|i| *i < list.len());
            indices.sort_by_key(|i| (list[*i].with.is_empty(), *i));
        }
        out.append(&mut faults);
        frames
    }

    /// The frames of a dictionary word, most specific first.
    pub fn of(&self, lemma: LemmaId) -> impl Iterator<Item = &Frame> {
        self.by_lemma.get(lemma as usize).into_iter().flatten().map(|i| &self.frames[*i])
    }

    /// A complement that frames ask for.
    pub fn word(&self, number: usize) -> Option<&Word> {
        self.words.all.get(number)
    }

    /// The numbers of the complements of which a dictionary word is one.
    pub fn words_of(&self, lemma: LemmaId) -> &[usize] {
        self.words.by_lemma.get(lemma as usize).map_or(&[], Vec::as_slice)
    }

    /// The number of the complement that is spelled like a folded form.
    pub fn word_spelled(&self, form: &str) -> Option<usize> {
        self.words.by_form.get(form).copied()
    }

    /// All frames in the order of the file.
    pub fn all(&self) -> &[Frame] {
        &self.frames
    }
}

impl Words {
    /// The number of a word, which is added if it is not there yet.
    fn add(&mut self, text: &str, lexicon: &Lexicon) -> usize {
        let form = isnad_text::fold(text);
        if let Some(known) = self.by_form.get(&form) {
            return *known;
        }
        let number = self.all.len();
        let lemmas: Vec<LemmaId> =
            [false, true].iter().filter_map(|verb| lexicon.find(text, *verb)).collect();
        for lemma in &lemmas {
            push(&mut self.by_lemma, *lemma, number);
        }
        self.by_form.insert(form, number);
        let verb_only = lemmas.iter().all(|l| lexicon.get(*l).verb);
        self.all.push(Word { lemmas, verb_only });
        number
    }
}

/// Adds to the list of a dictionary word.
fn push(lists: &mut Vec<Vec<usize>>, lemma: LemmaId, number: usize) {
    let lemma = lemma as usize;
    lists.resize_with(lists.len().max(lemma + 1), Vec::new);
    if let Some(list) = lists.get_mut(lemma) {
        list.push(number);
    }
}

fn frame_of(row: &Row<'_, '_>, mut with: Vec<usize>) -> Frame {
    let list = |column: &str| row.list(column).map(str::to_owned).collect::<Vec<_>>();
    with.sort_unstable();
    Frame {
        id: row.get("id").to_owned(),
        kind: row.get("type").to_owned(),
        mode: row.opt("mode").map(str::to_owned),
        with,
        actor: slot_of(row.opt("actor").unwrap_or("subj")),
        recipients: row.list("recipient").map(slot_of).filter(|s| *s != Slot::None).collect(),
        status: row.opt("status").map(str::to_owned),
        contexts: list("contexts"),
        options: row
            .get("options")
            .split([',', '|'])
            .map(|o| o.trim().to_owned())
            .filter(|o| !o.is_empty())
            .collect(),
        example: row.get("example").to_owned(),
        expect: row.get("expect").to_owned(),
    }
}

fn slot_of(name: &str) -> Slot {
    match name {
        "subj" => Slot::Subject,
        "obj" => Slot::Object,
        "gen" => Slot::Genitive,
        "-" | "" => Slot::None,
        prep => Slot::Prep(prep.to_owned()),
    }
}
