//! Text in, tokens out.

use proptest::prelude::*;

use super::*;
use crate::fold;

/// Some contractions of English.
fn contractions() -> Contractions {
    let mut out = Contractions::default();
    for (first, second) in [("", "'s"), ("", "'ll"), ("", "n't"), ("can", "not")] {
        assert!(out.insert(first, second), "{first} {second}");
    }
    out
}

fn words(text: &str) -> Vec<&str> {
    let tokens = tokenize_with(text, Span::new(0, text.len()), &contractions());
    tokens.into_iter().map(|t| t.span.of(text)).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, want) in cases {
        assert_eq!(words(text), *want, "{text}");
    }
}

#[test]
fn cuts_words_numbers_and_marks() {
    check(&[
        ("وقّع بوتين، \"اتفاقا\".", &["وقّع", "بوتين", "،", "\"", "اتفاقا", "\"", "."]),
        ("10.000 حاوية", &["10.000", "حاوية"]),
        ("في 20.06.2024.", &["في", "20.06.2024", "."]),
        ("North Korea's U.S. ally didn't", &["North", "Korea", "'s", "U.S.", "ally", "did", "n't"]),
        ("O'Carroll said", &["O'Carroll", "said"]),
        ("إف-16", &["إف", "-", "16"]),
        ("2000-2001", &["2000", "-", "2001"]),
        ("قالAFP", &["قال", "AFP"]),
    ]);
}

#[test]
fn parts_contractions_and_possessives() {
    check(&[
        (
            "They won't, can’t and CANNOT.",
            &["They", "wo", "n't", ",", "ca", "n’t", "and", "CAN", "NOT", "."],
        ),
        ("It’s Sana'a's turn", &["It", "’s", "Sana'a", "'s", "turn"]),
        ("the workers' rights", &["the", "workers", "'", "rights"]),
        ("at nine o'clock we'll go", &["at", "nine", "o'clock", "we", "'ll", "go"]),
        ("'s", &["'", "s"]),
        ("said ‘hello’", &["said", "‘", "hello", "’"]),
        ("l'été d'Évian", &["l'été", "d'Évian"]),
    ]);
}

#[test]
fn contractions_are_those_that_are_listed() {
    let text = "Korea's team didn't, cannot; we'd go";
    let tokens = tokenize(text, Span::new(0, text.len()));
    let shown: Vec<_> = tokens.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(shown, ["Korea's", "team", "didn't", ",", "cannot", ";", "we'd", "go"]);
    for (first, second) in
        [("", "s"), ("", "'"), ("", "'even"), ("can", ""), ("q'", "x"), ("", "'ы")]
    {
        assert!(!Contractions::default().insert(first, second), "{first} {second}");
    }
}

#[test]
fn an_apostrophe_before_a_decade_belongs_to_it() {
    let text = "since the '90s and the ’80s, not '90 or '900s";
    let tokens = tokenize(text, Span::new(0, text.len()));
    let shown: Vec<_> = tokens.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(shown[2..8], ["'90", "s", "and", "the", "’80", "s"]);
    assert_eq!(shown[9..], ["not", "'", "90", "or", "'", "900", "s"]);
    assert_eq!((tokens[2].kind, tokens[2].norm.as_str()), (TokenKind::Number, "90"));
}

#[test]
fn keeps_addresses_whole() {
    check(&[
        (
            "see https://news.example/a?b=1&c=(d)).",
            &["see", "https://news.example/a?b=1&c=(d))", "."],
        ),
        ("(www.news.example)، قال", &["(", "www.news.example", ")", "،", "قال"]),
        ("https://news.exampleوقال", &["https://news.example", "وقال"]),
        ("write to desk.one@news.example.", &["write", "to", "desk.one@news.example", "."]),
        ("نشر @news_desk صورة", &["نشر", "@news_desk", "صورة"]),
        ("#غزة_اليوم", &["#", "غزة", "_", "اليوم"]),
        ("5@home, a@b", &["5", "@", "home", ",", "a", "@", "b"]),
    ]);
}

