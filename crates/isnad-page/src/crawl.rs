//! The day on which a page was fetched: no page is younger, and one that gives no date of its own was
//! most likely news then.

use crate::{Article, DateCandidate, DateRole, Found, Hints, date::distance, when::note};

/// Days by which clocks and time zones may differ.
const TOLERANCE: i64 = 1;

/// Refuses a date of publication that lies behind the crawl for the next one that does not, and gives
/// that of the crawl where there is none. What the sender says of publication stands.
pub(crate) fn bound(article: &mut Article, hints: &Hints) {
    let Some(crawled) = hints.crawled.as_deref().filter(|c| distance(c, c).is_some()) else {
        return;
    };
    if let Some(found) =
        article.published.take_if(|p| p.from != "hint" && is_after(&p.value, crawled))
    {
        let Found { value, from } = found;
        let message = format!("{from} says {value}, but the page was fetched on {crawled}");
        article.diagnostics.push(note("date-after-crawl", message));
        let fits =
            |d: &&DateCandidate| d.role == DateRole::Published && !is_after(&d.value, crawled);
        let other = article.dates.iter().find(fits);
        article.published = other.map(|d| Found::new(d.value.as_str(), d.from.as_str()));
    }
    if article.published.is_none() {
        article.published = Some(Found::new(crawled, "crawled"));
        let message = "no date of publication found; that of the crawl stands for it";
        article.diagnostics.push(note("dated-by-crawl", message.to_owned()));
    }
}

/// Whether a day is later than another, by more than clocks may differ.
fn is_after(day: &str, other: &str) -> bool {
    day > other && distance(day, other).is_some_and(|d| d > TOLERANCE)
}

#[cfg(test)]
mod tests {
    use isnad_text::Lang;

    use super::*;

    #[test]
    fn the_crawl_bounds_and_stands_in() {
        for (published, from, want, code) in [
            (None, "", "2024-03-05T10:00:00Z", "dated-by-crawl"),
            (Some("2024-03-04"), "text:line 1", "2024-03-04", ""),
            (Some("2024-03-06"), "text:line 1", "2024-03-06", ""),
            (Some("2025-01-02"), "meta:date", "2024-03-05T10:00:00Z", "date-after-crawl"),
            (Some("2025-01-02"), "hint", "2025-01-02", ""),
        ] {
            let mut article = Article::of_text("The ship left.".to_owned(), Lang::EN);
            article.published = published.map(|p| Found::new(p, from));
            let crawled = Some("2024-03-05T10:00:00Z".to_owned());
            bound(&mut article, &Hints { crawled, ..Hints::default() });
            assert_eq!(article.published.unwrap().value, want);
            let first = article.diagnostics.first().map_or("", |d| d.code.as_str());
            assert_eq!(first, code);
        }
    }
}
