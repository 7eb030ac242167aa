//! `isnad confirm`, `reject`, `note`, `flag`, `join` and `part`: what people decide about facts, pages
//! and stories. It is kept beside what was found, and `isnad undo` takes it back.

use std::collections::BTreeSet;

use clap::Args;
use isnad_export::{page_id, parse_fact_id, spans};
use isnad_store::Verdict;

use crate::decide::{ByArgs, Table};
use crate::problem::Problem;
use crate::{NOTHING, USAGE};

/// Decide that facts are right
#[derive(Debug, Args)]
pub(crate) struct ConfirmArgs {
    /// Ids of facts, as isnad story and records give them: 3fa2c1.e7
    #[arg(required = true)]
    facts: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Decide that facts are wrong: stories are told without them
#[derive(Debug, Args)]
pub(crate) struct RejectArgs {
    /// Ids of facts, as isnad story and records give them: 3fa2c1.e7
    #[arg(required = true)]
    facts: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Keep a note on a fact, page, story or entity
#[derive(Debug, Args)]
pub(crate) struct NoteArgs {
    /// Id of a fact, a story or an entity, or the source of a page
    subject: String,
    /// What to remember
    #[arg(required = true)]
    text: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Mark that a fact, page, story or entity needs another look
///
/// Of a fact that two people have marked no story is told until one of them takes it back.
#[derive(Debug, Args)]
pub(crate) struct FlagArgs {
    /// Id of a fact, a story or an entity, or the source of a page
    subject: String,
    /// Why
    text: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Decide that stories are one
#[derive(Debug, Args)]
pub(crate) struct JoinArgs {
    /// Id of a story, or the beginning of it
    story: String,
    /// Ids of those that belong to it
    #[arg(required = true)]
    other: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Decide that some pages of a story tell a story of their own
#[derive(Debug, Args)]
pub(crate) struct PartArgs {
    /// Id of the story, or the beginning of it
    story: String,
    /// Source of a page; may be given more than once
    #[arg(long, value_name = "SOURCE", required = true)]
    page: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

pub(crate) fn confirm(args: &ConfirmArgs) -> anyhow::Result<u8> {
    judge(&args.by, &args.facts, |words| Verdict::Confirm { words })
}

pub(crate) fn reject(args: &RejectArgs) -> anyhow::Result<u8> {
    judge(&args.by, &args.facts, |words| Verdict::Reject { words })
}

/// Decides the same of several facts, or of none if one is unknown.
fn judge(by: &ByArgs, facts: &[String], verdict: impl Fn(String) -> Verdict) -> anyhow::Result<u8> {
    let mut table = Table::open(by)?;
    let mut known = Vec::new();
    for id in facts {
        match fact(&table, id)? {
            Some(found) => known.push(found),
            None => return Ok(no_fact(id)),
        }
    }
    for (id, words) in known {
        table.decide(&id, &verdict(words))?;
    }
    table.close()
}

pub(crate) fn note(args: &NoteArgs) -> anyhow::Result<u8> {
    let text = args.text.join(" ");
    remark(&args.by, &args.subject, &Verdict::Note { text })
}

pub(crate) fn flag(args: &FlagArgs) -> anyhow::Result<u8> {
    let text = args.text.join(" ");
    remark(&args.by, &args.subject, &Verdict::Flag { text })
}

fn remark(by: &ByArgs, named: &str, verdict: &Verdict) -> anyhow::Result<u8> {
    let mut table = Table::open(by)?;
    let Some(subject) = subject(&table, named)? else {
        let what = format!("{named}: no fact, page, story or entity of this id on the desk");
        let hint = "isnad stories, isnad story ID and isnad entities show ids";
        Problem::new(what, hint).print();
        return Ok(NOTHING);
    };
    table.decide(&subject, verdict)?;
    table.close()
}

pub(crate) fn join(args: &JoinArgs) -> anyhow::Result<u8> {
    let mut table = Table::open(&args.by)?;
    let Some((id, own)) = story(&table, &args.story)? else { return Ok(no_story(&args.story)) };
    let mut others = Vec::new();
    for named in &args.other {
        let Some((other, pages)) = story(&table, named)? else { return Ok(no_story(named)) };
        if other == id {
            let what = format!("{named} and {} are one story already", args.story);
            Problem::new(what, "name two different stories").print();
            return Ok(USAGE);
        }
        others.push((other, pages));
    }
    for (other, pages) in others {
        let pages = own.iter().take(1).cloned().chain(pages.into_iter().take(1)).collect();
        table.decide(&format!("story:{id}"), &Verdict::Join { other, pages })?;
    }
    table.close()
}

pub(crate) fn part(args: &PartArgs) -> anyhow::Result<u8> {
    let mut table = Table::open(&args.by)?;
    let Some((id, all)) = story(&table, &args.story)? else { return Ok(no_story(&args.story)) };
    if let Some(page) = args.page.iter().find(|p| !all.contains(p)) {
        Problem::new(format!("{page}: not a page of story {id}"), "isnad story ID lists its pages")
            .print();
        return Ok(NOTHING);
    }
    let pages: BTreeSet<String> = args.page.iter().cloned().collect();
    if pages.len() == all.len() {
        let hint = "leave some of its pages in the story";
        Problem::new(format!("these are all pages of story {id}"), hint).print();
        return Ok(USAGE);
    }
    table.decide(&format!("story:{id}"), &Verdict::Part { pages })?;
    table.close()
}

/// The id of a fact as decisions keep it, and its words.
fn fact(table: &Table<'_>, id: &str) -> anyhow::Result<Option<(String, String)>> {
    let Some((key, layer, index)) = parse_fact_id(id) else { return Ok(None) };
    let Some(page) = table.desk.pages_by_hash(key)?.into_iter().next() else { return Ok(None) };
    let Some(span) = spans(&page.record, layer).get(index).copied() else { return Ok(None) };
    let id = isnad_export::fact_id(&page_id(&page.source), layer, index);
    Ok(Some((id, span.of(&page.article.text).to_owned())))
}

/// What decisions call that which people name.
fn subject(table: &Table<'_>, named: &str) -> anyhow::Result<Option<String>> {
    if let Some((id, _)) = fact(table, named)? {
        return Ok(Some(id));
    }
    if let Some(page) = table.pages.iter().find(|p| p.source == named) {
        return Ok(Some(format!("article:{}", page_id(&page.source))));
    }
    if let Some((id, _)) = story(table, named)? {
        return Ok(Some(format!("story:{id}")));
    }
    Ok(table.entity(named).map(|entity| entity.id))
}

/// The one story whose id begins so, with the sources of its pages.
fn story(table: &Table<'_>, named: &str) -> anyhow::Result<Option<(String, Vec<String>)>> {
    let found = table.desk.stories_by_id(named)?;
    let [(head, _)] = found.as_slice() else { return Ok(None) };
    let sources = table.desk.heads_of_story(&head.id)?.into_iter().map(|h| h.source);
    Ok(Some((head.id.clone(), sources.collect())))
}

fn no_fact(id: &str) -> u8 {
    let what = format!("{id}: no such fact on the desk");
    Problem::new(what, "ids look like 3fa2c1.e7; isnad story ID shows them").print();
    NOTHING
}

fn no_story(id: &str) -> u8 {
    let what = format!("{id}: no story whose id alone begins so");
    Problem::new(what, "isnad stories lists them").print();
    NOTHING
}
