//! The local pages of a large desk: how long they take with many readers at once, how large they
//! are, and how much memory the server holds. No page is asked for twice, so none is answered from
//! what was drawn before.

mod ask;
mod fill;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, bail, ensure};

use self::ask::{Asked, ask_all};
use self::fill::addresses;

#[derive(Debug, clap::Args)]
pub(crate) struct DeskArgs {
    /// Articles on the desk
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    count: usize,
    /// Readers at once
    #[arg(long, value_name = "N", default_value_t = 20)]
    clients: usize,
    /// Pages of each kind that they ask for
    #[arg(long, value_name = "N", default_value_t = 400)]
    requests: usize,
    /// The isnad to measure; it is built if none is named
    #[arg(long, value_name = "FILE")]
    isnad: Option<PathBuf>,
    /// Keep the desk in this file, and use the one that is there
    #[arg(long, value_name = "FILE")]
    desk: Option<PathBuf>,
    /// Write the table to this file; docs/scores/bench_desk.md if none is named
    #[arg(long, value_name = "FILE")]
    pub(crate) md: Option<PathBuf>,
}

/// What is asked for: the bounds are those of the project.
const MOST_MS: f64 = 100.0;
const FIRST_MS: f64 = 30.0;
const MOST_KB: f64 = 150.0;
const MOST_MB: f64 = 300.0;

/// The table of a run.
pub(crate) fn run(args: &DeskArgs) -> anyhow::Result<String> {
    let isnad = args.isnad.clone().map_or_else(build, Ok)?;
    let own = std::env::temp_dir().join(format!("isnad-bench-{}.db", std::process::id()));
    let path = args.desk.as_deref().unwrap_or(&own);
    let table = fill(path, args.count, &isnad).and_then(|()| measure(args, path, &isnad));
    if args.desk.is_none() {
        remove(path);
    }
    table
}

/// Builds the program as it is built for users.
fn build() -> anyhow::Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    let built = cargo.args(["build", "--quiet", "--profile", "bench", "--package", "isnad"]);
    ensure!(built.status().context("cargo cannot be run")?.success(), "isnad cannot be built");
    let own = std::env::current_exe().context("the place of this program is unknown")?;
    Ok(own.with_file_name("isnad"))
}

/// Makes the desk, if it is not there, and lets isnad tell its stories.
fn fill(path: &Path, count: usize, isnad: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    fill::fill(path, count)?;
    crate::say("the articles are there; now their stories are told\n");
    let mut tell = Command::new(isnad);
    tell.args(["stories", "--tell", "--desk"]).arg(path).stdout(Stdio::null());
    let told = tell.status().context("isnad cannot be run")?;
    ensure!(told.success(), "the stories cannot be told");
    Ok(())
}

fn remove(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // What is left of a desk lies among files that are thrown away.
        let _ = std::fs::remove_file(name);
    }
}

/// A server that ends with the run.
struct Server {
    process: Child,
    /// `127.0.0.1:PORT`.
    host: String,
}

impl Server {
    fn start(isnad: &Path, desk: &Path) -> anyhow::Result<Server> {
        let mut command = Command::new(isnad);
        command.args(["serve", "--port", "0", "--desk"]).arg(desk).stdout(Stdio::piped());
        let mut process = command.spawn().context("isnad cannot be run")?;
        let mut line = String::new();
        let output = process.stdout.take().context("the server says nothing")?;
        BufReader::new(output).read_line(&mut line)?;
        let found = line.split_once("http://").and_then(|(_, rest)| rest.split_once('/'));
        match found {
            Some((host, _)) => Ok(Server { host: host.to_owned(), process }),
            None => bail!("the server does not say where it is: {line}"),
        }
    }

    /// Megabytes that the server held at most, where the system tells.
    #[expect(clippy::disallowed_methods, reason = "a tool of the workshop asks the system")]
    fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
        let kb: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kb / 1000.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn measure(args: &DeskArgs, path: &Path, isnad: &Path) -> anyhow::Result<String> {
    let kinds = addresses(path, args.requests)?;
    let server = Server::start(isnad, path)?;
    let mut out = head(args);
    for (name, paths) in &kinds {
        // The first tenth is asked for by one reader alone.
        let (alone, together) = paths.split_at(paths.len() / 10);
        let alone = ask_all(&server.host, alone, 1)?;
        let all = ask_all(&server.host, together, args.clients)?;
        let line = line(name, &alone, &all);
        crate::say(&line);
        out.push_str(&line);
    }
    let memory = server.memory().map_or("unknown".to_owned(), |mb| format!("{mb:.0} MB"));
    Ok(out + &format!("\nMemory of the server: {memory} at most; asked for are {MOST_MB:.0} MB.\n"))
}

fn head(args: &DeskArgs) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "# Speed of the local pages\n\n\
         Written by `cargo xtask bench desk`; all figures are of one run on a machine with {cores} cores, \
         which the readers share with the server.\n\
         A desk of {} invented articles is read by {} readers at once, each asking for the next page as \
         soon as it has one; none is asked for twice.\n\
         Asked for are {MOST_MS:.0} ms for 95 of 100 pages, {FIRST_MS:.0} ms to the first byte, and \
         {MOST_KB:.0} KB.\n\n\
         | pages | asked for | p50 ms | p95 ms | first byte, p95 ms | one reader: p95 ms | first byte, \
         p95 ms | largest KB |\n|---|---:|---:|---:|---:|---:|---:|---:|\n",
        args.count, args.clients
    )
}

fn line(name: &str, alone: &Asked, all: &Asked) -> String {
    format!(
        "| {name} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} |\n",
        all.len() + alone.len(),
        all.whole(50),
        all.whole(95),
        all.first(95),
        alone.whole(95),
        alone.first(95),
        all.largest().max(alone.largest()) as f64 / 1000.0
    )
}
