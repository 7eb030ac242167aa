//! How a page was read, as a page for the browser: the article with what was cut from it, struck
//! out and named. It holds no script and loads nothing; all words of the page are escaped.

use std::fmt::Write;

use base64::{Engine, prelude::BASE64_STANDARD};
use isnad_export::{cut_kind, date_role};
use isnad_page::{Article, Dropped, Found, Paragraph, ParagraphKind};
use isnad_web::escaped as escape;
use sha2::{Digest, Sha256};

use super::Seen;
use crate::summary::count;

const STYLE: &str = include_str!("page.css");

/// What stands behind the last page.
pub(super) const FOOT: &str = "</body>\n</html>";

/// What stands before the first page. Nothing may be loaded or run, and no style but this one.
pub(super) fn head(name: &str) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
        escape(name)
    )
}

/// One page: what is known of it, the article with what was cut from it, and the remarks.
pub(super) fn section(seen: &Seen<'_>) -> String {
    let article = seen.article;
    let mut out = format!("<main>\n<h1>{}</h1>\n", bdi(seen.source));
    fields(&mut out, article);
    dates(&mut out, article);
    body(&mut out, article);
    list(&mut out, "Captions and photo credits", article.captions.iter().map(|c| bdi(c)));
    let remarks = article
        .diagnostics
        .iter()
        .map(|d| format!("<code>{}</code> {}", escape(&d.code), bdi(&d.message)));
    list(&mut out, "Remarks", remarks);
    out.push_str("</main>");
    out
}

fn fields(out: &mut String, article: &Article) {
    out.push_str("<table>\n<caption>What is known of the article, and from where</caption>\n");
    let fields: [(&str, &Option<Found>); 6] = [
        ("title", &article.title),
        ("outlet", &article.outlet),
        ("byline", &article.byline),
        ("published", &article.published),
        ("updated", &article.updated),
        ("section", &article.section),
    ];
    for (name, field) in fields {
        match field {
            Some(found) => row(out, name, &found.value, &found.from),
            None => row(out, name, "", "not found"),
        }
    }
    row(out, "language", article.lang.code(), "");
    row(out, "address", article.url.as_deref().unwrap_or_default(), "");
    for (name, credits) in
        [("agency", &article.agencies), ("taken from", &article.republished_from)]
    {
        for credit in credits {
            row(out, name, &format!("{} “{}”", credit.id, credit.words), &credit.place);
        }
    }
    out.push_str("</table>\n");
}

fn dates(out: &mut String, article: &Article) {
    if article.dates.is_empty() {
        return;
    }
    out.push_str("<table>\n<caption>All dates given</caption>\n");
    for date in &article.dates {
        let chosen = if article.chose(date) { ", chosen" } else { "" };
        let name = format!("{}{chosen}", date_role(date.role));
        row(out, &name, &date.value, &date.from);
    }
    out.push_str("</table>\n");
}

fn row(out: &mut String, name: &str, value: &str, from: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<tr><th scope=\"row\">{name}</th><td dir=\"auto\">{}</td><td>{}</td></tr>",
        escape(value),
        bdi(from)
    );
}

/// The paragraphs, and before each what stood there and was cut.
fn body(out: &mut String, article: &Article) {
    let dir = if article.is_rtl() { "rtl" } else { "ltr" };
    let kept = count(article.paragraphs.len(), "paragraph", "paragraphs");
    let cut = count(article.dropped.len(), "part", "parts");
    let _ = writeln!(
        out,
        "<h2>{kept} kept, {cut} cut</h2>\n<article lang=\"{}\" dir=\"{dir}\">",
        article.lang.code()
    );
    if let Some(title) = &article.title {
        let _ = writeln!(out, "<h3 class=\"title\" dir=\"auto\">{}</h3>", escape(&title.value));
    }
    let mut rest = article.dropped.iter().peekable();
    for paragraph in &article.paragraphs {
        while let Some(part) = rest.next_if(|part| part.at <= paragraph.span.start) {
            push_cut(out, part);
        }
        push_kept(out, paragraph, &article.text);
    }
    rest.for_each(|part| push_cut(out, part));
    out.push_str("</article>\n");
}

fn push_kept(out: &mut String, paragraph: &Paragraph, text: &str) {
    let (tag, class) = match paragraph.kind {
        ParagraphKind::Body => ("p", "body"),
        ParagraphKind::Heading => ("h4", "heading"),
        ParagraphKind::Item => ("p", "item"),
        ParagraphKind::Quote => ("blockquote", "quote"),
    };
    let words = escape(paragraph.span.of(text));
    let _ = writeln!(out, "<{tag} class=\"{class}\" dir=\"auto\">{words}</{tag}>");
}

fn push_cut(out: &mut String, part: &Dropped) {
    let _ = writeln!(
        out,
        "<p class=\"cut\" dir=\"auto\"><span class=\"kind\" dir=\"ltr\" title=\"{}; {}\">{}</span> \
         <del>{}</del></p>",
        escape(part.kind.why()),
        escape(&part.from),
        escape(&cut_kind(part.kind)),
        escape(&part.text)
    );
}

fn list(out: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "<h2>{heading}</h2>\n<ul>");
    items.for_each(|item| {
        let _ = writeln!(out, "<li>{item}</li>");
    });
    out.push_str("</ul>\n");
}

/// Words of a page that do not reorder what stands around them.
fn bdi(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}
