//! What ids are called in the language of the interface: as people decided, as the lists have it, as
//! pages have it.

use std::cell::RefCell;
use std::collections::HashMap;

use isnad_pack::Pack;
use isnad_store::Desk;

use crate::ui::Tongue;

/// Names of one request.
pub(crate) struct Names<'a> {
    pack: &'a Pack,
    desk: &'a Desk,
    tongue: Tongue,
    known: RefCell<HashMap<String, String>>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(pack: &'a Pack, desk: &'a Desk, tongue: Tongue) -> Names<'a> {
        Names { pack, desk, tongue, known: RefCell::default() }
    }

    /// What an id is called.
    pub(crate) fn of(&self, id: &str) -> String {
        if let Some(name) = self.known.borrow().get(id) {
            return name.clone();
        }
        let name = self.find(id);
        self.known.borrow_mut().insert(id.to_owned(), name.clone());
        name
    }

    /// The first of two names that is one, that in the language of the interface before the other.
    pub(crate) fn pick(&self, en: &str, ar: &str) -> Option<String> {
        let order = match self.tongue {
            Tongue::En => [en, ar],
            Tongue::Ar => [ar, en],
        };
        order.into_iter().find(|name| !name.trim().is_empty()).map(str::to_owned)
    }

    fn find(&self, id: &str) -> String {
        // A desk that cannot be read now shows ids.
        let own = self.desk.entity_name(id).ok().flatten();
        // Where no list has a name, the English one is only the id.
        let own = own.and_then(|e| {
            self.pick(Some(e.name_en.as_str()).filter(|n| *n != id).unwrap_or_default(), &e.name_ar)
        });
        let listed = || self.pack.world.get(id).and_then(|e| self.pick(&e.name_en, &e.name_ar));
        own.or_else(listed).or_else(|| self.listed_outlet(id)).unwrap_or_else(|| spaced(id))
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
