//! Pages that are lists of headlines: they tell no story, and belong to none.

use std::collections::BTreeSet;

use crate::terms::Features;

/// Lines that a list has at least.
const LINES: usize = 5;
/// Words of a headline at most.
const LONGEST: usize = 20;
/// Part of the words of a list that stand in headlines.
const HEADLINES: f32 = 0.8;
/// Part of the headlines that may have a word in common with the next.
const COHERENT: f32 = 0.5;
/// Marks with which sentences end.
const STOPS: [char; 8] = ['.', '!', '?', '؟', '…', ':', '؛', ';'];

/// Whether a page is a list of headlines: short lines without a full stop, each about something else.
pub(crate) fn is_listing(page: &Features, text: &str) -> bool {
    let mut lines: Vec<(usize, BTreeSet<u32>)> = vec![Default::default(); page.sentences.len()];
    for word in &page.words {
        let Some((words, terms)) = lines.get_mut(word.sentence) else { continue };
        *words += 1;
        if !word.is_function() {
            terms.insert(word.term);
        }
    }
    let open = |at: usize| {
        let line = page.sentences.get(at).map_or("", |s| s.of(text)).trim_end();
        !line.trim_end_matches(['"', '”', '»', ')']).ends_with(STOPS)
    };
    let headline = |at: &usize| lines[*at].0 <= LONGEST && open(*at);
    let heads: Vec<usize> = (0..lines.len()).filter(headline).collect();
    let words: usize = lines.iter().map(|l| l.0).sum();
    let within: usize = heads.iter().map(|at| lines[*at].0).sum();
    let alike = heads.windows(2).filter(|pair| match pair {
        [a, b] => !lines[*a].1.is_disjoint(&lines[*b].1),
        _ => false,
    });
    heads.len() >= LINES
        && within as f32 >= HEADLINES * words as f32
        && alike.count() as f32 <= COHERENT * heads.len() as f32
}
