//! What the head of a page and its mark-up say about the article.

use isnad_pack::{Pack, outlets::tokens_of};
use scraper::{ElementRef, Html, Selector};

use super::{dom::text_of, jsonld};
use crate::{Found, date, head::key_of};

/// What a page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Meta {
    pub(crate) title: Option<Found>,
    pub(crate) published: Option<Found>,
    pub(crate) updated: Option<Found>,
    pub(crate) byline: Option<Found>,
    pub(crate) section: Option<Found>,
    pub(crate) site: Option<Found>,
    pub(crate) url: Option<String>,
    pub(crate) lang: Option<String>,
    /// The first moment marked as such, which may belong to something else.
    pub(crate) time: Option<Found>,
}

const PUBLISHED: [&str; 20] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "date",
    "published",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "date.available",
];
const UPDATED: [&str; 8] = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
];
const AUTHOR: [&str; 9] = [
    "author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "article:author_name",
    "dc.creator",
    "dcterms.creator",
    "article:author",
    "twitter:creator_name",
];
const SECTION: [&str; 3] = ["article:section", "parsely-section", "section"];

/// Reads the head and the mark-up of a page.
pub(crate) fn of(dom: &Html, pack: &Pack) -> Meta {
    let tags = Tags::of(dom);
    let data = jsonld::article(dom).unwrap_or_default();
    let said = |value: Option<String>, from: &str| value.map(|v| Found::new(v, from));
    let site = tags
        .first(&["og:site_name"])
        .or_else(|| said(data.publisher.clone(), "json-ld"))
        .or_else(|| tags.first(&["application-name"]));
    let iso = |found: Option<Found>| found.and_then(|f| moment(&f, pack));
    let authors = (!data.authors.is_empty()).then(|| data.authors.join(", "));
    let is_name = |f: &Found| !f.value.contains("://") && !f.value.contains("www.");
    Meta {
        title: title(dom, &tags, &data, site.as_ref()),
        published: iso(said(data.published, "json-ld"))
            .or_else(|| iso(tags.first(&PUBLISHED)))
            .or_else(|| iso(marked_time(dom, &["time[pubdate]", "[itemprop=datePublished]"]))),
        updated: iso(said(data.modified, "json-ld")).or_else(|| iso(tags.first(&UPDATED))),
        byline: said(authors, "json-ld")
            .or_else(|| tags.first(&AUTHOR).filter(is_name))
            .or_else(|| marked_author(dom)),
        section: tags.first(&SECTION).or_else(|| said(data.section, "json-ld")),
        url: canonical(dom).or_else(|| tags.first(&["og:url"]).map(|f| f.value)),
        lang: attribute(dom, "html[lang]", "lang").or(data.language),
        time: iso(marked_time(dom, &["article time[datetime]", "time[datetime]"])),
        site,
    }
}

/// The `meta` elements by their lower-case names.
struct Tags(Vec<(String, String)>);

impl Tags {
    fn of(dom: &Html) -> Tags {
        let Ok(selector) = Selector::parse("meta[content]") else { return Tags(Vec::new()) };
        let mut out = Vec::new();
        for element in dom.select(&selector) {
            let content = element.attr("content").unwrap_or_default().trim();
            for key in ["property", "name", "itemprop"] {
                if let Some(name) = element.attr(key).filter(|_| !content.is_empty()) {
                    out.push((name.trim().to_ascii_lowercase(), content.to_owned()));
                }
            }
        }
        Tags(out)
    }

    /// The first of some names that is there, in the order of the names.
    fn first(&self, names: &[&str]) -> Option<Found> {
        names.iter().find_map(|name| {
            let (key, value) = self.0.iter().find(|(key, _)| key == name)?;
            Some(Found::new(value.as_str(), format!("meta:{key}")))
        })
    }
}

fn select<'d>(dom: &'d Html, selector: &str) -> Vec<ElementRef<'d>> {
    Selector::parse(selector).map(|s| dom.select(&s).collect()).unwrap_or_default()
}

