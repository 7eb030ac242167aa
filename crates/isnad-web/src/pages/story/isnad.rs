//! Who took the story from whom: the tree, and the list of reports that says the same.

use std::collections::{BTreeMap, BTreeSet};

use isnad_export::stories::link_kind;
use isnad_store::PageHead;
use isnad_story::Part as Of;

use super::view::{Part, View};
use crate::draw::tree;
use crate::html::Html;
use crate::link;
use crate::pages::told::{PageLine, standing};

/// A report with where it has its story from.
pub(super) struct ReportLine {
    pub(super) number: usize,
    pub(super) id: String,
    pub(super) page: PageLine,
    pub(super) is_origin: bool,
    pub(super) chain: Html,
    /// What of it came from further sources, and through whom.
    pub(super) named: Vec<(String, Html)>,
    pub(super) parents: Vec<ParentLine>,
    pub(super) standing: Vec<Html>,
}

pub(super) struct ParentLine {
    pub(super) phrase: Html,
    pub(super) href: String,
    pub(super) explained: String,
}

impl View<'_> {
    pub(super) fn reports(&self) -> Part<ReportLine> {
        self.part("reports", &self.heads, self.most.reports, |(i, head)| {
            let own = self.lineage(&head.source);
            let parents = own.into_iter().flat_map(|l| &l.parents);
            Some(ReportLine {
                number: i + 1,
                id: link::page_id(&head.source),
                named: self.named(&head.source),
                page: PageLine::new(self.cx, head),
                is_origin: self.is_origin(head),
                chain: own.map(|l| self.chain(&l.chain)).unwrap_or_default(),
                parents: parents.map(|p| self.parent(head, p)).collect(),
                standing: standing(self.cx, self.cx.core().pack(), head.outlet.as_deref()),
            })
        })
    }

    /// What of a page came from sources that it names beside its own chain, and what is no report.
    fn named(&self, source: &str) -> Vec<(String, Html)> {
        let entries = self.story.lineage.iter().filter(|l| l.article == source);
        let parts = entries.filter(|l| l.of != Of::Page);
        parts.map(|l| (self.of(l.of), self.links(&l.chain))).collect()
    }

    fn of(&self, part: Of) -> String {
        let code = match part {
            Of::Page => "page",
            Of::Statement => "statement",
            Of::Picture => "picture",
            Of::Listing => "listing",
        };
        self.cx.ui.label("of", code)
    }

    fn parent(&self, head: &PageHead, parent: &isnad_story::Parent) -> ParentLine {
        let who = self.cx.ui.text(&self.outlet(&parent.article));
        let key = format!("phrase.{}", link_kind(parent.kind));
        ParentLine {
            phrase: self.cx.ui.fill(&key, &[("who", who)]),
            href: self.passages(&head.source, &parent.article),
            explained: self.share(parent.explained),
        }
    }

    /// Outlets one after the other; nothing if there is but one.
    fn chain(&self, chain: &[String]) -> Html {
        if chain.len() < 2 { Html::default() } else { self.links(chain) }
    }

    fn links(&self, chain: &[String]) -> Html {
        let arrow = if self.cx.ui.is_rtl() { " ← " } else { " → " };
        let names: Vec<String> =
            chain.iter().map(|c| self.cx.ui.text(&self.cx.names.of(c)).to_string()).collect();
        Html::trusted(names.join(arrow))
    }

    fn share(&self, explained: u8) -> String {
        if explained == 0 { String::new() } else { self.cx.ui.digits(&format!("{explained}%")) }
    }

    fn passages(&self, child: &str, parent: &str) -> String {
        let (child, parent) = (link::page_id(child), link::page_id(parent));
        format!("{}/passages?child={child}&parent={parent}", link::story(&self.story.id))
    }

    /// The tree of the first reports.
    pub(super) fn tree(&self) -> Html {
        let drawn = || self.heads.iter().take(self.most.drawn);
        let mut nodes: Vec<tree::Node> = drawn().map(|head| self.node(head)).collect();
        let mut edges = Vec::new();
        for (to, head) in drawn().enumerate() {
            let parents = self.lineage(&head.source).into_iter().flat_map(|own| &own.parents);
            edges.extend(parents.filter_map(|parent| self.edge(to, head, parent)));
        }
        self.absent(&mut nodes, &mut edges);
        tree::draw(&self.cx.ui, &nodes, &edges, self.cx.ui.s("story.tree"))
    }

    fn node(&self, head: &PageHead) -> tree::Node {
        let date = head.published.as_deref().map(|d| self.cx.ui.one_date(d));
        let lang = self.cx.ui.label("lang", &head.lang);
        tree::Node {
            name: self.outlet(&head.source),
            line: date.into_iter().chain([lang]).collect::<Vec<_>>().join(" · "),
            href: Some(link::article(&head.source)),
            is_origin: self.is_origin(head),
        }
    }

    fn edge(&self, to: usize, head: &PageHead, parent: &isnad_story::Parent) -> Option<tree::Edge> {
        let from = self.places.get(&parent.article).filter(|i| **i < self.most.drawn)?;
        let kind = self.cx.ui.label("link", link_kind(parent.kind));
        let label = [kind, self.share(parent.explained)];
        Some(tree::Edge {
            from: *from,
            to,
            label: label.join(" ").trim_end().to_owned(),
            href: Some(self.passages(&head.source, &parent.article)),
            is_copy: parent.kind.is_copy(),
        })
    }

    /// Adds sources that reports name, of which no page is on the desk.
    fn absent(&self, nodes: &mut Vec<tree::Node>, edges: &mut Vec<tree::Edge>) {
        let own: BTreeSet<&str> = self.heads.iter().filter_map(|h| h.outlet.as_deref()).collect();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for (to, head) in self.heads.iter().take(self.most.drawn).enumerate() {
            let entries = self.story.lineage.iter().filter(|l| l.article == head.source);
            for entry in entries.filter(|l| l.parents.is_empty()) {
                let outlet = head.outlet.as_deref();
                let chain: Vec<&str> =
                    entry.chain.iter().map(String::as_str).filter(|c| Some(*c) != outlet).collect();
                let mut before: Option<usize> = None;
                for name in chain.into_iter().filter(|n| !own.contains(n)) {
                    let at = *known.entry(name).or_insert_with(|| {
                        nodes.push(tree::Node {
                            name: self.cx.names.of(name),
                            line: self.cx.ui.s("story.absent").to_owned(),
                            ..tree::Node::default()
                        });
                        nodes.len() - 1
                    });
                    push_edge(edges, before, at, String::new());
                    before = Some(at);
                }
                let part = if entry.of == Of::Page { String::new() } else { self.of(entry.of) };
                push_edge(edges, before, to, part);
            }
        }
    }
}

fn push_edge(edges: &mut Vec<tree::Edge>, from: Option<usize>, to: usize, label: String) {
    let Some(from) = from.filter(|f| *f != to) else { return };
    if !edges.iter().any(|e| e.from == from && e.to == to) {
        edges.push(tree::Edge { from, to, label, ..tree::Edge::default() });
    }
}
