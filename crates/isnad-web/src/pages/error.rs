//! The page that says what went wrong.

use askama::Template;

use crate::cx::Body;
use crate::fault::Fault;
use crate::ui::Ui;

#[derive(Template)]
#[template(path = "error.html")]
struct Page<'a> {
    ui: Ui<'a>,
    status: u16,
    text: &'a str,
    detail: String,
    css: &'static str,
}

/// As a page.
pub(crate) fn page(ui: Ui<'_>, fault: &Fault) -> Result<Body, Fault> {
    let status = fault.status().as_u16();
    let css = crate::app::stamp("isnad.css");
    Body::html(&Page { ui, status, text: ui.s(fault.key()), detail: fault.detail(), css })
}

/// As an object.
pub(crate) fn json(ui: Ui<'_>, fault: &Fault) -> Body {
    let value = serde_json::json!({
        "schema": "isnad.error/1",
        "status": fault.status().as_u16(),
        "error": fault.key().trim_start_matches("error."),
        "message": ui.s(fault.key()),
    });
    Body::json(value.to_string())
}
