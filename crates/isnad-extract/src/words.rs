//! Tokens as records show them: with dictionary form, part of speech and clitics.

use isnad_pack::{clitics::Split, inflect::Pos, lexicon::Reading};
use isnad_text::{Span, TokenKind, fold::is_ignorable};

use crate::{document::Document, record::TokenFact};

/// Letters that a stem must have at least before a pronoun is cut off an unknown word.
const SHORTEST_STEM: usize = 3;

/// All tokens of a document but line feeds.
pub fn tokens(doc: &Document<'_>) -> Vec<TokenFact> {
    let shown = (0..doc.tokens.len()).filter(|i| !doc.is_mark(*i, "\n"));
    shown.map(|i| token(doc, i)).collect()
}

fn token(doc: &Document<'_>, i: usize) -> TokenFact {
    let token = &doc.tokens[i];
    let reading = doc.readings[i].first().filter(|_| doc.functions[i].is_none());
    let split = match reading {
        Some(reading) => Some(reading.split.clone()),
        None => likely_split(doc, i),
    };
    let pos = match token.kind {
        TokenKind::Number => Some("number"),
        TokenKind::Mark => Some("mark"),
        TokenKind::Word => reading.map(|r| pos_name(r.analysis.features.pos)),
    };
    TokenFact {
        span: token.span,
        lemma: lemma(doc, i, reading, split.as_ref()),
        pos: pos.map(str::to_owned),
        clitics: split.map(|s| clitics(doc, i, &s)).unwrap_or_default(),
    }
}

fn lemma(
    doc: &Document<'_>,
    i: usize,
    reading: Option<&Reading<'_>>,
    split: Option<&Split<'_>>,
) -> Option<String> {
    match (reading, split) {
        (Some(r), _) => Some(doc.lang.lexicon.get(r.analysis.lemma).text.clone()),
        (None, Some(split)) => Some(split.stem.clone()),
        (None, None) => {
            (doc.tokens[i].kind == TokenKind::Word).then(|| doc.tokens[i].norm.to_string())
        }
    }
}

fn pos_name(pos: Pos) -> &'static str {
    match pos {
        Pos::Verb => "verb",
        Pos::Active | Pos::Participle => "participle",
        Pos::Masdar => "verbal-noun",
        Pos::Gerund => "gerund",
        Pos::Noun => "noun",
        Pos::Adj => "adjective",
    }
}

/// How a word that the lexicon does not read is cut: by any list that holds its stem, else by the
/// clitics that hardly ever belong to a stem, an article after a preposition or a long pronoun.
fn likely_split<'d>(doc: &Document<'d>, i: usize) -> Option<Split<'d>> {
    let token = doc.tokens.get(i).filter(|t| t.kind == TokenKind::Word)?;
    let splits = doc.lang.clitics.splits(&token.norm);
    let listed = |s: &&Split<'_>| {
        let lists = |w: &str| {
            doc.lang.function.knows(w)
                || doc.lang.names.knows(w)
                || doc.lang.demonyms.knows(w)
                || doc.lang.role_names.knows(w)
                || doc.lang.glossary.knows(w)
        };
        lists(&s.stem)
    };
    let sure = |s: &&Split<'_>| {
        let letters = s.stem.chars().count();
        let before = s.before.is_some_and(|b| b.article && letters >= SHORTEST_STEM);
        let after = s.after.is_some_and(|a| a.form.chars().count() > 1 && letters >= SHORTEST_STEM);
        let joined = s.before.is_none_or(|b| b.article || b.prep.is_empty() && !b.verb_only);
        (before || after) && joined && (s.after.is_none() || after)
    };
    splits.iter().find(listed).or_else(|| splits.iter().find(sure)).cloned()
}

/// The spans of the clitics of a word: conjunction and preposition before the stem, the pronoun
/// behind it.
fn clitics(doc: &Document<'_>, i: usize, split: &Split<'_>) -> Vec<Span> {
    let span = doc.tokens[i].span;
    let mut out = Vec::new();
    let mut at = span.start;
    let before = split.before.map_or(["", ""], |b| [b.conj.as_str(), b.prep.as_str()]);
    for part in before.into_iter().filter(|p| !p.is_empty()) {
        let end = after_letters(doc.text, at, span.end, part.chars().count());
        out.push(Span { start: at, end });
        at = end;
    }
    if let Some(after) = split.after {
        let letters = doc.word(i).chars().filter(|c| !is_ignorable(*c)).count();
        let stem = letters.saturating_sub(after.form.chars().count());
        out.push(Span {
            start: after_letters(doc.text, span.start, span.end, stem),
            end: span.end,
        });
    }
    out
}

/// The byte after so many letters, marks not counted.
fn after_letters(text: &str, from: u32, to: u32, letters: usize) -> u32 {
    let word = Span { start: from, end: to }.of(text);
    let mut left = letters;
    for (offset, c) in word.char_indices() {
        if !is_ignorable(c) {
            if left == 0 {
                return from + offset as u32;
            }
            left -= 1;
        }
    }
    to
}

#[cfg(test)]
mod tests {
    use isnad_pack::Pack;

    use crate::{extras, tests::article};

    #[test]
    fn cuts_clitics_of_known_and_unknown_words() {
        let pack = Pack::builtin();
        for (text, want) in [
            ("وبالمعاهدة", vec!["و", "ب"]),
            ("لزيارتهما", vec!["ل", "هما"]),
            ("وللولايات", vec!["و", "ل"]),
            ("سفينتهم", vec!["هم"]),
            ("وطن", vec![]),
        ] {
            let article = article(text);
            let token = &extras(&article, &pack).tokens[0];
            let got: Vec<&str> = token.clitics.iter().map(|c| c.of(text)).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
