//! Letters of two names side by side: what it costs to read the one as the other.

use isnad_text::fold;
use rustc_hash::FxHashMap;

use crate::tsv::Row;

/// Costs nothing can pay.
const TOO_DEAR: u32 = 1000;

/// The letters of a name without the breaks between its words.
#[derive(Debug, Default, Clone)]
pub(super) struct Letters {
    pub(super) letters: Vec<char>,
    /// Whether a word begins at each letter, and behind the last.
    pub(super) begins: Vec<bool>,
    /// Whether each letter stands in a word that a list knows as a name.
    pub(super) known: Vec<bool>,
}

/// What the spellings of one name may differ in.
#[derive(Debug, Default, Clone)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    /// The sides of the rules by their first letter; those without letters hold everywhere.
    by_first: FxHashMap<Option<char>, Vec<Side>>,
}

/// A rule, and whether it is read from `b` to `a`.
type Side = (usize, bool);

/// Letters that stand for others.
#[derive(Debug, Clone)]
struct Rule {
    a: Vec<char>,
    b: Vec<char>,
    cost: u32,
    place: Place,
    foreign: bool,
}

/// Where in a word a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    Start,
    End,
}

impl Rules {
    /// Takes a row of `spelling.tsv`.
    pub(super) fn add(&mut self, row: &Row<'_, '_>) {
        let letters = |column: &str| fold(row.get(column)).chars().collect::<Vec<char>>();
        let rule = Rule {
            a: letters("a"),
            b: letters("b"),
            cost: row.get("cost").parse().unwrap_or(TOO_DEAR),
            place: match row.get("place") {
                "start" => Place::Start,
                "end" => Place::End,
                _ => Place::Any,
            },
            foreign: !row.get("foreign").is_empty(),
        };
        for (side, swapped) in [(&rule.a, false), (&rule.b, true)] {
            let own = self.by_first.entry(side.first().copied()).or_default();
            own.push((self.rules.len(), swapped));
        }
        self.rules.push(rule);
    }

    /// What it costs to read one name as the other.
    pub(super) fn distance(&self, a: &Letters, b: &Letters, most: u32) -> u32 {
        let (n, m) = (a.letters.len(), b.letters.len());
        let mut cost = vec![vec![TOO_DEAR; m + 1]; n + 1];
        cost[0][0] = 0;
        let mut sides = Vec::new();
        for i in 0..=n {
            // Few ways to read the one name up to here are cheap enough to go on from.
            if cost[i].iter().all(|here| *here > most) {
                continue;
            }
            sides.clear();
            sides.extend(self.at(a, i));
            for j in 0..=m {
                let here = cost[i][j];
                if here > most {
                    continue;
                }
                if i < n && j < m && a.letters[i] == b.letters[j] {
                    cost[i + 1][j + 1] = here.min(cost[i + 1][j + 1]);
                }
                for (rule, x, y) in &sides {
                    if rule.holds(b, j, y) {
                        let slot = &mut cost[i + x.len()][j + y.len()];
                        *slot = (*slot).min(here + rule.cost);
                    }
                }
            }
        }
        cost[n][m]
    }

    /// The rules one side of which stands at a place of a name, that side first.
    fn at<'r>(
        &'r self,
        name: &Letters,
        at: usize,
    ) -> impl Iterator<Item = (&'r Rule, &'r [char], &'r [char])> {
        let first = name.letters.get(at).copied();
        let here = first.and_then(|c| self.by_first.get(&Some(c)));
        let sides = here.into_iter().chain(self.by_first.get(&None)).flatten();
        sides.filter_map(move |(rule, swapped)| {
            let rule = self.rules.get(*rule)?;
            let (x, y) = if *swapped { (&rule.b, &rule.a) } else { (&rule.a, &rule.b) };
            rule.holds(name, at, x).then_some((rule, x.as_slice(), y.as_slice()))
        })
    }
}

impl Rule {
    /// Whether the rule holds for letters at a place of a name.
    fn holds(&self, name: &Letters, at: usize, letters: &[char]) -> bool {
        // One to four letters: a loop is quicker than a call that compares memory.
        let rest = name.letters.get(at..).unwrap_or_default();
        let there = rest.len() >= letters.len() && rest.iter().zip(letters).all(|(a, b)| a == b);
        there && self.is_placed(name, at, letters.len()) && !(self.foreign && is_known(name, at))
    }

    fn is_placed(&self, name: &Letters, at: usize, n: usize) -> bool {
        let word_begins = |i: usize| name.begins.get(i).copied().unwrap_or_default();
        match self.place {
            Place::Any => true,
            Place::Start => word_begins(at),
            Place::End => word_begins(at + n),
        }
    }
}

/// Whether a letter stands in a word that a list knows as a name; of one that is not there, the one
/// before it tells the word.
fn is_known(name: &Letters, at: usize) -> bool {
    name.known.get(at).or(name.known.last()).copied().unwrap_or_default()
}
