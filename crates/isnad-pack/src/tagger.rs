//! Weights of the tagger of names: what each feature of a token speaks for.
//!
//! The table is written by `cargo xtask train` from the annotated sentences in `train/names/`; it
//! knows no word that does not stand there.

use rustc_hash::FxHashMap;

use crate::{Diagnostic, Source, tsv::Table};

/// How many labels a token may have.
pub const N_LABELS: usize = 9;

/// The labels, as the columns of the table are called: outside of names, then first and further
/// tokens of names of persons, places, bodies and other things.
pub const LABELS: [&str; N_LABELS] =
    ["o", "b_person", "i_person", "b_place", "i_place", "b_org", "i_org", "b_other", "i_other"];

/// What something speaks for, by label.
pub type Weights = [i32; N_LABELS];

/// Name of the feature that is the label before.
pub const BEFORE: &str = "before";

/// The weights of a language; without a table it finds no names.
#[derive(Debug, Default)]
pub struct Tagger {
    features: FxHashMap<u64, Weights>,
    /// By the label before.
    transitions: [Weights; N_LABELS],
}

impl Tagger {
    /// Reads `tagger.tsv` of a language.
    pub(crate) fn read(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> Tagger {
        let mut tagger = Tagger::default();
        for row in Table::read(source, &format!("{folder}/tagger.tsv")).rows() {
            let weights = LABELS.map(|l| row.get(l).parse().unwrap_or(0));
            let Some((template, values)) = row.get("feature").split_once('=') else {
                let (message, hint) = ("no feature".to_owned(), "template=value or before=label");
                out.push(row.fault(row.get("feature"), "unknown-field", message, hint));
                continue;
            };
            if template == BEFORE {
                let at = LABELS.iter().position(|l| *l == values);
                if let Some(own) = at.and_then(|at| tagger.transitions.get_mut(at)) {
                    *own = weights;
                }
                continue;
            }
            let atoms = values.split('|').map(atom);
            tagger.features.insert(key(atom(template), atoms), weights);
        }
        tagger
    }

    /// A tagger of weights just learned.
    pub fn new(features: FxHashMap<u64, Weights>, transitions: [Weights; N_LABELS]) -> Tagger {
        Tagger { features, transitions }
    }

    /// Whether there is anything to decide with.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// What a feature speaks for.
    pub fn weights(&self, key: u64) -> Option<&Weights> {
        self.features.get(&key)
    }

    /// The best labels of a sequence, given what speaks for each label at each place (Viterbi).
    pub fn decode(&self, scores: &[Weights]) -> Vec<usize> {
        let mut back: Vec<[usize; N_LABELS]> = Vec::with_capacity(scores.len());
        let mut last: Weights = [i32::MIN / 2; N_LABELS];
        // A sequence begins as if nothing named stood before it.
        last[0] = 0;
        for own in scores {
            let (mut next, mut from) = ([i32::MIN / 2; N_LABELS], [0; N_LABELS]);
            for (to, score) in own.iter().enumerate() {
                for before in (0..N_LABELS).filter(|b| may_follow(*b, to)) {
                    let sum = last[before] + self.transitions[before][to] + score;
                    if sum > next[to] {
                        (next[to], from[to]) = (sum, before);
                    }
                }
            }
            last = next;
            back.push(from);
        }
        let mut best = (0..N_LABELS).rev().max_by_key(|l| last[*l]).unwrap_or(0);
        let mut labels: Vec<usize> = Vec::with_capacity(scores.len());
        for from in back.iter().rev() {
            labels.push(best);
            best = from[best];
        }
        labels.reverse();
        labels
    }
}

/// Whether a label may stand behind another: a name goes on only behind itself.
pub fn may_follow(before: usize, label: usize) -> bool {
    let goes_on = label > 0 && label.is_multiple_of(2);
    !goes_on || before == label || before + 1 == label
}

/// A value of a feature as it is compared (FNV-1a, 64 bits).
pub fn atom(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The key of a feature: its template with its values.
pub fn key(template: u64, values: impl Iterator<Item = u64>) -> u64 {
    values.fold(template, |hash, value| {
        (hash.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_on_only_behind_itself() {
        let mut tagger = Tagger::default();
        let mut begin = [0; N_LABELS];
        (begin[1], begin[3]) = (5, -5);
        let mut inside = [0; N_LABELS];
        (inside[4], inside[2]) = (9, 3);
        assert_eq!(tagger.decode(&[begin, inside]), [1, 2]);
        tagger.transitions[1][0] = 20;
        assert_eq!(tagger.decode(&[begin, inside]), [1, 0]);
        assert_eq!(tagger.decode(&[]), [0usize; 0]);
    }
}
