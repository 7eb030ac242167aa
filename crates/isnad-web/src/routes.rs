//! What stands at which address.

use std::sync::Arc;

use crate::app::App;
use crate::cx::{Body, Cx};
use crate::fault::Fault;
use crate::guard::Form;
use crate::pages;
use crate::ui::Settings;

/// Draws a page.
pub(crate) type View = fn(&Cx<'_>) -> Result<Body, Fault>;
/// Does what a form asks for; who asks is the third argument.
pub(crate) type Action = fn(&Arc<App>, &Form, &str, Settings) -> Result<Done, Fault>;

/// What became of a form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Done {
    /// Where the reader goes next: an address on this server.
    pub(crate) to: String,
    /// Settings to be kept.
    pub(crate) settings: Option<Settings>,
}

/// The page at an address without its ending.
pub(crate) fn view(path: &str) -> Option<View> {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').skip(1).collect();
    Some(match parts.as_slice() {
        [] | ["stories"] => pages::stories::list,
        ["story", _] => pages::story::page,
        ["story", _, "passages"] => pages::passages::page,
        ["story", _, _] => pages::story::part,
        ["article", _] => pages::article::page,
        ["article", _, "original"] => pages::article::original,
        ["fact" | "quote", _] => pages::fact::page,
        ["entities"] => pages::entities::list,
        ["entity", _] => pages::entities::page,
        ["ledger"] | ["ledger", _] | ["ledger", _, _] => pages::ledger::page,
        ["sources"] => pages::sources::list,
        ["source", _] => pages::sources::page,
        ["decisions"] => pages::decisions::list,
        ["watches"] => pages::watches::list,
        ["status"] => pages::settings::status,
        ["search"] => pages::search::page,
        ["settings"] => pages::settings::page,
        ["help"] => pages::settings::help,
        _ => return None,
    })
}

/// What a form at an address does.
pub(crate) fn action(path: &str) -> Option<Action> {
    match path {
        "/decide" => Some(pages::decisions::decide),
        "/settings" => Some(pages::settings::save),
        "/watches" => Some(pages::watches::act),
        _ => None,
    }
}

/// An address on this server that a form names; the list of stories if it names another.
pub(crate) fn back(form: &Form) -> String {
    let named = form.get("back").filter(|to| {
        to.starts_with('/')
            && !to.starts_with("//")
            && !to.contains(|c: char| c == '\\' || c.is_control() || !c.is_ascii())
    });
    named.unwrap_or("/").to_owned()
}
