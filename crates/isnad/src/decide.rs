//! `isnad merge`, `rename`, `split`, `undo` and `decisions`: what people decide about entities. It
//! is kept on the desk and laid over whatever is read.

use std::collections::BTreeSet;

use clap::Args;
use isnad_extract::{Entity, who::nearest};
use isnad_pack::Pack;
use isnad_store::{Decision, Desk, StoredPage, Verdict};
use isnad_text::token::is_arabic;

use crate::pipeline::Pipeline;
use crate::problem::Problem;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, USAGE, stories};

/// What stands with every decision.
#[derive(Debug, Args)]
pub(crate) struct ByArgs {
    #[command(flatten)]
    desk: DeskArgs,
    /// Who decides; otherwise the name of the user of this computer
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

/// Decide that two entities of the desk are one: OTHER is KEEP from now on
///
/// The decision holds for pages that are read later, too, and isnad undo takes it back.
#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// Id of the entity that stays
    keep: String,
    /// Ids of those that become it
    #[arg(required = true)]
    other: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Give an entity of the desk another name
#[derive(Debug, Args)]
pub(crate) struct RenameArgs {
    /// Id of the entity
    id: String,
    /// Its name, Arabic or English
    #[arg(required = true)]
    name: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Decide that an entity is somebody else on some pages of the desk
#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
    /// Id of the entity
    id: String,
    /// Id of who it is on these pages: a known one, or a new one
    into: String,
    /// Source of a page; may be given more than once
    #[arg(long, value_name = "SOURCE", required = true)]
    page: Vec<String>,
    #[command(flatten)]
    by: ByArgs,
}

/// Take a decision back: the last one, or that of a number
#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// Its number, as isnad decisions shows it
    number: Option<i64>,
    #[command(flatten)]
    by: ByArgs,
}

/// List the decisions of the desk: what, who and when
#[derive(Debug, Args)]
pub(crate) struct DecisionsArgs {
    /// Print one JSON object a decision
    #[arg(long)]
    json: bool,
    /// The desk file
    #[arg(long, value_name = "FILE", default_value = "isnad.db")]
    desk: std::path::PathBuf,
}

pub(crate) fn merge(args: &MergeArgs) -> anyhow::Result<u8> {
    let mut table = Table::open(&args.by)?;
    let Some(into) = table.entity(&args.keep) else { return Ok(table.unknown(&args.keep)) };
    let mut others = Vec::new();
    for other in &args.other {
        let Some(entity) = table.entity(other) else { return Ok(table.unknown(other)) };
        if let Some(refused) = table.refusal(&args.keep, &into, other)? {
            refused.print();
            return Ok(USAGE);
        }
        others.push((other, entity));
    }
    for (given, other) in others {
        if other.id == into.id {
            table.say(&format!("{given} is {} already", into.id))?;
        } else {
            table.decide(&other.id, &Verdict::Merge { into: into.clone() })?;
        }
    }
    table.close()
}

pub(crate) fn rename(args: &RenameArgs) -> anyhow::Result<u8> {
    let mut table = Table::open(&args.by)?;
    let Some(entity) = table.entity(&args.id) else { return Ok(table.unknown(&args.id)) };
    let name = args.name.join(" ");
    let arabic = name.chars().any(is_arabic);
    let (name_en, name_ar) = if arabic { (None, Some(name)) } else { (Some(name), None) };
    table.decide(&entity.id, &Verdict::Rename { name_en, name_ar })?;
    table.close()
}