#[test]
fn parts_what_is_glued() {
    check(&[
        (
            "50km 10% 7٪ at 10:30, 2-1",
            &["50", "km", "10", "%", "7", "٪", "at", "10", ":", "30", ",", "2", "-", "1"],
        ),
        ("long-term Al-Hasad", &["long", "-", "term", "Al", "-", "Hasad"]),
        ("النبيﷺ وصحبه", &["النبي", "ﷺ", "وصحبه"]),
        ("بيـــان والـAFP", &["بيـــان", "والـ", "AFP"]),
        ("القاهرة ـ وكالات", &["القاهرة", "ـ", "وكالات"]),
    ]);
}

#[test]
fn tokens_carry_folded_forms() {
    let text = "إعلانٌ رؤيا\u{064E}\u{0654} گاز ﻻ ﷲ Ａbc U.S. Erdoğan ـ «";
    let norms: Vec<_> =
        tokenize(text, Span::new(0, text.len())).into_iter().map(|t| t.norm).collect();
    let want = ["اعلان", "رؤيا", "كاز", "لا", "الله", "abc", "u.s.", "erdogan", "-", "«"];
    assert_eq!(norms, want);
}

#[test]
fn single_letters_without_end_are_no_abbreviation() {
    check(&[("the U.S.-led U.N.", &["the", "U.S.", "-", "led", "U.N."])]);
    let text = format!("{}ab", "a.".repeat(100_000));
    assert_eq!(words(&text).len(), 200_001);
}

/// Whether a stretch holds nothing that a token should: white space and marks without a letter.
fn is_gap(text: &str) -> bool {
    let light = |c: char| fold::is_ignorable(c) || ('\u{0300}'..='\u{036F}').contains(&c);
    text.chars().all(|c| c != '\n' && (c.is_whitespace() || light(c)))
}

proptest! {
    #[test]
    fn tokens_and_gaps_are_the_text(text in r"[\PC\n\u{640}-\u{660}\u{300}\u{200B}-\u{202E}'.@ a-zA-Z]{0,60}") {
        let mut at = 0;
        for token in tokenize(&text, Span::new(0, text.len())) {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(at <= start && start < end);
            prop_assert!(is_gap(&text[at..start]), "{:?}", &text[at..start]);
            at = end;
        }
        prop_assert!(is_gap(&text[at..]), "{:?}", &text[at..]);
    }

    #[test]
    fn a_folded_form_is_that_of_the_words(text in r"[\u{600}-\u{6FF}\u{FB50}-\u{FDFF}a-zA-ZÀ-ÿ\u{300}-\u{30F} ]{0,40}") {
        for token in tokenize(&text, Span::new(0, text.len())) {
            let words = token.span.of(&text);
            let dash = words.chars().all(|c| c == '\u{0640}');
            prop_assert!(dash || token.norm == fold(words), "{words:?} {:?}", token.norm);
        }
    }

    #[test]
    fn any_bytes_do(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let text = String::from_utf8_lossy(&bytes);
        tokenize(&text, Span::new(0, text.len()));
    }
}

#[test]
fn a_word_cut_at_a_glance_is_cut_like_all_others() {
    let contractions = contractions();
    for text in ["cannot go", "cannot", "house, and", "h\n", "www;x"] {
        let glance = word::plain_cut(text, 0, &contractions).unwrap();
        let whole = word::latin_cut(text, 0, &contractions);
        assert_eq!((glance.first, glance.end), (whole.first, whole.end), "{text}");
        assert_eq!(address::end(text, 0), None, "{text}");
    }
    for text in ["it's", "U.S.", "www.x.org", "name@x.org", "a-b@x.org", "naïve", "x2@y.org"] {
        assert!(word::plain_cut(text, 0, &contractions).is_none(), "{text}");
    }
}
