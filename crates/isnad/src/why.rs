//! `isnad why A B`: what binds or parts two pages.

use anyhow::{Context, bail};
use clap::Args;
use isnad_export::views::why_json;
use isnad_store::{Desk, StoredPage};
use isnad_story::{Doc, Similarity};

use crate::pipeline::Pipeline;
use crate::term::Screen;
use crate::{DONE, DeskArgs, stories};

/// Features shown.
const SHOWN: usize = 20;

/// Say why two pages stand in one story, or why they do not
#[derive(Debug, Args)]
pub(crate) struct WhyArgs {
    /// Source of a page, or the end of it that no other page has
    a: String,
    /// The other page
    b: String,
    #[command(flatten)]
    desk: DeskArgs,
    /// Print isnad.why/1
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &WhyArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let pages = desk.pages()?;
    let (a, b) = (named(&pages, &args.a)?, named(&pages, &args.b)?);
    let docs: Vec<Doc<'_>> = pages
        .iter()
        .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
        .collect();
    let similarity = pipeline.compare(&docs, [a, b]);
    let told = stories::of_desk(&desk, &pipeline)?;
    let same = told.iter().any(|s| [a, b].iter().all(|p| s.articles.iter().any(|x| x == p)));
    let mut screen = Screen::new();
    if args.json {
        screen.line(&why_json(a, b, same, &similarity))?;
    } else {
        print(&mut screen, same, &similarity)?;
    }
    screen.flush()?;
    Ok(DONE)
}

/// The page with this source, or the only one whose source ends so.
fn named<'p>(pages: &'p [StoredPage], name: &str) -> anyhow::Result<&'p str> {
    let sources = || pages.iter().map(|p| p.source.as_str());
    if let Some(source) = sources().find(|s| *s == name) {
        return Ok(source);
    }
    let mut found = sources().filter(|s| !name.is_empty() && s.ends_with(name));
    let first = found.next().with_context(|| format!("{name}: no such page on the desk"))?;
    if found.next().is_some() {
        bail!("{name}: several pages end so; give more of it");
    }
    Ok(first)
}

fn print(screen: &mut Screen, same: bool, similarity: &Similarity) -> std::io::Result<()> {
    let story = if same { "one story" } else { "two stories" };
    screen.line(&format!("{story} · likeness {:.2}", similarity.score))?;
    if similarity.shared.is_empty() {
        return screen.line("they share nothing telling, or lie too far apart in time");
    }
    for (feature, weight) in similarity.shared.iter().take(SHOWN) {
        screen.line(&format!("  {weight:.3}  {}", screen.words(feature)))?;
    }
    Ok(())
}