pub(crate) fn split(args: &SplitArgs) -> anyhow::Result<u8> {
    let mut table = Table::open(&args.by)?;
    let Some(entity) = table.entity(&args.id) else { return Ok(table.unknown(&args.id)) };
    let known: BTreeSet<&str> = table.pages.iter().map(|p| p.source.as_str()).collect();
    if let Some(page) = args.page.iter().find(|p| !known.contains(p.as_str())) {
        let what = format!("{page}: no page of this source on the desk");
        Problem::new(what, "isnad search WORDS shows the sources of pages").print();
        return Ok(NOTHING);
    }
    let names = |p: &&StoredPage| p.record.entities.iter().any(|e| e.id == entity.id);
    let silent =
        args.page.iter().find(|s| !table.pages.iter().filter(names).any(|p| p.source == **s));
    if let Some(page) = silent {
        let what = format!("{page}: does not name {}", entity.id);
        Problem::new(what, "isnad entities lists who is named").print();
        return Ok(NOTHING);
    }
    // Who it is may be known, or a new one with a name to be given.
    let new = Entity { id: args.into.clone(), name_en: args.into.clone(), ..entity.clone() };
    let into = table.entity(&args.into).unwrap_or(new);
    let pages = args.page.iter().cloned().collect();
    table.decide(&entity.id, &Verdict::Split { into, pages })?;
    table.close()
}

pub(crate) fn undo(args: &UndoArgs) -> anyhow::Result<u8> {
    let mut table = Table::open(&args.by)?;
    let all = table.desk.decisions()?;
    let holds = |d: &&Decision| d.verdict != Verdict::Undo && d.undone_by.is_none();
    let wanted = |d: &&Decision| args.number.is_none_or(|n| n == d.id);
    let Some(decision) = all.iter().rev().filter(holds).find(wanted) else {
        let what = match args.number {
            Some(n) => format!("{n}: no decision of this number holds"),
            None => "there is no decision to take back".to_owned(),
        };
        Problem::new(what, "isnad decisions lists them").print();
        return Ok(NOTHING);
    };
    table.decide(&decision.id.to_string(), &Verdict::Undo)?;
    table.close()
}

pub(crate) fn decisions(args: &DecisionsArgs) -> anyhow::Result<u8> {
    let all = Desk::open(&args.desk)?.decisions()?;
    let mut screen = Screen::new();
    for decision in &all {
        let line = if args.json { json(decision)? } else { screen.words(&line(decision)) };
        screen.line(&line)?;
    }
    screen.flush()?;
    if all.is_empty() {
        Problem::new("no decisions on this desk", "isnad merge KEEP OTHER makes one").print();
        return Ok(NOTHING);
    }
    Ok(DONE)
}

fn json(decision: &Decision) -> serde_json::Result<String> {
    let Decision { id, made, who, subject, verdict, undone_by } = decision;
    let value = serde_json::json!({ "schema": "isnad.decision/1", "id": id, "made": made, "who": who,
        "subject": subject, "decision": verdict, "undone_by": undone_by });
    serde_json::to_string(&value)
}

fn line(decision: &Decision) -> String {
    let undone = decision.undone_by.map(|n| format!("  (taken back by {n})")).unwrap_or_default();
    let Decision { id, made, who, .. } = decision;
    format!("{id}  {made}  {who}  {}{undone}", told(&decision.subject, &decision.verdict))
}

/// What was decided, in words.
fn told(subject: &str, verdict: &Verdict) -> String {
    match verdict {
        Verdict::Merge { into } => format!("{subject} is {}", into.id),
        Verdict::Rename { name_en, name_ar } => {
            let name = name_en.as_ref().or(name_ar.as_ref()).map_or("", String::as_str);
            format!("{subject} is called {name}")
        }
        Verdict::Split { into, pages } => {
            let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
            format!("{subject} is {} on {}", into.id, pages.join(", "))
        }
        Verdict::Join { other, .. } => format!("{subject} and story:{other} are one story"),
        Verdict::Part { pages } => {
            let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
            format!("{} of {subject} are a story of their own", pages.join(", "))
        }
        Verdict::Confirm { .. } => format!("{subject} is right"),
        Verdict::Reject { .. } => format!("{subject} is wrong"),
        Verdict::Note { text } => format!("note on {subject}: {text}"),
        Verdict::Flag { text } => format!("{subject} needs another look: {text}"),
        Verdict::Undo => format!("decision {subject} is taken back"),
    }
}

/// A desk at which decisions are made.
pub(crate) struct Table<'a> {
    args: &'a ByArgs,
    pub(crate) desk: Desk,
    pub(crate) pages: Vec<StoredPage>,
    pipeline: Pipeline,
    screen: Screen,
}

