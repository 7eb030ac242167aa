//! The title as the address of a page spells it: "/2024/06/leaders-sign-pact-in-capital.html".
//!
//! Addresses drop accents and short words, so a line is compared by the share of words in common.

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashSet;

use crate::{label::Label, line::Line};

/// Words that a part of an address has at least if it spells a title.
const WORDS: usize = 4;

/// Percent of the words of an address that stand in a line if it is the title; the same of the line.
const OF_ADDRESS: usize = 60;
const OF_LINE: usize = 50;

/// Lines behind a title within which its article begins.
const REACH: usize = 20;

/// The first line that the address spells and behind which text soon follows.
pub(crate) fn title(lines: &[Line<'_>], labels: &[Label], url: &str) -> Option<usize> {
    let words = words_of(url)?;
    let begins =
        |title: usize| labels.iter().skip(title + 1).take(REACH).any(|l| *l == Label::Body);
    let found = |i: &usize| spells(&words, &lines[*i]) && begins(*i);
    (0..lines.len()).filter(|i| lines[*i].len() >= WORDS - 1).find(found)
}

/// The folded words of the part of an address that has most of them.
fn words_of(url: &str) -> Option<FxHashSet<String>> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (_, path) = rest.split_once('/')?;
    let path = path.split(['?', '#']).next()?;
    let parts = path.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy());
    let spelled = parts.map(|part| folded(&part)).max_by_key(FxHashSet::len)?;
    (spelled.len() >= WORDS).then_some(spelled)
}

/// The words of a part of an address; numbers and endings of files tell nothing.
fn folded(part: &str) -> FxHashSet<String> {
    let name = part.rsplit_once('.').map_or(part, |(name, _)| name);
    let text = name.replace(['-', '_', '+', '.'], " ");
    let words =
        isnad_pack::page::words_of(&text).into_iter().map(|w| String::from(w.norm.as_str()));
    words.filter(|w| w.chars().count() > 1 && !w.bytes().all(|b| b.is_ascii_digit())).collect()
}

/// Whether a line has the words of an address, and few others.
fn spells(words: &FxHashSet<String>, line: &Line<'_>) -> bool {
    let own: FxHashSet<&str> =
        line.words.iter().map(|w| w.norm.as_str()).filter(|w| w.chars().count() > 1).collect();
    let shared = words.iter().filter(|w| own.contains(w.as_str())).count();
    shared * 100 >= words.len() * OF_ADDRESS && shared * 100 >= own.len() * OF_LINE
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad_pack::Pack;

    #[test]
    fn an_address_spells_a_title_that_lost_its_accents() {
        let pack = Pack::builtin();
        let url =
            "http://a.example/news/servi-o-de-resgate-registra-queda-de-ponte-em-vila-123.html";
        for (line, want) in [
            ("Serviço de resgate registra queda de ponte em Vila", true),
            ("Serviço de meteorologia prevê chuva", false),
            ("Registra", false),
        ] {
            let lines = crate::line::lines_of(line, &pack);
            assert_eq!(words_of(url).is_some_and(|w| spells(&w, &lines[0])), want, "{line}");
        }
    }

    #[test]
    fn an_address_in_arabic_letters_is_decoded() {
        let words = words_of(
            "https://a.example/%D8%B2%D9%8A%D8%A7%D8%B1%D8%A9-%D8%A7%D9%84%D9%88%D8%B2%D9%8A%D8%B1-%D8%A5%D9%84%D9%89-%D8%A7%D9%84%D8%B9%D8%A7%D8%B5%D9%85%D8%A9/5",
        );
        assert_eq!(words.map(|w| w.len()), Some(4));
    }

    #[test]
    fn numbers_and_short_paths_spell_nothing() {
        for url in [
            "https://a.example/2024/06/19/12345678",
            "https://a.example",
            "https://a.example/world/asia",
        ] {
            assert_eq!(words_of(url), None, "{url}");
        }
    }
}
