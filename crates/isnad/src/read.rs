//! `isnad read`: pages into the desk, records out.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use clap::{Args, ValueEnum};
use isnad_export::{page_key, record_json, sha256_hex};
use isnad_page::{Content, Hints, Page};
use isnad_store::{Decided, Desk, Entry, Form, IndexWords, Known, Outcome, RunState};
use rayon::prelude::*;

use crate::input::{self, Pages, What};
use crate::names::Names;
use crate::pipeline::{Analysed, Arrived, Pipeline, Wanted};
use crate::problem::Problem;
use crate::progress::Progress;
use crate::summary::{self, Counts};
use crate::term::Screen;
use crate::{DONE, DeskArgs, INTERRUPTED, SOME_FAILED, stories, words};

/// Pages that are analysed together and written in one transaction.
const BATCH_PAGES: usize = 64;
/// A batch is closed when it holds so many bytes, so that memory stays bounded.
const BATCH_BYTES: u64 = 8 << 20;

/// Read pages: clean them, find what they say, keep it in the desk
///
/// PATH is a text or HTML file, a web archive (WARC), a feed (RSS, Atom, JSON Feed), a JSONL file (.jsonl,
/// .ndjson; one object a line with id, text or html, and if known url, title, outlet, published, lang),
/// any of them packed with gzip, a folder of them, or - for one of them on standard input.
/// A page that the desk knows is not read again.
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
    /// Keep nothing and touch no file
    #[arg(long, conflicts_with = "desk")]
    no_desk: bool,
    /// Print one isnad.record/1 a page, in the order of the input
    #[arg(long)]
    json: bool,
    /// Add these lists to the records
    #[arg(long, value_name = "LIST", value_delimiter = ',', requires = "json")]
    with: Vec<List>,
    /// Print errors only
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum List {
    Tokens,
    Sentences,
    Numbers,
}

pub(crate) fn run(args: &ReadArgs) -> anyhow::Result<u8> {
    let stop = Stop::on_interrupt();
    let desk = if args.no_desk { None } else { Some(Desk::create(&args.desk.desk)?) };
    let plan = input::plan(&args.paths);
    let mut reader = Reader {
        args,
        pipeline: Pipeline::new(&args.desk.pack)?,
        progress: Progress::new(plan.bytes, args.quiet),
        screen: Screen::new(),
        names: Names::default(),
        counts: Counts { others: plan.n_others, ..Counts::default() },
        kept: Vec::new(),
        decided: desk.as_ref().map(Desk::decided).transpose()?.unwrap_or_default(),
        run: None,
        desk,
    };
    reader.begin()?;
    silence_panics();
    let mut pages = Pages::of(plan);
    while !stop.is_asked() && reader.batch(&mut pages)? {}
    reader.progress.finish();
    reader.finish(stop.is_asked())
}

/// A wish to stop, from the keyboard.
struct Stop(Arc<AtomicBool>);

impl Stop {
    /// The first Ctrl-C lets the batch finish, the second ends the program at once.
    fn on_interrupt() -> Stop {
        let asked = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&asked);
        // Without a handler Ctrl-C ends the program at once, which the desk survives too.
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                leave();
            }
        });
        Stop(asked)
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

#[expect(clippy::exit, reason = "the second Ctrl-C must not wait for anything")]
fn leave() {
    std::process::exit(i32::from(INTERRUPTED));
}

/// Panics of the core are told as problems of their pages, not as traces.
pub(crate) fn silence_panics() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// A page of a batch on its way.
struct Slot {
    arrived: Arrived,
    name: String,
    sha256: String,
    fingerprint: String,
    /// Whether the desk has it, read by this version.
    is_known: bool,
    result: Option<Result<Analysed, String>>,
    words: IndexWords,
}

struct Reader<'a> {
    args: &'a ReadArgs,
    pipeline: Pipeline,
    progress: Progress,
    screen: Screen,
    names: Names,
    counts: Counts,
    /// Without a desk, the pages whose stories are told at the end.
    kept: Vec<(String, Analysed)>,
    desk: Option<Desk>,
    /// The number of this run on the desk.
    run: Option<i64>,
    /// What people decided on this desk.
    decided: Arc<Decided>,
}

