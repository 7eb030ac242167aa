//! Weights of the tagger of names: what each feature of a token speaks for.
//!
//! The table is written by `cargo xtask train` from the annotated sentences in `train/names/`; it
//! knows no word that does not stand there.

pub mod features;
pub mod heads;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    Diagnostic, Source,
    memo::{Known, Memo},
    tsv::Table,
};
use features::{AROUND, N_FIELDS, TEMPLATES};
pub use features::{Atoms, NOTHING, Seen, Unkept};

/// How many labels a token may have.
pub const N_LABELS: usize = 9;

/// The labels, as the columns of the table are called: outside of names, then first and further
/// tokens of names of persons, places, bodies and other things.
pub const LABELS: [&str; N_LABELS] =
    ["o", "b_person", "i_person", "b_place", "i_place", "b_org", "i_org", "b_other", "i_other"];

/// What something speaks for, by label.
pub type Weights = [i32; N_LABELS];

/// Weights as they are kept, since there are hundreds of thousands of them.
type Kept = [i16; N_LABELS];

/// Name of the feature that is the label before.
pub const BEFORE: &str = "before";

/// The value of what lies before the first and behind the last token of a sentence.
pub const EDGE: &str = "edge";

/// Tokens before and behind a token that features look at.
const REACH: usize = 2;
/// Neighbourhoods that are remembered at most.
const NEIGHBOURHOODS: usize = 1 << 15;

/// What the features of one word alone speak for, by the place of the token whose label is sought:
/// two before the word, one before it, the word itself, and so on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Alone([Weights; 2 * REACH + 1]);

/// The weights of a language; without a table it finds no names.
#[derive(Debug)]
pub struct Tagger {
    features: FxHashMap<u64, Kept>,
    /// By the label before.
    transitions: [Weights; N_LABELS],
    /// What the edge of a sentence speaks for.
    edge: Alone,
    /// What all other features speak for, by a key of all that they look at.
    around: Memo<(u64, Weights)>,
}

impl Tagger {
    /// Reads `tagger.tsv` of a language.
    pub(crate) fn read(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> Tagger {
        let (mut features, mut transitions) = (FxHashMap::default(), [[0; N_LABELS]; N_LABELS]);
        for row in Table::read(source, &format!("{folder}/tagger.tsv")).rows() {
            let weights = LABELS.map(|l| row.get(l).parse().unwrap_or(0));
            let Some((template, values)) = row.get("feature").split_once('=') else {
                let (message, hint) = ("no feature".to_owned(), "template=value or before=label");
                out.push(row.fault(row.get("feature"), "unknown-field", message, hint));
                continue;
            };
            // A label before; what is written before a word has the same name.
            let label = LABELS.iter().position(|l| template == BEFORE && *l == values);
            if let Some(own) = label.and_then(|at| transitions.get_mut(at)) {
                *own = weights;
                continue;
            }
            let atoms = values.split('|').map(atom);
            features.insert(key(atom(template), atoms), kept(&weights));
        }
        Tagger::of(features, &transitions)
    }

    /// A tagger of weights just learned.
    pub fn new(
        features: impl IntoIterator<Item = (u64, Weights)>,
        transitions: [Weights; N_LABELS],
    ) -> Tagger {
        Tagger::of(features.into_iter().map(|(k, w)| (k, kept(&w))).collect(), &transitions)
    }

    fn of(features: FxHashMap<u64, Kept>, transitions: &[Weights; N_LABELS]) -> Tagger {
        let around = Memo::new(NEIGHBOURHOODS);
        let (transitions, edge) = (*transitions, Alone::default());
        let mut tagger = Tagger { features, transitions, edge, around };
        tagger.edge = tagger.alone(&OUTSIDE);
        tagger
    }

    /// Whether there is anything to decide with.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// Adds what a feature speaks for.
    fn add(&self, key: u64, sum: &mut Weights) {
        if let Some(weights) = self.features.get(&key) {
            sum.iter_mut().zip(weights).for_each(|(sum, w)| *sum += i32::from(*w));
        }
    }

    /// What the features of a word alone speak for.
    pub fn alone(&self, seen: &Seen) -> Alone {
        let mut out = Alone::default();
        if self.is_empty() {
            return out;
        }
        for (name, parts) in TEMPLATES {
            let Some(offset) = features::alone(parts) else { continue };
            let values = parts.iter().map(|(field, _)| seen[*field as usize]);
            if let Some(sum) = out.0.get_mut(REACH.wrapping_add_signed(-offset)) {
                self.add(key(atom(name), values), sum);
            }
        }
        out
    }

    /// What speaks for each label at each token of a sentence, given also what each of its words
    /// speaks for alone.
    pub fn scores<'w>(
        &self,
        sentence: &[Seen],
        alone: impl Fn(usize) -> Option<&'w Alone>,
    ) -> Vec<Weights> {
        let score = |i: usize| {
            let mut sum = self.around(sentence, i).1;
            for (at, place) in (0..=2 * REACH).rev().enumerate() {
                let near = (i + at).checked_sub(REACH).and_then(&alone).unwrap_or(&self.edge);
                sum.iter_mut().zip(near.0[place]).for_each(|(sum, w)| *sum += w);
            }
            sum
        };
        (0..sentence.len()).map(score).collect()
    }

