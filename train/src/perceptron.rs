//! The averaged structured perceptron, taught to tell the right labels by a margin.

use std::fmt;

use isnad_extract::tagger::spans;
use isnad_pack::tagger::{N_LABELS, Tagger, Weights, decode, each_feature};
use rustc_hash::FxHashMap;

use crate::sentences::Sentence;

/// A feature stands in so many places of the sentences at least, or is not looked at.
const SELDOM: u32 = 2;
/// Weights are whole numbers in the table: an averaged weight of one is this, and lighter ones are
/// nothing.
const SCALE: f64 = 4.0;

/// By so much, for each token, right labels must speak for more than wrong ones (the cost-augmented
/// decoding of margin methods: Taskar, Guestrin and Koller, NIPS 2003). Unseen text is tagged better
/// for it than by labels that are barely right.
const MARGIN: i32 = 60;

/// Features whose weights are all lighter are left out: held-out sentences are tagged as well by half
/// of the rows.
const LIGHT: i32 = 20;

/// A feature: its template and values.
pub(crate) type Feature = (usize, [u64; 3], usize);

/// What was learned.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) tagger: Tagger,
    /// The rows of the table: what the feature is, and what it speaks for.
    pub(crate) rows: Vec<(Feature, Weights)>,
    pub(crate) transitions: [Weights; N_LABELS],
}

/// A sentence with the places of its features.
struct Indexed<'s> {
    sentence: &'s Sentence,
    features: Vec<Vec<u32>>,
}

/// Weights while they are learned: their values, and the values times the step at which they came.
struct Learner {
    now: Vec<[f64; N_LABELS]>,
    dated: Vec<[f64; N_LABELS]>,
    step: f64,
}

impl Model {
    /// Learns from sentences.
    pub(crate) fn learn(sentences: &[&Sentence], epochs: usize) -> Model {
        let (features, keys, indexed) = index(sentences);
        // The rows of the labels before follow those of the features.
        let n = features.len() + N_LABELS;
        let mut learner =
            Learner { now: vec![[0.0; N_LABELS]; n], dated: vec![[0.0; N_LABELS]; n], step: 1.0 };
        let mut order: Vec<usize> = (0..indexed.len()).collect();
        let mut random = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..epochs {
            shuffle(&mut order, &mut random);
            for at in &order {
                learner.see(&indexed[*at], features.len());
            }
        }
        let averaged: Vec<Weights> = (0..n).map(|i| learner.averaged(i)).collect();
        let mut transitions = [[0; N_LABELS]; N_LABELS];
        transitions.iter_mut().zip(&averaged[features.len()..]).for_each(|(t, a)| *t = *a);
        let kept = |i: &usize| averaged[*i].iter().any(|w| w.abs() >= LIGHT);
        let rows: Vec<usize> = (0..features.len()).filter(kept).collect();
        let by_key = rows.iter().map(|i| (keys[*i], averaged[*i]));
        Model {
            tagger: Tagger::new(by_key, transitions),
            rows: rows.iter().map(|i| (features[*i], averaged[*i])).collect(),
            transitions,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// Numbers the features that stand often enough.
fn index<'s>(sentences: &[&'s Sentence]) -> (Vec<Feature>, Vec<u64>, Vec<Indexed<'s>>) {
    let mut count: FxHashMap<u64, u32> = FxHashMap::default();
    for s in sentences {
        (0..s.seen.len())
            .for_each(|i| each_feature(&s.seen, i, |_, _, k| *count.entry(k).or_default() += 1));
    }
    let (mut features, mut keys) = (Vec::new(), Vec::new());
    let mut number: FxHashMap<u64, u32> = FxHashMap::default();
    let mut indexed = Vec::new();
    for sentence in sentences {
        let mut places = Vec::new();
        for i in 0..sentence.seen.len() {
            let mut own = Vec::new();
            each_feature(&sentence.seen, i, |template, values, key| {
                if count[&key] < SELDOM {
                    return;
                }
                own.push(*number.entry(key).or_insert_with(|| {
                    let mut kept = [0; 3];
                    kept[..values.len()].copy_from_slice(values);
                    features.push((template, kept, values.len()));
                    keys.push(key);
                    features.len() as u32 - 1
                }));
            });
            places.push(own);
        }
        indexed.push(Indexed { sentence, features: places });
    }
    (features, keys, indexed)
}

impl Learner {
    /// Tags a sentence and learns from the mistakes.
    fn see(&mut self, s: &Indexed<'_>, n_features: usize) {
        self.step += 1.0;
        let guess = self.decode(s, n_features);
        let right = &s.sentence.labels;
        if guess == *right {
            return;
        }
        for (i, own) in s.features.iter().enumerate() {
            let (was, is) = (before(&guess, i), before(right, i));
            if guess[i] != right[i] {
                for feature in own {
                    self.change(*feature as usize, right[i], 1.0);
                    self.change(*feature as usize, guess[i], -1.0);
                }
            }
            if guess[i] != right[i] || was != is {
                self.change(n_features + is, right[i], 1.0);
                self.change(n_features + was, guess[i], -1.0);
            }
        }
    }

