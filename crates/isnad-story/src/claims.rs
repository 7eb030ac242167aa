//! Claims: facts of several pages that are about the same thing, by value; conflicts among them.
//!
//! First facts with one value are put together, then values that exclude one another where their
//! words say that they are of the same thing. A page that gives two values in the same telling shows that
//! they are of different things, unless it corrects its own earlier page or draws on two.

use std::collections::{BTreeMap, BTreeSet};

use isnad_pack::Pack;
use rustc_hash::FxHashMap;

use crate::{
    facts::{Fact, Kind},
    groups::Groups,
    origins::Origins,
    outlets::Outlet,
    story::{Agreement, Claim, Conflict, Evidence, Value},
    tell::Corpus,
};

/// Likeness of contexts for one value on two pages; less for numbers that are seldom the same by
/// chance, and on copies.
const SAME: f32 = 0.2;
const SAME_TELLING: f32 = 0.1;
const SAME_COPIED: f32 = 0.03;
/// Likeness of contexts for two values of one thing; less with a common key.
const RIVAL: f32 = 0.34;
const RIVAL_UNIT: f32 = 0.24;
const RIVAL_HALF: f32 = 0.28;
const RIVAL_KEYED: f32 = 0.18;
/// The same where each is all that a telling has of the kind: the one hour, the one number of wagons,
/// the one year ahead.
const RIVAL_SOLE: f32 = 0.1;
/// What nearness in size and place adds; numbers less than this part of one another are far.
const SIZE: f32 = 0.15;
const TOP: f32 = 0.05;
const FAR: f32 = 0.1;
/// Years between years that are near.
const CLOSE_YEARS: i32 = 2;
/// Minutes between hours that are near, and between hours each of which is all that is told.
const CLOSE_HOURS: f32 = 180.0;
const LATE: i64 = 120;

/// What keys of details begin with that are of the story as a whole.
const STORY: &str = "story/";

/// What claims are made from.
pub(crate) struct Weigher<'a> {
    pub(crate) corpus: &'a Corpus<'a>,
    pub(crate) outlets: &'a [Outlet],
    pub(crate) origins: &'a Origins,
    /// Pages grouped by what was copied or translated whole from one to another.
    pub(crate) copies: &'a Groups,
    pub(crate) pack: &'a Pack,
    pub(crate) facts: Vec<Fact>,
    /// Pages that only retell what others report.
    pub(crate) retold: BTreeSet<usize>,
}

/// Facts with one value.
struct Node {
    facts: Vec<usize>,
    /// What they are alike in everything but their place, in order.
    alike: Vec<usize>,
    pages: BTreeSet<usize>,
}

/// Facts that differ in nothing but their place on pages of one telling: copies by the hundred are
/// compared once.
struct Alike {
    /// By fact.
    of: Vec<usize>,
    /// The facts of each, in order.
    lists: Vec<Vec<usize>>,
}

