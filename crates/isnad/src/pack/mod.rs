//! `isnad pack`: check language packs, show what is loaded, begin a new rule.

mod check;
mod list;
mod load;
mod new_rule;

use clap::{Args, Subcommand};

pub(crate) use load::{PackArgs, Refused};

/// Check packs of words, names and rules, list them, begin a rule
///
/// A pack is a folder of tables and rules that is laid over the built-in one with --pack DIR;
/// docs/PACKS.md tells how to write one.
#[derive(Debug, Args)]
pub(crate) struct PackCommand {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Check(check::CheckArgs),
    List(list::ListArgs),
    NewRule(new_rule::NewRuleArgs),
}

pub(crate) fn run(command: &PackCommand) -> anyhow::Result<u8> {
    match &command.task {
        Task::Check(args) => check::run(args),
        Task::List(args) => list::run(args),
        Task::NewRule(args) => new_rule::run(args),
    }
}
