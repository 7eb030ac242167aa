//! What the head of a page, its mark-up and the lines around its title say about the article.

use isnad_pack::Pack;

use super::{byline, dates, jsonld, marks::Marks, title};
use crate::{
    Found, Hints,
    line::{Line, line_of},
    witness::Witness,
};

/// What a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub(crate) title: Option<Found>,
    pub(crate) byline: Option<Found>,
    pub(crate) section: Option<Found>,
    pub(crate) site: Option<Found>,
    pub(crate) url: Option<String>,
    pub(crate) lang: Option<String>,
    /// The text of the article, as structured data gives it.
    pub(crate) body: Option<String>,
    /// Direction that the page claims.
    pub(crate) dir: Option<String>,
    /// Who says when it was published or changed.
    pub(crate) dates: Vec<Witness>,
}

const SECTION: [&str; 4] = ["article:section", "parsely-section", "section", "cxenseparse:section"];

/// Reads the marks of a page.
pub(crate) fn of(marks: &Marks<'_>, hints: &Hints, pack: &Pack) -> Meta {
    let data = jsonld::read(&marks.scripts);
    let url = marks.canonical.clone().or_else(|| marks.tag(&["og:url"]).map(|(_, v)| v.to_owned()));
    let site = site(marks, &data);
    let named = [site.as_ref().map(|s| s.value.as_str()), data.article.publisher.as_deref()];
    let names =
        title::Names::new(named.into_iter().flatten(), hints.url.as_deref().or(url.as_deref()));
    let title = title::of(marks, &data.article, &names);
    let place = title::place(marks, hinted(hints).as_ref().or(title.as_ref()));
    let zone = zone(marks, place, pack);
    Meta {
        byline: byline::of(marks, &[&data.article, &data.page], &zone, &names, pack),
        section: section(marks, &data, title.as_ref()),
        lang: marks.lang.clone().or_else(|| data.article.language.clone()),
        body: data.article.body.clone(),
        dir: marks.dir.clone(),
        dates: dates::of(marks, &data, &zone, place, pack),
        title,
        site,
        url,
    }
}

fn hinted(hints: &Hints) -> Option<Found> {
    hints.title.as_deref().map(|t| Found::new(t, "hint"))
}

/// The name of the site, else of the publisher.
fn site(marks: &Marks<'_>, data: &jsonld::Data) -> Option<Found> {
    let tag = |name: &str| {
        let (key, value) = marks.tag(&[name])?;
        Some(Found::new(value, format!("meta:{key}")))
    };
    let publisher = data.article.publisher.as_deref().or(data.page.publisher.as_deref());
    tag("og:site_name")
        .or_else(|| publisher.map(|p| Found::new(p, "json-ld")))
        .or_else(|| tag("application-name"))
}

/// The section: what the page says, else the second step of the way to the article.
fn section(marks: &Marks<'_>, data: &jsonld::Data, title: Option<&Found>) -> Option<Found> {
    let tag = marks.tag(&SECTION).map(|(key, v)| Found::new(v, format!("meta:{key}")));
    let prop = marks.props.iter().find(|p| p.name == "articleSection" && !p.value.is_empty());
    let step = data.trail.get(1).filter(|s| title.is_none_or(|t| t.value != **s));
    tag.or_else(|| data.article.section.as_deref().map(|s| Found::new(s, "json-ld")))
        .or_else(|| prop.map(|p| Found::new(p.value.as_str(), "html:itemprop")))
        .or_else(|| step.map(|s| Found::new(s.as_str(), "json-ld:BreadcrumbList")))
}

/// The short lines around the title, each with the index of its block.
fn zone<'m>(marks: &'m Marks<'_>, title: Option<usize>, pack: &Pack) -> Vec<(usize, Line<'m>)> {
    let blocks = marks.zone(title).filter_map(|i| Some((i, marks.shown.get(i)?)));
    let short = blocks.filter(|(_, shown)| !shown.is_long() && shown.text.len() > 2);
    short.map(|(i, shown)| (i, line_of(&shown.text, i + 1, true, None, pack))).collect()
}
