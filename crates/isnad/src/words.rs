//! Words as the search compares them: folded, and without clitics.

use std::collections::HashMap;

use isnad_pack::{LangPack, Pack, inflect::Pos};
use isnad_page::Article;
use isnad_store::{IndexWords, QueryWord};
use isnad_text::{Lang, Span, Token, TokenKind, fold};

/// The words of an article for the index: title and text.
pub(crate) fn of_article(article: &Article, pack: &Pack) -> IndexWords {
    let mut out = IndexWords::default();
    let title = article.title.as_ref().map_or("", |t| t.value.as_str());
    for text in [title, &article.text] {
        for token in words(text, pack) {
            push(&mut out.surface, &token.norm);
            for stem in stems(&token.norm, pack) {
                push(&mut out.stems, &stem);
            }
        }
    }
    out
}

/// The words of a query.
pub(crate) fn of_query(query: &str, pack: &Pack) -> Vec<QueryWord> {
    let turn = |token: Token| QueryWord {
        stems: query_stems(&token.norm, pack),
        is_small: language(&token.norm, pack).story.is_stop_word(&token.norm),
        surface: token.norm.into(),
    };
    words(query, pack).map(turn).collect()
}

/// Where the words of a query stand in a text.
pub(crate) fn hits(text: &str, query: &[QueryWord], pack: &Pack) -> Vec<Span> {
    hits_of_all(&[text], query, pack).pop().unwrap_or_default()
}

/// Where the words of a query stand in each of some texts. Texts say the same words again and again:
/// each is looked at once.
pub(crate) fn hits_of_all(texts: &[&str], query: &[QueryWord], pack: &Pack) -> Vec<Vec<Span>> {
    let is_hit = |word: &str| {
        let read = |q: &QueryWord| !q.stems.is_empty();
        query.iter().any(|q| q.surface == word)
            || query.iter().any(read)
                && stems(word, pack).iter().any(|s| query.iter().any(|q| q.stems.contains(s)))
    };
    let mut known: HashMap<String, bool> = HashMap::new();
    let mut spans = |text: &&str| -> Vec<Span> {
        let mut out = Vec::new();
        for token in words(text, pack) {
            let found = match known.get(token.norm.as_str()) {
                Some(found) => *found,
                None => *known.entry(token.norm.as_str().into()).or_insert(is_hit(&token.norm)),
            };
            out.extend(found.then_some(token.span));
        }
        out
    };
    texts.iter().map(&mut spans).collect()
}

fn words(text: &str, pack: &Pack) -> impl Iterator<Item = Token> {
    pack.lang(Lang::of_text(text)).tokens(text).into_iter().filter(|t| t.kind != TokenKind::Mark)
}

fn push(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(word);
}

/// What a word may be without the clitics that nouns and names take.
fn stems(word: &str, pack: &Pack) -> Vec<String> {
    let clitics = &language(word, pack).clitics;
    let mut out: Vec<String> = clitics
        .splits(word)
        .filter(|s| s.before.is_none_or(|b| !b.verb_only))
        .flat_map(|s| clitics.hosts(&s, word))
        .collect();
    out.extend(lemmas(word, pack));
    out.sort();
    out.dedup();
    out
}

/// The dictionary words that a noun may be a form of: its singular, without clitics.
fn lemmas(word: &str, pack: &Pack) -> Vec<String> {
    let lang = language(word, pack);
    let readings = lang.lexicon.readings(word, &lang.clitics);
    let nouns = readings.iter().filter(|r| r.analysis.features.pos == Pos::Noun);
    nouns.map(|r| fold(&lang.lexicon.get(r.analysis.lemma).text)).collect()
}

/// The forms by which a word of a query is looked for. Only an article is cut off: in a query, the
/// first letter of a word is rarely a preposition.
fn query_stems(word: &str, pack: &Pack) -> Vec<String> {
    let clitics = &language(word, pack).clitics;
    let mut out: Vec<String> = clitics
        .splits(word)
        .filter(|s| s.after.is_none() && s.before.is_none_or(|b| b.article))
        .map(|s| s.stem(word).to_owned())
        .collect();
    out.extend(lemmas(word, pack));
    out.sort();
    out.dedup();
    out
}

fn language<'p>(word: &str, pack: &'p Pack) -> &'p LangPack {
    pack.lang(Lang::of_text(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> Vec<String> {
        let pack = Pack::builtin();
        let query = of_query(query, &pack);
        hits(text, &query, &pack).into_iter().map(|s| s.of(text).to_owned()).collect()
    }

    #[test]
    fn finds_words_in_other_spellings_and_with_clitics() {
        let text = "وبالإتفاقية وصل وفد سوريا إلى كوريا، ولكوريا رأي";
        assert_eq!(found(text, "اتفاقية"), ["وبالإتفاقية"]);
        assert_eq!(found(text, "الاتفاقيه"), ["وبالإتفاقية"]);
        assert_eq!(found("بنود معاهدتهما وبالمعاهدات", "معاهدة"), ["معاهدتهما", "وبالمعاهدات"]);
        assert_eq!(found(text, "كوريا"), ["كوريا", "ولكوريا"]);
        assert!(found(text, "مصر").is_empty());
        assert_eq!(found("Korea's ships", "KOREA"), ["Korea"]);
    }
}
