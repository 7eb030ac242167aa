//! `isnad search WORDS`: pages that hold the words, in any spelling and with any clitics.

use clap::Args;
use isnad_store::{Desk, QueryWord, StoredPage};
use isnad_text::{Span, passage::passages, span::CodePoints};
use serde::Serialize;

use crate::pipeline::Pipeline;
use crate::problem::Problem;
use crate::term::Screen;
use crate::{DONE, DeskArgs, NOTHING, USAGE, words};

/// Passages shown for a page.
const PASSAGES: usize = 3;
/// Characters shown before and after a hit.
const AROUND: usize = 60;

/// Find the pages of the desk that hold all these words
///
/// Spelling is folded (hamza, taa marbuta, harakat, digits, case) and clitics are looked through: a noun
/// is found with its article, conjunction, preposition or pronoun. Hits stand in [brackets].
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// The words
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    desk: DeskArgs,
    /// Show at most so many pages
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print one JSON object a page, offsets in code points of the record's text
    #[arg(long)]
    json: bool,
}

/// A page with its hits.
#[derive(Debug, Serialize)]
struct Found<'a> {
    source: &'a str,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    published: Option<&'a str>,
    hits: Vec<Hit<'a>>,
}

#[derive(Debug, Serialize)]
struct Hit<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

pub(crate) fn run(args: &SearchArgs) -> anyhow::Result<u8> {
    let desk = Desk::open(&args.desk.desk)?;
    let pipeline = Pipeline::new(&args.desk.pack)?;
    let query = words::of_query(&args.words.join(" "), &pipeline.pack);
    if query.is_empty() {
        Problem::new("no word in the query", "give letters or digits to look for").print();
        return Ok(USAGE);
    }
    let pages = desk.search(&query, args.limit)?;
    let mut screen = Screen::new();
    for page in &pages {
        let hits = words::hits(&page.article.text, &query, &pipeline.pack);
        if args.json {
            screen.line(&serde_json::to_string(&found(page, &hits))?)?;
        } else {
            print(&mut screen, page, &hits, &query, &pipeline)?;
        }
    }
    screen.flush()?;
    Ok(if pages.is_empty() { NOTHING } else { DONE })
}

fn found<'p>(page: &'p StoredPage, hits: &[Span]) -> Found<'p> {
    let text = &page.article.text;
    let points = CodePoints::new(text);
    let hit = |span: &Span| Hit {
        start: points.at(text, span.start),
        end: points.at(text, span.end),
        text: span.of(text),
    };
    let value = |f: &'p Option<isnad_page::Found>| f.as_ref().map(|f| f.value.as_str());
    Found {
        source: &page.source,
        outlet: value(&page.article.outlet),
        title: value(&page.article.title),
        published: value(&page.article.published),
        hits: hits.iter().map(hit).collect(),
    }
}

fn print(
    screen: &mut Screen,
    page: &StoredPage,
    hits: &[Span],
    query: &[QueryWord],
    pipeline: &Pipeline,
) -> std::io::Result<()> {
    let article = &page.article;
    let head: Vec<&str> = [&article.published, &article.outlet]
        .into_iter()
        .filter_map(|f| f.as_ref().map(|f| f.value.as_str()))
        .collect();
    let source = screen.strong(&screen.words(&page.source));
    screen.line(&format!("{source}  {}", screen.words(&head.join(" · "))))?;
    if let Some(title) = &article.title {
        let in_title = words::hits(&title.value, query, &pipeline.pack);
        screen.block("  ", &marked(&title.value, Span::new(0, title.value.len()), &in_title))?;
    }
    for (part, _) in passages(&article.text, hits, PASSAGES, AROUND) {
        screen.block("    ", &marked(&article.text, part, hits))?;
    }
    screen.line("")
}

/// Part of a text with its hits in brackets.
fn marked(text: &str, part: Span, hits: &[Span]) -> String {
    let std::ops::Range { start: from, end: to } = part.range();
    let (mut out, mut at) = (String::new(), from);
    for hit in hits.iter().map(|h| h.range()).filter(|h| h.start >= from && h.end <= to) {
        out.push_str(text.get(at..hit.start).unwrap_or_default());
        out.push('[');
        out.push_str(text.get(hit.clone()).unwrap_or_default());
        out.push(']');
        at = hit.end;
    }
    out.push_str(text.get(at..to).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_stand_in_brackets() {
        let text = "one two one";
        let hits = [Span::new(0, 3), Span::new(8, 11)];
        assert_eq!(marked(text, Span::new(0, 11), &hits), "[one] two [one]");
        assert_eq!(marked(text, Span::new(4, 11), &hits), "two [one]");
    }
}
