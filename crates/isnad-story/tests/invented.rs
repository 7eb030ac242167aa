//! Invented stories, told by wires, copies, translations, papers with reporters of their own and
//! corrections: what is found in four of them, line by line of `invented/expected.txt`, and in twelve
//! small ones, line by line of `invented/small.txt`.
#![allow(clippy::unwrap_used, reason = "a test stops where its own files are wrong")]

mod common;

use std::collections::BTreeSet;

use isnad_story::{Claim, Story, Value};

const PAGES: &str = include_str!("invented/pages.jsonl");
const EXPECTED: &str = include_str!("invented/expected.txt");
const SMALL: &str = include_str!("invented/small.jsonl");
const SMALL_EXPECTED: &str = include_str!("invented/small.txt");

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
    names.into_iter().collect()
}

/// Whether a finding is among the stories.
fn holds(stories: &[Story], finding: &str) -> bool {
    let (kind, rest) = finding.split_once(' ').unwrap();
    match kind {
        "story" => {
            stories.iter().any(|s| set(s.articles.iter().map(String::as_str)) == set(words(rest)))
        }
        "from" => {
            let pages = words(rest);
            let lineage = stories.iter().flat_map(|s| &s.lineage);
            let entry = lineage.clone().find(|l| l.article == pages[0]).unwrap();
            let parents = entry.parents.iter().filter(|p| p.kind.is_copy());
            set(parents.map(|p| p.article.as_str())) == set(pages[1..].iter().copied())
        }
        "claim" => stories.iter().flat_map(|s| &s.claims).any(|c| is_claim(c, rest)),
        "quote" => stories
            .iter()
            .flat_map(|s| &s.same_quotes)
            .any(|group| set(group.iter().map(|q| q.article.as_str())) == set(words(rest))),
        "conflicts" => {
            let (page, number) = rest.split_once(' ').unwrap();
            let story = stories.iter().find(|s| s.articles.iter().any(|a| a == page)).unwrap();
            story.conflicts.len() == number.parse::<usize>().unwrap()
        }
        other => panic!("no kind of finding: {other}"),
    }
}

/// Whether a claim has these values on at least these pages, these origins, and is a conflict or
/// settled as told.
fn is_claim(claim: &Claim, finding: &str) -> bool {
    let mut parts = finding.split("; ");
    let (_, values) = parts.next().unwrap().split_once(": ").unwrap();
    let origins: usize = words(parts.next().unwrap())[1].parse().unwrap();
    let conflict = parts.next().is_some();
    let gives = |v: &Value, wanted: &str| {
        let (value, pages) = wanted.split_once(" = ").unwrap();
        let told = set(v.articles.iter().map(String::as_str));
        v.value.contains(value) && set(words(pages)).is_subset(&told)
    };
    values.split(" | ").all(|wanted| claim.values.iter().any(|v| gives(v, wanted)))
        && claim.independent_origins == origins
        && claim.conflict == conflict
}

#[test]
fn what_a_reader_finds_is_found() {
    for (pages, expected) in [(PAGES, EXPECTED), (SMALL, SMALL_EXPECTED)] {
        let pages = common::pages(pages);
        let stories = common::tell(&pages);
        let lines = expected.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
        let wrong: Vec<String> = lines
            .filter(|line| !line.starts_with("open ") && !holds(&stories, line))
            .map(|line| format!("not found: {line}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn five_pages_tell_the_same_in_whatever_order_they_come() {
    let pages = common::pages(PAGES);
    let five: Vec<&common::Read> = pages
        .iter()
        .filter(|p| ["fa1", "fa3", "fa5", "fa6", "sa1"].contains(&p.source.as_str()))
        .collect();
    let want = common::tell(five.iter().copied());
    assert!(want.iter().any(|s| s.articles.len() == 4), "{want:?}");
    let mut seen = 0;
    for order in orders(&[0, 1, 2, 3, 4]) {
        // One after another: what was told of those before must not count.
        for n in 1..5 {
            common::tell(order[..n].iter().map(|i| five[*i]));
        }
        assert_eq!(common::tell(order.iter().map(|i| five[*i])), want, "{order:?}");
        seen += 1;
    }
    assert_eq!(seen, 120);
}

/// All orders of some numbers.
fn orders(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let mut out = Vec::new();
    for (at, first) in of.iter().enumerate() {
        let rest: Vec<usize> = [&of[..at], &of[at + 1..]].concat();
        out.extend(orders(&rest).into_iter().map(|o| [vec![*first], o].concat()));
    }
    out
}
