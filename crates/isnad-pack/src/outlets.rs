//! Outlets and agencies: their names in texts and their domains.

use isnad_text::{Span, Token, TokenKind, fold, tokenize};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    Source,
    gazetteer::{Gazetteer, exact},
    tsv::{Row, Table},
};

/// An outlet or agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its English name in lower case with hyphens.
    pub id: String,
    /// What it is.
    pub kind: OutletKind,
    /// English name.
    pub name_en: String,
    /// Arabic name.
    pub name_ar: String,
    /// Alpha-3 code of its state.
    pub country: String,
    /// Who owns it, if known.
    pub owner: String,
    /// Who controls it: `state`, `public`, `private` and so on.
    pub state_control: String,
}

/// Kinds of outlets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutletKind {
    /// News agency.
    Agency,
    /// Agency for pictures.
    PhotoAgency,
    /// Site that collects what others publish.
    Aggregator,
    /// Anybody else who publishes news.
    Publisher,
}

/// A name of an outlet found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutletHit {
    /// Index of the outlet.
    pub outlet: usize,
    /// First token.
    pub start: usize,
    /// Token after the last.
    pub end: usize,
    /// Whether the name is also an ordinary word, so that it counts only beside a cue.
    pub bare: bool,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    outlet: usize,
    bare: bool,
    /// Whether the name must stand in capitals (`AP`, `MAP`).
    capitals: bool,
}

/// All outlets of the pack.
#[derive(Debug, Default)]
pub struct Outlets {
    list: Vec<Outlet>,
    by_id: FxHashMap<String, usize>,
    by_name: FxHashMap<String, usize>,
    domains: FxHashMap<String, usize>,
    names: Gazetteer<Entry>,
    taken: FxHashSet<(String, usize)>,
}

impl Outlets {
    /// Reads `world/outlets.tsv`.
    pub fn read(source: &Source) -> Outlets {
        let table = Table::read(source, "world/outlets.tsv");
        let mut outlets = Outlets { names: Gazetteer::of(source), ..Outlets::default() };
        table.rows().for_each(|row| outlets.add(&row));
        outlets
    }

    fn add(&mut self, row: &Row<'_, '_>) {
        let index = self.list.len();
        let text = |column: &str| row.get(column).to_owned();
        let kind = match row.get("kind") {
            "agency" => OutletKind::Agency,
            "photo-agency" => OutletKind::PhotoAgency,
            "aggregator" => OutletKind::Aggregator,
            _ => OutletKind::Publisher,
        };
        let (name_en, name_ar) = (text("name_en"), text("name_ar"));
        self.list.push(Outlet {
            id: text("id"),
            kind,
            name_en,
            name_ar,
            country: text("country"),
            owner: text("owner"),
            state_control: text("state_control"),
        });
        self.by_id.entry(text("id")).or_insert(index);
        for column in ["name_en", "name_ar", "names_en", "names_ar"] {
            row.list(column).for_each(|name| self.add_name(name, index, false));
        }
        for column in ["bare_ar", "bare_en"] {
            row.list(column).for_each(|name| self.add_name(name, index, true));
        }
        for domain in row.list("domains") {
            self.domains.entry(domain.to_ascii_lowercase()).or_insert(index);
        }
    }

    fn add_name(&mut self, name: &str, outlet: usize, bare: bool) {
        if !self.taken.insert((fold(name), outlet)) {
            return;
        }
        self.by_name.entry(fold(name)).or_insert(outlet);
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let capitals = letters.len() <= 5 && letters.iter().all(|c| c.is_uppercase());
        // Two single letters ("أ ب") are also the beginning of a list.
        let bare = bare || (letters.len() == 2 && !capitals);
        self.names.insert(name, Entry { outlet, bare, capitals });
    }

    /// All outlets, in the order of the file.
    pub fn all(&self) -> &[Outlet] {
        &self.list
    }

    /// The outlet at an index.
    pub fn get(&self, index: usize) -> Option<&Outlet> {
        self.list.get(index)
    }

    /// The outlet with an id.
    pub fn by_id(&self, id: &str) -> Option<&Outlet> {
        self.by_id.get(id).and_then(|i| self.list.get(*i))
    }

