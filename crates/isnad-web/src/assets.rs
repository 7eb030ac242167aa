//! Style, script and sign of the pages, built into the program.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The style of all pages.
pub(crate) const STYLE: &str = include_str!("../assets/isnad.css");
/// Keys and marks of what is new; pages work without it.
pub(crate) const SCRIPT: &str = include_str!("../assets/isnad.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// A file of the server.
pub(crate) fn serve(name: &str) -> Option<Response> {
    let (kind, text) = match name {
        "isnad.css" => ("text/css; charset=utf-8", STYLE),
        "isnad.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return None,
    };
    let header = |name: HeaderName, value| (name, HeaderValue::from_static(value));
    // Pages name the version of a file behind its address.
    let kept = "private, max-age=31536000, immutable";
    Some(
        ([header(header::CONTENT_TYPE, kind), header(header::CACHE_CONTROL, kept)], text)
            .into_response(),
    )
}
