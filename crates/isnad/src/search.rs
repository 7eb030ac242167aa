//! `isnad search WORDS`: pages that hold the words, in any spelling and with any clitics.

use clap::Args;
use isnad_store::{Desk, QueryWord, StoredPage};
use isnad_text::{Span, span::CodePoints};
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
        screen.block("  ", &marked(&title.value, 0, title.value.len(), &in_title))?;
    }
    for (from, to) in passages(&article.text, hits) {
        screen.block("    ", &marked(&article.text, from, to, hits))?;
    }
    screen.line("")
}

/// Stretches of a text around its hits, in the paragraph of the first of them.
fn passages(text: &str, hits: &[Span]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for hit in hits {
        let (from, to) = (before(text, hit.start as usize), after(text, hit.end as usize));
        let n_passages = out.len();
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ if n_passages == PASSAGES => break,
            _ => out.push((from, to)),
        }
    }
    out
}

/// A place some characters before an offset, at the beginning of a word or line.
fn before(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or_default();
    let far = head.char_indices().rev().nth(AROUND).map_or(0, |(i, _)| i);
    let line = head.rfind('\n').map_or(0, |i| i + 1);
    if line >= far {
        return line;
    }
    head.get(far..).and_then(|part| part.find(' ')).map_or(far, |i| far + i + 1)
}

/// A place some characters after an offset, at the end of a word or line.
fn after(text: &str, at: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    let far = tail.char_indices().nth(AROUND).map_or(tail.len(), |(i, _)| i);
    let line = tail.find('\n').unwrap_or(tail.len());
    if line <= far {
        return at + line;
    }
    at + tail.get(..far).and_then(|part| part.rfind(' ')).unwrap_or(far)
}

/// Part of a text with its hits in brackets.
fn marked(text: &str, from: usize, to: usize, hits: &[Span]) -> String {
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
    fn passages_keep_to_words_and_lines() {
        let text = format!("{} the ship sailed\nnext line", "far away words ".repeat(20));
        let at = text.find("ship").unwrap();
        let hits = [Span::new(at, at + 4)];
        let (from, to) = passages(&text, &hits)[0];
        let shown = marked(&text, from, to, &hits);
        assert!(shown.ends_with("the [ship] sailed"), "{shown}");
        assert!(!shown.starts_with(' ') && shown.chars().count() < 100, "{shown}");
    }

    #[test]
    fn close_hits_share_a_passage() {
        let text = "one two one";
        let hits = [Span::new(0, 3), Span::new(8, 11)];
        assert_eq!(passages(text, &hits), [(0, 11)]);
        assert_eq!(marked(text, 0, 11, &hits), "[one] two [one]");
    }
}
