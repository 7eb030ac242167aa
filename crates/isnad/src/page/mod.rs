//! `isnad page`: how a page was read: what was kept, what was cut and why, and where each field was
//! found.

mod html;
mod show;

use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use isnad_export::{page_json, sha256_hex};
use isnad_page::{Article, Content, Hints, Page};
use isnad_store::{ArrivedPage, Desk, Form};
use isnad_text::{Lang, Moment};

use crate::input::{self, Pages, Raw, STDIN, What};
use crate::pipeline::{Arrived, Pipeline};
use crate::problem::Problem;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, SOME_FAILED, USAGE, read};

/// Show how a page was read: what was kept, what was cut and why, where each field was found
///
/// PAGE is a file as `isnad read` takes it, - for one page of HTML or text on standard input, or the name
/// of a page on the desk: its source, its address or the beginning of its key. A page of the desk is read
/// anew from what was kept of it. isnad fetches nothing: an address that the desk does not know is an
/// error; save such a page to a file and give its address with --url.
#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// A file, - for standard input, or source, address or key of a page on the desk
    #[arg(value_name = "PAGE")]
    page: String,
    /// Print one isnad.page/1 a page
    #[arg(long, group = "form")]
    json: bool,
    /// Print the article alone: headline and paragraphs
    #[arg(long, group = "form")]
    text: bool,
    /// Print a page for the browser that shows the article with what was cut from it
    #[arg(long, group = "form")]
    html: bool,
    /// Show every part that was cut, and all of each line
    #[arg(long, conflicts_with = "form")]
    all: bool,
    /// The address of the page
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    url: Option<String>,
    /// The language of the page: ar, en
    #[arg(long, value_name = "CODE", value_parser = code)]
    lang: Option<String>,
    /// When the page was published: 2024-06-19, or with a time behind it
    #[arg(long, value_name = "DATE", value_parser = moment)]
    published: Option<String>,
    #[command(flatten)]
    desk: DeskArgs,
}

pub(crate) fn run(args: &PageArgs) -> anyhow::Result<u8> {
    let pages = match find(args)? {
        Found::Pages(pages) => pages,
        Found::None(problem, status) => {
            problem.print();
            return Ok(status);
        }
    };
    read::silence_panics();
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let mut printer = Printer::new(args, &pipeline)?;
    let (mut n_shown, mut n_failed) = (0, 0);
    for arrived in pages.flat_map(|what| what.arrive(&pipeline.pack)) {
        let shown = match arrived {
            Ok(arrived) => printer.print(&hinted(arrived, args), n_shown)?,
            Err(problem) => Err(problem),
        };
        match shown {
            Ok(()) => n_shown += 1,
            Err(problem) => {
                n_failed += 1;
                problem.print();
            }
        }
    }
    printer.finish()?;
    Ok(match (n_shown, n_failed) {
        (_, 0) => DONE,
        (0, _) => USAGE,
        _ => SOME_FAILED,
    })
}

/// What a name means.
enum Found {
    Pages(Box<dyn Iterator<Item = What>>),
    /// Nothing; what to say, and the exit status.
    None(Problem, u8),
}

/// Finds what the user names: standard input, a file, or pages of the desk.
fn find(args: &PageArgs) -> anyhow::Result<Found> {
    let name = args.page.as_str();
    let path = PathBuf::from(name);
    if name == STDIN {
        return Ok(Found::Pages(Box::new(std::iter::once(standard_input()))));
    }
    if !is_address(name) && path.exists() {
        let pages = Pages::of(input::plan(&[path]));
        return Ok(Found::Pages(Box::new(pages.map(|item| item.what))));
    }
    let file = &args.desk.desk;
    let kept = if file.exists() { Desk::open(file)?.arrived(name)? } else { Vec::new() };
    if !kept.is_empty() {
        let pages = kept.into_iter().map(|page| What::Page(Box::new(from_desk(page))));
        return Ok(Found::Pages(Box::new(pages)));
    }
    let desk = file.display();
    if is_address(name) {
        let what = format!("{name}: no page of this address on {desk}, and isnad fetches nothing");
        let hint = "save the page, then: isnad page FILE --url ADDRESS";
        return Ok(Found::None(Problem::new(what, hint), NOTHING));
    }
    let what = format!("{name}: no such file, and no page of this name on {desk}");
    Ok(Found::None(Problem::new(what, "check the path; isnad search finds pages"), USAGE))
}

