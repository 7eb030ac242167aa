//! `isnad story ID`: the dossier of one story.

use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use isnad_export::stories_json;
use isnad_store::{Desk, StoredPage};
use isnad_story::Story;

use crate::pipeline::Pipeline;
use crate::serve::Analysis;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, dossier, problem::Problem, stories};

/// Show one story: pages, who took it from whom, timeline, events, quotes, figures, conflicts
#[derive(Debug, Args)]
pub(crate) struct StoryArgs {
    /// Id of the story, or the beginning of it
    id: String,
    #[command(flatten)]
    desk: DeskArgs,
    /// Print everything, not only the first lines of each part
    #[arg(long)]
    all: bool,
    /// Print isnad.stories/1 with this story alone
    #[arg(long, conflicts_with = "all")]
    json: bool,
    /// Print a page for the browser that holds all it needs, to be mailed, printed or kept
    #[arg(long, conflicts_with_all = ["all", "json"])]
    html: bool,
    /// Language of the page for the browser: ar, en
    #[arg(long, value_name = "CODE", default_value = "en", requires = "html")]
    lang: String,
}

pub(crate) fn run(args: &StoryArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let Some(story) = find_on(&desk, &pipeline, &args.id)? else { return Ok(NOTHING) };
    if args.html {
        drop(desk);
        return html(args, &story.id);
    }
    let mut screen = Screen::new();
    if args.json {
        screen.line(&stories_json(std::slice::from_ref(&story)))?;
    } else {
        dossier::print(&mut screen, &story, &pages(&desk, &story)?, args.all)?;
    }
    screen.flush()?;
    Ok(DONE)
}

/// Prints the page of the story as one file; the page is drawn from the stories that the desk keeps.
fn html(args: &StoryArgs, id: &str) -> anyhow::Result<u8> {
    let core = Arc::new(Analysis::new(&args.desk.pack)?);
    let mut desk = Desk::create(&args.desk.desk)?;
    stories::update(&mut desk, core.pipeline())?;
    drop(desk);
    let Some(page) = isnad_web::story_file(core, &args.desk.desk, id, &args.lang)? else {
        return Ok(NOTHING);
    };
    let mut screen = Screen::new();
    screen.line(&page)?;
    screen.flush()?;
    Ok(DONE)
}

/// The story of a desk whose id begins so; if there is none, that is said.
pub(crate) fn find_on(desk: &Desk, pipeline: &Pipeline, id: &str) -> anyhow::Result<Option<Story>> {
    let told = stories::of_desk(desk, pipeline)?;
    let found = find(&told, id)?.cloned();
    if found.is_none() {
        let what = format!("{id}: no story with this id on {}", desk.path().display());
        Problem::new(what, "isnad stories lists them").print();
    }
    Ok(found)
}

/// The story whose id begins so, if it is only one.
fn find<'s>(told: &'s [Story], id: &str) -> anyhow::Result<Option<&'s Story>> {
    if let Some(story) = told.iter().find(|s| s.id == id) {
        return Ok(Some(story));
    }
    let found: Vec<&Story> =
        told.iter().filter(|s| !id.is_empty() && s.id.starts_with(id)).collect();
    if found.len() > 1 {
        bail!("{id}: {} stories have ids that begin so; give more of it", found.len());
    }
    Ok(found.first().copied())
}

/// The pages of a story, in its order.
pub(crate) fn pages(desk: &Desk, story: &Story) -> anyhow::Result<Vec<StoredPage>> {
    let mut out = Vec::with_capacity(story.articles.len());
    for source in &story.articles {
        out.extend(desk.page(source)?);
    }
    Ok(out)
}
