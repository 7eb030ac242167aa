//! Spellings of names: `names/same.tsv` must mean the same, `names/apart.tsv` must not.

use std::sync::LazyLock;

use isnad_extract::{
    extract,
    who::{Why, who},
};
use isnad_pack::Pack;
use isnad_page::{Article, Found};

static PACK: LazyLock<Pack> = LazyLock::new(Pack::builtin);

/// Share of the pairs that must be right.
const ENOUGH: f64 = 0.97;

fn pairs(table: &str) -> Vec<(&str, &str)> {
    let rows = table.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split_once('\t')).collect()
}

/// Whom a name means by itself.
fn meant(name: &str) -> Option<String> {
    let found = who(&PACK, name, None);
    found.first().filter(|c| c.why != Why::PartOfName).map(|c| c.entity.id.clone())
}

/// Whom a name means in a sentence that tells nothing about it.
fn meant_in_sentence(name: &str) -> Option<String> {
    let lang = PACK.lang_of(name);
    let arabic = lang == isnad_text::Lang::AR;
    let (before, after) = if arabic {
        ("وأشار ", " إلى ذلك يوم الاثنين.")
    } else {
        ("In the afternoon ", " spoke about it.")
    };
    let mut article = Article::of_text(format!("{before}{name}{after}"), lang);
    article.published = Some(Found::new("2024-06-19", "test"));
    let mentions = extract(&article, &PACK).mentions;
    let end = before.len() + name.len();
    let whole = |m: &&isnad_extract::Mention| {
        m.span.start as usize == before.len() && m.span.end as usize == end
    };
    mentions.iter().find(whole).map(|m| m.entity.clone())
}

fn check(what: &str, n: usize, wrong: &[String]) {
    let share = 1.0 - wrong.len() as f64 / n as f64;
    assert!(share >= ENOUGH, "{what}: {share:.3} of {n}\n{}", wrong.join("\n"));
}

fn check_same(what: &str, link: impl Fn(&str) -> Option<String>) {
    let pairs = pairs(include_str!("names/same.tsv"));
    assert!(pairs.len() >= 300);
    let wrong = pairs.iter().filter_map(|(a, b)| {
        let (left, right) = (link(a), link(b));
        (left.is_none() || left != right).then(|| format!("{a} = {b}: {left:?}, {right:?}"))
    });
    check(what, pairs.len(), &wrong.collect::<Vec<_>>());
}

fn check_apart(what: &str, link: impl Fn(&str) -> Option<String>) {
    let pairs = pairs(include_str!("names/apart.tsv"));
    assert!(pairs.len() >= 100);
    let wrong = pairs.iter().filter_map(|(a, b)| {
        let (left, right) = (link(a), link(b));
        (left.is_some() && left == right).then(|| format!("{a} ≠ {b}: {left:?}"))
    });
    check(what, pairs.len(), &wrong.collect::<Vec<_>>());
}

#[test]
fn spellings_of_one_name_mean_the_same() {
    check_same("asked by name", meant);
}

#[test]
fn names_that_look_alike_are_kept_apart() {
    check_apart("asked by name", meant);
}

#[test]
fn names_that_look_alike_are_kept_apart_in_sentences() {
    check_apart("in a sentence", meant_in_sentence);
}

#[test]
fn spellings_of_one_name_mean_the_same_in_sentences() {
    check_same("in a sentence", meant_in_sentence);
}

#[test]
fn a_family_name_that_is_a_title_too_hides_no_person() {
    for (text, name) in [
        ("قال الوزير محمد نصير إن الاجتماع تأجل.", "محمد نصير"),
        ("قرأ أبناؤه رسالة أبي بكر على الحاضرين.", "أبي بكر"),
    ] {
        let record = extract(&Article::of_text(text.to_owned(), isnad_text::Lang::AR), &PACK);
        let named: Vec<_> = record.mentions.iter().map(|m| m.span.of(text)).collect();
        assert!(named.contains(&name), "{text}: {named:?}");
    }
}
