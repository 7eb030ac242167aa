//! `isnad stories`: all stories of a desk, one or two lines each.

use std::collections::HashMap;

use clap::Args;
use isnad_export::stories_json;
use isnad_store::{Desk, RelationRow, StoredPage, StoryRow};
use isnad_story::{Doc, Relation, Story};

use crate::arrange::arrange;
use crate::dossier::facts;
use crate::pipeline::{Analysed, Pipeline};
use crate::rejected::{self, Gone};
use crate::summary::count;
use crate::term::Screen;
use crate::{DONE, DeskArgs};

/// List the stories that the pages of the desk tell
#[derive(Debug, Args)]
pub(crate) struct StoriesArgs {
    #[command(flatten)]
    desk: DeskArgs,
    /// Print isnad.stories/1
    #[arg(long)]
    json: bool,
    /// Keep the stories on the desk if pages or decisions have come since they were told, and print
    /// nothing
    #[arg(long, conflicts_with = "json")]
    tell: bool,
}

pub(crate) fn run(args: &StoriesArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    if args.tell {
        drop(desk);
        update(&mut Desk::create(&args.desk.desk)?, &pipeline)?;
        return Ok(DONE);
    }
    let told = of_desk(&desk, &pipeline)?;
    let mut screen = Screen::new();
    if args.json {
        screen.line(&stories_json(&told))?;
    } else if told.is_empty() {
        screen.line("no stories: no pages were read into this desk")?;
    } else {
        told.iter().try_for_each(|story| print_one(&mut screen, story))?;
    }
    screen.flush()?;
    Ok(DONE)
}

/// Prints a story in two lines: id and size, headline.
pub(crate) fn print_one(screen: &mut Screen, story: &Story) -> std::io::Result<()> {
    let id = screen.strong(&story.id);
    let title = screen.short(title(story), screen.width() - 4);
    screen.line(&format!("{id}  {}", size(story)))?;
    screen.line(&format!("    {title}"))
}

/// What a story is called: its headline, without one its first event, else its first page.
pub(crate) fn title(story: &Story) -> &str {
    let first_event = story.timeline.first().map(|moment| moment.what.as_str());
    let first_page = story.articles.first().map(String::as_str);
    let names = [Some(story.title.as_str()), first_event, first_page];
    names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or_default()
}

/// How large a story is, in words.
pub(crate) fn size(story: &Story) -> String {
    let mut parts = vec![count(story.articles.len(), "page", "pages")];
    parts.push(count(independent_origins(story), "origin", "origins"));
    if let (Some(first), Some(last)) = (story.timeline.first(), story.timeline.last()) {
        let (first, last) = (facts::days(&first.date), facts::days(&last.date));
        parts.push(if first == last { first } else { format!("{first} to {last}") });
    }
    if !story.conflicts.is_empty() {
        parts.push(count(story.conflicts.len(), "conflict", "conflicts"));
    }
    parts.join(" · ")
}

/// How many independent sources the pages go back to.
pub(crate) fn independent_origins(story: &Story) -> usize {
    let mut all: Vec<&str> =
        story.lineage.iter().flat_map(|l| &l.origins).map(String::as_str).collect();
    all.sort_unstable();
    all.dedup();
    all.len().max(1)
}

/// The stories of a desk: those kept, or told anew if pages have come since.
pub(crate) fn of_desk(desk: &Desk, pipeline: &Pipeline) -> anyhow::Result<Vec<Story>> {
    let version = version(desk, pipeline)?;
    match desk.stories(&version)? {
        Some(kept) => {
            Ok(kept.iter().map(|json| serde_json::from_str(json)).collect::<Result<_, _>>()?)
        }
        None => tell(desk, &telling(desk)?.0, pipeline),
    }
}

/// The stories of a desk; keeps them there if they had to be told anew.
pub(crate) fn update(desk: &mut Desk, pipeline: &Pipeline) -> anyhow::Result<Vec<Story>> {
    let version = version(desk, pipeline)?;
    if desk.stories(&version)?.is_some() {
        return of_desk(desk, pipeline);
    }
    let (pages, gone) = telling(desk)?;
    let told = tell(desk, &pages, pipeline)?;
    let docs = docs(&pages);
    let known: HashMap<&str, Doc<'_>> = docs.iter().map(|d| (d.source, *d)).collect();
    let rows = told.iter().map(|s| row(s, &known, &gone)).collect::<Result<Vec<_>, _>>()?;
    let relations = pipeline.relations(&docs);
    let relations = relations.iter().map(relation_row).collect::<Result<Vec<_>, _>>()?;
    desk.save_stories(&version, &rows, &relations)?;
    Ok(told)
}

/// Whether the stories that the desk keeps are those of its pages and decisions.
pub(crate) fn is_told(desk: &Desk, pipeline: &Pipeline) -> anyhow::Result<bool> {
    Ok(desk.told_version()? == Some(version(desk, pipeline)?))
}

/// The pages from which stories are told: without the facts that people rejected, and which these are.
fn telling(desk: &Desk) -> anyhow::Result<(Vec<StoredPage>, Gone)> {
    let mut pages = desk.pages()?;
    let decided = desk.decided()?;
    let gone = rejected::take_out(&mut pages, &decided);
    Ok((pages, gone))
}

/// The stories of pages that are on no desk.
pub(crate) fn of_pages(pages: &[(String, Analysed)], pipeline: &Pipeline) -> Vec<Story> {
    let mut docs: Vec<Doc<'_>> = pages
        .iter()
        .map(|(source, a)| Doc { source, article: &a.article, record: &a.record })
        .collect();
    docs.sort_by_key(|doc| doc.source);
    pipeline.stories(&docs)
}

fn tell(desk: &Desk, pages: &[StoredPage], pipeline: &Pipeline) -> anyhow::Result<Vec<Story>> {
    let docs = docs(pages);
    let decided = desk.decided()?;
    Ok(arrange(pipeline.stories(&docs), &docs, &decided, pipeline))
}

/// Pages as stories are told from them.
pub(crate) fn docs(pages: &[StoredPage]) -> Vec<Doc<'_>> {
    pages.iter().map(doc).collect()
}

fn doc(page: &StoredPage) -> Doc<'_> {
    Doc { source: &page.source, article: &page.article, record: &page.record }
}

fn version(desk: &Desk, pipeline: &Pipeline) -> anyhow::Result<String> {
    Ok(format!("{} {}", pipeline.version(), desk.state()?))
}

fn row(story: &Story, docs: &HashMap<&str, Doc<'_>>, gone: &Gone) -> serde_json::Result<StoryRow> {
    let of_story = story.articles.iter().filter_map(|source| docs.get(source.as_str()));
    let of_story: Vec<Doc<'_>> = of_story.copied().collect();
    let number = |source: &str, layer, index| gone.number(source, layer, index);
    Ok(StoryRow {
        id: story.id.clone(),
        title: title(story).to_owned(),
        sources: story.articles.clone(),
        origins: independent_origins(story),
        claims: story.claims.len(),
        conflicts: story.conflicts.len(),
        json: serde_json::to_string(story)?,
        gathered: isnad_web::gathered(story, &of_story, &number)?,
    })
}

fn relation_row(relation: &Relation) -> serde_json::Result<RelationRow> {
    Ok(RelationRow {
        kind: relation.kind.clone(),
        parties: relation.parties.clone(),
        name: relation.name.clone(),
        begins: relation.from.clone(),
        ends: relation.until.clone(),
        alleged: relation.alleged,
        json: serde_json::to_string(relation)?,
    })
}
