//! Words written together that texts are cut into (`contractions.tsv`).
//!
//! Those of all languages count for every text: a text of one language holds names and words of
//! others. Lists of names are cut like texts, so whoever reads one asks here.

use isnad_text::Contractions;

use crate::{Diagnostic, Source, tsv::Table};

/// Reads the tables of all languages.
pub(crate) fn read(source: &Source, out: &mut Vec<Diagnostic>) -> Contractions {
    let mut contractions = Contractions::default();
    for lang in source.languages() {
        let table = Table::read(source, &format!("lang/{}/contractions.tsv", lang.code()));
        for row in table.rows() {
            let (first, second) = (row.get("first"), row.get("second"));
            if !contractions.insert(first, second) {
                let message = format!("no text is cut before `{second}`");
                out.push(row.fault(
                    second,
                    "bad-contraction",
                    message,
                    "Latin letters: up to three behind an apostrophe, or a whole word behind another",
                ));
            }
        }
    }
    contractions
}

/// The same for tables beside them; what is wrong is told with the tables of pages.
pub(crate) fn of(source: &Source) -> Contractions {
    read(source, &mut Vec::new())
}

#[cfg(test)]
mod tests {
    use isnad_text::Lang;

    use super::*;
    use crate::{Pack, gazetteer::Gazetteer};

    #[test]
    fn texts_of_all_languages_are_cut() {
        let pack = Pack::builtin();
        for lang in [Lang::AR, Lang::EN] {
            let text = "They cannot say it's Omar’s, and Sana'a didn't";
            let tokens = pack.lang(lang).tokens(text);
            let words: Vec<&str> = tokens.iter().map(|t| t.norm.as_str()).collect();
            let want = "they can not say it 's omar 's , and sana'a did n't";
            assert_eq!(words.join(" "), want);
        }
    }

    #[test]
    fn names_are_cut_like_texts_and_what_cannot_be_cut_is_told() {
        let mut source = Source::default();
        let table = "first\tsecond\n\t'z\n\tz\n";
        source.insert("lang/en/contractions.tsv", table.to_owned());
        let mut faults = Vec::new();
        read(&source, &mut faults);
        assert_eq!(faults.len(), 1);
        let mut names = Gazetteer::of(&source);
        names.insert("Holm'z Bay", ());
        let tokens = names.tokens("Holm'z Bay");
        assert_eq!(tokens.len(), 3);
        assert!(names.longest(&tokens[0].norm, &tokens, 1, crate::gazetteer::exact).is_some());
    }
}
