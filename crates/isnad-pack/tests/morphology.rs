//! Every listed word is found again from each of its inflected forms, and cutting loses nothing.

use std::sync::LazyLock;

use isnad_pack::{
    LangPack, Pack, Source,
    analyse::{Ranked, analyses, likeliest},
    clitics::Clitics,
    inflect::Inflection,
    tsv::Table,
};
use isnad_text::{Lang, fold};
use proptest::prelude::*;

fn read<'p>(lang: &'p LangPack, word: &str) -> Vec<Ranked<'p>> {
    analyses(&lang.vocabulary, &lang.clitics, word, &fold(word))
}

/// The cells of a column with the row's lemma.
fn cells(source: &Source, path: &str, column: &str) -> Vec<(String, String)> {
    let table = Table::read(source, path);
    let row = |r: isnad_pack::tsv::Row<'_, '_>| {
        let lemma = r.get("lemma").to_owned();
        let cells: Vec<String> = r.list(column).map(str::to_owned).collect();
        cells.into_iter().map(move |c| (lemma.clone(), c)).collect::<Vec<_>>()
    };
    table.rows().flat_map(row).collect()
}

/// Forms of a base that do not lead back to the word that they are made of.
fn lost(
    lang: &LangPack,
    inflection: &Inflection,
    base: &str,
    word: &str,
    lemma: &str,
) -> Vec<String> {
    let forms = inflection.forms(base, word).map(|(form, _)| form);
    let found = |form: &str| read(lang, form).iter().any(|r| fold(r.lemma) == fold(lemma));
    forms.filter(|form| !form.contains(' ') && !found(form)).collect()
}

#[test]
fn inflected_forms_lead_back_to_their_words() {
    let (pack, source) = (Pack::builtin(), Source::builtin());
    let lang = pack.lang(Lang::AR);
    let inflection = Inflection::read(&source, "lang/ar", &mut Vec::new());
    let mut missing = Vec::new();
    for (file, column, bases) in [
        ("verbs", "lemma", &["past"][..]),
        ("nouns", "lemma", &["noun"]),
        ("nouns", "plural", &["plural", "sound"]),
        ("vocabulary/verbs", "lemma", &["past"]),
        ("vocabulary/nouns", "lemma", &["noun"]),
        ("vocabulary/nouns", "plural", &["plural", "sound"]),
        ("vocabulary/adjectives", "lemma", &["adj"]),
    ] {
        for (lemma, word) in cells(&source, &format!("lang/ar/{file}.tsv"), column) {
            for base in bases.iter().filter(|_| !lemma.contains(' ')) {
                missing.extend(lost(lang, &inflection, base, &word, &lemma));
            }
        }
    }
    for file in ["verbs", "vocabulary/verbs"] {
        for (lemma, present) in cells(&source, &format!("lang/ar/{file}.tsv"), "present") {
            let body = inflection.body(&lemma, &present);
            missing.extend(lost(lang, &inflection, "body", &body, &lemma));
        }
    }
    assert!(missing.is_empty(), "{} forms: {:?}", missing.len(), missing.get(..20));
}

#[test]
fn the_likeliest_reading_is_the_first_of_all() {
    let pack = Pack::builtin();
    let lang = pack.lang(Lang::AR);
    for word in ["وبسفينتهم", "عليها", "مدارسنا", "سيستأنفون", "باب", "قتلاه", "هجومهم"]
    {
        let best = likeliest(&lang.vocabulary, &lang.clitics, word, &fold(word));
        assert_eq!(best.map(|r| r.cost), read(lang, word).first().map(|r| r.cost), "{word}");
    }
}

#[test]
fn cuts_words_as_a_reader_would() {
    let pack = Pack::builtin();
    let lang = pack.lang(Lang::AR);
    for (word, cut, lemma) in [
        ("لأنهم", "ل+أن+هم", "أن"),
        ("إليهما", "إلي+هما", "إلى"),
        ("ولكن", "و+لكن", "لكن"),
        ("بها", "ب+ها", "ب"),
        ("لها", "ل+ها", "ل"),
        ("فيما", "فيما", "فيما"),
        ("وقع", "وقع", "وقع"),
        ("بنك", "بنك", "بنك"),
        ("حكومتها", "حكومت+ها", "حكومة"),
        ("مستواه", "مستوا+ه", "مستوى"),
        ("زملائه", "زملائ+ه", "زميل"),
        ("للبنوك", "لل+بنوك", "بنك"),
        ("وسيزورونها", "وس+يزورون+ها", "زار"),
        ("استقبلوه", "استقبلو+ه", "استقبل"),
        ("مهندسو", "مهندسو", "مهندس"),
        ("امتدت", "امتدت", "امتد"),
        ("يلقون", "يلقون", "ألقى"),
        ("قيلت", "قيلت", "قال"),
        ("لم", "لم", "لم"),
        ("بالدراجتين", "بال+دراجتين", "دراجة"),
    ] {
        let folded = fold(word);
        let best = likeliest(&lang.vocabulary, &lang.clitics, word, &folded).unwrap();
        let before = best.split.before.map(|b| b.form.clone());
        let after = best.split.after.map(|a| a.form.clone());
        let parts: Vec<String> =
            before.into_iter().chain([best.split.stem(&folded).to_owned()]).chain(after).collect();
        assert_eq!((parts.join("+"), best.lemma), (fold(cut), lemma), "{word}");
    }
}

#[test]
fn english_forms_have_their_dictionary_forms() {
    let pack = Pack::builtin();
    let lang = pack.lang(Lang::EN);
    for (word, lemma) in
        [("were", "be"), ("children", "child"), ("written", "write"), ("embassies", "embassy")]
    {
        let found = read(lang, word);
        assert!(found.iter().any(|r| r.lemma == lemma), "{word}: {found:?}");
    }
    for (word, lemma) in [("hobbies", "hobby"), ("glued", "glue"), ("jogging", "jog")] {
        assert_eq!(lang.vocabulary.by_ending(word).as_deref(), Some(lemma));
    }
}

static CLITICS: LazyLock<Clitics> = LazyLock::new(|| Clitics::read(&Source::builtin(), "lang/ar"));

proptest! {
    #[test]
    fn parts_of_any_word_make_it_up(word in "[ابتجدرسفكلمنهويةىءأؤ]{0,14}|[a-z']{0,9}|\\PC{0,6}") {
        let folded = fold(&word);
        for split in CLITICS.splits(&folded) {
            let before = split.before.map_or("", |b| b.form.as_str());
            let after = split.after.map_or("", |a| a.form.as_str());
            let whole = format!("{before}{}{after}", split.stem(&folded));
            prop_assert_eq!(whole, folded.as_str());
        }
    }
}

#[test]
fn a_weak_letter_that_stays_is_not_dropped() {
    let pack = Pack::builtin();
    let lang = pack.lang(Lang::AR);
    for (form, lemma, want) in
        [("يؤد", "أدى", true), ("يؤد", "أيد", false), ("يزر", "زار", true), ("يرو", "روى", true)]
    {
        let found = read(lang, form).iter().any(|r| r.lemma == lemma);
        assert_eq!(found, want, "{form} of {lemma}");
    }
}