impl Weigher<'_> {
    /// The claims of the story, in the order in which they first appear.
    pub(crate) fn claims(&self) -> Vec<Claim> {
        let alike = self.alike();
        let nodes = self.nodes(&alike);
        let groups = self.rivals(&nodes, &alike);
        let mut out: Vec<Claim> = groups
            .lists()
            .into_iter()
            .map(|g| self.claim(&nodes, &g))
            .filter(|c| c.values.len() > 1 || c.values.iter().any(|v| v.articles.len() > 1))
            .collect();
        out.sort_by_key(|c| !c.conflict);
        out
    }

    /// Facts put together that nothing tells apart but their place.
    fn alike(&self) -> Alike {
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        let mut alike = Alike { of: Vec::new(), lists: Vec::new() };
        for (at, fact) in self.facts.iter().enumerate() {
            let one = self.origins.of(fact.page).is_some_and(|o| o.len() == 1);
            let telling = (self.copies.find(fact.page), one, self.class(fact));
            let next = known.len();
            let number = *known.entry(format!("{telling:?}{}", fact.form())).or_insert(next);
            if number == next {
                alike.lists.push(Vec::new());
            }
            alike.of.push(number);
            alike.lists[number].push(at);
        }
        alike
    }

    /// Facts put together by value.
    fn nodes(&self, alike: &Alike) -> Vec<Node> {
        let mut groups = Groups::new(self.facts.len());
        for (j, b) in alike.lists.iter().enumerate() {
            for a in alike.lists.iter().take(j + 1) {
                if self.agree(a, b) {
                    for fact in a.iter().chain(b) {
                        groups.join(a[0], *fact);
                    }
                }
            }
        }
        let node = |facts: Vec<usize>| Node {
            pages: facts.iter().map(|f| self.facts[*f].page).collect(),
            alike: facts
                .iter()
                .map(|f| alike.of[*f])
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            facts,
        };
        groups.lists().into_iter().map(node).collect()
    }

    /// Whether facts of two kinds give one value of one thing.
    fn agree(&self, a: &[usize], b: &[usize]) -> bool {
        let Some((a, b)) = self.comparable(a, b).filter(|(a, b)| a.agrees(b)) else { return false };
        let keyed = a.key.is_some() && a.key == b.key;
        let like = if keyed { 1.0 } else { a.context.likeness(&b.context) };
        let copied = self.copies.find(a.page) == self.copies.find(b.page);
        let least = match (a.value.is_telling(), copied) {
            (true, true) => SAME_COPIED,
            (true, _) | (_, true) => SAME_TELLING,
            _ => SAME,
        };
        like >= least
    }

    /// The first facts of two kinds, if facts of them can be values of one thing.
    fn comparable(&self, a: &[usize], b: &[usize]) -> Option<(&Fact, &Fact)> {
        let pages = || a.iter().chain(b).map(|f| self.facts[*f].page);
        let (x, y) = (&self.facts[*a.first()?], &self.facts[*b.first()?]);
        let apart = || pages().any(|p| p != x.page);
        (comparable(x, y) && (!told_once(x.kind) || apart())).then_some((x, y))
    }

    /// Nodes put together where they are values of one thing; the surest first.
    fn rivals(&self, nodes: &[Node], alike: &Alike) -> Groups {
        let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
        let sole = self.sole();
        for j in 0..nodes.len() {
            for i in 0..j {
                let (score, least) = self.rivalry((&nodes[i], &nodes[j]), alike, &sole);
                if score >= least {
                    pairs.push((score - least, i, j));
                }
            }
        }
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let mut groups = Groups::new(nodes.len());
        for (_, i, j) in pairs {
            let (a, b) = (groups.members(i), groups.members(j));
            let apart = a.iter().all(|x| b.iter().all(|y| self.may_differ(&nodes[*x], &nodes[*y])));
            if apart {
                groups.join(i, j);
            }
        }
        groups
    }

    /// How likely two nodes are values of one thing, and how likely they must be.
    fn rivalry(&self, (a, b): (&Node, &Node), alike: &Alike, sole: &[bool]) -> (f32, f32) {
        let mut best = (0.0f32, f32::INFINITY);
        for left in &a.alike {
            for right in &b.alike {
                let (left, right) = (&alike.lists[*left], &alike.lists[*right]);
                let Some((x, y)) = self.comparable(left, right) else { continue };
                let rivals = x.kind != Kind::Attribute || x.may_rival(y);
                if !rivals || x.agrees(y) || x.value.is_far(&y.value) {
                    continue;
                }
                let alone = sole[left[0]] && sole[right[0]];
                let keyed = x.key.is_some() && x.key == y.key;
                let named = matches!(x.kind, Kind::Attribute | Kind::Event);
                let like = if named { 1.0 } else { x.context.likeness(&y.context) };
                let like = like + nearness(x, y);
                let alone = alone && self.class(x) == self.class(y) && !is_late(x, y);
                let least = match (keyed, same_unit(x, y)) {
                    _ if alone => RIVAL_SOLE,
                    (true, _) => RIVAL_KEYED,
                    // Of two numbers of people one may count the dead, the other nobody knows whom.
                    (_, true) if x.key == y.key => RIVAL_UNIT,
                    (_, true) => RIVAL_HALF,
                    _ => RIVAL,
                };
                if like - least > best.0 - best.1 {
                    best = (like, least);
                }
            }
        }
        best
    }

    /// For each fact whether all facts of its class agree with it on its page and on those from which
    /// and to which it was copied; pages of two origins tell nothing of it.
    fn sole(&self) -> Vec<bool> {
        let mut told: BTreeMap<(String, usize), Vec<usize>> = BTreeMap::new();
        let mut sole = vec![false; self.facts.len()];
        for (at, fact) in self.facts.iter().enumerate() {
            let one = self.origins.of(fact.page).is_some_and(|o| o.len() == 1);
            if let Some(class) = self.class(fact).filter(|_| one) {
                told.entry((class, self.copies.find(fact.page))).or_default().push(at);
            }
        }
        for group in told.values() {
            let first = &self.facts[group[0]];
            let alike = group.iter().all(|f| self.facts[*f].agrees(first));
            for fact in group {
                sole[*fact] = alike;
            }
        }
        sole
    }

    /// What a fact is one of: hours of the day, numbers of one unit, years or days ahead.
    fn class(&self, fact: &Fact) -> Option<String> {
        let published = self.corpus.docs[fact.page].article.published.as_ref();
        match (&fact.value, fact.kind) {
            (_, Kind::Time) => Some(String::new()),
            (_, Kind::Figure) => {
                let key = fact.key.as_deref().unwrap_or_default();
                let known = !key.is_empty() || !fact.unit.is_empty();
                known.then(|| format!("{key}/{}", fact.unit))
            }
            (crate::values::Value::When(date), Kind::Date) => {
                let today = published.and_then(|p| p.value.get(..date.len()));
                today.filter(|today| date.as_str() > *today).map(|_| date.len().to_string())
            }
            _ => None,
        }
    }

    /// Whether no page tells both in one breath, follow-ups and pages of two origins aside.
    fn may_differ(&self, a: &Node, b: &Node) -> bool {
        // Details are keyed by what they are of: two of them are of one thing for certain.
        let detail = |n: &Node| n.facts.iter().all(|f| self.facts[*f].kind == Kind::Attribute);
        let keyed = detail(a) && detail(b);
        a.pages != b.pages
            && (keyed || a.pages.intersection(&b.pages).all(|page| self.is_exempt(*page)))
    }

    /// Whether a page may give two values of one thing: it corrects an earlier page of its house,
    /// retells others, or goes back to two origins.
    fn is_exempt(&self, page: usize) -> bool {
        let two = self.origins.of(page).is_some_and(|o| o.len() > 1);
        let earlier = (0..page)
            .any(|p| self.origins.of(p).is_some() && self.outlets[p].is(&self.outlets[page]));
        two || earlier || self.retold.contains(&page)
    }

    /// A claim of some nodes.
    fn claim(&self, nodes: &[Node], group: &[usize]) -> Claim {
        let mut members: Vec<&Node> = group.iter().filter_map(|n| nodes.get(*n)).collect();
        members.sort_by_key(|n| n.facts.first().copied());
        let mut values: Vec<Value> = members.iter().map(|n| self.value(n)).collect();
        for i in 0..values.len() {
            values[i].superseded_by = (i + 1..values.len())
                .find(|j| self.corrects(members[*j], members[i]))
                .map(|j| values[j].value.clone());
        }
        let standing = values.iter().filter(|v| v.superseded_by.is_none()).count();
        let facts: Vec<&Fact> =
            members.iter().flat_map(|n| &n.facts).map(|f| &self.facts[*f]).collect();
        let pages: Vec<usize> =
            facts.iter().map(|f| f.page).collect::<BTreeSet<_>>().into_iter().collect();
        let speakers: BTreeSet<&String> = facts.iter().filter_map(|f| f.speaker.as_ref()).collect();
        let (claim, key) = self.name(&facts);
        Claim {
            claim,
            key,
            values,
            outlets: self.outlets_of(&pages),
            independent_origins: self.origins.count(&pages),
            speakers: speakers.len(),
            conflict: standing > 1,
        }
    }

    fn value(&self, node: &Node) -> Value {
        let mut words: BTreeMap<usize, Evidence> = BTreeMap::new();
        for fact in node.facts.iter().map(|f| &self.facts[*f]) {
            let doc = &self.corpus.docs[fact.page];
            words.entry(fact.page).or_insert_with(|| Evidence {
                article: doc.source.to_owned(),
                span: fact.span,
                text: fact.span.of(&doc.article.text).to_owned(),
            });
        }
        let words: Vec<Evidence> = words.into_values().collect();
        // The most exact rendering stands for all: a day rather than its month.
        let shown = node.facts.iter().map(|f| self.facts[*f].value.show(&self.pack.labels));
        let value = shown.max_by_key(String::len).unwrap_or_default();
        Value {
            value,
            articles: words.iter().map(|w| w.article.clone()).collect(),
            text: words.first().map(|w| w.text.clone()).unwrap_or_default(),
            words,
            superseded_by: None,
        }
    }

    /// Whether a node takes the place of an earlier one: every page of the earlier one's first house
    /// that gives the later value came after those with the earlier value. Who copies a house gives
    /// its value.
    fn corrects(&self, later: &Node, earlier: &Node) -> bool {
        later.pages.iter().any(|new| {
            earlier
                .pages
                .iter()
                .any(|old| old < new && self.is_of_house(*old, *new) && !later.pages.contains(old))
        })
    }

    /// Whether a page comes from the house of another one, by itself or as a copy of one report.
    fn is_of_house(&self, page: usize, other: usize) -> bool {
        let house = |p: usize| self.outlets[p].is(&self.outlets[other]);
        house(page) || self.origins.first(page).is_some_and(house)
    }

    fn outlets_of(&self, pages: &[usize]) -> usize {
        let mut seen: Vec<usize> = Vec::new();
        for page in pages {
            if !seen.iter().any(|s| self.outlets[*s].is(&self.outlets[*page])) {
                seen.push(*page);
            }
        }
        seen.len()
    }

    /// What a claim is called, and its key.
    fn name(&self, facts: &[&Fact]) -> (String, String) {
        let Some(first) = facts.first() else { return Default::default() };
        let unit = facts.iter().map(|f| f.unit.as_str()).find(|u| !u.is_empty()).unwrap_or("");
        let keyed = facts.iter().find_map(|f| f.key.clone());
        let label = |key: &str| self.pack.labels.claim(key, unit);
        let of_words = |key: &str| (format!("{}: “{}”", label(key), first.about), key.to_owned());
        match first.kind {
            Kind::Attribute => {
                // A detail of what the story is about needs no more to be said.
                let whole = first.key.as_deref().is_some_and(|k| k.starts_with(STORY));
                let detail = format!("{}: {}", first.about, first.unit);
                (if whole { first.unit.clone() } else { detail }, first.unit.clone())
            }
            Kind::Event => (first.about.clone(), first.unit.to_lowercase()),
            Kind::Figure => {
                let key = keyed
                    .unwrap_or_else(|| if unit.is_empty() { "number" } else { "count" }.to_owned());
                (label(&key), key)
            }
            Kind::Place => (label("place"), "place".to_owned()),
            Kind::Date => of_words("date"),
            Kind::Time => of_words("time"),
            Kind::Duration => of_words("duration"),
        }
    }

    /// Conflicts as a list of their own: what it is about and which detail.
    pub(crate) fn conflicts(claims: &[Claim]) -> Vec<Conflict> {
        let conflict = |claim: &Claim| {
            let about = claim.claim.strip_suffix(&format!(": {}", claim.key));
            Conflict {
                about: about.unwrap_or(&claim.claim).to_owned(),
                attribute: claim.key.clone(),
                values: claim.values.clone(),
            }
        };
        claims.iter().filter(|c| c.conflict).map(conflict).collect()
    }

    /// What several outlets state alike.
    pub(crate) fn agreements(claims: &[Claim]) -> Vec<Agreement> {
        let agreed = claims.iter().filter(|c| c.values.len() == 1 && c.outlets > 1);
        agreed
            .filter_map(|c| {
                let value = c.values.first()?;
                let claim = format!("{}: {}", c.claim, value.value);
                Some(Agreement { claim, articles: value.articles.clone() })
            })
            .collect()
    }
}

