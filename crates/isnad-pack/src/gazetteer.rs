//! Matching lists of names over tokens: a trie of folded words.
//!
//! Matching goes over tokens and not over characters, since a fifth of character-level hits fall
//! off the boundaries of words.

use isnad_text::{Contractions, Span, Token, tokenize_with};
use rustc_hash::FxHashMap;

use crate::{Source, contractions};

/// A trie from sequences of folded words to values.
#[derive(Debug)]
pub struct Gazetteer<V> {
    words: FxHashMap<Box<str>, u32>,
    /// By node and word, the node after it: one table for all nodes, since most have one edge or none.
    edges: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node<V>>,
    contractions: Contractions,
}

#[derive(Debug)]
struct Node<V> {
    /// Whether any name goes on behind it.
    goes_on: bool,
    values: Vec<V>,
}

impl<V> Node<V> {
    const EMPTY: Node<V> = Node { goes_on: false, values: Vec::new() };
}

/// A name found: the tokens it covers and the values listed for it.
#[derive(Debug)]
pub struct Hit<'g, V> {
    /// Token after the last.
    pub end: usize,
    /// What is listed under the name.
    pub values: &'g [V],
}

impl<V> Default for Gazetteer<V> {
    fn default() -> Gazetteer<V> {
        Gazetteer {
            words: FxHashMap::default(),
            edges: FxHashMap::default(),
            nodes: vec![Node::EMPTY],
            contractions: Contractions::NONE,
        }
    }
}

impl<V> Gazetteer<V> {
    /// An empty list whose names are cut like the texts of a pack.
    pub(crate) fn of(source: &Source) -> Gazetteer<V> {
        Gazetteer { contractions: contractions::of(source), ..Gazetteer::default() }
    }

    /// The tokens of a name.
    pub(crate) fn tokens(&self, name: &str) -> Vec<Token> {
        tokenize_with(name, Span::new(0, name.len()), &self.contractions)
    }

    /// Adds a name as it is written; its words are cut and folded like those of a text.
    pub fn insert(&mut self, name: &str, value: V) {
        let words = self.tokens(name);
        self.insert_words(words.iter().map(|t| t.norm.as_str()), value);
    }

    /// Adds a sequence of folded words; an empty one is left out.
    pub fn insert_words<'w>(&mut self, words: impl Iterator<Item = &'w str>, value: V) {
        let mut node = 0usize;
        for word in words {
            let id = self.word(word);
            let fresh = self.nodes.len() as u32;
            let next = *self.edges.entry((node as u32, id)).or_insert(fresh);
            if next == fresh {
                self.nodes[node].goes_on = true;
                self.nodes.push(Node::EMPTY);
            }
            node = next as usize;
        }
        if node != 0 {
            // Most names mean one thing, and there are a hundred thousand of them.
            self.nodes[node].values.reserve_exact(1);
            self.nodes[node].values.push(value);
        }
    }

    /// The number of a word; a new one if it has none.
    fn word(&mut self, word: &str) -> u32 {
        if let Some(id) = self.words.get(word) {
            return *id;
        }
        let fresh = self.words.len() as u32;
        self.words.insert(word.into(), fresh);
        fresh
    }

    /// Whether a folded word stands in any name.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Whether a name begins with a folded word.
    pub fn begins(&self, word: &str) -> bool {
        self.step(0, word).is_some()
    }

    /// The longest name that begins with the folded word `first` and goes on with the words that
    /// `variants` gives for the tokens from `from`; `None` if there is none.
    pub fn longest<'g, 't, W: IntoIterator<Item: AsRef<str>>>(
        &'g self,
        first: &str,
        tokens: &'t [Token],
        from: usize,
        variants: impl Fn(&'t Token) -> W,
    ) -> Option<Hit<'g, V>> {
        self.longest_where(first, tokens, from, variants, |_| true)
    }

    /// The longest name of which some value is wanted.
    pub fn longest_where<'g, 't, W: IntoIterator<Item: AsRef<str>>>(
        &'g self,
        first: &str,
        tokens: &'t [Token],
        from: usize,
        variants: impl Fn(&'t Token) -> W,
        wanted: impl Fn(&V) -> bool,
    ) -> Option<Hit<'g, V>> {
        let mut best: Option<Hit<'g, V>> = None;
        self.each(first, tokens, from, variants, |hit| {
            let longer = best.as_ref().is_none_or(|b| hit.end > b.end);
            if longer && hit.values.iter().any(&wanted) {
                best = Some(hit);
            }
        });
        best
    }

    /// Hands over every name that begins with the folded word `first` and goes on with the words that
    /// `variants` gives for the tokens from `from`, shorter ones first.
    pub fn each<'g, 't, W: IntoIterator<Item: AsRef<str>>>(
        &'g self,
        first: &str,
        tokens: &'t [Token],
        from: usize,
        variants: impl Fn(&'t Token) -> W,
        mut hand: impl FnMut(Hit<'g, V>),
    ) {
        let Some(node) = self.step(0, first) else { return };
        self.hit(node, from).into_iter().for_each(&mut hand);
        // Most names end with their first word; nothing need be asked of the tokens behind it.
        if self.is_end(node) {
            return;
        }
        let (mut front, mut next) = (vec![node], Vec::new());
        for (i, token) in tokens.iter().enumerate().skip(from) {
            for node in front.drain(..) {
                let words = variants(token).into_iter();
                next.extend(words.filter_map(|w| self.step(node, w.as_ref())));
            }
            next.iter().filter_map(|n| self.hit(*n, i + 1)).for_each(&mut hand);
            next.retain(|n| !self.is_end(*n));
            if next.is_empty() {
                break;
            }
            std::mem::swap(&mut front, &mut next);
        }
    }

    /// Whether no name goes on behind a node.
    fn is_end(&self, node: usize) -> bool {
        !self.nodes[node].goes_on
    }

    fn step(&self, node: usize, word: &str) -> Option<usize> {
        let id = self.words.get(word)?;
        self.edges.get(&(node as u32, *id)).map(|n| *n as usize)
    }

    fn hit(&self, node: usize, end: usize) -> Option<Hit<'_, V>> {
        let values = self.nodes[node].values.as_slice();
        (!values.is_empty()).then_some(Hit { end, values })
    }
}

/// The folded form of a token alone, for names whose inner words take no clitics.
pub fn exact(token: &Token) -> [&str; 1] {
    [token.norm.as_str()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest_name() {
        let mut names = Gazetteer::default();
        names.insert("كوريا", 1);
        names.insert("كوريا الشمالية", 2);
        let text = "كوريا الشماليّة تردّ";
        let tokens = names.tokens(text);
        let hit = names.longest(&tokens[0].norm, &tokens, 1, exact).unwrap();
        assert_eq!((hit.end, hit.values), (2, &[2][..]));
    }
}