fn attribute(dom: &Html, selector: &str, name: &str) -> Option<String> {
    let value = select(dom, selector).first()?.attr(name)?.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

fn canonical(dom: &Html) -> Option<String> {
    attribute(dom, "link[rel=canonical]", "href").filter(|u| u.contains("://"))
}

/// A value as ISO 8601: as it stands if it begins so, else the date in it.
fn moment(found: &Found, pack: &Pack) -> Option<Found> {
    let value = found.value.trim();
    let digits = |range: std::ops::Range<usize>| value.get(range).and_then(|p| p.parse().ok());
    let iso = value.get(4..5) == Some("-") && value.get(7..8) == Some("-");
    let day = match (digits(0..4), digits(5..7), digits(8..10)) {
        (Some(y), Some(m), Some(d)) if iso => date::iso_day(y, m, d),
        _ => None,
    };
    let value = match day {
        Some(_) => value.replacen(' ', "T", 1).replace(' ', ""),
        None => date::find(value, &tokens_of(value), &pack.page.dates).first()?.iso(),
    };
    Some(Found::new(value, found.from.clone()))
}

fn marked_time(dom: &Html, selectors: &[&str]) -> Option<Found> {
    selectors.iter().find_map(|selector| {
        let element = select(dom, selector).into_iter().next()?;
        let value = element.attr("datetime").or_else(|| element.attr("content"));
        let value = value.map_or_else(|| text_of(*element), str::to_owned);
        Some(Found::new(value, format!("html:{selector}")))
    })
}

fn marked_author(dom: &Html) -> Option<Found> {
    ["[itemprop=author] [itemprop=name]", "[rel=author]", "[itemprop=author]"].iter().find_map(
        |s| {
            let names: Vec<String> = select(dom, s).into_iter().map(|e| text_of(*e)).collect();
            let mut seen: Vec<String> = Vec::new();
            for name in names.into_iter().filter(|n| (3..80).contains(&n.len())) {
                if !seen.contains(&name) && seen.len() < 6 {
                    seen.push(name);
                }
            }
            (!seen.is_empty()).then(|| Found::new(seen.join(", "), format!("html:{s}")))
        },
    )
}

/// The headline: the `h1` that the head confirms, else what the head says, without the name of the
/// site.
fn title(dom: &Html, tags: &Tags, data: &jsonld::Statement, site: Option<&Found>) -> Option<Found> {
    let said = tags.first(&["og:title"]).or_else(|| tags.first(&["twitter:title"]));
    let tab = select(dom, "title").first().map(|e| Found::new(text_of(**e), "html:title"));
    let tab = tab.filter(|t| !t.value.is_empty());
    let structured = data.headline.clone().map(|h| Found::new(h, "json-ld"));
    let heads: Vec<Found> = select(dom, "h1")
        .into_iter()
        .map(|e| Found::new(text_of(*e), "html:h1"))
        .filter(|f| f.value.split_whitespace().count() > 1)
        .collect();
    let witnesses: Vec<String> =
        [&structured, &said, &tab].into_iter().flatten().map(|f| key_of(&f.value)).collect();
    let confirmed = |f: &&Found| {
        let key = key_of(&f.value);
        !key.is_empty() && witnesses.iter().any(|w| w.contains(&key))
    };
    if let Some(h1) = heads.iter().find(confirmed) {
        return Some(h1.clone());
    }
    let stated = structured.or(said).or(tab.clone());
    let stated = stated.map(|found| without_site(found, site));
    stated.or_else(|| heads.into_iter().next()).map(|found| {
        // A headline cut short in the head stands whole on the page.
        let short = found.value.trim_end_matches(['.', '…', ' ']).to_owned();
        let whole =
            tab.filter(|t| t.value.starts_with(&short) && found.value.ends_with(['…', '.']));
        whole.map_or(found, |t| without_site(t, site))
    })
}

/// A title without the name of the site at its end or beginning.
fn without_site(found: Found, site: Option<&Found>) -> Found {
    let name = site.map(|s| key_of(&s.value)).unwrap_or_default();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", ": "] {
        let ends =
            [found.value.rsplit_once(mark), found.value.split_once(mark).map(|(a, b)| (b, a))];
        for (rest, cut) in ends.into_iter().flatten() {
            let key = key_of(cut);
            let same =
                !name.is_empty() && (key == name || key.contains(&name) || name.contains(&key));
            if same && !key.is_empty() && rest.split_whitespace().count() > 1 {
                return Found::new(rest.trim(), found.from);
            }
        }
    }
    found
}
