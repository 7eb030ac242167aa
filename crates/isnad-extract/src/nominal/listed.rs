//! What the lists hold at each token of a document, looked up once for all who ask: names, nouns for
//! people and bodies that act, adjectives of states.

use isnad_pack::{
    clitics::Proclitic,
    inflect::{Features, Number},
};

use super::{
    bare_hit,
    name::{NameHit, find_name},
    role::find_role,
};
use crate::document::Document;

/// The entries of lists that begin at each token.
#[derive(Debug, Default)]
pub struct Listed<'a> {
    pub(super) names: Vec<Option<NameHit<'a>>>,
    pub(super) roles: Vec<Option<RoleHit<'a>>>,
    pub(super) demonyms: Vec<Option<DemonymHit<'a>>>,
}

/// A noun for people or bodies: index of the role, number, the token after it, what is written
/// before it.
pub(super) type RoleHit<'a> = (usize, Number, usize, Option<&'a Proclitic>);

/// An adjective of a state: the token after it, entity and form, what is written before it.
pub(super) type DemonymHit<'a> = (usize, (usize, Features), Option<&'a Proclitic>);

impl<'a> Listed<'a> {
    /// Looks up all tokens of a document; of most words no list holds anything.
    pub fn of(doc: &Document<'a>) -> Listed<'a> {
        let words = || doc.words.iter().enumerate();
        let name = |i| find_name(doc, i);
        let demonym = |i| bare_hit(doc, i, &doc.lang.demonyms);
        Listed {
            names: words().map(|(i, w)| w.begins.name.then(|| name(i)).flatten()).collect(),
            roles: words()
                .map(|(i, w)| w.begins.role.then(|| find_role(doc, i)).flatten())
                .collect(),
            demonyms: words()
                .map(|(i, w)| w.begins.demonym.then(|| demonym(i)).flatten())
                .collect(),
        }
    }
}
