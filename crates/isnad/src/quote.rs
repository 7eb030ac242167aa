//! `isnad quote ID`: one quote with its way, and every rendering of the same words beside it.

use clap::Args;
use isnad_export::{Layer, QuoteOf, Utterance, fact_id, page_key, parse_fact_id, quotes::StepJson};
use isnad_store::{Desk, StoredPage};
use isnad_story::{
    Doc, Lineage, Story,
    drift::{Change, Piece},
};

use crate::dossier::facts;
use crate::explain::passage;
use crate::pipeline::Pipeline;
use crate::problem::Problem;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, USAGE, stories};

/// The stance of words that only say.
const PLAIN: &str = "state";

/// Show one quote: who said it, to whom, where and when, through whom it came, and how other pages
/// word it
///
/// Words that a rendering leaves out stand in [-brackets-], words that it puts in {+so+}. Renderings in
/// another language stand beside it as they are. Those that differ in a number or a negation are never
/// merged: they come last, as conflicting.
#[derive(Debug, Args)]
pub(crate) struct QuoteArgs {
    /// Id of a quote, as isnad quotes shows it
    id: String,
    #[command(flatten)]
    desk: DeskArgs,
    /// Print isnad.quote/1
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &QuoteArgs) -> anyhow::Result<u8> {
    let Some((key, Layer::Quote, index)) = parse_fact_id(&args.id) else {
        let what = format!("{}: not the id of a quote", args.id);
        Problem::new(what, "ids look like 3fa2c1.q2; isnad quotes shows them").print();
        return Ok(USAGE);
    };
    let desk = Desk::open(&args.desk.desk)?;
    let pages = desk.pages_by_hash(key)?;
    let Some(page) = pages.iter().find(|p| p.record.quotes.len() > index) else {
        let what = format!("{}: no such quote on {}", args.id, args.desk.desk.display());
        Problem::new(what, "isnad quotes lists them").print();
        return Ok(NOTHING);
    };
    let told = stories::of_desk(&desk, &Pipeline::new(&args.desk.pack)?)?;
    let view = View::new(&desk, page, index, &told)?;
    let mut screen = Screen::new();
    if args.json {
        screen.line(&view.utterance.json(&view.docs()))?;
    } else {
        view.print(&mut screen)?;
    }
    screen.flush()?;
    Ok(DONE)
}

/// A quote beside its other renderings, and their pages.
struct View<'a> {
    utterance: Utterance<'a>,
    pages: Vec<StoredPage>,
}

impl<'a> View<'a> {
    fn new(
        desk: &Desk,
        page: &'a StoredPage,
        index: usize,
        told: &'a [Story],
    ) -> anyhow::Result<View<'a>> {
        let own =
            QuoteOf { source: &page.source, article: &page.article, record: &page.record, index };
        let story = told.iter().find(|s| s.articles.contains(&page.source));
        let utterance = Utterance::new(own, story);
        let mut pages: Vec<StoredPage> = Vec::new();
        for source in utterance.sources() {
            pages.extend(desk.page(source)?);
        }
        Ok(View { utterance, pages })
    }

    fn docs(&self) -> Vec<Doc<'_>> {
        stories::docs(&self.pages)
    }

    fn own(&self) -> &QuoteOf<'a> {
        &self.utterance.own
    }

    fn lineage(&self, of: &QuoteOf<'_>) -> Option<&'a Lineage> {
        self.utterance.lineage(of)
    }

    fn print(&self, screen: &mut Screen) -> std::io::Result<()> {
        self.print_own(screen)?;
        let docs = self.docs();
        let renderings = self.utterance.renderings(&docs);
        if renderings.len() > 1 {
            screen.heading("The same words on other pages")?;
            for (of, changes) in &renderings {
                self.print_rendering(screen, of, changes.as_deref(), None)?;
            }
        }
        let conflicting = self.utterance.conflicting(&docs);
        if !conflicting.is_empty() {
            screen.heading("Conflicting renderings")?;
        }
        for ((of, changes), on) in &conflicting {
            self.print_rendering(screen, of, changes.as_deref(), Some(on))?;
        }
        Ok(())
    }

    fn print_own(&self, screen: &mut Screen) -> std::io::Result<()> {
        let Some(quote) = self.own().quote() else { return Ok(()) };
        let text = &self.own().article.text;
        let kind = isnad_export::facts::quote_kind(quote.kind);
        let head = screen.strong(&format!("{}  {kind} quote", id(self.own())));
        screen.line(&head)?;
        screen.block("  words    ", self.own().words())?;
        screen.block("  said     ", &said_line(self.own()))?;
        screen.block("  way      ", &path_line(self.own(), self.lineage(self.own())))?;
        for step in self.own().path(self.lineage(self.own())) {
            screen.block("           ", &step_line(self.own(), &step))?;
        }
        screen.block("  passage  ", &passage(text, quote.span))?;
        screen.block("  page     ", self.own().source)?;
        screen.block("           ", &page_line(self.own()))
    }

    fn print_rendering(
        &self,
        screen: &mut Screen,
        of: &QuoteOf<'_>,
        changes: Option<&[Piece]>,
        on: Option<&str>,
    ) -> std::io::Result<()> {
        let own = id(of) == id(self.own());
        let marks = [
            own.then(|| "this one".to_owned()),
            on.map(|on| format!("differs in a {on}")),
            changes
                .filter(|c| c.iter().all(|p| p.change == Change::Kept))
                .map(|_| "word by word".to_owned()),
        ];
        let marks: Vec<String> = marks.into_iter().flatten().collect();
        let head = screen.strong(&id(of));
        let line = [page_line(of)].into_iter().chain(marks).collect::<Vec<_>>().join(" · ");
        screen.line(&format!("  {head}  {}", screen.words(&line)))?;
        screen.block("    ", &path_line(of, self.lineage(of)))?;
        let words = changes.map_or_else(|| of.words().to_owned(), marked);
        screen.block("      ", &words)
    }
}

