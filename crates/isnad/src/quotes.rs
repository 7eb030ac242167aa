//! `isnad quotes`: the reported speech of a desk, by speaker, day, words and outlet.

use clap::Args;
use isnad_export::{Layer, QuoteOf, fact_id, page_key, quotes_json};
use isnad_store::{Desk, QueryWord, StoredPage};
use isnad_text::fold;

use crate::dossier::facts;
use crate::pipeline::Pipeline;
use crate::quote::{circumstances, path_line};
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, words};

/// List who said what on the pages of the desk, and through whom it came
///
/// All conditions must hold. Names and words are found in any spelling; words of a quote also behind
/// their clitics.
#[derive(Debug, Args)]
pub(crate) struct QuotesArgs {
    /// Words that the quote must hold
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Only of this speaker: name, id, or part of a description ("diplomat")
    #[arg(long, value_name = "WHO")]
    speaker: Option<String>,
    /// Only from pages of this outlet, or that came through it
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only said, or without a day of its own published, on this day or later (YYYY-MM-DD)
    #[arg(long, value_name = "DAY", value_parser = day)]
    since: Option<String>,
    /// Only said or published on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    until: Option<String>,
    #[command(flatten)]
    desk: DeskArgs,
    /// Show at most so many quotes
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Print isnad.quotes/1
    #[arg(long)]
    json: bool,
}

/// A day, or the beginning of one: a year, a month.
fn day(text: &str) -> Result<String, String> {
    let digits =
        text.split('-').map(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty());
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let fits = matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
    if fits && digits.into_iter().all(|ok| ok) {
        Ok(text.to_owned())
    } else {
        Err("days are written as 2024-06-19, months as 2024-06, years as 2024".to_owned())
    }
}

pub(crate) fn run(args: &QuotesArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let filter = Filter::new(args, &pipeline);
    let mut pages = desk.pages()?;
    let published = |p: &StoredPage| p.article.published.as_ref().map(|f| f.value.clone());
    // Pages without a date come last.
    pages.sort_by_cached_key(|p| (published(p).is_none(), published(p), p.source.clone()));
    let all: Vec<QuoteOf<'_>> =
        pages.iter().flat_map(quotes_of).filter(|q| filter.takes(q)).collect();
    let shown = all.get(..args.limit.min(all.len())).unwrap_or_default();
    let mut screen = Screen::new();
    if args.json {
        let views = shown.iter().filter_map(|q| q.view(None)).collect();
        screen.line(&quotes_json(views))?;
    } else {
        shown.iter().try_for_each(|q| print(&mut screen, q))?;
    }
    if all.is_empty() && !args.json {
        screen.line("no such quotes on the desk")?;
    } else if shown.len() < all.len() && !args.json {
        let rest = format!("{} more: --limit {}", all.len() - shown.len(), all.len());
        screen.line(&screen.faint(&rest))?;
    }
    screen.flush()?;
    Ok(if all.is_empty() { NOTHING } else { DONE })
}

/// The quotes of a page.
pub(crate) fn quotes_of(page: &StoredPage) -> impl Iterator<Item = QuoteOf<'_>> {
    let (source, article, record) = (page.source.as_str(), &page.article, &page.record);
    (0..record.quotes.len()).map(move |index| QuoteOf { source, article, record, index })
}

/// What is asked of quotes.
struct Filter<'a> {
    args: &'a QuotesArgs,
    pipeline: &'a Pipeline,
    words: Vec<QueryWord>,
}

impl<'a> Filter<'a> {
    fn new(args: &'a QuotesArgs, pipeline: &'a Pipeline) -> Filter<'a> {
        let words = words::of_query(&args.words.join(" "), &pipeline.pack);
        Filter { args, pipeline, words }
    }

    fn takes(&self, quote: &QuoteOf<'_>) -> bool {
        let args = self.args;
        let asked = |query: &Option<String>, test: &dyn Fn(&str) -> bool| {
            query.as_ref().is_none_or(|q| test(&fold(q)))
        };
        asked(&args.speaker, &|q| says(quote, q))
            && asked(&args.outlet, &|q| came_through(quote, q))
            && self.has_words(quote.words())
            && self.fits_day(quote)
    }

    fn has_words(&self, text: &str) -> bool {
        self.words.iter().all(|word| {
            !words::hits(text, std::slice::from_ref(word), &self.pipeline.pack).is_empty()
        })
    }

    fn fits_day(&self, quote: &QuoteOf<'_>) -> bool {
        let (since, until) = (&self.args.since, &self.args.until);
        if since.is_none() && until.is_none() {
            return true;
        }
        let told = quote.quote().and_then(|q| q.setting.date.as_ref()).map(|d| d.value.as_str());
        let published = quote.article.published.as_ref().map(|p| p.value.as_str());
        let Some(day) = told.or(published).and_then(|d| d.get(..10).or(Some(d))) else {
            return false;
        };
        since.as_ref().is_none_or(|s| day >= s.as_str())
            && until.as_ref().is_none_or(|u| day <= u.as_str() || day.starts_with(u.as_str()))
    }
}

/// Whether somebody of this name, id or description speaks.
fn says(quote: &QuoteOf<'_>, query: &str) -> bool {
    let Some(q) = quote.quote() else { return false };
    let entity = quote.record.entities.iter().find(|e| e.id == q.speaker);
    let words = q.speaker_span.map(|s| s.of(&quote.article.text));
    let names = entity.map(|e| [e.name_en.as_str(), e.name_ar.as_str()]);
    let id = q.speaker.replace('-', " ");
    let query = query.replace('-', " ");
    std::iter::once(id.as_str())
        .chain(names.into_iter().flatten())
        .chain(words)
        .any(|name| fold(name).contains(&query))
}

/// Whether an outlet published or relayed a quote.
fn came_through(quote: &QuoteOf<'_>, query: &str) -> bool {
    let query = query.replace('-', " ");
    quote.path(None).iter().filter(|step| step.part != "speaker").any(|step| {
        let words = step.words.as_deref().unwrap_or_default();
        [step.who.replace('-', " ").as_str(), words].iter().any(|n| fold(n).contains(&query))
    })
}

fn print(screen: &mut Screen, of: &QuoteOf<'_>) -> std::io::Result<()> {
    let Some(quote) = of.quote() else { return Ok(()) };
    let id = fact_id(&page_key(of.source), Layer::Quote, of.index);
    let published = of.article.published.as_ref().map_or("no date", |p| p.value.as_str());
    let kind = isnad_export::facts::quote_kind(quote.kind);
    let head = [facts::days(published), kind.to_owned(), circumstances(of)];
    let head: Vec<String> = head.into_iter().filter(|part| !part.is_empty()).collect();
    let id = screen.strong(&id);
    screen.line(&format!("{id}  {}", head.join(" · ")))?;
    screen.block("  ", &path_line(of, None))?;
    screen.block("    ", of.words())
}