fn is_address(name: &str) -> bool {
    name.contains("://")
}

fn standard_input() -> What {
    let mut bytes = Vec::new();
    match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => What::Raw(Box::new(Raw::of_file("stdin", bytes))),
        Err(error) => What::Problem(Problem::io("stdin", &error)),
    }
}

fn from_desk(kept: ArrivedPage) -> Arrived {
    let content = match kept.form {
        Form::Text => Content::Text(kept.content),
        Form::Html => Content::Html(kept.content),
    };
    let page = Page { source: kept.source, content, hints: kept.hints };
    Arrived { page, notes: Vec::new() }
}

/// A page with what the user says about it, which is believed before what its sender said.
fn hinted(arrived: Arrived, args: &PageArgs) -> Arrived {
    let Arrived { page, notes } = arrived;
    let hints = Hints {
        url: args.url.clone().or(page.hints.url),
        lang: args.lang.clone().or(page.hints.lang),
        published: args.published.clone().or(page.hints.published),
        ..page.hints
    };
    Arrived { page: Page { hints, ..page }, notes }
}

/// Prints pages in the form that was asked for.
struct Printer<'a> {
    args: &'a PageArgs,
    pipeline: &'a Pipeline,
    screen: Screen,
}

/// A page that was read.
pub(crate) struct Seen<'a> {
    source: &'a str,
    article: &'a Article,
}

impl<'a> Printer<'a> {
    fn new(args: &'a PageArgs, pipeline: &'a Pipeline) -> anyhow::Result<Printer<'a>> {
        let mut screen = Screen::new();
        if args.html {
            screen.line(&html::head(&args.page))?;
        }
        Ok(Printer { args, pipeline, screen })
    }

    /// Prints the page that stands behind so many others, or says why it cannot be read.
    fn print(&mut self, arrived: &Arrived, before: usize) -> std::io::Result<Result<(), Problem>> {
        let article = match self.pipeline.article(arrived) {
            Ok(article) => article,
            Err(cause) => {
                let what = format!("{}: the analysis failed: {cause}", arrived.page.source);
                return Ok(Err(Problem::new(what, "please report this page")));
            }
        };
        let seen = Seen { source: &arrived.page.source, article: &article };
        let (args, screen) = (self.args, &mut self.screen);
        if before > 0 && !args.json {
            screen.line("")?;
        }
        if args.json {
            let (Content::Text(content) | Content::Html(content)) = &arrived.page.content;
            let sha256 = sha256_hex(content.as_bytes());
            screen.line(&page_json(seen.source, &sha256, &self.pipeline.pack.hash, &article))?;
        } else if args.text {
            print_text(screen, &article)?;
        } else if args.html {
            screen.line(&html::section(&seen))?;
        } else {
            show::print(screen, &seen, args.all)?;
        }
        Ok(Ok(()))
    }

    fn finish(mut self) -> std::io::Result<()> {
        if self.args.html {
            self.screen.line(html::FOOT)?;
        }
        self.screen.flush()
    }
}

/// The article alone: headline and paragraphs, an empty line between them.
fn print_text(screen: &mut Screen, article: &Article) -> std::io::Result<()> {
    let title = article.title.as_ref().map(|t| t.value.as_str());
    let paragraphs = article.paragraphs.iter().map(|p| p.span.of(&article.text));
    for (n, part) in title.into_iter().chain(paragraphs).enumerate() {
        if n > 0 {
            screen.line("")?;
        }
        let part = screen.words(part);
        screen.line(&part)?;
    }
    Ok(())
}

fn address(value: &str) -> Result<String, String> {
    let is_whole = value.split_once("://").is_some_and(|(_, rest)| !rest.is_empty());
    if is_whole {
        Ok(value.to_owned())
    } else {
        Err("no address; give it with https://".to_owned())
    }
}

fn code(value: &str) -> Result<String, String> {
    let known = Lang::from_code(value).map(|lang| lang.code().to_owned());
    known.ok_or_else(|| "no language; give an ISO 639-1 code such as ar".to_owned())
}

fn moment(value: &str) -> Result<String, String> {
    let hint = || "no date; give it as 2024-06-19".to_owned();
    Moment::parse(value).map(|_| value.to_owned()).ok_or_else(hint)
}
