//! What the pack says of the pages of one outlet: where title, date, byline and body stand, and what
//! inside the body is none of it. It takes the place of what the general rules find.

use ego_tree::NodeId;
use isnad_pack::{Diagnostic, Pack, Source, outlet_pages};
use rustc_hash::FxHashSet;
use scraper::{Html, Selector};

use super::{cut::Verdict, dates, marks::short_text, meta::Meta, outline::Outline};
use crate::{
    DateRole, DroppedKind, Found, host_of,
    witness::{Rank, Witness},
};

/// What the selectors of an outlet match on a page.
#[derive(Debug, Default)]
pub(crate) struct Own {
    title: Option<Found>,
    /// Date of publication, as it is written.
    date: Option<Found>,
    byline: Option<Found>,
    /// Elements whose text is the article; empty where the general rules find it.
    pub(crate) body: FxHashSet<NodeId>,
    /// Elements that are none of it.
    cut: FxHashSet<NodeId>,
}

/// What the pack says of a page, by the host of its address.
pub(crate) fn of(dom: &Html, url: Option<&str>, pack: &Pack) -> Own {
    let page = url.and_then(host_of).and_then(|host| pack.page.outlet_pages.by_host(host));
    let Some(page) = page else { return Own::default() };
    let field = |name: &str, css: Option<&String>| {
        let value = value(dom, css?)?;
        Some(Found::new(value, format!("outlet:{}:{name}", page.name)))
    };
    Own {
        title: field("title", page.title.as_ref()),
        date: field("date", page.date.as_ref()),
        byline: field("byline", page.byline.as_ref()),
        body: nodes(dom, page.body.as_ref()),
        cut: nodes(dom, page.cut.as_ref()),
    }
}

impl Own {
    /// Puts title, byline and date before what the page says of itself.
    pub(crate) fn tell(&mut self, meta: &mut Meta, pack: &Pack) {
        meta.title = self.title.take().or(meta.title.take());
        meta.byline = self.byline.take().or(meta.byline.take());
        meta.dates.extend(self.date.take().and_then(|date| {
            let moment = Found::new(dates::moment(&date.value, pack)?, date.from);
            Some(Witness::new(moment, DateRole::Published, Rank::Rule))
        }));
    }

    /// Puts what the rules say of blocks before what was found: inside `body` is the article and
    /// nowhere else, and `cut` is none of it.
    pub(crate) fn judge(&self, outline: &Outline, verdicts: &mut [Verdict]) {
        if self.body.is_empty() && self.cut.is_empty() {
            return;
        }
        for (piece, verdict) in outline.pieces.iter().zip(verdicts) {
            let within = |nodes: &FxHashSet<NodeId>| {
                let mut around = outline.around(piece.element);
                around.any(|i| outline.parts.get(i).is_some_and(|p| nodes.contains(&p.node)))
            };
            *verdict = match *verdict {
                Verdict::Keep if within(&self.cut) => Verdict::Drop(DroppedKind::Other),
                other if self.body.is_empty() || within(&self.cut) => other,
                Verdict::Caption => Verdict::Caption,
                _ if within(&self.body) => Verdict::Keep,
                Verdict::Keep => Verdict::Outside,
                other => other,
            };
        }
    }
}

/// The first text that a selector gives: what is written for machines, else what readers see.
fn value(dom: &Html, css: &str) -> Option<String> {
    let selector = Selector::parse(css).ok()?;
    dom.select(&selector).find_map(|element| {
        let told = element.attr("datetime").or_else(|| element.attr("content"));
        let text = told.map_or_else(|| short_text(*element), |value| value.trim().to_owned());
        (!text.is_empty()).then_some(text)
    })
}

fn nodes(dom: &Html, css: Option<&String>) -> FxHashSet<NodeId> {
    let selector = css.and_then(|css| Selector::parse(css).ok());
    selector.map(|s| dom.select(&s).map(|e| e.id()).collect()).unwrap_or_default()
}

/// The selectors of a source that are none.
pub fn check(source: &Source) -> Vec<Diagnostic> {
    let wrong = |s: outlet_pages::PlacedSelector| {
        let error = Selector::parse(&s.css).err()?;
        let message = format!("`{}` is no CSS selector: {error}", s.css);
        let hint = "write it as in a style sheet: div.story > p, h1[itemprop=headline]".to_owned();
        Some(Diagnostic { message, hint, ..s.place })
    };
    outlet_pages::selectors(source).into_iter().filter_map(wrong).collect()
}
