//! The binary: commands, input, progress and layout. It holds no linguistics.

mod arrange;
mod decide;
mod dossier;
mod entities;
mod explain;
mod input;
mod judge;
mod ledger;
mod lineage;
mod names;
mod pack;
mod page;
mod pipeline;
mod problem;
mod progress;
mod quote;
mod quotes;
mod read;
mod rejected;
mod schema;
mod search;
mod serve;
mod stories;
mod story;
mod summary;
mod term;
mod watch;
mod who;
mod why;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

/// The run did what it was asked.
const DONE: u8 = 0;
/// The run went well, and the answer is no.
const NOTHING: u8 = 1;
/// The run could not be done as asked.
const USAGE: u8 = 2;
/// The run was done, but for some of its inputs.
const SOME_FAILED: u8 = 3;
/// The run was stopped from the keyboard.
const INTERRUPTED: u8 = 130;

const EXAMPLES: &str = "\
Examples:
  isnad read pages/                     read a folder of text and HTML pages into ./isnad.db
  isnad read page.html more.jsonl       single pages, and many pages in one file
  isnad read crawl.warc.gz feed.xml     web archives and feeds
  isnad page page.html                  how a page was read: what was kept, what was cut and why
  isnad stories                         the stories that they tell
  isnad story 3fa2c1                    one story: who took it from whom, where pages differ
  isnad lineage 3fa2c1                  the same as a tree, with the passages that were taken
  isnad why a.html b.html               why two pages stand in one story, or do not
  isnad ledger RUS PRK --on 2024-07-01  what binds two states that day, on which words
  isnad ledger --if-attacked PRK        who must come to the aid of a state
  isnad watch add RUS PRK               isnad watch then shows what is new between the two
  isnad search strategic partnership    pages with these words, in any spelling
  isnad quotes --speaker Putin --since 2024-06-01    who said what, through whom, where
  isnad quote 3fa2c1.q2                 one quote: its way, and how its words changed on it
  isnad explain 3fa2c1.e7               why a fact is there: rule, tokens, words
  isnad who US president --on 2012-05-01    whom a name or title means, offices with dates
  isnad entities --kind person          whom the pages name, how often, as what
  isnad merge boris-ivanov b-ivanov     two ids are one person, on pages read later, too
  isnad reject 3fa2c1.e7                this fact is wrong: tell stories without it
  isnad join 3fa2c1 77ab09              these two stories are one; isnad undo takes it back
  isnad serve                           the same in a browser, in Arabic or English
  isnad read --json --no-desk - <in.jsonl >out.jsonl    records only, no file touched
  isnad pack check my-pack              what is wrong with a pack of words and rules
  isnad read --pack my-pack pages/      read with one's own words laid over the built-in ones

Exit status: 0 done; 1 nothing found; 2 not possible as asked; 3 some inputs failed;
130 stopped from the keyboard.";

/// Reads news pages and traces every claim in them to who said it, who passed it on, and how many
/// independent origins it has.
#[derive(Debug, Parser)]
#[command(name = "isnad", version, after_help = EXAMPLES)]
#[command(disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::ReadArgs),
    Page(page::PageArgs),
    Stories(stories::StoriesArgs),
    Story(story::StoryArgs),
    Lineage(lineage::LineageArgs),
    Timeline(lineage::TimelineArgs),
    Why(why::WhyArgs),
    Watch(watch::WatchArgs),
    Ledger(ledger::LedgerArgs),
    Search(search::SearchArgs),
    Quotes(quotes::QuotesArgs),
    Quote(quote::QuoteArgs),
    Explain(explain::ExplainArgs),
    Who(who::WhoArgs),
    Entities(entities::EntitiesArgs),
    Merge(decide::MergeArgs),
    Rename(decide::RenameArgs),
    Split(decide::SplitArgs),
    Confirm(judge::ConfirmArgs),
    Reject(judge::RejectArgs),
    Note(judge::NoteArgs),
    Flag(judge::FlagArgs),
    Join(judge::JoinArgs),
    Part(judge::PartArgs),
    Undo(decide::UndoArgs),
    Decisions(decide::DecisionsArgs),
    Pack(pack::PackCommand),
    Serve(serve::ServeArgs),
    Schema(schema::SchemaArgs),
}

/// Which desk file to use.
#[derive(Debug, Clone, Args)]
struct DeskArgs {
    /// The desk file: pages, what they say, and their stories
    #[arg(long, value_name = "FILE", default_value = "isnad.db")]
    desk: PathBuf,
    #[command(flatten)]
    pack: pack::PackArgs,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        None => help(),
        Some(Command::Read(args)) => read::run(&args),
        Some(Command::Page(args)) => page::run(&args),
        Some(Command::Stories(args)) => stories::run(&args),
        Some(Command::Story(args)) => story::run(&args),
        Some(Command::Lineage(args)) => lineage::run(&args),
        Some(Command::Timeline(args)) => lineage::run_timeline(&args),
        Some(Command::Why(args)) => why::run(&args),
        Some(Command::Watch(args)) => watch::run(&args),
        Some(Command::Ledger(args)) => ledger::run(&args),
        Some(Command::Search(args)) => search::run(&args),
        Some(Command::Quotes(args)) => quotes::run(&args),
        Some(Command::Quote(args)) => quote::run(&args),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Who(args)) => who::run(&args),
        Some(Command::Entities(args)) => entities::run(&args),
        Some(Command::Merge(args)) => decide::merge(&args),
        Some(Command::Rename(args)) => decide::rename(&args),
        Some(Command::Split(args)) => decide::split(&args),
        Some(Command::Confirm(args)) => judge::confirm(&args),
        Some(Command::Reject(args)) => judge::reject(&args),
        Some(Command::Note(args)) => judge::note(&args),
        Some(Command::Flag(args)) => judge::flag(&args),
        Some(Command::Join(args)) => judge::join(&args),
        Some(Command::Part(args)) => judge::part(&args),
        Some(Command::Undo(args)) => decide::undo(&args),
        Some(Command::Decisions(args)) => decide::decisions(&args),
        Some(Command::Pack(command)) => pack::run(&command),
        Some(Command::Serve(args)) => serve::run(&args),
        Some(Command::Schema(args)) => schema::run(&args),
    };
    ExitCode::from(result.unwrap_or_else(|error| report(&error)))
}

/// Without a command: what there is, with examples.
fn help() -> anyhow::Result<u8> {
    Cli::command().print_help()?;
    Ok(DONE)
}

/// Says what went wrong, in one line; the exit status.
fn report(error: &anyhow::Error) -> u8 {
    let is_closed = |e: &(dyn std::error::Error + 'static)| {
        e.downcast_ref::<std::io::Error>()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(is_closed) {
        // The reader of our output has seen enough, as `head` does.
        return DONE;
    }
    if let Some(refused) = error.downcast_ref::<pack::Refused>() {
        problem::Problem::new(refused.to_string(), "isnad pack check DIR shows them again").print();
        return USAGE;
    }
    let hint = error.downcast_ref::<isnad_store::Error>().map(isnad_store::Error::hint);
    problem::Problem::new(format!("{error:#}"), hint.unwrap_or_default()).print();
    USAGE
}
