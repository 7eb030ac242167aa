//! Whom a title means on a day, by the table of offices: `offices/*.tsv`.

use std::sync::LazyLock;

use isnad_extract::{Document, coref, nominal};
use isnad_pack::Pack;
use isnad_page::{Article, Found};
use isnad_text::Lang;

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

/// Whom the first noun phrase that means somebody means, on a day.
fn who(text: String, lang: Lang, on: &str) -> Option<String> {
    let mut article = Article::of_text(text, lang);
    article.published = Some(Found::new(on, "test"));
    let doc = Document::new(&article, &PACK);
    let mut nominals = nominal::nominals(&doc);
    coref::resolve(&doc, &mut nominals);
    nominals.into_iter().find_map(|n| n.who.id)
}

/// The titles of a table that mean somebody else than it says.
fn wrong(table: &str, lang: Lang, sentence: impl Fn(&str) -> String) -> Vec<String> {
    let rows = table.lines().filter(|l| !l.starts_with('#')).skip(1);
    let rows: Vec<Vec<&str>> = rows.map(|l| l.split('\t').collect()).collect();
    assert!(rows.len() >= 200, "only {} cases", rows.len());
    let told = |row: &[&str]| match row {
        [title, on, want] => {
            let got = who(sentence(title), lang, on);
            (got.as_deref() != Some(*want)).then(|| format!("{title} on {on}: {want}, got {got:?}"))
        }
        _ => Some(format!("three cells: {row:?}")),
    };
    rows.iter().filter_map(|row| told(row)).collect()
}

#[test]
fn arabic_titles_mean_who_held_the_office() {
    let wrong = wrong(include_str!("offices/ar.tsv"), Lang::AR, |t| format!("وصل {t} صباح اليوم."));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_titles_mean_who_held_the_office() {
    let table = include_str!("offices/en.tsv");
    let wrong = wrong(table, Lang::EN, |t| format!("The {t} arrived in the morning."));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
