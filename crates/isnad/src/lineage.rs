//! `isnad lineage STORY` and `isnad timeline STORY`: one part of a story, whole.

use clap::Args;
use isnad_export::stories::link_kind;
use isnad_export::views::{lineage_json, timeline_json};
use isnad_store::{Desk, StoredPage};
use isnad_story::{Lineage, Story};

use crate::pipeline::Pipeline;
use crate::story::{find_on, pages};
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING};

/// Show who took a story from whom, as a tree with the passages
#[derive(Debug, Args)]
pub(crate) struct LineageArgs {
    /// Id of the story, or the beginning of it
    id: String,
    #[command(flatten)]
    desk: DeskArgs,
    /// Print isnad.lineage/1
    #[arg(long)]
    json: bool,
}

/// Show what happened when, as the pages of a story tell it
#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    /// Id of the story, or the beginning of it
    id: String,
    #[command(flatten)]
    desk: DeskArgs,
    /// Print isnad.timeline/1
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &LineageArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let Some(story) = find_on(&desk, &Pipeline::new(&args.desk.pack)?, &args.id)? else {
        return Ok(NOTHING);
    };
    let pages = pages(&desk, &story)?;
    let mut screen = Screen::new();
    if args.json {
        let text = |source: &str| text_of(&pages, source).to_owned();
        screen.line(&lineage_json(&story, text))?;
    } else {
        let tree = Tree { story: &story, pages: &pages };
        for root in story.lineage.iter().filter(|l| tree.is_root(l)) {
            tree.print(&mut screen, root, 0)?;
        }
    }
    screen.flush()?;
    Ok(DONE)
}

pub(crate) fn run_timeline(args: &TimelineArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let Some(story) = find_on(&desk, &Pipeline::new(&args.desk.pack)?, &args.id)? else {
        return Ok(NOTHING);
    };
    let mut screen = Screen::new();
    if args.json {
        screen.line(&timeline_json(&story))?;
    } else {
        for moment in &story.timeline {
            screen.line(&screen.strong(&moment.date))?;
            for said in &moment.words {
                screen.block("    ", &said.text)?;
                let source = screen.faint(&screen.words(&said.article));
                screen.line(&format!("      {source}"))?;
            }
        }
    }
    screen.flush()?;
    Ok(DONE)
}

fn text_of<'p>(pages: &'p [StoredPage], source: &str) -> &'p str {
    pages.iter().find(|p| p.source == source).map_or("", |p| p.article.text.as_str())
}

/// The pages of a story below those from which they were taken.
struct Tree<'t> {
    story: &'t Story,
    pages: &'t [StoredPage],
}

impl Tree<'_> {
    /// Whether an entry is a page's own and has no parent.
    fn is_root(&self, entry: &Lineage) -> bool {
        entry.parents.is_empty() && self.own(&entry.article).is_some_and(|own| own == entry)
    }

    /// The first entry of a page: those behind it name further sources.
    fn own(&self, article: &str) -> Option<&Lineage> {
        self.story.lineage.iter().find(|l| l.article == article)
    }

    /// Prints a page and, below it, what was taken from it; a page stands below its first parent.
    fn print(&self, screen: &mut Screen, entry: &Lineage, depth: usize) -> std::io::Result<()> {
        let indent = "    ".repeat(depth);
        let source = screen.strong(&screen.words(&entry.article));
        screen.line(&format!("{indent}{source}  {}", entry.chain.join(" → ")))?;
        for parent in &entry.parents {
            let kind = link_kind(parent.kind);
            let from = screen.faint(&screen.words(&parent.article));
            screen.line(&format!("{indent}  {kind} · {} % · {from}", parent.explained))?;
            for passage in &parent.passages {
                let words = passage.child.of(text_of(self.pages, &entry.article));
                if !words.is_empty() {
                    let room = screen.width().saturating_sub(indent.len() + 6);
                    screen.line(&format!("{indent}    {}", screen.short(words, room)))?;
                }
            }
        }
        let below = self
            .story
            .lineage
            .iter()
            .filter(|l| l.parents.first().is_some_and(|p| p.article == entry.article));
        // Parents come before their children, so the depth is bounded by the number of pages.
        below.into_iter().try_for_each(|child| self.print(screen, child, depth + 1))
    }
}