/// How much more likely two facts are of one thing for standing at the top of their pages, and for
/// being numbers of one size, or hours or years close to one another.
fn nearness(a: &Fact, b: &Fact) -> f32 {
    use crate::values::{Value::Number, Value::When, hours_apart};
    let size = match (&a.value, &b.value) {
        (When(x), When(y)) if a.kind == Kind::Time => {
            hours_apart(x, y).map_or(0.0, |m| SIZE * (1.0 - m as f32 / CLOSE_HOURS).max(0.0))
        }
        (When(x), When(y)) if x.len() == 4 && y.len() == 4 => years(x, y),
        (Number(x, _), Number(y, _)) if *x > 0.0 && *y > 0.0 => {
            let ratio = (x.min(*y) / x.max(*y)) as f32;
            if ratio < FAR { -SIZE } else { ratio * SIZE }
        }
        _ => 0.0,
    };
    if a.lead && b.lead { size + TOP } else { size }
}

/// Whether two hours are too far apart to be of one thing for being alone.
fn is_late(a: &Fact, b: &Fact) -> bool {
    let (crate::values::Value::When(x), crate::values::Value::When(y)) = (&a.value, &b.value)
    else {
        return false;
    };
    a.kind == Kind::Time && crate::values::hours_apart(x, y).is_none_or(|m| m > LATE)
}