    fn change(&mut self, row: usize, label: usize, by: f64) {
        self.now[row][label] += by;
        self.dated[row][label] += by * self.step;
    }

    fn averaged(&self, row: usize) -> Weights {
        let mean = |l: usize| self.now[row][l] - self.dated[row][l] / (self.step + 1.0);
        let kept = |mean: f64| if mean.abs() < 1.0 { 0 } else { (mean * SCALE).round() as i32 };
        std::array::from_fn(|l| kept(mean(l)))
    }

    /// The best labels where wrong ones are given a start.
    fn decode(&self, s: &Indexed<'_>, n_features: usize) -> Vec<usize> {
        let scores: Vec<Weights> = s
            .features
            .iter()
            .zip(&s.sentence.labels)
            .map(|(own, right)| {
                let mut sum = [MARGIN; N_LABELS];
                sum[*right] = 0;
                for feature in own {
                    let weights = &self.now[*feature as usize];
                    sum.iter_mut().zip(weights).for_each(|(s, w)| *s += *w as i32);
                }
                sum
            })
            .collect();
        let row = |l: usize| self.now[n_features + l].map(|w| w as i32);
        decode(&scores, &std::array::from_fn(row))
    }
}

fn before(labels: &[usize], i: usize) -> usize {
    i.checked_sub(1).map_or(0, |at| labels[at])
}

/// A shuffle that is always the same (Fisher and Yates, with xorshift).
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(i, (*random % (i as u64 + 1)) as usize);
    }
}

/// How many names were found.
#[derive(Debug, Default)]
pub(crate) struct Score {
    gold: f64,
    found: f64,
    right: f64,
}

impl Score {
    /// Counts the names of a sentence.
    pub(crate) fn add(&mut self, sentence: &Sentence, model: &Model) {
        let alone: Vec<_> = sentence.seen.iter().map(|seen| model.tagger.alone(seen)).collect();
        let scores = model.tagger.scores(&sentence.seen, |i| alone.get(i));
        let found: Vec<_> = spans(&model.tagger.decode(&scores)).collect();
        let gold: Vec<_> = spans(&sentence.labels).collect();
        self.gold += gold.len() as f64;
        self.found += found.len() as f64;
        self.right += found.iter().filter(|f| gold.contains(f)).count() as f64;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r) = (self.right / self.found.max(1.0), self.right / self.gold.max(1.0));
        let f1 = 2.0 * p * r / (p + r).max(f64::MIN_POSITIVE);
        write!(f, "{} names, {} found, P {p:.3} R {r:.3} F1 {f1:.3}", self.gold, self.found)
    }
}
