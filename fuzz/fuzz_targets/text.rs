//! Any text through the text layer: tokens and their gaps give the text back, every token but line
//! feeds is in one sentence, and folding keeps its way back.
#![no_main]

use isnad_text::{Habits, Span, fold, fold_with_map, sentences, tokenize};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let tokens = tokenize(text, Span::new(0, text.len()));
    let mut end = 0;
    for token in &tokens {
        assert!(token.span.start >= end && token.span.end > token.span.start);
        assert!(text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    let held: usize = sentences(text, &tokens, &Habits::NONE).iter().map(ExactSizeIterator::len).sum();
    assert_eq!(held, tokens.iter().filter(|t| !t.is_mark("\n")).count());
    let (folded, map) = fold_with_map(text);
    assert_eq!(folded, fold(text));
    assert_eq!(map.len(), folded.len() + 1);
});
