//! An article from HTML: the body by an extractor of main content, what is known about it from the
//! head of the page and, where that says nothing, from the lines that a reader sees.

mod body;
mod dom;
mod jsonld;
mod meta;

use isnad_pack::Pack;
use isnad_text::Lang;
use scraper::Html;

use crate::{
    Article, DateCandidate, DateRole, Found, Hints, ParagraphKind, host_of,
    line::Line,
    plain::{self, Read},
    when::{self, note},
};
use dom::Block;

/// Reads a page of HTML.
pub(crate) fn read(html: &str, hints: &Hints, pack: &Pack) -> Article {
    let dom = Html::parse_document(html);
    let meta = meta::of(&dom, pack);
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

/// Fills in what head and visible lines say about the article.
fn fill(article: &mut Article, lines: Article, meta: meta::Meta, hints: &Hints, pack: &Pack) {
    let hint = |value: &Option<String>| value.clone().map(|v| Found::new(v, "hint"));
    let url = hints.url.clone().or_else(|| meta.url.clone());
    let in_url = url.as_deref().and_then(when::in_url).map(|day| Found::new(day, "url"));
    let stated = lines.published.filter(|f| f.from.starts_with("text:"));
    article.diagnostics.extend(when::conflict(meta.published.as_ref(), in_url.as_ref()));
    article
        .diagnostics
        .extend(when::conflict(hint(&hints.published).as_ref(), meta.published.as_ref()));
    article.dates = dates(&lines.dates, &meta, hint(&hints.published).as_ref(), in_url.as_ref());
    article.published = hint(&hints.published)
        .or(meta.published)
        .or(stated)
        .or(in_url)
        .or(meta.time)
        .or_else(|| article.published.take());
    article.updated = meta.updated.or(lines.updated);
    article.title = hint(&hints.title).or(meta.title).or(lines.title);
    article.byline = meta.byline.or(lines.byline).or_else(|| article.byline.take());
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
}

/// All dates of a page: those of its sender, its head, its visible lines, its address.
fn dates(
    lines: &[DateCandidate],
    meta: &meta::Meta,
    hint: Option<&Found>,
    in_url: Option<&Found>,
) -> Vec<DateCandidate> {
    use DateRole::{Published, Unknown, Updated};
    let head = [
        when::stated(Published, hint),
        when::stated(Published, meta.published.as_ref()),
        when::stated(Updated, meta.updated.as_ref()),
    ];
    let tail = [when::stated(Published, in_url), when::stated(Unknown, meta.time.as_ref())];
    let shown = lines.iter().filter(|d| d.from.starts_with("text:")).cloned();
    head.into_iter().flatten().chain(shown).chain(tail.into_iter().flatten()).collect()
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
