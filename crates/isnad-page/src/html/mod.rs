//! An article from HTML: the body by an extractor of main content, what is known about it from the
//! head of the page and, where that says nothing, from the lines that a reader sees.

mod body;
mod byline;
mod dates;
mod dom;
mod jsonld;
mod marks;
mod meta;
mod title;

use isnad_pack::Pack;
use isnad_text::Lang;
use scraper::Html;

use crate::{
    Article, DateCandidate, DateRole, Diagnostic, Found, Hints, ParagraphKind, credit, host_of,
    line::Line,
    plain::{self, Read},
    when::note,
    witness::{self, Rank, Witness},
};
use dom::Block;
use marks::Marks;

/// Reads a page of HTML.
pub(crate) fn read(html: &str, hints: &Hints, pack: &Pack) -> Article {
    let dom = Html::parse_document(html);
    let meta = meta::of(&Marks::of(&dom, &pack.page.fields), hints, pack);
    let shown = dom::blocks(&dom);
    let known = with_title(hints, &meta);
    let text = shown.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
    // What the visible lines say: the body only if the extractor finds none.
    let lines = plain::read_page(&text, &known, pack);
    let blocks = body::extract(html, &dom);
    let mut article = if blocks.iter().any(|b| b.kind != Some(dom::Kind::Caption)) {
        from_blocks(&blocks, &known, pack)
    } else {
        let mut article = lines.clone();
        article.dropped.clear();
        article.diagnostics.push(note(
            "no-main-content",
            "the extractor found no article; the visible lines were read".to_owned(),
        ));
        article
    };
    fill(&mut article, lines, meta, hints, pack);
    for caption in shown.iter().filter(|b| b.kind == Some(dom::Kind::Caption)) {
        if !article.captions.contains(&caption.text) {
            article.captions.push(caption.text.clone());
        }
    }
    article
}

/// The hints, with the title of the head where the sender gives none.
fn with_title(hints: &Hints, meta: &meta::Meta) -> Hints {
    let title = hints.title.clone().or_else(|| meta.title.as_ref().map(|t| t.value.clone()));
    let url = hints.url.clone().or_else(|| meta.url.clone());
    Hints { url, title, ..hints.clone() }
}

/// The article of the extractor's blocks, cleaned like lines of text.
fn from_blocks(blocks: &[Block], hints: &Hints, pack: &Pack) -> Article {
    let lines: Vec<Line<'_>> = blocks
        .iter()
        .enumerate()
        .map(|(i, b)| {
            let markup = b.kind.map(|kind| match kind {
                dom::Kind::Heading => ParagraphKind::Heading,
                dom::Kind::Item => ParagraphKind::Item,
                dom::Kind::Caption => ParagraphKind::Body,
            });
            crate::line::line_of(&b.text, i + 1, true, markup, pack)
        })
        .collect();
    let captions: Vec<bool> = blocks.iter().map(|b| b.kind == Some(dom::Kind::Caption)).collect();
    let read: Read<'_> = plain::extracted(lines, &captions, hints, pack);
    plain::article(&read, hints, pack)
}

/// Diagnostics of dates, which are given anew when more witnesses are heard.
const DATED: [&str; 3] = ["ambiguous-date", "conflicting-dates", "published-from-update"];

/// Fills in what head and visible lines say about the article.
fn fill(article: &mut Article, lines: Article, meta: meta::Meta, hints: &Hints, pack: &Pack) {
    let hint = |value: &Option<String>| value.clone().map(|v| Found::new(v, "hint"));
    let url = hints.url.clone().or_else(|| meta.url.clone());
    date(article, &lines, meta.dates, witness::of_sender(hints, meta.url.as_deref()));
    article.title = hint(&hints.title).or(meta.title).or(lines.title);
    article.byline = meta.byline.or(lines.byline).or_else(|| article.byline.take());
    if let Some(byline) = &article.byline {
        credit::of_byline(&byline.value, &mut article.agencies, pack);
    }
    article.section = meta.section.or(lines.section);
    article.outlet =
        outlet(hints, url.as_deref(), meta.site, pack).or_else(|| article.outlet.take());
    for credit in lines.republished_from {
        if !article.republished_from.iter().any(|c| c.id == credit.id) {
            article.republished_from.push(credit);
        }
    }
    article.url = meta.url.or_else(|| hints.url.clone());
    if let Some(lang) = meta.lang.as_deref().and_then(Lang::from_code)
        && lang != article.lang
        && article.text.len() > 200
    {
        let message = format!("the page says {}, the text is {}", lang.code(), article.lang.code());
        article.diagnostics.push(note("language-differs", message));
    }
    if let Some(dir) =
        meta.dir.filter(|d| (d == "rtl") != article.is_rtl() && article.text.len() > 200)
    {
        let message = format!("the page says {dir}, the text runs the other way");
        article.diagnostics.push(note("direction-differs", message));
    }
}

/// Chooses the dates: what the mark-up says, then the visible lines, which know captions too.
fn date(
    article: &mut Article,
    lines: &Article,
    mut witnesses: Vec<Witness>,
    sender: impl Iterator<Item = Witness>,
) {
    witnesses.extend(sender);
    // Of the lines far from the title only the first; the others belong to other stories.
    let first = |role: DateRole| {
        let of = |d: &&DateCandidate| d.role == role && d.from.starts_with("text:");
        lines.dates.iter().chain(&article.dates).find(of)
    };
    let inferred = article.dates.iter().find(|d| d.from.starts_with("inferred:"));
    let told = [
        (first(DateRole::Published), Rank::Line),
        (first(DateRole::Updated), Rank::Line),
        (inferred, Rank::Inferred),
    ];
    for (date, rank) in told.into_iter().filter_map(|(d, rank)| Some((d?, rank))) {
        witnesses.push(Witness::new(
            Found::new(date.value.as_str(), date.from.as_str()),
            date.role,
            rank,
        ));
    }
    let choice = witness::choose(witnesses);
    let of_dates = |d: &Diagnostic| DATED.contains(&d.code.as_str());
    article.diagnostics.retain(|d| !of_dates(d));
    article.diagnostics.extend(choice.diagnostics);
    (article.published, article.updated) = (choice.published, choice.updated);
    article.dates = choice.dates;
}

/// The sender's outlet, else that of the host, else the name of the site.
fn outlet(hints: &Hints, url: Option<&str>, site: Option<Found>, pack: &Pack) -> Option<Found> {
    if hints.outlet.is_some() {
        return crate::outlet_of(hints, pack);
    }
    let host = url.and_then(host_of).and_then(|h| pack.page.outlets.by_host(h));
    if let Some(outlet) = host {
        return Some(Found::new(outlet.id.as_str(), "url"));
    }
    let site = site?;
    let id = pack.page.outlets.by_name(&site.value).map(|o| o.id.clone());
    Some(Found { value: id.unwrap_or(site.value), from: site.from })
}