impl Reader<'_> {
    fn begin(&mut self) -> anyhow::Result<()> {
        self.run = self.desk.as_mut().map(Desk::begin_run).transpose()?;
        Ok(())
    }

    /// Tells those who look at the desk how far this run is.
    fn note(&mut self, state: RunState) -> anyhow::Result<()> {
        if let (Some(desk), Some(run)) = (&mut self.desk, self.run) {
            desk.note_run(run, state, self.progress.n_pages(), self.progress.share())?;
        }
        Ok(())
    }

    /// Reads the next pages; `false` when there are none.
    fn batch(&mut self, pages: &mut Pages) -> anyhow::Result<bool> {
        let (items, taken) = next_items(pages);
        let any = !items.is_empty();
        self.counts.others += items.iter().map(What::n_others).sum::<usize>();
        let pack = &self.pipeline.pack;
        let arrived: Vec<Vec<_>> = items.into_par_iter().map(|what| what.arrive(pack)).collect();
        let mut slots = Vec::new();
        for page in arrived.into_iter().flatten() {
            match page {
                Ok(page) => slots.extend(self.slot(page)?),
                Err(problem) => self.fail(&problem),
            }
        }
        self.analyse(&mut slots);
        self.keep(&slots)?;
        self.tell(&slots)?;
        self.progress.advance(slots.len() as u64, taken);
        self.note(RunState::Reading)?;
        if self.desk.is_none() && !self.args.json && !self.args.quiet {
            let done = slots.into_iter().filter_map(|s| Some((s.name, s.result?.ok()?)));
            self.kept.extend(done);
        }
        Ok(any)
    }

    /// A name for a page; `None` if the same page came before in this run.
    fn slot(&mut self, arrived: Arrived) -> anyhow::Result<Option<Slot>> {
        let Arrived { page, notes } = arrived;
        let (form, content) = match &page.content {
            Content::Text(text) => ("text", text),
            Content::Html(html) => ("html", html),
        };
        let sha256 = sha256_hex(content.as_bytes());
        // The same page fetched again is the same page.
        let hints = Hints { crawled: None, ..page.hints.clone() };
        let hints = serde_json::to_string(&hints)?;
        let fingerprint = sha256_hex(format!("{form}\n{hints}\n{sha256}").as_bytes());
        let named = self.names.name(&page.source, &fingerprint, self.desk.as_ref())?;
        if named.is_repeated {
            self.counts.repeated += 1;
            return Ok(None);
        }
        let version = self.pipeline.version();
        let is_known =
            matches!(&named.known, Some(Known { version: Some(v), .. }) if *v == version);
        let (result, words) = (None, IndexWords::default());
        let arrived = Arrived { page: Page { source: named.name.clone(), ..page }, notes };
        Ok(Some(Slot { arrived, name: named.name, sha256, fingerprint, is_known, result, words }))
    }

    fn analyse(&self, slots: &mut [Slot]) {
        let (pipeline, has_desk) = (&self.pipeline, self.desk.is_some());
        slots.par_iter_mut().filter(|slot| !slot.is_known).for_each(|slot| {
            let result = pipeline.analyse(&slot.arrived);
            if let (Ok(found), true) = (&result, has_desk) {
                slot.words = words::of_article(&found.article, &pipeline.pack);
            }
            slot.result = Some(result);
        });
    }

    /// Writes what is new to the desk.
    fn keep(&mut self, slots: &[Slot]) -> anyhow::Result<()> {
        let Some(desk) = &mut self.desk else { return Ok(()) };
        let version = self.pipeline.version();
        let keys: Vec<String> = slots.iter().map(|slot| page_key(&slot.name)).collect();
        let entries: Vec<Entry<'_>> =
            slots.iter().zip(&keys).filter_map(|(slot, key)| entry(slot, key, &version)).collect();
        Ok(desk.write(&entries)?)
    }

    /// Counts the pages, prints their records and reports those that failed.
    fn tell(&mut self, slots: &[Slot]) -> anyhow::Result<()> {
        let mut lines = Vec::new();
        for slot in slots {
            match &slot.result {
                Some(Ok(found)) => {
                    self.counts.add(&found.record);
                    lines.extend(self.args.json.then(|| self.json(slot, found)));
                }
                Some(Err(cause)) => {
                    let what = format!("{}: the analysis failed: {cause}", slot.name);
                    self.fail(&Problem::new(what, "please report this page"));
                }
                None => {
                    self.counts.known += 1;
                    lines.extend(self.stored_json(slot)?);
                }
            }
        }
        let screen = &mut self.screen;
        self.progress.aside(|| {
            lines.iter().try_for_each(|line| screen.line(line))?;
            screen.flush()
        })?;
        Ok(())
    }

    fn json(&self, slot: &Slot, found: &Analysed) -> String {
        let mut record = found.record.clone();
        self.decided.apply(&slot.name, &mut record);
        let extras = self.pipeline.extras(&found.article, self.wanted());
        record_json(&slot.name, &slot.sha256, &found.article, &record, &extras)
    }

    /// The record of a page that the desk knows.
    fn stored_json(&self, slot: &Slot) -> anyhow::Result<Option<String>> {
        let Some(desk) = self.desk.as_ref().filter(|_| self.args.json) else { return Ok(None) };
        let page = desk.page(&slot.name)?.context("a page has left the desk during the run")?;
        let found = Analysed { article: page.article, record: page.record };
        Ok(Some(self.json(slot, &found)))
    }

    fn wanted(&self) -> Wanted {
        let has = |list| self.args.with.contains(&list);
        Wanted {
            tokens: has(List::Tokens),
            sentences: has(List::Sentences),
            numbers: has(List::Numbers),
        }
    }

    fn fail(&mut self, problem: &Problem) {
        self.counts.failed += 1;
        self.progress.tell(problem);
    }

    /// Tells the stories and sums up; the exit status.
    fn finish(mut self, is_interrupted: bool) -> anyhow::Result<u8> {
        self.note(if is_interrupted { RunState::Stopped } else { RunState::Telling })?;
        if is_interrupted {
            let kept =
                if self.desk.is_some() { "what was read is kept" } else { "nothing is kept" };
            let hint = "run the same command again to go on";
            Problem::new(format!("stopped from the keyboard; {kept}"), hint).print();
            return Ok(INTERRUPTED);
        }
        let told = match &mut self.desk {
            Some(desk) => stories::update(desk, &self.pipeline)?,
            None => stories::of_pages(&self.kept, &self.pipeline),
        };
        self.note(RunState::Done)?;
        if !self.args.json && !self.args.quiet {
            summary::print(&mut self.screen, &self.counts, &told, self.desk.as_ref())?;
        }
        self.screen.flush()?;
        Ok(if self.counts.failed > 0 { SOME_FAILED } else { DONE })
    }
}

/// What is read next, up to the size of a batch, and how many bytes of the input that took.
fn next_items(pages: &mut Pages) -> (Vec<What>, u64) {
    let (mut all, mut size, mut taken) = (Vec::new(), 0, 0);
    while all.len() < BATCH_PAGES && size < BATCH_BYTES {
        let Some(item) = pages.next() else { break };
        size += item.what.size();
        taken += item.taken;
        all.push(item.what);
    }
    (all, taken)
}

fn entry<'s>(slot: &'s Slot, key: &'s str, version: &'s str) -> Option<Entry<'s>> {
    let (form, content) = match &slot.arrived.page.content {
        Content::Text(text) => (Form::Text, text),
        Content::Html(html) => (Form::Html, html),
    };
    let outcome = match slot.result.as_ref()? {
        Ok(Analysed { article, record }) => Outcome::Done { article, record, words: &slot.words },
        Err(cause) => Outcome::Failed(cause),
    };
    Some(Entry {
        source: &slot.name,
        key,
        sha256: &slot.sha256,
        fingerprint: &slot.fingerprint,
        form,
        content,
        hints: &slot.arrived.page.hints,
        version,
        outcome,
    })
}
