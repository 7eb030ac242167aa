//! `numbers.tsv`: number words and habits of a language, compiled for `isnad_text::number`.

use isnad_text::{
    number::{NumberLexicon, WordClass},
    phrase::{Phrases, Proclitic},
};

use crate::{Diagnostic, Source, contractions, tsv::Table};

/// Reads `numbers.tsv` of a language folder.
pub fn read(source: &Source, folder: &str, out: &mut Vec<Diagnostic>) -> NumberLexicon {
    let mut lex = NumberLexicon::default();
    let (mut words, mut together) = (Vec::new(), false);
    read_proclitics(source, folder, &mut lex.words);
    lex.joints.cut_by(contractions::of(source));
    let path = format!("{folder}/numbers.tsv");
    for row in Table::read(source, &path).rows() {
        match (row.get("class"), row.get("value")) {
            ("rule", "juxtaposed") => lex.juxtaposed = true,
            ("rule", "stop-groups") => lex.stop_groups = true,
            ("rule", "written-together") => together = true,
            (class, value) => {
                let (class, value) = (word_class(class), value.parse::<f64>());
                let Some(class) = class else {
                    let message = format!("no class `{}`", row.get("class"));
                    out.push(row.fault(
                        row.get("class"),
                        "unknown-class",
                        message,
                        "see the other rows for the classes",
                    ));
                    continue;
                };
                let value = value.unwrap_or(0.0);
                row.list("forms").for_each(|f| lex.insert(f, class, value));
                words.extend(row.list("forms").map(|f| (f, class, value)));
            }
        }
    }
    if together {
        write_together(&words, &mut lex);
    }
    lex
}

/// Adds tens with the units written on them ("twentyfifth").
fn write_together(words: &[(&str, WordClass, f64)], lex: &mut NumberLexicon) {
    let units = words.iter().filter(|(_, class, value)| {
        matches!(class, WordClass::Small | WordClass::Ordinal) && (1.0..10.0).contains(value)
    });
    for (unit, class, value) in units {
        for (tens, _, ten) in words.iter().filter(|w| w.1 == WordClass::Tens) {
            lex.insert(&format!("{tens}{unit}"), *class, ten + value);
        }
    }
}

/// Adds the proclitics of nouns from `clitics.tsv`; phrases are cut like texts.
pub(crate) fn read_proclitics<T>(source: &Source, folder: &str, phrases: &mut Phrases<T>) {
    phrases.cut_by(contractions::of(source));
    let path = format!("{folder}/clitics.tsv");
    let table = Table::read(source, &path);
    let bare = |column: &str| {
        table.rows().find(|r| r.opt("article").is_some()).map_or("", |r| r.get(column))
    };
    let article = bare("form");
    for row in table.rows() {
        if row.get("side") != "pre" || row.get("host") == "verb" {
            continue;
        }
        let parts = [
            ("conj", Proclitic::Conjunction),
            ("prep", Proclitic::Preposition),
            ("article", Proclitic::Article),
        ];
        let parts = parts.into_iter().filter(|(c, _)| row.opt(c).is_some()).map(|(_, p)| p);
        phrases.insert_proclitic(row.get("form"), parts.collect(), article);
    }
}

fn word_class(name: &str) -> Option<WordClass> {
    Some(match name {
        "small" => WordClass::Small,
        "tens" => WordClass::Tens,
        "hundred" => WordClass::Hundred,
        "scale" => WordClass::Scale,
        "scale-after" => WordClass::ScaleAfter,
        "scale-suffix" => WordClass::ScaleSuffix,
        "dual" => WordClass::Dual,
        "ordinal" => WordClass::Ordinal,
        "ordinal-suffix" => WordClass::OrdinalSuffix,
        "fraction" => WordClass::Fraction,
        "fraction-after" => WordClass::FractionAfter,
        "vague" => WordClass::Vague,
        "one" => WordClass::One,
        "and" => WordClass::And,
        "of" => WordClass::Of,
        "point" => WordClass::Point,
        "point-letter" => WordClass::PointLetter,
        "exponent" => WordClass::Exponent,
        "over" => WordClass::Over,
        "out-of" => WordClass::OutOf,
        "in" => WordClass::In,
        "part-of" => WordClass::PartOf,
        "minus" => WordClass::Minus,
        "percent" => WordClass::Percent,
        _ => return None,
    })
}
