//! What ids are called in the language of the interface: as people decided, as the lists have it, as
//! pages have it.

use std::cell::RefCell;
use std::collections::HashMap;

use isnad_pack::Pack;
use isnad_store::Desk;

use crate::app::App;
use crate::phrases::Part;
use crate::ui::{Tongue, Ui};

/// Descriptions within descriptions that are looked for.
const DEEPEST: usize = 3;

/// Names of one request.
pub(crate) struct Names<'a> {
    app: &'a App,
    pack: &'a Pack,
    desk: &'a Desk,
    ui: Ui<'a>,
    known: RefCell<HashMap<String, Known>>,
}

/// What is known of an id.
#[derive(Debug, Clone)]
struct Known {
    name: String,
    /// Whether pages or decisions name it, not only describe it.
    is_named: bool,
}

impl<'a> Names<'a> {
    pub(crate) fn new(app: &'a App, desk: &'a Desk, ui: Ui<'a>) -> Names<'a> {
        Names { app, pack: app.core.pack(), desk, ui, known: RefCell::default() }
    }

    /// What an id is called.
    pub(crate) fn of(&self, id: &str) -> String {
        self.known(id, |known| known.name.clone())
    }

    /// Whether pages name somebody by this id, or a decision does.
    pub(crate) fn is_named(&self, id: &str) -> bool {
        self.known(id, |known| known.is_named)
    }

    fn known<T>(&self, id: &str, take: impl Fn(&Known) -> T) -> T {
        if let Some(known) = self.known.borrow().get(id) {
            return take(known);
        }
        let known = self.find(id);
        let taken = take(&known);
        self.known.borrow_mut().insert(id.to_owned(), known);
        taken
    }

    /// The first of two names that is one, that in the language of the interface before the other.
    pub(crate) fn pick(&self, en: &str, ar: &str) -> Option<String> {
        let order = match self.ui.settings.tongue {
            Tongue::En => [en, ar],
            Tongue::Ar => [ar, en],
        };
        order.into_iter().find(|name| !name.trim().is_empty()).map(str::to_owned)
    }

    fn find(&self, id: &str) -> Known {
        // A desk that cannot be read now shows ids.
        let own = self.desk.entity_name(id).ok().flatten();
        let is_named = own.is_some();
        // Where no list has a name, the English one is only the id.
        let own = own.and_then(|e| {
            self.pick(Some(e.name_en.as_str()).filter(|n| *n != id).unwrap_or_default(), &e.name_ar)
        });
        let listed = || self.pack.world.get(id).and_then(|e| self.pick(&e.name_en, &e.name_ar));
        let name = own.or_else(listed).or_else(|| self.listed_outlet(id));
        Known { name: name.unwrap_or_else(|| self.describe(&spaced(id), 0)), is_named }
    }

    /// What somebody is called in Arabic whom stories name in English, or only describe; `None` where
    /// no table says so, and in the English interface.
    pub(crate) fn described(&self, text: &str) -> Option<String> {
        Some(self.describe(text, 0)).filter(|found| found != text)
    }

    /// A description in the words of the reader; in Arabic those that no table has stay as they are.
    fn describe(&self, text: &str, depth: usize) -> String {
        if !self.ui.is_rtl() {
            return text.to_owned();
        }
        match self.ui.party(text).filter(|_| depth < DEEPEST) {
            None => self.app.id_of(text).map_or_else(|| text.to_owned(), |id| self.of(id)),
            Some(parts) => parts
                .into_iter()
                .map(|part| match part {
                    Part::Words(words) => words.to_owned(),
                    Part::Held(text) => self.describe(text, depth + 1),
                })
                .collect(),
        }
    }

    /// What a publisher is called, by its id or by the name that pages give.
    pub(crate) fn outlet(&self, id: &str) -> String {
        self.listed_outlet(id).unwrap_or_else(|| id.to_owned())
    }

    fn listed_outlet(&self, id: &str) -> Option<String> {
        let outlet = self.pack.page.outlets.by_id(id)?;
        self.pick(&outlet.name_en, &outlet.name_ar)
    }
}

/// A slug as words.
fn spaced(id: &str) -> String {
    if id.contains(' ') { id.to_owned() } else { id.replace('-', " ") }
}