impl Table<'_> {
    pub(crate) fn open(args: &ByArgs) -> anyhow::Result<Table<'_>> {
        // A desk that is not there is not made for a decision.
        drop(Desk::open(&args.desk.desk)?);
        let desk = Desk::create(&args.desk.desk)?;
        let pages = desk.pages()?;
        let pipeline = Pipeline::new(&args.desk.pack)?;
        Ok(Table { args, desk, pages, pipeline, screen: Screen::new() })
    }

    /// The entity of an id that pages name, that was merged into one, or that the lists hold.
    pub(crate) fn entity(&self, id: &str) -> Option<Entity> {
        let now = self.desk.decided().ok()?.id("", id);
        let named = self.pages.iter().flat_map(|p| &p.record.entities).find(|e| e.id == now);
        named.cloned().or_else(|| listed(&self.pipeline.pack, &now))
    }

    /// Why an entity must not become another: it would become itself, through those it has become.
    fn refusal(&self, keep: &str, into: &Entity, other: &str) -> anyhow::Result<Option<Problem>> {
        if other != into.id {
            return Ok(None);
        }
        let all = self.desk.decisions()?;
        let merged = |d: &&Decision| {
            let merge = matches!(&d.verdict, Verdict::Merge { .. });
            d.undone_by.is_none() && merge && d.subject == keep
        };
        let Some(decision) = all.iter().find(merged) else {
            let what = format!("{other} cannot become itself");
            return Ok(Some(Problem::new(what, "name two different entities")));
        };
        let what = format!("{other} cannot become {keep}: {keep} is {other} already");
        Ok(Some(Problem::new(what, format!("isnad undo {} takes that back", decision.id))))
    }

    /// Says that an id is unknown, with ids that are written almost so.
    fn unknown(&self, id: &str) -> u8 {
        let part = id.to_lowercase();
        let own = self.pages.iter().flat_map(|p| &p.record.entities);
        let mut near: Vec<&str> =
            own.filter(|e| e.id.to_lowercase().contains(&part)).map(|e| e.id.as_str()).collect();
        near.extend(nearest(&self.pipeline.pack, id, 3).into_iter().map(|(_, e)| e.id.as_str()));
        near.sort_unstable();
        near.dedup();
        near.truncate(5);
        let hint = match near.as_slice() {
            [] => "isnad entities lists the ids of the desk".to_owned(),
            _ => format!("do you mean {}?", near.join(", ")),
        };
        Problem::new(format!("{id}: no entity of this id on the desk or in the lists"), hint)
            .print();
        NOTHING
    }

    fn say(&mut self, line: &str) -> std::io::Result<()> {
        let line = self.screen.words(line);
        self.screen.line(&line)
    }

    pub(crate) fn decide(&mut self, subject: &str, verdict: &Verdict) -> anyhow::Result<()> {
        let by = self.args.by.clone().unwrap_or_else(user);
        let number = self.desk.decide(&by, subject, verdict)?;
        self.say(&format!("decision {number}: {}", told(subject, verdict)))?;
        Ok(())
    }

    /// Tells the stories anew, since they are told of what was decided.
    pub(crate) fn close(mut self) -> anyhow::Result<u8> {
        stories::update(&mut self.desk, &self.pipeline)?;
        self.screen.flush()?;
        Ok(DONE)
    }
}

/// The entity of an id that the lists hold.
fn listed(pack: &Pack, id: &str) -> Option<Entity> {
    let known = pack.world.get(id)?;
    let (name_en, name_ar) = (known.name_en.clone(), known.name_ar.clone());
    Some(Entity { id: known.id.clone(), kind: known.kind.into(), name_en, name_ar })
}

/// The name of the user of this computer.
#[expect(clippy::disallowed_methods, reason = "decisions are kept with who made them")]
pub(crate) fn user() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"].into_iter();
    names
        .filter_map(|n| std::env::var(n).ok())
        .find(|n| !n.is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}
