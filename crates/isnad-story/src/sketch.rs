//! What is kept of a page while pages may still join its story: enough to find its story, not to
//! tell it.

use isnad_pack::Pack;
use isnad_text::Lang;
use rustc_hash::FxHashMap;

use crate::{
    Doc, copies,
    listing::is_listing,
    outlets::{self, Outlet, Searchable, Sought},
    symbols::{Spelt, Symbols},
    terms::{self, Features},
};

/// A page in small.
#[derive(Debug)]
pub(crate) struct Sketch {
    pub(crate) lang: Lang,
    /// Minutes since 1970 of publication, if known.
    pub(crate) published: Option<i64>,
    /// Guest and host of the visit that the page tells first.
    pub(crate) visit: Option<(u32, u32)>,
    /// Terms with their weight before rarity, in the order of their numbers.
    pub(crate) terms: Vec<(u32, f32)>,
    /// Hashes of the shingles, in order.
    pub(crate) shingles: Vec<u32>,
    /// Its outlet.
    pub(crate) house: usize,
    /// Other outlets that it names, in order.
    pub(crate) named: Vec<usize>,
}

/// Makes sketches; knows the outlets of the pages so far.
#[derive(Debug)]
pub(crate) struct Sketcher<'a> {
    pack: &'a Pack,
    pub(crate) symbols: Symbols,
    houses: Vec<(Outlet, Sought)>,
    by_name: FxHashMap<String, usize>,
    /// Outlets by the first of their stems, and of their sounds.
    by_part: FxHashMap<u32, Vec<usize>>,
}

impl<'a> Sketcher<'a> {
    /// A sketcher that knows no outlet yet.
    pub(crate) fn new(pack: &'a Pack) -> Sketcher<'a> {
        let (by_name, by_part) = (FxHashMap::default(), FxHashMap::default());
        Sketcher { pack, symbols: Symbols::default(), houses: Vec::new(), by_name, by_part }
    }

    /// The sketch of a page; outlets of pages that come later are not found in it.
    pub(crate) fn sketch(&mut self, doc: &Doc<'_>) -> Sketch {
        let lang = doc.article.lang;
        let text = Spelt::new(&doc.article.text, lang, self.pack, &mut self.symbols);
        let features = Features::new(doc, &text, self.pack, &mut self.symbols);
        let house = self.house(doc);
        if is_listing(&features, &doc.article.text) {
            // With nothing to be found by it stays alone.
            return Sketch {
                lang: features.lang,
                published: features.published,
                visit: None,
                terms: Vec::new(),
                shingles: Vec::new(),
                house,
                named: Vec::new(),
            };
        }
        let named = self.named(doc, &text, house);
        Sketch {
            lang: features.lang,
            published: features.published,
            visit: terms::visit(doc, &mut self.symbols),
            terms: terms::terms(doc, &features.words, self.pack, &mut self.symbols),
            shingles: copies::sketch(&features),
            house,
            named,
        }
    }

    /// Whether two outlets are one.
    pub(crate) fn same_house(&self, a: usize, b: usize) -> bool {
        self.houses[a].0.is(&self.houses[b].0)
    }

    /// The number of a page's outlet.
    fn house(&mut self, doc: &Doc<'_>) -> usize {
        let name = outlets::name_of(doc);
        if let Some(house) = self.by_name.get(name) {
            return *house;
        }
        let outlet = Outlet::of(doc, self.pack);
        let sought = Sought::new(&outlet, self.pack, &mut self.symbols);
        let house = self.houses.len();
        for part in sought.firsts() {
            self.by_part.entry(part).or_default().push(house);
        }
        self.houses.push((outlet, sought));
        self.by_name.insert(name.to_owned(), house);
        house
    }

    /// The outlets that a page names, in its text or in lines cut from it, its own aside.
    fn named(&mut self, doc: &Doc<'_>, text: &Spelt<'_>, own: usize) -> Vec<usize> {
        let lines = Searchable::credits(doc);
        let lines = Spelt::new(&lines, text.lang, self.pack, &mut self.symbols);
        let mut out: Vec<usize> = Vec::new();
        for part in [text, &lines] {
            let firsts = part.forms.iter().flat_map(|f| [f.stem, f.sound]);
            for house in firsts.filter_map(|first| self.by_part.get(&first)).flatten() {
                let is_new = *house != own && !out.contains(house);
                if is_new && !Searchable(part).find(&self.houses[*house].1).is_empty() {
                    out.push(*house);
                }
            }
        }
        let credits = doc.article.republished_from.iter();
        out.extend(credits.filter_map(|c| self.by_name.get(&c.id)).filter(|house| **house != own));
        out.sort_unstable();
        out.dedup();
        out
    }
}
