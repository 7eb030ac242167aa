//! An article from HTML: the body by the element that holds most running text, what is known about
//! it from the head of the page and, where that says nothing, from the lines around the body.

mod body;
mod byline;
mod choose;
mod cut;
mod dates;
mod dom;
mod guard;
mod jsonld;
mod marks;
mod meta;
mod outlet;
mod outline;
mod parse;
mod stated;
mod tag;
mod title;

use isnad_pack::Pack;
use isnad_text::Lang;

use crate::{
    Article, DateCandidate, DateRole, Diagnostic, Found, Hints, credit, host_of, plain,
    when::note,
    witness::{self, Rank, Witness},
};
use marks::Marks;
use outline::Outline;

/// How many times the text that a page shows the text of its structured data must be to be taken
/// instead.
const HIDDEN: usize = 3;

pub use outlet::check as check_outlets;

/// Reads a page of HTML.
pub(crate) fn read(html: &str, hints: &Hints, pack: &Pack) -> Article {
    let (dom, remark) = parse::parse(html);
    let mut meta = meta::of(&Marks::of(&dom, &pack.page.fields), hints, pack);
    let mut own = outlet::of(&dom, hints.url.as_deref().or(meta.url.as_deref()), pack);
    own.tell(&mut meta, pack);
    let known = with_title(hints, &meta);
    let outline = Outline::of(&dom, &pack.page.markup);
    let article =
        body::Known { title: known.title.as_deref(), body: meta.body.as_deref(), own: &own };
    let found = body::find(&outline, &article);
    let held = found.as_ref().map_or(0, |f| f.size(&outline));
    let mut article = match (found, meta.body.as_deref()) {
        (_, Some(data)) if own.body.is_empty() && is_hidden(data, held) => {
            from_data(data, &known, pack)
        }
        (Some(found), _) => body::article(&outline, &found, &known, pack),
        (None, _) => lines(&outline, &known, pack),
    };
    fill(&mut article, meta, hints, pack);
    article.diagnostics.extend(remark);
    article
}

/// Whether structured data gives a text of which the page shows but a part.
fn is_hidden(data: &str, held: usize) -> bool {
    let size = stated::size(data);
    size >= stated::ENOUGH && size > held * HIDDEN
}

/// The article that structured data gives, where the page itself shows no more than a part of it.
fn from_data(text: &str, hints: &Hints, pack: &Pack) -> Article {
    let mut article = plain::read(text, hints, pack);
    let message = "the page does not show the text that its structured data gives".to_owned();
    article.diagnostics.push(note("body-from-data", message));
    article
}

/// The article of the visible lines, where no element holds one.
fn lines(outline: &Outline, hints: &Hints, pack: &Pack) -> Article {
    let shown: Vec<&str> = (0..outline.pieces.len()).map(|i| outline.text(i)).collect();
    let mut article = plain::read_page(&shown.join("\n"), hints, pack);
    article.diagnostics.push(note(
        "no-main-content",
        "no element holds an article; the visible lines were read".to_owned(),
    ));
    article
}

/// The hints, with the title of the head where the sender gives none.
fn with_title(hints: &Hints, meta: &meta::Meta) -> Hints {
    let title = hints.title.clone().or_else(|| meta.title.as_ref().map(|t| t.value.clone()));
    let url = hints.url.clone().or_else(|| meta.url.clone());
    Hints { url, title, ..hints.clone() }
}

/// Diagnostics of dates, which are given anew when more witnesses are heard.
const DATED: [&str; 3] = ["ambiguous-date", "conflicting-dates", "published-from-update"];

/// Fills in what head and visible lines say about the article.
fn fill(article: &mut Article, meta: meta::Meta, hints: &Hints, pack: &Pack) {
    let hint = |value: &Option<String>| value.clone().map(|v| Found::new(v, "hint"));
    let url = hints.url.clone().or_else(|| meta.url.clone());
    date(article, meta.dates, witness::of_sender(hints, meta.url.as_deref()));
    article.title = hint(&hints.title).or(meta.title).or(article.title.take());
    article.byline = meta.byline.or(article.byline.take());
    if let Some(byline) = &article.byline {
        credit::of_byline(&byline.value, &mut article.agencies, pack);
    }
    article.section = meta.section.or(article.section.take());
    article.outlet =
        outlet(hints, url.as_deref(), meta.site, pack).or_else(|| article.outlet.take());
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
fn date(article: &mut Article, mut witnesses: Vec<Witness>, sender: impl Iterator<Item = Witness>) {
    witnesses.extend(sender);
    // Of the lines far from the title only the first; the others belong to other stories.
    let first = |role: DateRole| {
        let of = |d: &&DateCandidate| d.role == role && d.from.starts_with("text:");
        article.dates.iter().find(of)
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
