//! What the sender of a page says of it beyond title, date, outlet and address: believed before what
//! the page says.

use isnad_pack::Pack;

use crate::{Article, Credit, Found, Hints, credit::slug};

/// Where a credit of the sender stands.
const PLACE: &str = "hint";

/// Fills in what the sender says.
pub(crate) fn fill(article: &mut Article, hints: &Hints, pack: &Pack) {
    let hint = |value: &Option<String>| {
        let value = value.as_deref().map(str::trim).filter(|v| !v.is_empty())?;
        Some(Found::new(value, PLACE))
    };
    article.byline = hint(&hints.byline).or_else(|| article.byline.take());
    article.section = hint(&hints.section).or_else(|| article.section.take());
    article.updated = hint(&hints.updated).or_else(|| article.updated.take());
    if let Some(found) = hint(&hints.republished_from) {
        let name = found.value;
        let id = pack.page.outlets.by_name(&name).map_or_else(|| slug(&name), |o| o.id.clone());
        let is_known = article.republished_from.iter().any(|c| c.id == id);
        if !id.is_empty() && !is_known {
            article.republished_from.insert(0, Credit { id, words: name, place: PLACE.to_owned() });
        }
    }
}