/// How much nearer two years are for following one another.
fn years(a: &str, b: &str) -> f32 {
    let (Ok(a), Ok(b)) = (a.parse::<i32>(), b.parse::<i32>()) else { return 0.0 };
    if (a - b).abs() <= CLOSE_YEARS { SIZE } else { 0.0 }
}

/// Whether two figures count the same, or two lengths of time are told in one unit.
fn same_unit(a: &Fact, b: &Fact) -> bool {
    match (&a.value, &b.value) {
        (crate::values::Value::When(x), crate::values::Value::When(y)) => {
            a.kind == Kind::Duration && x.chars().next_back() == y.chars().next_back()
        }
        _ => !a.unit.is_empty() && a.unit == b.unit || !a.units.is_disjoint(&b.units),
    }
}

/// Whether a page tells facts of a kind of one thing but once: two on one page are of two things.
fn told_once(kind: Kind) -> bool {
    matches!(kind, Kind::Attribute | Kind::Place | Kind::Event)
}

/// Whether two facts can be values of one thing: the same kind and key, or units that have a name or
/// a word in common.
fn comparable(a: &Fact, b: &Fact) -> bool {
    if a.kind != b.kind {
        return false;
    }
    match a.kind {
        Kind::Attribute | Kind::Place => a.key == b.key,
        Kind::Event => same_event(a, b),
        Kind::Figure => {
            let units = a.unit == b.unit || a.unit.is_empty() || b.unit.is_empty();
            match (&a.key, &b.key) {
                (Some(x), Some(y)) => x == y && units,
                _ => same_unit(a, b),
            }
        }
        Kind::Date | Kind::Time | Kind::Duration => true,
    }
}

/// Whether two events have one type and sides, and one day as far as both are dated.
fn same_event(a: &Fact, b: &Fact) -> bool {
    let parts = [a, b].map(|fact| fact.key.as_deref().and_then(|key| key.rsplit_once(':')));
    let [Some((x, day)), Some((y, other))] = parts else { return false };
    x == y && (day == other || day.is_empty() || other.is_empty())
}
