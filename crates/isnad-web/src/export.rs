//! A story as one file, to be mailed, printed or kept: the page of the server with its style inside,
//! without script, forms and menus. Links lead to the live pages, where their addresses are known.

use std::path::Path;
use std::sync::Arc;

use axum::http::Uri;
use base64::{Engine, prelude::BASE64_STANDARD};
use isnad_store::{Desk, Error};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::fault::Fault;
use crate::html::escape;
use crate::ui::{Settings, Tongue};
use crate::{Core, Options, assets, link, pages};

/// What stands between these marks is for the server alone. No text of a page can hold them: it is
/// escaped.
const FROM: &str = "<!--served-->";
const TO: &str = "<!--/served-->";

/// A story of a desk as one file, in the language of a code; `None` if there is no such story.
pub fn story_file(
    core: Arc<dyn Core>,
    desk: &Path,
    id: &str,
    lang: &str,
) -> Result<Option<String>, Error> {
    let options = Options {
        desk: desk.to_owned(),
        bind: ([127, 0, 0, 1], 0).into(),
        token: None,
        hosts: Vec::new(),
        who: String::new(),
    };
    let app = App::new(options, core);
    let settings = Settings { tongue: Tongue::of(lang).unwrap_or_default(), ..Settings::default() };
    let Ok(uri) = link::story(id).parse::<Uri>() else { return Ok(None) };
    match app.draw(pages::story::whole, &uri, settings) {
        Ok(body) => Ok(Some(alone(&body.text, &addresses(desk, id)?))),
        Err(Fault::Desk(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// The pages of a story with their addresses on the web.
fn addresses(desk: &Path, id: &str) -> Result<Vec<(String, String)>, Error> {
    let desk = Desk::open(desk)?;
    let mut out = Vec::new();
    for (story, _) in desk.stories_by_id(id)? {
        for head in desk.heads_of_story(&story.id)? {
            let url = link::web(head.url.as_deref());
            out.extend(url.map(|url| (link::article(&head.source), url)));
        }
    }
    Ok(out)
}

/// A page without what only the server can give.
fn alone(page: &str, addresses: &[(String, String)]) -> String {
    let mut out = String::with_capacity(page.len() + assets::STYLE.len());
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(FROM) {
        out.push_str(before);
        rest = behind.split_once(TO).map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let hash = BASE64_STANDARD.encode(Sha256::digest(assets::STYLE));
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n<style>{}</style>\n</head>",
        assets::STYLE
    );
    relinked(&out, addresses).replacen("</head>", &head, 1)
}

/// A page whose links to the server lead to the web, or nowhere.
fn relinked(page: &str, addresses: &[(String, String)]) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, behind)) = rest.split_once(" href=\"/") {
        out.push_str(before);
        let (path, after) = behind.split_once('"').unwrap_or((behind, ""));
        let page = path.split(['?', '#']).next().unwrap_or_default();
        let known = addresses.iter().find(|(own, _)| own.trim_start_matches('/') == page);
        if let Some((_, url)) = known {
            out.push_str(" href=\"");
            escape(&mut out, url);
            out.push_str("\" rel=\"noopener noreferrer external\"");
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_or_nowhere() {
        let known = [("/article/aa".to_owned(), "https://example.org/?a&b".to_owned())];
        let page = "<a href=\"/article/aa?at=1-2#at\">x</a> <a href=\"/story/b\">y</a> <a href=\"#z\">z</a>";
        assert_eq!(
            relinked(page, &known),
            "<a href=\"https://example.org/?a&amp;b\" rel=\"noopener noreferrer external\">x</a> \
             <a>y</a> <a href=\"#z\">z</a>"
        );
    }
}
