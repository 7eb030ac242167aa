//! Words by which a name of several words tells what it names: "Park", "Museum" at the end of a row of
//! capitals, "Lake", "University" at its beginning.
//!
//! Languages without capitals have none: there such words stand before names as ordinary nouns, which
//! the tagger sees beside the name.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Source, tsv::Table};

/// The heads of a language.
#[derive(Debug, Default)]
pub struct Heads {
    ends: FxHashMap<String, Head>,
    beginnings: FxHashMap<String, Head>,
    joints: FxHashSet<String>,
}

/// What a head tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A place: "Reservoir".
    Place,
    /// A body: "Railway".
    Org,
    /// An event, a work, a law: "War".
    Other,
}

impl Heads {
    /// Reads `name_heads.tsv` of a language.
    pub(crate) fn read(source: &Source, folder: &str) -> Heads {
        let mut out = Heads::default();
        for row in Table::read(source, &format!("{folder}/name_heads.tsv")).rows() {
            let word = isnad_text::fold(row.get("word"));
            let head = match row.get("kind") {
                "place" => Head::Place,
                "org" => Head::Org,
                _ => Head::Other,
            };
            match row.get("at") {
                "end" => drop(out.ends.insert(word, head)),
                "beginning" => drop(out.beginnings.insert(word, head)),
                _ => drop(out.joints.insert(word)),
            }
        }
        out
    }

    /// What a folded word tells at the end of a name, or before a joint.
    pub fn at_end(&self, norm: &str) -> Option<Head> {
        self.ends.get(norm).copied()
    }

    /// What a folded word tells at the beginning of a name.
    pub fn at_beginning(&self, norm: &str) -> Option<Head> {
        self.beginnings.get(norm).copied()
    }

    /// Whether a name may go on over a folded word: "University of Leeds".
    pub fn joins(&self, norm: &str) -> bool {
        self.joints.contains(norm)
    }

    /// Whether the language has none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}
