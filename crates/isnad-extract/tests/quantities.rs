//! Dates, figures and numbers of the sentences in `quantities/*.tsv`.

use isnad_extract::{amounts, dates::dates, figures, quantity::Quantities};
use isnad_pack::Pack;
use isnad_text::{Lang, Moment};

const TABLES: [(Lang, &str); 4] = [
    (Lang::AR, include_str!("quantities/ar.tsv")),
    (Lang::AR, include_str!("quantities/numbers_ar.tsv")),
    (Lang::EN, include_str!("quantities/en.tsv")),
    (Lang::EN, include_str!("quantities/numbers_en.tsv")),
];

/// What is found in a text, as the tables write it.
fn found(pack: &Pack, lang: Lang, layer: &str, published: &str, text: &str) -> String {
    let tokens = pack.lang(lang).tokens(text);
    let all = Quantities::new(text, &tokens, pack.lang(lang), Moment::parse(published));
    let found: Vec<String> = match layer {
        "date" => dates(&all)
            .iter()
            .map(|d| format!("{} = {}", d.span.of(text), d.value.as_deref().unwrap_or_default()))
            .collect(),
        "figure" => figures::figures(&all)
            .iter()
            .map(|f| {
                let key = f.key.as_deref().unwrap_or("-");
                format!("{} = {} {} {key}", f.span.of(text), f.value, f.bound)
            })
            .collect(),
        _ => amounts::numbers(&all)
            .iter()
            .map(|n| format!("{} = {}", n.span.of(text), n.value))
            .collect(),
    };
    found.join(" | ").trim().to_owned()
}

#[test]
fn finds_what_the_tables_say() {
    let pack = Pack::builtin();
    let mut faults = Vec::new();
    for (lang, table) in TABLES {
        for line in table.lines().skip(2) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [layer, published, text, expected] = cells[..] else {
                panic!("four cells: {line}")
            };
            let got = found(&pack, lang, layer, published, text);
            if got != expected {
                faults.push(format!("{text}\n  expected {expected}\n  found    {got}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Any stretch of the sentences is read without panic, and spans stay within it.
#[test]
fn any_part_of_a_text_can_be_read() {
    let pack = Pack::builtin();
    for (lang, table) in TABLES {
        let bounds: Vec<usize> = table.char_indices().map(|(i, _)| i).collect();
        for (from, to) in bounds.iter().zip(bounds.iter().skip(41)).step_by(7) {
            let text = &table[*from..*to];
            for layer in ["date", "figure", "number"] {
                found(&pack, lang, layer, "2024-06-19T10:00", text);
            }
        }
    }
}

#[test]
fn a_text_without_marks_is_one_clause_of_which_little_is_shown() {
    let pack = Pack::builtin();
    for (lang, piece) in [(Lang::EN, "12 cats "), (Lang::AR, "12 قطة ")] {
        let text = piece.repeat(200_000 / piece.len());
        let tokens = pack.lang(lang).tokens(&text);
        let all = Quantities::new(&text, &tokens, pack.lang(lang), None);
        let figures = figures::figures(&all);
        assert!(figures.len() > 10_000);
        assert!(figures.iter().all(|f| f.about.len() < 1500 && f.about.starts_with("12 ")));
        assert_eq!(amounts::numbers(&all).len(), all.numbers.len());
    }
}

#[test]
fn words_said_over_and_over_are_read_to_their_end() {
    let pack = Pack::builtin();
    let ar = ["يوم", "أسبوع", "هذا", "شهر", "الاثنين", "ربيع", "آخر", "الماضي", "ليلة", "قبل"];
    let en = ["week", "day", "last", "this", "Monday last", "week of", "the last day", "spring"];
    for (lang, words) in [(Lang::AR, &ar[..]), (Lang::EN, &en[..])] {
        for word in words {
            let text = format!("{word} ").repeat(20_000);
            let tokens = pack.lang(lang).tokens(&text);
            let all = Quantities::new(&text, &tokens, pack.lang(lang), Moment::parse("2024-06-19"));
            assert!(dates(&all).len() <= tokens.len(), "{word}");
        }
    }
}
