//! How a page was read, in lines for a terminal.

use isnad_export::{cut_kind, date_role, paragraph_kind};
use isnad_page::{Article, Credit, Dropped, DroppedKind, Found, ParagraphKind};

use super::Seen;
use crate::summary::count;
use crate::term::Screen;

/// Parts of one kind that are shown without `--all`.
const SHOWN: usize = 4;
/// Columns of the names of fields, and of where something was found.
const NAME: usize = 12;
const PLACE: usize = 16;

/// Prints how a page was read; without `all`, of each paragraph one line and of each kind of cut
/// parts the first.
pub(super) fn print(screen: &mut Screen, seen: &Seen<'_>, all: bool) -> std::io::Result<()> {
    let article = seen.article;
    let source = screen.strong(&screen.words(seen.source));
    screen.line(&source)?;
    print_fields(screen, article)?;
    print_dates(screen, article)?;
    print_kept(screen, article, all)?;
    print_captions(screen, article)?;
    print_cut(screen, article, all)?;
    print_remarks(screen, article)
}

/// The fields, each with where it was found; those that were not found too.
fn print_fields(screen: &mut Screen, article: &Article) -> std::io::Result<()> {
    for (name, field) in article.fields() {
        print_field(screen, name, field)?;
    }
    let direction = if article.is_rtl() { "right to left" } else { "left to right" };
    print_value(screen, "language", &format!("{}, {direction}", article.lang.code()), "")?;
    match &article.url {
        Some(url) => print_value(screen, "address", url, "")?,
        None => print_field(screen, "address", None)?,
    }
    for (name, credits) in
        [("agency", &article.agencies), ("taken from", &article.republished_from)]
    {
        for Credit { id, words, place } in credits {
            print_value(screen, name, &format!("{id}  “{words}”"), place)?;
        }
    }
    Ok(())
}

fn print_field(screen: &mut Screen, name: &str, field: Option<&Found>) -> std::io::Result<()> {
    if let Some(found) = field {
        return print_value(screen, name, &found.value, &found.from);
    }
    let line = screen.faint(&format!("  {name:<NAME$}not found"));
    screen.line(&line)
}

/// A value, and below it where it was found.
fn print_value(screen: &mut Screen, name: &str, value: &str, from: &str) -> std::io::Result<()> {
    screen.block(&format!("  {name:<NAME$}"), value)?;
    if from.is_empty() {
        return Ok(());
    }
    let from = screen.faint(&format!("  {:<NAME$}from {}", "", screen.words(from)));
    screen.line(&from)
}

/// All dates, those that were chosen marked.
fn print_dates(screen: &mut Screen, article: &Article) -> std::io::Result<()> {
    if article.dates.is_empty() {
        return Ok(());
    }
    screen.heading(&count(article.dates.len(), "date given", "dates given"))?;
    for date in &article.dates {
        let mark = if article.chose(date) { "*" } else { " " };
        let value = screen.words(&date.value);
        let line = format!(
            "{mark} {value:<26}{:<PLACE$}{}",
            date_role(date.role),
            screen.words(&date.from)
        );
        screen.line(&line)?;
    }
    if article.published.is_some() || article.updated.is_some() {
        screen.line("* chosen")?;
    }
    Ok(())
}

fn print_kept(screen: &mut Screen, article: &Article, all: bool) -> std::io::Result<()> {
    let n_words = article.text.split_whitespace().count();
    let paragraphs = count(article.paragraphs.len(), "paragraph", "paragraphs");
    screen.heading(&format!("kept: {paragraphs}, {}", count(n_words, "word", "words")))?;
    for (n, paragraph) in article.paragraphs.iter().enumerate() {
        let kind = match paragraph.kind {
            ParagraphKind::Body => "",
            kind => paragraph_kind(kind),
        };
        print_line(
            screen,
            &format!("{:>4} {kind:<9}", n + 1),
            paragraph.span.of(&article.text),
            all,
        )?;
    }
    Ok(())
}

/// A text behind its head, whole or the one line that fits.
fn print_line(screen: &mut Screen, head: &str, text: &str, all: bool) -> std::io::Result<()> {
    if all {
        return screen.block(head, text);
    }
    let room = screen.width().saturating_sub(head.len()).max(20);
    let line = format!("{head}{}", screen.short(text, room));
    screen.line(&line)
}

fn print_captions(screen: &mut Screen, article: &Article) -> std::io::Result<()> {
    if article.captions.is_empty() {
        return Ok(());
    }
    screen.heading(&count(
        article.captions.len(),
        "caption or photo credit",
        "captions and photo credits",
    ))?;
    article.captions.iter().try_for_each(|caption| screen.block("     ", caption))
}

/// What was cut, by kind in the order in which kinds first appear.
fn print_cut(screen: &mut Screen, article: &Article, all: bool) -> std::io::Result<()> {
    screen.heading(&format!("cut: {}", count(article.dropped.len(), "part", "parts")))?;
    let mut kinds: Vec<DroppedKind> = Vec::new();
    for part in &article.dropped {
        if !kinds.contains(&part.kind) {
            kinds.push(part.kind);
        }
    }
    for kind in kinds {
        print_kind(screen, article, kind, all)?;
    }
    Ok(())
}

fn print_kind(
    screen: &mut Screen,
    article: &Article,
    kind: DroppedKind,
    all: bool,
) -> std::io::Result<()> {
    let parts: Vec<&Dropped> = article.dropped.iter().filter(|d| d.kind == kind).collect();
    screen.line(&format!("  {} ({}): {}", cut_kind(kind), parts.len(), kind.why()))?;
    let n_shown = if all { parts.len() } else { SHOWN };
    for part in parts.iter().take(n_shown) {
        let from = screen.short(&part.from, PLACE);
        print_line(screen, &format!("    {from:<PLACE$} "), &part.text, all)?;
    }
    if parts.len() > n_shown {
        screen.line(&format!("    and {} more: --all", parts.len() - n_shown))?;
    }
    Ok(())
}

fn print_remarks(screen: &mut Screen, article: &Article) -> std::io::Result<()> {
    if article.diagnostics.is_empty() {
        return Ok(());
    }
    screen.heading(&count(article.diagnostics.len(), "remark", "remarks"))?;
    for remark in &article.diagnostics {
        screen.block(&format!("  {}: ", remark.code), &remark.message)?;
        if let Some(span) = remark.span {
            screen.block("      at ", span.of(&article.text))?;
        }
    }
    Ok(())
}
