//! Runs of words with capitals, and what their heads tell: of "Bobby Morris Playfield" only the last
//! word says that it is no person.

use std::ops::Range;

use isnad_pack::tagger::{Atoms, Seen, features::Field, heads::Head};
use isnad_text::TokenKind;

use crate::document::Document;

/// A run of words with capitals, in a name with those behind a joint: "University of Leeds".
struct Run {
    tokens: Range<usize>,
    /// Words before the first joint.
    end: usize,
}

/// Marks the runs of a sentence with what their heads tell.
pub(super) fn mark(
    doc: &Document<'_>,
    sentence: &Range<usize>,
    out: &mut [Seen],
    atoms: &mut impl Atoms,
) {
    if doc.lang.heads.is_empty() {
        return;
    }
    let mut at = sentence.start;
    while at < sentence.end {
        let run = run(doc, at, sentence.end);
        let value = value(doc, &run);
        for (i, seen) in out.get_mut(run.tokens.clone()).unwrap_or_default().iter_mut().enumerate()
        {
            seen[Field::Head as usize] = atoms.atom(value[usize::from(i > 0)]);
        }
        at = run.tokens.end.max(at + 1);
    }
}

/// The run that begins at a token; an empty one if none does.
fn run(doc: &Document<'_>, start: usize, limit: usize) -> Run {
    let end = capitals(doc, start, limit);
    if end == start {
        return Run { tokens: start..start, end };
    }
    let mut next = end;
    while next > end && is_article(doc, next) || doc.lang.heads.joins(doc.norm(next)) {
        next += 1;
    }
    let behind = if next > end { capitals(doc, next, limit) } else { end };
    Run { tokens: start..if behind > next { behind } else { end }, end }
}

fn is_article(doc: &Document<'_>, i: usize) -> bool {
    doc.lang.settings.lists("article", doc.norm(i))
}

/// Where the words with capitals end that begin at a token.
fn capitals(doc: &Document<'_>, start: usize, limit: usize) -> usize {
    let has = |i: &usize| {
        doc.kind(*i) == TokenKind::Word
            && doc.tokens[*i].span.of(doc.text).starts_with(char::is_uppercase)
    };
    (start..limit).find(|i| !has(i)).unwrap_or(limit)
}

/// What the first and what the further words of a run are marked with.
fn value(doc: &Document<'_>, run: &Run) -> [&'static str; 2] {
    let heads = &doc.lang.heads;
    if run.tokens.len() < 2 {
        return ["b one", "i one"];
    }
    let first = heads.at_beginning(doc.norm(run.tokens.start));
    let goes_on = run.end < run.tokens.end;
    match (heads.at_end(doc.norm(run.end - 1)), goes_on, first) {
        (Some(Head::Place), false, _) => ["b place", "i place"],
        (Some(Head::Org), false, _) => ["b org", "i org"],
        (Some(Head::Other), false, _) => ["b other", "i other"],
        (Some(Head::Place), true, _) => ["b place of", "i place of"],
        (Some(Head::Org), true, _) => ["b org of", "i org of"],
        (Some(Head::Other), true, _) => ["b other of", "i other of"],
        (None, _, Some(Head::Place)) => ["b place first", "i place first"],
        (None, _, Some(Head::Org)) => ["b org first", "i org first"],
        (None, _, Some(Head::Other)) => ["b other first", "i other first"],
        (None, _, None) => ["b many", "i many"],
    }
}

#[cfg(test)]
mod tests {
    use isnad_pack::{
        Pack,
        tagger::{NOTHING, Unkept, atom, features::N_FIELDS},
    };
    use isnad_page::Article;
    use isnad_text::Lang;

    use super::*;

    /// Whether each word of a sentence is marked as given.
    fn are_marked(text: &str, marks: &[&str]) -> bool {
        let pack = Pack::builtin();
        let article = Article::of_text(text.to_owned(), Lang::EN);
        let doc = Document::new(&article, &pack);
        let mut seen = vec![[atom(NOTHING); N_FIELDS]; doc.tokens.len()];
        mark(&doc, &(0..doc.tokens.len()), &mut seen, &mut Unkept);
        seen.iter().map(|s| s[Field::Head as usize]).eq(marks.iter().map(|m| atom(m)))
    }

    #[test]
    fn the_last_word_of_a_run_tells_what_all_of_it_names() {
        assert!(are_marked(
            "near Alvin Moss Park today",
            &["-", "b place", "i place", "i place", "-"]
        ));
        assert!(are_marked("Ann left", &["b one", "-"]));
    }

    #[test]
    fn a_name_goes_on_over_of_only_to_a_capital() {
        let (b, i) = ("b org of", "i org of");
        assert!(are_marked("the University of the Andes", &["-", b, i, i, i]));
        assert!(are_marked("Grey Museum of art", &["b org", "i org", "-", "-"]));
    }
}