    /// What the features speak for that are not of one word alone.
    fn around(&self, sentence: &[Seen], i: usize) -> Known<'_, (u64, Weights)> {
        let near = [i.checked_sub(1), Some(i), Some(i + 1)];
        let near = near.map(|at| at.and_then(|at| sentence.get(at)).unwrap_or(&OUTSIDE));
        let key = AROUND.iter().zip(FACTORS).fold(0u64, |sum, ((field, offset), factor)| {
            let value = near[1usize.wrapping_add_signed(*offset)][*field as usize];
            sum.wrapping_add(value.wrapping_mul(factor))
        });
        let make = || {
            let mut sum = [0; N_LABELS];
            each_feature(sentence, i, |template, _, key| {
                if features::alone(TEMPLATES[template].1).is_none() {
                    self.add(key, &mut sum);
                }
            });
            (key, sum)
        };
        // The lower bits of a product depend on few of its factors' bits.
        self.around.get(key >> 32, |known| known.0 == key, make)
    }

    /// The best labels of a sequence, given what speaks for each label at each place.
    pub fn decode(&self, scores: &[Weights]) -> Vec<usize> {
        decode(scores, &self.transitions)
    }
}

/// The best labels of a sequence, given what speaks for each label at each place and, by the label
/// before, for each label behind it (Viterbi).
pub fn decode(scores: &[Weights], transitions: &[Weights; N_LABELS]) -> Vec<usize> {
    let mut back: Vec<[usize; N_LABELS]> = Vec::with_capacity(scores.len());
    let mut last: Weights = [i32::MIN / 2; N_LABELS];
    // A sequence begins as if nothing named stood before it.
    last[0] = 0;
    for own in scores {
        let (mut next, mut from) = ([i32::MIN / 2; N_LABELS], [0; N_LABELS]);
        for (to, score) in own.iter().enumerate() {
            for before in may_precede(to) {
                let sum = last[before] + transitions[before][to] + score;
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

fn kept(weights: &Weights) -> Kept {
    weights.map(|w| w.clamp(i16::MIN.into(), i16::MAX.into()) as i16)
}

/// Odd numbers, one for each thing that is seen around a token (splitmix64).
const FACTORS: [u64; AROUND.len()] = {
    let mut out = [0; AROUND.len()];
    let (mut i, mut state) = (0, 0u64);
    while i < out.len() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        out[i] = (mixed ^ (mixed >> 31)) | 1;
        i += 1;
    }
    out
};

/// What is seen outside of a sentence.
const OUTSIDE: Seen = [atom(EDGE); N_FIELDS];

fn value(sentence: &[Seen], i: usize, field: features::Field, offset: isize) -> u64 {
    let at = i.checked_add_signed(offset).and_then(|at| sentence.get(at));
    at.unwrap_or(&OUTSIDE)[field as usize]
}

/// Hands over the features of a token: the template, the values, the key.
pub fn each_feature(sentence: &[Seen], i: usize, mut hand: impl FnMut(usize, &[u64], u64)) {
    for (number, (name, parts)) in TEMPLATES.iter().enumerate() {
        let mut values = [0; 3];
        for (slot, (field, offset)) in values.iter_mut().zip(*parts) {
            *slot = value(sentence, i, *field, *offset);
        }
        let values = &values[..parts.len()];
        hand(number, values, key(atom(name), values.iter().copied()));
    }
}

/// The labels that may stand before another: a name goes on only behind itself.
fn may_precede(label: usize) -> Range<usize> {
    let goes_on = label > 0 && label.is_multiple_of(2);
    if goes_on { label - 1..label + 1 } else { 0..N_LABELS }
}

/// A value of a feature as it is compared (FNV-1a, 64 bits).
pub const fn atom(text: &str) -> u64 {
    let (bytes, mut i) = (text.as_bytes(), 0);
    let mut hash = 0xcbf2_9ce4_8422_2325;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
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
        let mut tagger = Tagger::new([], [[0; N_LABELS]; N_LABELS]);
        let mut begin = [0; N_LABELS];
        (begin[1], begin[3]) = (5, -5);
        let mut inside = [0; N_LABELS];
        (inside[4], inside[2]) = (9, 3);
        assert_eq!(tagger.decode(&[begin, inside]), [1, 2]);
        tagger.transitions[1][0] = 20;
        assert_eq!(tagger.decode(&[begin, inside]), [1, 0]);
        assert_eq!(tagger.decode(&[]), [0usize; 0]);
    }

    #[test]
    fn only_labels_before_are_read_as_transitions() {
        let mut source = Source::default();
        let table = "feature\to\tb_person\nbefore=i_org\t3\t\nbefore=و|noun\t\t-7\n";
        source.insert("lang/ar/tagger.tsv", table.to_owned());
        let tagger = Tagger::read(&source, "lang/ar", &mut Vec::new());
        assert_eq!(tagger.transitions.iter().flatten().sum::<i32>(), 3);
        assert_eq!(tagger.transitions[6][0], 3);
        let mut sum = [0; N_LABELS];
        tagger.add(key(atom(BEFORE), ["و", "noun"].map(atom).into_iter()), &mut sum);
        assert_eq!(sum[1], -7);
    }

    #[test]
    fn what_words_speak_for_alone_and_around_is_what_all_features_do() {
        let value = |word: usize| -> Seen { std::array::from_fn(|f| (7 * word + f) as u64 % 5) };
        let sentence: Vec<Seen> = (0..9).map(value).collect();
        let mut features = Vec::new();
        for i in 0..sentence.len() {
            each_feature(&sentence, i, |n, _, key| features.push((key, [n as i32 + 1; N_LABELS])));
        }
        let tagger = Tagger::new(features.iter().copied(), [[0; N_LABELS]; N_LABELS]);
        let alone: Vec<Alone> = sentence.iter().map(|seen| tagger.alone(seen)).collect();
        let n: i32 = (1..=TEMPLATES.len() as i32).sum();
        for _ in 0..2 {
            assert_eq!(tagger.scores(&sentence, |i| alone.get(i)), [[n; N_LABELS]; 9]);
        }
    }
}