/// Words with what was left out in `[-…-]` and what was put in in `{+…+}`.
fn marked(changes: &[Piece]) -> String {
    let piece = |p: &Piece| match p.change {
        Change::Kept => p.text.clone(),
        Change::Gone => format!("[-{}-]", p.text),
        Change::New => format!("{{+{}+}}", p.text),
    };
    changes.iter().map(piece).collect::<Vec<_>>().join(" ")
}

fn id(of: &QuoteOf<'_>) -> String {
    fact_id(&page_key(of.source), Layer::Quote, of.index)
}

fn page_line(of: &QuoteOf<'_>) -> String {
    let value = |f: &Option<isnad_page::Found>, none: &str| {
        f.as_ref().map_or(none.to_owned(), |f| f.value.clone())
    };
    let published = value(&of.article.published, "no date");
    let outlet = value(&of.article.outlet, "outlet not named");
    format!("{published} · {outlet} · {}", of.article.lang.code())
}

/// The reporting word, what it does, and the circumstances.
fn said_line(of: &QuoteOf<'_>) -> String {
    let cue = of.quote().and_then(|q| q.cue).map(|c| c.of(&of.article.text).to_owned());
    let parts = [cue.unwrap_or_else(|| "no reporting word".to_owned()), circumstances(of)];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What is told about how, to whom, where and when something was said.
pub(crate) fn circumstances(of: &QuoteOf<'_>) -> String {
    let Some(quote) = of.quote() else { return String::new() };
    let setting = &quote.setting;
    let told = |name: &str, c: &Option<isnad_extract::Circumstance>| {
        c.as_ref().map(|c| format!("{name} {}", c.value.replace('-', " ")))
    };
    let date = setting.date.as_ref().map(|d| format!("on {}", facts::days(&d.value)));
    let kind = setting.source_type.as_ref().map(|kind| format!("{kind} source"));
    let parts = [
        quote.stance.clone().filter(|stance| stance != PLAIN),
        told("to", &setting.addressee),
        told("at", &setting.venue),
        date,
        kind.filter(|kind| kind != "source source"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The way of a quote in one line; what is only inferred has a question mark.
pub(crate) fn path_line(of: &QuoteOf<'_>, lineage: Option<&Lineage>) -> String {
    let name = |s: &StepJson| name_of(of, &s.who);
    let same = |a: &StepJson, b: &StepJson| a.part == "credit" && b.part == "credit";
    // Which of several credits of a page holds for the quote, the page does not tell.
    let steps = of.path(lineage);
    let joined = steps.chunk_by(same).map(|steps| {
        let names = steps.iter().map(name).collect::<Vec<_>>().join(" or ");
        if steps.iter().any(|s| s.inferred) { format!("{names} (?)") } else { names }
    });
    joined.collect::<Vec<_>>().join(" → ")
}

fn name_of(of: &QuoteOf<'_>, who: &str) -> String {
    if who.is_empty() { "nobody named".to_owned() } else { facts::name(of.record, who).to_owned() }
}

/// A step with what it is and the words that tell it.
fn step_line(of: &QuoteOf<'_>, step: &StepJson) -> String {
    let why = match (step.part, step.inferred) {
        ("speaker", true) => "speaker, carried on from before",
        ("speaker", false) => "speaker",
        ("relay", true) => "relay, told for the words before",
        ("relay", false) => "relay, named beside the words",
        ("credit", _) => "credited on the page, inferred for the quote",
        ("lineage", _) => "the page was taken from it, inferred for the quote",
        _ => "published it",
    };
    let words = step.words.as_ref().map(|w| format!(": {w}")).unwrap_or_default();
    format!("{} ({why}){words}", name_of(of, &step.who))
}
