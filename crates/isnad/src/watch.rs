//! `isnad watch`: what is new of what somebody watches: independent origins, conflicts, changed
//! figures, edited pages.

use clap::{Args, Subcommand};
use isnad_export::watch::{NewsJson, WatchJson, watches_json};
use isnad_pack::Pack;
use isnad_store::{Desk, StoredPage, Watch};
use isnad_story::{
    Doc, Story,
    watch::{News, Seen, Target, look, news},
};

use crate::{
    DONE, DeskArgs, NOTHING, pipeline::Pipeline, problem::Problem, stories, summary::count,
    term::Screen,
};

/// So many pieces of an edited page are shown.
const PIECES: usize = 6;

/// Show what is new since the last look of what is watched
///
/// isnad watch add "…" makes a watch, isnad watch shows what is new of all of them, and notes that it
/// was seen. News are a new independent origin of a claim, values that stand against one another, a
/// changed value, an edited page (the old one is kept, and the difference shown), and further pages.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct WatchArgs {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    look: LookArgs,
}

#[derive(Debug, Subcommand)]
enum What {
    Add(AddArgs),
    Remove(RemoveArgs),
}

#[derive(Debug, Args)]
struct LookArgs {
    /// Do not note that the news were seen
    #[arg(long)]
    keep: bool,
    /// Print isnad.watch/1
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Watch somebody, two sides, a type of events, a place or words
///
/// A name, title or id means somebody ("Salma Haddad", "كوريا الشمالية"), two names with a stroke or
/// comma between them a dyad ("RUS PRK", "Norway / Chile"), a code a type of events ("ASSAULT",
/// "CONSULT:visit"), the name of a place what happens there. Anything else is looked for as words.
#[derive(Debug, Args)]
struct AddArgs {
    /// What to watch
    #[arg(required = true)]
    what: Vec<String>,
    /// Take it for words, whatever it names
    #[arg(long)]
    words: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// Take a watch away
#[derive(Debug, Args)]
struct RemoveArgs {
    /// Its number, or what it was written as
    #[arg(required = true)]
    name: Vec<String>,
    /// The desk file
    #[arg(long, value_name = "FILE", default_value = "isnad.db")]
    desk: std::path::PathBuf,
}

pub(crate) fn run(args: &WatchArgs) -> anyhow::Result<u8> {
    match &args.what {
        Some(What::Add(add)) => self::add(add),
        Some(What::Remove(args)) => remove(args),
        None => show(&args.look),
    }
}

/// A desk that is there, open for writing.
fn open(path: &std::path::Path) -> anyhow::Result<Desk> {
    drop(Desk::open(path)?);
    Ok(Desk::create(path)?)
}

fn add(args: &AddArgs) -> anyhow::Result<u8> {
    let mut desk = open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let what = args.what.join(" ");
    let target = if args.words {
        Target::Words { words: what.clone() }
    } else {
        Target::of(&what, &pipeline.pack)
    };
    let watch = desk.add_watch(&what, &serde_json::to_string(&target)?)?;
    // What is there already is no news.
    let (seen, _) = Room::new(&mut desk, &pipeline)?.look(&watch, &target)?;
    desk.saw(watch.id, &serde_json::to_string(&seen)?)?;
    let json = WatchJson::new((watch.id, what, None), &target, seen.pages.len(), &[]);
    let mut screen = Screen::new();
    screen.line(&headline(&json))?;
    screen.flush()?;
    Ok(DONE)
}

fn remove(args: &RemoveArgs) -> anyhow::Result<u8> {
    let name = args.name.join(" ");
    let Some(watch) = open(&args.desk)?.remove_watch(&name)? else {
        Problem::new(format!("{name}: no such watch"), "isnad watch lists them").print();
        return Ok(NOTHING);
    };
    let mut screen = Screen::new();
    screen.line(&format!("no longer watched: {}", watch.what))?;
    screen.flush()?;
    Ok(DONE)
}

fn show(args: &LookArgs) -> anyhow::Result<u8> {
    let mut desk = open(&args.desk.desk)?;
    let watches = desk.watches()?;
    let mut out = Vec::new();
    let mut seen = Vec::new();
    if !watches.is_empty() {
        let pipeline = Pipeline::new(&args.desk.pack)?;
        let room = Room::new(&mut desk, &pipeline)?;
        for watch in watches {
            let target = serde_json::from_str(&watch.target)?;
            let (now, news) = room.look(&watch, &target)?;
            let name = (watch.id, watch.what, watch.looked);
            out.push(WatchJson::new(name, &target, now.pages.len(), &news));
            seen.push((watch.id, serde_json::to_string(&now)?));
        }
    }
    for (id, seen) in seen.iter().filter(|_| !args.keep) {
        desk.saw(*id, seen)?;
    }
    let nothing = out.iter().all(|w| w.news.is_empty());
    let mut screen = Screen::new();
    if args.json {
        screen.line(&watches_json(out))?;
    } else if out.is_empty() {
        screen.line("nothing is watched: isnad watch add \"…\" begins")?;
    } else {
        out.iter().try_for_each(|w| print(&mut screen, w))?;
    }
    screen.flush()?;
    Ok(if nothing { NOTHING } else { DONE })
}

/// The pages of a desk and their stories, at which watches look.
struct Room<'a> {
    pages: Vec<StoredPage>,
    told: Vec<Story>,
    pack: &'a Pack,
}

impl<'a> Room<'a> {
    fn new(desk: &mut Desk, pipeline: &'a Pipeline) -> anyhow::Result<Room<'a>> {
        let told = stories::update(desk, pipeline)?;
        Ok(Room { pages: desk.pages()?, told, pack: &pipeline.pack })
    }

    /// What a watch sees now, and what of it is new.
    fn look(&self, watch: &Watch, target: &Target) -> anyhow::Result<(Seen, Vec<News>)> {
        let docs: Vec<Doc<'_>> = self
            .pages
            .iter()
            .map(|p| Doc { source: &p.source, article: &p.article, record: &p.record })
            .collect();
        let now = look(target, &docs, &self.told, self.pack);
        let before: Option<Seen> = watch.seen.as_deref().map(serde_json::from_str).transpose()?;
        let news = before.map(|before| news(&before, &now, &docs)).unwrap_or_default();
        Ok((now, news))
    }
}

/// What is watched and how it was understood.
fn headline(watch: &WatchJson) -> String {
    let pages = count(watch.pages, "page", "pages");
    format!("{}  {} · {}: {} · {pages}", watch.id, watch.what, watch.kind, watch.terms.join(" "))
}

fn print(screen: &mut Screen, watch: &WatchJson) -> std::io::Result<()> {
    screen.heading(&headline(watch))?;
    if watch.news.is_empty() {
        screen.line("  nothing new")?;
    }
    watch.news.iter().try_for_each(|n| print_news(screen, n))
}

fn print_news(screen: &mut Screen, news: &NewsJson) -> std::io::Result<()> {
    let told = match news.kind {
        "origin" => format!("{}: {} independent origins, not {}", news.about, news.now, news.was),
        "edited" => format!("edited: {}", news.about),
        "page" => format!("new page: {}", news.about),
        kind => format!("{kind}: {}: {}, not {}", news.about, news.now, news.was),
    };
    screen.block("  ", &told)?;
    for piece in news.gone.iter().take(PIECES) {
        screen.block("    - ", piece)?;
    }
    for piece in news.came.iter().take(PIECES) {
        screen.block("    + ", piece)?;
    }
    for page in &news.pages {
        let page = screen.faint(&screen.words(page));
        screen.line(&format!("      {page}"))?;
    }
    Ok(())
}