    /// The outlet with exactly this name, bare names included.
    pub fn by_name(&self, name: &str) -> Option<&Outlet> {
        self.by_name.get(fold(name).trim()).and_then(|i| self.list.get(*i))
    }

    /// The outlet of a host (`www.reuters.com`), by the longest domain listed.
    pub fn by_host(&self, host: &str) -> Option<&Outlet> {
        let host = host.to_ascii_lowercase();
        let mut rest = host.as_str();
        loop {
            if let Some(index) = self.domains.get(rest) {
                return self.list.get(*index);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The domains of an outlet, sorted.
    pub fn domains_of(&self, id: &str) -> Vec<&str> {
        let Some(index) = self.by_id.get(id) else { return Vec::new() };
        let own = self.domains.iter().filter(|(_, at)| *at == index);
        let mut domains: Vec<&str> = own.map(|(domain, _)| domain.as_str()).collect();
        domains.sort_unstable();
        domains
    }

    /// The names of outlets in a text, from left to right, the longest at each place. `stems` gives
    /// the forms under which a word may be listed once its clitics are cut.
    pub fn find(
        &self,
        text: &str,
        tokens: &[Token],
        stems: impl Fn(&str) -> Vec<String>,
    ) -> Vec<OutletHit> {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < tokens.len() {
            match self.at(text, tokens, at, &stems) {
                Some(hit) => {
                    at = hit.end;
                    out.push(hit);
                }
                None => at += 1,
            }
        }
        out
    }

    fn at(
        &self,
        text: &str,
        tokens: &[Token],
        at: usize,
        stems: &impl Fn(&str) -> Vec<String>,
    ) -> Option<OutletHit> {
        let token = tokens.get(at).filter(|t| t.kind != TokenKind::Mark)?;
        let whole = self.listed(text, tokens, at, &token.norm);
        whole.or_else(|| {
            let stems = stems(&token.norm);
            stems
                .iter()
                .filter(|s| **s != token.norm)
                .find_map(|s| self.listed(text, tokens, at, s))
        })
    }

    fn listed(&self, text: &str, tokens: &[Token], at: usize, first: &str) -> Option<OutletHit> {
        let hit = self.names.longest(first, tokens, at + 1, exact)?;
        let words = tokens[at].span.cover(tokens[hit.end - 1].span).of(text);
        let shouted = !words.chars().any(char::is_lowercase);
        let entry = hit.values.iter().find(|e| !e.capitals || shouted)?;
        Some(OutletHit { outlet: entry.outlet, start: at, end: hit.end, bare: entry.bare })
    }
}

/// The tokens of a whole text.
pub fn tokens_of(text: &str) -> Vec<Token> {
    tokenize(text, Span::new(0, text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlets() -> Outlets {
        let mut source = Source::default();
        let head =
            "id\tkind\tname_en\tname_ar\tnames_en\tnames_ar\tcountry\tdomains\tbare_ar\tbare_en\n";
        let rows = "north\tagency\tNorth Agency\tوكالة الشمال\tNAP\tأ. ش\tXXX\tnorth.example\tالشمال\tNorth\n";
        source.insert("world/outlets.tsv", format!("{head}{rows}"));
        Outlets::read(&source)
    }

    fn found(text: &str) -> Vec<(String, bool)> {
        let (outlets, tokens) = (outlets(), tokens_of(text));
        let cut = |w: &str| vec![w.trim_start_matches('و').to_owned()];
        let hits = outlets.find(text, &tokens, cut);
        let words = |h: &OutletHit| tokens[h.start].span.cover(tokens[h.end - 1].span).of(text);
        hits.iter().map(|h| (words(h).to_owned(), h.bare)).collect()
    }

    #[test]
    fn finds_names_with_clitics_and_tells_bare_ones_apart() {
        assert_eq!(found("وقالت وكالة الشمال"), [("وكالة الشمال".to_owned(), false)]);
        assert_eq!(found("في الشمال"), [("الشمال".to_owned(), true)]);
        assert_eq!(found("a nap, NAP said"), [("NAP".to_owned(), false)]);
    }

    #[test]
    fn hosts_end_in_their_domain() {
        let outlets = outlets();
        assert_eq!(outlets.by_host("www.north.example").map(|o| o.id.as_str()), Some("north"));
        assert_eq!(outlets.by_host("example"), None);
    }
}
