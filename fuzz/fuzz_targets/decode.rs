//! Any bytes under any media type: decoding must end, and keep what is valid UTF-8.
#![no_main]

use isnad_page::{Content, decode::decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &[u8])| {
    let (declared, bytes) = input;
    let (content, notes) = decode(bytes, Some(declared));
    let (Content::Text(text) | Content::Html(text)) = content;
    assert!(text.is_empty() || notes.iter().all(|note| note.code != "not-a-page"));
});
