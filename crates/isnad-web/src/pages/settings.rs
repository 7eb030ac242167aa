//! How a reader wants the pages, the keys, and the state of the desk.

use std::sync::Arc;

use askama::Template;

use crate::app::{App, Status};
use crate::cx::{Body, Cx, Frame, Shape};
use crate::fault::Fault;
use crate::guard::Form;
use crate::routes::{Done, back};
use crate::ui::{Months, Settings, Theme};

#[derive(Template)]
#[template(path = "settings.html")]
struct Page<'a> {
    f: Frame<'a>,
    groups: Vec<Group>,
    back: String,
}

/// A setting with the values it may have.
struct Group {
    name: &'static str,
    values: Vec<(&'static str, bool)>,
}

#[derive(Template)]
#[template(path = "help.html")]
struct Help<'a> {
    f: Frame<'a>,
    keys: [(&'static str, &'static str); 6],
}

/// `/settings`.
pub(crate) fn page(cx: &Cx<'_>) -> Result<Body, Fault> {
    if cx.shape != Shape::Html {
        return Err(Fault::NotFound);
    }
    let now = cx.ui.settings;
    let groups = vec![
        Group { name: "lang", values: ["en", "ar"].map(|c| (c, c == now.tongue.code())).to_vec() },
        Group { name: "theme", values: Theme::ALL.map(|t| (t.code(), t == now.theme)).to_vec() },
        Group {
            name: "digits",
            values: [("latn", false), ("arab", true)]
                .map(|(c, on)| (c, on == now.arabic_digits))
                .to_vec(),
        },
        Group { name: "months", values: Months::ALL.map(|m| (m.code(), m == now.months)).to_vec() },
    ];
    let back = back(cx.query);
    Body::html(&Page { f: cx.frame(cx.ui.s("nav.settings").to_owned()), groups, back })
}

/// `/help`.
pub(crate) fn help(cx: &Cx<'_>) -> Result<Body, Fault> {
    if cx.shape != Shape::Html {
        return Err(Fault::NotFound);
    }
    let keys = [
        ("j", "key.next"),
        ("k", "key.previous"),
        ("o", "key.open"),
        ("n", "key.evidence"),
        ("p", "key.evidence-back"),
        ("/", "key.search"),
    ];
    Body::html(&Help { f: cx.frame(cx.ui.s("nav.help").to_owned()), keys })
}

/// `/status.json`: how many pages there are, whether their stories are told, and what is at work.
pub(crate) fn status(cx: &Cx<'_>) -> Result<Body, Fault> {
    if cx.shape != Shape::Json {
        return Err(Fault::NotFound);
    }
    let Status { pages, failed, is_told, is_telling, run } = cx.status;
    let run = run.map(|run| {
        let state = if run.is_telling { "telling" } else { "reading" };
        serde_json::json!({ "state": state, "pages": run.pages, "share": run.share })
    });
    let status = serde_json::json!({ "schema": "isnad.status/1", "pages": pages, "failed": failed,
        "told": is_told, "telling": is_telling, "run": run });
    Ok(Body::json(status.to_string()))
}

/// Keeps settings in the cookie.
#[expect(clippy::unnecessary_wraps, reason = "one of the actions, of which others fail")]
pub(crate) fn save(
    _app: &Arc<App>,
    form: &Form,
    _who: &str,
    mut settings: Settings,
) -> Result<Done, Fault> {
    for (name, value) in form.pairs() {
        settings.set(name, value);
    }
    Ok(Done { to: back(form), settings: Some(settings) })
}
